"""The edition that leaves the house: no names, small counts of sensitive tables hidden (R-REP-9)."""

from __future__ import annotations

from dataclasses import replace

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.earlier import SENT
from panpun_desktop.reports.monthly.heads import PRINTED
from panpun_desktop.reports.spans import SpanKind
from panpun_desktop.rules.counted import words_of
from panpun_desktop.rules.daily import DayFigures, months_of, weeks_of
from panpun_desktop.rules.hiding import Hidden, hide


def external(report: MonthlyReport, sensitive: frozenset[str], least: int) -> MonthlyReport:
    """The report as it may be published: nothing in it leads to a person."""
    printed = report.printed or tuple(one.id for one in PRINTED)
    hidden = hide([table for table in report.tables if table.id in printed], sensitive, least)
    closing = report.closing
    return replace(
        report,
        tables=hidden.tables,
        checks=tuple(replace(check, stay_ids=(), detail="") for check in report.checks),
        behind={},
        people_behind={},
        days=() if "movement" in sensitive else _days(report, least),
        override_reasons={} if "overrides" in sensitive else report.override_reasons,
        estimated_ages=0 if "age_band" in sensitive else report.estimated_ages,
        adjusted=(),
        months_note="",
        earlier_notes=tuple(one for one in report.earlier_notes if not one.startswith(SENT)),
        closing=closing and replace(closing, reason="", differences=(), changed=()),
        is_external=True,
        remark=_remark(hidden, least),
    )


def _days(report: MonthlyReport, least: int) -> tuple[DayFigures, ...]:
    """The days for the charts, without movements where one bar would stand for a small count."""
    bars = (weeks_of if report.kind is SpanKind.MONTH else months_of)(report.days)
    if not any(0 < count < least for one in bars for count in (one.admitted, one.discharged)):
        return report.days
    return tuple(replace(day, admitted=0, discharged=0) for day in report.days)


def _remark(hidden: Hidden, least: int) -> str:
    """What the reader is told of what is not there."""
    cells = {value for table in hidden.tables for row in table.rows for value in row.values.values()}
    said = []
    if f"<{least}" in cells:
        said.append(f"<{least} หมายถึง 1 ถึง {least - 1}")
    if "*" in cells:
        said.append("* ไม่แสดงเพื่อไม่ให้คำนวณย้อนกลับได้")
    if hidden.withheld:
        said.append("บางตารางไม่แสดงเพราะจำนวนน้อย")
    return " · ".join(said)


def sensitive_tables(setting: str) -> frozenset[str]:
    """The ids of the tables that the setting names by title; RuleBroken when the report has no such."""
    named = filter(None, (part.strip() for part in setting.split(",")))
    known = {words_of(one.id).title: one.id for one in PRINTED}
    found = set()
    for name in named:
        if name not in known:
            raise RuleBroken(
                "report.table_unknown", field="report.sensitive_tables", name=name, known=", ".join(known)
            )
        found.add(known[name])
    return frozenset(found)
