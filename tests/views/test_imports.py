"""The page of imports: the file, its lines, mending, and the columns corrected by hand."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from panpun_desktop.services.changes import Changes
from panpun_desktop.services.import_profiles import list_profiles
from panpun_desktop.views.imports import build
from panpun_desktop.views.imports.mapping_dialog import MappingDialog
from tests.builders import TODAY
from tests.registers import messy_rows, titled, write_csv, write_xlsx


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
