"""What becomes of a backup once it is made: its line in the table, the second place, thinning out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK, today
from panpun_desktop.common.errors import PanpunError, RuleBroken, StorageGone
from panpun_desktop.models import BackupRun
from panpun_desktop.rules.backup_rotation import Kept, last_gone_on, to_keep
from panpun_desktop.services.backup_rows import SECOND, Places, read_places, runs
from panpun_desktop.store import backup
from panpun_desktop.store.backup_file import Manifest, read_manifest
from panpun_desktop.store.backup_run import UPGRADE, backup_run

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Keeping:
    """The backups of a centre while somebody makes one."""

    work: UnitsOfWork
    by: Actor
    places: Places

    @classmethod
    def of(cls, work: UnitsOfWork, by: Actor) -> Keeping:
        """With the places as they are set."""
        return cls(work, by, read_places(work))

    def run(self, place: str, occasion: str, file: Path, manifest: Manifest) -> BackupRun:
        """The line for a backup that was made and read back."""
        at = self.work.clock.now()
        return backup_run(file, manifest, place, occasion, at, self.by.user_id or None)

    def note(self, run: BackupRun, *, note: str = "") -> None:
        """Keep a line; with a note also in the audit."""
        with self.work.writing(self.by, "backup.make", note=note, always=bool(note)) as session:
            take_name(session, run)

    def note_failed(self, place: str, occasion: str, target: Path, problem: PanpunError) -> None:
        """Keep that no backup could be made, as far as that can be written at all."""
        failed = BackupRun(
            made_at=self.work.clock.now(),
            place=place,
            name=target.name,
            occasion=occasion,
            size=0,
            sha256="",
            audit_count=0,
            audit_hash="",
            problem=problem.id,
            made_by_id=self.by.user_id or None,
        )
        with suppress(PanpunError):
            self.note(failed)

    def to_second(self, source: Path, occasion: str, manifest: Manifest) -> str:
        """Copy a proved backup to the second place; gives the error id when that could not be.

        The folder itself is never made: a drive that is not there must not become a folder on this one.
        """
        folder = self.places.second
        if folder is None:
            return ""
        target = folder / source.name
        try:
            require_outside(folder, self.places.here.parent)
            if not folder.is_dir():
                raise RuleBroken("backup.second_away", folder=str(folder))
            backup.copy_sound(source, target)
            self.note(self.run(SECOND, occasion, target, manifest))
        except PanpunError as problem:
            self.note_failed(SECOND, occasion, target, problem)
            return problem.id
        self.thin_out(SECOND)
        return ""

    def thin_out(self, place: str) -> None:
        """Remove what is no longer kept: only files that were made here and are still the same."""
        folder = self.places.folder(place)
        if folder is None:
            return
        with self.work.writing(self.by, "backup.make") as session:
            rows = list(session.scalars(runs().where(BackupRun.place == place)))
            there = [row for row in rows if row.problem or (folder / row.name).is_file()]
            stay = to_keep(
                [Kept(row.name, row.made_at, _is_sound(row)) for row in there],
                self.places.daily,
                self.places.weekly,
                self.places.monthly,
                self.places.keep_hours,
            )
            stay |= self._before_upgrade(there)
            for row in there:
                if row.name not in stay and _remove(folder / row.name, row):
                    row.removed_at = self.work.clock.now()

    def _before_upgrade(self, newest_first: list[BackupRun]) -> set[str]:
        """The newest made before an upgrade stays as long as the last of a month would."""
        numbers = self.places.daily, self.places.weekly, self.places.monthly, self.places.keep_hours
        made = next((row for row in newest_first if row.occasion == UPGRADE), None)
        if made is None or last_gone_on(made.made_at.astimezone(BANGKOK).date(), *numbers) <= today(
            self.work.clock
        ):
            return set()
        return {made.name}


def take_name(session: Session, run: BackupRun) -> None:
    """Add a line; an earlier one of the same name and place stands for a file that is no longer there."""
    for row in session.scalars(runs().where(BackupRun.place == run.place, BackupRun.name == run.name)):
        row.removed_at = run.made_at
    session.flush()
    session.add(run)


def require_outside(second: Path, data: Path) -> None:
    """A second place inside the data folder is lost with it; RuleBroken "backup.second_in_data"."""
    if second.resolve().is_relative_to(data.resolve()):
        raise RuleBroken("backup.second_in_data", field="backup.second_place")


def is_apart(one: Path, other: Path) -> bool:
    """Say whether two folders lie on different drives; what cannot be asked counts as apart."""
    try:
        return one.stat().st_dev != other.stat().st_dev
    except OSError:
        return True


def _is_sound(row: BackupRun) -> bool:
    return row.verified_at is not None and not row.problem


def _remove(file: Path, row: BackupRun) -> bool:
    """Remove a file that is the one of its line; what somebody put in its place is left alone."""
    if not file.is_file():
        return True
    try:
        if not row.sha256 or read_manifest(file).sha256 != row.sha256:
            return bool(row.problem)
        file.unlink()
    except (OSError, StorageGone):
        return False
    return True
