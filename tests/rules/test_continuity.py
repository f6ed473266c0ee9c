"""Whether a course runs on unbroken, and the manager's decisions (R-CRS-4, R-CRS-6, R-CRS-9; golden G5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.rules.attendance import Pause, Session, Trainee
from panpun_desktop.rules.codes import ContinuityChoice, Half
from panpun_desktop.rules.continuity import Break, BreakCause, Continuity, Decision, continuity

from .training_builders import LATER, SHORT, day, weekdays, written

PLAN = weekdays(day(2), day(31))  # weeks begin on 2, 9, 16, 23, 30 November
FROM_FIRST = Trainee(day(1))


def found(
    letters: str, *decisions: Decision, today: date = LATER, trainee: Trainee = FROM_FIRST
) -> Continuity:
    """Continuity of the plan with these marks."""
    return continuity(trainee, PLAN, written(PLAN, letters), today, SHORT, decisions)


def test_g5_two_days_of_absence_apart_break_nothing() -> None:
    result = found("ปปขมข" + "ม" * 17)
    assert (result.breaks, result.is_broken, result.current) == ((), False, None)
    assert result.longest is not None
    assert result.longest.length == 1


def test_g5_three_days_in_a_row_are_proposed_to_the_manager() -> None:
    result = found("มมขขข" + "ม" * 17)
    assert result.breaks == (Break(BreakCause.ABSENT, day(4), 3),)
    assert result.is_broken


def test_r_crs_4_a_weekend_does_not_end_a_run() -> None:
    result = found("มมมมข ขข", today=day(10))
    assert result.breaks == (Break(BreakCause.ABSENT, day(6), 3),)
    assert result.current is not None
    assert result.current.days == (day(6), day(9), day(10))


def test_r_crs_4_a_session_not_held_is_passed_over() -> None:
    plan = [replace(one, is_held=one.day != day(4)) for one in PLAN]
    result = continuity(FROM_FIRST, plan, written(plan, "ข ข . ข"), day(6), SHORT)
    assert result.breaks == (Break(BreakCause.ABSENT, day(2), 3),)


@pytest.mark.parametrize("letter", "มสปกร")
def test_r_crs_4_presence_leave_and_official_business_end_a_run(letter: str) -> None:
    assert not found(f"ขข{letter}ขข{letter}").is_broken


def test_r_crs_4_a_time_in_hospital_ends_a_run() -> None:
    trainee = Trainee(day(1), pauses=(Pause(day(4), day(6)),))
    assert not found("ขข..ขข", trainee=trainee).is_broken


def test_one_day_before_a_break_it_warns() -> None:
    assert not found("ข", today=day(3)).is_near
    assert found("ขข", today=day(3)).is_near
    assert not found("ขขข", today=day(4)).is_near
    assert not found("ขขม", today=day(4)).is_near


def test_days_not_marked_yet_keep_a_run_open_and_add_nothing() -> None:
    result = found("ขข", today=day(5))
    assert result.is_near
    assert result.current is not None
    assert result.current.length == 2


def test_a_day_that_nobody_marked_is_no_absence() -> None:
    assert not found("ขข.ข").is_broken


def test_r_crs_10_a_day_with_one_session_attended_is_not_absent() -> None:
    plan = weekdays(day(2), day(6), (Half.AM, Half.PM))
    broken = continuity(FROM_FIRST, plan, written(plan, "ขข ขข ขข"), day(9), SHORT)
    held = continuity(FROM_FIRST, plan, written(plan, "ขข ขม ขข ขก ขข"), day(9), SHORT)
    assert (broken.is_broken, held.is_broken) == (True, False)


def test_r_crs_4_nights_away_without_leave_break_a_residents_course() -> None:
    trainee = Trainee(day(1), left_without_leave=(day(8),))
    assert found("ม" * 10, trainee=trainee).breaks == (Break(BreakCause.AWAY, day(8), 0),)
    assert found("ม" * 4, trainee=trainee, today=day(7)).breaks == ()


def test_r_crs_9_who_lives_outside_is_judged_by_attendance_only() -> None:
    trainee = Trainee(day(1), is_resident=False, left_without_leave=(day(8),))
    assert not found("ม" * 10, trainee=trainee).is_broken
    assert found("ขขข", trainee=trainee).is_broken


def test_r_crs_6_to_go_on_counting_silences_the_run_but_not_what_comes_after() -> None:
    accepted = Decision(ContinuityChoice.CONTINUE, day(2), day(4))
    assert not found("ขขขม", accepted).is_broken
    assert not found("ขขขขข", accepted).is_broken
    assert found("ขขขขขข", accepted).breaks == (Break(BreakCause.ABSENT, day(5), 3),)
    assert found("ขขขมขขข", accepted).breaks == (Break(BreakCause.ABSENT, day(6), 3),)


def test_r_crs_6_a_decision_taken_late_is_about_its_own_run_only() -> None:
    accepted = Decision(ContinuityChoice.CONTINUE, day(2), day(20))
    assert found("ขขขมขขข", accepted).breaks == (Break(BreakCause.ABSENT, day(6), 3),)


def test_r_crs_6_beginning_anew_silences_everything_before_it() -> None:
    anew = Decision(ContinuityChoice.RESTART, day(2), day(6), counts_from_on=day(6))
    trainee = Trainee(day(1), counted_from_on=day(6), left_without_leave=(day(3),))
    assert not found("ขขขมม", anew, trainee=trainee).is_broken
    assert not found("ขขขมม", anew, trainee=replace(trainee, counted_from_on=None)).is_broken
    assert found("ขขขมมขขข", anew, trainee=trainee).breaks == (Break(BreakCause.ABSENT, day(9), 3),)


def test_r_crs_6_after_dropping_out_nothing_is_proposed() -> None:
    dropped = Decision(ContinuityChoice.DROP, day(2), day(5))
    trainee = Trainee(day(1), left_without_leave=(day(3),))
    assert found("ขขขข", dropped, trainee=trainee).breaks == ()


def test_r_crs_6_accepting_nights_away_silences_them() -> None:
    trainee = Trainee(day(1), left_without_leave=(day(8), day(15)))
    accepted = Decision(ContinuityChoice.CONTINUE, day(8), day(10))
    assert found("ม" * 12, accepted, trainee=trainee).breaks == (Break(BreakCause.AWAY, day(15), 0),)


def test_several_breaks_come_in_the_order_of_days() -> None:
    trainee = Trainee(day(1), left_without_leave=(day(8),))
    first = [one.first_on for one in found("ขขขมมมขขข", trainee=trainee).breaks]
    assert first == [day(2), day(8), day(10)]


def test_a_trainee_without_sessions_is_unbroken() -> None:
    result = continuity(FROM_FIRST, [], [], day(30), SHORT)
    assert result == Continuity(None, None, (), False)


@given(letters=st.text("มสปกขร.", max_size=22), which=st.integers(0, 21), today=st.integers(1, 35))
def test_a_day_of_leave_in_place_of_absence_never_breaks_a_course(
    letters: str, which: int, today: int
) -> None:
    excused = letters[:which] + "ป" + letters[which + 1 :]
    before, after = found(letters, today=day(today)), found(excused, today=day(today))
    assert after.is_broken <= before.is_broken


@given(letters=st.text("มขป", max_size=22))
def test_a_decision_about_each_break_leaves_none(letters: str) -> None:
    breaks = found(letters).breaks
    taken = [Decision(ContinuityChoice.CONTINUE, one.first_on, day(60)) for one in breaks]
    assert not found(letters, *taken).is_broken


def test_the_order_of_sessions_does_not_matter() -> None:
    marks = written(PLAN, "มขขข")
    turned: list[Session] = list(reversed(PLAN))
    forward = continuity(FROM_FIRST, PLAN, marks, day(9), SHORT)
    assert continuity(FROM_FIRST, turned, marks, day(9), SHORT) == forward
