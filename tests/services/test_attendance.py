"""Marking a class: who may, what is refused, what the sheet knows of where people are."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import (
    Absence,
    Cohort,
    CohortTrainer,
    CourseSession,
    Enrolment,
    EnrolmentPause,
    Stay,
)
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.rules.continuity import BreakCause
from panpun_desktop.services.attendance import checked_on, mark, unchecked
from panpun_desktop.services.attendance_sheet import Sheet, SheetRow, read_sheet
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.stay_rows import parts
from panpun_desktop.services.training_story import person_training, training_story
from tests.builders import DESK, MANAGER, TODAY, TRAINER
from tests.services.classroom import FIRST, Classroom, classroom
from tests.services.house import House

FRIDAY = TODAY - timedelta(days=1)


@pytest.fixture
def lessons(house: House) -> Classroom:
    """Whole days."""
    return classroom(house)


def sheet(lessons: Classroom, by=TRAINER) -> Sheet:  # type: ignore[no-untyped-def]
    return read_sheet(lessons.house.work, by, lessons.cohort_id)


def row_of(lessons: Classroom, enrolment: Enrolment) -> SheetRow:
    return next(row for row in sheet(lessons).rows if row.enrolment_id == enrolment.id)


def why(lessons: Classroom, enrolment: Enrolment, day: date, half: str = "DAY") -> Reason | None:
    found = row_of(lessons, enrolment).greys.get(lessons.lesson(day, half))
    return None if found is None else found.reason


def refusal(lessons: Classroom, day: date, enrolment: Enrolment, code: str, by=TRAINER) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(RuleBroken) as refused:
        mark(lessons.house.work, by, lessons.request(day, {enrolment: code}))
    return refused.value.id


def test_a_class_is_marked_in_one_act_and_changed_by_the_next(lessons: Classroom) -> None:
    one, two = lessons.resident("กนกวรรณ"), lessons.resident("แก้วตา")
    done = mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: "P", two: "P"}))
    assert done.enrolments == {one.id, two.id}
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {two: "A"}))
    assert (lessons.marks(one), lessons.marks(two)) == ({FRIDAY: "P"}, {FRIDAY: "A"})


def test_a_cleared_cell_waits_for_its_mark_again(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: "P"}))
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: None}))
    assert lessons.marks(one) == {}


def test_nothing_is_written_when_one_of_the_marks_is_impossible(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    late = lessons.resident("ชูใจ", joined_on=TODAY)
    with pytest.raises(RuleBroken, match=r"attendance\.not_enrolled"):
        mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: "P", late: "P"}))
    assert lessons.marks(one) == {}


def test_a_trainer_marks_only_the_own_cohorts_and_the_manager_every_one(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    with lessons.house.writing() as session:
        for row in session.query(CohortTrainer):
            row.user_id, row.guest_name = None, "วิทยากร"
    assert refusal(lessons, FRIDAY, one, "P") == "attendance.not_own_cohort"
    assert not sheet(lessons).may_mark
    mark(lessons.house.work, MANAGER, lessons.request(FRIDAY, {one: "P"}))
    assert lessons.marks(one) == {FRIDAY: "P"}


def test_an_old_day_needs_a_reason_of_the_trainer(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    assert refusal(lessons, FIRST, one, "P") == "attendance.reason_missing"
    mark(lessons.house.work, TRAINER, lessons.request(FIRST, {one: "P"}, reason="กรอกตามใบลงเวลา"))
    assert lessons.marks(one) == {FIRST: "P"}
    assert sheet(lessons).free_from_on == TODAY - timedelta(days=7)
    assert sheet(lessons, MANAGER).free_from_on is None


def test_a_lesson_to_come_can_only_be_marked_with_leave(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    monday = TODAY + timedelta(days=2)
    assert refusal(lessons, monday, one, "P") == "attendance.day_to_come"
    mark(lessons.house.work, TRAINER, lessons.request(monday, {one: "B"}))
    assert lessons.marks(one) == {monday: "B"}


def test_a_lesson_that_was_not_held_takes_no_mark(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    with lessons.house.writing() as session:
        session.get_one(CourseSession, lessons.lesson(FRIDAY)).is_held = False
    assert refusal(lessons, FRIDAY, one, "P") == "attendance.not_held"


def test_overnight_leave_greys_the_cell_and_counts_as_leave(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    _away(lessons, one, "LEAVE", FRIDAY - timedelta(days=1), TODAY)
    lessons.write(one, "P" * 13)
    assert why(lessons, one, FRIDAY) is Reason.LEAVE
    assert refusal(lessons, FRIDAY, one, "A") == "attendance.away_leave"
    counts = row_of(lessons, one).standing.standing.tally.counts
    assert counts["B"] == 0  # nobody was marked that Friday yet: the lesson was not held
    two = lessons.resident("แก้วตา")
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {two: "P"}))
    assert row_of(lessons, one).standing.standing.tally.counts["B"] == 1


def test_the_list_of_classes_waits_for_nobody_who_is_away(lessons: Classroom) -> None:
    one, two = lessons.resident("กนกวรรณ"), lessons.resident("แก้วตา")
    _away(lessons, one, "LEAVE", FRIDAY - timedelta(days=1), None)
    work = lessons.house.work

    def checked() -> tuple[int, int]:
        with work.reading(TRAINER, "course.read") as session:
            return checked_on(session, [lessons.cohort_id], FRIDAY)[lessons.cohort_id]

    assert checked() == (0, 1)
    mark(work, TRAINER, lessons.request(FRIDAY, {two: "P"}))
    assert checked() == (1, 1), "the class is checked, as its sheet says"


def test_who_is_still_on_leave_is_expected_again_on_the_day_of_return(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    back = TODAY + timedelta(days=4)
    _away(lessons, one, "LEAVE", FRIDAY, None, expected_back_on=back)
    assert why(lessons, one, TODAY + timedelta(days=3)) is Reason.LEAVE
    assert [why(lessons, one, back + timedelta(days=more)) for more in (0, 1)] == [None, None]
    two, three = lessons.resident("แก้วตา"), lessons.resident("ชูใจ")
    _away(lessons, two, "LEAVE", FRIDAY, None, expected_back_on=TODAY)
    assert why(lessons, two, back) is None, "expected back today"
    _away(lessons, three, "LEAVE", FRIDAY, None, expected_back_on=TODAY - timedelta(days=1))
    assert row_of(lessons, three).greys[lessons.lesson(back)].is_overdue


def test_hospital_stops_the_count_and_nobody_is_in_two_places(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    _away(lessons, one, "HOSPITAL", FIRST + timedelta(days=2), FIRST + timedelta(days=7))
    wednesday = FIRST + timedelta(days=3)
    assert why(lessons, one, wednesday) is Reason.HOSPITAL
    with pytest.raises(RuleBroken, match=r"attendance\.away_hospital"):
        mark(lessons.house.work, MANAGER, lessons.request(wednesday, {one: "P"}))
    assert row_of(lessons, one).standing.standing.progress.days == 20 - 4


def test_a_day_of_leaving_is_marked_until_the_hour(house: House) -> None:
    halves = classroom(house, ("AM", "PM"))
    one = halves.resident("กนกวรรณ")
    _away(halves, one, "LEAVE", FRIDAY, None, started_time=time(11))
    assert why(halves, one, FRIDAY, "AM") is None
    assert why(halves, one, FRIDAY, "PM") is Reason.LEAVE


def test_who_left_the_centre_and_who_comes_later_are_grey(lessons: Classroom) -> None:
    gone = lessons.enrol(lessons.house.person("ลำดวน"))
    lives_outside = lessons.enrol(lessons.house.person("สุดา"))
    stay = lessons.house.staying("พร", arrived_on=FIRST, service_type="TRIAL", left_on=FRIDAY)
    with lessons.house.writing() as session:
        session.get_one(Enrolment, gone.id).person_id = stay.person_id
        session.get_one(Stay, stay.id).left_time = time(8)
    late = lessons.resident("วาสนา", joined_on=FRIDAY)
    assert why(lessons, gone, FRIDAY) is Reason.LEFT
    assert why(lessons, lives_outside, FRIDAY) is None
    assert why(lessons, late, FRIDAY - timedelta(days=1)) is Reason.NOT_YET


def test_a_suspended_trainee_is_grey_and_refused(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    with lessons.house.writing() as session:
        session.add(EnrolmentPause(enrolment_id=one.id, started_on=FRIDAY))
    assert why(lessons, one, FRIDAY) is Reason.PAUSED
    assert refusal(lessons, FRIDAY, one, "P") == "attendance.suspended"


def test_three_days_absent_in_a_row_break_the_course(lessons: Classroom) -> None:
    one = lessons.resident("ประยูร")
    lessons.write(one, ["P"] * 12 + ["A"] * 3)
    found = row_of(lessons, one).standing.standing.continuity
    assert [(one.cause, one.length) for one in found.breaks] == [(BreakCause.ABSENT, 3)]


def test_the_sheet_says_days_percent_and_the_day_the_course_is_complete(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    lessons.write(one, ["P"] * 14 + ["L"])
    found = row_of(lessons, one).standing.standing
    assert (found.progress.days, found.progress.floor, found.tally.percent) == (20, 45, 100)
    assert found.progress.forecast_on == FIRST + timedelta(days=44)


def test_r_crs_2_after_the_plan_the_sheet_and_the_bed_board_stand_still_together(lessons: Classroom) -> None:
    one, last = lessons.resident("กนกวรรณ"), FIRST + timedelta(days=44)
    for ends_on, days in ((last, 20), (TODAY - timedelta(days=1), 19), (TODAY - timedelta(days=4), 16)):
        with lessons.house.writing() as session:
            session.get_one(Cohort, lessons.cohort_id).ends_on = ends_on
        assert row_of(lessons, one).standing.standing.progress.days == days
        with lessons.house.work.reading(MANAGER, "bed.read") as session:
            [part] = parts(session, session.scalars(select(Stay.id)), TODAY, read_centre(session)).values()
        assert (part.clock.day, part.clock.short) == (days, f"{days}/45")


def test_a_restricted_person_is_a_first_name_to_the_trainer(lessons: Classroom) -> None:
    one = lessons.resident("พิมพ์ใจ", last_name="ตัวอย่าง")
    restrict_people(lessons.house.work, MANAGER, RestrictPeople((one.person_id,), "VIOLENCE"))
    assert [row.name for row in sheet(lessons).rows] == ["พิมพ์ใจ"]


def test_lessons_without_marks_are_reminded_of(lessons: Classroom) -> None:
    one, two = lessons.resident("กนกวรรณ"), lessons.resident("แก้วตา")
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: "P"}))
    rows = unchecked(lessons.house.work, TRAINER, FRIDAY - timedelta(days=1))
    assert [(row.day, row.marked, row.expected) for row in rows] == [
        (FRIDAY - timedelta(days=1), 0, 2),
        (FRIDAY, 1, 2),
    ]
    mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {two: "O"}))
    assert [row.day for row in unchecked(lessons.house.work, TRAINER, FRIDAY)] == []


def test_the_act_is_called_by_cohort_and_day(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    done = mark(lessons.house.work, TRAINER, lessons.request(FRIDAY, {one: "P"}))
    assert "57" in done.summary
    assert "20 พ.ย. 2569" in done.summary


def test_others_read_the_sheet_and_do_not_mark(lessons: Classroom) -> None:
    lessons.resident("กนกวรรณ")
    assert not sheet(lessons, DESK).may_mark
    assert sheet(lessons, MANAGER).may_mark


def _away(
    lessons: Classroom, enrolment: Enrolment, kind: str, start: date, end: date | None, **facts: time | date
) -> None:
    with lessons.house.writing() as session:
        stay = session.query(Stay).filter(Stay.person_id == enrolment.person_id).one()
        session.add(Absence(stay_id=stay.id, kind=kind, started_on=start, ended_on=end, **facts))


def test_a_persons_page_tells_each_course_and_its_story(lessons: Classroom) -> None:
    one = lessons.resident("กนกวรรณ")
    lessons.write(one, ["P"] * 14 + ["L"])
    (row,) = person_training(lessons.house.work, TRAINER, one.person_id)
    assert (row.name, row.state) == ("ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569", "ACTIVE")
    assert (row.days, row.percent) == ("20/45", "100.0")
    with lessons.house.writing() as session:
        session.get_one(Enrolment, one.id).state = "DROPPED"
        session.get_one(Enrolment, one.id).ended_on = FRIDAY
        story = list(training_story(session, one.person_id, read_centre(session)))
    assert [event.on for event in story] == [FIRST, FRIDAY]
    assert "ออกกลางคัน" in story[1].text
