"""Reads a class's sheet of a month or a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panpun_desktop.reports.class_facts import class_on_paper, held_until, names_on_paper
from panpun_desktop.reports.months import Month
from panpun_desktop.reports.timesheet.data import Cell, Timesheet, Trainee
from panpun_desktop.rules.attendance import shown_percent, tally
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.rules.codes import AttendanceCode, Half
from panpun_desktop.rules.marks import NOT_HELD, SIGNS, sign_of
from panpun_desktop.services.attendance_sheet import SheetRow, sheet_within

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.training_facts import Lesson

_HALVES = (Half.AM, Half.PM)
HALF_WORDS = {Half.AM: "เช้า", Half.PM: "บ่าย"}
_DAY = timedelta(days=1)
_OFF = Cell(is_shaded=True)
_Days = Mapping[tuple[date, Half], "Lesson"]


def read(session: Session, asked: Asked) -> Timesheet:
    """The sheet of ``cohort_id``: ``week`` (a day of it), else ``month``, else the month that is taught.

    ``blank``: nothing is written in the cells, to be signed by hand.
    """
    told = asked.parameters
    of = class_on_paper(session, told["cohort_id"])
    taught = min(max(asked.today, of.starts_on), of.ends_on)
    first, last = _period(told.get("week"), told.get("month") or taught)
    sheet = sheet_within(session, asked.by, told["cohort_id"], first, last, asked.today)
    days = {(one.session.day, one.session.half): one for one in sheet.lessons}
    halves = _halves({half for _day, half in days})
    rows = _in_class(sheet.rows, first)
    blank = bool(told.get("blank"))
    names = names_on_paper(session, asked, {one.person_id: one.name for one in rows})
    spread = _spread(first, last)
    until = min(last, held_until(sheet.rows, first), asked.today)
    trainees = tuple(_trainee(one, names, days, spread, halves, until, is_blank=blank) for one in rows)
    return Timesheet(
        asked.centre.name,
        of,
        first,
        last,
        told.get("week") is not None,
        blank,
        tuple("" if half is Half.DAY else HALF_WORDS[half] for half in halves),
        tuple(tuple(_plan_cell(days, day, half) for day in spread) for half in halves),
        trainees,
        () if blank else tuple(_present(rows, days, spread, half) for half in halves),
        _legend(asked.centre),
        sheet.hidden,
    )


def _period(week: date | None, month: date) -> tuple[date, date]:
    if week is not None:
        monday = week - timedelta(days=week.weekday())
        return monday, monday + timedelta(days=6)
    whole = Month.of(month)
    return whole.first, whole.last


def _halves(planned: Set[Half]) -> tuple[Half, ...]:
    """The lines of a person: one for a class of whole days or of one and the same half, else two."""
    if planned in ({Half.AM}, {Half.PM}):
        return tuple(planned)
    return _HALVES if planned - {Half.DAY} else (Half.DAY,)


def _spread(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _in_class(rows: Sequence[SheetRow], first: date) -> list[SheetRow]:
    """Those who were in the class at some time of the period."""
    ends = [(one, one.standing.facts.trainee.ended_on) for one in rows]
    return [one for one, ended in ends if ended is None or ended >= first]


def _lesson(days: _Days, day: date, half: Half) -> tuple[Lesson | None, bool]:
    """The lesson of a half, and whether it takes the whole day."""
    whole = days.get((day, Half.DAY))
    return (whole, True) if whole is not None else (days.get((day, half)), False)


def _plan_cell(days: _Days, day: date, half: Half) -> Cell:
    lesson, is_whole = _lesson(days, day, half)
    if lesson is None:
        return _OFF
    if not lesson.session.is_held:
        return Cell(NOT_HELD, is_shaded=True, is_whole=is_whole)
    return Cell(is_whole=is_whole)


def _trainee(
    row: SheetRow,
    names: Mapping[int, str],
    days: _Days,
    spread: Sequence[date],
    halves: Sequence[Half],
    until: date,
    *,
    is_blank: bool,
) -> Trainee:
    signs = {} if is_blank else _signs(row, until)
    lines = tuple(tuple(_cell(row, signs, days, day, half) for day in spread) for half in halves)
    if is_blank:
        return Trainee(names[row.person_id], lines)
    facts = row.standing.facts
    found = tally(
        facts.trainee, [one.session for one in days.values()], facts.counted_marks(until), until, until
    )
    counts = tuple(found.counts[sign.code] for sign in SIGNS)
    percent = None if found.percent is None else shown_percent(found.percent)
    return Trainee(names[row.person_id], lines, counts, percent)


def _signs(row: SheetRow, until: date) -> dict[int, AttendanceCode]:
    return {one.session: one.code for one in row.standing.facts.counted_marks(until)}


def _cell(row: SheetRow, signs: Mapping[int, AttendanceCode], days: _Days, day: date, half: Half) -> Cell:
    planned = _plan_cell(days, day, half)
    lesson, is_whole = _lesson(days, day, half)
    if lesson is None or not lesson.session.is_held:
        return planned
    code, why = signs.get(lesson.session.key), row.greys.get(lesson.session.key)
    shaded = why is not None and (why.reason.forbids or why.reason in {Reason.HOSPITAL, Reason.LEFT})
    return Cell(sign_of(code).printed if code else "", shaded and code is None, is_whole)


def _present(
    rows: Sequence[SheetRow], days: _Days, spread: Sequence[date], half: Half
) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for day in spread:
        lesson, _whole = _lesson(days, day, half)
        codes = [] if lesson is None else [one.cells.get(lesson.session.key) for one in rows]
        marked = [AttendanceCode(one.code) for one in codes if one is not None]
        found.append(sum(code.is_present for code in marked) if marked else None)
    return tuple(found)


def _legend(centre: Centre) -> tuple[tuple[str, str], ...]:
    signs = [(one.printed, centre.label("attendance", one.code.value)) for one in SIGNS]
    return (*signs, (NOT_HELD, centre.label("attendance", "H")))
