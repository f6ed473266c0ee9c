"""The attendance sheet as a trainer uses it: one key a mark, kept at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.builders import TODAY
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
    sheet.tab.context.undo.redo()
    sheet.wait()
    sheet.wait()
    assert sheet.shown(FRIDAY) == "มข.."
