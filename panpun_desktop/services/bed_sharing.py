"""An infant who comes to a family later may share the bed of somebody grown of it (domain.md R-FAM-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import HouseholdMember, Stay
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import is_infant_on
from panpun_desktop.rules.codes import Relation, Sex
from panpun_desktop.rules.family import FamilyMember, is_guardian
from panpun_desktop.services import bed_board, bed_uses
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import veil
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class BedToShare:
    """Somebody grown of the family with a bed of their own."""

    stay_id: int
    name: str
    bed: str


@dataclass(frozen=True)
class SharingOffer:
    """An infant who stays here, and whose beds they could share."""

    stay_id: int
    stay_version: int
    bed: str
    """The place the infant has that night; empty without one."""
    hosts: tuple[BedToShare, ...]


@dataclass(frozen=True)
class ShareBed:
    """The infant sleeps in the bed of another stay from the day of joining on."""

    stay_id: int
    seen_version: int
    shares_with_stay_id: int


def offer_to_share(
    work: UnitsOfWork, by: Actor, person_id: int, with_person_id: int, on: date
) -> SharingOffer | None:
    """Whose bed a person could share who comes to another's family on a day.

    None unless they are an infant who stays here and sleeps with none of the family yet, or when the
    actor may move nobody.
    """
    with work.reading(by, "bed.read") as session:
        if not roles.may(by, "bed.move"):
            return None
        known = bed_board.read_night(session, _night(session, on), read_centre(session), veil(session, by))
        stay = next((one for one in known.stays.values() if one.id == person_id), None)
        if stay is None or not is_infant_on(birth_of(stay), known.night, known.centre.limits):
            return None
        hosts = tuple(_hosts(session, known, person_id, with_person_id))
        place = known.places.get(stay.stay_id)
        sleeps_with = place.shares_with if place is not None else None
        if not hosts or sleeps_with in {one.stay_id for one in hosts}:
            return None
        return SharingOffer(stay.stay_id, stay.stay_version, _label(known, stay.stay_id), hosts)


def share_bed(session: Session, by: Actor, person_id: int, request: ShareBed, on: date) -> int | None:
    """Put an infant into the bed of somebody of the family; the bed that they had is free, its id returned.

    RuleBroken ``stay.not_open``; EditConflict when the stay was changed meanwhile.
    """
    roles.require(by, "bed.move")
    stay = load(session, Stay, request.stay_id, seen=request.seen_version)
    host = load(session, Stay, request.shares_with_stay_id)
    if stay.person_id != person_id or any(one.left_on or one.voided_at for one in (stay, host)):
        raise RuleBroken("stay.not_open")
    night = max(_night(session, on), stay.arrived_on)
    before = bed_uses.place_now(session, stay.id, night)
    bed_uses.put_to_bed(session, stay, None, host.id, night)
    return before.bed_id if before is not None else None


def _night(session: Session, on: date) -> date:
    """Nights that are over stay as they were."""
    return max(on, local(clock_of(session)).date())


def hosts_of(session: Session, known: Night, household_id: int) -> tuple[BedToShare, ...]:
    """Whose bed an infant could share who is admitted into a family that is here; women first (R-FAM-2)."""
    relations = _members(session, household_id)
    women = {one.stay_id for one in known.stays.values() if one.sex == Sex.F}
    taken = {place.shares_with for place in known.places.values()}
    hosts = (one for one in _grown(known, relations) if one.stay_id not in taken)
    return tuple(sorted(hosts, key=lambda one: one.stay_id not in women))


def _hosts(session: Session, known: Night, person_id: int, with_person_id: int) -> Iterator[BedToShare]:
    """The head first: whom the child came to is mostly theirs."""
    relations = _relations(session, with_person_id)
    return _grown(known, {person: one for person, one in relations.items() if person != person_id})


def _grown(known: Night, relations: Mapping[int, Relation]) -> Iterator[BedToShare]:
    order = {person: number for number, person in enumerate(relations)}
    present = [one for one in known.stays.values() if one.id in relations]
    for stay in sorted(present, key=lambda one: order[one.id]):
        place = known.places.get(stay.stay_id)
        if place is None or place.shares_with is not None or stay.id in known.seen.hidden:
            continue
        member = FamilyMember(str(stay.stay_id), "", relations[stay.id], birth_of(stay))
        if is_guardian(member, known.night, known.centre.limits):
            yield BedToShare(stay.stay_id, bed_board.seen_of(known.seen, stay), _label(known, stay.stay_id))


def _relations(session: Session, with_person_id: int) -> dict[int, Relation]:
    """Who is in the person's family and what they are to its head, the head first; alone, the person."""
    is_now = HouseholdMember.until_on.is_(None)
    theirs = select(HouseholdMember.household_id).where(HouseholdMember.person_id == with_person_id, is_now)
    household = session.scalar(theirs.order_by(HouseholdMember.id.desc()).limit(1))
    if household is None:
        return {with_person_id: Relation.HEAD}
    return _members(session, household)


def _members(session: Session, household: int) -> dict[int, Relation]:
    """Who is in a household now, the head first."""
    is_now = HouseholdMember.until_on.is_(None)
    members = select(HouseholdMember.person_id, HouseholdMember.relation).where(
        HouseholdMember.household_id == household, is_now
    )
    rows: list[Any] = list(session.execute(members.order_by(HouseholdMember.id)))
    rows.sort(key=lambda row: row.relation != Relation.HEAD.value)
    return {row.person_id: Relation(row.relation) for row in rows}


def _label(known: Night, stay_id: int) -> str:
    place = known.places.get(stay_id)
    return place.label if place is not None else ""
