"""Every figure of a statement as a screen opens it: where it stands in its table, and who is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.heads import PRINTED, shown_columns, shown_rows
from panpun_desktop.reports.monthly.texts import cell_text, signed
from panpun_desktop.rules.behind import Place
from panpun_desktop.rules.counted import Check, Column, Table, TableRow, Value
from panpun_desktop.rules.training_counts import JOINED, OPENING


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
    reckoned: str = ""
    """Of a share or a mean: คืนเตียงที่ใช้ 1,338 ÷ คืนเตียงที่มี 1,860 × 100 = 71.94."""

    @property
    def label(self) -> str:
        """Row and column as one name."""
        return f"{self.row} · {self.column}"


def every_figure(report: MonthlyReport) -> tuple[ShownFigure, ...]:
    """Every figure that the paper prints, in its order."""
    there = {table.id: table for table in report.tables}
    printed = [one.id for one in PRINTED if report.printed is None or one.id in report.printed]
    return tuple(one for id in printed if id in there for one in _of_table(report, there[id]))


_LOOKED_AT: dict[str, tuple[tuple[str, ...], ...]] = {
    "balance": (("movement",),),
    "totals": (("movement",), ("outcome",), ("intake_channel",)),
    "conversions": (("service_type", "total", "converted_in"), ("service_type", "total", "converted_out")),
    "carried_over": (("movement", "opening"), ("movement", "adjusted")),
    "board": (("movement", "closing"),),
    "nights": (("beds", "total", "person_nights"),),
    "training_balance": (("training",),),
}
"""Check -> the figures that it looks at: a table, a row of it, or one cell."""


def looked_at(report: MonthlyReport, check: Check) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Whom a check is about: those it stumbled over, else everybody in the figures it adds up.

    Ids of stays, and of people in tables of people.
    """
    if check.stay_ids:
        return check.stay_ids, ()
    begins = _LOOKED_AT.get(check.id, ())
    stays, people = (
        {id for place, ids in found.items() if any(place[: len(one)] == one for one in begins) for id in ids}
        for found in (report.behind, report.people_behind)
    )
    return tuple(sorted(stays)), tuple(sorted(people))


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
        _people(report, place),
        _reckoned(report, table, row, column),
    )


_MEAN = ("training", "attendance_percent")
"""The one mean of people; months closed by an older program did not keep whom it was made of."""


def _people(report: MonthlyReport, place: Place) -> tuple[int, ...]:
    """The people behind a figure; of a mean that kept none, everybody who was in training in the period."""
    kept = tuple(report.people_behind.get(place, ()))
    if kept or (place[0], place[2]) != _MEAN or not report.table(place[0]).row(place[1]).get(place[2]):
        return kept
    found = (report.people_behind.get((place[0], place[1], column), ()) for column in (OPENING, JOINED))
    return tuple(dict.fromkeys(id for ids in found for id in ids))


def _mean_of(report: MonthlyReport, row: TableRow, column: Column) -> str:
    """By how many the attendance was divided, or who they were among where that was not kept."""
    opening, joined = row.values.get(OPENING), row.values.get(JOINED)
    if not isinstance(opening, int) or not isinstance(joined, int):
        return ""
    kept, result = report.people_behind.get(("training", row.key, column.key), ()), row.values.get(column.key)
    if kept:
        return f"ผลรวมร้อยละเข้าเรียนรายคน ÷ ผู้มีวันเรียนในงวด {len(kept):,} คน = {cell_text(result)}"
    if report.is_external:
        return ""  # names are left out of it, kept or not
    there = f"ผู้อยู่ในรุ่น {opening + joined:,} คน (ยกมา {opening:,} + เข้าใหม่ {joined:,})"
    return (
        f"ผลรวมร้อยละเข้าเรียนรายคน ÷ จำนวนผู้มีวันเรียนในงวด จาก{there} = {cell_text(result)}"
        " · งวดนี้ปิดก่อนที่โปรแกรมจะเก็บรายชื่อผู้มีวันเรียน จึงแสดงผู้อยู่ในรุ่นทั้งหมด"
    )


_SHARES = {
    ("beds", "occupancy_percent"): ("bed_nights", "available_nights"),
    ("comparison", "change_percent"): ("change", "last_month"),
}
"""Table and column -> the columns of the row that are divided."""


def _reckoned(report: MonthlyReport, table: Table, row: TableRow, column: Column) -> str:
    """The two numbers that a share or a mean is made of; empty where one is not there or hidden."""
    titles = {one.key: one.title for one in table.columns}
    if not row.values.get(column.key):
        return ""
    if (table.id, column.key) == _MEAN:
        return _mean_of(report, row, column)
    if (table.id, column.key) in _SHARES:
        of, by = _SHARES[table.id, column.key]
        return _divided((titles[of], row.values.get(of)), (titles[by], row.values.get(by)), row, column)
    if (table.id, column.key) == ("intake_channel", "percent"):
        whole = table.row("total").get("count")
        return _divided((titles["count"], row.values.get("count")), ("รวม", whole), row, column)
    if (table.id, column.key) == ("beds", "average_nights"):
        stays = len(report.behind.get((table.id, row.key, column.key), ()))
        nights = (titles["person_nights"], row.values.get("person_nights"))
        return _divided(nights, ("ครั้งที่พักซึ่งอยู่ในงวด", stays), row, column, times="")
    return ""


def _divided(
    of: tuple[str, Value], by: tuple[str, Value], row: TableRow, column: Column, times: str = " × 100"
) -> str:
    if not isinstance(of[1], int) or not isinstance(by[1], int) or not by[1]:
        return ""
    result = cell_text(row.values.get(column.key))
    return f"{of[0]} {cell_text(of[1])} ÷ {by[0]} {cell_text(by[1])}{times} = {result}"
