"""The board of a night: every bed with who sleeps in it, who has none, and which beds can be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, or_, select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Bed, BedBlock, BedUse, Building, HouseholdMember, Person, Room, Stay
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.names import short_name
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.bed_rows import FreeBed
from panpun_desktop.services.nameless import seen_together
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.reservations import Reserved, given_to, reserved_after, reserved_on
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
from panpun_desktop.services.visibility import Veil, veil_of

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
    blocks: Mapping[int, Any] = field(default_factory=dict)
    """The closing that holds, with kind and end, by bed id."""
    reserved: Mapping[int, Reserved] = field(default_factory=dict)
    """The promise that holds, by bed id."""
    reserved_later: Mapping[int, Reserved] = field(default_factory=dict)
    """The next promise for nights after this one, by bed id."""
    coming: Sequence[Any] = ()
    """Uses of beds planned for later nights with their people, the last one first."""
    seen: Veil = field(default_factory=Veil)
    """Whose eyes look at the night (R-SAF-1)."""

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

    def comes_next(self, bed_id: int) -> str:
        """Who is to come into the bed next, and from which night."""
        row = next((one for one in reversed(self.coming) if one.bed_id == bed_id), None)
        if row is not None:
            return _from_day(seen_of(self.seen, row), row.start_on)
        later = self.reserved_later.get(bed_id)
        return later.from_text() if later else ""

    def promised(self, bed_id: int) -> str:
        """Whom a bed is promised to, that night or later, and from or until when."""
        if bed_id in self.reserved:
            return given_to(self.reserved[bed_id])
        later = self.reserved_later.get(bed_id)
        return later.from_text() if later else ""

    def promised_against(
        self, bed_id: int, leaves_on: date | None, person_id: int | None, waiting_id: int | None = None
    ) -> str:
        """The promise to another on a night that someone would sleep in the bed, or nothing."""
        for one in (self.reserved.get(bed_id), self.reserved_later.get(bed_id)):
            if one is None or one.is_of(person_id, waiting_id):
                continue
            if leaves_on is None or one.start_on < leaves_on:
                return given_to(one) if one.holds_on(self.night) else one.from_text()
        return ""

    def moves_to(self, stay_id: int) -> str:
        """Where someone is to move next, and from which night."""
        row = next((one for one in reversed(self.coming) if one.stay_id == stay_id), None)
        return "" if row is None else _from_day(bed_label(row.room, row.bed), row.start_on)

    def state_of(self, bed_id: int) -> str:
        """Whether the bed is taken, closed or free that night."""
        if bed_id in self.sleepers:
            return TAKEN
        return CLOSED if bed_id in self.blocked else FREE


def read_night(session: Session, night: date, centre: Centre, seen: Veil | None = None) -> Night:
    """Read a night, past or coming, with the names its reader may see; hidden people are counted.

    Without ``seen`` for figures alone: promises and coming moves are left out.
    """
    rows = session.execute(_stays(night)).all()
    looks = seen_together(session, veil_of(session), [row.id for row in rows])
    stays = {row.stay_id: looks.covered(row) for row in rows}
    blocks = _blocks(session, night)
    return Night(
        night,
        centre,
        beds=session.execute(_beds(night)).all(),
        stays=stays,
        parts=parts(session, stays, night, centre),
        places=places(session, stays, night),
        away=away(session, stays, night),
        blocked={bed_id: block.reason for bed_id, block in blocks.items()},
        households=households_of(session, [row.id for row in stays.values()]),
        blocks=blocks,
        reserved=reserved_on(session, night, looks) if seen is not None else {},
        reserved_later=reserved_after(session, night, looks) if seen is not None else {},
        coming=_coming(session, night) if seen is not None else (),
        seen=looks,
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
        FreeBed(
            bed.id,
            bed.room_id,
            bed_label(bed.room, bed.label),
            bed.room,
            bed.use,
            known.promised(bed.id),
        )
        for bed in known.beds
        if known.state_of(bed.id) == FREE and bed.id not in promised
    )


_NAMES = (
    Person.id,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.nickname,
    Person.label,
    Person.sex,
)


def _stays(night: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Stay.id.label("stay_id"),
            Stay.version.label("stay_version"),
            Stay.channel,
            Stay.arrived_on,
            Stay.expected_leave_on,
            Person.regno,
            *_NAMES,
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
            Room.building_id,
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


def _blocks(session: Session, night: date) -> dict[int, Any]:
    columns = (BedBlock.bed_id, BedBlock.reason, BedBlock.kind, BedBlock.end_on)
    rows = session.execute(select(*columns).where(on_night(BedBlock.start_on, BedBlock.end_on, night)))
    return {row.bed_id: row for row in rows}


def _coming(session: Session, night: date) -> Sequence[Any]:
    """Uses that begin after the night, the last one first."""
    bed = (BedUse.bed_id, Room.name.label("room"), Bed.label.label("bed"))
    return session.execute(
        select(*bed, BedUse.stay_id, BedUse.start_on, *_NAMES)
        .join(Bed, Bed.id == BedUse.bed_id)
        .join(Room, Room.id == Bed.room_id)
        .join(Stay, Stay.id == BedUse.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(
            BedUse.start_on > night,
            Stay.voided_at.is_(None),
            or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on),
        )
        .order_by(BedUse.start_on.desc())
    ).all()


def _from_day(words: str, day: date) -> str:
    return _("{name} from {day}").format(name=words, day=format_date(day, "short"))


def households_of(session: Session, person_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Household and its name; an unnamed one is called by its head's last name."""
    from panpun_desktop.services.family_rows import household_names

    rows = session.execute(
        select(HouseholdMember.person_id, HouseholdMember.household_id).where(
            HouseholdMember.person_id.in_(list(person_ids)), HouseholdMember.until_on.is_(None)
        )
    ).all()
    names = household_names(session, {row.household_id for row in rows})
    return {person: (household, names.get(household, "")) for person, household in rows}


def seen_of(seen: Veil, stay: Any, *, short: bool = False) -> str:
    """The name of a row with a person's name columns, whole or short, as it may be shown."""
    full = name_of(stay)
    if short and seen.sight(stay.id) is Sight.MASKED:
        return _("Masked")
    if short:
        full = short_name(stay.first_name, stay.last_name, stay.nickname, stay.sex, stay.label)
    return seen.name(stay.id, full, stay.first_name)


def bedless(known: Night) -> list[Any]:
    """The stays that have no bed; those away for the night need none."""
    return [
        stay
        for stay_id, stay in known.stays.items()
        if stay_id not in known.places and stay_id not in known.away
    ]


def detail_of(known: Night, stay: Any) -> str:
    """ชาย 47 ปี · มาด้วยตนเอง; of a masked person nothing but the register number."""
    if not known.seen.sees(stay.id):
        return str(stay.regno)
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
