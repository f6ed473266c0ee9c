"""The learners of กศน./สกร. as the report counts them, hidden people among them (R-SAF-1)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Curriculum, CurriculumLevel, Learner, LearnerTerm, SchoolTerm
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.education import LearnerStatus
from panpun_desktop.rules.education_counts import LearnerFact
from panpun_desktop.rules.education_terms import Term, usual_days
from panpun_desktop.services.education_reading import months

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def learner_facts(
    session: Session, term: Term | None = None
) -> tuple[tuple[LearnerFact, ...], dict[str, str]]:
    """Every learner that was not cancelled, and the labels of the levels by code.

    An exam without a day of its own counts on the last day of its term. With ``term`` only what belongs to
    it is told, on a day of the term: who registered before it begins, or sat the exam after it, counts.
    """
    registered, sat = _terms(session, term)
    if term is not None:
        period = period_of(session, term)
        registered, sat = _within(registered, period), _within(sat, period)
    rows = session.execute(
        select(Learner, CurriculumLevel.code)
        .join(CurriculumLevel, CurriculumLevel.id == Learner.level_id)
        .where(Learner.voided_at.is_(None))
    )
    facts = tuple(
        LearnerFact(
            one.person_id,
            code,
            tuple(registered.get(one.id, ())),
            tuple(sat.get(one.id, ())),
            LearnerStatus(one.status),
            one.status_on,
        )
        for one, code in rows
    )
    return facts, _labels(session)


def _within(days: dict[int, list[date]], period: Period) -> dict[int, list[date]]:
    return {id: [min(max(day, period.first), period.last) for day in own] for id, own in days.items()}


def _terms(session: Session, term: Term | None) -> tuple[dict[int, list[date]], dict[int, list[date]]]:
    registered: dict[int, list[date]] = defaultdict(list)
    sat: dict[int, list[date]] = defaultdict(list)
    chosen = (
        select(
            LearnerTerm.learner_id,
            LearnerTerm.registered_on,
            LearnerTerm.sat_exam,
            LearnerTerm.exam_on,
            SchoolTerm.exam_on.label("term_exam_on"),
            SchoolTerm.ends_on,
        )
        .join(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .where(LearnerTerm.voided_at.is_(None))
    )
    if term is not None:
        chosen = chosen.where(SchoolTerm.year == term.year, SchoolTerm.half == term.half)
    for row in session.execute(chosen):
        registered[row.learner_id].append(row.registered_on)
        if row.sat_exam:
            sat[row.learner_id].append(row.exam_on or row.term_exam_on or row.ends_on)
    return registered, sat


def _labels(session: Session) -> dict[str, str]:
    rows = session.execute(
        select(CurriculumLevel.code, CurriculumLevel.short_name)
        .join(Curriculum, Curriculum.id == CurriculumLevel.curriculum_id)
        .order_by(Curriculum.code, CurriculumLevel.position)
    )
    return {row.code: row.short_name for row in rows}


def period_of(session: Session, term: Term) -> Period:
    """The days of a term: those the office gave, else the usual ones."""
    given = session.execute(
        select(SchoolTerm.starts_on, SchoolTerm.ends_on).where(
            SchoolTerm.year == term.year, SchoolTerm.half == term.half
        )
    ).first()
    return Period(given.starts_on, given.ends_on) if given else Period(*usual_days(term, months(session)))
