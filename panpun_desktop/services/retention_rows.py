"""What the list of records whose time is over is asked and answers (R-PD-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DUE, KEPT, GONE = "due", "kept", "anonymised"
"""``kept``: a manager decided to keep the record until a later day; ``anonymised``: it is done."""
ANONYMISE, KEEP = "anonymise", "keep"


@dataclass(frozen=True)
class RetentionRow:
    """Someone whose record is kept longer than the setting says, or was decided about."""

    id: int
    """Of the person."""
    regno: str
    name: str
    last_on: date
    """The last day of anything: leaving, end of a course, end of studies."""
    due_on: date
    stays: int
    state: str
    keep_until_on: date | None = None
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True)
class Anonymise:
    """Take away from these records whatever tells who it was; never taken back."""

    person_ids: tuple[int, ...]
    reason: str = ""
    also_elsewhere: bool = False
    """Full names and numbers also go out of what was written about others."""


@dataclass(frozen=True)
class KeepLonger:
    """Keep these records until a day, with the reason."""

    person_ids: tuple[int, ...]
    until_on: date
    reason: str
