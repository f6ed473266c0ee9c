"""The program from the first page on, over a real data folder."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QComboBox

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.code_lists import SaveCode, list_codes, save_code
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.store.look import has_centre
from panpun_desktop.views.main_window import opens_maximised
from panpun_desktop.views.sign_in.page import SignInPage
from tests.typing import press, type_text

CLOCK = FixedClock.at(date(2026, 11, 21))
PASSWORD = "ปั้นปูน-2569"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A centre with its first manager, made once."""
    place = tmp_path_factory.mktemp("centre")
    request = SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "จำลอง ข้อมูลทดสอบ", "jamlong", PASSWORD, "ปป.")
    set_up_centre(place, CLOCK, request).session.work.close()
    return place


@pytest.fixture
def program(qtbot, folder):
    made = Program(QApplication.instance(), folder, CLOCK)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.start()
    yield made
    made.close()


def sign_in(program, password=PASSWORD):
    page = program.window.findChild(SignInPage)
    type_text(page.login, "jamlong")
    type_text(page.password, password)
    press(page.password, Qt.Key.Key_Return)
    program.operations.wait()
    return page


def test_a_manager_signs_in_and_the_window_bears_the_name_of_the_centre(program, folder):
    assert has_centre(folder)
    sign_in(program)
    assert program.window.workbench is not None
    assert program.context.actor.name == "จำลอง ข้อมูลทดสอบ"
    assert program.window.windowTitle() == program.context.centre_name
    assert "2569" in program.window.workbench.top._date.plain_text()


@pytest.mark.parametrize(
    ("platform", "width", "height", "maximised"),
    [
        ("windows", 1366, 728, True),
        ("windows", 1366, 768, True),
        ("windows", 1280, 984, False),
        ("windows", 1920, 1040, False),
        ("offscreen", 1366, 768, False),
    ],
)
def test_the_first_window_fills_a_small_screen(platform, width, height, maximised):
    assert opens_maximised(platform, QSize(width, height)) is maximised


def test_a_wrong_password_stays_outside_with_a_sentence(program):
    page = sign_in(program, "ไม่ใช่")
    assert program.window.workbench is None
    assert page.banner.text().startswith("ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง ")
    assert "มีตัวอักษรไทย" in page.banner.text()


def test_a_locked_window_opens_with_the_password_and_with_no_other(program):
    sign_in(program)
    program.window.lock()
    page = program.window._lock_page
    for password, locked in (("ไม่ใช่", True), (PASSWORD, False)):
        page.password.clear()
        type_text(page.password, password)
        press(page.password, Qt.Key.Key_Return)
        program.operations.wait()
        assert program.window.is_locked() is locked


def test_a_locked_window_keeps_no_names_of_the_register_in_memory(program):
    from panpun_desktop.services import name_index, people

    sign_in(program)
    people.search(program.context.work, program.context.actor, "ใคร")
    assert program.context.work in name_index._INDEXES
    program.window.lock()
    assert program.context.work not in name_index._INDEXES


def test_changed_words_are_on_every_page_and_what_was_typed_is_still_there(program):
    sign_in(program)
    workbench = program.window.workbench
    for key in ("beds", "residents", "admission"):
        workbench.navigate(key)
        program.operations.wait()
    admission = workbench.open_page()
    type_text(admission.people.rows[0].name, "มานี")
    workbench.navigate("settings")
    program.operations.wait()
    work, actor = program.context.work, program.context.actor
    first = list_codes(work, actor, "channel")[0]
    request = SaveCode(first.id, first.version, "เดินเข้ามาเอง")
    program.operations.change(program.window, lambda: save_code(work, actor, request))
    program.operations.wait()
    assert program.context.centre.label("channel", first.code) == "เดินเข้ามาเอง"
    workbench.navigate("admission")
    program.operations.wait()
    anew = workbench.open_page()
    assert anew is not admission
    assert anew.people.rows[0].name.text() == "มานี"
    assert any(box.findText("เดินเข้ามาเอง") >= 0 for box in anew.findChildren(QComboBox))


def test_signing_out_leaves_nothing_of_the_person(program):
    sign_in(program)
    program.sign_out()
    assert program.context is None
    assert program.window.workbench is None
    assert program.window.findChild(SignInPage).login.text() == ""


def test_the_first_page_is_painted_before_anything_heavy_is_imported(tmp_path):
    script = (
        "import sys; from pathlib import Path; import panpun_desktop.app as app;"
        "from panpun_desktop.cli import main; main._parser(['--data', sys.argv[1]]);"
        "from panpun_desktop.common.clock import SystemClock;"
        "qt = app.make_application(); program = app.Program(qt, Path(sys.argv[1]), SystemClock());"
        "program.show_sign_in(); program.window.show(); program.window.grab();"
        "heavy = ('sqlalchemy', 'reportlab', 'babel', 'pypdfium2', 'pandas', 'alembic',"
        "         'PySide6.QtPrintSupport', 'panpun_desktop.reports', 'panpun_desktop.views.first_start');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_today_comes_without_the_papers_and_the_upgrades(folder):
    script = (
        "import sys; from pathlib import Path; import panpun_desktop.app as app;"
        "from panpun_desktop.common.clock import SystemClock;"
        "qt = app.make_application(); program = app.Program(qt, Path(sys.argv[1]), SystemClock());"
        "program.start(); program.operations.wait();"
        "program.enter(program.open_as('jamlong', sys.argv[2])); program.operations.wait();"
        "heavy = ('reportlab', 'uharfbuzz', 'pypdfium2', 'alembic', 'babel', 'PIL', 'openpyxl');"
        "print('sqlalchemy' in sys.modules, [name for name in heavy if name in sys.modules]); program.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), PASSWORD],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "True []"


def test_a_first_password_shows_nothing_until_it_is_changed(program, folder, qtbot):
    from panpun_desktop.services.users import SaveUser, save_user
    from panpun_desktop.views.password_dialog import PasswordDialog

    sign_in(program)
    work, actor = program.context.work, program.context.actor
    save_user(work, actor, SaveUser(None, "malee", "มาลี", "REG", password="first-one"))
    program.sign_out()
    program.enter(program.open_as("malee", "first-one"))
    program.operations.wait()
    assert program.window.workbench.cover.isVisible()
    press(program.window.findChild(PasswordDialog), Qt.Key.Key_Escape)
    assert program.context is None
    assert program.window.workbench is None
