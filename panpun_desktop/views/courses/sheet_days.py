"""The columns of the attendance sheet: the days of a month or of the whole cohort, and their lessons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import Half

if TYPE_CHECKING:
    from panpun_desktop.services.attendance_sheet import Sheet
    from panpun_desktop.services.training_facts import Lesson

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayColumn:
    """One day; ``lesson`` is that of the half shown, None where nothing is planned."""

    day: date
    lesson: Lesson | None = None

    @property
    def key(self) -> int | None:
        """The session that its cells mark; None where none is held."""
        return self.lesson.session.key if self.lesson is not None and self.lesson.session.is_held else None

    @property
    def shut_reason(self) -> str:
        """Why nobody is marked on the day; nothing where there is a lesson."""
        if self.lesson is None:
            return _("No lesson is planned on this day")
        if self.lesson.session.is_held:
            return ""
        why = self.lesson.not_held_reason
        return _("No class: {reason}").format(reason=why) if why else _("No class is held on this day")


@dataclass(frozen=True)
class Span:
    """The days shown: a month of the cohort, or all of its days."""

    first: date
    last: date
    is_whole: bool = False

    def days(self) -> Iterable[date]:
        """Each day, both ends included."""
        return (self.first + _DAY * n for n in range((self.last - self.first).days + 1))


def whole(sheet: Sheet) -> Span:
    """From the first day of the cohort to its last."""
    return Span(sheet.starts_on, sheet.ends_on, is_whole=True)


def month_of(sheet: Sheet, day: date) -> Span:
    """The month of a day, as far as the cohort goes; outside of it the nearest month that it has."""
    inside = min(max(day, sheet.starts_on), sheet.ends_on)
    first = inside.replace(day=1)
    last = (first + _DAY * 31).replace(day=1) - _DAY
    return Span(max(first, sheet.starts_on), min(last, sheet.ends_on))


def has_halves(sheet: Sheet) -> bool:
    """Say whether any day is taught in two halves."""
    return any(one.session.half is not Half.DAY for one in sheet.lessons)


def columns_of(sheet: Sheet, span: Span, half: Half) -> tuple[DayColumn, ...]:
    """The days of a span with the lesson of the half; a lesson of the whole day stands in both."""
    found = lessons_by_day(sheet, half)
    return tuple(DayColumn(day, found.get(day)) for day in span.days())


def lessons_by_day(sheet: Sheet, half: Half) -> Mapping[date, Lesson]:
    """The lessons of a half by their day."""
    wanted = (half, Half.DAY)
    return {one.session.day: one for one in sheet.lessons if one.session.half in wanted}


def current_lesson(sheet: Sheet, is_afternoon: bool) -> Lesson | None:
    """The lesson to be marked now: today's of the hour, else the last one that was held.

    Of an earlier day with two halves the first that somebody is missing in; before the plan begins the
    first of all.
    """
    held = [one for one in sheet.lessons if one.session.is_held]
    past = [one for one in held if one.session.day <= sheet.today]
    if not past:
        return held[0] if held else None
    day = past[-1].session.day
    of_day = [one for one in past if one.session.day == day]
    if day == sheet.today:
        return of_day[-1] if is_afternoon else of_day[0]
    waiting = [one for one in of_day if any(is_waiting(sheet, row, one) for row in range(len(sheet.rows)))]
    return waiting[0] if waiting else of_day[-1]


def nearest_lesson(sheet: Sheet, day: date) -> date | None:
    """The day with a lesson nearest to a day, the earlier one of two; None without any."""
    days = {one.session.day for one in sheet.lessons if one.session.is_held and one.session.day != day}
    return min(days, key=lambda one: (abs((one - day).days), one), default=None)


def is_waiting(sheet: Sheet, row: int, lesson: Lesson) -> bool:
    """Say whether somebody is expected in a lesson and not marked yet."""
    key, who = lesson.session.key, sheet.rows[row]
    return key not in who.cells and key not in who.greys
