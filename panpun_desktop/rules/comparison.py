"""This month, quarter or year beside the one before and the fiscal year to date (R-REP-7, R-REP-8)."""

from __future__ import annotations

from datetime import date

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

ROWS = ("admitted", "discharged", "closing", "person_nights", "persons")


WORDS = {1: "comparison", 3: "comparison_quarter", 12: "comparison_fiscal_year"}
"""The words of the table by how many months back the period is compared with."""


def comparison(facts: CountedFacts, period: Period, since: date | None = None, months_back: int = 1) -> Table:
    """The comparison table; ``since`` is the first day of the centre's first statement.

    The period is compared with the same months ``months_back`` earlier: 1 for a month, 3 for a quarter,
    12 for a fiscal year. Persons are counted once each over the whole of a period, never summed by month.
    The closing of the year to date is that of the period. Before ``since`` there is nothing to compare with.
    """
    compared = compared_periods(period, since, months_back)
    this, last, to_date = (None if one is None else _figures(facts, one) for one in compared)
    words = words_of(WORDS[months_back])
    rows = [TableRow(key, words.rows[key], _values(this or {}, last, to_date or {}, key)) for key in ROWS]
    columns = tuple(Column(key, title) for key, title in words.columns.items())
    return Table("comparison", words.title, columns, tuple(rows), words.head, words.number)


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


def _values(
    this: dict[str, int], last: dict[str, int] | None, to_date: dict[str, int], key: str
) -> dict[str, Value]:
    change = None if last is None else this[key] - last[key]
    return {
        "this_month": this[key],
        "last_month": None if last is None else last[key],
        "change": change,
        "change_percent": None if change is None or last is None else share(change, last[key]),
        "fiscal_year_to_date": to_date[key],
    }
