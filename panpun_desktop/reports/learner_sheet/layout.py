"""The tracking sheet on paper: who, the subjects by strand, what graduation asks for, the activities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.learner_sheet.data import TITLE, LearnerSheet, LevelPart, title
from panpun_desktop.reports.report import Finish

_POINTS = 13
_NOT_A_TRANSCRIPT = "เอกสารนี้ศูนย์จัดทำเพื่อติดตามการเรียน มิใช่หลักฐานผลการเรียนของสถานศึกษา"
Digits = Callable[[str], str]


def pdf(sheet: LearnerSheet, finish: Finish) -> bytes:
    """Draw the sheet; the same values give the same bytes."""
    digits: Digits = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, footer=digits(title(sheet)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: LearnerSheet, width: float, digits: Digits) -> Iterator[Any]:
    yield kit.para(sheet.centre, "title")
    yield kit.para(TITLE, "title")
    yield kit.para(f"{sheet.section} · {kit.name(sheet.person)}", "centre")
    yield kit.para(digits(f"ข้อมูล ณ วันที่ {format_date(sheet.printed_on)}"), "centre")
    if not sheet.parts:
        yield kit.gap(0.4)
        yield kit.para("ยังไม่มีข้อมูลการเรียน", "centre")
    for part in sheet.parts[:-1]:
        yield from _level(part, width, digits, [])
    if sheet.parts:
        yield from _level(sheet.parts[-1], width, digits, _seal(sheet))
    else:
        yield kit.keep(_seal(sheet))


def _seal(sheet: LearnerSheet) -> list[Any]:
    """The signatures, which never stand on a page without the last of the sheet."""
    signers = kit.SignatureBlock(kit.Signer("ผู้จัดทำ", name=sheet.made_by), kit.Signer("ครูที่ปรึกษา"))
    return [kit.gap(0.5), signers, kit.gap(0.3), kit.para(_NOT_A_TRANSCRIPT, "centre")]


def _level(part: LevelPart, width: float, digits: Digits, seal: list[Any]) -> Iterator[Any]:
    """One level; ``seal`` is kept with its last rows."""
    yield kit.gap(0.3)
    yield kit.para(f"ระดับ{part.level}", "subheading")
    yield kit.para(digits(part.curriculum), "left")
    told = " · ".join(f"{name} {kit.name(value)}" for name, value in part.facts)
    if told:
        yield kit.para(digits(told), "left")
    yield kit.gap(0.2)
    if part.subjects:
        yield kit.table(_columns(), list(_rows(part, digits)), width=width, points=_POINTS)
    else:
        yield kit.para("ยังไม่ได้ลงทะเบียนรายวิชา", "left")
    yield kit.gap(0.3)
    ends_here = [] if part.activities else seal
    yield kit.keep([*_graduation(part, width, digits), *ends_here])
    yield from _activities(part, width, digits, seal)


def _graduation(part: LevelPart, width: float, digits: Digits) -> Iterator[Any]:
    yield kit.para("เกณฑ์การจบหลักสูตร", "subheading")
    yield _needs(part, width, digits)
    yield kit.para(digits(f"เกรดเฉลี่ย {part.average}"), "left")
    if part.missing_subjects:
        yield kit.para(digits(f"วิชาบังคับที่ยังขาด: {', '.join(part.missing_subjects)}"), "left")
    if part.forecast:
        yield kit.para(digits(part.forecast), "left")


def _columns() -> list[kit.Column]:
    return [
        kit.Column("รหัส", width=2),
        kit.Column("รายวิชา", share=3),
        kit.Column("หน่วยกิต", width=1.5, align="right"),
        kit.Column("ประเภท", width=1.4),
        kit.Column("ภาคเรียน", width=1.6, align="centre"),
        kit.Column("ระหว่างภาค", width=1.8, align="right"),
        kit.Column("ปลายภาค", width=1.6, align="right"),
        kit.Column("ผล", width=2, align="right"),
    ]


def _rows(part: LevelPart, digits: Digits) -> Iterator[Any]:
    for strand, rows in groupby(part.subjects, lambda row: row.strand):
        yield kit.Row([strand], "section")
        for row in rows:
            cells = (
                row.code,
                row.name,
                str(row.credits),
                row.kind,
                row.term,
                row.in_term,
                row.final,
                row.result,
            )
            yield [*(digits(one) for one in cells[:-1]), kit.name(digits(cells[-1]))]


def _needs(part: LevelPart, width: float, digits: Digits) -> Any:
    columns = [
        kit.Column("รายการ", share=3),
        *(kit.Column(head, width=2.8, align="right") for head in ("เกณฑ์", "ได้แล้ว", "ยังขาด")),
    ]
    rows = [[digits(one) for one in (need.name, need.wanted, need.got, need.missing)] for need in part.needs]
    return kit.table(columns, rows, width=width, points=_POINTS)


def _activities(part: LevelPart, width: float, digits: Digits, seal: list[Any]) -> Iterator[Any]:
    if not part.activities:
        return
    columns = [
        kit.Column("วันที่", width=2.8),
        kit.Column("กิจกรรม กพช.", share=3),
        kit.Column("ชั่วโมง", width=1.8, align="right"),
    ]
    rows = [
        [digits(text) for text in (format_date(one.day, "short"), one.name, one.hours)]
        for one in part.activities
    ]
    yield kit.gap(0.3)
    yield kit.need(3)
    yield kit.para("กิจกรรมพัฒนาคุณภาพชีวิต", "subheading")
    table = kit.table(columns, rows, width=width, points=_POINTS)
    yield kit.closed(table, seal) if seal else table
