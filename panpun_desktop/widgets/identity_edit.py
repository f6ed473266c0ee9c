"""The national id number and the password: fields that judge what is typed, and never refuse it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from panpun_desktop.common import national_id
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Colour, Tone

_PROBLEMS = {
    "not_digits": N_("Not digits"),
    "length": N_("Not 13 digits"),
    "check_digit": N_("Number does not check"),
    "suspicious": N_("Unlikely number"),
}
_STRONG, _FAIR = 12, 8


class NationalIdEdit(LineField):
    """Thirteen digits (domain.md R-CID): formatted when left, with the verdict beside them.

    A wrong number is kept and marked; ``value`` is the digits when there are 13, else the text.
    """

    judged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.textChanged.connect(lambda _text: self._judge())
        self.editingFinished.connect(self.settle)

    def value(self) -> str:
        """The number as it is to be stored."""
        text = self.text().strip()
        digits = national_id.check(text).digits
        return digits if len(digits) == 13 else text

    def is_valid(self) -> bool:
        """Say whether the number checks."""
        return national_id.check(self.text()).is_valid

    def set_value(self, digits: str) -> None:
        """Show a number."""
        self.setText(national_id.format_id(digits))

    def settle(self) -> None:
        """Show the digits in their groups."""
        self.set_value(self.value())
        self.settled.emit()

    def _judge(self) -> None:
        verdict = national_id.check(self.text())
        if verdict.problem in (None, "empty"):
            self.show_chip(_("✓ Number is right") if verdict.is_valid else "", Tone.OK)
        else:
            self.show_chip(_(_PROBLEMS.get(verdict.problem, _PROBLEMS["check_digit"])), Tone.WARN)
        self.judged.emit(verdict)


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
