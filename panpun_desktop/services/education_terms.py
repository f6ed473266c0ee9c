"""Registering learners for terms: subjects picked, caps told, exams sat (domain.md §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Learner, LearnerSubject, LearnerTerm, SchoolTerm, Subject
from panpun_desktop.rules.education import (
    CAP_RULE,
    PASSED_RULE,
    LearnerStatus,
    SubjectState,
    passes,
    require_no_repeats,
)
from panpun_desktop.rules.education_progress import Standing, over_cap, progress
from panpun_desktop.rules.education_terms import Term, usual_days
from panpun_desktop.rules.override import ConcernLevel, reason_for, require_answers
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.education import changed, load_learner
from panpun_desktop.services.education_reading import (
    level_of,
    months,
    taken_of,
    taken_rows,
    term_now,
)
from panpun_desktop.services.records import load, touch
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.education_requests import CancelTerm, EditTerm, RegisterTerm
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def register_term(work: UnitsOfWork, by: Actor, request: RegisterTerm) -> Changes:
    """Register a learner for a term with the subjects named; those left out go from the term.

    NeedsConfirmation over the cap or for a subject passed already; a subject with a result stays
    (RuleBroken ``education.graded_stays``).
    """
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        if request.registered_on > today(work.clock):
            raise RuleBroken("education.day_to_come", field="registered_on")
        subjects = _subjects(session, row, request.subject_ids)
        concerns = registration_concerns(session, row, request.term, subjects)
        require_answers(concerns, request.reasons, read_centre(session).limits)
        registration = _registration(session, row, request)
        cap = next((one for one in concerns if one.rule_id == CAP_RULE), None)
        reason = reason_for(cap, request.reasons) if cap else None
        registration.cap_reason = reason.text.strip() if reason else ""
        _take(session, row, registration, subjects)
        if row.status == LearnerStatus.NOT_REGISTERED and request.term >= term_now(session):
            row.status, row.status_on = LearnerStatus.STUDYING.value, request.registered_on
        touch(row)
        return changed(row, _("Registered for term {term}").format(term=request.term.label))


def _subjects(session: Session, row: Learner, ids: Sequence[int]) -> list[Subject]:
    if not ids:
        raise RuleBroken("education.no_subjects", field="subjects")
    found = [load(session, Subject, id) for id in ids]
    require_no_repeats(one.code for one in found)
    if any(one.level_id != row.level_id for one in found):
        raise RuleBroken("education.subject_of_other_level", field="subjects")
    return found


def registration_concerns(
    session: Session, row: Learner, term: Term, subjects: Iterable[Subject]
) -> list[Concern]:
    """What speaks against a term as it would be: over the cap, passed already."""
    level = level_of(session, row.level_id)
    chosen = {one.code: one for one in subjects}
    others = [
        one for one in map(taken_of, taken_rows(session, (row.id,)).get(row.id, [])) if one.term != term
    ]
    concerns = []
    left = progress(others, level.needed, Standing()).credits_missing
    credits = sum(one.credits for one in chosen.values())
    over = over_cap(credits, level.needed.cap, is_last=credits >= left)
    if over:
        text = _("{credits} credits in term {term}: {over} more than the {most} of a term")
        most = credits - over
        words = text.format(credits=credits, term=term.label, over=over, most=most)
        concerns.append(
            Concern(CAP_RULE, ConcernLevel.WARN, str(row.person_id), words, str(credits), str(most))
        )
    for code in sorted({one.subject for one in others if passes(one)} & set(chosen)):
        words = _("{subject} was passed already").format(subject=f"{code} {chosen[code].name}")
        concerns.append(Concern(PASSED_RULE, ConcernLevel.WARN, str(row.person_id), words))
    return concerns


def _registration(session: Session, row: Learner, request: RegisterTerm) -> LearnerTerm:
    term = school_term(session, request.term)
    found = session.scalar(
        select(LearnerTerm).where(
            LearnerTerm.learner_id == row.id,
            LearnerTerm.term_id == term.id,
            LearnerTerm.voided_at.is_(None),
        )
    )
    if found is None:
        found = LearnerTerm(learner_id=row.id, term_id=term.id, registered_on=request.registered_on)
        session.add(found)
    found.registered_on = request.registered_on
    session.flush()
    return found


def school_term(session: Session, term: Term) -> SchoolTerm:
    """The record of a term; made with the usual days when there is none."""
    found = session.scalar(
        select(SchoolTerm).where(SchoolTerm.year == term.year, SchoolTerm.half == term.half)
    )
    if found is None:
        first, last = usual_days(term, months(session))
        found = SchoolTerm(year=term.year, half=term.half, starts_on=first, ends_on=last)
        session.add(found)
        session.flush()
    return found


def _take(session: Session, row: Learner, registration: LearnerTerm, subjects: Iterable[Subject]) -> None:
    wanted = {one.id: one for one in subjects}
    there = session.scalars(
        select(LearnerSubject).where(
            LearnerSubject.learner_term_id == registration.id, LearnerSubject.voided_at.is_(None)
        )
    )
    for one in there:
        if wanted.pop(one.subject_id, None) is not None:
            if one.study_state == SubjectState.WITHDRAWN:
                one.study_state = SubjectState.STUDYING.value
        elif one.grade is not None:
            raise RuleBroken("education.graded_stays", field="subjects")
        elif one.study_state != SubjectState.WITHDRAWN:
            one.voided_at = clock_of(session).now()
    session.add_all(
        LearnerSubject(
            learner_id=row.id, subject_id=one.id, learner_term_id=registration.id, credits=one.credits
        )
        for one in wanted.values()
    )


def edit_term(work: UnitsOfWork, by: Actor, request: EditTerm) -> Changes:
    """Whether the exam was sat and how much was attended; a low attendance is shown, never enforced."""
    with work.writing(by, "education.edit") as session:
        registration = load(session, LearnerTerm, request.learner_term_id, request.seen_version)
        row = load_learner(session, registration.learner_id)
        for field, day in (("registered_on", request.registered_on), ("exam_on", request.exam_on)):
            if day is not None and day > today(work.clock):
                raise RuleBroken("education.day_to_come", field=field)
        if request.attendance is not None and not 0 <= request.attendance <= 100:
            raise RuleBroken("education.percent", field="attendance")
        registration.registered_on = request.registered_on
        registration.sat_exam, registration.attendance = request.sat_exam, request.attendance
        registration.exam_on = request.exam_on if request.sat_exam else None
        touch(row)
        return changed(row, _("Term saved"))


def cancel_term(work: UnitsOfWork, by: Actor, request: CancelTerm) -> Changes:
    """Take a registration back with its subjects; refused as soon as one has a result."""
    with work.writing(by, "education.edit") as session:
        registration = load(session, LearnerTerm, request.learner_term_id, request.seen_version)
        row = load_learner(session, registration.learner_id)
        subjects = session.scalars(
            select(LearnerSubject).where(
                LearnerSubject.learner_term_id == registration.id, LearnerSubject.voided_at.is_(None)
            )
        ).all()
        if any(one.grade is not None for one in subjects):
            raise RuleBroken("education.graded_stays", field="subjects")
        now = work.clock.now()
        for one in subjects:
            one.voided_at = now
        registration.voided_at = now
        touch(row)
        return changed(row, _("Registration cancelled"))
