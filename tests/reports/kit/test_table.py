"""Tables: wrapping, repeated head, numbers, totals, empty cells."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pypdf
import pytest

from panpun_desktop.reports import kit
from tests.reports.kit.reading import all_readings, joined, page_count, page_image, picture, poppler

PAGE = kit.report_page("ทดสอบ")


def built(columns: list[kit.Column], rows: list[object], width: float = PAGE.text_width) -> bytes:
    return kit.build([kit.table(columns, rows, width=width)], PAGE)  # type: ignore[arg-type]


def test_the_head_repeats_on_every_page() -> None:
    pdf = built(
        [kit.Column("หัวตารางที่หนึ่ง"), kit.Column("จำนวน", 3, align="right")], [["แถว", n] for n in range(120)]
    )
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 2
    assert all("หัวตารางที่หนึ่ง" in joined(page.extract_text()) for page in pages)


def test_a_long_cell_wraps_and_loses_nothing_in_any_reader() -> None:
    text = "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิตบ้านปั้นปูน"
    pdf = built([kit.Column("")], [[text]], width=75)
    for reader, found in all_readings(pdf).items():
        assert text in joined(found), reader
    assert text not in poppler(pdf)


def test_a_cell_higher_than_a_page_goes_on_over_the_page() -> None:
    text = " ".join(f"บรรทัดที่{n}" for n in range(900))
    pdf = built([kit.Column("ก"), kit.Column("ข", 3)], [[text, "ค"]], width=200)
    assert page_count(pdf) > 1
    found = joined(poppler(pdf, "-raw"))
    assert all(f"บรรทัดที่{n}" in found for n in range(900))


def test_numbers_have_commas_and_no_value_is_a_dash() -> None:
    assert kit.number_text(1234567) == "1,234,567"
    assert kit.number_text(Decimal("1240.005")) == "1,240.01"
    assert kit.number_text(Decimal("-0.005")) == "-0.01"
    assert kit.number_text(None) == "–"
    text = poppler(
        built([kit.Column("ก"), kit.Column("ข", align="right")], [["ก", 1234567], ["ข", None], ["", ""]])
    )
    assert "1,234,567" in text
    assert "–" in text


def test_numbers_stand_at_the_right_of_their_column() -> None:
    def ink(value: int) -> int:
        columns = [kit.Column("", 3), kit.Column("", 4, align="right")]
        table = kit.table(columns, [["", value]], width=200, has_rules=False)
        page = page_image(kit.build([table], kit.PageSetup())).point(lambda v: 255 * (v < 128))
        return (page.getbbox() or (0, 0, 0, 0))[2]

    assert ink(1) == pytest.approx(ink(1234567), abs=2)


@pytest.mark.parametrize("kind", ["section", "subtotal", "total"])
def test_a_total_row_looks_other_than_a_plain_one(kind: str) -> None:
    columns = [kit.Column("รายการ"), kit.Column("รวม", align="right")]
    plain = built(columns, [["ยกมา", 1], ["รวม", 2]])
    total = built(columns, [["ยกมา", 1], kit.Row(["รวม", 2], kind)])  # type: ignore[arg-type]
    assert picture(plain) != picture(total)


def test_columns_of_one_group_stand_under_one_head() -> None:
    columns = [
        kit.Column("ช่วงอายุ"),
        kit.Column("ช", group="ยกมา"),
        kit.Column("ญ", group="ยกมา"),
        kit.Column("ช", group="รับเข้า"),
        kit.Column("ญ", group="รับเข้า"),
        kit.Column("รวม"),
    ]
    text = poppler(built(columns, [["๐–๕", 1, 2, 3, 4, 10]]), "-layout")
    assert text.count("ยกมา") == 1
    assert text.count("รับเข้า") == 1
    assert text.count("ช่วงอายุ") == 1


def test_names_with_markup_characters_and_empty_tables_print() -> None:
    assert "A&B<i>" in joined(poppler(built([kit.Column("ก")], [["A&B <i>"]])))
    assert "หัว" in poppler(built([kit.Column("หัว")], []))


def test_no_text_runs_over_the_edge_of_its_cell() -> None:
    """A long cell beside an empty one leaves the empty one without ink."""
    columns = [kit.Column("", 3), kit.Column("", 5)]
    table = kit.table(columns, [["ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต" * 3, ""]], width=400, has_rules=False)
    page = page_image(kit.build([table], kit.PageSetup())).point(lambda v: 255 * (v < 128))
    right = (page.getbbox() or (0, 0, 0, 0))[2] / 2.0
    assert right <= (3 + 3) / 2.54 * 72 - 3


def test_a_dense_grid_has_shaded_and_joined_cells_and_rows_that_stay_together() -> None:
    columns = [kit.Column("ก", 3), *(kit.Column(str(n), 0.5, align="centre") for n in range(4))]
    rows = [row for n in range(30) for row in ([f"คนที่{n}", "✓", "ข", "", ""], ["", "", "✓", "", ""])]
    pairs = [((2 * n, 0), (2 * n + 1, 0)) for n in range(30)]
    kept = [(2 * n, 2 * n + 1) for n in range(30)]
    look = kit.Look(0.6, shaded=[(0, 3), (1, 3)], joined=pairs, kept=kept)
    pdf = kit.build([kit.table(columns, rows, width=PAGE.text_width, look=look)], PAGE)
    plain = kit.build([kit.table(columns, rows, width=PAGE.text_width)], PAGE)
    assert poppler(pdf).split().count("✓") == 60
    assert picture(pdf) != picture(plain)


@pytest.mark.parametrize("rows", [1, 2, *range(28, 42), 80])
def test_signatures_never_begin_a_page_without_rows_of_their_list(rows: int) -> None:
    table = kit.table([kit.Column("หัวตาราง")], [[f"แถว{n}."] for n in range(rows)], width=300)
    closing = [kit.gap(0.5), kit.SignatureBlock(kit.Signer("ผู้จัดทำ"))]
    pdf = kit.build([kit.para("เรื่อง", "subheading"), kit.closed(table, closing)], PAGE)
    pages = [joined(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert "ผู้จัดทำ" in pages[-1]
    assert pages[-1].count("แถว") >= min(3, rows)
    assert pages[0].count("แถว") >= min(25, rows - 3)
    assert [f"แถว{n}." in "".join(pages) for n in range(rows)] == [True] * rows
    assert "".join(pages).count("แถว") == rows
    assert len(pages) <= 1 + rows // 28
