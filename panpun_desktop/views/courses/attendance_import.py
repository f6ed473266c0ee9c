"""นำเข้าใบลงเวลา: a sheet somebody else made is looked at, mended line by line, and brought in as one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import MONTHS
from panpun_desktop.views.courses.attendance_import_words import (
    columns_of,
    nothing_words,
    outside_words,
    summary_words,
    unread_place,
    wants_a_look,
)
from panpun_desktop.views.courses.results_frozen import FrozenColumns
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.parts import Banner, Card, FilterChip, MainButton, QuietButton
from panpun_desktop.widgets.tables import RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.attendance_import_rows import AttendanceLook, LookAtAttendance, ReadTrainee
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

_LEFT_OUT = "out"
_WIDTH, _HEIGHT = 1320, 680
_EDGE, _TITLE = 40, 60
"""Pixels that the screen keeps beside and above the window."""
_NAMES = 3
"""Line and both names stay in sight while the days scroll."""


@dataclass(frozen=True)
class _Wanted:
    """How the file is to be read, as it was chosen so far."""

    path: Path
    sheet: str = ""
    month: date | None = None
    chosen: Mapping[int, int | None] = field(default_factory=dict)
    retyped: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """What a look gave: the sheets and months to choose from, and the look or why there is none."""

    sheets: tuple[str, ...]
    months: tuple[date, ...]
    look: AttendanceLook | None
    refusal: PanpunError | None


class ImportAttendanceDialog(QDialog):
    """The preview of one file for one cohort; nothing is written before the main button."""

    def __init__(self, context: Context, cohort_id: int, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.cohort_id = context, cohort_id
        self.wanted = _Wanted(path)
        self.look: AttendanceLook | None = None
        self.setObjectName("importAttendanceDialog")
        self.setWindowTitle(_("Bring in an attendance sheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = self.screen().availableGeometry()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _TITLE))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.banner, self.outside = Banner("", Tone.BAD), Banner("", Tone.WARN)
        column.addWidget(self.banner)
        column.addWidget(self.outside)
        self.card = Card(padding=0)
        self.table: RowsTableView[ReadTrainee] | None = None
        column.addWidget(self.card, 1)
        column.addStretch(0)  # takes the room while no line is there to show, else the banner grows into it
        column.addLayout(self._foot())
        self._days: tuple[str, ...] = ()
        self.read()

    # laying out ----------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.name = ThaiLabel(_("Bring in an attendance sheet"), role="title")
        self.summary = help_text(self.wanted.path.name)
        words.addWidget(self.name)
        words.addWidget(self.summary)
        row.addLayout(words, 1)
        self.only = FilterChip(_("Only what needs a look"))
        self.only.setObjectName("onlyLookChip")
        self.only.clicked.connect(self._show_lines)
        row.addWidget(self.only, 0, Qt.AlignmentFlag.AlignBottom)
        self.sheet, self.month = ChoiceBox(), ChoiceBox()
        self.sheet_box, self.month_box = FieldBox(_("Sheet"), self.sheet), FieldBox(_("Month"), self.month)
        for name, box, choice in (
            ("sheet", self.sheet_box, self.sheet),
            ("month", self.month_box, self.month),
        ):
            choice.setObjectName(f"importAttendance{name.title()}Field")
            choice.chosen.connect(lambda _value: self._read_so())
            choice.setMinimumWidth(220)
            row.addWidget(box)
            box.hide()
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.who = ChoiceBox()
        self.who.setObjectName("importAttendanceWhoField")
        self.who.setMinimumWidth(340)
        self.who.chosen.connect(self._choose)
        self.who_box = FieldBox(_("The line is"), self.who)
        row.addWidget(self.who_box)
        self.mark = LineField()
        self.mark.setObjectName("importAttendanceMarkField")
        self.mark.enter_moves_on = False
        self.mark.returnPressed.connect(self._retype)
        self.mark_box = FieldBox(_("A mark typed anew (Enter)"), self.mark)
        self.mark_box.setMaximumWidth(240)
        row.addWidget(self.mark_box)
        self.mark_box.hide()
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName("importAttendanceCancelButton")
        self.import_button = MainButton(_("Bring in"), "check-light", "Ctrl ⏎", clicked=self.bring_in)
        self.import_button.setObjectName("importAttendanceButton")
        self.import_button.setEnabled(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.bring_in)
        for button in (cancel, self.import_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # reading -------------------------------------------------------------------------------------

    def request(self) -> LookAtAttendance:
        """The file as it is to be read."""
        from panpun_desktop.services.attendance_import_rows import LookAtAttendance

        one = self.wanted
        return LookAtAttendance(
            one.path, self.cohort_id, one.month, one.sheet, dict(one.chosen), dict(one.retyped)
        )

    def read(self) -> None:
        """Look at the file, in the pool."""
        work, actor, request = self.context.work, self.context.actor, self.request()
        self.import_button.setEnabled(False)

        def look() -> _Found:
            from panpun_desktop.services.attendance_imports import look_at_attendance
            from panpun_desktop.services.cohort_lists import cohort
            from panpun_desktop.services.import_reading import open_file

            row = cohort(work, actor, request.cohort_id)
            months = months_between(row.starts_on, row.ends_on)
            try:
                sheets = tuple(one.name for one in open_file(request.path).sheets)
            except RuleBroken as error:
                return _Found((), months, None, error)
            try:
                return _Found(sheets, months, look_at_attendance(work, actor, request), None)
            except RuleBroken as error:
                return _Found(sheets, months, None, error)

        self.context.operations.read(self, look, self._take, self._refuse, key="look")

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)
        self.import_button.setEnabled(self.look is not None)

    def _take(self, found: _Found) -> None:
        self._offer_ways(found)
        self.look = found.look
        self.banner.say(message_of(found.refusal) if found.refusal else "", Tone.BAD)
        self.card.setVisible(found.look is not None)
        self.who_box.setVisible(found.look is not None)
        if found.look is None:
            self.outside.say("")
            (self.month if self.month_box.isVisibleTo(self) else self.sheet).setFocus()
            return
        self._show_look(found.look)

    def _offer_ways(self, found: _Found) -> None:
        """The sheet is asked where there are several, the month where the plan has several."""
        months = [(one.isoformat(), f"{MONTHS[one.month - 1]} {one.year + 543}") for one in found.months]
        self.sheet.set_options([(one, one) for one in found.sheets])
        self.month.set_options([("", _("As the sheet says")), *months])
        self.sheet.set_value(self.wanted.sheet or (found.sheets[0] if found.sheets else None))
        self.month.set_value(self.wanted.month.isoformat() if self.wanted.month else "")
        self.sheet_box.setVisible(len(found.sheets) > 1)
        self.month_box.setVisible(len(found.months) > 1)

    def _read_so(self) -> None:
        """Another sheet or month: lines chosen by hand were those of the sheet before."""
        sheet, month = str(self.sheet.value() or ""), str(self.month.value() or "")
        is_same = sheet == self.wanted.sheet
        chosen, retyped = (self.wanted.chosen, self.wanted.retyped) if is_same else ({}, {})
        self.wanted = _Wanted(
            self.wanted.path, sheet, date.fromisoformat(month) if month else None, chosen, retyped
        )
        self.read()

    # showing -------------------------------------------------------------------------------------

    def _show_look(self, look: AttendanceLook) -> None:
        days = tuple(cell.header for cell in look.lines[0].cells) if look.lines else ()
        if self.table is None or days != self._days:
            self._make_table(look, days)
        marks = sum(1 for _one in look.marks)
        self.name.setText(_("Bring in an attendance sheet: {cohort}").format(cohort=look.cohort))
        self.summary.setText(summary_words(look, marks))
        self.outside.say(outside_words(look), Tone.WARN)
        if not marks:
            self.banner.say(nothing_words(look), Tone.INFO)
        self.import_button.setEnabled(bool(marks))
        self.who.set_options(
            [("", _("As it was read")), (_LEFT_OUT, _("Leave the line out"))]
            + [(str(id), name) for id, name in look.trainees]
        )
        self._show_lines()
        if self.table is not None and not self.who.hasFocus():
            self.table.setFocus()

    def _make_table(self, look: AttendanceLook, days: tuple[str, ...]) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self._days = days
        table: RowsTableView[ReadTrainee] = RowsTableView(
            columns_of(look), _("Lines of the attendance sheet")
        )
        table.setObjectName("attendanceLines")
        table.current_changed.connect(lambda _row: self._follow())
        table.opened.connect(lambda _row: self.who.setFocus())
        self.card.body.addWidget(table, 1)
        self.table, self.names = table, FrozenColumns(table, _NAMES)

    def _show_lines(self) -> None:
        if self.look is None or self.table is None:
            return
        kept = self.table.current_key()
        rows = [row for row in self.look.lines if not self.only.isChecked() or wants_a_look(row)]
        self.table.set_rows(rows)
        if kept is None or not self.table.select_key(kept):
            self.table.select_first()
        self._follow()

    def _follow(self) -> None:
        """The choice at the foot speaks of the line of the cursor."""
        row = self.table.current() if self.table is not None else None
        self.who_box.setEnabled(row is not None)
        self._offer_mark(row)
        if row is None:
            return
        self.who_box.set_hint(_("Line {line}: {name}").format(line=row.line, name=row.written))
        chosen = self.wanted.chosen
        if row.line in chosen:
            self.who.set_value(_LEFT_OUT if chosen[row.line] is None else str(chosen[row.line]))
        else:
            self.who.set_value("")

    def _offer_mark(self, row: ReadTrainee | None) -> None:
        """The first cell of the line that could not be read may be typed anew."""
        place = None if row is None else unread_place(row)
        self.mark_box.setVisible(place is not None)
        if row is not None and place is not None:
            cell = row.cells[place]
            self.mark.setText("")
            self.mark_box.set_hint(_("Day {day}: “{written}”").format(day=cell.header, written=cell.written))

    def _retype(self) -> None:
        """Take the mark that was typed for the cell; the line is looked at anew."""
        row = self.table.current() if self.table is not None else None
        place = None if row is None else unread_place(row)
        text = self.mark.text().strip()
        if row is None or place is None or not text:
            return
        self.wanted = replace(self.wanted, retyped={**self.wanted.retyped, (row.line, place): text})
        self.read()

    def _choose(self, value: object) -> None:
        """Whom the line names, by hand; it is looked at anew."""
        row = self.table.current() if self.table is not None else None
        if row is None:
            return
        chosen = dict(self.wanted.chosen)
        chosen.pop(row.line, None)
        if value:
            chosen[row.line] = None if value == _LEFT_OUT else int(str(value))
        self.wanted = replace(self.wanted, chosen=chosen)
        self.read()

    # the act -------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Write all that is not refused, as one act that Ctrl+Z takes back."""
        from panpun_desktop.services.attendance_imports import import_attendance

        if not self.import_button.isEnabled():
            return
        work, actor, request = self.context.work, self.context.actor, self.request()
        self.import_button.setEnabled(False)
        self.context.operations.change(
            self, lambda: import_attendance(work, actor, request), self._done, self._refuse
        )

    def _done(self, _changes: Changes) -> None:
        self.accept()


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from one day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    places = [first.month - 1 + number for number in range(count)]
    return tuple(date(first.year + place // 12, place % 12 + 1, 1) for place in places)


def ask_attendance_file(context: Context, cohort_id: int, parent: QWidget) -> None:
    """Let somebody choose a file, and show what it would bring in."""
    kinds = _("Tables (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt *.htm *.html)")
    path, _kind = QFileDialog.getOpenFileName(parent, _("Choose the attendance sheet"), "", kinds)
    if path:
        ImportAttendanceDialog(context, cohort_id, Path(path), parent.window()).open()
