"""The enrolments of a period as the report counts them, hidden people among them (R-SAF-1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.models import Cohort, Course, Enrolment
from panpun_desktop.rules.attendance import tally
from panpun_desktop.rules.training_counts import EnrolmentFact
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.training_progress import held_until

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.counted import Period
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.training_facts import TraineeFacts


def enrolments_in(
    session: Session, period: Period, centre: Centre, today: date
) -> tuple[tuple[EnrolmentFact, ...], dict[int, str]]:
    """The enrolments that touch the period, and the cohorts' labels by course and number."""
    before = period.first - timedelta(days=1)
    chosen = select(Enrolment.id).where(
        *(Enrolment.voided_at.is_(None), Enrolment.joined_on <= period.last),
        or_(Enrolment.ended_on.is_(None), Enrolment.ended_on >= before),
    )
    facts = training_facts(session, session.scalars(chosen).all(), centre)
    until = held_until(session, {one.cohort_id for one in facts.values()})
    counted = tuple(
        EnrolmentFact(
            one.enrolment_id,
            one.person_id,
            one.cohort_id,
            one.trainee.joined_on,
            one.state,
            one.trainee.ended_on if one.state.is_ended else None,
            one.suspensions,
            _percent(one, period, today, until[one.cohort_id]),
        )
        for one in facts.values()
    )
    return counted, _labels(session, {one.cohort_id for one in counted})


def _percent(facts: TraineeFacts, period: Period, today: date, until: date) -> Fraction | None:
    """Attendance in the sessions of the period alone, as the sheet counts it (R-CRS-7, R-CRS-10).

    ``until``: the last day on which the class was marked; a later lesson was not held yet.
    """
    lessons = [one.session for one in facts.lessons if period.holds(one.session.day)]
    marks = facts.counted_marks(min(period.last, today, until))
    return tally(facts.trainee, lessons, marks, min(today, period.after), until).percent


def _labels(session: Session, cohort_ids: set[int]) -> dict[int, str]:
    rows = session.execute(
        select(Course, Cohort)
        .join(Course, Course.id == Cohort.course_id)
        .where(Cohort.id.in_(cohort_ids))
        .order_by(Course.name, Cohort.be_year, Cohort.number)
    )
    return {cohort.id: cohort_name(course, cohort) for course, cohort in rows}
