"""What a closed month's paper has beside its tables: edition, list of adjustments, differences, audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, Literal

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.closing_data import Closing, StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.heads import tables_printed
from panpun_desktop.reports.monthly.texts import adjusted_words, cell_text
from panpun_desktop.rules.closed_month import Difference
from panpun_desktop.rules.counted import Value

Digits = Callable[[str], str]
_POINTS = 13
_HASH_SHOWN = 16
_ROWS_KEPT = 20
ADJUSTED, CHANGED = "รายการปรับปรุงหลังปิดงวด", "รายการที่เปลี่ยน"
NO_DIFFERENCE = "ไม่มีข้อแตกต่าง"
STOCK, STOCK_BEFORE = "คงเหลือสิ้นเดือน", "คงเหลือเดือนก่อน"
"""What the first column of a list of stays counts."""


def edition_line(report: MonthlyReport) -> list[str]:
    """ฉบับแก้ไขครั้งที่ n, under the title of an amended edition."""
    closing = report.closing
    return [f"ฉบับแก้ไขครั้งที่ {closing.edition}"] if closing is not None and closing.edition else []


def adjustments(report: MonthlyReport, width: float, digits: Digits) -> list[Any]:
    """Whom the row ปรับปรุงหลังปิดงวด counts; nothing where nothing was adjusted."""
    if not report.adjusted:
        return []
    head = [kit.para(ADJUSTED, "subheading"), kit.para(digits(adjusted_words(report)), "note")]
    return [kit.keep(head), _drawn(stays_listed(report.adjusted, STOCK_BEFORE), width, digits)]


def audit_words(report: MonthlyReport, digits: Digits) -> list[str]:
    """When it was closed by whom, and how far the audit had come: what a reprint is held against."""
    closing = report.closing
    if closing is None:
        return []
    said = f"ปิดงวดเมื่อวันที่ {format_date(closing.closed_on)} โดย {closing.closed_by}"
    audit = f"บันทึกตรวจสอบลำดับที่ {closing.audit_number:,} รหัส"
    lines = [f"{digits(f'{said} {audit}')} {closing.audit_head[:_HASH_SHOWN]}"]
    return [*lines, digits(f"เหตุผล: {closing.reason}")] if closing.reason else lines


def audit_line(report: MonthlyReport, digits: Digits) -> list[Any]:
    """The same in small letters below the signatures."""
    lines = [kit.para(words, "note") for words in audit_words(report, digits)]
    return [kit.gap(0.3), *lines] if lines else []


def has_differences(report: MonthlyReport) -> bool:
    """Say whether the paper ends with the page of an amended edition."""
    closing = report.closing
    return closing is not None and bool(closing.edition) and not report.is_external


def differences(report: MonthlyReport, width: float, digits: Digits) -> list[Any]:
    """The page of an amended edition that lists what it says otherwise than the one before."""
    closing = report.closing
    if closing is None or not has_differences(report):
        return []
    parts = [kit.new_page(), kit.para(digits(differences_title(closing)), "heading")]
    if closing.reason:
        parts.append(kit.para(digits(f"เหตุผลที่แก้ไข: {closing.reason}"), "body"))
    if closing.changed:
        parts += [kit.para(CHANGED, "subheading"), _drawn(stays_listed(closing.changed), width, digits)]
    figures = figures_listed(report)
    if figures is not None:
        parts += [kit.gap(0.3), kit.para(digits(figures_title(closing)), "note")]
        parts.append(_drawn(figures, width, digits))
    if figures is None and not closing.changed:
        parts.append(kit.para(NO_DIFFERENCE, "body"))
    return parts


def differences_title(closing: Closing) -> str:
    """ข้อแตกต่างจากฉบับแรก."""
    earlier = f"ฉบับแก้ไขครั้งที่ {closing.edition - 1}" if closing.edition > 1 else "ฉบับแรก"
    return f"ข้อแตกต่างจาก{earlier}"


def figures_title(closing: Closing) -> str:
    """ตัวเลขที่เปลี่ยน 40 ช่อง ใน 5 ตาราง."""
    tables = len({one.table for one in closing.differences})
    return f"ตัวเลขที่เปลี่ยน {len(closing.differences):,} ช่อง ใน {tables} ตาราง"


@dataclass(frozen=True)
class Listing:
    """A list of the paper, for PDF and Word alike; a row of one cell is a section."""

    heads: tuple[tuple[str, float, Literal["left", "right"]], ...]
    """Title, share of the width, side."""
    rows: tuple[tuple[str, ...], ...]


def figures_listed(report: MonthlyReport) -> Listing | None:
    """Table by table what an amended edition says otherwise; None where every figure is the same."""
    found = report.closing.differences if report.closing is not None else ()
    rows: list[tuple[str, ...]] = []
    titles = _captions(report)
    for id, some in groupby(found, lambda one: one.table):
        told = list(some)
        rows.append((titles.get(id, told[0].table_title),))
        rows += [(one.row_label, one.column_title, *was_and_is(one)) for one in told]
    heads: tuple[Any, ...] = (
        ("รายการ", 2.8, "left"),
        ("ช่อง", 2, "left"),
        ("เดิม", 1, "right"),
        ("แก้ไขเป็น", 1, "right"),
        ("ผลต่าง", 0.9, "right"),
    )
    return Listing(heads, tuple(rows)) if rows else None


def _captions(report: MonthlyReport) -> dict[str, str]:
    """Table -> its words as they stand over it on this paper."""
    there = {table.id: table.title for table in report.tables}
    printed = enumerate(tables_printed(report), 1)
    return {one.id: f"{number}. {there[one.id]} (หน่วย: {one.unit})" for number, one in printed}


def was_and_is(one: Difference) -> tuple[str, str, str]:
    """What a figure was, what it is, and by how much; words have no difference."""
    return cell_text(one.before), cell_text(one.now), _by_how_much(one.before, one.now)


def _by_how_much(before: Value, now: Value) -> str:
    try:
        by = Decimal(now or 0) - Decimal(before or 0)
    except InvalidOperation:
        return ""
    return f"+{by:,}" if by > 0 else f"{by:,}".replace("-", "−")


def stays_listed(lines: Sequence[StayLine], stock: str = STOCK) -> Listing:
    """Whose stays are counted otherwise, what that does to the stock, and what changed."""
    heads: tuple[Any, ...] = (
        (stock, 1.3, "right"),
        ("เลขทะเบียน", 1.2, "left"),
        ("ชื่อ", 2.3, "left"),
        ("สิ่งที่เปลี่ยน", 3.2, "left"),
    )
    return Listing(heads, tuple((stock_words(one), one.regno, one.name, one.what) for one in lines))


def stock_words(one: StayLine) -> str:
    """1 → 0 (−1): what the stay was in the stock of the last night, what it is, and the difference."""
    if one.was is None:
        return _signed(one.count)
    return f"{one.was} → {one.was + one.count} ({_signed(one.count)})"


def _drawn(listing: Listing, width: float, digits: Digits) -> Any:
    heads = [kit.Column(title, share=share, align=side) for title, share, side in listing.heads]
    rows = [
        kit.Row([digits(cell) for cell in cells], "section" if len(cells) == 1 else "plain")
        for cells in listing.rows
    ]
    return kit.table(heads, rows, width=width, points=_POINTS, look=kit.Look(kept=_sections(listing)))


def _sections(listing: Listing) -> list[tuple[int, int]]:
    """First and last row of each section that is short enough to stay on one page."""
    begins = [at for at, cells in enumerate(listing.rows) if len(cells) == 1]
    ends = [*begins[1:], len(listing.rows)]
    return [(first, end - 1) for first, end in zip(begins, ends, strict=False) if end - first < _ROWS_KEPT]


def _signed(count: int) -> str:
    return f"+{count}" if count > 0 else str(count).replace("-", "−")
