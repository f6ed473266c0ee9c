"""The intake form (ใบรับตัว), filled for a stay or blank for the days without power."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from panpun_desktop.reports.in_folder import report_in
from panpun_desktop.reports.paper_facts import paper_facts


def _title(paper: Any) -> str:
    return REPORT.label if paper.person.regno else BLANK.label


REPORT = report_in(
    __name__,
    key="intake_form",
    label="ใบรับตัว",
    needs=("person_id",),
    answers="ข้อมูลแรกรับของผู้เข้าพัก สำหรับลงชื่อและเก็บในแฟ้ม",
    facts=paper_facts,
    title=_title,
    read_act="document.issue",
)
BLANK = replace(
    REPORT,
    key="intake_form_blank",
    label="ใบรับตัว (แบบว่าง)",
    needs=(),
    answers="แบบเปล่าไว้กรอกด้วยมือเมื่อไฟดับ",
)
