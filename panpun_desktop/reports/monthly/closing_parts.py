"""What a closed month's paper has beside its tables: edition, list of adjustments, differences, audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.closing_data import Closing, StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.rules.closed_month import Difference

Digits = Callable[[str], str]
_POINTS = 13
_HASH_SHOWN = 16
ADJUSTED, CHANGED = "รายการปรับปรุงหลังปิดงวด", "รายการที่เปลี่ยน"
NO_DIFFERENCE = "ไม่มีข้อแตกต่าง"
_HIDDEN_COLUMNS = frozenset({"accompanying"})


def edition_line(report: MonthlyReport) -> list[str]:
    """ฉบับแก้ไขครั้งที่ n, under the title of an amended edition."""
    closing = report.closing
    return [f"ฉบับแก้ไขครั้งที่ {closing.edition}"] if closing is not None and closing.edition else []


def adjustments(report: MonthlyReport, width: float, digits: Digits) -> list[Any]:
    """Whom the row ปรับปรุงหลังปิดงวด counts; nothing where nothing was adjusted."""
    if not report.adjusted:
        return []
    return [kit.para(ADJUSTED, "subheading"), _drawn(stays_listed(report.adjusted), width, digits)]


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
    return [kit.gap(0.3), kit.keep(lines)] if lines else []


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
        parts += [kit.gap(0.4), _drawn(figures, width, digits)]
    if figures is None and not closing.changed:
        parts.append(kit.para(NO_DIFFERENCE, "body"))
    return parts


def differences_title(closing: Closing) -> str:
    """ข้อแตกต่างจากฉบับแรก."""
    earlier = f"ฉบับแก้ไขครั้งที่ {closing.edition - 1}" if closing.edition > 1 else "ฉบับแรก"
    return f"ข้อแตกต่างจาก{earlier}"


def _is_shown(one: Difference) -> bool:
    """The comparison is made of the others' figures; the note of families is no column of the paper."""
    return one.table != "comparison" and one.column not in _HIDDEN_COLUMNS


@dataclass(frozen=True)
class Listing:
    """A list of the paper, for PDF and Word alike; a row of one cell is a section."""

    heads: tuple[tuple[str, float, Literal["left", "right"]], ...]
    """Title, share of the width, side."""
    rows: tuple[tuple[str, ...], ...]


def figures_listed(report: MonthlyReport) -> Listing | None:
    """Table by table what an amended edition says otherwise; None where every figure is the same."""
    closing = report.closing
    shown = [one for one in closing.differences if _is_shown(one)] if closing is not None else []
    rows: list[tuple[str, ...]] = []
    for title, some in groupby(shown, lambda one: one.table_title):
        rows.append((title,))
        rows += [(one.row_label, one.column_title, _value(one.before), _value(one.now)) for one in some]
    heads: tuple[Any, ...] = (
        ("ตัวเลขที่เปลี่ยน", 3, "left"),
        ("ช่อง", 2, "left"),
        ("เดิม", 1, "right"),
        ("แก้ไขเป็น", 1, "right"),
    )
    return Listing(heads, tuple(rows)) if rows else None


def stays_listed(lines: Sequence[StayLine]) -> Listing:
    """Whose stays are counted otherwise, and what changed."""
    heads: tuple[Any, ...] = (
        ("จำนวน", 0.7, "right"),
        ("เลขทะเบียน", 1.2, "left"),
        ("ชื่อ", 2.4, "left"),
        ("สิ่งที่เปลี่ยน", 3.4, "left"),
    )
    return Listing(heads, tuple((_signed(one.count), one.regno, one.name, one.what) for one in lines))


def _drawn(listing: Listing, width: float, digits: Digits) -> Any:
    heads = [kit.Column(title, share=share, align=side) for title, share, side in listing.heads]
    rows = [
        kit.Row([digits(cell) for cell in cells], "section" if len(cells) == 1 else "plain")
        for cells in listing.rows
    ]
    return kit.table(heads, rows, width=width, points=_POINTS)


def _signed(count: int) -> str:
    return f"+{count}" if count > 0 else str(count).replace("-", "−")


def _value(value: int | str | None) -> str:
    if isinstance(value, str):
        return value.replace("-", "−")
    return kit.number_text(value).replace("-", "−")
