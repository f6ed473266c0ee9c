"""Whether leaving is worth a backup, and which backups a folder holds when nobody can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import AuditEntry, BackupRun
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.backup_rows import BackupRow, Places, unknown_rows
from panpun_desktop.services.backup_rows import runs as backup_runs
from panpun_desktop.store.backup_run import HERE

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.store.unit_of_work import UnitsOfWork


_SILENT = ("session.sign_in",)
"""Acts after which the data say nothing new."""


def is_wanted_at_close(work: UnitsOfWork) -> bool:
    """Something was done since the newest sound backup here, or that backup is not there any more."""
    with work.reading(SYSTEM, "backup.make") as session:
        sound = backup_runs().where(BackupRun.place == HERE, BackupRun.problem == "").limit(1)
        last = session.scalars(sound).first()
        if last is None or not (work.database.path.parent / "backups" / last.name).is_file():
            return True
        known = session.get(AuditEntry, last.audit_count)
        news = select(AuditEntry.id).where(AuditEntry.id > last.audit_count, AuditEntry.act.not_in(_SILENT))
        return known is None or known.hash != last.audit_hash or session.scalar(news.limit(1)) is not None


def backups_in(folder: Path) -> tuple[BackupRow, ...]:
    """The backups beside the data of a folder, newest first, each as far as it says itself."""
    places = Places(folder / "backups")
    rows = [row for row in unknown_rows([], places) if row.made_at is not None]
    return tuple(sorted(rows, key=lambda row: row.name, reverse=True))
