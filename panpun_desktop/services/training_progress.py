"""How trainees stand: attendance, continuity, days and forecast, and what would be confirmed today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.models import AttendanceMark, CourseSession, Enrolment
from panpun_desktop.rules.attendance import Sheet
from panpun_desktop.rules.continuity import groundless_on
from panpun_desktop.rules.course_floor import beyond_words, is_beyond_plan
from panpun_desktop.rules.course_progress import Completion, Standing, completion, is_over, standing
from panpun_desktop.services.training_facts import TraineeFacts, training_facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre


class Ask(Enum):
    """What an enrolment waits for the manager to do."""

    DECISION = "decision"
    """About a break (R-CRS-6)."""
    RESULT = "result"
    """To confirm what is proposed (R-CRS-7)."""


@dataclass(frozen=True)
class TraineeStanding:
    """One enrolment on a day: the facts, what they add up to, and what to propose (R-CRS-7)."""

    facts: TraineeFacts
    standing: Standing
    completion: Completion

    @property
    def asks(self) -> Ask | None:
        """What is asked about a running enrolment; a break is decided before a result."""
        if self.standing.continuity.breaks:
            return Ask.DECISION
        return None if self.completion.proposed is None else Ask.RESULT


def late_words(known: TraineeStanding | None, ends_on: date) -> str:
    """Why the forecast lies after the last day of the plan; nothing where it does not (R-CRS-1)."""
    if known is None or not is_beyond_plan(known.standing.progress, known.facts.trainee, ends_on):
        return ""
    return beyond_words(ends_on)


def groundless(known: TraineeStanding | None, day: date) -> date | None:
    """The first day of a break that was decided about and is not in the marks any more (R-CRS-6)."""
    return None if known is None else groundless_in(known.facts, day)


def groundless_in(facts: TraineeFacts, day: date) -> date | None:
    """``groundless`` of facts that are known."""
    if not facts.decisions:
        return None
    sheet = Sheet.of(facts.trainee, facts.plan, facts.counted_marks(day))
    return groundless_on(sheet, facts.terms, facts.decisions)


def standings(
    session: Session, enrolment_ids: Iterable[int], day: date, centre: Centre
) -> dict[int, TraineeStanding]:
    """How each enrolment that was taken in stands on a day."""
    return standings_of(session, training_facts(session, enrolment_ids, centre), day)


def standings_of(
    session: Session, facts: Mapping[int, TraineeFacts], day: date
) -> dict[int, TraineeStanding]:
    """``standings`` of facts that are loaded already."""
    until = held_until(session, {one.cohort_id for one in facts.values()})
    return {id: stand(one, day, until[one.cohort_id]) for id, one in facts.items()}


_MOST_JUDGED = 2000
_judged: dict[int, tuple[tuple[TraineeFacts, date, date], TraineeStanding]] = {}
"""Enrolment -> what was looked at last, and how it stood: a mark changes one person of a running class."""


def stand(facts: TraineeFacts, day: date, held_until: date) -> TraineeStanding:
    """How one trainee stands; ``held_until`` is the last day on which the class was marked."""
    asked = (facts, day, held_until)
    known = _judged.get(facts.enrolment_id)
    if known is not None and known[0] == asked:
        return known[1]
    if len(_judged) >= _MOST_JUDGED:
        _judged.clear()
    found = _judge(facts, day, held_until)
    _judged[facts.enrolment_id] = (asked, found)
    return found


def _judge(facts: TraineeFacts, day: date, held_until: date) -> TraineeStanding:
    plan = facts.plan
    marks = facts.counted_marks(min(held_until, day))
    found = standing(facts.trainee, plan, marks, day, facts.terms, facts.decisions, held_until)
    over = is_over(facts.trainee, plan, day)
    judged = completion(found.tally, found.progress, facts.terms, over, facts.passed_assessment)
    return TraineeStanding(facts, found, judged)


def held_until(session: Session, cohort_ids: Iterable[int]) -> Mapping[int, date]:
    """Cohort -> the last day on which anybody was marked: later lessons were not held yet (R-CRS-10)."""
    is_marked = (
        select(AttendanceMark.id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .where(AttendanceMark.session_id == CourseSession.id, Enrolment.voided_at.is_(None))
    )
    rows = session.execute(
        select(CourseSession.cohort_id, func.max(CourseSession.on_day))
        .where(CourseSession.cohort_id.in_(list(cohort_ids)), CourseSession.voided_at.is_(None))
        .where(is_marked.exists())
        .group_by(CourseSession.cohort_id)
    )
    found: dict[int, date] = defaultdict(lambda: date.min)
    for cohort, last in rows:
        found[cohort] = last
    return found
