"""Plans made of a weekly pattern, and timetables that meet (domain.md §9, issue of training)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.timetable import (
    Clash,
    ClashKind,
    Plan,
    Timetable,
    WeekSlot,
    clashes,
    clashes_with,
    plan_sessions,
    require_days,
)

MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4
WEEK = tuple(WeekSlot(weekday) for weekday in range(5))
FATHERS_DAY, CONSTITUTION_DAY = date(2026, 12, 7), date(2026, 12, 10)
HOLIDAYS = {date(2026, 12, 5), FATHERS_DAY, CONSTITUTION_DAY}
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 11)


def refused(*arguments: object) -> str:
    """Run the plan and give the id of its refusal."""
    with pytest.raises(RuleBroken) as caught:
        plan_sessions(*arguments)  # type: ignore[arg-type]
    return caught.value.id


def test_days_off_are_skipped_and_named() -> None:
    plan = plan_sessions(WEEK, FIRST, LAST, HOLIDAYS)
    assert [one.day.day for one in plan.sessions] == [1, 2, 3, 4, 8, 9, 11]
    assert plan.skipped == (FATHERS_DAY, CONSTITUTION_DAY)
    assert plan.days == 7


def test_days_off_are_kept_where_the_centre_wants_class_on_them() -> None:
    plan = plan_sessions(WEEK, FIRST, LAST, HOLIDAYS, skip_holidays=False)
    assert (plan.days, plan.skipped) == (9, ())


def test_two_half_days_are_two_sessions_in_the_order_of_the_day() -> None:
    pattern = [
        WeekSlot(WEDNESDAY, Half.PM, time(13), time(16)),
        WeekSlot(WEDNESDAY, Half.AM, time(9), time(12)),
        WeekSlot(FRIDAY, Half.AM),
    ]
    plan = plan_sessions(pattern, FIRST, date(2026, 12, 4))
    assert [(one.day.day, one.half, one.begins_at) for one in plan.sessions] == [
        (2, Half.AM, time(9)),
        (2, Half.PM, time(13)),
        (4, Half.AM, None),
    ]
    assert plan.days == 2


def test_impossible_plans_are_refused() -> None:
    assert refused(WEEK, LAST, FIRST) == "cohort.last_before_first"
    assert refused([WeekSlot(0), WeekSlot(0, Half.PM)], FIRST, LAST) == "cohort.slots_meet"
    assert refused([WeekSlot(0, Half.AM, time(12), time(9))], FIRST, LAST) == "cohort.ends_before_begins"


@pytest.mark.parametrize(
    "plan", [plan_sessions([], FIRST, LAST), plan_sessions([WeekSlot(MONDAY)], FIRST, FIRST)]
)
def test_a_cohort_without_days_is_refused(plan: Plan) -> None:
    with pytest.raises(RuleBroken) as caught:
        require_days(plan)
    assert caught.value.id == "cohort.no_days"


SLOTS = st.lists(st.builds(WeekSlot, st.integers(0, 6), st.sampled_from([Half.AM, Half.PM])), unique=True)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    pattern=SLOTS, first=DAYS, length=st.integers(0, 80), off=st.sets(DAYS, max_size=60), skip=st.booleans()
)
def test_a_plan_holds_its_weekdays_within_its_days_and_no_day_off_when_skipped(
    pattern: list[WeekSlot], first: date, length: int, off: set[date], skip: bool
) -> None:
    last = first + timedelta(days=length)
    plan = plan_sessions(pattern, first, last, off, skip)
    for one in plan.sessions:
        assert first <= one.day <= last
        assert WeekSlot(one.day.weekday(), one.half) in pattern
        assert not (skip and one.day in off)
    assert len({(one.day, one.half) for one in plan.sessions}) == len(plan.sessions)
    whole = plan_sessions(pattern, first, last, off, skip_holidays=False)
    assert whole.days == plan.days + len(plan.skipped)


SEWING = Timetable(
    "ตัดเย็บเสื้อผ้า รุ่น 57",
    (WeekSlot(MONDAY, Half.AM, time(9), time(12)),),
    date(2026, 11, 2),
    date(2026, 12, 18),
    people=frozenset({1, 2}),
    trainers=frozenset({"staff:7"}),
    room=3,
)
SCHOOL = Timetable(
    "กศน. กลุ่มวันจันทร์",
    (WeekSlot(MONDAY, Half.AM, time(11), time(14)),),
    people=frozenset({2, 9}),
)


def test_a_person_in_two_classes_at_one_hour_is_named_with_both() -> None:
    meeting = ((SEWING.slots[0], SCHOOL.slots[0]),)
    assert clashes(SEWING, SCHOOL) == (Clash(ClashKind.PERSON, 2, SEWING.name, SCHOOL.name, meeting),)


def test_trainers_and_rooms_clash_too() -> None:
    other = replace(SEWING, name="ทำขนม รุ่น 3", people=frozenset({5}))
    assert [(one.kind, one.key) for one in clashes(SEWING, other)] == [
        (ClashKind.TRAINER, "staff:7"),
        (ClashKind.ROOM, 3),
    ]


def test_hours_that_only_touch_do_not_clash() -> None:
    after = replace(SCHOOL, slots=(WeekSlot(MONDAY, Half.PM, time(12), time(14)),))
    assert clashes(SEWING, after) == ()


def test_without_times_the_half_of_the_day_decides() -> None:
    def with_slot(slot: WeekSlot) -> Timetable:
        return replace(SCHOOL, slots=(slot,))

    assert clashes(SEWING, with_slot(WeekSlot(MONDAY, Half.AM)))
    assert clashes(SEWING, with_slot(WeekSlot(MONDAY, Half.DAY)))
    assert not clashes(SEWING, with_slot(WeekSlot(MONDAY, Half.PM)))
    assert not clashes(SEWING, with_slot(WeekSlot(WEDNESDAY, Half.AM)))


def test_classes_of_other_weeks_do_not_clash() -> None:
    later = replace(SCHOOL, first_on=date(2026, 12, 19))
    assert clashes(SEWING, later) == ()
    only_tuesday_to_friday = replace(SCHOOL, first_on=date(2026, 12, 15))
    assert clashes(SEWING, only_tuesday_to_friday) == ()
    one_monday = replace(SCHOOL, first_on=date(2026, 12, 14), last_on=date(2026, 12, 14))
    assert clashes(SEWING, one_monday)


def test_no_room_is_no_room_in_common() -> None:
    assert clashes(replace(SCHOOL, people=frozenset()), replace(SCHOOL, people=frozenset())) == ()


def test_one_timetable_against_many() -> None:
    others = [SCHOOL, replace(SCHOOL, name="อื่น", people=frozenset({1}))]
    assert [one.other_name for one in clashes_with(SEWING, others)] == [SCHOOL.name, "อื่น"]


def _tables(*slots: WeekSlot) -> Timetable:
    return Timetable("x", slots, people=frozenset({1}))


@given(one=SLOTS, other=SLOTS)
def test_a_clash_is_seen_from_both_sides(one: list[WeekSlot], other: list[WeekSlot]) -> None:
    assert bool(clashes(_tables(*one), _tables(*other))) == bool(set(one) & set(other))
    assert bool(clashes(_tables(*other), _tables(*one))) == bool(set(one) & set(other))
