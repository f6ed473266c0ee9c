"""Closed months: whom a statement counted, and what the register says otherwise since (R-REP-5, G8).

A closed month stays as it was sent. What changes afterwards comes into the month after it as
ปรับปรุงหลังปิดงวด: the stock of its last night as counted now, less the stock as it was closed. So
opening + adjusted + admitted − discharged = closing, and the opening is the closing that was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from panpun_desktop.rules.counted import (
    Adjustment,
    CountedFacts,
    EpisodeFact,
    Period,
    StayFact,
    Table,
    Value,
)
from panpun_desktop.rules.counting import chains_of, stays_in

MOVES = ("opening", "admitted", "discharged", "closing")
"""What a stay can be in a month; one stay is often several of them."""


@dataclass(frozen=True)
class CountedStay:
    """A stay as a statement counted it; ``service_type`` is that of the last part begun in the month."""

    stay_id: int
    person_id: int
    sex: str
    age_band: str
    service_type: str
    channel: str
    outcome: str
    arrived_on: date
    left_on: date | None
    moves: tuple[str, ...]

    @property
    def is_remaining(self) -> bool:
        """Say whether the stay is in the stock of the last night."""
        return "closing" in self.moves

    @property
    def kind(self) -> tuple[str, str, str]:
        """What the rows and columns of the stock ask of a stay."""
        return (self.sex, self.age_band, self.service_type)


@dataclass(frozen=True)
class ChangedStay:
    """A stay that is counted otherwise than before; ``before`` None: was not there, ``now`` None: is gone."""

    before: CountedStay | None
    now: CountedStay | None

    @property
    def stay_id(self) -> int:
        """The stay."""
        return self._either.stay_id

    @property
    def person_id(self) -> int:
        """Whose it is, or was."""
        return self._either.person_id

    @property
    def count(self) -> int:
        """How many stays more the stock holds: −1, 0 or +1."""
        return _stock(self.now) - _stock(self.before)

    @property
    def was(self) -> int:
        """How many of the stock it was before: 0 or 1."""
        return _stock(self.before)

    @property
    def _either(self) -> CountedStay:
        found = self.now or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True)
class Difference:
    """A figure that an amended edition says otherwise."""

    table: str
    row: str
    column: str
    table_title: str
    row_label: str
    column_title: str
    before: int | str | None
    now: int | str | None


def counted_stays(facts: CountedFacts, period: Period) -> tuple[CountedStay, ...]:
    """Every stay that the movement of the month counts, in the order of the facts."""
    chains, moves = chains_of(facts), stays_in(facts, period)
    found: dict[int, list[str]] = {}
    for move in MOVES:
        for stay in moves[move]:
            found.setdefault(stay.stay_id, []).append(move)
    return tuple(
        _counted(stay, chains.get(stay.stay_id, []), period, tuple(found[stay.stay_id]))
        for stay in facts.stays
        if stay.stay_id in found
    )


def changes_of_stock(closed: Iterable[CountedStay], now: Iterable[CountedStay]) -> tuple[ChangedStay, ...]:
    """The stays of a closed month whose place in the stock of its last night is another now; by stay."""
    return tuple(one for one in changed_stays(closed, now) if _place(one.before) != _place(one.now))


def changes_told(
    closed: Iterable[CountedStay], now: Iterable[CountedStay], period: Period
) -> tuple[ChangedStay, ...]:
    """The stays that the tables of a closed month count otherwise now, in the stock or not (R-REP-5)."""
    changed = changed_stays(closed, now)
    return tuple(one for one in changed if _told(one.before, period) != _told(one.now, period))


def adjustments_of(changed: Iterable[ChangedStay]) -> tuple[Adjustment, ...]:
    """The changes as the statement of the next month counts them: one off, one on, or both."""
    found = []
    for one in changed:
        if one.before is not None and one.before.is_remaining:
            found.append(_adjustment(-1, one.before))
        if one.now is not None and one.now.is_remaining:
            found.append(_adjustment(1, one.now))
    return tuple(found)


def changed_stays(before: Iterable[CountedStay], now: Iterable[CountedStay]) -> tuple[ChangedStay, ...]:
    """The stays that two editions of one month count differently, by stay."""
    old, new = {one.stay_id: one for one in before}, {one.stay_id: one for one in now}
    return tuple(
        ChangedStay(old.get(id), new.get(id)) for id in sorted({*old, *new}) if old.get(id) != new.get(id)
    )


def differences(before: Iterable[Table], now: Iterable[Table]) -> tuple[Difference, ...]:
    """Every figure that differs between two editions, in the order of the newer one's tables.

    A row that only one of them has differs where it says more than zero.
    """
    old, new = {table.id: table for table in before}, {table.id: table for table in now}
    return tuple(found for id in {**new, **old} for found in _of_tables(old.get(id), new.get(id)))


def is_counted_otherwise(
    period: Period,
    before: tuple[StayFact, Sequence[EpisodeFact]] | None,
    now: tuple[StayFact, Sequence[EpisodeFact]] | None,
) -> bool:
    """Say whether a month counts a stay, with its parts, otherwise than before; None: no such stay."""
    return _seen_by(period, before) != _seen_by(period, now)


def _seen_by(period: Period, given: tuple[StayFact, Sequence[EpisodeFact]] | None) -> object:
    """Everything of a stay that the tables of people of a month are made of; None when nothing."""
    if given is None:
        return None
    stay, chain = given
    arrived, left = period.holds(stay.arrived_on), period.holds(stay.left_on)
    nights = (max(stay.arrived_on, period.first), min(stay.left_on or period.after, period.after))
    if not (arrived or left or nights[0] < nights[1]):
        return None
    who = (stay.person_id, stay.sex, stay.age_band, stay.channel if arrived else "")
    return (who, arrived, left, stay.outcome if left else "", nights, _parts_in(period, chain))


def _parts_in(period: Period, chain: Sequence[EpisodeFact]) -> tuple[object, ...]:
    """The parts that a month sees; of one begun earlier or ending later the days beyond do not matter."""
    cut = []
    for part in sorted(chain, key=lambda one: one.started_on):
        first, end = max(part.started_on, period.first), min(part.ended_on or period.after, period.after)
        if first <= end and first < period.after and (part.ended_on or period.first) >= period.first:
            cut.append((part.service_type, part.accompanying, first, end))
    return tuple(cut)


def _counted(
    stay: StayFact, chain: Sequence[EpisodeFact], period: Period, moves: tuple[str, ...]
) -> CountedStay:
    begun = [part.service_type for part in chain if part.started_on <= period.last]
    return CountedStay(
        stay.stay_id,
        stay.person_id,
        stay.sex,
        stay.age_band,
        begun[-1] if begun else (chain[0].service_type if chain else ""),
        stay.channel if "admitted" in moves else "",
        stay.outcome or "" if "discharged" in moves else "",
        stay.arrived_on,
        stay.left_on if "discharged" in moves else None,
        moves,
    )


def _place(one: CountedStay | None) -> tuple[str, str, str] | None:
    return one.kind if one is not None and one.is_remaining else None


def _told(one: CountedStay | None, period: Period) -> object:
    """What the tables of the month say of a stay; the day of coming only where it lies in the month."""
    if one is None:
        return None
    arrived_on = one.arrived_on if period.holds(one.arrived_on) else None
    return (one.moves, one.kind, one.channel, one.outcome, arrived_on, one.left_on)


def _stock(one: CountedStay | None) -> int:
    return int(one is not None and one.is_remaining)


def _adjustment(count: int, one: CountedStay) -> Adjustment:
    return Adjustment(count, one.sex, one.age_band, one.service_type, one.stay_id)


def _of_tables(old: Table | None, new: Table | None) -> Iterable[Difference]:
    was, now = _cells(old), _cells(new)
    table = next(one for one in (new, old) if one is not None)
    rows, columns = _labels(new, old)
    for row, label in rows.items():
        for column, head in columns.items():
            before, after = was.get((row, column)), now.get((row, column))
            is_in_both = (row, column) in was and (row, column) in now
            if before != after and (is_in_both or before or after):
                yield Difference(table.id, row, column, table.title, label, head, before, after)


def _cells(table: Table | None) -> dict[tuple[str, str], Value]:
    """(row, column) -> value."""
    rows = () if table is None else table.rows
    return {(row.key, column): value for row in rows for column, value in row.values.items()}


def _labels(*tables: Table | None) -> tuple[dict[str, str], dict[str, str]]:
    """The words of every row and of every column, as the first table that has them says."""
    rows: dict[str, str] = {}
    columns: dict[str, str] = {}
    for table in filter(None, tables):
        rows = {**rows, **{row.key: row.label for row in table.rows if row.key not in rows}}
        columns = {**columns, **{one.key: one.title for one in table.columns if one.key not in columns}}
    return rows, columns
