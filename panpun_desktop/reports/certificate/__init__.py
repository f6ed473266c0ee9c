"""The certificate of a course (ใบประกาศนียบัตร); it says nothing of where its holder lived."""

from __future__ import annotations

from typing import Any

from panpun_desktop.reports.in_folder import report_in
from panpun_desktop.reports.paper_facts import paper_facts


def _require_issuable(paper: Any) -> None:
    from panpun_desktop.reports.course_facts import require_issuable

    require_issuable(paper)


REPORT = report_in(
    __name__,
    key="certificate",
    label="ใบประกาศนียบัตร",
    needs=("enrolment_id",),
    answers="รับรองว่าผู้เข้าอบรมผ่านหลักสูตร ออกเลขและเก็บสำเนา",
    facts=paper_facts,
    title=lambda paper: f"ใบประกาศนียบัตร {paper.course} รุ่นที่ {paper.cohort}",
    register="certificate",
    read_act="certificate.issue",
    issue_act="certificate.issue",
    is_letter=True,
    require_issuable=_require_issuable,
)
