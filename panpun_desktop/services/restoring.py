"""Putting a backup back: looked into, rehearsed on a copy, and only then in the place of the data.

None of it needs the present data: they may be missing, damaged or locked by another key. The key comes
from inside the backup, by the password of a user there or by the printed recovery key.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.demonstration_mark import mark
from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.common.files import refusal
from panpun_desktop.models import AppUser, AuditEntry, Setting, Stay
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.session import attempted
from panpun_desktop.store import backup, backup_file, swap
from panpun_desktop.store.backup_file import DATABASE, Manifest
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.sign_in_file import SignInFile
from panpun_desktop.store.upgrade import known_revisions, newest_revision
from panpun_desktop.store.window_lock import no_window

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock
    from panpun_desktop.store.integrity import CheckResult
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_SILENT = ("session.sign_in",)
"""Acts that say nothing of the state of the data."""


@dataclass(frozen=True)
class Secret:
    """What opens a backup: the password of a user in it, or the printed recovery key."""

    login: str = ""
    password: str = field(default="", repr=False)
    recovery_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Contents:
    """What is in a backup."""

    file: Path
    made_at: datetime
    program: str
    """The version of the program that made it."""
    is_older: bool
    """Its tables are those of an earlier version: they are brought up to date in a copy."""
    people_present: int
    """People whose stay was open at the time of the backup."""
    people: int
    stays: int
    documents: int
    last_act: str
    """What was done last, in words; "" when nothing was."""
    last_act_at: datetime | None
    last_act_by: str
    """The sign-in name."""
    size: int
    """Bytes of the data inside."""
    centre: str = ""
    """The name of the centre whose data they are."""
    has_present: bool = True
    """There are data now that would be put aside."""


@dataclass(frozen=True)
class Rehearsal:
    """How putting the backup back would go."""

    contents: Contents
    checks: tuple[CheckResult, ...]

    @property
    def ok(self) -> bool:
        """Every check of ``panpun check`` holds."""
        return all(check.ok for check in self.checks)


@dataclass(frozen=True)
class Restore:
    """Put a backup in the place of the data."""

    file: Path
    secret: Secret
    is_own_window: bool = False
    """The window that has the folder open asks, and has let the data go."""


@dataclass(frozen=True)
class Restored:
    """The backup is in place."""

    contents: Contents
    aside: Path | None
    """Where the data lie that were there before; None: there were none."""


@dataclass(frozen=True)
class _Opened:
    """A backup taken out into a folder and opened there."""

    home: DataHome
    work: UnitsOfWork
    actor: Actor
    contents: Contents


def look_into(folder: Path, clock: Clock, file: Path, secret: Secret) -> Contents:
    """Say what is in a backup, from a copy that is gone afterwards; ``folder`` is the centre's.

    StorageGone ``backup.…`` for a damaged, foreign or newer file, RuleBroken ``session.…`` for a wrong
    password or key (``session.wait`` while
    earlier ones slow it down), NotAllowed for a user who may not restore, RuleBroken ``save.…`` without room.
    """
    with backup.scratch(_room(folder)) as aside, _opened(folder, aside, clock, file, secret) as opened:
        present = DataHome(folder)
        has_present = present.database_path.exists() or present.keys_path.exists()
        return replace(opened.contents, has_present=has_present)


def rehearse(folder: Path, clock: Clock, file: Path, secret: Secret) -> Rehearsal:
    """Put a backup into a copy, bring it up to date and check it whole; nothing of it is left."""
    with backup.scratch(_room(folder)) as aside, _opened(folder, aside, clock, file, secret) as opened:
        return Rehearsal(opened.contents, check_centre(opened.work, opened.actor))


def restore(folder: Path, clock: Clock, request: Restore) -> Restored:
    """Put a backup in the place of the data, which stay beside it in a folder ``aside-…``.

    Until the last moment everything happens in a folder of its own; refused as by ``look_into``, and
    with "restore.window_open" or "restore.in_use" while somebody works on the data.
    """
    with _there(folder), nullcontext() if request.is_own_window else no_window(folder):
        swap.finish(folder)
        prepared = _new_folder(folder)
        try:
            with _opened(folder, prepared, clock, request.file, request.secret) as opened:
                _note(opened)
            aside = swap.put_in_place(folder, prepared, _aside_name(folder, clock))
        finally:
            if not swap.is_under_way(folder):
                shutil.rmtree(prepared, ignore_errors=True)
    return Restored(opened.contents, aside)


@contextmanager
def _there(folder: Path) -> Iterator[None]:
    """The folder of the centre, made where it is missing and gone again when nothing came into it."""
    is_new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise refusal(problem, folder / DATABASE) from problem
    try:
        yield
    finally:
        with suppress(OSError):
            if is_new:
                SignInFile(folder).path.unlink(missing_ok=True)
            folder.rmdir()  # only ever an empty one


def _note(opened: _Opened) -> None:
    """The audit of the restored centre says that it was, from which time, and by which way."""
    made_at = opened.contents.made_at.isoformat(timespec="seconds")
    way = "recovery_key" if opened.actor is SYSTEM else "password"
    with opened.work.writing(opened.actor, "backup.restore", note=f"{made_at} {way}", always=True):
        pass


@contextmanager
def _opened(folder: Path, place: Path, clock: Clock, file: Path, secret: Secret) -> Iterator[_Opened]:
    """Taken out into ``place``; wrong secrets are counted in ``folder``, the centre's, where there is one."""
    manifest = backup_file.read_manifest(file)
    if manifest.facts.revision not in known_revisions():
        raise StorageGone("backup.newer", path=file.name)
    backup.require_room(file, place, file)
    backup_file.unpack(file, place)
    if manifest.facts.is_demonstration:
        mark(place)
    home = DataHome(place)
    data_key = _key(folder, clock, home, secret)
    problem = backup.unpacked_problem(place, data_key, manifest.facts)
    if problem:
        raise StorageGone(problem, path=file.name)
    work = home.open(data_key, clock, is_copy=True)
    try:
        actor = _actor(work, secret)
        yield _Opened(home, work, actor, _contents(work, file, manifest))
    finally:
        work.close()


def _key(folder: Path, clock: Clock, home: DataHome, secret: Secret) -> bytes:
    """Slowed down as signing in is, by a count of its own for each key that backups are made with.

    A stranger's backup, whose password is known to its maker, sets nothing back.
    """
    try:
        keys = home.keys()
    except StorageGone as gone:
        raise StorageGone("backup.damaged", path=home.keys_path.name) from gone
    with attempted(folder, clock, f"\x00backup {keys.fingerprint} {secret.login}"):
        if secret.recovery_key:
            return keys.open_with_recovery(secret.recovery_key)
        return keys.open_with_password(secret.login, secret.password)


def _actor(work: UnitsOfWork, secret: Secret) -> Actor:
    """Who restores: the user in the backup; with the recovery key the program itself."""
    if secret.recovery_key:
        return SYSTEM
    with work.reading(SYSTEM, "setting.read") as session:
        row = session.scalar(select(AppUser).where(AppUser.login == secret.login.strip().lower()))
    if row is None or not row.is_active:
        raise RuleBroken("session.disabled", field="login")
    actor = Actor(row.id, row.login, row.name, Role(row.role))
    roles.require(actor, "backup.restore")
    return actor


def _contents(work: UnitsOfWork, file: Path, manifest: Manifest) -> Contents:
    facts = manifest.facts
    day = facts.made_at.astimezone(BANGKOK).date()
    with work.reading(SYSTEM, "backup.restore") as session:
        present = session.scalar(
            select(func.count(Stay.id)).where(
                Stay.voided_at.is_(None),
                Stay.arrived_on <= day,
                or_(Stay.left_on.is_(None), Stay.left_on > day),
            )
        )
        last = session.execute(
            select(AuditEntry.act, AuditEntry.at, AuditEntry.login)
            .where(AuditEntry.id <= facts.head.count, AuditEntry.act.not_in(_SILENT))
            .order_by(AuditEntry.id.desc())
            .limit(1)
        ).one_or_none()
        name = session.scalar(select(Setting.value).where(Setting.key == "centre.name"))
    return Contents(
        file=file,
        made_at=facts.made_at,
        program=facts.program,
        is_older=facts.revision != newest_revision(),
        people_present=present or 0,
        people=facts.counts.people,
        stays=facts.counts.stays,
        documents=facts.counts.documents,
        last_act=act_words(last.act) if last is not None else "",
        last_act_at=last.at if last is not None else None,
        last_act_by=last.login if last is not None else "",
        size=manifest.size,
        centre=str(json.loads(name)) if name else "",
    )


def _room(folder: Path) -> Path:
    """Where a copy is unpacked: beside the data, or where the system keeps passing files."""
    is_usable = folder.is_dir() and os.access(folder, os.W_OK)
    return folder if is_usable else Path(tempfile.gettempdir())


def _new_folder(folder: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="restore-", dir=folder))
    except OSError as problem:
        raise refusal(problem, folder / "restore") from problem


def _aside_name(folder: Path, clock: Clock) -> str:
    wanted = f"aside-{clock.now().astimezone(BANGKOK):%Y-%m-%d-%H%M%S}"
    name, number = wanted, 1
    while (folder / name).exists():
        number += 1
        name = f"{wanted}-{number}"
    return name
