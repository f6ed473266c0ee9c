"""Which day of a stay it is, and how near the limit or the floor (R-TRI-1..3, R-CRS-1..2, R-TRA-1..3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import COURSES, ServiceType
from panpun_desktop.rules.course_floor import last_counted, short_days
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.stay import EpisodeFacts, course_days

if TYPE_CHECKING:
    from panpun_desktop.rules.working_days import WorkingCalendar


class Level(StrEnum):
    """How loudly a clock speaks: colours for ceilings (R-TRI-2), reached for floors (R-CRS-1)."""

    NONE = "none"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"
    REACHED = "reached"


class Unit(StrEnum):
    """What the limit of a clock is counted in; NONE without a limit."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    NONE = ""


@dataclass(frozen=True)
class StayClock:
    """The day of a stay beside its limit or floor.

    ``limit`` and ``limit_on`` are None for those who only accompany a trainee. For a ceiling
    ``limit_on`` is the last day within it and ``days_over`` the days since in its ``unit``: none on the
    weekend after the last working day. For a floor ``limit_on`` is the day that completes it.
    ``short`` is for a tile ("9/10"), ``text`` a whole Thai phrase.
    """

    service_type: ServiceType
    day: int
    limit: int | None
    unit: Unit
    level: Level
    limit_on: date | None
    days_over: int
    short: str
    text: str

    @property
    def is_over(self) -> bool:
        """A ceiling is passed; never true for a course."""
        return self.level is Level.RED


def day_number(first_day: date, day: date, count_mode: str) -> int:
    """The number of a day in a count: ``inclusive`` calls the first day 1, ``exclude_first`` calls it 0."""
    return (day - first_day).days + (1 if count_mode == "inclusive" else 0)


def trial_limit_on(first_day: date, limits: Limits) -> date:
    """The last day within the trial limit (R-TRI-1)."""
    days = limits.trial_days - (1 if limits.trial_count_mode == "inclusive" else 0)
    return first_day + timedelta(days=days)


def transit_limit_on(first_day: date, limits: Limits, calendar: WorkingCalendar) -> date:
    """The day of the last counted working day (R-TRA-1)."""
    return calendar.nth_working_day(first_day, limits.transit_days, limits.transit_count_entry_day)


def transit_day(first_day: date, day: date, limits: Limits, calendar: WorkingCalendar) -> int:
    """Working days counted from the first day up to and with the given day; 0 before the first."""
    if day < first_day:
        return 0
    counts_first = limits.transit_count_entry_day and calendar.is_working_day(first_day)
    return calendar.working_days_between(first_day, day) + (1 if counts_first else 0)


def course_floor_on(facts: EpisodeFacts, limits: Limits) -> date | None:
    """The day that completes the floor; None where only days with a session count."""
    if limits.course_count_mode == "training_days":
        return None
    floor = facts.floor(limits)
    return facts.first_day + timedelta(days=floor - 1 + facts.suspended_days)


def clock_of(facts: EpisodeFacts, today: date, limits: Limits, calendar: WorkingCalendar) -> StayClock:
    """The clock of an episode on a day; an ended episode stands still on its last day."""
    day = today if facts.ended_on is None else min(today, facts.ended_on)
    if facts.service_type.is_course:
        return _course_clock(facts, day, limits)
    if facts.service_type is ServiceType.TRANSIT:
        return _transit_clock(facts, day, limits, calendar)
    return _trial_clock(facts, day, limits)


def next_choices(service_type: ServiceType) -> tuple[str, ...]:
    """What to offer after a course is complete (R-CRS-3): the higher courses, travel home, work.

    The answers are codes of service types and of outcomes; empty for what is no course.
    """
    if not service_type.is_course:
        return ()
    higher = COURSES[COURSES.index(service_type) + 1 :]
    return (*higher, "HOME", "JOB")


def running_first_day(episodes: Sequence[EpisodeFacts], limits: Limits) -> date:
    """The first day of the last episode's count, courses joined by an upgrade together (R-CRS-8).

    ``episodes`` are those of one stay in their order; ValueError when there is none.
    """
    *earlier, last = episodes
    if not earlier or not last.service_type.is_course:
        return last.first_day
    previous = earlier[-1]
    if not previous.service_type.is_course or previous.ended_on != last.started_on:
        return last.first_day
    first = running_first_day(earlier, limits)
    yesterday = last_counted(last.started_on - timedelta(days=1), previous.counted_until)
    done = (yesterday - first).days + 1 - previous.suspended_days
    return last.first_day if done >= previous.floor(limits) else first


def over_text(clock: StayClock) -> str:
    """How far a ceiling is passed, in the unit that it is counted in."""
    return _over_text(clock.days_over, clock.unit)


def _over_text(over: int, unit: Unit) -> str:
    if not over:
        return _("Past the last day of the limit")
    working = unit is Unit.WORKING_DAYS
    text = _("{days} working days over the limit") if working else _("{days} days over the limit")
    return text.format(days=over)


def _trial_clock(facts: EpisodeFacts, day: date, limits: Limits) -> StayClock:
    number = day_number(facts.first_day, day, limits.trial_count_mode)
    limit_on = facts.closed_limit_on or trial_limit_on(facts.first_day, limits)
    level = _ceiling_level(number, limits.trial_days, limits.trial_warn_before, day > limit_on)
    text = _("Day {day} of {limit}").format(day=number, limit=limits.trial_days)
    over = max(0, (day - limit_on).days)
    return _ceiling(facts, number, limits.trial_days, Unit.DAYS, level, limit_on, over, text)


def _transit_clock(facts: EpisodeFacts, day: date, limits: Limits, calendar: WorkingCalendar) -> StayClock:
    number = transit_day(facts.first_day, day, limits, calendar)
    limit_on = facts.closed_limit_on or transit_limit_on(facts.first_day, limits, calendar)
    level = _ceiling_level(number, limits.transit_days, limits.transit_warn_before, day > limit_on)
    text = _("Working day {day} of {limit}").format(day=number, limit=limits.transit_days)
    over = calendar.working_days_between(limit_on, day) if day > limit_on else 0
    return _ceiling(facts, number, limits.transit_days, Unit.WORKING_DAYS, level, limit_on, over, text)


def _ceiling_level(number: int, limit: int, warn_before: int, is_over: bool) -> Level:
    if is_over:
        return Level.RED
    if number >= limit:
        return Level.AMBER
    return Level.BLUE if number >= limit - warn_before else Level.NONE


def _ceiling(
    facts: EpisodeFacts,
    number: int,
    limit: int,
    unit: Unit,
    level: Level,
    limit_on: date,
    over: int,
    text: str,
) -> StayClock:
    if level is Level.RED:
        text = _over_text(over, unit)
    short = f"{number}/{limit}"
    return StayClock(facts.service_type, number, limit, unit, level, limit_on, over, short, text)


def _course_clock(facts: EpisodeFacts, day: date, limits: Limits) -> StayClock:
    number = course_days(facts, day, limits)
    if facts.accompanying:
        text = _("Day {day}, with the family").format(day=number)
        service = facts.service_type
        return StayClock(service, number, None, Unit.NONE, Level.NONE, None, 0, str(number), text)
    floor = facts.floor(limits)
    level = Level.REACHED if number >= floor else Level.NONE
    text = _("The least days are reached") if level is Level.REACHED else _day_of_course(number, floor)
    limit_on = course_floor_on(facts, limits)
    return StayClock(
        facts.service_type, number, floor, Unit.DAYS, level, limit_on, 0, short_days(number, floor), text
    )


def _day_of_course(number: int, floor: int) -> str:
    return _("Day {day}, at least {floor} days").format(day=number, floor=floor)
