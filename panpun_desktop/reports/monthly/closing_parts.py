"""What a closed month's paper has beside its tables: edition, list of adjustments, differences, audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.closing_data import Closing, StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.rules.closed_month import Difference

Digits = Callable[[str], str]
_POINTS = 13
_HASH_SHOWN = 16
_HIDDEN_COLUMNS = frozenset({"accompanying"})


def edition_line(report: MonthlyReport) -> list[str]:
    """ฉบับแก้ไขครั้งที่ n, under the title of an amended edition."""
    closing = report.closing
    return [f"ฉบับแก้ไขครั้งที่ {closing.edition}"] if closing is not None and closing.edition else []


def adjustments(report: MonthlyReport, width: float, digits: Digits) -> list[Any]:
    """Whom the row ปรับปรุงหลังปิดงวด counts; nothing where nothing was adjusted."""
    if not report.adjusted:
        return []
    caption = kit.para(digits("รายการปรับปรุงหลังปิดงวด"), "subheading")
    return [caption, _stays(report.adjusted, width, digits)]


def audit_line(report: MonthlyReport, digits: Digits) -> list[Any]:
    """When it was closed by whom, and how far the audit had come: what a reprint is held against."""
    closing = report.closing
    if closing is None:
        return []
    said = f"ปิดงวดเมื่อวันที่ {format_date(closing.closed_on)} โดย {closing.closed_by}"
    audit = f"บันทึกตรวจสอบลำดับที่ {closing.audit_number:,} รหัส"
    lines = [kit.para(f"{digits(f'{said} {audit}')} {closing.audit_head[:_HASH_SHOWN]}", "note")]
    if closing.reason:
        lines.append(kit.para(digits(f"เหตุผล: {closing.reason}"), "note"))
    return [kit.gap(0.3), kit.keep(lines)]


def differences(report: MonthlyReport, width: float, digits: Digits) -> list[Any]:
    """The page of an amended edition that lists what it says otherwise than the one before."""
    closing = report.closing
    if closing is None or not closing.edition or report.is_external:
        return []
    return [kit.new_page(), *_differences(closing, width, digits)]


def _differences(closing: Closing, width: float, digits: Digits) -> list[Any]:
    earlier = f"ฉบับแก้ไขครั้งที่ {closing.edition - 1}" if closing.edition > 1 else "ฉบับแรก"
    parts = [kit.para(digits(f"ข้อแตกต่างจาก{earlier}"), "heading")]
    if closing.reason:
        parts.append(kit.para(digits(f"เหตุผลที่แก้ไข: {closing.reason}"), "body"))
    if closing.changed:
        parts += [kit.para("รายการที่เปลี่ยน", "subheading"), _stays(closing.changed, width, digits)]
    shown = [one for one in closing.differences if _is_shown(one)]
    if shown:
        parts += [kit.gap(0.4), _figures(shown, width, digits)]
    if not shown and not closing.changed:
        parts.append(kit.para("ไม่มีข้อแตกต่าง", "body"))
    return parts


def _is_shown(one: Difference) -> bool:
    """The comparison is made of the others' figures; the note of families is no column of the paper."""
    return one.table != "comparison" and one.column not in _HIDDEN_COLUMNS


def _figures(found: Sequence[Difference], width: float, digits: Digits) -> Any:
    """Table by table; the head says what the list is, so that it may begin where the page has room."""
    heads = [
        kit.Column("ตัวเลขที่เปลี่ยน", share=3),
        kit.Column("ช่อง", share=2),
        kit.Column("เดิม", share=1, align="right"),
        kit.Column("แก้ไขเป็น", share=1, align="right"),
    ]
    rows = []
    for title, some in groupby(found, lambda one: one.table_title):
        rows.append(kit.Row([digits(title)], "section"))
        rows += [_figure(one, digits) for one in some]
    return kit.table(heads, rows, width=width, points=_POINTS)


def _figure(one: Difference, digits: Digits) -> kit.Row:
    cells = (one.row_label, one.column_title, _value(one.before), _value(one.now))
    return kit.Row([digits(cell) for cell in cells])


def _stays(lines: Sequence[StayLine], width: float, digits: Digits) -> Any:
    heads = [
        kit.Column("จำนวน", share=0.7, align="right"),
        kit.Column("เลขทะเบียน", share=1.2),
        kit.Column("ชื่อ", share=2.4),
        kit.Column("สิ่งที่เปลี่ยน", share=3.4),
    ]
    rows = [
        kit.Row([digits(_signed(one.count)), digits(one.regno), one.name, digits(one.what)]) for one in lines
    ]
    return kit.table(heads, rows, width=width, points=_POINTS)


def _signed(count: int) -> str:
    return f"+{count}" if count > 0 else str(count).replace("-", "−")


def _value(value: int | str | None) -> str:
    if isinstance(value, str):
        return value.replace("-", "−")
    return kit.number_text(value).replace("-", "−")
