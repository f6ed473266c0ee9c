"""What a person does on the attendance sheet: a key, a class at once, a remark, a reason, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.attendance import require_markable
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.views.courses import sheet_words as words
from panpun_desktop.views.courses.sheet_clip import Pasted, said_of
from panpun_desktop.views.courses.sheet_note import CellNote, Way
from panpun_desktop.views.courses.sheet_view import SheetView
from panpun_desktop.views.courses.sheet_writing import SheetWriter, cells_for
from panpun_desktop.widgets.keyboard import as_thai_layout, latin_digits

if TYPE_CHECKING:
    from panpun_desktop.services.attendance import MarkCell

Spot = tuple[int, int]


class SheetActs(QObject):
    """Turns keys into marks. What cannot be is said at the cell, and nothing is lost by it."""

    def __init__(self, view: SheetView, note: CellNote, writer: SheetWriter) -> None:
        super().__init__(view)
        self._view, self._cells, self._note, self._writer = view, view.cells, note, writer
        self._reasons: dict[date, str] = {}
        """Why an old day is changed, as it was given once."""
        self._insisted: tuple[Spot, AttendanceCode] | None = None
        """The mark that was typed for somebody who is away: typed again it is meant."""
        self.ways: Callable[[int], Sequence[Way]] = lambda _column: ()
        """What can be done about a column without a lesson."""
        self._said_at: Spot | None = None
        view.moved.connect(self._follow_cursor)
        view.typed.connect(self.type)
        view.remark_asked.connect(self.ask_remark)
        writer.refused.connect(self._say_refused)

    # saying ----------------------------------------------------------------------------------------

    def box_of(self, row: int, column: int) -> QRect:
        """Where a cell stands, for what is laid beside it."""
        box = self._view.visualRect(self._cells.index(row, column))
        return self._note.place_of(self._view.viewport(), box)

    def say(self, text: str, spot: Spot | None = None) -> None:
        """Say something at a cell, or at the cursor."""
        place = spot or self._view.place() or (0, 0)
        self._said_at = self._view.place()
        self._note.say(self.box_of(*place), text)

    def _say_shut(self, column: int) -> None:
        """No lesson stands in the column: with the ways to one."""
        place = self._view.place() or (0, column)
        self._said_at = place
        box = self.box_of(place[0], column)
        self._note.say(box, self._cells.columns[column].shut_reason, self.ways(column))

    def _follow_cursor(self) -> None:
        """What was said at a cell goes away with the cursor."""
        if self._said_at is not None and self._view.place() != self._said_at:
            self._said_at = None
            self._note.hide_saying()

    def _say_refused(self, marks: Sequence[MarkCell], error: PanpunError) -> None:
        row = self._cells.row_of_id.get(marks[0].enrolment_id)
        column = self._cells.column_of_key.get(marks[0].session_id)
        self.say(message_of(error), (row, column) if row is not None and column is not None else None)

    def _may_mark(self) -> bool:
        sheet = self._cells.sheet
        if sheet is not None and not sheet.may_mark:
            self.say(why_read_only(sheet.closed_on is not None))
        return sheet is not None and sheet.may_mark

    # marking ---------------------------------------------------------------------------------------

    def type(self, code: AttendanceCode | None) -> None:
        """One key: for the cell of the cursor, or for every cell chosen; None clears."""
        places = self._view.block()
        if not places or not self._may_mark():
            return
        if len(places) == 1:
            self._type_one(places[0], code)
        else:
            self._fill([one for one in places if self._cells.is_open(*one)], code)

    def _type_one(self, spot: Spot, code: AttendanceCode | None) -> None:
        if self._cells.key_at(spot[1]) is None:
            self._say_shut(spot[1])
            return
        problem = self._problem(spot, code)
        if problem:
            self.say(problem, spot)
            return
        self._note.hide_saying()
        self._write([spot], code, lambda: self._view.step_down(wraps=True) if code is not None else None)

    def _problem(self, spot: Spot, code: AttendanceCode | None) -> str:
        """Why a cell takes no mark; of somebody who is away it is told once, then the mark is meant."""
        column, grey = self._cells.columns[spot[1]], self._cells.grey_at(*spot)
        insisted, self._insisted = self._insisted, None
        if column.key is None or code is None:
            return ""
        if grey is None or (grey.reason is Reason.LEAVE and code is not AttendanceCode.A):
            refused = self._refusal(spot, code)
        else:
            refused = ""
        if grey is None or refused:
            return refused
        why = f"{self._cells.rows[spot[0]].name}: {words.why_grey(grey)}"
        if grey.reason.forbids or grey.reason is Reason.HOSPITAL or code is AttendanceCode.A:
            return why
        if insisted == (spot, code) or self._cells.mark_at(*spot) is not None:
            return ""
        self._insisted = (spot, code)
        return _("{why}. Press the key again if the person did come.").format(why=why)

    def _refusal(self, spot: Spot, code: AttendanceCode) -> str:
        sheet, lesson = self._cells.sheet, self._cells.columns[spot[1]].lesson
        assert sheet is not None
        assert lesson is not None
        trainee = self._cells.rows[spot[0]].standing.facts.trainee
        try:
            require_markable(trainee, lesson.session, code, sheet.today)
        except RuleBroken as error:
            return message_of(error)
        return ""

    def _fill(self, places: Sequence[Spot], code: AttendanceCode | None) -> None:
        """Many cells by one key; those that cannot be are left as they are."""
        fitting = [one for one in places if code is None or not self._refusal(one, code)]
        if not fitting:
            refused = next((self._refusal(one, code) for one in places if code is not None), "")
            self.say(refused or _("Nobody is expected in these cells"))
            return
        self._write(fitting, code)

    def mark_all(self) -> None:
        """Everybody of the lesson who is not marked and is expected was there (Ctrl+M)."""
        place = self._view.place()
        if place is None or not self._may_mark():
            return
        column = place[1]
        if self._cells.key_at(column) is None:
            self._say_shut(column)
            return
        empty = [(row, column) for row in range(len(self._cells.rows)) if self._cells.is_empty(row, column)]
        if empty:
            self._fill(empty, AttendanceCode.P)
        else:
            self.say(_("Everybody of this lesson is marked already"))

    def _write(
        self, places: Iterable[Spot], code: AttendanceCode | None, then: Callable[[], object] | None = None
    ) -> None:
        self.write(cells_for(self._cells, places, code), then)

    def write(self, marks: Sequence[MarkCell], then: Callable[[], object] | None = None) -> None:
        """Write marks; days that only a reason opens are asked for once."""

        def go_on() -> None:
            self._writer.write(marks, self._reason_for(marks))
            if then is not None:
                then()

        asked = [day for day in self._old_days(marks) if day not in self._reasons]
        if asked:
            self._ask_reason(asked, go_on)
        else:
            go_on()

    def paste(self, pasted: Pasted) -> None:
        """Write a block that was read; what is impossible is left out and said."""
        from panpun_desktop.services.attendance import MarkCell

        if not self._may_mark():
            return
        marks, refused = [], 0
        for spot, code in pasted.marks:
            key, before = self._cells.key_at(spot[1]), self._cells.mark_at(*spot)
            if key is None or self._refusal(spot, code):
                refused += 1
            elif before is None or before.code != code.value:
                marks.append(MarkCell(key, self._cells.rows[spot[0]].enrolment_id, code.value))
        said = said_of(pasted, refused, len(marks))
        self.write(marks, lambda: self.say(said) if said else None)

    # old days --------------------------------------------------------------------------------------

    def _old_days(self, marks: Iterable[MarkCell]) -> list[date]:
        sheet = self._cells.sheet
        if sheet is None or sheet.free_from_on is None:
            return []
        wanted = {one.session_id for one in marks}
        days = {one.session.day for one in sheet.lessons if one.session.key in wanted}
        return sorted(day for day in days if day < sheet.free_from_on)

    def _reason_for(self, marks: Iterable[MarkCell]) -> str:
        found = dict.fromkeys(self._reasons[day] for day in self._old_days(marks))
        return " · ".join(found)

    def _ask_reason(self, days: Sequence[date], go_on: Callable[[], object]) -> None:
        place = self._view.place() or (0, 0)
        day = words.short_day(days[0])
        text = _("{day} is past the days that are changed freely. Why is it changed now?").format(day=day)

        def take(reason: str) -> None:
            if not reason:
                self._ask_reason(days, go_on)
                return
            self._reasons.update(dict.fromkeys(days, reason))
            go_on()

        last = list(self._reasons.values())[-1:]
        self._note.ask(self.box_of(*place), text, last[0] if last else "", take)

    # remarks and names -----------------------------------------------------------------------------

    def ask_remark(self) -> None:
        """A remark on what is marked in the cell of the cursor (F2)."""
        place = self._view.place()
        if place is None or not self._may_mark():
            return
        mark = self._cells.mark_at(*place)
        if mark is None:
            self.say(_("Mark the cell first, then write the remark"))
            return
        name = self._cells.rows[place[0]].name
        text = _("Remark: {name}, {day}").format(
            name=name, day=words.short_day(self._cells.columns[place[1]].day)
        )
        self._note.ask(self.box_of(*place), text, mark.remark, lambda remark: self._remark(place, remark))

    def _remark(self, place: Spot, remark: str) -> None:
        from panpun_desktop.services.attendance import MarkCell

        key, mark = self._cells.key_at(place[1]), self._cells.mark_at(*place)
        if key is not None and mark is not None and mark.remark != remark:
            self.write([MarkCell(key, self._cells.rows[place[0]].enrolment_id, mark.code, remark)])

    def ask_name(self) -> None:
        """Jump to a name, or to a number of the list (Ctrl+F)."""
        place = self._view.place()
        if place is None:
            return
        text = _("Name or number in the list")
        self._note.ask(self.box_of(*place), text, "", self._jump, self._jump)

    def _jump(self, typed: str) -> None:
        place, row = self._view.place(), self.row_named(typed)
        if place is not None and row is not None:
            self._view.go_to(row, place[1])

    def row_named(self, typed: str) -> int | None:
        """The row of a number, of a name that begins so, or that has it anywhere; in either layout."""
        wanted = latin_digits(typed.strip())
        if wanted.isdigit():
            return int(wanted) - 1 if 0 < int(wanted) <= len(self._cells.rows) else None
        found = self._row_like(search_key(wanted))
        return found if found is not None else self._row_like(search_key(as_thai_layout(wanted)))

    def _row_like(self, key: str) -> int | None:
        names = [search_key(one.name) for one in self._cells.rows]
        first = [row for row, name in enumerate(names) if any(part.startswith(key) for part in name.split())]
        found = first or [row for row, name in enumerate(names) if key in name]
        return found[0] if key and found else None


def why_read_only(is_closed: bool) -> str:
    """Why nothing can be marked here."""
    if is_closed:
        return _("The cohort is closed: its attendance is read only")
    return _("Read only: the trainers of this cohort and the manager mark it")
