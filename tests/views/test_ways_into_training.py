"""Into a class as a person does it in the window: from the person, from a task, with the admission."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import select

from panpun_desktop.models import Enrolment
from panpun_desktop.services.cohorts import open_cohort
from panpun_desktop.services.course_rows import CourseFacts, OpenCohort, SaveCourse
from panpun_desktop.services.courses import save_course
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.enrolment_rows import Candidate, Enrol
from panpun_desktop.services.enrolments import enrol
from panpun_desktop.services.results import read_results
from panpun_desktop.views.acts.end_stay import EndStayDialog
from panpun_desktop.views.acts.enrol import EnrolPersonDialog
from panpun_desktop.views.courses.after_course import AfterCourseDialog
from tests.builders import MANAGER, TODAY, TRAINER
from tests.conformance.walk import clipped, too_low, unnamed
from tests.training import WEEKDAYS, YES
from tests.typing import press, type_here
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]
CTRL = Qt.KeyboardModifier.ControlModifier
START = TODAY - timedelta(days=19)


def opened(centre, name, service, **facts):
    """A cohort of a new course, with its id."""
    course = SaveCourse(None, None, CourseFacts(name, service_type=service))
    (course_id,) = save_course(centre.work, MANAGER, course).courses
    known = {"starts_on": START, "ends_on": TODAY + timedelta(days=30), "meetings": WEEKDAYS, "reasons": YES}
    (id,) = open_cohort(centre.work, MANAGER, OpenCohort(course_id, **known | facts)).cohorts
    return id


@pytest.fixture
def cohorts(open_centre):
    """A short course with room, and a long one."""
    short = opened(open_centre, "ตัดเย็บเสื้อผ้า", "COURSE_S", capacity=12, room="ห้องเย็บ", number=57)
    return {"short": short, "long": opened(open_centre, "ช่างไฟฟ้า", "COURSE_L", number=8)}


@pytest.fixture
def learner(open_centre, cohorts):
    """Somebody who stays for the short course and is in no class."""
    return open_centre.house.staying("เรียน", "หญิง 1-01", sex="F", days=4, service_type="COURSE_S")


def the_dialog(kind=QDialog):
    """The dialog on the screen."""
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def in_class(open_centre, cohort):
    rows = roster(open_centre.work, MANAGER, cohort)
    return [(one.name, one.state, one.is_resident) for one in rows]


def test_the_section_of_training_puts_the_person_into_a_class(sit_down, open_centre, cohorts, learner):
    desk = sit_down()
    desk.window.workbench.navigate("residents", person_id=learner.person_id, page=True)
    desk.wait()
    page = desk.page.findChild(object, "personPage")
    page.open_section("training")
    desk.wait()
    section = page.sections["training"]
    assert "ยังไม่มีรุ่น" in section.missing.accessibleName()
    section.enrol.setFocus()
    press(section.enrol, Qt.Key.Key_Space)
    desk.wait()
    form = the_dialog(EnrolPersonDialog)
    offered = [form.cohort.itemText(place) for place in range(form.cohort.count())]
    assert offered == ["ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569", "ช่างไฟฟ้า รุ่นที่ 8 ปี 2569"]
    assert form.cohort.cohort_id() == cohorts["short"], "the only one of the own service"
    assert form.cohort.facts() == "2 พ.ย. 2569 – 21 ธ.ค. 2569 · ห้องเย็บ · ว่าง 12 จาก 12 ที่"
    assert (clipped(form), too_low(form), unnamed(form)) == ([], [], [])
    press(form, Qt.Key.Key_Return, CTRL)
    desk.wait()
    assert in_class(open_centre, cohorts["short"]) == [("เรียน", "ACTIVE", True)]
    assert section.missing.isHidden()
    assert any("รุ่นที่ 57" in one for one in section.lines.texts())


def test_choosing_a_longer_course_says_that_the_service_changes(sit_down, open_centre, cohorts, learner):
    desk = sit_down()
    desk.window.workbench.navigate("residents", person_id=learner.person_id, act="enrol")
    desk.wait()
    form = the_dialog(EnrolPersonDialog)
    press(form.cohort, Qt.Key.Key_Down)
    assert "เปลี่ยนจาก หลักสูตรระยะสั้น เป็น หลักสูตรระยะยาว" in form.becomes.accessibleName()
    assert (clipped(form), too_low(form)) == ([], [])
    press(form, Qt.Key.Key_Return, CTRL)
    desk.wait()
    assert in_class(open_centre, cohorts["long"]) == [("เรียน", "ACTIVE", True)]
    desk.context.undo.undo()
    desk.wait()
    assert in_class(open_centre, cohorts["long"]) == []


def test_the_task_of_today_opens_the_choice_and_is_gone_afterwards(sit_down, open_centre, cohorts, learner):
    desk = sit_down()
    desk.window.workbench.navigate("today")
    desk.wait()
    (task,) = [one for one in desk.page.tasks.rows if one.act == "enrol"]
    button = desk.page.tasks.button_of(task.key)
    assert (task.chip, button.text().replace("\u200b", "")) == ("ยังไม่มีรุ่น", "เลือกรุ่น")
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    desk.wait()
    press(the_dialog(EnrolPersonDialog), Qt.Key.Key_Return, CTRL)
    desk.wait()
    assert in_class(open_centre, cohorts["short"]) == [("เรียน", "ACTIVE", True)]
    assert not [one for one in desk.page.tasks.rows if one.act == "enrol"]


def test_without_any_cohort_the_dialog_leads_to_the_cohorts(sit_down, open_centre):
    person = open_centre.house.staying("เรียน", sex="F", days=4, service_type="COURSE_S").person_id
    desk = sit_down()
    desk.window.workbench.navigate("residents", person_id=person, act="enrol")
    desk.wait()
    form = the_dialog(EnrolPersonDialog)
    assert "ไม่มีรุ่นที่รับ" in form.becomes.accessibleName()
    press(form, Qt.Key.Key_Return, CTRL)
    assert form.boxes["cohort"].problem() == "เลือกรุ่น"
    form.open_list.click()
    desk.wait()
    assert desk.window.workbench.open_key() == "courses"


def test_the_admission_offers_the_cohorts_of_the_course_and_may_leave_it_open(sit_down, open_centre, cohorts):
    desk = sit_down()
    desk.window.workbench.navigate("admission")
    desk.wait()
    service = desk.page.service
    assert service.cohort_box.isHidden(), "a trial has no class"
    desk.type("นางสาว มะลิ ทดสอบ")
    service.choose("COURSE_S")
    desk.wait()
    offered = [service.cohort.itemText(place) for place in range(service.cohort.count())]
    assert offered == ["ยังไม่ระบุรุ่น", "ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569"]
    assert service.cohort_id() is None
    service.cohort.setFocus()
    press(service.cohort, Qt.Key.Key_Down)
    assert service.cohort_id() == cohorts["short"]
    assert clipped(desk.page) == []
    service.choose("COURSE_L")
    assert service.cohort_id() is None, "the cohort of another course is forgotten"
    service.choose("COURSE_S")
    press(service.cohort, Qt.Key.Key_Down)
    kept = desk.page.content()
    desk.page.start_anew()
    assert service.cohort_id() is None
    desk.page._show_draft(kept, "14:20")
    desk.wait()
    assert service.cohort_id() == cohorts["short"]
    desk.press(Qt.Key.Key_Return, CTRL)
    desk.wait()
    (name, state, is_resident) = in_class(open_centre, cohorts["short"])[0]
    assert ("มะลิ" in name, state, is_resident) == (True, "ACTIVE", True)


def test_a_trainer_is_offered_own_classes_only(sit_down, open_centre, cohorts, learner):
    desk = sit_down(TRAINER)
    desk.window.workbench.navigate("residents", person_id=learner.person_id, act="enrol")
    desk.wait()
    form = the_dialog(EnrolPersonDialog)
    assert form.cohort.count() == 0
    form.reject()


def search_for(desk, text):
    """Ctrl+K, the words, and the answer; gives what is listed as (title, kind)."""
    press(desk.window.workbench, Qt.Key.Key_K, CTRL)
    type_here(text)
    desk.wait()
    return [(one.title, one.kind) for one in desk.window.workbench.search._found()]


def test_ctrl_k_finds_a_cohort_and_opens_it(sit_down, open_centre, cohorts):
    desk = sit_down()
    found = search_for(desk, "ตัดเย็บ 57")
    assert found[0] == ("ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569", "รุ่น")
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert desk.window.workbench.open_key() == "courses"
    assert desk.page.cohort.cohort_id == cohorts["short"]


def test_ctrl_k_finds_a_course_and_shows_it_in_the_list(sit_down, open_centre, cohorts):
    desk = sit_down(MANAGER)
    found = search_for(desk, "ช่างไฟ")
    assert found[:2] == [("ช่างไฟฟ้า รุ่นที่ 8 ปี 2569", "รุ่น"), ("ช่างไฟฟ้า", "หลักสูตร")]
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert desk.page.open_part == "courses"
    assert desk.page.parts["courses"].table.current().name == "ช่างไฟฟ้า"


def test_the_class_of_today_is_a_command_for_who_may_mark(sit_down, open_centre, cohorts):
    desk = sit_down()
    assert ("เปิดชั้นเรียนวันนี้", "คำสั่ง") not in search_for(desk, "เปิดชั้นเรียน")
    press(desk.window.workbench.search.field, Qt.Key.Key_Escape)
    desk = sit_down(MANAGER)
    found = search_for(desk, "เปิดชั้นเรียน")
    assert found[0] == ("เปิดชั้นเรียนวันนี้", "คำสั่ง")
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert desk.window.workbench.open_key() == "courses", "a Saturday: the list of cohorts"
    assert desk.page.open_part == "cohorts"


def after_the_course(desk, open_centre, learner, cohort):
    """The result of the short course is there; the dialog of what comes after it, as the manager opens it."""
    context = open_centre.context
    enrol(
        open_centre.work, MANAGER, Enrol(cohort, (Candidate(learner.person_id),), TODAY - timedelta(days=3))
    )
    with open_centre.house.writing() as session:
        row = session.scalars(select(Enrolment)).one()
        row.state, row.ended_on = "DONE", TODAY - timedelta(days=1)
    (shown,) = read_results(open_centre.work, MANAGER, cohort).rows
    form = AfterCourseDialog(context, shown, desk.window)
    form.open()
    desk.wait()
    return form


def choose_step(desk, form, step):
    form.step.set_value(step)
    form.step.chosen.emit(step)
    desk.wait()


def test_r_crs_3_the_higher_course_is_entered_from_the_dialog_after_the_course(
    sit_down, open_centre, cohorts, learner
):
    desk = sit_down(MANAGER)
    form = after_the_course(desk, open_centre, learner, cohorts["short"])
    choose_step(desk, form, "HIGHER")
    offered = [form.cohort.itemText(place) for place in range(form.cohort.count())]
    assert offered == ["ยังไม่ระบุรุ่น", "ช่างไฟฟ้า รุ่นที่ 8 ปี 2569"]
    assert not form.boxes["on"].isVisible()
    press(form.cohort, Qt.Key.Key_Down)
    desk.wait()
    assert form.boxes["on"].isVisible()
    assert (clipped(form), too_low(form), unnamed(form)) == ([], [], [])
    press(form, Qt.Key.Key_Return, CTRL)
    desk.wait()
    assert in_class(open_centre, cohorts["long"]) == [("เรียน", "ACTIVE", True)]


def test_travel_home_after_the_course_leads_to_the_leaving(sit_down, open_centre, cohorts, learner):
    desk = sit_down(MANAGER)
    form = after_the_course(desk, open_centre, learner, cohorts["short"])
    assert not form.leaves.isVisible()
    choose_step(desk, form, "HOME")
    assert form.leaves.isVisible()
    press(form, Qt.Key.Key_Return, CTRL)
    desk.wait()
    leaving = the_dialog(EndStayDialog)
    assert leaving.outcome.value() == "HOME"
    assert leaving.boxes["province"].isVisible()
    leaving.reject()
    desk.wait()
