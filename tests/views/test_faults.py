"""What the window says when the data folder has a fault, and how people get on from there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import text

from panpun_desktop.app import Program
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.rules.faults import Fault
from panpun_desktop.services.drafts import load_draft
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.look import has_centre
from panpun_desktop.views.faults.page import FaultPage
from panpun_desktop.views.first_start.page import FirstStartPage
from panpun_desktop.views.sign_in.page import SignInPage
from panpun_desktop.widgets.error_window import ErrorWindow, report_of
from panpun_desktop.widgets.single_instance import SingleInstance
from tests.builders import NOW
from tests.centres import PASSWORD, make_centre
from tests.typing import press, type_text

PLANTED = "มานีสมมติ"
DATABASE = "panpun.db"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A centre with users manager and desk, made once."""
    made = tmp_path_factory.mktemp("sound") / "centre"
    make_centre(made)
    return made


@pytest.fixture
def folder(sound, tmp_path):
    """A centre of this test's own, in a folder whose name tells whose it is."""
    return Path(shutil.copytree(sound, tmp_path / PLANTED / "centre"))


@pytest.fixture
def start(qtbot):
    """Starts the program on a folder; closed when the test ends."""
    made = []

    def begin(folder, clock=None):
        program = Program(QApplication.instance(), folder, clock or FixedClock(NOW))
        qtbot.addWidget(program.window)
        made.append(program)
        with qtbot.waitActive(program.window):
            program.start()
        settle(program)
        return program

    yield begin
    for program in made:
        program.close()


def settle(program):
    for _ in range(3):
        program.operations.wait()
        QApplication.processEvents()


def page_of(program, kind=FaultPage):
    return program.window.findChild(kind)


def sign_in(program, login="desk"):
    page = page_of(program, SignInPage)
    type_text(page.login, login)
    type_text(page.password, PASSWORD)
    press(page.password, Qt.Key.Key_Return)
    settle(program)


def log_of(folder):
    return (folder / "log" / "panpun.log").read_text(encoding="utf-8")


def state(folder):
    return {
        name: (folder / name).read_bytes() for name in (DATABASE, "keys.json") if (folder / name).exists()
    }


def other_beginning(folder):
    with (folder / DATABASE).open("r+b") as file:
        file.write(os.urandom(16))


def newer_tables(folder):
    key = DataHome(folder).keys().open_with_password("manager", PASSWORD)
    work = DataHome(folder).open(key, FixedClock(NOW))
    with work.database.unaudited() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    work.close()


BEFORE_SIGNING_IN = {
    "ไม่พบไฟล์กุญแจ": lambda folder: (folder / "keys.json").unlink(),
    "ไม่พบไฟล์ข้อมูล": lambda folder: (folder / DATABASE).unlink(),
    "ไฟล์ข้อมูลเสียหาย": lambda folder: os.truncate(folder / DATABASE, 50_000),
    "ไฟล์ข้อมูลเป็นของโปรแกรมอื่น": lambda folder: (folder / DATABASE).write_text("ชื่อ,วัน\n" * 900),
}
AFTER_SIGNING_IN = {
    "กุญแจเปิดไฟล์ข้อมูลไม่ได้": other_beginning,
    "ข้อมูลมาจากโปรแกรมรุ่นใหม่กว่า": newer_tables,
}


@pytest.mark.parametrize("title", [*BEFORE_SIGNING_IN, *AFTER_SIGNING_IN])
def test_a_fault_has_its_page_and_the_data_stay_as_they_were(start, folder, title):
    (BEFORE_SIGNING_IN | AFTER_SIGNING_IN)[title](folder)
    before = state(folder)
    program = start(folder)
    if title in AFTER_SIGNING_IN:
        sign_in(program)
    page = page_of(program)
    assert page.title.plain_text() == title
    assert page.restore_button.isVisible()
    assert program.window.focusWidget() is page.again_button
    page.copy_button.click()
    report = QGuiApplication.clipboard().text()
    assert f"fault: {page.finding.fault.value}" in report
    assert PLANTED not in report
    assert state(folder) == before
    assert f"fault {page.finding.fault.value}" in log_of(folder)


def test_a_mended_folder_opens_at_the_next_try_and_another_folder_can_be_chosen(
    start, folder, tmp_path, monkeypatch
):
    keys = (folder / "keys.json").rename(tmp_path / "bin.json")
    program = start(folder)
    asked = []
    program.faults.restore = asked.append
    page_of(program).again_button.click()
    settle(program)
    page_of(program).restore_button.click()
    assert asked == [folder]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "empty"))
    (tmp_path / "empty").mkdir()
    page_of(program).folder_button.click()
    settle(program)
    assert page_of(program, FirstStartPage) is not None
    program.folder = folder
    keys.rename(folder / "keys.json")
    program.faults._begin()
    settle(program)
    sign_in(program)
    assert program.context is not None


def test_a_clock_set_back_is_said_and_work_goes_on(start, folder):
    program = start(folder, FixedClock(NOW - timedelta(days=40)))
    (said,) = program.faults.strip.texts()
    assert said.startswith("นาฬิกาของเครื่องนี้ไม่ตรง: เครื่องบอกว่าขณะนี้ 12 ตุลาคม 2569")
    assert "clock_back" in log_of(folder)
    sign_in(program)
    assert program.context is not None
    assert program.faults.strip.isVisible()


def test_lost_acts_are_told_to_everybody_and_settled_by_the_manager(start, folder):
    home, before = DataHome(folder), (folder / DATABASE).read_bytes()
    work = home.open_with_password("manager", PASSWORD, FixedClock(NOW))
    work.close()
    program = start(folder)
    sign_in(program)
    program.sign_out()
    assert program.faults.strip.texts() == []
    (folder / DATABASE).write_bytes(before)
    for login, words in (("desk", "ซ่อนข้อความ"), ("manager", "รับทราบและปิดเรื่อง"), ("manager", "")):
        sign_in(program, login)
        lines = program.faults.strip._lines
        assert (Fault.ACTS_LOST.value in lines) is bool(words)
        if words:
            button = lines[Fault.ACTS_LOST.value]._acts.itemAt(0).widget()
            assert button.text() == words
            button.click()
            settle(program)
        program.sign_out()
        settle(program)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")
def test_a_full_disk_loses_nothing_that_was_typed_and_the_program_goes_on(start, folder):
    program = start(folder)
    sign_in(program)
    program.window.workbench.navigate("admission")
    settle(program)
    page = program.window.workbench.open_page()
    limit, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        type_text(page.people.rows[0].name, PLANTED)
        page.drafts.keep()
        settle(program)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, heard)
    (said,) = program.faults.strip.texts()
    assert "ไม่ได้บันทึก" in said
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ErrorWindow)]
    assert page.people.rows[0].name.text() == PLANTED
    page.drafts.keep()
    settle(program)
    assert program.faults.strip.texts() == []
    draft = load_draft(program.context.work, program.context.actor, page.drafts.form)
    assert PLANTED in draft.content
    assert PLANTED not in log_of(folder)


def test_a_second_start_brings_the_first_window_to_the_front(folder, qtbot):
    first, raised = SingleInstance(folder), []
    assert first.take()
    first.listen(lambda: raised.append(True), QApplication.instance())
    second = subprocess.Popen([sys.executable, "-m", "panpun_desktop", "--data", str(folder)])
    try:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    finally:
        second.kill()
    first.let_go()
    assert (second.returncode, raised) == (0, [True])


def test_a_start_beside_a_window_that_is_still_coming_up_waits_for_it(folder, qtbot):
    first, raised = SingleInstance(folder), []
    assert first.take()
    code = (
        "import sys; from pathlib import Path;"
        "from panpun_desktop.widgets.single_instance import SingleInstance;"
        "one = SingleInstance(Path(sys.argv[1])); print('asks', flush=True); sys.exit(not one.raise_first())"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE) as second:
        try:
            assert second.stdout.readline() == b"asks\n"
            qtbot.wait(400)  # it has asked several times, and nobody listens
            assert second.poll() is None
            first.listen(lambda: raised.append(True), QApplication.instance())
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=9_000)
        finally:
            second.kill()
    first.let_go()
    assert (second.returncode, raised) == (0, [True])


def test_a_start_beside_a_window_that_never_answers_ends_in_time(folder):
    first = SingleInstance(folder)
    assert first.take()
    started = time.monotonic()
    assert not SingleInstance(folder).raise_first(within_ms=300)
    assert 0.3 <= time.monotonic() - started < 3
    first.let_go()


def test_a_lock_that_a_killed_program_left_is_taken_over(folder):
    code = (
        "import sys, os; from pathlib import Path;"
        "from panpun_desktop.widgets.single_instance import SingleInstance;"
        "one = SingleInstance(Path(sys.argv[1])); print(one.take(), flush=True); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("True", -9)
    assert (folder / "window.lock").exists()
    taken = SingleInstance(folder)
    assert taken.take()
    assert not SingleInstance(folder).take()
    taken.let_go()


def test_a_lock_that_was_left_is_taken_though_its_number_runs_again_or_it_is_of_another_computer(folder):
    lock, before = folder / "window.lock", SingleInstance(folder)
    assert before.take()
    left = lock.read_bytes()  # our own number and name, as if somebody else had got them
    before.let_go()
    for written in (left, b"1\npanpun\nANOTHER-PC\n"):
        lock.write_bytes(written)
        taken = SingleInstance(folder)
        assert taken.take()
        assert not SingleInstance(folder).take()
        taken.let_go()


def test_neither_log_nor_error_window_name_anybody_whatever_fails(start, folder, capsys):
    program = start(folder)
    sign_in(program)
    failures = []

    def fails(kind):
        def act():
            with program.context.work.writing(program.context.actor, "person.create") as session:
                session.execute(text(f"SELECT '{PLANTED}' FROM nowhere"), {"name": PLANTED})
            raise kind(PLANTED)

        return act

    def chained():
        try:
            {}[PLANTED]
        except KeyError as error:
            raise ValueError(f"{PLANTED} 9999") from error

    for act in (fails(ValueError), chained, lambda: int(PLANTED), lambda: Path(f"/{PLANTED}").read_text()):
        program.operations.broken.connect(failures.append)
        program.operations.change(program.window, act)
        program.operations.read(program.window, act, lambda _found: None)
        settle(program)
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, ErrorWindow)]
    assert len(windows) == 1
    reports = [windows[0].report.toPlainText(), *(report_of(one) for one in failures)]
    windows[0].close()
    files = [one.read_text(encoding="utf-8") for one in (folder / "log").iterdir()]
    assert len({type(one) for one in failures}) >= 3
    assert log_of(folder).count("uncaught") >= 8
    for written in (*reports, *files):
        assert PLANTED not in written


def test_a_folder_that_cannot_be_had_is_said_in_the_window(start, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = tmp_path / "centre"
    place.write_text("a file")
    program = start(place)
    assert page_of(program).finding.fault is Fault.UNREACHABLE
    assert place.read_text() == "a file"
    assert has_centre(place) is False
