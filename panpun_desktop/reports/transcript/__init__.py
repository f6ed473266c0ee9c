"""What someone reached in a course (ใบแสดงผลการอบรม); never called as the paper of a state school is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.reports.in_folder import report_in
from panpun_desktop.reports.paper_facts import paper_facts

if TYPE_CHECKING:
    from panpun_desktop.reports.transcript.data import Transcript


def _require_issuable(paper: Transcript) -> None:
    from panpun_desktop.reports.course_facts import require_issuable

    require_issuable(paper.of)


REPORT = report_in(
    __name__,
    key="transcript",
    label="ใบแสดงผลการอบรม",
    needs=("enrolment_id",),
    answers="ผู้เข้าอบรมเรียนอะไรบ้างและได้ผลเท่าใด ออกเลขและเก็บสำเนา",
    facts=paper_facts,
    title=lambda paper: f"ใบแสดงผลการอบรม {paper.of.course} รุ่นที่ {paper.of.cohort}",
    register="transcript",
    read_act="certificate.issue",
    issue_act="certificate.issue",
    is_letter=True,
    require_issuable=_require_issuable,
)
