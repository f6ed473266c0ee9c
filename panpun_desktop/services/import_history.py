"""The imports there were: what came from which file, by whom, and whether it still holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import String, cast, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.models import AppUser, AuditChange, ImportBatch

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ImportRow:
    """One import of the history; ``entry`` is the audit entry by which it is taken back as a whole."""

    id: int
    kind: str
    file_name: str
    imported_at: datetime
    imported_by: str
    profile: str
    lines: int
    imported: int
    noted: int
    refused: int
    persons: int
    stays: int
    is_taken_back: bool
    entry: int | None


def list_imports(work: UnitsOfWork, by: Actor, limit: int = 200) -> tuple[ImportRow, ...]:
    """The imports, the newest first."""
    entry = (
        select(AuditChange.entry_id)
        .where(
            AuditChange.entity == ImportBatch.__tablename__,
            AuditChange.entity_id == cast(ImportBatch.id, String),
            AuditChange.kind == "insert",
        )
        .limit(1)
        .scalar_subquery()
    )
    chosen = (
        select(ImportBatch, AppUser.name, entry)
        .outerjoin(AppUser, AppUser.id == ImportBatch.imported_by_id)
        .order_by(ImportBatch.id.desc())
        .limit(limit)
    )
    with work.reading(by, "import.register") as session:
        return tuple(_row(batch, name or "", entry_id) for batch, name, entry_id in session.execute(chosen))


def came_before(work: UnitsOfWork, by: Actor, sha256: str) -> ImportRow | None:
    """The import of the very same file that still holds, if there is one."""
    found = (row for row in list_imports(work, by) if not row.is_taken_back)
    with work.reading(by, "import.register") as session:
        chosen = select(ImportBatch.id).where(ImportBatch.sha256 == sha256, ImportBatch.voided_at.is_(None))
        same = set(session.scalars(chosen))
    return next((row for row in found if row.id in same), None)


def _row(batch: ImportBatch, name: str, entry: int | None) -> ImportRow:
    counts = json.loads(batch.counts)
    return ImportRow(
        id=batch.id,
        kind=batch.kind,
        file_name=batch.file_name,
        imported_at=batch.imported_at.astimezone(BANGKOK),
        imported_by=name,
        profile=batch.profile,
        lines=batch.lines,
        imported=batch.imported,
        noted=batch.noted,
        refused=batch.refused,
        persons=counts.get("persons", 0),
        stays=counts.get("stays", 0),
        is_taken_back=batch.voided_at is not None,
        entry=entry,
    )
