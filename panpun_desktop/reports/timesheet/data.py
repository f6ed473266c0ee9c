"""The finished values of a class's sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date, month_label
from panpun_desktop.reports.class_facts import ClassOnPaper
from panpun_desktop.reports.paper_facts import paper_facts

TITLE = "ใบลงเวลา"


@dataclass(frozen=True)
class Cell:
    """One day, or half of one, of one person: the sign, and whether nothing is expected there.

    ``is_whole``: the lesson takes both halves of the day.
    """

    sign: str = ""
    is_shaded: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class Trainee:
    """One person: a line of cells for each half, sessions by code in the order of the legend, per cent."""

    name: str
    lines: tuple[tuple[Cell, ...], ...]
    counts: tuple[int, ...] = ()
    percent: str | None = None


@dataclass(frozen=True)
class Timesheet:
    """The sheet of the days ``first`` to ``last``, both included."""

    centre: str
    of: ClassOnPaper
    first: date
    last: date
    is_week: bool
    is_blank: bool
    halves: tuple[str, ...]
    """One entry for whole days (no name) or for the only half of the plan, else the two halves by name."""
    plan: tuple[tuple[Cell, ...], ...]
    """The days as the plan has them, without anybody."""
    trainees: tuple[Trainee, ...]
    present: tuple[tuple[int | None, ...], ...]
    """People there by half and day; None where nothing was held."""
    legend: tuple[tuple[str, str], ...]
    """Printed sign and its word."""
    hidden: int = 0

    @property
    def period(self) -> str:
        """เดือน พฤศจิกายน 2569, or the days of a week."""
        if not self.is_week:
            return f"เดือน{month_label(self.first)}"
        return f"สัปดาห์วันที่ {format_date(self.first, 'short')} – {format_date(self.last, 'short')}"


def title(sheet: Timesheet) -> str:
    """The title with class and period."""
    return f"{TITLE} {sheet.of.heading} {sheet.period}"


def to_json(sheet: Timesheet) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    return {"report": "timesheet", **paper_facts(sheet)}
