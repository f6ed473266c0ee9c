"""The cohort that an admission for a course puts its people into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.models import Person
from panpun_desktop.services.enrolment_clashes import joining_concerns
from panpun_desktop.services.enrolment_links import episode_into_cohort
from panpun_desktop.services.histories import last_episode
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.store.unit_of_work import actor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.common.errors import Concern
    from panpun_desktop.models import Stay
    from panpun_desktop.services.admission_requests import AdmitPeople, Member


def cohort_concerns(session: Session, request: AdmitPeople) -> list[Concern]:
    """A cohort that would be fuller than it has places, or whose lessons meet those of another class.

    A clash is of a member of the admission, by place in it, as its other concerns are.
    """
    if request.cohort_id is None:
        return []
    coming = [place for place, one in enumerate(request.members) if _comes_for_course(request, one)]
    places = {id: place for place in coming if (id := request.members[place].person_id) is not None}
    names = {id: seen_name(session, actor_of(session), load(session, Person, id)) for id in places}
    found = joining_concerns(session, request.cohort_id, names, request.arrived_on, more=len(coming))
    return [_of_member(one, places) for one in found]


def _of_member(concern: Concern, places: Mapping[int, int]) -> Concern:
    if concern.rule_id != "course.person_clash":
        return concern
    return replace(concern, subject=str(places[int(concern.subject)]))


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
