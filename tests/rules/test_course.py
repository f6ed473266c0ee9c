"""Going on to the next course, changing late, and what is impossible (R-CRS-3, R-CRS-8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules import course, stay
from panpun_desktop.rules.attendance import CourseTerms, Pause, Trainee
from panpun_desktop.rules.clock import running_first_day
from panpun_desktop.rules.codes import CourseNext, ServiceType
from panpun_desktop.rules.stay import EpisodeFacts

from .training_builders import LIMITS, SHORT, day, weekdays

PLAN = weekdays(day(2), day(31))
SUBJECT = CourseTerms.of(LIMITS, None)
COURSES = st.sampled_from([ServiceType.COURSE_S, ServiceType.COURSE_M, ServiceType.COURSE_L])


def refusal(act: Callable[..., object], *arguments: Any) -> RuleBroken:
    """Run the act and give its refusal."""
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)
    return caught.value


def kept(previous: Trainee, joins_on: date, terms: CourseTerms = SHORT) -> date | None:
    """The first day an upgrade keeps, nobody having been on leave."""
    return course.kept_first_day(previous, PLAN, [], terms, joins_on)


def test_r_crs_8_an_upgrade_before_completion_keeps_the_running_first_day() -> None:
    assert kept(Trainee(day(1)), day(21)) == day(1)
    assert kept(Trainee(day(1), ended_on=day(20)), day(21)) == day(1)
    assert kept(Trainee(day(10), counted_from_on=day(1)), day(21)) == day(1)


def test_r_crs_8_a_new_course_after_completion_begins_at_day_1() -> None:
    assert kept(Trainee(day(1)), day(30)) == day(1)  # 29 days until yesterday
    assert kept(Trainee(day(1)), day(31)) is None


def test_r_crs_8_after_a_gap_the_count_begins_at_day_1() -> None:
    assert kept(Trainee(day(1), ended_on=day(19)), day(21)) is None


def test_a_subject_without_a_floor_has_no_count_to_keep() -> None:
    assert kept(Trainee(day(1)), day(21), SUBJECT) is None


@given(length=st.integers(1, 90), pause=st.integers(0, 20), before=COURSES, after=COURSES)
def test_r_crs_8_a_cohort_and_a_stay_decide_alike(
    length: int, pause: int, before: ServiceType, after: ServiceType
) -> None:
    if before is after:
        return
    joins_on, pause = day(1) + timedelta(days=length), min(pause, length)
    facts = EpisodeFacts(before, day(1), suspended_days=pause)
    ended, opened = stay.convert(facts, after, joins_on, LIMITS)
    trainee = Trainee(day(1), pauses=(Pause(day(1), day(1 + pause)),) if pause else ())
    found = kept(trainee, joins_on, CourseTerms.of(LIMITS, LIMITS.course_floor(before)))
    assert found == opened.counted_from
    assert (found or joins_on) == running_first_day([ended, opened], LIMITS)


def test_r_crs_3_what_is_offered_after_a_course() -> None:
    every = (CourseNext.HIGHER, CourseNext.HOME, CourseNext.JOB)
    assert course.after_course(ServiceType.COURSE_S) == every
    assert course.after_course(ServiceType.COURSE_M) == every
    assert course.after_course(ServiceType.COURSE_L) == (CourseNext.HOME, CourseNext.JOB)
    assert course.after_course(None) == (CourseNext.HOME, CourseNext.JOB)


def test_a_day_may_be_changed_within_the_window_and_later_with_a_reason() -> None:
    assert [course.may_change(day(10), day(today), 7) for today in (9, 10, 17, 18)] == [
        True,
        True,
        True,
        False,
    ]
    assert not course.may_change(day(10), day(11), 0)
    course.require_reason(day(10), day(17), 7, "")
    course.require_reason(day(10), day(18), 7, "ครูฝึกป่วย")
    error = refusal(course.require_reason, day(10), day(18), 7, "  ")
    assert (error.id, error.field) == ("attendance.reason_missing", "reason")
    assert message_of(error) == "วันที่ 10 พฤศจิกายน 2569 ย้อนหลังเกิน 7 วัน โปรดระบุเหตุผลที่แก้ไข"


def test_a_day_outside_the_plan_is_refused() -> None:
    for number in (2, 30):
        course.require_in_period(day(number), day(2), day(30))
    for number in (1, 31):
        assert refusal(course.require_in_period, day(number), day(2), day(30)).id == "cohort.day_outside"


def test_joining_after_the_end_or_leaving_before_joining_is_refused() -> None:
    course.require_enrolment(day(30), day(30), day(30))
    course.require_enrolment(day(30), None, day(30))
    assert refusal(course.require_enrolment, day(31), None, day(30)).id == "enrolment.after_cohort"
    assert refusal(course.require_enrolment, day(5), day(4), day(30)).id == "enrolment.left_before_joined"


def test_a_score_above_the_highest_is_refused() -> None:
    course.require_score(Decimal(0), Decimal(20))
    course.require_score(Decimal(20), Decimal(20))
    error = refusal(course.require_score, Decimal("20.5"), Decimal(20))
    assert (error.field, message_of(error)) == ("score", "คะแนน 20.5 เกินคะแนนเต็ม 20")
    assert refusal(course.require_score, Decimal(-1), Decimal(20)).id == "score.below_nought"
