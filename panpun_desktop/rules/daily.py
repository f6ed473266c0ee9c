"""What a chart of the period shows: residents, beds and movements of each day, week or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from panpun_desktop.rules.counted import CountedFacts, Period
from panpun_desktop.rules.nights import Night

_WEEK = 7


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
class MeanFigures:
    """A month or a week: residents and beds of a mean night, admissions and discharges of all its days."""

    first: date
    last: date
    residents: float
    beds_used: float
    beds_available: float
    admitted: int
    discharged: int

    @property
    def is_long(self) -> bool:
        """Say whether it is a week at least: no mean of a day or two."""
        return (self.last - self.first).days + 1 >= _WEEK


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


def months_of(days: Sequence[DayFigures]) -> tuple[MeanFigures, ...]:
    """The same by month: residents and beds are means of its nights."""
    return tuple(
        _together(list(found)) for _first, found in groupby(days, key=lambda one: one.day.replace(day=1))
    )


def weeks_of(days: Sequence[DayFigures]) -> tuple[MeanFigures, ...]:
    """The same by week from the first day on; the last takes the days over. Nothing below a week."""
    whole = len(days) // _WEEK
    begins = [_WEEK * number for number in range(whole)]
    ends = [*begins[1:], len(days)]
    return tuple(_together(days[first:end]) for first, end in zip(begins, ends, strict=False))


def _together(days: Sequence[DayFigures]) -> MeanFigures:
    nights = len(days)
    return MeanFigures(
        days[0].day,
        days[-1].day,
        sum(one.residents for one in days) / nights,
        sum(one.beds_used for one in days) / nights,
        sum(one.beds_available for one in days) / nights,
        sum(one.admitted for one in days),
        sum(one.discharged for one in days),
    )
