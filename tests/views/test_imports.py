"""The page of imports: the file, its lines, mending, and the columns corrected by hand."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from panpun_desktop.services.changes import Changes
from panpun_desktop.services.import_profiles import list_profiles
from panpun_desktop.views.imports import build
from panpun_desktop.views.imports.mapping_dialog import MappingDialog
from panpun_desktop.widgets.cell_editor import CellEditor
from tests.builders import TODAY
from tests.registers import messy_rows, titled, write_csv, write_xlsx
from tests.typing import press, type_text


@pytest.fixture
def page(qtbot, open_centre):
    made = build(open_centre.context)
    made.resize(1160, 690)
    qtbot.addWidget(made)
    made.show()
    made.open_with()
    open_centre.wait()
    return made


def test_a_dropped_file_is_looked_at(page, open_centre, tmp_path):
    path = write_xlsx(tmp_path / "ทะเบียน.xlsx", titled(messy_rows(12, TODAY)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(
        QPoint(10, 10).toPointF(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none
    )
    page.start.dropEvent(drop)
    open_centre.wait()
    assert page.preview.isVisible()
    assert page.preview.table.rows.rowCount() == 12


def test_a_file_that_is_no_table_is_said_plainly(page, open_centre, tmp_path):
    path = tmp_path / "ภาพ.xlsx"
    path.write_bytes(b"PK\x03\x04")
    page.open_file(path)
    open_centre.wait()
    assert "ภาพ.xlsx" in open_centre.said[-1]
    assert page.start.isVisible()


def test_columns_put_right_by_hand_are_kept_as_a_profile(page, open_centre, tmp_path):
    lines = [["ก", "ข", "ค"], ["สมมติ หนึ่ง", "1/2/2568", "x"], ["มาลี สอง", "2/2/2568", "y"]]
    page.open_file(write_csv(tmp_path / "x.csv", lines, "utf-8"))
    open_centre.wait()
    dialog = page.findChild(MappingDialog)
    assert dialog is not None, "no column was known: the columns are asked for"
    dialog._boxes[0].set_value("full_name")
    dialog._boxes[1].set_value("entry")
    dialog.constants["service"].set_value("TRIAL")
    dialog.profile_name.setText("แบบ ก")
    dialog.accept()
    open_centre.wait()
    assert page.preview.table.rows.rowCount() == 2
    assert page._ready() == 2
    assert [row.name for row in list_profiles(open_centre.work, open_centre.actor)] == ["แบบ ก"]
    page.close_file()
    open_centre.wait()
    page.open_file(write_csv(tmp_path / "y.csv", lines, "utf-8"))
    open_centre.wait()
    page._use_profile(page._profiles[0])
    open_centre.wait()
    assert page._ready() == 2


def test_a_line_is_left_out_and_taken_in_again(page, open_centre, tmp_path):
    page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(3, TODAY))))
    open_centre.wait()
    page.preview.repair.skip_button.click()
    open_centre.wait()
    assert page._ready() == 2
    page.preview.repair.skip_button.click()
    open_centre.wait()
    assert page._ready() == 3


def test_a_cell_is_emptied_with_unknown(page, open_centre, tmp_path):
    page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(6, TODAY))))
    open_centre.wait()
    page.preview.table.select_key(9)  # born on 31 February
    page.preview.repair.column.set_value("birth_date")
    page.preview.repair.unknown_button.click()
    open_centre.wait()
    row = page.preview.table.current()
    assert "import.date_unreadable" not in {one.reason_id for one in row.findings}


def cell_of(page, key):
    """Put the cursor into a cell of the current line by a click."""
    table = page.preview.table
    at = [one.key for one in table.rows.columns].index(key)
    table.bring_into_view(at)
    spot = table.visualRect(table.rows.index(table.currentIndex().row(), at)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    return table


def test_a_cell_is_mended_by_typing_in_it_and_enter_judges_the_line_again(page, open_centre, tmp_path):
    page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(6, TODAY))))
    open_centre.wait()
    page.preview.table.select_key(9)  # born on 31 February
    table = cell_of(page, "birth_date")
    assert page.preview.repair.column.value() == "birth_date"
    type_text(table, "2")
    editor = table.findChild(CellEditor)
    assert editor.isVisible()
    assert editor.accessibleName() == "วันเกิด"
    type_text(editor, "/10/2530")
    press(editor, Qt.Key.Key_Return)
    open_centre.wait()
    row = page.preview.table.current()
    assert row.line == 9
    assert row.read.raw["birth_date"] == "2/10/2530"
    assert "import.date_unreadable" not in {one.reason_id for one in row.findings}
    assert page.preview.repair.isVisible()
    assert page.preview.table.cell_key() == "birth_date"


def test_esc_leaves_a_cell_as_it_was(page, open_centre, tmp_path):
    page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(6, TODAY))))
    open_centre.wait()
    table = cell_of(page, "birth_date")
    before = table.current().read.raw["birth_date"]
    press(table, Qt.Key.Key_Return)
    editor = table.findChild(CellEditor)
    assert editor.text() == before
    type_text(editor, "9")
    press(editor, Qt.Key.Key_Escape)
    open_centre.wait()
    assert page.draft.edits == {}
    assert page.preview.table.current().read.raw["birth_date"] == before


def test_a_column_is_read_as_something_else_from_its_head(page, open_centre, tmp_path):
    lines = [["ชื่อ-สกุล", "วันรับเข้า", "หลวง"], ["สมมติ หนึ่ง", "1/2/2568", "เกิด 2 ต.ค. 2530"]]
    page.open_file(write_csv(tmp_path / "x.csv", lines, "utf-8"))
    open_centre.wait()
    table = page.preview.table
    titles = [one.title for one in table.rows.columns]
    at = titles.index("หลวง ▾")
    table.bring_into_view(at)
    heads = table.horizontalHeader()
    spot = QPoint(heads.sectionViewportPosition(at) + 20, 10)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    next(one for one in table._menu.actions() if one.text() == "วันเกิด").trigger()
    table._menu.close()
    open_centre.wait()
    table = page.preview.table
    assert "วันเกิด ▾" in [one.title for one in table.rows.columns]
    assert "หลวง ▾" not in [one.title for one in table.rows.columns]
    cell = next(one for one in table.rows.columns if one.key == "birth_date")
    assert cell.text(table.current()) == "เกิด 2 ต.ค. 2530 → 2 ต.ค. 2530"


def test_stopping_an_import_changes_nothing(page, open_centre, tmp_path):
    page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(3, TODAY))))
    open_centre.wait()
    gate = threading.Event()
    open_centre.context.operations.change(page, lambda: (gate.wait(20), Changes())[1])  # the writer is busy
    page.save()
    page.progress.cancelled.emit()
    gate.set()
    open_centre.wait()
    assert "หยุดแล้ว" in page.preview.banner.text()
    assert page._ready() == 3


def test_the_same_file_again_is_said_and_refused(page, open_centre, tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(3, TODAY)))
    for _ in range(2):
        page.open_file(path)
        open_centre.wait()
        page.save()
        open_centre.wait()
    assert "เคยนำเข้าแล้ว" in page.preview.banner.text()
    assert page._ready() == 0
    assert not page.import_button.isEnabled()
