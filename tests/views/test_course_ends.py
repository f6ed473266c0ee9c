"""A course comes to its end: the sheet from a file, scores, the manager's word, and what comes after."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from panpun_desktop.services.enrolment_acts import upgrade
from panpun_desktop.services.enrolment_rows import Upgrade
from panpun_desktop.services.results import read_results
from panpun_desktop.views.courses.attendance_import import ImportAttendanceDialog
from panpun_desktop.views.courses.names_question import NamesQuestion
from panpun_desktop.views.courses.results_dialogs import ConfirmResultDialog
from tests.builders import DESK, MANAGER, TODAY
from tests.services.classroom import FIRST
from tests.typing import press
from tests.views.results import a_course_with_modules, show_results
from tests.views.test_results import dialog, type_scores

CTRL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


@pytest.fixture
def room(open_centre):
    return a_course_with_modules(open_centre)


def lines_of(question):
    """Everybody whom a question names, with what happens and why."""
    rows = question.table.rows
    return [(one.name, one.word, one.why) for one in map(rows.row_at, range(rows.rowCount()))]


def a_file(path, room, *lines):
    """The paper sheet somebody typed into a spreadsheet: whole dates, ticks, a total below."""
    days = [day for day in room.days if day <= TODAY]
    heads = [f"{day.day}/{day.month}/{day.year + 543}" for day in days]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [["ใบลงเวลา"], ["ที่", "ชื่อ", *heads], *lines, ["", "รวม", *["2" for _day in days]]]
        )
    return path


def test_a_sheet_comes_in_scores_are_typed_and_the_manager_confirms(qtbot, open_centre, room, tmp_path):
    one, other = room.resident("กนกวรรณ"), room.resident("ชูใจ")
    path = a_file(
        tmp_path / "ใบลงเวลา.csv", room, ["1", "กนกวรรณ", *"/" * 15], ["2", "ชูใจ", *"/" * 9, *"x" * 6]
    )
    results = show_results(qtbot, open_centre, room, MANAGER)
    asked = ImportAttendanceDialog(results.tab.context, room.cohort_id, path, results.page)
    asked.open()
    results.wait()
    press(asked, RETURN, CTRL)
    results.wait()
    assert [results.text(row, "percent") for row in range(2)] == ["100.0", "60.0"]
    with qtbot.waitActive(results.page):
        results.page.activateWindow()
    results.tab.focus_first()
    for name, scores in (("จักร", ("9", "8")), ("ตัดเสื้อ", ("35", "30"))):
        results.table.go_to(0, results.column(name))
        type_scores(*scores)
    results.wait()
    assert results.text(0, "state") == "เสนอ: ผ่านการอบรม"
    press(results.table, RETURN, CTRL)
    results.wait()
    question = dialog(NamesQuestion)
    assert lines_of(question) == [
        ("กนกวรรณ", "ผ่านการอบรม", "อบรม 20/20 วัน · เข้าอบรมร้อยละ 100.0"),
        ("ชูใจ", "ยังไม่ยืนยัน", "เข้าอบรมร้อยละ 60.0 ขั้นต่ำร้อยละ 80: ยังไม่ครบ"),
    ]
    press(question, RETURN)
    results.wait()
    assert QApplication.activeModalWidget() is None
    assert results.state(one) == "ACTIVE", "Enter alone gives up: the safe button has the focus"
    results.tab.confirm_all_button.click()
    results.wait()
    press(dialog(NamesQuestion), RETURN, CTRL)
    results.wait()
    assert (results.state(one), results.state(other)) == ("DONE", "ACTIVE")
    results.tab.context.undo.undo()
    results.wait()
    assert results.state(one) == "ACTIVE", "Ctrl+Z takes the manager's word back with its figures"
    results.table.go_to(1, 1)
    results.tab.confirm_one()
    answer = dialog(ConfirmResultDialog)
    answer.state.set_value("FAILED")
    answer.save()
    results.wait()
    assert (results.state(one), results.state(other)) == ("ACTIVE", "FAILED")
    assert results.text(1, "state") == "ไม่ผ่านเกณฑ์"


def test_from_the_short_course_into_the_medium_one_the_days_run_on(qtbot, open_centre, room):
    """R-CRS-8 as the results show it: the days of the short course count in the medium one."""
    from tests.services.classroom import classroom

    short = classroom(open_centre.house, name="เย็บผ้าเบื้องต้น", service_type="COURSE_S", floor_days=30)
    person = open_centre.house.person("กนกวรรณ", last_name="สายใจ")
    row = short.enrol(person)
    short.write(row, ["P"] * 14)
    on = FIRST + timedelta(days=18)  # a day without a mark in the short course
    upgrade(open_centre.work, DESK, Upgrade(row.id, row.version, room.cohort_id, on))
    before = read_results(open_centre.work, MANAGER, short.cohort_id).rows[0]
    assert (before.state, before.ended_on) == ("UPGRADED", on - timedelta(days=1))
    results = show_results(qtbot, open_centre, room, MANAGER)
    assert results.text(0, "days") == "20/20", "counted from the first day of the short course"
    assert results.text(0, "state") == "กำลังอบรม"
