"""Making a backup of the open database and proving that one can be read again.

A backup is taken from the file while it stands still (``store.still``), never from the file as it happens to
lie there: what stands in the write-ahead log would be missing. It gets its name only after it was read back.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from panpun_desktop import __version__
from panpun_desktop.common.clock import BANGKOK, Clock
from panpun_desktop.common.demonstration_mark import is_marked
from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.common.files import own_file, refusal
from panpun_desktop.store import backup_file, still, upgrade
from panpun_desktop.store.audit import head, verify_chain
from panpun_desktop.store.backup_file import DATABASE, ENDING, KEYS, Counts, Facts, Manifest
from panpun_desktop.store.database import Database, storage_errors
from panpun_desktop.store.keys import KeyFile, sync_folder

_SCRATCH = "scratch-"
_LEFT_SECONDS = 24 * 3600
_SPARE_BYTES = 2**24
_COUNTED = {"people": "person", "stays": "stay", "documents": "document"}

_AS_BACKUP = dict.fromkeys(
    ("storage.not_ours", "storage.damaged", "storage.missing", "storage.keys_unreadable"), "backup.damaged"
)
"""What is said of the files of a centre, said of those inside a backup."""


@dataclass(frozen=True)
class Verdict:
    """Whether a backup can be restored; ``problem`` is the id of the sentence that says why not."""

    manifest: Manifest | None
    problem: str = ""

    @property
    def is_sound(self) -> bool:
        """Everything was read and is what the manifest says."""
        return not self.problem


def file_name_at(clock: Clock) -> str:
    """``panpun-2026-11-21-100000.panpun``: the wall clock in the office, so that names sort by time."""
    return f"panpun-{clock.now().astimezone(BANGKOK):%Y-%m-%d-%H%M%S}{ENDING}"


def free_name(folder: Path, name: str, more: str = "") -> Path:
    """A name in the folder; two backups within a second are told apart by a number. ``more`` ends it."""
    target, number = folder / f"{name}{more}", 1
    while target.exists():
        number += 1
        target = folder / f"{name.removesuffix(ENDING)}-{number}{ENDING}{more}"
    return target


def made_folder(folder: Path) -> Path:
    """The folder of the backups, made where it is missing; RuleBroken ``save.…``."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise refusal(problem, folder / "backup") from problem
    return folder


def make(database: Database, keys_path: Path, target: Path, clock: Clock) -> Manifest:
    """Write a backup of the open database into a new file and read it back.

    What is there already is never written over. RuleBroken ``backup.exists`` or ``save.…`` (no space, no
    folder, protected); StorageGone with the problem when what was written does not prove sound.
    """
    if target.exists():
        raise RuleBroken("backup.exists", name=target.name)
    require_room(database.path, database.path.parent, target)
    require_room(database.path, target.parent, target)
    try:
        with scratch(database.path.parent) as folder:
            copied = _copied(database, keys_path, folder, _fresh(target), clock)
            # what is looked at and what is read back from the disk are the same bytes: both at once
            with ThreadPoolExecutor(1) as beside:
                whole = beside.submit(backup_file.require_whole, _fresh(target))
                problem = unpacked_problem(folder, database.data_key, copied.facts, free_pages=False)
            whole.result()
            if problem:
                raise StorageGone(problem, path=target.name)
        name_finally(target)
    finally:
        with suppress(OSError):
            _fresh(target).unlink(missing_ok=True)
    return copied


def _copied(database: Database, keys_path: Path, folder: Path, fresh: Path, clock: Clock) -> Manifest:
    """Write the backup, and the same bytes into a folder where they can be opened."""
    keys = _key_slots(keys_path)
    (folder / KEYS).write_bytes(keys)
    with still.standing_still(database, folder / "still.db") as source:
        facts = replace(_facts(source.connection, clock), is_demonstration=is_marked(database.path.parent))
        return backup_file.write(fresh, _also(source.pieces, folder / DATABASE), keys, facts)


def _also(pieces: Iterator[bytes], copy: Path) -> Iterator[bytes]:
    with open(copy, "xb", opener=own_file) as file:
        for piece in pieces:
            file.write(piece)
            yield piece


def verify(file: Path, data_key: bytes, room: Path) -> Verdict:
    """Unpack a backup in a folder with room, open it with the key and compare it with its manifest."""
    manifest = None
    try:
        manifest = backup_file.read_manifest(file)
        require_room(file, room, file)
        with scratch(room) as folder:
            backup_file.unpack(file, folder)
            return Verdict(manifest, unpacked_problem(folder, data_key, manifest.facts))
    except StorageGone as gone:
        return Verdict(manifest, _AS_BACKUP.get(gone.id, gone.id))


def unpacked_problem(folder: Path, data_key: bytes, facts: Facts, *, free_pages: bool = True) -> str:
    """What is wrong with an unpacked backup, as the id of a sentence; "" when nothing is.

    Every page that is in use is proved by its own seal as the trees are walked; the free ones only if asked.
    """
    keys = KeyFile.load(folder / KEYS)
    if not keys.is_for(data_key):
        return "backup.other_key"
    if not keys.has_recovery:
        return "backup.no_recovery"
    return _database_problem(folder / DATABASE, data_key, facts, free_pages)


def _database_problem(path: Path, data_key: bytes, facts: Facts, free_pages: bool) -> str:
    """What is wrong with the database of a backup, as the id of a sentence; "" when nothing is."""
    if facts.revision not in upgrade.known_revisions():
        return "backup.newer"
    database = Database.open(path, data_key)
    try:
        with storage_errors(), database.engine.connect() as connection:
            if free_pages and connection.execute(text("PRAGMA cipher_integrity_check")).all():
                return "backup.damaged"
            return _inner_problem(connection, database, facts)
    except DatabaseError:
        return "backup.damaged"
    finally:
        database.close()


def _inner_problem(connection: Connection, database: Database, facts: Facts) -> str:
    trees = connection.execute(text("PRAGMA quick_check")).scalars().all()
    if list(trees) != ["ok"]:
        return "backup.damaged"
    with Session(connection) as session:
        if _counts(connection) != facts.counts or head(session) != facts.head:
            return "backup.differs"
        is_newest = facts.revision == upgrade.newest_revision()  # older tables are looked at once upgraded
        if is_newest and not verify_chain(session, database.audit_key, facts.head).ok:
            return "backup.chain_broken"
    return ""


def _key_slots(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise StorageGone("storage.keys_unreadable", path=path.name) from problem


def _facts(connection: Connection, clock: Clock) -> Facts:
    """What the file that is copied says: somebody may work on meanwhile."""
    with Session(connection) as session:
        revision = upgrade.revision_in(connection) or ""
        return Facts(__version__, revision, clock.now(), _counts(connection), head(session))


def _counts(connection: Connection) -> Counts:
    return Counts(
        **{
            name: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for name, table in _COUNTED.items()
        }
    )


def _fresh(target: Path) -> Path:
    return target.with_name(f"{target.name}.new")


def name_finally(target: Path) -> None:
    """Give what was written and proved its name."""
    try:
        _fresh(target).replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        raise refusal(problem, target) from problem


def copy_sound(source: Path, target: Path) -> None:
    """Copy a proved backup to another place and compare it there; RuleBroken ``save.…``, StorageGone.

    The same bytes under the same name, put there before, are that copy.
    """
    if target.is_file() and backup_file.hash_of(target) == backup_file.hash_of(source):
        return
    if target.exists():
        raise RuleBroken("backup.exists", name=target.name)
    require_room(source, target.parent, target)
    try:
        written = backup_file.copy_whole(source, _fresh(target))
        if backup_file.hash_of(_fresh(target)) != written:
            raise StorageGone("backup.damaged", path=target.name)
        name_finally(target)
    finally:
        with suppress(OSError):
            _fresh(target).unlink(missing_ok=True)


def require_room(what: Path, folder: Path, target: Path) -> None:
    """Refuse before anything is written when a folder is missing or has no room for a file of this size."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        raise refusal(problem, target) from problem
    if free < what.stat().st_size + _SPARE_BYTES:
        raise RuleBroken("save.disk_full", name=target.name)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A folder of one's own that is gone afterwards; what a killed program left is swept away first."""
    for left in folder.glob(f"{_SCRATCH}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(left)
    try:
        made = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
    except OSError as problem:
        raise refusal(problem, folder / _SCRATCH) from problem
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
