"""A copy that leaves the house: a proved backup, sealed to the public key that the centre has set."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.backup_keeping import Keeping, take_name
from panpun_desktop.services.backup_rows import OUTSIDE
from panpun_desktop.store import backup, outside
from panpun_desktop.store.home import DataHome

if TYPE_CHECKING:
    from panpun_desktop.store.backup_file import Manifest


def sealed_backup(keeping: Keeping, target: Path, occasion: str) -> Manifest:
    """Make a backup, prove it, seal it, and give it its name in the unit of work that audits it.

    Nobody here can read it afterwards, so its line says of no time that it was read back.
    """
    work = keeping.work
    recipient = outside.require_recipient(keeping.places.recipient)
    if target.exists():
        raise RuleBroken("backup.exists", name=target.name)
    home = DataHome(work.database.path.parent)
    fresh = target.with_name(f"{target.name}.new")
    with backup.scratch(home.folder) as folder:
        plain = folder / backup.file_name_at(work.clock)
        manifest = backup.make(work.database, home.keys_path, plain, work.clock)
        backup.require_room(plain, target.parent, target)
        outside.seal(plain, fresh, recipient)
    try:
        run = keeping.run(OUTSIDE, occasion, fresh, manifest)
        run.name, run.verified_at = target.name, None
        with work.writing(keeping.by, "backup.export", note=keeping.places.recipient, always=True) as session:
            take_name(session, run)
            backup.name_finally(target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return manifest
