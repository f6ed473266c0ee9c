"""The window around the pages."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.changes import Changes
from panpun_desktop.views.main_window import MainWindow
from panpun_desktop.views.page import Page, Screen
from panpun_desktop.views.shell.history import HistoryDialog
from panpun_desktop.views.shell.workbench import Workbench
from panpun_desktop.widgets.buttons import DarkButton, MainButton
from panpun_desktop.widgets.cards import StatTile
from panpun_desktop.widgets.fields import FieldBox, LineField
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


class NotedPage(Page):
    """Remembers what the shell asked of it."""

    def __init__(self, context, key):
        super().__init__(context, f"หน้า {key}")
        self.key, self.asked = key, []
        self.field = FieldBox("ชื่อ", LineField())
        self.tile = StatTile("bed", "ผู้พักอาศัยคืนนี้")
        self.acts.addWidget(MainButton("บันทึกและพิมพ์", "printer", "Ctrl ⏎"))
        tiles = QHBoxLayout()
        for tile in (self.tile, *[StatTile("bed", "เตียงว่าง") for _ in range(3)]):
            tile.show_figure("13", "ชาย 5 · หญิง 6 · ครอบครัว 2")
            tiles.addWidget(tile)
        self.body.addLayout(tiles)
        self.body.addWidget(self.field)
        self.body.addStretch(1)

    def open_with(self, **arguments):
        self.asked.append(("open", arguments))

    def reload(self, changes):
        self.asked.append(("reload", changes))

    def print_open(self):
        self.asked.append(("print",))

    def save(self):
        self.asked.append(("save",))

    def focus_first(self):
        self.field.field.setFocus()


def screen(key, act="", at_bottom=False):
    return Screen(key, f"หน้า {key}", "bed", lambda context: NotedPage(context, key), act, at_bottom=at_bottom)


SCREENS = [
    screen("today"),
    screen("residents"),
    screen("admission", act="stay.admit"),
    screen("secret", act="override.acknowledge"),
    screen("settings", at_bottom=True),
]


@pytest.fixture
def window(qtbot, operations, local, make_context):
    made = MainWindow(operations, local)
    qtbot.addWidget(made)

    def unlock(_login, password):
        if password != "demo":
            raise RuleBroken("act.not_allowed")
        return True

    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
    made.open_workbench(Workbench(SCREENS, make_context), unlock, lambda: None, 10)
    QApplication.processEvents()
    return made


def page(window):
    return window.workbench.open_page()


def test_the_first_page_opens_and_others_are_built_when_visited(window):
    bench = window.workbench
    assert bench.open_key() == "today"
    assert bench.stack.count() == 1
    QTest.mouseClick(
        bench.findChild(type(bench.navigation._buttons["today"]), "residentsNavigation"),
        Qt.MouseButton.LeftButton,
    )
    assert page(window).key == "residents"
    bench.navigate("today")
    bench.navigate("residents", person=3)
    assert bench.stack.count() == 2
    assert page(window).asked[-1] == ("open", {"person": 3})


def test_a_page_the_role_may_not_see_is_neither_shown_nor_opened(window):
    bench = window.workbench
    assert "secret" not in bench.screens
    bench.navigate("secret")
    assert bench.open_key() == "today"


def test_keys_open_pages_print_and_save(window):
    QTest.keyClick(page(window).field.field, Qt.Key.Key_F2)
    assert page(window).key == "admission"
    QTest.keyClick(page(window).field.field, Qt.Key.Key_P, CTRL)
    QTest.keyClick(page(window).field.field, Qt.Key.Key_S, CTRL)
    QTest.keyClick(page(window).field.field, Qt.Key.Key_Return, CTRL)
    assert page(window).asked[1:] == [("print",), ("save",), ("save",)]


def test_typing_in_the_search_goes_on_over_the_window_and_finds_pages(window):
    QTest.keyClick(page(window).field.field, Qt.Key.Key_K, CTRL)
    search = window.workbench.search
    assert search.isVisible()
    assert QApplication.focusWidget() is search.field
    type_text(search.field, "residents")
    assert search._found()[0].title == "หน้า residents"
    press(search.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page(window).key == "residents"
    assert not search.isVisible()


def test_escape_closes_the_search_and_typing_goes_on_where_it_was(window):
    field = page(window).field.field
    QTest.keyClick(field, Qt.Key.Key_K, CTRL)
    press(window.workbench.search.field, Qt.Key.Key_Escape)
    assert not window.workbench.search.isVisible()
    assert QApplication.focusWidget() is field


def test_what_is_typed_in_the_top_bar_is_not_lost(window):
    top = window.workbench.top.search
    top.setFocus()
    type_text(top, "แ")
    assert window.workbench.search.field.text() == "แ"
    type_text(window.workbench.search.field, "ก้ว")
    assert window.workbench.search.field.text() == "แก้ว"


def test_a_change_reloads_the_open_page_now_and_the_others_when_opened(window, operations):
    bench = window.workbench
    bench.navigate("residents")
    for stay in (1, 2):
        operations.change(QObject(), lambda stay=stay: Changes(stays=frozenset({stay})))
    operations.wait()
    assert [what for what, *_ in page(window).asked] == ["open", "reload", "reload"]
    bench.navigate("today")
    reloads = [one[1].stays for one in page(window).asked if one[0] == "reload"]
    assert reloads == [frozenset({1, 2})]


def test_what_was_done_is_said_and_ctrl_z_takes_it_back(window, operations):
    undone = []
    inverse = lambda: undone.append(1) or Changes(summary="ย้ายกลับแล้ว")  # noqa: E731
    operations.change(QObject(), lambda: Changes(summary="ย้ายเตียงแล้ว", undo=inverse))
    operations.wait()
    bar = window.workbench.undo_bar
    assert bar.isVisible()
    assert bar.text() == "ย้ายเตียงแล้ว"
    QTest.keyClick(page(window).field.field, Qt.Key.Key_Z, CTRL)
    operations.wait()
    assert undone == [1]
    assert bar.text() == "ย้ายกลับแล้ว"


def test_ctrl_z_in_a_field_takes_back_typing_before_acts(window, operations):
    undone = []
    operations.change(QObject(), lambda: Changes(summary="x", undo=lambda: undone.append(1) or Changes()))
    operations.wait()
    field = page(window).field.field
    type_text(field, "กา")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert undone == []


def test_f12_masks_the_page_and_shows_it_again(window):
    QTest.keyClick(page(window).field.field, Qt.Key.Key_F12)
    bench = window.workbench
    assert bench.privacy.is_on()
    assert bench.strip.isVisible()
    QTest.keyClick(page(window).field.field, Qt.Key.Key_P, CTRL)
    assert ("print",) not in page(window).asked
    QTest.keyClick(page(window).field.field, Qt.Key.Key_K, CTRL)
    assert not bench.search.isVisible()
    QTest.keyClick(bench.strip.button, Qt.Key.Key_F12)
    assert not bench.privacy.is_on()
    assert bench.strip.isHidden()


def test_f12_covers_the_search_and_what_the_quiet_bar_says(window, operations):
    window.workbench.search.start("กา")
    window.workbench.toggle_privacy()
    assert not window.workbench.search.isVisible()
    bar = window.workbench.undo_bar
    window.workbench.say("ย้าย นางใครคนหนึ่ง ไปเตียงอื่นแล้ว")
    assert not bar.isVisible()
    window.workbench.toggle_privacy()
    assert bar.isVisible()
    window.workbench.toggle_privacy()
    assert not bar.isVisible()


def test_the_quiet_bar_lies_over_nothing_of_the_page(window, operations):
    bench = window.workbench
    before = bench.stack.rect()
    operations.change(QObject(), lambda: Changes(summary="ย้ายเตียงแล้ว", undo=Changes))
    operations.wait()
    QApplication.processEvents()
    bar, said = bench.undo_bar, on_window(bench.undo_bar)
    assert bar.isVisible()
    assert not said.intersects(on_window(bench.stack))
    assert bench.stack.rect() == before
    assert window.rect().contains(said)
    assert clipped(bar) == []


def test_a_long_sentence_in_the_quiet_bar_leaves_its_button_in_sight(window, operations):
    words = "รับครอบครัว นางสาวทดสอบ ยาวมากเหลือเกิน " * 8
    operations.change(QObject(), lambda: Changes(summary=words, undo=Changes))
    operations.wait()
    QApplication.processEvents()
    bar = window.workbench.undo_bar
    button = bar.findChild(DarkButton, "undoButton")
    assert bar.toolTip() == words
    assert window.rect().contains(on_window(button))
    assert button.width() >= button.sizeHint().width()


def on_window(widget):
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_no_label_of_the_history_carries_a_latin_letter(open_centre, qtbot):
    dialog = HistoryDialog(open_centre.context)
    qtbot.addWidget(dialog)
    labels = [one.text() for one in dialog.findChildren(QLabel)]
    assert {"ประเภทรายการ", "วันที่"} <= set(labels)
    assert [one for one in labels if re.search(r"\([A-Z]\)|&[A-Za-z]", one)] == []


def test_the_lock_asks_for_the_password_and_keeps_what_was_typed(window, operations):
    type_text(page(window).field.field, "ครึ่งทาง")
    QTest.keyClick(page(window).field.field, Qt.Key.Key_L, CTRL)
    assert window.is_locked()
    lock = window._lock_page
    assert not page(window).isVisible()
    assert QApplication.focusWidget() is lock.password
    type_text(lock.password, "wrong")
    press(lock.password, Qt.Key.Key_Return)
    operations.wait()
    assert window.is_locked()
    assert lock.banner.text()
    type_text(lock.password, "demo")
    press(lock.password, Qt.Key.Key_Return)
    operations.wait()
    assert not window.is_locked()
    assert page(window).field.field.text() == "ครึ่งทาง"


def test_an_idle_window_locks_itself(window, qtbot):
    window._watch.start(0.001)
    qtbot.waitUntil(window.is_locked, timeout=2000)


def test_a_touch_of_the_window_puts_the_lock_off(window, qtbot):
    window._watch.start(10)
    timer = window._watch._timer
    qtbot.waitUntil(lambda: timer.remainingTime() < 599_950)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert timer.remainingTime() >= 599_990


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_every_control_is_named_reached_and_whole_at_100_125_and_150_percent(window, size):
    window.resize(*size)
    QApplication.processEvents()
    assert unnamed(window) == []
    assert unreached(window) == []
    assert clipped(window) == []
    assert too_low(window) == []


def test_badges_and_the_status_belong_to_their_pages(window):
    bench = window.workbench
    bench.show_badge("residents", 4)
    page(window).status.emit("ยกมา 44")
    assert bench.bottom.status() == "ยกมา 44"
    bench.navigate("residents")
    assert bench.bottom.status() == ""
    bench.navigate("today")
    assert bench.bottom.status() == "ยกมา 44"
