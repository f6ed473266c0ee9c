"""This month beside the last one and the fiscal year to date (R-REP-7, R-REP-8)."""

from __future__ import annotations

from datetime import date

from panpun_desktop.rules.counted import (
    CountedFacts,
    Period,
    Table,
    TableRow,
    Value,
    share,
    table_of,
    words_of,
)
from panpun_desktop.rules.counting import stays_in
from panpun_desktop.rules.counting_beds import person_nights

ROWS = ("admitted", "discharged", "closing", "person_nights", "persons")


def comparison(facts: CountedFacts, period: Period, since: date | None = None) -> Table:
    """The comparison table; ``since`` is the first day of the centre's first statement.

    Persons are counted once each over the whole of a period, never summed by month. The closing of
    the year to date is that of the month. Before ``since`` there is no month to compare with.
    """
    this = _figures(facts, period)
    before = period.before()
    last = _figures(facts, before) if since is None or before.first >= since.replace(day=1) else None
    year = period.fiscal_year_to_date()
    to_date = _figures(facts, Period(max(year.first, since or year.first), year.last))
    rows = [
        TableRow(
            key,
            words_of("comparison").rows[key],
            _values(this[key], last[key] if last else None, to_date[key]),
        )
        for key in ROWS
    ]
    return table_of("comparison", rows)


def persons_in(facts: CountedFacts, period: Period) -> set[int]:
    """Everyone who was there at any time of the period, each once (R-REP-7)."""
    return {
        stay.person_id
        for stay in facts.stays
        if stay.arrived_on <= period.last and (stay.left_on is None or stay.left_on >= period.first)
    }


def _figures(facts: CountedFacts, period: Period) -> dict[str, int]:
    found = stays_in(facts, period)
    figures = {move: len(found[move]) for move in ("admitted", "discharged", "closing")}
    return {
        **figures,
        "person_nights": person_nights(facts, period),
        "persons": len(persons_in(facts, period)),
    }


def _values(this: int, last: int | None, to_date: int) -> dict[str, Value]:
    change = None if last is None else this - last
    return {
        "this_month": this,
        "last_month": last,
        "change": change,
        "change_percent": None if change is None or last is None else share(change, last),
        "fiscal_year_to_date": to_date,
    }
