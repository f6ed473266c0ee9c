"""What joining two records asks and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from panpun_desktop.services.people_rows import PersonFacts


@dataclass(frozen=True)
class MergePeople:
    """Join ``merged`` into ``kept``; ``taken`` names the fields of PersonFacts taken from ``merged``."""

    kept_id: int
    kept_version: int
    merged_id: int
    merged_version: int
    taken: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnmergePeople:
    """Take two joined records apart again."""

    merge_id: int
    seen_version: int


@dataclass(frozen=True)
class FieldPair:
    """One field of the two records."""

    name: str
    """Field of PersonFacts."""
    kept: Any
    merged: Any
    is_same: bool
    is_proposed: bool
    """Only the other record knows it."""


@dataclass(frozen=True)
class Moved:
    """How many records of a kind move: ``kind`` is the table's name (stay, document, consent …)."""

    kind: str
    count: int


@dataclass(frozen=True)
class Comparison:
    """Two records side by side."""

    kept_id: int
    kept_version: int
    kept_name: str
    kept_regno: str
    merged_id: int
    merged_version: int
    merged_name: str
    merged_regno: str
    kept_facts: PersonFacts
    merged_facts: PersonFacts
    pairs: tuple[FieldPair, ...]
    moves: tuple[Moved, ...]
    overlapping: tuple[date, ...]
    """First nights on which both were here: with any, they cannot be joined."""


@dataclass(frozen=True)
class MergeRow:
    """A joining that holds, and can be taken apart."""

    id: int
    version: int
    kept_id: int
    kept_name: str
    kept_regno: str
    merged_id: int
    merged_name: str
    merged_regno: str
    merged_at: datetime
    merged_by: str
    moved: tuple[Moved, ...]
