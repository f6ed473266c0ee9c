"""The report as a workbook: formulas that agree, numbers that are numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.workbook import xlsx
from panpun_desktop.rules.counted import TableRow, table_of
from tests.reports.monthly.samples import empty, statement
from tests.reports.monthly.test_monthly_paper import with_row


def sheets(made: bytes) -> dict[str, list[list[object]]]:
    """The rows of each sheet under the titles."""
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formulas(made: bytes, number: int) -> list[str]:
    """The formulas of a sheet in their order."""
    text = ZipFile(BytesIO(made)).read(f"xl/worksheets/sheet{number}.xml").decode()
    return re.findall("<f>(.*?)</f>", text)


def test_every_table_has_a_sheet_in_the_order_of_the_paper() -> None:
    names = list(sheets(xlsx(statement())))
    assert names[:3] == ["1 ความเคลื่อนไหวผู้พัก", "2 ตามช่วงอายุ", "3 ตามประเภทบริการ"]
    assert len(names) == len(statement().tables) + 1
    assert names[-1] == "รายวัน"


def test_figures_are_numbers_and_closing_is_reckoned_in_the_sheet() -> None:
    made = xlsx(statement())
    found = sheets(made)["1 ความเคลื่อนไหวผู้พัก"]
    assert found[2:] == [
        ["รายการ", "ชาย", "หญิง", "รวม"],
        ["ยกมา", 12.0, 8.0, 20.0],
        ["รับเข้า", 9.0, 6.0, 15.0],
        ["จำหน่าย", 7.0, 5.0, 12.0],
        ["คงเหลือ", 14.0, 9.0, 23.0],
    ]
    assert formulas(made, 1) == ["B4+C4", "B5+C5", "B6+C6", "B4+B5-B6", "C4+C5-C6", "D4+D5-D6"]


def test_totals_of_services_are_sums_and_shares_are_formulas() -> None:
    made = xlsx(statement())
    assert "SUM(B4:B8)" in formulas(made, 3)
    assert "B4+C4+D4-E4-F4" in formulas(made, 3)
    assert "ROUND(B5/B6*100,2)" in formulas(made, 4)
    assert [row[-1] for row in sheets(made)["4 ตามช่องทางรับเข้า"][3:]] == [66.67, 33.33, 100.0]


def test_a_figure_that_its_formula_does_not_give_stays_a_number() -> None:
    wrong = with_row(statement(), "movement", "closing", male=99)
    made = xlsx(wrong)
    assert sheets(made)["1 ความเคลื่อนไหวผู้พัก"][-1][1] == 99.0
    assert "B4+B5-B6" not in formulas(made, 1)


def test_days_are_real_days() -> None:
    found = sheets(xlsx(statement()))["รายวัน"]
    assert found[3][:2] == [date(2026, 11, 1), 20.0]
    assert found[-1][0] == "รวม"
    assert found[-1][4:] == [30.0, 15.0]


def test_only_the_tables_chosen_and_an_empty_month() -> None:
    assert list(sheets(xlsx(replace(statement(), printed=("beds",), days=())))) == ["1 การใช้เตียง"]
    assert sheets(xlsx(empty()))["4 ตามช่องทางรับเข้า"][-1] == ["รวม", 0.0, 0.0]


def with_training() -> MonthlyReport:
    """The statement with two classes: who is counted, and the share of days attended."""
    first = {"opening": 7, "joined": 3, "active": 8, "done": 2, "failed": 0, "attendance_percent": "93.65"}
    second = {"opening": 5, "joined": 0, "active": 4, "done": 0, "failed": 1, "attendance_percent": "90.00"}
    total = {"opening": 12, "joined": 3, "active": 12, "done": 2, "failed": 1, "attendance_percent": "92.10"}
    rows = [TableRow("1", "ตัดเย็บเสื้อผ้า รุ่นที่ 8", first), TableRow("2", "อาหารและขนม รุ่นที่ 31", second)]
    table = table_of("training", [*rows, TableRow("total", "รวม", total)])
    return replace(statement(), tables=(*statement().tables, table))


_NO_SUMS = {"การใช้เตียง": {"เฉลี่ยวันพักต่อครั้ง"}, "การฝึกอบรม": {"ร้อยละเข้าเรียนเฉลี่ย"}}
"""Means: no formula of the sheet gives them."""


def test_every_total_of_every_sheet_is_a_formula() -> None:
    made = xlsx(with_training())
    assert "SUM(B4:B5)" in formulas(made, 7)
    for number, (name, rows) in enumerate(sheets(made).items(), 1):
        line = next((place for place, row in enumerate(rows) if row[0] == "รวม"), None)
        if line is None:
            continue
        text = ZipFile(BytesIO(made)).read(f"xl/worksheets/sheet{number}.xml").decode()
        heads = next(row for row in rows[:line] if row[0])
        kept = next((one for title, one in _NO_SUMS.items() if title in name), set())
        for column, value in enumerate(rows[line]):
            if isinstance(value, float) and heads[column] not in kept and str(rows[2][column]) not in kept:
                cell = f"{chr(ord('A') + column)}{line + 1}"
                assert re.search(rf'<c r="{cell}"[^>]*><f>', text), (name, cell)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_calculating_program_reckons_every_formula_as_it_is_shown(tmp_path: Path) -> None:
    made, bare = xlsx(with_training()), tmp_path / "bare.xlsx"
    with ZipFile(BytesIO(made)) as kept, ZipFile(bare, "w") as file:
        for name in kept.namelist():
            content = kept.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(<f>.*?</f>)<v>.*?</v>", rb"\1", content)
            file.writestr(name, content)
    home, target = f"-env:UserInstallation=file://{tmp_path}/home", tmp_path / "reckoned"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = sheets((target / "bare.xlsx").read_bytes())
    assert len(formulas(made, 2)) > 10
    for name, rows in sheets(made).items():
        for place, row in enumerate(rows):
            assert found[name][place][: len(row)] == pytest.approx(row), (name, place)
