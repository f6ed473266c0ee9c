"""Plans and enrolments too short for the least days of a course: told, never refused (R-CRS-1, R-CRS-2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date

if TYPE_CHECKING:
    from panpun_desktop.rules.attendance import Trainee
    from panpun_desktop.rules.course_progress import Progress

_DAY = timedelta(days=1)
_TRAINING_DAYS = "training_days"


@dataclass(frozen=True)
class Shortfall:
    """The days from a first to a last day, both included, are fewer than the floor of the course.

    ``enough_on`` is the last day that would do; None where only training days count.
    """

    floor: int
    days: int
    first_on: date
    last_on: date
    enough_on: date | None

    @property
    def of_cohort(self) -> str:
        """The rule, the facts and the way out, for a cohort."""
        text = _(
            "The course asks for at least {floor} days (R-CRS-1), but the plan has {days} days "
            "({first} – {last}): nobody completes it. {way} The cohort can be opened all the same."
        )
        return text.format(**self._facts())

    @property
    def of_plan(self) -> str:
        """The same of a cohort that is open already."""
        text = _(
            "The course asks for at least {floor} days (R-CRS-1), but the plan has {days} days "
            "({first} – {last}): nobody completes it. {way}"
        )
        return text.format(**self._facts())

    @property
    def of_joining(self) -> str:
        """The same for somebody whose days count from ``first_on``."""
        text = _(
            "The course asks for at least {floor} days (R-CRS-1), but from {first} to the last day of the "
            "plan, {last}, there are {days} days. {way} A later cohort may fit better; enrolling is possible."
        )
        return text.format(**self._facts())

    def _facts(self) -> dict[str, object]:
        first, last = format_date(self.first_on, "short"), format_date(self.last_on, "short")
        return {"floor": self.floor, "days": self.days, "first": first, "last": last, "way": self._way()}

    def _way(self) -> str:
        if self.enough_on is None:
            return _("Add {n} more training days.").format(n=self.floor - self.days)
        return _("Plan lessons until {day}.").format(day=format_date(self.enough_on, "short"))


def short_days(days: int, floor: int | None) -> str:
    """Days beside a floor: 24/45, but 64 once it is passed, for a floor is no end (R-CRS-1)."""
    return str(days) if floor is None or days > floor else f"{days}/{floor}"


def reached_words(floor: int, reached_on: date | None) -> str:
    """ครบ 45 วันแล้วเมื่อ 2 พ.ย. 2569; without a known day ครบขั้นต่ำแล้ว (R-CRS-1)."""
    if reached_on is None:
        return _("The least days are reached")
    day = format_date(reached_on, "short")
    return _("{floor} days were complete on {day}").format(floor=floor, day=day)


def last_counted(day: date, *ends: date | None) -> date:
    """The last day up to ``day`` that counts as one of a course (R-CRS-2).

    ``ends`` are the last day in class and the last day of the plan, both included; None is not known.
    Whoever stays on in the house after either gains no day of the course.
    """
    return min([day, *(end for end in ends if end is not None)])


def shortfall(
    floor: int | None, count_mode: str, first_on: date, last_on: date, lesson_days: Collection[date] = ()
) -> Shortfall | None:
    """Say by how much the days fall short of the floor; None where they do not, or there is no floor.

    ``lesson_days`` are the days with a held lesson: they count where ``count_mode`` is training_days.
    """
    only_lessons = count_mode == _TRAINING_DAYS
    within = {day for day in lesson_days if first_on <= day <= last_on}
    days = len(within) if only_lessons else max(0, (last_on - first_on).days + 1)
    if floor is None or days >= floor:
        return None
    return Shortfall(floor, days, first_on, last_on, None if only_lessons else first_on + _DAY * (floor - 1))


def plan_day(count_mode: str, first_on: date, last_on: date, day: date, lesson_days: Collection[date]) -> int:
    """The number of a day in a plan, 0 before it, that of the last day after it (R-CRS-2).

    ``lesson_days`` are the days with a held lesson: they count where ``count_mode`` is training_days.
    """
    until = last_counted(day, last_on)
    if count_mode == _TRAINING_DAYS:
        return sum(first_on <= one <= until for one in lesson_days)
    return max(0, (until - first_on).days + 1)


def plan_floor_on(
    floor: int | None, count_mode: str, first_on: date, last_on: date, lesson_days: Collection[date] = ()
) -> date | None:
    """The day that completes the floor for who begins with the plan; None where it never does (R-CRS-1)."""
    if floor is None or shortfall(floor, count_mode, first_on, last_on, lesson_days) is not None:
        return None
    if count_mode == _TRAINING_DAYS:
        return sorted({one for one in lesson_days if first_on <= one <= last_on})[floor - 1]
    return first_on + _DAY * (floor - 1)


def is_beyond_plan(progress: Progress, trainee: Trainee, last_on: date) -> bool:
    """Say whether the floor is completed only after the plan's last day, or by no plan at all.

    Nothing is said of who has left, or whose days stand still: nobody knows yet when they go on.
    """
    stands_still = trainee.ended_on is not None or any(one.ended_on is None for one in trainee.pauses)
    if progress.is_reached or stands_still:
        return False
    return progress.forecast_on is None or progress.forecast_on > last_on


def beyond_words(last_on: date) -> str:
    """Why a forecast is red: the plan ends before it."""
    day = format_date(last_on, "short")
    return _("After the last day of the plan, {day}: lengthen the plan or go on in another cohort").format(
        day=day
    )
