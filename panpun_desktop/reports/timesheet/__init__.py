"""The sheet of a class (ใบลงเวลา): blank for signing or filled, of a month or of a week."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="timesheet",
    label="ใบลงเวลา",
    needs=("cohort_id",),
    answers="ใครมาเรียนวันใดบ้าง หรือพิมพ์เปล่าไว้ให้ลงชื่อ",
    takes=("month", "week", "blank"),
    read_act="course.read",
    issue_act="attendance.mark",
)
