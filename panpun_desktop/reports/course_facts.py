"""What certificate and transcript say of one person's course, as confirmed or as it stands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Cohort, Course, CourseModule, Document, Enrolment
from panpun_desktop.reports.person_facts import require_person
from panpun_desktop.reports.sender import Sender, sender
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked


@dataclass(frozen=True)
class CourseOnPaper:
    """One person's course. ``issued`` is the number of a paper of this kind that stands already."""

    sender: Sender
    enrolment_id: int
    person_id: int
    cohort_id: int
    name: str
    course: str
    cohort: str
    """57 ปี 2569."""
    starts_on: date
    ends_on: date
    hours: Decimal | None
    state: str
    dated_on: date
    signer: str
    signer_position: str
    issued: str = ""
    figures: Mapping[str, object] = field(default_factory=dict, metadata={"in_facts": False})
    """As they stood when the result was confirmed; empty before."""

    @property
    def is_confirmed(self) -> bool:
        """The manager has confirmed the result, whatever it is."""
        return self.state in {EnrolmentState.DONE, EnrolmentState.FAILED}


def course_on_paper(session: Session, asked: Asked, kind: str) -> CourseOnPaper:
    """The course of ``enrolment_id``; RuleBroken ``certificate.not_in_class`` for someone who only applied.

    A person whose name the asker does not see is refused (R-SAF-1).
    """
    told, centre = asked.parameters, asked.centre
    row = load(session, Enrolment, told["enrolment_id"])
    person = require_person(session, row.person_id)
    if row.voided_at is not None or row.joined_on is None:
        raise RuleBroken("certificate.not_in_class", name=full_name(person))
    cohort = session.get_one(Cohort, row.cohort_id)
    course = session.get_one(Course, cohort.course_id)
    return CourseOnPaper(
        sender=sender(centre),
        enrolment_id=row.id,
        person_id=person.id,
        cohort_id=cohort.id,
        name=full_name(person),
        course=course.name.removeprefix("หลักสูตร"),
        cohort=f"{cohort.number} ปี {cohort.be_year}",
        starts_on=row.joined_on,
        ends_on=row.ended_on or cohort.ends_on,
        hours=_hours(session, course),
        state=row.state,
        dated_on=told.get("dated_on") or asked.today,
        signer=str(told.get("signer") or "").strip() or centre.signer_name,
        signer_position=str(told.get("signer_position") or "").strip() or centre.signer_position,
        issued=_issued(session, kind, row.id),
        figures=json.loads(row.settled_figures),
    )


def require_issuable(paper: CourseOnPaper) -> None:
    """Numbers are for confirmed results; a paper that stands is reprinted, or cancelled first."""
    if not paper.is_confirmed:
        raise RuleBroken("certificate.not_confirmed", name=paper.name)
    if paper.issued:
        raise RuleBroken("certificate.issued_already", name=paper.name, number=paper.issued)


def hours_text(hours: Decimal | None) -> str:
    """270, 7.5; empty when the course has none."""
    return "" if hours is None else f"{hours.normalize():f}"


def _hours(session: Session, course: Course) -> Decimal | None:
    """Those of the course, else the sum of its modules'; None where neither is known."""
    if course.hours is not None:
        return Decimal(course.hours)
    chosen = select(func.sum(CourseModule.hours)).where(
        CourseModule.course_id == course.id, CourseModule.voided_at.is_(None)
    )
    total = session.scalar(chosen)
    return None if not total else Decimal(str(total))


def _issued(session: Session, kind: str, enrolment_id: int) -> str:
    chosen = select(Document.number).where(
        Document.kind == kind, Document.enrolment_id == enrolment_id, Document.cancelled_at.is_(None)
    )
    return session.scalar(chosen.order_by(Document.id.desc()).limit(1)) or ""
