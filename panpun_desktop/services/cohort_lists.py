"""Cohorts as they are shown: with the people, the plan, and how far today's attendance is checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import (
    AppUser,
    Cohort,
    CohortTrainer,
    Course,
    CourseSession,
    Enrolment,
    Episode,
)
from panpun_desktop.rules.course_floor import plan_day, plan_floor_on, shortfall
from panpun_desktop.services.attendance import checked_on
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.checked_lessons import checked_in
from panpun_desktop.services.cohort_names import cohort_name, short_cohort_name
from panpun_desktop.services.cohort_waits import Waits, waits_of
from panpun_desktop.services.course_rows import COMING, NOW, PAST, CohortChoice, CohortRow, Trainer
from panpun_desktop.services.courses import floor_of
from panpun_desktop.services.enrolment_rows import APPLIED, RUNNING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.training_facts import TraineeFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_STAGES = (NOW, COMING, PAST)


@dataclass
class _Figures:
    """What is counted of one cohort."""

    sessions: int = 0
    held: int = 0
    today: int = 0
    running: int = 0
    ever: int = 0
    applied: int = 0
    awaiting: int = 0
    expected: int = 0
    marked: int = 0
    lesson_days: set[date] = field(default_factory=set)
    trainers: list[Trainer] = field(default_factory=list)

    @property
    def in_class(self) -> int:
        """Who comes to the lessons: whose stay went on, or whose plan is over, only awaits a result."""
        return self.running - self.awaiting


def list_cohorts(
    work: UnitsOfWork,
    by: Actor,
    stages: Iterable[str] = (),
    course_id: int | None = None,
    own_only: bool = False,
) -> tuple[CohortRow, ...]:
    """Cohorts with their figures: those running, then those coming, then those past, the newest first.

    ``own_only``: only those that the actor teaches.
    """
    wanted = set(stages)
    with work.reading(by, "course.read") as session:
        day = today(work.clock)
        rows = _chosen(session, course_id, by.user_id if own_only else None)
        kept = [one for one in rows if not wanted or stage_of(one[0], day) in wanted]
        return _rows(session, kept, day)


def cohort(work: UnitsOfWork, by: Actor, cohort_id: int) -> CohortRow:
    """One cohort with its figures."""
    with work.reading(by, "course.read") as session:
        rows = session.execute(
            select(Cohort, Course)
            .join(Course, Course.id == Cohort.course_id)
            .where(Cohort.id == cohort_id, Cohort.voided_at.is_(None))
        ).all()
        if not rows:
            raise RuleBroken("record.missing", kind="Cohort")
        return _rows(session, [(row[0], row[1]) for row in rows], today(work.clock))[0]


def stage_of(row: Any, day: date) -> str:
    """Where a cohort is on a day: coming, running or past."""
    if day < row.starts_on:
        return COMING
    return PAST if day > row.ends_on or row.closed_on is not None else NOW


def _chosen(session: Session, course_id: int | None, user_id: int | None) -> list[tuple[Cohort, Course]]:
    rows = (
        select(Cohort, Course).join(Course, Course.id == Cohort.course_id).where(Cohort.voided_at.is_(None))
    )
    if course_id is not None:
        rows = rows.where(Cohort.course_id == course_id)
    if user_id is not None:
        own = select(CohortTrainer.cohort_id).where(
            CohortTrainer.user_id == user_id, CohortTrainer.voided_at.is_(None)
        )
        rows = rows.where(Cohort.id.in_(own))
    return [(row[0], row[1]) for row in session.execute(rows)]


def _rows(session: Session, rows: list[tuple[Cohort, Course]], day: date) -> tuple[CohortRow, ...]:
    chosen = read_centre(session)
    figures = _figures(session, [one.id for one, _course in rows], day)
    kept: dict[int, TraineeFacts] = {}
    waits = waits_of(session, [one.id for one, _course in rows if one.closed_on is None], day, kept)
    settled = [one.id for one, _course in rows if one.closed_on is not None and figures[one.id].today]
    checked = checked_in(kept.values(), day) | (checked_on(session, settled, day) if settled else {})
    for cohort_id, (marked, expected) in checked.items():
        figures[cohort_id].marked, figures[cohort_id].expected = marked, expected
    found = [_row(one, course, figures[one.id], chosen, day, waits.get(one.id)) for one, course in rows]
    return tuple(sorted(found, key=lambda one: (_STAGES.index(one.stage), *_newest(one))))


def _newest(row: CohortRow) -> tuple[int, int]:
    sign = 1 if row.stage == COMING else -1
    return sign * row.starts_on.toordinal(), -row.id


def _row(
    one: Cohort, course: Course, known: _Figures, chosen: Centre, day: date, waits: Waits | None
) -> CohortRow:
    stage, floor = stage_of(one, day), floor_of(course, chosen.limits)
    mode, days = chosen.limits.course_count_mode, known.lesson_days
    return CohortRow(
        id=one.id,
        version=one.version,
        course_id=course.id,
        course=course.name,
        service_type=course.service_type,
        number=one.number,
        be_year=one.be_year,
        name=cohort_name(course, one),
        short_name=short_cohort_name(one),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        stage=stage,
        floor=floor,
        floor_on=plan_floor_on(floor, mode, one.starts_on, one.ends_on, days),
        course_day=plan_day(mode, one.starts_on, one.ends_on, day, days),
        sessions=known.sessions,
        held=known.held,
        people=known.ever if stage == PAST else known.in_class,
        applied=known.applied,
        awaiting=known.awaiting,
        waits=waits or Waits(),
        capacity=one.capacity,
        room=one.room,
        trainers=tuple(known.trainers),
        today_sessions=known.today,
        today_marked=known.marked,
        today_expected=known.expected,
        skips_holidays=one.skips_holidays,
        note=one.note,
        closed_on=one.closed_on,
        short=None if one.closed_on else shortfall(floor, mode, one.starts_on, one.ends_on, days),
    )


def _figures(session: Session, ids: list[int], day: date) -> Mapping[int, _Figures]:
    found: dict[int, _Figures] = defaultdict(_Figures)
    if ids:
        _count_sessions(session, ids, day, found)
        _count_people(session, ids, day, found)
        for cohort_id, trainer in trainers_of(session, ids):
            found[cohort_id].trainers.append(trainer)
    return found


def _count_sessions(session: Session, ids: list[int], day: date, found: Mapping[int, _Figures]) -> None:
    rows = select(
        CourseSession.cohort_id, CourseSession.on_day, CourseSession.is_held, func.count().label("lessons")
    ).where(CourseSession.cohort_id.in_(ids), CourseSession.voided_at.is_(None))
    each = rows.group_by(CourseSession.cohort_id, CourseSession.on_day, CourseSession.is_held)
    for cohort_id, on_day, is_held, lessons in session.execute(each):
        one = found[cohort_id]
        one.sessions += lessons
        if is_held:
            one.held += lessons if on_day < day else 0
            one.today += lessons if on_day == day else 0
            one.lesson_days.add(on_day)


def _count_people(session: Session, ids: list[int], day: date, found: Mapping[int, _Figures]) -> None:
    gone_on = and_(Episode.id.is_not(None), Episode.ended_on.is_not(None))
    over = or_(gone_on, Cohort.ends_on < day)
    running = Enrolment.state.in_(RUNNING)
    rows = (
        select(
            Enrolment.cohort_id,
            func.count().filter(running),
            func.count().filter(Enrolment.state != APPLIED),
            func.count().filter(Enrolment.state == APPLIED),
            func.count().filter(running & over),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .where(Enrolment.cohort_id.in_(ids), Enrolment.voided_at.is_(None))
        .group_by(Enrolment.cohort_id)
    )
    for cohort_id, now, ever, applied, awaiting in session.execute(rows):
        one = found[cohort_id]
        one.running, one.ever, one.applied, one.awaiting = now, ever, applied, awaiting


def trainers_of(session: Session, cohort_ids: Iterable[int]) -> Iterable[tuple[int, Trainer]]:
    """(cohort id, trainer) of cohorts, who leads first."""
    rows = (
        select(CohortTrainer, AppUser.name)
        .outerjoin(AppUser, AppUser.id == CohortTrainer.user_id)
        .where(CohortTrainer.cohort_id.in_(list(cohort_ids)), CohortTrainer.voided_at.is_(None))
        .order_by(CohortTrainer.cohort_id, CohortTrainer.is_lead.desc(), CohortTrainer.id)
    )
    for one, name in session.execute(rows):
        yield (
            one.cohort_id,
            Trainer(
                one.user_id, one.guest_name, one.guest_phone, one.is_lead, one.id, name or one.guest_name
            ),
        )


def cohort_choices(
    work: UnitsOfWork, by: Actor, service_types: Iterable[str] = (), course_id: int | None = None
) -> tuple[CohortChoice, ...]:
    """Cohorts that someone can be put into now, running ones first; of these service types, if named."""
    wanted = set(service_types)
    with work.reading(by, "course.read") as session:
        found = choices_within(session, today(work.clock), course_id)
        return tuple(one for one in found if not wanted or one.service_type in wanted)


def choices_within(
    session: Session, day: date, course_id: int | None = None, user_id: int | None = None
) -> tuple[CohortChoice, ...]:
    """``cohort_choices`` inside a unit of work; ``user_id``: only those that this user teaches."""
    rows = [one for one in _chosen(session, course_id, user_id) if stage_of(one[0], day) != PAST]
    figures = _figures(session, [one.id for one, _course in rows], day)
    rows.sort(key=lambda one: (one[0].starts_on > day, one[0].starts_on, one[0].id))
    return tuple(
        CohortChoice(
            one.id,
            cohort_name(course, one),
            course.name,
            course.service_type,
            one.starts_on,
            one.ends_on,
            figures[one.id].in_class + figures[one.id].applied,
            one.capacity,
            one.room,
        )
        for one, course in rows
    )


def staff_trainers(work: UnitsOfWork, by: Actor) -> tuple[Trainer, ...]:
    """Users who can be trainers of a cohort: everybody who may mark attendance, the trainers first."""
    from panpun_desktop.rules.roles import Role

    with work.reading(by, "course.read") as session:
        rows = session.execute(
            select(AppUser.id, AppUser.name, AppUser.role)
            .where(AppUser.is_active, AppUser.role.in_((Role.TRAINER.value, Role.MANAGER.value)))
            .order_by(AppUser.role != Role.TRAINER.value, AppUser.name)
        ).all()
    return tuple(Trainer(user_id=row.id, name=row.name) for row in rows)
