"""What a flush changed, record by record, for the audit trail; and many rows inserted at once.

Rows that the database changes by itself (cascades, association tables) are not seen: models use none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Mapper, Session, object_mapper, registry
from sqlalchemy.orm.base import LoaderCallableStatus

from panpun_desktop.store.audit import Trail

_UNKNOWN = (LoaderCallableStatus.NO_VALUE, LoaderCallableStatus.NEVER_SET)


@dataclass(frozen=True)
class Shape:
    """What the audit keeps of a mapped class, worked out once."""

    entity: str
    columns: dict[str, str]
    """Attribute -> column name, without versions and derived columns."""
    keys: tuple[str, ...]
    """Attributes of the primary key."""
    counted: str | None
    """The key attribute that is a running number, if it is one."""
    audited: bool


@cache
def shape_of(mapper: Mapper[Any]) -> Shape:
    """The shape of a mapped class."""
    table = _table(mapper)
    kept = {
        attribute.key: column.name
        for attribute in mapper.column_attrs
        for column in attribute.columns
        if column is not mapper.version_id_col and not column.info.get("derived")
    }
    keys = tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)
    running = table.autoincrement_column
    counted = None if running is None else mapper.get_property_by_column(running).key
    return Shape(table.name, kept, keys, counted, table.info.get("audited", True))


def number_new(session: Session, trail: Trail) -> None:
    """Before a flush: give new records their running numbers.

    Nobody else writes while this act holds the lock, so the numbers are free; with them SQLAlchemy
    writes all rows of a table in one statement instead of asking for each id.
    """
    for record in session.new:
        mapper = object_mapper(record)
        counted = shape_of(mapper).counted
        if counted is None:
            continue
        given = record.__dict__.get(counted)
        if given is None:
            setattr(record, counted, _next_number(session, trail, mapper))
        else:
            _skip(session, trail, mapper, given)


def _next_number(session: Session, trail: Trail, mapper: Mapper[Any]) -> int:
    number = _last_number(session, trail, mapper) + 1
    trail.last_numbers[mapper] = number
    return number


def _skip(session: Session, trail: Trail, mapper: Mapper[Any], given: int) -> None:
    trail.last_numbers[mapper] = max(_last_number(session, trail, mapper), given)


def _last_number(session: Session, trail: Trail, mapper: Mapper[Any]) -> int:
    if not trail.last_numbers:
        counted, statement = _highest(mapper.registry)
        found = session.connection().exec_driver_sql(statement).one()
        trail.last_numbers.update(zip(counted, (number or 0 for number in found), strict=True))
    return trail.last_numbers[mapper]


@cache
def _highest(tables: registry) -> tuple[tuple[Mapper[Any], ...], str]:
    """All mappers with running numbers and one statement for the highest of each: one way, not ten."""
    counted = tuple(mapper for mapper in tables.mappers if shape_of(mapper).counted is not None)
    columns = [_table(mapper).autoincrement_column for mapper in counted]
    highest = [select(func.max(column)).scalar_subquery() for column in columns]
    return counted, str(select(*highest).compile())


def know_old_values(session: Session) -> None:
    """Before a flush: read the values that were overwritten without having been loaded."""
    for record in session.dirty:
        mapper = object_mapper(record)
        old = mapper.class_manager.state_getter()(record).committed_state
        blind = [name for name in shape_of(mapper).columns if old.get(name, 0) in _UNKNOWN]
        if blind:
            _read_old(session, record, mapper, old, blind)


def _read_old(
    session: Session, record: Any, mapper: Mapper[Any], old: dict[str, Any], blind: list[str]
) -> None:
    keys = zip(mapper.primary_key, mapper.primary_key_from_instance(record), strict=True)
    columns = [getattr(mapper.class_, name) for name in blind]
    query = select(*columns).where(*(column == value for column, value in keys))
    old.update(zip(blind, session.connection().execute(query).one(), strict=True))


def collect(session: Session, trail: Trail) -> None:
    """After a flush: keep what was inserted, what differs in updated records, what was deleted."""
    for record in session.new:
        _keep_insert(trail, record)
    changed = [found for record in session.dirty if (found := _differences(record)) is not None]
    for entity, entity_id, before, after in sorted(changed, key=lambda one: one[:2]):
        trail.add(entity, entity_id, "update", before, after)
    for record in session.deleted:
        _keep_delete(trail, record)


def _keep_insert(trail: Trail, record: Any) -> None:
    shape, values = shape_of(object_mapper(record)), record.__dict__
    if shape.audited:
        trail.add(shape.entity, _identity(shape, values), "insert", None, _filled(shape, values))


def _keep_delete(trail: Trail, record: Any) -> None:
    mapper = object_mapper(record)
    shape = shape_of(mapper)
    if not shape.audited:
        return
    values = {**record.__dict__, **_old_values(mapper, record)}
    trail.add(shape.entity, _identity(shape, values), "delete", _filled(shape, values), None)


def _differences(record: Any) -> tuple[str, str, dict[str, Any], dict[str, Any]] | None:
    mapper = object_mapper(record)
    shape, values = shape_of(mapper), record.__dict__
    if not shape.audited:
        return None
    old = _old_values(mapper, record)
    names = [name for name in shape.columns if name in old and old[name] != values.get(name)]
    if not names:
        return None
    before = {shape.columns[name]: old[name] for name in names}
    after = {shape.columns[name]: values.get(name) for name in names}
    return shape.entity, _identity(shape, {**values, **old}), before, after


def _old_values(mapper: Mapper[Any], record: Any) -> dict[str, Any]:
    state = mapper.class_manager.state_getter()(record)
    return {name: value for name, value in state.committed_state.items() if value not in _UNKNOWN}


def _filled(shape: Shape, values: dict[str, Any]) -> dict[str, Any]:
    """Columns with a value; a column that is absent was NULL."""
    columns = shape.columns
    return {columns[name]: values[name] for name in columns if values.get(name) is not None}


def _identity(shape: Shape, values: dict[str, Any]) -> str:
    return ",".join(str(values[key]) for key in shape.keys)


def insert_rows(
    session: Session, trail: Trail, model: type[Any], rows: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Insert rows by Core and keep each in the trail; gives them back with ids and defaults filled in."""
    mapper: Mapper[Any] = model.__mapper__
    shape = shape_of(mapper)
    filled = _with_ids(session, trail, mapper, [_with_defaults(mapper, row) for row in rows])
    if not filled:
        return []
    session.connection().execute(insert(_table(mapper)), filled)
    if shape.audited:
        for row in filled:
            trail.add(shape.entity, _identity(shape, row), "insert", None, _filled(shape, row))
    return filled


def _with_defaults(mapper: Mapper[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    if not row.keys() <= _names(mapper):
        raise KeyError(f"{mapper.class_.__name__} has no {sorted(row.keys() - _names(mapper))}")
    return {**_defaults(mapper), **row}


@cache
def _names(mapper: Mapper[Any]) -> frozenset[str]:
    return frozenset(mapper.columns.keys())


@cache
def _defaults(mapper: Mapper[Any]) -> dict[str, Any]:
    """Every column's plain default: one statement for all rows needs every row to name the same columns."""
    found = {}
    for key, column in mapper.columns.items():
        if column.primary_key:
            continue
        default: Any = column.default
        if default is not None and not default.is_scalar:
            raise TypeError(f"{column} has a default that is not a plain value")
        found[key] = None if default is None else default.arg
    return found


def _with_ids(
    session: Session, trail: Trail, mapper: Mapper[Any], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    counted = shape_of(mapper).counted
    if counted is None:
        return rows
    for row in rows:
        if row.get(counted) is None:
            row[counted] = _next_number(session, trail, mapper)
        else:
            _skip(session, trail, mapper, row[counted])
    return rows


def _table(mapper: Mapper[Any]) -> Table:
    if not isinstance(mapper.local_table, Table):
        raise TypeError(f"{mapper} is not mapped to a table")
    return mapper.local_table
