"""Which months and days can be reported: from the month of go-live until today."""

from __future__ import annotations

from datetime import date

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.report import Asked


def require_reported(day: date, asked: Asked) -> None:
    """Refuse a day to come, and one before the month in which the centre began (interfaces.md §3)."""
    go_live = asked.centre.go_live_on
    if day > asked.today:
        raise RuleBroken("report.in_future", field="day", day=day)
    if go_live is not None and day < go_live.replace(day=1):
        raise RuleBroken("report.before_go_live", field="day", go_live=go_live)
