"""ใบติดตามผลการเรียน: the centre's tracking copy of a กศน./สกร. learner; never a school transcript."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="learner_sheet",
    label="ใบติดตามผลการเรียน",
    needs=("person_id",),
    answers="ผู้เรียนคนหนึ่งเรียนถึงไหนแล้ว และยังขาดอะไรจึงจะจบ",
    read_act="education.read",
)
