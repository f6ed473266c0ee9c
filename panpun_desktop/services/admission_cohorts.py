"""The cohort that an admission for a course puts its people into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from panpun_desktop.services.enrolment_clashes import capacity_concerns
from panpun_desktop.services.enrolment_links import episode_into_cohort
from panpun_desktop.services.histories import last_episode

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.common.errors import Concern
    from panpun_desktop.models import Person, Stay
    from panpun_desktop.services.admissions import AdmitPeople, Member


def cohort_concerns(session: Session, request: AdmitPeople) -> list[Concern]:
    """A cohort that would be fuller than it has places."""
    if request.cohort_id is None:
        return []
    more = sum(_comes_for_course(request, one) for one in request.members)
    return capacity_concerns(session, request.cohort_id, more)


def put_into_cohort(
    session: Session, request: AdmitPeople, arrivals: Iterable[tuple[Member, Person, Stay]]
) -> None:
    """In class from the day of arrival, or applied where the cohort has not begun; none without a cohort."""
    if request.cohort_id is None:
        return
    session.flush()
    for member, person, stay in arrivals:
        episode = last_episode(session, stay.id)
        if _comes_for_course(request, member) and episode is not None:
            episode_into_cohort(session, request.cohort_id, person, episode)


def _comes_for_course(request: AdmitPeople, member: Member) -> bool:
    """Who accompanies the family is in no class (R-FAM-4), nor who has a service of their own."""
    own = member.service_type or request.service_type
    return not member.accompanying and own == request.service_type
