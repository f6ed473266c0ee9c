"""The kitchen's sheet of a day (ใบแจ้งยอดอาหาร): how many eat what, and diets; it names nobody."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="meal_sheet",
    label="ใบแจ้งยอดอาหาร",
    needs=("day",),
    answers="วันนี้ต้องเตรียมอาหารกี่คน และใครแพ้หรืองดอาหารใด",
    read_act="meal.read",
    issue_act="meal.read",
)
