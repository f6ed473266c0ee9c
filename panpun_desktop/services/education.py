"""Learners of กศน./สกร.: enrolling, what is written about them, assessments, status (domain.md §6).

The centre keeps a tracking copy; a learner goes on after leaving the centre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Learner, LearnerSubject, LearnerTerm
from panpun_desktop.rules.education import LearnerStatus, Moral, Nnet
from panpun_desktop.rules.education_progress import Progress
from panpun_desktop.rules.override import ConcernLevel, require_answers
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.education_reading import level_of, progress_now
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.education_requests import (
        CancelLearner,
        EditLearner,
        EnrolLearner,
        RecordAssessments,
        SetLearnerStatus,
    )
    from panpun_desktop.services.education_rows import LearnerFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork

Part = TypeVar("Part", LearnerSubject, LearnerTerm)
GRADUATION_RULE = "R-NFE-GRAD"
"""Graduating although something is missing in the centre's copy; the district office decides."""


def enrol_learner(work: UnitsOfWork, by: Actor, request: EnrolLearner) -> Changes:
    """Make someone of the register a learner of a level; RuleBroken ``education.learner_there`` twice."""
    with work.writing(by, "education.edit") as session:
        person = load_known(session, request.person_id)
        require_sight(session, person.id)
        level_of(session, request.facts.level_id)
        row = Learner(person_id=person.id, status_on=request.facts.enrolled_on)
        _write(row, request.facts, today(work.clock))
        session.add(row)
        session.flush()
        return changed(row, _("Learner enrolled"))


def edit_learner(work: UnitsOfWork, by: Actor, request: EditLearner) -> Changes:
    """Correct what is written; the level stays once subjects were taken."""
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        if row.level_id != request.facts.level_id and _has_subjects(session, row.id):
            raise RuleBroken("education.level_in_use", field="level_id")
        level_of(session, request.facts.level_id)
        _write(row, request.facts, today(work.clock))
        return changed(row, _("Learner saved"))


def _write(row: Learner, facts: LearnerFacts, day: date) -> None:
    if facts.enrolled_on is not None and facts.enrolled_on > day:
        raise RuleBroken("education.day_to_come", field="enrolled_on")
    if facts.meets_from and facts.meets_until and facts.meets_until <= facts.meets_from:
        raise RuleBroken("education.meeting_times", field="meets_until")
    row.level_id, row.enrolled_on = facts.level_id, facts.enrolled_on
    row.student_no, row.g_code = facts.student_no.strip(), facts.g_code.strip()
    row.agency_id, row.school = facts.agency_id, facts.school.strip()
    row.teacher, row.group_name = facts.teacher.strip(), facts.group_name.strip()
    row.prior_education, row.prior_evidence = facts.prior_education, facts.prior_evidence.strip()
    row.meets_on = "".join(str(day + 1) for day in sorted(set(facts.meets_on)))
    row.meets_from, row.meets_until = facts.meets_from, facts.meets_until
    row.note = facts.note.strip()


def record_assessments(work: UnitsOfWork, by: Actor, request: RecordAssessments) -> Changes:
    """Write down การประเมินคุณธรรม and N-NET, which must be sat, not passed."""
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        days = {"moral_on": request.moral_on, "nnet_on": request.nnet_on}
        for field, day in days.items():
            if day is not None and day > today(work.clock):
                raise RuleBroken("education.day_to_come", field=field)
        row.moral, row.nnet = Moral(request.moral).value, Nnet(request.nnet).value
        row.moral_on = request.moral_on if row.moral else None
        row.nnet_on = request.nnet_on if row.nnet else None
        return changed(row, _("Assessments saved"))


def set_learner_status(work: UnitsOfWork, by: Actor, request: SetLearnerStatus) -> Changes:
    """Say how a learner stands with the school; NeedsConfirmation when graduating with something missing."""
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        status = LearnerStatus(request.status)
        if request.on_day > today(work.clock):
            raise RuleBroken("education.day_to_come", field="on_day")
        if status is LearnerStatus.GRADUATED:
            concerns = _graduation_concerns(row, progress_now(session, row))
            require_answers(concerns, request.reasons, read_centre(session).limits)
        row.status, row.status_on = status.value, request.on_day
        row.graduated_on = request.on_day if status is LearnerStatus.GRADUATED else None
        return changed(row, _("Status saved"))


def _graduation_concerns(row: Learner, found: Progress) -> list[Concern]:
    if found.may_graduate:
        return []
    text = _("Still missing for graduation: {missing}").format(missing=", ".join(missing_words(found)))
    return [Concern(GRADUATION_RULE, ConcernLevel.WARN, str(row.person_id), text)]


def missing_words(found: Progress) -> tuple[str, ...]:
    """What is missing, as people say it."""
    words = {
        "credits": _("{credits} credits").format(credits=found.credits_missing),
        "subjects": _("{count} compulsory subjects").format(count=len(found.missing_subjects)),
        "activity": _("{hours} hours of activities").format(hours=plain(found.hours_missing)),
        "moral": _("moral assessment"),
        "nnet": _("sitting N-NET"),
    }
    return tuple(words[one] for one in found.missing)


def plain(number: object) -> str:
    """A figure without needless zeros: 3, 3.5."""
    text = str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def cancel_learner(work: UnitsOfWork, by: Actor, request: CancelLearner) -> Changes:
    """Take a learner out who was written down by mistake; refused as soon as there is a result."""
    with work.writing(by, "education.edit") as session:
        row = load_learner(session, request.learner_id, request.seen_version)
        graded = select(LearnerSubject.id).where(
            LearnerSubject.learner_id == row.id,
            LearnerSubject.voided_at.is_(None),
            LearnerSubject.grade.is_not(None),
        )
        if session.scalar(graded.limit(1)) is not None:
            raise RuleBroken("education.has_results", field="learner")
        now = work.clock.now()
        for subject in session.scalars(_of(LearnerSubject, row.id)):
            subject.voided_at = now
        for term in session.scalars(_of(LearnerTerm, row.id)):
            term.voided_at = now
        row.voided_at = now
        return changed(row, _("Learner cancelled"))


def _of(model: type[Part], learner_id: int) -> Select[Part]:
    return select(model).where(model.learner_id == learner_id, model.voided_at.is_(None))


def _has_subjects(session: Session, learner_id: int) -> bool:
    taken = select(LearnerSubject.id).where(
        LearnerSubject.learner_id == learner_id, LearnerSubject.voided_at.is_(None)
    )
    return session.scalar(taken.limit(1)) is not None


def load_learner(session: Session, learner_id: int, seen: int | None = None) -> Learner:
    """The learner to change, as long as the actor sees the person and nobody changed it meanwhile."""
    row = load(session, Learner, learner_id, seen)
    require_sight(session, row.person_id)
    if row.voided_at is not None:
        raise RuleBroken("record.missing", kind="Learner")
    return row


def changed(row: Learner, summary: str) -> Changes:
    """What an act on a learner touched."""
    return Changes(learners=frozenset({row.id}), people=frozenset({row.person_id}), summary=summary)
