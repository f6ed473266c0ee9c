"""The class list on paper: number, name, register number, sex and age, how they come, room to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.class_list.data import TITLE, ClassList, ListLine, title
from panpun_desktop.reports.report import Finish

_POINTS = 14.0
_TO_SIGN = 0.6


def pdf(sheet: ClassList, finish: Finish) -> bytes:
    """Draw the list; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, footer=digits(title(sheet)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: ClassList, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    yield kit.para(sheet.centre, "centre")
    yield kit.para(TITLE, "title")
    yield kit.para(digits(sheet.of.heading), "centre")
    yield kit.para(digits(sheet.of.taught), "cell_centre")
    yield kit.gap(0.2)
    if sheet.lines:
        rows = [_row(number, one, digits) for number, one in enumerate(sheet.lines, 1)]
        yield kit.table(_columns(), rows, width=width, points=_POINTS, look=kit.Look(1.5))
    else:
        yield kit.para("ยังไม่มีผู้เข้าอบรม", "left")
    people = len(sheet.lines) + sheet.hidden
    outside = len(sheet.lines) - sheet.residents
    counted = f"รวม {people} คน ประจำ {sheet.residents} คน ไป-กลับ {outside} คน"
    unseen = f" ไม่แสดงชื่อในใบนี้ {sheet.hidden} คน" if sheet.hidden else ""
    yield kit.para(digits(f"{counted}{unseen} · ณ วันที่ {format_date(sheet.day)}"), "left")


def _columns() -> list[kit.Column]:
    return [
        kit.Column("ที่", width=0.95, align="right"),
        kit.Column("ชื่อ–นามสกุล", share=3),
        kit.Column("เลขทะเบียน", width=2.3),
        kit.Column("เพศ", width=1.3, align="centre"),
        kit.Column("อายุ (ปี)", width=1.3, align="right"),
        kit.Column("มาอบรม", width=2.9),
        kit.Column("ลายมือชื่อ", share=2),
    ]


def _row(number: int, line: ListLine, digits: Callable[[str], str]) -> list[Any]:
    age = "" if line.age is None else digits(str(line.age))
    lives = f"{line.lives}\n{line.state}" if line.state else line.lives
    return [
        digits(str(number)),
        kit.name(line.name),
        digits(line.regno),
        line.sex,
        age,
        lives,
        kit.gap(_TO_SIGN),
    ]
