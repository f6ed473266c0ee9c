"""First start as a person does it: the keyboard alone, over a real empty folder."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.beds import board
from panpun_desktop.services.documents import number_text
from panpun_desktop.services.session import sign_in
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.keys import KdfCost
from panpun_desktop.store.look import has_centre
from panpun_desktop.views.first_start.demo_dialog import DemoDialog
from panpun_desktop.views.first_start.page import FirstStartPage
from panpun_desktop.views.first_start.plan_dialog import PlanDialog
from panpun_desktop.widgets import printing
from panpun_desktop.widgets.keyboard import as_thai_layout
from tests.builders import NOW, TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here

CLOCK = FixedClock(NOW)
CTRL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "ปั้นปูน-2569-ดี"


def _cheap(time=1, memory_kib=64, lanes=1):
    return KdfCost(time, memory_kib, lanes)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """Keys derived at the true cost are tested in the store."""
    monkeypatch.setattr("panpun_desktop.store.keys.KdfCost", _cheap)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "panpun"
    made.mkdir()
    return made


@pytest.fixture
def program(qtbot, folder):
    made = Program(QApplication.instance(), folder, CLOCK)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.start()
    settle(made)
    yield made
    made.close()


@pytest.fixture
def page(program):
    (found,) = program.window.findChildren(FirstStartPage)
    return found


def settle(program):
    for _ in range(3):
        QApplication.processEvents()
        program.operations.wait()


def enter():
    press(focused(), Qt.Key.Key_Return)


def end_of(page):
    return page.recovery.key[-4:]


def fill_in(page, proof=None):
    """Types the page from top to bottom with Enter between the fields; gives the key presses."""
    typed = 0
    for text in ("", "สงขลา", "", "", "จำลอง ข้อมูลทดสอบ", "Jamlong", PASSWORD):
        type_here(text)
        enter()
        typed += len(text) + 1
    assert focused() is page.recovery.print_button
    press(focused(), Qt.Key.Key_Tab)
    type_here(end_of(page).lower() if proof is None else proof)
    return typed + 5


def back_to(program, qtbot):
    """A window manager brings the window back when its dialog closes; the test's screen has none."""
    with qtbot.waitActive(program.window):
        program.window.activateWindow()


def dialog_of(page, kind, qtbot):
    (found,) = page.findChildren(kind)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_a_centre_is_set_up_by_keyboard_alone_and_its_manager_is_signed_in(program, page, folder):
    assert focused() is page.name
    presses = fill_in(page)
    assert page.password.chip_text() == "พอใช้"  # the name of the house counts for little
    enter()
    settle(program)
    assert presses < 80
    assert has_centre(folder)
    assert program.context.actor.name == "จำลอง ข้อมูลทดสอบ"
    assert program.context.centre.province == "สงขลา"
    assert program.context.centre.letter_prefix == "ปป."
    assert program.context.centre.signer_name == "จำลอง ข้อมูลทดสอบ"
    rooms = board(program.context.work, program.context.actor, TODAY).rooms
    assert (len(rooms), sum(len(room.tiles) for room in rooms)) == (6, 32)


def test_the_key_that_was_shown_opens_the_data(program, page, folder):
    key = page.recovery.key
    assert len(key.replace("-", "")) == 32
    fill_in(page)
    enter()
    settle(program)
    DataHome(folder).open_with_recovery(key, CLOCK).close()


def test_the_window_unlocks_with_the_password_given(program, page):
    fill_in(page)
    enter()
    settle(program)
    program.window.lock()
    type_here(PASSWORD)
    enter()
    settle(program)
    assert not program.window.is_locked()


def test_a_wrong_end_of_the_key_is_refused_beside_it_and_nothing_is_made(program, page, folder):
    fill_in(page, proof="AAAA")
    enter()
    settle(program)
    assert "ไม่ตรงกับ 4 ตัวสุดท้าย" in page.recovery.problem()
    assert focused() is page.recovery.proof
    assert not has_centre(folder)
    page.recovery.proof.clear()
    type_here(end_of(page))
    assert page.recovery.problem() == ""
    enter()
    settle(program)
    assert has_centre(folder)


def test_the_key_is_hidden_while_its_end_is_typed_and_nothing_moves(program, page):
    settle(program)
    key, stands = page.recovery.key, page.start_button.mapTo(page, page.start_button.rect().topLeft())
    assert page.recovery._key_label.plain_text() == key
    press(page, Qt.Key.Key_Return, CTRL)
    page.recovery.proof.setFocus()
    type_here("AAAA")
    settle(program)
    assert key[-4:] not in page.recovery._key_label.plain_text()
    assert page.start_button.mapTo(page, page.start_button.rect().topLeft()) == stands
    page.recovery.again_button.click()
    assert page.recovery._key_label.plain_text() == key
    assert page.recovery.proof.text() == ""


def test_the_end_of_the_key_typed_under_the_thai_layout_is_understood(program, page):
    fill_in(page, proof=as_thai_layout(end_of(page).lower()))
    assert page.recovery.is_proved()


def test_what_is_missing_is_said_beside_each_field_and_the_first_has_the_focus(program, page, folder):
    press(page, Qt.Key.Key_Return, CTRL)
    for name in ("province", "manager_name", "login", "password"):
        assert page.boxes[name].problem() == "โปรดกรอกช่องนี้"
    assert page.boxes["name"].problem() == ""
    assert page.recovery.problem()
    assert focused() is page.province
    assert not has_centre(folder)


def test_another_centre_does_without_the_delivered_letters_and_chooses_its_province(program, page):
    assert page.province.value() is None
    page.name.selectAll()
    type_here("ศูนย์อื่น (บ้านตัวอย่าง)")
    assert page.prefix.text() == ""
    enter()
    for text in ("ปัตตานี", "", "", "จำลอง ข้อมูลทดสอบ", "Jamlong", PASSWORD):
        type_here(text)
        enter()
    page.recovery.proof.write(end_of(page))
    press(page, Qt.Key.Key_Return, CTRL)
    settle(program)
    centre = program.context.centre
    assert (centre.province, centre.short_name, centre.letter_prefix) == ("ปัตตานี", "บ้านตัวอย่าง", "")
    assert number_text(centre, 1, 2569) == "001/2569"


def test_a_weak_password_is_called_weak_and_a_very_short_one_refused_beside_it(program, page, folder):
    page.province.set_value("สงขลา")
    page.manager.write("จำลอง")
    page.login.write("jamlong")
    page.password.setFocus()
    type_here("aaa")
    assert page.password.chip_text() == "สั้นเกินไป"
    page.recovery.proof.write(end_of(page))
    press(page, Qt.Key.Key_Return, CTRL)
    settle(program)
    assert "8" in page.boxes["password"].problem()
    assert focused() is page.password
    assert not has_centre(folder)
    type_here("aaabbb")
    assert page.password.chip_text() == "อ่อน"
    assert "ซ้ำ" in page.boxes["password"].hint()
    press(page, Qt.Key.Key_Return, CTRL)
    settle(program)
    assert has_centre(folder)


def test_a_login_with_a_space_is_refused_beside_it(program, page, folder):
    fill_in(page)
    page.login.write("two words")
    press(page, Qt.Key.Key_Return, CTRL)
    settle(program)
    assert page.boxes["login"].problem()
    assert page.start_button.isEnabled()


def test_the_key_is_printed_with_the_name_of_the_centre(program, page, monkeypatch):
    printed = []
    monkeypatch.setattr(printing, "ask_and_print", lambda pdfs, *_more: printed.extend(pdfs))
    page.recovery.print_button.setFocus()
    press(page.recovery.print_button, Qt.Key.Key_Space)
    settle(program)
    (sheet,) = printed
    text = "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(sheet)).pages)
    assert "บ้านปั้นปูน" in text.replace(" ", "")
    assert "21 พฤศจิกายน 2569" in text
    assert all(group in text for group in page.recovery.key.split("-"))
    assert focused() is page.recovery.proof


# the building plan ------------------------------------------------------------------------------------


def test_the_sample_plan_is_offered_and_a_plan_of_ones_own_gives_its_beds(program, page, folder, qtbot):
    assert page.plan_field.text() == "ตัวอย่าง 6 ห้อง 32 เตียง"
    press(page.plan_field.button, Qt.Key.Key_Space)
    dialog = dialog_of(page, PlanDialog, qtbot)
    card = dialog.buildings()[0]
    card.rooms()[0].beds.setFocus()
    card.rooms()[0].beds.selectAll()
    type_here("๑๐")
    QTest.mouseClick(card.add_button, Qt.MouseButton.LeftButton)
    type_here("แยกดูแล")
    enter()
    type_here("แยก")
    enter()
    focused().selectAll()
    type_here("1")
    assert dialog.total.plain_text() == "7 ห้อง 37 เตียง"
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert page.plan_field.text() == "7 ห้อง 37 เตียง"
    back_to(program, qtbot)
    page.name.setFocus()
    fill_in(page)
    enter()
    settle(program)
    rooms = board(program.context.work, program.context.actor, TODAY).rooms
    assert [len(room.tiles) for room in rooms] == [10, 6, 6, 6, 4, 4, 1]
    assert rooms[-1].use == "CARE"


def test_a_room_of_sixty_beds_is_asked_about_beside_it_and_taken(program, page, qtbot):
    press(page.plan_field.button, Qt.Key.Key_Space)
    dialog = dialog_of(page, PlanDialog, qtbot)
    first, second = dialog.buildings()[0].rooms()[:2]
    first.beds.write("60")
    second.beds.write("30")
    assert "ห้องเดียวมี 60 เตียงใช่หรือไม่" in first.warning.text()
    assert (first.warning.isVisible(), second.warning.isVisible()) == (True, False)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert page.plan[0].rooms[0].beds == 60


def test_a_room_without_a_name_or_named_twice_is_refused_in_the_plan(program, page, qtbot):
    press(page.plan_field.button, Qt.Key.Key_Space)
    dialog = dialog_of(page, PlanDialog, qtbot)
    second = dialog.buildings()[0].rooms()[1]
    second.name.write("ชาย 1")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert "ชาย 1" in second.name_box.problem()
    second.name.write("")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert second.name_box.problem() == "โปรดพิมพ์ชื่อ"
    assert page.plan == page.sample


def test_rooms_and_buildings_are_taken_away_and_the_sample_comes_back(program, page, qtbot):
    press(page.plan_field.button, Qt.Key.Key_Space)
    dialog = dialog_of(page, PlanDialog, qtbot)
    first = dialog.buildings()[0].rooms()[0]
    press(first.last, Qt.Key.Key_Space)
    assert dialog.total.plain_text() == "5 ห้อง 26 เตียง"
    assert dialog.buildings()[0].rooms()[0].name_box.label.isVisible()
    press(dialog._add_button, Qt.Key.Key_Space)
    assert dialog.total.plain_text() == "6 ห้อง 30 เตียง"
    press(dialog._sample_button, Qt.Key.Key_Space)
    assert dialog.total.plain_text() == "6 ห้อง 32 เตียง"


# trying -----------------------------------------------------------------------------------------------


def test_a_demonstration_is_made_in_a_folder_of_its_own(program, page, folder, qtbot, monkeypatch):
    monkeypatch.setattr(DemoDialog, "people", 12)
    press(page.demo_button, Qt.Key.Key_Space)
    dialog = dialog_of(page, DemoDialog, qtbot)
    assert dialog.place.text() == f"{folder}-demo"
    press(dialog.start_button, Qt.Key.Key_Space)
    assert not dialog.start_button.isEnabled()
    settle(program)
    assert not has_centre(folder)
    assert program.context.actor.login == "manager"
    assert has_centre(folder.with_name("panpun-demo"))
    back_to(program, qtbot)
    program.window.lock()
    type_here("demo")
    enter()
    settle(program)
    assert not program.window.is_locked()
    program.sign_out()
    sign_in(folder.with_name("panpun-demo"), CLOCK, "desk", "demo").work.close()


def test_the_folder_of_the_real_data_is_refused_for_a_demonstration(program, page, folder, qtbot):
    press(page.demo_button, Qt.Key.Key_Space)
    dialog = dialog_of(page, DemoDialog, qtbot)
    dialog.place.write(str(folder))
    press(dialog.start_button, Qt.Key.Key_Space)
    settle(program)
    assert "ข้อมูลจริง" in dialog.box.problem()
    dialog.place.write("")
    press(dialog.start_button, Qt.Key.Key_Space)
    assert dialog.box.problem()
    assert not has_centre(folder)
    dialog.reject()


# access -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_every_control_is_named_reached_and_whole(program, page, size, qtbot):
    press(page, Qt.Key.Key_Return, CTRL)
    program.window.resize(*size)
    QApplication.processEvents()
    assert unnamed(page) == []
    assert unreached(page) == []
    assert clipped(page) == []
    assert too_low(page) == []
    # the bar at the side comes with a second pass of the layout
    qtbot.waitUntil(lambda: page.around.horizontalScrollBar().maximum() == 0, timeout=3000)


def test_the_plan_and_the_demonstration_are_named_reached_and_whole(program, page, qtbot):
    for button, kind in ((page.plan_field.button, PlanDialog), (page.demo_button, DemoDialog)):
        press(button, Qt.Key.Key_Space)
        dialog = dialog_of(page, kind, qtbot)
        assert unnamed(dialog) == []
        assert unreached(dialog) == []
        assert clipped(dialog) == []
        assert too_low(dialog) == []
        dialog.reject()
        QApplication.processEvents()


def test_the_page_is_painted_before_anything_heavy_is_imported(tmp_path):
    script = (
        "import sys; from pathlib import Path; import panpun_desktop.app as app;"
        "from panpun_desktop.common.clock import SystemClock;"
        "qt = app.make_application(); program = app.Program(qt, Path(sys.argv[1]), SystemClock());"
        "program.show_first_start(); program.window.show(); program.window.grab();"
        "heavy = ('sqlalchemy', 'reportlab', 'babel', 'pypdfium2', 'alembic');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
