"""The report as a workbook: a sheet a table, totals and balances as formulas wherever they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from panpun_desktop.reports.kit import sheets
from panpun_desktop.reports.kit.sheets import Cell, Formula, Row, Sheet, SumAbove
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.heads import (
    PrintedTable,
    shown_columns,
    shown_rows,
    tables_printed,
)
from panpun_desktop.reports.monthly.texts import foot, table_notes
from panpun_desktop.reports.monthly.workbook_lists import list_sheets
from panpun_desktop.rules.counted import Column, Table, TableRow, share

_SEXES = ("male", "female", "unknown")
_PLUS, _MINUS = ("opening", "adjusted", "admitted", "converted_in"), ("discharged", "converted_out")
_WIDE = 6
"""Columns from which on a sheet lies."""


def xlsx(report: MonthlyReport) -> bytes:
    """The workbook of the tables chosen, with days and lists; for outside without them (R-REP-9)."""
    found = [_sheet(report, printed, number) for number, printed in enumerate(tables_printed(report), 1)]
    if report.days and not report.is_external:
        found.append(_days(report))
    found += list_sheets(report)
    return sheets.workbook(found, title=report.title, author=report.centre, footer=foot(report))


def _sheet(report: MonthlyReport, printed: PrintedTable, number: int) -> Sheet:
    table = report.table(printed.id)
    columns, rows = shown_columns(table), shown_rows(table)
    reasons = report.override_reasons if table.id == "overrides" else None
    return Sheet(
        name=f"{number} {table.title}",
        title=f"{number}. {table.title} (หน่วย: {printed.unit})",
        subtitle=" · ".join(filter(None, (report.title, report.remark))),
        columns=_heads(table, columns, printed.grouped, has_reasons=reasons is not None),
        rows=[Row(row.key, _cells(table, row, columns, reasons), _kind(row, printed)) for row in rows],
        notes=table_notes(report, table.id),
        is_landscape=len(columns) >= _WIDE,
    )


def _kind(row: TableRow, printed: PrintedTable) -> sheets.Kind:
    return "total" if row.key in printed.totals else "plain"


def _heads(
    table: Table, columns: Sequence[Column], is_grouped: bool, *, has_reasons: bool
) -> list[sheets.Column]:
    heads = [sheets.Column(table.head, "label")]
    for column in columns:
        group, _, letter = column.title.rpartition(" ") if is_grouped else ("", "", column.title)
        heads.append(sheets.Column(letter, column.key, group, is_signed=column.key == "change"))
    return [*heads, sheets.Column("เหตุผล", "reasons")] if has_reasons else heads


def _cells(
    table: Table, row: TableRow, columns: Sequence[Column], reasons: Mapping[str, str] | None
) -> list[Cell]:
    shown = {one.key for one in columns}
    cells: list[Cell] = [row.label]
    cells += [_cell(table, row, one.key, shown) for one in columns]
    return cells if reasons is None else [*cells, reasons.get(row.key, "")]


def _cell(table: Table, row: TableRow, column: str, shown: set[str]) -> Cell:
    value = row.values.get(column)
    if isinstance(value, str):
        return _share(table, row, column, value)
    if value is None:
        return None
    terms = _terms(table, row, column, shown)
    are_numbers = all(isinstance(table.row(key)[name], int) for _sign, (key, name) in terms)
    if terms and are_numbers and sum(sign * table.number_at(*place) for sign, place in terms) == value:
        return Formula("".join(_term(sign, place) for sign, place in terms).removeprefix("+"), value)
    return SumAbove(value) if row.key == "total" else value


_Term = tuple[int, tuple[str, str]]


def _term(sign: int, place: tuple[str, str]) -> str:
    return f"{'+' if sign > 0 else '-'}[{place[0]}|{place[1]}]"


def _terms(table: Table, row: TableRow, column: str, shown: set[str]) -> list[_Term]:
    """The cells of the table that a figure is reckoned from, with their signs; none for what is counted."""
    if table.id == "movement" and row.key == "closing":
        moves = {one.key for one in shown_rows(table)}
        plus = [(1, (move, column)) for move in _PLUS if move in moves]
        return [*plus, (-1, ("discharged", column))]
    if table.id in ("movement", "outcome") and column == "total":
        return [(1, (row.key, sex)) for sex in _SEXES if sex in shown]
    if table.id == "age_band":
        return _age_terms(row.key, column, shown)
    if table.id == "service_type" and column == "closing":
        return _flow(row.key, "", shown)
    return _further_terms(table.id, row.key, column, shown)


def _age_terms(row: str, column: str, shown: set[str]) -> list[_Term]:
    if column == "total":
        return [(1, (row, f"closing_{sex}")) for sex in _SEXES if f"closing_{sex}" in shown]
    if column.startswith("closing_"):
        return _flow(row, column.removeprefix("closing"), shown)
    return []


def _flow(row: str, ending: str, shown: set[str]) -> list[_Term]:
    signed = [*((1, move) for move in _PLUS), *((-1, move) for move in _MINUS)]
    return [(sign, (row, move + ending)) for sign, move in signed if move + ending in shown]


def _further_terms(id: str, row: str, column: str, shown: set[str]) -> list[_Term]:
    if id == "comparison" and column == "change":
        return [(1, (row, "this_month")), (-1, (row, "last_month"))]
    if id == "ministry_line" and column == "cumulative":
        return [(1, (row, "opening")), (1, (row, "admitted"))]
    if id == "ministry_line" and column == "closing":
        return [(1, (row, "opening")), (1, (row, "admitted")), (-1, (row, "discharged"))]
    return []


_SHARES = {
    ("intake_channel", "percent"): ("count", "total", "count"),
    ("beds", "occupancy_percent"): ("bed_nights", "", "available_nights"),
    ("comparison", "change_percent"): ("change", "", "last_month"),
}
"""The column of the part, row ("" for the same) and column of the whole."""


def _share(table: Table, row: TableRow, column: str, value: str) -> Cell:
    """A share as a formula where part and whole stand beside it, else as the number it is."""
    number = sheets.decimal_of(value)
    if (table.id, column) not in _SHARES or isinstance(number, str):
        return number
    part, whole_row, whole = _SHARES[table.id, column]
    places = ((row.key, part), (whole_row or row.key, whole))
    figures = [table.row(key)[name] for key, name in places]
    if not all(isinstance(one, int) for one in figures) or share(*figures) != value:  # type: ignore[arg-type]
        return number
    part_at, whole_at = (f"[{key}|{name}]" for key, name in places)
    return Formula(f"ROUND({part_at}/{whole_at}*100,2)", number)


def _days(report: MonthlyReport) -> Sheet:
    """Every day with its residents, beds and movements: what the charts are drawn from."""
    titles = ("ผู้พักเวลา 24.00 น.", "เตียงที่ใช้", "เตียงที่มี", "รับเข้า", "จำหน่าย")
    rows = [
        Row(
            one.day.isoformat(),
            (one.day, one.residents, one.beds_used, one.beds_available, one.admitted, one.discharged),
        )
        for one in report.days
    ]
    moved = [sum(one.admitted for one in report.days), sum(one.discharged for one in report.days)]
    total = Row("total", ("รวม", None, None, None, *(SumAbove(one) for one in moved)), "total")
    return Sheet(
        name="รายวัน",
        title="ผู้พัก เตียง และความเคลื่อนไหวรายวัน",
        subtitle=report.title,
        columns=[sheets.Column(title) for title in ("วันที่", *titles)],
        rows=[*rows, total],
    )
