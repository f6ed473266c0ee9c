"""The finished values of a list: one or more tables with typed columns, what they answer, of what days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from panpun_desktop.common.thai_date import format_date

Value: TypeAlias = str | int | Decimal | date | None
Kind = Literal["text", "name", "number", "decimal", "day"]
"""How a column is set: a name is never broken, a decimal has two places, a day is a date in a workbook."""


@dataclass(frozen=True)
class ListColumn:
    """One column; ``width`` in cm on paper, or a ``share`` of what is left."""

    key: str
    title: str
    kind: Kind = "text"
    width: float = 0.0
    share: float = 1.0
    is_summed: bool = False
    of_masked: bool = False
    """Is told of protected people too (R-SAF-1)."""


@dataclass(frozen=True)
class ListRow:
    """One line: values in the order of the columns, and whom it is about (nobody in a table of figures)."""

    values: tuple[Value, ...]
    person_id: int | None = None


@dataclass(frozen=True)
class ListTable:
    """A table of a list; ``empty`` is what stands there when nothing was found.

    ``grouped_by`` names the column whose values head groups of lines on paper: lines come in its order.
    ``total`` are values by column that are no sums (a median of all), for the last line.
    """

    id: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    counted: str = ""
    empty: str = "ไม่มีรายการ"
    grouped_by: str = ""
    total: Mapping[str, Value] | None = None

    def values(self, key: str) -> list[Value]:
        """One column."""
        at = [one.key for one in self.columns].index(key)
        return [row.values[at] for row in self.rows]

    def totals(self) -> tuple[Value, ...] | None:
        """The last line, รวม before the first figure; None where nothing is summed."""
        given = self.total
        if given is None and not any(one.is_summed for one in self.columns):
            return None
        return tuple(
            (given or {}).get(one.key, _sum(self.values(one.key)) if one.is_summed else None)
            for one in self.columns
        )


@dataclass(frozen=True)
class ListPaper:
    """A whole list of one centre; ``asked`` are its parameters as JSON has them."""

    key: str
    title: str
    centre: str
    days: str
    """Of what days, in words."""
    answers: str
    tables: tuple[ListTable, ...]
    asked: Mapping[str, Any]
    remarks: tuple[str, ...] = ()

    def table(self, id: str) -> ListTable:
        """The table of that id."""
        return next(one for one in self.tables if one.id == id)


def title(paper: ListPaper) -> str:
    """The title with its days."""
    return f"{paper.title} {paper.days}"


def to_json(paper: ListPaper) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2: decimals are texts, days are ISO."""
    return {
        "report": paper.key,
        **paper.asked,
        "tables": [_table_json(one) for one in paper.tables],
        "checks": [],
    }


def period_words(first: date, last: date) -> str:
    """ระหว่างวันที่ 1 – 31 ตุลาคม 2569, as short as the two days allow."""
    if first == last:
        return f"วันที่ {format_date(first)}"
    begin = format_date(first)
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    elif first.year == last.year:
        begin = begin.rsplit(" ", 1)[0]
    return f"ระหว่างวันที่ {begin} – {format_date(last)}"


def _table_json(table: ListTable) -> dict[str, Any]:
    totals = table.totals()
    found = [{"key": str(at), "values": _named(table, row.values)} for at, row in enumerate(table.rows, 1)]
    if totals is not None and table.rows:
        found.append({"key": "total", "values": _named(table, totals)})
    return {
        "id": table.id,
        "title": table.title,
        "columns": [{"key": one.key, "title": one.title} for one in table.columns],
        "rows": found,
    }


def _named(table: ListTable, values: Sequence[Value]) -> dict[str, Any]:
    return {column.key: _plain(value) for column, value in zip(table.columns, values, strict=True)}


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _sum(values: Iterable[Value]) -> Value:
    figures = [one for one in values if isinstance(one, int | Decimal)]
    return sum(figures) if figures else 0
