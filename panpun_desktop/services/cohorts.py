"""Cohorts (รุ่น): opened with a plan, changed, settled, taken back where nothing was written yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import be_year
from panpun_desktop.models import (
    AppUser,
    AttendanceMark,
    Cohort,
    CohortMeeting,
    CohortTrainer,
    Course,
    CourseSession,
    Enrolment,
)
from panpun_desktop.rules.override import require_answers
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.cohort_plans import plan_for
from panpun_desktop.services.course_rows import Trainer
from panpun_desktop.services.enrolment_clashes import cohort_concerns, timetable, trainer_key
from panpun_desktop.services.records import load, touch
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.rules.timetable import Plan
    from panpun_desktop.services.course_rows import CloseCohort, EditCohort, OpenCohort, VoidCohort
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def open_cohort(work: UnitsOfWork, by: Actor, request: OpenCohort) -> Changes:
    """Open a cohort with its planned sessions; trainers or a room taken at that hour are asked about."""
    with work.writing(by, "cohort.edit") as session:
        course = load(session, Course, request.course_id)
        chosen = read_centre(session)
        _require(request.capacity, request.trainers)
        plan, _off = plan_for(session, chosen, request)
        row = _cohort(session, request, plan)
        _require_free_number(session, row)
        name = cohort_name(course, row)
        mine = timetable(name, row.starts_on, row.ends_on, row.room, request.meetings, request.trainers)
        require_answers(cohort_concerns(session, mine), request.reasons, chosen.limits)
        session.add(row)
        session.flush()
        _write_plan(session, row.id, request, plan)
        _set_trainers(session, work, row.id, request.trainers)
        return _changes(row, _("{name} opened, {n} days").format(name=name, n=plan.days))


def _cohort(session: Session, request: OpenCohort, plan: Plan) -> Cohort:
    return Cohort(
        course_id=request.course_id,
        number=request.number or next_number_of(session, request.course_id),
        be_year=request.be_year or be_year(request.starts_on),
        starts_on=request.starts_on,
        ends_on=request.ends_on or plan.sessions[-1].day,
        capacity=request.capacity,
        room=request.room.strip(),
        skips_holidays=request.skips_holidays,
        note=request.note.strip(),
    )


def _require(capacity: int | None, trainers: Sequence[Trainer]) -> None:
    if capacity is not None and capacity < 1:
        raise RuleBroken("cohort.capacity_too_small", field="capacity")
    for one in trainers:
        if (one.user_id is None) == (not one.guest_name.strip()):
            raise RuleBroken("cohort.trainer_missing", field="trainers")
    keys = [trainer_key(one) for one in trainers]
    if len(set(keys)) < len(keys):
        raise RuleBroken("cohort.trainer_twice", field="trainers")


def next_number_of(session: Session, course_id: int) -> int:
    """The number of the next cohort of a course (R-CRS-9)."""
    highest = select(func.max(Cohort.number)).where(Cohort.course_id == course_id, Cohort.voided_at.is_(None))
    return (session.scalar(highest) or 0) + 1


def next_number(work: UnitsOfWork, by: Actor, course_id: int) -> int:
    """The number that a new cohort of the course will get."""
    with work.reading(by, "course.read") as session:
        return next_number_of(session, course_id)


def _require_free_number(session: Session, row: Cohort) -> None:
    if row.number < 1:
        raise RuleBroken("cohort.number_missing", field="number")
    same = select(Cohort.id).where(
        Cohort.course_id == row.course_id, Cohort.number == row.number, Cohort.voided_at.is_(None)
    )
    with session.no_autoflush:
        other = session.scalar(same)
    if other is not None and other != row.id:
        raise RuleBroken("cohort.number_taken", field="number", number=row.number)


def _write_plan(session: Session, cohort_id: int, request: OpenCohort, plan: Plan) -> None:
    for one in request.meetings:
        session.add(
            CohortMeeting(
                cohort_id=cohort_id,
                weekday=one.weekday,
                half=one.half,
                begins_at=one.begins_at,
                ends_at=one.ends_at,
            )
        )
    rows = [
        {
            "cohort_id": cohort_id,
            "on_day": one.day,
            "half": one.half.value,
            "begins_at": one.begins_at,
            "ends_at": one.ends_at,
        }
        for one in plan.sessions
    ]
    bulk_insert(session, CourseSession, rows)


def _set_trainers(session: Session, work: UnitsOfWork, cohort_id: int, wanted: Iterable[Trainer]) -> bool:
    """Make the trainers those of the request; says whether anything was different."""
    rows = select(CohortTrainer).where(
        CohortTrainer.cohort_id == cohort_id, CohortTrainer.voided_at.is_(None)
    )
    there = {trainer_key(one): one for one in session.scalars(rows)}
    changed = False
    for one in wanted:
        if one.user_id is not None:
            load(session, AppUser, one.user_id)
        row = there.pop(trainer_key(one), None)
        facts = (one.guest_name.strip(), one.guest_phone.strip(), one.is_lead)
        if row is None:
            row = CohortTrainer(cohort_id=cohort_id, user_id=one.user_id)
            session.add(row)
        changed = changed or facts != (row.guest_name, row.guest_phone, row.is_lead)
        row.guest_name, row.guest_phone, row.is_lead = facts
    for gone in there.values():
        gone.voided_at = work.clock.now()
    return changed or bool(there)


def _changes(row: Cohort, summary: str) -> Changes:
    return Changes(courses=frozenset({row.course_id}), cohorts=frozenset({row.id}), summary=summary)


def edit_cohort(work: UnitsOfWork, by: Actor, request: EditCohort) -> Changes:
    """Change number, year, places, room, trainers or note of a cohort."""
    with work.writing(by, "cohort.edit") as session:
        row = _standing(session, request.cohort_id, request.seen_version)
        course = load(session, Course, row.course_id)
        _require(request.capacity, request.trainers)
        row.number, row.be_year, row.capacity = request.number, request.be_year, request.capacity
        room, row.note = request.room.strip(), request.note.strip()
        _require_free_number(session, row)
        meetings = session.scalars(
            select(CohortMeeting).where(CohortMeeting.cohort_id == row.id, CohortMeeting.voided_at.is_(None))
        )
        name = cohort_name(course, row)
        mine = timetable(name, row.starts_on, row.ends_on, room, meetings, request.trainers)
        concerns = cohort_concerns(session, mine, row.id)
        require_answers(concerns, request.reasons, read_centre(session).limits)
        row.room = room
        if _set_trainers(session, work, row.id, request.trainers):
            touch(row)
        session.flush()
        return _changes(row, _("{name} saved").format(name=name))


def _standing(session: Session, cohort_id: int, seen: int) -> Cohort:
    row = load(session, Cohort, cohort_id, seen)
    if row.voided_at is not None:
        raise RuleBroken("record.missing", kind="Cohort")
    return row


def void_cohort(work: UnitsOfWork, by: Actor, request: VoidCohort) -> Changes:
    """Take a cohort back that should never have been; refused once attendance or a result was written."""
    with work.writing(by, "cohort.edit") as session:
        row = _standing(session, request.cohort_id, request.seen_version)
        if not request.reason.strip():
            raise RuleBroken("cohort.void_reason_missing", field="reason")
        name = cohort_name(load(session, Course, row.course_id), row)
        if has_history(session, row.id):
            raise RuleBroken("cohort.has_history", name=name)
        now, reason = work.clock.now(), request.reason.strip()
        enrolments = select(Enrolment).where(Enrolment.cohort_id == row.id, Enrolment.voided_at.is_(None))
        people = set()
        for one in session.scalars(enrolments):
            one.voided_at, one.void_reason = now, reason
            people.add(one.person_id)
        row.voided_at, row.void_reason = now, reason
        done = _changes(row, _("{name} was taken back").format(name=name))
    return Changes(courses=done.courses, cohorts=done.cohorts, people=frozenset(people), summary=done.summary)


def has_history(session: Session, cohort_id: int) -> bool:
    """Say whether attendance was marked, or somebody's time in the cohort ended."""
    marked = exists().where(
        AttendanceMark.session_id == CourseSession.id, CourseSession.cohort_id == cohort_id
    )
    ended = exists().where(
        Enrolment.cohort_id == cohort_id, Enrolment.ended_on.is_not(None), Enrolment.voided_at.is_(None)
    )
    return bool(session.scalar(select(marked | ended)))


def close_cohort(work: UnitsOfWork, by: Actor, request: CloseCohort) -> Changes:
    """Everybody's result is settled, or, without a day, the cohort is open again."""
    with work.writing(by, "cohort.edit") as session:
        row = _standing(session, request.cohort_id, request.seen_version)
        name = cohort_name(load(session, Course, row.course_id), row)
        if request.on is not None:
            _require_settled(session, row, request.on)
        row.closed_on = request.on
        text = _("{name} is settled") if request.on is not None else _("{name} is open again")
        return _changes(row, text.format(name=name))


def _require_settled(session: Session, row: Cohort, on: date) -> None:
    running = session.scalar(
        select(func.count()).where(
            Enrolment.cohort_id == row.id, Enrolment.ended_on.is_(None), Enrolment.voided_at.is_(None)
        )
    )
    if running:
        raise RuleBroken("cohort.not_settled", n=running)
    if on < row.starts_on:
        raise RuleBroken("cohort.closed_before_start", field="on", starts_on=row.starts_on)
