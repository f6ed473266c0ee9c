"""How often a person has come for a trial stay within a year (R-TRI-5..7, R-TRI-9)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.trial import (
    changed_entries,
    entry_number,
    is_too_often,
    trial_entries,
    window_first_day,
)

ROLLING = Limits.delivered()
D = date(2026, 11, 21)


def year_mode(mode: str) -> Limits:
    """The delivered limits with another way to count the year."""
    return Limits.from_settings({"trial.year_mode": mode})


def test_r_tri_5_the_rolling_window_is_22_november_to_21_november() -> None:
    assert window_first_day(D, ROLLING) == date(2025, 11, 22)
    assert trial_entries([date(2025, 11, 21)], D, ROLLING) == 0
    assert trial_entries([date(2025, 11, 22), D], D, ROLLING) == 2
    assert trial_entries([D + timedelta(days=1)], D, ROLLING) == 0


def test_r_tri_5_the_seventh_entry_is_too_often_the_sixth_is_not() -> None:
    assert not is_too_often(5, ROLLING)
    assert is_too_often(6, ROLLING)


def test_r_tri_6_calendar_and_fiscal_years_go_by_the_entry_day() -> None:
    starts = [date(2025, 12, 28), date(2026, 1, 3), date(2026, 9, 30), date(2026, 10, 1)]
    assert trial_entries(starts, D, year_mode("calendar")) == 3
    assert trial_entries(starts, D, year_mode("fiscal")) == 1
    assert trial_entries(starts, date(2026, 9, 30), year_mode("fiscal")) == 3


def test_r_tri_5_the_anniversary_year_runs_from_the_first_ever_entry() -> None:
    starts = [date(2024, 11, 21), date(2025, 11, 20), date(2025, 11, 21), date(2026, 3, 1)]
    assert trial_entries(starts, date(2026, 11, 20), year_mode("anniversary")) == 2
    assert trial_entries(starts, D, year_mode("anniversary")) == 0
    assert trial_entries([], D, year_mode("anniversary")) == 0


def test_an_anniversary_of_29_february_falls_on_1_march() -> None:
    limits = year_mode("anniversary")
    assert window_first_day(date(2026, 3, 1), limits, date(2024, 2, 29)) == date(2026, 3, 1)
    assert window_first_day(date(2026, 2, 28), limits, date(2024, 2, 29)) == date(2025, 3, 1)


def test_r_tri_9_a_back_dated_entry_gives_later_entries_another_number() -> None:
    before = [date(2026, month, 1) for month in range(1, 7)]
    now = [*before, date(2025, 12, 15)]
    changed = changed_entries(before, now, ROLLING)
    assert [one.started_on for one in changed] == before
    assert [one.is_over for one in changed] == [False] * 5 + [True]
    assert (changed[-1].number_before, changed[-1].number_now) == (6, 7)


@given(starts=st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31)), max_size=12, unique=True))
def test_entries_are_numbered_without_gaps_within_a_calendar_year(starts: list[date]) -> None:
    limits = year_mode("calendar")
    for year in {start.year for start in starts}:
        numbers = sorted(entry_number(starts, start, limits) for start in starts if start.year == year)
        assert numbers == list(range(1, len(numbers) + 1))
