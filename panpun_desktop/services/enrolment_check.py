"""Part of ``panpun check``: a resident's enrolment and the episode of the stay tell the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, Enrolment, Episode, Stay
from panpun_desktop.rules.stay import course_days
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.store.integrity import CheckResult

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre


def training_is_one_fact(session: Session, day: date) -> CheckResult:
    """Same person, same service type; and none runs on after its episode ended below the least days."""
    rows = (
        select(Enrolment, Episode, Stay.person_id, Course.service_type)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .join(Stay, Stay.id == Episode.stay_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Enrolment.voided_at.is_(None))
        .order_by(Enrolment.id)
    )
    chosen = read_centre(session)
    wrong = [row[0].id for row in session.execute(rows) if not _agrees(session, chosen, row, day)]
    return CheckResult("training", not wrong, ", ".join(f"enrolment {id}" for id in wrong[:10]))


def _agrees(session: Session, chosen: Centre, row: Any, day: date) -> bool:
    enrolment, episode, person_id, service_type = row
    if episode.voided_at is not None or enrolment.person_id != person_id:
        return False
    if episode.service_type != service_type:
        return False
    if enrolment.ended_on is not None or episode.ended_on is None:
        return True
    # days after the plan were counted once: a result that was left to be settled by them is no fault
    facts = replace(facts_on(session, episode, day), counted_until=None)
    return course_days(facts, episode.ended_on, chosen.limits) >= facts.floor(chosen.limits)
