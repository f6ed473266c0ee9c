"""This month, quarter or year beside the one before and the fiscal year to date (R-REP-7, R-REP-8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from panpun_desktop.rules.counted import (
    Column,
    CountedFacts,
    Period,
    Table,
    TableRow,
    Value,
    share,
    words_of,
)
from panpun_desktop.rules.counting import stays_in
from panpun_desktop.rules.counting_beds import person_nights
from panpun_desktop.rules.earlier_figures import EarlierMonth

MOVED = ("admitted", "discharged", "closing")
"""The rows that earlier months were reported with."""
ROWS = (*MOVED, "person_nights", "persons")
WITH_LAST_YEAR = "comparison_with_last_year"
LAST_YEAR = "same_month_last_year"
"""The words and the column that are there only where that month was reported."""
Figures = Mapping[str, int | None]

WORDS = {1: "comparison", 3: "comparison_quarter", 12: "comparison_fiscal_year"}
"""The words of the table by how many months back the period is compared with."""


@dataclass(frozen=True)
class Earlier:
    """What is compared with but not counted from the facts: months typed by hand, the month a year ago."""

    typed: Mapping[date, EarlierMonth] = field(default_factory=dict)
    """By first day; only months before the centre's first statement are looked at."""
    year_before: Figures | None = None
    """Admitted, discharged and closing of the same month last year; None where nobody knows."""


NOTHING_EARLIER = Earlier()


def comparison(
    facts: CountedFacts,
    period: Period,
    since: date | None = None,
    months_back: int = 1,
    earlier: Earlier = NOTHING_EARLIER,
) -> Table:
    """The comparison table; ``since`` is the first day of the centre's first statement.

    The period is compared with the same months ``months_back`` earlier: 1 for a month, 3 for a quarter,
    12 for a fiscal year. Persons are counted once each over the whole of a period, never summed by month.
    The closing of the year to date is that of the period. Before ``since`` there is only what was typed
    (``earlier``): movements, never nights or persons.
    """
    this, last, to_date = _compared(facts, period, since, months_back, earlier)
    words = words_of(WORDS[months_back] if earlier.year_before is None else WITH_LAST_YEAR)
    rows = {key: _values(this, last, to_date, key) for key in ROWS}
    if earlier.year_before is not None:
        for key in ROWS:
            rows[key][LAST_YEAR] = earlier.year_before.get(key)
    return Table(
        "comparison",
        words.title,
        tuple(Column(key, title) for key, title in words.columns.items()),
        tuple(TableRow(key, words.rows[key], rows[key]) for key in ROWS),
        words.head,
        words.number,
    )


def _compared(
    facts: CountedFacts, period: Period, since: date | None, months_back: int, earlier: Earlier
) -> tuple[Figures, Figures | None, Figures]:
    """The period, what it is compared with, the year to date; with what was typed where it was."""
    last: Figures | None
    this, last, to_date = (
        None if one is None else _figures(facts, one) for one in compared_periods(period, since, months_back)
    )
    if since is None:
        return this or {}, last, to_date or {}
    if last is None:
        last = _with_typed(facts, period.months_back(months_back), since, earlier.typed)
    year = period.fiscal_year_to_date()
    typed = [earlier.typed[day] for day in months_before(year, since) if day in earlier.typed]
    added = {move: sum(getattr(one, move) or 0 for one in typed) for move in ("admitted", "discharged")}
    to_date = {key: value + added.get(key, 0) for key, value in (to_date or {}).items()}
    return this or {}, last, to_date


def months_before(period: Period, since: date) -> tuple[date, ...]:
    """The first days of the months of a period that lie before the month of ``since``."""
    return tuple(day for day in months_of_period(period) if day < since.replace(day=1))


def months_of_period(period: Period) -> tuple[date, ...]:
    """The first day of every month that a period touches, in order."""
    found = [period.first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= period.last:
        found.append(following)
    return tuple(found)


def _with_typed(
    facts: CountedFacts, period: Period, since: date, typed: Mapping[date, EarlierMonth]
) -> Figures | None:
    """A period that began before the first statement; None unless all its months before that were typed."""
    days = months_before(period, since)
    if not all(day in typed for day in days):
        return None
    counted: Mapping[str, int] = {}
    if period.last >= since.replace(day=1):
        counted = _figures(facts, Period(since.replace(day=1), period.last))
    found: dict[str, int | None] = {}
    for move in ("admitted", "discharged"):
        known = [getattr(typed[day], move) for day in days]
        found[move] = None if None in known else sum(known) + counted.get(move, 0)
    found["closing"] = counted["closing"] if counted else typed[days[-1]].closing
    return found


def compared_periods(
    period: Period, since: date | None, months_back: int
) -> tuple[Period, Period | None, Period]:
    """The period, what it is compared with (None before the first statement), the fiscal year to date."""
    before, year = period.months_back(months_back), period.fiscal_year_to_date()
    has_before = since is None or before.first >= since.replace(day=1)
    to_date = Period(max(year.first, since or year.first), year.last)
    return period, before if has_before else None, to_date


def persons_in(facts: CountedFacts, period: Period) -> set[int]:
    """Everyone who was there at any time of the period, each once (R-REP-7)."""
    return {stay.person_id for stay in facts.stays if stay.touches(period)}


def _figures(facts: CountedFacts, period: Period) -> dict[str, int]:
    found = stays_in(facts, period)
    figures = {move: len(found[move]) for move in ("admitted", "discharged", "closing")}
    return {
        **figures,
        "person_nights": person_nights(facts, period),
        "persons": len(persons_in(facts, period)),
    }


def _values(this: Figures, last: Figures | None, to_date: Figures, key: str) -> dict[str, Value]:
    now, before = this[key], None if last is None else last.get(key)
    change = None if now is None or before is None else now - before
    return {
        "this_month": now,
        "last_month": before,
        "change": change,
        "change_percent": None if change is None or before is None else share(change, before),
        "fiscal_year_to_date": to_date[key],
    }
