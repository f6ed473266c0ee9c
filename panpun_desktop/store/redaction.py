"""Blanking what the audit keeps of someone who was anonymised, so that the chain still holds (R-PD-5).

The entry keeps its hash: the chain goes on over it, and heads that were printed hold. What is left of
a blanked entry is sealed anew (``AuditRedaction``), so that a change of it shows like any other. The
database itself lets before and after be blanked only where such a seal stands (triggers).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from panpun_desktop.models.audit import AuditChange, AuditEntry
from panpun_desktop.models.office import AuditRedaction
from panpun_desktop.store.audit import seal_of, text_of
from panpun_desktop.store.database import opened
from panpun_desktop.store.unit_of_work import clock_of, trail_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Record = tuple[str, str]
"""Table and id, as the audit names them."""
Values = Mapping[str, Any]
Blank = Callable[[str, Values], Values]
"""Gives the values of a record of a table with nothing left that tells who it was."""
_CHUNK = 400
_BLANK = (
    update(AuditChange)
    .where(AuditChange.entry_id == bindparam("at_entry"), AuditChange.position == bindparam("at_position"))
    .values(before=bindparam("new_before"), after=bindparam("new_after"))
)
_MARK = insert(AuditRedaction)
_SEAL = (
    update(AuditRedaction)
    .where(AuditRedaction.entry_id == bindparam("at_entry"))
    .values(at=bindparam("new_at"), seal=bindparam("new_seal"))
)


def redact(session: Session, key: bytes, records: Iterable[Record], blank: Blank) -> int:
    """Blank what the audit keeps of these records, with the act being done; gives how many entries.

    ``key`` is the key of the chain. To be called at the end of an act, after everything was written.
    """
    session.flush()
    wanted = frozenset(records)
    _redact_trail(session, wanted, blank)
    touched: set[int] = set()
    by_table: defaultdict[str, list[str]] = defaultdict(list)
    for table, id in wanted:
        by_table[table].append(id)
    for table, ids in by_table.items():
        for at in range(0, len(ids), _CHUNK):
            touched |= _redact_chunk(session, table, ids[at : at + _CHUNK], blank)
    for entry_id in sorted(touched):
        _seal(session, key, entry_id)
    return len(touched)


def _redact_trail(session: Session, wanted: frozenset[Record], blank: Blank) -> None:
    """The act itself must not keep what it takes away."""
    trail = trail_of(session)
    for place, (entity, entity_id, kind, before, after) in enumerate(trail.changes):
        if (entity, entity_id) in wanted:
            emptied = [_emptied(entity, one, blank) for one in (before, after)]
            trail.changes[place] = (entity, entity_id, kind, emptied[0], emptied[1])


def _redact_chunk(session: Session, table: str, ids: list[str], blank: Blank) -> set[int]:
    rows = session.execute(
        select(AuditChange.entry_id, AuditChange.position, AuditChange.before, AuditChange.after).where(
            AuditChange.entity == table, AuditChange.entity_id.in_(ids)
        )
    ).all()
    changed = []
    for row in rows:
        before, after = _emptied(table, row.before, blank), _emptied(table, row.after, blank)
        if (before, after) != (row.before, row.after):
            at = {"at_entry": row.entry_id, "at_position": row.position}
            changed.append({**at, "new_before": before, "new_after": after})
    if changed:
        _mark(session, {row["at_entry"] for row in changed})
        with opened(trail_of(session).gate):
            session.connection().execute(_BLANK, changed)
    return {row["at_entry"] for row in changed}


def _mark(session: Session, entries: set[int]) -> None:
    """A seal must stand before the database lets an entry be blanked; it is written last."""
    there = set(
        session.scalars(select(AuditRedaction.entry_id).where(AuditRedaction.entry_id.in_(sorted(entries))))
    )
    new = [{"entry_id": one, "at": clock_of(session).now(), "seal": ""} for one in sorted(entries - there)]
    if new:
        with opened(trail_of(session).gate):
            session.connection().execute(_MARK, new)


def _seal(session: Session, key: bytes, entry_id: int) -> None:
    entry = session.execute(select(AuditEntry.__table__).where(AuditEntry.id == entry_id)).mappings().one()
    table = AuditChange.__table__
    rows = session.execute(select(table).where(table.c.entry_id == entry_id).order_by(table.c.position))
    changes = [(row.entity, row.entity_id, row.kind, row.before, row.after) for row in rows]
    seal = seal_of(key, dict(entry), changes)
    sealed = {"at_entry": entry_id, "new_at": clock_of(session).now(), "new_seal": seal}
    with opened(trail_of(session).gate):
        session.connection().execute(_SEAL, sealed)


def _emptied(table: str, kept: str | None, blank: Blank) -> str | None:
    if kept is None:
        return None
    values = json.loads(kept)
    return text_of(dict(blank(table, values)))
