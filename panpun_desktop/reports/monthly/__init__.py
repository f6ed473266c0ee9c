"""The month's statement (รายงานประจำเดือน)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.monthly.data import MonthlyReport
    from panpun_desktop.reports.registry import Asked


def _read(session: Session, asked: Asked) -> MonthlyReport:
    from panpun_desktop.reports.monthly.query import read

    return read(session, asked)


def _draw(statement: MonthlyReport, finish: Finish) -> bytes:
    from panpun_desktop.reports.monthly.layout import pdf

    return pdf(statement, finish)


def _facts(statement: MonthlyReport) -> dict[str, Any]:
    from panpun_desktop.reports.monthly.data import to_json

    return to_json(statement)


def _title(statement: MonthlyReport) -> str:
    return statement.title


REPORT = Report(
    key="monthly",
    label="รายงานประจำเดือน",
    needs=("month",),
    read=_read,
    facts=_facts,
    draw=_draw,
    title=_title,
)
