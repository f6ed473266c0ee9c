"""Small worlds to count: the month of domain.md §5.1, single stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from panpun_desktop.rules.counted import (
    CountedFacts,
    EpisodeFact,
    Period,
    StayFact,
    Table,
)
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.statement import Statement

LIMITS = Limits.delivered()
NOVEMBER = Period.month(2026, 11)
OCTOBER, DECEMBER = Period.month(2026, 10), Period.month(2026, 12)


def failed(statement: Statement) -> list[str]:
    """The ids of the checks that do not hold."""
    return [check.id for check in statement.checks if not check.ok]


EARLIER, THIS_MONTH = date(2026, 10, 20), date(2026, 11, 6)
PEOPLE = [
    # arrived, service types lived through, leaves this month, men, women
    (EARLIER, ["TRIAL"], True, 3, 2),
    (EARLIER, ["COURSE_S"], True, 1, 1),
    (EARLIER, ["COURSE_M"], True, 1, 0),
    (EARLIER, ["COURSE_L"], True, 1, 0),
    (EARLIER, ["TRANSIT"], True, 1, 1),
    (EARLIER, ["COURSE_S", "COURSE_L"], False, 1, 0),
    (EARLIER, ["COURSE_S"], False, 1, 2),
    (EARLIER, ["COURSE_M"], False, 2, 1),
    (EARLIER, ["COURSE_L"], False, 1, 1),
    (THIS_MONTH, ["TRANSIT"], True, 0, 1),
    (THIS_MONTH, ["TRIAL", "COURSE_S"], False, 1, 1),
    (THIS_MONTH, ["TRIAL", "COURSE_M"], False, 1, 0),
    (THIS_MONTH, ["TRIAL"], False, 4, 2),
    (THIS_MONTH, ["COURSE_S"], False, 1, 0),
    (THIS_MONTH, ["COURSE_M"], False, 1, 0),
    (THIS_MONTH, ["TRANSIT"], False, 1, 2),
]


def fixture_5_1() -> CountedFacts:
    """The month of domain.md §5.1: people whose types, sexes and moves come out as printed there."""
    stays: list[StayFact] = []
    episodes: list[EpisodeFact] = []
    for arrived, types, leaves, men, women in PEOPLE:
        left = date(2026, 11, 16) if leaves else None
        for sex in "M" * men + "F" * women:
            number = len(stays) + 1
            stays.append(
                StayFact(number, number, sex, "26-45", "SELF", arrived, left, "HOME" if leaves else None)
            )
            changes = [arrived, *[date(2026, 11, 20)] * (len(types) - 1), left]
            episodes += map(EpisodeFact, [number] * len(types), types, changes[:-1], changes[1:])
    return CountedFacts(tuple(stays), tuple(episodes))


def stay(number: int, arrived: date, left: date | None = None, **others: object) -> StayFact:
    """A man's stay in the middle band."""
    values: dict[str, object] = {"sex": "M", "age_band": "26-45", "channel": "SELF", "outcome": None}
    return StayFact(number, number, arrived_on=arrived, left_on=left, **{**values, **others})  # type: ignore[arg-type]


def facts_of(*stays: StayFact, **others: object) -> CountedFacts:
    """Facts with one trial part for each stay."""
    episodes = tuple(EpisodeFact(one.stay_id, "TRIAL", one.arrived_on, one.left_on) for one in stays)
    return CountedFacts(stays, **{"episodes": episodes, **others})  # type: ignore[arg-type]


def totals(table: Table) -> Mapping[str, object]:
    """The total column of a movement."""
    return {row.key: row.values["total"] for row in table.rows}
