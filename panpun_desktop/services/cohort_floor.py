"""Whether somebody who joins a cohort on a day can still reach the least days of its course (R-CRS-1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, CourseSession, Episode, Stay
from panpun_desktop.rules.course_floor import Shortfall, shortfall
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.courses import floor_of
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def joining_shortfall(
    work: UnitsOfWork, by: Actor, cohort_id: int, joined_on: date, person_ids: Collection[int] = ()
) -> Shortfall | None:
    """By how much the days fall short for the one who counts from the latest day; None: for nobody.

    A resident whose stay is of the course's type already counts from the first day of that part.
    """
    with work.reading(by, "course.read") as session:
        cohort = load(session, Cohort, cohort_id)
        course = load(session, Course, cohort.course_id)
        limits = read_centre(session).limits
        counted = _counted_from(session, course.service_type, person_ids)
        first = max((counted.get(one, joined_on) for one in person_ids), default=joined_on)
        lesson_days = session.scalars(
            select(CourseSession.on_day).where(
                CourseSession.cohort_id == cohort_id, CourseSession.is_held, CourseSession.voided_at.is_(None)
            )
        )
        days = set(lesson_days)
        mode, floor = limits.course_count_mode, floor_of(course, limits)
        return shortfall(floor, mode, min(first, joined_on), cohort.ends_on, days)


def _counted_from(session: Session, service_type: str | None, person_ids: Collection[int]) -> dict[int, date]:
    """Person -> the first day that counts already, for residents of the course's type."""
    if service_type is None or not person_ids:
        return {}
    rows = (
        select(Stay.person_id, Episode.counted_from_on, Episode.started_on)
        .join(Episode, Episode.stay_id == Stay.id)
        .where(
            Stay.person_id.in_(list(person_ids)),
            *(Stay.left_on.is_(None), Stay.voided_at.is_(None)),
            *(Episode.service_type == service_type, Episode.ended_on.is_(None), Episode.voided_at.is_(None)),
        )
    )
    return {row.person_id: row.counted_from_on or row.started_on for row in session.execute(rows)}
