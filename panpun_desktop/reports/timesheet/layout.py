"""The sheet on paper: landscape, people down, days across, room for the trainer's name under each day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from panpun_desktop.common.thai_date import weekday_name
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.timesheet.data import TITLE, Cell, Timesheet, Trainee, title

_POINTS = 12.0
_MARGINS = (1.2, 1.0, 1.4, 1.2)
_SIGNATURE, _TO_SIGN, _TO_SIGN_WEEKLY = 1.0, 0.5, 0.65
"""Room in centimetres to write into by hand."""
_TOTALS = 7
_LEAD = 2
"""Columns before the days: number and name; with halves one more."""
_COUNTED = "ร้อยละนับเฉพาะคาบของช่วงนี้: (มา + สาย + ราชการ) ÷ คาบที่จัด ลาป่วยและลากิจนับเป็นไม่มา"


def pdf(sheet: Timesheet, finish: Finish) -> bytes:
    """Draw the sheet; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, is_landscape=True, footer=digits(title(sheet)))
    page = replace(page, margins=_MARGINS, thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: Timesheet, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    yield kit.para(sheet.centre, "cell_centre")
    yield kit.para(digits(f"{TITLE} {sheet.of.heading}"), "title")
    period = "สัปดาห์นี้" if sheet.is_week else "เดือนนี้"
    people = f"ผู้เข้าอบรมใน{period} {len(sheet.trainees) + sheet.hidden} คน"
    only = f"คาบ{sheet.halves[0]}" if len(sheet.halves) == 1 and sheet.halves[0] else ""
    when = " · ".join(filter(None, (sheet.period, people, only, sheet.of.taught)))
    yield kit.para(digits(when), "cell_centre")
    words = "   ".join(f"{sign} {word}" for sign, word in sheet.legend)
    yield kit.para(f"{words}   ช่องสีเทา ไม่มีการอบรมหรือไม่นับเวลา", "note")
    if not sheet.is_blank:
        yield kit.para(_COUNTED, "note")
    if not sheet.trainees:
        yield kit.para("ยังไม่มีผู้เข้าอบรมในช่วงนี้", "left")
    grid = _Grid(sheet, digits)
    yield kit.table(grid.columns(), grid.rows, width=width, points=_POINTS, look=grid.look())


class _Grid:
    """The rows of the table, and which of their cells are shaded or joined."""

    def __init__(self, sheet: Timesheet, digits: Callable[[str], str]) -> None:
        self.sheet, self.digits = sheet, digits
        self.has_halves = len(sheet.halves) > 1
        self.lead = _LEAD + self.has_halves
        self.rows: list[kit.Row] = []
        self.shaded: list[tuple[int, int]] = []
        self.joined: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.kept: list[tuple[int, int]] = []
        for number, trainee in enumerate(sheet.trainees, 1):
            self._add_trainee(number, trainee)
        if sheet.present:
            self._add_present()
        self._add_signatures()

    def look(self) -> kit.Look:
        """Narrow cells, the shaded and joined ones; the end of the sheet stays together."""
        tail = len(self.rows) - 1
        last = max(0, tail - 1 - 2 * len(self.sheet.halves))
        return kit.Look(0.6, 2.5, 1.5, self.shaded, self.joined, [*self.kept, (last, tail)])

    def columns(self) -> list[kit.Column]:
        """Number, name, halves, days, totals and per cent."""
        sheet = self.sheet
        half = [kit.Column("", width=0.9)] if self.has_halves else []
        days = [
            kit.Column(self._head(number), width=self._day_width(), align="centre")
            for number in range(len(sheet.plan[0]))
        ]
        name = kit.Column("ชื่อ–นามสกุล", share=1)
        totals = [kit.Column(sign, width=0.6, align="right") for sign, _word in sheet.legend[:-1]]
        period = "สัปดาห์" if sheet.is_week else "เดือน"
        wide = 1.7 if sheet.is_week else 1.3
        percent = kit.Column(kit.Markup(f"ร้อยละ<br/>{period}นี้"), width=wide, align="right")
        return [kit.Column("ที่", width=0.7, align="right"), name, *half, *days, *totals, percent]

    def _day_width(self) -> float:
        return 2.05 if self.sheet.is_week else 0.53

    def _head(self, number: int) -> str:
        day = self.sheet.first + timedelta(days=number)
        return kit.Markup(f"{weekday_name(day, short=True).rstrip('.')}<br/>{self.digits(str(day.day))}")

    def _add_trainee(self, number: int, trainee: Trainee) -> None:
        top = len(self.rows)
        for place, line in enumerate(trainee.lines):
            lead: list[Any] = [self.digits(str(number)), kit.name(trainee.name)] if not place else ["", ""]
            totals = self._totals(trainee) if not place else [""] * _TOTALS
            self._add(lead, place, line, totals, self._height())
        self._join(top, [0, 1, *self._after()])

    def _totals(self, trainee: Trainee) -> list[Any]:
        if self.sheet.is_blank:
            return [""] * _TOTALS
        percent = None if trainee.percent is None else self.digits(trainee.percent)
        return [*(self.digits(str(one)) for one in trainee.counts), percent]

    def _height(self) -> float:
        """Room to sign in; printed marks need none."""
        if not self.sheet.is_blank:
            return 0.0
        return _TO_SIGN_WEEKLY if self.sheet.is_week and not self.has_halves else _TO_SIGN

    def _add(
        self, lead: Sequence[Any], half: int, line: Sequence[Cell], totals: Sequence[Any], height: float
    ) -> None:
        row = len(self.rows)
        words = [self.sheet.halves[half]] if self.has_halves else []
        signs: list[Any] = ["" if one.is_whole and half else one.sign for one in line]
        at = next((place for place, sign in enumerate(signs) if not sign), None)
        if height and at is not None:
            signs[at] = kit.gap(height)  # makes the row high enough to sign in
        self.rows.append(kit.Row([*lead, *words, *signs, *totals]))
        for place, one in enumerate(line, self.lead):
            if one.is_shaded:
                self.shaded.append((row, place))
            if one.is_whole and half:
                self.joined.append(((row - 1, place), (row, place)))

    def _after(self) -> range:
        first = self.lead + len(self.sheet.plan[0])
        return range(first, first + _TOTALS)

    def _join(self, top: int, columns: Sequence[int]) -> None:
        """Two lines of one person share number, name and totals, and stay on one page."""
        bottom = len(self.rows) - 1
        if bottom > top:
            self.joined += [((top, one), (bottom, one)) for one in columns]
            self.kept.append((top, bottom))

    def _add_present(self) -> None:
        top = len(self.rows)
        for place, counts in enumerate(self.sheet.present):
            line = self.sheet.plan[place]
            cells = [
                replace(one, sign="" if count is None else self.digits(str(count)))
                for one, count in zip(line, counts, strict=True)
            ]
            self._add(["", "" if place else "มาเรียน (คน)"], place, cells, [""] * _TOTALS, 0.0)
        self._join(top, [0, 1])

    def _add_signatures(self) -> None:
        """One place to sign for each day, whatever its halves."""
        off = [all(one.is_shaded for one in halves) for halves in zip(*self.sheet.plan, strict=True)]
        row, rest = len(self.rows), [""] * (self.lead - _LEAD + len(off) + _TOTALS)
        self.rows.append(kit.Row(["", "ครูฝึกลงนาม", *rest[1:], kit.gap(_SIGNATURE)]))
        self.shaded += [(row, place) for place, shaded in enumerate(off, self.lead) if shaded]
