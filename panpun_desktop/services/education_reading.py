"""Reading กศน./สกร. inside a unit of work: levels with what they ask for, and what learners took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import (
    CreditCap,
    Curriculum,
    CurriculumGrade,
    CurriculumLevel,
    Learner,
    LearnerActivity,
    LearnerSubject,
    LearnerTerm,
    SchoolTerm,
    Strand,
    Subject,
)
from panpun_desktop.rules.education import Cap, GradeStep, Moral, Nnet, Retake, SubjectState, Taken
from panpun_desktop.rules.education_progress import Progress, Requirements, Standing, progress
from panpun_desktop.rules.education_terms import Term, TermMonths, term_on
from panpun_desktop.services.centre import read_settings
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Level:
    """A level as the rules need it."""

    id: int
    code: str
    name: str
    short_name: str
    curriculum_id: int
    curriculum: str
    curriculum_name: str
    position: int
    is_active: bool
    needed: Requirements
    steps: tuple[GradeStep, ...]
    in_term_weight: int
    exam_attendance: int
    compulsory: Mapping[str, str]
    """Code -> name of the compulsory subjects in use, in order."""


def levels(session: Session) -> dict[int, Level]:
    """Every level by id, those of the newest curriculum first."""
    caps = _caps(session)
    steps = _steps(session)
    compulsory = _compulsory(session)
    rows = session.execute(
        select(CurriculumLevel, Curriculum)
        .join(Curriculum, Curriculum.id == CurriculumLevel.curriculum_id)
        .order_by(Curriculum.code.desc(), CurriculumLevel.position)
    )
    return {
        level.id: _level(
            level, of, caps.get(level.id, {}), steps.get(of.id, ()), compulsory.get(level.id, {})
        )
        for level, of in rows
    }


def _caps(session: Session) -> dict[int, dict[str, Cap]]:
    found: dict[int, dict[str, Cap]] = defaultdict(dict)
    for row in session.scalars(select(CreditCap).order_by(CreditCap.code)):
        found[row.level_id][row.code] = Cap(row.per_term, row.last_term)
    return found


def _steps(session: Session) -> dict[int, tuple[GradeStep, ...]]:
    found: dict[int, list[GradeStep]] = defaultdict(list)
    for row in session.scalars(select(CurriculumGrade).order_by(CurriculumGrade.least_score.desc())):
        found[row.curriculum_id].append(GradeStep(row.least_score, row.grade))
    return {id: tuple(steps) for id, steps in found.items()}


def _compulsory(session: Session) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = select(Subject.level_id, Subject.code, Subject.name).where(
        Subject.is_compulsory, Subject.is_active
    )
    for level_id, code, name in session.execute(rows.order_by(Subject.position, Subject.id)):
        found[level_id][code] = name
    return found


def _level(
    level: CurriculumLevel,
    of: Curriculum,
    caps: Mapping[str, Cap],
    steps: tuple[GradeStep, ...],
    compulsory: Mapping[str, str],
) -> Level:
    cap = caps.get(level.cap_code) or next(iter(caps.values()), Cap(level.credits, level.credits))
    needed = Requirements(
        credits=level.credits,
        compulsory=level.compulsory,
        elective=level.elective,
        cap=cap,
        activity_hours=of.activity_hours,
        needs_moral=of.needs_moral,
        needs_nnet=of.needs_nnet,
        retake=Retake(of.retake),
    )
    return Level(
        level.id,
        level.code,
        level.name,
        level.short_name,
        of.id,
        of.code,
        of.name,
        level.position,
        of.is_active,
        needed,
        steps,
        of.in_term_weight,
        of.exam_attendance,
        compulsory,
    )


def level_of(session: Session, level_id: int) -> Level:
    """One level; RuleBroken ``record.missing`` when there is none."""
    found = levels(session).get(level_id)
    if found is None:
        raise RuleBroken("record.missing", kind="CurriculumLevel")
    return found


def months(session: Session) -> TermMonths:
    """In which months terms begin, as the centre set it."""
    settings = read_settings(session)
    return TermMonths(int(settings["education.first_month"]), int(settings["education.second_month"]))


def term_now(session: Session) -> Term:
    """The term of today: by the days the office gave, else by the months."""
    return term_of_day(session, today(clock_of(session)))


def term_of_day(session: Session, day: date) -> Term:
    """The term a day lies in."""
    given = session.execute(
        select(SchoolTerm.year, SchoolTerm.half)
        .where(SchoolTerm.starts_on <= day, SchoolTerm.ends_on >= day)
        .order_by(SchoolTerm.starts_on.desc())
        .limit(1)
    ).first()
    if given:
        return Term(given.year, given.half)
    usual = term_on(day, months(session))
    return usual.plus(-1) if _begins_later(session, usual, day) else usual


def _begins_later(session: Session, term: Term, day: date) -> bool:
    """Whether the office let a term begin after a day: it still belongs to the term before."""
    begins = session.scalar(
        select(SchoolTerm.starts_on).where(SchoolTerm.year == term.year, SchoolTerm.half == term.half)
    )
    return begins is not None and begins > day


_TAKEN = (
    LearnerSubject,
    Subject.code,
    Subject.name,
    Subject.is_compulsory,
    Strand.name.label("strand"),
    Strand.position.label("strand_position"),
    Subject.position,
    SchoolTerm.year,
    SchoolTerm.half,
)


def taken_rows(session: Session, learner_ids: Collection[int] | None = None) -> dict[int, list[Any]]:
    """The takings of learners by learner id, with the columns of their subjects and terms."""
    rows = (
        select(*_TAKEN)
        .join(Subject, Subject.id == LearnerSubject.subject_id)
        .outerjoin(Strand, Strand.id == Subject.strand_id)
        .outerjoin(LearnerTerm, LearnerTerm.id == LearnerSubject.learner_term_id)
        .outerjoin(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .where(LearnerSubject.voided_at.is_(None))
        .order_by(Subject.is_compulsory.desc(), Strand.position, Subject.position, Subject.code)
    )
    if learner_ids is not None:
        rows = rows.where(LearnerSubject.learner_id.in_(learner_ids))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(rows):
        found[row.LearnerSubject.learner_id].append(row)
    return found


def taken_of(row: Any) -> Taken:
    """A row of ``taken_rows`` as the rules need it."""
    one: LearnerSubject = row.LearnerSubject
    return Taken(
        row.code, one.credits, row.is_compulsory, term_of(row), one.grade, SubjectState(one.study_state)
    )


def term_of(row: Any) -> Term | None:
    """The term in a row with ``year`` and ``half``; None where it has none."""
    return None if row.year is None else Term(row.year, row.half)


def hours_of(session: Session, learner_ids: Collection[int] | None = None) -> dict[int, Decimal]:
    """Hours of กพช. by learner id."""
    rows = select(LearnerActivity.learner_id, func.sum(LearnerActivity.hours)).where(
        LearnerActivity.voided_at.is_(None)
    )
    if learner_ids is not None:
        rows = rows.where(LearnerActivity.learner_id.in_(learner_ids))
    return {id: Decimal(hours) for id, hours in session.execute(rows.group_by(LearnerActivity.learner_id))}


def progress_of(learner: Any, level: Level, rows: Iterable[Any], hours: Decimal) -> Progress:
    """How far a learner is; ``learner`` is a row with ``moral`` and ``nnet``."""
    standing = Standing(hours, Moral(learner.moral), Nnet(learner.nnet))
    return progress([taken_of(row) for row in rows], level.needed, standing, level.compulsory)


def progress_now(session: Session, learner: Learner) -> Progress:
    """How far one learner is, inside a unit of work."""
    rows = taken_rows(session, (learner.id,)).get(learner.id, [])
    hours = hours_of(session, (learner.id,)).get(learner.id, Decimal(0))
    return progress_of(learner, level_of(session, learner.level_id), rows, hours)
