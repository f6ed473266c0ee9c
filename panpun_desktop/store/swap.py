"""Putting other files in the place of a centre's, the present ones aside: whole, or finished later.

What is meant is written down first. A power cut between two moves leaves that note, and whoever opens
the folder next makes the moves that are missing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from panpun_desktop.common.demonstration_mark import MARK_FILE
from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.common.files import refusal

NOTE = "restoring.json"
_DATABASE, _KEYS, _HEAD = "panpun.db", "keys.json", "head.json"
_OLD_FIRST = ("panpun.db-wal", "panpun.db-shm", "lost-acts.json", MARK_FILE, _HEAD, _KEYS, _DATABASE)
_NEW = (MARK_FILE, _HEAD, _KEYS, _DATABASE)
"""The database comes last: while it waits, the moves are not over."""


def put_in_place(folder: Path, prepared: Path, aside: str) -> Path | None:
    """Move a prepared centre into the folder; gives where the present files lie now, None when none were.

    ``prepared`` is a folder inside ``folder``. RuleBroken "restore.in_use" when another program holds a
    file: then everything is where it was.
    """
    from panpun_desktop.store.keys import sync_folder, write_whole

    new = [name for name in _NEW if (prepared / name).exists()]
    note = json.dumps({"from": prepared.name, "aside": aside, "new": new})
    try:
        sync_folder(prepared)
        write_whole(folder / NOTE, note.encode())
    except OSError as problem:
        raise refusal(problem, folder / NOTE) from problem
    moved: list[tuple[Path, Path]] = []
    try:
        _move_all(folder, prepared, folder / aside, new, moved)
    except OSError as problem:
        for source, target in reversed(moved):
            target.rename(source)
        (folder / NOTE).unlink()
        raise RuleBroken("restore.in_use") from problem
    _tidy(folder, prepared)
    return folder / aside if (folder / aside).is_dir() else None


def is_under_way(folder: Path) -> bool:
    """Say whether a swap was cut short here."""
    return (folder / NOTE).is_file()


def finish(folder: Path) -> None:
    """Make the moves that a power cut left out; nothing happens where none was cut short (StorageGone)."""
    if not is_under_way(folder):
        return
    try:
        meant = json.loads((folder / NOTE).read_bytes())
        prepared, aside = folder / Path(meant["from"]).name, folder / Path(meant["aside"]).name
        if (prepared / _DATABASE).is_file():
            _move_all(folder, prepared, aside, meant["new"], [])
    except (OSError, ValueError, KeyError) as problem:
        raise StorageGone("storage.unreadable", path=NOTE) from problem
    _tidy(folder, prepared)


def _move_all(
    folder: Path, prepared: Path, aside: Path, new: Collection[str], moved: list[tuple[Path, Path]]
) -> None:
    """Make the moves; ``new`` names what was prepared: such a file that is not there any more is in place."""
    for name in _OLD_FIRST:
        is_new = name in new and not (prepared / name).exists()
        if (folder / name).exists() and not is_new and not (aside / name).exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            _move(folder / name, aside / name, moved)
    for name in _NEW:
        if (prepared / name).exists():
            _move(prepared / name, folder / name, moved)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    moved.append((source, target))


def _tidy(folder: Path, prepared: Path) -> None:
    from panpun_desktop.store.keys import sync_folder  # not before the first paint

    with suppress(OSError):
        sync_folder(folder)
        (folder / NOTE).unlink()
    shutil.rmtree(prepared, ignore_errors=True)
