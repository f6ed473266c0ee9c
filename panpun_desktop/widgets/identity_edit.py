"""The national id number: a field that judges what is typed and never refuses it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from panpun_desktop.common import national_id
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Tone

_PROBLEMS = {
    "not_digits": N_("Not digits"),
    "length": N_("Not 13 digits"),
    "check_digit": N_("Number does not check"),
    "suspicious": N_("Unlikely number"),
}


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
