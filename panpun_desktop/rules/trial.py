"""How often a person has come for a trial stay within a year (R-TRI-5..7, R-TRI-9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from panpun_desktop.rules.limits import Limits


def window_first_day(proposed_on: date, limits: Limits, first_ever_on: date | None = None) -> date:
    """The first day of the year that an entry on the proposed day is counted in (R-TRI-5)."""
    match limits.trial_year_mode:
        case "calendar":
            return date(proposed_on.year, 1, 1)
        case "fiscal":
            return date(proposed_on.year - (0 if proposed_on.month >= 10 else 1), 10, 1)
        case "anniversary":
            return _last_anniversary(first_ever_on or proposed_on, proposed_on)
        case _:
            return proposed_on - timedelta(days=limits.trial_window_days - 1)


def trial_entries(started_on: Iterable[date], proposed_on: date, limits: Limits) -> int:
    """Trial entries in the window that ends on the proposed day, the proposed one left out (R-TRI-5).

    ``started_on``: the first days of all other trial episodes of the person, conversions back to a
    trial included, voided ones and continued stays not (R-TRI-7).
    """
    starts = list(started_on)
    first = window_first_day(proposed_on, limits, min([*starts, proposed_on]))
    return sum(first <= start <= proposed_on for start in starts)


def is_too_often(entries: int, limits: Limits) -> bool:
    """Say whether one more entry would pass the yearly limit."""
    return entries >= limits.trial_entries


@dataclass(frozen=True)
class ChangedEntry:
    """An entry whose number within its year changed, and whether it is beyond the limit now (R-TRI-9)."""

    started_on: date
    number_before: int
    number_now: int
    is_over: bool


def changed_entries(before: Sequence[date], now: Sequence[date], limits: Limits) -> tuple[ChangedEntry, ...]:
    """List the entries that an edit or a back-dated entry gave another number (R-TRI-9)."""
    return tuple(
        ChangedEntry(start, old, new, new > limits.trial_entries)
        for start in sorted(set(before) & set(now))
        if (old := entry_number(before, start, limits)) != (new := entry_number(now, start, limits))
    )


def entry_number(started_on: Sequence[date], start: date, limits: Limits) -> int:
    """Which ครั้ง of its year the entry of that day is, from 1."""
    others = list(started_on)
    others.remove(start)
    return trial_entries(others, start, limits) + 1


def _last_anniversary(first: date, day: date) -> date:
    candidate = _same_day(first, day.year)
    return candidate if candidate <= day else _same_day(first, day.year - 1)


def _same_day(first: date, year: int) -> date:
    try:
        return first.replace(year=year)
    except ValueError:  # 29 February in a common year
        return date(year, 3, 1)
