"""How trainees stand: attendance, continuity, days and forecast, and what would be confirmed today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.rules.course_progress import Completion, Standing, completion, is_over, standing
from panpun_desktop.services.training_facts import TraineeFacts, training_facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class TraineeStanding:
    """One enrolment on a day: the facts, what they add up to, and what to propose (R-CRS-7)."""

    facts: TraineeFacts
    standing: Standing
    completion: Completion


def standings(
    session: Session, enrolment_ids: Iterable[int], day: date, centre: Centre
) -> dict[int, TraineeStanding]:
    """How each enrolment that was taken in stands on a day."""
    return standings_of(training_facts(session, enrolment_ids, centre), day)


def standings_of(facts: Mapping[int, TraineeFacts], day: date) -> dict[int, TraineeStanding]:
    """``standings`` of facts that are loaded; all trainees of a cohort have to be among them."""
    held = _held_until(facts.values())
    return {id: _stand(one, day, held[one.cohort_id]) for id, one in facts.items()}


def _stand(facts: TraineeFacts, day: date, held_until: date) -> TraineeStanding:
    plan = facts.plan
    marks = facts.counted_marks(min(held_until, day))
    found = standing(facts.trainee, plan, marks, day, facts.terms, facts.decisions, held_until)
    over = is_over(facts.trainee, plan, day)
    judged = completion(found.tally, found.progress, facts.terms, over, facts.passed_assessment)
    return TraineeStanding(facts, found, judged)


def _held_until(facts: Iterable[TraineeFacts]) -> dict[int, date]:
    """Cohort -> the last day on which anybody was marked: later lessons were not held yet (R-CRS-10)."""
    last: dict[int, date] = defaultdict(lambda: date.min)
    for one in facts:
        days = (lesson.session.day for lesson in one.lessons if lesson.session.key in one.marks)
        last[one.cohort_id] = max(last[one.cohort_id], *days, date.min)
    return last
