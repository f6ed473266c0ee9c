"""The line of a backup in the table, and the backup that is made before an upgrade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from panpun_desktop.common.clock import Clock
from panpun_desktop.models import BackupRun
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.store import backup
from panpun_desktop.store.backup_file import Manifest
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork

FOLDER = "backups"
"""Beside the database."""
HERE, UPGRADE = "here", "upgrade"


def backup_run(
    file: Path, manifest: Manifest, place: str, occasion: str, at: datetime, by_id: int | None
) -> BackupRun:
    """The line for a backup that was made and read back at that time."""
    head = manifest.facts.head
    return BackupRun(
        made_at=manifest.facts.made_at,
        place=place,
        name=file.name,
        occasion=occasion,
        size=file.stat().st_size,
        sha256=manifest.sha256,
        audit_count=head.count,
        audit_hash=head.hash,
        verified_at=at,
        problem="",
        made_by_id=by_id,
    )


def before_upgrade(database: Database, keys_path: Path, clock: Clock) -> BackupRun:
    """Make a backup of an earlier program's data; its line is written once there is a table for it."""
    folder = backup.made_folder(keys_path.parent / FOLDER)
    file = backup.free_name(folder, backup.file_name_at(clock))
    manifest = backup.make(database, keys_path, file, clock)
    return backup_run(file, manifest, HERE, UPGRADE, clock.now(), None)


def note(work: UnitsOfWork, run: BackupRun) -> None:
    """Keep the line."""
    with work.writing(SYSTEM, "backup.make") as session:
        session.add(run)
