"""Working days: Monday to Friday without the days off that hold for the centre (domain.md §9, R-WD-1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


class WorkingCalendar:
    """Counts working days by the days off that hold for the centre's province."""

    def __init__(self, holidays: Iterable[date]) -> None:
        self._holidays = frozenset(holidays)

    def is_working_day(self, day: date) -> bool:
        """Neither a weekend nor a day off."""
        return day.weekday() < _SATURDAY and day not in self._holidays

    def nth_working_day(self, start: date, n: int, include_start: bool) -> date:
        """The n-th working day from ``start`` on, or from the day after it.

        A start that is no working day is never counted: the first working day after it is day 1.
        ValueError for n below 1.
        """
        if n < 1:
            raise ValueError(f"the working day wanted is the first or later, not {n}")
        day = start if include_start else start + _DAY
        left = n - self.is_working_day(day)
        while left:
            day += _DAY
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """The working days after ``a`` up to and with ``b``; ValueError when b lies before a."""
        if a > b:
            raise ValueError(f"{b} lies before {a}")
        weeks, rest = divmod((b - a).days, 7)
        weekdays = weeks * 5 + sum((a + _DAY * n).weekday() < _SATURDAY for n in range(1, rest + 1))
        return weekdays - sum(a < day <= b and day.weekday() < _SATURDAY for day in self._holidays)
