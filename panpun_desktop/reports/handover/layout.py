"""The hand-over on paper: figures, what happened, what is open, room for words, two signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.handover.data import TITLE, Handover, Line, moment, title
from panpun_desktop.reports.report import Finish

_POINTS = 13
_NOTE_LINES = 4
Digits = Callable[[str], str]


def pdf(handover: Handover, finish: Finish) -> bytes:
    """Draw the paper; the same values give the same bytes."""
    digits: Digits = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(handover), handover.centre, footer=digits(title(handover)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(handover, page.text_width, digits)), page)


def _flowables(handover: Handover, width: float, digits: Digits) -> Iterator[Any]:
    yield kit.para(handover.centre, "title")
    yield kit.para(TITLE, "title")
    yield kit.para(digits(f"ตั้งแต่ {moment(handover.since)} ถึง {moment(handover.until)}"), "centre")
    yield kit.gap(0.2)
    heads = [kit.Column(name, align="centre") for name, _number in handover.figures]
    numbers = [digits(f"{number:,}") for _name, number in handover.figures]
    yield kit.table(heads, [numbers], width=width, points=16)
    yield kit.para(digits(handover.night), "left")
    yield from _part("ความเคลื่อนไหว", handover.movements, ("เมื่อ", "รายการ"), width, digits)
    yield from _part("เหตุการณ์", handover.incidents, ("เมื่อ", "เหตุการณ์"), width, digits)
    yield from _part("ทรัพย์สินรับฝากและคืน", handover.belongings, ("เมื่อ", "รายการ"), width, digits)
    yield from _part("งานที่ต้องทำต่อ", handover.tasks, ("เรื่อง", "รายการ"), width, digits, people=False)
    yield from _notes(handover, digits)
    giver = kit.Signer("ผู้ส่งเวร", name=handover.handed_by)
    yield kit.keep([kit.gap(0.5), kit.SignatureBlock(giver, kit.Signer("ผู้รับเวร"))])


def _part(
    heading: str,
    lines: Sequence[Line],
    heads: tuple[str, str],
    width: float,
    digits: Digits,
    *,
    people: bool = True,
) -> Iterator[Any]:
    yield kit.gap(0.25)
    if not lines:
        yield kit.para(f"{heading}: ไม่มี", "left")
        return
    columns = [kit.Column(heads[0], width=3.1), kit.Column(heads[1], share=2)]
    if people:
        columns.append(kit.Column("ผู้รับบริการ", share=2))
    columns.append(kit.Column("รายละเอียด", share=2))
    rows = [_cells(one, digits, people=people) for one in lines]
    yield kit.need(3)
    yield kit.para(heading, "subheading")
    yield kit.table(columns, rows, width=width, points=_POINTS)


def _cells(line: Line, digits: Digits, *, people: bool) -> list[Any]:
    who = [kit.name(line.who) if line.who else ""] if people else []
    return [digits(line.when), digits(line.what), *who, digits(line.detail)]


def _notes(handover: Handover, digits: Digits) -> Iterator[Any]:
    yield kit.gap(0.25)
    yield kit.para("ข้อความถึงเวรถัดไป", "subheading")
    if handover.notes:
        yield from (kit.para(digits(line), "left") for line in handover.notes.splitlines())
    else:
        yield from kit.blank_lines(_NOTE_LINES)
