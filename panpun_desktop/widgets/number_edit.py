"""Numbers and times of day; Thai digits are as good as others."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.amounts import amount_problem, plain_number
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.line_field import LineField


class NumberEdit(LineField):
    """A nullable number; bounds are inclusive, ``places`` are decimals (0: whole numbers)."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        least: int | None = None,
        most: int | None = None,
        places: int = 0,
    ) -> None:
        super().__init__("", parent)
        self._least, self._most, self._places = least, most, places
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self.settle)

    def number(self) -> int | None:
        """The whole number, or nothing when empty or unreadable."""
        read = self.amount()
        return int(read) if read is not None else None

    def amount(self) -> Decimal | None:
        """The number with its decimals, or nothing when empty or unreadable."""
        text = self._clean()
        return Decimal(text) if text and not self.problem() else None

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        return amount_problem(self.text(), self._places, self._least, self._most)

    def set_number(self, number: int | Decimal | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if number is None else f"{number:,.{self._places}f}")

    def settle(self) -> None:
        """Show the number with its separators, or say what is wrong."""
        problem = self.problem()
        self.problem_found.emit(problem)
        if not problem:
            self.set_number(self.amount())
            self.settled.emit()

    def _clean(self) -> str:
        return plain_number(self.text())


class TimeEdit(LineField):
    """A nullable time of day: 14:20, 14.20, 1420, ๑๔.๒๐, 9."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.editingFinished.connect(self.settle)

    def value(self) -> time | None:
        """The time, or nothing when empty or unreadable."""
        return read_time(self.text())

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return _("Enter a time of day, for example 14:20")

    def set_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText(f"{value:%H:%M}" if value is not None else "")

    def settle(self) -> None:
        """Show the time in full, or say what is wrong."""
        problem = self.problem()
        self.problem_found.emit(problem)
        if not problem:
            self.set_value(self.value())
            self.settled.emit()


def read_time(text: str) -> time | None:
    """Read a time of day; the word น. may stand behind it."""
    cleaned = latin_digits(text).replace("น.", "").replace(".", ":").strip()
    if ":" in cleaned:
        hours, _colon, minutes = cleaned.partition(":")
    elif len(cleaned) > 2:
        hours, minutes = cleaned[:-2], cleaned[-2:]
    else:
        hours, minutes = cleaned, "0"
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
