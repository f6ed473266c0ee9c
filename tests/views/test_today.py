"""Today's page as a person uses it: figures open lists, buttons settle tasks, nothing is stale."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from panpun_desktop.rules.override import GivenReason
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import beds, drafts, people, stays
from panpun_desktop.services.centre import centre
from panpun_desktop.services.people_rows import PeopleFilter
from panpun_desktop.services.today_rows import MovementRow, TaskRow
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.today import build
from panpun_desktop.views.today.movements import MovementsCard
from panpun_desktop.views.today.tasks import TasksCard
from panpun_desktop.widgets.labels import ThaiLabel
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot, open_centre):
    """Opens the page on what is in the centre now."""

    def make():
        page = build(open_centre.context)
        qtbot.addWidget(page)
        page.resize(1160, 716)
        open_centre.context.operations.changed.connect(lambda changes, _asker: page.reload(changes))
        page.status.connect(open_centre.show_status)
        with qtbot.waitActive(page):
            page.show()
        page.open_with()
        page.focus_first()
        open_centre.wait()
        return page

    return make


@pytest.fixture
def busy(open_centre):
    """A centre with something to do."""
    house = open_centre.house
    return {
        "เกิน": house.staying("เกิน", "ชาย 1-01", sex="M", days=12),
        "ครบ": house.staying("ครบ", "ชาย 1-02", sex="M", days=10),
        "ไร้เตียง": house.staying("นิด", sex="F", days=1),
        "เรียน": house.staying("เรียน", "หญิง 1-01", sex="F", days=20, service_type="COURSE_S"),
    }


def figure(page, key):
    return page.tiles[key].accessibleName()


def button_for(page, open_centre, stay, act):
    (task,) = [one for one in page.shown.tasks if one.stay_id == stay.id and one.act == act]
    return page.tasks.button_of(task.key)


def dialog_of(page, qtbot):
    (found,) = page.findChildren(ActDialog)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_the_four_figures_are_said_with_their_remarks(show, open_centre, busy):
    page = show()
    assert figure(page, "present").startswith("ผู้พักอาศัยคืนนี้ 4 จาก 32 เตียง")
    assert figure(page, "admitted").startswith("รับเข้าวันนี้ 1")
    assert figure(page, "due").startswith("ครบกำหนดวันนี้ 1")
    assert figure(page, "free").startswith("เตียงว่าง 29")


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("present", ("residents", {"present": True})),
        ("admitted", ("residents", {"admitted_today": True})),
        ("due", ("residents", {"present": True, "near": True})),
        ("free", ("beds", {})),
    ],
)
def test_a_figure_opens_its_list(show, open_centre, busy, key, where):
    page = show()
    QTest.mouseClick(page.tiles[key], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    press(page.tiles[key], Qt.Key.Key_Space)
    assert open_centre.navigated == [where, where]


def test_the_list_behind_admitted_today_holds_who_came_today_even_if_gone_again(open_centre):
    house = open_centre.house
    here = house.staying("อยู่", sex="M", days=1)
    gone = house.staying("ไปแล้ว", sex="M", days=1, left_on=TODAY, outcome="SELF")
    house.staying("เก่า", sex="M", days=2)
    chosen = PeopleFilter(present_only=False, admitted_today=True)
    found = people.list_people(open_centre.work, open_centre.actor, chosen)
    assert {row.id for row in found} == {here.person_id, gone.person_id}


def test_the_most_urgent_task_comes_first_and_has_the_focus(show, open_centre, busy):
    page = show()
    first = page.shown.tasks[0]
    assert first.stay_id == busy["เกิน"].id
    assert focused() is page.tasks.button_of(first.key)
    assert focused().accessibleName() == "ขยายเวลา: เกิน"


def test_a_task_over_the_limit_is_settled_from_the_page_and_goes_away(show, open_centre, busy, qtbot):
    page = show()
    press(focused(), Qt.Key.Key_Space)
    open_centre.wait()
    dialog = dialog_of(page, qtbot)
    type_here("เจ็บป่วย")
    dialog.text.setFocus()
    type_here("รอผลตรวจจากโรงพยาบาล")
    dialog.until.setFocus()
    type_here("+5")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert not [one for one in page.shown.tasks if one.act == "extend"]


def test_someone_without_a_bed_gets_one_from_the_page(show, open_centre, busy, qtbot):
    page = show()
    stay = busy["ไร้เตียง"]
    press(button_for(page, open_centre, stay, "assign_bed"), Qt.Key.Key_Space)
    open_centre.wait()
    dialog = dialog_of(page, qtbot)
    assert dialog.title() == "จัดเตียง"
    type_here("หญิง 2-01")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert people.person_panel(open_centre.work, open_centre.actor, stay.person_id).row.bed == "หญิง 2-01"
    assert not [one for one in page.shown.tasks if one.act == "assign_bed"]


def test_a_last_day_leads_into_a_course(show, open_centre, busy, qtbot):
    page = show()
    QTest.mouseClick(button_for(page, open_centre, busy["ครบ"], "change_service"), Qt.MouseButton.LeftButton)
    open_centre.wait()
    assert dialog_of(page, qtbot).name == "changeService"


def test_a_transit_stay_leads_to_the_letter(show, open_centre):
    stay = open_centre.house.staying(
        "บุญมี", "ชาย 2-04", sex="M", arrived_on=date(2026, 11, 17), service_type="TRANSIT"
    )
    page = show()
    press(button_for(page, open_centre, stay, "transfer_letter"), Qt.Key.Key_Space)
    asked = ("documents", {"kind": "transfer_letter", "person_id": stay.person_id})
    assert open_centre.navigated == [asked]


def as_manager(open_centre):
    context = open_centre.context
    context.actor = Actor(1, "manager", "สมศรี", Role.MANAGER)
    context.centre = centre(context.work, context.actor)


def test_a_manager_acknowledges_with_one_press(show, open_centre, busy):
    reason = GivenReason("ILL", "รอผลตรวจจากโรงพยาบาล")
    stays.extend_stay(open_centre.work, open_centre.actor, stays.ExtendStay(busy["เกิน"].id, reason))
    as_manager(open_centre)
    page = show()
    (task,) = [one for one in page.shown.tasks if one.act == "acknowledge"]
    press(page.tasks.button_of(task.key), Qt.Key.Key_Space)
    open_centre.wait()
    assert not [one for one in page.shown.tasks if one.act == "acknowledge"]


def test_what_the_role_may_not_settle_cannot_be_pressed(show, open_centre, busy):
    open_centre.context.actor = Actor(3, "trainer", "วิภา", Role.TRAINER)
    page = show()
    assert page.shown.tasks
    page.tasks.others.click()
    settling = [one for one in page.shown.tasks if one.act != "person"]
    assert not any(page.tasks.button_of(one.key).isEnabled() for one in settling)
    assert not page.admit_button.isEnabled()


def test_the_page_says_the_balance_and_how_many_tasks_wait(show, open_centre, busy):
    page = show()
    assert open_centre.statuses[-1] == "ยกมา 3 + รับเข้า 1 − ออก 0 = 4 ✓"
    assert open_centre.badges == {"today": len(page.shown.tasks)}


def test_a_change_is_shown_at_once_and_the_focus_stays_among_the_tasks(show, open_centre, busy):
    page = show()
    one = busy["ไร้เตียง"]
    request = stays.EndStay(((one.id, one.version),), TODAY, "SELF")
    context = open_centre.context
    context.operations.change(page, lambda: stays.end_stay(context.work, context.actor, request))
    open_centre.wait()
    open_centre.wait()
    assert figure(page, "present").startswith("ผู้พักอาศัยคืนนี้ 3")
    assert page.movements.rows[-1].name == "นิด"
    assert focused() in [page.tasks.button_of(task.key) for task in page.shown.tasks]


def test_the_coming_nights_are_bars_and_words(show, open_centre, busy):
    page = show()
    assert len(page.forecast.days) == 14
    assert page.forecast.days[0].people == 4
    assert page.forecast.accessibleDescription().startswith("21 พ.ย. 2569: 4 คน, 22 พ.ย. 2569: ")
    bars = page.forecast.bars()
    assert bars[0].height() == max(bar.height() for bar in bars)
    fewer = [bar for bar, day in zip(bars, page.forecast.days, strict=True) if day.people < 4]
    assert fewer
    assert all(bar.height() < bars[0].height() for bar in fewer)


def test_a_new_centre_says_that_nothing_waits(show, open_centre):
    page = show()
    assert page.tasks._stack.currentWidget() is page.tasks.empty
    assert figure(page, "present").startswith("ผู้พักอาศัยคืนนี้ 0")
    assert page.forecast.bars()
    assert focused() is page.admit_button
    press(focused(), Qt.Key.Key_Space)
    assert open_centre.navigated == [("admission", {})]


def test_the_board_behind_the_free_beds_agrees(show, open_centre, busy):
    page = show()
    board = beds.board(open_centre.work, open_centre.actor, TODAY)
    assert figure(page, "free").startswith(f"เตียงว่าง {board.free}")


def test_yesterday_is_not_shown_after_midnight(show, open_centre, busy, clock):
    page = show()
    clock.instant += timedelta(days=1)
    page.open_with()
    open_centre.wait()
    assert page.shown.on == TODAY + timedelta(days=1)


def test_every_control_is_named_reached_by_tab_and_whole(show, busy):
    page = show()
    assert unnamed(page) == []
    assert unreached(page) == []
    assert clipped(page) == []
    assert too_low(page) == []
    assert page.findChildren(QPushButton)


def test_the_shift_is_handed_over_with_a_paper_to_sign(qtbot, open_centre):
    from panpun_desktop.views.paper_window import PaperWindow
    from panpun_desktop.views.today.handover import HandoverDialog, read_time

    desk = QWidget()
    qtbot.addWidget(desk)
    dialog = HandoverDialog(open_centre.context, desk)
    dialog.notes.setPlainText("ฝากดูห้อง ชาย 1")
    dialog.day.set_value(open_centre.context.today)
    dialog.at.setText("25:99")
    dialog.save()
    open_centre.wait()
    assert "8:00" in dialog.boxes["since_time"].problem()
    dialog.at.setText("8.00")
    dialog.save()
    for _turn in range(3):
        open_centre.wait()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow))
    assert window.windowTitle().startswith("ใบส่งเวร")
    window.close()
    assert (read_time("").hour, read_time("7").hour, read_time("๐๗๓๐").minute) == (0, 7, 30)


def test_a_day_with_hundreds_of_movements_keeps_few_widgets_until_the_earlier_ones_are_asked_for(qtbot):
    card = MovementsCard()
    qtbot.addWidget(card)
    rows = tuple(MovementRow(time(8, 0), "รับเข้า", f"คนที่ {number}", "", None) for number in range(1200))
    card.show_rows(rows[:12])
    of_a_line = len(card.findChildren(QWidget)) / 12
    card.show_rows(rows)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(card.findChildren(QWidget)) < 17 * of_a_line
    shown = [one.plain_text() for one in card.area.widget().findChildren(ThaiLabel)]
    assert "คนที่ 1199" in shown
    assert "คนที่ 0" not in shown
    assert card.rows == rows
    earlier = card.findChild(QPushButton, "earlierMovementsButton")
    assert "1,188" in earlier.text()
    card.show_rows(rows[:40])
    card.findChild(QPushButton, "earlierMovementsButton").click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [one.plain_text() for one in card.area.widget().findChildren(ThaiLabel)]
    assert "คนที่ 0" in shown
    assert card.findChild(QPushButton, "earlierMovementsButton") is None


def test_of_hundreds_of_tasks_the_most_urgent_stand_there_and_the_rest_is_said(qtbot):
    card = TasksCard(lambda _row: True)
    qtbot.addWidget(card)
    card.show_rows(
        tuple(TaskRow(f"t{number}", "", "bad", "งาน", "", "ทำ", "person") for number in range(300))
    )
    assert len(card.area.widget().findChildren(QPushButton)) == 20
    assert card.button_of("t19")
    assert not card.button_of("t20")
    assert any("อีก 280 รายการ" in one.plain_text() for one in card.area.widget().findChildren(ThaiLabel))
    assert len(card.rows) == 300


def test_an_admission_that_was_not_saved_is_gone_on_with_or_thrown_away(show, open_centre):
    content = '{"people": [{"name": "นายสมมติ"}, {"name": "นางสมมติ"}]}'
    drafts.save_draft(open_centre.work, open_centre.actor, drafts.SaveDraft("admission", content))
    page = show()
    assert "2 คน" in page.draft.text()
    go_on, throw_away = page.draft.findChildren(QPushButton)
    go_on.click()
    assert open_centre.navigated[-1][0] == "admission"
    throw_away.click()
    open_centre.wait()
    assert page.draft.text() == ""
    assert drafts.load_draft(open_centre.work, open_centre.actor, "admission") is None
