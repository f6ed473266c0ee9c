"""The office hands over its old workbook: it is looked at, mended in place, imported, and taken back."""

from __future__ import annotations

from sqlalchemy import func, select

from panpun_desktop.models import Person, Stay
from panpun_desktop.rules.roles import SYSTEM
from tests.builders import TODAY
from tests.registers import messy_rows, titled, write_xlsx


def counted(desk):
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        people = select(func.count()).select_from(Person).where(Person.voided_at.is_(None))
        stays = select(func.count()).select_from(Stay).where(Stay.voided_at.is_(None))
        return session.scalar(people), session.scalar(stays)


def test_a_messy_register_is_imported_looked_at_and_undone(desk, tmp_path):
    lines = titled(messy_rows(40, TODAY))
    lines[5][7] = "31/2/2568"
    lines[9][9] = "โรงแรม"
    path = write_xlsx(tmp_path / "ทะเบียนเดิม.xlsx", lines)
    desk.sign_in("desk")
    desk.open("residents")
    desk.hand.click("importRegisterButton")
    page = desk.page
    page.start.file_chosen.emit(path)
    desk.hand.wait()
    assert "ทะเบียนเดิม.xlsx" in desk.texts()
    assert "หัวตารางแถวที่ 3 · 40 บรรทัด" in desk.texts()
    assert page.import_button.text() == "นำเข้า 38 บรรทัด"
    assert counted(desk) == (0, 0), "nothing is written by looking"

    desk.hand.click("verdict3Tile")
    assert page.preview.table.rows.rowCount() == 2
    desk.hand.write("repairField", "7/9/2561")
    desk.hand.press("Return")
    desk.hand.wait()
    assert page.preview.table.rows.rowCount() == 1, "the mended line is refused no more"
    desk.hand.click("verdict3Tile")
    assert page.import_button.text() == "นำเข้า 39 บรรทัด"

    desk.hand.click("importButton")
    assert counted(desk) == (39, 39)
    assert "นำเข้าคนใหม่ 39 คน" in desk.window.workbench.undo_bar.text()
    assert page.preview.table.rows.rowCount() == 1, "what was refused is left to be mended"

    desk.hand.write("repairField", "ทดลองอยู่")
    desk.hand.press("Return")
    desk.hand.wait()
    desk.hand.click("importButton")
    assert counted(desk) == (40, 40)

    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert counted(desk) == (39, 39)
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert counted(desk) == (0, 0)


def test_the_history_takes_an_import_back_later(desk, tmp_path):
    desk.sign_in("desk")
    desk.window.workbench.navigate("imports")
    desk.page.open_file(write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(5, TODAY))))
    desk.hand.wait()
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert counted(desk) == (5, 5)
    assert desk.page.draft is None, "all came in: the page is ready for the next file"
    desk.page.start.table.select_first()
    desk.hand.click("takeImportBackButton")
    assert counted(desk) == (0, 0)
    assert desk.page.start.table.rows.row_at(0).is_taken_back
