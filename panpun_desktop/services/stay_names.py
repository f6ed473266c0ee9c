"""Who stands behind a figure: people by their stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import Person, Stay

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_AT_ONCE = 500
"""Ids in one statement: SQLite takes no endless lists."""


@dataclass(frozen=True)
class StayName:
    """One stay with the person it is of; ``left_on`` None while it lasts."""

    id: int
    person_id: int
    regno: str
    name: str
    arrived_on: date
    left_on: date | None


def people_of_stays(work: UnitsOfWork, by: Actor, stay_ids: Collection[int]) -> tuple[StayName, ...]:
    """The stays with their people, in Thai order of names."""
    name = Person.title + Person.first_name + " " + Person.last_name
    columns = (Stay.id, Person.id, Person.regno, name, Stay.arrived_on, Stay.left_on)
    chosen = select(*columns).join(Person, Person.id == Stay.person_id)
    ids = sorted(stay_ids)
    found: list[StayName] = []
    with work.reading(by, "person.read") as session:
        for start in range(0, len(ids), _AT_ONCE):
            rows = session.execute(chosen.where(Stay.id.in_(ids[start : start + _AT_ONCE])))
            found += [StayName(row[0], row[1], row[2], row[3].strip(), row[4], row[5]) for row in rows]
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))
