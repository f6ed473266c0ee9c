"""A messy attendance sheet from a file: looked at, mended, brought in as one act, taken back."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from panpun_desktop.views.courses.attendance_import import ImportAttendanceDialog
from tests.builders import DESK
from tests.typing import press, type_text
from tests.views.sheets import a_class, show_sheet
from tests.views.test_results import dialog

MESSY = (
    ["ใบลงเวลา ตัดเย็บเสื้อผ้า รุ่น 57 เดือน พฤศจิกายน 2569", "", "", "", "", ""],
    ["ที่", "ชื่อ - สกุล", "16", "17", "18", "21"],
    ["1", "นางสาวกนกวรรณ  สายใจ", "/", "✓", "x", ""],
    ["2", "ประยูร แก้วใสส", "/", "??", "ลา", ""],
    ["3", "สมหมาย ไม่มีในรุ่น", "/", "/", "/", ""],
    ["", "รวม", "3", "2", "2", ""],
)


@pytest.fixture
def room(open_centre):
    return a_class(open_centre)


@pytest.fixture
def people(room):
    named = (("กนกวรรณ", "สายใจ"), ("ประยูร", "แก้วใส"), ("ชูใจ", "เลิศล้ำ"))
    return [room.enrol(room.house.person(first, last_name=last)) for first, last in named]


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "พ.ย.csv"
    with found.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(MESSY)
    return found


@pytest.fixture
def opened(qtbot, open_centre, room, people, path, monkeypatch):
    sheet = show_sheet(qtbot, open_centre, room)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))

    def choose():
        sheet.tab.tools.import_button.click()
        sheet.wait()
        return sheet, dialog(ImportAttendanceDialog)

    return choose


def cells(asked, line):
    row = asked.table.rows.find(line)
    return [
        asked.table.rows.index(row, at).data(Qt.ItemDataRole.DisplayRole)
        for at in range(len(asked.table.rows.columns))
    ]


def marks_of(room, people):
    return ["".join(mark[0] for _day, mark in sorted(room.marks(one).items())) for one in people]


def test_the_preview_says_of_each_line_and_cell_what_becomes_of_it(opened):
    _sheet, asked = opened()
    assert cells(asked, 3)[2:] == ["กนกวรรณ สายใจ", "พร้อมนำเข้า", "ม", "ม", "ข", ""]
    assert cells(asked, 4)[2:] == ["ประยูร แก้วใส", "สะกดต่างจากในรุ่น · นำเข้าไม่ได้ 1 ช่อง", "ม", "??", "ก", ""]
    assert cells(asked, 5)[2:4] == ["–", "ไม่มีชื่อนี้ในรุ่น"]
    assert "21" in asked.outside.text()
    assert "ชูใจ" in asked.outside.text()


def test_a_line_nobody_knows_is_given_to_somebody_and_all_comes_in_as_one_act(opened, room, people):
    sheet, asked = opened()
    asked.table.select_key(5)
    press(asked.table, Qt.Key.Key_Return)
    assert asked.who.hasFocus()
    asked.who.set_value(str(people[2].id))
    asked.who.chosen.emit(str(people[2].id))
    sheet.wait()
    assert cells(asked, 5)[2] == "ชูใจ เลิศล้ำ"
    press(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet.wait()
    assert marks_of(room, people) == ["PPA", "PB", "PPP"]
    sheet.tab.context.undo.undo()
    sheet.wait()
    assert marks_of(room, people) == ["", "", ""]


def test_a_mark_that_could_not_be_read_is_typed_anew(opened, room, people):
    sheet, asked = opened()
    asked.table.select_key(3)
    assert not asked.mark_box.isVisible()
    asked.table.select_key(4)
    assert asked.mark_box.isVisible()
    asked.mark.setFocus()
    type_text(asked.mark, "ข")
    press(asked.mark, Qt.Key.Key_Return)
    sheet.wait()
    assert cells(asked, 4)[3:] == ["สะกดต่างจากในรุ่น", "ม", "ข", "ก", ""]
    assert not asked.mark_box.isVisible()
    press(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet.wait()
    assert marks_of(room, people)[:2] == ["PPA", "PAB"]


def test_a_line_may_be_left_out(opened, room, people):
    sheet, asked = opened()
    asked.table.select_key(4)
    asked.who.chosen.emit("out")
    sheet.wait()
    asked.bring_in()
    sheet.wait()
    assert marks_of(room, people) == ["PPA", "", ""]


def test_the_same_file_again_holds_nothing_new(opened, room):
    sheet, asked = opened()
    asked.bring_in()
    sheet.wait()
    _sheet, again = opened()
    assert "ไม่มีการเช็กชื่อใหม่" in again.banner.text()
    assert not again.import_button.isEnabled()


def test_only_what_needs_a_look_is_shown_when_asked(opened):
    _sheet, asked = opened()
    asked.only.click()
    assert asked.table.rows.rowCount() == 2


def test_a_sheet_without_its_month_asks_for_it(opened, path):
    lines = path.read_text(encoding="utf-8-sig").replace("เดือน พฤศจิกายน 2569", "")
    path.write_text(lines, encoding="utf-8-sig")
    sheet, asked = opened()
    assert "เดือน" in asked.banner.text()
    assert not asked.import_button.isEnabled()
    asked.month.set_value("2026-11-01")
    asked.month.chosen.emit("2026-11-01")
    sheet.wait()
    assert asked.import_button.isEnabled()


def test_a_file_that_is_no_table_says_so(opened, path):
    path.write_bytes(b"\x00\x01")
    _sheet, asked = opened()
    assert asked.banner.text()
    assert not asked.import_button.isEnabled()


def test_who_may_not_mark_is_not_offered_the_import(qtbot, open_centre, room, people):
    sheet = show_sheet(qtbot, open_centre, room, DESK)
    assert not sheet.tab.tools.import_button.isVisible()
