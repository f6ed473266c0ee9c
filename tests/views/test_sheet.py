"""The attendance sheet as a trainer uses it: one key a mark, kept at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.models import Absence, Cohort, Enrolment, Stay
from panpun_desktop.rules.codes import Half
from panpun_desktop.services.attendance_sheet import SheetCell
from panpun_desktop.views.courses.decision import DecisionDialog
from panpun_desktop.views.courses.session_dialogs import SessionDialog
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.theme import Tone
from tests.builders import DESK, MANAGER, TODAY
from tests.typing import focused, press, type_here
from tests.views.sheets import a_class, show_sheet

DAY = timedelta(days=1)
FRIDAY = TODAY - DAY
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(open_centre):
    return a_class(open_centre)


@pytest.fixture
def people(room):
    return [room.resident(name) for name in ("กนกวรรณ", "แก้วตา", "จันทร์เพ็ญ", "ชูใจ")]


@pytest.fixture
def sheet(qtbot, open_centre, room, people):
    return show_sheet(qtbot, open_centre, room)


def test_it_opens_at_the_last_lesson_in_the_first_empty_cell(qtbot, open_centre, room, people):
    room.write(people[0], "P", since=FRIDAY)
    sheet = show_sheet(qtbot, open_centre, room)
    assert focused() is sheet.view
    assert sheet.view.place() == (1, sheet.column(FRIDAY))
    assert sheet.statuses[-1] == "วันที่ 20 พ.ย. · เช็กแล้ว 1/4"


def test_each_key_is_a_mark_goes_down_and_is_kept(sheet, people):
    type_here("มข3ร")
    assert sheet.shown(FRIDAY) == "มขปร", "painted before it is written"
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "มขปร"
    assert sheet.statuses[-1] == "วันที่ 20 พ.ย. · เช็กแล้ว 4/4"
    assert "บันทึกอัตโนมัติ 10:00 น." in sheet.tab.legend.saved.plain_text()


def test_the_layout_of_the_keyboard_does_not_matter(sheet, people):
    type_here(",l")  # the keys of ม and ส with Latin letters switched on
    type_here("ๅ๕")  # the key of 1 with Thai letters, and the Thai figure five
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "มสมข"


def test_letters_of_an_input_method_are_marks(sheet, people):
    event = QInputMethodEvent("", [])
    event.setCommitString("มข")
    QApplication.sendEvent(sheet.view, event)
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "มข.."


def test_delete_clears_and_other_letters_do_nothing(sheet, people):
    type_here("มม")
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_Delete)
    type_here("ฟz")
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "ม..."


def test_all_present_marks_those_who_are_not_marked(sheet, people):
    press(focused(), Qt.Key.Key_Down)
    type_here("ข")
    press(focused(), Qt.Key.Key_M, CTRL)
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "มขมม"


def test_one_key_fills_what_is_chosen(sheet, people):
    shift = Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        press(focused(), key, shift)
    type_here("ส")
    sheet.wait()
    assert (sheet.kept(FRIDAY, people), sheet.kept(FRIDAY - DAY, people)) == ("สสส.", "สสส.")


def test_undo_takes_the_last_mark_back_and_the_sheet_follows(sheet, people):
    type_here("มข")
    sheet.wait()
    sheet.tab.context.undo.undo()
    sheet.wait()
    sheet.wait()
    assert (sheet.kept(FRIDAY, people), sheet.shown(FRIDAY)) == ("ม...", "ม...")
    assert sheet.view.place() == (1, sheet.column(FRIDAY))
    sheet.view.go_to(3, 0)
    sheet.tab.context.undo.redo()
    sheet.wait()
    sheet.wait()
    assert sheet.shown(FRIDAY) == "มข.."
    assert sheet.view.place() == (1, sheet.column(FRIDAY))


# what is said at the cell ---------------------------------------------------------------------------


def test_a_remark_is_written_in_place_and_folds_the_corner(sheet, people):
    type_here("ข")
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_F2)
    assert focused() is sheet.tab.note.field
    type_here("รถเสีย")
    press(focused(), Qt.Key.Key_Return)
    sheet.wait()
    assert focused() is sheet.view
    assert sheet.cells.mark_at(0, sheet.column(FRIDAY)).remark == "รถเสีย"
    assert "รถเสีย" in sheet.cells.spoken(0, sheet.column(FRIDAY))
    press(focused(), Qt.Key.Key_F2)
    press(focused(), Qt.Key.Key_Escape)
    assert focused() is sheet.view


def test_another_mark_drops_the_remark_of_the_old_one_and_undo_brings_both_back(sheet, people):
    place = (0, sheet.column(FRIDAY))
    type_here("ข")
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_F2)
    type_here("รถเสีย")
    press(focused(), Qt.Key.Key_Return)
    sheet.wait()
    QApplication.clipboard().setText("ม")
    sheet.view.go_to(*place)
    press(focused(), Qt.Key.Key_V, CTRL)
    sheet.wait()
    sheet.wait()
    assert sheet.cells.mark_at(*place) == SheetCell("P", "")
    sheet.tab.context.undo.undo()
    sheet.wait()
    sheet.wait()
    assert sheet.cells.mark_at(*place) == SheetCell("A", "รถเสีย")


def test_an_old_day_asks_for_a_reason_once(sheet, people, room):
    old = FRIDAY - 14 * DAY
    sheet.view.go_to(0, sheet.column(old))
    type_here("ม")
    assert sheet.tab.note.is_asking()
    type_here("กรอกตามใบลงเวลา")
    press(focused(), Qt.Key.Key_Return)
    type_here("ข")
    sheet.wait()
    assert not sheet.tab.note.is_asking(), "the reason of this day is known"
    assert sheet.kept(old, people) == "มข.."


def test_giving_up_the_reason_writes_nothing(sheet, people):
    old = FRIDAY - 14 * DAY
    sheet.view.go_to(0, sheet.column(old))
    type_here("ม")
    press(focused(), Qt.Key.Key_Escape)
    sheet.wait()
    assert (sheet.kept(old, people), sheet.shown(old)) == ("....", "....")


def away(room, enrolment, kind):
    with room.house.writing() as session:
        stay = session.query(Stay).filter(Stay.person_id == enrolment.person_id).one()
        session.add(
            Absence(stay_id=stay.id, kind=kind, started_on=FRIDAY - DAY, expected_back_on=TODAY + DAY)
        )


def test_grey_cells_are_passed_over_and_say_why(qtbot, open_centre, room, people):
    away(room, people[1], "HOSPITAL")
    sheet = show_sheet(qtbot, open_centre, room)
    type_here("มม")
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "ม.ม."
    sheet.view.go_to(1, sheet.column(FRIDAY))
    type_here("ม")
    sheet.wait()
    assert sheet.tab.note.text() == "แก้วตา: ไปโรงพยาบาล ถึงวันที่ 22 พ.ย. 2569"
    press(focused(), Qt.Key.Key_M, CTRL)
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "ม.มม"


def test_who_came_in_spite_of_leave_is_marked_by_the_second_press(qtbot, open_centre, room, people):
    away(room, people[0], "LEAVE")
    sheet = show_sheet(qtbot, open_centre, room)
    sheet.view.go_to(0, sheet.column(FRIDAY))
    type_here("ม")
    assert "กดปุ่มเดิมอีกครั้ง" in sheet.tab.note.text()
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "...."
    type_here("ม")
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "ม..."


def test_a_day_without_a_lesson_takes_no_mark(sheet, people):
    sheet.view.go_to(0, sheet.column(TODAY))
    type_here("ม")
    assert sheet.tab.note.text() == "วันนี้ไม่มีคาบเรียน"


def test_a_refused_mark_goes_back_and_its_sentence_stands_at_the_cell(sheet, people, room):
    with room.house.writing() as session:
        session.get_one(Enrolment, people[0].id).joined_on = TODAY  # meanwhile, at the desk
    type_here("มม")
    sheet.wait()
    assert sheet.shown(FRIDAY) == ".ม.."
    assert sheet.tab.note.text() == "ผู้เข้ารับการอบรมรายนี้ไม่ได้อยู่ในรุ่นในวันที่ 20 พฤศจิกายน 2569"
    assert sheet.kept(FRIDAY, people) == ".ม.."


def test_a_day_without_a_lesson_offers_the_nearest_one(sheet):
    sheet.view.go_to(1, sheet.column(TODAY))
    type_here("ม")
    (way,) = [one for one in sheet.tab.note.findChildren(QuietButton) if "มีเรียน" in one.text()]
    assert "20 พ.ย." in way.text()
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert sheet.view.place() == (1, sheet.column(FRIDAY))
    assert not sheet.tab.note.isVisible()
    sheet.view.go_to(1, sheet.column(TODAY))
    press(focused(), Qt.Key.Key_F7)
    assert sheet.view.place() == (1, sheet.column(FRIDAY))


def test_a_day_without_a_lesson_takes_a_session_more(qtbot, open_centre, room, people):
    sheet = show_sheet(qtbot, open_centre, room, actor=MANAGER)
    sheet.view.go_to(0, sheet.column(TODAY))
    type_here("ม")
    (way,) = [one for one in sheet.tab.note.findChildren(QuietButton) if "เพิ่มคาบ" in one.text()]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    sheet.wait()
    (asked,) = sheet.page.findChildren(SessionDialog)
    assert asked.on.value() == TODAY
    press(asked, Qt.Key.Key_Return, CTRL)
    for _turn in range(4):
        sheet.wait()
    assert sheet.cells.columns[sheet.column(TODAY)].key is not None
    with qtbot.waitActive(sheet.page):
        sheet.page.activateWindow()
    sheet.view.go_to(0, sheet.column(TODAY))
    sheet.view.setFocus()
    type_here("ม")
    sheet.wait()
    assert sheet.shown(TODAY) == "ม..."


def test_what_was_said_at_a_cell_goes_away_with_the_cursor(sheet):
    QApplication.clipboard().setText("อะไร")
    press(focused(), Qt.Key.Key_V, CTRL)
    sheet.wait()
    assert sheet.tab.note.isVisible()
    press(focused(), Qt.Key.Key_Down)
    assert not sheet.tab.note.isVisible()


# blocks ---------------------------------------------------------------------------------------------


def test_a_block_is_copied_with_names_and_days_and_pasted_elsewhere(sheet, people):
    type_here("มข")
    sheet.view.go_to(0, sheet.column(FRIDAY))
    press(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(focused(), Qt.Key.Key_C, CTRL)
    text = QApplication.clipboard().text()
    assert text.splitlines() == ["ผู้เข้าอบรม\t20 พ.ย. 2569", "กนกวรรณ\tม", "แก้วตา\tข"]
    sheet.view.go_to(3, sheet.column(FRIDAY - DAY))
    press(focused(), Qt.Key.Key_V, CTRL)
    sheet.wait()
    assert sheet.kept(FRIDAY - DAY, people) == "มข.."


def test_a_block_of_a_spreadsheet_is_read_and_what_it_does_not_know_is_said(sheet, people):
    QApplication.clipboard().setText("✓\t/\nขาด\tอะไร\nลาป่วย\t1\n")
    sheet.view.go_to(1, sheet.column(FRIDAY - DAY))
    press(focused(), Qt.Key.Key_V, CTRL)
    sheet.wait()
    assert (sheet.kept(FRIDAY - DAY, people), sheet.kept(FRIDAY, people)) == (".มขป", ".ม.ม")
    assert sheet.tab.note.text() == "วางแล้ว 5 ช่อง อ่านไม่ออก: อะไร (จันทร์เพ็ญ วันที่ 20 พ.ย.)"


# months, halves, names ------------------------------------------------------------------------------


def test_long_names_stand_whole_smaller_or_on_two_lines(qtbot, open_centre):
    room = a_class(open_centre)
    long = ("กัญญาณัฐธนพร เจริญเกียรติวัฒนสกุลชัย", "ศิริรัตนวชิราลงกรณ์ ณ พัทลุงนครศรีอยุธยา", "สมชาย ใจดี")
    for name in long:
        first, last = name.split(" ", 1)
        room.enrol(open_centre.house.person(first, last_name=last))
    for _each in range(25):
        room.enrol(open_centre.house.person("เอก"))
    sheet = show_sheet(qtbot, open_centre, room)
    sheet.page.resize(900, 500)
    names = sheet.view.names
    shown = {one.name: names.fitted(row) for row, one in enumerate(sheet.cells.rows)}
    assert [len(shown[name].lines) for name in long] == [2, 2, 1]
    for name in long:
        assert " ".join(shown[name].lines).replace("\u00a0", " ") == name
    assert shown[long[1]].lines[1].startswith("ณ")
    assert shown[long[2]].px > shown[long[0]].px
    assert names.defaultSectionSize() >= 33, "room for both lines"


def test_other_months_and_the_whole_cohort(sheet):
    QTest.mouseClick(sheet.tab.tools.after, Qt.MouseButton.LeftButton)
    assert (sheet.cells.columns[0].day, sheet.cells.columns[-1].day) == (
        date(2026, 12, 1),
        date(2026, 12, 16),
    )
    assert not sheet.tab.tools.after.isEnabled()
    sheet.tab.tools.shape.set_value("whole")
    sheet.tab.tools._choose_shape("whole")
    assert len(sheet.cells.columns) == 45


def test_mornings_and_afternoons_are_marked_apart(qtbot, open_centre):
    room = a_class(open_centre, ("AM", "PM"))
    people = [room.resident(name) for name in ("กนกวรรณ", "แก้วตา")]
    sheet = show_sheet(qtbot, open_centre, room)
    assert sheet.tab.tools.half.value() == "AM"
    type_here("มข")
    sheet.wait()
    sheet.tab.tools.half.set_value("PM")
    sheet.tab._show_half(Half.PM)
    assert sheet.shown(FRIDAY) == ".."
    type_here("ส")
    sheet.wait()
    assert (sheet.kept(FRIDAY, people, "AM"), sheet.kept(FRIDAY, people, "PM")) == ("มข", "ส.")


@pytest.mark.parametrize(("typed", "row"), [("ชู", 3), ("3", 2), ("๒", 1), ("=^", 3)])
def test_a_name_is_jumped_to_by_its_beginning_or_its_number(sheet, typed, row):
    press(focused(), Qt.Key.Key_F, CTRL)
    type_here(typed)
    press(focused(), Qt.Key.Key_Return)
    assert sheet.view.place() == (row, sheet.column(FRIDAY))
    assert focused() is sheet.view


# who may --------------------------------------------------------------------------------------------


def test_who_may_not_mark_reads_and_is_told(qtbot, open_centre, room, people):
    sheet = show_sheet(qtbot, open_centre, room, actor=DESK)
    assert sheet.tab.banner.text().startswith("ดูได้อย่างเดียว")
    type_here("ม")
    press(focused(), Qt.Key.Key_M, CTRL)
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "...."


def test_a_closed_cohort_is_read_only(qtbot, open_centre, room, people):
    with room.house.writing() as session:
        session.get_one(Cohort, room.cohort_id).closed_on = TODAY
    sheet = show_sheet(qtbot, open_centre, room)
    assert sheet.tab.banner.text() == "รุ่นนี้ปิดแล้ว ดูการเช็กชื่อได้อย่างเดียว"
    type_here("ม")
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "...."


def test_a_class_without_people_says_so(qtbot, open_centre, room):
    sheet = show_sheet(qtbot, open_centre, room)
    assert sheet.tab.stack.currentWidget() is sheet.tab.empty


# continuity -----------------------------------------------------------------------------------------


def test_a_trainer_is_told_who_decides_about_a_break(qtbot, open_centre, room, people):
    room.write(people[0], "P" * 12 + "AAA")
    sheet = show_sheet(qtbot, open_centre, room)
    assert sheet.tab.side.chip(0) == ("ขาดติดต่อกัน 3 วัน", Tone.BAD)
    sheet.view.go_to(0, sheet.column(FRIDAY))
    press(focused(), Qt.Key.Key_D, CTRL)
    assert sheet.tab.note.text() == "กนกวรรณ: รอผู้จัดการตัดสินใจ"


def test_the_manager_decides_from_the_red_word(qtbot, open_centre, room, people):
    room.write(people[0], "P" * 12 + "AAA")
    sheet = show_sheet(qtbot, open_centre, room, actor=MANAGER)
    where = QPoint(150, sheet.view.days.height() + 10)
    QTest.mouseClick(sheet.tab.side, Qt.MouseButton.LeftButton, pos=where)
    sheet.wait()
    assert [one.isVisible() for one in sheet.page.findChildren(DecisionDialog)] == [True]
    press(focused(), Qt.Key.Key_Tab)
    type_here("บุตรป่วย")
    press(focused(), Qt.Key.Key_Return, CTRL)
    sheet.wait()
    sheet.wait()
    assert sheet.page.findChildren(DecisionDialog) == []
    assert sheet.tab.side.chip(0) == ("20/45", Tone.OK)
    assert "ครบ 45 วัน ในวันที่ 16 ธ.ค. 2569" in sheet.tab.side.tip(0)


def test_the_paper_of_the_month_is_shown(sheet):
    QTest.mouseClick(sheet.tab.tools.print_button, Qt.MouseButton.LeftButton)
    sheet.wait()
    (paper,) = sheet.page.findChildren(PaperWindow)
    assert "ใบลงเวลา" in paper.windowTitle()
    paper.close()
