"""The report on paper: finished values to flowables, the Thai heads of domain.md §5."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import to_thai_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.heads import PRINTED, PrintedTable, shown_columns, shown_rows
from panpun_desktop.reports.registry import Finish
from panpun_desktop.rules.counted import Column, Table, TableRow, Value

_TABLE_POINTS = 13
_NARRATIVE_LINES = 3
_REASONS = {"overrides": (Column("reasons", "เหตุผล"),)}
"""Columns that only the paper has (domain.md §5, table 13)."""


def pdf(report: MonthlyReport, finish: Finish) -> bytes:
    """Draw the report; the same values give the same bytes."""
    page = kit.report_page(report.title, report.centre, footer=_foot(report, finish))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(_Paper(report, finish, page.text_width).flowables(), page)


def _foot(report: MonthlyReport, finish: Finish) -> str:
    return _digits(finish)(f"{report.centre} · {report.month.name}")


def _digits(finish: Finish) -> Callable[[str], str]:
    return to_thai_digits if finish.thai_digits else str


class _Paper:
    """Makes the parts of one statement in their order."""

    def __init__(self, report: MonthlyReport, finish: Finish, width: float) -> None:
        self.report = report
        self.width = width
        self.digits = _digits(finish)
        self.thai_digits = finish.thai_digits
        self.number = 0

    def flowables(self) -> list[Any]:
        """Head, tables, narrative, signatures."""
        return [
            *self._head(),
            *self._introduction(),
            *(part for printed in self._chosen() for part in self._section(printed)),
            *self._narrative(),
            self._signatures(),
        ]

    def _chosen(self) -> list[PrintedTable]:
        chosen = self.report.printed
        there = {table.id for table in self.report.tables}
        return [one for one in PRINTED if one.id in there and (chosen is None or one.id in chosen)]

    def _head(self) -> list[Any]:
        title, _, year = self.report.title.partition(" (")
        head = [kit.para(self.report.centre, "title"), kit.para(self.digits(title), "title")]
        head.append(kit.para(self.digits(f"({year}"), "centre"))
        if self.report.is_running:
            until = format_date(self.report.counted_until)
            head.append(kit.para(self.digits(f"ยังไม่สิ้นเดือน ข้อมูลถึงวันที่ {until}"), "centre"))
        return head

    def _introduction(self) -> list[Any]:
        return [kit.gap(0.2), kit.para(self.digits(introduction(self.report)), "body"), kit.gap(0.1)]

    def _section(self, printed: PrintedTable) -> list[Any]:
        self.number += 1
        table = self.report.table(printed.id)
        caption = self.digits(f"{self.number}. {table.title} (หน่วย: {printed.unit})")
        parts = [kit.para(caption, "subheading"), self._table(table, printed)]
        parts += [kit.para(self.digits(note), "note") for note in self._notes(printed.id)]
        if printed.id == "beds":
            parts += self._chart()
        return [kit.keep(parts)]

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
        cells = [self.digits(self._cell(row, one.key)) for one in columns]
        return kit.Row([self.digits(row.label), *cells], "total" if row.key in printed.totals else "plain")

    def _cell(self, row: TableRow, key: str) -> str:
        if key == "reasons":
            return self.report.override_reasons.get(row.key, "")
        if key == "change":
            return signed(row.values.get(key))
        return cell_text(row.values.get(key))

    def _notes(self, id: str) -> list[str]:
        notes = {"age_band": self._age_note, "service_type": self._family_note}
        return notes[id]() if id in notes else []

    def _age_note(self) -> list[str]:
        count = self.report.estimated_ages
        text = f"ช่วงอายุนับ ณ วันรับเข้าของแต่ละครั้ง ในจำนวนนี้เป็นอายุประมาณ {count} ครั้ง"
        return [text] if count else ["ช่วงอายุนับ ณ วันรับเข้าของแต่ละครั้ง"]

    def _family_note(self) -> list[str]:
        count = self.report.table("service_type").number_at("total", "accompanying")
        return [f"ในจำนวนคงเหลือนี้ติดตามครอบครัว {count:,} คน"] if count else []

    def _chart(self) -> list[Any]:
        nights = self.report.people_each_night
        labels = [self.digits(str(day + 1)) for day in range(len(nights))]
        return [
            kit.para(self.digits("จำนวนผู้พักเวลา 24.00 น. ของแต่ละวัน (คน)"), "note"),
            kit.bars(labels, [kit.Series("ผู้พัก", nights)], height=3.6, thai_digits=self.thai_digits),
        ]

    def _narrative(self) -> list[Any]:
        told = self.report.narrative
        parts = (("ปัญหาอุปสรรค", told.problems), ("ข้อเสนอแนะ", told.proposals), ("แผนเดือนถัดไป", told.plan))
        return [kit.keep(self._told(title, text)) for title, text in parts]

    def _told(self, title: str, text: str) -> list[Any]:
        head = kit.para(title, "subheading")
        if not text.strip():
            return [head, *kit.blank_lines(_NARRATIVE_LINES)]
        return [head, *(kit.para(self.digits(line), "body") for line in text.splitlines() if line.strip())]

    def _signatures(self) -> Any:
        signers = (
            kit.Signer(one.role, one.name, self.digits(one.position)) for one in self.report.signatories
        )
        return kit.keep([kit.SignatureBlock(*signers)])


def introduction(report: MonthlyReport) -> str:
    """The month in one paragraph: movement, beds, change from the month before."""
    moves = report.table("movement")
    flow = {row.key: moves.number_at(row.key, "total") for row in moves.rows}
    said = [f"ในเดือน{report.month.name} มี{report.client_word}ยกมา {_counted(flow['opening'], 'คน')}"]
    if flow["adjusted"]:
        said.append(f"ปรับปรุงหลังปิดงวด {signed(flow['adjusted'])} คน")
    said.append(f"รับเข้า {_counted(flow['admitted'], 'ครั้ง')}")
    said.append(f"จำหน่าย {_counted(flow['discharged'], 'ครั้ง')}")
    said.append(f"คงเหลือ{_end(report)} {_counted(flow['closing'], 'คน')}")
    occupancy = report.table("beds").row("total")["occupancy_percent"]
    if occupancy is not None:
        said.append(f"อัตราการครองเตียงเฉลี่ยร้อยละ{kit.NBSP}{occupancy}")
    return " ".join(said) + _change(report)


def _counted(number: int, unit: str) -> str:
    """A number and its unit, kept on one line."""
    return f"{number:,}{kit.NBSP}{unit}"


def _end(report: MonthlyReport) -> str:
    """ณ วันสิ้นเดือน, or the day counted until while the month runs."""
    if not report.is_running:
        return " " + kit.nobr("ณ วันสิ้นเดือน")
    return f" ณ{kit.NBSP}วันที่ {format_date(report.counted_until)}"


def _change(report: MonthlyReport) -> str:
    closing = report.table("comparison").row("closing")
    change, percent = closing["change"], closing["change_percent"]
    if not isinstance(change, int):
        return ""
    if not change:
        return " ยอดคงเหลือเท่ากับเดือนก่อน"
    share = "" if percent is None else f" (ร้อยละ{kit.NBSP}{str(percent).lstrip('-')})"
    direction = "เพิ่มขึ้น" if change > 0 else "ลดลง"
    return f" ยอดคงเหลือ{direction}จากเดือนก่อน {_counted(abs(change), 'คน')}{share}"


def cell_text(value: Value) -> str:
    """A value as printed: thousands commas, shares as they are, a real minus, – for no value."""
    if isinstance(value, str):
        return value.replace("-", "−")
    return kit.number_text(value).replace("-", "−")


def signed(value: Value) -> str:
    """A change with its sign: +3, −2, 0."""
    return f"+{value:,}" if isinstance(value, int) and value > 0 else cell_text(value)
