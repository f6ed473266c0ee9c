"""The learners of กศน./สกร. as a person works with them: list, page, registration, scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.centre import centre as read_centre
from panpun_desktop.services.education_lists import list_learners
from panpun_desktop.services.education_page import learner_page
from panpun_desktop.views.education import build
from panpun_desktop.views.education.register_dialog import RegisterDialog
from panpun_desktop.views.education.score_table import FINAL, GRADE, IN_TERM
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel
from tests.builders import DESK, MANAGER, TRAINER
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.services.learners import a_learner, an_elective, grade, register
from tests.typing import type_here
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]


@pytest.fixture
def centre(open_centre):
    return SimpleNamespace(work=open_centre.work, manager=MANAGER, desk=DESK, trainer=TRAINER)


@pytest.fixture
def learners(centre):
    one = a_learner(centre, "อารีย์", student_no="6812-00123-4", school="สกร.ระดับอำเภอรัตภูมิ")
    other = a_learner(centre, "บุญมี", "M2")
    an_elective(centre, "อช02001", 3, "การตัดเย็บเบื้องต้น")
    register(centre, one, "1/2569", "ทร21001", "พท21001", "พค21001")
    grade(centre, one, "1/2569", "3")
    return {"อารีย์": one, "บุญมี": other}


@pytest.fixture
def page(qtbot, open_centre, learners):
    made = open_centre.shows(qtbot, build(open_centre.context))
    made.open_with()
    settle(open_centre)
    return made


def settle(open_centre):
    for _turn in range(4):
        open_centre.wait()


def names(page):
    table = page.list.table.rows
    return [table.row_at(line).name for line in range(table.rowCount())]


def dialog():
    front = QApplication.activeModalWidget()
    assert front is not None
    return front


def save(open_centre):
    dialog().save()
    settle(open_centre)


def of(centre, learner_id):
    return learner_page(centre.work, TRAINER, learner_id)


def opened(page, open_centre, learner_id):
    page.open_learner(learner_id)
    settle(open_centre)
    return page.learner


def key(widget, what):
    QTest.keyClick(widget, what)


def test_the_list_shows_how_far_each_learner_is(page):
    assert names(page) == ["นางสาวบุญมี", "นางสาวอารีย์"]
    row = page.list.table.rows.row_at(1)
    assert (row.credits, row.credits_needed, row.last_term) == (13, 56, "1/2569")
    assert page.list.count.plain_text() == "แสดง 2 จาก 2 คน"


def test_the_list_is_narrowed_by_status_and_by_what_is_missing(page, open_centre):
    page.list.level.set_value(str(page.list.table.rows.row_at(1).level_id))
    page.list.read()
    settle(open_centre)
    assert names(page) == ["นางสาวอารีย์"]
    page.list.status.set_value("GRADUATED")
    page.list.read()
    settle(open_centre)
    assert page.list.empty.isVisible()


def test_enter_opens_the_learner_and_escape_goes_back(page, open_centre):
    page.list.table.setFocus()
    key(page.list.table, Qt.Key.Key_Down)
    key(page.list.table, Qt.Key.Key_Return)
    settle(open_centre)
    view = page.learner
    assert view.name.plain_text() == "นางสาวอารีย์ · ม.ต้น"
    assert view.school.plain_text() == "สกร.ระดับอำเภอรัตภูมิ · รหัส 6812-00123-4"
    assert view.progress.credits.of.plain_text() == "/56 หน่วยกิต"
    assert view.subjects.rows.rowCount() == 3
    assert page.stack.currentWidget() is view
    key(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.browse


def test_the_way_to_graduation_says_the_earliest_term(page, open_centre, learners):
    view = opened(page, open_centre, learners["อารีย์"])
    words = "เหลือ 43 หน่วยกิต · ที่ไม่เกิน 16 หน่วยกิต/ภาค จะจบเร็วสุด ภาคเรียน 2/2570"
    assert view.progress.forecast.plain_text() == words


def test_a_learner_is_taken_in_by_keyboard(page, open_centre, centre):
    open_centre.house.person("ปรียา", sex="F")
    page.list.table.setFocus()
    key(page.list.table, Qt.Key.Key_Insert)
    settle(open_centre)
    form = dialog()
    type_here("ปรียา")
    QTest.qWait(200)
    settle(open_centre)
    key(form.person, Qt.Key.Key_Return)
    settle(open_centre)
    save(open_centre)
    assert "โปรดเลือกระดับ" in form.boxes["level_id"].problem()
    form.level.setFocus()
    type_here("ป")
    form.student_no.write("6912-00001-1")
    save(open_centre)
    found = [row for row in list_learners(centre.work, TRAINER).rows if row.name == "ปรียา"]
    assert [(row.level, row.student_no) for row in found] == [("ประถม", "6912-00001-1")]
    assert page.learner.name.plain_text() == "ปรียา · ประถม"


def test_subjects_are_ticked_and_summed_up_against_the_cap(page, open_centre, centre, learners):
    view = opened(page, open_centre, learners["อารีย์"])
    key(view.subjects, Qt.Key.Key_Insert)
    form = dialog()
    assert form.term.text() == "2/2569"
    picker = form.picker
    picker.setFocus()
    for _passed in range(4):  # past the two that were passed, to English and science
        key(picker, Qt.Key.Key_Down)
    for row in range(picker.topLevelItemCount()):
        if picker.topLevelItem(row).text(1) in {"พต21001", "พว21001"}:
            picker.setCurrentItem(picker.topLevelItem(row))
            key(picker, Qt.Key.Key_Return)
    assert form.sum.plain_text() == "8 หน่วยกิต จากไม่เกิน 16 หน่วยกิต/ภาค"
    for typed in ("1/2570", "5/2569", "2/2569"):  # a wrong term corrected takes no tick away
        form.term.setText(typed)
    assert form.sum.plain_text() == "8 หน่วยกิต จากไม่เกิน 16 หน่วยกิต/ภาค"
    save(open_centre)
    assert [one.credits for one in of(centre, learners["อารีย์"]).terms] == [13, 8]
    assert view.subjects.rows.rowCount() == 5


def test_over_the_cap_it_asks_first(page, open_centre, centre, learners):
    view = opened(page, open_centre, learners["บุญมี"])
    view.register_term()
    form = dialog()
    form.picker.set_chosen([one.id for one in view.shown.offered if one.is_compulsory])
    assert form.limit.text() == "เกิน 24 หน่วยกิต"
    form.save()
    settle(open_centre)
    asked = dialog()
    assert asked is not form
    asked.reject()
    settle(open_centre)
    assert of(centre, learners["บุญมี"]).terms == ()


def test_scores_are_typed_down_the_column_and_saved_at_once(page, open_centre, centre, learners):
    register(centre, learners["อารีย์"], "2/2569", "พต21001", "พว21001")
    page.open_scores(learners["อารีย์"], "2/2569")
    settle(open_centre)
    table = page.scores.table
    table.setFocus()
    for figure in ("50", "๔๕"):
        type_into(table, figure)
    settle(open_centre)
    lines = [one for one in of(centre, learners["อารีย์"]).lines if one.term.label == "2/2569"]
    assert [one.in_term_score for one in lines] == [Decimal(50), Decimal(45)]
    table.show_place(0, FINAL)
    type_into(table, "30")
    settle(open_centre)
    line = of(centre, learners["อารีย์"]).lines[2]
    assert (line.code, line.final_score, line.grade) == ("พต21001", Decimal(30), Decimal(4))
    assert not table.scores.may_type(table.scores.rows[0], GRADE)


def test_enter_under_the_last_term_score_goes_to_the_first_final_score(page, open_centre, centre, learners):
    register(centre, learners["อารีย์"], "2/2569", "พต21001", "พว21001")
    page.open_scores(learners["อารีย์"], "2/2569")
    settle(open_centre)
    page.scores.table.setFocus()
    for figure in ("50", "45", "30", "20"):
        type_into(page.scores.table, figure)
    for _turn in range(20):  # what was typed while a figure was being saved follows it
        settle(open_centre)
        if not page.scores.model.typed:
            break
    lines = [one for one in of(centre, learners["อารีย์"]).lines if one.term.label == "2/2569"]
    assert [(one.in_term_score, one.final_score) for one in lines] == [(50, 30), (45, 20)]


def test_the_form_of_a_learner_is_no_higher_than_its_fields(page, open_centre):
    page.enrol()
    settle(open_centre)
    form = dialog()
    assert form.height() <= form.layout().heightForWidth(form.width()) + 30
    assert len({chip.y() for chip in form.days.chips}) == 1
    form.reject()


def type_into(table, text):
    """Type a figure where the cursor is, and Enter."""
    type_here(text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    type_here(text[1:])
    key(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_score_above_its_most_is_said_and_nothing_is_saved(page, open_centre, centre, learners):
    register(centre, learners["อารีย์"], "2/2569", "พต21001")
    page.open_scores(learners["อารีย์"], "2/2569")
    settle(open_centre)
    table = page.scores.table
    table.setFocus()
    stood = table.mapTo(page, table.rect().topLeft()), table.height()
    type_into(table, "61")
    settle(open_centre)
    assert page.scores.banner.isVisible()
    assert (table.mapTo(page, table.rect().topLeft()), table.height()) == stood, "the next click hits its row"
    assert "0 ถึง 60" in page.scores.banner.text()
    assert of(centre, learners["อารีย์"]).lines[2].in_term_score is None
    page.scores.table.show_place(0, IN_TERM)
    type_into(page.scores.table, "ขx")
    assert "ขาดสอบ" in page.scores.banner.text()


def test_a_subjects_sheet_lists_its_learners(page, open_centre, centre, learners):
    other = a_learner(centre, "กาญจนา")
    register(centre, other, "1/2569", "ทร21001")
    said = []
    page.status.connect(said.append)
    opened(page, open_centre, learners["อารีย์"])  # whose grade average the bottom bar says
    page.open_scores()
    settle(open_centre)
    shown = [row.name for row in page.scores.model.rows]
    assert shown == ["นางสาวกาญจนา", "นางสาวอารีย์"]
    assert said[-1] == "วิชานี้ 2 คน · มีผลแล้ว 1 · ขาดสอบ 0 · ยังไม่ครบ 1"
    table = page.scores.table
    table.show_place(0, FINAL)
    type_into(table, "ข")
    assert table.currentIndex().row() == 1, "Enter goes to the next person of those shown"
    settle(open_centre)
    assert said[-1] == "วิชานี้ 2 คน · มีผลแล้ว 1 · ขาดสอบ 1 · ยังไม่ครบ 0"


def test_where_nothing_is_written_yet_the_way_on_is_offered(page, open_centre, centre):
    view = opened(page, open_centre, a_learner(centre, "กาญจนา"))
    for key_ in ("subjects", "terms", "activities"):
        view.show_tab(key_)
        assert (view.parts[key_].isVisible(), view.cards[key_].empty.isVisible()) == (False, True)
    view.show_tab("subjects")
    QTest.mouseClick(view.cards["subjects"].empty.findChild(QuietButton), Qt.MouseButton.LeftButton)
    assert dialog().picker.topLevelItemCount() > 0
    dialog().reject()
    bare = replace(view.shown, offered=())
    form = RegisterDialog(open_centre.context, bare, page)
    form.open()
    words = " ".join(one.plain_text() for one in form.findChildren(ThaiLabel) if one.isVisible())
    assert "หลักสูตรยังไม่มีรายวิชาของระดับนี้" in words
    assert not form.picker.isVisible()
    form.reject()


def test_hours_assessments_and_status_are_written_from_the_menu(page, open_centre, centre, learners):
    view = opened(page, open_centre, learners["อารีย์"])
    view.act("activity")
    form = dialog()
    form.activity.write("จิตอาสา")
    form.hours.setText("30")
    assert not form.long_day.isHidden(), "more than a day has: said, not refused"
    form.hours.setText("24")
    assert form.long_day.isHidden()
    form.hours.write("12.5")
    save(open_centre)
    view.act("assess")
    dialog().moral.set_value("PASSED")
    save(open_centre)
    view.act("status")
    dialog().status.set_value("RESIGNED")
    save(open_centre)
    found = of(centre, learners["อารีย์"])
    assert (found.progress.activity_hours, found.moral, found.status) == (
        Decimal("12.5"),
        "PASSED",
        "RESIGNED",
    )
    assert not view.register.isVisible()


def test_a_transfer_and_a_sat_exam_are_written(page, open_centre, centre, learners):
    view = opened(page, open_centre, learners["อารีย์"])
    view.act("transfer")
    form = dialog()
    wanted = next(one.id for one in view.shown.offered if one.code == "ทช21001")
    form.picker.set_chosen([wanted])
    form.source.write("โรงเรียนบ้านตัวอย่าง")
    save(open_centre)
    view.show_tab("terms")
    view.terms.select_first()
    view.edit_term(view.terms.current())
    form = dialog()
    form.sat.set_value("yes")
    form.exam_on.set_value(date(2026, 10, 4))
    form.attendance.write("82")
    save(open_centre)
    found = of(centre, learners["อารีย์"])
    assert found.progress.credits == 14
    assert (found.terms[0].sat_exam, found.terms[0].attendance) == (True, 82)


def test_the_tracking_sheet_opens_in_a_window(page, open_centre, learners):
    view = opened(page, open_centre, learners["อารีย์"])
    page.print_open()
    settle(open_centre)
    assert view.banner.text() == ""
    paper = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow))
    assert "ใบติดตามผลการเรียน" in paper.windowTitle()
    paper.accept()


@pytest.mark.parametrize("part", ["list", "learner", "scores"])
def test_every_control_is_named_reached_and_whole(page, open_centre, learners, part):
    if part == "learner":
        opened(page, open_centre, learners["อารีย์"])
    elif part == "scores":
        page.open_scores()
        settle(open_centre)
    page.focus_first()
    QApplication.processEvents()
    assert unnamed(page) == []
    assert unreached(page) == []
    assert clipped(page) == []
    assert too_low(page) == []


def test_the_screen_is_called_as_the_centre_calls_its_school(sit_down, open_centre):
    desk = sit_down(MANAGER)
    shell = desk.window.workbench
    entry = shell.navigation.findChild(QAbstractButton, "educationNavigation")
    assert entry.accessibleName() == "การศึกษา สกร."
    edit_settings(open_centre.work, MANAGER, EditSettings({"education.name": "การศึกษา กศน."}))
    shell.context.centre = read_centre(open_centre.work, MANAGER)
    shell.build_anew()
    assert (entry.text(), entry.accessibleName()) == ("การศึกษา กศน.", "การศึกษา กศน.")
    assert shell.screens["education"].title == "การศึกษา กศน."
    shell.search.start("การศึกษา กศน.")
    settle(open_centre)
    assert "การศึกษา กศน." in [one.title for one in shell.search._found()]
