"""The night count as a person does it: one key a line, differences settled, confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Stay
from panpun_desktop.services.night_rows import DifferenceRow
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.reopen import ReopenDialog
from panpun_desktop.views.census import build
from panpun_desktop.views.census.details import read_time
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.labels import ThaiLabel
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import type_here

LAST_NIGHT = TODAY - timedelta(days=1)


@pytest.fixture
def page(qtbot, open_centre):
    house = open_centre.house
    open_centre.context.clock.instant = FixedClock.at(TODAY, 7, 40).instant
    house.staying("ปิติ", "ชาย 1-01", sex="M", days=3)
    house.staying("เอก", "ชาย 1-03", sex="M", days=2)
    house.staying("ลำดวน", "หญิง 1-01", sex="F", days=12)
    made = open_centre.shows(qtbot, build(open_centre.context))
    made.open_with()
    for _turn in range(3):
        open_centre.wait()
    return made


@pytest.fixture
def key(page, open_centre):
    """Type one key into the walk."""

    def typed(text):
        code = Qt.Key.Key_Space if text == " " else Qt.Key(0)
        event = QKeyEvent(QKeyEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(page.table, event)
        for _turn in range(3):
            open_centre.wait()

    return typed


def line(page, name):
    return next(one for one in page.shown.rows if one.name.endswith(name))


def click(page, open_centre, name):
    root = page if page.findChild(QPushButton, name) else page.window()
    QTest.mouseClick(root.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    for _turn in range(3):
        open_centre.wait()


def test_the_morning_opens_the_night_just_past_and_says_so(page):
    assert page.night == LAST_NIGHT
    assert "20 พ.ย. 2569" in page.title.plain_text()
    assert page.remark.plain_text() == "คืนที่ผ่านมา"
    assert page.balance.verdict.plain_text() == "ยอดตรงกันทั้งสามทาง"


@pytest.mark.parametrize(
    ("typed", "state"),
    [("ข", "not_here"), ("-", "not_here"), ("ล", "leave"), ("]", "leave"), ("ร", "hospital"), ("ก", "late")],
)
def test_one_key_marks_a_line_in_either_layout_and_goes_on(page, key, typed, state):
    assert page.table.current().name.endswith("ปิติ")
    key(typed)
    assert line(page, "ปิติ").state == state
    assert page.table.current().name.endswith("เอก")  # the empty bed between is passed over


def test_space_takes_a_mark_away(page, key):
    key("ข")
    page.table.select_first()
    key(" ")
    assert not line(page, "ปิติ").is_marked


def test_someone_missing_is_named_with_the_acts_and_one_press_settles_it(page, key, open_centre):
    key("ข")
    missing = line(page, "ปิติ").stay_id
    assert page.balance._cells["census", "M"].plain_text() == "1"
    click(page, open_centre, f"leaveSettle{missing}")
    assert page.balance.verdict.plain_text() == "ยอดตรงกันทั้งสามทาง"
    assert line(page, "ปิติ").state == "leave"


def test_another_bed_is_asked_for_and_shown(page, key, open_centre):
    key("ต")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    dialog.bed.set_value(str(open_centre.house.beds["ชาย 2-01"]))
    dialog.save()
    open_centre.wait()
    open_centre.wait()
    assert line(page, "ปิติ").found_bed == "ชาย 2-01"
    assert [one.kind for one in page.shown.differences] == ["in_other_bed"]


def test_the_hour_of_somebody_late_is_kept_with_a_note(page, key, open_centre):
    key("ก")
    page.table.select_key(line(page, "ปิติ").key)
    page.line.note.setFocus()
    type_here("ไปงานศพ")
    page.line.back_at.setFocus()
    type_here("23.30")
    QTest.keyClick(page.line.back_at, Qt.Key.Key_Return)
    open_centre.wait()
    open_centre.wait()
    assert (line(page, "ปิติ").note_entered, line(page, "ปิติ").back_at) == ("ไปงานศพ", time(23, 30))


def test_an_hour_that_is_none_is_said_beside_the_field(page, key, open_centre):
    key("ก")
    page.table.select_key(line(page, "ปิติ").key)
    page.line.back_at.setText("25.00")
    QTest.keyClick(page.line.back_at, Qt.Key.Key_Return)
    assert "23:30" in page.line.back_box.problem()


@pytest.mark.parametrize(
    ("text", "found"), [("23:30", time(23, 30)), ("๒๓.๓๐", time(23, 30)), ("730", time(7, 30)), ("x", None)]
)
def test_hours_are_read_as_people_write_them(text, found):
    assert read_time(text) == found


def test_confirming_says_by_whom_and_the_walk_is_closed_until_corrected(page, key, open_centre):
    page.save()
    dialog = QApplication.activeModalWidget()
    dialog.save()
    for _turn in range(3):
        open_centre.wait()
    assert page.state.text() == "ยืนยันแล้ว"
    assert "สมหญิง" in page.balance.confirmed.plain_text()
    assert page.minimumSizeHint().width() <= page.width()
    key("ข")
    assert "แก้ไขยอดที่ยืนยันแล้ว" in page.banner.text()
    page.save()  # Ctrl+Enter once more
    for _turn in range(3):
        open_centre.wait()
    assert page.state.text() == "ยืนยันแล้ว", "it is asked first"
    QApplication.activeModalWidget().save()
    for _turn in range(3):
        open_centre.wait()
    assert page.state.text() == "ยังไม่ยืนยัน"


def test_a_visitor_is_entered_and_taken_out(page, open_centre):
    click(page, open_centre, "visitorButton")
    dialog = QApplication.activeModalWidget()
    dialog.visitor.setText("ญาติของปิติ")
    dialog.save()
    open_centre.wait()
    open_centre.wait()
    assert page.shown.visitors == 1
    assert "ผู้มาค้างคืน 1 คน" in page.balance.verdict.plain_text()
    page.table.select_key(page.shown.rows[-1].key)
    click(page, open_centre, "removeVisitorButton")
    assert page.shown.visitors == 0


def test_a_coming_night_is_looked_at_only(page, open_centre):
    page.show_night(TODAY + timedelta(days=1))
    open_centre.wait()
    open_centre.wait()
    assert page.state.text() == "ยังไม่ถึง"
    assert not page.confirm_button.isEnabled()


def test_the_walk_sheet_opens_as_a_paper(page, open_centre):
    page.print_open()
    open_centre.wait()
    open_centre.wait()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow))
    assert "ใบเดินตรวจนับยอดคืน" in window.windowTitle()
    window.close()


def test_everything_can_be_reached_and_read(page, key):
    key("ข")
    assert not clipped(page)
    assert not too_low(page)
    assert not unnamed(page)
    assert not unreached(page)


def end_wrongly(open_centre, page, name):
    found = line(page, name)
    with open_centre.work.reading(open_centre.actor, "person.read") as session:
        version = session.get_one(Stay, found.stay_id).version
    end_stay(open_centre.work, open_centre.actor, EndStay(((found.stay_id, version),), LAST_NIGHT, "OTHER"))
    page.read()
    for _turn in range(3):
        open_centre.wait()
    return found


def test_who_sleeps_in_a_bed_recorded_as_left_is_taken_back_from_the_list_of_differences(
    page, key, open_centre
):
    wrong = end_wrongly(open_centre, page, "ปิติ")
    bed = next(one for one in page.shown.rows if one.bed == "ชาย 1-01")
    assert (bed.state, bed.stay_id, bed.left_stay_id) == ("free", None, wrong.stay_id)
    page.table.select_key(bed.key)
    assert "ปิติ" in page.line.state.plain_text()
    assert page.line.still.isVisible()
    assert not clipped(page)
    key(" ")
    assert page.balance._cells["census", "M"].plain_text() == "2"
    assert page.balance._cells["movements", "M"].plain_text() == "1"
    (row,) = page.shown.differences
    assert (row.kind, row.stay_id) == ("seen_after_leaving", wrong.stay_id)
    click(page, open_centre, f"reopenSettle{wrong.stay_id}")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReopenDialog)
    dialog.reason.setFocus()
    type_here("กดผิดคน")
    dialog.save()
    for _turn in range(3):
        open_centre.wait()
    assert page.balance.verdict.plain_text() == "ยอดตรงกันทั้งสามทาง"
    assert (line(page, "ปิติ").bed, line(page, "ปิติ").state) == ("ชาย 1-01", "present")


def test_seen_after_leaving_can_be_taken_out_of_the_count_again(page, key, open_centre):
    end_wrongly(open_centre, page, "ปิติ")
    page.table.select_key(next(one.key for one in page.shown.rows if one.bed == "ชาย 1-01"))
    key(" ")
    page.table.select_key(line(page, "ปิติ").key)
    key("ข")
    assert page.balance.verdict.plain_text() == "ยอดตรงกันทั้งสามทาง"
    assert page.shown.differences == ()


def test_a_bed_left_a_week_ago_names_nobody(page, open_centre):
    wrong = end_wrongly(open_centre, page, "ลำดวน")
    page.show_night(TODAY)
    open_centre.wait()
    assert any(one.left_stay_id == wrong.stay_id for one in page.shown.rows)
    with open_centre.house.writing() as session:
        stay = session.get_one(Stay, wrong.stay_id)
        stay.left_on = TODAY - timedelta(days=8)
    page.read()
    open_centre.wait()
    assert not any(one.left_stay_id for one in page.shown.rows)


def test_settling_last_night_says_which_night(page, key, open_centre):
    key("ข")
    said = []
    open_centre.context.operations.changed.connect(lambda changes, _asker: said.append(changes.summary))
    click(page, open_centre, f"leaveSettle{line(page, 'ปิติ').stay_id}")
    assert "ไม่อยู่เมื่อคืน (คืนวันที่ 20 พ.ย. 2569)" in said[-1]


def test_of_hundreds_of_differences_the_first_stand_in_the_card_and_the_rest_is_said(page):
    row = DifferenceRow(1, 1, None, 1, "ปิติ", "not_seen", "", ("leave", "late"), None)
    many = tuple(replace(row, stay_id=number) for number in range(600))
    page.balance.show_count(replace(page.shown, differences=many))
    assert len(page.balance.findChildren(QWidget, QRegularExpression("^difference"))) == 20
    assert "อีก 580 รายการ" in page.balance.findChildren(ThaiLabel)[-1].plain_text()
