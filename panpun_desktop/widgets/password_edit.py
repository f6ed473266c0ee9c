"""The password: hidden until asked for; a new one is rated, never refused here."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Colour, Tone

_STRONG, _FAIR = 12, 8


class PasswordEdit(LineField):
    """A hidden line with a button that shows it and, for a new password, a word about its strength."""

    def __init__(self, parent: QWidget | None = None, *, rate: bool = False) -> None:
        super().__init__("", parent)
        self._rate = rate
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.add_button("eye", _("Show the password"))
        self._eye.triggered.connect(self._toggle)
        self.textChanged.connect(lambda _text: self._judge())

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye", Colour.MUTED))
        self._eye.setText(_("Hide the password") if hidden else _("Show the password"))

    def _judge(self) -> None:
        if self._rate:
            self.show_chip(*strength(self.text()))


def strength(password: str) -> tuple[str, Tone]:
    """A word and a tone for a new password, by length and by how many different signs it has."""
    if not password:
        return "", Tone.NEUTRAL
    variety = len(set(password))
    if len(password) >= _STRONG and variety >= 6:
        return _("Strong"), Tone.OK
    if len(password) >= _FAIR and variety >= 5:
        return _("Fair"), Tone.WARN
    return _("Weak"), Tone.BAD
