"""The month's statement (รายงานประจำเดือน)."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="monthly",
    label="รายงานประจำเดือน",
    needs=("month",),
    takes=("period", "tables", "external"),
    answers="เดือนนี้ยกมา รับเข้า จำหน่าย คงเหลือเท่าใด และยอดตรงกันหรือไม่",
    office=("xlsx", "docx"),
    title=lambda statement: statement.title,
    keeps=True,
)
