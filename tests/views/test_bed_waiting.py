"""Those who wait, beside the plan: writing down, proposals with reasons, admitting, turning away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from panpun_desktop.models import AccessEntry
from panpun_desktop.services.reserving import ReserveBed, reserve_bed
from panpun_desktop.services.waiting import SaveWaiting, save_waiting, waiting_list
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.admission import build as build_admission
from panpun_desktop.views.arriving import HandOver
from panpun_desktop.views.beds import build
from panpun_desktop.views.beds.waiting_book import WaitingBook
from tests.builders import TODAY
from tests.typing import focused, press, tab, type_here

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def entries(open_centre):
    work, actor = open_centre.work, open_centre.actor
    for request in (
        SaveWaiting(None, "ครอบครัวแสงทอง", people=3, children=2, room_use="FAMILY", channel="REF_GOV"),
        SaveWaiting(None, "นายคำแก้ว", urgency="HIGH", came_on=TODAY - timedelta(days=2)),
    ):
        save_waiting(work, actor, request)
    return waiting_list(work, actor)


@pytest.fixture
def page(qtbot, open_centre, entries):
    made = open_centre.shows(qtbot, build(open_centre.context))
    open_centre.wait()
    return made


def button(page, name):
    return next(one for one in page.findChildren(QPushButton) if one.objectName() == name and one.isVisible())


def click(page, open_centre, name):
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)
    open_centre.wait()


def look_at(page, open_centre, row):
    page.waiting.list.setFocus()
    page.waiting.list.setCurrentIndex(page.waiting.list.people.index(row))
    open_centre.wait()


def dialog_of(page, qtbot):
    (dialog,) = page.findChildren(FormDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_most_urgent_stand_first_with_what_is_known(page):
    lines = page.waiting.list.people.people
    assert [(one.name, one.detail) for one in lines] == [
        ("นายคำแก้ว", "รอ 2 วัน"),
        ("ครอบครัวแสงทอง", "3 คน · ครอบครัว · มาวันนี้ · ส่งต่อจากหน่วยงานรัฐ"),
    ]


def test_an_entry_explains_its_points_and_the_bed_that_is_proposed(page, open_centre):
    look_at(page, open_centre, 1)
    chosen = page.chosen
    assert chosen.heading.plain_text() == "ครอบครัวแสงทอง"
    assert chosen.first.plain_text() == "ปกติ · 10 คะแนน"
    assert chosen.second.plain_text() == "มีเด็ก 2 คน +10"
    assert chosen.third.plain_text().startswith("เสนอ ครอบครัว 1-01, ครอบครัว 1-02")
    assert "อยู่ห้องเดียวกันทั้งครอบครัว" in chosen.third.plain_text()


def test_an_entry_is_admitted_by_handing_it_over_to_the_admission(page, open_centre, entries):
    look_at(page, open_centre, 1)
    click(page, open_centre, "admitWaitingButton")
    ((key, arguments),) = open_centre.navigated
    given = arguments["hand_over"]
    family = next(one for one in entries if one.people == 3)
    assert key == "admission"
    assert (given.names, given.people, given.waiting_id) == (("ครอบครัวแสงทอง",), 3, family.id)
    assert given.bed_ids == tuple(open_centre.house.beds[f"ครอบครัว 1-0{n}"] for n in (1, 2, 3))


def test_a_bed_is_reserved_for_an_entry_as_proposed(page, open_centre, qtbot, entries):
    look_at(page, open_centre, 0)
    click(page, open_centre, "reserveWaitingButton")
    dialog = dialog_of(page, qtbot)
    assert dialog.who.text() == "นายคำแก้ว"
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    held = waiting_list(open_centre.work, open_centre.actor)[0]
    assert held.reserved_bed != ""
    assert page.waiting.list.people.people[0].detail == f"จอง {held.reserved_bed} ไว้ · รอ 2 วัน"


def test_an_entry_dragged_to_a_bed_offers_to_admit_or_to_hold(page, open_centre):
    men, model = page.board.views()[0], page.waiting.list.people
    mime = model.mimeData([model.index(0)])
    spot, action = men.tile_box(2).center(), Qt.DropAction.MoveAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(men.viewport(), QDragEnterEvent(spot, action, mime, *held))
    over = QDragMoveEvent(spot, action, mime, *held)
    QApplication.sendEvent(men.viewport(), over)
    assert over.isAccepted()
    QApplication.sendEvent(men.viewport(), QDropEvent(QPointF(spot), action, mime, *held))
    (menu,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
    assert [one.objectName() for one in menu.actions()] == ["admitHereAct", "reserveHereAct"]
    press(menu, Qt.Key.Key_Return)
    open_centre.wait()
    given = open_centre.navigated[-1][1]["hand_over"]
    assert given.bed_ids == (open_centre.house.beds["ชาย 1-03"],)


def test_someone_is_written_on_the_list_by_keys(page, open_centre, qtbot):
    click(page, open_centre, "addWaitingButton")
    dialog = dialog_of(page, qtbot)
    type_here("นางสาวนิด")
    tab()
    type_here("2")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    names = [one.name for one in page.waiting.list.people.people]
    assert "นางสาวนิด" in names


def test_a_click_beside_the_suggestions_reaches_the_field_clicked(page, open_centre, qtbot):
    open_centre.house.staying("นิดหน่อย", sex="F")
    click(page, open_centre, "addWaitingButton")
    dialog = dialog_of(page, qtbot)
    type_here("นิด")
    popup = dialog.who.completer().popup()
    QTest.qWait(200)  # the pause of the search
    open_centre.wait()
    qtbot.waitUntil(popup.isVisible)
    at = popup.mapFromGlobal(dialog.need.mapToGlobal(dialog.need.rect().center()))
    QTest.mousePress(popup, Qt.MouseButton.LeftButton, pos=at)
    assert not popup.isVisible()
    type_here("รถเข็น")
    assert (dialog.who.text(), dialog.need.text()) == ("นิด", "รถเข็น")


def test_a_family_without_a_wish_is_offered_a_room_for_families(page, open_centre):
    request = SaveWaiting(None, "ครอบครัวดีงาม", people=3, urgency="EMERGENCY")
    page.reload(save_waiting(open_centre.work, open_centre.actor, request))
    open_centre.wait()
    look_at(page, open_centre, 0)
    assert page.chosen.third.plain_text().startswith("เสนอ ครอบครัว")


def test_until_before_the_first_night_is_refused_in_words_of_reserving(page, open_centre, qtbot):
    look_at(page, open_centre, 0)
    click(page, open_centre, "reserveWaitingButton")
    dialog = dialog_of(page, qtbot)
    dialog.end_on.setFocus()
    type_here("20/11/2569")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert dialog.boxes["end_on"].problem().startswith("ต้องจองอย่างน้อยหนึ่งคืน")
    assert "ใช้วันนั้นแทนจำนวนชั่วโมง" in dialog.boxes["hours"]._hint.plain_text()


def test_nobody_is_written_without_a_name_and_the_field_says_so(page, open_centre, qtbot):
    click(page, open_centre, "addWaitingButton")
    dialog = dialog_of(page, qtbot)
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert dialog.isVisible()
    assert len(waiting_list(open_centre.work, open_centre.actor)) == 2


def test_turning_an_entry_away_needs_a_reason_and_goes_into_the_log(page, open_centre, qtbot):
    look_at(page, open_centre, 1)
    click(page, open_centre, "turnAwayEntryButton")
    dialog = dialog_of(page, qtbot)
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert dialog.isVisible()
    dialog.reason.set_value("FULL")
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert [one.name for one in page.waiting.list.people.people] == ["นายคำแก้ว"]
    click(page, open_centre, "waitingBookButton")
    (book,) = page.findChildren(WaitingBook)
    open_centre.wait()
    assert book.list.rows.rowCount() == 2
    assert book.log.rows.row_at(0).name == "ครอบครัวแสงทอง"
    assert book.counts.plain_text() == "1 ครั้ง 3 คน เป็นเด็ก 2 คน: ที่พักเต็ม 3"
    book.reject()


def test_withdrawing_ends_the_waiting(page, open_centre, qtbot):
    look_at(page, open_centre, 0)
    click(page, open_centre, "withdrawButton")
    press(dialog_of(page, qtbot), Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert [one.name for one in page.waiting.list.people.people] == ["ครอบครัวแสงทอง"]


def test_a_reserved_bed_shows_for_whom_on_its_tile(page, open_centre):
    bed_id = open_centre.house.beds["ชาย 1-02"]
    changes = reserve_bed(open_centre.work, open_centre.actor, ReserveBed(bed_id, TODAY, for_whom="คำแก้ว"))
    page.reload(changes)
    open_centre.wait()
    view = page.board.views()[0]
    spoken = view.beds.data(view.beds.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "เตียง ชาย 1-02, จองไว้ให้ คำแก้ว · จองถึง 22 พ.ย. 2569 10:00 น."
    page.board.select(bed_id)
    page.board.focus_current()
    press(focused(), Qt.Key.Key_Delete)
    open_centre.wait()
    assert page.board.tile_of(bed_id).reserved_for == ""


def test_the_table_filters_by_state_and_copies_what_is_shown(page, open_centre):
    bed_id = open_centre.house.beds["ชาย 1-02"]
    changes = reserve_bed(open_centre.work, open_centre.actor, ReserveBed(bed_id, TODAY, for_whom="คำแก้ว"))
    page.reload(changes)
    open_centre.wait()
    press(page.shape._group.buttons()[2], Qt.Key.Key_Space)
    panel = page.table_panel
    panel.state.set_value("reserved")
    panel.state.chosen.emit("reserved")
    assert panel.table.rows.rowCount() == 1
    panel.copy_all()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("ชาย 1-02")
    assert "คำแก้ว" in lines[1]


def test_the_table_is_saved_as_excel_as_it_is_filtered_and_noted(page, open_centre, tmp_path, monkeypatch):
    open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M")
    place = tmp_path / "เตียง.xlsx"
    monkeypatch.setattr("panpun_desktop.views.beds.exporting.ask_place", lambda *_asked: place)
    monkeypatch.setattr("panpun_desktop.views.beds.exporting.tell_saved", lambda *_told: None)
    page.read()
    open_centre.wait()
    press(page.shape._group.buttons()[2], Qt.Key.Key_Space)
    panel = page.table_panel
    panel.state.set_value("taken")
    panel.state.chosen.emit("taken")
    panel.export_button.click()
    open_centre.wait()
    rows = CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "เตียง"
    assert next((row[0], "สมชาย" in row[2]) for row in rows[1:] if row[0]) == ("ชาย 1-01", True)
    with open_centre.work.reading(open_centre.actor, "person.read") as session:
        noted = session.scalars(select(AccessEntry.place).where(AccessEntry.kind == "export")).all()
    assert set(noted) == {"beds"}
    assert len(noted) == 2, "the act, and the person"


def test_ctrl_g_takes_a_typed_night(page, open_centre):
    page.focus_first()
    press(focused(), Qt.Key.Key_G, CTRL)
    type_here("+3")
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    assert page.moving.night == TODAY + timedelta(days=3)


# the admission takes over ---------------------------------------------------------------------------


def test_the_admission_begins_with_who_is_handed_over_and_ends_the_waiting(qtbot, open_centre, entries):
    row = next(one for one in entries if one.people == 1)
    form = build_admission(open_centre.context)
    qtbot.addWidget(form)
    form.show()
    bed_id = open_centre.house.beds["ชาย 2-03"]
    form.open_with(
        hand_over=HandOver(names=(row.name,), bed_ids=(bed_id,), waiting_id=row.id, channel="FIELD")
    )
    open_centre.wait()
    qtbot.wait(120)
    open_centre.wait()
    assert form.people.rows[0].name.text() == "นายคำแก้ว"
    assert form.arrival.channel.value() == "FIELD"
    request = form.saving.request({})
    assert request.waiting_id == row.id
    assert request.members[0].bed_id == bed_id
    form.cancel()
    assert form.waiting_id is None
