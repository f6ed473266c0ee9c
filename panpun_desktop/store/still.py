"""The database file standing still: copied as it lies on the disk, while others go on writing.

Once the whole write-ahead log is in the file and somebody reads the file alone, SQLite writes into the log
only: no checkpoint touches the file until that reader has done (sqlite.org/walformat.html, read-mark 0). So
its encrypted pages can be taken as they are, without opening and closing each of them again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from panpun_desktop.store.database import Database, storage_errors

_TRIES, _PAUSE_SECONDS = 40, 0.05
_PIECE = 2**18

_HANDLES: dict[tuple[int, int], int] = {}
"""One handle for each file, by device and inode, kept for as long as the program runs: where locks are
POSIX's, closing any handle of a file lets go every lock that this program has on it."""


@dataclass(frozen=True)
class Still:
    """A database file that nobody writes into for now."""

    pieces: Iterator[bytes]
    """What lies there, encrypted."""
    connection: Connection
    """Reads what is in that file, nothing later."""


@contextmanager
def standing_still(database: Database, aside: Path) -> Iterator[Still]:
    """Hold the file still within the block; others go on working, nobody waiting longer than for one act.

    Where somebody reads an earlier state for too long, a copy that the database makes itself in one step
    stands for the file, at ``aside``. StorageGone.
    """
    with storage_errors(), database.engine.connect() as reader:
        if any(_froze(database, reader) for _ in range(_TRIES)):
            as_it_lies = _pieces_of_open if os.name == "posix" else _pieces
            yield Still(as_it_lies(database.path), reader)
            return
    database.copy_to(aside)
    copy = Database.open(aside, database.data_key)
    try:
        with storage_errors(), copy.engine.connect() as connection:
            yield Still(_pieces(aside), connection)
    finally:
        copy.close()


def _froze(database: Database, reader: Connection) -> bool:
    """One try: the log is folded in while nobody writes, and reading begins before anybody does."""
    _folded_in(reader)  # most of it, before anybody is kept waiting
    with database.writer.connect() as writer, writer.begin() as nobody_writes:
        is_whole = _folded_in(reader)
        if is_whole:
            reader.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        nobody_writes.rollback()
    if not is_whole:
        time.sleep(_PAUSE_SECONDS)  # somebody reads an earlier state: reads are short
    return is_whole


def _folded_in(reader: Connection) -> bool:
    """Outside any transaction, which SQLAlchemy would begin: so to the driver itself."""
    driver: Any = reader.connection.driver_connection
    _busy, logged, folded = driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return bool(logged == folded)


def _pieces(path: Path) -> Iterator[bytes]:
    """Pieces of a file that nobody has open, or of any where locks belong to a handle."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _pieces_of_open(path: Path) -> Iterator[bytes]:
    handle, place = _kept_handle(path), 0
    while piece := os.pread(handle, _PIECE, place):
        place += len(piece)
        yield piece


def _kept_handle(path: Path) -> int:
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    if key not in _HANDLES:
        _HANDLES[key] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return _HANDLES[key]
