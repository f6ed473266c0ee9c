"""A term's report on paper: table 8, then the learners registered for the term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.nfe.data import TITLE, TermReport, title
from panpun_desktop.reports.report import Finish

_POINTS = 13
_COUNTED = (
    "ลงทะเบียนและเข้าสอบนับทั้งภาคเรียนนี้ จบหลักสูตรและออกกลางคันนับที่มีวันที่อยู่ในภาคเรียน "
    "ส่วนตารางผู้เรียน กศน. ของรายงานประจำเดือนนับเฉพาะที่มีวันที่อยู่ในเดือนนั้น"
)
Digits = Callable[[str], str]


def pdf(report: TermReport, finish: Finish) -> bytes:
    """Draw the report; the same values give the same bytes."""
    digits: Digits = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(report), report.centre, footer=digits(title(report)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(report, page.text_width, digits)), page)


def _flowables(report: TermReport, width: float, digits: Digits) -> Iterator[Any]:
    yield kit.para(report.centre, "title")
    yield kit.para(TITLE, "title")
    days = f"{format_date(report.first)} – {format_date(report.last)}"
    yield kit.para(digits(f"{report.section} · ภาคเรียน {report.term} ({days})"), "centre")
    yield kit.gap(0.3)
    yield _counts(report, width, digits)
    yield kit.para(_COUNTED, "note")
    yield kit.gap(0.4)
    yield kit.para("ผู้ลงทะเบียนในภาคเรียน", "subheading")
    if report.learners:
        table = kit.table(_columns(), list(_rows(report, digits)), width=width, points=_POINTS)
        yield kit.closed(table, list(_closing(report, digits)))
    else:
        yield kit.para("ไม่มีผู้ลงทะเบียน", "left")
        yield kit.keep(list(_closing(report, digits)))


def _closing(report: TermReport, digits: Digits) -> Iterator[Any]:
    if report.unnamed:
        yield kit.para(digits(f"และผู้เรียนที่ไม่แสดงชื่ออีก {report.unnamed} คน"), "left")
    yield kit.gap(0.5)
    yield kit.SignatureBlock(kit.Signer("ผู้จัดทำ", name=report.made_by), kit.Signer("ผู้ตรวจสอบ"))


def _counts(report: TermReport, width: float, digits: Digits) -> Any:
    table = report.table
    heads = [kit.Column(table.head, share=2)]
    heads += [kit.Column(column.title, share=1, align="right") for column in table.columns]
    rows = [
        kit.Row(
            [
                row.label,
                *(digits(kit.number_text(int(row.values[one.key] or 0))) for one in table.columns),
            ],
            "total" if row.key == "total" else "plain",
        )
        for row in table.rows
    ]
    return kit.table(heads, rows, width=width, points=16)


def _columns() -> list[kit.Column]:
    return [
        kit.Column("ชื่อ", share=3),
        kit.Column("รหัสนักศึกษา", width=2.7),
        kit.Column("ระดับ", width=1.5),
        kit.Column("หน่วยกิต", width=1.7, align="right"),
        kit.Column("กพช.", width=1.8, align="right"),
        kit.Column("เกรดเฉลี่ย", width=1.7, align="right"),
        kit.Column("ยังขาด", share=2),
    ]


def _rows(report: TermReport, digits: Digits) -> Iterator[Any]:
    for line in report.learners:
        facts = (line.student_no, line.level, line.credits, line.hours, line.average, line.missing)
        yield [kit.name(line.name), *(digits(one) for one in facts)]
