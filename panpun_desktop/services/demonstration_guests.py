"""Who stays in the demonstration now, and which beds are free: whom its last days are told about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Bed, BedUse, Episode, Person, Room, Stay
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.users import list_users

if TYPE_CHECKING:
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Guest:
    """Someone who stays, with what it takes to say something of them."""

    stay_id: int
    stay_version: int
    person_id: int
    sex: str
    born_on: date | None
    came_with_family: bool
    arrived_on: date
    service_type: str


@dataclass(frozen=True)
class Guests:
    """Everybody who stays, the longest first."""

    all: tuple[Guest, ...]

    def alone(self, sex: str) -> list[Guest]:
        """Those of a sex who came without family."""
        return [one for one in self.all if one.sex == sex and not one.came_with_family]

    def children(self, day: date) -> list[Guest]:
        """Those who came with a family and are under fifteen."""
        return [
            one
            for one in self.all
            if one.came_with_family and one.born_on is not None and day.year - one.born_on.year < 15
        ]


def guests(work: UnitsOfWork, actor: Actor, before: date) -> Guests:
    """Everybody who came before a day and stays."""
    chosen = (
        select(
            Stay.id,
            Stay.version,
            Stay.person_id,
            Person.sex,
            Person.birth_first_on,
            Stay.family_admission_id.is_not(None),
            Stay.arrived_on,
            Episode.service_type,
        )
        .join(Person, Person.id == Stay.person_id)
        .join(Episode, Episode.stay_id == Stay.id)
        .where(Stay.left_on.is_(None), Stay.voided_at.is_(None), Episode.ended_on.is_(None))
        .where(Stay.arrived_on < before)
        .order_by(Stay.arrived_on, Stay.id)
    )
    with work.reading(actor, "person.read") as session:
        return Guests(tuple(Guest(*row) for row in session.execute(chosen)))


def last_left(work: UnitsOfWork, actor: Actor, before: date) -> int | None:
    """Somebody who left some time before a day, for good so far."""
    present = select(Stay.person_id).where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
    gone = select(Stay.person_id).where(Stay.left_on < before, Stay.person_id.not_in(present))
    with work.reading(actor, "person.read") as session:
        return session.scalar(gone.order_by(Stay.left_on.desc(), Stay.id).limit(1))


def free_beds_of(work: UnitsOfWork, actor: Actor, use: str) -> list[int]:
    """The beds of rooms of a use in which nobody sleeps, in the order of the board."""
    used = select(BedUse.bed_id).where(BedUse.end_on.is_(None), BedUse.bed_id.is_not(None))
    chosen = select(Bed.id).join(Room).where(Room.use == use, Bed.id.not_in(used)).order_by(Bed.id)
    with work.reading(actor, "bed.read") as session:
        return list(session.scalars(chosen))


def user(work: UnitsOfWork, manager: Actor, login: str) -> Actor:
    """A user of the centre as the one who acts."""
    row = next(one for one in list_users(work, manager) if one.login == login)
    return Actor(row.id, row.login, row.name, Role(row.role))
