"""What follows a wrong password or key: the sentence, and the seconds to wait counted down before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.widgets.banners import Banner


class Slowing(QObject):
    """Says refusals in a banner; while there is something to wait for the button is off."""

    def __init__(self, banner: Banner, button: QPushButton) -> None:
        super().__init__(banner)
        self._banner, self._button = banner, button
        self._said, self.seconds_left = "", 0
        self.own_words: Mapping[str, str] = {}
        """Error id -> what is said of it here, where the usual sentence says too much."""
        self.is_quiet = False
        """Something else stands in the banner: the seconds run on unsaid until the next refusal."""
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.count_down)

    def refuse(self, error: PanpunError, hint: str = "") -> None:
        """Say why not, with a hint at what may be the cause, and, if told to wait, how long."""
        self.is_quiet = False
        said = "" if error.id == "session.wait" else self._words(error)
        self._said = f"{said} {hint}".strip()
        self.seconds_left = int(error.facts.get("seconds", 0))
        if self.seconds_left:
            self._second.start()
        self._show()

    def _words(self, error: PanpunError) -> str:
        return self.own_words.get(error.id) or message_of(error)

    def count_down(self) -> None:
        """A second went by."""
        self.seconds_left = max(0, self.seconds_left - 1)
        if not self.seconds_left:
            self._second.stop()
        self._show()

    def _show(self) -> None:
        self._button.setEnabled(not self.seconds_left)
        if self.is_quiet:
            return
        wait = _("Try again in {seconds} seconds.").format(seconds=self.seconds_left)
        text = f"{self._said} {wait}".strip() if self.seconds_left else self._said
        self._banner.say(text or _("You may try again now."), Tone.BAD if text else Tone.INFO)
