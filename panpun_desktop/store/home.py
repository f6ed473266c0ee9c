"""The folder of a centre: the database, the key file, and the way from a password to units of work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import Clock
from panpun_desktop.store import lost_acts, swap, upgrade
from panpun_desktop.store.database import Database
from panpun_desktop.store.keys import KdfCost, KeyFile, new_data_key
from panpun_desktop.store.look import require_new
from panpun_desktop.store.side_head import head_path
from panpun_desktop.store.unit_of_work import UnitsOfWork

if TYPE_CHECKING:
    from panpun_desktop.models import BackupRun


@dataclass(frozen=True)
class DataHome:
    """A data folder; making one of these touches nothing."""

    folder: Path

    @property
    def database_path(self) -> Path:
        """The encrypted database."""
        return self.folder / "panpun.db"

    @property
    def keys_path(self) -> Path:
        """The key slots; a copy of the database is worth nothing without them."""
        return self.folder / "keys.json"

    def exists(self) -> bool:
        """Whether the folder holds a centre."""
        return self.database_path.is_file() and self.keys_path.is_file()

    def keys(self) -> KeyFile:
        """The key slots, as they stand; a restore that a power cut ended is finished first."""
        swap.finish(self.folder)
        return KeyFile.load(self.keys_path)

    def create(
        self, login: str, password: str, recovery_key: str, clock: Clock, cost: KdfCost | None = None
    ) -> UnitsOfWork:
        """Make a centre's files, opened by the first user or the recovery key; refused where any of one is.

        The database gets its name last: until then there is no centre. What a set-up that was cut short
        left is put aside and never deleted. StorageGone as by ``look.require_new``.
        """
        require_new(self.folder)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.folder / "panpun.db.new"
        fresh.unlink(missing_ok=True)
        self.put_left_aside()
        data_key = new_data_key()
        upgrade.create_empty(fresh, data_key)
        keys = KeyFile.create(self.keys_path, cost)
        keys.add_password_slot(login, password, data_key)
        keys.add_recovery_slot(recovery_key, data_key)
        fresh.replace(self.database_path)
        return self.open(data_key, clock)

    def put_left_aside(self) -> None:
        """Give other names to what a set-up left that was cut short."""
        for left in (
            self.keys_path,
            head_path(self.database_path),
            self.folder / "lost-acts.json",
            *self.folder.glob(f"{self.database_path.name}*"),
        ):
            _put_aside(left)

    def open_with_password(self, login: str, password: str, clock: Clock) -> UnitsOfWork:
        """Open the centre as a user; RuleBroken "session.wrong_password", or StorageGone."""
        return self.open(self.keys().open_with_password(login, password), clock)

    def open_with_recovery(self, recovery_key: str, clock: Clock) -> UnitsOfWork:
        """Open the centre with the printed key; RuleBroken "session.wrong_recovery_key", or StorageGone."""
        return self.open(self.keys().open_with_recovery(recovery_key), clock)

    def open(self, data_key: bytes, clock: Clock, *, is_copy: bool = False) -> UnitsOfWork:
        """Open the centre, bringing an older file to the newest tables once a backup of it is made.

        ``is_copy``: what was taken out of a backup needs no other.
        """
        database = Database.open(self.database_path, data_key)
        try:
            work = UnitsOfWork(database, clock)
            self._bring_up_to_date(work, is_copy)
            lost_acts.compare(database)
        except BaseException:
            database.close()
            raise
        return work

    def _bring_up_to_date(self, work: UnitsOfWork, is_copy: bool) -> None:
        runs: list[BackupRun] = []

        def back_up() -> None:
            from panpun_desktop.store.backup_run import before_upgrade

            runs.append(before_upgrade(work.database, self.keys_path, work.clock))

        upgrade.create_or_upgrade(work.database, None if is_copy else back_up)
        for run in runs:
            from panpun_desktop.store.backup_run import note

            note(work, run)


def _put_aside(path: Path) -> None:
    if not path.exists() or ".aside" in path.name:
        return
    number = 1
    while (aside := path.with_name(f"{path.name}.aside{number}")).exists():
        number += 1
    path.rename(aside)
