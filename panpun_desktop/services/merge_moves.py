"""Moving what refers to one person over to another, and back: every table found by its foreign keys.

What tells who looked at whose record (break_glass, access_entry) stays with the record it was about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from panpun_desktop.models import Base, HouseholdMember, Person, PersonName, Restriction, Stay
from panpun_desktop.services.merge_rows import Moved

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session

_STAYS_WHERE_IT_IS = frozenset(
    {
        *("person", "person_merge", "break_glass", "access_entry", "not_same_person", "person_address"),
        "closed_stay",
    }
)
"""Tables whose rows are about a record itself, or of which a person has just one of a kind; what was sent."""
NAMES, ENDED, PAIRS = "names", "memberships", "pairs"
"""What is kept besides the rows that moved: names the joining added, memberships it ended, and what was
done to make one of two (``merge_pairs``)."""
Keys = dict[str, list[Any]]
"""Table -> primary keys of the rows that moved, with the column for those that have several."""


@cache
def references() -> tuple[tuple[Mapper[Any], str], ...]:
    """Every mapped class and attribute that refers to a person and moves with one."""
    found = []
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.local_table.name):  # type: ignore[attr-defined]
        if mapper.local_table.name in _STAYS_WHERE_IT_IS:  # type: ignore[attr-defined]
            continue
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            if any(key.column is Person.__table__.c.id for key in getattr(column, "foreign_keys", ())):
                found.append((mapper, attribute.key))
    return tuple(found)


def counted(session: Session, person_id: int) -> Iterator[Moved]:
    """How many rows of each kind would move."""
    for mapper, name in references():
        column: InstrumentedAttribute[int] = getattr(mapper.class_, name)
        count = session.scalar(select(func.count()).select_from(mapper.class_).where(column == person_id))
        if count:
            yield Moved(mapper.local_table.name, count)  # type: ignore[attr-defined]


def overlapping_stays(session: Session, one: int, other: int) -> tuple[date, ...]:
    """The first common night of each pair of stays that lie over each other (R-PER-1)."""
    rows = select(Stay.person_id, Stay.arrived_on, Stay.left_on).where(
        Stay.person_id.in_((one, other)), Stay.voided_at.is_(None)
    )
    stays = session.execute(rows).all()
    mine = [row for row in stays if row.person_id == one]
    others = [row for row in stays if row.person_id == other]
    return tuple(
        sorted(max(a.arrived_on, b.arrived_on) for a in mine for b in others if _over_each_other(a, b))
    )


def _over_each_other(one: Any, other: Any) -> bool:
    """Both were here on one night, or both are here without an end."""
    first = max(one.arrived_on, other.arrived_on)
    ends = [row.left_on for row in (one, other) if row.left_on is not None]
    has_nights = all(row.left_on is None or row.left_on > row.arrived_on for row in (one, other))
    return has_nights and all(first < end for end in ends)


def move(session: Session, from_id: int, to_id: int) -> Keys:
    """Let every reference to the one person refer to the other; says which rows moved.

    A row the other person has already (a code, a part in an incident, a protection) stays where it
    is; a place in a household both belong to ends.
    """
    moved: Keys = {}
    for mapper, name in references():
        table: str = mapper.local_table.name  # type: ignore[attr-defined]
        in_key = name in {mapper.get_property_by_column(column).key for column in mapper.primary_key}
        for row in session.scalars(select(mapper.class_).where(getattr(mapper.class_, name) == from_id)):
            key = _key(mapper, row)
            if _is_there(session, mapper, row, name, to_id, in_key=in_key):
                if isinstance(row, HouseholdMember):
                    row.until_on = row.since_on  # of no day: the other one belongs there already
                    moved.setdefault(ENDED, []).append(row.id)
                continue
            setattr(row, name, to_id)
            moved.setdefault(f"{table}.{name}", []).append(key)
        session.flush()
    return moved


def _is_there(
    session: Session, mapper: Mapper[Any], row: Any, name: str, to_id: int, *, in_key: bool
) -> bool:
    """Whether the other person has such a row already, so that a second one cannot or need not be."""
    if in_key:
        keys = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
        wanted = tuple(to_id if key == name else getattr(row, key) for key in keys)
        return session.get(mapper.class_, wanted) is not None
    if isinstance(row, HouseholdMember):
        return row.until_on is None and _exists(
            session,
            HouseholdMember.household_id == row.household_id,
            HouseholdMember.person_id == to_id,
            HouseholdMember.until_on.is_(None),
        )
    if isinstance(row, Restriction):
        return _exists(
            session,
            Restriction.person_id == to_id,
            Restriction.until_on.is_(None),
            Restriction.voided_at.is_(None),
        )
    other = {"person_id": "other_person_id", "other_person_id": "person_id"}.get(name, "")
    return bool(other) and getattr(row, other, None) == to_id


def _exists(session: Session, *conditions: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(exists().where(*conditions))))


def _key(mapper: Mapper[Any], row: Any) -> Any:
    values = mapper.primary_key_from_instance(row)
    return values[0] if len(values) == 1 else list(values)


def move_back(
    session: Session, moved: Mapping[str, list[Any]], to_id: int, from_id: int, now: datetime
) -> None:
    """Give rows back to the person they came from, as long as they still belong to the other.

    The name the joining added is taken away.
    """
    for place, keys in moved.items():
        if place == NAMES:
            _take_names_away(session, keys, now)
            continue
        if place == ENDED:
            _belong_again(session, keys)
            continue
        mapper, name = _reference(place)
        for key in keys:
            row = session.get(mapper.class_, _now_at(mapper, name, key, from_id))
            if row is not None and getattr(row, name) == from_id:
                setattr(row, name, to_id)
        session.flush()


def _reference(place: str) -> tuple[Mapper[Any], str]:
    table, _dot, name = place.rpartition(".")
    return next((m, n) for m, n in references() if (m.local_table.name, n) == (table, name))  # type: ignore[attr-defined]


def _now_at(mapper: Mapper[Any], name: str, key: Any, from_id: int) -> Any:
    """The key a row has now: a person among its parts was changed by the joining."""
    if not isinstance(key, list):
        return key
    names = [mapper.get_property_by_column(column).key for column in mapper.primary_key]
    return tuple(from_id if one == name else part for one, part in zip(names, key, strict=True))


def _take_names_away(session: Session, ids: list[int], now: datetime) -> None:
    for row in session.scalars(select(PersonName).where(PersonName.id.in_(ids))):
        row.voided_at = row.voided_at or now


def _belong_again(session: Session, ids: list[int]) -> None:
    for row in session.scalars(select(HouseholdMember).where(HouseholdMember.id.in_(ids))):
        if row.until_on == row.since_on:
            row.until_on = None


def stay_ids(moved: Mapping[str, list[Any]]) -> frozenset[int]:
    """The stays among what moved."""
    return frozenset(moved.get("stay.person_id", ()))


def counts(moved: Mapping[str, list[Any]]) -> dict[str, int]:
    """How many rows of each table moved."""
    found: dict[str, int] = {}
    for place, keys in moved.items():
        if place not in (NAMES, ENDED, PAIRS):
            table = place.rpartition(".")[0]
            found[table] = found.get(table, 0) + len(keys)
    return found
