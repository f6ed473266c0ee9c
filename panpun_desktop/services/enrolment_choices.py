"""Where one person can be enrolled: the cohorts that take people, those of the own service first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.models import Enrolment, Episode, Stay
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.cohort_lists import choices_within
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.course_rows import CohortChoice
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class EnrolChoices:
    """The cohorts offered; ``service_type`` of the part of the stay that runs, None for who lives outside.

    ``accompanies``: only came along with the family and has no enrolment in a residential course (R-FAM-4).
    """

    service_type: str | None
    accompanies: bool
    cohorts: tuple[CohortChoice, ...]


def enrol_choices(work: UnitsOfWork, by: Actor, person_id: int) -> EnrolChoices:
    """Cohorts running or coming that the person is not in; a trainer is offered the own ones."""
    with work.reading(by, "course.read") as session:
        require_sight(session, person_id)
        part = session.execute(
            select(Episode.service_type, Episode.accompanying)
            .join(Stay, Stay.id == Episode.stay_id)
            .where(
                *(Stay.person_id == person_id, Stay.left_on.is_(None), Stay.voided_at.is_(None)),
                *(Episode.ended_on.is_(None), Episode.voided_at.is_(None)),
            )
        ).first()
        service, accompanies = (None, False) if part is None else (part.service_type, part.accompanying)
        there = select(Enrolment.cohort_id).where(
            Enrolment.person_id == person_id, Enrolment.voided_at.is_(None)
        )
        taken = set(session.scalars(there))
        own = by.user_id if by.role is Role.TRAINER else None
        found = [
            one for one in choices_within(session, today(work.clock), user_id=own) if one.id not in taken
        ]
    if accompanies:
        found = [one for one in found if one.service_type is None]
    fitting = service if any(one.service_type == service for one in found) else None
    found.sort(key=lambda one: service is not None and one.service_type != fitting)
    return EnrolChoices(service, accompanies, tuple(found))
