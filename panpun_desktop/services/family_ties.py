"""What ties somebody to relatives, and cutting it: a nameless record in a family is recognised (R-PD-5).

The family goes on without the person, as its head or not; relations and keeping apart stay with the
other one, who is no longer told to whom. Stays, courses and the relation itself stay for the figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common.clock import local
from panpun_desktop.models import (
    BedUse,
    Household,
    HouseholdMember,
    KeepApart,
    Person,
    PersonRelation,
    Stay,
)
from panpun_desktop.rules.birth import is_minor_on
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.personal_data import ANONYMOUS
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.families import make_head, members_now
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Records = Iterator[tuple[str, str]]
"""Table and id, as the audit names them."""


def relatives_of(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """Everybody who is or was in a family, admitted or kept apart with one of these, or related to one."""
    found: set[int] = set()
    for rows in (_households(person_ids), _admissions(person_ids)):
        found.update(session.scalars(rows))
    for model in (PersonRelation, KeepApart):
        ends = model.person_id, model.other_person_id
        for here, there in (ends, ends[::-1]):
            found.update(session.scalars(select(there).where(here.in_(person_ids), there.is_not(None))))
    known = select(Person.id).where(Person.id.in_(found), Person.voided_at.is_(None))
    return frozenset(session.scalars(known.where(Person.anonymised_on.is_(None)))) - frozenset(person_ids)


def _households(person_ids: Collection[int]) -> Any:
    mine = select(HouseholdMember.household_id).where(HouseholdMember.person_id.in_(person_ids))
    return select(HouseholdMember.person_id).where(HouseholdMember.household_id.in_(mine))


def _admissions(person_ids: Collection[int]) -> Any:
    mine = select(Stay.family_admission_id).where(
        Stay.person_id.in_(person_ids), Stay.family_admission_id.is_not(None)
    )
    return select(Stay.person_id).where(Stay.family_admission_id.in_(mine))


def cut_ties(session: Session, person: Person, day: date, going: Collection[int]) -> Records:
    """Cut them within the act, while the person's names are still there; gives the records changed.

    ``going``: everybody whom the act is done to; none of them heads a family that is left.
    """
    yield from _leave_households(session, person, going)
    yield from _cut_relations(session, person.id)
    yield from _cut_apart(session, person.id, day)
    for stay in session.scalars(
        select(Stay).where(Stay.person_id == person.id, Stay.family_admission_id.is_not(None))
    ):
        stay.family_admission_id = None
        yield "stay", str(stay.id)
    yield from _shared_beds(session, person.id)


def _shared_beds(session: Session, person_id: int) -> Records:
    """The audit forgets who shared whose bed. The use itself keeps it, or its nights had no building any
    more (``rules/nights``); no screen, list or export tells it (``services/nameless``)."""
    mine = select(Stay.id).where(Stay.person_id == person_id)
    shares = BedUse.shares_with_stay_id.is_not(None)
    theirs = or_(BedUse.stay_id.in_(mine), BedUse.shares_with_stay_id.in_(mine))
    for id in session.scalars(select(BedUse.id).where(shares, theirs)):
        yield "bed_use", str(id)


def _leave_households(session: Session, person: Person, going: Collection[int]) -> Records:
    """The memberships move to a family of nobody else, so that how many there were still counts."""
    rows = session.scalars(select(HouseholdMember).where(HouseholdMember.person_id == person.id)).all()
    if not rows:
        return
    alone = Household()
    session.add(alone)
    session.flush()
    for household_id in dict.fromkeys(row.household_id for row in rows):
        _pass_on_the_head(session, household_id, going)
        yield from _rename(session, session.get_one(Household, household_id), person)
    for row in rows:
        row.household_id = alone.id
        yield "household_member", str(row.id)
    session.flush()


def _pass_on_the_head(session: Session, household_id: int, going: Collection[int]) -> None:
    members = members_now(session, household_id)
    head = _next_head(session, members, going)
    if head is not None:
        make_head(session, {id: row for id, row in members.items() if id not in going}, head)


def _next_head(
    session: Session, members: Mapping[int, HouseholdMember], going: Collection[int]
) -> int | None:
    """Who of age heads the family once its head is among those who go: the spouse, else who came first.

    None where the head stays or only children are left: a child heads nobody, and what they are to each
    other still follows from what they were to the head who is gone.
    """
    if not _loses_head(members, going):
        return None
    limits, day = read_centre(session).limits, local(clock_of(session)).date()
    left = [row for id, row in members.items() if id not in going]
    births = {row.person_id: birth_of(session.get_one(Person, row.person_id)) for row in left}
    grown = [row for row in left if not is_minor_on(births[row.person_id], day, limits)]
    grown.sort(key=lambda row: row.relation != Relation.SPOUSE.value)
    return grown[0].person_id if grown else None


def _loses_head(members: Mapping[int, HouseholdMember], going: Collection[int]) -> bool:
    return any(id in going and row.relation == Relation.HEAD.value for id, row in members.items())


def heads_after(session: Session, person_ids: Collection[int]) -> tuple[int | None, ...]:
    """Of each family that goes on without its head when these go: who heads it then; None for nobody."""
    mine = select(HouseholdMember.household_id).where(HouseholdMember.person_id.in_(person_ids))
    found: list[int | None] = []
    for household_id in session.scalars(mine.distinct().order_by(HouseholdMember.household_id)):
        members = members_now(session, household_id)
        if _loses_head(members, person_ids) and not members.keys() <= set(person_ids):
            found.append(_next_head(session, members, person_ids))
    return tuple(found)


def _rename(session: Session, household: Household, person: Person) -> Records:
    """A family that is called after the person loses its name, or its last name where others bear it."""
    others = session.execute(
        select(Person.first_name, Person.last_name)
        .join(HouseholdMember, HouseholdMember.person_id == Person.id)
        .where(HouseholdMember.household_id == household.id, Person.id != person.id)
        .where(Person.anonymised_on.is_(None))
    ).all()
    lasting = {row.last_name for row in others}
    own = (person.first_name, person.nickname, "" if person.last_name in lasting else person.last_name)
    if household.name and (not others or any(one and one in household.name for one in own)):
        household.name = ""
        yield "household", str(household.id)
    if not others:
        household.external_key = None


def _cut_relations(session: Session, person_id: int) -> Records:
    is_end = or_(PersonRelation.person_id == person_id, PersonRelation.other_person_id == person_id)
    for row in session.scalars(select(PersonRelation).where(is_end)):
        if row.person_id == person_id:
            row.voided_at = row.voided_at or clock_of(session).now()
        else:
            row.other_name = ANONYMOUS
        row.other_person_id = None
        row.phone = row.note = ""
        yield "person_relation", str(row.id)


def _cut_apart(session: Session, person_id: int, day: date) -> Records:
    is_end = or_(KeepApart.person_id == person_id, KeepApart.other_person_id == person_id)
    for row in session.scalars(select(KeepApart).where(is_end)):
        row.other_person_id, row.description, row.relation = None, "", ""
        row.until_on = row.until_on or day
        yield "keep_apart", str(row.id)
