"""The list of a class (รายชื่อผู้เข้าอบรม) with room to sign."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="class_list",
    label="รายชื่อผู้เข้าอบรม",
    needs=("cohort_id",),
    answers="ใครอยู่ในรุ่นนี้บ้าง สำหรับเรียกชื่อและติดต่อ",
    read_act="course.read",
    issue_act="attendance.mark",
)
