"""Who stands behind a figure: people by their stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import Enrolment, Person, Stay
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from sqlalchemy import Select
    from sqlalchemy.orm import InstrumentedAttribute

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.visibility import Veil
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_NAME = (Person.title + Person.first_name + " " + Person.last_name).label("name")
_SHOWN = (Person.first_name, Person.sort_key)
_AT_ONCE = 500
"""Ids in one statement: SQLite takes no endless lists."""


@dataclass(frozen=True)
class StayName:
    """One stay with the person it is of; ``left_on`` None while it lasts.

    In a list of people it is their last stay; ``arrived_on`` None is someone who never lived here. In a
    list of a class they are the first and the last day in class.
    """

    id: int
    person_id: int
    regno: str
    name: str
    arrived_on: date | None
    left_on: date | None
    order: str = ""
    """What lines are sorted by: the name as it may be seen, without its title."""


def people_of_stays(work: UnitsOfWork, by: Actor, stay_ids: Collection[int]) -> tuple[StayName, ...]:
    """The stays with their people, in Thai order of names; a masked line has no name but its place."""
    columns = (Stay.id, Person.id, Person.regno, _NAME, Stay.arrived_on, Stay.left_on, *_SHOWN)
    chosen = select(*columns).join(Person, Person.id == Stay.person_id)
    return _read(work, by, chosen, Stay.id, stay_ids)


def people_by_name(work: UnitsOfWork, by: Actor, person_ids: Collection[int]) -> tuple[StayName, ...]:
    """People once each, in Thai order of names, with the last stay of those who lived here."""
    own = aliased(Stay)
    last = select(func.max(own.id)).where(own.person_id == Person.id, own.voided_at.is_(None))
    columns = (Person.id, Person.id, Person.regno, _NAME, Stay.arrived_on, Stay.left_on, *_SHOWN)
    chosen = select(*columns).outerjoin(Stay, Stay.id == last.correlate(Person).scalar_subquery())
    return _read(work, by, chosen, Person.id, person_ids)


def people_in_class(
    work: UnitsOfWork, by: Actor, person_ids: Collection[int], cohort_id: int | None = None
) -> tuple[StayName, ...]:
    """``people_by_name`` with the first and the last day in class, of one cohort or of the last one."""
    own = aliased(Enrolment)
    last = select(func.max(own.id)).where(
        own.person_id == Person.id, own.voided_at.is_(None), own.joined_on.is_not(None)
    )
    if cohort_id is not None:
        last = last.where(own.cohort_id == cohort_id)
    columns = (Person.id, Person.id, Person.regno, _NAME, Enrolment.joined_on, Enrolment.ended_on)
    chosen = select(*columns, *_SHOWN).outerjoin(
        Enrolment, Enrolment.id == last.correlate(Person).scalar_subquery()
    )
    return _read(work, by, chosen, Person.id, person_ids)


def _read(
    work: UnitsOfWork,
    by: Actor,
    chosen: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[int],
    ids: Collection[int],
) -> tuple[StayName, ...]:
    wanted = sorted(set(ids))
    found: list[StayName] = []
    with work.reading(by, "person.read") as session:
        seen = veil_of(session)
        for start in range(0, len(wanted), _AT_ONCE):
            rows = session.execute(chosen.where(key.in_(wanted[start : start + _AT_ONCE])))
            found += _seen_names(seen, rows)
    return tuple(sorted(found, key=lambda line: line.order))


def _seen_names(seen: Veil, rows: Iterable[Any]) -> Iterator[StayName]:
    """The lines as they may be seen, each with its place in the order; titles do not count."""
    for row in rows:
        line = StayName(row[0], row[1], row[2], row.name.strip(), row[4], row[5])
        if line.person_id not in seen.hidden:
            name = seen.name(line.person_id, line.name, row.first_name)
            order = row.sort_key if name == line.name else sort_key(name)
            yield seen.line(replace(line, order=order), line.person_id, name, also=("order",))
