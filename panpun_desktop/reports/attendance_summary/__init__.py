"""How a class attended (สรุปการเข้าอบรม): sessions, share, days, continuity and forecast of each."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="attendance_summary",
    label="สรุปการเข้าอบรม",
    needs=("cohort_id",),
    answers="แต่ละคนในรุ่นมาเรียนกี่ครั้ง ลา ขาด และคิดเป็นร้อยละเท่าใด",
    takes=("month",),
    read_act="course.read",
    issue_act="attendance.mark",
)
