"""The results of a class as a trainer and the manager use them: typed in place, proposed, confirmed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import select

from panpun_desktop.models import FollowUp
from panpun_desktop.services.module_scores import ModuleRow
from panpun_desktop.services.result_rows import ResultSheet
from panpun_desktop.views.acts.reasons import ReasonsDialog
from panpun_desktop.views.courses.after_course import AfterCourseDialog
from panpun_desktop.views.courses.names_question import NamesQuestion
from panpun_desktop.views.courses.results_dialogs import ConfirmResultDialog
from panpun_desktop.views.courses.results_frozen import head_of
from panpun_desktop.views.courses.results_words import columns_of, frozen_of, head_style
from panpun_desktop.widgets import theme
from tests.builders import DESK, MANAGER
from tests.typing import focused, press, type_here, type_text
from tests.views.results import a_course_with_modules, show_results

RETURN = Qt.Key.Key_Return


@pytest.fixture
def room(open_centre):
    return a_course_with_modules(open_centre)


@pytest.fixture
def people(room):
    return [room.resident(name) for name in ("กนกวรรณ", "แก้วตา", "จันทร์เพ็ญ")]


@pytest.fixture
def results(qtbot, open_centre, room, people):
    return show_results(qtbot, open_centre, room)


def dialog(kind):
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found[-1]


def type_scores(*scores):
    for score in scores:
        for letter in score:  # the first opens the cell, the others go into it
            type_here(letter)
        press(focused(), RETURN)


def test_a_column_of_scores_is_typed_with_enter_in_either_digits(results):
    type_scores("7", "๘.๕", "10")
    results.wait()
    assert results.kept(0) == ["7.00", "8.50", "10.00"]
    assert [results.text(row, "จักร") for row in range(3)] == ["7", "8.5", "10"]
    assert results.text(1, "sum") == "85.0 (1/2)"


def test_enter_goes_past_those_whose_result_is_confirmed(qtbot, open_centre, room, people):
    """A column is typed without falling on somebody whose certificate may be out already."""
    with room.house.writing() as session:
        row = session.get_one(type(people[1]), people[1].id)
        row.state, row.ended_on = "DONE", row.joined_on
    results = show_results(qtbot, open_centre, room)
    type_scores("7", "9")
    results.wait()
    assert results.kept(0) == ["7.00", ".", "9.00"]
    results.table.go_to(1, results.column("จักร"))
    type_scores("8")
    results.wait()
    assert results.kept(0) == ["7.00", "8.00", "9.00"], "by hand the cell is reached all the same"


def test_a_score_above_the_highest_is_said_at_the_cell_and_nothing_is_lost(results):
    type_scores("7", "11")
    results.wait()
    assert "10" in results.tab.note.text()
    assert results.tab.note.isVisible()
    assert results.table.editor.text() == "11"
    assert focused() is results.table.editor
    assert results.kept(0) == ["7.00", ".", "."]
    type_scores("1")
    results.wait()
    assert results.kept(0) == ["7.00", "1.00", "."]


def test_another_place_does_not_take_a_refused_score_away(results):
    type_here("9")
    type_here("9")
    results.tab.next_button.setFocus()
    assert results.table.editor.text() == "99"
    press(results.table.editor, Qt.Key.Key_Escape)
    assert results.table.editor is None
    assert results.kept(0) == [".", ".", "."]


def test_clicking_another_cell_drops_a_refused_score_and_typing_goes_where_the_frame_is(results):
    type_scores("45")
    assert results.table.editor.text() == "45"
    click(results, 1, "จักร")
    assert results.table.editor is None
    assert results.tab.note.text() == "ไม่ได้บันทึกคะแนน 45"
    for letter in "7.5":
        type_here(letter)
    assert results.table.editor.text() == "7.5"
    press(focused(), RETURN)
    results.wait()
    assert results.kept(0) == [".", "7.50", "."]
    type_scores("45")
    click(results, 0, "ตัดเสื้อ")
    type_scores("25")
    results.wait()
    assert (results.kept(0), results.kept(1)) == ([".", "7.50", "."], ["25.00", ".", "."])


def test_a_score_that_can_be_taken_is_saved_by_the_click_on_another_cell(results):
    type_here("8")
    click(results, 2, "จักร")
    type_scores("9")
    results.wait()
    assert results.kept(0) == ["8.00", ".", "9.00"]
    assert not results.tab.note.isVisible()


def test_typing_beside_a_refused_score_takes_its_place_whole(results):
    type_scores("45")
    results.table.setFocus()  # as a click below the last line does
    type_scores("10")
    results.wait()
    assert results.kept(0) == ["10.00", ".", "."]


def click(results, row, key):
    """Click a cell as a person does: the press takes the focus first."""
    table = results.table
    box = table.visualRect(table.rows.index(row, results.column(key)))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def test_a_block_from_a_spreadsheet_fills_the_cells_and_says_what_it_left_out(results):
    QGuiApplication.clipboard().setText("5\t30\n๖\tดี\n7\t41\n")
    press(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    results.wait()
    assert (results.kept(0), results.kept(1)) == (["5.00", "6.00", "7.00"], ["30.00", ".", "."])
    assert "2" in results.tab.note.text()


def test_delete_empties_a_score(results):
    type_scores("7")
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_Delete)
    results.wait()
    assert results.kept(0)[0] in {".", "None"}


def test_the_conditions_are_shown_with_their_figures(results, room, people):
    room.write(people[0], ["P"] * 12 + ["A"] * 3)
    results.tab.read()
    results.wait()
    assert results.text(0, "days").endswith("/20")
    assert results.text(0, "percent") == "80.0"
    tip = results.table.rows.index(0, results.column("conditions")).data(Qt.ItemDataRole.ToolTipRole)
    assert "80" in tip
    assert results.text(0, "conditions") == "ยังไม่ครบ"


def test_the_trainers_word_on_the_assessment_stands_for_the_chosen_lines(results):
    press(results.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    menu = results.tab.findChild(QMenu, "assessMenu")
    next(one for one in menu.actions() if one.objectName() == "assessFailedAction").trigger()
    menu.close()
    results.wait()
    assert [results.text(row, "assessment") for row in range(2)] == ["ไม่ผ่าน", "ยังไม่ครบ"]
    results.tab.assess(passed=None)
    results.wait()
    assert results.text(0, "assessment") == "ยังไม่ครบ"


def complete(room, enrolment):
    room.write(enrolment, ["P"] * 15)


def test_the_trainer_sees_what_waits_for_the_manager(results, room, people):
    complete(room, people[0])
    type_scores("10")
    results.table.go_to(0, results.column("ตัดเสื้อ"))
    type_scores("40")
    results.wait()
    assert "1" in results.tab.banner.text()
    assert "ผู้จัดการ" in results.tab.banner.text() or "หัวหน้า" in results.tab.banner.text()
    assert not results.tab.confirm_all_button.isVisible()
    assert results.text(0, "state") == "เสนอ: ผ่านการอบรม"


def test_the_manager_confirms_all_that_is_proposed_and_takes_one_back(qtbot, open_centre, room, people):
    for one in people[:2]:
        complete(room, one)
    results = show_results(qtbot, open_centre, room, MANAGER)
    for column, scores in (("จักร", ("10", "9")), ("ตัดเสื้อ", ("40", "30"))):
        results.table.go_to(0, results.column(column))
        type_scores(*scores)
    results.wait()
    press(results.table, RETURN, Qt.KeyboardModifier.ControlModifier)
    results.wait()
    press(dialog(NamesQuestion), RETURN, Qt.KeyboardModifier.ControlModifier)
    results.wait()
    assert [results.state(one) for one in people] == ["DONE", "DONE", "ACTIVE"]
    results.table.go_to(0, 1)
    results.tab.reopen_button.click()
    results.wait()
    assert [results.state(one) for one in people] == ["ACTIVE", "DONE", "ACTIVE"]


def test_a_result_against_the_conditions_asks_for_the_reason_first(qtbot, open_centre, room, people):
    results = show_results(qtbot, open_centre, room, MANAGER)
    results.table.go_to(2, 1)
    press(results.table, RETURN)
    asked = dialog(ConfirmResultDialog)
    asked.save()
    results.wait()
    reasons = dialog(ReasonsDialog)
    reasons.code.field.set_value("OTHER")
    type_text(reasons.text.field, "ฝึกงานนอกสถานที่แทนวันที่ขาด")
    reasons.give()
    results.wait()
    assert results.state(people[2]) == "DONE"


def test_work_after_the_course_plans_the_days_to_ask(qtbot, open_centre, room, people):
    results = show_results(qtbot, open_centre, room, DESK)
    press(results.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    after = dialog(AfterCourseDialog)
    after.step.set_value("JOB")
    after.step.chosen.emit("JOB")
    type_text(after.employer, "ร้านเย็บผ้าป้าแดง")
    after.days.setText("๗, สามสิบ")
    after.save()
    assert after.isVisible(), "days nobody can read are refused at their field"
    after.days.setText("๗, 30")
    after.save()
    results.wait()
    with room.house.writing() as session:
        assert len(session.scalars(select(FollowUp)).all()) == 2
    assert "ร้านเย็บผ้าป้าแดง" in results.text(0, "next")


def test_names_stay_in_sight_while_the_modules_scroll_and_heads_are_whole(results):
    table = results.table
    results.page.resize(700, 500)
    QApplication.processEvents()
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    frozen = table.frozen
    assert frozen.isVisible()
    assert [frozen.isColumnHidden(place) for place in range(3)] == [False, False, True]
    assert frozen.columnViewportPosition(1) >= 0
    assert table.columnViewportPosition(1) < 0
    table.go_to(1, table.first_score())
    assert table.columnViewportPosition(table.first_score()) >= frozen.wide()
    QTest.mouseClick(
        frozen.viewport(),
        Qt.MouseButton.LeftButton,
        pos=frozen.visualRect(frozen.model().index(2, 1)).center(),
    )
    assert table.currentIndex().row() == 2


def test_a_long_name_of_a_module_stands_on_two_lines_and_whole_in_the_tip(qapp):
    head, wide = head_of("ความรู้พื้นฐานและความปลอดภัยในการทำงาน", "/20")
    assert head.count("\n") == 1
    assert head.replace("\n", "") == "ความรู้พื้นฐานและความปลอดภัยในการทำงาน /20"
    assert wide <= 260


@pytest.mark.parametrize("name", ["อาหารจานเดียว", "งาน", "ก" * 60])
def test_the_head_of_a_module_is_as_wide_as_its_words_or_cut_at_the_end(qapp, name):
    head, wide = head_of(name, "/50")
    metrics = QFontMetrics(theme.font(13, 500))
    assert all(metrics.horizontalAdvance(line) <= wide - 20 for line in head.split("\n"))
    assert head.startswith(name[:3])
    assert head.endswith("/50")
    assert ("…" in head) == (len(name) == 60)


@pytest.mark.parametrize(("modules", "frozen"), [(1, 2), (4, 3), (5, 3)])
def test_the_result_is_in_sight_at_1366_pixels_however_many_modules(qapp, results, modules, frozen):
    name = "ความรู้พื้นฐานและความปลอดภัยในการทำงาน"
    kept = tuple(ModuleRow(one, name, None, Decimal(20)) for one in range(modules))
    shown = columns_of(ResultSheet(0, "", True, kept, ()), results.tab.context.centre, 1110)
    widths = {one.key: one.width for one in shown}
    reach = [one.key for one in shown].index("state") + 1
    assert sum(one.width for one in shown[:reach]) <= 1110
    assert frozen_of(shown) == frozen
    assert not any("…" in one.head for one in shown), "the names of modules stand whole on few lines"
    assert 130 <= widths["name"] <= 240
    lines = 1 if modules == 1 else 2
    assert all(one.head.count("\n") == lines for one in shown if one.key.startswith("score:"))
    typed = [one.key for one in shown].index("assessment") + 1
    assert modules > 4 or sum(one.width for one in shown[:typed]) <= 1110, "all that is typed is in sight"


def test_four_modules_of_usual_length_fit_with_everything_beside_them(qapp, results):
    names = ("ความปลอดภัยในการทำงาน", "อาหารและขนมไทย", "ต้นทุนและการขาย", "สุขาภิบาลอาหาร")
    kept = tuple(ModuleRow(at, name, None, Decimal(20)) for at, name in enumerate(names))
    sheet = ResultSheet(0, "", True, kept, ())
    shown = columns_of(sheet, results.tab.context.centre, 1110)
    assert sum(one.width for one in shown) <= 1110
    assert head_style(sheet, 1110).lines == 3
    assert head_style(sheet, 2000).lines == 2


def test_a_sum_of_some_scores_says_that_it_is_not_final(results):
    type_scores("7")
    results.wait()
    row = results.table.rows.row_at(0)
    column = results.table.rows.columns[results.column("sum")]
    assert column.text(row) == "70.0 (1/2)"
    assert column.tip(row) == "ยังไม่ใช่ผลสุดท้าย คิดจากคะแนนที่มีแล้ว ยังขาด: ตัดเสื้อ"
    results.table.go_to(0, results.column("ตัดเสื้อ"))
    type_scores("20")
    results.wait()
    row = results.table.rows.row_at(0)
    assert column.text(row) == "54.0"
    assert column.tip(row) == ""
