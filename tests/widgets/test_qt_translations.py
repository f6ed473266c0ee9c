"""Qt's own words in Thai."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QTextEdit,
)

from panpun_desktop.widgets.qt_translations import install


@pytest.fixture
def translator(qapp):
    made = install(qapp)
    yield made
    qapp.removeTranslator(made)


def shown(qtbot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    QCoreApplication.processEvents()
    dialog.close()


def test_the_buttons_of_a_message_are_thai(qtbot, translator):
    box = QMessageBox()
    buttons = QMessageBox.StandardButton
    wanted = {buttons.Ok: "ตกลง", buttons.Cancel: "ยกเลิก", buttons.Yes: "ใช่", buttons.No: "ไม่ใช่"}
    for button in wanted:
        box.addButton(button)
    shown(qtbot, box)
    assert {button: box.button(button).text() for button in wanted} == wanted


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_the_menu_of_a_text_field_is_thai(qtbot, translator, kind):
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    menu.popup(QPoint(0, 0))
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.close()
    assert {"ตัด", "คัดลอก", "วาง", "เลือกทั้งหมด"} <= set(words)
    assert translator.unknown == set()


def test_no_english_is_left_in_the_dialogs_people_meet(qtbot, translator):
    for mode in (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave):
        chooser = QFileDialog()
        chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
        chooser.setAcceptMode(mode)
        shown(qtbot, chooser)
    printer = QPrinter()
    for dialog in (QPrintDialog(printer), QInputDialog(), QProgressDialog()):
        shown(qtbot, dialog)
    assert sorted(translator.unknown) == []
