"""The password: hidden until asked for; a new one is rated, never refused here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.password import Ease, Level, judge
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Colour, Tone

_SHOWN = {
    Level.WEAK: (N_("Weak"), Tone.WARN),
    Level.FAIR: (N_("Fair"), Tone.NEUTRAL),
    Level.STRONG: (N_("Strong"), Tone.OK),
}
_WHY = {
    Ease.SHORT: N_("Easy to guess: it is short."),
    Ease.ROW: N_("Easy to guess: letters or figures in a row."),
    Ease.REPEATED: N_("Easy to guess: the same letters again and again."),
    Ease.COMMON: N_("Easy to guess: a word that many people use."),
    Ease.NAME: N_("Easy to guess: your own name or login."),
}


class PasswordEdit(LineField):
    """A hidden line with a button that shows it and, for a new password, a word about its strength.

    ``least``: what is shorter is called too short. ``names`` gives what of the person is easy to guess.
    """

    advised = Signal(str)
    """Why a new password is weak, in a sentence; "" when it is not."""

    def __init__(self, parent: QWidget | None = None, *, rate: bool = False, least: int = 0) -> None:
        super().__init__("", parent)
        self._rate, self.least = rate, least
        self.names: Callable[[], Iterable[str]] = tuple
        self.is_caps_lock_on = False
        """As far as the last letter typed told."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.add_button("eye", _("Show the password"))
        self._eye.triggered.connect(self._toggle)
        self.textChanged.connect(lambda _text: self._judge())

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye", Colour.MUTED))
        self._eye.setText(_("Hide the password") if hidden else _("Show the password"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isascii() and typed.isalpha():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.is_caps_lock_on = typed.isupper() != has_shift
        super().keyPressEvent(event)

    def keyboard_words(self) -> str:
        """What may be wrong with the keyboard that typed this; "" when nothing shows."""
        if any("\u0e00" <= letter <= "\u0e7f" for letter in self.text()):
            return _("Thai letters were typed: the keyboard is set to Thai. Look whether that is meant.")
        if self.is_caps_lock_on and self.text():
            return _("Caps Lock is on.")
        return ""

    def _judge(self) -> None:
        if self._rate:
            word, tone, why = strength(self.text(), self.least, self.names())
            self.show_chip(word, tone)
            self.advised.emit(why)


def strength(password: str, least: int = 0, names: Iterable[str] = ()) -> tuple[str, Tone, str]:
    """A word, its tone and the reason for a new password; only what is too short is refused elsewhere."""
    if not password:
        return "", Tone.NEUTRAL, ""
    if len(password) < least:
        return _("Too short"), Tone.BAD, ""
    judged = judge(password, names)
    word, tone = _SHOWN[judged.level]
    return _(word), tone, _(_WHY[judged.ease]) if judged.ease is not None else ""
