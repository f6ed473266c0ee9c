"""What an act touched: the screens that show it reload; Ctrl+Z takes it back by its entry in the audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

Ids = frozenset[int]


@dataclass(frozen=True)
class Undo:
    """The inverse of what the audit does not know (a cleared form): a service function and its request."""

    act: Callable[[UnitsOfWork, Actor, Any], Changes]
    request: Any


@dataclass(frozen=True)
class Changes:
    """Ids of the records an act touched, by kind; ``summary`` is what the quiet bar says (Thai)."""

    people: Ids = frozenset()
    households: Ids = frozenset()
    stays: Ids = frozenset()
    beds: Ids = frozenset()
    overrides: Ids = frozenset()
    documents: Ids = frozenset()
    incoming: Ids = frozenset()
    """Lines of the register of incoming papers."""
    agencies: Ids = frozenset()
    waiting: Ids = frozenset()
    """Entries of the waiting list and of the turn-away log."""
    incidents: Ids = frozenset()
    follow_ups: Ids = frozenset()
    belongings: Ids = frozenset()
    learners: Ids = frozenset()
    courses: Ids = frozenset()
    cohorts: Ids = frozenset()
    enrolments: Ids = frozenset()
    data_requests: Ids = frozenset()
    """Lines of the register of requests about personal data."""
    breaches: Ids = frozenset()
    users: Ids = frozenset()
    nights: frozenset[date] = frozenset()
    """Nights whose count was touched."""
    months: frozenset[date] = frozenset()
    """First days of months that were closed, amended or opened again."""
    settings: frozenset[str] = field(default_factory=frozenset)
    """Setting keys, and the words "building", "holiday", "code" for those tables."""
    drafts: frozenset[str] = field(default_factory=frozenset)
    """Forms whose draft was brought back: their screen reads it again."""
    summary: str = ""
    undo: Undo | None = None
    entry: int | None = None
    """The audit entry by which the act can be taken back (``undoing``); set where the act was asked for."""

    def touches(self, *kinds: str) -> bool:
        """Say whether any record of the named kinds was touched."""
        return any(getattr(self, kind) for kind in kinds)
