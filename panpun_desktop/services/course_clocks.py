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

from sqlalchemy import func, select

from panpun_desktop.models import (
    Absence,
    AttendanceMark,
    Cohort,
    Course,
    CourseSession,
    Enrolment,
    EnrolmentPause,
    Episode,
)
from panpun_desktop.rules.codes import COURSES, AbsenceKind, AttendanceCode
from panpun_desktop.rules.course_floor import last_counted
from panpun_desktop.services.histories import episode_facts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.stay import EpisodeFacts
    from panpun_desktop.services.centre import Centre

Span = tuple[date, date | None]
_DAY = timedelta(days=1)
_COURSES = [one.value for one in COURSES]


@dataclass(frozen=True)
class CourseFacts:
    """What an enrolment adds to its episode; ``days`` are those of the sheet, where it has to be asked."""

    floor_days: int | None = None
    counted_from: date | None = None
    paused: tuple[Span, ...] = ()
    days: int | None = None
    counted_until: date | None = None

    def applied(self, facts: EpisodeFacts, day: date) -> EpisodeFacts:
        """The episode with its course, as it stands at the end of a day."""
        first = self.counted_from or facts.first_day
        last = last_counted(day, facts.ended_on, self.counted_until)
        suspended = days_within(self.paused, first, last)
        if self.days is not None:
            suspended = (last - first).days + 1 - self.days
        return replace(
            facts,
            counted_from=self.counted_from or facts.counted_from,
            floor_days=self.floor_days,
            suspended_days=suspended,
            training_days=self.days,
            counted_until=self.counted_until,
        )


def days_within(spans: Iterable[Span], first: date, last: date) -> int:
    """Days of half-open spans between two days, both included, each day once."""
    days: set[int] = set()
    for start, end in spans:
        begin, stop = max(start, first), last + _DAY if end is None else end
        days.update(range(begin.toordinal(), min(stop, last + _DAY).toordinal()))
    return len(days)


def facts_on(session: Session, episode: Episode, day: date) -> EpisodeFacts:
    """One episode as the rules see it at the end of a day, its course with it."""
    known = course_facts(session, (episode,), day)
    facts = episode_facts(episode)
    return known[episode.id].applied(facts, day) if episode.id in known else facts


def course_facts(session: Session, episodes: Iterable[Any], day: date) -> Mapping[int, CourseFacts]:
    """By episode id what its course adds at the end of a day; other episodes are left out.

    ``episodes`` are rows with id, stay_id, service_type and ended_on.
    """
    courses = {row.id: row for row in episodes if row.service_type in _COURSES}
    if not courses:
        return {}
    enrolments = _enrolments(session, courses)
    paused = _paused(session, {row.stay_id for row in courses.values()})
    running = [row.id for id, row in enrolments.items() if courses[id].ended_on is None]
    days = _sheet_days(session, running, day)
    return {id: _facts(enrolments.get(id), tuple(paused[row.stay_id]), days) for id, row in courses.items()}


def _facts(row: Any, paused: tuple[Span, ...], days: Mapping[int, int]) -> CourseFacts:
    if row is None:
        return CourseFacts(paused=paused)
    until = last_counted(row.ends_on, row.ended_on)
    return CourseFacts(row.floor_days, row.counted_from_on, paused, days.get(row.id), until)


def _sheet_days(session: Session, enrolment_ids: list[int], day: date) -> dict[int, int]:
    """The days by the sheet of those whose sheet may say another number than the calendar.

    That is everybody where only training days count (R-CRS-2), else whoever has so much leave that some
    of it may not count (R-CRS-5).
    """
    if not enrolment_ids:
        return {}
    from panpun_desktop.services.centre import read_centre

    chosen = read_centre(session)
    asked = enrolment_ids
    if chosen.limits.course_count_mode != "training_days":
        asked = _with_much_leave(session, enrolment_ids, chosen)
    if not asked:
        return {}
    from panpun_desktop.services.training_progress import standings

    return {id: one.standing.progress.days for id, one in standings(session, asked, day, chosen).items()}


def _with_much_leave(session: Session, enrolment_ids: list[int], chosen: Centre) -> list[int]:
    leave = [one.value for one in AttendanceCode if one.is_leave]
    sessions = (
        select(func.count())
        .where(
            CourseSession.cohort_id == Enrolment.cohort_id,
            CourseSession.on_day >= Enrolment.joined_on,
            CourseSession.is_held,
            CourseSession.voided_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = (
        select(Enrolment.id, func.count(AttendanceMark.id), sessions)
        .join(AttendanceMark, AttendanceMark.enrolment_id == Enrolment.id)
        .where(Enrolment.id.in_(enrolment_ids), AttendanceMark.code.in_(leave))
        .group_by(Enrolment.id)
    )
    most = chosen.limits.course_max_leave_ratio
    return [id for id, taken, planned in session.execute(rows) if taken * 100 > most * planned]


def _enrolments(session: Session, episode_ids: Iterable[int]) -> dict[int, Any]:
    """Of each episode the enrolment that is running, else the last one."""
    columns = (
        *(Enrolment.id, Enrolment.episode_id, Enrolment.counted_from_on, Enrolment.ended_on),
        *(Cohort.ends_on, Course.floor_days),
    )
    rows = (
        select(*columns)
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
    found: dict[int, list[Span]] = defaultdict(list)
    for stay_id, started_on, ended_on in session.execute(hospital):  # on the day of going a lesson counts
        found[stay_id].append((started_on + _DAY, ended_on))
    pauses = (
        select(Episode.stay_id, EnrolmentPause.started_on, EnrolmentPause.ended_on)
        .join(Enrolment, Enrolment.id == EnrolmentPause.enrolment_id)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .where(Episode.stay_id.in_(stay_ids), Enrolment.voided_at.is_(None))
        .where(EnrolmentPause.voided_at.is_(None))
    )
    for stay_id, started_on, ended_on in session.execute(pauses):
        found[stay_id].append((started_on, ended_on))
    return found
