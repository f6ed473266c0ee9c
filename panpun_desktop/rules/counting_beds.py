"""Counting nights: of people, of beds slept in, of beds that could be slept in (R-REP-6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from panpun_desktop.rules.counted import (
    BedUseFact,
    CountedFacts,
    Period,
    Table,
    TableRow,
    Value,
    mean,
    share,
    table_of,
    words_of,
)
from panpun_desktop.rules.stay import nights_between

UNASSIGNED, TOTAL = "unassigned", "total"


@dataclass
class _Nights:
    """The nights of each place: a building id as text, ``unassigned``, or ``total``."""

    beds: Counter[str] = field(default_factory=Counter)
    person_nights: Counter[str] = field(default_factory=Counter)
    bed_nights: Counter[str] = field(default_factory=Counter)
    available_nights: Counter[str] = field(default_factory=Counter)
    stays: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True)
class _Night:
    """Who slept where on one night: place and bed of each stay, beds kept for people away."""

    person_places: Mapping[int, str]
    slept_in: frozenset[int]
    kept: frozenset[int]


def beds(facts: CountedFacts, period: Period, count_leave: bool) -> Table:
    """Table 6: beds and nights by building.

    A bed kept for someone on leave or in hospital is neither slept in nor available, unless the centre
    counts leave; people count every night of their stay.
    """
    counted = _count(facts, period, count_leave)
    present = [one for one in facts.stays if one.arrived_on <= period.last and _not_left(one.left_on, period)]
    counted.stays[TOTAL] = {one.stay_id for one in present}
    labels = {str(building): name for building, name in facts.buildings.items()}
    labels |= {key: words_of("beds").rows[key] for key in (UNASSIGNED, TOTAL)}
    return table_of("beds", [TableRow(key, label, _values(counted, key)) for key, label in labels.items()])


def person_nights(facts: CountedFacts, period: Period) -> int:
    """Nights of people in the period, in a bed or not."""
    return sum(
        nights_between(stay.arrived_on, stay.left_on, period.first, period.last) for stay in facts.stays
    )


def _not_left(left_on: date | None, period: Period) -> bool:
    return left_on is None or left_on >= period.first


def _count(facts: CountedFacts, period: Period, count_leave: bool) -> _Nights:
    counted = _Nights()
    buildings = {bed.bed_id: str(bed.building_id) for bed in facts.beds}
    for bed in facts.beds:
        if bed.is_there(period.last):
            _add(counted.beds, buildings[bed.bed_id])
    for night in period.nights:
        _count_night(counted, facts, night, buildings, count_leave)
    return counted


def _count_night(
    counted: _Nights, facts: CountedFacts, night: date, buildings: Mapping[int, str], count_leave: bool
) -> None:
    found = _who_slept_where(facts, night, buildings, count_leave)
    for stay_id, place in found.person_places.items():
        _add(counted.person_nights, place)
        counted.stays[place].add(stay_id)
    for bed_id in found.slept_in:
        _add(counted.bed_nights, buildings[bed_id])
    closed = {block.bed_id for block in on_night(facts.blocks, night)}
    for bed in facts.beds:
        if bed.is_there(night) and bed.bed_id not in closed and bed.bed_id not in found.kept:
            _add(counted.available_nights, buildings[bed.bed_id])


def _who_slept_where(
    facts: CountedFacts, night: date, buildings: Mapping[int, str], count_leave: bool
) -> _Night:
    there = {stay.stay_id for stay in facts.stays if stay.is_there(night)}
    uses = {use.stay_id: use for use in on_night(facts.bed_uses, night) if use.stay_id in there}
    away = {one.stay_id for one in facts.absences if one.covers(night)} & there
    bed_of = {stay_id: bed for stay_id in uses if (bed := bed_slept_in(stay_id, uses)) in buildings}
    places = {stay_id: buildings[bed_of[stay_id]] if stay_id in bed_of else UNASSIGNED for stay_id in there}
    used = frozenset(bed_of.values())
    slept = used if count_leave else frozenset(bed for one, bed in bed_of.items() if one not in away)
    return _Night(places, slept, used - slept)


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


class _Ranged(Protocol):
    @property
    def start_on(self) -> date: ...
    @property
    def end_on(self) -> date | None: ...


R = TypeVar("R", bound=_Ranged)


def on_night(ranges: tuple[R, ...], night: date) -> Iterator[R]:
    """Those of the half-open ranges that hold the night."""
    return (one for one in ranges if one.start_on <= night and (one.end_on is None or night < one.end_on))


def _add(counter: Counter[str], place: str) -> None:
    counter[place] += 1
    counter[TOTAL] += 1


def _values(counted: _Nights, key: str) -> dict[str, Value]:
    used, available = counted.bed_nights[key], counted.available_nights[key]
    nights = counted.person_nights[key]
    return {
        "beds": counted.beds[key],
        "person_nights": nights,
        "bed_nights": used,
        "available_nights": available,
        "occupancy_percent": share(used, available),
        "average_nights": mean(nights, len(counted.stays[key])),
    }
