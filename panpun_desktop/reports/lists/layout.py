"""Every list on paper: head, what it answers, tables with repeating heads, totals, page n of N."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListRow, ListTable, Value, title
from panpun_desktop.reports.report import Finish

_POINTS = 13
_LANDSCAPE_FROM = 9
"""A table with so many columns lies across,"""
_LEAST_TEXT = 2.2
"""or one whose columns of text would have less than this, in cm: long words would be broken inside."""
_UPRIGHT = 16.0
"""What an upright page has between its margins, in cm."""
_NUMBER_WIDTH = 1.1
_WIDTHS = {"day": 2.45, "number": 1.7, "decimal": 2.0}
_ALIGNED: dict[str, Any] = {"number": "right", "decimal": "right"}


def pdf(paper: ListPaper, finish: Finish) -> bytes:
    """Draw the list; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    is_wide = any(_lies_across(one) for one in paper.tables)
    foot = digits(title(paper))
    page = kit.report_page(title(paper), paper.centre, is_landscape=is_wide, footer=foot)
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(list(_Paper(paper, page.text_width, digits).flowables()), page)


def _lies_across(table: ListTable) -> bool:
    widths = [_column(one).width for one in table.columns if one.key != table.grouped_by]
    texts = widths.count(0.0)
    is_narrow = _UPRIGHT - _NUMBER_WIDTH - sum(widths) < texts * _LEAST_TEXT
    return len(table.columns) >= _LANDSCAPE_FROM or (texts > 0 and is_narrow)


class _Paper:
    """Makes the parts of one list in their order."""

    def __init__(self, paper: ListPaper, width: float, digits: Callable[[str], str]) -> None:
        self.paper, self.width, self.digits = paper, width, digits

    def flowables(self) -> Iterator[Any]:
        """Head, tables, remarks."""
        yield kit.para(self.paper.centre, "title")
        yield kit.para(self.paper.title, "title")
        yield kit.para(self.digits(self.paper.days), "centre")
        yield kit.gap(0.2)
        for table in self.paper.tables:
            yield from self._table(table)
        for remark in self.paper.remarks:
            yield kit.para(self.digits(remark), "left")

    def _table(self, table: ListTable) -> Iterator[Any]:
        head = [kit.para(self.digits(table.title), "strong"), kit.gap(0.1)] if table.title else []
        if not table.rows:
            yield kit.keep([*head, kit.para(table.empty, "left"), kit.gap(0.2)])
            return
        yield kit.need(3)
        yield from head
        shown = [(at, one) for at, one in enumerate(table.columns) if one.key != table.grouped_by]
        is_numbered = any(row.person_id is not None for row in table.rows) or table.grouped_by != ""
        columns = [kit.Column("ที่", width=_NUMBER_WIDTH, align="right")] if is_numbered else []
        columns += [_column(one) for _at, one in shown]
        rows = list(self._rows(table, shown, is_numbered=is_numbered))
        yield kit.table(columns, rows, width=self.width, points=_POINTS)
        if table.counted:
            yield kit.para(self.digits(table.counted), "left")
        yield kit.gap(0.3)

    def _rows(
        self, table: ListTable, shown: list[tuple[int, ListColumn]], *, is_numbered: bool
    ) -> Iterator[kit.Row]:
        number = 0
        for group, rows in groupby(table.rows, key=lambda row: _group(table, row)):
            if table.grouped_by:
                yield kit.Row([self.digits(group)], "section")
            for row in rows:
                number += 1
                cells = [self._cell(one, row.values[at]) for at, one in shown]
                yield kit.Row([self.digits(str(number)), *cells] if is_numbered else cells)
        totals = table.totals()
        if totals is not None:
            cells = [self._cell(one, totals[at], "") for at, one in shown]
            lead = [""] if is_numbered else []
            yield kit.Row(_with_word([*lead, *cells], at=len(lead)), "total")

    def _cell(self, column: ListColumn, value: Value, nothing: str = kit.NO_VALUE) -> str:
        if value is None or value == "":
            return "" if column.kind in {"text", "name"} else nothing
        if isinstance(value, date):
            return self.digits(format_date(value, "short"))
        if isinstance(value, int | Decimal):
            return self.digits(kit.number_text(value))
        text = self.digits(value)
        return kit.name(text) if column.kind == "name" else text


def _column(column: ListColumn) -> kit.Column:
    width = column.width or _WIDTHS.get(column.kind, 0.0)
    return kit.Column(column.title, width=width, share=column.share, align=_ALIGNED.get(column.kind, "left"))


def _group(table: ListTable, row: ListRow) -> str:
    if not table.grouped_by:
        return ""
    at = [one.key for one in table.columns].index(table.grouped_by)
    return str(row.values[at] or "")


def _with_word(cells: list[str], at: int) -> list[str]:
    """รวม in the first cell that has room for it."""
    if not cells[at]:
        cells[at] = "รวม"
    return cells
