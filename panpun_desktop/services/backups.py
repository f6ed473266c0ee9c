"""Backups: made and proved, listed, read again; how old the newest are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.models import AuditEntry, BackupRun
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.backup_keeping import Keeping, is_apart
from panpun_desktop.services.backup_outside import sealed_backup
from panpun_desktop.services.backup_rows import (
    CHOSEN,
    OUTSIDE,
    SECOND,
    BackupRow,
    Places,
    known_rows,
    places_of,
    read_places,
    runs,
    unknown_rows,
)
from panpun_desktop.services.centre import read_settings
from panpun_desktop.services.changes import Changes
from panpun_desktop.store import backup
from panpun_desktop.store.backup import Verdict, free_name, made_folder
from panpun_desktop.store.backup_run import HERE
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.outside import ENDING as SEALED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.backup_file import Manifest
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class BackUp:
    """Make a backup: ``here`` (and in the second place, if one is set), or into a file.

    ``chosen`` is a backup like those here; ``outside`` is sealed to the public key of the settings.
    """

    place: str = HERE
    occasion: str = "asked"
    """close, timed or asked."""
    file: Path | None = None
    """For chosen and outside: the file, or a folder for it."""


@dataclass(frozen=True)
class BackupMade(Changes):
    """A backup that was made and read back."""

    file: Path = field(default_factory=Path)
    made_at: datetime | None = None
    size: int = 0
    """Bytes of the file."""
    second_problem: str = ""
    """Error id of what kept it from the second place; "" when it is there or none is set."""


@dataclass(frozen=True)
class BackupState:
    """How old the newest sound backups are, for the sign on the screen."""

    newest_at: datetime | None
    """The newest in the centre's own folder; None: there is none."""
    is_old: bool
    """Older than the centre bears: the red sign."""
    is_due: bool
    """It is time for the next one."""
    last_problem: str
    """Error id of why the last attempt failed; "" when it did not."""
    second_place: str
    """The folder as set; "" is not set."""
    is_second_there: bool
    """It can be reached just now."""
    is_second_apart: bool
    """It lies on another drive than the data, as far as that can be known."""
    second_at: datetime | None
    is_second_old: bool
    """A second place is set and its newest backup is older than the centre bears."""


@dataclass(frozen=True)
class VerifyBackup:
    """Read a backup of this centre again, wherever it lies."""

    file: Path


def back_up(work: UnitsOfWork, by: Actor, request: BackUp) -> BackupMade:
    """Make a backup and read it back before it counts; others go on working meanwhile.

    A file somebody chooses is noted in the audit and needs the right to restore as well: who may put
    the data back may carry them out. A copy for outside the house needs a right of its own.
    RuleBroken ``save.…`` and ``backup.…``, StorageGone.
    """
    roles.require(by, "backup.make")
    if request.place == CHOSEN:
        roles.require(by, "backup.restore")
        return _into_chosen(Keeping.of(work, by), request)
    if request.place == OUTSIDE:
        roles.require(by, "backup.export")
        return _sealed(Keeping.of(work, by), request)
    if request.place == HERE:
        return _kept_here(Keeping.of(work, by), request)
    raise ValueError(f"no such place: {request.place}")


def _kept_here(keeping: Keeping, request: BackUp) -> BackupMade:
    name = backup.file_name_at(keeping.work.clock)
    target = free_name(made_folder(keeping.places.here), name)
    try:
        manifest = _make(keeping.work, target)
    except PanpunError as problem:
        keeping.note_failed(HERE, request.occasion, target, problem)
        raise
    keeping.note(keeping.run(HERE, request.occasion, target, manifest))
    keeping.thin_out(HERE)
    second_problem = keeping.to_second(target, request.occasion, manifest)
    return _answer(target, manifest, second_problem)


def _into_chosen(keeping: Keeping, request: BackUp) -> BackupMade:
    target = chosen_file(keeping.work, request.file)
    manifest = _make(keeping.work, target)
    try:
        keeping.note(keeping.run(CHOSEN, request.occasion, target, manifest), note=CHOSEN)
    except BaseException:
        target.unlink(missing_ok=True)  # what is not in the audit must not leave
        raise
    return _answer(target, manifest)


def _sealed(keeping: Keeping, request: BackUp) -> BackupMade:
    target = chosen_file(keeping.work, request.file, SEALED)
    return _answer(target, sealed_backup(keeping, target, request.occasion))


def _answer(target: Path, manifest: Manifest, second_problem: str = "") -> BackupMade:
    return BackupMade(
        file=target,
        made_at=manifest.facts.made_at,
        size=target.stat().st_size,
        second_problem=second_problem,
    )


def _make(work: UnitsOfWork, target: Path) -> Manifest:
    keys_path = DataHome(work.database.path.parent).keys_path
    return backup.make(work.database, keys_path, target, work.clock)


def chosen_file(work: UnitsOfWork, file: Path | None, more: str = "") -> Path:
    """The file that somebody named; in a folder it gets the usual name."""
    if file is None:
        raise RuleBroken("backup.file_missing", field="file")
    place = file.expanduser().absolute()
    return free_name(place, backup.file_name_at(work.clock), more) if place.is_dir() else place


def list_backups(work: UnitsOfWork, by: Actor) -> tuple[BackupRow, ...]:
    """Every backup that is known or lies in the two folders, newest first."""
    with work.reading(by, "backup.read") as session:
        places = places_of(work, read_settings(session))
        known = known_rows(session, places)
    rows = [*known, *unknown_rows(known, places)]
    return tuple(sorted(rows, key=_newest_first, reverse=True))


def _newest_first(row: BackupRow) -> tuple[bool, float, str]:
    at = row.made_at
    return at is not None, at.timestamp() if at is not None else 0.0, row.name


def verify_backup(work: UnitsOfWork, by: Actor, request: VerifyBackup) -> Verdict:
    """Read a backup of this centre again and keep the verdict with its line, where it has one."""
    roles.require(by, "backup.read")
    places = read_places(work)
    verdict = backup.verify(request.file, work.database.data_key, work.database.path.parent)
    with work.writing(by, "backup.make") as session:
        for row in session.scalars(runs().where(BackupRun.name == request.file.name)):
            folder = places.folder(row.place)
            if folder is not None and folder / row.name == request.file.absolute():
                row.problem = verdict.problem
                row.verified_at = work.clock.now()
    return verdict


def is_due(work: UnitsOfWork, now: datetime) -> bool:
    """Say whether it is time for the next backup by itself (setting ``backup.hours``)."""
    return backup_state(work, SYSTEM, now).is_due


def backup_state(work: UnitsOfWork, by: Actor, now: datetime) -> BackupState:
    """How old the newest sound backups are; everybody may know, whoever sees the sign tells the manager.

    A newest one that lies in the future (the clock was set back) is no reason to wait.
    """
    with work.reading(by, "backup.make") as session:
        places = places_of(work, read_settings(session))
        rows = known_rows(session, places)
        began_at = session.scalar(select(func.min(AuditEntry.at))) or now
        failed = _last_problem(session)
    newest, second = _newest(rows, HERE), _newest(rows, SECOND)
    age = now - (newest or began_at)
    return BackupState(
        newest_at=newest,
        is_old=age > timedelta(hours=places.warn_hours),
        is_due=newest is None or not timedelta(0) <= age < timedelta(hours=places.hours),
        last_problem=failed,
        second_at=second,
        is_second_old=_is_second_old(places, now - (second or began_at)),
        second_place=str(places.second or ""),
        is_second_there=places.second is not None and places.second.is_dir(),
        is_second_apart=places.second is not None and is_apart(places.second, places.here.parent),
    )


def _is_second_old(places: Places, age: timedelta) -> bool:
    return places.second is not None and age > timedelta(days=places.second_warn_days)


def _newest(rows: list[BackupRow], place: str) -> datetime | None:
    mine = (row for row in rows if row.place == place and row.is_sound)
    return max((row.made_at for row in mine if row.made_at is not None), default=None)


def _last_problem(session: Session) -> str:
    last = session.scalars(runs().where(BackupRun.place == HERE).limit(1)).first()
    return last.problem if last is not None and last.size == 0 else ""
