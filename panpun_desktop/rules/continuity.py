"""Whether a course runs on unbroken, and what the manager decided when it did not (R-CRS-4, R-CRS-6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panpun_desktop.rules.attendance import CourseTerms, DayMark, Mark, Session, Sheet, Trainee
from panpun_desktop.rules.codes import ContinuityChoice


@dataclass(frozen=True)
class Run:
    """Training days in a row that were ขาด, without leave."""

    days: tuple[date, ...]

    @property
    def first_on(self) -> date:
        """The first day of the run."""
        return self.days[0]

    @property
    def last_on(self) -> date:
        """The last day of the run."""
        return self.days[-1]

    @property
    def length(self) -> int:
        """How many training days it has."""
        return len(self.days)


class BreakCause(StrEnum):
    """What broke a course: too many days ขาด, or nights away without leave."""

    ABSENT = "ABSENT"
    AWAY = "AWAY"


@dataclass(frozen=True)
class Break:
    """What the manager is to decide about; ``length`` is training days, 0 for nights away."""

    cause: BreakCause
    first_on: date
    length: int


@dataclass(frozen=True)
class Decision:
    """What a manager decided on ``taken_on`` about the break whose first day was ``broken_on``.

    ``counts_from_on`` is the day that the count begins anew with RESTART. What happens after a
    decision is a new matter: CONTINUE accepts the days up to ``taken_on``, no later ones.
    """

    choice: ContinuityChoice
    broken_on: date
    taken_on: date
    counts_from_on: date | None = None


@dataclass(frozen=True)
class Continuity:
    """The runs that nobody has decided about, and the breaks that wait for a decision, earliest first.

    ``current`` is the run that lasts until the last day marked; ``is_near`` warns one day before it
    would break the course.
    """

    longest: Run | None
    current: Run | None
    breaks: tuple[Break, ...]
    is_near: bool

    @property
    def is_broken(self) -> bool:
        """A break waits for the manager, who picks one of ``ContinuityChoice``."""
        return bool(self.breaks)


def continuity(
    trainee: Trainee,
    sessions: Iterable[Session],
    marks: Iterable[Mark],
    today: date,
    terms: CourseTerms,
    decisions: Iterable[Decision] = (),
) -> Continuity:
    """Find unexcused absence on training days in a row; days without a session are passed over (R-CRS-4).

    Presence, leave, a pause and a day nobody marked end a run; days not marked yet at the end do not.
    """
    return continuity_of(Sheet.of(trainee, sessions, marks), today, terms, decisions)


def continuity_of(
    sheet: Sheet, today: date, terms: CourseTerms, decisions: Iterable[Decision] = ()
) -> Continuity:
    """The same as ``continuity`` of a sheet that was read already."""
    taken, trainee = tuple(decisions), sheet.trainee
    first = trainee.first_day
    days = [(day, mark) for day, mark in sheet.days.items() if first <= day <= today]
    while days and days[-1][1] is DayMark.UNKNOWN:
        days.pop()
    runs = [run for one in _runs(days) for run in _undecided(one, taken)]
    current = runs[-1] if runs and runs[-1].last_on == days[-1][0] else None
    breaks = (*_long(runs, terms), *_nights_away(trainee, today, taken))
    near = current is not None and current.length == terms.break_unexcused - 1
    return Continuity(
        max(runs, key=lambda run: run.length, default=None),
        current,
        tuple(sorted(breaks, key=lambda one: one.first_on)),
        near and not breaks,
    )


def groundless_on(sheet: Sheet, terms: CourseTerms, decisions: Iterable[Decision]) -> date | None:
    """The first day of a break that was decided about and that the marks do not show any more; None: none."""
    runs = [run for run in _runs(sheet.days.items()) if run.length >= terms.break_unexcused]
    for one in decisions:
        is_there = any(run.first_on <= one.taken_on and run.last_on >= one.broken_on for run in runs)
        if not is_there and one.broken_on not in sheet.trainee.left_without_leave:
            return one.broken_on
    return None


def _runs(days: Iterable[tuple[date, DayMark]]) -> Iterator[Run]:
    run: list[date] = []
    for day, mark in days:
        if mark is DayMark.ABSENT:
            run.append(day)
        elif run:
            yield Run(tuple(run))
            run = []
    if run:
        yield Run(tuple(run))


def _undecided(run: Run, decisions: Iterable[Decision]) -> Iterator[Run]:
    """What is left of a run after the decisions about it; nothing when all of it is decided."""
    days = run.days
    for one in decisions:
        match one.choice:
            case ContinuityChoice.DROP:
                days = ()
            case ContinuityChoice.RESTART:
                first = one.counts_from_on or one.taken_on
                days = tuple(day for day in days if day >= first)
            case ContinuityChoice.CONTINUE if run.first_on <= one.broken_on <= run.last_on:
                days = tuple(day for day in days if day > one.taken_on)
    if days:
        yield Run(days)


def _long(runs: Iterable[Run], terms: CourseTerms) -> Iterator[Break]:
    for run in runs:
        if run.length >= terms.break_unexcused:
            yield Break(BreakCause.ABSENT, run.first_on, run.length)


def _nights_away(trainee: Trainee, today: date, decisions: Iterable[Decision]) -> Iterator[Break]:
    """Leaving the centre overnight without leave; a trainee who lives outside cannot (R-CRS-9)."""
    if not trainee.is_resident:
        return
    for day in sorted(trainee.left_without_leave):
        if trainee.first_day <= day <= trainee.until(today) and not _is_decided(day, decisions):
            yield Break(BreakCause.AWAY, day, 0)


def _is_decided(day: date, decisions: Iterable[Decision]) -> bool:
    for one in decisions:
        match one.choice:
            case ContinuityChoice.DROP:
                return True
            case ContinuityChoice.RESTART if day < (one.counts_from_on or one.taken_on):
                return True
            case ContinuityChoice.CONTINUE if day == one.broken_on:
                return True
    return False
