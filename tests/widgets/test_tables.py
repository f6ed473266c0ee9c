"""Tables: sorting, copying, opening, pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

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
        self.total, self.asked = count, []

    def count(self) -> int:
        return self.total

    def page(self, offset, limit, sort, descending):
        self.asked.append((offset, limit, sort, descending))
        numbers = range(self.total - 1, -1, -1) if descending else range(self.total)
        return [PersonRow(n, f"คน {n}", n) for n in list(numbers)[offset : offset + limit]]


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


def test_a_source_is_asked_only_for_pages_in_view(view):
    source = Pages(100_000)
    view.set_source(source)
    view.grab()
    assert {offset for offset, *_ in source.asked} == {0}
    view.scrollToBottom()
    view.grab()
    assert max(offset for offset, *_ in source.asked) >= 99_840
    assert len(source.asked) <= 3
    assert view.count_text() == "100,000 รายการ"


def test_a_source_is_asked_to_sort(view):
    source = Pages(1000)
    view.set_source(source)
    click_head(view, 1)
    click_head(view, 1)
    view.grab()
    assert source.asked[-1] == (0, 256, "age", True)
    assert view.rows.row_at(0).id == 999


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
