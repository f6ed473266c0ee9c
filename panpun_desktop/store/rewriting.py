"""Many rows changed or removed at once, each in the audit and with its version; beside ``bulk_insert``.

The caller gives every row as it read it in the same unit of work, so nothing is read a second time.
Rows and values go by column name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, update
from sqlalchemy.orm import Mapper, Session

from panpun_desktop.store.audit import Trail
from panpun_desktop.store.flushed import Shape, shape_of

Row = Mapping[str, Any]


def update_rows(session: Session, trail: Trail, model: type[Any], changed: Iterable[tuple[Row, Row]]) -> None:
    """Write new values into rows given as (as it is, what is to be); one statement per set of columns."""
    mapper: Mapper[Any] = model.__mapper__
    groups: dict[tuple[str, ...], list[tuple[Row, Row]]] = defaultdict(list)
    for row, values in changed:
        differing = tuple(sorted(name for name, value in values.items() if row[name] != value))
        if differing:
            groups[differing].append((row, values))
    for names, rows in groups.items():
        _update(session, mapper, names, rows)
        _keep(trail, shape_of(mapper), names, rows)


def _update(
    session: Session, mapper: Mapper[Any], names: tuple[str, ...], rows: list[tuple[Row, Row]]
) -> None:
    table = _table(mapper)
    keys = [column.name for column in table.primary_key]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    version = mapper.version_id_col
    if version is not None:
        values[version.name] = version + 1
    statement = update(table).where(*_same_key(table)).values(values)
    given = [
        {f"key_{key}": row[key] for key in keys} | {f"new_{name}": values[name] for name in names}
        for row, values in rows
    ]
    session.connection().execute(statement, given)


def _keep(trail: Trail, shape: Shape, names: tuple[str, ...], rows: list[tuple[Row, Row]]) -> None:
    kept = [name for name in names if name in shape.columns.values()]
    if not shape.audited or not kept:
        return
    for row, values in rows:
        before, after = {name: row[name] for name in kept}, {name: values[name] for name in kept}
        trail.add(shape.entity, _identity(shape, row), "update", before, after)


def delete_rows(session: Session, trail: Trail, model: type[Any], rows: Iterable[Row]) -> None:
    """Remove rows; the audit keeps them whole."""
    mapper: Mapper[Any] = model.__mapper__
    table, shape, gone = _table(mapper), shape_of(mapper), list(rows)
    if not gone:
        return
    keys = [{f"key_{column.name}": row[column.name] for column in table.primary_key} for row in gone]
    session.connection().execute(delete(table).where(*_same_key(table)), keys)
    if shape.audited:
        columns = list(shape.columns.values())
        for row in gone:
            whole = {name: row[name] for name in columns if row[name] is not None}
            trail.add(shape.entity, _identity(shape, row), "delete", whole, None)


def _same_key(table: Table) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"key_{column.name}") for column in table.primary_key]


def _identity(shape: Shape, row: Row) -> str:
    return ",".join(str(row[shape.columns[key]]) for key in shape.keys)


def _table(mapper: Mapper[Any]) -> Table:
    if not isinstance(mapper.local_table, Table):
        raise TypeError(f"{mapper} is not mapped to a table")
    return mapper.local_table
