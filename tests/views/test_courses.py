"""Courses and cohorts as a trainer and the desk do them: opening, enrolling, suspending, the plan."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.cohort_lists import list_cohorts
from panpun_desktop.services.cohort_sessions import sessions
from panpun_desktop.services.cohorts import open_cohort
from panpun_desktop.services.course_rows import CourseFacts, Meeting, OpenCohort, SaveCourse
from panpun_desktop.services.courses import list_courses, save_course
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.enrolment_rows import Candidate, Enrol
from panpun_desktop.services.enrolments import enrol
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.reasons import ReasonsDialog
from panpun_desktop.views.courses import build
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed
from tests.typing import press, type_text

MONDAY = date(2026, 11, 2)
WEEK = tuple(Meeting(day, begins_at=time(9), ends_at=time(16)) for day in range(1, 6))


@pytest.fixture
def manager(open_centre):
    open_centre.context.actor = Actor(1, "manager", "สมศรี", Role.MANAGER)


@pytest.fixture
def people(open_centre):
    house = open_centre.house
    return {
        "ปิติ": house.staying("ปิติ", "ชาย 1-01", sex="M", days=3),
        "เอก": house.staying("เอก", "ชาย 1-03", sex="M", days=2),
    }


@pytest.fixture
def cohort(open_centre, manager):
    """A cohort of a short course that began three weeks ago."""
    context = open_centre.context
    facts = CourseFacts("ตัดเย็บเสื้อผ้า", "SEWING", "COURSE_S")
    (course,) = save_course(context.work, context.actor, SaveCourse(None, None, facts)).courses
    request = OpenCohort(course, MONDAY, WEEK, days=30, capacity=2, room="ห้องฝึก 1")
    (id,) = open_cohort(context.work, context.actor, request).cohorts
    return id


@pytest.fixture
def page(qtbot, open_centre, manager, people):
    made = open_centre.shows(qtbot, build(open_centre.context))
    made.open_with()
    settle(open_centre)
    return made


def settle(open_centre):
    for _turn in range(4):
        open_centre.wait()


def dialog(open_centre):
    """The dialog that is open."""
    settle(open_centre)
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
    )


def press_save(open_centre, form):
    form.save()
    settle(open_centre)


def test_a_course_and_a_cohort_are_made_with_a_few_words(page, open_centre):
    page.show_part("courses")
    page.main_act()
    form = dialog(open_centre)
    type_text(form.course_name, "ทำขนมไทย")
    form.kind.set_value("COURSE_S")
    form.modules.setText("ขนมชั้น, 10, 50\nขนมเปียกปูน, ๑๒")
    press_save(open_centre, form)
    (course,) = list_courses(open_centre.context.work, open_centre.context.actor)
    found = [(one.name, one.hours, one.max_score) for one in course.modules]
    assert found == [("ขนมชั้น", Decimal(10), Decimal(50)), ("ขนมเปียกปูน", Decimal(12), None)]
    page.show_part("cohorts")
    page.main_act()
    form = dialog(open_centre)
    assert form.number.text() == "1"
    form.starts_on.set_value(MONDAY)
    form.days.set_number(30)
    form._preview()
    settle(open_centre)
    assert "เรียน 30 วัน" in form.words.plain_text()
    press_save(open_centre, form)
    (row,) = list_cohorts(open_centre.context.work, open_centre.context.actor)
    assert (row.sessions, row.number) == (30, 1)
    assert page.cohort.open_tab == "roster"


def test_a_new_course_is_the_one_the_next_cohort_is_opened_of(page, open_centre, cohort):
    page.new_course.click()
    form = dialog(open_centre)
    type_text(form.course_name, "ช่างซ่อมรถ")
    press_save(open_centre, form)
    assert page.open_part == "courses"
    assert page.parts["courses"].table.current().name == "ช่างซ่อมรถ"
    page.new_cohort.click()
    form = dialog(open_centre)
    settle(open_centre)
    assert {str(one.id): one.name for one in form.courses}[form.course.value()] == "ช่างซ่อมรถ"
    form.reject()
    settle(open_centre)


def test_one_person_after_another_is_enrolled_and_in_a_class_of_the_past_from_its_first_day(
    page, open_centre, manager, people
):
    context = open_centre.context
    facts = CourseFacts("ทำขนมไทย", "OTHER")
    (course,) = save_course(context.work, context.actor, SaveCourse(None, None, facts)).courses
    request = OpenCohort(course, MONDAY, WEEK, days=5)
    (past,) = open_cohort(context.work, context.actor, request).cohorts
    page.open_cohort(past, "roster")
    settle(open_centre)
    page.main_act()
    form = dialog(open_centre)
    assert form.on.value() == MONDAY
    search = form.people.search
    for name in people:
        type_text(search, name)
        search._search()
        settle(open_centre)
        press(search, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is search
    assert [one.person_id for one in form.people.people] == [one.person_id for one in people.values()]
    form.reject()
    settle(open_centre)


def test_a_cohort_without_days_is_refused_and_nothing_typed_is_lost(page, open_centre, cohort):
    page.main_act()
    form = dialog(open_centre)
    for box in form.week.boxes.values():
        box.setChecked(False)
    form.days.set_number(10)
    form.room.setText("ห้อง 9")
    press_save(open_centre, form)
    assert "ไม่มีวันอบรม" in form.boxes["meetings"].problem()
    assert form.isVisible()
    assert form.room.text() == "ห้อง 9"
    form.reject()


def test_people_are_enrolled_by_a_pasted_list(page, open_centre, cohort, people):
    page.open_with(cohort_id=cohort, tab="roster")
    settle(open_centre)
    page.main_act()
    form = dialog(open_centre)
    QGuiApplication.clipboard().setText("ปิติ\nเอก\nไม่มีตัวตน นามสมมติ")
    QTest.keySequence(form.people.search, QKeySequence(QKeySequence.StandardKey.Paste))
    settle(open_centre)
    assert len(form.people.people) == 2
    assert "ไม่พบในทะเบียน" in form.people.banner.accessibleName()
    told = []
    open_centre.context.undo.told.connect(lambda text, _offer: told.append(text))
    press_save(open_centre, form)
    assert told[-1].endswith("ไม่พบในทะเบียน จึงไม่ได้ลง: ไม่มีตัวตน นามสมมติ")
    rows = roster(open_centre.context.work, open_centre.context.actor, cohort)
    assert [(row.state, row.is_resident) for row in rows] == [("ACTIVE", True)] * 2
    assert page.cohort.tabs["roster"].table.rows.rowCount() == 2


def test_of_many_whoever_is_not_ticked_is_left_out_and_that_is_said(page, open_centre, cohort, people):
    context = open_centre.context
    (course,) = save_course(
        context.work, context.actor, SaveCourse(None, None, CourseFacts("ทำขนมไทย", "OTHER"))
    ).courses
    (other,) = open_cohort(context.work, context.actor, OpenCohort(course, MONDAY, WEEK, days=30)).cohorts
    both = tuple(Candidate(one.person_id) for one in people.values())
    enrol(context.work, context.actor, Enrol(other, both, TODAY))
    page.open_with(cohort_id=cohort, tab="roster")
    settle(open_centre)
    page.main_act()
    form = dialog(open_centre)
    for name, stay in people.items():
        form.people.add(stay.person_id, name)
    press_save(open_centre, form)
    (asked,) = [one for one in form.findChildren(ReasonsDialog) if one.isVisible()]
    assert [one.tick.isVisible() for one in asked.lines] == [True, True]
    next(one for one in asked.lines if one.concern.message.startswith("ปิติ")).tick.click()
    told = []
    context.undo.told.connect(lambda text, _offer: told.append(text))
    press(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(open_centre)
    (row,) = roster(context.work, context.actor, cohort)
    assert row.person_id == people["เอก"].person_id
    assert told[-1].endswith("เว้นไว้: ปิติ")


def test_a_name_searched_for_in_vain_is_that_of_the_newcomer(page, open_centre, cohort):
    page.open_with(cohort_id=cohort)
    settle(open_centre)
    page.cohort.enrol()
    field = dialog(open_centre).people
    type_text(field.search, "มาลัยทอง ทดสอบดี")
    settle(open_centre)
    field.new.click()
    assert (field.first.text(), field.last.text(), field.search.text()) == ("มาลัยทอง", "ทดสอบดี", "")
    assert "กด เพิ่ม เพื่อใส่ มาลัยทอง ทดสอบดี" in field.problem()


def test_a_newcomer_from_outside_comes_with_the_enrolment(page, open_centre, cohort):
    page.open_with(cohort_id=cohort, tab="roster")
    settle(open_centre)
    page.cohort.enrol()
    form = dialog(open_centre)
    form.people.new.click()
    type_text(form.people.first, "มะลิวัลย์")
    type_text(form.people.last, "ทดสอบระบบ")
    form.people.sex.set_value("F")
    press_save(open_centre, form)
    assert "มะลิวัลย์ ทดสอบระบบ" in form.boxes["people"].problem(), "typed and not added is not passed over"
    form.people._add_newcomer()
    settle(open_centre)
    assert form.people.sex.value() is None
    press_save(open_centre, form)
    (row,) = roster(open_centre.context.work, open_centre.context.actor, cohort)
    assert (row.state, row.is_resident) == ("ACTIVE", False)


def test_a_class_that_begins_tomorrow_takes_applicants_and_proposes_no_day_that_is_refused(
    page, open_centre, cohort, people
):
    context = open_centre.context
    tomorrow = TODAY + timedelta(days=1)
    week = (Meeting(tomorrow.weekday()),)
    (course,) = save_course(context.work, context.actor, SaveCourse(None, None, CourseFacts("ทำขนม"))).courses
    (coming,) = open_cohort(context.work, context.actor, OpenCohort(course, tomorrow, week, days=5)).cohorts
    page.open_with(cohort_id=coming, tab="roster")
    settle(open_centre)
    page.cohort.enrol()
    form = dialog(open_centre)
    assert (form.applies.isChecked(), form.applies.isEnabled()) == (True, False)
    assert not form.boxes["joined_on"].isVisible()
    form.people.add(people["เอก"].person_id, "เอก")
    press_save(open_centre, form)
    assert state_of(open_centre, coming) == "APPLIED"
    assert "สมัคร 1 คน" in page.cohort.facts.plain_text()
    tab = page.cohort.tabs["roster"]
    assert not tab.buttons["takeIn"].isEnabled()
    assert "22 พ.ย. 2569" in tab.coming.plain_text()


def test_one_key_suspends_and_the_same_key_resumes(page, open_centre, cohort, people):
    enrolled(open_centre, cohort)
    page.open_with(cohort_id=cohort, tab="roster")
    settle(open_centre)
    table = page.cohort.tabs["roster"].table
    press(table, Qt.Key.Key_F6)
    form = dialog(open_centre)
    type_text(form.reason, "ดูแลบุตร")
    press_save(open_centre, form)
    assert state_of(open_centre, cohort) == "SUSPENDED"
    page.activateWindow()
    assert page.cohort.tabs["roster"].buttons["resume"].isEnabled()
    page.cohort.tabs["roster"].buttons["resume"].click()
    press_save(open_centre, dialog(open_centre))
    assert state_of(open_centre, cohort) == "ACTIVE"


def test_sessions_are_not_held_with_a_reason_and_held_after_all(page, open_centre, cohort):
    page.open_with(cohort_id=cohort, tab="plan")
    settle(open_centre)
    tab = page.cohort.tabs["plan"]
    assert tab.table.current().on_day >= TODAY
    press(tab.table, Qt.Key.Key_F8)
    form = dialog(open_centre)
    type_text(form.reason, "น้ำท่วม")
    press_save(open_centre, form)
    work, actor = open_centre.context.work, open_centre.context.actor
    assert [one.not_held_reason for one in sessions(work, actor, cohort) if not one.is_held] == ["น้ำท่วม"]
    tab.switch()
    settle(open_centre)
    assert all(one.is_held for one in sessions(work, actor, cohort))


def test_a_change_of_service_offers_the_cohorts_of_the_course(page, open_centre, cohort, people):
    open_act(open_centre.context, "change_service", people["เอก"].person_id, page)
    form = dialog(open_centre)
    settle(open_centre)
    assert not form.boxes["cohort"].isVisible()
    form.service.buttons["COURSE_S"].setChecked(True)
    assert form.boxes["cohort"].isVisible()
    form.cohort.set_value(str(cohort))
    press_save(open_centre, form)
    (row,) = roster(open_centre.context.work, open_centre.context.actor, cohort)
    assert (row.state, row.is_resident) == ("ACTIVE", True)


@pytest.mark.parametrize("where", [{}, {"part": "courses"}, {"tab": "roster"}, {"tab": "plan"}])
def test_nothing_is_cut_and_everything_has_a_name(page, open_centre, cohort, people, where):
    enrolled(open_centre, cohort)
    page.open_with(**(where | ({"cohort_id": cohort} if "tab" in where else {})))
    settle(open_centre)
    assert clipped(page) == []
    assert too_low(page) == []
    assert unnamed(page) == []


def enrolled(open_centre, cohort):
    """Somebody from outside in the class since its second week."""
    context = open_centre.context
    (person,) = create_person(context.work, context.actor, PersonFacts(first_name="มานี", sex="F")).people
    request = Enrol(cohort, (Candidate(person),), MONDAY + timedelta(days=7))
    enrol(context.work, context.actor, request)


def state_of(open_centre, cohort):
    (row,) = roster(open_centre.context.work, open_centre.context.actor, cohort)
    return row.state
