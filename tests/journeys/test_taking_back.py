"""Acts are taken back and done again by keys, at once, after a restart, and from the list of acts."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from panpun_desktop.models import Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.views.shell.history import HistoryDialog
from tests.builders import TODAY
from tests.journeys.conftest import let_stay


def wait(desk):
    for _turn in range(4):
        desk.hand.wait()


def press(desk, *keys):
    desk.hand.press(*keys)
    wait(desk)


def check_out(desk, person_id):
    desk.window.workbench.navigate("residents", person_id=person_id)
    wait(desk)
    desk.hand.click("endStayButton")
    desk.hand.click("endStayUnsaidButton")
    press(desk, "Ctrl+Return")


def left_on(desk):
    """When the only stay there is ended; "voided" when its admission was taken back."""
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        stay = session.scalars(select(Stay)).one()
        return "voided" if stay.voided_at is not None else stay.left_on


def says(desk, *words):
    """A text on the screen has all of these words."""
    return any(all(word in text for word in words) for text in desk.texts())


def open_list(desk):
    press(desk, "Ctrl+H")
    opened = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryDialog) and one.isVisible()
    )
    opened.table.viewport().repaint()
    wait(desk)
    return opened


def states(opened):
    table = opened.table.rows
    return [(table.row_at(line).words, table.row_at(line).is_taken_back) for line in range(table.rowCount())]


def again(desk, sit_down):
    """The program was closed and is opened again."""
    desk.program.close()
    opened = sit_down(desk.program.folder)
    opened.centre = desk.centre
    opened.sign_in("desk")
    wait(opened)
    return opened


def test_keys_take_an_act_back_and_do_it_again_also_after_a_restart(desk, sit_down):
    person = let_stay(desk, "สมหมาย", "ชาย 1-02")
    desk.sign_in("desk")
    check_out(desk, person)
    assert left_on(desk) == TODAY
    press(desk, "Ctrl+Z")
    assert left_on(desk) is None
    assert says(desk, "เลิกทำแล้ว", "ออกจากศูนย์")
    press(desk, "Ctrl+Y")
    assert left_on(desk) == TODAY
    assert says(desk, "ทำซ้ำแล้ว", "ออกจากศูนย์")

    desk = again(desk, sit_down)
    press(desk, "Ctrl+Z")
    assert left_on(desk) is None
    desk = again(desk, sit_down)
    press(desk, "Ctrl+Y")
    assert left_on(desk) == TODAY
    press(desk, "Ctrl+Shift+Z")
    assert says(desk, "ไม่มีรายการที่จะทำซ้ำ")
    press(desk, "Ctrl+Z")
    press(desk, "Ctrl+Z")
    assert left_on(desk) == "voided"
    press(desk, "Ctrl+Shift+Z")
    assert left_on(desk) is None


def test_the_list_after_a_restart_refuses_with_the_later_act_and_takes_back_in_order(desk, sit_down):
    person = let_stay(desk, "สมหมาย", "ชาย 1-02")
    desk.sign_in("desk")
    check_out(desk, person)
    desk = again(desk, sit_down)
    opened = open_list(desk)
    assert [one.replace("\u200b", "") for one, _gone in states(opened)[:2]] == ["ออกจากศูนย์", "รับเข้า"]

    press(desk, "Down")
    press(desk, "Ctrl+Z")
    said = opened.banner.text().replace("\u200b", "")
    for word in ("ออกจากศูนย์", "สมหญิง แรกรับ", "21 พ.ย. 2569 10:00"):
        assert word in said
    assert left_on(desk) == TODAY

    press(desk, "Up")
    press(desk, "Ctrl+Z")
    press(desk, "Down")
    press(desk, "Ctrl+Z")
    assert left_on(desk) == "voided"
    assert [gone for _words, gone in states(opened)[:2]] == [True, True]
    press(desk, "Ctrl+Y")
    assert left_on(desk) is None
    assert [gone for _words, gone in states(opened)[:2]] == [True, False]
    press(desk, "Escape")
    press(desk, "Ctrl+Y")
    assert left_on(desk) == TODAY
