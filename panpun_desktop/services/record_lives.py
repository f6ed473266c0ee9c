"""Which record an id meant at a time: what was deleted left its id to be given again.

Records are deleted only by taking back (``rules/undoing.WAYS``); the audit keeps what they were. A
list of what happened has to show them, and must not take the record that has the id now for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, select

from panpun_desktop.models import AuditChange, Base, TakenBack
from panpun_desktop.rules.undoing import Removal, way_of
from panpun_desktop.services.entry_parts import chunked, parsed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Record = tuple[str, str]
"""Table and id as the audit names them."""
End = tuple[int, dict[str, Any]]
"""The entry that deleted a record, and what it was."""


@dataclass(frozen=True)
class Life:
    """A record under an id, between the entry that deleted its forerunner and the one that deleted it."""

    record: Record
    kind: str
    since: int = 0
    """The entry after which the id meant this record."""
    until: int | None = None
    """The entry that deleted it."""

    def has(self, record: Record, entry_id: int) -> bool:
        """Say whether an entry that names the id meant this record."""
        return (
            self.record == record and self.since < entry_id and (self.until is None or entry_id <= self.until)
        )


def ends_of(session: Session, records: Iterable[Record]) -> dict[Record, list[End]]:
    """The deletions under each id, in their order."""
    ids: dict[str, set[str]] = defaultdict(set)
    for table, id in records:
        if is_deleted_by_taking_back(table):
            ids[table].add(id)
    found: dict[Record, list[End]] = defaultdict(list)
    for table, wanted in ids.items():
        for chunk in chunked(sorted(wanted)):
            rows = (
                select(AuditChange.entity_id, AuditChange.entry_id, AuditChange.before)
                .where(AuditChange.entity == table, AuditChange.entity_id.in_(chunk))
                .where(AuditChange.kind == "delete")
                .order_by(AuditChange.entry_id)
            )
            for id, entry_id, before in session.execute(rows):
                found[table, id].append((entry_id, parsed(before) or {}))
    return found


def is_deleted_by_taking_back(table: str) -> bool:
    """Say whether rows of a table may be gone."""
    known = Base.metadata.tables.get(table)
    return known is not None and way_of(table, known.c.keys()).removal is Removal.DELETE


def lives_of_person(
    session: Session, person_id: int, tables: Iterable[str], there: Mapping[Record, str]
) -> tuple[Life, ...]:
    """The records of some tables that belong or belonged to a person.

    ``there``: those of now, with their kind; a change alone does not name it.
    """
    gone = _gone(session, person_id, [one for one in tables if is_deleted_by_taking_back(one)])
    ends = ends_of(session, {*there, *gone})
    lives = []
    for record in {**there, **dict.fromkeys(gone, "")}:
        since = 0
        for entry_id, before in ends.get(record, ()):
            if before.get("person_id") == person_id:
                lives.append(Life(record, str(before.get("kind", "")), since, entry_id))
            since = entry_id
        if record in there:
            lives.append(Life(record, there[record], since))
    return tuple(lives)


def _gone(session: Session, person_id: int, tables: Collection[str]) -> list[Record]:
    rows = select(AuditChange.entity, AuditChange.entity_id).where(
        AuditChange.entry_id.in_(select(TakenBack.by_entry_id)),
        AuditChange.kind == "delete",
        AuditChange.entity.in_(tables),
        func.json_extract(AuditChange.before, "$.person_id") == person_id,
    )
    return [(table, id) for table, id in session.execute(rows.distinct())]


def changes_of_lives(lives: Iterable[Life]) -> list[ColumnElement[bool]]:
    """The changes of the audit that are about these records."""
    always: dict[str, list[str]] = defaultdict(list)
    tests: list[ColumnElement[bool]] = []
    for one in lives:
        table, id = one.record
        if one.since == 0 and one.until is None:
            always[table].append(id)
            continue
        bounds = [AuditChange.entry_id > one.since]
        if one.until is not None:
            bounds.append(AuditChange.entry_id <= one.until)
        tests.append(and_(AuditChange.entity == table, AuditChange.entity_id == id, *bounds))
    tests += [
        and_(AuditChange.entity == table, AuditChange.entity_id.in_(ids)) for table, ids in always.items()
    ]
    return tests


def meant_then(ends: Mapping[Record, list[End]], record: Record, entry_id: int) -> dict[str, Any] | None:
    """What a record was that is deleted by now; None when an entry meant the one that is there."""
    return next((before for end, before in ends.get(record, ()) if end >= entry_id), None)
