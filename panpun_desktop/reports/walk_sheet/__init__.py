"""The sheet carried through the rooms at night (ใบเดินตรวจ): who is expected where, boxes to tick."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="walk_sheet",
    label="ใบเดินตรวจนับยอดคืน",
    needs=("day",),
    answers="คืนนี้ต้องเดินตรวจเตียงใดบ้าง และใครควรอยู่",
    read_act="census.read",
    issue_act="census.count",
)
