"""Bringing an attendance sheet in: every cell judged first, then written in one act that can be taken back.

Lines whose name is nobody of the class, days outside the plan and cells nobody can read stay out and are
reported; all else goes in. What was marked before is written over, and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import Enrolment, ImportBatch, Person
from panpun_desktop.rules.attendance_grid import Grid, GridDay, GridLine, read_grid
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.rules.codes import AttendanceCode, Half
from panpun_desktop.rules.marks import read_cell
from panpun_desktop.services.attendance import (
    MarkAttendance,
    MarkCell,
    mark_within,
    require_own_cohort,
    require_possible,
)
from panpun_desktop.services.attendance_import_rows import (
    BLANK,
    LOOK,
    OK,
    READ_AS,
    REFUSED,
    AttendanceImported,
    AttendanceLook,
    LookAtAttendance,
    ReadMark,
    ReadTrainee,
)
from panpun_desktop.services.attendance_sheet import trainee_names
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.import_names import read_name
from panpun_desktop.services.import_reading import OpenedFile, open_file
from panpun_desktop.services.import_result import NotKept
from panpun_desktop.services.import_size import require_few_lines
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.visibility import veil
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.training_facts import TraineeFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_LIKELY = 82
"""Likeness of two names in per cent from which the one line is taken for the other, to be looked at."""


def look_at_attendance(work: UnitsOfWork, by: Actor, request: LookAtAttendance) -> AttendanceLook:
    """Read a file and judge every cell of it; nothing is written.

    RuleBroken of ``import_reading.open_file`` and ``rules.attendance_grid.read_grid``.
    """
    with work.reading(by, "import.attendance") as session:
        require_own_cohort(session, by, request.cohort_id)
        return _look(session, by, request, open_file(request.path), today(work.clock))


def import_attendance(
    work: UnitsOfWork, by: Actor, request: LookAtAttendance, *, dry_run: bool = False
) -> AttendanceImported:
    """Judge again under the write lock, and write all that is not refused in one act."""
    done = AttendanceImported()
    try:
        with work.writing(by, "import.attendance") as session:
            require_own_cohort(session, by, request.cohort_id)
            day = today(work.clock)
            look = _look(session, by, request, open_file(request.path), day)
            done = _write(session, by, request.cohort_id, look, day)
            _keep_batch(session, by, work, look)
            _stop_here(dry_run)
    except NotKept:
        done = replace(done, enrolments=frozenset(), cohorts=frozenset(), people=frozenset())
    return done


def _stop_here(dry_run: bool) -> None:
    """A look through the whole of it: nothing is kept."""
    if dry_run:
        raise NotKept


def _write(
    session: Session, by: Actor, cohort_id: int, look: AttendanceLook, day: date
) -> AttendanceImported:
    cells = tuple(
        MarkCell(cell.session_id, enrolment, cell.code)
        for enrolment, cell in look.marks
        if cell.session_id is not None
    )
    if not cells:
        raise RuleBroken("attendance_import.nothing")
    reason = _("From the file {name}").format(name=look.file)
    marked = mark_within(session, by, MarkAttendance(cohort_id, cells, reason), day)
    text = _("{cohort}: {n} marks from the file, {refused} lines left out")
    refused = sum(line.verdict == REFUSED for line in look.lines)
    return AttendanceImported(
        cohorts=marked.cohorts,
        enrolments=marked.enrolments,
        people=marked.people,
        summary=text.format(cohort=look.cohort, n=len(cells), refused=refused),
        look=look,
    )


def _keep_batch(session: Session, by: Actor, work: UnitsOfWork, look: AttendanceLook) -> None:
    counts = Counter(line.verdict for line in look.lines)
    row = {
        "kind": "attendance",
        "file_name": look.file,
        "sha256": look.sha256,
        "profile": "",
        "imported_at": work.clock.now(),
        "imported_by_id": by.user_id,
        "lines": len(look.lines),
        "imported": len(look.lines) - counts[REFUSED],
        "noted": counts[READ_AS] + counts[LOOK],
        "refused": counts[REFUSED],
        "counts": "{}",
    }
    bulk_insert(session, ImportBatch, [row])


# --- judging ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Class:
    """The class that a sheet is judged against."""

    facts: Mapping[int, TraineeFacts]
    names: Mapping[int, str]
    """As they may be shown."""
    keys: Mapping[int, tuple[str, str]]
    """First name and full name without title, as search keys."""
    lessons: Mapping[tuple[date, Half], int]
    day: date

    @property
    def plan(self) -> set[date]:
        return {day for day, _half in self.lessons}


def _look(
    session: Session, by: Actor, request: LookAtAttendance, file: OpenedFile, day: date
) -> AttendanceLook:
    known = _class(session, by, request.cohort_id, day)
    if not known.facts:
        raise RuleBroken("attendance_import.empty_class")
    sheet = next((one for one in file.sheets if one.name == request.sheet), file.sheets[0])
    require_few_lines(session, sheet.rows, "import.most_names")
    grid = read_grid(sheet.rows, known.plan, day, request.month)
    lines = tuple(_read_lines(grid, known, request))
    named = {line.enrolment_id for line in lines}
    return AttendanceLook(
        file=file.name,
        sha256=file.sha256,
        cohort=cohort_title(session, request.cohort_id),
        sheet=sheet.name,
        sheets=tuple(one.name for one in file.sheets),
        header_line=grid.header_line,
        lines=lines,
        outside=tuple(one.header for one in grid.days if _lesson(known, one) is None),
        missing=tuple(name for id, name in known.names.items() if id not in named),
        trainees=tuple(known.names.items()),
    )


def _class(session: Session, by: Actor, cohort_id: int, day: date) -> _Class:
    ids = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.voided_at.is_(None), Enrolment.joined_on.is_not(None)
    )
    facts = training_facts(session, session.scalars(ids).all(), read_centre(session))
    seen = veil(session, by)
    shown = {id: one for id, one in facts.items() if one.person_id not in seen.hidden}
    names = trainee_names(session, {one.person_id for one in shown.values()})
    people = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(names)))}
    in_order = sorted(shown.items(), key=lambda one: (people[one[1].person_id].sort_key, one[0]))
    lessons = next((one.lessons for one in facts.values()), ())
    return _Class(
        shown,
        {id: seen.name(one.person_id, *names[one.person_id]) for id, one in in_order},
        {id: _keys(people[one.person_id]) for id, one in shown.items()},
        {(one.session.day, one.session.half): one.session.key for one in lessons},
        day,
    )


def _keys(person: Person) -> tuple[str, str]:
    return _key(person.first_name), _key(f"{person.first_name}{person.middle_name}{person.last_name}")


def _key(text: str) -> str:
    return search_key(text).replace(" ", "")


def _read_lines(grid: Grid, known: _Class, request: LookAtAttendance) -> Iterator[ReadTrainee]:
    taken: set[int] = set()
    lessons = [_lesson(known, column) for column in grid.days]
    for line in grid.lines:
        verdict, reason, enrolment = _whose(line, known, request.chosen)
        if enrolment is not None and enrolment in taken:
            verdict, reason, enrolment = REFUSED, _("The person stands in an earlier line already"), None
        if enrolment is not None:
            taken.add(enrolment)
        columns = zip(grid.days, lessons, line.cells, strict=True)
        cells = tuple(_read_marks(columns, line.number, enrolment, known, request.retyped))
        name = "" if enrolment is None else known.names[enrolment]
        yield ReadTrainee(line.number, line.name, verdict, reason, enrolment, name, cells)


def _whose(line: GridLine, known: _Class, chosen: Mapping[int, int | None]) -> tuple[str, str, int | None]:
    """Whom a line names: the same name, the only one of that first name, or the only one much like it."""
    if line.number in chosen:
        picked = chosen[line.number]
        if picked is None or picked not in known.facts:
            return REFUSED, _("Left out by choice"), None
        return READ_AS, _("Chosen by hand"), picked
    name = read_name({"full_name": line.name})
    first, full = _key(name.first), _key(f"{name.first}{name.middle}{name.last}")
    for verdict, reason, found in (
        (OK, "", [id for id, key in known.keys.items() if key[1] == full]),
        (READ_AS, _("By the first name"), _of_first(known, first) if not name.last else []),
        (LOOK, _("Spelled otherwise in the class"), _alike(known, full)),
    ):
        if len(found) == 1:
            return verdict, reason, found[0]
        if found:
            return REFUSED, _("Several people of the class have this name; choose one"), None
    return REFUSED, _("Nobody of the class has this name"), None


def _of_first(known: _Class, first: str) -> list[int]:
    return [id for id, key in known.keys.items() if first and key[0] == first]


def _alike(known: _Class, full: str) -> list[int]:
    return [id for id, key in known.keys.items() if fuzz.ratio(key[1], full) >= _LIKELY]


def _lesson(known: _Class, column: GridDay) -> int | None:
    """The session of a column; a column without a half means the whole day, or the only session of it."""
    if column.day is None:
        return None
    if column.half is not None:
        return known.lessons.get((column.day, column.half))
    of_day = [key for (day, _half), key in known.lessons.items() if day == column.day]
    return of_day[0] if len(of_day) == 1 else known.lessons.get((column.day, Half.DAY))


def _read_marks(
    columns: Iterable[tuple[GridDay, int | None, str]],
    line: int,
    enrolment: int | None,
    known: _Class,
    retyped: Mapping[tuple[int, int], str],
) -> Iterator[ReadMark]:
    for place, (column, lesson, written) in enumerate(columns):
        typed = retyped.get((line, place), written)
        yield _read_mark(column, lesson, typed, enrolment, known)


def _read_mark(
    column: GridDay, lesson: int | None, written: str, enrolment: int | None, known: _Class
) -> ReadMark:
    cell = read_cell(written)
    if cell.is_known and cell.code is None:
        return ReadMark(column.header, written, BLANK, session_id=lesson)
    if not cell.is_known or cell.code is None:
        return ReadMark(column.header, written, REFUSED, _("The mark is not known"), session_id=lesson)
    if lesson is None:
        return ReadMark(column.header, written, REFUSED, _("The day is not in the plan"))
    mark = ReadMark(column.header, written, OK, code=cell.code.value, session_id=lesson)
    if enrolment is None:
        return mark
    return _against(mark, cell.code, known.facts[enrolment], lesson, known.day, is_guess=cell.is_guess)


def _came_all_the_same(facts: TraineeFacts, lesson: int, code: AttendanceCode, day: date) -> str:
    """What to make sure of where somebody away is marked as having come; the sheet asks there too."""
    grey = facts.greys.get(lesson)
    if grey is None or grey.reason.forbids or not code.is_present:
        return ""
    text = (
        _("On overnight leave on {day}: make sure that the person did come")
        if grey.reason is Reason.LEAVE
        else _("No longer at the centre on {day}: make sure that the person did come")
    )
    return text.format(day=format_date(day, "short"))


def _against(
    mark: ReadMark, code: AttendanceCode, facts: TraineeFacts, lesson: int, day: date, *, is_guess: bool
) -> ReadMark:
    """The mark against what is known of the person that day, and what was written before."""
    of_plan = next(one.session for one in facts.lessons if one.session.key == lesson)
    try:
        require_possible(facts, of_plan, code, day)
    except RuleBroken as refusal:
        return replace(mark, verdict=REFUSED, reason=message_of(refusal), code=None)
    before = facts.marks.get(lesson)
    if before is not None and before[0] is code:
        return replace(mark, verdict=BLANK, code=None)
    away = _came_all_the_same(facts, lesson, code, of_plan.day)
    if before is not None:
        reason = _("Marked otherwise before, on {day}")
        reason = reason.format(day=format_date(of_plan.day, "short"))
        reason = " · ".join(one for one in (away, reason) if one)
        return replace(mark, verdict=LOOK, reason=reason, before=before[0].value)
    if away:
        return replace(mark, verdict=LOOK, reason=away)
    if is_guess:
        return replace(mark, verdict=READ_AS, reason=_("ลา was read as ลากิจ"))
    return mark
