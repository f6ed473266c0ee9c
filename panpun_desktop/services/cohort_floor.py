"""Whether somebody who joins a cohort on a day can still reach the least days of its course (R-CRS-1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, CourseSession, Enrolment, Episode, Stay
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.course_floor import Shortfall, shortfall
from panpun_desktop.rules.stay import kept_first_day
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.services.courses import floor_of
from panpun_desktop.services.records import load
from panpun_desktop.services.training_progress import standings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_DAY = timedelta(days=1)


def joining_shortfall(
    work: UnitsOfWork,
    by: Actor,
    cohort_id: int,
    joined_on: date,
    person_ids: Collection[int] = (),
    leaving: int | None = None,
) -> Shortfall | None:
    """By how much the days fall short for the one who counts from the latest day; None: for nobody.

    A resident whose stay is of the course's type already counts from the first day of that part; who goes
    on before the last course is complete keeps the running first day (R-CRS-8). ``leaving``: the enrolment
    that goes on in this cohort.
    """
    with work.reading(by, "course.read") as session:
        cohort = load(session, Cohort, cohort_id)
        course = load(session, Course, cohort.course_id)
        chosen = read_centre(session)
        counted = _counted_from(session, course.service_type, person_ids, joined_on, chosen)
        if leaving is not None:
            counted |= _going_on(session, course, leaving, joined_on, chosen)
        first = max((counted.get(one, joined_on) for one in person_ids), default=joined_on)
        lesson_days = session.scalars(
            select(CourseSession.on_day).where(
                CourseSession.cohort_id == cohort_id, CourseSession.is_held, CourseSession.voided_at.is_(None)
            )
        )
        days = set(lesson_days)
        mode, floor = chosen.limits.course_count_mode, floor_of(course, chosen.limits)
        return shortfall(floor, mode, min(first, joined_on), cohort.ends_on, days)


def _counted_from(
    session: Session, service_type: str | None, person_ids: Collection[int], on: date, chosen: Centre
) -> dict[int, date]:
    """Person -> the first day that counts already, for residents."""
    if service_type is None or not person_ids:
        return {}
    rows = session.execute(
        select(Stay.person_id, Episode)
        .join(Episode, Episode.stay_id == Stay.id)
        .where(
            Stay.person_id.in_(list(person_ids)),
            *(Stay.left_on.is_(None), Stay.voided_at.is_(None)),
            *(Episode.ended_on.is_(None), Episode.voided_at.is_(None)),
        )
    )
    found = {person_id: _first_day(session, one, service_type, on, chosen) for person_id, one in rows}
    return {person_id: day for person_id, day in found.items() if day is not None}


def _first_day(session: Session, episode: Episode, to: str, on: date, chosen: Centre) -> date | None:
    if episode.service_type == to:
        return episode.counted_from_on or episode.started_on
    return kept_first_day(facts_on(session, episode, on - _DAY), ServiceType(to), on, chosen.limits)


def _going_on(
    session: Session, course: Course, enrolment_id: int, on: date, chosen: Centre
) -> dict[int, date]:
    """The count that runs on in another cohort: of who comes and goes, or begun anew by the manager."""
    row = load(session, Enrolment, enrolment_id)
    was = load(session, Course, load(session, Cohort, row.cohort_id).course_id)
    first = row.counted_from_on or (None if row.episode_id is not None else row.joined_on)
    if first is None:
        return {}
    if was.service_type != course.service_type:
        standing = standings(session, [row.id], on - _DAY, chosen)[row.id].standing
        if row.episode_id is not None or standing.progress.is_reached:
            return {}
    return {row.person_id: first}
