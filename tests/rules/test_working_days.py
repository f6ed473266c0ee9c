"""Working days and the days off a new centre starts with (domain.md §1.4, §9)."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_date import be_year
from panpun_desktop.rules.working_days import WorkingCalendar
from tests.rules import holiday_seed

SEED = resource("seed/holidays.csv")


def seeded() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SEEDED_DAYS = [date.fromisoformat(row["day"]) for row in seeded()]
STATE = WorkingCalendar(SEEDED_DAYS)


@pytest.mark.parametrize(
    ("entry", "limit", "limit_without_entry_day"),
    [
        (date(2026, 4, 9), date(2026, 4, 20), date(2026, 4, 21)),
        (date(2026, 4, 11), date(2026, 4, 22), date(2026, 4, 22)),
        (date(2026, 4, 29), date(2026, 5, 6), date(2026, 5, 7)),
        (date(2026, 7, 24), date(2026, 8, 4), date(2026, 8, 5)),
        (date(2026, 12, 4), date(2026, 12, 14), date(2026, 12, 15)),
        (date(2026, 12, 28), date(2027, 1, 5), date(2027, 1, 6)),
        (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)),
    ],
)
def test_r_tra_2_the_fifth_working_day(entry: date, limit: date, limit_without_entry_day: date) -> None:
    assert STATE.nth_working_day(entry, 5, include_start=True) == limit
    assert STATE.nth_working_day(entry, 5, include_start=False) == limit_without_entry_day


def test_g6_a_cabinet_day_off_moves_the_limit() -> None:
    before = STATE.nth_working_day(date(2026, 4, 29), 5, include_start=True)
    after = WorkingCalendar([*SEEDED_DAYS, date(2026, 5, 5)]).nth_working_day(date(2026, 4, 29), 5, True)
    assert (before, after) == (date(2026, 5, 6), date(2026, 5, 7))


DAYS = st.dates(date(2019, 1, 1), date(2027, 6, 30))
OFF = st.frozensets(DAYS, max_size=40)


@given(DAYS, st.integers(1, 40), st.booleans(), OFF)
def test_r_wd_1_the_result_is_a_working_day(start: date, n: int, include: bool, off: frozenset[date]) -> None:
    calendar = WorkingCalendar(off)
    found = calendar.nth_working_day(start, n, include)
    assert calendar.is_working_day(found)
    counted_from = start - timedelta(days=1) if include else start
    assert calendar.working_days_between(counted_from, found) == n


@given(DAYS, st.integers(1, 30), st.integers(0, 10), st.integers(0, 30), st.booleans(), OFF)
def test_r_wd_1_later_starts_and_larger_numbers_are_never_earlier(
    start: date, n: int, more: int, days: int, include: bool, off: frozenset[date]
) -> None:
    calendar = WorkingCalendar(off)
    found = calendar.nth_working_day(start, n, include)
    assert calendar.nth_working_day(start, n + more, include) >= found
    assert calendar.nth_working_day(start + timedelta(days=days), n, include) >= found


@given(DAYS, st.integers(1, 30), st.booleans(), OFF, DAYS)
def test_r_wd_1_another_day_off_never_makes_it_earlier(
    start: date, n: int, include: bool, off: frozenset[date], added: date
) -> None:
    found = WorkingCalendar(off).nth_working_day(start, n, include)
    assert WorkingCalendar(off | {added}).nth_working_day(start, n, include) >= found


@given(DAYS, st.integers(0, 400), OFF)
def test_the_count_between_two_days_is_the_days_counted_one_by_one(
    a: date, days: int, off: frozenset[date]
) -> None:
    calendar = WorkingCalendar(off)
    one_by_one = sum(calendar.is_working_day(a + timedelta(days=n)) for n in range(1, days + 1))
    assert calendar.working_days_between(a, a + timedelta(days=days)) == one_by_one


def test_r_wd_1_a_start_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert STATE.nth_working_day(date(2026, 4, 13), 1, include_start=True) == date(2026, 4, 16)


def test_the_day_itself_is_excluded_and_the_last_included() -> None:
    monday, friday = date(2026, 11, 23), date(2026, 11, 27)
    assert STATE.working_days_between(monday, friday) == 4
    assert STATE.working_days_between(monday, monday) == 0


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_zeroth_working_day(n: int) -> None:
    with pytest.raises(ValueError, match="first or later"):
        STATE.nth_working_day(date(2026, 1, 1), n, include_start=True)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="lies before"):
        STATE.working_days_between(date(2026, 1, 2), date(2026, 1, 1))


# The seed


def test_the_seed_is_what_the_library_says() -> None:
    assert SEED.read_text(encoding="utf-8") == holiday_seed.csv_text()


YEAR_2569 = """
1/1 2/1 3/3 6/4 13/4 14/4 15/4 4/5 13/5 31/5 1/6 3/6 28/7 29/7 30/7 12/8 13/10 23/10 5/12 7/12 10/12 31/12
"""
YEAR_2570 = """
1/1 21/2 22/2 6/4 13/4 14/4 15/4 4/5 20/5 3/6 18/7 19/7 20/7 28/7 12/8 13/10 23/10 25/10 5/12 6/12 10/12
31/12
"""


@pytest.mark.parametrize(("year", "days"), [(2569, YEAR_2569), (2570, YEAR_2570)])
def test_section_9_the_days_off_of_a_year(year: int, days: str) -> None:
    assert [f"{day.day}/{day.month}" for day in SEEDED_DAYS if be_year(day) == year] == days.split()


def test_r_hol_2_labour_day_and_children_day_are_working_days_of_the_state() -> None:
    assert not [row["name"] for row in seeded() if "แรงงาน" in row["name"] or "วันเด็ก" in row["name"]]
    assert STATE.is_working_day(date(2026, 5, 1))
    assert STATE.is_working_day(date(2027, 5, 3))


def test_r_hol_3_a_run_of_days_off_gives_one_substitute() -> None:
    assert [day for day in SEEDED_DAYS if date(2024, 4, 12) <= day <= date(2024, 4, 19)] == [
        date(2024, 4, 12),
        date(2024, 4, 13),
        date(2024, 4, 14),
        date(2024, 4, 15),
        date(2024, 4, 16),
    ]
    assert not STATE.is_working_day(date(2024, 7, 22))
    assert STATE.is_working_day(date(2024, 7, 23))


def test_the_seed_covers_2019_to_2027_with_known_kinds() -> None:
    assert {day.year for day in SEEDED_DAYS} == set(range(2019, 2028))
    assert {row["kind"] for row in seeded()} == {"annual", "substitute", "special"}
    assert {row["applies_to"] for row in seeded()} == {"state"}
    assert len(set(SEEDED_DAYS)) == len(SEEDED_DAYS)
