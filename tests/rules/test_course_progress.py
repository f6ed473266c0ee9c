"""Days of a course, the day that completes it, and passing it (R-CRS-1, 2, 5, 7, 8; golden G5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.rules import stay
from panpun_desktop.rules.attendance import CourseTerms, Pause, Session, Trainee, tally
from panpun_desktop.rules.clock import Level, clock_of
from panpun_desktop.rules.codes import EnrolmentState, Half, ServiceType
from panpun_desktop.rules.course_progress import (
    Completion,
    CriterionKind,
    Progress,
    completion,
    course_days,
    forecast,
    is_over,
    progress,
    standing,
)
from panpun_desktop.rules.stay import EpisodeFacts
from panpun_desktop.rules.working_days import WorkingCalendar

from .training_builders import LIMITS, SHORT, day, weekdays, written

PLAN = weekdays(day(2), day(31))
FROM_FIRST = Trainee(day(1))
LAST_OF_MONTH, LAST_OF_PLAN = day(30), day(31)
TRAINING_DAYS = replace(SHORT, count_mode="training_days", floor_days=20)
SUBJECT = replace(SHORT, floor_days=None)


def so_far(
    letters: str = "", today: date = LAST_OF_MONTH, trainee: Trainee = FROM_FIRST, terms: CourseTerms = SHORT
) -> Progress:
    """Progress on the plan with these marks."""
    return progress(trainee, PLAN, written(PLAN, letters), today, terms)


def test_r_crs_2_thirty_days_of_november_reach_the_short_course_twenty_nine_do_not() -> None:
    assert (so_far(today=day(29)).days, so_far(today=day(29)).is_reached) == (29, False)
    assert (so_far(today=day(30)).days, so_far(today=day(30)).is_reached) == (30, True)
    assert so_far(today=day(3)).forecast_on == day(30)


@pytest.mark.parametrize(("plan_ends", "days", "reached"), [(30, 30, True), (29, 29, False), (45, 31, True)])
def test_r_crs_2_days_after_the_plan_are_none_of_the_course(plan_ends: int, days: int, reached: bool) -> None:
    for count_from in (None, day(1)):
        trainee = Trainee(day(1) if count_from is None else day(9), None, count_from)
        found = so_far(today=day(31), trainee=replace(trainee, plan_ends_on=day(plan_ends)))
        facts = EpisodeFacts(ServiceType.COURSE_S, day(1), counted_until=day(plan_ends))
        clock = clock_of(facts, day(31), LIMITS, WorkingCalendar([]))
        assert found.days == clock.day == days
        assert found.is_reached == (clock.level is Level.REACHED) == reached
        assert found.forecast_on == clock.limit_on == day(30)


def test_r_crs_1_the_words_are_of_reaching_never_of_passing_over() -> None:
    terms = replace(SHORT, floor_days=45)
    assert so_far(today=day(3), terms=terms).text == "ครบ 45 วัน ในวันที่ 15 ธ.ค. 2569"
    assert so_far(today=day(3), terms=terms).short == "3/45"
    for today, short in ((45, "45/45"), (46, "46"), (400, "400")):
        found = so_far(today=day(today), terms=terms)
        assert (found.text, found.short) == ("ครบ 45 วันแล้วเมื่อ 15 ธ.ค. 2569", short)


def test_a_course_without_a_floor_counts_and_forecasts_nothing() -> None:
    found = so_far(terms=SUBJECT)
    assert (found.days, found.forecast_on, found.short, found.is_reached) == (30, None, "30", True)
    assert found.text == "วันที่ 30"


def test_before_the_first_day_nothing_is_counted() -> None:
    assert so_far(today=day(3), trainee=Trainee(day(10))).days == 0


def test_r_crs_2_only_training_days_count_where_the_centre_says_so() -> None:
    found = so_far(today=day(13), terms=TRAINING_DAYS)
    assert (found.days, found.forecast_on) == (10, day(27))


def test_r_crs_2_a_plan_that_is_too_short_gives_no_day() -> None:
    found = so_far(today=day(13), terms=replace(TRAINING_DAYS, floor_days=23))
    assert (found.forecast_on, found.text) == (None, "วันที่ 10 อย่างน้อย 23 วัน")


def test_r_crs_2_sessions_not_held_are_no_training_days() -> None:
    plan = [Session(one.key, one.day, is_held=one.key != 2) for one in PLAN]
    assert course_days(FROM_FIRST, plan, [], day(13), TRAINING_DAYS) == 9


def test_r_crs_10_two_half_days_are_one_training_day() -> None:
    plan = weekdays(day(2), day(6), (Half.AM, Half.PM))
    assert course_days(FROM_FIRST, plan, [], day(30), TRAINING_DAYS) == 5


def test_r_crs_5_leave_up_to_a_fifth_counts_as_days() -> None:
    found = so_far("ปปกก", today=day(30))  # 4 of 22, 18.2 %
    assert (found.days, found.excess_days, found.forecast_on) == (30, 0, day(30))


def test_r_crs_5_leave_beyond_a_fifth_moves_the_end_by_the_excess() -> None:
    found = so_far("ปปกกปป", today=day(30))  # 6 of 22 where 4.4 are allowed
    assert (found.days, found.excess_days, found.forecast_on) == (28, 2, day(32))


def test_r_crs_5_half_a_day_of_leave_with_the_other_half_attended_is_no_day_of_leave() -> None:
    plan = weekdays(day(2), day(6), (Half.AM, Half.PM))
    marks = written(plan, "ปม ปม ปม ปม ปม")
    assert progress(FROM_FIRST, plan, marks, day(6), SHORT).excess_days == 0


def test_r_crs_5_a_suspension_stops_the_clock() -> None:
    trainee = Trainee(day(1), pauses=(Pause(day(10), day(15)),))
    found = so_far(trainee=trainee)
    assert (found.days, found.paused_days, found.forecast_on) == (25, 5, day(35))


def test_a_suspension_without_end_gives_no_day() -> None:
    trainee = Trainee(day(1), pauses=(Pause(day(10)),))
    assert (so_far(trainee=trainee).days, so_far(trainee=trainee).forecast_on) == (9, None)
    late = Trainee(day(1), pauses=(Pause(day(40)),))
    assert so_far(trainee=late).forecast_on == day(30)


def test_who_has_left_stands_still() -> None:
    found = so_far(trainee=Trainee(day(1), ended_on=day(10)))
    assert (found.days, found.forecast_on) == (10, None)


def test_r_crs_8_a_running_count_begins_before_joining() -> None:
    found = so_far(today=day(10), trainee=Trainee(day(10), counted_from_on=day(1)))
    assert (found.days, found.forecast_on) == (10, day(30))


def test_r_crs_6_a_count_begun_anew_forgets_the_leave_before_it() -> None:
    trainee = Trainee(day(1), counted_from_on=day(16))
    found = so_far("ปปปปปปปป", today=day(20), trainee=trainee)
    assert (found.days, found.excess_days, found.forecast_on) == (5, 0, day(45))


@given(
    began=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 120),
    pause=st.integers(0, 40),
    service=st.sampled_from([ServiceType.COURSE_S, ServiceType.COURSE_M, ServiceType.COURSE_L]),
)
def test_a_resident_has_the_days_of_the_stay(
    began: date, length: int, pause: int, service: ServiceType
) -> None:
    today = began + timedelta(days=length)
    pause = min(pause, length)
    trainee = Trainee(began, pauses=(Pause(began, began + timedelta(days=pause)),) if pause else ())
    facts = EpisodeFacts(service, began, suspended_days=pause)
    terms = CourseTerms.of(LIMITS, LIMITS.course_floor(service))
    found = progress(trainee, PLAN, [], today, terms)
    clock = clock_of(facts, today, LIMITS, WorkingCalendar([]))
    assert found.days == stay.course_days(facts, today, LIMITS) == clock.day
    assert found.forecast_on == clock.limit_on
    assert (found.is_reached, found.short) == (clock.level is Level.REACHED, clock.short)


def test_a_stay_that_takes_pauses_and_leave_in_excess_off_shows_the_same_days() -> None:
    trainee = Trainee(day(1), pauses=(Pause(day(24), day(26)),))
    found = so_far("ปปกกปป", today=day(30), trainee=trainee)
    facts = EpisodeFacts(ServiceType.COURSE_S, day(1), suspended_days=found.paused_days + found.excess_days)
    clock = clock_of(facts, day(30), LIMITS, WorkingCalendar([]))
    assert (found.paused_days, found.excess_days) == (2, 2)
    assert (found.days, found.forecast_on) == (clock.day, clock.limit_on) == (26, day(34))


TERMS = st.builds(
    replace,
    st.just(SHORT),
    count_mode=st.sampled_from(["calendar", "training_days"]),
    floor_days=st.integers(1, 40),
)
TRAINEES = st.builds(
    Trainee,
    st.integers(1, 20).map(day),
    ended_on=st.none() | st.integers(20, 50).map(day),
    counted_from_on=st.none() | st.integers(1, 20).map(day),
    pauses=st.lists(
        st.tuples(st.integers(1, 30), st.integers(1, 10)).map(
            lambda pair: Pause(day(pair[0]), day(sum(pair)) if pair[1] < 10 else None)
        ),
        max_size=2,
    ).map(tuple),
)


@given(letters=st.text("มปกข.", max_size=22), trainee=TRAINEES, terms=TERMS)
def test_the_forecast_is_the_first_day_that_reaches_the_floor(
    letters: str, trainee: Trainee, terms: CourseTerms
) -> None:
    marks = written(PLAN, letters)
    on = forecast(trainee, PLAN, marks, terms)
    if on is None:
        assert course_days(trainee, PLAN, marks, day(120), terms) < (terms.floor_days or 0)
    else:
        assert course_days(trainee, PLAN, marks, on, terms) == terms.floor_days
        assert course_days(trainee, PLAN, marks, on - timedelta(days=1), terms) < (terms.floor_days or 0)


@given(letters=st.text("มปกข.", max_size=22), trainee=TRAINEES, terms=TERMS, today=st.integers(1, 60))
def test_days_never_run_backwards_and_never_two_at_once(
    letters: str, trainee: Trainee, terms: CourseTerms, today: int
) -> None:
    marks = written(PLAN, letters)
    first = course_days(trainee, PLAN, marks, day(today), terms)
    assert 0 <= course_days(trainee, PLAN, marks, day(today + 1), terms) - first <= 1


def judged(
    letters: str,
    today: date = LAST_OF_PLAN,
    terms: CourseTerms = SHORT,
    trainee: Trainee = FROM_FIRST,
    passed: bool | None = None,
) -> Completion:
    """Completion of the plan with these marks."""
    found = standing(trainee, PLAN, written(PLAN, letters), today, terms)
    over = is_over(trainee, PLAN, today)
    return completion(found.tally, found.progress, terms, over, passed)


def test_g5_the_short_course_of_november_is_passed() -> None:
    found = judged("ปปขมข" + "ม" * 17)
    assert found.proposed is EnrolmentState.DONE
    days, attendance = found.criteria
    assert (days.kind, days.found, days.wanted) == (CriterionKind.DAYS, 31, 30)
    assert (attendance.found, attendance.wanted) == (Fraction(1800, 22), 80)


def test_r_crs_7_attendance_is_compared_unrounded() -> None:
    terms = replace(SHORT, min_attendance=Decimal("81.82"))  # 81.8181… is less, and shows as 81.8
    assert judged("ปปขมข" + "ม" * 17, terms=terms).proposed is EnrolmentState.FAILED


def test_r_crs_7_too_little_attendance_fails_only_when_the_course_is_over() -> None:
    marks = "ขขมขขมขข" + "ม" * 14
    assert judged(marks).proposed is EnrolmentState.FAILED
    assert judged(marks, today=day(20)).proposed is None


def test_r_crs_7_an_assessment_must_be_passed_where_the_course_has_one() -> None:
    terms = replace(SHORT, has_assessment=True)
    marks = "ม" * 22
    assert judged(marks, terms=terms).proposed is None
    assert judged(marks, terms=terms, passed=False).proposed is EnrolmentState.FAILED
    assert judged(marks, terms=terms, passed=True).proposed is EnrolmentState.DONE


def test_r_crs_7_days_short_of_the_floor_fail_who_has_left() -> None:
    trainee = Trainee(day(1), ended_on=day(20))
    assert judged("ม" * 15, trainee=trainee).proposed is EnrolmentState.FAILED


def test_a_course_with_a_floor_can_be_completed_before_its_plan_ends() -> None:
    terms = replace(SHORT, floor_days=10)
    assert judged("ม" * 10, today=day(13), terms=terms).proposed is EnrolmentState.DONE
    assert judged("ม" * 10, today=day(13), terms=SUBJECT).proposed is None
    assert judged("ม" * 22, terms=SUBJECT).proposed is EnrolmentState.DONE


def test_sessions_nobody_marked_keep_the_result_open() -> None:
    found = judged("ม" * 16, today=day(60))
    assert (found.proposed, found.criteria[1].is_met) == (None, None)
    assert judged("ม" * 18, today=day(60)).proposed is EnrolmentState.DONE
    assert judged("ข" * 16, today=day(60)).proposed is EnrolmentState.FAILED


def test_without_any_session_nothing_is_proposed() -> None:
    counted = tally(FROM_FIRST, [], [], day(60))
    reached = progress(FROM_FIRST, [], [], day(60), SHORT)
    assert completion(counted, reached, SHORT, True).proposed is None


@pytest.mark.parametrize(
    ("today", "over"), [(day(29), False), (day(30), False), (day(31), False), (day(33), True)]
)
def test_a_course_is_over_after_its_last_session(today: date, over: bool) -> None:
    plan = [*PLAN, Session(99, day(32)), Session(100, day(40), is_held=False)]
    assert is_over(FROM_FIRST, plan, today) is over
