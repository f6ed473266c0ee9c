"""The charts of the report: residents and movements of each day, or of each month of a longer period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from panpun_desktop.common.thai_date import SHORT_MONTHS
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.spans import SpanKind
from panpun_desktop.rules.daily import DayFigures, MonthFigures, months_of

_HEIGHT = 3.6
Figures = Sequence[DayFigures] | Sequence[MonthFigures]


def occupancy(report: MonthlyReport, digits: Callable[[str], str], thai_digits: bool) -> list[Any]:
    """Residents of each night as bars, under the line of beds that could be slept in."""
    each, figures, labels = _figures(report)
    residents = [_tenth(one.residents) for one in figures]
    beds = kit.Series("เตียงที่มี", [_tenth(one.beds_available) for one in figures])
    mean = "" if each == "วัน" else "เฉลี่ย"
    title = f"จำนวนผู้พัก{mean}เวลา 24.00 น. ของแต่ละ{each} (คน)"
    chart = kit.bars(
        [digits(label) for label in labels],
        [kit.Series("ผู้พัก", residents)],
        line=beds,
        height=_HEIGHT,
        thai_digits=thai_digits,
    )
    return [kit.para(digits(title), "note"), chart]


def movements(report: MonthlyReport, digits: Callable[[str], str], thai_digits: bool) -> list[Any]:
    """Admissions and discharges side by side; nothing where the edition that leaves the house hides them."""
    each, figures, labels = _figures(report)
    if report.is_external and not any(one.admitted or one.discharged for one in figures):
        return []
    chart = kit.bars(
        [digits(label) for label in labels],
        [
            kit.Series("รับเข้า", [one.admitted for one in figures]),
            kit.Series("จำหน่าย", [one.discharged for one in figures]),
        ],
        height=_HEIGHT - 0.4,
        thai_digits=thai_digits,
    )
    return [kit.para(f"รับเข้าและจำหน่ายของแต่ละ{each} (ครั้ง)", "note"), chart]


def _figures(report: MonthlyReport) -> tuple[str, Figures, list[str]]:
    """What a bar stands for, the figures of each, and its label."""
    if report.kind is SpanKind.MONTH:
        return "วัน", report.days, [str(one.day.day) for one in report.days]
    months = months_of(report.days)
    return "เดือน", months, [SHORT_MONTHS[one.first.month - 1] for one in months]


def _tenth(value: float) -> float:
    return round(value, 1)
