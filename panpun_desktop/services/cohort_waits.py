"""What a cohort waits for somebody to do: the same facts that the page of today asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, or_, select

from panpun_desktop.models import Cohort, CourseSession, Enrolment
from panpun_desktop.services.attendance import REMINDED_DAYS
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.checked_lessons import unchecked_in
from panpun_desktop.services.enrolment_rows import RUNNING
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.training_progress import Ask, standings_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.training_facts import TraineeFacts


@dataclass
class Waits:
    """Counts of one cohort; applicants are counted elsewhere."""

    breaks: int = 0
    """People whose break the manager decides about (R-CRS-6)."""
    results: int = 0
    """People whose result is to be confirmed (R-CRS-7), in class still or not."""
    results_in_class: int = 0
    """Those of them who come to the lessons still."""
    lessons: int = 0
    """Held lessons of the last days that are not marked for everybody."""


def waits_of(
    session: Session, cohort_ids: Collection[int], day: date, kept: dict[int, TraineeFacts] | None = None
) -> Mapping[int, Waits]:
    """Cohort -> what waits in it on a day; nothing is asked of a cohort that is settled.

    The facts that were read go into ``kept``: of who is in class, and of everybody in a class that had
    lessons lately, for who asks more about them.
    """
    found: dict[int, Waits] = defaultdict(Waits)
    kept = {} if kept is None else kept
    since = day - timedelta(days=REMINDED_DAYS)
    wanted = set(session.scalars(_asked_about(cohort_ids, since, day)))
    kept.update(training_facts(session, wanted - kept.keys(), read_centre(session)))
    known = {id: kept[id] for id in wanted if id in kept}
    for cohort_id, lessons in unchecked_in(known.values(), since, day).items():
        found[cohort_id].lessons = lessons
    running = {id: one for id, one in known.items() if one.state.is_running}
    for id, standing in standings_of(session, running, day).items():
        facts, one = running[id], found[running[id].cohort_id]
        is_gone = facts.trainee.ended_on is not None or (facts.trainee.plan_ends_on or day) < day
        if standing.asks is Ask.DECISION:
            one.breaks += 1
        elif standing.asks is Ask.RESULT or is_gone:
            one.results += 1
            one.results_in_class += not is_gone
    return found


def _asked_about(cohort_ids: Collection[int], since: date, day: date) -> Select[int]:
    """Who is in class, and in cohorts with lessons of the days since all others too."""
    taught = select(CourseSession.cohort_id).where(
        CourseSession.cohort_id.in_(list(cohort_ids)),
        *(CourseSession.on_day >= since, CourseSession.on_day <= day, CourseSession.is_held.is_(True)),
        CourseSession.voided_at.is_(None),
    )
    return (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            *(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.voided_at.is_(None)),
            or_(Enrolment.state.in_(RUNNING), Enrolment.cohort_id.in_(taught)),
            *(Cohort.closed_on.is_(None), Cohort.voided_at.is_(None)),
        )
    )
