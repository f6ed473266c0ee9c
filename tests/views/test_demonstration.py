"""Trying the program from the sign-in page, beside the real data."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.demonstration_mark import mark
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.store.keys import KdfCost
from panpun_desktop.views.first_start.demo_dialog import DemoDialog
from panpun_desktop.views.sign_in.page import SignInPage
from panpun_desktop.widgets.buttons import QuietButton
from tests.builders import NOW
from tests.conformance.walk import clipped, unnamed

CLOCK = FixedClock(NOW)
COST = KdfCost(1, 64, 1)


def a_centre(folder, name, login, password):
    facts = {"province": "สงขลา", "manager_name": "จำลอง ทดสอบ", "password_length": 4}
    request = SetUpCentre(name=name, login=login, password=password, **facts)
    set_up_centre(folder, CLOCK, request, cost=COST).session.work.close()


def settle(program):
    for _ in range(3):
        QApplication.processEvents()
        program.operations.wait()
        QApplication.processEvents()


@pytest.fixture
def program(qtbot, tmp_path):
    a_centre(tmp_path / "panpun", "ศูนย์จริง", "real", "ของจริง-2569")
    a_centre(tmp_path / "panpun-demo", "ศูนย์สมมติ", "manager", "demo")
    mark(tmp_path / "panpun-demo")
    made = Program(QApplication.instance(), tmp_path / "panpun", CLOCK)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.start()
    settle(made)
    yield made
    made.close()


def sign_in_page(program):
    (page,) = program.window.findChildren(SignInPage)
    return page


def test_the_demonstration_opens_beside_the_real_data_is_marked_and_leads_back(program, tmp_path):
    real = tmp_path / "panpun"
    before = hashlib.sha256((real / "panpun.db").read_bytes()).hexdigest()
    page = sign_in_page(program)
    assert clipped(page) == []
    QTest.mouseClick(page.demonstration, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(DemoDialog)
    assert dialog.place.text() == str(tmp_path / "panpun-demo")
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    settle(program)

    window = program.window
    assert program.context.folder == tmp_path / "panpun-demo"
    assert window.strip.isVisible()
    assert window.windowTitle().startswith("ข้อมูลสาธิต: ")
    assert unnamed(window) == []
    window.lock()
    assert window.strip.isVisible()
    assert not window._lock_page.demonstration.isVisible()

    QTest.mouseClick(window.findChild(QuietButton, "leaveDemonstrationButton"), Qt.MouseButton.LeftButton)
    settle(program)
    assert program.folder == real
    assert not window.strip.isVisible()
    sign_in_page(program).login.write("real")
    sign_in_page(program).password.setText("ของจริง-2569")
    assert hashlib.sha256((real / "panpun.db").read_bytes()).hexdigest() == before
    sign_in_page(program)._try()
    settle(program)
    assert program.context.folder == real
    assert program.context.actor.login == "real"
    assert not window.strip.isVisible()
    assert "สาธิต" not in window.windowTitle()


def test_the_real_folder_is_refused_as_a_place_for_it(program, tmp_path):
    page = sign_in_page(program)
    page.demonstration.click()
    (dialog,) = page.findChildren(DemoDialog)
    dialog.place.write(str(tmp_path / "panpun"))
    dialog.start_button.click()
    settle(program)
    assert "ข้อมูลจริง" in dialog.box.problem()
    assert program.context is None
    dialog.reject()
