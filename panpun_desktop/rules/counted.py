"""The plain values that statements are counted from and made of (interfaces.md §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from panpun_desktop.rules.codes import AbsenceKind, Sex
from panpun_desktop.rules.seed import TableWords, table_words

Value = int | str | None
"""A cell: a number, a decimal as text with two places, or no value ("–" on paper)."""

SEX_COLUMNS = {Sex.M: "male", Sex.F: "female", Sex.U: "unknown"}
"""The column of each sex; the order is that of the tables."""


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included: a month, or one day for the census."""

    first: date
    last: date

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """A calendar month (Gregorian year)."""
        following = date(year + month // 12, month % 12 + 1, 1)
        return cls(date(year, month, 1), following - timedelta(days=1))

    @property
    def after(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    @property
    def nights(self) -> tuple[date, ...]:
        """Every day, whose night is counted."""
        return tuple(self.first + timedelta(days=n) for n in range((self.after - self.first).days))

    def holds(self, day: date | None) -> bool:
        """Say whether the day lies in the period."""
        return day is not None and self.first <= day <= self.last

    def before(self) -> Period:
        """The month before."""
        last = self.first - timedelta(days=1)
        return Period(last.replace(day=1), last)

    def months_back(self, months: int) -> Period:
        """The same months so many months earlier, whole to their last day: what a period is compared with."""
        end = _month_of(self.last, -months)
        return Period(_month_of(self.first, -months).first, end.last)

    def fiscal_year_to_date(self) -> Period:
        """From 1 October to the last day (R-FY-1)."""
        year = self.last.year if self.last.month >= 10 else self.last.year - 1
        return Period(date(year, 10, 1), self.last)


def _month_of(day: date, months: int) -> Period:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Period.month(year, month + 1)


@dataclass(frozen=True)
class StayFact:
    """One stay as it is counted; sex and age band are those frozen at admission (R-REP-4)."""

    stay_id: int
    person_id: int
    sex: str
    age_band: str
    channel: str
    arrived_on: date
    left_on: date | None = None
    outcome: str | None = None

    def touches(self, period: Period) -> bool:
        """Say whether the stay was open at some time of the period, those that left on its first day too."""
        return self.arrived_on <= period.last and (self.left_on is None or self.left_on >= period.first)

    def is_there(self, night: date) -> bool:
        """Say whether the night counts: arrived ≤ night < left (R-REP-6)."""
        return self.arrived_on <= night and (self.left_on is None or night < self.left_on)


@dataclass(frozen=True)
class EpisodeFact:
    """One part of a stay, half-open; the parts of a stay are given in their order."""

    stay_id: int
    service_type: str
    started_on: date
    ended_on: date | None = None
    accompanying: bool = False

    def is_there(self, night: date) -> bool:
        """Say whether the part covers the night."""
        return self.started_on <= night and (self.ended_on is None or night < self.ended_on)


@dataclass(frozen=True)
class BedUseFact:
    """Nights of a stay in a bed, or with another stay; half-open."""

    stay_id: int
    bed_id: int | None
    start_on: date
    end_on: date | None = None
    shares_with: int | None = None


@dataclass(frozen=True)
class AbsenceFact:
    """Nights away inside a stay; half-open: the night of the return is slept here."""

    stay_id: int
    kind: str
    started_on: date
    ended_on: date | None = None

    def covers(self, night: date) -> bool:
        """Say whether the person was away that night."""
        in_range = self.started_on <= night and (self.ended_on is None or night < self.ended_on)
        return self.kind != AbsenceKind.SAME_DAY and in_range


@dataclass(frozen=True)
class BedFact:
    """A bed of a building, there from ``opened_on`` until ``closed_on`` (that night no more)."""

    bed_id: int
    building_id: int
    opened_on: date
    closed_on: date | None = None

    def is_there(self, night: date) -> bool:
        """Say whether the bed stands there that night."""
        return self.opened_on <= night and (self.closed_on is None or night < self.closed_on)


@dataclass(frozen=True)
class BedBlockFact:
    """Nights on which a bed is closed; half-open."""

    bed_id: int
    start_on: date
    end_on: date | None = None


@dataclass(frozen=True)
class OverrideFact:
    """A limit passed on a day, and why."""

    rule_id: str
    given_on: date
    reason_code: str = ""
    stay_id: int = 0


@dataclass(frozen=True)
class Adjustment:
    """A change to a closed month (R-REP-5): so many stays more (or fewer) of a kind in the stock before."""

    count: int
    sex: str
    age_band: str
    service_type: str
    stay_id: int | None = None


@dataclass(frozen=True)
class CountedFacts:
    """Everything a statement is counted from; voided rows are left out by the caller."""

    stays: tuple[StayFact, ...] = ()
    episodes: tuple[EpisodeFact, ...] = ()
    bed_uses: tuple[BedUseFact, ...] = ()
    absences: tuple[AbsenceFact, ...] = ()
    beds: tuple[BedFact, ...] = ()
    blocks: tuple[BedBlockFact, ...] = ()
    overrides: tuple[OverrideFact, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    buildings: Mapping[int, str] = field(default_factory=dict)
    """Building id to its name, in the order of the report."""

    def within(self, period: Period) -> CountedFacts:
        """The same facts with the stays alone that were there at some time of the period."""
        stays = tuple(stay for stay in self.stays if stay.touches(period))
        there = {stay.stay_id for stay in stays}
        episodes = tuple(one for one in self.episodes if one.stay_id in there)
        return replace(self, stays=stays, episodes=episodes)


@dataclass(frozen=True)
class Column:
    """A column: its key and its Thai header."""

    key: str
    title: str


@dataclass(frozen=True)
class TableRow:
    """A row: its key, its Thai label and a value for each column."""

    key: str
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Table:
    """A finished table of a statement; ``head`` is the header over the labels."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    head: str = ""
    number: int = 0

    def row(self, key: str) -> Mapping[str, Value]:
        """The values of a row; KeyError when it has none."""
        return {one.key: one.values for one in self.rows}[key]

    def number_at(self, row: str, column: str) -> int:
        """A whole number of the table; 0 for a row that is not there or has no value."""
        values = {one.key: one.values for one in self.rows}.get(row, {})
        value = values.get(column)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True)
class Check:
    """One check of a statement: what, whether it holds, the figures, and the stays that do not fit."""

    id: str
    ok: bool
    detail: str = ""
    stay_ids: tuple[int, ...] = ()


def table_of(id: str, rows: Iterable[TableRow]) -> Table:
    """A table with the titles delivered for its id; every row gets every column."""
    words = words_of(id)
    columns = tuple(Column(key, title) for key, title in words.columns.items())
    filled = tuple(
        TableRow(row.key, row.label, {one.key: row.values.get(one.key) for one in columns}) for row in rows
    )
    return Table(id, words.title, columns, filled, words.head, words.number)


@cache
def words_of(id: str) -> TableWords:
    """The delivered words of a table."""
    return table_words()[id]


def two_places(value: Decimal) -> str:
    """A decimal as text with two places, half up."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def share(part: int, whole: int) -> str | None:
    """A percentage with two places; None when there is nothing to divide by."""
    return two_places(Decimal(part) * 100 / whole) if whole else None


def mean(total: int, count: int) -> str | None:
    """An average with two places; None when there is nothing to divide by."""
    return two_places(Decimal(total) / count) if count else None
