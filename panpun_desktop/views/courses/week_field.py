"""The weekly pattern of a cohort: a box for each day and half day, and the hours they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.views.courses.words import WEEKDAYS
from panpun_desktop.widgets.fields import LineField, TimeEdit
from panpun_desktop.widgets.labels import ThaiLabel

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import Meeting

_WORKDAYS = 5
_FIRST_YEAR = 2400
_DAY = (("DAY", N_("Whole day")),)
_HALVES = (("AM", N_("Morning")), ("PM", N_("Afternoon")))


class YearField(LineField):
    """A Buddhist year, without a comma in it."""

    def year(self) -> int | None:
        """The year typed, or nothing."""
        text = from_thai_digits(self.text().strip())
        return int(text) if text.isdecimal() else None

    def set_year(self, year: int) -> None:
        """Show a year."""
        self.setText(str(year))

    def problem(self) -> str:
        """The sentence that is wrong with the text, or nothing."""
        year = self.year()
        return "" if year is not None and year > _FIRST_YEAR else _("Type the year, as 2569")


class WeekField(QWidget):
    """Monday to Friday to begin with; half days are marked twice a day on the sheet."""

    edited = Signal()

    def __init__(self, *, halves: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[tuple[str, int], QCheckBox] = {}
        self.times: dict[str, tuple[TimeEdit, TimeEdit]] = {}
        self._rows: dict[str, list[QWidget]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.halves = QCheckBox(_("Morning and afternoon are checked by themselves"))
        self.halves.setObjectName("weekHalves")
        self.choices = QHBoxLayout()
        self.choices.setSpacing(24)
        self.choices.addWidget(self.halves)
        self.choices.addStretch(1)
        column.addLayout(self.choices)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for line, (half, words) in enumerate((*_DAY, *_HALVES)):
            self._add_line(grid, line, half, _(words))
        column.addLayout(grid)
        self.halves.toggled.connect(self._follow)
        self.halves.setChecked(halves)
        self._follow(halves)
        self.setFocusProxy(self.boxes["AM" if halves else "DAY", 1])

    def _add_line(self, grid: QGridLayout, line: int, half: str, words: str) -> None:
        label = ThaiLabel(words)
        grid.addWidget(label, line, 0)
        parts: list[QWidget] = [label]
        for day, name in enumerate(WEEKDAYS, start=1):
            box = QCheckBox(_(name))
            box.setObjectName(f"week{half.title()}{day}")
            box.setAccessibleName(f"{words} {_(name)}")
            box.setChecked(day <= _WORKDAYS)
            box.toggled.connect(lambda _on: self.edited.emit())
            grid.addWidget(box, line, day)
            self.boxes[half, day] = box
            parts.append(box)
        times = QWidget()
        row = QHBoxLayout(times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        begin, end = TimeEdit(), TimeEdit()
        for field, which in ((begin, _("begins")), (end, _("ends"))):
            field.setObjectName(f"week{half.title()}{'Begins' if field is begin else 'Ends'}")
            field.setAccessibleName(f"{words} {which}")
            field.setPlaceholderText(which)
            field.setFixedWidth(72)
            field.edited.connect(self.edited)
            row.addWidget(field)
        grid.addWidget(times, line, len(WEEKDAYS) + 1)
        grid.setColumnStretch(len(WEEKDAYS) + 1, 1)
        self.times[half] = (begin, end)
        self._rows[half] = [*parts, times]

    def _follow(self, on: bool) -> None:
        self._carry_days(on)
        for half, parts in self._rows.items():
            for part in parts:
                part.setVisible((half != "DAY") == on)
        self.edited.emit()

    def _carry_days(self, on: bool) -> None:
        """The days that were ticked stay ticked: halves take those of the whole day, and back."""
        halves = [half for half, _words in _HALVES]
        for day in range(1, len(WEEKDAYS) + 1):
            if on:
                ticked = self.boxes["DAY", day].isChecked()
                for half in halves:
                    self.boxes[half, day].setChecked(ticked)
            else:
                self.boxes["DAY", day].setChecked(any(self.boxes[half, day].isChecked() for half in halves))

    def problem(self) -> str:
        """The sentence that is wrong with an hour, or nothing."""
        fields = [field for half in self._halves() for field in self.times[half]]
        return next((field.problem() for field in fields if field.problem()), "")

    def _halves(self) -> tuple[str, ...]:
        return ("AM", "PM") if self.halves.isChecked() else ("DAY",)

    def value(self) -> tuple[Meeting, ...]:
        """The lessons of the week."""
        from panpun_desktop.services.course_rows import Meeting

        return tuple(
            Meeting(day, half, self.times[half][0].value(), self.times[half][1].value())
            for day in range(1, len(WEEKDAYS) + 1)
            for half in self._halves()
            if self.boxes[half, day].isChecked()
        )
