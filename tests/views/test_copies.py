"""Backups in the window: the sign, the section, the last one at closing, and a backup put back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services import backups
from panpun_desktop.services.agencies import SaveAgency, list_agencies, save_agency
from panpun_desktop.services.checks import check_centre
from panpun_desktop.store.integrity import CheckResult
from panpun_desktop.views.closing_dialog import ClosingDialog
from panpun_desktop.views.first_start.page import FirstStartPage
from panpun_desktop.views.restore_contents import FOUND
from panpun_desktop.views.restore_dialog import RestoreDialog
from panpun_desktop.views.sign_in.page import SignInPage
from tests.builders import NOW
from tests.centres import PASSWORD, RECOVERY_KEY, make_centre
from tests.typing import press, type_text

LATER = FixedClock(NOW + timedelta(days=2))
"""Two days after the centre was set up: what is not backed up by now is old."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    made = tmp_path_factory.mktemp("sound") / "centre"
    make_centre(made)
    return made


@pytest.fixture
def program(qtbot, sound, tmp_path):
    """The window on a centre of this test's own; backups by themselves are off, as in every test."""
    folder = Path(shutil.copytree(sound, tmp_path / "centre"))
    made = Program(QApplication.instance(), folder, LATER)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.start()
    settle(made)
    yield made
    made.backups.is_on = False
    made.close()


def settle(program):
    for _ in range(4):
        program.operations.wait()
        QApplication.processEvents()


def enter(program, login="manager"):
    program.enter(program.open_as(login, PASSWORD))
    settle(program)


def files(program):
    return sorted((program.folder / "backups").glob("*"))


def add_agency(program, name):
    work, actor = program.context.work, program.context.actor
    save_agency(work, actor, SaveAgency(None, name))


def agencies(program):
    return [row.name for row in list_agencies(program.context.work, program.context.actor)]


def test_the_red_sign_leads_to_the_section_and_a_backup_takes_it_away(program, monkeypatch):
    enter(program)
    sign = program.window.workbench.top.sign
    assert sign.isHidden()
    assert files(program) == []
    made, waiting = backups.back_up, []
    monkeypatch.setattr(backups, "back_up", lambda *_asked: _refuse(waiting))
    program.backups.is_on = True
    program.backups.look()
    settle(program)
    assert waiting == [1]  # tried by itself, and not again at every look
    program.backups.look()
    settle(program)
    assert waiting == [1]
    assert sign.text() == "ยังไม่เคยสำรองข้อมูล"
    monkeypatch.setattr(backups, "back_up", made)
    sign.click()
    settle(program)
    section = program.window.workbench.open_page().open_one()
    assert section.name == "backup"
    section.now_button.click()
    settle(program)
    assert sign.text() == "ไม่มีที่เก็บแห่งที่สอง"
    (file,) = files(program)
    assert file.name in section.banner.text()
    assert section.table.current().name == file.name
    section.check_button.click()
    settle(program)
    assert f"{file.name} " in section.banner.text()
    assert section.notice.text() == ""


def _refuse(waiting):
    waiting.append(1)
    raise RuleBroken("save.no_space", name="x")


def test_closing_makes_a_last_backup_once_and_says_when_it_cannot(program, monkeypatch):
    enter(program, "desk")
    program.backups.is_on = True
    monkeypatch.setattr(backups, "back_up", lambda *_asked: _refuse([]))
    assert not program.window.close()
    settle(program)
    dialog = program.window.findChild(ClosingDialog)
    assert dialog.isVisible()
    assert dialog.banner.text()
    dialog.stay_button.click()
    assert program.window.isVisible()
    monkeypatch.undo()
    assert not program.window.close()
    settle(program)
    assert program.window.isHidden()
    (file,) = files(program)
    program.close()
    program.window.show()
    program.show_sign_in()
    enter(program, "desk")
    program.window.close()
    settle(program)
    assert program.window.isHidden()
    assert files(program) == [file]  # nothing was done since


def test_a_backup_is_put_back_through_the_dialog_and_the_sign_in_page_says_so(program):
    enter(program)
    add_agency(program, "ก่อนสำรอง")
    backups.back_up(program.context.work, program.context.actor, backups.BackUp())
    add_agency(program, "หลังสำรอง")
    program.window.workbench.navigate("settings", section="backup")
    settle(program)
    program.window.workbench.open_page().open_one().restore_button.click()
    settle(program)
    dialog = program.window.findChild(RestoreDialog)
    high = dialog.height()
    type_text(dialog.login, "manager")
    type_text(dialog.password, "ไม่ใช่")
    press(dialog.password, Qt.Key.Key_Return)
    settle(program)
    assert dialog.banner.text() == "ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง"
    for _turn in range(2):
        press(dialog.password, Qt.Key.Key_Return)
        settle(program)
    assert "ลองใหม่ได้ในอีก 1 วินาที" in dialog.banner.text().replace("\u200b", "")
    assert not dialog.look_button.isEnabled()
    dialog.password.clear()
    type_text(dialog.password, PASSWORD)
    press(dialog.password, Qt.Key.Key_Return)
    assert not dialog._is_busy  # the key of the keyboard waits as well
    dialog.slowing.count_down()
    dialog._clock = FixedClock(LATER.now() + timedelta(seconds=1))
    press(dialog.password, Qt.Key.Key_Return)
    settle(program)
    checks = tuple(CheckResult(one, one != "documents") for one in FOUND)
    dialog._show_rehearsal(SimpleNamespace(ok=False, checks=checks))
    assert "• เอกสารที่ออกแล้วขาดหายหรือถูกเปลี่ยนแปลง" in dialog.banner.text().replace("\u200b", "")
    assert {check.id for check in check_centre(program.context.work, program.context.actor)} == set(FOUND)
    dialog.rehearse_button.click()
    settle(program)
    assert "ทดลองกู้คืนสำเร็จ" in dialog.banner.text()
    assert dialog.height() == high
    assert dialog.focusWidget() is dialog.contents.word
    assert not dialog.restore_button.isEnabled()
    press(dialog.contents.word, Qt.Key.Key_Return)
    assert dialog.contents.isVisible()
    assert "กู้คืน" in dialog.contents.word_box.problem()
    type_text(dialog.contents.word, "กู้คืน")
    press(dialog.contents.word, Qt.Key.Key_Return)
    settle(program)
    page = program.window.findChild(SignInPage)
    (aside,) = program.folder.glob("aside-*")
    assert program.context is None
    assert aside.name in page.banner.text()
    enter(program)
    assert "ก่อนสำรอง" in agencies(program)
    assert "หลังสำรอง" not in agencies(program)


def test_a_new_computer_takes_the_centre_out_of_a_file(qtbot, program, tmp_path):
    enter(program)
    add_agency(program, "จากเครื่องเก่า")
    made = backups.back_up(program.context.work, program.context.actor, backups.BackUp()).file
    new = Program(QApplication.instance(), tmp_path / "new", LATER)
    qtbot.addWidget(new.window)
    new.start()
    settle(new)
    new.window.findChild(FirstStartPage).restore_button.click()
    settle(new)
    dialog = new.window.findChild(RestoreDialog)
    dialog.take_file(made)
    dialog.way.set_value("key")
    type_text(dialog.key, RECOVERY_KEY)
    dialog.look()
    settle(new)
    type_text(dialog.contents.word, "กู้คืน")
    dialog.restore_button.click()
    settle(new)
    assert "เรียบร้อย" in new.window.findChild(SignInPage).banner.text()
    enter(new)
    assert "จากเครื่องเก่า" in agencies(new)
    new.close()


def test_when_nobody_can_sign_in_the_first_page_leads_to_a_backup(program):
    page = program.window.findChild(SignInPage)
    page.restore.click()
    settle(program)
    dialog = program.window.findChild(RestoreDialog)
    assert dialog.banner.text() == "ไม่พบสำเนาข้างข้อมูล โปรดเลือกไฟล์สำเนา"
    dialog.look_button.click()
    assert dialog.isVisible()
    dialog.reject()


def test_the_link_to_the_numbers_lands_on_them_and_an_old_message_is_gone(program):
    enter(program)
    workbench = program.window.workbench
    workbench.navigate("settings", section="backup")
    settle(program)
    section = workbench.open_page().open_one()
    section.outside_button.click()
    assert "age1" in section.banner.text()
    section.banner.focus_act()
    QApplication.focusWidget().click()
    settle(program)
    limits = workbench.open_page().open_one()
    assert QApplication.focusWidget() is limits.boxes["backup.outside_recipient"].field
    assert limits.area.verticalScrollBar().value() > 0
    workbench.navigate("settings", section="backup")
    settle(program)
    assert section.banner.text() == ""
    section._open_numbers()
    settle(program)
    assert QApplication.focusWidget() is limits.boxes["backup.hours"].field


def test_after_choosing_a_second_place_a_copy_goes_there_at_once(program, tmp_path):
    enter(program)
    program.window.workbench.navigate("settings", section="backup")
    settle(program)
    section = program.window.workbench.open_page().open_one()
    place = tmp_path / "usb"
    place.mkdir()
    section._set_second(str(place))
    settle(program)
    section.banner.focus_act()
    QApplication.focusWidget().click()
    settle(program)
    assert [one.suffix for one in place.iterdir()] == [".panpun"]
    assert "เมื่อสักครู่" in section.second_words.plain_text()
