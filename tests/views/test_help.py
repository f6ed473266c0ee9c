"""F1: the help beside the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from panpun_desktop.common.help_book import help_book
from panpun_desktop.views.beds.keys import LETTERS
from panpun_desktop.views.census.keys import MARKS
from panpun_desktop.views.help.key_list import book_with_keys
from panpun_desktop.views.help.picture import PictureDialog
from panpun_desktop.views.help.window import HelpWindow
from panpun_desktop.views.main_window import MainWindow
from panpun_desktop.views.page import Page, Screen
from panpun_desktop.views.screens import screens
from panpun_desktop.views.shell.workbench import Workbench
from panpun_desktop.views.sign_in.page import SignInPage
from tests.conformance.walk import clipped, unnamed
from tests.typing import press, type_text

ALT = Qt.KeyboardModifier.AltModifier


class InParts(Page):
    """A screen with a part that has a page of its own in the help."""

    def topic_part(self):
        return "users"


@pytest.fixture
def window(qtbot, operations, local, make_context):
    made = MainWindow(operations, local)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    shown = [Screen(key, "หน้า", "bed", Page) for key in ("beds", "census")]
    bench = Workbench([*shown, Screen("settings", "หน้า", "bed", InParts)], make_context)
    made.open_workbench(bench, lambda _login, _password: True, lambda: None, 10)
    QApplication.processEvents()
    return made


def shown():
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()
    )


def test_f1_opens_the_page_of_the_screen_and_of_its_part_and_esc_closes_it(window):
    for key, page in (("beds", "beds"), ("census", "census"), ("settings", "users")):
        window.workbench.navigate(key)
        QTest.keyClick(window.workbench.open_page(), Qt.Key.Key_F1)
        helped = shown()
        assert helped.key == page
        words = helped.reader.toPlainText().replace("\u200b", "")
        assert words.startswith(help_book().pages[page].title)
        assert unnamed(helped) == []
        assert clipped(helped) == []
        QTest.keyClick(helped.reader, Qt.Key.Key_Escape)
        assert not helped.isVisible()
    window.workbench.top.help_asked.emit()
    assert shown().key == "users"


def test_f1_in_a_dialog_explains_the_dialog_and_is_not_blocked_by_it(window, qtbot):
    dialog = QDialog(window)
    dialog.setObjectName("endStayDialog")
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    with qtbot.waitActive(dialog):
        dialog.open()
    field.setFocus()
    QApplication.processEvents()
    QTest.keyClick(field, Qt.Key.Key_F1)
    helped = shown()
    assert helped.key == "leaving"
    assert helped.parentWidget() is dialog
    helped.reject()
    dialog.reject()


def test_f1_helps_before_anybody_signed_in(window, operations):
    window.show_page(SignInPage(operations, lambda _login, _password: None, "ศูนย์"))
    window.help.help()
    assert shown().key == "sign-in"


def test_letters_search_enter_opens_and_alt_left_goes_back(window, qtbot):
    window.help.show_topic("beds")
    helped = shown()
    type_text(helped.reader, "ลืมรหัส")
    assert helped.search.text() == "ลืมรหัส"
    qtbot.waitUntil(lambda: helped.contents.count() < len(help_book().pages))
    press(helped.search, Qt.Key.Key_Return)
    assert helped.key == "sign-in"
    QTest.keyClick(helped.reader, Qt.Key.Key_Left, ALT)
    assert helped.key == "beds"
    type_text(helped.search, "ๆๆๆฏฯ")
    press(helped.search, Qt.Key.Key_Return)
    assert helped.contents.item(0).text().replace("\u200b", "").startswith("ไม่พบ")
    assert helped.key == "beds"


def test_a_link_leads_to_its_page_and_copied_text_has_no_hints(window):
    window.help.show_topic("welcome")
    helped = shown()
    helped.reader.anchorClicked.emit("warnings")
    assert helped.key == "warnings"
    helped.reader.selectAll()
    QTest.keySequence(helped.reader, QKeySequence.StandardKey.Copy)
    assert "โปรแกรมปฏิเสธเฉพาะสิ่งที่เป็นไปไม่ได้" in QApplication.clipboard().text()


def test_the_list_of_keys_is_made_of_the_keys_that_the_screens_have():
    page = book_with_keys(screens()).pages["keys"]
    words = {run.text for block in page.blocks for row in block.rows for cell in row for run in cell}
    heads = {block.text for block in page.blocks if block.kind == "heading"}
    assert {"ทุกหน้าจอ", "ผังเตียง", "นับยอดคืน", "รับเข้า"} <= heads
    for letters, _does in LETTERS.values():
        assert f"{letters[1]} / {letters[2]}" in words
    assert {*MARKS, "Space", "F1", "Ctrl+K"} <= words


def test_a_search_shows_the_best_page_at_once_and_a_picture_is_seen_large(window, qtbot):
    window.help.show_topic("beds")
    helped = shown()
    helped.search.setText("กุญแจกู้คืน")
    qtbot.waitUntil(lambda: helped.key != "beds")
    assert helped.key == helped.contents.first_key()
    helped.go_back()
    assert helped.key == "beds"
    helped.reader.anchorClicked.emit(QUrl("picture:beds.png"))
    large = helped.findChild(PictureDialog)
    assert large.picture.pixmap().width() > helped.reader.width()
    assert unnamed(large) == []
    large.close()
    helped.close()
