"""รายงานผู้เรียน กศน./สกร. of a term: table 8 over its days, and the learners registered for it."""

from __future__ import annotations

from panpun_desktop.reports.in_folder import report_in

REPORT = report_in(
    __name__,
    key="nfe",
    label="รายงานผู้เรียนรายภาคเรียน",
    needs=("term",),
    answers="ภาคเรียนนี้มีผู้เรียนกี่คน เข้าสอบ จบ และออกกลางคันเท่าใด",
    read_act="education.read",
)
