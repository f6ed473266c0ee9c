"""The report on paper: finished values to flowables, the Thai heads of domain.md §5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly import charts, closing_parts
from panpun_desktop.reports.monthly.data import REASONS, MonthlyReport
from panpun_desktop.reports.monthly.heads import PrintedTable, shown_columns, shown_rows, tables_printed
from panpun_desktop.reports.monthly.texts import cell_text, foot, introduction, remarks, signed, table_notes
from panpun_desktop.reports.report import Finish
from panpun_desktop.rules.behind import Place
from panpun_desktop.rules.counted import Column, Table, TableRow

_TABLE_POINTS = 13
_NARRATIVE_LINES = (3, 2, 1)
"""Lines to write on; fewer where the signatures then stay on the page."""
_CHARTS = {"movement": charts.movements, "beds": charts.occupancy}
"""What is drawn under a table."""
_REASONS = {"overrides": (REASONS,)}
"""Columns that only the paper has (domain.md §5, table 13)."""


def pdf(report: MonthlyReport, finish: Finish) -> bytes:
    """Draw the report; the same values give the same bytes."""
    page = kit.report_page(report.title, report.centre, footer=_digits(finish)(foot(report)))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(_Paper(report, finish, page.text_width).flowables(), page)


def _digits(finish: Finish) -> Callable[[str], str]:
    return paper_digits if finish.thai_digits else str


class _Paper:
    """Makes the parts of one statement in their order."""

    def __init__(self, report: MonthlyReport, finish: Finish, width: float) -> None:
        self.report = report
        self.width = width
        self.digits = _digits(finish)
        self.thai_digits = finish.thai_digits
        self.places = finish.figures
        self.number = 0

    def flowables(self) -> list[Any]:
        """Head, tables, narrative, signatures."""
        return [
            *self._head(),
            *self._introduction(),
            *(part for printed in tables_printed(self.report) for part in self._section(printed)),
            *closing_parts.adjustments(self.report, self.width, self.digits),
            kit.fitting(*(self._ending(lines) for lines in _NARRATIVE_LINES)),
            *closing_parts.differences(self.report, self.width, self.digits),
        ]

    def _head(self) -> list[Any]:
        title, _, year = self.report.title.partition(" (")
        head = [kit.Bookmark(self.digits(title)), kit.para(self.report.centre, "title")]
        head.append(kit.para(self.digits(title), "title"))
        head.append(kit.para(self.digits(f"({year}"), "centre"))
        lines = [*closing_parts.edition_line(self.report), *remarks(self.report)]
        return head + [kit.para(self.digits(line), "centre") for line in lines]

    def _introduction(self) -> list[Any]:
        text = introduction(self.report)
        return [kit.gap(0.2), kit.para(self.digits(text), "body"), kit.gap(0.1)] if text else []

    def _section(self, printed: PrintedTable) -> list[Any]:
        self.number += 1
        table = self.report.table(printed.id)
        caption = self.digits(f"{self.number}. {table.title} (หน่วย: {printed.unit})")
        parts = [kit.para(caption, "subheading"), self._table(table, printed)]
        parts += [kit.para(self.digits(note), "note") for note in table_notes(self.report, printed.id)]
        if printed.id in _CHARTS and self.report.days:
            parts += _CHARTS[printed.id](self.report, self.digits, self.thai_digits)
        return [kit.keep([kit.Bookmark(caption, 1), *parts])]

    def _table(self, table: Table, printed: PrintedTable) -> Any:
        columns = [*shown_columns(table), *_REASONS.get(table.id, ())]
        heads = [kit.Column(table.head, share=printed.label_share)]
        heads += [self._head_of(column, printed) for column in columns]
        rows = [self._row(row, printed, columns) for row in shown_rows(table)]
        return kit.table(heads, rows, width=self.width, points=_TABLE_POINTS)

    def _head_of(self, column: Column, printed: PrintedTable) -> kit.Column:
        group, _, letter = column.title.rpartition(" ") if printed.grouped else ("", "", column.title)
        align: Any = "left" if column.key == "reasons" else "right"
        return kit.Column(letter, share=printed.shares.get(column.key, 1.0), align=align, group=group)

    def _row(self, row: TableRow, printed: PrintedTable, columns: Sequence[Column]) -> kit.Row:
        cells = [self._figure((printed.id, row.key, one.key), self._cell(row, one.key)) for one in columns]
        return kit.Row([self.digits(row.label), *cells], "total" if row.key in printed.totals else "plain")

    def _figure(self, place: Place, text: str) -> str:
        return kit.Figure(self.digits(text), place, self.places)

    def _cell(self, row: TableRow, key: str) -> str:
        if key == "reasons":
            return self.report.override_reasons.get(row.key, "")
        if key == "change":
            return signed(row.values.get(key))
        return cell_text(row.values.get(key))

    def _ending(self, lines: int) -> list[list[Any]]:
        """The narrative, the last part of it with the signatures, which never stand alone on a page."""
        told, plan = self.report.narrative, f"แผน{self.report.span.word}ถัดไป"
        parts = (("ปัญหาอุปสรรค", told.problems), ("ข้อเสนอแนะ", told.proposals), (plan, told.plan))
        ending = [[kit.Bookmark(title, 1), *self._told(title, text, lines)] for title, text in parts]
        ending[-1] += [self._signatures(), *closing_parts.audit_line(self.report, self.digits)]
        return ending

    def _told(self, title: str, text: str, lines: int) -> list[Any]:
        head = kit.para(title, "subheading")
        if not text.strip():
            return [head, *kit.blank_lines(lines)]
        return [head, *(kit.para(self.digits(line), "body") for line in text.splitlines() if line.strip())]

    def _signatures(self) -> Any:
        signers = (
            kit.Signer(one.role, one.name, self.digits(one.position)) for one in self.report.signatories
        )
        return kit.SignatureBlock(*signers)
