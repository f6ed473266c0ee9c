"""The board of a night: every bed with who sleeps in it, who has none, and which beds can be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, or_, select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import Bed, BedBlock, BedUse, Building, HouseholdMember, Person, Room, Stay
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.names import short_name
from panpun_desktop.services.bed_rows import BedTile, Board, FreeBed, RoomCard, WithoutBed
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.stay_rows import (
    Away,
    Part,
    Place,
    away,
    bed_label,
    here_on,
    on_night,
    parts,
    places,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre

FREE, TAKEN, CLOSED = "free", "taken", "closed"


@dataclass
class Night:
    """All that is known of a night, read at once; the board, proposals and today's page take from it."""

    night: date
    centre: Centre
    beds: Sequence[Any]
    """Beds that exist that night, in the order of the board: room and building columns with them."""
    stays: Mapping[int, Any]
    """Stays of the night with the columns of their person, by stay id."""
    parts: Mapping[int, Part]
    places: Mapping[int, Place]
    away: Mapping[int, Away]
    blocked: Mapping[int, str]
    """Why a bed is closed, by bed id."""
    households: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """Household id and name, by person id."""

    @cached_property
    def sleepers(self) -> dict[int, Any]:
        """The stay that has each bed, by bed id; those who share are not among them."""
        return {
            place.bed_id: self.stays[stay_id]
            for stay_id, place in self.places.items()
            if place.shares_with is None
        }

    @cached_property
    def sharers(self) -> dict[int, list[Any]]:
        """The stays that share a bed, by bed id."""
        found: dict[int, list[Any]] = {}
        for stay_id, place in self.places.items():
            if place.shares_with is not None:
                found.setdefault(place.bed_id, []).append(self.stays[stay_id])
        return found

    def state_of(self, bed_id: int) -> str:
        """Whether the bed is taken, closed or free that night."""
        if bed_id in self.sleepers:
            return TAKEN
        return CLOSED if bed_id in self.blocked else FREE


def read_night(session: Session, night: date, centre: Centre) -> Night:
    """Read a night, past or coming."""
    stays = {row.stay_id: row for row in session.execute(_stays(night))}
    return Night(
        night,
        centre,
        beds=session.execute(_beds(night)).all(),
        stays=stays,
        parts=parts(session, stays, night, centre),
        places=places(session, stays, night),
        away=away(session, stays, night),
        blocked=_blocked(session, night),
        households=_households(session, [row.id for row in stays.values()]),
    )


def board(known: Night) -> Board:
    """The night as cards and tiles."""
    states = [known.state_of(bed.id) for bed in known.beds]
    rooms = tuple(_card(known, list(beds)) for _room, beds in groupby(known.beds, lambda bed: bed.room_id))
    return Board(
        known.night,
        rooms,
        _without_bed(known),
        taken=states.count(TAKEN),
        free=states.count(FREE),
        closed=states.count(CLOSED),
    )


def givable(session: Session, known: Night) -> tuple[FreeBed, ...]:
    """Beds free that night and not promised to anyone for a later one, in the order of the board."""
    promised = set(
        session.scalars(
            select(BedUse.bed_id).where(
                BedUse.bed_id.is_not(None),
                BedUse.start_on > known.night,
                or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on),
            )
        )
    )
    return tuple(
        FreeBed(bed.id, bed.room_id, bed_label(bed.room, bed.label), bed.room, bed.use)
        for bed in known.beds
        if known.state_of(bed.id) == FREE and bed.id not in promised
    )


def _stays(night: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Stay.id.label("stay_id"),
            Stay.version.label("stay_version"),
            Stay.channel,
            Stay.arrived_on,
            Stay.expected_leave_on,
            Person.id,
            Person.regno,
            Person.title,
            Person.first_name,
            Person.middle_name,
            Person.last_name,
            Person.nickname,
            Person.label,
            Person.sex,
            Person.birth_precision,
            Person.birth_first_on,
            Person.birth_estimated_on,
        )
        .join(Person, Person.id == Stay.person_id)
        .where(here_on(night))
        .order_by(Stay.arrived_on, Stay.id)
    )


def _beds(night: date) -> Select[*tuple[Any, ...]]:
    def is_open(closed_on: Any) -> Any:
        return or_(closed_on.is_(None), closed_on > night)

    return (
        select(
            Bed.id,
            Bed.version,
            Bed.label,
            Bed.is_extra,
            Bed.room_id,
            Room.name.label("room"),
            Room.use,
            Building.name.label("building"),
        )
        .join(Room, Room.id == Bed.room_id)
        .join(Building, Building.id == Room.building_id)
        .where(
            Bed.opened_on <= night,
            is_open(Bed.closed_on),
            is_open(Room.closed_on),
            is_open(Building.closed_on),
        )
        .order_by(
            Building.position, Building.id, Room.position, Room.id, Bed.is_extra, Bed.position, Bed.label
        )
    )


def _blocked(session: Session, night: date) -> dict[int, str]:
    rows = session.execute(
        select(BedBlock.bed_id, BedBlock.reason).where(on_night(BedBlock.start_on, BedBlock.end_on, night))
    )
    return {row.bed_id: row.reason for row in rows}


def _households(session: Session, person_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Household and its name; an unnamed one is called by its head's last name."""
    from panpun_desktop.services.family_rows import household_names

    rows = session.execute(
        select(HouseholdMember.person_id, HouseholdMember.household_id).where(
            HouseholdMember.person_id.in_(list(person_ids)), HouseholdMember.until_on.is_(None)
        )
    ).all()
    names = household_names(session, {row.household_id for row in rows})
    return {person: (household, names.get(household, "")) for person, household in rows}


def _card(known: Night, beds: list[Any]) -> RoomCard:
    tiles = tuple(_tile(known, bed) for bed in beds)
    first = beds[0]
    note = _note(known, first.use, tiles)
    return RoomCard(first.room_id, first.building, first.room, first.use, tiles, note)


def _tile(known: Night, bed: Any) -> BedTile:
    state = known.state_of(bed.id)
    fixed = {
        "bed_id": bed.id,
        "label": bed.label,
        "full_label": bed_label(bed.room, bed.label),
        "state": state,
        "is_extra": bed.is_extra,
        "bed_version": bed.version,
        "closed_reason": known.blocked.get(bed.id, "") if state == CLOSED else "",
    }
    if state != TAKEN:
        return BedTile(**fixed)
    stay = known.sleepers[bed.id]
    return BedTile(
        **fixed,
        **_person_columns(stay),
        **_clock_columns(known.parts.get(stay.stay_id)),
        absent=known.away[stay.stay_id].kind if stay.stay_id in known.away else "",
        sharers=tuple(_short(one) for one in known.sharers.get(bed.id, ())),
    )


def _person_columns(stay: Any) -> dict[str, Any]:
    return {
        "stay_id": stay.stay_id,
        "stay_version": stay.stay_version,
        "person_id": stay.id,
        "short_name": _short(stay),
        "name": name_of(stay),
        "regno": stay.regno,
        "sex": stay.sex,
    }


def _clock_columns(part: Part | None) -> dict[str, Any]:
    if part is None:
        return {}
    return {
        "service_type": str(part.service_type),
        "accompanying": part.accompanying,
        "day": part.clock.day,
        "limit": part.clock.limit,
        "level": str(part.clock.level),
    }


def _short(stay: Any) -> str:
    return short_name(stay.first_name, stay.last_name, stay.nickname, stay.sex, stay.label)


def _note(known: Night, use: str, tiles: Sequence[BedTile]) -> str:
    """6 เตียง · ว่าง 1; a family room says whose it is, or that it is empty."""
    free = sum(tile.state == FREE for tile in tiles)
    if use == RoomUse.FAMILY:
        if free == len(tiles):
            return _("the whole room is free")
        if family := _only_family(known, tiles):
            return family
    return _("{beds} beds · {free} free").format(beds=len(tiles), free=free)


def _only_family(known: Night, tiles: Sequence[BedTile]) -> str:
    people = [tile.person_id for tile in tiles if tile.person_id is not None]
    families = {known.households.get(one) for one in people}
    family = families.pop() if len(families) == 1 and len(people) > 1 else None
    return _("Family {name}").format(name=family[1]) if family and family[1] else ""


def _without_bed(known: Night) -> tuple[WithoutBed, ...]:
    """Who stays without a bed; those away for the night need none."""
    return tuple(
        WithoutBed(stay_id, stay.stay_version, stay.id, name_of(stay), detail_of(known, stay))
        for stay_id, stay in known.stays.items()
        if stay_id not in known.places and stay_id not in known.away
    )


def detail_of(known: Night, stay: Any) -> str:
    """ชาย 47 ปี · มาด้วยตนเอง."""
    age = age_on(birth_of(stay), known.night)
    sex = known.centre.label("sex", stay.sex)
    aged = _("{sex} {age} years").format(sex=sex, age=age) if age is not None else sex
    channel = known.centre.label("channel", stay.channel)
    return " · ".join(part for part in (aged, channel) if part)


def bed_on(session: Session, bed_id: int, night: date) -> Any:
    """The bed with its room as it is that night, or None."""
    return session.execute(_beds(night).where(Bed.id == bed_id)).one_or_none()


def block_on(session: Session, bed_id: int, night: date) -> BedBlock | None:
    """The closing that holds for a bed that night."""
    is_ours = and_(BedBlock.bed_id == bed_id, on_night(BedBlock.start_on, BedBlock.end_on, night))
    return session.scalars(select(BedBlock).where(is_ours)).first()
