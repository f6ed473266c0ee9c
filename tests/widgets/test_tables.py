"""Tables: sorting, copying, opening, pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.page_cache import KEPT, PAGE, PageCache
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone
from tests.typing import press


@dataclass(frozen=True)
class PersonRow:
    id: int
    name: str
    age: int | None


COLUMNS = (
    Column("name", "ชื่อ", lambda row: row.name, sort="name", strong=True),
    Column("age", "อายุ", lambda row: "" if row.age is None else str(row.age), sort="age", right=True),
    Column("mark", "สถานะ", lambda row: "พัก\u200bอยู่", chip=lambda _row: Tone.OK),
)
ROWS = (PersonRow(1, "ขาว", 9), PersonRow(2, "เก่ง", 30), PersonRow(3, "กาน", None), PersonRow(4, "ไข่", 10))


class Pages:
    """A source that remembers what it was asked for."""

    def __init__(self, count: int) -> None:
        self.keys, self.asked = range(count), []

    def page(self, offset, limit):
        self.asked.append(offset)
        return [PersonRow(n, f"คน {n}", n) for n in self.keys[offset : offset + limit]]


@pytest.fixture
def operations(qapp):
    """The pool in which pages are read."""
    return Operations()


@pytest.fixture
def view(qtbot):
    made = RowsTableView(COLUMNS, "ผู้รับบริการ")
    made.set_rows(ROWS)
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitActive(made):
        made.show()
    return made


def names(view):
    return [view.rows.row_at(line).name for line in range(view.rows.rowCount())]


def click_head(view, place):
    heads = view.horizontalHeader()
    spot = heads.viewport().rect().center()
    spot.setX(heads.sectionViewportPosition(place) + 20)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def hover(qtbot, view, line, place):
    """Rest the mouse on a cell until its tip would come; gives what the tip says."""
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    spot = view.visualRect(view.rows.index(line, place)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_a_cell_that_is_cut_says_all_of_it_under_the_mouse(qtbot, view):
    view.set_rows([PersonRow(1, "นางสาวชื่อยาวมาก นามสกุลยาวยิ่งกว่า", 9)])
    view.setColumnWidth(0, 90)
    assert hover(qtbot, view, 0, 0) == "นางสาวชื่อยาวมาก นามสกุลยาวยิ่งกว่า"
    assert hover(qtbot, view, 0, 1) == ""
    view.setColumnWidth(0, 400)
    assert hover(qtbot, view, 0, 0) == ""


def test_widths_of_an_empty_table_are_not_kept_for_the_next_time(qtbot, tmp_path):
    local = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    for rows in ((), ROWS):
        made = RowsTableView(COLUMNS, "ผู้รับบริการ")
        qtbot.addWidget(made)
        made.remember(local, "people")
        made.resize(700, 300)
        with qtbot.waitActive(made):
            made.show()
        made.set_rows(rows)
        assert not made.columns.was_restored
    for place in range(len(COLUMNS)):
        assert made.columnWidth(place) >= made.sizeHintForColumn(place)


def test_a_header_click_sorts_in_thai_dictionary_order_and_again_backwards(view):
    click_head(view, 0)
    assert names(view) == ["กาน", "เก่ง", "ขาว", "ไข่"]
    click_head(view, 0)
    assert names(view) == ["ไข่", "ขาว", "เก่ง", "กาน"]


def test_numbers_sort_as_numbers(view):
    click_head(view, 1)
    assert [row.age for row in map(view.rows.row_at, range(3))] == [9, 10, 30]


def test_the_row_with_the_cursor_stays_current_when_rows_change(view):
    view.select_key(4)
    view.set_rows(ROWS[::-1])
    assert view.current().id == 4
    click_head(view, 0)
    assert view.current().id == 4


def test_a_block_is_copied_with_titles_and_without_break_hints(view):
    view.select_key(2)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "ชื่อ\tอายุ\tสถานะ\nเก่ง\t30\tพักอยู่"


def test_enter_and_double_click_open_the_row(view):
    heard = []
    view.opened.connect(lambda row: heard.append(row.id))
    view.select_key(2)
    press(view, Qt.Key.Key_Return)
    spot = view.visualRect(view.rows.index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [2, 3]


def test_a_changed_row_is_shown_in_its_place(view):
    view.rows.change_row(replace(ROWS[1], name="กล้า"))
    assert names(view) == ["ขาว", "กล้า", "กาน", "ไข่"]


def settle(view, operations):
    """Paint, and bring what came into view."""
    for _ in range(4):
        view.grab()
        QApplication.processEvents()
        operations.wait()


def test_a_source_is_asked_only_for_pages_in_view_and_the_next(view, operations):
    source = Pages(100_000)
    view.set_source(source, operations)
    settle(view, operations)
    assert sorted(source.asked) == [0, PAGE]  # two readers
    assert view.rows.row_at(3).id == 3
    view.scrollToBottom()
    settle(view, operations)
    assert max(source.asked) == 99_999 // PAGE * PAGE
    assert len(source.asked) <= 5
    assert view.count_text() == "100,000 รายการ"


def test_a_line_whose_page_has_not_come_is_empty_and_its_row_is_told_when_it_comes(view, operations):
    heard = []
    view.set_source(Pages(100_000), operations)
    settle(view, operations)
    view.current_changed.connect(lambda row: heard.append(row.id))
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.rows.index(99_999, 0).data() is None
    assert heard == []
    settle(view, operations)
    assert view.rows.index(99_999, 0).data() == "คน 99999"
    assert heard == [99_999]


def test_a_row_far_away_is_found_by_its_key(view, operations):
    view.set_source(Pages(100_000), operations)
    assert view.select_key(54_321)
    settle(view, operations)
    assert view.current().id == 54_321


def test_pages_seen_long_ago_are_let_go(operations):
    pages = PageCache(Pages(100_000))
    for number in range(KEPT + 3):
        pages.take(number, pages.read(number))
    assert pages.row(0) is None
    assert pages.row((KEPT + 2) * PAGE).id == (KEPT + 2) * PAGE


def test_the_answer_of_an_older_source_is_not_shown(view, operations):
    view.set_source(Pages(1000), operations)
    view.grab()
    QApplication.processEvents()
    view.set_source(Pages(3), operations)
    settle(view, operations)
    assert view.rows.rowCount() == 3
    assert view.rows.row_at(2).id == 2


def test_a_source_is_sorted_by_who_gave_it(view, operations):
    view.set_source(Pages(1000), operations)
    settle(view, operations)
    asked = []
    view.sort_asked.connect(lambda: asked.append(view.sorting()))
    click_head(view, 1)
    click_head(view, 1)
    assert asked == [("age", False), ("age", True)]


def test_a_block_over_pages_that_are_not_here_is_copied_whole(view, operations):
    view.set_source(Pages(1000), operations)
    view.selectAll()
    view.copy()
    operations.wait()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1001
    assert lines[-1].split("\t")[:2] == ["คน 999", "999"]


def test_a_block_is_copied_as_text_cells_for_a_spreadsheet(view):
    view.set_rows([PersonRow(1, "ก<ข", 7)])
    view.select_key(1)
    view.copy()
    html = QGuiApplication.clipboard().mimeData().html()
    assert "mso-number-format:'\\@'" in html
    assert "ก&lt;ข" in html


def test_columns_are_hidden_moved_and_remembered(view, tmp_path, qtbot):
    def remembered(table):
        table.remember(QSettings(str(tmp_path / "local.ini"), QSettings.Format.IniFormat), "people")
        return [table.rows.columns[place].key for place in table.columns.shown()]

    assert remembered(view) == ["name", "age", "mark"]
    view.columns.show(0, on=False)
    view.horizontalHeader().moveSection(2, 1)
    again = RowsTableView(COLUMNS, "ผู้รับบริการ")
    qtbot.addWidget(again)
    assert remembered(again) == ["mark", "age"]
    again.columns.show(1, on=False)
    again.columns.show(2, on=False)
    assert again.columns.shown() == [2], "the last column stays"
    again.columns.show_usual()
    assert again.columns.shown() == [0, 1, 2]


def test_the_widths_of_columns_are_remembered(view, tmp_path, qtbot):
    local = QSettings(str(tmp_path / "local.ini"), QSettings.Format.IniFormat)
    view.remember(local, "people")
    view.setColumnWidth(0, 222)
    local.sync()
    again = RowsTableView(COLUMNS, "ผู้รับบริการ")
    qtbot.addWidget(again)
    again.remember(QSettings(str(tmp_path / "local.ini"), QSettings.Format.IniFormat), "people")
    again.set_rows(ROWS)
    assert again.columnWidth(0) == 222


def test_a_cell_speaks_its_title_and_text(view):
    spoken = view.rows.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "อายุ 30"


def test_long_texts_give_way_before_a_bar_is_needed_and_no_title_is_cut(qtbot):
    columns = [
        Column("day", "วันที่", lambda row: "21 พ.ย. 2569", width=120),
        Column("name", "ผู้รับบริการ", lambda row: "เด็กหญิงใบบัว พูนสุข " * 3, width=300),
        Column("what", "การดำเนินการ", lambda row: "ดู", width=40),
    ]
    table = RowsTableView(columns, "ทะเบียน")
    qtbot.addWidget(table)
    table.keeps_to_width = True
    table.resize(420, 200)
    table.show()
    table.set_rows(ROWS[:1])
    QApplication.processEvents()
    heads = table.horizontalHeader()
    assert not table.horizontalScrollBar().isVisible()
    assert [heads.sectionSize(place) >= heads.sectionSizeHint(place) for place in range(3)] == [True] * 3
    assert (heads.sectionSize(0) >= 100, heads.sectionSize(1) < 300) == (True, True)
    table.resize(900, 200)
    assert (heads.sectionSize(0), heads.sectionSize(1)) == (120, 300)
