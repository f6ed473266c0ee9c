"""The kitchen's sheet on paper: the figures large, the diets below, room for the cook's remark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.meal_sheet.data import TITLE, MealLine, MealSheet, title
from panpun_desktop.reports.report import Finish

_POINTS = 18


def pdf(sheet: MealSheet, finish: Finish) -> bytes:
    """Draw the sheet; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, footer=digits(title(sheet)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: MealSheet, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    yield kit.para(sheet.centre, "title")
    yield kit.para(TITLE, "title")
    yield kit.para(digits(f"วันที่ {format_date(sheet.day)}"), "centre")
    yield kit.gap(0.3)
    columns = [
        kit.Column("กลุ่มอาหาร", share=3),
        kit.Column("เช้า (คน)", width=3.4, align="right"),
        kit.Column("กลางวันและเย็น (คน)", width=4.6, align="right"),
    ]
    rows: list[Any] = [_row(one, digits) for one in sheet.lines]
    rows.append(kit.Row(_row(sheet.total, digits), "total"))
    yield kit.table(columns, rows, width=width, points=_POINTS)
    yield kit.para("มื้อเช้านับผู้ที่พักคืนก่อน มื้อกลางวันและเย็นนับผู้ที่พักคืนนี้ ไม่นับผู้ลาค้างคืนและผู้อยู่โรงพยาบาล", "left")
    yield kit.gap(0.4)
    yield from _diets(sheet, width, digits)


def _row(line: MealLine, digits: Callable[[str], str]) -> list[Any]:
    return [line.group, digits(f"{line.morning:,}"), digits(f"{line.noon_and_evening:,}")]


def _diets(sheet: MealSheet, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    closing = [kit.gap(0.5), kit.SignatureBlock(kit.Signer("ผู้แจ้งยอด"), kit.Signer("ผู้รับยอด"))]
    if not sheet.diets:
        yield kit.para("ไม่มีข้อจำกัดอาหารที่บันทึกไว้", "left")
        yield kit.keep(closing)
        return
    columns = [
        kit.Column("กลุ่ม", width=3),
        kit.Column("อาหารและสิ่งที่รับประทานไม่ได้", share=3),
        kit.Column("จำนวน (คน)", width=3, align="right"),
    ]
    rows = [[one.group, digits(one.diet), digits(f"{one.people:,}")] for one in sheet.diets]
    yield kit.closed(kit.table(columns, rows, width=width, points=16), closing)
