"""Marks and what they add up to (R-CRS-7, R-CRS-10; golden G5)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.attendance import (
    Mark,
    Pause,
    Session,
    Tally,
    Trainee,
    require_markable,
    shown_percent,
    tally,
)
from panpun_desktop.rules.codes import AttendanceCode, EnrolmentState, Half

from .training_builders import LATER, day, weekdays, written

P, L, S, B, A, O = AttendanceCode  # noqa: E741
HALVES = (Half.AM, Half.PM)
# Twenty training days of November and two of December.
PLAN = weekdays(day(2), day(31))
FROM_FIRST = Trainee(day(1))


def counted(letters: str, today: date = LATER, trainee: Trainee = FROM_FIRST) -> Tally:
    """Tally of the plan with these marks."""
    return tally(trainee, PLAN, written(PLAN, letters), today)


def test_g5_eighteen_of_twenty_two_sessions_are_81_8_per_cent() -> None:
    found = counted("ปปขมข" + "ม" * 17)
    assert (found.scheduled, found.counts[S], found.counts[A], found.counts[P]) == (22, 2, 2, 18)
    assert found.percent == Fraction(100 * 18, 22)
    assert shown_percent(found.percent) == "81.8"


def test_r_crs_7_late_and_official_business_count_as_present() -> None:
    found = counted("มสปกขร" + "ม" * 16)
    assert {code: found.counts[code] for code in (L, S, B, A, O)} == {L: 1, S: 1, B: 1, A: 1, O: 1}
    assert (found.attended, found.percent) == (19, Fraction(1900, 22))


def test_r_crs_7_no_session_gives_a_dash_not_zero() -> None:
    found = tally(FROM_FIRST, [], [], day(30))
    assert (found.scheduled, found.percent, found.leave_ratio) == (0, None, None)
    assert shown_percent(found.percent) == "–"


def test_r_crs_7_days_off_and_pauses_are_not_scheduled() -> None:
    plan = [Session(one.key, one.day, is_held=one.key != 3) for one in PLAN]
    trainee = Trainee(day(1), pauses=(Pause(day(9), day(11)),))  # two training days, 9 and 10 November
    found = tally(trainee, plan, written(plan, "ม" * 22), day(60))
    assert (found.scheduled, found.attended, found.percent) == (19, 19, 100)
    assert found.planned_days == 19


def test_r_crs_10_a_late_joiner_is_counted_from_the_day_of_joining() -> None:
    found = counted("ขขขขข" + "ม" * 17, trainee=Trainee(day(9)))
    assert (found.scheduled, found.counts[A], found.percent) == (17, 0, 100)


def test_r_crs_10_sessions_of_the_cohort_before_an_upgrade_do_not_count_as_attendance() -> None:
    found = counted("ขขขขข" + "ม" * 17, trainee=Trainee(day(9), counted_from_on=day(1)))
    assert (found.scheduled, found.absent_days, found.planned_days, found.percent) == (17, 0, 17, 100)


def test_r_crs_10_who_has_left_is_counted_to_the_last_day_in_class() -> None:
    found = counted("มมมมม" + "ข" * 17, trainee=Trainee(day(1), ended_on=day(6)))
    assert (found.scheduled, found.percent) == (5, 100)


def test_r_crs_10_sessions_to_come_do_not_count() -> None:
    found = counted("มมมขม", today=day(6))
    assert (found.scheduled, found.percent, found.planned_days) == (5, 80, 22)


def test_r_crs_10_a_session_of_today_counts_once_it_is_marked() -> None:
    assert (counted("มมมม", today=day(6)).scheduled, counted("มมมม", today=day(6)).unmarked) == (4, ())
    assert counted("มมมมข", today=day(6)).percent == 80


def test_a_past_session_without_a_mark_is_scheduled_and_listed() -> None:
    found = counted("มม.มม", today=day(6))
    assert (found.scheduled, found.unmarked, found.percent) == (5, (3,), 80)
    assert found.absent_days == 0


def test_sessions_after_the_last_one_anybody_was_marked_in_were_not_held_yet() -> None:
    marks = written(PLAN, "มมม")
    found = tally(FROM_FIRST, PLAN, marks, day(10), held_until=day(5))
    assert (found.scheduled, found.unmarked) == (4, (4,))


def test_r_crs_10_percentages_count_half_days() -> None:
    plan = weekdays(day(2), day(6), HALVES)
    found = tally(FROM_FIRST, plan, written(plan, "มข ขข ปข มม รก"), day(30))
    assert (found.scheduled, found.attended, found.percent) == (10, 4, 40)
    assert (found.attended_days, found.absent_days, found.leave_days) == (3, 1, 1)


def test_r_crs_10_half_a_day_not_taken_yet_is_not_a_day_of_absence() -> None:
    plan = weekdays(day(2), day(2), HALVES)
    found = tally(FROM_FIRST, plan, written(plan, "ข."), day(2))
    assert (found.scheduled, found.counts[A], found.absent_days) == (1, 1, 0)


def test_leave_is_measured_against_the_whole_plan() -> None:
    found = counted("ปปก", today=day(5))
    assert (found.leave_days, found.leave_ratio) == (3, Fraction(300, 22))


@pytest.mark.parametrize(
    ("percent", "places", "text"),
    [
        (Fraction(1800, 22), 1, "81.8"),
        (Fraction(100 * 15, 16), 1, "93.8"),  # 93.75 goes up
        (Fraction(100), 1, "100.0"),
        (Fraction(0), 1, "0.0"),
        (Fraction(200, 3), 2, "66.67"),
        (Fraction(7995, 100), 1, "80.0"),
        (Fraction(161, 2), 0, "81"),
    ],
)
def test_r_crs_10_percentages_are_shown_half_up(percent: Fraction, places: int, text: str) -> None:
    assert shown_percent(percent, places) == text


REFUSED = [
    (Session(1, day(2), is_held=False), P, "attendance.not_held"),
    (Session(1, day(1)), P, "attendance.not_enrolled"),
    (Session(1, day(21)), P, "attendance.not_enrolled"),
    (Session(1, day(9)), B, "attendance.suspended"),
    (Session(1, day(17)), P, "attendance.day_to_come"),
    (Session(1, day(17)), A, "attendance.day_to_come"),
]


@pytest.mark.parametrize(("session", "code", "id"), REFUSED)
def test_an_impossible_mark_is_refused_with_its_day(session: Session, code: AttendanceCode, id: str) -> None:
    trainee = Trainee(day(2), ended_on=day(20), pauses=(Pause(day(9), day(11)),))
    with pytest.raises(RuleBroken) as caught:
        require_markable(trainee, session, code, day(16))
    assert (caught.value.id, caught.value.facts["day"]) == (id, session.day)
    assert "พฤศจิกายน 2569" in message_of(caught.value)


def test_leave_can_be_marked_ahead() -> None:
    for code in (S, B, O):
        require_markable(FROM_FIRST, Session(1, day(17)), code, day(16))


def test_states_of_an_enrolment() -> None:
    assert [one.value for one in EnrolmentState if one.is_running] == ["ACTIVE", "SUSPENDED"]
    assert [one.value for one in EnrolmentState if one.is_ended] == [
        "UPGRADED",
        "MOVED",
        "DONE",
        "FAILED",
        "DROPPED",
    ]


LETTERS = st.text("มสปกขร.", min_size=0, max_size=22)


@given(letters=LETTERS, today=st.integers(1, 40), joined=st.integers(1, 40))
def test_a_percentage_lies_within_0_and_100(letters: str, today: int, joined: int) -> None:
    found = counted(letters, day(today), Trainee(day(joined)))
    assert found.percent is None or 0 <= found.percent <= 100
    assert sum(found.counts.values()) + len(found.unmarked) == found.scheduled
    assert found.attended_days + found.leave_days + found.absent_days <= found.planned_days


@given(letters=LETTERS, today=st.integers(1, 40), which=st.integers(1, 22))
def test_one_more_mark_of_presence_never_lowers_the_percentage(letters: str, today: int, which: int) -> None:
    marks = written(PLAN, letters)
    more = [*(one for one in marks if one.session != which), Mark(which, P)]
    before = tally(FROM_FIRST, PLAN, marks, day(today)).percent
    after = tally(FROM_FIRST, PLAN, more, day(today)).percent
    assert before is None or (after is not None and after >= before)


@given(letters=LETTERS, today=st.integers(1, 40))
def test_marks_of_other_sessions_change_nothing(letters: str, today: int) -> None:
    marks = written(PLAN, letters)
    assert tally(FROM_FIRST, PLAN, [*marks, Mark(999, A)], day(today)) == counted(letters, day(today))
