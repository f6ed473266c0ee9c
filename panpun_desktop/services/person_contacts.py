"""Other names, further telephones and the three addresses of a person (domain.md §3.3, §3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_text import normalise, search_key
from panpun_desktop.models import PersonAddress, PersonName, PersonPhone
from panpun_desktop.rules import places
from panpun_desktop.rules.address import Address, address_line
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.home_address import HOME, address_of, put_address, put_home
from panpun_desktop.services.person_parts import VoidPart, changed, part_of, person_seen, put, void_part
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork

ADDRESS_KINDS = ("REGISTERED", HOME, "CURRENT")


@dataclass(frozen=True)
class NameRow:
    """Another name, as written."""

    id: int
    version: int
    kind: str
    label: str
    text: str
    until_on: date | None


@dataclass(frozen=True)
class SaveName:
    """Add another name, or change the one with ``id`` as it was seen."""

    person_id: int
    text: str
    kind: str = "ALIAS"
    until_on: date | None = None
    id: int | None = None
    seen_version: int | None = None


@dataclass(frozen=True)
class PhoneRow:
    """A further number."""

    id: int
    version: int
    number: str
    whose: str
    is_unsafe: bool
    note: str


@dataclass(frozen=True)
class SavePhone:
    """Add a number, or change the one with ``id`` as it was seen."""

    person_id: int
    number: str
    whose: str = ""
    is_unsafe: bool = False
    note: str = ""
    id: int | None = None
    seen_version: int | None = None


@dataclass(frozen=True)
class AddressRow:
    """One of the three addresses; ``version`` None: nothing is kept yet."""

    kind: str
    label: str
    address: Address
    line: str
    problem: str
    """Part that no known place has: province, district, subdistrict, postcode; or nothing."""
    version: int | None
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True)
class SaveAddress:
    """Keep one of the three addresses as a whole; an empty one empties it."""

    person_id: int
    kind: str
    address: Address
    latitude: str = ""
    longitude: str = ""
    seen_version: int | None = None


@dataclass(frozen=True)
class Contacts:
    """All of it for one page."""

    names: tuple[NameRow, ...] = ()
    phones: tuple[PhoneRow, ...] = ()
    addresses: tuple[AddressRow, ...] = field(default_factory=tuple)


def contacts(work: UnitsOfWork, by: Actor, person_id: int) -> Contacts:
    """Names, numbers and addresses; nothing of somebody whose page the actor may not open."""
    with work.reading(by, "person.read") as session:
        if not veil_of(session).sees(person_id):
            return Contacts()
        return Contacts(
            _names(session, person_id), further_phones(session, person_id), _addresses(session, person_id)
        )


def save_name(work: UnitsOfWork, by: Actor, request: SaveName) -> Changes:
    """Keep an alias or a former name; it is found by the search."""
    text = " ".join(normalise(request.text).split())
    with work.writing(by, "person.edit") as session:
        if not text:
            raise RuleBroken("person.name_missing", field="text")
        row = part_of(session, PersonName, request.person_id, request.id, request.seen_version)
        put(row, kind=request.kind, text=text, name_key=search_key(text), until_on=request.until_on)
    return changed(request.person_id, _("Name kept: {name}").format(name=text))


def void_name(work: UnitsOfWork, by: Actor, request: VoidPart) -> Changes:
    """Take another name away."""
    with work.writing(by, "person.edit") as session:
        row = void_part(session, PersonName, request)
    return changed(row.person_id, _("Name taken away: {name}").format(name=row.text))


def save_phone(work: UnitsOfWork, by: Actor, request: SavePhone) -> Changes:
    """Keep a further number; anything may be typed, a known form is put in its usual groups."""
    number = format_phone(request.number)
    with work.writing(by, "person.edit") as session:
        if not number:
            raise RuleBroken("person.phone_missing", field="number")
        row = part_of(session, PersonPhone, request.person_id, request.id, request.seen_version)
        put(
            row,
            number=number,
            whose=normalise(request.whose).strip(),
            is_unsafe=request.is_unsafe,
            note=normalise(request.note).strip(),
        )
    return changed(request.person_id, _("Telephone kept"))


def void_phone(work: UnitsOfWork, by: Actor, request: VoidPart) -> Changes:
    """Take a number away."""
    with work.writing(by, "person.edit") as session:
        row = void_part(session, PersonPhone, request)
    return changed(row.person_id, _("Telephone taken away"))


def save_address(work: UnitsOfWork, by: Actor, request: SaveAddress) -> Changes:
    """Keep an address; an unknown place is kept as typed. The home is said in short on the person too."""
    with work.writing(by, "person.edit") as session:
        person = person_seen(session, request.person_id)
        row = _address(session, request.person_id, request.kind)
        part_id = row.id if row is not None else None
        row = part_of(session, PersonAddress, request.person_id, part_id, request.seen_version)
        row.kind = request.kind
        if request.kind == HOME:
            put_home(person, row, request.address)
        else:
            put_address(row, request.address)
        put(row, latitude=request.latitude.strip(), longitude=request.longitude.strip())
        label = read_centre(session).label("address_kind", request.kind)
    return changed(request.person_id, _("Address kept: {kind}").format(kind=label))


def _address(session: Session, person_id: int, kind: str) -> PersonAddress | None:
    return session.scalars(
        select(PersonAddress).where(PersonAddress.person_id == person_id, PersonAddress.kind == kind)
    ).one_or_none()


def _names(session: Session, person_id: int) -> tuple[NameRow, ...]:
    centre = read_centre(session)
    rows = session.scalars(
        select(PersonName)
        .where(PersonName.person_id == person_id, PersonName.voided_at.is_(None))
        .order_by(PersonName.id)
    )
    return tuple(
        NameRow(one.id, one.version, one.kind, centre.label("name_kind", one.kind), one.text, one.until_on)
        for one in rows
    )


def further_phones(session: Session, person_id: int) -> tuple[PhoneRow, ...]:
    """The numbers beside the first one, in their order; the caller asks whether they may be seen."""
    rows = session.scalars(
        select(PersonPhone)
        .where(PersonPhone.person_id == person_id, PersonPhone.voided_at.is_(None))
        .order_by(PersonPhone.position, PersonPhone.id)
    )
    return tuple(
        PhoneRow(one.id, one.version, one.number, one.whose, one.is_unsafe, one.note) for one in rows
    )


def _addresses(session: Session, person_id: int) -> tuple[AddressRow, ...]:
    centre = read_centre(session)
    rows = session.scalars(select(PersonAddress).where(PersonAddress.person_id == person_id))
    there = {one.kind: one for one in rows}
    return tuple(
        _address_row(kind, centre.label("address_kind", kind), there.get(kind)) for kind in ADDRESS_KINDS
    )


def _address_row(kind: str, label: str, row: PersonAddress | None) -> AddressRow:
    if row is None:
        return AddressRow(kind, label, Address(), "", "", None)
    address = address_of(row)
    problem = places.problem(address.known_place)
    return AddressRow(
        kind, label, address, address_line(address), problem, row.version, row.latitude, row.longitude
    )
