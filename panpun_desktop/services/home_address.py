"""ภูมิลำเนา in its parts and in short: the address row is the truth, two columns of the person follow it.

``person.home_province`` and ``person.home_address`` are what lists, letters and reports read; nobody writes
them but through here. A form that knows only the short form has it read into parts.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Person, PersonAddress
from panpun_desktop.rules.address import Address, address_line, read_address, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy.orm import Session

HOME = "HOME"


def first_home(session: Session, person: Person) -> None:
    """Write the address row of someone just registered, who has none yet; the person must have an id."""
    address = _from_short(person.home_province, person.home_address)
    if address != Address():
        row = PersonAddress(person_id=person.id, kind=HOME)
        put_address(row, address)
        session.add(row)


def follow_home(session: Session, person: Person) -> None:
    """Bring the address row to what the person's short form says, where the two differ.

    Called after facts were put into a person's record (``settled_home``); the person must have an id.
    """
    row = session.scalars(
        select(PersonAddress).where(PersonAddress.person_id == person.id, PersonAddress.kind == HOME)
    ).one_or_none()
    if row is None:
        first_home(session, person)
    elif short_form(address_of(row)) != (person.home_province, person.home_address):
        put_address(row, _from_short(person.home_province, person.home_address))


def settled_home(province: str | None, line: str) -> tuple[str | None, str]:
    """The short form as the record keeps it: the line in its usual words, its province in its own column."""
    return short_form(_from_short(province, line)) if line else (province, "")


def home_rows(people: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The address rows of people who were inserted in bulk; none for those without a home."""
    for one in people:
        address = _from_short(one["home_province"], one["home_address"])
        if address != Address():
            yield {"person_id": one["id"], "kind": HOME, **asdict(address)}


def put_address(row: PersonAddress, address: Address) -> None:
    """Put the parts of an address into its row; only what differs is set."""
    for name, value in asdict(tidy(address)).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def put_home(person: Person, row: PersonAddress, address: Address) -> None:
    """Put a home into its row and in short into the person's record."""
    put_address(row, address)
    _say_in_short(person, address_of(row))


def address_of(row: PersonAddress) -> Address:
    """The parts of an address row."""
    return Address(**{name: getattr(row, name) or "" for name in asdict(Address())})


def short_form(address: Address) -> tuple[str | None, str]:
    """Province and the rest in one line, as the person's record has them."""
    line = " ".join(part for part in (address_line(address, with_province=False), address.postcode) if part)
    return address.province or None, line


def _say_in_short(person: Person, address: Address) -> None:
    province, line = short_form(address)
    if person.home_province != province:
        person.home_province = province
    if person.home_address != line:
        person.home_address = line


def _from_short(province: str | None, line: str) -> Address:
    """The parts of the short form; a province chosen counts more than one written in the line."""
    address = read_address(line or "")
    if not province:
        return address
    if address.province in ("", province):
        return replace(address, province=province)
    return Address(province=province, text=line.strip())
