"""Reads a certificate: only who may still pass or has passed gets one, even as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.course_facts import CourseOnPaper, course_on_paper
from panpun_desktop.rules.codes import EnrolmentState

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked


def read(session: Session, asked: Asked) -> CourseOnPaper:
    """The certificate of ``enrolment_id``; RuleBroken ``certificate.not_passed`` for who did not pass."""
    paper = course_on_paper(session, asked, "certificate")
    state = EnrolmentState(paper.state)
    if not state.is_running and state is not EnrolmentState.DONE:
        raise RuleBroken("certificate.not_passed", name=paper.name)
    return paper
