"""Table 7 of the monthly report: who was in training, who came, and what became of them (domain.md §5).

A trainee is in class from the day of joining to the last day, both included; at the end of a day those
whose last day it was have ended. So ยกมา + เข้าใหม่ = กำลังอบรม + พักการอบรม + every way of ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from panpun_desktop.rules.attendance import Pause, shown_percent
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.rules.counted import Check, Period, Table, TableRow, Value, table_of, words_of

TRAINING, TOTAL = "training", "total"
OPENING, JOINED, ACTIVE, SUSPENDED = "opening", "joined", "active", "suspended"
_ENDS = {
    EnrolmentState.DONE: "done",
    EnrolmentState.FAILED: "failed",
    EnrolmentState.DROPPED: "dropped",
    EnrolmentState.UPGRADED: "upgraded",
}
MOVES = (OPENING, JOINED, ACTIVE, "done", "failed", "dropped", SUSPENDED, "upgraded")
"""The columns of people; the first two add up to the others."""


@dataclass(frozen=True)
class EnrolmentFact:
    """One enrolment as it is counted; ``percent`` is the attendance of the period, None without a session."""

    enrolment_id: int
    person_id: int
    cohort_id: int
    joined_on: date
    state: EnrolmentState
    ended_on: date | None = None
    """Last day in class, included."""
    pauses: tuple[Pause, ...] = ()
    percent: Fraction | None = None

    def is_in_class(self, day: date) -> bool:
        """Say whether the person is in class at the end of the day."""
        return self.joined_on <= day and (self.ended_on is None or self.ended_on > day)


def columns_of(fact: EnrolmentFact, period: Period) -> frozenset[str]:
    """The columns of people that an enrolment counts in; none where it does not touch the period."""
    found = set()
    if fact.is_in_class(period.first - timedelta(days=1)):
        found.add(OPENING)
    if period.holds(fact.joined_on):
        found.add(JOINED)
    if fact.is_in_class(period.last):
        is_paused = any(pause.holds(period.last) for pause in fact.pauses)
        found.add(SUSPENDED if is_paused else ACTIVE)
    elif period.holds(fact.ended_on) and fact.state in _ENDS:
        found.add(_ENDS[fact.state])
    return frozenset(found)


def training(facts: Iterable[EnrolmentFact], cohorts: Mapping[int, str], period: Period) -> Table:
    """Table 7; ``cohorts`` gives the labels in their order. A cohort nobody was in is left out."""
    known = tuple(facts)
    touched = [one for one in known if columns_of(one, period)]
    rows = [
        TableRow(row_key(cohort), label, _values([one for one in touched if one.cohort_id == cohort], period))
        for cohort, label in cohorts.items()
        if any(one.cohort_id == cohort for one in touched)
    ]
    total = TableRow(TOTAL, words_of("training").rows[TOTAL], _values(known, period))
    return table_of("training", [*rows, total])


def row_key(cohort_id: int) -> str:
    """The key of a cohort's row."""
    return f"cohort-{cohort_id}"


def cohort_of(key: str) -> int | None:
    """The cohort whose row a key names; None for another row."""
    stem, _line, number = key.partition("-")
    return int(number) if stem == "cohort" and number.isdecimal() else None


def behind(facts: Iterable[EnrolmentFact], period: Period) -> dict[tuple[str, str], tuple[int, ...]]:
    """(row, column) -> the people counted there, each cohort and the total."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in facts:
        columns = columns_of(one, period)
        is_averaged = columns and one.percent is not None
        for column in (*columns, *(("attendance_percent",) if is_averaged else ())):
            for row in (row_key(one.cohort_id), TOTAL):
                found.setdefault((row, column), []).append(one.person_id)
    return {key: tuple(people) for key, people in found.items()}


def check(table: Table) -> Check:
    """ยกมา + เข้าใหม่ against where they are at the end, in every row."""
    wrong = [row.label for row in table.rows if _before(row) != _after(row)]
    return Check("training_balance", not wrong, ", ".join(wrong))


def _before(row: TableRow) -> int:
    return sum(_number(row, column) for column in MOVES[:2])


def _after(row: TableRow) -> int:
    return sum(_number(row, column) for column in MOVES[2:])


def _number(row: TableRow, column: str) -> int:
    value = row.values.get(column)
    return value if isinstance(value, int) else 0


def _values(facts: Iterable[EnrolmentFact], period: Period) -> dict[str, Value]:
    counts: dict[str, Value] = dict.fromkeys(MOVES, 0)
    percents = []
    for one in facts:
        columns = columns_of(one, period)
        for column in columns:
            counts[column] = int(counts[column] or 0) + 1
        if columns and one.percent is not None:
            percents.append(one.percent)
    mean = sum(percents, Fraction(0)) / len(percents) if percents else None
    return {**counts, "attendance_percent": None if mean is None else shown_percent(mean, 2)}
