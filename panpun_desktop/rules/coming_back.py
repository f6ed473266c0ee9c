"""Who came back: stays that began within so many nights after an earlier one ended (R-TRI-4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from panpun_desktop.rules.counted import Period


@dataclass(frozen=True)
class Span:
    """One stay of a person."""

    stay_id: int
    person_id: int
    arrived_on: date
    left_on: date | None


@dataclass(frozen=True)
class CameBack:
    """A stay that began soon after the one before; ``nights_away`` lie between."""

    stay_id: int
    person_id: int
    before_id: int
    left_on: date
    arrived_on: date

    @property
    def nights_away(self) -> int:
        """Nights slept elsewhere."""
        return (self.arrived_on - self.left_on).days


def came_back(spans: Iterable[Span], period: Period, within: int) -> list[CameBack]:
    """The stays begun in the period at most ``within`` nights after the person's last leaving, by day."""
    by_person: dict[int, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda one: (one.arrived_on, one.stay_id)):
        by_person[span.person_id].append(span)
    found = [
        CameBack(after.stay_id, after.person_id, before.stay_id, before.left_on, after.arrived_on)
        for chain in by_person.values()
        for before, after in pairwise(chain)
        if before.left_on is not None
        and period.holds(after.arrived_on)
        and (after.arrived_on - before.left_on).days <= within
    ]
    return sorted(found, key=lambda one: (one.arrived_on, one.stay_id))
