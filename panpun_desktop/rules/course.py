"""Courses and cohorts: going on to the next course, who may still change a day, and what is impossible."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.attendance import CourseTerms, Mark, Session, Trainee
from panpun_desktop.rules.clock import next_choices
from panpun_desktop.rules.codes import CourseNext, ServiceType
from panpun_desktop.rules.course_progress import course_days

_DAY = timedelta(days=1)

LEFT_RULE = "R-CRS-LEFT"
"""Scores are written for somebody who left the class before its end."""


def kept_first_day(
    previous: Trainee,
    sessions: Iterable[Session],
    marks: Iterable[Mark],
    terms: CourseTerms,
    joins_on: date,
) -> date | None:
    """The first day of the running count that an upgrade keeps; None begins at day 1 (R-CRS-8).

    It is kept where the floor of the previous course (its ``sessions``, ``marks`` and ``terms``) was not
    reached the day before and no day lies between. The change of service of a stay decides alike.
    """
    yesterday = joins_on - _DAY
    if terms.floor_days is None or previous.until(yesterday) < yesterday:
        return None
    is_reached = course_days(previous, sessions, marks, yesterday, terms) >= terms.floor_days
    return None if is_reached else previous.first_day


def after_course(service: ServiceType | None) -> tuple[CourseNext, ...]:
    """What to offer after a course (R-CRS-3): a higher one where there is one, travel home, work.

    None is a course of no service type (a subject), which has no higher one.
    """
    higher = service is not None and any(code in tuple(ServiceType) for code in next_choices(service))
    return (*((CourseNext.HIGHER,) if higher else ()), CourseNext.HOME, CourseNext.JOB)


def may_change(day: date, today: date, window_days: int) -> bool:
    """Say whether a day may still be changed without a reason: at most so many days ago."""
    return (today - day).days <= window_days


def require_reason(day: date, today: date, window_days: int, reason: str) -> None:
    """Refuse to change a day beyond the window without saying why."""
    if not may_change(day, today, window_days) and not reason.strip():
        raise RuleBroken("attendance.reason_missing", field="reason", day=day, days=window_days)


def require_in_period(day: date, first_on: date, last_on: date) -> None:
    """Refuse a day outside the cohort's plan."""
    if not first_on <= day <= last_on:
        raise RuleBroken("cohort.day_outside", field="day", day=day, first_on=first_on, last_on=last_on)


def require_enrolment(joined_on: date, ended_on: date | None, last_on: date) -> None:
    """Refuse joining after the cohort's last day, and leaving before joining."""
    if joined_on > last_on:
        raise RuleBroken("enrolment.after_cohort", field="joined_on", last_on=last_on)
    if ended_on is not None and ended_on < joined_on:
        raise RuleBroken("enrolment.left_before_joined", field="ended_on", joined_on=joined_on)


def require_score(score: Decimal, most: Decimal, field: str = "score") -> None:
    """Refuse a score below nought or above the module's most."""
    if score < 0:
        raise RuleBroken("score.below_nought", field=field)
    if score > most:
        raise RuleBroken("score.above_most", field=field, score=score, most=most)
