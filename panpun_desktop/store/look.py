"""What a data folder is, before anything in it is written: new, sound, or with which fault.

Everything here is cheap and needs neither the key nor the ORM, so that it can be asked before the first
page is painted. What only the key can tell (another centre's database, a newer program's data, lost
acts) is told when somebody signs in.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.rules.faults import Fault, Finding, Look, clock_back, little_space
from panpun_desktop.store import side_head

DATABASE, KEYS = "panpun.db", "keys.json"
LOG = f"{DATABASE}-wal"
SETTING_UP = "setting-up"
"""The folder a centre is made in before its files come into their place, the keys last."""
KEY_FORMAT = 1
PAGE = 4096
"""The page of an encrypted database, in bytes."""
_PLAIN_DATABASE = b"SQLite format 3\x00"
_FOREIGN = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xe1",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
)
"""How files of other programs begin; none shorter than four bytes, because ours begins by chance."""
_LEAST_VALUES = 180
"""Different bytes in a page: an encrypted one has nearly all 256, anything else far fewer."""
_NETWORK_FILE_SYSTEMS = frozenset(
    [
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs"),
        *("glusterfs", "ceph", "vboxsf", "vmhgfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"),
        *("fuse.davfs", "fuse.smbnetfs", "fuse.vmhgfs-fuse"),
    ]
)
_REMOTE_DRIVE = 4
"""What Windows calls a network drive."""
_PROTECTED = (errno.EACCES, errno.EPERM, errno.EROFS)


def has_centre(folder: Path) -> bool:
    """Say whether a data folder holds a centre."""
    return (folder / DATABASE).exists()


def look(folder: Path, now: datetime) -> Look:
    """Say what a folder is, at this moment; nothing in it is changed."""
    fault = _folder_fault(folder)
    if fault is not None:
        return Look(fault=fault)
    if is_new(folder):
        return Look(is_new=True, warnings=tuple(_place_warnings(folder)))
    if not (folder / DATABASE).exists():
        return Look(fault=Finding(Fault.DATABASE_MISSING, {"name": DATABASE}))
    fault = _keys_fault(folder / KEYS) or _database_fault(folder / DATABASE)
    if fault is not None:
        return Look(fault=fault)
    return Look(warnings=(*_place_warnings(folder), *_time_warnings(folder, now)))


def require_new(folder: Path) -> None:
    """Refuse to make a centre where one is, or any part of one: nothing may be written over it.

    StorageGone "storage.exists" for a centre, "storage.keys_missing" or "storage.database_missing" for
    what is left of one.
    """
    if is_new(folder):
        return
    has_database, has_keys = ((folder / name).exists() for name in (DATABASE, KEYS))
    if has_database and has_keys:
        raise StorageGone("storage.exists", path=folder.name)
    if has_database:
        raise StorageGone("storage.keys_missing", name=KEYS, path=KEYS)
    raise StorageGone("storage.database_missing", name=DATABASE, path=DATABASE)


def is_new(folder: Path) -> bool:
    """Say whether a centre may be made: nothing of ours is there, or the rest of a set-up cut short."""
    if not any((folder / name).exists() for name in (DATABASE, LOG, KEYS)):
        return True
    return _is_cut_short(folder)


def _is_cut_short(folder: Path) -> bool:
    """A set-up ended before its last file had its name: nobody ever worked in that centre."""
    database, keys = folder / DATABASE, folder / KEYS
    if database.exists():
        made = folder / SETTING_UP
        return not keys.exists() and (made / KEYS).exists() and not (made / DATABASE).exists()
    return keys.exists() and (folder / f"{DATABASE}.new").exists()


def _folder_fault(folder: Path) -> Finding | None:
    """A folder that is not there yet is judged by the one it would be made in."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir() or not os.access(place, os.R_OK | os.X_OK):
        return Finding(Fault.UNREACHABLE)
    try:
        with tempfile.TemporaryFile(dir=place) as probe:  # tells of quotas and network rights too
            probe.write(bytes(PAGE))
            probe.flush()
    except OSError as problem:
        return _meant(problem)
    protected = [name for name in (DATABASE, LOG) if _is_protected(folder / name)]
    return Finding(Fault.READ_ONLY, {"name": protected[0]}) if protected else None


def _meant(problem: OSError) -> Finding:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return Finding(Fault.DISK_FULL)
    return Finding(Fault.READ_ONLY if problem.errno in _PROTECTED else Fault.UNREACHABLE)


def _is_protected(path: Path) -> bool:
    return path.is_file() and not os.access(path, os.R_OK | os.W_OK)


def _keys_fault(path: Path) -> Finding | None:
    if not path.exists():
        return Finding(Fault.KEYS_MISSING, {"name": path.name})
    try:
        found = json.loads(path.read_bytes())
        if found["format"] > KEY_FORMAT:
            return Finding(Fault.NEWER, {"name": path.name})
        whole = bool(found["slots"]) and all(_is_slot(slot) for slot in found["slots"])
    except (OSError, ValueError, TypeError, KeyError):
        whole = False
    return None if whole else Finding(Fault.KEYS_DAMAGED, {"name": path.name})


def _is_slot(slot: Any) -> bool:
    return isinstance(slot, dict) and {"kind", "login", "kdf", "salt", "nonce", "wrapped"} <= slot.keys()


def _database_fault(path: Path) -> Finding | None:
    if not path.is_file():
        return Finding(Fault.DATABASE_MISSING, {"name": path.name})
    try:
        with path.open("rb") as file:
            first = file.read(PAGE)
        size = path.stat().st_size
    except OSError:
        return Finding(Fault.DATABASE_DAMAGED, {"name": path.name})
    if first.startswith((_PLAIN_DATABASE, *_FOREIGN)) or _is_text(first):
        return Finding(Fault.DATABASE_FOREIGN, {"name": path.name})
    is_cut = size % PAGE != 0 and not _has_log(path)  # the log brings back a page cut in the middle
    if len(first) < PAGE or len(set(first)) < _LEAST_VALUES or is_cut:
        return Finding(Fault.DATABASE_DAMAGED, {"name": path.name, "size": size})
    return None


def _is_text(first: bytes) -> bool:
    """Chance makes no page of letters; the last letter may be cut in two."""
    whole = first if len(first) < PAGE else first[: first.rfind(b"\n") + 1] or first[:1000]
    try:
        text = whole.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text) and all(one.isprintable() or one.isspace() for one in text)


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def _place_warnings(folder: Path) -> Iterator[Finding]:
    place = next(one for one in (folder, *folder.parents) if one.exists())
    if is_on_network(place):
        yield Finding(Fault.NETWORK_DRIVE)
    database = folder / DATABASE
    size = database.stat().st_size if database.exists() else 0
    found = little_space(shutil.disk_usage(place).free, size)
    if found is not None:
        yield found


def _time_warnings(folder: Path, now: datetime) -> Iterator[Finding]:
    kept = side_head.read(side_head.head_path(folder / DATABASE))
    found = clock_back(now, kept.at if kept is not None else None)
    if found is not None:
        yield found


def is_on_network(place: Path) -> bool:
    """Whether a folder lies on another machine, as far as this one can tell."""
    if sys.platform == "win32":
        import ctypes

        anchor = place.resolve().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(place.resolve(), mounts) in _NETWORK_FILE_SYSTEMS


def file_system_of(place: Path, mounts: str) -> str:
    """The kind of file system a folder lies on, by the text of ``/proc/self/mountinfo``; "" unknown."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        left, _dash, right = line.partition(" - ")
        words = left.split(" ")
        if len(words) < 5 or not right:
            continue
        point = Path(words[4].replace("\\040", " "))
        if (place == point or point in place.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split(" ")[0]
    return kind
