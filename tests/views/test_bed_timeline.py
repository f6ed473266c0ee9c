"""The timeline as a person uses it: walking, menus, carrying, dragging bars and ends, choosing cells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from panpun_desktop.services import beds
from panpun_desktop.services.bed_timeline import bed_timeline
from panpun_desktop.services.changes import Changes
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.beds import build
from panpun_desktop.views.beds.head import TIMELINE
from tests.builders import TODAY
from tests.typing import focused, press, type_here

DAY = timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def people(open_centre):
    house = open_centre.house
    return {
        "ปิติ": house.staying("ปิติ", "ชาย 1-01", sex="M", days=3, expected_leave_on=TODAY + 6 * DAY),
        "เอก": house.staying("เอก", "ชาย 1-06", sex="M", days=2),
        "นิด": house.staying("นิด", sex="F", days=1),
    }


@pytest.fixture
def page(qtbot, open_centre, people):
    made = open_centre.shows(qtbot, build(open_centre.context))
    open_centre.wait()
    made.shape.set_value(TIMELINE)
    made._choose_shape(TIMELINE)
    open_centre.wait()
    made.focus_first()
    return made


def bed(open_centre, label):
    return open_centre.house.beds[label]


def go_to(page, open_centre, label, days=0):
    page.timeline.view.go_to(bed(open_centre, label), TODAY + days * DAY)


def where(open_centre, stay, night=TODAY):
    board = beds.board(open_centre.work, open_centre.actor, night)
    found = [tile.full_label for room in board.rooms for tile in room.tiles if tile.stay_id == stay.id]
    return found[0] if found else ""


def spot_of(page, open_centre, label, night, edge="middle"):
    """A place in the viewport: the middle of a cell, or where a night begins."""
    view = page.timeline.view
    row = view.cells.row_of(bed(open_centre, label))
    middle = view.rowViewportPosition(row) + view.rowHeight(row) // 2
    column = view.cells.column_of(night)
    x = view.columnViewportPosition(column) + (view.columnWidth(column) // 2 if edge == "middle" else -2)
    return QPoint(x, middle)


def drag(page, start, end):
    """Press, move in steps, let go: as a hand does it."""
    view = page.timeline.view.viewport()
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        where_now = start + (end - start) * step / 5
        QTest.mouseMove(view, where_now)
        QApplication.processEvents()
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, end)


def menu(page):
    (found,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    return found


def names(page):
    return {one.objectName() for one in menu(page).actions() if one.objectName()}


def choose(page, open_centre, name):
    shown = menu(page)
    action = next(one for one in shown.actions() if one.objectName() == name)
    shown.close()
    action.trigger()
    open_centre.wait()


# looking --------------------------------------------------------------------------------------------


def test_it_opens_at_tonight_with_a_few_nights_before(page, people):
    shown = page.timeline.view.cells.shown
    assert (shown.first, shown.nights) == (TODAY - 8 * DAY, 31)
    assert page.timeline.view.spot().night == TODAY


def test_a_cell_is_a_whole_sentence_for_a_screen_reader_and_for_the_eye(page, open_centre):
    go_to(page, open_centre, "ชาย 1-01")
    view = page.timeline.view
    spoken = view.cells.data(view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("เตียง ชาย 1-01, คืนวันที่ 21 พ.ย. 2569, ปิติ, ทดลองอยู่, 3/10")
    assert "คาดว่าจะออก 27 พ.ย. 2569" in spoken
    assert page.timeline.cell.plain_text() == spoken
    assert view.accessibleDescription() == spoken


def test_arrows_walk_over_nights_and_beds(page, open_centre):
    go_to(page, open_centre, "ชาย 1-01")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(focused(), key)
    spot = page.timeline.view.spot()
    assert (spot.full_label, spot.night) == ("ชาย 1-02", TODAY + DAY)


def test_it_is_painted_with_bars_and_shows_other_weeks_and_more_nights(page, open_centre):
    picture = QPixmap(page.timeline.view.viewport().size())
    page.timeline.view.viewport().render(picture)
    colours = {picture.toImage().pixelColor(x, 20).name() for x in range(picture.width())}
    assert len(colours) > 2
    QTest.mouseClick(page.range.after, LEFT)
    open_centre.wait()
    assert page.timeline.view.cells.shown.first == TODAY - DAY
    page.focus_first()
    type_here("-")
    open_centre.wait()
    assert page.timeline.view.cells.shown.nights == 42
    QTest.mouseClick(page.range.today_button, LEFT)
    open_centre.wait()
    assert page.timeline.view.cells.shown.first == TODAY - 8 * DAY


def test_the_foot_says_how_many_beds_are_free_together(page, open_centre, qtbot):
    with qtbot.waitSignal(page.status) as told:
        page.timeline.read()
        open_centre.wait()
    assert told.args[0].startswith("ว่างพร้อมกัน ")


# by keys --------------------------------------------------------------------------------------------


def test_someone_is_moved_by_keys_from_tonight_on(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("ย")
    assert "เอก" in page.banner.text()
    go_to(page, open_centre, "ชาย 2-02")
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 2-02"
    assert where(open_centre, people["เอก"], TODAY - DAY) == "ชาย 1-06"


def test_a_move_from_a_coming_night_is_planned(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    go_to(page, open_centre, "ชาย 2-02", days=3)
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    assert where(open_centre, people["เอก"], TODAY + 3 * DAY) == "ชาย 2-02"


def test_esc_puts_back(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    go_to(page, open_centre, "ชาย 2-02")
    press(focused(), Qt.Key.Key_Escape)
    assert page.timeline.carried is None
    assert not page.banner.isVisible()
    assert page.timeline.view.spot().full_label == "ชาย 1-06"


def test_two_people_swap_by_keys(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("ห")  # the key S under the Thai layout
    go_to(page, open_centre, "ชาย 1-01")
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-01"
    assert where(open_centre, people["ปิติ"]) == "ชาย 1-06"


def test_enter_offers_what_may_be_done_with_a_sleeper(page, open_centre):
    go_to(page, open_centre, "ชาย 1-01")
    press(focused(), Qt.Key.Key_Return)
    assert {"move_bedButton", "swapButton", "expectButton", "noBedButton", "absenceButton"} <= names(page)
    assert {"reserveButton", "admitButton"}.isdisjoint(names(page))


def test_enter_offers_what_may_be_done_with_an_empty_bed_and_nothing_on_a_past_night(page, open_centre):
    go_to(page, open_centre, "ชาย 2-01")
    press(focused(), Qt.Key.Key_Return)
    assert {"reserveButton", "admitButton", "closeBedButton", "cleanBedButton"} <= names(page)
    menu(page).close()
    go_to(page, open_centre, "ชาย 2-01", days=-2)
    press(focused(), Qt.Key.Key_Return)
    assert [one for one in page.findChildren(QMenu) if one.isVisible()] == []


def test_a_bed_is_reserved_by_keys_over_chosen_nights(page, open_centre, qtbot):
    go_to(page, open_centre, "ชาย 2-01", days=2)
    for _ in range(3):
        press(focused(), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    spot = page.timeline.view.spot()
    assert (spot.night, spot.until) == (TODAY + 2 * DAY, TODAY + 6 * DAY)
    type_here("จ")
    (dialog,) = page.findChildren(FormDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    type_here("นายคำแก้ว")
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    open_centre.wait()
    shown = bed_timeline(open_centre.work, open_centre.actor, TODAY, 10)
    line = next(one for one in shown.beds if one.label == "ชาย 2-01")
    (held,) = [bar for bar in line.bars if bar.kind == "reserved"]
    assert (held.name, held.start_on, held.end_on) == ("นายคำแก้ว", TODAY + 2 * DAY, TODAY + 6 * DAY)


def test_a_bed_is_cleaned_and_done_by_one_key_each(page, open_centre):
    go_to(page, open_centre, "ชาย 2-01")
    type_here("c")
    open_centre.wait()
    assert page.timeline.view.bar().kind == "closed"
    type_here("o")
    open_centre.wait()
    assert page.timeline.view.bar() is None


def test_a_reservation_goes_with_del(page, open_centre):
    from panpun_desktop.services.reserving import ReserveBed, reserve_bed

    request = ReserveBed(bed(open_centre, "ชาย 2-01"), TODAY, for_whom="คำแก้ว")
    page.reload(reserve_bed(open_centre.work, open_centre.actor, request))
    open_centre.wait()
    go_to(page, open_centre, "ชาย 2-01")
    assert page.timeline.view.bar().kind == "reserved"
    press(focused(), Qt.Key.Key_Delete)
    open_centre.wait()
    assert page.timeline.view.bar() is None


def test_an_offered_bed_is_given_from_the_menu(page, open_centre, people):
    view = page.timeline.view
    offered = next(bar for line in view.cells.beds for bar in line.bars if bar.kind == "offered")
    assert offered.name == "นิด"
    view.go_to(offered.bed_id, TODAY)
    press(focused(), Qt.Key.Key_Return)
    choose(page, open_centre, "takeOfferButton")
    assert where(open_centre, people["นิด"]) != ""


def test_an_empty_bed_opens_the_admission_with_it(page, open_centre):
    go_to(page, open_centre, "ชาย 2-01")
    type_here("ร")
    ((key, arguments),) = open_centre.navigated
    assert (key, arguments["hand_over"].bed_ids) == ("admission", (bed(open_centre, "ชาย 2-01"),))


# by mouse -------------------------------------------------------------------------------------------


def test_a_bar_dragged_to_another_bed_moves_from_the_night_that_was_taken_hold_of(page, open_centre, people):
    start = spot_of(page, open_centre, "ชาย 1-06", TODAY + 2 * DAY)
    drag(page, start, spot_of(page, open_centre, "ชาย 2-02", TODAY + 2 * DAY))
    open_centre.wait()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"
    assert where(open_centre, people["เอก"], TODAY + 2 * DAY) == "ชาย 2-02"


def test_a_bar_taken_hold_of_in_the_past_moves_from_tonight_on(page, open_centre, people):
    start = spot_of(page, open_centre, "ชาย 1-06", TODAY - DAY)
    drag(page, start, spot_of(page, open_centre, "ชาย 2-02", TODAY - DAY))
    open_centre.wait()
    assert where(open_centre, people["เอก"], TODAY - DAY) == "ชาย 1-06"
    assert where(open_centre, people["เอก"]) == "ชาย 2-02"


def test_a_bar_dropped_on_someone_offers_a_swap(page, open_centre, people):
    drag(page, spot_of(page, open_centre, "ชาย 1-06", TODAY), spot_of(page, open_centre, "ชาย 1-01", TODAY))
    open_centre.wait()
    assert "ปิติ" in page.banner.text()
    assert where(open_centre, people["เอก"]) == "ชาย 1-06"


def test_drawing_the_end_of_a_bar_plans_the_day_of_leaving(page, open_centre, people):
    expected = TODAY + 6 * DAY
    start = spot_of(page, open_centre, "ชาย 1-01", expected, edge="end")
    end = spot_of(page, open_centre, "ชาย 1-01", expected + 4 * DAY, edge="end")
    drag(page, start, end)
    open_centre.wait()
    assert page.timeline.view.cells.bar_at(0, 8).expected_on == expected + 4 * DAY
    assert where(open_centre, people["ปิติ"]) == "ชาย 1-01"


def test_dragging_over_empty_cells_offers_to_reserve_or_close_them(page, open_centre):
    start = spot_of(page, open_centre, "ชาย 2-01", TODAY + DAY)
    drag(page, start, spot_of(page, open_centre, "ชาย 2-01", TODAY + 4 * DAY))
    assert {"reserveButton", "closeBedButton", "cleanBedButton"} <= names(page)
    spot = page.timeline.view.spot()
    assert (spot.night, spot.until) == (TODAY + DAY, TODAY + 5 * DAY)
    menu(page).close()


def test_a_double_click_opens_the_person(page, open_centre, people):
    view = page.timeline.view.viewport()
    QTest.mouseDClick(
        view, LEFT, Qt.KeyboardModifier.NoModifier, spot_of(page, open_centre, "ชาย 1-06", TODAY)
    )
    assert open_centre.navigated[-1] == ("residents", {"person_id": people["เอก"].person_id})


def test_what_speaks_against_a_move_is_said_and_goes_when_something_else_changes(page, open_centre, people):
    go_to(page, open_centre, "ชาย 1-06")
    type_here("m")
    go_to(page, open_centre, "หญิง 1-02")
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    assert "ผู้หญิง" in page.banner.text()
    assert page.banner.isVisible()
    page.reload(Changes(stays=frozenset({people["เอก"].id})))
    open_centre.wait()
    assert not page.banner.isVisible()
