"""Warnings above the work that do not stop it: one line each, with the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.faults import Fault, Finding
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

_GRAVE = frozenset({Fault.ACTS_LOST, Fault.CLOCK_BACK})
TROUBLE = "trouble"
"""The line of what the storage refused last."""


class WarningStrip(QWidget):
    """Stands above everything in the window; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warningStrip")
        self._lines: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 2)
        self._column.setSpacing(4)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As tall as the lines are at this width: the window above a page asks for no more than a hint."""
        self.setFixedHeight(max(1, self._column.totalHeightForWidth(self.width())))

    def texts(self) -> list[str]:
        """The lines as they stand."""
        return [line.text() for line in self._lines.values()]

    def warn(self, finding: Finding, settle: Callable[[], object] | None = None) -> None:
        """Show a warning; its button puts it away and, where given, settles it for everybody."""
        tone = Tone.BAD if finding.fault in _GRAVE else Tone.WARN
        words = _("Seen and settled") if settle is not None else _("Put away")

        def put_away() -> None:
            self.take_away(finding.fault.value)
            if settle is not None:
                settle()

        from panpun_desktop.views.faults.words import strip_text

        self._say(finding.fault.value, strip_text(finding), tone, (words, put_away))

    def say(self, text: str) -> None:
        """Show what the storage refused, in place of what it refused before."""
        self._say(TROUBLE, text, Tone.BAD, (_("Put away"), lambda: self.take_away(TROUBLE)))

    def take_away(self, key: str) -> None:
        """Put one line away."""
        line = self._lines.pop(key, None)
        if line is not None:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))

    def clear(self) -> None:
        """Put every line away."""
        for key in list(self._lines):
            self.take_away(key)

    def _say(self, key: str, text: str, tone: Tone, act: tuple[str, Callable[[], object]]) -> None:
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = Banner(parent=self)
            line.setObjectName(f"{key}Warning")
            self._column.addWidget(line)
        line.say(text, tone, [act])
        self.show()
