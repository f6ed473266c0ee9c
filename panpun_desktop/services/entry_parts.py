"""What an entry of the audit did, table by table, beside the rows as they are now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, LargeBinary, Numeric, Table, Time, and_, or_, select, tuple_

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import AuditChange, Base, StoredFile
from panpun_desktop.models.base import Instant
from panpun_desktop.rules.undoing import SPANS, Change, Net, net_changes
from panpun_desktop.services import kept_bytes
from panpun_desktop.services.act_chains import CHUNK, within
from panpun_desktop.services.register import name_keys
from panpun_desktop.store.flushed import shape_of

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, RowMapping
    from sqlalchemy.orm import Session

Row = dict[str, Any]

DERIVED: dict[str, Callable[[Mapping[str, Any]], Row]] = {
    "person": name_keys,
    "person_name": lambda row: {"name_key": search_key(row["text"])},
}
"""Table -> its columns that follow from others (``models.base.DERIVED``); a test finds a missing one."""


@dataclass
class Part:
    """One table's part of an entry."""

    table: Table
    model: type[Any]
    inserted: list[Net] = field(default_factory=list)
    updated: list[Net] = field(default_factory=list)
    deleted: list[Net] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    """By id: the rows as they are now."""

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def audited(self) -> tuple[str, ...]:
        """The columns that the audit keeps."""
        return tuple(shape_of(self.model.__mapper__).columns.values())


def parts_of(session: Session, entry_id: int) -> tuple[Part, ...]:
    """The parts of an entry, parents before those that refer to them."""
    parts: dict[str, Part] = {}
    for net in net_changes(changes_of(session, entry_id)):
        if net.entity == StoredFile.__tablename__ and net.entity_id.startswith(kept_bytes.KEPT):
            continue  # bytes kept for taking back, no fact of the centre
        part = parts.setdefault(net.entity, Part(Base.metadata.tables[net.entity], _model(net.entity)))
        getattr(part, {"insert": "inserted", "update": "updated", "delete": "deleted"}[net.kind]).append(net)
    ordered = sorted(parts.values(), key=lambda part: _places()[part.name])
    for part in ordered:
        ids = [net.entity_id for net in (*part.inserted, *part.updated, *part.deleted)]
        part.rows = rows_by_id(session, part.table, ids)
    return tuple(ordered)


def changes_of(session: Session, entry_id: int) -> Iterator[Change]:
    """What the audit keeps of an entry, in its order."""
    columns = (
        AuditChange.entity,
        AuditChange.entity_id,
        AuditChange.kind,
        AuditChange.before,
        AuditChange.after,
    )
    rows = select(*columns).where(AuditChange.entry_id == entry_id).order_by(AuditChange.position)
    for entity, entity_id, kind, before, after in session.execute(rows):
        yield Change(entity, entity_id, kind, parsed(before), parsed(after))


def parsed(text: str | None) -> dict[str, object] | None:
    """The values that the audit kept as JSON."""
    return None if text is None else json.loads(text)


@cache
def _models() -> dict[str, type[Any]]:
    return {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}  # type: ignore[attr-defined]


def _model(table: str) -> type[Any]:
    return _models()[table]


@cache
def _places() -> dict[str, int]:
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


def rows_by_id(session: Session, table: Table, ids: Sequence[str]) -> dict[str, Row]:
    """The rows of a table by the ids that the audit gives them."""
    found: dict[str, Row] = {}
    keys = list(table.primary_key)
    for at in range(0, len(ids), CHUNK):
        wanted = [_key(keys, one) for one in ids[at : at + CHUNK]]
        is_one: ColumnElement[bool] = (
            within(keys[0], [one[0] for one in wanted]) if len(keys) == 1 else tuple_(*keys).in_(wanted)
        )
        for row in session.execute(select(table).where(is_one)).mappings():
            found[id_of(table, row)] = dict(row)
    return found


def id_of(table: Table, row: Mapping[str, Any] | RowMapping) -> str:
    """The id that the audit gives a row."""
    return ",".join(str(row[column.name]) for column in table.primary_key)


def key_of(table: Table, entity_id: str) -> Row:
    """The key columns of a record by its id in the audit."""
    keys = list(table.primary_key)
    return dict(zip((column.name for column in keys), _key(keys, entity_id), strict=True))


def _key(keys: list[Column[Any]], entity_id: str) -> tuple[Any, ...]:
    texts = [entity_id] if len(keys) == 1 else entity_id.split(",", len(keys) - 1)
    return tuple(column.type.python_type(text) for column, text in zip(keys, texts, strict=True))


def stored(table: Table, values: Mapping[str, object]) -> Row:
    """Values as the database keeps them, from values as the audit keeps them; bytes stay their name."""
    readers = _readers(table)
    return {
        name: value if value is None or (read := readers[name]) is None else read(value)
        for name, value in values.items()
        if name in readers
    }


@cache
def _readers(table: Table) -> dict[str, Callable[[Any], Any] | None]:
    """What turns each column's JSON value into its own kind; None where it is that already."""
    return {
        column.name: next((read for kind, read in _READ if isinstance(column.type, kind)), None)
        for column in table.columns
    }


_READ: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (Instant, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (Numeric, lambda value: Decimal(str(value))),
)


def same(kept: Any, value: Any) -> bool:
    """Whether a stored value is what the audit kept of it."""
    if isinstance(value, bytes):
        return bool(kept == kept_bytes.name_of(value))
    return bool(kept == value)


@cache
def defaults(table: Table) -> dict[str, Any]:
    """What stands in a column where an insertion wrote nothing."""
    found: dict[str, Any] = {}
    for column in table.columns:
        default: Any = column.default
        found[column.name] = default.arg if default is not None and default.is_scalar else None
    return found


def holds_bytes(column: Column[Any]) -> bool:
    """Whether a column is one whose content the audit does not keep."""
    return isinstance(column.type, LargeBinary)


def is_alive(table: Table) -> ColumnElement[bool]:
    """The rows of a table that are no mere history."""
    conditions: list[ColumnElement[bool]] = []
    if "voided_at" in table.c:
        conditions.append(table.c.voided_at.is_(None))
    if "unmerged_at" in table.c:
        conditions.append(table.c.unmerged_at.is_(None))
    if table.name in SPANS and "voided_at" not in table.c:
        start, end = (table.c[name] for name in SPANS[table.name])
        conditions.append(or_(end.is_(None), end > start))
    return and_(True, *conditions)


def chunked(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """Ids in portions that one question can name."""
    every = list(ids)
    for at in range(0, len(every), CHUNK):
        yield every[at : at + CHUNK]
