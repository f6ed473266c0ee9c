"""What a chart of the period shows: residents, beds and movements of each day or each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from panpun_desktop.rules.counted import CountedFacts, Period
from panpun_desktop.rules.nights import Night


@dataclass(frozen=True)
class DayFigures:
    """One day: residents at 24:00, beds slept in, beds that could be, admissions and discharges."""

    day: date
    residents: int
    beds_used: int
    beds_available: int
    admitted: int
    discharged: int


@dataclass(frozen=True)
class MonthFigures:
    """One month: residents and beds of an average night, admissions and discharges of all its days."""

    first: date
    residents: float
    beds_used: float
    beds_available: float
    admitted: int
    discharged: int


def days_of(facts: CountedFacts, period: Period, nights: Sequence[Night]) -> tuple[DayFigures, ...]:
    """The figures of every day; ``nights`` are those of the period."""
    admitted = Counter(stay.arrived_on for stay in facts.stays)
    discharged = Counter(stay.left_on for stay in facts.stays)
    return tuple(
        DayFigures(
            night.day,
            len(night.places),
            len(night.slept_in),
            sum(
                bed.is_there(night.day) and bed.bed_id not in night.closed and bed.bed_id not in night.kept
                for bed in facts.beds
            ),
            admitted[night.day],
            discharged[night.day],
        )
        for night in nights
        if period.holds(night.day)
    )


def months_of(days: Sequence[DayFigures]) -> tuple[MonthFigures, ...]:
    """The same by month: residents and beds are means of its nights."""
    return tuple(_months(days))


def _months(days: Sequence[DayFigures]) -> Iterator[MonthFigures]:
    for first, found in groupby(days, key=lambda one: one.day.replace(day=1)):
        month = list(found)
        nights = len(month)
        yield MonthFigures(
            first,
            sum(one.residents for one in month) / nights,
            sum(one.beds_used for one in month) / nights,
            sum(one.beds_available for one in month) / nights,
            sum(one.admitted for one in month),
            sum(one.discharged for one in month),
        )
