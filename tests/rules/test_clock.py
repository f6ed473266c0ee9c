"""Which day of a stay it is (R-CLK, R-TRI-1..3, R-CRS-1..3, R-TRA-1..3; golden G1, G6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.clock import FixedClock, today
from panpun_desktop.rules.clock import (
    Level,
    StayClock,
    Unit,
    clock_of,
    next_choices,
    running_first_day,
    transit_limit_on,
    trial_limit_on,
)
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.stay import EpisodeFacts
from panpun_desktop.rules.working_days import WorkingCalendar

LIMITS = Limits.delivered()
HOLIDAYS_2569_2570 = [
    *(date(2026, 1, day) for day in (1, 2)),
    date(2026, 3, 3),
    *(date(2026, 4, day) for day in (6, 13, 14, 15)),
    *(date(2026, 5, day) for day in (4, 13, 31)),
    *(date(2026, 6, day) for day in (1, 3)),
    *(date(2026, 7, day) for day in (28, 29, 30)),
    date(2026, 8, 12),
    *(date(2026, 10, day) for day in (13, 23)),
    *(date(2026, 12, day) for day in (5, 7, 10, 31)),
    date(2027, 1, 1),
]
CALENDAR = WorkingCalendar(HOLIDAYS_2569_2570)


def clock(service: ServiceType, started: date, day: date, **facts: object) -> StayClock:
    """The clock of an episode on a day, with the delivered limits."""
    return clock_of(EpisodeFacts(service, started, **facts), day, LIMITS, CALENDAR)  # type: ignore[arg-type]


def test_r_clk_1_a_day_is_a_calendar_day_in_bangkok() -> None:
    late = FixedClock(datetime.fromisoformat("2026-11-21T17:30:00+00:00"))
    assert today(late) == date(2026, 11, 22)


def test_r_tri_1_entry_on_21_november_makes_30_november_day_ten() -> None:
    entry = date(2026, 11, 21)
    assert trial_limit_on(entry, LIMITS) == date(2026, 11, 30)
    last = clock(ServiceType.TRIAL, entry, date(2026, 11, 30))
    assert (last.day, last.limit, last.short, last.text) == (10, 10, "10/10", "วันที่ 10 จาก 10")
    over = clock(ServiceType.TRIAL, entry, date(2026, 12, 1))
    assert (over.day, over.days_over, over.text) == (11, 1, "เกินเกณฑ์ 1 วัน")
    assert clock(ServiceType.TRIAL, entry, entry).day == 1


def test_r_tri_1_excluding_the_first_day_ends_one_day_later() -> None:
    limits = Limits.from_settings({"trial.count_mode": "exclude_first"})
    facts = EpisodeFacts(ServiceType.TRIAL, date(2026, 11, 21))
    last = clock_of(facts, date(2026, 12, 1), limits, CALENDAR)
    assert (last.day, last.limit_on, last.level) == (10, date(2026, 12, 1), Level.AMBER)
    assert clock_of(facts, date(2026, 12, 2), limits, CALENDAR).level is Level.RED


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (1, Level.NONE),
        (7, Level.NONE),
        (8, Level.BLUE),
        (9, Level.BLUE),
        (10, Level.AMBER),
        (11, Level.RED),
        (40, Level.RED),
    ],
)
def test_r_tri_2_blue_on_days_eight_and_nine_amber_on_ten_then_red(number: int, level: Level) -> None:
    started = date(2026, 11, 1)
    assert clock(ServiceType.TRIAL, started, started + timedelta(days=number - 1)).level is level


@pytest.mark.parametrize(
    ("day", "number", "level"),
    [
        (date(2026, 11, 25), 3, Level.NONE),
        (date(2026, 11, 26), 4, Level.BLUE),
        (date(2026, 11, 27), 5, Level.AMBER),
        (date(2026, 11, 28), 5, Level.RED),
        (date(2026, 11, 30), 6, Level.RED),
    ],
)
def test_r_tri_2_transit_is_blue_on_working_day_four_and_amber_on_five(
    day: date, number: int, level: Level
) -> None:
    found = clock(ServiceType.TRANSIT, date(2026, 11, 23), day)
    assert (found.day, found.level, found.unit) == (number, level, Unit.WORKING_DAYS)


def test_r_tri_4_a_continued_stay_keeps_counting_from_its_first_day() -> None:
    back = clock(ServiceType.TRIAL, date(2026, 3, 4), date(2026, 3, 4), counted_from=date(2026, 3, 1))
    assert back.day == 4
    assert clock(ServiceType.TRIAL, date(2026, 3, 5), date(2026, 3, 5)).day == 1


def test_g1_still_there_on_12_march_is_two_days_over() -> None:
    found = clock(ServiceType.TRIAL, date(2026, 3, 1), date(2026, 3, 12))
    assert (found.limit_on, found.days_over, found.level) == (date(2026, 3, 10), 2, Level.RED)
    assert found.text == "เกินเกณฑ์ 2 วัน"


@pytest.mark.parametrize("over", [0, 1, 30, 300])
def test_r_crs_1_a_course_is_never_over_only_reached(over: int) -> None:
    started = date(2026, 1, 1)
    for service, floor in zip(
        (ServiceType.COURSE_S, ServiceType.COURSE_M, ServiceType.COURSE_L), (30, 45, 60), strict=True
    ):
        found = clock(service, started, started + timedelta(days=floor - 1 + over))
        assert (found.level, found.text, found.days_over) == (Level.REACHED, "ครบขั้นต่ำแล้ว", 0)
        assert not found.is_over


def test_r_crs_2_thirty_november_days_reach_the_short_course_twenty_nine_do_not() -> None:
    started = date(2026, 11, 1)
    assert clock(ServiceType.COURSE_S, started, date(2026, 11, 29)).level is Level.NONE
    reached = clock(ServiceType.COURSE_S, started, date(2026, 11, 30))
    assert (reached.level, reached.day, reached.limit_on) == (Level.REACHED, 30, date(2026, 11, 30))


def test_r_crs_2_only_training_days_count_where_the_centre_says_so() -> None:
    limits = Limits.from_settings({"course.count_mode": "training_days"})
    facts = EpisodeFacts(ServiceType.COURSE_S, date(2026, 11, 1), training_days=21)
    found = clock_of(facts, date(2026, 11, 30), limits, CALENDAR)
    assert (found.day, found.level, found.limit_on) == (21, Level.NONE, None)


def test_suspended_days_move_the_day_that_completes_a_course() -> None:
    found = clock(ServiceType.COURSE_S, date(2026, 11, 1), date(2026, 11, 30), suspended_days=3)
    assert (found.day, found.limit_on) == (27, date(2026, 12, 3))


def test_r_crs_3_after_a_course_come_the_higher_ones_home_or_work() -> None:
    assert next_choices(ServiceType.COURSE_S) == ("COURSE_M", "COURSE_L", "HOME", "JOB")
    assert next_choices(ServiceType.COURSE_M) == ("COURSE_L", "HOME", "JOB")
    assert next_choices(ServiceType.COURSE_L) == ("HOME", "JOB")
    assert next_choices(ServiceType.TRIAL) == ()


def test_r_crs_8_courses_joined_by_an_upgrade_count_together() -> None:
    short = EpisodeFacts(ServiceType.COURSE_S, date(2026, 11, 1), date(2026, 11, 21))
    middle = EpisodeFacts(ServiceType.COURSE_M, date(2026, 11, 21))
    assert running_first_day([short, middle], LIMITS) == date(2026, 11, 1)
    trial = EpisodeFacts(ServiceType.TRIAL, date(2026, 10, 25), date(2026, 11, 1))
    assert running_first_day([trial, short], LIMITS) == date(2026, 11, 1)
    done = EpisodeFacts(ServiceType.COURSE_S, date(2026, 10, 22), date(2026, 11, 21))
    assert running_first_day([done, middle], LIMITS) == date(2026, 11, 21)


def test_r_fam_4_who_accompanies_a_trainee_has_a_day_but_no_floor() -> None:
    found = clock(ServiceType.COURSE_M, date(2026, 11, 10), date(2026, 11, 21), accompanying=True)
    assert (found.day, found.limit, found.level, found.short) == (12, None, Level.NONE, "12")


def test_r_fam_4_who_accompanies_a_trial_stay_has_its_limit() -> None:
    assert clock(ServiceType.TRIAL, date(2026, 11, 1), date(2026, 11, 11), accompanying=True).is_over


TRANSIT_VECTORS = [
    (date(2026, 4, 9), date(2026, 4, 20), date(2026, 4, 21)),
    (date(2026, 4, 11), date(2026, 4, 22), date(2026, 4, 22)),
    (date(2026, 4, 29), date(2026, 5, 6), date(2026, 5, 7)),
    (date(2026, 7, 24), date(2026, 8, 4), date(2026, 8, 5)),
    (date(2026, 12, 4), date(2026, 12, 14), date(2026, 12, 15)),
    (date(2026, 12, 28), date(2027, 1, 5), date(2027, 1, 6)),
    (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)),
]


@pytest.mark.parametrize(("entry", "counting", "not_counting"), TRANSIT_VECTORS)
def test_r_tra_2_limit_dates(entry: date, counting: date, not_counting: date) -> None:
    later = Limits.from_settings({"transit.count_entry_day": False})
    assert transit_limit_on(entry, LIMITS, CALENDAR) == counting
    assert transit_limit_on(entry, later, CALENDAR) == not_counting


@given(entry=st.dates(date(2026, 1, 1), date(2026, 12, 31)), counts=st.booleans())
def test_r_tra_1_the_limit_day_is_the_fifth_counted_working_day(entry: date, counts: bool) -> None:
    limits = Limits.from_settings({"transit.count_entry_day": counts})
    facts = EpisodeFacts(ServiceType.TRANSIT, entry)
    last = clock_of(facts, transit_limit_on(entry, limits, CALENDAR), limits, CALENDAR)
    assert (last.day, last.level, last.days_over) == (5, Level.AMBER, 0)


def test_r_tra_1_the_excess_is_counted_in_working_days_as_the_limit_is() -> None:
    facts = EpisodeFacts(ServiceType.TRANSIT, date(2026, 11, 13))
    limits = Limits.from_settings({"transit.count_entry_day": True})
    saturday, tuesday = (clock_of(facts, date(2026, 11, day), limits, CALENDAR) for day in (21, 24))
    assert (saturday.day, saturday.days_over, saturday.level) == (6, 1, Level.RED)
    assert (tuesday.short, tuesday.days_over) == ("8/5", 3)
    assert tuesday.text == "เกินเกณฑ์ 3 วันทำงาน"


def test_g6_a_cabinet_day_off_moves_the_limit_of_an_open_transit_stay() -> None:
    entry = date(2026, 4, 29)
    with_day_off = WorkingCalendar([*HOLIDAYS_2569_2570, date(2026, 5, 5)])
    facts = EpisodeFacts(ServiceType.TRANSIT, entry)
    assert clock_of(facts, entry, LIMITS, CALENDAR).limit_on == date(2026, 5, 6)
    assert clock_of(facts, entry, LIMITS, with_day_off).limit_on == date(2026, 5, 7)


def test_r_tra_3_a_closed_transit_stay_keeps_the_stored_limit() -> None:
    with_day_off = WorkingCalendar([*HOLIDAYS_2569_2570, date(2026, 5, 5)])
    facts = EpisodeFacts(
        ServiceType.TRANSIT, date(2026, 4, 29), date(2026, 5, 6), closed_limit_on=date(2026, 5, 6)
    )
    found = clock_of(facts, date(2026, 6, 1), LIMITS, with_day_off)
    assert (found.limit_on, found.days_over) == (date(2026, 5, 6), 0)
