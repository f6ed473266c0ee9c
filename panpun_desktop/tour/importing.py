"""An old register as an office keeps it, looked at, mended, imported, and taken back as one act."""

from __future__ import annotations

import tempfile
from pathlib import Path

from panpun_desktop.tour.walk import Walk

REGISTER = (
    ("ทะเบียนผู้รับบริการเดิม",),
    ("ลำดับ", "ชื่อ - สกุล", "เลขบัตรประชาชน", "ว/ด/ป เกิด", "วันที่เข้า", "วันที่ออก", "ประเภทบริการ", "ที่อยู่"),
    ("1", "นายสมหมาย ทองคำ", "1-9999-00000-01-3", "12/5/2515", "1/2/2568", "9/2/2568", "ทดลองอยู่", "สงขลา"),
    ("2", "น.ส.กําเเพง ศรีสุข", "-", "๓๑/๐๓/๒๕๒๒", "3/2/2568", "20/4/2568", "ระยะกลาง", ""),
    ("3", "นางมาลี แสงดี", "3-9999-00000-02-8", "26 ส.ค. 11", "5/2/2568", "12/2/2568", "ทดลองอยู่", ""),
    ("4", "นายวีระ ดีงาม", "5-9999-00000-03-9", "30/02/2540", "31/2/2568", "", "ทดลองอยู่", ""),
    ("5", "เด็กหญิงฟ้าใส ใจดี", "-", "2561", "7/2/2568", "15/2/2568", "ทดลองอยู่", "จ.ตรัง"),
    ("6", "นายโซฟาน มะลิ", "1.2E+12", "27/04/1972", "9/2/2568", "11/2/2568", "รอส่งต่อ", ""),
    ("ลำดับ", "ชื่อ - สกุล", "เลขบัตรประชาชน", "ว/ด/ป เกิด", "วันที่เข้า", "วันที่ออก", "ประเภทบริการ", "ที่อยู่"),
    ("7", "นายสมหมาย ทองคำ", "1999900000013", "", "1/6/2568", "4/6/2568", "ทดลองอยู่", ""),
    ("", "รวม 7 คน"),
)  # fmt: skip
"""Everybody in it is invented."""


def register(walk: Walk) -> None:
    """The file, its lines with their verdicts, one mended, the import, and everything taken back."""
    from panpun_desktop.views.imports.page import ImportsPage

    if not walk.has("imports"):
        return
    hand = walk.hand
    walk.workbench.navigate("imports")
    walk.picture("import-file")
    page = walk.workbench.open_page()
    assert isinstance(page, ImportsPage)
    with tempfile.TemporaryDirectory(prefix="panpun-register-") as place:
        page.open_file(_written(Path(place)))
        walk.picture("import-lines")
        hand.click("verdict3Tile")
        walk.picture("import-refused")
        hand.write("repairField", "28/2/2568")
        hand.press("Return")
        hand.wait()
        hand.click("verdict3Tile")
        hand.click("mappingButton")
        walk.picture("import-columns")
        hand.press("Esc")
        hand.wait()
        hand.click("importButton")
        walk.picture("import-done")
    hand.press("Ctrl+Z")
    walk.picture("import-taken-back")


def _written(folder: Path) -> Path:
    import xlsxwriter

    path = folder / "ทะเบียนเดิม 2568.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("ทะเบียน")
        for number, line in enumerate(REGISTER):
            sheet.write_row(number, 0, line)
    return path
