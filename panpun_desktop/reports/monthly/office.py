"""The report as Office files."""

from __future__ import annotations

from panpun_desktop.reports.monthly import word_file, workbook
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.report import Finish


def xlsx(report: MonthlyReport, _finish: Finish) -> bytes:
    """The workbook; figures in it are numbers, whatever the digits on paper."""
    return workbook.xlsx(report)


def docx(report: MonthlyReport, finish: Finish) -> bytes:
    """The Word file."""
    return word_file.docx(report, finish)
