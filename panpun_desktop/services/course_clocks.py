"""What an enrolment says to the clock of a stay: the course's own floor, pauses, a count begun anew.

Bed board, person's page and attendance sheet tell one story: days of a resident in a course run from
the enrolment's day where it has one, stand still while the training is suspended or the person lies in
hospital (R-CRS-5), and are compared with the course's own least days where it has any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Absence, Cohort, Course, Enrolment, EnrolmentPause, Episode
from panpun_desktop.rules.codes import COURSES, AbsenceKind
from panpun_desktop.services.histories import episode_facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.stay import EpisodeFacts

Span = tuple[date, date | None]
_COURSES = [one.value for one in COURSES]


@dataclass(frozen=True)
class CourseFacts:
    """What an enrolment adds to its episode."""

    floor_days: int | None = None
    counted_from: date | None = None
    paused: tuple[Span, ...] = ()

    def applied(self, facts: EpisodeFacts, day: date) -> EpisodeFacts:
        """The episode with its course, as it stands at the end of a day."""
        first = self.counted_from or facts.first_day
        last = day if facts.ended_on is None else min(day, facts.ended_on)
        return replace(
            facts,
            counted_from=self.counted_from or facts.counted_from,
            floor_days=self.floor_days,
            suspended_days=days_within(self.paused, first, last),
        )


def days_within(spans: Iterable[Span], first: date, last: date) -> int:
    """Days of half-open spans between two days, both included, each day once."""
    days: set[int] = set()
    for start, end in spans:
        begin, stop = max(start, first), last + timedelta(days=1) if end is None else end
        days.update(range(begin.toordinal(), min(stop, last + timedelta(days=1)).toordinal()))
    return len(days)


def facts_on(session: Session, episode: Episode, day: date) -> EpisodeFacts:
    """One episode as the rules see it at the end of a day, its course with it."""
    known = course_facts(session, (episode,))
    facts = episode_facts(episode)
    return known[episode.id].applied(facts, day) if episode.id in known else facts


def course_facts(session: Session, episodes: Iterable[Any]) -> Mapping[int, CourseFacts]:
    """By episode id what its course adds; other episodes are left out.

    ``episodes`` are rows with id, stay_id and service_type.
    """
    courses = {row.id: row.stay_id for row in episodes if row.service_type in _COURSES}
    if not courses:
        return {}
    enrolments = _enrolments(session, courses)
    paused = _paused(session, set(courses.values()))
    return {
        episode_id: _facts(enrolments.get(episode_id), tuple(paused[stay_id]))
        for episode_id, stay_id in courses.items()
    }


def _facts(row: Any, paused: tuple[Span, ...]) -> CourseFacts:
    return (
        CourseFacts(paused=paused)
        if row is None
        else CourseFacts(row.floor_days, row.counted_from_on, paused)
    )


def _enrolments(session: Session, episode_ids: Iterable[int]) -> dict[int, Any]:
    """Of each episode the enrolment that is running, else the last one."""
    rows = (
        select(Enrolment.episode_id, Enrolment.counted_from_on, Course.floor_days)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Enrolment.episode_id.in_(list(episode_ids)), Enrolment.voided_at.is_(None))
        .order_by(Enrolment.ended_on.is_(None), Enrolment.joined_on, Enrolment.id)
    )
    return {row.episode_id: row for row in session.execute(rows)}


def _paused(session: Session, stay_ids: set[int]) -> dict[int, list[Span]]:
    """Suspensions and times in hospital of each stay; a count that runs on takes the earlier ones with it."""
    hospital = select(Absence.stay_id, Absence.started_on, Absence.ended_on).where(
        Absence.stay_id.in_(stay_ids), Absence.kind == AbsenceKind.HOSPITAL.value
    )
    pauses = (
        select(Episode.stay_id, EnrolmentPause.started_on, EnrolmentPause.ended_on)
        .join(Enrolment, Enrolment.id == EnrolmentPause.enrolment_id)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .where(Episode.stay_id.in_(stay_ids), Enrolment.voided_at.is_(None))
        .where(EnrolmentPause.voided_at.is_(None))
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for rows in (hospital, pauses):
        for stay_id, started_on, ended_on in session.execute(rows):
            found[stay_id].append((started_on, ended_on))
    return found
