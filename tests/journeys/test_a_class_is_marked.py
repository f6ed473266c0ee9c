"""A trainer with five minutes, and a manager who decides: the attendance of a class."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from panpun_desktop.views.courses.decision import DecisionDialog
from panpun_desktop.widgets.theme import Tone
from tests.builders import TODAY
from tests.services.classroom import classroom
from tests.typing import focused, press, type_here
from tests.views.conftest import house_of
from tests.views.sheets import show_sheet

FRIDAY = TODAY - timedelta(days=1)
CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    *("กนกวรรณ", "แก้วตา", "จันทร์เพ็ญ", "ชูใจ", "ดวงดี", "นิภา", "บุญมา", "ประยูร", "พร"),
    *("มานี", "ยุพิน", "ลำดวน", "วาสนา", "สมปอง", "สุดา", "หทัย", "อารีย์", "อำไพ"),
)


@pytest.fixture
def sit_at_the_sheet(qtbot, desk):
    """Somebody signed in, with the sheet of a class in front of them."""

    def made(login, room):
        desk.sign_in(login)
        context = desk.window.workbench.context
        around = SimpleNamespace(context=context, work=context.work, wait=desk.hand.wait)
        return show_sheet(qtbot, around, room, actor=context.actor)

    return made


def test_a_class_of_18_with_two_absent_takes_less_than_ten_key_presses(desk, sit_at_the_sheet):
    room = classroom(house_of(desk.centre.work))
    people = [room.resident(name) for name in NAMES]
    sheet = sit_at_the_sheet("trainer", room)
    keys = (
        lambda: press(focused(), Qt.Key.Key_M, CTRL),
        lambda: press(focused(), Qt.Key.Key_F, CTRL),
        lambda: type_here("ช"),  # ชูใจ
        lambda: press(focused(), Qt.Key.Key_Return),
        lambda: type_here("ข"),
        lambda: press(focused(), Qt.Key.Key_F, CTRL),
        lambda: type_here("ห"),  # หทัย
        lambda: press(focused(), Qt.Key.Key_Return),
        lambda: type_here("ข"),
    )
    assert len(keys) < 10
    for key in keys:
        key()
    sheet.wait()
    assert sheet.kept(FRIDAY, people) == "มมมขมมมมมมมมมมมขมม"
    assert sheet.statuses[-1] == "วันที่ 20 พ.ย. · เช็กแล้ว 18/18"


def test_three_days_of_absence_lead_to_the_decision_of_the_manager(desk, sit_at_the_sheet):
    room = classroom(house_of(desk.centre.work))
    one, other = room.resident("ประยูร"), room.resident("พร")
    room.write(one, "P" * 12 + "AA")
    room.write(other, "P" * 15)
    sheet = sit_at_the_sheet("trainer", room)
    assert sheet.tab.side.chip(0) == ("ขาดติดต่อกัน 2 วัน", Tone.WARN)
    type_here("ข")
    sheet.wait()
    sheet.tab.read()
    sheet.wait()
    assert sheet.tab.side.chip(0) == ("ขาดติดต่อกัน 3 วัน", Tone.BAD)
    sheet.page.close()
    desk.window.workbench.sign_out_asked.emit()
    desk.hand.wait()
    sheet = sit_at_the_sheet("manager", room)
    sheet.view.go_to(0, sheet.column(FRIDAY))
    press(focused(), Qt.Key.Key_D, CTRL)
    sheet.wait()
    (dialog,) = sheet.page.findChildren(DecisionDialog)
    press(focused(), Qt.Key.Key_Tab)
    type_here("บุตรป่วย แจ้งทางโทรศัพท์")
    press(dialog, Qt.Key.Key_Return, CTRL)
    sheet.wait()
    sheet.wait()
    assert sheet.tab.side.chip(0) == ("20/45", Tone.OK)
