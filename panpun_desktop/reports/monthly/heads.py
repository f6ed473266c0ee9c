"""How the statement's tables are printed: their order, units, widths, and what is left out when empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.rules.counted import Column, Table, TableRow


@dataclass(frozen=True)
class PrintedTable:
    """One table on paper; the words come with the table, domain.md §5.

    ``unit`` says what is counted (R-REP-7), ``totals`` are the rows that stand out, ``shares`` the widths
    of columns that are not 1, ``label_share`` that of the labels.
    """

    id: str
    unit: str
    totals: frozenset[str] = frozenset({"total"})
    label_share: float = 2.4
    shares: dict[str, float] = field(default_factory=dict)
    grouped: bool = False
    """Columns named "ยกมา ช" stand under ยกมา."""


_HIDDEN = frozenset({"accompanying"})  # told in a note under the table
_WHERE_ANY = frozenset({"upgraded"})
_OPTIONAL_ROWS = frozenset({"adjusted", "unassigned", "unknown"})


def shown_columns(table: Table) -> Sequence[Column]:
    """The columns to print: ไม่ระบุ and ปรับปรุง only where not all zero (domain.md §5, table 2)."""
    shown = [one for one in table.columns if one.key not in _HIDDEN]
    return [one for one in shown if not (_is_optional(one.key) and _is_empty(table, one.key))]


def shown_rows(table: Table) -> Sequence[TableRow]:
    """The rows to print: ปรับปรุงหลังปิดงวด, ไม่ระบุเตียง and ไม่ทราบ only where something stands in them."""
    return [row for row in table.rows if row.key not in _OPTIONAL_ROWS or any(row.values.values())]


def _is_optional(key: str) -> bool:
    return "unknown" in key or "adjusted" in key or key in _WHERE_ANY


def _is_empty(table: Table, key: str) -> bool:
    return not any(row.values.get(key) for row in table.rows)


PRINTED: tuple[PrintedTable, ...] = (
    PrintedTable("movement", "ครั้ง", totals=frozenset({"closing"})),
    PrintedTable("age_band", "ครั้ง", label_share=1.9, shares={"total": 1.2}, grouped=True),
    PrintedTable("service_type", "ครั้ง", label_share=3.4),
    PrintedTable("intake_channel", "ครั้ง"),
    PrintedTable("outcome", "ครั้ง", label_share=3.4),
    PrintedTable(
        "beds",
        "คืน",
        label_share=1.9,
        shares={"beds": 0.7, "occupancy_percent": 1.2, "average_nights": 1.1},
    ),
    PrintedTable("training", "คน", label_share=2.7, shares={"suspended": 1.2, "attendance_percent": 1.3}),
    PrintedTable("nfe", "คน", label_share=2),
    PrintedTable("overrides", "ครั้ง", shares={"count": 0.6, "reasons": 2.4}),
    PrintedTable("ministry_line", "ครั้ง", label_share=3),
    PrintedTable("comparison", "ครั้ง คน และคืน", shares={"fiscal_year_to_date": 1.4}),
)
"""Every table of the statement in print order."""


def tables_printed(report: MonthlyReport) -> list[PrintedTable]:
    """The tables of a report that go on paper, in print order."""
    there = {table.id for table in report.tables}
    return [
        one for one in PRINTED if one.id in there and (report.printed is None or one.id in report.printed)
    ]
