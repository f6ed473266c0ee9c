"""The lists of a closed month as sheets: whom the adjustments count, and what an amended edition changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from panpun_desktop.reports.kit import sheets
from panpun_desktop.reports.kit.sheets import Cell, Column, Formula, Row, Sheet
from panpun_desktop.reports.monthly import closing_parts
from panpun_desktop.reports.monthly.closing_data import StayLine
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.texts import adjusted_words
from panpun_desktop.rules.closed_month import Difference
from panpun_desktop.rules.counted import Value


def list_sheets(report: MonthlyReport) -> Iterator[Sheet]:
    """The sheets behind the tables, as at the end of the paper; none where nothing changed."""
    if report.adjusted:
        yield _stays(report, closing_parts.ADJUSTED, report.adjusted, adjusted_words(report))
    closing = report.closing
    if closing is None or not closing_parts.has_differences(report):
        return
    if closing.changed:
        yield _stays(report, closing_parts.CHANGED, closing.changed, closing_parts.differences_title(closing))
    if closing.differences:
        yield _figures(report, closing.differences)


def _stays(report: MonthlyReport, name: str, lines: Sequence[StayLine], note: str) -> Sheet:
    titles = ("เลขทะเบียน", "ชื่อ", "สิ่งที่เปลี่ยน", "คงเหลือเดิม", "คงเหลือใหม่")
    columns = [*map(Column, titles), Column("ผลต่าง", is_signed=True)]
    rows = [Row(str(one.stay_id), _stay_cells(one)) for one in lines]
    return Sheet(name, name, columns, rows, notes=[note], subtitle=report.title, is_landscape=True)


def _stay_cells(one: StayLine) -> list[Cell]:
    now = None if one.was is None else one.was + one.count
    return [one.regno, one.name, one.what, one.was, now, one.count]


def _figures(report: MonthlyReport, found: Sequence[Difference]) -> Sheet:
    titles = ("ตาราง", "รายการ", "ช่อง")
    columns = [*map(Column, titles), Column("เดิม", "before"), Column("แก้ไขเป็น", "now")]
    columns.append(Column("ผลต่าง", "by", is_signed=True))
    rows = [Row(str(number), _figure_cells(str(number), one)) for number, one in enumerate(found)]
    return Sheet(
        "ตัวเลขที่เปลี่ยน",
        closing_parts.figures_title(report.closing) if report.closing else "",
        columns,
        rows,
        subtitle=report.title,
        is_landscape=True,
        has_filter=True,
    )


def _figure_cells(key: str, one: Difference) -> list[Cell]:
    before, now = _cell(one.before), _cell(one.now)
    by: Cell = None
    if isinstance(before, int) and isinstance(now, int):
        by = Formula(f"[{key}|now]-[{key}|before]", now - before)
    elif isinstance(before, Decimal) and isinstance(now, Decimal):
        by = now - before
    return [one.table_title, one.row_label, one.column_title, before, now, by]


def _cell(value: Value) -> Cell:
    return sheets.decimal_of(value) if isinstance(value, str) else value
