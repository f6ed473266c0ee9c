"""The end of the audit chain, written beside the database after every act.

A database that lost its write-ahead log, or was put back from an older copy, opens without a word;
only a number kept elsewhere tells. Nothing here needs the key or the ORM.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

_LENGTH = 256
"""Bytes of the file: more than any head takes."""


@dataclass(frozen=True)
class SideHead:
    """How many acts there were, the hash of the last one and when it was done (unknown in old files)."""

    count: int
    hash: str
    at: datetime | None = None


def head_path(database_path: Path) -> Path:
    """Where the head is kept; who puts an older database in place must take this file away."""
    return database_path.with_name("head.json")


def read(path: Path) -> SideHead | None:
    """The head that was kept; None when there is none to read."""
    try:
        found = json.loads(path.read_bytes())
        at = datetime.fromisoformat(found["at"]).astimezone(UTC) if found.get("at") else None
        return SideHead(int(found["count"]), str(found["hash"]), at)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def as_bytes(head: SideHead) -> bytes:
    """The head as it lies on the disk."""
    at = head.at.astimezone(UTC).isoformat() if head.at is not None else ""
    return json.dumps({**asdict(head), "at": at}).encode()


def note(path: Path, head: SideHead) -> None:
    """Keep the head of an act that is already safe on the disk.

    It is written in place, always as long, and does not wait for the disk: after a power cut an older head
    or an unreadable one may be there, which accuses nobody. What stands in the way the act has told itself.
    """
    content = as_bytes(head).ljust(_LENGTH)
    with suppress(OSError):
        number = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(number, content)
        finally:
            os.close(number)


def forget_time(path: Path) -> None:
    """Keep the head without its time: a demonstration writes its day ahead of the clock."""
    kept = read(path)
    if kept is not None:
        note(path, SideHead(kept.count, kept.hash))
