"""The backups there are: those the table knows, and files beside them that it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.models import BackupRun
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.centre import read_settings
from panpun_desktop.store.backup_file import ENDING, read_manifest
from panpun_desktop.store.backup_run import FOLDER, HERE

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.store.unit_of_work import UnitsOfWork

SECOND, CHOSEN, OUTSIDE = "second", "chosen", "outside"


@dataclass(frozen=True)
class BackupRow:
    """A backup as the list shows it."""

    place: str
    """here, second, chosen or outside."""
    name: str
    path: Path | None
    """Where the file lies now; None: it is not where it was put, or was given away."""
    made_at: datetime | None
    """None: the file does not say."""
    size: int
    """Bytes of the file."""
    occasion: str
    """close, timed, asked, upgrade; "" for a file that the table does not know."""
    verified_at: datetime | None
    """When it was last proved that it can be restored."""
    problem: str
    """Error id of what is wrong with it; "" when nothing is known to be."""
    id: int | None = None
    """None: the file lies in the folder, but these data know nothing of it, as after a restore."""

    @property
    def is_sound(self) -> bool:
        """It was read back and nothing has been found since."""
        return self.verified_at is not None and not self.problem


@dataclass(frozen=True)
class Places:
    """Where backups lie, and how many are kept."""

    here: Path
    second: Path | None = None
    """None: not set."""
    hours: float = 0
    warn_hours: float = 0
    second_warn_days: float = 0
    keep_hours: float = 0
    """Every backup of so many hours stays."""
    daily: int = 0
    weekly: int = 0
    monthly: int = 0
    recipient: str = ""
    """The public key for copies that leave the house; "" is not set."""

    def folder(self, place: str) -> Path | None:
        """The folder in which the program keeps backups by itself; None for the other places."""
        return {HERE: self.here, SECOND: self.second}.get(place)


def backup_folder(work: UnitsOfWork) -> Path:
    """The folder beside the database in which backups are kept."""
    return work.database.path.parent / FOLDER


def read_places(work: UnitsOfWork) -> Places:
    """What the centre decided about backups; the program needs it whoever is signed in."""
    with work.reading(SYSTEM, "setting.read") as session:
        return places_of(work, read_settings(session))


def places_of(work: UnitsOfWork, settings: dict[str, Any]) -> Places:
    """The places as the settings name them."""
    second = str(settings["backup.second_place"]).strip()
    return Places(
        here=backup_folder(work),
        second=Path(second).expanduser() if second else None,
        hours=float(settings["backup.hours"]),
        warn_hours=float(settings["backup.warn_hours"]),
        second_warn_days=float(settings["backup.second_warn_days"]),
        keep_hours=float(settings["backup.keep_hours"]),
        daily=int(settings["backup.keep_daily"]),
        weekly=int(settings["backup.keep_weekly"]),
        monthly=int(settings["backup.keep_monthly"]),
        recipient=str(settings["backup.outside_recipient"]).strip(),
    )


def runs() -> Select[BackupRun]:
    """The backups that were not removed, newest first."""
    newest_first = (BackupRun.made_at.desc(), BackupRun.id.desc())
    return select(BackupRun).where(BackupRun.removed_at.is_(None)).order_by(*newest_first)


def known_rows(session: Session, places: Places) -> list[BackupRow]:
    """What the table knows, newest first."""
    return [_known(row, places.folder(row.place)) for row in session.scalars(runs())]


def _known(row: BackupRun, folder: Path | None) -> BackupRow:
    path = folder / row.name if folder is not None else None
    is_there = path is not None and path.is_file()
    lost = row.place == HERE and not is_there and not row.problem
    return BackupRow(
        place=row.place,
        name=row.name,
        path=path if is_there else None,
        made_at=row.made_at,
        size=row.size,
        occasion=row.occasion,
        verified_at=row.verified_at,
        problem="backup.missing" if lost else row.problem,
        id=row.id,
    )


def unknown_rows(known: list[BackupRow], places: Places) -> list[BackupRow]:
    """Files in the folders that the table does not know, each looked at as far as it says itself."""
    named = {(row.place, row.name) for row in known}
    found = []
    for place in (HERE, SECOND):
        for path in _files(places.folder(place)):
            if (place, path.name) not in named:
                found.append(_unknown(place, path))
    return found


def _files(folder: Path | None) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{ENDING}")) if folder is not None else []
    except OSError:
        return []


def _unknown(place: str, path: Path) -> BackupRow:
    made_at, problem = None, ""
    try:
        made_at = read_manifest(path).facts.made_at
    except StorageGone as gone:
        problem = gone.id
    size = path.stat().st_size if path.exists() else 0
    return BackupRow(place, path.name, path, made_at, size, "", None, problem)
