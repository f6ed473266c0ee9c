"""What กศน./สกร. adds to a person's story: terms registered for, exams sat, graduation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import CurriculumLevel, Learner, LearnerTerm, SchoolTerm
from panpun_desktop.rules.education import LearnerStatus
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.services.people_rows import TimelineRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre

KIND = "education"


def education_story(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    """Events of every level of a person."""
    learners = session.execute(
        select(Learner, CurriculumLevel.short_name)
        .join(CurriculumLevel, CurriculumLevel.id == Learner.level_id)
        .where(Learner.person_id == person_id, Learner.voided_at.is_(None))
    ).all()
    for one, level in learners:
        yield from _terms(session, one.id, level)
        if one.status != LearnerStatus.STUDYING and one.status_on is not None:
            label = centre.label("learner_status", one.status)
            text = _("School {level}: {status}").format(level=level, status=label)
            tone = "ok" if one.status == LearnerStatus.GRADUATED else "neutral"
            yield TimelineRow(one.status_on, KIND, text, tone)


def _terms(session: Session, learner_id: int, level: str) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(LearnerTerm.registered_on, LearnerTerm.exam_on, SchoolTerm.year, SchoolTerm.half)
        .join(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .where(LearnerTerm.learner_id == learner_id, LearnerTerm.voided_at.is_(None))
    )
    for registered_on, exam_on, year, half in rows:
        term = Term(year, half).label
        text = _("School {level}: registered for term {term}").format(level=level, term=term)
        yield TimelineRow(registered_on, KIND, text, "info")
        if exam_on is not None:
            text = _("School {level}: sat the exam of term {term}").format(level=level, term=term)
            yield TimelineRow(exam_on, KIND, text)
