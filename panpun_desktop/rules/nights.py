"""Every night of a period: who was there, in which place, which beds were slept in, kept or closed (R-REP-6).

Each fact is laid into the nights that it covers, so that the work grows with the nights slept and not
with the nights times everybody the centre ever knew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.rules.counted import BedUseFact, CountedFacts, Period

UNASSIGNED = "unassigned"


@dataclass(frozen=True)
class Night:
    """One night: place of each stay (a building id as text, or ``unassigned``), and the beds."""

    day: date
    places: Mapping[int, str]
    beds: Mapping[int, int]
    """Stay -> the bed it lies in, its own or that of the one it shares with."""
    slept_in: frozenset[int]
    kept: frozenset[int]
    """Beds kept for people away: neither slept in nor available."""
    closed: frozenset[int]


@dataclass
class _Laid:
    there: set[int] = field(default_factory=set)
    uses: dict[int, BedUseFact] = field(default_factory=dict)
    away: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)


def nights_of(facts: CountedFacts, period: Period, count_leave: bool) -> Iterator[Night]:
    """The nights of the period in their order."""
    laid: dict[int, _Laid] = defaultdict(_Laid)
    for stay in facts.stays:
        for number in _covered(stay.arrived_on, stay.left_on, period):
            laid[number].there.add(stay.stay_id)
    for use in facts.bed_uses:
        for number in _covered(use.start_on, use.end_on, period):
            laid[number].uses[use.stay_id] = use
    for absence in facts.absences:
        if absence.kind != AbsenceKind.SAME_DAY:
            for number in _covered(absence.started_on, absence.ended_on, period):
                laid[number].away.add(absence.stay_id)
    for block in facts.blocks:
        for number in _covered(block.start_on, block.end_on, period):
            laid[number].closed.add(block.bed_id)
    buildings = {bed.bed_id: str(bed.building_id) for bed in facts.beds}
    for number, day in enumerate(period.nights):
        yield _night(day, laid[number], buildings, count_leave)


def _covered(start: date, end: date | None, period: Period) -> range:
    """The numbers of the period's nights that a half-open range holds."""
    first = max(0, (start - period.first).days)
    after = (period.after - period.first).days
    return range(first, after if end is None else min(after, (end - period.first).days))


def _night(day: date, laid: _Laid, buildings: Mapping[int, str], count_leave: bool) -> Night:
    uses = {stay: use for stay, use in laid.uses.items() if stay in laid.there}
    beds = {stay: bed for stay in uses if (bed := bed_slept_in(stay, uses)) in buildings}
    places = {stay: buildings[beds[stay]] if stay in beds else UNASSIGNED for stay in laid.there}
    used = frozenset(beds.values())
    slept = used if count_leave else frozenset(bed for one, bed in beds.items() if one not in laid.away)
    return Night(day, places, beds, slept, used - slept, frozenset(laid.closed))


def bed_slept_in(stay_id: int, uses: Mapping[int, BedUseFact]) -> int:
    """The bed a stay lies in that night, that of the one it shares with; 0 when there is none."""
    seen: set[int] = set()
    use = uses.get(stay_id)
    while use is not None and use.bed_id is None and use.shares_with is not None:
        if use.stay_id in seen:
            return 0
        seen.add(use.stay_id)
        use = uses.get(use.shares_with)
    return (use.bed_id or 0) if use else 0


def available_nights(facts: CountedFacts, period: Period, nights: Iterable[Night]) -> dict[int, int]:
    """Bed -> the nights on which it could be slept in: there, not closed, not kept for someone away."""
    count = {bed.bed_id: len(_covered(bed.opened_on, bed.closed_on, period)) for bed in facts.beds}
    standing = {bed.bed_id: bed for bed in facts.beds}
    for night in nights:
        for bed_id in night.closed | night.kept:
            if bed_id in standing and standing[bed_id].is_there(night.day):
                count[bed_id] -= 1
    return count
