"""What is refused of an admission before anything is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.family import FamilyMember, head_of
from panpun_desktop.rules.intake import require_channel, require_least_facts, require_service
from panpun_desktop.services.people_rows import PersonFacts

if TYPE_CHECKING:
    from panpun_desktop.services.admission_requests import AdmitPeople


def require_possible(request: AdmitPeople) -> None:
    """What can be refused without looking at the register (R-OVR-3, R-TRA-4, R-PER-2)."""
    if not request.members:
        raise RuleBroken("admission.nobody", field="members")
    require_channel(request.channel, request.agency_id or request.agency_name.strip())
    for index, member in enumerate(request.members):
        require_service(member.service_type or request.service_type, request.client_of, request.awaiting)
        if member.person_id is None:
            facts = member.facts or PersonFacts()
            names = (facts.title, facts.first_name, facts.last_name, facts.nickname, facts.label)
            require_least_facts(*names, sex=facts.sex)
        if member.shares_with == index:
            raise RuleBroken("bed.shares_with_self", field="bed")
    chosen = [member.person_id for member in request.members if member.person_id]
    if len(chosen) != len(set(chosen)):
        raise RuleBroken("admission.person_twice", field="members")
    if request.household_id is None:  # a family that is joined has its head
        head_of([FamilyMember(str(i), "", Relation(one.relation)) for i, one in enumerate(request.members)])
