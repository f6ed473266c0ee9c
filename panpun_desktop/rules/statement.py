"""The monthly statement as a whole: all tables of a month and their checks (domain.md §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from panpun_desktop.rules import counting
from panpun_desktop.rules.balance import checks_of
from panpun_desktop.rules.comparison import NOTHING_EARLIER, Earlier, comparison
from panpun_desktop.rules.counted import Check, CountedFacts, Period, Table
from panpun_desktop.rules.counting_beds import beds
from panpun_desktop.rules.daily import DayFigures, days_of
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.nights import Night, nights_of


@dataclass(frozen=True)
class Statement:
    """A month counted: its tables in the order of the paper, whether they agree, its days and nights."""

    period: Period
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    days: tuple[DayFigures, ...] = ()
    nights: tuple[Night, ...] = ()

    @property
    def is_balanced(self) -> bool:
        """Say whether every check holds."""
        return all(check.ok for check in self.checks)

    def table(self, id: str) -> Table:
        """A table by its id; KeyError when it is not part of the statement."""
        return {table.id: table for table in self.tables}[id]


def monthly_statement(
    facts: CountedFacts,
    period: Period,
    limits: Limits,
    *,
    target: int | None = None,
    centre: str = "",
    since: date | None = None,
    closed_before: Mapping[str, int] | None = None,
    months_back: int = 1,
    earlier: Earlier = NOTHING_EARLIER,
) -> Statement:
    """Count a month, or several: ``months_back`` says with what they are compared (``comparison``).

    ``target``: the planning figure of the fiscal year; ``since``: first day of the centre's statements;
    ``closed_before``: the closing row of the month before as it was closed (``balance.checks_of``);
    ``earlier``: what is compared with beside the facts.
    """
    whole, facts = facts, facts.within(period)
    moves = counting.movement(facts, period)
    nights = tuple(nights_of(facts, period, limits.report_count_leave))
    tables = (
        moves,
        counting.age_band(facts, period, limits.age_bands),
        counting.service_type(facts, period),
        counting.intake_channel(facts, period),
        counting.outcome(facts, period),
        beds(facts, period, limits.report_count_leave, nights),
        counting.overrides(facts, period),
        counting.ministry_line(moves, target, centre),
        comparison(whole, period, since, months_back, earlier),
    )
    checks = checks_of(tables, facts, period, closed_before)
    return Statement(period, tables, checks, days_of(facts, period, nights), nights)
