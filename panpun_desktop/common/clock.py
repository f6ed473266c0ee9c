"""Today and now, passed in: nothing below the services asks the machine for the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""UTC+7 without daylight saving (domain.md R-CLK-1); no time-zone database is needed."""


class Clock(Protocol):
    """Gives the instant; the day follows from it."""

    def now(self) -> datetime:
        """The instant now, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The instant now in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands where it is put: for tests, the demonstration and the tour."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was put to, in UTC."""
        return self.instant.astimezone(UTC)

    @classmethod
    def at(cls, day: date, hour: int = 9, minute: int = 0) -> FixedClock:
        """A clock standing at a Bangkok time of day."""
        return cls(datetime(day.year, day.month, day.day, hour, minute, tzinfo=BANGKOK))


def day_begins(day: date) -> datetime:
    """The instant at which a day begins in Bangkok."""
    return datetime(day.year, day.month, day.day, tzinfo=BANGKOK)


def local(clock: Clock) -> datetime:
    """Now as the wall clock in the office shows it."""
    return clock.now().astimezone(BANGKOK)


def today(clock: Clock) -> date:
    """The calendar day in Bangkok (R-CLK-1)."""
    return local(clock).date()
