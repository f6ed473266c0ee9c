"""Stays and the parts they are made of: what is possible, nights, return on the same day, conversion.

The clocks of the service types stand in ``clock``, the yearly count of trial stays in ``trial``, and
what to ask before admitting in ``admission``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.course_floor import last_counted
from panpun_desktop.rules.limits import Limits


@dataclass(frozen=True)
class EpisodeFacts:
    """An unbroken part of a stay under one service type; ``ended_on`` is the day after its last night.

    ``counted_from`` is the first day of the running count where that is earlier than ``started_on``
    (R-CRS-8); ``suspended_days``, ``training_days`` and ``floor_days`` (where the course has a floor of its
    own) concern courses, whose count ends with ``counted_until``; ``closed_limit_on`` is the limit date that
    was stored when the episode ended (R-TRA-3).
    """

    service_type: ServiceType
    started_on: date
    ended_on: date | None = None
    accompanying: bool = False
    counted_from: date | None = None
    suspended_days: int = 0
    training_days: int | None = None
    closed_limit_on: date | None = None
    floor_days: int | None = None
    counted_until: date | None = None

    @property
    def first_day(self) -> date:
        """The day that the count runs from."""
        return self.counted_from or self.started_on

    def floor(self, limits: Limits) -> int:
        """The least days of this course (R-CRS-1); KeyError for what is no course."""
        return self.floor_days or limits.course_floor(self.service_type)


@dataclass(frozen=True)
class StaySpan:
    """When a stay began and ended; ``left_on`` None is still open."""

    stay_id: int
    arrived_on: date
    left_on: date | None
    service_type: ServiceType | None = None


def nights(arrived_on: date, left_on: date) -> int:
    """Nights of a stay: the night of day d counts when arrived ≤ d < left (R-REP-6).

    RuleBroken ``stay.left_before_arrived`` when it would end before it began (R-OVR-3).
    """
    require_left_after_arrived(arrived_on, left_on)
    return (left_on - arrived_on).days


def nights_between(arrived_on: date, left_on: date | None, first: date, last: date) -> int:
    """Nights of a stay that fall on the days first to last, both included."""
    begin = max(arrived_on, first)
    end = last + timedelta(days=1) if left_on is None else min(left_on, last + timedelta(days=1))
    return max(0, (end - begin).days)


def require_left_after_arrived(arrived_on: date, left_on: date) -> None:
    """Refuse a leaving before the arrival (R-OVR-3); the same day is possible."""
    if left_on < arrived_on:
        raise RuleBroken("stay.left_before_arrived", field="left_on", arrived_on=arrived_on, left_on=left_on)


def require_possible_arrival(arrived_at: datetime, now: datetime, limits: Limits) -> None:
    """Refuse an arrival further in the future than the centre allows (R-OVR-3); both instants aware."""
    if arrived_at - now > timedelta(hours=limits.future_entry_hours):
        raise RuleBroken(
            "stay.arrival_in_future",
            field="arrived_on",
            arrived_on=arrived_at.date(),
            hours=limits.future_entry_hours,
        )


def require_possible_leaving(left_at: datetime, now: datetime) -> None:
    """Refuse to record a leaving that has not happened; an expected day is another field."""
    if left_at.date() > now.astimezone(left_at.tzinfo).date():
        raise RuleBroken("stay.left_in_future", field="left_on", left_on=left_at.date())


def require_no_open_stay(stays: Iterable[StaySpan]) -> None:
    """Refuse a second open stay of one person (R-PER-1)."""
    if any(stay.left_on is None for stay in stays):
        raise RuleBroken("stay.already_open", field="person")


def require_no_overlap(stays: Iterable[StaySpan], arrived_on: date, left_on: date | None) -> None:
    """Refuse a stay that shares a night with another stay of the person, an open one among them."""
    for stay in stays:
        if ranges_overlap(stay.arrived_on, stay.left_on, arrived_on, left_on):
            raise RuleBroken("stay.overlaps", field="arrived_on", other_arrived_on=stay.arrived_on)


def ranges_overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Say whether two half-open ranges share a night; None is open, a range of no night shares nothing."""
    if start == end or other_start == other_end:
        return False
    return (other_end is None or start < other_end) and (end is None or other_start < end)


class ReentryKind(StrEnum):
    """What coming back makes of it (R-TRI-4)."""

    NEW_STAY = "NEW_STAY"
    CONTINUES = "CONTINUES"
    CONVERTS = "CONVERTS"


@dataclass(frozen=True)
class Reentry:
    """The decision about a return: a new stay, or the old one reopened, perhaps under another service."""

    kind: ReentryKind
    stay_id: int | None = None
    away_from: date | None = None


def continues(left_on: date, arrived_on: date, limits: Limits) -> bool:
    """Say whether a return is the same ครั้ง: fewer nights away than the centre asks for (R-TRI-4)."""
    return 0 <= (arrived_on - left_on).days < limits.min_nights_away


def reentry(
    earlier: Iterable[StaySpan], arrived_on: date, service_type: ServiceType, limits: Limits
) -> Reentry:
    """Decide what an arrival means after the person's ended stays (R-TRI-4, every service type)."""
    returned_to = [
        stay for stay in earlier if stay.left_on is not None and continues(stay.left_on, arrived_on, limits)
    ]
    if not returned_to:
        return Reentry(ReentryKind.NEW_STAY)
    last = max(returned_to, key=lambda stay: (stay.arrived_on, stay.stay_id))
    same = last.service_type in {None, service_type}
    return Reentry(ReentryKind.CONTINUES if same else ReentryKind.CONVERTS, last.stay_id, last.left_on)


def require_convertible(current: EpisodeFacts, to: ServiceType, on: date) -> None:
    """Refuse an impossible change of service: none at all, or before the running part began (R-TRI-8)."""
    if current.ended_on is not None:
        raise RuleBroken("stay.not_open", field="service_type")
    if to == current.service_type:
        raise RuleBroken("stay.same_service", field="service_type")
    if on < current.started_on:
        raise RuleBroken("stay.change_before_start", field="changed_on", started_on=current.started_on)


def convert(
    current: EpisodeFacts, to: ServiceType, on: date, limits: Limits
) -> tuple[EpisodeFacts, EpisodeFacts]:
    """End the running part and open the other on the same day, in the same stay (R-TRI-8, R-CRS-8).

    A course taken up before the last one was complete keeps the running first day.
    """
    require_convertible(current, to, on)
    first_day = kept_first_day(current, to, on, limits)
    opened = EpisodeFacts(to, on, accompanying=current.accompanying, counted_from=first_day)
    return replace(current, ended_on=on), opened


def course_days(facts: EpisodeFacts, day: date, limits: Limits) -> int:
    """Days of a course up to and with the given day, weekends included (R-CRS-2), pauses taken off.

    A count that has not begun is 0; after the plan's last day it stands still.
    """
    if limits.course_count_mode == "training_days" and facts.training_days is not None:
        return facts.training_days
    last = last_counted(day, facts.counted_until)
    return max(0, (last - facts.first_day).days + 1 - facts.suspended_days)


def kept_first_day(current: EpisodeFacts, to: ServiceType, on: date, limits: Limits) -> date | None:
    """The running first day where a course is taken up before the last one is complete (R-CRS-8)."""
    if not (current.service_type.is_course and to.is_course):
        return None
    yesterday = on - timedelta(days=1)
    complete = course_days(current, yesterday, limits) >= current.floor(limits)
    return None if complete else current.first_day
