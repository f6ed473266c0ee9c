"""Every list as a workbook: one sheet a table, real days and numbers, totals as formulas."""

from __future__ import annotations

from collections.abc import Iterator

from panpun_desktop.reports.kit import sheets
from panpun_desktop.reports.lists.data import ListPaper, ListTable, Value, title
from panpun_desktop.reports.report import Finish

_LANDSCAPE_FROM = 7


def xlsx(paper: ListPaper, _finish: Finish) -> bytes:
    """The workbook; the same values give the same bytes."""
    made = [_sheet(paper, one) for one in paper.tables]
    return sheets.workbook(made, title=title(paper), author=paper.centre)


def _sheet(paper: ListPaper, table: ListTable) -> sheets.Sheet:
    name = table.title or paper.title
    heading = f"{paper.title}: {table.title}" if table.title else paper.title
    notes = [one for one in (table.counted, *paper.remarks) if one]
    return sheets.Sheet(
        name,
        heading,
        [sheets.Column(one.title, one.key) for one in table.columns],
        list(_rows(table)),
        notes=notes if table.rows else [table.empty, *notes],
        subtitle=f"{paper.centre} · {paper.days}",
        is_landscape=len(table.columns) >= _LANDSCAPE_FROM,
        has_filter=any(row.person_id is not None for row in table.rows) and table.totals() is None,
    )


def _rows(table: ListTable) -> Iterator[sheets.Row]:
    for number, row in enumerate(table.rows, start=1):
        yield sheets.Row(str(number), [_cell(one) for one in row.values])
    totals = table.totals()
    if totals is not None and table.rows:
        yield sheets.Row("total", [*_total_cells(table, totals)], "total")


def _total_cells(table: ListTable, totals: tuple[Value, ...]) -> Iterator[sheets.Cell]:
    for place, (column, value) in enumerate(zip(table.columns, totals, strict=True)):
        if column.is_summed and isinstance(value, int):
            yield sheets.SumAbove(value)
        elif value is None:
            yield "รวม" if place == 0 else ""
        else:
            yield _cell(value)


def _cell(value: Value) -> sheets.Cell:
    return "" if value is None else value
