"""Why someone is not expected in a lesson: away from the centre, gone, suspended, or nothing was taught.

The sheet greys such a cell and says why, so that nobody is marked absent by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from panpun_desktop.rules.attendance import Session, Trainee
from panpun_desktop.rules.codes import AbsenceKind, Half

BEGINS = {Half.DAY: time(9), Half.AM: time(9), Half.PM: time(13)}
"""When a lesson is taken to begin where the plan gives no hour."""


class Reason(StrEnum):
    """Why a cell is grey."""

    NOT_HELD = "NOT_HELD"
    NOT_YET = "NOT_YET"
    """Not in the class yet, or not arrived at the centre."""
    ENDED = "ENDED"
    """No more in the class."""
    PAUSED = "PAUSED"
    HOSPITAL = "HOSPITAL"
    LEAVE = "LEAVE"
    LEFT = "LEFT"
    """Checked out of the centre."""

    @property
    def forbids(self) -> bool:
        """No mark at all is possible, rather than none expected."""
        return self in {Reason.NOT_HELD, Reason.NOT_YET, Reason.ENDED, Reason.PAUSED}


@dataclass(frozen=True)
class Grey:
    """A grey cell; ``until_on`` is the day of return, where it is known or expected."""

    reason: Reason
    until_on: date | None = None
    is_overdue: bool = False
    """``until_on`` has come, and they have not."""


@dataclass(frozen=True)
class Away:
    """Overnight leave or hospital: from a day and hour to the return; None is still so."""

    kind: AbsenceKind
    started_on: date
    started_at: time | None = None
    ended_on: date | None = None
    ended_at: time | None = None
    expected_back_on: date | None = None


@dataclass(frozen=True)
class Living:
    """A stay at the centre from an arrival to the leaving; None is still here."""

    arrived_on: date
    left_on: date | None = None
    left_at: time | None = None


@dataclass(frozen=True)
class Residence:
    """Where someone lived and when they were away; empty for who only comes for the lessons (R-CRS-9)."""

    stays: tuple[Living, ...] = ()
    away: tuple[Away, ...] = ()


NOT_LIVING_HERE = Residence()


def grey(trainee: Trainee, lesson: Session, begins_at: time | None, residence: Residence) -> Grey | None:
    """Why the trainee is not expected in a lesson; None when they are."""
    day, hour = lesson.day, begins_at or BEGINS[lesson.half]
    if not lesson.is_held:
        return Grey(Reason.NOT_HELD)
    if day < trainee.joined_on:
        return Grey(Reason.NOT_YET, trainee.joined_on)
    if not trainee.is_enrolled(day):
        return Grey(Reason.ENDED)
    return _away(residence, day, hour) or _paused(trainee, day) or _gone(residence, day, hour)


def plain_days(trainee: Trainee, residence: Residence) -> tuple[date, date] | None:
    """The first and last day between which ``grey`` depends on the lesson being held alone; None: none such.

    So is most of a class: in it all along, never away, and living here throughout or not at all.
    """
    if residence.away or trainee.pauses or len(residence.stays) > 1:
        return None
    first, last = trainee.joined_on, trainee.ended_on or date.max
    for one in residence.stays:
        left = date.max if one.left_on is None else one.left_on - timedelta(days=1)
        first, last = max(first, one.arrived_on), min(last, left)
    return first, last


def _away(residence: Residence, day: date, hour: time) -> Grey | None:
    for one in residence.away:
        if _holds(one, day, hour):
            reason = Reason.HOSPITAL if one.kind is AbsenceKind.HOSPITAL else Reason.LEAVE
            return Grey(reason, one.ended_on or one.expected_back_on, _is_overdue(one, day))
    return None


def _is_overdue(away: Away, day: date) -> bool:
    return away.ended_on is None and away.expected_back_on is not None and day >= away.expected_back_on


def _holds(away: Away, day: date, hour: time) -> bool:
    """Between two days surely; on the days of going and returning by the hour, where it is known."""
    if day < away.started_on or (away.ended_on is not None and day > away.ended_on):
        return False
    if day == away.started_on and (away.started_at is None or away.started_at > hour):
        return False
    return not (day == away.ended_on and (away.ended_at is None or away.ended_at <= hour))


def _paused(trainee: Trainee, day: date) -> Grey | None:
    for pause in trainee.pauses:
        if pause.holds(day):
            return Grey(Reason.PAUSED, pause.ended_on)
    return None


def _gone(residence: Residence, day: date, hour: time) -> Grey | None:
    if not residence.stays or any(_lives(one, day, hour) for one in residence.stays):
        return None
    coming = [one.arrived_on for one in residence.stays if one.arrived_on > day]
    is_before_all = all(one.arrived_on > day for one in residence.stays)
    return Grey(Reason.NOT_YET if is_before_all else Reason.LEFT, min(coming, default=None))


def _lives(stay: Living, day: date, hour: time) -> bool:
    if day < stay.arrived_on or (stay.left_on is not None and day > stay.left_on):
        return False
    return day != stay.left_on or stay.left_at is None or stay.left_at > hour
