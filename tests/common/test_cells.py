"""Cells on their way to and from spreadsheets."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from panpun_desktop.common.cells import THAI_DATE, date_cell, neutral, plain


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+66812345678", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)", "＝1", "\n-x"],
)
def test_what_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert neutral(text) == "'" + text
    assert plain(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "นายสมหมาย ทองคำ", "081-234-5678", "'tis", "99/1 ม.4", "1=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == plain(text) == text


@given(st.text(alphabet="=+-@'\t\r\n aก1", max_size=6))
def test_reading_gives_back_what_was_written(text: str) -> None:
    written = neutral(text)
    assert written.lstrip()[:1] not in set("=+-@")
    if not text.startswith("'"):
        assert plain(written) == text


def test_a_day_is_a_true_date_and_one_that_excel_lacks_is_text() -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_datetime(0, 0, date_cell(date(2026, 11, 21)), made.add_format({"num_format": THAI_DATE}))
    book.seek(0)
    assert CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python() == [[date(2026, 11, 21)]]
    assert date_cell(date(1899, 5, 1)) == "1899-05-01"
    assert date_cell(None) == ""
