"""Certificates and transcripts of a class: who can have one, and issuing many in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Cohort, Course, Document, Enrolment, Person
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.services.attendance_sheet import name_order, trainee_names
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.documents import Issued, IssueDocument, issue
from panpun_desktop.services.module_scores import scores_of
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

CERTIFICATE, TRANSCRIPT = "certificate", "transcript"
_STATES = {
    CERTIFICATE: (EnrolmentState.DONE, EnrolmentState.ACTIVE, EnrolmentState.SUSPENDED),
    TRANSCRIPT: tuple(one for one in EnrolmentState if one is not EnrolmentState.APPLIED),
}
_CONFIRMED = {EnrolmentState.DONE.value, EnrolmentState.FAILED.value}


@dataclass(frozen=True)
class PaperFor:
    """Someone of a class who can have a paper, as a draft at least; ``number`` of one that stands."""

    enrolment_id: int
    person_id: int
    name: str
    state: str
    number: str
    lacks_scores: bool = False
    """A transcript that would have no score in it."""

    @property
    def may_issue(self) -> bool:
        """The result is confirmed and no paper of this kind stands."""
        return self.state in _CONFIRMED and not self.number


@dataclass(frozen=True)
class ClassPapers:
    """The people of a class who can have a paper; ``covered``: how many are not shown to this role.

    ``others`` were in the class and can have none: they left it, or did not pass.
    """

    cohort: str
    people: tuple[PaperFor, ...]
    covered: int
    others: tuple[PaperFor, ...] = ()


@dataclass(frozen=True)
class IssuedTogether:
    """Papers issued in one act, with the one summary of it."""

    changes: Changes
    papers: tuple[Issued, ...]


def papers_for(work: UnitsOfWork, by: Actor, kind: str, cohort_id: int) -> ClassPapers:
    """Who of a class can have a certificate or a transcript, in the order of names."""
    with work.reading(by, "certificate.issue") as session:
        cohort = load(session, Cohort, cohort_id)
        title = cohort_name(load(session, Course, cohort.course_id), cohort)
        rows = session.scalars(
            select(Enrolment).where(
                Enrolment.cohort_id == cohort_id,
                Enrolment.voided_at.is_(None),
                Enrolment.state != EnrolmentState.APPLIED.value,
            )
        ).all()
        possible = {one.value for one in _STATES.get(kind, ())}
        seen, numbers = veil(session, by), _numbers(session, kind, cohort_id)
        names = trainee_names(session, {one.person_id for one in rows})
        scored = _scored(session, kind, [one.id for one in rows])
        found = [
            PaperFor(
                one.id,
                one.person_id,
                names[one.person_id][0],
                one.state,
                numbers.get(one.id, ""),
                one.id not in scored,
            )
            for one in rows
            if seen.sees(one.person_id)
        ]
        order = name_order(session, {one.person_id for one in found})
        shown = tuple(sorted(found, key=lambda one: (order[one.person_id], one.enrolment_id)))
        people = tuple(one for one in shown if one.state in possible)
        asked = sum(one.state in possible for one in rows)
        others = tuple(one for one in shown if one.state not in possible)
        return ClassPapers(title, people, asked - len(people), others)


def require_of_class(work: UnitsOfWork, by: Actor, cohort_id: int, person_id: int) -> None:
    """Refuse who is not in the class by their number; of who is covered from this role nothing is said.

    RuleBroken ``certificate.not_of_class``.
    """
    with work.reading(by, "certificate.issue") as session:
        here = select(Enrolment.id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.person_id == person_id,
            Enrolment.voided_at.is_(None),
            Enrolment.state != EnrolmentState.APPLIED.value,
        )
        if session.scalar(here.limit(1)) is None and veil(session, by).sees(person_id):
            cohort = load(session, Cohort, cohort_id)
            title = cohort_name(load(session, Course, cohort.course_id), cohort)
            regno = load(session, Person, person_id).regno
            raise RuleBroken("certificate.not_of_class", regno=regno, cohort=title)


def _scored(session: Session, kind: str, ids: list[int]) -> set[int]:
    """The enrolments with something to show on the paper: a score or a verdict in a module."""
    if kind != TRANSCRIPT:
        return set(ids)
    reached = scores_of(session, ids)
    return {
        id
        for id, modules in reached.items()
        if any(one.score is not None or one.passed is not None for one in modules.values())
    }


def _numbers(session: Session, kind: str, cohort_id: int) -> dict[int, str]:
    chosen = select(Document.enrolment_id, Document.number).join(
        Enrolment, Enrolment.id == Document.enrolment_id
    )
    rows = chosen.where(
        Document.kind == kind, Document.cancelled_at.is_(None), Enrolment.cohort_id == cohort_id
    )
    return {id: number for id, number in session.execute(rows) if id is not None}


def issue_class_papers(
    work: UnitsOfWork, by: Actor, requests: tuple[IssueDocument, ...], cohort: str = ""
) -> IssuedTogether:
    """Issue papers of a class in one unit of work: numbers in a row, all or none.

    RuleBroken ``certificate.nobody`` without any.
    """
    papers = issue(work, by, requests, "certificate.issue")
    if not papers:
        raise RuleBroken("certificate.nobody", cohort=cohort)
    text = _("{n} papers issued: {first} – {last}")
    summary = text.format(n=len(papers), first=papers[0].number, last=papers[-1].number)
    changes = Changes(
        documents=frozenset(one.document_id for one in papers),
        people=frozenset(id for one in papers for id in one.changes.people),
        enrolments=frozenset(one.enrolment_id for one in requests if one.enrolment_id is not None),
        summary=papers[0].changes.summary if len(papers) == 1 else summary,
    )
    return IssuedTogether(changes, papers)
