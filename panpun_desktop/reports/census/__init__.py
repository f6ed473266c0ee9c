"""The daily list of residents (บัญชียอดผู้พักประจำวัน)."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="census",
    label="บัญชียอดผู้พักประจำวัน",
    needs=("day",),
    answers="คืนใดคืนหนึ่งมีใครพักบ้าง อยู่เตียงใด และยอดตรงกันหรือไม่",
)
