"""Things the centre keeps for people: taken in, listed, given back (domain.md §4.3, ทรัพย์สินติดตัว)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Belonging, Person, Stay
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import veil

_BETWEEN = re.compile(r"[\n,;]+")

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Item:
    """One thing taken in."""

    item: str
    quantity: str = ""
    kept_at: str = ""
    """Locker, safe, room."""
    note: str = ""


@dataclass(frozen=True)
class ReceiveBelongings:
    """Keep things for a person from a day on."""

    person_id: int
    items: tuple[Item, ...]
    on: date


@dataclass(frozen=True)
class ReturnBelongings:
    """Give things back: (belonging id, version seen)."""

    belongings: tuple[tuple[int, int], ...]
    on: date
    to: str = ""
    """Who took them, when it was not the person."""


@dataclass(frozen=True)
class EditBelonging:
    """Correct what was written about a thing that is still here."""

    belonging_id: int
    seen_version: int
    item: Item


@dataclass(frozen=True)
class BelongingRow:
    """One thing with its owner as the role may see them."""

    id: int
    version: int
    person_id: int
    name: str
    regno: str
    is_present: bool
    """The owner stays in the centre now."""
    item: str
    quantity: str
    kept_at: str
    received_on: date
    returned_on: date | None
    returned_to: str
    note: str


def receive_belongings(work: UnitsOfWork, by: Actor, request: ReceiveBelongings) -> Changes:
    """Take things in; RuleBroken ``belonging.item_missing`` for a line without words."""
    with work.writing(by, "belonging.edit") as session:
        items = [one for one in request.items if one.item.strip()]
        if not items:
            raise RuleBroken("belonging.item_missing", field="item")
        if request.on > today(work.clock):
            raise RuleBroken("belonging.day_to_come", field="on")
        person = load_known(session, request.person_id)
        stay_id = _open_stay(session, person.id)
        kept = []
        for one in items:
            row = Belonging(
                person_id=person.id, stay_id=stay_id, received_on=request.on, received_by_id=by.user_id
            )
            _write(row, one)
            session.add(row)
            kept.append(row)
        name = veil(session, by).name(person.id, full_name(person))
        session.flush()
        return Changes(
            people=frozenset({person.id}),
            belongings=frozenset(one.id for one in kept),
            summary=_("Keeping {n} things of {name}").format(n=len(items), name=name),
        )


def things_in(text: str) -> tuple[str, ...]:
    """The things in words with commas, semicolons or line breaks between them."""
    return tuple(one.strip() for one in _BETWEEN.split(text) if one.strip())


def keep_at_admission(session: Session, by: Actor, person_id: int, stay_id: int, text: str, on: date) -> None:
    """Keep what somebody brought along, inside the unit of work of the admission."""
    for one in things_in(text):
        session.add(
            Belonging(
                person_id=person_id, stay_id=stay_id, item=one, received_on=on, received_by_id=by.user_id
            )
        )


def return_belongings(work: UnitsOfWork, by: Actor, request: ReturnBelongings) -> Changes:
    """Give things back; what was given back already is refused."""
    with work.writing(by, "belonging.edit") as session:
        people = give_back(session, by, request)
        text = _("Gave back {n} things").format(n=len(request.belongings))
        ids = frozenset(id for id, _seen in request.belongings)
        return Changes(people=people, belongings=ids, summary=text)


def give_back(session: Session, by: Actor, request: ReturnBelongings) -> frozenset[int]:
    """``return_belongings`` inside a unit of work that is already open; gives whose they were."""
    people = set()
    for id, seen in request.belongings:
        row = load(session, Belonging, id, seen)
        if row.returned_on is not None or row.voided_at is not None:
            raise RuleBroken("belonging.returned_already", field="belonging")
        if request.on < row.received_on:
            raise RuleBroken("belonging.returned_before", field="on")
        row.returned_on, row.returned_by_id = request.on, by.user_id
        row.returned_to = request.to.strip()
        people.add(row.person_id)
    return frozenset(people)


def edit_belonging(work: UnitsOfWork, by: Actor, request: EditBelonging) -> Changes:
    """Correct the words of a thing."""
    with work.writing(by, "belonging.edit") as session:
        row = load(session, Belonging, request.belonging_id, request.seen_version)
        if not request.item.item.strip():
            raise RuleBroken("belonging.item_missing", field="item")
        _write(row, request.item)
        return Changes(people=frozenset({row.person_id}), summary=_("Saved"))


def belongings(
    work: UnitsOfWork, by: Actor, person_id: int | None = None, *, kept_only: bool = True
) -> tuple[BelongingRow, ...]:
    """What is kept, of one person or of all, the oldest first; hidden people's things are left out."""
    with work.reading(by, "person.read") as session:
        return read_belongings(session, by, person_id, kept_only=kept_only)


def read_belongings(
    session: Session, by: Actor, person_id: int | None = None, *, kept_only: bool = True
) -> tuple[BelongingRow, ...]:
    """``belongings`` inside a unit of work."""
    seen = veil(session, by)
    rows = (
        select(Belonging, *_PERSON)
        .join(Person, Person.id == Belonging.person_id)
        .where(Belonging.voided_at.is_(None), Belonging.person_id.not_in(seen.hidden))
        .order_by(Belonging.received_on, Belonging.id)
    )
    if kept_only:
        rows = rows.where(Belonging.returned_on.is_(None))
    if person_id is not None:
        rows = rows.where(Belonging.person_id == person_id)
    found = session.execute(rows).all()
    present = _present(session, {row.person_id for row in found})
    return tuple(_row(row, seen.name(row.person_id, name_of(row), row.first_name), present) for row in found)


_PERSON = (
    Person.id.label("person_id"),
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)


def _row(row: Any, name: str, present: set[int]) -> BelongingRow:
    kept: Belonging = row.Belonging
    return BelongingRow(
        id=kept.id,
        version=kept.version,
        person_id=row.person_id,
        name=name,
        regno=row.regno,
        is_present=row.person_id in present,
        item=kept.item,
        quantity=kept.quantity,
        kept_at=kept.kept_at,
        received_on=kept.received_on,
        returned_on=kept.returned_on,
        returned_to=kept.returned_to,
        note=kept.note,
    )


def _write(row: Belonging, item: Item) -> None:
    row.item, row.quantity = item.item.strip(), item.quantity.strip()
    row.kept_at, row.note = item.kept_at.strip(), item.note.strip()


def _open_stay(session: Session, person_id: int) -> int | None:
    stays = select(Stay.id).where(
        Stay.person_id == person_id, Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    return session.scalar(stays)


def _present(session: Session, person_ids: set[int]) -> set[int]:
    stays = select(Stay.person_id).where(
        Stay.person_id.in_(person_ids), Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    return set(session.scalars(stays)) if person_ids else set()
