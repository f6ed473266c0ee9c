"""Signing in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.views.sign_in.page import SignInPage
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import press, type_here, type_text


@pytest.fixture
def page(qtbot, operations):
    def sign_in(login, password):
        if (login, password) != ("desk", "demo"):
            raise RuleBroken("act.not_allowed", field="password")
        return "a session"

    made = SignInPage(operations, sign_in, "บ้านปั้นปูน")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    made.start()
    return made


def test_a_person_signs_in_by_keyboard_alone(page, operations):
    heard = []
    page.signed_in.connect(heard.append)
    type_here("desk")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    type_here("demo")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not page.button.isEnabled()
    operations.wait()
    assert heard == ["a session"]
    assert page.password.text() == ""


def test_a_wrong_password_is_said_and_the_login_stays(page, operations):
    type_text(page.login, "desk")
    type_text(page.password, "oops")
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    operations.wait()
    assert page.banner.isVisible()
    assert page.banner.text()
    assert page.login.text() == "desk"
    assert QApplication.focusWidget() is page.password
    assert page.button.isEnabled()


def test_an_empty_field_is_asked_for_beside_it(page):
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.login_box.problem() == "กรอกชื่อเข้าใช้"
    type_here("desk")
    assert page.login_box.problem() == ""
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.password_box.problem() == "กรอกรหัสผ่าน"


def test_who_forgot_is_told_whom_to_ask(page):
    QTest.mouseClick(page.forgot, Qt.MouseButton.LeftButton)
    assert "ผู้จัดการ" in page.banner.text()


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_every_control_is_named_reached_and_whole(page, size):
    page._explain()
    page.resize(*size)
    QApplication.processEvents()
    assert unnamed(page) == []
    assert unreached(page) == []
    assert clipped(page) == []
    assert too_low(page) == []


def test_the_seconds_to_wait_are_counted_down_and_nothing_is_tried_meanwhile(qtbot, operations):
    tried = []

    def sign_in(login, password):
        tried.append(password)
        raise RuleBroken("session.wrong_password", field="password", seconds=2)

    page = SignInPage(operations, sign_in, "บ้านปั้นปูน")
    qtbot.addWidget(page)
    page.login.write("desk")
    page.password.write("guess")
    page._try()
    operations.wait()
    assert "อีก 2 วินาที" in page.banner.text()
    press(page.password, Qt.Key.Key_Return)
    page.slowing.count_down()
    assert "อีก 1 วินาที" in page.banner.text()
    assert not page.button.isEnabled()
    page.slowing.count_down()
    assert page.button.isEnabled()
    assert "วินาที" not in page.banner.text()
    assert tried == ["guess"]


def test_a_refusal_says_what_may_be_wrong_besides_the_password(qtbot, operations):
    facts = [{}, {}, {}, {}, {"is_of_other_keys": True}]

    def sign_in(_login, _password):
        raise RuleBroken("session.wrong_password", field="password", **facts.pop(0))

    page = SignInPage(operations, sign_in, "บ้านปั้นปูน")
    qtbot.addWidget(page)
    page.login.write("desk")
    for password, hint in (
        ("secret", ""),
        ("หะแพ", "ตัวอักษรไทย"),
        ("SECRET", "Caps Lock"),
        ("secret", "keys.json"),
        ("secret", "keys.json"),
    ):
        page.password.clear()
        QTest.keyClicks(page.password, password) if password.isascii() else page.password.write(password)
        page.password.is_caps_lock_on = password.isupper()
        page.button.click()
        operations.wait()
        said = page.banner.text()
        assert hint in said
        assert ("Caps" in said, "ตัวอักษรไทย" in said) == (hint == "Caps Lock", hint == "ตัวอักษรไทย")
