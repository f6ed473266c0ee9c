"""The plan of a cohort, session by session: one more, moved, not held, taken out where nothing is marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import (
    AppUser,
    AttendanceMark,
    Cohort,
    CohortTrainer,
    Course,
    CourseModule,
    CourseSession,
)
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.override import require_answers
from panpun_desktop.rules.timetable import same_half
from panpun_desktop.services.attendance import UncheckedRow, read_unchecked
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.cohort_plans import days_off
from panpun_desktop.services.course_rows import Meeting, SessionRow
from panpun_desktop.services.enrolment_clashes import cohort_concerns, timetable
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.rules.timetable import Timetable
    from panpun_desktop.services.course_rows import (
        AddSession,
        CancelSessions,
        EditSession,
        RemoveSessions,
        SessionFacts,
    )
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def sessions(
    work: UnitsOfWork, by: Actor, cohort_id: int, first: date | None = None, last: date | None = None
) -> tuple[SessionRow, ...]:
    """The plan of a cohort in order, all of it or between two days."""
    with work.reading(by, "course.read") as session:
        cohort = load(session, Cohort, cohort_id)
        begin, end = first or cohort.starts_on, last or cohort.ends_on
        off = days_off(session, read_centre(session), begin, end)
        marks, waiting = _marks(session, cohort_id), _waiting(session, work, cohort_id, begin)
        rows = session.execute(
            select(CourseSession, CohortTrainer.guest_name, AppUser.name, CourseModule.name)
            .outerjoin(CohortTrainer, CohortTrainer.id == CourseSession.trainer_id)
            .outerjoin(AppUser, AppUser.id == CohortTrainer.user_id)
            .outerjoin(CourseModule, CourseModule.id == CourseSession.module_id)
            .where(
                CourseSession.cohort_id == cohort_id,
                CourseSession.voided_at.is_(None),
                CourseSession.on_day.between(begin, end),
            )
            .order_by(CourseSession.on_day, CourseSession.half, CourseSession.id)
        )
        found = [
            _row(*row, marks=marks.get(row[0].id, 0), holiday=off.get(row[0].on_day, "")) for row in rows
        ]
        return tuple(_missing(row, waiting.get(row.id)) for row in found)


def _waiting(session: Session, work: UnitsOfWork, cohort_id: int, begin: date) -> dict[int, UncheckedRow]:
    """The sessions until today in which somebody is not marked."""
    rows = read_unchecked(session, None, begin, today(work.clock), cohort_ids=(cohort_id,))
    return {row.session_id: row for row in rows}


def _missing(row: SessionRow, found: UncheckedRow | None) -> SessionRow:
    return row if found is None else replace(row, checked=found.marked, expected=found.expected)


def plan_days_off(work: UnitsOfWork, by: Actor, cohort_id: int) -> dict[date, str]:
    """The days off between the first and the last day of a cohort, with their names."""
    with work.reading(by, "course.read") as session:
        cohort = load(session, Cohort, cohort_id)
        return days_off(session, read_centre(session), cohort.starts_on, cohort.ends_on)


def _row(
    one: CourseSession, guest: str | None, user: str | None, module: str | None, marks: int, holiday: str
) -> SessionRow:
    return SessionRow(
        one.id,
        one.version,
        one.on_day,
        one.half,
        one.begins_at,
        one.ends_at,
        one.trainer_id,
        user or guest or "",
        one.module_id,
        module or "",
        one.topic,
        one.is_held,
        one.not_held_reason,
        marks,
        holiday,
    )


def _marks(session: Session, cohort_id: int) -> Mapping[int, int]:
    rows = (
        select(AttendanceMark.session_id, func.count())
        .join(CourseSession, CourseSession.id == AttendanceMark.session_id)
        .where(CourseSession.cohort_id == cohort_id)
        .group_by(AttendanceMark.session_id)
    )
    return {row[0]: row[1] for row in session.execute(rows)}


def add_session(work: UnitsOfWork, by: Actor, request: AddSession) -> Changes:
    """One more session; a day off, a day outside the plan and a clash are asked about."""
    with work.writing(by, "cohort.edit") as session:
        cohort = _standing(session, request.cohort_id)
        _require_free(session, cohort.id, request.on_day, request.facts.half, None)
        _require_times(request.facts)
        _confirm(session, cohort, request.on_day, request.facts, request.reasons)
        row = CourseSession(cohort_id=cohort.id, on_day=request.on_day)
        _apply(session, cohort, row, request.facts)
        session.add(row)
        _stretch(cohort, request.on_day)
        session.flush()
        text = _("{cohort}: a session on {day} added")
        return _changes(session, cohort, text.format(cohort="{cohort}", day=_day(request.on_day)))


def edit_session(work: UnitsOfWork, by: Actor, request: EditSession) -> Changes:
    """Move a session or change what it is about; one with marks of people stays on its day."""
    with work.writing(by, "cohort.edit") as session:
        row = _session(session, request.session_id, request.seen_version)
        cohort = _standing(session, row.cohort_id)
        _require_times(request.facts)
        moves = (row.on_day, row.half) != (request.on_day, request.facts.half)
        if moves:
            _require_unmarked(session, [row])
            _require_free(session, cohort.id, request.on_day, request.facts.half, row.id)
            _confirm(session, cohort, request.on_day, request.facts, request.reasons)
        row.on_day = request.on_day
        _apply(session, cohort, row, request.facts)
        _stretch(cohort, request.on_day)
        session.flush()
        text = _("{cohort}: the session of {day} saved")
        return _changes(session, cohort, text.format(cohort="{cohort}", day=_day(request.on_day)))


def cancel_sessions(work: UnitsOfWork, by: Actor, request: CancelSessions) -> Changes:
    """หยุด: not held, with the reason (marks stay, they do not count); or held after all."""
    with work.writing(by, "cohort.edit") as session:
        rows, cohort = _several(session, request.sessions)
        if request.reason is not None and not request.reason.strip():
            raise RuleBroken("cohort.not_held_reason_missing", field="reason")
        for row in rows:
            row.is_held, row.not_held_reason = request.reason is None, (request.reason or "").strip()
        held, not_held = _("{cohort}: {n} sessions are held"), _("{cohort}: {n} sessions are not held")
        text = held if request.reason is None else not_held
        return _changes(session, cohort, text.format(cohort="{cohort}", n=len(rows)))


def remove_sessions(work: UnitsOfWork, by: Actor, request: RemoveSessions) -> Changes:
    """Take sessions out of the plan; refused for those with marks, and for the last one."""
    with work.writing(by, "cohort.edit") as session:
        rows, cohort = _several(session, request.sessions)
        _require_unmarked(session, rows)
        left = session.scalar(
            select(func.count()).where(
                CourseSession.cohort_id == cohort.id,
                CourseSession.voided_at.is_(None),
                CourseSession.id.not_in([row.id for row in rows]),
            )
        )
        if not left:
            raise RuleBroken("cohort.last_session")
        for row in rows:
            row.voided_at = work.clock.now()
        text = _("{cohort}: {n} sessions taken out of the plan")
        return _changes(session, cohort, text.format(cohort="{cohort}", n=len(rows)))


def _several(session: Session, chosen: Sequence[tuple[int, int]]) -> tuple[list[CourseSession], Cohort]:
    rows = [_session(session, id, seen) for id, seen in chosen]
    if not rows or {one.cohort_id for one in rows} != {rows[0].cohort_id}:
        raise RuleBroken("cohort.no_session_chosen", field="sessions")
    return rows, _standing(session, rows[0].cohort_id)


def _session(session: Session, id: int, seen: int) -> CourseSession:
    row = load(session, CourseSession, id, seen)
    if row.voided_at is not None:
        raise RuleBroken("record.missing", kind="CourseSession")
    return row


def _standing(session: Session, cohort_id: int) -> Cohort:
    row = load(session, Cohort, cohort_id)
    if row.voided_at is not None:
        raise RuleBroken("record.missing", kind="Cohort")
    if row.closed_on is not None:
        raise RuleBroken("cohort.closed", field="cohort")
    return row


def _require_times(facts: SessionFacts) -> None:
    if facts.begins_at and facts.ends_at and facts.ends_at <= facts.begins_at:
        raise RuleBroken("cohort.ends_before_begins", field="ends_at")


def _require_free(session: Session, cohort_id: int, on: date, half: str, but_id: int | None) -> None:
    rows = select(CourseSession.id, CourseSession.half).where(
        CourseSession.cohort_id == cohort_id, CourseSession.on_day == on, CourseSession.voided_at.is_(None)
    )
    for row in session.execute(rows):
        if row.id != but_id and same_half(Half(row.half), Half(half)):
            raise RuleBroken("cohort.session_there_already", field="on_day", day=on)


def _require_unmarked(session: Session, rows: Sequence[CourseSession]) -> None:
    marked = session.scalars(
        select(AttendanceMark.session_id).where(AttendanceMark.session_id.in_([one.id for one in rows]))
    ).all()
    for row in rows:
        if row.id in marked:
            raise RuleBroken("cohort.session_marked", day=row.on_day)


def _confirm(
    session: Session, cohort: Cohort, on: date, facts: SessionFacts, reasons: Mapping[str, GivenReason]
) -> None:
    chosen = read_centre(session)
    concerns = []
    holiday = days_off(session, chosen, on, on).get(on)
    if holiday and cohort.skips_holidays:
        text = _("{day} is a day off: {name}.").format(day=_day(on), name=holiday)
        concerns.append(Concern("course.day_off", "warn", on.isoformat(), text))
    if not cohort.starts_on <= on <= cohort.ends_on:
        text = _("{day} is outside the plan, {first} to {last}; the plan will reach to it.")
        message = text.format(day=_day(on), first=_day(cohort.starts_on), last=_day(cohort.ends_on))
        concerns.append(Concern("course.outside_plan", "warn", on.isoformat(), message))
    concerns += cohort_concerns(session, _one_day(session, cohort, on, facts), cohort.id)
    require_answers(concerns, reasons, chosen.limits)


def _one_day(session: Session, cohort: Cohort, on: date, facts: SessionFacts) -> Timetable:
    """The cohort on this day alone, with who teaches then."""
    trainers = select(CohortTrainer).where(
        CohortTrainer.cohort_id == cohort.id, CohortTrainer.voided_at.is_(None)
    )
    if facts.trainer_id is not None:
        trainers = trainers.where(CohortTrainer.id == facts.trainer_id)
    meeting = Meeting(on.isoweekday(), facts.half, facts.begins_at, facts.ends_at)
    name = cohort_name(load(session, Course, cohort.course_id), cohort)
    return timetable(name, on, on, cohort.room, [meeting], session.scalars(trainers))


def _apply(session: Session, cohort: Cohort, row: CourseSession, facts: SessionFacts) -> None:
    if facts.trainer_id is not None and load(session, CohortTrainer, facts.trainer_id).cohort_id != cohort.id:
        raise RuleBroken("cohort.trainer_of_another", field="trainer")
    module = None if facts.module_id is None else load(session, CourseModule, facts.module_id)
    if module is not None and module.course_id != cohort.course_id:
        raise RuleBroken("cohort.module_of_another", field="module")
    row.half, row.begins_at, row.ends_at = facts.half, facts.begins_at, facts.ends_at
    row.trainer_id, row.module_id, row.topic = facts.trainer_id, facts.module_id, facts.topic.strip()


def _stretch(cohort: Cohort, on: date) -> None:
    cohort.starts_on, cohort.ends_on = min(cohort.starts_on, on), max(cohort.ends_on, on)


def _day(on: date) -> str:
    return format_date(on, "short")


def _changes(session: Session, cohort: Cohort, text: str) -> Changes:
    name = cohort_name(load(session, Course, cohort.course_id), cohort)
    return Changes(
        courses=frozenset({cohort.course_id}),
        cohorts=frozenset({cohort.id}),
        summary=text.format(cohort=name),
    )
