"""The audit: what an act changed, written with it in one transaction and chained by HMAC.

Sessions collect every flushed record here; just before the commit one entry and its changes are
written. The hash of an entry covers the one before it, so that a changed, removed or reordered entry
shows. A cut-off tail shows only against a head that was kept elsewhere (a backup, a printed page).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from panpun_desktop.models.audit import AuditChange, AuditEntry, TakenBack
from panpun_desktop.models.office import AuditRedaction
from panpun_desktop.store import side_head
from panpun_desktop.store.database import Database, storage_errors
from panpun_desktop.store.keys import write_whole
from panpun_desktop.store.side_head import SideHead, head_path

GENESIS = "0" * 64
"""What the first entry closes over."""

_ENTRY = insert(AuditEntry)
_CHANGES = insert(AuditChange)
_TAKEN_BACK = insert(TakenBack)


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries there are and the hash of the last one."""

    count: int
    hash: str


@dataclass(frozen=True)
class ChainVerdict:
    """Whether the chain holds; ``first_bad`` is the position of the first entry that does not."""

    ok: bool
    entries: int
    first_bad: int | None = None


@dataclass
class Trail:
    """What one unit of work has changed so far; sealed into one entry before the commit."""

    by_user_id: int
    by_login: str
    act: str
    at: datetime
    note: str = ""
    always: bool = False
    reason: str = ""
    """Why it is done, where somebody asks (``UnitsOfWork.because``)."""
    takes_back: int | None = None
    """The entry that this act reverses."""
    sealed: bool = False
    lost: bool = False
    """The transaction was rolled back inside the act: nothing more may follow."""
    changes: list[tuple[str, str, str, str | None, str | None]] = field(default_factory=list)
    marks: dict[Any, int] = field(default_factory=dict)
    last_numbers: dict[Any, int] = field(default_factory=dict)
    """The highest running number so far, by mapper."""
    gate: dict[Any, Any] = field(default_factory=dict)
    """The leave to write of the connection this act runs on."""
    _head: Head | None = None
    entry: Head | None = None
    """The end of the chain after this act, once it is sealed."""

    def add(self, entity: str, entity_id: str, kind: str, before: Any, after: Any) -> None:
        """Keep one record's change; before and after are column name to value."""
        self.changes.append((entity, entity_id, kind, before and _text(before), after and _text(after)))

    def head(self, session: Session) -> Head:
        """The chain's end when this act began; the write lock keeps it from moving."""
        if self._head is None:
            self._head = head(session)
        return self._head

    def seal(self, session: Session, key: bytes) -> int | None:
        """Write the entry and give its id; an act that changed nothing leaves none unless it asked for it."""
        self.sealed = True
        if not self.changes and not self.always:
            return None
        last = self.head(session)
        entry: dict[str, Any] = {
            "id": last.count + 1,
            "at": self.at,
            "user_id": self.by_user_id,
            "login": self.by_login,
            "act": self.act,
            "note": self.note,
            "prev_hash": last.hash,
        }
        entry["hash"] = _hash(key, entry, self.changes)
        connection = session.connection()
        connection.execute(_ENTRY, entry)
        self.entry = Head(entry["id"], entry["hash"])
        if self.changes:
            connection.execute(_CHANGES, self._rows(entry["id"]))
        if self.takes_back is not None:
            connection.execute(_TAKEN_BACK, {"entry_id": self.takes_back, "by_entry_id": entry["id"]})
        return last.count + 1

    def _rows(self, entry_id: int) -> list[dict[str, Any]]:
        names = ("entity", "entity_id", "kind", "before", "after")
        return [
            {"entry_id": entry_id, "position": position, **dict(zip(names, change, strict=True))}
            for position, change in enumerate(self.changes, 1)
        ]


def head(session: Session) -> Head:
    """The end of the chain as it stands; no entries: count 0."""
    last = session.execute(
        select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    return Head(0, GENESIS) if last is None else Head(last.id, last.hash)


def keep_head(database: Database) -> None:
    """Write the head into ``head.json`` beside the database, on the disk when the call returns."""
    last_act = select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)
    with storage_errors(), Session(database.engine) as session:
        last, at = head(session), session.scalar(last_act)
    write_whole(head_path(database.path), side_head.as_bytes(SideHead(last.count, last.hash, at)))


def kept_head(database: Database) -> Head | None:
    """The head that was kept after the last act; None when there is none to read."""
    kept = side_head.read(head_path(database.path))
    return None if kept is None else Head(kept.count, kept.hash)


def verify_chain(
    session: Session, key: bytes, seen: Head | None = None, last: int | None = None
) -> ChainVerdict:
    """Compute every hash again; ``seen`` is a head kept elsewhere, which the chain must still contain.

    ``last``: only so many entries at the end; those before are taken as they stand.
    """
    begin = _before_last(session, last)
    previous, position = begin.hash, begin.count
    changes, seals = _changes_by_entry(session, position), _seals(session)
    waiting = next(changes, None)
    for entry in _entries(session, position):
        position += 1
        own: list[tuple[Any, ...]] = []
        if waiting is not None and waiting[0] == entry["id"]:
            own, waiting = waiting[1], next(changes, None)
        true = entry["id"] == position and entry["prev_hash"] == previous
        if not (true and _holds(key, entry, own, seals.get(position))):
            return ChainVerdict(False, position, position)
        if seen is not None and seen.count == position and seen.hash != entry["hash"]:
            return ChainVerdict(False, position, position)
        previous = entry["hash"]
    if waiting is not None or (seen is not None and seen.count > position):
        return ChainVerdict(False, position, position + 1)
    return ChainVerdict(True, position)


def _before_last(session: Session, last: int | None) -> Head:
    """The entry before the last so many; the genesis where all are looked at."""
    first = 0 if last is None else head(session).count - last
    before = session.scalar(select(AuditEntry.hash).where(AuditEntry.id == first)) if first > 0 else None
    return Head(0, GENESIS) if before is None else Head(first, before)


def _holds(key: bytes, entry: dict[str, Any], own: list[tuple[Any, ...]], seal: str | None) -> bool:
    """An entry that was blanked holds by its seal, which covers the hash the chain goes on over."""
    if seal is not None:
        return hmac.compare_digest(seal, seal_of(key, entry, own))
    return hmac.compare_digest(entry["hash"], _hash(key, entry, own))


def _seals(session: Session) -> dict[int, str]:
    rows = session.execute(select(AuditRedaction.entry_id, AuditRedaction.seal))
    return {row.entry_id: row.seal for row in rows}


def seal_of(key: bytes, entry: dict[str, Any], changes: Iterable[tuple[Any, ...]]) -> str:
    """HMAC-SHA256 over a blanked entry as it is left, its own hash with it (``store.redaction``)."""
    text = _text(["redacted", entry["hash"], _hash(key, entry, changes)])
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def text_of(values: dict[str, Any]) -> str:
    """The values of a record as the audit writes them."""
    return _text(values)


def _entries(session: Session, after: int) -> Iterator[dict[str, Any]]:
    rows = session.execute(
        select(AuditEntry.__table__)
        .where(AuditEntry.id > after)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=2000)
    )
    return (dict(row) for row in rows.mappings())


def _changes_by_entry(session: Session, after: int) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """The changes entry by entry; a position out of turn breaks the hash by being among them."""
    table = AuditChange.__table__
    rows = session.execute(
        select(table)
        .where(table.c.entry_id > after)
        .order_by(table.c.entry_id, table.c.position)
        .execution_options(yield_per=2000)
    )
    for entry_id, group in groupby(rows, lambda row: row.entry_id):
        yield entry_id, [_in_turn(turn, row) for turn, row in enumerate(group, 1)]


def _in_turn(turn: int, row: Any) -> tuple[Any, ...]:
    whole = (row.entity, row.entity_id, row.kind, row.before, row.after)
    return whole if row.position == turn else (*whole, row.position)


def _hash(key: bytes, entry: dict[str, Any], changes: Iterable[tuple[Any, ...]]) -> str:
    """HMAC-SHA256 over the hash before, the entry and its changes in one canonical JSON text."""
    at = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    facts = [entry["id"], at, entry["user_id"], entry["login"], entry["act"], entry["note"]]
    text = _text([entry["prev_hash"], facts, list(changes)])
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    raise TypeError(f"the audit cannot keep a {type(value).__name__}")


_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
"""One canonical way of writing JSON, made once."""
