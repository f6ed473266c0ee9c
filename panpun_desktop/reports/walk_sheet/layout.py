"""The walk sheet on paper: a line for each bed in room order, boxes for the findings, lines for guests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.walk_sheet.data import TITLE, WalkLine, WalkSheet, title

_POINTS = 13
_FINDINGS = ("อยู่", "ไม่อยู่", "ลา", "รพ.", "กลับดึก")
_GUESTS = 3


def pdf(sheet: WalkSheet, finish: Finish) -> bytes:
    """Draw the sheet; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, footer=digits(title(sheet)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: WalkSheet, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    yield kit.para(sheet.centre, "title")
    yield kit.para(TITLE, "title")
    night = f"คืนวันที่ {format_date(sheet.night)} · ผู้พักตามทะเบียน {sheet.people} คน"
    yield kit.para(digits(night), "centre")
    yield kit.gap(0.2)
    if sheet.rooms:
        yield kit.table(_columns(), list(_rows(sheet, digits)), width=width, points=_POINTS)
    else:
        yield kit.para("ยังไม่มีเตียงในผัง", "left")
    yield kit.gap(0.3)
    counter = kit.Signer("ผู้เดินตรวจ", has_position=True)
    time = kit.para(f"เดินตรวจเวลา {kit.blank(3)} น.", "left")
    block = kit.SignatureBlock(counter, kit.Signer("ผู้บันทึกในโปรแกรม"))
    yield kit.closed(_guests(width), [kit.gap(0.4), time, block], rows=_GUESTS)


def _columns() -> list[kit.Column]:
    return [
        kit.Column("เตียง", width=1.4),
        kit.Column("ชื่อ", share=3),
        kit.Column("เลขทะเบียน", width=2.1),
        kit.Column("ตามผัง", width=1.8),
        *(kit.Column(one, width=1.15, align="centre") for one in _FINDINGS),
        kit.Column("พบที่เตียง / หมายเหตุ", share=1.6),
    ]


def _rows(sheet: WalkSheet, digits: Callable[[str], str]) -> Iterator[Any]:
    for room in sheet.rooms:
        yield kit.Row([digits(room.room)], "section")
        for line in room.lines:
            yield _row(line, digits)


def _row(line: WalkLine, digits: Callable[[str], str]) -> list[Any]:
    box = kit.BOX if line.is_someone else ""
    who = kit.name(line.name) if line.name else ""
    bed = digits(line.bed.rpartition("-")[2])  # the room stands above
    return [bed, who, digits(line.regno), line.expected, *(box for _one in _FINDINGS), digits(line.note)]


def _guests(width: float) -> Any:
    """Room for those who sleep here without a stay."""
    columns = [kit.Column("ผู้มาค้างคืนที่ไม่มีในทะเบียน (ชื่อ)", share=3), kit.Column("เตียง", width=3)]
    columns.append(kit.Column("มากับ / หมายเหตุ", share=3))
    return kit.table(columns, [["", "", ""]] * _GUESTS, width=width, points=16)
