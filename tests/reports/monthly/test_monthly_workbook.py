"""The report as a workbook: formulas that agree, numbers that are numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from panpun_desktop.reports.monthly.workbook import xlsx
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
