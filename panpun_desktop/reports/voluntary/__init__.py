"""The statement of free will (หนังสือแสดงความสมัครใจ), filled or blank for the days without power."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from panpun_desktop.reports.in_folder import report_in
from panpun_desktop.reports.paper_facts import paper_facts


def _title(paper: Any) -> str:
    return REPORT.label if paper.person.regno else BLANK.label


REPORT = report_in(
    __name__,
    key="voluntary",
    label="หนังสือแสดงความสมัครใจ",
    needs=("person_id",),
    answers="คำแสดงความสมัครใจเข้าพักของแต่ละคน สำหรับลงชื่อ",
    facts=paper_facts,
    title=_title,
    read_act="document.issue",
)
BLANK = replace(
    REPORT,
    key="voluntary_blank",
    label="หนังสือแสดงความสมัครใจ (แบบว่าง)",
    needs=(),
    answers="แบบเปล่าไว้กรอกด้วยมือเมื่อไฟดับ",
)
