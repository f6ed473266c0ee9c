"""The days of a new cohort: from the weekly pattern, days off left out by choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Course, Holiday
from panpun_desktop.rules.course_floor import Shortfall, shortfall
from panpun_desktop.rules.timetable import (
    Plan,
    PlannedSession,
    plan_sessions,
    require_days,
    require_pattern,
    require_period,
)
from panpun_desktop.services.courses import floor_of
from panpun_desktop.services.enrolment_clashes import slot
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.course_rows import OpenCohort
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_LONGEST = timedelta(days=3 * 366)
"""How far a plan by days or hours is followed; weeks that lead nowhere end here."""
_HOUR = 3600


@dataclass(frozen=True)
class PlanRow:
    """What would be planned."""

    starts_on: date
    ends_on: date
    days: int
    sessions: int
    hours: float | None
    """None where a lesson has no hours."""
    skipped: tuple[tuple[date, str], ...]
    """Days off left out, with their names."""
    short: Shortfall | None = None
    """The plan is too short for the least days of its course (R-CRS-1)."""
    first_lesson_on: date | None = None
    """Later than ``starts_on`` where no lesson falls on the first day."""


def days_off(session: Session, chosen: Centre, first: date, last: date) -> dict[date, str]:
    """The days off that hold for the centre's province, with their names."""
    rows = select(Holiday.day, Holiday.name, Holiday.provinces).where(
        Holiday.applies_to == "state", Holiday.day >= first, Holiday.day <= last
    )
    found: dict[date, str] = {}
    for day, name, provinces in session.execute(rows.order_by(Holiday.day, Holiday.id)):
        if not provinces or chosen.province in provinces.split(","):
            found[day] = f"{found[day]}, {name}" if day in found else name
    return found


def plan_for(session: Session, chosen: Centre, request: OpenCohort) -> tuple[Plan, dict[date, str]]:
    """The sessions of a new cohort and the days off; refused where nothing comes of it."""
    slots = [slot(one) for one in request.meetings]
    require_pattern(slots)
    last = request.ends_on or request.starts_on + _LONGEST
    require_period(request.starts_on, last)
    off = days_off(session, chosen, request.starts_on, last)
    plan = plan_sessions(slots, request.starts_on, last, off, request.skips_holidays)
    require_days(plan)
    if request.ends_on is None:
        plan = _cut(plan, _sessions_for(plan.sessions, request))
    return plan, off


def _sessions_for(sessions: Sequence[PlannedSession], request: OpenCohort) -> int:
    """How many of the sessions make the days, or the hours, that are asked for."""
    if request.days is not None:
        return _by_days(sessions, request.days)
    if request.hours is not None:
        return _by_hours(sessions, request.hours)
    raise RuleBroken("cohort.no_end", field="ends_on")


def _by_days(sessions: Sequence[PlannedSession], wanted: int) -> int:
    days: set[date] = set()
    for index, one in enumerate(sessions):
        days.add(one.day)
        if len(days) > wanted:
            return index
    if len(days) < wanted or wanted < 1:
        raise RuleBroken("cohort.too_long", field="days")
    return len(sessions)


def _by_hours(sessions: Sequence[PlannedSession], wanted: int) -> int:
    total = 0.0
    for index, one in enumerate(sessions):
        length = hours_of(one)
        if length is None:
            raise RuleBroken("cohort.hours_need_times", field="hours")
        total += length
        if total >= wanted > 0:
            return index + 1
    raise RuleBroken("cohort.too_long", field="hours")


def hours_of(one: PlannedSession) -> float | None:
    """The length of a session in hours; None where its times are not known."""
    if one.begins_at is None or one.ends_at is None:
        return None
    begin, end = (datetime.combine(one.day, at) for at in (one.begins_at, one.ends_at))
    return (end - begin).total_seconds() / _HOUR


def _cut(plan: Plan, count: int) -> Plan:
    kept = plan.sessions[:count]
    last = kept[-1].day
    return Plan(kept, tuple(day for day in plan.skipped if day <= last))


def preview_plan(work: UnitsOfWork, by: Actor, request: OpenCohort) -> PlanRow:
    """What opening the cohort would plan; refused like the act itself."""
    from panpun_desktop.services.centre import read_centre

    with work.reading(by, "course.read") as session:
        chosen = read_centre(session)
        plan, off = plan_for(session, chosen, request)
        floor = floor_of(load(session, Course, request.course_id), chosen.limits)
    last = request.ends_on or plan.sessions[-1].day
    lesson_days = {one.day for one in plan.sessions}
    lengths = [hours_of(one) for one in plan.sessions]
    known = [one for one in lengths if one is not None]
    return PlanRow(
        request.starts_on,
        last,
        plan.days,
        len(plan.sessions),
        sum(known) if len(known) == len(lengths) else None,
        tuple((day, off[day]) for day in plan.skipped),
        shortfall(floor, chosen.limits.course_count_mode, request.starts_on, last, lesson_days),
        plan.sessions[0].day,
    )
