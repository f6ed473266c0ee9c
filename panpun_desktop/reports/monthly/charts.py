"""The charts of the report: residents and movements of each day, for outside of each week, or each month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from panpun_desktop.common.thai_date import SHORT_MONTHS
from panpun_desktop.reports import kit
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.spans import SpanKind
from panpun_desktop.rules.daily import DayFigures, MeanFigures, months_of, weeks_of

_HEIGHT = 3.6
Figures = Sequence[DayFigures] | Sequence[MeanFigures]


def occupancy(report: MonthlyReport, digits: Callable[[str], str], thai_digits: bool) -> list[Any]:
    """Residents of each night as bars under the line of beds that could be slept in; nothing below a week."""
    each, figures, labels = _figures(report)
    if not figures:
        return []
    residents = [_shown(report, one.residents) for one in figures]
    beds = kit.Series("เตียงที่มี", [_shown(report, one.beds_available) for one in figures])
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
    """What a bar stands for, the figures of each, and its label.

    For outside no bar stands for a day: from one day to the next a single person could be read (R-REP-9).
    """
    if report.kind is not SpanKind.MONTH:
        months = [one for one in months_of(report.days) if one.is_long or not report.is_external]
        return "เดือน", months, [SHORT_MONTHS[one.first.month - 1] for one in months]
    if report.is_external:
        weeks = weeks_of(report.days)
        return "สัปดาห์", weeks, [f"{one.first.day}–{one.last.day}" for one in weeks]
    return "วัน", report.days, [str(one.day.day) for one in report.days]


def _shown(report: MonthlyReport, value: float) -> float:
    """A mean as drawn: whole people for outside."""
    return round(value) if report.is_external else round(value, 1)
