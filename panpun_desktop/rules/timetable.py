"""Weekly timetables: the sessions that come of them, and two that want the same person at one hour."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import combinations

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import Half

_WEEK = 7

Key = int | str
"""What tells people, trainers and rooms apart; the callers' own."""


@dataclass(frozen=True)
class WeekSlot:
    """One part of the week: ``weekday`` 0 is Monday; times in Asia/Bangkok, None where nobody set them."""

    weekday: int
    half: Half = Half.DAY
    begins_at: time | None = None
    ends_at: time | None = None

    def overlaps(self, other: WeekSlot) -> bool:
        """Say whether both take the same hour: by their times, or by the half day where one has none."""
        if self.weekday != other.weekday:
            return False
        if self.begins_at and self.ends_at and other.begins_at and other.ends_at:
            return self.begins_at < other.ends_at and other.begins_at < self.ends_at
        return same_half(self.half, other.half)


@dataclass(frozen=True)
class PlannedSession:
    """A session that a plan proposes."""

    day: date
    half: Half
    begins_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class Plan:
    """The sessions of a cohort in order, and the days off that were left out."""

    sessions: tuple[PlannedSession, ...]
    skipped: tuple[date, ...] = ()

    @property
    def days(self) -> int:
        """How many days have a session."""
        return len({one.day for one in self.sessions})


def same_half(one: Half, other: Half) -> bool:
    """Say whether two parts of a day share an hour: a whole day meets both halves."""
    return one is other or Half.DAY in {one, other}


def plan_sessions(
    pattern: Sequence[WeekSlot],
    first_on: date,
    last_on: date,
    holidays: Container[date] = (),
    skip_holidays: bool = True,
) -> Plan:
    """The sessions of a weekly pattern from the first to the last day, days off left out if wanted.

    RuleBroken for a last day before the first, or a pattern that meets itself.
    """
    require_period(first_on, last_on)
    require_pattern(pattern)
    length = (last_on - first_on).days + 1
    days = [first_on + timedelta(days=n) for n in range(length)]
    wanted = [day for day in days if any(slot.weekday == day.weekday() for slot in pattern)]
    skipped = tuple(day for day in wanted if skip_holidays and day in holidays)
    return Plan(
        tuple(one for day in wanted if day not in skipped for one in _sessions(pattern, day)), skipped
    )


def _sessions(pattern: Sequence[WeekSlot], day: date) -> Iterator[PlannedSession]:
    order = list(Half)
    for slot in sorted(pattern, key=lambda slot: order.index(slot.half)):
        if slot.weekday == day.weekday():
            yield PlannedSession(day, slot.half, slot.begins_at, slot.ends_at)


def require_period(first_on: date, last_on: date) -> None:
    """Refuse a cohort that ends before it begins; one day is enough."""
    if last_on < first_on:
        raise RuleBroken("cohort.last_before_first", field="last_on", first_on=first_on, last_on=last_on)


def require_pattern(pattern: Sequence[WeekSlot]) -> None:
    """Refuse a session that ends before it begins, and two in the same half of a day."""
    for slot in pattern:
        if slot.begins_at and slot.ends_at and slot.ends_at <= slot.begins_at:
            raise RuleBroken("cohort.ends_before_begins", field="ends_at")
    for one, other in combinations(pattern, 2):
        if one.weekday == other.weekday and same_half(one.half, other.half):
            raise RuleBroken("cohort.slots_meet", field="pattern")


def require_days(plan: Plan) -> None:
    """Refuse a cohort without a single session."""
    if not plan.sessions:
        raise RuleBroken("cohort.no_days", field="pattern")


@dataclass(frozen=True)
class Timetable:
    """Who and what a group needs each week; a first or last day of None is open.

    ``people``, ``trainers`` and ``room`` are the callers' keys; trainers are told apart from people.
    """

    name: str
    slots: tuple[WeekSlot, ...]
    first_on: date | None = None
    last_on: date | None = None
    people: frozenset[Key] = frozenset()
    trainers: frozenset[Key] = frozenset()
    room: Key | None = None


class ClashKind(StrEnum):
    """What two timetables both want."""

    PERSON = "PERSON"
    TRAINER = "TRAINER"
    ROOM = "ROOM"


@dataclass(frozen=True)
class Clash:
    """Two groups that want the same at the same hour: both names, and the slots that meet."""

    kind: ClashKind
    key: Key
    name: str
    other_name: str
    slots: tuple[tuple[WeekSlot, WeekSlot], ...]


def clashes(one: Timetable, other: Timetable) -> tuple[Clash, ...]:
    """What two timetables both want at the same hour: people, then trainers, then the room."""
    meeting = tuple(_meeting(one, other))
    if not meeting:
        return ()
    room = {one.room} & {other.room} - {None}
    wanted: tuple[tuple[ClashKind, Iterable[Key | None]], ...] = (
        (ClashKind.PERSON, one.people & other.people),
        (ClashKind.TRAINER, one.trainers & other.trainers),
        (ClashKind.ROOM, room),
    )
    return tuple(
        Clash(kind, key, one.name, other.name, meeting)
        for kind, keys in wanted
        for key in sorted(keys, key=str)
        if key is not None
    )


def clashes_with(mine: Timetable, others: Iterable[Timetable]) -> tuple[Clash, ...]:
    """Every clash of one timetable with the others, in their order."""
    return tuple(clash for other in others for clash in clashes(mine, other))


def _meeting(one: Timetable, other: Timetable) -> Iterator[tuple[WeekSlot, WeekSlot]]:
    first = max(day for day in (one.first_on, other.first_on, date.min) if day is not None)
    last = min(day for day in (one.last_on, other.last_on, date.max) if day is not None)
    for mine in one.slots:
        for theirs in other.slots:
            if mine.overlaps(theirs) and _has_weekday(mine.weekday, first, last):
                yield mine, theirs


def _has_weekday(weekday: int, first: date, last: date) -> bool:
    """Say whether the days from first to last hold such a weekday."""
    return last >= first and (weekday - first.weekday()) % _WEEK <= (last - first).days
