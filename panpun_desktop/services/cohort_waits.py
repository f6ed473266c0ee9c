"""What a cohort waits for somebody to do: the same facts that the page of today asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from panpun_desktop.models import Cohort, Enrolment, Episode
from panpun_desktop.services.attendance import REMINDED_DAYS, read_unchecked
from panpun_desktop.services.centre import read_centre
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

    The facts that were read go into ``kept``, for who asks more about the same enrolments.
    """
    found: dict[int, Waits] = defaultdict(Waits)
    kept = {} if kept is None else kept
    since = day - timedelta(days=REMINDED_DAYS)
    for lesson in read_unchecked(session, None, since, day, kept, cohort_ids):
        found[lesson.cohort_id].lessons += 1
    running = _running(session, cohort_ids)
    kept.update(training_facts(session, running.keys() - kept.keys(), read_centre(session)))
    standing = standings_of(session, {id: kept[id] for id in running if id in kept}, day)
    gone = _out_of_class(session, list(running), day)
    for id, cohort_id in running.items():
        asks = standing[id].asks if id in standing else None
        one = found[cohort_id]
        if asks is Ask.DECISION:
            one.breaks += 1
        elif asks is Ask.RESULT or id in gone:
            one.results += 1
            one.results_in_class += id not in gone
    return found


def _running(session: Session, cohort_ids: Collection[int]) -> dict[int, int]:
    rows = (
        select(Enrolment.id, Enrolment.cohort_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            *(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.voided_at.is_(None)),
            *(Enrolment.state.in_(RUNNING), Cohort.closed_on.is_(None)),
        )
    )
    return {row.id: row.cohort_id for row in session.execute(rows)}


def _out_of_class(session: Session, ids: Collection[int], day: date) -> set[int]:
    """Whose stay went on, or whose plan is over."""
    went_on = and_(Episode.id.is_not(None), Episode.ended_on.is_not(None))
    rows = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .where(Enrolment.id.in_(list(ids)), or_(went_on, Cohort.ends_on < day))
    )
    return set(session.scalars(rows))
