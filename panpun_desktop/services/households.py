"""Households: who belongs together, and the name the family goes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Household, HouseholdMember, Person, Stay
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.family import FamilyMember
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def join_household(
    session: Session, household_id: int | None, members: Sequence[tuple[Person, str]], on: date
) -> Household:
    """Put people into one household with their relation to its head.

    Without ``household_id`` the household the head already belongs to is taken, or a new one made. What
    members are to a head who does not come stays as it is.
    """
    head = next((person for person, relation in members if relation == "HEAD"), members[0][0])
    household = _existing(session, household_id, head)
    there = {} if household is None else _members(session, household)
    household = household or _new(session, head)
    coming = {person.id for person, _relation in members}
    keeps_head = any(row.relation == "HEAD" and id not in coming for id, row in there.items())
    for person, relation in members:
        row = there.get(person.id)
        if row is not None and row.relation != relation and not keeps_head:
            row.relation = relation
    bulk_insert(
        session,
        HouseholdMember,
        (
            {"household_id": household.id, "person_id": person.id, "relation": relation, "since_on": on}
            for person, relation in members
            if person.id not in there
        ),
    )
    return household


def _members(session: Session, household: Household) -> dict[int, HouseholdMember]:
    rows = session.scalars(
        select(HouseholdMember).where(
            HouseholdMember.household_id == household.id, HouseholdMember.until_on.is_(None)
        )
    )
    return {row.person_id: row for row in rows}


def _existing(session: Session, household_id: int | None, head: Person) -> Household | None:
    if household_id is not None:
        return session.get(Household, household_id)
    return session.scalar(
        select(Household)
        .join(HouseholdMember, HouseholdMember.household_id == Household.id)
        .where(HouseholdMember.person_id == head.id, HouseholdMember.until_on.is_(None))
        .order_by(Household.id.desc())
        .limit(1)
    )


def _new(session: Session, head: Person) -> Household:
    household = Household(name=head.last_name or head.first_name or head.nickname or head.regno)
    session.add(household)
    session.flush()
    return household


def members_there(session: Session, household_id: int | None) -> tuple[FamilyMember, ...]:
    """Members of the household who are staying now and may answer for a child (R-MIN-1)."""
    if household_id is None:
        return ()
    rows = session.execute(
        select(Person, HouseholdMember.relation)
        .join(HouseholdMember, HouseholdMember.person_id == Person.id)
        .join(Stay, Stay.person_id == Person.id)
        .where(
            HouseholdMember.household_id == household_id,
            HouseholdMember.until_on.is_(None),
            Stay.left_on.is_(None),
            Stay.voided_at.is_(None),
        )
    )
    return tuple(
        FamilyMember(f"there-{person.id}", "", Relation(relation), birth_of(person))
        for person, relation in rows
    )
