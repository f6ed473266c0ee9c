"""Table 8 of the monthly report: กศน./สกร. learners by level (domain.md §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from panpun_desktop.rules.counted import Period, Table, TableRow, Value, table_of, words_of
from panpun_desktop.rules.education import LearnerStatus

NFE, TOTAL = "nfe", "total"
COLUMNS = ("registered", "sat_exam", "graduated", "dropped_out")


@dataclass(frozen=True)
class LearnerFact:
    """One learner as counted; ``level`` is the code of a row."""

    person_id: int
    level: str
    registered_on: tuple[date, ...] = ()
    """The days of registering for terms."""
    sat_on: tuple[date, ...] = ()
    """The days exams were sat."""
    status: LearnerStatus = LearnerStatus.STUDYING
    status_on: date | None = None


def columns_of(fact: LearnerFact, period: Period) -> frozenset[str]:
    """The columns a learner counts in; once in each, however often it happened in the period."""
    is_now = period.holds(fact.status_on)
    happened = {
        "registered": any(period.holds(day) for day in fact.registered_on),
        "sat_exam": any(period.holds(day) for day in fact.sat_on),
        "graduated": is_now and fact.status is LearnerStatus.GRADUATED,
        "dropped_out": is_now and fact.status is LearnerStatus.RESIGNED,
    }
    return frozenset(name for name, did in happened.items() if did)


def learners(facts: Iterable[LearnerFact], levels: Mapping[str, str], period: Period) -> Table:
    """Table 8; ``levels`` gives the labels of the rows in their order."""
    known = tuple(facts)
    rows = [
        TableRow(level.lower(), label, _values([one for one in known if one.level == level], period))
        for level, label in levels.items()
    ]
    total = TableRow(TOTAL, words_of(NFE).rows[TOTAL], _values(known, period))
    return table_of(NFE, [*rows, total])


def behind(facts: Iterable[LearnerFact], period: Period) -> dict[tuple[str, str], tuple[int, ...]]:
    """(row, column) -> the people counted there, each level and the total."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in facts:
        for column in columns_of(one, period):
            for row in (one.level.lower(), TOTAL):
                found.setdefault((row, column), []).append(one.person_id)
    return {key: tuple(people) for key, people in found.items()}


def _values(facts: Iterable[LearnerFact], period: Period) -> dict[str, Value]:
    counts: dict[str, Value] = dict.fromkeys(COLUMNS, 0)
    for one in facts:
        for column in columns_of(one, period):
            counts[column] = int(counts[column] or 0) + 1
    return counts
