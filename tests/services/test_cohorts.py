"""Courses and their cohorts: a plan from the weekly pattern, changed day by day, nothing lost."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from panpun_desktop.common.errors import EditConflict, NeedsConfirmation, RuleBroken
from panpun_desktop.models import CourseSession
from panpun_desktop.services.cohort_lists import cohort, cohort_choices, list_cohorts, staff_trainers
from panpun_desktop.services.cohort_plans import preview_plan
from panpun_desktop.services.cohort_sessions import (
    add_session,
    cancel_sessions,
    edit_session,
    remove_sessions,
    sessions,
)
from panpun_desktop.services.cohorts import close_cohort, edit_cohort, next_number, open_cohort, void_cohort
from panpun_desktop.services.course_rows import (
    AddSession,
    CancelSessions,
    CloseCohort,
    CourseFacts,
    DeleteCourse,
    EditCohort,
    EditSession,
    Meeting,
    ModuleFacts,
    OfferCourse,
    OpenCohort,
    RemoveSessions,
    SaveCourse,
    SessionFacts,
    Trainer,
    VoidCohort,
)
from panpun_desktop.services.courses import delete_course, list_courses, offer_course, save_course
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.test_enrolments import marked
from tests.training import START, WEEKDAYS, YES, a_cohort, a_course, an_outsider, enrolled, one_of

# courses ------------------------------------------------------------------------------------------


def test_a_course_keeps_its_modules_in_the_order_given(centre_session: OpenCentre) -> None:
    centre = centre_session
    facts = CourseFacts("เสริมสวย", "BEAUTY", hours=150, has_assessment=True, pass_score=Decimal("60"))
    parts = (ModuleFacts("สระผม", Decimal(20), Decimal(50)), ModuleFacts("ตัดผม", Decimal("40.5")))
    save_course(centre.work, centre.trainer, SaveCourse(None, None, facts, parts))
    (row,) = list_courses(centre.work, centre.desk)
    assert (row.facts, row.group, row.floor) == (facts, "เสริมสวย", None)
    assert [(one.name, one.hours, one.max_score) for one in row.modules] == [
        ("สระผม", Decimal("20.0"), Decimal("50.00")),
        ("ตัดผม", Decimal("40.5"), None),
    ]
    swapped = (row.modules[1], ModuleFacts("ทำเล็บ"))
    save_course(centre.work, centre.manager, SaveCourse(row.id, row.version, facts, swapped))
    (again,) = list_courses(centre.work, centre.desk)
    assert [one.name for one in again.modules] == ["ตัดผม", "ทำเล็บ"]
    assert again.modules[0].id == row.modules[1].id
    with pytest.raises(EditConflict):
        save_course(centre.work, centre.manager, SaveCourse(row.id, row.version, facts))


def test_the_floor_of_a_course_is_its_own_or_that_of_the_service(centre_session: OpenCentre) -> None:
    centre = centre_session
    a_course(centre, "สั้น")
    a_course(centre, "กลาง", service_type="COURSE_M", floor_days=50)
    assert [row.floor for row in list_courses(centre.work, centre.desk)] == [30, 50]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (CourseFacts(" "), "course.name_missing"),
        (CourseFacts("ก", service_type="TRIAL"), "course.service_unknown"),
        (CourseFacts("ก", floor_days=0), "course.too_small"),
        (CourseFacts("ก", min_attendance=Decimal(101)), "course.no_percentage"),
    ],
)
def test_an_impossible_course_is_refused(
    centre_session: OpenCentre, facts: CourseFacts, refusal: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        save_course(centre_session.work, centre_session.manager, SaveCourse(None, None, facts))
    assert refused.value.id == refusal


def test_a_name_is_given_once_and_a_used_course_keeps_its_kind(centre_session: OpenCentre) -> None:
    centre = centre_session
    course = a_course(centre)
    a_cohort(centre, course)
    with pytest.raises(RuleBroken, match=r"course\.name_taken"):
        a_course(centre)
    other = SaveCourse(course, 1, CourseFacts("ตัดเย็บเสื้อผ้า", service_type="COURSE_M"))
    with pytest.raises(RuleBroken, match=r"course\.kind_fixed"):
        save_course(centre.work, centre.manager, other)


def test_a_course_goes_only_while_it_never_had_a_cohort(centre_session: OpenCentre) -> None:
    centre = centre_session
    used, unused = a_course(centre), a_course(centre, "ไม่เคยเปิด")
    a_cohort(centre, used)
    delete_course(centre.work, centre.manager, DeleteCourse(unused, 1))
    with pytest.raises(RuleBroken, match=r"course\.has_cohorts"):
        delete_course(centre.work, centre.manager, DeleteCourse(used, 1))
    offer_course(centre.work, centre.manager, OfferCourse(used, 1, is_active=False))
    (row,) = list_courses(centre.work, centre.desk)
    assert (row.id, row.facts.is_active, row.may_delete, row.cohorts) == (used, False, False, 1)
    assert list_courses(centre.work, centre.desk, offered_only=True) == ()


# opening ------------------------------------------------------------------------------------------


def test_a_cohort_takes_the_next_number_and_the_year_of_its_first_day(centre_session: OpenCentre) -> None:
    """R-CRS-9."""
    centre = centre_session
    course = a_course(centre)
    a_cohort(centre, course, number=56)
    assert next_number(centre.work, centre.manager, course) == 57
    row = cohort(centre.work, centre.desk, a_cohort(centre, course))
    assert (row.number, row.be_year, row.name) == (57, 2569, "ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569")
    with pytest.raises(RuleBroken, match=r"cohort\.number_taken"):
        a_cohort(centre, course, number=57)


def test_the_plan_leaves_days_off_out_by_choice(centre_session: OpenCentre) -> None:
    """5 December is a Saturday in 2026, so Monday 7 and Thursday 10 December are off."""
    centre = centre_session
    course = a_course(centre)
    plan = OpenCohort(course, date(2026, 12, 7), WEEKDAYS, ends_on=date(2026, 12, 11))
    seen = preview_plan(centre.work, centre.trainer, plan)
    assert (seen.days, seen.hours) == (3, 21.0)
    assert [day for day, _name in seen.skipped] == [date(2026, 12, 7), date(2026, 12, 10)]
    every = OpenCohort(course, date(2026, 12, 7), WEEKDAYS, date(2026, 12, 11), skips_holidays=False)
    assert preview_plan(centre.work, centre.trainer, every).days == 5


def test_a_plan_may_end_by_days_or_by_hours(centre_session: OpenCentre) -> None:
    centre = centre_session
    course = a_course(centre)
    by_days = preview_plan(centre.work, centre.desk, OpenCohort(course, START, WEEKDAYS, days=7))
    by_hours = preview_plan(centre.work, centre.desk, OpenCohort(course, START, WEEKDAYS, hours=42))
    assert (by_days.ends_on, by_days.days) == (date(2026, 11, 10), 7)
    assert (by_hours.ends_on, by_hours.hours) == (date(2026, 11, 9), 42.0)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"meetings": ()}, "cohort.no_days"),
        ({"ends_on": date(2026, 11, 1)}, "cohort.last_before_first"),
        ({"ends_on": None}, "cohort.no_end"),
        ({"meetings": (Meeting(1), Meeting(1, "AM"))}, "cohort.slots_meet"),
        ({"meetings": (Meeting(1),), "ends_on": None, "hours": 10}, "cohort.hours_need_times"),
        ({"capacity": 0}, "cohort.capacity_too_small"),
        ({"trainers": (Trainer(),)}, "cohort.trainer_missing"),
        ({"trainers": (Trainer(guest_name="ก"), Trainer(guest_name="ก "))}, "cohort.trainer_twice"),
    ],
)
def test_an_impossible_cohort_is_refused(
    centre_session: OpenCentre, facts: dict[str, object], refusal: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        a_cohort(centre_session, **facts)
    assert refused.value.id == refusal
    assert list_cohorts(centre_session.work, centre_session.manager) == ()


def test_a_trainer_or_a_room_taken_at_that_hour_is_asked_about(centre_session: OpenCentre) -> None:
    centre = centre_session
    teaches = Trainer(centre.trainer.user_id, is_lead=True)
    guest = Trainer(guest_name="ป้าแดง", guest_phone="0812345678")
    a_cohort(centre, trainers=(teaches, guest), room="ห้อง 2")
    other = a_course(centre, "ทำขนม", service_type=None)
    same = OpenCohort(other, START, (Meeting(3, "PM"),), days=4, room=" ห้อง  2", trainers=(guest,))
    with pytest.raises(NeedsConfirmation) as asked:
        open_cohort(centre.work, centre.manager, same)
    assert [one.rule_id for one in asked.value.concerns] == ["course.trainer_clash", "course.room_clash"]
    saturday = OpenCohort(other, START, (Meeting(6),), days=4, room="ห้อง 2", trainers=(guest,))
    open_cohort(centre.work, centre.manager, saturday)
    names = [row.trainer_names for row in list_cohorts(centre.work, centre.manager)]
    assert sorted(names) == ["ป้าแดง", "วรรณา ครูฝึก, ป้าแดง"]


# figures ------------------------------------------------------------------------------------------


def test_the_list_tells_where_each_cohort_stands(centre_session: OpenCentre) -> None:
    centre = centre_session
    course = a_course(centre)
    past = a_cohort(centre, course, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 30))
    now = a_cohort(centre, course, meetings=(*WEEKDAYS, Meeting(6)), capacity=20)
    coming = a_cohort(centre, course, starts_on=date(2027, 1, 4), ends_on=date(2027, 2, 26))
    one, other = an_outsider(centre), an_outsider(centre, "สาม")
    enrolled(centre, now, one, other)
    enrolled(centre, coming, one, on=None)
    row = enrolled(centre, past, other, on=date(2026, 10, 5))
    marked(centre, one_of(centre, type(row), cohort_id=now, person_id=one).id, now, TODAY)
    found = {row.id: row for row in list_cohorts(centre.work, centre.desk)}
    assert [(id, found[id].stage) for id in found] == [(now, "running"), (coming, "coming"), (past, "past")]
    running = found[now]
    assert (running.people, running.capacity, running.course_day, running.floor) == (2, 20, 20, 30)
    assert (running.today_sessions, running.today_marked, running.today_expected) == (1, 1, 2)
    assert (found[coming].people, found[coming].applied) == (0, 1)
    assert (found[past].people, found[past].awaiting) == (1, 1)
    assert [one.id for one in list_cohorts(centre.work, centre.desk, ("past",))] == [past]
    assert [one.id for one in cohort_choices(centre.work, centre.desk, ("COURSE_S",))] == [now, coming]
    assert cohort_choices(centre.work, centre.desk, ("COURSE_L",)) == ()


def test_own_cohorts_are_those_one_teaches(centre_session: OpenCentre) -> None:
    centre = centre_session
    own = a_cohort(centre, trainers=(Trainer(centre.trainer.user_id),))
    a_cohort(centre, a_course(centre, "ทำขนม"))
    assert [row.id for row in list_cohorts(centre.work, centre.trainer, own_only=True)] == [own]
    assert [one.user_id for one in staff_trainers(centre.work, centre.desk)] == [
        centre.trainer.user_id,
        centre.manager.user_id,
    ]


# changing -----------------------------------------------------------------------------------------


def test_a_cohort_is_edited_as_it_was_seen(centre_session: OpenCentre) -> None:
    centre = centre_session
    id = a_cohort(centre, trainers=(Trainer(guest_name="ป้าแดง"),))
    row = cohort(centre.work, centre.desk, id)
    request = EditCohort(id, row.version, 9, 2570, 15, "ห้อง 3", (Trainer(centre.trainer.user_id),), "เช้า")
    edit_cohort(centre.work, centre.trainer, request)
    now = cohort(centre.work, centre.desk, id)
    assert (now.number, now.be_year, now.capacity, now.room, now.note) == (9, 2570, 15, "ห้อง 3", "เช้า")
    assert now.trainer_names == "วรรณา ครูฝึก"
    with pytest.raises(EditConflict):
        edit_cohort(centre.work, centre.trainer, request)


def test_a_cohort_with_history_stays(centre_session: OpenCentre) -> None:
    centre = centre_session
    empty, used = a_cohort(centre), a_cohort(centre, a_course(centre, "ทำขนม"))
    enrolled(centre, empty, an_outsider(centre))
    row = enrolled(centre, used, an_outsider(centre, "สาม"), on=START)
    marked(centre, row.id, used, START)
    with pytest.raises(RuleBroken, match=r"cohort\.void_reason_missing"):
        void_cohort(centre.work, centre.manager, VoidCohort(empty, 1, ""))
    void_cohort(centre.work, centre.manager, VoidCohort(empty, 1, "เปิดผิดหลักสูตร"))
    with pytest.raises(RuleBroken, match=r"cohort\.has_history"):
        void_cohort(centre.work, centre.manager, VoidCohort(used, 1, "ลองดู"))
    assert [one.id for one in list_cohorts(centre.work, centre.manager)] == [used]
    with pytest.raises(RuleBroken, match=r"cohort\.not_settled"):
        close_cohort(centre.work, centre.manager, CloseCohort(used, 1, TODAY))


# the plan -----------------------------------------------------------------------------------------


def test_a_day_is_added_moved_and_taken_out_again(centre_session: OpenCentre) -> None:
    centre = centre_session
    id = a_cohort(centre, ends_on=date(2026, 11, 30))
    with pytest.raises(RuleBroken, match=r"cohort\.session_there_already"):
        add_session(centre.work, centre.trainer, AddSession(id, START, SessionFacts("AM")))
    outside = AddSession(id, date(2026, 12, 5), SessionFacts(topic="ศึกษาดูงาน"))
    with pytest.raises(NeedsConfirmation) as asked:
        add_session(centre.work, centre.trainer, outside)
    assert {one.rule_id for one in asked.value.concerns} >= {"course.outside_plan"}
    request = AddSession(id, date(2026, 12, 5), SessionFacts(topic="ศึกษาดูงาน"), YES)
    add_session(centre.work, centre.trainer, request)
    assert cohort(centre.work, centre.desk, id).ends_on == date(2026, 12, 5)
    row = sessions(centre.work, centre.desk, id)[-1]
    assert (row.on_day, row.topic) == (date(2026, 12, 5), "ศึกษาดูงาน")
    moved = EditSession(row.id, row.version, date(2026, 11, 28), SessionFacts("PM", time(13), time(16)))
    edit_session(centre.work, centre.trainer, moved)
    row = next(one for one in sessions(centre.work, centre.desk, id) if one.id == row.id)
    assert (row.on_day, row.half, row.topic) == (date(2026, 11, 28), "PM", "")
    remove_sessions(centre.work, centre.trainer, RemoveSessions(((row.id, row.version),)))
    assert all(one.id != row.id for one in sessions(centre.work, centre.desk, id))


def test_a_marked_day_is_not_moved_and_not_taken_out_but_not_held(centre_session: OpenCentre) -> None:
    centre = centre_session
    id = a_cohort(centre)
    enrolment = enrolled(centre, id, an_outsider(centre), on=START)
    marked(centre, enrolment.id, id, START)
    row = sessions(centre.work, centre.desk, id)[0]
    assert (row.on_day, row.marks) == (START, 1)
    with pytest.raises(RuleBroken, match=r"cohort\.session_marked"):
        remove_sessions(centre.work, centre.trainer, RemoveSessions(((row.id, row.version),)))
    saturday = EditSession(row.id, row.version, date(2026, 11, 7), SessionFacts())
    with pytest.raises(RuleBroken, match=r"cohort\.session_marked"):
        edit_session(centre.work, centre.trainer, saturday)
    with pytest.raises(RuleBroken, match=r"cohort\.not_held_reason_missing"):
        cancel_sessions(centre.work, centre.trainer, CancelSessions(((row.id, row.version),), " "))
    cancel_sessions(centre.work, centre.trainer, CancelSessions(((row.id, row.version),), "ไฟดับ"))
    row = sessions(centre.work, centre.desk, id)[0]
    assert (row.is_held, row.not_held_reason) == (False, "ไฟดับ")
    cancel_sessions(centre.work, centre.trainer, CancelSessions(((row.id, row.version),), None))
    assert one_of(centre, CourseSession, id=row.id).not_held_reason == ""


def test_the_last_session_of_a_plan_stays(centre_session: OpenCentre) -> None:
    centre = centre_session
    id = a_cohort(centre, ends_on=START)
    (row,) = sessions(centre.work, centre.desk, id)
    with pytest.raises(RuleBroken, match=r"cohort\.last_session"):
        remove_sessions(centre.work, centre.trainer, RemoveSessions(((row.id, row.version),)))
