"""A backup as one file: an uncompressed zip of the encrypted database, the key slots and a manifest.

The manifest says nothing of people but how many there are. Reading takes nothing on trust: a file that
somebody hands over may be foreign, cut off or made to do harm, and is refused in words.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.common.files import own_file, refusal
from panpun_desktop.store.audit import Head
from panpun_desktop.store.keys import write_whole

FORMAT = 1
ENDING = ".panpun"
DATABASE, KEYS, MANIFEST = "panpun.db", "keys.json", "manifest.json"
_MEMBERS = {DATABASE, KEYS, MANIFEST}
_MOST = {KEYS: 2**21, MANIFEST: 2**14}
"""Bytes that the small parts may have."""
_PIECE = 2**18
_SALT = 16
"""Bytes at the beginning of an encrypted database that are its own and no secret."""
_LOOKED_AT = 3
"""Backups that are asked whose keys they carry."""
_END = struct.Struct("<4s4H2LH")
_MOST_DIRECTORY = 2**12
_UNREADABLE = (
    *(zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, NotImplementedError, RuntimeError),
)
_CUT_OFF = (EOFError, struct.error, OverflowError)


@dataclass(frozen=True)
class Counts:
    """How many records a database holds, also those that were voided."""

    people: int
    stays: int
    documents: int


@dataclass(frozen=True)
class Facts:
    """What a database says of itself when it is copied."""

    program: str
    revision: str
    made_at: datetime
    counts: Counts
    head: Head
    """The end of the audit chain."""
    is_demonstration: bool = False
    """All people in it are invented."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; ``size`` and ``sha256`` are those of the database inside."""

    facts: Facts
    size: int
    sha256: str


def write(fresh: Path, database: Iterator[bytes], keys: bytes, facts: Facts) -> Manifest:
    """Write a backup into a new file, which ``require_whole`` brings onto the disk; RuleBroken ``save.…``."""
    try:
        with (
            open(fresh, "xb", opener=own_file) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed,
        ):
            manifest = Manifest(facts, *_pack(packed, database))
            packed.writestr(KEYS, keys)
            packed.writestr(MANIFEST, json.dumps(_as_json(manifest), indent=1))
    except OSError as problem:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise refusal(problem, fresh) from problem
    return manifest


def _pack(packed: zipfile.ZipFile, database: Iterator[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with packed.open(DATABASE, "w", force_zip64=True) as target:
        for piece in database:
            size += len(piece)
            digest.update(piece)
            target.write(piece)
    return size, digest.hexdigest()


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself; StorageGone ``backup.…`` for a file that is none or is cut off."""
    with _opened(file) as packed:
        return _manifest(packed, file)


def unpack(file: Path, folder: Path) -> Manifest:
    """Take database and key slots out into a folder; StorageGone when what comes out is not what went in."""
    with _opened(file) as packed:
        manifest = _manifest(packed, file)
        try:
            write_whole(folder / KEYS, packed.read(KEYS))
            with packed.open(DATABASE) as source:
                found = _copy(source, folder / DATABASE)
        except OSError as problem:
            raise refusal(problem, folder / DATABASE) from problem
    if found != manifest.sha256:
        raise StorageGone("backup.damaged", path=file.name)
    return manifest


def keys_are_of_other_data(folder: Path) -> bool:
    """Whether a data folder's key file is known to be another's, which nobody can tell by the file alone.

    A backup made here carries the beginning of its database (the salt, which stays as long as the file
    lives) and the fingerprint of its keys: the same salt beside another fingerprint tells.
    """
    try:
        with (folder / DATABASE).open("rb") as file:
            salt = file.read(_SALT)
        check = json.loads((folder / KEYS).read_bytes())["check"]
        for backup in sorted((folder / "backups").glob(f"*{ENDING}"), reverse=True)[:_LOOKED_AT]:
            with suppress(StorageGone), _opened(backup) as packed, packed.open(DATABASE) as kept:
                if kept.read(_SALT) == salt:
                    return bool(json.loads(packed.read(KEYS))["check"] != check)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return False


def require_whole(file: Path) -> None:
    """Bring a backup onto the disk and read every byte back from there.

    StorageGone ``backup.…`` unless it is what it says, RuleBroken ``save.…`` where the disk refuses it.
    """
    try:
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    except OSError as problem:
        raise refusal(problem, file) from problem
    with _opened(file) as packed:
        manifest = _manifest(packed, file)
        packed.read(KEYS)
        digest = hashlib.sha256()
        with packed.open(DATABASE) as source:
            for piece in _pieces(source):
                digest.update(piece)
    if digest.hexdigest() != manifest.sha256:
        raise StorageGone("backup.damaged", path=file.name)


def hash_of(file: Path) -> str:
    """SHA-256 of a whole file, read from the disk where the system can be asked for that."""
    with file.open("rb") as source:
        _from_the_disk(source)
        digest = hashlib.sha256()
        for piece in _pieces(source):
            digest.update(piece)
    return digest.hexdigest()


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file into a new one, on the disk when the call returns; gives its SHA-256."""
    try:
        with source.open("rb") as given:
            return _copy(given, target)
    except OSError as problem:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise refusal(problem, target) from problem


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with open(target, "xb", opener=own_file) as file:
        for piece in _pieces(source):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def _from_the_disk(file: IO[bytes]) -> None:
    """A copy just written is still in memory: that it can be read from there proves nothing."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with file.open("rb") as source:
            _require_ours(source, file)
            _from_the_disk(source)
            with zipfile.ZipFile(source) as packed:
                _require_plain(packed)
                yield packed
    except OSError as problem:
        meant = "backup.missing" if isinstance(problem, FileNotFoundError) else "backup.unreadable"
        raise StorageGone(meant, path=file.name) from problem
    except (*_UNREADABLE, *_CUT_OFF) as problem:
        raise StorageGone("backup.damaged", path=file.name) from problem


def _require_ours(source: IO[bytes], file: Path) -> None:
    """Look at both ends before the zip reader does: a foreign directory may be of any size."""
    begins = source.read(30 + len(DATABASE))
    if begins.startswith(b"age-encryption.org/"):
        raise StorageGone("backup.sealed", path=file.name)
    if not begins.startswith(b"PK\x03\x04") or not begins.endswith(DATABASE.encode()):
        raise StorageGone("backup.foreign", path=file.name)
    size = source.seek(0, os.SEEK_END)
    source.seek(max(0, size - _END.size))
    mark, *_numbers, entries, directory, _offset, comment = _END.unpack(source.read(_END.size))
    if mark != b"PK\x05\x06" or entries != len(_MEMBERS) or directory > _MOST_DIRECTORY or comment:
        raise StorageGone("backup.damaged", path=file.name)
    source.seek(0)


def _require_plain(packed: zipfile.ZipFile) -> None:
    """Exactly our parts, nothing that grows when it is taken out."""
    parts = packed.infolist()
    if len(parts) != len(_MEMBERS) or {part.filename for part in parts} != _MEMBERS:
        raise ValueError("other parts than ours")
    for part in parts:
        if part.compress_type != zipfile.ZIP_STORED or part.compress_size != part.file_size:
            raise ValueError("a packed part")
        if part.file_size > _MOST.get(part.filename, part.file_size):
            raise ValueError("too large a part")


def _manifest(packed: zipfile.ZipFile, file: Path) -> Manifest:
    found = json.loads(packed.read(MANIFEST))
    if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
        raise StorageGone("backup.newer", path=file.name)
    manifest = _from_json(found)
    if manifest.size != packed.getinfo(DATABASE).file_size:
        raise ValueError("another database")
    return manifest


def _as_json(manifest: Manifest) -> dict[str, Any]:
    facts = manifest.facts
    return {
        "format": FORMAT,
        "program": facts.program,
        "revision": facts.revision,
        "made_at": facts.made_at.astimezone(UTC).isoformat(),
        "counts": vars(facts.counts),
        "audit": vars(facts.head),
        "demonstration": facts.is_demonstration,
        "database": {"size": manifest.size, "sha256": manifest.sha256},
    }


def _from_json(found: dict[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(found["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("a time without its zone")
    counts = Counts(**{name: int(number) for name, number in found["counts"].items()})
    head = Head(int(found["audit"]["count"]), str(found["audit"]["hash"]))
    program, revision = str(found["program"])[:40], str(found["revision"])[:40]
    facts = Facts(program, revision, made_at, counts, head, found.get("demonstration") is True)
    return Manifest(facts, int(found["database"]["size"]), str(found["database"]["sha256"]))
