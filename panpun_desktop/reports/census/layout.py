"""The day's list of residents on paper (domain.md §4.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.census.data import TITLE, Census, title
from panpun_desktop.reports.report import Finish
from panpun_desktop.rules.counted import Table

_POINTS = 13


def pdf(census: Census, finish: Finish) -> bytes:
    """Draw the census; the same values give the same bytes."""
    foot = f"{census.centre} · {TITLE} {format_date(census.on, 'short')}"
    page = kit.report_page(
        title(census), census.centre, footer=paper_digits(foot) if finish.thai_digits else foot
    )
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(_Paper(census, finish, page.text_width).flowables(), page)


class _Paper:
    """Makes the parts of one census in their order."""

    def __init__(self, census: Census, finish: Finish, width: float) -> None:
        self.census, self.width = census, width
        self.digits: Callable[[str], str] = paper_digits if finish.thai_digits else str

    def flowables(self) -> list[Any]:
        """Head, the three tables, the list, the signature of the counter."""
        day = format_date(self.census.on)
        return [
            kit.para(self.census.centre, "title"),
            kit.para(TITLE, "title"),
            kit.para(self.digits(f"ประจำวันที่ {day} (ยอดเวลา 24.00 น.)"), "centre"),
            kit.gap(0.2),
            kit.keep([kit.para("การใช้เตียง", "subheading"), self._beds()]),
            kit.keep([kit.para("ความเคลื่อนไหวของวัน (คน)", "subheading"), self._movement()]),
            kit.keep([kit.para("ผู้พักคืนนี้ (คน)", "subheading"), self._present()]),
            *self._list(),
        ]

    def _beds(self) -> Any:
        table = self.census.table("by_building")
        return self._plain(table, [column.key for column in table.columns])

    def _movement(self) -> Any:
        table = self.census.table("movement")
        shown = [one for one in table.columns if one.key != "unknown" or _has_unknown(table)]
        heads = [kit.Column(table.head, share=1.6)]
        heads += [kit.Column(one.title, align="right") for one in shown]
        heads.append(kit.Column("ในจำนวนนี้เด็ก", align="right"))
        lines = [
            kit.Row(
                [
                    row.label,
                    *(self._number(row.values[one.key]) for one in shown),
                    self._number(self.census.children[row.key]),
                ],
                "total" if row.key == "closing" else "plain",
            )
            for row in table.rows
            if row.key in self.census.children
        ]
        return kit.table(heads, lines, width=self.width, points=_POINTS)

    def _present(self) -> Any:
        """On paper the rows stand beside each other: one line to read out."""
        table = self.census.table("present")
        heads = [kit.Column(row.label, align="centre") for row in table.rows]
        line = kit.Row([self._number(row.values["count"]) for row in table.rows])
        return kit.table(heads, [line], width=self.width, points=_POINTS)

    def _plain(self, table: Table, keys: list[str]) -> Any:
        titles = {one.key: one.title for one in table.columns}
        heads = [kit.Column(table.head, share=2.4)]
        heads += [kit.Column(titles[key], align="right") for key in keys]
        lines = [
            kit.Row(
                [row.label, *(self._number(row.values[key]) for key in keys)],
                "total" if row.key == "total" else "plain",
            )
            for row in table.rows
        ]
        return kit.table(heads, lines, width=self.width, points=_POINTS)

    def _list(self) -> list[Any]:
        if self.census.people is None:
            return [kit.keep(self._signature())]
        head = kit.para(self.digits(f"รายชื่อผู้พัก {len(self.census.people)} คน"), "strong")
        if not self.census.people:
            return [head, kit.para("ไม่มีผู้พักในคืนนี้", "left"), kit.keep(self._signature())]
        heads = [
            kit.Column("เตียง", width=2.4),
            kit.Column("เลขทะเบียน", width=2.1),
            kit.Column("ชื่อ", share=3),
            kit.Column("ประเภทบริการ", width=3.2),
            kit.Column("วันที่", width=1.2, align="right"),
            kit.Column("หมายเหตุ", share=2),
        ]
        lines = [
            [self.digits(cell) for cell in (one.bed or "–", one.regno)]
            + [kit.name(one.name), one.service, self._number(one.day or None), one.note]
            for one in self.census.people
        ]
        return [
            kit.gap(0.3),
            kit.need(4),
            head,
            kit.gap(0.1),
            kit.closed(kit.table(heads, lines, width=self.width, points=_POINTS), self._signature()),
        ]

    def _signature(self) -> list[Any]:
        blank = kit.blank(3)
        time = kit.para(f"ตรวจนับเวลา {blank} น.", "left")
        counter = kit.Signer("เวรผู้ตรวจนับ", has_position=True)
        return [kit.gap(0.4), time, kit.SignatureBlock(counter, kit.Signer("ผู้รับเวร"))]

    def _number(self, value: Any) -> str:
        return self.digits(kit.number_text(value))


def _has_unknown(table: Table) -> bool:
    return any(row.values["unknown"] for row in table.rows)
