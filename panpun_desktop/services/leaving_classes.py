"""Before a leaving: what becomes of the classes and of the schooling of those who leave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, CurriculumLevel, Enrolment, Episode, Learner, Person, Stay
from panpun_desktop.rules.education import LearnerStatus
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.enrolment_links import days_and_floor
from panpun_desktop.services.seen_names import seen_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


class Becomes(StrEnum):
    """What becomes of a class when its trainee leaves the centre."""

    DROPPED = "DROPPED"
    """It ends with the stay, below the least days."""
    AWAITS_RESULT = "AWAITS_RESULT"
    """The least days are reached: the manager confirms the result."""
    GOES_ON = "GOES_ON"
    """It does not hang on the stay: the person comes from outside."""
    SCHOOL = "SCHOOL"
    """Schooling goes on after the centre."""


@dataclass(frozen=True)
class LeftClass:
    """One class or schooling of somebody who leaves; ``days`` of ``floor`` where it hangs on the stay."""

    person: str
    title: str
    becomes: Becomes
    days: int = 0
    floor: int = 0


def classes_left(
    work: UnitsOfWork, by: Actor, stay_ids: Collection[int], left_on: date
) -> tuple[LeftClass, ...]:
    """What ends, waits or goes on of those whose stays end on a day; nothing is changed."""
    with work.reading(by, "stay.end") as session:
        chosen = read_centre(session)
        stays = session.scalars(select(Stay).where(Stay.id.in_(list(stay_ids))).order_by(Stay.id))
        return tuple(one for stay in stays for one in _of_stay(session, by, chosen, stay, left_on))


def _of_stay(session: Session, by: Actor, chosen: Centre, stay: Stay, left_on: date) -> Iterator[LeftClass]:
    name = seen_name(session, by, session.get_one(Person, stay.person_id))
    for row, cohort, course in _running(session, stay.person_id):
        title = cohort_name(course, cohort)
        episode = session.get(Episode, row.episode_id) if row.episode_id is not None else None
        if episode is None or episode.stay_id != stay.id or episode.ended_on is not None:
            yield LeftClass(name, title, Becomes.GOES_ON)
            continue
        days, floor = days_and_floor(session, chosen, episode, max(left_on, episode.started_on))
        becomes = Becomes.AWAITS_RESULT if days >= floor else Becomes.DROPPED
        yield LeftClass(name, title, becomes, days, floor)
    for level in _schooling(session, stay.person_id):
        yield LeftClass(name, level, Becomes.SCHOOL)


def _running(session: Session, person_id: int) -> list[tuple[Enrolment, Cohort, Course]]:
    rows = session.execute(
        select(Enrolment, Cohort, Course)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.joined_on.is_not(None),
            Enrolment.ended_on.is_(None),
            Enrolment.voided_at.is_(None),
        )
        .order_by(Enrolment.joined_on, Enrolment.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _schooling(session: Session, person_id: int) -> list[str]:
    rows = session.scalars(
        select(CurriculumLevel.short_name)
        .join(Learner, Learner.level_id == CurriculumLevel.id)
        .where(
            Learner.person_id == person_id,
            Learner.status == LearnerStatus.STUDYING,
            Learner.voided_at.is_(None),
        )
    )
    return list(rows)
