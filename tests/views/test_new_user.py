"""From a new user to their first sign-in: the slip, the own password, and a way back with the printed key."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.session import sign_in
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.views.password_dialog import PasswordDialog
from panpun_desktop.views.settings.users import UserDialog
from panpun_desktop.views.sign_in.page import SignInPage
from panpun_desktop.views.sign_in.recovery_dialog import RecoveryDialog
from panpun_desktop.widgets.privacy import Curtain
from tests.builders import NOW
from tests.centres import PASSWORD, RECOVERY_KEY, make_centre
from tests.reports.kit.reading import poppler
from tests.typing import press, type_text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("new-user") / "centre"
    make_centre(place)
    return place


def settle(program):
    for _turn in range(4):
        program.operations.wait()
        QApplication.processEvents()


def test_a_new_user_gets_a_slip_and_chooses_a_password_before_anything_is_shown(qtbot, folder):
    clock = FixedClock(NOW)
    program = Program(QApplication.instance(), folder, clock)
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.start()
    program.enter(program.open_as("manager", PASSWORD))
    settle(program)
    program.window.workbench.navigate("settings", section="users")
    settle(program)
    program.window.workbench.open_page().sections["users"].add_row_button.click()
    settle(program)
    dialog = program.window.findChild(UserDialog)
    given = dialog.password.text()
    dialog.name_field.write("นางสาวสมมติ ทดสอบ")
    dialog.login.write("sommut")
    dialog.save()
    settle(program)
    slip = program.window.findChild(PaperWindow)
    assert given in poppler(slip._pdf)
    slip.close()
    program.sign_out()
    page = program.window.findChild(SignInPage)
    type_text(page.login, "sommut")
    for text in ("ไม่ใช่", given):
        page.password.clear()
        type_text(page.password, text)
        press(page.password, Qt.Key.Key_Return)
        settle(program)
    asked = program.window.findChild(PasswordDialog)
    workbench = program.window.workbench
    assert workbench.cover.isVisible()
    curtain = workbench.findChild(Curtain)
    assert curtain.geometry() == workbench.rect()
    assert asked.old.isHidden()  # it was typed a moment ago
    for box in (asked.new, asked.again):
        box.field.write(given)
    asked._save()
    settle(program)
    assert "ไม่ซ้ำ" in asked.new.problem()
    for box in (asked.new, asked.again):
        box.field.write("abc")
    asked._save()
    settle(program)
    assert "4 ตัวอักษร" in asked.new.problem()
    assert asked.old.isHidden()
    assert not asked.old.problem()
    for box in (asked.new, asked.again):
        box.field.write("รหัสของฉันเอง")
    asked._save()
    settle(program)
    assert not workbench.cover.isVisible()
    assert workbench.findChild(Curtain) is None
    assert "1 ครั้ง" in workbench.undo_bar.text()
    program.close()
    sign_in(folder, clock, "sommut", "รหัสของฉันเอง").work.close()


def test_the_printed_key_gives_a_manager_a_password_from_the_sign_in_page(qtbot, folder):
    program = Program(QApplication.instance(), folder, FixedClock.at(date(2026, 11, 21)))
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.start()
    page = program.window.findChild(SignInPage)
    page.forgot.click()
    page.recovery_asked.emit()
    dialog = program.window.findChild(RecoveryDialog)
    type_text(dialog.key, RECOVERY_KEY.lower())
    press(dialog.key, Qt.Key.Key_Return)
    settle(program)
    assert dialog.who.value() == "manager"
    for field in (dialog.new, dialog.again):
        field.write("รหัสใหม่ที่จำได้")
    press(dialog.again, Qt.Key.Key_Return)
    settle(program)
    assert page.login.text() == "manager"
    page.password.write("รหัสใหม่ที่จำได้")
    press(page.password, Qt.Key.Key_Return)
    settle(program)
    assert program.context.actor.login == "manager"
    program.close()
