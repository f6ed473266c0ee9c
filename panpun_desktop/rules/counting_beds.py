"""Counting nights: of people, of beds slept in, of beds that could be slept in (R-REP-6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from panpun_desktop.rules.counted import (
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
from panpun_desktop.rules.nights import UNASSIGNED, Night, available_nights, nights_of
from panpun_desktop.rules.stay import nights_between

TOTAL = "total"


@dataclass
class _Nights:
    """The nights of each place: a building id as text, ``unassigned``, or ``total``."""

    beds: Counter[str] = field(default_factory=Counter)
    person_nights: Counter[str] = field(default_factory=Counter)
    bed_nights: Counter[str] = field(default_factory=Counter)
    available_nights: Counter[str] = field(default_factory=Counter)
    stays: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def beds(
    facts: CountedFacts, period: Period, count_leave: bool, nights: Sequence[Night] | None = None
) -> Table:
    """Table 6: beds and nights by building.

    A bed kept for someone on leave or in hospital is neither slept in nor available, unless the centre
    counts leave; people count every night of their stay. ``nights`` are those of the period when they are
    known already.
    """
    counted = _count(facts, period, nights or tuple(nights_of(facts, period, count_leave)))
    counted.stays[TOTAL] = {one.stay_id for one in facts.stays if one.touches(period)}
    labels = {str(building): name for building, name in facts.buildings.items()}
    labels |= {key: words_of("beds").rows[key] for key in (UNASSIGNED, TOTAL)}
    return table_of("beds", [TableRow(key, label, _values(counted, key)) for key, label in labels.items()])


def person_nights(facts: CountedFacts, period: Period) -> int:
    """Nights of people in the period, in a bed or not."""
    return sum(
        nights_between(stay.arrived_on, stay.left_on, period.first, period.last) for stay in facts.stays
    )


def _count(facts: CountedFacts, period: Period, nights: Sequence[Night]) -> _Nights:
    counted = _Nights()
    buildings = {bed.bed_id: str(bed.building_id) for bed in facts.beds}
    for bed in facts.beds:
        if bed.is_there(period.last):
            _add(counted.beds, buildings[bed.bed_id])
    for night in nights:
        for stay_id, place in night.places.items():
            _add(counted.person_nights, place)
            counted.stays[place].add(stay_id)
        for bed_id in night.slept_in:
            _add(counted.bed_nights, buildings[bed_id])
    for bed_id, number in available_nights(facts, period, nights).items():
        _add(counted.available_nights, buildings[bed_id], number)
    return counted


class _Ranged(Protocol):
    @property
    def start_on(self) -> date: ...
    @property
    def end_on(self) -> date | None: ...


R = TypeVar("R", bound=_Ranged)


def on_night(ranges: tuple[R, ...], night: date) -> Iterator[R]:
    """Those of the half-open ranges that hold the night."""
    return (one for one in ranges if one.start_on <= night and (one.end_on is None or night < one.end_on))


def _add(counter: Counter[str], place: str, number: int = 1) -> None:
    counter[place] += number
    counter[TOTAL] += number


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
