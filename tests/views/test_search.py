"""Ctrl+K as a person uses it: type, look, choose, open."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import documents
from panpun_desktop.services.documents import Drawn, IssueDocument
from panpun_desktop.views.page import Page, Screen
from panpun_desktop.views.search.found import Command
from panpun_desktop.views.search.panel import SearchPanel
from tests.builders import MANAGER
from tests.conformance.walk import clipped, unnamed
from tests.typing import focused, press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier
SCREENS = [
    Screen(key, title, "bed", Page, "", shortcut)
    for key, title, shortcut in (("beds", "ผังเตียง", ""), ("admission", "รับเข้า", "F2"))
]


@pytest.fixture
def full_centre(open_centre):
    house = open_centre.house
    house.staying("แก้วตา", "หญิง 1-02", 9, title="นางสาว", last_name="มณีโชติ", nickname="แก้ว", sex="F")
    house.staying("บุญมี", "ชาย 1-04", 3, title="นาย", last_name="ศรีทอง", nickname="ป้อม", sex="M")
    house.person("สมชาย", title="นาย", last_name="แสงอรุณ", sex="M", national_id="1999900000013")
    return open_centre


@pytest.fixture
def start(qtbot, full_centre):
    """Opens the search over a window, as Ctrl+K does."""
    windows, done = [], []

    def made(size=(1366, 768)):
        window = QWidget()
        windows.append(window)
        window.button = QPushButton("เดิม", window)
        QVBoxLayout(window).addWidget(window.button)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
        window.button.setFocus()
        offered = [
            Command("lock", "ล็อกหน้าจอ", partial(done.append, "lock"), "", "Ctrl+L"),
            Command("user-plus", "เพิ่มผู้รับบริการคนใหม่", partial(done.append, "add"), "person.create"),
        ]
        panel = SearchPanel(full_centre.context, SCREENS, window, offered)
        panel.done = done
        panel.start()
        full_centre.wait()
        return panel

    return made


def find(panel, centre, text):
    """Type and wait for the answer; gives the titles."""
    type_here(text)
    QApplication.processEvents()
    centre.wait()
    return titles(panel)


def titles(panel):
    return [one.title for one in panel._found()]


def people_found(panel):
    return [one.title for one in panel._found() if one.hit is not None]


def enter(panel):
    press(focused(), Qt.Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize(
    "text",
    ["แก้วตา", "มณีโชติ", "นางสาวแก้วตา", "แก้ว", "หญิง 1-02", "P69-0001"],
    ids=["name", "surname", "title", "nickname", "bed", "register number"],
)
def test_a_person_is_found_by_whatever_is_known(start, full_centre, text):
    panel = start()
    find(panel, full_centre, text)
    assert people_found(panel)[0] == "นางสาวแก้วตา มณีโชติ"


def test_a_person_is_found_by_the_id_number_with_thai_digits(start, full_centre):
    panel = start()
    find(panel, full_centre, "๑๙๙๙๙๐๐๐๐๐๐๑๓")
    assert people_found(panel) == ["นายสมชาย แสงอรุณ"]


def test_a_line_says_where_the_person_is(start, full_centre):
    panel = start()
    find(panel, full_centre, "แก้วตา")
    line = panel._found()[0]
    assert line.detail == "แก้ว · P69-0001 · หญิง 1-02 · ทดลองอยู่"
    assert line.kind == "ผู้รับบริการ"


def test_a_wrong_spelling_finds_similar_names_and_says_so(start, full_centre):
    panel = start()
    find(panel, full_centre, "กเวตา มนีโชต")
    assert people_found(panel) == ["นางสาวแก้วตา มณีโชติ"]
    assert panel.similar.plain_text() == "คล้ายกับที่พิมพ์"
    assert panel._found()[0].detail.endswith("ใกล้เคียง: ต่างกัน 2 ตัวอักษร")


def test_an_exact_finding_is_not_called_similar(start, full_centre):
    panel = start()
    find(panel, full_centre, "แก้วตา")
    assert panel.similar.plain_text() == ""


def test_enter_opens_the_person(start, full_centre):
    panel = start()
    find(panel, full_centre, "บุญมี")
    enter(panel)
    (opened,) = full_centre.navigated
    assert opened[0] == "residents"
    assert not panel.isVisible()


@pytest.mark.parametrize("text", ["001/2569", "๐๐๑/๒๕๖๙", "ปป. 001", "ปป.๐๐๑/๒๕๖๙"])
def test_an_issued_paper_is_found_by_its_number(start, full_centre, text):
    paper = issue_a_letter(full_centre)
    panel = start()
    find(panel, full_centre, text)
    (line,) = [one for one in panel._found() if one.kind == "เอกสาร"]
    assert line.title == paper.number
    assert "ขอส่งตัว" in line.detail
    line.open()
    assert full_centre.navigated == [
        ("documents", {"document_id": paper.document_id, "number": paper.number})
    ]


def test_papers_are_found_by_number_only_and_by_who_may_read_them(start, full_centre):
    issue_a_letter(full_centre)
    panel = start()
    assert not {"เอกสาร"} & {one.kind for one in panel._found()}
    find(panel, full_centre, "ขอส่งตัว")
    assert not {"เอกสาร"} & {one.kind for one in panel._found()}
    panel.finish()
    full_centre.context.actor = Actor(4, "admin", "ผู้ดูแลระบบ", Role.ADMIN)
    panel.start()
    find(panel, full_centre, "001/2569")
    assert not {"เอกสาร"} & {one.kind for one in panel._found()}


def issue_a_letter(centre):
    request = IssueDocument(
        "transfer_letter",
        lambda _session, _number: Drawn("ขอส่งตัวผู้รับบริการ", {}, b"%PDF"),
        date(2026, 11, 21),
        register="outgoing",
    )
    (issued,) = documents.issue(centre.work, centre.actor, (request,))
    assert issued.number == "ปป. 001/2569"
    return issued


def test_the_arrows_choose_and_go_round(start, full_centre):
    panel = start()
    count = len(find(panel, full_centre, "บุญมี"))
    press(focused(), Qt.Key.Key_Up)
    assert panel.list.currentRow() == count - 1
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Down)
    assert panel.list.currentRow() == 1


def test_pages_are_found_in_the_wrong_keyboard_layout_too(start, full_centre):
    panel = start()
    assert "ผังเตียง" in find(panel, full_centre, "ผัง")
    panel.field.clear()
    assert "ผังเตียง" in find(panel, full_centre, "zy'")  # the keys of ผัง in the Latin layout


def test_commands_are_found_and_run(start, full_centre):
    panel = start()
    find(panel, full_centre, "ล็อก")
    enter(panel)
    assert panel.done == ["lock"]


def test_commands_come_after_people_and_the_whole_register_last(start, full_centre):
    panel = start()
    find(panel, full_centre, "บุญมี")
    assert titles(panel) == ["นายบุญมี ศรีทอง", "ย้ายเตียง นายบุญมี ศรีทอง", "ทุกคนในทะเบียนที่ตรงกับ “บุญมี”"]
    press(focused(), Qt.Key.Key_Up)
    enter(panel)
    assert full_centre.navigated == [("residents", {"search": "บุญมี"})]


def test_tab_lists_what_may_be_done_for_the_person_and_tab_goes_back(start, full_centre):
    panel = start()
    before = find(panel, full_centre, "บุญมี")
    press(focused(), Qt.Key.Key_Tab)
    assert titles(panel)[0] == "ย้ายเตียง นายบุญมี ศรีทอง"
    assert "ออกจากศูนย์ นายบุญมี ศรีทอง" in titles(panel)
    assert "ออกหนังสือ นายบุญมี ศรีทอง" in titles(panel)
    press(focused(), Qt.Key.Key_Tab)
    assert titles(panel) == before
    press(focused(), Qt.Key.Key_Tab)
    enter(panel)
    ((key, arguments),) = full_centre.navigated
    assert key == "residents"
    assert arguments["act"] == "move_bed"


def test_ctrl_enter_admits_someone_who_is_not_here(start, full_centre):
    panel = start()
    find(panel, full_centre, "สมชาย")
    press(focused(), Qt.Key.Key_Return, CTRL)
    ((key, _arguments),) = full_centre.navigated
    assert key == "admission"


def test_ctrl_enter_does_nothing_for_someone_who_stays(start, full_centre):
    panel = start()
    find(panel, full_centre, "บุญมี")
    press(focused(), Qt.Key.Key_Return, CTRL)
    assert full_centre.navigated == []
    assert panel.isVisible()


def test_the_answer_to_an_older_text_never_shows(start, full_centre):
    panel = start()
    type_here("บุญมี")
    QApplication.processEvents()
    panel.field.clear()
    type_here("สมชาย")
    QApplication.processEvents()
    full_centre.wait()
    assert people_found(panel) == ["นายสมชาย แสงอรุณ"]
    assert panel.answered == "สมชาย"


def test_emptied_text_shows_pages_and_commands_again(start, full_centre):
    panel = start()
    empty = titles(panel)
    find(panel, full_centre, "บุญมี")
    panel.field.clear()
    full_centre.wait()
    assert titles(panel) == empty == ["ผังเตียง", "รับเข้า", "ล็อกหน้าจอ", "เพิ่มผู้รับบริการคนใหม่"]


def test_escape_gives_the_focus_back(start, full_centre):
    panel = start()
    press(focused(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert focused() is panel.parentWidget().button


def test_a_role_without_personal_data_finds_pages_and_commands_only(start, full_centre):
    full_centre.context.actor = Actor(4, "admin", "ผู้ดูแลระบบ", Role.ADMIN)
    panel = start()
    assert find(panel, full_centre, "แก้วตา") == []
    panel.field.clear()
    assert "เพิ่มผู้รับบริการคนใหม่" not in titles(panel)
    assert "ล็อกหน้าจอ" in titles(panel)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_the_card_is_named_whole_and_inside_the_window(start, full_centre, size):
    panel = start(size)
    find(panel, full_centre, "ม")
    assert unnamed(panel) == []
    assert clipped(panel) == []
    assert panel.rect().contains(panel._card.geometry())
    assert focused().accessibleDescription()
    assert any(one.text() == "Enter" for one in panel.findChildren(QLabel))


@pytest.mark.parametrize(
    ("text", "title", "opened"),
    [
        ("หนังสือส่งตัว", "หนังสือส่งตัว", ("documents", {"kind": "transfer_letter"})),
        ("วันหยด", "วันหยุด", ("settings", {"section": "holidays"})),
        ("ย้ายเตียง", "ย้ายเตียง", ("residents", {"present": True})),
        ("ผังเตยง", "ผังเตียง", ("beds", {})),
    ],
)
def test_papers_settings_acts_and_pages_are_found_also_misspelt(start, full_centre, text, title, opened):
    full_centre.context.actor = MANAGER
    panel = start()
    find(panel, full_centre, text)
    assert title in titles(panel)[0]
    enter(panel)
    assert full_centre.navigated == [opened]


def test_a_register_number_typed_in_the_thai_layout_says_so(start, full_centre):
    panel = start()
    find(panel, full_centre, "ญุตขจจจๅ")
    assert people_found(panel) == ["นางสาวแก้วตา มณีโชติ"]
    assert panel._found()[0].detail.endswith("สลับแป้นภาษา")


def test_commands_come_before_people_who_are_only_spelled_alike(start, full_centre):
    full_centre.house.person("ย้อย", last_name="สุขใจ")
    panel = start()
    found = find(panel, full_centre, "ย้าย")
    assert found[0] == "ย้ายเตียง"
