"""Beds proposed for those who have none: people who stay, then those who wait, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import BedReservation, Person, WaitingEntry
from panpun_desktop.rules import bed as rules
from panpun_desktop.rules import bed_plan, roles
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.codes import RoomUse, Sex
from panpun_desktop.services import bed_board, bed_plans
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.keeping_apart import separation
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.register import full_name
from panpun_desktop.services.reservations import holds_now
from panpun_desktop.services.visibility import veil
from panpun_desktop.services.waiting_rows import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.visibility import Veil
    from panpun_desktop.store.unit_of_work import UnitsOfWork

MOST_WAITING = 6
"""Entries of the waiting list that are placed at once; more would only promise what is not there."""


@dataclass(frozen=True)
class BedOffer:
    """One bed proposed for one person: of a stay without a bed, or of an entry of the waiting list."""

    name: str
    bed_id: int | None
    """None: an extra mattress in the room, or beside another."""
    label: str
    room_id: int | None
    reasons: tuple[str, ...]
    fits: bool
    stay_id: int | None = None
    stay_version: int = 0
    person_id: int | None = None
    waiting_id: int | None = None
    shares_with_stay_id: int | None = None


@dataclass(frozen=True)
class _Group:
    """People who are to be placed together."""

    sleepers: tuple[rules.Sleeper, ...]
    names: tuple[str, ...]
    stays: tuple[Any, ...] = ()
    waiting_id: int | None = None
    use: str = RoomUse.ANY.value
    people: tuple[int, ...] = ()
    """Those of the register, so that nobody is put where whom they must not meet sleeps."""


def offers(work: UnitsOfWork, by: Actor, night: date) -> tuple[BedOffer, ...]:
    """A bed for everybody without one that night, with the reasons; families together."""
    with work.reading(by, "bed.read") as session:
        return offered_beds(session, by, night, read_centre(session), veil(session, by))


def offered_beds(
    session: Session, by: Actor, night: date, centre: Centre, seen: Veil
) -> tuple[BedOffer, ...]:
    """``offers`` inside a unit of work; each bed is proposed once."""
    known = bed_board.read_night(session, night, centre, seen)
    groups = [*_of_stays(known), *(_of_waiting(session, known) if roles.may(by, "waiting.read") else ())]
    if not groups:
        return ()
    rooms = list(bed_plans.rooms_of(session, known))
    building_of = {bed.room_id: bed.building_id for bed in known.beds}
    found: list[BedOffer] = []
    for group in groups:
        shut = separation(session, group.people, known)
        open_rooms = [room for room in rooms if building_of[room.room_id] not in shut]
        plan = bed_plan.propose(group.sleepers, _suiting(group, open_rooms), centre.limits)[0]
        plan = _unasked(group, plan, rooms)
        found += _offers(group, plan)
        rooms = _without(rooms, {one.bed_id for one in plan.placements})
    return tuple(found)


def _of_stays(known: bed_board.Night) -> Iterator[_Group]:
    """Those who stay without a bed, by family; who is hidden is left to those who may see them."""
    together: dict[str, list[Any]] = {}
    for stay in bed_board.bedless(known):
        if stay.id not in known.seen.hidden:
            household = known.households.get(stay.id)
            together.setdefault(f"h{household[0]}" if household else f"s{stay.stay_id}", []).append(stay)
    for stays in together.values():
        yield _Group(
            tuple(bed_plans.sleeper_of(known, stay) for stay in stays),
            tuple(bed_board.seen_of(known.seen, stay) for stay in stays),
            tuple(stays),
            people=tuple(stay.id for stay in stays),
        )


def _of_waiting(session: Session, known: bed_board.Night) -> Iterator[_Group]:
    """Entries without a bed held for them, in the order of the list."""
    from panpun_desktop.services.waiting import order_of

    held = set(session.scalars(select(BedReservation.waiting_id).where(holds_now(session))))
    rows = session.execute(
        select(WaitingEntry, Person)
        .outerjoin(Person, Person.id == WaitingEntry.person_id)
        .where(WaitingEntry.state == WAITING, WaitingEntry.voided_at.is_(None))
    ).all()
    waiting = [row for row in rows if row[0].id not in held and row[0].person_id not in known.seen.hidden]
    waiting.sort(key=lambda row: order_of(row[0], known.centre, known.night))
    for entry, person in waiting[:MOST_WAITING]:
        name = entry.name
        if person is not None:
            name = known.seen.name(person.id, full_name(person), person.first_name)
        yield _Group(
            tuple(_sleepers(entry, person, known)),
            tuple([name] * entry.people),
            waiting_id=entry.id,
            use=entry.room_use,
            people=(entry.person_id,) if entry.person_id is not None else (),
        )


def _sleepers(entry: WaitingEntry, person: Person | None, known: bed_board.Night) -> Iterator[rules.Sleeper]:
    """As many as wait; of children only that they are minors is known."""
    family = f"w{entry.id}"
    sex, age = Sex.U.value, None
    if person is not None:
        sex, age = person.sex, age_on(birth_of(person), known.night)
    grown = known.centre.limits.adult_age
    for number in range(entry.people):
        is_child = number >= entry.people - entry.children
        own_age = grown - 1 if is_child else grown
        yield rules.Sleeper(
            f"{family}.{number}",
            sex if number == 0 else Sex.U.value,
            age if number == 0 and age is not None else own_age,
            family=family,
        )


def _suiting(group: _Group, rooms: Sequence[rules.Room]) -> Sequence[rules.Room]:
    """Rooms of the kind that was asked for (families: theirs), if one of them has beds enough; else all."""
    is_open = group.use == RoomUse.ANY.value and len(group.sleepers) > 1
    use = RoomUse.FAMILY.value if is_open else group.use
    wanted = [one for one in rooms if one.use.value == use and len(one.free) >= len(group.sleepers)]
    return wanted or rooms


def _unasked(group: _Group, plan: bed_plan.BedPlan, rooms: Sequence[rules.Room]) -> bed_plan.BedPlan:
    """The plan as it is offered: no bed of a room for others, unless they asked for such a room."""
    asked = {room.room_id for room in rooms if room.use.value == group.use}
    if not any(one.is_left_to_choice and one.room_id not in asked for one in plan.placements):
        return plan
    why = (_("Only beds in rooms for others are free: choose by hand"),)
    none = tuple(bed_plan.Placement(one.key, None, "", reasons=why) for one in plan.placements)
    return replace(plan, placements=none, reasons=why)


def _without(rooms: Sequence[rules.Room], beds: set[int | None]) -> list[rules.Room]:
    return [replace(room, free=tuple(bed for bed in room.free if bed.bed_id not in beds)) for room in rooms]


def _offers(group: _Group, plan: bed_plan.BedPlan) -> Iterator[BedOffer]:
    reasons_for = _for(plan)
    stay_of = {str(stay.stay_id): stay for stay in group.stays}
    for name, place in zip(group.names, plan.placements, strict=True):
        stay = stay_of.get(place.key)
        host = stay_of.get(place.shares_with or "")
        yield BedOffer(
            name,
            place.bed_id,
            place.label,
            place.room_id,
            (*reasons_for, *(one for one in place.reasons if one not in reasons_for)),
            place.fits,
            stay_id=stay.stay_id if stay is not None else None,
            stay_version=stay.stay_version if stay is not None else 0,
            person_id=stay.id if stay is not None else None,
            waiting_id=group.waiting_id,
            shares_with_stay_id=host.stay_id if host is not None else None,
        )


def _for(plan: bed_plan.BedPlan) -> tuple[str, ...]:
    """What speaks for and against the plan; that nothing speaks against it is said too."""
    return plan.reasons or (_("Nothing speaks against this bed"),)
