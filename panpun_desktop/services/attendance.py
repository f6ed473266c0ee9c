"""Marking a class: who may, on which days, what is refused; every mark is kept at once (R-CRS-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import (
    AttendanceMark,
    Cohort,
    CohortTrainer,
    CourseSession,
    Enrolment,
)
from panpun_desktop.rules.attendance import Session as Lesson
from panpun_desktop.rules.attendance import require_markable
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.rules.codes import AttendanceCode, Half
from panpun_desktop.rules.course import require_reason
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.checked_lessons import checked_of, people_checked
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.records import load
from panpun_desktop.services.training_facts import presence_facts, training_facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.training_facts import PresenceFacts, TraineeFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class MarkCell:
    """One cell of the sheet; ``code`` None clears it.

    ``remark`` None: that of the same mark stays, and a remark on another mark goes with it.
    """

    session_id: int
    enrolment_id: int
    code: str | None
    remark: str | None = None


@dataclass(frozen=True)
class MarkAttendance:
    """Marks of one cohort written in one act: a key, a filled class, a pasted block."""

    cohort_id: int
    cells: tuple[MarkCell, ...]
    reason: str = ""
    """Required of trainers for days older than the setting ``course.edit_days``."""


def mark(work: UnitsOfWork, by: Actor, request: MarkAttendance) -> Changes:
    """Write marks; all of them or, where one is impossible, none.

    RuleBroken ``attendance.not_own_cohort``, ``attendance.cohort_closed``, ``attendance.reason_missing``,
    and those of ``rules.attendance.require_markable``; facts name the day.
    """
    with work.writing(by, "attendance.mark") as session:
        require_own_cohort(session, by, request.cohort_id)
        _require_not_closed(session, request.cohort_id)
        return mark_within(session, by, request, today(work.clock))


def mark_within(session: Session, by: Actor, request: MarkAttendance, day: date) -> Changes:
    """``mark`` inside a unit of work that is already open, without asking whose cohort it is."""
    centre = read_centre(session)
    lessons = _lessons(session, request)
    facts = presence_facts(session, {cell.enrolment_id for cell in request.cells}, lessons)
    _require_reason(lessons.values(), by, request.reason, day, centre)
    kept = _kept(session, request.cells)
    is_remark = _is_remark(request.cells, kept)
    for cell in request.cells:
        lesson, trainee = lessons.get(cell.session_id), facts.get(cell.enrolment_id)
        if lesson is None or trainee is None or trainee.cohort_id != request.cohort_id:
            raise RuleBroken("attendance.not_of_cohort", field="code")
        _write(session, cell, lesson, trainee, kept, request.reason.strip(), day)
    session.flush()
    return Changes(
        cohorts=frozenset({request.cohort_id}),
        enrolments=frozenset(facts),
        people=frozenset(one.person_id for one in facts.values()),
        summary=_summary(session, request, lessons, is_remark=is_remark),
    )


def _is_remark(cells: tuple[MarkCell, ...], kept: Mapping[tuple[int, int], AttendanceMark]) -> bool:
    """One cell keeps its mark and only its remark is another."""
    before = kept.get((cells[0].session_id, cells[0].enrolment_id)) if len(cells) == 1 else None
    return before is not None and cells[0].remark is not None and before.code == cells[0].code


def _require_not_closed(session: Session, cohort_id: int) -> None:
    if load(session, Cohort, cohort_id).closed_on is not None:
        raise RuleBroken("attendance.cohort_closed", cohort=cohort_title(session, cohort_id))


def _write(
    session: Session,
    cell: MarkCell,
    lesson: Lesson,
    facts: PresenceFacts,
    kept: Mapping[tuple[int, int], AttendanceMark],
    reason: str,
    day: date,
) -> None:
    row = kept.get((cell.session_id, cell.enrolment_id))
    if cell.code is None:
        if row is not None:
            session.delete(row)
        return
    code = AttendanceCode(cell.code)
    _require_here(facts, lesson, code)
    require_markable(facts.trainee, lesson, code, day)
    if row is None:
        row = AttendanceMark(session_id=cell.session_id, enrolment_id=cell.enrolment_id, code=code.value)
        session.add(row)
    kept_remark = row.remark or "" if row.code == code.value else ""
    row.code = code.value
    row.remark = kept_remark if cell.remark is None else cell.remark.strip()
    row.late_reason = reason or row.late_reason or ""


def _require_here(facts: PresenceFacts | TraineeFacts, lesson: Lesson, code: AttendanceCode) -> None:
    """Who is on leave or gone from the centre may have come, but is not absent; nobody is in two places."""
    grey = facts.greys.get(lesson.key)
    if grey is None or grey.reason.forbids:
        return
    if grey.reason is Reason.HOSPITAL or code is AttendanceCode.A:
        raise RuleBroken(_AWAY[grey.reason], field="code", day=lesson.day)


_AWAY = {
    Reason.HOSPITAL: "attendance.away_hospital",
    Reason.LEAVE: "attendance.away_leave",
    Reason.LEFT: "attendance.away_left",
}


def _lessons(session: Session, request: MarkAttendance) -> dict[int, Lesson]:
    ids = {cell.session_id for cell in request.cells}
    chosen = select(CourseSession.id, CourseSession.on_day, CourseSession.half, CourseSession.is_held).where(
        CourseSession.id.in_(ids),
        CourseSession.cohort_id == request.cohort_id,
        CourseSession.voided_at.is_(None),
    )
    return {
        id: Lesson(id, on_day, Half(half), is_held) for id, on_day, half, is_held in session.execute(chosen)
    }


def _kept(session: Session, cells: Iterable[MarkCell]) -> dict[tuple[int, int], AttendanceMark]:
    wanted = {(cell.session_id, cell.enrolment_id) for cell in cells}
    rows = session.scalars(
        select(AttendanceMark).where(
            AttendanceMark.session_id.in_({one for one, _other in wanted}),
            AttendanceMark.enrolment_id.in_({other for _one, other in wanted}),
        )
    )
    return {(row.session_id, row.enrolment_id): row for row in rows}


def _require_reason(lessons: Iterable[Lesson], by: Actor, reason: str, day: date, centre: Centre) -> None:
    """Trainers change the last days; older ones need a reason. The manager answers for all (§2)."""
    for one in lessons if by.role is not Role.MANAGER else ():
        require_reason(one.day, day, edit_days(centre), reason)


def edit_days(centre: Centre) -> int:
    """How many days back a trainer may change without a reason (setting ``course.edit_days``)."""
    return int(centre.settings["course.edit_days"])


def free_from(by: Actor, day: date, centre: Centre) -> date | None:
    """The first day that the actor may change without a reason; None: every day."""
    return None if by.role is Role.MANAGER else day - timedelta(days=edit_days(centre))


def _summary(
    session: Session, request: MarkAttendance, lessons: Mapping[int, Lesson], *, is_remark: bool
) -> str:
    days = sorted({one.day for one in lessons.values()})
    name = cohort_title(session, request.cohort_id)
    if not days:
        return name
    if is_remark:
        return _("Remark on {cohort}, {day}").format(cohort=name, day=format_date(days[0], "short"))
    text = _("Attendance of {cohort}, {day}: {n} marks")
    if len(days) > 1:
        text = _("Attendance of {cohort}, {n} marks")
    return text.format(cohort=name, day=format_date(days[0], "short"), n=len(request.cells))


def teaches(session: Session, by: Actor, cohort_id: int) -> bool:
    """Say whether the actor may mark the cohort: its trainers, and the manager every one."""
    if by.role is Role.MANAGER:
        return True
    own = select(CohortTrainer.id).where(
        CohortTrainer.cohort_id == cohort_id,
        CohortTrainer.user_id == by.user_id,
        CohortTrainer.voided_at.is_(None),
    )
    return session.scalar(own.limit(1)) is not None


def require_own_cohort(session: Session, by: Actor, cohort_id: int) -> None:
    """Refuse a trainer who does not teach the cohort (``attendance.not_own_cohort``)."""
    if not teaches(session, by, cohort_id):
        load(session, Cohort, cohort_id)
        raise RuleBroken("attendance.not_own_cohort", cohort=cohort_title(session, cohort_id))


def require_not_anothers(session: Session, by: Actor, cohort_id: int) -> None:
    """Refuse a trainer in the cohort of others (``enrolment.not_own_cohort``); the front desk may in all."""
    if by.role is Role.TRAINER and not teaches(session, by, cohort_id):
        load(session, Cohort, cohort_id)
        raise RuleBroken("enrolment.not_own_cohort", cohort=cohort_title(session, cohort_id))


@dataclass(frozen=True)
class UncheckedRow:
    """A lesson that was held and that nobody, or not everybody, was marked in."""

    session_id: int
    cohort_id: int
    cohort: str
    day: date
    half: str
    marked: int
    expected: int
    trainers: tuple[int, ...]
    """Users who teach the cohort."""


def unchecked(work: UnitsOfWork, by: Actor, since: date) -> list[UncheckedRow]:
    """The lessons from a day until today that wait for their marks, oldest first (ยังไม่เช็กชื่อ).

    A trainer is told of the own cohorts only.
    """
    with work.reading(by, "course.read") as session:
        return read_unchecked(session, by, since, today(work.clock))


REMINDED_DAYS = 30
"""Lessons longer ago are not asked after any more."""


def read_unchecked(
    session: Session,
    by: Actor | None,
    since: date,
    day: date,
    kept: dict[int, TraineeFacts] | None = None,
    cohort_ids: Collection[int] | None = None,
) -> list[UncheckedRow]:
    """``unchecked`` inside a unit of work; cohorts that are closed are not reminded of.

    ``by`` None: as they stand, whoever asks; ``cohort_ids``: of these alone.
    The facts that were read go into ``kept``, for who asks more about the same enrolments.
    """
    chosen = (
        select(CourseSession.id, CourseSession.cohort_id, CourseSession.on_day, CourseSession.half)
        .join(Cohort, Cohort.id == CourseSession.cohort_id)
        .where(
            *(CourseSession.on_day >= since, CourseSession.on_day <= day, CourseSession.is_held.is_(True)),
            *(CourseSession.voided_at.is_(None), Cohort.voided_at.is_(None), Cohort.closed_on.is_(None)),
        )
        .order_by(CourseSession.on_day, CourseSession.begins_at, CourseSession.id)
    )
    if cohort_ids is not None:
        chosen = chosen.where(CourseSession.cohort_id.in_(list(cohort_ids)))
    lessons = session.execute(chosen).all()
    if not lessons:
        return []
    trainers = _trainers(session, {row.cohort_id for row in lessons})
    if by is not None and by.role is Role.TRAINER:
        own = {one for one, users in trainers.items() if by.user_id in users}
        lessons = [row for row in lessons if row.cohort_id in own]
    facts = _facts_of(session, {row.cohort_id for row in lessons}, {} if kept is None else kept)
    titles = {one: cohort_title(session, one) for one in facts}
    return [
        UncheckedRow(
            row.id,
            row.cohort_id,
            titles[row.cohort_id],
            row.on_day,
            row.half,
            marked,
            expected,
            tuple(sorted(trainers.get(row.cohort_id, ()))),
        )
        for row in lessons
        for marked, expected in [checked_of(facts.get(row.cohort_id, []), row.id)]
        if marked < expected
    ]


def checked_on(
    session: Session, cohort_ids: Iterable[int], day: date, kept: dict[int, TraineeFacts] | None = None
) -> dict[int, tuple[int, int]]:
    """Cohort -> people marked in each of their lessons of a day, and people expected in any.

    ``kept`` as in ``read_unchecked``. Half days count nobody twice; who is away or not in class is not
    waited for, as on the sheet.
    """
    chosen = select(CourseSession.id, CourseSession.cohort_id).where(
        CourseSession.cohort_id.in_(list(cohort_ids)),
        *(CourseSession.on_day == day, CourseSession.is_held.is_(True), CourseSession.voided_at.is_(None)),
    )
    lessons = session.execute(chosen).all()
    known = {} if kept is None else kept
    facts = _facts_of(session, {row.cohort_id for row in lessons}, known) if lessons else {}
    held: dict[int, list[int]] = {}
    for row in lessons:
        held.setdefault(row.cohort_id, []).append(row.id)
    return {cohort_id: people_checked(facts.get(cohort_id, []), own) for cohort_id, own in held.items()}


def _trainers(session: Session, cohort_ids: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = select(CohortTrainer.cohort_id, CohortTrainer.user_id).where(
        CohortTrainer.cohort_id.in_(list(cohort_ids)),
        CohortTrainer.voided_at.is_(None),
    )
    for cohort, user in session.execute(rows):
        if user is not None:
            found.setdefault(cohort, set()).add(user)
    return found


def _facts_of(
    session: Session, cohort_ids: Iterable[int], kept: dict[int, TraineeFacts]
) -> dict[int, list[TraineeFacts]]:
    ids = select(Enrolment.id).where(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.voided_at.is_(None))
    found: dict[int, list[TraineeFacts]] = {}
    wanted = set(session.scalars(ids))
    kept.update(training_facts(session, wanted - kept.keys(), read_centre(session)))
    for one in kept.values():
        if one.enrolment_id in wanted:
            found.setdefault(one.cohort_id, []).append(one)
    return found


def require_possible(facts: TraineeFacts, lesson: Lesson, code: AttendanceCode, day: date) -> None:
    """Refuse a mark that nobody could have earned: not in class, not held, in hospital, absent on leave."""
    _require_here(facts, lesson, code)
    require_markable(facts.trainee, lesson, code, day)
