"""What can be wrong with a data folder, and which of it keeps people from working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """One kind of fault; the words for each stand in ``views/faults/words``."""

    UNREACHABLE = "unreachable"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    DATABASE_MISSING = "database_missing"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_FOREIGN = "database_foreign"
    DATABASE_OTHER = "database_other"
    """It looks encrypted, but the key of this folder does not open it."""
    KEYS_MISSING = "keys_missing"
    KEYS_DAMAGED = "keys_damaged"
    NEWER = "newer"
    NETWORK_DRIVE = "network_drive"
    LITTLE_SPACE = "little_space"
    CLOCK_BACK = "clock_back"
    ACTS_LOST = "acts_lost"


WARNINGS = frozenset({Fault.NETWORK_DRIVE, Fault.LITTLE_SPACE, Fault.CLOCK_BACK, Fault.ACTS_LOST})
"""Work goes on beside these."""

OF_STORAGE: Mapping[str, Fault] = {
    "storage.damaged": Fault.DATABASE_DAMAGED,
    "storage.not_ours": Fault.DATABASE_OTHER,
    "storage.newer": Fault.NEWER,
    "storage.missing": Fault.DATABASE_MISSING,
    "storage.database_missing": Fault.DATABASE_MISSING,
    "storage.keys_missing": Fault.KEYS_MISSING,
    "storage.keys_unreadable": Fault.KEYS_DAMAGED,
    "storage.read_only": Fault.READ_ONLY,
}
"""What a refusal of the storage means for the folder; the others pass by themselves."""

MEGABYTE = 1024 * 1024
LEAST_FREE = 300 * MEGABYTE
"""Bytes; the program also wants room for the data twice, for an upgrade and a backup copy."""
CLOCK_SLACK = timedelta(minutes=5)
"""Clocks that are set by the network jump a little."""


@dataclass(frozen=True)
class Finding:
    """A fault and its facts, never with personal data: file names of ours, sizes, numbers, moments."""

    fault: Fault
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stops_work(self) -> bool:
        """Whether nobody can work before this is settled."""
        return self.fault not in WARNINGS


@dataclass(frozen=True)
class Look:
    """What a data folder is: ``fault`` keeps from working, ``warnings`` do not, new has no centre yet."""

    is_new: bool = False
    fault: Finding | None = None
    warnings: tuple[Finding, ...] = ()


def little_space(free: int, database: int) -> Finding | None:
    """Bytes free and bytes of the database: a finding when there is too little room to go on for long."""
    if free >= max(LEAST_FREE, 2 * database):
        return None
    return Finding(Fault.LITTLE_SPACE, {"free": free // MEGABYTE})


def clock_back(now: datetime, last: datetime | None) -> Finding | None:
    """A finding when the machine says it is earlier than the last act by more than the slack."""
    if last is None or now >= last - CLOCK_SLACK:
        return None
    return Finding(Fault.CLOCK_BACK, {"now": now, "last": last})
