"""A family after its admission: somebody joins, leaves, comes back or changes over; nobody is checked out.

Memberships have days: who left stays in the history, who comes back has a second one. A family with
people in it has a head; only children whose head was anonymised have none until somebody is made it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Household, HouseholdMember, Person, Stay
from panpun_desktop.rules import kinship
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.codes import Relation
from panpun_desktop.services.bed_sharing import ShareBed, share_bed
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.family_rows import household_names
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class JoinFamily:
    """Somebody belongs to another person's family from a day on, and leaves the family named, if any."""

    person_id: int
    with_person_id: int
    """Someone of the family; without a family of their own they become the head of a new one."""
    relation: str
    """To the head: code of list ``relation``."""
    on: date
    leaves_household_id: int | None = None
    new_head_id: int | None = None
    """Who heads the family that is left, when its head goes."""
    sharing: ShareBed | None = None
    """Whose bed an infant sleeps in from then on."""


@dataclass(frozen=True)
class LeaveFamily:
    """Somebody belongs to a family no more; whoever stays in the centre goes on staying."""

    person_id: int
    household_id: int
    on: date
    new_head_id: int | None = None


@dataclass(frozen=True)
class SetRelation:
    """Correct what somebody is to the head; HEAD makes them the head."""

    person_id: int
    household_id: int
    relation: str


@dataclass(frozen=True)
class MemberOfFamily:
    """Someone of a family, now or before."""

    person_id: int
    name: str
    regno: str
    sex: str
    age: int | None
    relation: str
    is_present: bool
    since_on: date
    until_on: date | None
    may_be_opened: bool


@dataclass(frozen=True)
class Family:
    """A household with the people in it and those who were."""

    household_id: int
    name: str
    members: tuple[MemberOfFamily, ...]
    former: tuple[MemberOfFamily, ...]


def families_of(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[Family, ...]:
    """The families somebody belongs or belonged to, the present one first."""
    with work.reading(by, "person.read") as session:
        mine = select(HouseholdMember.household_id, HouseholdMember.until_on).where(
            HouseholdMember.person_id == person_id
        )
        rows = session.execute(
            mine.order_by(HouseholdMember.until_on.is_not(None), HouseholdMember.id.desc())
        )
        ids = list(dict.fromkeys(row.household_id for row in rows))
        names = household_names(session, ids)
        return tuple(_family(session, id, names.get(id, ""), today(work.clock)) for id in ids)


def join_family(work: UnitsOfWork, by: Actor, request: JoinFamily) -> Changes:
    """Put somebody into a family, out of the one they leave; one act.

    An infant may share a bed from that day on (right ``bed.move`` besides). RuleBroken
    ``family.member_already``, ``family.head_there`` or ``family.itself``.
    """
    with work.writing(by, "person.edit") as session:
        if request.person_id == request.with_person_id:
            raise RuleBroken("family.itself", field="with_person")
        person = load_known(session, request.person_id)
        if request.leaves_household_id is not None:
            _leave(session, person, request.leaves_household_id, request.on, request.new_head_id)
        household = _family_with(session, load_known(session, request.with_person_id), request.on)
        _require_new(session, household, person, request.relation)
        session.add(
            HouseholdMember(
                household_id=household.id,
                person_id=person.id,
                relation=_relation(request.relation),
                since_on=request.on,
            )
        )
        text = _("{name} belongs to the family now")
        changes = _changes(session, household.id, person, text, request.leaves_household_id)
        return changes if request.sharing is None else _share(session, by, request, changes)


def _share(session: Session, by: Actor, request: JoinFamily, changes: Changes) -> Changes:
    assert request.sharing is not None
    left = share_bed(session, by, request.person_id, request.sharing, request.on)
    summary = _("{name} belongs to the family now and shares a bed")
    name = full_name(session.get_one(Person, request.person_id))
    return replace(
        changes,
        stays=frozenset({request.sharing.stay_id, request.sharing.shares_with_stay_id}),
        beds=frozenset() if left is None else frozenset({left}),
        summary=summary.format(name=name),
    )


def leave_family(work: UnitsOfWork, by: Actor, request: LeaveFamily) -> Changes:
    """Take somebody out of a family; a head who goes leaves it to another member."""
    with work.writing(by, "person.edit") as session:
        person = load(session, Person, request.person_id)
        _leave(session, person, request.household_id, request.on, request.new_head_id)
        return _changes(session, request.household_id, person, _("{name} left the family"))


def set_relation(work: UnitsOfWork, by: Actor, request: SetRelation) -> Changes:
    """Correct a relation; a new head takes the place of the old one, whose relation turns round."""
    with work.writing(by, "person.edit") as session:
        person = load(session, Person, request.person_id)
        rows = members_now(session, request.household_id)
        mine = rows.get(person.id)
        if mine is None:
            raise RuleBroken("family.not_member", field="person")
        relation = _relation(request.relation)
        if mine.relation == Relation.HEAD.value and relation != Relation.HEAD.value and len(rows) > 1:
            raise RuleBroken("family.head_needed", field="relation")
        if relation == Relation.HEAD.value:
            make_head(session, rows, person.id)
        else:
            mine.relation = relation
        return _changes(session, request.household_id, person, _("The family of {name} was saved"))


def _leave(session: Session, person: Person, household_id: int, on: date, new_head_id: int | None) -> None:
    rows = members_now(session, household_id)
    mine = rows.get(person.id)
    if mine is None:
        raise RuleBroken("family.not_member", field="person")
    if on < mine.since_on:
        raise RuleBroken("family.left_before_joined", field="on")
    others = {id: row for id, row in rows.items() if id != person.id}
    if mine.relation == Relation.HEAD.value and others:
        if new_head_id not in others:
            raise RuleBroken("family.head_leaves", field="new_head")
        make_head(session, rows, new_head_id)
    mine.until_on = on
    session.flush()


def make_head(session: Session, rows: dict[int, HouseholdMember], head_id: int) -> None:
    """Everyone's relation is told anew from the new head, as far as it can be known."""
    was = Relation(rows[head_id].relation)
    sexes = _sexes(session, rows)
    for id, row in rows.items():
        if id == head_id:
            row.relation = Relation.HEAD.value
            continue
        found = kinship.seen_from(was, Relation(row.relation), sexes[id])
        row.relation = found if found in set(Relation) else Relation.OTHER.value
    session.flush()


def _sexes(session: Session, ids: dict[int, HouseholdMember]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.sex).where(Person.id.in_(ids)))
    return {row.id: row.sex for row in rows}


def _family_with(session: Session, other: Person, on: date) -> Household:
    theirs = select(HouseholdMember.household_id).where(
        HouseholdMember.person_id == other.id, HouseholdMember.until_on.is_(None)
    )
    found = session.scalar(theirs.order_by(HouseholdMember.id.desc()).limit(1))
    if found is not None:
        return load(session, Household, found)
    household = Household(name=other.last_name or other.first_name or other.nickname or other.regno)
    session.add(household)
    session.flush()
    session.add(HouseholdMember(household_id=household.id, person_id=other.id, since_on=on))
    session.flush()
    return household


def _require_new(session: Session, household: Household, person: Person, relation: str) -> None:
    rows = members_now(session, household.id)
    if person.id in rows:
        raise RuleBroken("family.member_already", field="with_person")
    if relation == Relation.HEAD.value and any(row.relation == relation for row in rows.values()):
        raise RuleBroken("family.head_there", field="relation")


def _relation(code: str) -> str:
    try:
        return Relation(code).value
    except ValueError:
        raise RuleBroken("family.relation_missing", field="relation") from None


def members_now(session: Session, household_id: int) -> dict[int, HouseholdMember]:
    """The members of a family today, by person, in the order in which they came."""
    rows = select(HouseholdMember).where(
        HouseholdMember.household_id == household_id, HouseholdMember.until_on.is_(None)
    )
    return {row.person_id: row for row in session.scalars(rows.order_by(HouseholdMember.id))}


def _changes(
    session: Session, household_id: int, person: Person, text: str, left_id: int | None = None
) -> Changes:
    session.flush()
    touched = {id for one in (household_id, left_id) if one for id in members_now(session, one)}
    return Changes(
        people=frozenset({person.id, *touched}),
        households=frozenset(one for one in (household_id, left_id) if one),
        summary=text.format(name=full_name(person)),
    )


def _family(session: Session, household_id: int, name: str, day: date) -> Family:
    columns = (
        HouseholdMember.relation,
        HouseholdMember.since_on,
        HouseholdMember.until_on,
        Person.id,
        Person.regno,
        Person.title,
        Person.first_name,
        Person.middle_name,
        Person.last_name,
        Person.label,
        Person.sex,
        Person.birth_precision,
        Person.birth_first_on,
        Person.birth_estimated_on,
    )
    rows = select(*columns).join(Person, Person.id == HouseholdMember.person_id)
    rows = rows.where(HouseholdMember.household_id == household_id, Person.voided_at.is_(None))
    rows = rows.where(Person.id.not_in(veil_of(session).hidden))
    found = session.execute(rows.order_by(HouseholdMember.id)).all()
    people = tuple(_people(session, found, day))
    return Family(
        household_id,
        name,
        tuple(one for one in people if one.until_on is None),
        tuple(one for one in people if one.until_on is not None and one.until_on > one.since_on),
    )


def _people(session: Session, rows: Sequence[Any], day: date) -> Iterator[MemberOfFamily]:
    seen = veil_of(session)
    stays = select(Stay.person_id).where(
        Stay.person_id.in_([row.id for row in rows]), Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    present = set(session.scalars(stays))
    for row in rows:
        yield MemberOfFamily(
            person_id=row.id,
            name=seen.name(row.id, name_of(row), row.first_name),
            regno=row.regno,
            sex=row.sex,
            age=age_on(birth_of(row), day),
            relation=row.relation,
            is_present=row.id in present,
            since_on=row.since_on,
            until_on=row.until_on,
            may_be_opened=seen.sees(row.id),
        )
