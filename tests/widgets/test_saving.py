"""Saving as a person does it: where to, what stands in the way, and the folder opened afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QVBoxLayout

from panpun_desktop.widgets import remembered, saving
from panpun_desktop.widgets.asking import Question
from panpun_desktop.widgets.saving import quiet_bar, save_file
from tests.typing import press


@pytest.fixture
def window(qtbot, monkeypatch):
    """A dialog to save from; nothing is remembered yet."""
    monkeypatch.setattr(saving, "_last_folder", [])
    monkeypatch.setattr(remembered, "_kept", [])
    made = QDialog()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


@pytest.fixture
def choose(monkeypatch):
    """What is chosen in the file dialog, one after the other; what it began with is kept."""
    begun: list[Path] = []
    answers: list[str] = []

    def answer(_parent, _title, name, _kinds):
        begun.append(Path(name))
        return (answers.pop(0) if answers else ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    answer.begun, answer.answers = begun, answers
    return answer


def answered(*keys):
    """Answer the questions that come up by keys; gives the sentences they said."""
    said: list[str] = []

    def reply() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, Question):
            said.append(question.sentence.plain_text())
            press(question, keys[len(said) - 1])

    for number in range(len(keys)):
        QTimer.singleShot(50 + 200 * number, reply)
    return said


def test_a_saved_file_gets_the_ending_it_lacks(window, choose, tmp_path):
    choose.answers.append(str(tmp_path / "รายงาน ก.ย. 2569"))
    assert save_file(b"%PDF", "รายงาน.pdf", window).name == "รายงาน ก.ย. 2569.pdf"


def test_a_file_of_the_name_with_its_ending_is_not_replaced_unasked(window, choose, tmp_path):
    old = tmp_path / "รายงาน.pdf"
    old.write_bytes(b"old")
    choose.answers.append(str(tmp_path / "รายงาน"))
    said = answered(Qt.Key.Key_Escape)
    assert save_file(b"new", "รายงาน.pdf", window) is None
    assert old.read_bytes() == b"old"
    assert said == ["มีไฟล์ชื่อ รายงาน.pdf อยู่แล้ว"]


def test_saving_begins_in_the_documents_and_then_where_it_was_saved_last(
    window, choose, tmp_path, monkeypatch
):
    mine, chosen = tmp_path / "Documents", tmp_path / "ของฉัน"
    mine.mkdir()
    chosen.mkdir()
    remembered.keep_in(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    monkeypatch.setattr(saving.QStandardPaths, "writableLocation", lambda _kind: str(mine))
    choose.answers += [str(chosen / "รายงาน.pdf")] * 3
    for _time in range(2):
        save_file(b"%PDF", "รายงาน.pdf", window)
    saving._last_folder.clear()  # as after starting the program again
    save_file(b"%PDF", "รายงาน.pdf", window)
    assert [one.parent for one in choose.begun] == [mine, chosen, chosen]


def test_after_saving_the_bar_opens_the_folder(window, choose, tmp_path, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    choose.answers.append(str(tmp_path / "รายงาน.pdf"))
    save_file(b"%PDF", "รายงาน.pdf", window)
    bar = quiet_bar(window)
    assert bar.isVisible()
    assert bar.text() == "บันทึกไฟล์ รายงาน.pdf แล้ว"
    qtbot.mouseClick(bar._other_button, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]
    assert window.findChildren(type(bar)) == [bar]


def test_a_folder_that_nothing_can_open_is_named(window, choose, tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    choose.answers.append(str(tmp_path / "รายงาน.pdf"))
    save_file(b"%PDF", "รายงาน.pdf", window)
    quiet_bar(window)._other_button.click()
    assert str(tmp_path) in quiet_bar(window).text()


def test_what_stands_in_the_way_is_said_and_another_place_is_asked_for(window, choose, tmp_path):
    choose.answers += [str(tmp_path / "gone" / "ก.pdf"), str(tmp_path / "ก.pdf")]
    said = answered(Qt.Key.Key_Return)
    assert save_file(b"%PDF", "ก.pdf", window) == tmp_path / "ก.pdf"
    assert said == [f"ไม่พบโฟลเดอร์ {tmp_path / 'gone'} แล้ว โปรดเลือกที่เก็บอื่น"]
    assert len(choose.begun) == 2


def test_giving_up_after_a_refusal_saves_nothing(window, choose, tmp_path):
    choose.answers.append(str(tmp_path / "gone" / "ก.pdf"))
    answered(Qt.Key.Key_Escape)
    assert save_file(b"%PDF", "ก.pdf", window) is None
    assert not window.findChildren(saving.UndoBar)
