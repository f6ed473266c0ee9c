"""Reads a transcript: modules, scores, attendance as confirmed, else as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, Enrolment
from panpun_desktop.reports.course_facts import CourseOnPaper, course_on_paper, hours_text
from panpun_desktop.reports.transcript.data import ModuleLine, Transcript
from panpun_desktop.rules.attendance import shown_percent
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.services.module_scores import (
    NOT_ASSESSED,
    ModuleRow,
    ModuleScore,
    assessments,
    judge,
    modules_of,
    scores_of,
)
from panpun_desktop.services.training_progress import standings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked


def read(session: Session, asked: Asked) -> Transcript:
    """The transcript of ``enrolment_id``."""
    paper = course_on_paper(session, asked, "transcript")
    course_id = session.get_one(Cohort, paper.cohort_id).course_id
    course = session.get_one(Course, course_id)
    needed = course.pass_score or Decimal(str(asked.centre.settings["course.pass_score"]))
    modules = modules_of(session, [course_id])[course_id]
    scores = scores_of(session, [paper.enrolment_id])[paper.enrolment_id]
    percent, attended, scheduled = _attendance(session, asked, paper)
    assessed = assessments(session, [paper.enrolment_id], asked.centre)
    return Transcript(
        paper,
        tuple(_line(one, scores.get(one.id, ModuleScore()), needed) for one in modules),
        _total(modules, scores),
        percent,
        attended,
        scheduled,
        assessed.get(paper.enrolment_id, NOT_ASSESSED).passed,
        {EnrolmentState.DONE: True, EnrolmentState.FAILED: False}.get(EnrolmentState(paper.state)),
    )


def _line(module: ModuleRow, score: ModuleScore, needed: Decimal) -> ModuleLine:
    """A module with its result: as the trainer said, else the score against the least per cent."""
    hours = module.hours if score.hours is None else score.hours
    passed = judge([module], {module.id: score}, needed).passed if score.passed is None else score.passed
    return ModuleLine(
        module.name, hours_text(hours), hours_text(module.max_score), hours_text(score.score), passed
    )


def _total(modules: Iterable[ModuleRow], scores: Mapping[int, ModuleScore]) -> ModuleLine:
    known = [(one, scores.get(one.id, ModuleScore())) for one in modules]
    hours = [one.hours if score.hours is None else score.hours for one, score in known]
    reached = [score.score for _one, score in known]
    return ModuleLine("", _sum(hours), _sum([one.max_score for one, _score in known]), _sum(reached))


def _sum(values: Iterable[Decimal | None]) -> str:
    known = [one for one in values if one is not None]
    return hours_text(sum(known, Decimal(0))) if known else ""


def _attendance(session: Session, asked: Asked, paper: CourseOnPaper) -> tuple[str, int, int]:
    """Per cent, sessions attended and held: those confirmed, else those of today."""
    figures: Mapping[str, Any] = paper.figures
    if "scheduled" in figures:
        kept = figures.get("percent")
        share: Fraction | Decimal | None = None if kept is None else Decimal(str(kept))
        return _shown(share), int(figures["attended"]), int(figures["scheduled"])
    chosen = select(Enrolment.id).where(
        Enrolment.cohort_id == paper.cohort_id,
        Enrolment.voided_at.is_(None),
        Enrolment.joined_on.is_not(None),
    )
    found = standings(session, session.scalars(chosen).all(), asked.today, asked.centre)
    tally = found[paper.enrolment_id].standing.tally
    return _shown(tally.percent), tally.attended, tally.scheduled


def _shown(percent: Fraction | Decimal | None) -> str:
    return "" if percent is None else shown_percent(Fraction(percent))
