"""Who signs for a minor: a parent admitted together with the child (R-FAM-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import FamilyAdmission, HouseholdMember, Person, Stay
from panpun_desktop.reports.person_facts import birth_of
from panpun_desktop.rules.birth import is_minor_on
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_OF_THE_HEAD = ("HEAD", "SPOUSE", "GUARDIAN")
_OF_A_SIBLING = ("MOTHER", "FATHER", "GUARDIAN")
_SIGN_FOR = {
    **dict.fromkeys(("CHILD", "STEPCHILD", "ADOPT"), _OF_THE_HEAD),
    **dict.fromkeys(("SIB_E", "SIB_Y"), _OF_A_SIBLING),
}
"""Relation of the child to the head → whose names may stand, the nearest first; others write by hand."""


def guardian_of(session: Session, asked: Asked, stay: Stay | None, on: date) -> str:
    """The name of the parent who came along; empty when nobody did."""
    if stay is None or stay.family_admission_id is None:
        return ""
    family = _family(session, stay.family_admission_id)
    own = next((relation for relation, person in family if person.id == stay.person_id), "")
    for wanted in _SIGN_FOR.get(own, ("GUARDIAN",)):
        for relation, person in family:
            is_adult = not is_minor_on(birth_of(person), on, asked.centre.limits)
            is_known = bool(person.first_name) and veil_of(session).sees(person.id)
            if relation == wanted and is_adult and person.id != stay.person_id and is_known:
                return full_name(person)
    return ""


def _family(session: Session, admission_id: int) -> list[tuple[str, Person]]:
    """Everyone admitted together, each with the relation to the head."""
    query = (
        select(HouseholdMember.relation, Person)
        .join(Person, Person.id == HouseholdMember.person_id)
        .join(FamilyAdmission, FamilyAdmission.household_id == HouseholdMember.household_id)
        .join(Stay, (Stay.person_id == Person.id) & (Stay.family_admission_id == FamilyAdmission.id))
        .where(
            FamilyAdmission.id == admission_id,
            HouseholdMember.until_on.is_(None),
            Stay.voided_at.is_(None),
            Person.voided_at.is_(None),
        )
        .order_by(Person.id)
    )
    return [(relation, person) for relation, person in session.execute(query)]
