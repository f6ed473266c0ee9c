"""The curriculum as the office changes it: credits, caps, grade steps, subjects; a successor beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.models import (
    CreditCap,
    Curriculum,
    CurriculumGrade,
    CurriculumLevel,
    LearnerSubject,
    Strand,
    Subject,
)
from panpun_desktop.rules.education import Retake
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.curriculum_rows import CapRow, CurriculumView, GradeRow, LevelView, SubjectRow
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.models.base import Versioned
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

TOUCHED = frozenset({"curriculum"})


@dataclass(frozen=True)
class SaveCurriculum:
    """What holds for every level of a curriculum."""

    id: int
    seen_version: int
    name: str
    activity_hours: int
    in_term_weight: int
    exam_attendance: int
    retake: str
    needs_moral: bool = True
    needs_nnet: bool = True
    is_active: bool = True
    steps: tuple[tuple[int, Decimal], ...] = ()
    """(id of a grade step, least score); those left out stay."""


@dataclass(frozen=True)
class SaveLevel:
    """The credits a level asks for, its limits a term and which of them holds."""

    id: int
    seen_version: int
    credits: int
    compulsory: int
    elective: int
    cap_code: str
    caps: tuple[tuple[str, int, int], ...]
    """(code, a term, the last term); a new code adds a limit."""


@dataclass(frozen=True)
class SaveSubject:
    """Add (id None) or change a subject of a level."""

    id: int | None
    level_id: int
    code: str
    name: str
    credits: int
    is_compulsory: bool = False
    strand_id: int | None = None
    is_active: bool = True
    seen_version: int | None = None


@dataclass(frozen=True)
class TakeOutSubject:
    """A subject is not taught any more, or was added by mistake."""

    id: int
    seen_version: int


@dataclass(frozen=True)
class CopyCurriculum:
    """A successor begins as a copy, under a year of its own."""

    id: int
    code: str
    name: str


def list_curricula(work: UnitsOfWork, by: Actor) -> tuple[CurriculumView, ...]:
    """Every curriculum with all that belongs to it, the newest first."""
    with work.reading(by, "education.read") as session:
        rows = session.scalars(select(Curriculum).order_by(Curriculum.code.desc())).all()
        return tuple(_view(session, row) for row in rows)


def _view(session: Session, row: Curriculum) -> CurriculumView:
    strands = session.execute(
        select(Strand.id, Strand.name).where(Strand.curriculum_id == row.id).order_by(Strand.position)
    ).all()
    grades = session.scalars(
        select(CurriculumGrade)
        .where(CurriculumGrade.curriculum_id == row.id)
        .order_by(CurriculumGrade.least_score.desc())
    )
    levels = session.scalars(
        select(CurriculumLevel)
        .where(CurriculumLevel.curriculum_id == row.id)
        .order_by(CurriculumLevel.position)
    ).all()
    names = {row.id: row.name for row in strands}
    return CurriculumView(
        id=row.id,
        version=row.version,
        code=row.code,
        name=row.name,
        hours_per_credit=row.hours_per_credit,
        activity_hours=row.activity_hours,
        needs_moral=row.needs_moral,
        needs_nnet=row.needs_nnet,
        in_term_weight=row.in_term_weight,
        exam_attendance=row.exam_attendance,
        retake=row.retake,
        is_active=row.is_active,
        grades=tuple(GradeRow(one.id, one.version, one.grade, one.least_score) for one in grades),
        strands=tuple(names.items()),
        levels=tuple(_level(session, one, names) for one in levels),
    )


def _level(session: Session, row: CurriculumLevel, strands: Mapping[int, str]) -> LevelView:
    caps = session.scalars(select(CreditCap).where(CreditCap.level_id == row.id).order_by(CreditCap.code))
    subjects = session.scalars(
        select(Subject)
        .where(Subject.level_id == row.id)
        .order_by(Subject.is_compulsory.desc(), Subject.position, Subject.code)
    )
    return LevelView(
        id=row.id,
        version=row.version,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        credits=row.credits,
        compulsory=row.compulsory,
        elective=row.elective,
        cap_code=row.cap_code,
        caps=tuple(
            CapRow(one.id, one.version, one.code, one.per_term, one.last_term, one.note) for one in caps
        ),
        subjects=tuple(_subject(one, strands) for one in subjects),
    )


def _subject(one: Subject, strands: Mapping[int, str]) -> SubjectRow:
    strand = strands.get(one.strand_id, "") if one.strand_id is not None else ""
    return SubjectRow(
        one.id,
        one.version,
        one.strand_id,
        strand,
        one.code,
        one.name,
        one.credits,
        one.is_compulsory,
        one.is_active,
    )


def save_curriculum(work: UnitsOfWork, by: Actor, request: SaveCurriculum) -> Changes:
    """Change what holds for every level: hours of กพช., weight of the term's work, grade steps."""
    with work.writing(by, "curriculum.edit") as session:
        row = load(session, Curriculum, request.id, request.seen_version)
        if not request.name.strip():
            raise RuleBroken("setting.label_missing", field="name")
        for field in ("in_term_weight", "exam_attendance"):
            if not 0 <= getattr(request, field) <= 100:
                raise RuleBroken("education.percent", field=field)
        row.name, row.activity_hours = request.name.strip(), max(0, request.activity_hours)
        row.in_term_weight, row.exam_attendance = request.in_term_weight, request.exam_attendance
        row.retake = Retake(request.retake).value
        row.needs_moral, row.needs_nnet = request.needs_moral, request.needs_nnet
        row.is_active = request.is_active
        for step_id, least in request.steps:
            _step(session, row, step_id, least)
        return Changes(settings=TOUCHED, summary=_("Curriculum saved"))


def _step(session: Session, row: Curriculum, step_id: int, least: Decimal) -> None:
    step = load(session, CurriculumGrade, step_id)
    if step.curriculum_id != row.id:
        raise RuleBroken("record.missing", kind="CurriculumGrade")
    if not 0 <= least <= 100:
        raise RuleBroken("education.percent", field="steps")
    step.least_score = least


def save_level(work: UnitsOfWork, by: Actor, request: SaveLevel) -> Changes:
    """Change the credits of a level, its limits a term, and which of them the office follows."""
    with work.writing(by, "curriculum.edit") as session:
        row = load(session, CurriculumLevel, request.id, request.seen_version)
        if request.cap_code not in {code for code, _per_term, _last in request.caps}:
            raise RuleBroken("education.cap_unknown", field="cap_code")
        if request.credits < request.compulsory + request.elective:
            raise RuleBroken("education.credits_too_few", field="credits")
        row.credits, row.compulsory, row.elective = request.credits, request.compulsory, request.elective
        row.cap_code = request.cap_code
        there = {
            one.code: one for one in session.scalars(select(CreditCap).where(CreditCap.level_id == row.id))
        }
        for code, per_term, last_term in request.caps:
            if last_term < per_term or per_term < 1:
                raise RuleBroken("education.last_term_smaller", field="caps")
            if code in there:
                there[code].per_term, there[code].last_term = per_term, last_term
            else:
                session.add(CreditCap(level_id=row.id, code=code, per_term=per_term, last_term=last_term))
        return Changes(settings=TOUCHED, summary=_("Level saved"))


def save_subject(work: UnitsOfWork, by: Actor, request: SaveSubject) -> Changes:
    """Add or change a subject; credits learners took stay as they were taken."""
    with work.writing(by, "curriculum.edit") as session:
        _require_named(request)
        if request.credits < 1:
            raise RuleBroken("education.subject_incomplete", field="credits")
        load(session, CurriculumLevel, request.level_id)
        if request.id is None:
            row = Subject(level_id=request.level_id, position=_after(session, request.level_id))
            session.add(row)
        else:
            row = load(session, Subject, request.id, request.seen_version)
            if row.is_compulsory != request.is_compulsory and _is_taken(session, row.id):
                raise RuleBroken("education.subject_kind_in_use", field="is_compulsory")
        row.code, row.name, row.credits = request.code.strip(), request.name.strip(), request.credits
        row.is_compulsory, row.strand_id = request.is_compulsory, request.strand_id
        row.is_active = request.is_active
        return Changes(settings=TOUCHED, summary=_("Subject saved"))


def take_out_subject(work: UnitsOfWork, by: Actor, request: TakeOutSubject) -> Changes:
    """Offer a subject no more; one no learner ever had goes away. Credits that were earned stay."""
    with work.writing(by, "curriculum.edit") as session:
        row = load(session, Subject, request.id, request.seen_version)
        if _was_ever_taken(session, row.id):
            row.is_active = False
            text = _("{name} is not offered any more; learners keep what they have")
        else:
            session.delete(row)
            text = _("{name} removed")
        return Changes(settings=TOUCHED, summary=text.format(name=f"{row.code} {row.name}"))


def _was_ever_taken(session: Session, subject_id: int) -> bool:
    """Whether any learner has or had the subject, takings written by mistake included."""
    taken = select(LearnerSubject.id).where(LearnerSubject.subject_id == subject_id)
    return session.scalar(taken.limit(1)) is not None


def _require_named(request: SaveSubject | CopyCurriculum) -> None:
    for field in ("code", "name"):
        if not getattr(request, field).strip():
            unnamed = "education.curriculum_unnamed"
            is_copy = isinstance(request, CopyCurriculum)
            raise RuleBroken(unnamed if is_copy else "education.subject_incomplete", field=field)


def _after(session: Session, level_id: int) -> int:
    last = session.scalar(select(func.max(Subject.position)).where(Subject.level_id == level_id))
    return 0 if last is None else last + 1


def _is_taken(session: Session, subject_id: int) -> bool:
    taken = select(LearnerSubject.id).where(
        LearnerSubject.subject_id == subject_id, LearnerSubject.voided_at.is_(None)
    )
    return session.scalar(taken.limit(1)) is not None


def copy_curriculum(work: UnitsOfWork, by: Actor, request: CopyCurriculum) -> Changes:
    """Begin a successor with everything of a curriculum; learners keep the one they are in."""
    with work.writing(by, "curriculum.edit") as session:
        _require_named(request)
        code = from_thai_digits(request.code.strip())
        if session.scalar(select(Curriculum.id).where(Curriculum.code == code)) is not None:
            raise RuleBroken("education.curriculum_there", field="code")
        row = load(session, Curriculum, request.id)
        copy = _copied(session, row, code=code, name=request.name.strip())
        for grade in session.scalars(select(CurriculumGrade).where(CurriculumGrade.curriculum_id == row.id)):
            _copied(session, grade, curriculum_id=copy.id)
        strands: dict[int | None, int | None] = {None: None}
        for strand in session.scalars(select(Strand).where(Strand.curriculum_id == row.id)):
            strands[strand.id] = _copied(session, strand, curriculum_id=copy.id).id
        for level in session.scalars(select(CurriculumLevel).where(CurriculumLevel.curriculum_id == row.id)):
            _copy_level(session, level, copy.id, strands)
        return Changes(settings=TOUCHED, summary=_("Curriculum copied"))


def _copy_level(
    session: Session, level: CurriculumLevel, curriculum_id: int, strands: Mapping[int | None, int | None]
) -> None:
    copy = _copied(session, level, curriculum_id=curriculum_id)
    for cap in session.scalars(select(CreditCap).where(CreditCap.level_id == level.id)):
        _copied(session, cap, level_id=copy.id)
    for subject in session.scalars(select(Subject).where(Subject.level_id == level.id, Subject.is_active)):
        _copied(session, subject, level_id=copy.id, strand_id=strands[subject.strand_id])


def _copied(session: Session, row: Versioned, **changed: Any) -> Any:
    kind = type(row)
    columns = {one.key: getattr(row, one.key) for one in kind.__mapper__.column_attrs}  # type: ignore[attr-defined]
    copy = kind(**{key: value for key, value in columns.items() if key not in {"id", "version"}} | changed)
    session.add(copy)
    session.flush()
    return copy
