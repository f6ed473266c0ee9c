"""Workbooks: what an outside reader and a calculating program find in them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from panpun_desktop.reports.kit.sheets import Column, Formula, Row, Sheet, SumAbove, workbook


def book(rows: Sequence[Row], columns: Sequence[Column]) -> bytes:
    """One sheet."""
    return workbook([Sheet("แผ่น", "หัวเรื่อง", columns, rows)], title="หัวเรื่อง", author="ศูนย์")


def read(made: bytes) -> list[list[object]]:
    """The cells of the first sheet as a reader that calculates nothing sees them."""
    return CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()


def xml(made: bytes) -> str:
    """The XML of the first sheet."""
    return ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()


SUMS = [
    Row("a", ["=1+1", 2, date(2026, 10, 31), Decimal("1.50")]),
    Row("b", ["+66", None, None, Decimal("2.25")]),
    Row("total", ["รวม", SumAbove(2), None, SumAbove(Decimal("3.75"))], "total"),
]
HEADS = [Column("รายการ"), Column("คน"), Column("วันที่"), Column("บาท")]


def test_cells_are_real_numbers_and_days_and_texts_stay_texts() -> None:
    made = book(SUMS, HEADS)
    assert read(made)[2:] == [
        ["=1+1", 2.0, date(2026, 10, 31), 1.5],
        ["+66", "–", "–", 2.25],
        ["รวม", 2.0, "–", 3.75],
    ]
    assert "<f>1+1" not in xml(made)


def test_totals_are_formulas_with_their_value() -> None:
    assert "<f>SUM(B3:B4)</f><v>2</v>" in xml(book(SUMS, HEADS))


def test_a_sum_that_would_not_agree_is_written_as_a_number() -> None:
    made = book([Row("a", ["x", 2]), Row("total", ["รวม", SumAbove(5)], "total")], HEADS[:2])
    assert "<f>" not in xml(made)
    assert read(made)[-1] == ["รวม", 5.0]


def test_formulas_find_their_cells_by_keys() -> None:
    columns = [Column("รายการ"), Column("ชาย", "male"), Column("หญิง", "female"), Column("รวม", "all")]
    rows = [Row("in", ["รับเข้า", 2, 3, Formula("[in|male]+[in|female]", 5)])]
    assert "<f>B3+C3</f><v>5</v>" in xml(book(rows, columns))


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    names = ["ก" * 40, "ก" * 40, "a/b:c", ""]
    sheets = [Sheet(name, "หัวเรื่อง", HEADS[:1], [Row("a", ["x"])]) for name in names]
    found = CalamineWorkbook.from_filelike(BytesIO(workbook(sheets, title="", author=""))).sheet_names
    assert found == ["ก" * 31, "ก" * 27 + " 2", "a b c", "1"]


def test_same_sheets_give_the_same_bytes() -> None:
    assert book(SUMS, HEADS) == book(SUMS, HEADS)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_calculating_program_finds_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book(SUMS, HEADS))
    options = ["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir"]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, *options, str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    lines = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert lines[2].endswith("31 ต.ค. 2569,1.50")
    assert lines[4].replace('"', "") == "รวม,2,–,3.75"
