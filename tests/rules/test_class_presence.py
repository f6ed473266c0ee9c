"""Why a cell of the sheet is grey: leave and hospital by their hours, gone, not yet, suspended, not held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from panpun_desktop.rules.attendance import Pause, Session, Trainee
from panpun_desktop.rules.class_presence import (
    NOT_LIVING_HERE,
    Away,
    Grey,
    Living,
    Reason,
    Residence,
    grey,
)
from panpun_desktop.rules.codes import AbsenceKind, Half
from panpun_desktop.views.courses.sheet_words import why_grey

MONDAY = date(2026, 11, 2)
TRAINEE = Trainee(MONDAY)
HERE = Residence((Living(MONDAY - timedelta(days=3)),))


def on(days: int, half: Half = Half.DAY, *, is_held: bool = True) -> Session:
    return Session(1, MONDAY + timedelta(days=days), half, is_held)


def reason(lesson: Session, residence: Residence = HERE, trainee: Trainee = TRAINEE) -> Reason | None:
    found = grey(trainee, lesson, None, residence)
    return None if found is None else found.reason


def test_someone_who_lives_here_is_expected() -> None:
    assert reason(on(0)) is None
    assert reason(on(30)) is None


def test_before_joining_and_after_the_end_nobody_is_expected() -> None:
    assert reason(on(-1)) is Reason.NOT_YET
    ended = replace(TRAINEE, ended_on=MONDAY + timedelta(days=4))
    assert reason(on(4), trainee=ended) is None
    assert reason(on(5), trainee=ended) is Reason.ENDED


def test_a_lesson_that_was_not_held_is_grey_for_everybody() -> None:
    assert reason(on(0, is_held=False)) is Reason.NOT_HELD


@pytest.mark.parametrize(
    ("day", "half", "expected"),
    [
        (1, Half.AM, None),  # leaves at eleven
        (1, Half.PM, Reason.LEAVE),
        (2, Half.DAY, Reason.LEAVE),
        (3, Half.AM, Reason.LEAVE),  # back at noon
        (3, Half.PM, None),
    ],
)
def test_overnight_leave_goes_by_the_hour_on_its_first_and_last_day(
    day: int, half: Half, expected: Reason | None
) -> None:
    first, back = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    leave = Away(AbsenceKind.LEAVE, first, time(11), back, time(12))
    assert reason(on(day, half), replace(HERE, away=(leave,))) is expected


def test_without_hours_the_days_of_going_and_returning_are_open() -> None:
    leave = Away(AbsenceKind.LEAVE, MONDAY, None, MONDAY + timedelta(days=2))
    found = [reason(on(day), replace(HERE, away=(leave,))) for day in range(3)]
    assert found == [None, Reason.LEAVE, None]


def test_hospital_without_a_return_says_when_they_are_expected() -> None:
    back = MONDAY + timedelta(days=9)
    stay = Away(AbsenceKind.HOSPITAL, MONDAY, None, expected_back_on=back)
    assert grey(TRAINEE, on(5), None, replace(HERE, away=(stay,))) == Grey(Reason.HOSPITAL, back)


def test_from_the_day_of_an_expected_return_that_passed_the_cell_says_so() -> None:
    back = MONDAY + timedelta(days=2)
    leave = replace(HERE, away=(Away(AbsenceKind.LEAVE, MONDAY, None, expected_back_on=back),))
    found = [grey(TRAINEE, on(day), None, leave) for day in (1, 2, 9)]
    late = Grey(Reason.LEAVE, back, is_overdue=True)
    assert found == [Grey(Reason.LEAVE, back), late, late]
    assert "ครบกำหนดกลับ 4 พ.ย. 2569 ยังไม่กลับ" in why_grey(late)


def test_who_left_the_centre_is_grey_until_they_come_back() -> None:
    away = Residence(
        (Living(MONDAY, MONDAY + timedelta(days=2), time(10)), Living(MONDAY + timedelta(days=6)))
    )
    found = [reason(on(day), away) for day in (1, 2, 3, 6)]
    assert found == [None, None, Reason.LEFT, None]
    assert reason(on(2, Half.PM), away) is Reason.LEFT


def test_who_has_not_arrived_yet_is_not_expected() -> None:
    assert reason(on(0), Residence((Living(MONDAY + timedelta(days=1)),))) is Reason.NOT_YET


def test_who_lives_outside_is_always_expected() -> None:
    assert reason(on(0), NOT_LIVING_HERE) is None


def test_a_suspended_trainee_is_not_expected_and_the_day_of_return_is_said() -> None:
    back = MONDAY + timedelta(days=3)
    paused = replace(TRAINEE, pauses=(Pause(MONDAY + timedelta(days=1), back),))
    assert grey(paused, on(2), None, HERE) == Grey(Reason.PAUSED, back)
    assert reason(on(3), trainee=paused) is None


def test_leave_only_asks_and_the_rest_forbids() -> None:
    assert [one for one in Reason if not one.forbids] == [Reason.HOSPITAL, Reason.LEAVE, Reason.LEFT]
