"""After a course into a higher one: the cohorts offered, and the step itself (R-CRS-3, R-CRS-8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Cohort, Course, Enrolment, Stay
from panpun_desktop.rules.codes import COURSES
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.cohort_lists import choices_within
from panpun_desktop.services.enrolment_acts import upgrade_within
from panpun_desktop.services.enrolment_rows import RUNNING, Candidate, Enrol, Upgrade
from panpun_desktop.services.enrolments import enrol_within
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.course_rows import CohortChoice
    from panpun_desktop.services.result_rows import PlanNext
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class AfterChoices:
    """Cohorts of higher courses that take people, and whether the person lives here."""

    lives_here: bool
    cohorts: tuple[CohortChoice, ...]


def after_choices(work: UnitsOfWork, by: Actor, enrolment_id: int) -> AfterChoices:
    """What somebody can go on to; a trainer is offered the own cohorts."""
    with work.reading(by, "course.read") as session:
        row = load(session, Enrolment, enrolment_id)
        require_sight(session, row.person_id)
        stay = select(Stay.id).where(
            Stay.person_id == row.person_id, Stay.left_on.is_(None), Stay.voided_at.is_(None)
        )
        own = by.user_id if by.role is Role.TRAINER else None
        higher = _higher_than(session, row)
        there = select(Enrolment.cohort_id).where(
            Enrolment.person_id == row.person_id, Enrolment.voided_at.is_(None)
        )
        taken = set(session.scalars(there))
        found = choices_within(session, today(work.clock), user_id=own)
        cohorts = tuple(one for one in found if one.service_type in higher and one.id not in taken)
        return AfterChoices(session.scalar(stay) is not None, cohorts)


def _higher_than(session: Session, row: Enrolment) -> tuple[str, ...]:
    cohort = load(session, Cohort, row.cohort_id)
    service = load(session, Course, cohort.course_id).service_type
    order = [one.value for one in COURSES]
    return tuple(order[order.index(service) + 1 :]) if service in order else ()


def go_on(session: Session, work: UnitsOfWork, by: Actor, request: PlanNext) -> Changes:
    """Into the higher cohort: from a course that runs an upgrade, after a result a new enrolment from day 1.

    A cohort that has not begun takes an application. RuleBroken ``enrolment.not_higher`` for another one.
    """
    assert request.to_cohort_id is not None
    row = load(session, Enrolment, request.enrolment_id, request.seen_version)
    cohort = load(session, Cohort, request.to_cohort_id)
    if load(session, Course, cohort.course_id).service_type not in _higher_than(session, row):
        raise RuleBroken("enrolment.not_higher", field="to_cohort")
    day = today(work.clock)
    on = request.on or day
    is_coming = cohort.starts_on > day
    if row.state in RUNNING and not is_coming:
        step = Upgrade(row.id, row.version, cohort.id, on, request.reasons)
        return upgrade_within(session, work, by, step)
    people = (Candidate(row.person_id),)
    entry = Enrol(cohort.id, people, None if is_coming else on, reasons=request.reasons)
    return enrol_within(session, work, by, entry)
