"""Results of กศน./สกร. learners: scores and grades, transfers, hours of กพช. (domain.md §6)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    Learner,
    LearnerActivity,
    LearnerSubject,
    LearnerTerm,
    SchoolTerm,
    Subject,
)
from panpun_desktop.rules.education import (
    OPEN_RULE,
    GradeStep,
    SubjectState,
    grade_of,
    next_state,
    open_subjects,
    total_score,
)
from panpun_desktop.rules.override import ConcernLevel, require_answers
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.education import changed, load_learner
from panpun_desktop.services.education_reading import level_of, levels, taken_of, taken_rows, term_of
from panpun_desktop.services.records import load, touch
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.education_terms import Term
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.education_reading import Level
    from panpun_desktop.services.education_requests import (
        RemoveActivity,
        RemoveSubject,
        SaveActivity,
        SaveScores,
        ScoreLine,
        TransferredSubject,
        TransferSubjects,
    )
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def save_scores(work: UnitsOfWork, by: Actor, request: SaveScores) -> Changes:
    """Save results of takings, all or none; the grade comes of both scores, else as the school wrote it.

    A score above its most is refused. Who has a final score sat the exam.
    """
    with work.writing(by, "education.edit") as session:
        known = levels(session)
        learners: dict[int, Learner] = {}
        for line in request.lines:
            taking = load(session, LearnerSubject, line.learner_subject_id, line.seen_version)
            if taking.voided_at is not None:
                raise RuleBroken("record.missing", kind="LearnerSubject")
            row = learners.setdefault(taking.learner_id, load_learner(session, taking.learner_id))
            _score(taking, line, known[row.level_id])
            _sat(session, taking)
        for row in learners.values():
            touch(row)
        return Changes(
            learners=frozenset(learners),
            people=frozenset(row.person_id for row in learners.values()),
            summary=_("Results saved"),
        )


def _score(taking: LearnerSubject, line: ScoreLine, level: Level) -> None:
    total = total_score(line.in_term_score, line.final_score, level.in_term_weight)
    grade = line.grade if total is None else grade_of(total, level.steps)
    _require_known(grade, level.steps)
    taking.in_term_score, taking.final_score = line.in_term_score, line.final_score
    taking.grade = None if line.is_absent else grade
    if taking.learner_term_id is None:
        taking.study_state = SubjectState.GRADED.value
        return
    state = SubjectState.ABSENT if line.is_absent else next_state(grade, SubjectState(taking.study_state))
    if state is SubjectState.ABSENT and not line.is_absent:
        state = SubjectState.STUDYING
    taking.study_state = state.value


def _require_known(grade: Decimal | None, steps: Iterable[GradeStep]) -> None:
    if grade is not None and grade not in {step.grade for step in steps}:
        raise RuleBroken("education.grade_unknown", field="grade")


def _sat(session: Session, taking: LearnerSubject) -> None:
    if taking.learner_term_id is None or taking.final_score is None:
        return
    registration = load(session, LearnerTerm, taking.learner_term_id)
    if registration.sat_exam is None:
        registration.sat_exam = True
        term = load(session, SchoolTerm, registration.term_id)
        if term.exam_on is not None and term.exam_on <= today(clock_of(session)):
            registration.exam_on = term.exam_on


def transfer_subjects(work: UnitsOfWork, by: Actor, request: TransferSubjects) -> Changes:
    """เทียบโอน: give a learner credits earned elsewhere, graded or not.

    NeedsConfirmation for a subject being studied; answered, it goes from its term, so that it stands once.
    """
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        level = level_of(session, row.level_id)
        if not request.subjects:
            raise RuleBroken("education.no_subjects", field="subjects")
        if request.on_day > today(work.clock):
            raise RuleBroken("education.day_to_come", field="on_day")
        being_studied = _being_studied(session, row, request)
        concerns = [_open_concern(row, *one) for one in being_studied]
        require_answers(concerns, request.reasons, read_centre(session).limits)
        for taking, _name, _term in being_studied:
            taking.voided_at = work.clock.now()
        session.flush()
        for one in request.subjects:
            session.add(_transferred(session, row, one, request, level))
            session.flush()
        touch(row)
        return changed(row, _("Subjects transferred"))


def _being_studied(
    session: Session, row: Learner, request: TransferSubjects
) -> list[tuple[LearnerSubject, str, Term]]:
    """Open takings of the subjects transferred, each with its name and term."""
    wanted = {one.subject_id for one in request.subjects}
    found = []
    for one in taken_rows(session, (row.id,)).get(row.id, []):
        term = term_of(one)
        if one.LearnerSubject.subject_id in wanted and term is not None and open_subjects([taken_of(one)]):
            found.append((one.LearnerSubject, f"{one.code} {one.name}", term))
    return found


def _open_concern(row: Learner, taking: LearnerSubject, name: str, term: Term) -> Concern:
    text = _(
        "{subject} is being studied in term {term}. A subject counts once: with the transfer it goes "
        "from the term. If it is still studied, do not transfer it."
    ).format(subject=name, term=term.label)
    return Concern(OPEN_RULE, ConcernLevel.WARN, f"{row.person_id}:{taking.subject_id}", text, term.label)


def _transferred(
    session: Session, row: Learner, one: TransferredSubject, request: TransferSubjects, level: Level
) -> LearnerSubject:
    subject = load(session, Subject, one.subject_id)
    if subject.level_id != row.level_id:
        raise RuleBroken("education.subject_of_other_level", field="subjects")
    _require_known(one.grade, level.steps)
    return LearnerSubject(
        learner_id=row.id,
        subject_id=subject.id,
        credits=one.credits or subject.credits,
        grade=one.grade,
        study_state=SubjectState.GRADED.value,
        transferred_on=request.on_day,
        transferred_from=request.source.strip(),
    )


def remove_subject(work: UnitsOfWork, by: Actor, request: RemoveSubject) -> Changes:
    """Take a subject out that was written down by mistake, or mark it as given up (ถอนวิชา)."""
    with work.writing(by, "education.edit") as session:
        taking = load(session, LearnerSubject, request.learner_subject_id, request.seen_version)
        row = load_learner(session, taking.learner_id)
        if request.is_withdrawn:
            taking.study_state, taking.grade = SubjectState.WITHDRAWN.value, None
        else:
            taking.voided_at = work.clock.now()
        touch(row)
        return changed(row, _("Subject taken out"))


def save_activity(work: UnitsOfWork, by: Actor, request: SaveActivity) -> Changes:
    """Write hours of กพช. down, or correct them."""
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id)
        _require_activity(request, work)
        if request.activity_id is None:
            activity = LearnerActivity(learner_id=row.id)
            session.add(activity)
        else:
            activity = load(session, LearnerActivity, request.activity_id, request.seen_version)
        activity.on_day, activity.name, activity.hours = request.on_day, request.name.strip(), request.hours
        touch(row)
        return changed(row, _("Activity saved"))


def _require_activity(request: SaveActivity, work: UnitsOfWork) -> None:
    if not request.name.strip():
        raise RuleBroken("education.activity_missing", field="name")
    if request.hours <= 0:
        raise RuleBroken("education.hours_missing", field="hours")
    if request.on_day > today(work.clock):
        raise RuleBroken("education.day_to_come", field="on_day")


def remove_activity(work: UnitsOfWork, by: Actor, request: RemoveActivity) -> Changes:
    """Take hours out that were written down by mistake."""
    with work.writing(by, "education.edit") as session:
        activity = load(session, LearnerActivity, request.activity_id, request.seen_version)
        row = load_learner(session, activity.learner_id)
        activity.voided_at = work.clock.now()
        touch(row)
        return changed(row, _("Activity taken out"))
