"""Where a trainer's day begins: the class of this hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.clock import BANGKOK, today
from panpun_desktop.models import Cohort, CohortTrainer, CourseSession

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def start_of(work: UnitsOfWork, by: Actor) -> dict[str, Any] | None:
    """What to open of the courses: the own class whose lesson is now, else today's next, else the list.

    None for whoever teaches no cohort that is open. A lesson without hours lasts the whole day.
    """
    day, now = today(work.clock), work.clock.now().astimezone(BANGKOK).time()
    with work.reading(by, "course.read") as session:
        own = (
            select(Cohort.id)
            .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
            .where(
                *(CohortTrainer.user_id == by.user_id, CohortTrainer.voided_at.is_(None)),
                *(Cohort.voided_at.is_(None), Cohort.closed_on.is_(None)),
            )
        )
        if not session.scalar(select(func.count()).select_from(own.subquery())):
            return None
        lessons = select(CourseSession.cohort_id, CourseSession.ends_at).where(
            *(CourseSession.cohort_id.in_(own), CourseSession.on_day == day),
            *(CourseSession.is_held.is_(True), CourseSession.voided_at.is_(None)),
        )
        for cohort_id, ends_at in session.execute(lessons.order_by(CourseSession.begins_at)):
            if ends_at is None or ends_at > now:
                return {"cohort_id": cohort_id, "tab": "sheet"}
    return {"part": "cohorts"}


def class_of_today(work: UnitsOfWork, by: Actor) -> dict[str, Any]:
    """What to open of the courses for marking today: the own class, else the only one held, else the list."""
    own = start_of(work, by)
    if own is not None:
        return own
    with work.reading(by, "course.read") as session:
        held = session.scalars(
            select(CourseSession.cohort_id)
            .join(Cohort, Cohort.id == CourseSession.cohort_id)
            .where(
                *(CourseSession.on_day == today(work.clock), CourseSession.is_held.is_(True)),
                *(CourseSession.voided_at.is_(None), Cohort.voided_at.is_(None), Cohort.closed_on.is_(None)),
            )
            .distinct()
        ).all()
    return {"cohort_id": held[0], "tab": "sheet"} if len(held) == 1 else {"part": "cohorts"}
