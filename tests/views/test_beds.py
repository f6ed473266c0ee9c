"""The bed board as a person uses it: keys across rooms, dragging, nights, closing, mattresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView

from panpun_desktop.services import absences, beds, stays
from panpun_desktop.services.bed_rows import BedTile, Board, RoomCard
from panpun_desktop.services.changes import Changes
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.beds import build
from panpun_desktop.views.beds import words as bed_words
from panpun_desktop.views.beds.waiting import waiting_carried
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, tab, type_here

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def people(open_centre):
    """Three men, two women, and someone without a bed."""
    house = open_centre.house
    return {
        "ปิติ": house.staying("ปิติ", "ชาย 1-01", sex="M", days=3),
        "เอก": house.staying("เอก", "ชาย 1-06", sex="M", days=2),
        "บุญมี": house.staying("บุญมี", "ชาย 2-04", sex="M", days=10),
        "ลำดวน": house.staying("ลำดวน", "หญิง 1-01", sex="F", days=12),
        "นิด": house.staying("นิด", sex="F", days=1),
    }


@pytest.fixture
def page(qtbot, open_centre, people):
    made = open_centre.shows(qtbot, build(open_centre.context))
    open_centre.wait()
    made.focus_first()
    return made


def bed(open_centre, label):
    return open_centre.house.beds[label]


def go_to(page, open_centre, label):
    page.board.select(bed(open_centre, label))
    page.board.focus_current()
    open_centre.wait()


def where(open_centre, stay, night=TODAY):
    board = beds.board(open_centre.work, open_centre.actor, night)
    found = [tile.full_label for room in board.rooms for tile in room.tiles if tile.stay_id == stay.id]
    return found[0] if found else ""


def enter(open_centre):
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()


def current(page):
    return page.board.current().full_label


# walking and looking --------------------------------------------------------------------------------


def test_arrows_walk_from_bed_to_bed_and_into_the_next_room(page, open_centre):
    assert current(page) == "ชาย 1-01"
    for key, label in (
        (Qt.Key.Key_Right, "ชาย 1-02"),
        (Qt.Key.Key_Right, "ชาย 1-03"),
        (Qt.Key.Key_Right, "ชาย 2-01"),
        (Qt.Key.Key_Down, "ชาย 2-04"),
        (Qt.Key.Key_Left, "ชาย 1-06"),
        (Qt.Key.Key_Down, "หญิง 1-03"),
        (Qt.Key.Key_Up, "ชาย 1-06"),
        (Qt.Key.Key_End, "ครอบครัว 2-04"),
        (Qt.Key.Key_Right, "ครอบครัว 2-04"),
        (Qt.Key.Key_Home, "ชาย 1-01"),
    ):
        press(focused(), key)
        assert current(page) == label


def test_the_board_is_one_tab_stop(page):
    first = focused()
    tab()
    assert focused() not in page.board.views()
    assert first in page.board.views()


def test_a_tile_says_everything_to_a_screen_reader(page, open_centre, people):
    view = page.board.views()[1]
    spoken = view.beds.data(view.beds.index(3), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "เตียง ชาย 2-04, บุญมี, ทดลองอยู่, วันที่ 10/10 ครบกำหนด"


def test_the_person_of_the_bed_stands_at_the_side_with_the_clock_and_the_acts(page, open_centre, people):
    go_to(page, open_centre, "ชาย 2-04")
    assert page.chosen.heading.plain_text() == "บุญมี"
    assert "วันที่ 10/10" in page.chosen.first.plain_text()
    names = [one.objectName() for one in page.chosen.findChildren(QPushButton)]
    assert {"change_serviceButton", "move_bedButton", "end_stayButton", "extendButton"} <= set(names)
    QTest.mouseClick(page.chosen.findChild(QPushButton, "end_stayButton"), Qt.MouseButton.LeftButton)
    open_centre.wait()
    (dialog,) = page.findChildren(ActDialog)
    assert dialog.name == "endStay"


def test_enter_on_a_sleeper_opens_the_person(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    enter(open_centre)
    assert open_centre.navigated == [("residents", {"person_id": people["เอก"].person_id})]


def test_the_foot_counts_each_building(page, open_centre, qtbot):
    with qtbot.waitSignal(page.status) as told:
        page.read()
        open_centre.wait()
    assert told.args == ["อาคารพัก 1: พักอยู่ 4 · ว่าง 28 · ปิดซ่อม 0"]


def test_someone_away_keeps_the_bed_and_is_marked(page, open_centre, people):
    one = people["ปิติ"]
    request = absences.StartAbsence(one.id, one.version, "HOSPITAL", TODAY)
    absences.start_absence(open_centre.work, open_centre.actor, request)
    page.read()
    open_centre.wait()
    view = page.board.views()[0]
    assert "ไปโรงพยาบาล" in view.beds.data(view.beds.index(0), Qt.ItemDataRole.AccessibleTextRole)


# moving by keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["m", "ย", "ท"])
def test_a_letter_takes_up_arrows_choose_and_enter_puts_down(page, open_centre, people, letter):
    go_to(page, open_centre, "ชาย 1-06")
    type_here(letter)
    open_centre.wait()
    assert page.moving.carried.name == "เอก"
    assert current(page) == "ชาย 2-01"
    assert "เอก" in page.banner.text()
    press(focused(), Qt.Key.Key_Right)
    enter(open_centre)
    assert where(open_centre, people["เอก"]) == "ชาย 2-02"
    assert where(open_centre, people["เอก"], TODAY - timedelta(days=1)) == "ชาย 1-06"
    assert page.moving.carried is None
    assert focused() in page.board.views()
    open_centre.context.undo.undo()
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    assert page.board.tile_of(bed(open_centre, "ชาย 1-06")).stay_id == people["เอก"].id


def test_escape_puts_the_person_back(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("M")
    press(focused(), Qt.Key.Key_Escape)
    assert page.moving.carried is None
    assert current(page) == "ชาย 1-06"
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    assert not page.banner.isVisible()


def test_putting_someone_down_on_a_taken_bed_offers_to_swap(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    go_to(page, open_centre, "ชาย 1-01")
    enter(open_centre)
    assert "สลับเตียง" in page.banner.text()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    enter(open_centre)  # the button that swaps has the focus
    assert where(open_centre, people["เอก"]) == "ชาย 1-01"
    assert where(open_centre, people["ปิติ"]) == "ชาย 1-06"


def test_two_people_swap_by_keys(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("ส")
    assert "สลับเตียงกับใคร" in page.banner.text()
    go_to(page, open_centre, "ชาย 1-01")
    enter(open_centre)
    assert where(open_centre, people["เอก"]) == "ชาย 1-01"
    assert where(open_centre, people["ปิติ"]) == "ชาย 1-06"


def test_del_takes_someone_out_of_the_bed_into_the_strip_of_those_who_wait(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    press(focused(), Qt.Key.Key_Delete)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == ""
    assert {one.name for one in page.waiting.list.people.people} == {"เอก", "นิด"}


def test_what_speaks_against_a_bed_is_said_before_and_after_and_the_move_is_made(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    go_to(page, open_centre, "หญิง 1-02")
    assert "ผู้หญิง" in page.banner.text()
    enter(open_centre)
    assert where(open_centre, people["เอก"]) == "หญิง 1-02"
    assert "ผู้หญิง" in page.banner.text()


def test_someone_without_a_bed_is_placed_with_enter_twice(page, open_centre, people):
    waiting = page.waiting.list
    assert waiting.people.rowCount() == 1
    waiting.setFocus()
    press(waiting, Qt.Key.Key_Down)
    enter(open_centre)
    assert page.moving.carried.name == "นิด"
    go_to(page, open_centre, "หญิง 1-02")
    enter(open_centre)
    assert where(open_centre, people["นิด"]) == "หญิง 1-02"
    assert not page.waiting.list.isVisible()
    assert page.waiting.isVisible()


def test_a_move_that_someone_else_made_first_is_said_and_the_board_read_anew(page, open_centre, people):
    one = people["เอก"]
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    request = beds.MoveBed(one.id, one.version, bed(open_centre, "ชาย 2-01"), TODAY)
    beds.move_bed(open_centre.work, open_centre.actor, request)
    enter(open_centre)
    assert page.banner.isVisible()
    open_centre.wait()
    assert page.board.tile_of(bed(open_centre, "ชาย 2-01")).stay_id == one.id


# dragging -------------------------------------------------------------------------------------------


def drag(view, mime, row):
    """A drag that arrives over a tile; says whether it would be taken."""
    spot = view.tile_box(row).center()
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    action = Qt.DropAction.MoveAction
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(spot, action, mime, *held))
    over = QDragMoveEvent(spot, action, mime, *held)
    QApplication.sendEvent(view.viewport(), over)
    return over.isAccepted()


def drop(view, mime, row):
    spot = QPointF(view.tile_box(row).center())
    event = QDropEvent(
        spot, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_tile_is_dragged_to_a_free_bed(page, open_centre, people):
    men, others = page.board.views()[:2]
    mime = men.beds.mimeData([men.beds.index(5)])
    before = others.mapTo(page, QPoint())
    assert drag(others, mime, 1)
    open_centre.wait()
    assert others.mapTo(page, QPoint()) == before, "the bed moved away from under the mouse"
    assert page.beside.text() == "เอก → ชาย 2-02"
    assert others.painted.target_id == bed(open_centre, "ชาย 2-02")
    drop(others, mime, 1)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 2-02"
    assert not page.beside.isVisible()
    open_centre.context.undo.undo()
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"


def test_a_drag_to_a_room_for_others_says_so_before_the_drop(page, open_centre, people):
    men, women = page.board.views()[0], page.board.views()[2]
    mime = men.beds.mimeData([men.beds.index(5)])
    assert drag(women, mime, 1)
    open_centre.wait()
    assert "ผู้หญิง" in page.beside.text()
    QApplication.sendEvent(women.viewport(), QDragLeaveEvent())
    assert not page.beside.isVisible()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"


def test_a_tile_dropped_on_someone_offers_a_swap_and_changes_nothing_before(page, open_centre, people):
    men, others = page.board.views()[:2]
    mime = men.beds.mimeData([men.beds.index(5)])
    assert drag(others, mime, 3)
    drop(others, mime, 3)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    swap = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "สลับเตียง")
    QTest.mouseClick(swap, Qt.MouseButton.LeftButton)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 2-04"
    assert where(open_centre, people["บุญมี"]) == "ชาย 1-06"


def test_a_tile_dropped_on_itself_is_not_taken(page, people):
    men = page.board.views()[0]
    assert not drag(men, men.beds.mimeData([men.beds.index(5)]), 5)


def test_a_tile_dragged_to_those_who_wait_gives_up_the_bed(page, open_centre, people):
    men, waiting = page.board.views()[0], page.waiting.list
    mime = men.beds.mimeData([men.beds.index(5)])
    spot, action = QPoint(30, 20), Qt.DropAction.MoveAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(waiting.viewport(), QDragEnterEvent(spot, action, mime, *held))
    over = QDragMoveEvent(spot, action, mime, *held)
    QApplication.sendEvent(waiting.viewport(), over)
    assert over.isAccepted()
    QApplication.sendEvent(waiting.viewport(), QDropEvent(QPointF(spot), action, mime, *held))
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == ""


def test_someone_who_waits_is_dragged_to_a_bed(page, open_centre, people):
    women = page.board.views()[2]
    model = page.waiting.list.people
    mime = model.mimeData([model.index(0)])
    assert drag(women, mime, 3)
    drop(women, mime, 3)
    open_centre.wait()
    assert where(open_centre, people["นิด"]) == "หญิง 1-04"


# other nights ---------------------------------------------------------------------------------------


def test_a_past_night_can_only_be_looked_at(page, open_centre, people):
    page.show_night(TODAY - timedelta(days=1))
    open_centre.wait()
    assert "20 พ.ย. 2569" in page.night_button.text()
    go_to(page, open_centre, "ชาย 1-06")
    assert page.board.current().day == 1
    type_here("m")
    assert page.moving.carried is None
    men, others = page.board.views()[:2]
    mime = waiting_carried(beds.WithoutBed(people["นิด"].id, 1, 1, "นิด", "")).as_mime()
    assert not drag(others, mime, 1)
    assert not men.beds.flags(men.beds.index(5)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not page.manage_button.isEnabled()
    assert page.waiting.list.people.rowCount() == 0
    back = next(one for one in page.banner.findChildren(QPushButton) if one.text() == "กลับไปคืนนี้")
    press(back, Qt.Key.Key_Space)
    open_centre.wait()
    assert page.moving.night == TODAY
    assert not page.banner.isVisible()


def test_a_coming_night_counts_the_same_day_in_its_tile_and_beside_the_board(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    today = page.board.current().day
    page.show_night(TODAY + timedelta(days=3))
    open_centre.wait()
    go_to(page, open_centre, "ชาย 1-06")
    tile = page.board.current()
    assert tile.day == today + 3
    assert f" · {bed_words.day_figure(tile)}" in page.chosen.first.plain_text()
    assert "24 พ.ย. 2569" in page.chosen.second.plain_text()
    page.show_night(TODAY)
    open_centre.wait()
    go_to(page, open_centre, "ชาย 1-06")
    assert f"วันที่ {bed_words.day_figure(page.board.current())}" in page.chosen.first.plain_text()


def test_a_move_on_a_coming_night_begins_with_that_night(page, open_centre, people):
    page.show_night(TODAY + timedelta(days=3))
    open_centre.wait()
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    enter(open_centre)
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    assert where(open_centre, people["เอก"], TODAY + timedelta(days=3)) == "ชาย 2-01"


def test_the_night_is_chosen_from_the_calendar(page, open_centre):
    press(page.night_button, Qt.Key.Key_Space)
    popup = page.night._popup
    assert popup.isVisible()
    days = popup.calendar.findChild(QTableView)
    press(days, Qt.Key.Key_Left)
    press(days, Qt.Key.Key_Return)
    open_centre.wait()
    assert page.moving.night == TODAY - timedelta(days=1)


# the beds themselves --------------------------------------------------------------------------------


@pytest.fixture
def close_dialog(page, open_centre, qtbot):
    """Opens the dialog that closes the bed with the cursor."""

    def open_it():
        press(chosen_button(page, "closeBedButton"), Qt.Key.Key_Space)
        (dialog,) = page.findChildren(FormDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_it


def chosen_button(page, name):
    found = page.chosen.findChild(QPushButton, name)
    assert found is not None, [one.objectName() for one in page.chosen.findChildren(QPushButton)]
    return found


def test_a_reservation_to_come_stands_on_the_tile_and_in_the_panel_and_is_cancelled_there(
    page, open_centre, people
):
    from panpun_desktop.services.reserving import ReserveBed, reserve_bed

    later = TODAY + timedelta(days=4)
    for label in ("ชาย 1-02", "ชาย 1-06"):
        request = ReserveBed(bed(open_centre, label), later, for_whom="นายคำแก้ว")
        page.reload(reserve_bed(open_centre.work, open_centre.actor, request))
    open_centre.wait()
    go_to(page, open_centre, "ชาย 1-06")  # somebody sleeps there
    assert "เตียงนี้: จองไว้ให้ นายคำแก้ว ตั้งแต่ 25 พ.ย. 2569" in page.chosen.third.plain_text()
    go_to(page, open_centre, "ชาย 1-02")
    assert page.chosen.first.plain_text() == "ว่าง"
    assert page.chosen.second.plain_text() == "จองไว้ให้ นายคำแก้ว ตั้งแต่ 25 พ.ย. 2569"
    assert bed_words.promise_mark(page.board.current()) == "จอง 25 พ.ย."
    QTest.mouseClick(chosen_button(page, "cancelReservationButton"), Qt.MouseButton.LeftButton)
    open_centre.wait()
    assert bed_words.promise_mark(page.board.current()) == page.chosen.second.plain_text() == ""


def test_a_bed_is_closed_with_its_reason_and_opened_again(page, open_centre, close_dialog):
    go_to(page, open_centre, "ชาย 1-02")
    dialog = close_dialog()
    assert focused() is dialog.reason
    type_here("ฝ้ารั่ว")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    tile = page.board.current()
    assert (tile.state, tile.closed_reason) == ("closed", "ฝ้ารั่ว")
    assert page.chosen.first.plain_text() == "ปิดซ่อม · ฝ้ารั่ว"
    press(chosen_button(page, "openBedButton"), Qt.Key.Key_Space)
    open_centre.wait()
    assert page.board.current().state == "free"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_bed_has_the_focus_again_after_a_dialog(page, open_centre, close_dialog, key, qtbot):
    go_to(page, open_centre, "ชาย 1-02")
    view = focused()
    chosen_button(page, "closeBedButton").setFocus()
    dialog = close_dialog()
    type_here("ฝ้ารั่ว")
    press(dialog, key, CTRL if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier)
    open_centre.wait()
    qtbot.waitUntil(lambda: page.focusWidget() is view)
    assert current(page) == "ชาย 1-02"


def test_the_bed_has_the_focus_again_after_an_act_on_who_sleeps_there(page, open_centre, people, qtbot):
    go_to(page, open_centre, "ชาย 1-06")
    view, button = focused(), chosen_button(page, "end_stayButton")
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    open_centre.wait()
    (dialog,) = page.findChildren(ActDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_here("ขอออกเอง")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    qtbot.waitUntil(lambda: page.focusWidget() is view)
    assert page.board.current().state == "free"


def test_closing_for_no_night_is_refused_beside_the_day(page, open_centre, close_dialog):
    go_to(page, open_centre, "ชาย 1-02")
    dialog = close_dialog()
    dialog.end_on.setFocus()
    dialog.end_on.setText("21/11/2569")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert dialog.boxes["end_on"].problem()
    assert page.board.current().state == "free"


def menu(page, open_centre):
    """The menu of the bed with the cursor, opened by its key."""
    view = focused()
    centre = view.visualRect(view.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, view.mapToGlobal(centre))
    QApplication.sendEvent(view.viewport(), event)
    (found,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    return found


def test_the_menu_adds_an_extra_mattress_and_undo_takes_it_away(page, open_centre):
    go_to(page, open_centre, "ชาย 1-02")
    shown = menu(page, open_centre)
    (action,) = [one for one in shown.actions() if one.objectName() == "addExtraButton"]
    shown.setActiveAction(action)
    press(shown, Qt.Key.Key_Return)
    open_centre.wait()
    assert len(page.board.views()[0].beds.tiles) == 7
    assert page.board.views()[0].beds.tiles[6].is_extra
    open_centre.context.undo.undo()
    open_centre.wait()
    assert len(page.board.views()[0].beds.tiles) == 6


def test_the_menu_gives_a_free_bed_to_someone_who_waits(page, open_centre, people):
    go_to(page, open_centre, "หญิง 1-03")
    shown = menu(page, open_centre)
    (action,) = [one for one in shown.actions() if one.text() == "จัดให้นิด"]
    shown.setActiveAction(action)
    press(shown, Qt.Key.Key_Return)
    open_centre.wait()
    assert where(open_centre, people["นิด"]) == "หญิง 1-03"


def test_the_same_menu_opens_from_the_button(page, open_centre):
    go_to(page, open_centre, "ชาย 1-06")
    press(page.manage_button, Qt.Key.Key_Space)
    (shown,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    assert "ออกจากศูนย์" in [one.text() for one in shown.actions()]
    shown.close()


# the table ------------------------------------------------------------------------------------------


def test_the_table_shows_the_same_beds_and_opens_a_person(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    press(page.shape._group.buttons()[2], Qt.Key.Key_Space)
    page.focus_first()
    assert page.table.rows.rowCount() == 32
    assert page.table.current().tile.name == "เอก"
    enter(open_centre)
    assert open_centre.navigated[-1] == ("residents", {"person_id": people["เอก"].person_id})


# the whole ------------------------------------------------------------------------------------------


def test_a_change_elsewhere_is_shown(page, open_centre, people):
    one = people["เอก"]
    stays.end_stay(
        open_centre.work, open_centre.actor, stays.EndStay(((one.id, one.version),), TODAY, "SELF")
    )
    page.reload(Changes(stays=frozenset({one.id})))
    open_centre.wait()
    assert page.board.tile_of(bed(open_centre, "ชาย 1-06")).state == "free"


def test_a_centre_without_beds_says_where_they_are_made(page, open_centre):
    page.show_night(TODAY.replace(year=2020))
    open_centre.wait()
    assert page.stack.currentWidget() is page.empty


@pytest.mark.parametrize("shape", [0, 1])
def test_every_control_is_named_reached_by_tab_and_whole(page, open_centre, shape):
    press(page.shape._group.buttons()[shape], Qt.Key.Key_Space)
    go_to(page, open_centre, "ชาย 2-04")
    assert unnamed(page) == []
    assert unreached(page) == []
    assert clipped(page) == []
    assert too_low(page) == []


def narrow(page, width):
    """As the window does it: the legend goes first, then there is room to be narrower."""
    for _ in range(2):
        page.resize(width, 500)
        QApplication.processEvents()
    assert page.width() == width


@pytest.mark.parametrize("width", [1160, 1000, 852])
def test_tiles_keep_room_for_number_and_day_on_small_screens(page, width):
    narrow(page, width)
    for view in page.board.views():
        assert view.tile_box(0).width() >= 92
        assert view.tile_box(len(view.beds.tiles) - 1).bottom() <= view.height()
        assert view.tile_box(0).right() <= view.tile_box(1).left()


def test_the_cursor_stays_where_it_is_when_the_page_becomes_narrow(page, open_centre):
    go_to(page, open_centre, "ชาย 2-04")
    narrow(page, 852)
    assert current(page) == "ชาย 2-04"
    press(focused(), Qt.Key.Key_Up)
    assert current(page) == "ชาย 2-02"


def test_beds_to_be_cleaned_and_those_who_share_are_told_apart():
    """Else "52 of 60, 9 free" and "closed 1" would not add up to what is seen on the board."""
    tiles = (
        BedTile(1, "01", "ชาย 1-01", "taken", name="ปิติ", sharers=("หนู",)),
        BedTile(2, "02", "ชาย 1-02", "free"),
        BedTile(3, "03", "ชาย 1-03", "closed", block_kind="CLEAN"),
        BedTile(4, "04", "ชาย 1-04", "closed", block_kind="REPAIR"),
    )
    board = Board(TODAY, (RoomCard(1, "อาคารพัก 1", "ชาย 1", "MALE", tiles, ""),), (), 1, 1, 2)
    said = bed_words.status_text(board, 2000)
    assert said == "อาคารพัก 1: พักอยู่ 2 · ว่าง 1 · ปิดซ่อม 1 · รอทำความสะอาด 1 · นอนร่วมเตียง 1"
    assert bed_words.state_words(tiles[2]) == "รอทำความสะอาด"


def test_a_limit_that_is_passed_is_said_where_the_working_days_hide_it():
    tile = BedTile(1, "01", "ชาย 1-01", "taken", name="ปิติ", day=5, limit=5, level="red")
    assert bed_words.day_figure(tile) == "พ้นเกณฑ์"
    assert bed_words.day_figure(replace(tile, day=12, limit=10)) == "12/10"
