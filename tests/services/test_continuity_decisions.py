"""A break in a course and the manager's decision: count on, begin anew, end, and taking it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import ContinuityDecision, Enrolment
from panpun_desktop.services.attendance import mark
from panpun_desktop.services.attendance_sheet import SheetRow, read_sheet
from panpun_desktop.services.continuity_decisions import Decide, OpenBreak, decide, open_break
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.groundless_decisions import (
    TakeBackDecision,
    groundless_decision,
    take_back_decision,
)
from panpun_desktop.services.undoing import TakeBack, newest_of, take_back
from tests.builders import MANAGER, TODAY, TRAINER
from tests.services.classroom import Classroom, classroom
from tests.services.house import House

DAY = timedelta(days=1)
FRIDAY = TODAY - DAY


@pytest.fixture
def lessons(house: House) -> Classroom:
    """Whole days."""
    return classroom(house)


@pytest.fixture
def absent(lessons: Classroom) -> Enrolment:
    """Three days ขาด, Tuesday to Thursday, back on Friday."""
    one = lessons.resident("ประยูร")
    lessons.write(one, ["P"] * 11 + ["A"] * 3 + ["P"])
    return one


def row(lessons: Classroom) -> SheetRow:
    return read_sheet(lessons.house.work, MANAGER, lessons.cohort_id).rows[0]


def breaks(lessons: Classroom) -> int:
    return len(row(lessons).standing.standing.continuity.breaks)


def found(lessons: Classroom, one: Enrolment) -> OpenBreak:
    return open_break(lessons.house.work, MANAGER, one.id)


def settle(lessons: Classroom, one: Enrolment, choice: str, **more: object) -> None:
    request = Decide(one.id, found(lessons, one).version, choice, **more)  # type: ignore[arg-type]
    decide(lessons.house.work, MANAGER, request)


def undo(lessons: Classroom) -> None:
    entry = newest_of(lessons.house.work, MANAGER)
    assert entry is not None
    take_back(lessons.house.work, MANAGER, TakeBack(entry))


def refusal(lessons: Classroom, one: Enrolment, choice: str, **more: object) -> str:
    with pytest.raises(RuleBroken) as refused:
        settle(lessons, one, choice, **more)
    return refused.value.id


def test_the_manager_is_shown_the_run_and_the_day_of_coming_back(
    lessons: Classroom, absent: Enrolment
) -> None:
    one = found(lessons, absent)
    assert (one.first_on, one.last_on, one.length, one.back_on) == (
        TODAY - 4 * DAY,
        TODAY - 2 * DAY,
        3,
        FRIDAY,
    )
    assert (one.days, one.floor, one.last_marked_on) == (20, 45, FRIDAY)


def test_r_crs_6_counting_on_accepts_these_days_with_a_reason(lessons: Classroom, absent: Enrolment) -> None:
    assert refusal(lessons, absent, "CONTINUE") == "continuity.reason_missing"
    settle(lessons, absent, "CONTINUE", reason="บุตรป่วย มีใบรับรอง")
    assert breaks(lessons) == 0
    assert row(lessons).standing.standing.progress.days == 20


def test_days_that_are_missed_after_the_decision_are_a_new_matter(
    lessons: Classroom, absent: Enrolment
) -> None:
    settle(lessons, absent, "CONTINUE", reason="บุตรป่วย")
    monday = TODAY + 2 * DAY
    lessons.write(absent, "AAA", since=monday)
    lessons.house.work.clock.instant += timedelta(days=5)  # type: ignore[attr-defined]
    again = found(lessons, absent)
    assert (again.first_on, again.length) == (monday, 3)


def test_r_crs_6_beginning_anew_counts_from_the_day_of_coming_back(
    lessons: Classroom, absent: Enrolment
) -> None:
    settle(lessons, absent, "RESTART", restart_on=FRIDAY)
    standing = row(lessons).standing.standing
    assert (standing.progress.days, len(standing.continuity.breaks)) == (2, 0)
    assert standing.progress.forecast_on == FRIDAY + 44 * DAY


def test_no_new_count_begins_on_a_day_to_come_or_marked_absent(lessons: Classroom, absent: Enrolment) -> None:
    assert refusal(lessons, absent, "RESTART", restart_on=TODAY + DAY) == "continuity.restart_to_come"
    assert refusal(lessons, absent, "RESTART", restart_on=TODAY - 3 * DAY) == "continuity.restart_absent"


def test_a_decision_whose_break_is_gone_says_so_in_the_class_list(
    lessons: Classroom, absent: Enrolment
) -> None:
    def told() -> date | None:
        return roster(lessons.house.work, MANAGER, lessons.cohort_id)[0].groundless_on

    settle(lessons, absent, "RESTART", restart_on=FRIDAY)
    assert told() is None
    request = lessons.request(TODAY - 3 * DAY, {absent: "P"}, reason="แก้จากใบลงเวลา")
    mark(lessons.house.work, MANAGER, request)
    assert told() == TODAY - 4 * DAY


@pytest.mark.parametrize(
    ("choice", "more", "days"),
    [
        ("CONTINUE", {"reason": "บุตรป่วย"}, 20),
        ("RESTART", {"restart_on": FRIDAY}, 20),
        ("DROP", {"reason": "ไม่กลับมา", "last_on": FRIDAY}, 19),
    ],
)
def test_a_decision_whose_break_is_gone_is_taken_back_with_a_reason_after_other_acts(
    lessons: Classroom, absent: Enrolment, choice: str, more: dict[str, object], days: int
) -> None:
    work = lessons.house.work
    settle(lessons, absent, choice, **more)

    def ask(reason: str) -> None:
        take_back_decision(work, MANAGER, TakeBackDecision(absent.id, found.version, reason))

    with pytest.raises(RuleBroken, match=r"continuity\.nothing_groundless"):
        groundless_decision(work, MANAGER, absent.id)
    mark(work, MANAGER, lessons.request(TODAY - 3 * DAY, {absent: "P"}, reason="แก้จากใบลงเวลา"))
    lessons.resident("สมใจ")  # the decision is not the newest act any more
    found = groundless_decision(work, MANAGER, absent.id)
    assert (found.choice, found.broke_on) == (choice, TODAY - 4 * DAY)
    with pytest.raises(RuleBroken, match=r"continuity\.take_back_reason_missing"):
        ask("  ")
    decided = _enrolment_of(lessons, absent)
    ask("เช็กชื่อผิด")
    after = _enrolment_of(lessons, absent)
    assert (after[0], after[2]) == (decided[0], None), "the count begins where it did; who was out stays out"
    with lessons.house.writing() as session:
        (one,) = session.scalars(select(ContinuityDecision)).all()
        assert one.voided_at is not None
        assert one.reason.endswith("ถอนการตัดสินใจเพราะ เช็กชื่อผิด")
    (line,) = (one for one in roster(work, MANAGER, lessons.cohort_id) if one.id == absent.id)
    assert (line.groundless_on, line.days.split("/")[0]) == (None, str(days))
    undo(lessons)
    assert _enrolment_of(lessons, absent) == decided
    assert groundless_decision(work, MANAGER, absent.id).reason == found.reason


def test_a_second_new_count_taken_back_leaves_the_first(lessons: Classroom, absent: Enrolment) -> None:
    work = lessons.house.work
    settle(lessons, absent, "RESTART", restart_on=FRIDAY)
    monday = TODAY + 2 * DAY
    lessons.write(absent, "AAAP", since=monday)
    work.clock.instant += timedelta(days=6)  # type: ignore[attr-defined]
    settle(lessons, absent, "RESTART", restart_on=monday + 3 * DAY)
    mark(work, MANAGER, lessons.request(monday + DAY, {absent: "P"}, reason="แก้"))
    known = groundless_decision(work, MANAGER, absent.id)
    take_back_decision(work, MANAGER, TakeBackDecision(absent.id, known.version, "เช็กชื่อผิด"))
    assert _enrolment_of(lessons, absent)[2] == FRIDAY


@pytest.mark.parametrize("day", [None, TODAY - 5 * DAY])
def test_a_new_count_begins_after_the_break(lessons: Classroom, absent: Enrolment, day: date | None) -> None:
    assert refusal(lessons, absent, "RESTART", restart_on=day) == "continuity.restart_outside"


def test_r_crs_6_leaving_ends_the_enrolment(lessons: Classroom, absent: Enrolment) -> None:
    settle(lessons, absent, "DROP", reason="ไม่กลับมา", last_on=FRIDAY)
    with lessons.house.writing() as session:
        kept = session.get_one(Enrolment, absent.id)
        assert (kept.state, kept.ended_on) == ("DROPPED", FRIDAY)
    assert breaks(lessons) == 0


@pytest.mark.parametrize(
    ("choice", "more"),
    [
        ("CONTINUE", {"reason": "บุตรป่วย"}),
        ("RESTART", {"restart_on": FRIDAY}),
        ("DROP", {"reason": "ไม่กลับมา", "last_on": FRIDAY}),
    ],
)
def test_every_decision_can_be_taken_back(
    lessons: Classroom, absent: Enrolment, choice: str, more: dict[str, object]
) -> None:
    before = _enrolment(lessons)
    settle(lessons, absent, choice, **more)
    undo(lessons)
    assert _enrolment(lessons) == before
    assert breaks(lessons) == 1


def test_two_managers_do_not_decide_over_each_other(lessons: Classroom, absent: Enrolment) -> None:
    settle(lessons, absent, "CONTINUE", reason="บุตรป่วย")
    with pytest.raises(RuleBroken, match=r"continuity\.nothing_open"):
        decide(lessons.house.work, MANAGER, Decide(absent.id, 1, "CONTINUE", "อีกครั้ง"))


def test_only_the_manager_decides(lessons: Classroom, absent: Enrolment) -> None:
    with pytest.raises(NotAllowed):
        decide(lessons.house.work, TRAINER, Decide(absent.id, 1, "CONTINUE", "บุตรป่วย"))


def _enrolment_of(lessons: Classroom, one: Enrolment) -> tuple[object, ...]:
    with lessons.house.writing() as session:
        kept = session.get_one(Enrolment, one.id)
        return (kept.state, kept.ended_on, kept.counted_from_on, kept.end_reason)


def _enrolment(lessons: Classroom) -> object:
    with lessons.house.writing() as session:
        columns = (Enrolment.state, Enrolment.ended_on, Enrolment.counted_from_on, Enrolment.end_reason)
        return tuple(session.execute(select(*columns)).one())
