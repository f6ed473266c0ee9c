"""The hand-over of a shift (ใบส่งเวร): what changed since the last one, what is open, two signatures."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="handover",
    label="ใบส่งเวร",
    needs=(),
    answers="เวรนี้มีอะไรเกิดขึ้นและมีเรื่องใดค้าง สำหรับผู้รับเวรถัดไป",
    read_act="handover.issue",
    issue_act="handover.issue",
)
