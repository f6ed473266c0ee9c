"""The statement on paper: what an outside reader finds in it, and what an official expects to see."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from panpun_desktop.reports.monthly.closing_data import StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.layout import pdf
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.spans import SpanKind
from panpun_desktop.rules.counted import Table, TableRow
from tests.reports.kit.reading import STRANGE, all_readings, joined, page_count, poppler
from tests.reports.monthly.samples import empty, statement

GOLDEN = Path(__file__).parents[2] / "golden"


def lines(paper: bytes) -> list[str]:
    """The lines of the paper, blanks single."""
    text = poppler(paper, "-layout").replace("\f", "\n")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def paper() -> bytes:
    """The full statement."""
    return pdf(statement(), Finish())


def with_row(report: MonthlyReport, id: str, key: str, **values: int) -> MonthlyReport:
    """The report with some values of a row changed."""

    def changed(table: Table) -> Table:
        rows = [
            TableRow(row.key, row.label, {**row.values, **values}) if row.key == key else row
            for row in table.rows
        ]
        return replace(table, rows=tuple(rows))

    return replace(
        report, tables=tuple(changed(table) if table.id == id else table for table in report.tables)
    )


@pytest.mark.parametrize("thai_digits", [False, True])
def test_text_is_the_golden_one(thai_digits: bool) -> None:
    expected = GOLDEN / f"monthly_2569_11{'_thai_digits' if thai_digits else ''}.txt"
    found = "\n".join(lines(pdf(statement(), Finish(thai_digits=thai_digits)))) + "\n"
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize(
    "head",
    [
        "รายการ ชาย หญิง รวม",
        "ประเภทบริการ ยกมา รับเข้า โอนเข้า จำหน่าย โอนออก คงเหลือ",
        "ช่องทาง จำนวน (ครั้ง) ร้อยละ",
        "ผลการจำหน่าย ชาย หญิง รวม",
        "เกณฑ์ ครั้ง เหตุผล",
        "หน่วยงาน เป้าหมาย ยอดยกมา รับเข้า จำหน่าย คงเหลือ สะสม",
        "รายการ เดือนนี้ เดือนก่อน เพิ่ม-ลด ร้อยละ สะสมปีงบประมาณ",
    ],
)
def test_heads_are_those_of_the_domain(paper: bytes, head: str) -> None:
    assert head in lines(paper)


@pytest.mark.parametrize(
    "head",
    [
        "ช่วงอายุ (ปี)",
        "อาคาร",
        "เตียง",
        "คืนพัก (คน)",
        "คืนเตียงที่ใช้",
        "คืนเตียงที่มี",
        "อัตราครองเตียง(ร้อยละ)",
        "เฉลี่ยวันพักต่อครั้ง",
    ],
)
def test_wrapped_heads_are_whole_for_every_reader(paper: bytes, head: str) -> None:
    text = joined(poppler(paper, "-raw"))
    assert joined(head) in text


def test_head_of_the_paper(paper: bytes) -> None:
    assert lines(paper)[:3] == [
        "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
        "รายงานผลการดำเนินงานประจำเดือน พฤศจิกายน พ.ศ. 2569",
        "(ปีงบประมาณ พ.ศ. 2570)",
    ]


def test_no_reader_finds_strange_characters(paper: bytes) -> None:
    for reader, text in all_readings(paper).items():
        assert not STRANGE.findall(text), reader


def test_unknown_columns_are_printed_only_where_someone_stands_in_them(paper: bytes) -> None:
    assert "ไม่ระบุ" not in poppler(paper)
    unknown = with_row(statement(), "movement", "opening", unknown=1)
    assert "รายการ ชาย หญิง ไม่ระบุ รวม" in lines(pdf(unknown, Finish()))
    bands = with_row(statement(), "age_band", "60+", closing_unknown=1)
    assert re.search("ช ญ ช ญ ช ญ ช ญ ม", "\n".join(lines(pdf(bands, Finish()))))


def test_adjustment_is_a_row_of_its_own_only_when_there_is_one(paper: bytes) -> None:
    assert "ปรับปรุง" not in poppler(paper)
    adjusted = with_row(statement(), "movement", "adjusted", male=-1, total=-1)
    text = lines(pdf(adjusted, Finish()))
    assert "ปรับปรุงหลังปิดงวด −1 0 −1" in text
    assert any("ปรับปรุงหลังปิดงวด −1 คน" in line for line in text)


def test_empty_month_prints_every_table_and_lines_to_write_on() -> None:
    text = lines(pdf(empty(), Finish()))
    assert "รวม 0 0 0" in text
    assert "ข้อเสนอแนะ" in text
    assert page_count(pdf(empty(), Finish())) <= 3


def test_running_month_says_until_when_it_counts() -> None:
    running = replace(statement(), counted_until=statement().month.last.replace(day=21))
    text = "\n".join(lines(pdf(running, Finish())))
    assert "ข้อมูลถึงวันที่ 21 พฤศจิกายน 2569" in text
    assert "ณ วันที่ 21 พฤศจิกายน 2569" in text


def test_narrative_keeps_its_paragraphs_and_signs() -> None:
    told = replace(statement().narrative, problems="ห้อง A & B < 2\nขาดเจ้าหน้าที่")
    text = lines(pdf(replace(statement(), narrative=told), Finish()))
    assert "ห้อง A & B < 2" in text
    assert "ขาดเจ้าหน้าที่" in text


def test_every_page_says_which_of_how_many(paper: bytes) -> None:
    pages = page_count(paper)
    for page in range(1, pages + 1):
        assert f"หน้า {page} จาก {pages}" in poppler(paper)


def test_same_values_give_the_same_bytes(paper: bytes) -> None:
    assert pdf(statement(), Finish()) == paper


def test_only_the_tables_chosen_are_printed_and_numbered_anew() -> None:
    text = "\n".join(lines(pdf(replace(statement(), printed=("movement", "beds")), Finish())))
    assert "1. ความเคลื่อนไหวผู้พัก" in text
    assert "2. การใช้เตียง" in text
    assert "ตามช่วงอายุ (หน่วย" not in text


def test_quarter_and_year_are_named_in_head_sentence_and_plan() -> None:
    quarter = replace(statement(), kind=SpanKind.QUARTER)
    text = lines(pdf(quarter, Finish()))
    assert text[1:3] == [
        "รายงานผลการดำเนินงานไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2570",
        "(ตุลาคม – พฤศจิกายน พ.ศ. 2569)",
    ]
    assert text[3].startswith("ในไตรมาสที่ 1 ปีงบประมาณ 2570 มีผู้รับบริการยกมา 20 คน")
    assert "แผนไตรมาสถัดไป" in text
    year = lines(pdf(replace(statement(), kind=SpanKind.FISCAL_YEAR), Finish()))
    assert year[1] == "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2570"


def test_charts_of_a_longer_period_have_a_bar_a_month() -> None:
    text = "\n".join(lines(pdf(replace(statement(), kind=SpanKind.QUARTER), Finish())))
    assert "รับเข้าและจำหน่ายของแต่ละเดือน (ครั้ง)" in text
    assert "จำนวนผู้พักเฉลี่ยเวลา 24.00 น. ของแต่ละเดือน (คน)" in text


def test_pdf_says_title_author_and_language_and_every_table_is_a_bookmark(paper: bytes) -> None:
    found = PdfReader(BytesIO(paper))
    assert found.metadata is not None
    assert found.metadata.title == statement().title
    assert found.metadata.author == statement().centre
    assert found.root_object["/Lang"] == "th-TH"
    head, tables = found.outline
    assert head.title == "รายงานผลการดำเนินงานประจำเดือน พฤศจิกายน พ.ศ. 2569"
    assert [one.title for one in tables][:2] == [
        "1. ความเคลื่อนไหวผู้พัก (หน่วย: ครั้ง)",
        "2. ตามช่วงอายุ (หน่วย: ครั้ง)",
    ]
    assert len(tables) == 9 + len(("ปัญหาอุปสรรค", "ข้อเสนอแนะ", "แผน"))


def test_signatures_never_begin_a_page_with_the_plan_alone_and_thai_digits_take_no_page_more() -> None:
    """However many lines of adjustments stand before it, in either digits."""
    for count in range(0, 24, 3):
        line = StayLine(1, 1, 1, "P69-0001", "นายสมชาย ทดสอบใจ", "วันออก 7 ต.ค. 2569 → 8 ต.ค. 2569", 0)
        report = replace(statement(), adjusted=(line,) * count)
        counted = []
        for thai_digits in (False, True):
            made = pdf(report, Finish(thai_digits=thai_digits))
            texts = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
            (signed,) = [text for text in texts if "ผู้ตรวจสอบ" in text]
            assert "ข้อเสนอแนะ" in signed, count
            counted.append(len(texts))
        assert len(set(counted)) == 1, count
