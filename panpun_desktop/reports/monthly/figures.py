"""Every figure of a statement as a screen opens it: where it stands in its table, and who is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.heads import PRINTED, shown_columns, shown_rows
from panpun_desktop.reports.monthly.texts import cell_text, signed
from panpun_desktop.rules.behind import Place
from panpun_desktop.rules.counted import Column, Table, TableRow, Value


@dataclass(frozen=True)
class ShownFigure:
    """A figure as printed, with the words of its table, row and column.

    The stays or, in tables of people, the people behind it; neither where it is made of other figures.
    """

    place: Place
    table: str
    row: str
    column: str
    text: str
    value: Value
    stay_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Row and column as one name."""
        return f"{self.row} · {self.column}"


def every_figure(report: MonthlyReport) -> tuple[ShownFigure, ...]:
    """Every figure that the paper prints, in its order."""
    there = {table.id: table for table in report.tables}
    printed = [one.id for one in PRINTED if report.printed is None or one.id in report.printed]
    return tuple(one for id in printed if id in there for one in _of_table(report, there[id]))


def _of_table(report: MonthlyReport, table: Table) -> Iterator[ShownFigure]:
    for row in shown_rows(table):
        for column in shown_columns(table):
            yield _figure(report, table, row, column)


def _figure(report: MonthlyReport, table: Table, row: TableRow, column: Column) -> ShownFigure:
    place = (table.id, row.key, column.key)
    value = row.values.get(column.key)
    return ShownFigure(
        place,
        table.title,
        row.label,
        column.title,
        signed(value) if column.key == "change" else cell_text(value),
        value,
        tuple(report.behind.get(place, ())),
        tuple(report.people_behind.get(place, ())),
    )
