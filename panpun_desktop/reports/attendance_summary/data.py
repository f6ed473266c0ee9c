"""The finished values of a summary of attendance, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date, month_label
from panpun_desktop.reports.class_facts import ClassOnPaper

TITLE = "สรุปการเข้าอบรม"


@dataclass(frozen=True)
class Attended:
    """One trainee: sessions by what they were, per cent with two places, days up to the day of the paper."""

    regno: str
    name: str
    state: str
    scheduled: int
    present: int
    late: int
    sick: int
    personal: int
    absent: int
    official: int
    percent: str | None
    shown: str
    """The per cent as papers show it, with one place."""
    days: int
    floor: int | None
    continuous: bool
    forecast_day: date | None


@dataclass(frozen=True)
class Summary:
    """A class's attendance in a month, or of the whole cohort where ``month`` is None."""

    centre: str
    of: ClassOnPaper
    month: date | None
    day: date
    least: str
    """The attendance that the course asks for, in per cent."""
    trainees: tuple[Attended, ...]
    hidden: int = 0

    @property
    def period(self) -> str:
        """เดือน …, or up to the day."""
        if self.month is not None:
            return f"เดือน{month_label(self.month)}"
        return f"ตั้งแต่วันที่ {format_date(self.of.starts_on)} ถึงวันที่ {format_date(self.day)}"


def title(sheet: Summary) -> str:
    """The title with class and period."""
    return f"{TITLE} {sheet.of.heading} {sheet.period}"


def to_json(sheet: Summary) -> dict[str, Any]:
    """``panpun report attendance --json``: a line for each trainee (interfaces.md §1)."""
    month = sheet.month
    return {
        "report": "attendance",
        "cohort": sheet.of.name,
        "month": None if month is None else f"{month:%Y-%m}",
        "be_month": None if month is None else f"{month.year + 543}-{month:%m}",
        "date": sheet.day.isoformat(),
        "trainees": [_line(one) for one in sheet.trainees],
    }


def _line(one: Attended) -> dict[str, Any]:
    return {
        "regno": one.regno,
        "name": one.name,
        "scheduled": one.scheduled,
        "present": one.present,
        "late": one.late,
        "sick": one.sick,
        "personal": one.personal,
        "absent": one.absent,
        "official": one.official,
        "percent": one.percent,
        "days": one.days,
        "continuous": one.continuous,
        "forecast_day": None if one.forecast_day is None else one.forecast_day.isoformat(),
    }
