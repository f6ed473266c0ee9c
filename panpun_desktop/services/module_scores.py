"""What trainees reached in the modules of their course, and whether that passes the assessment (R-CRS-7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, CourseModule, Enrolment, ModuleResult

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class ModuleRow:
    """A module of a course; ``max_score`` None is not marked."""

    id: int
    name: str
    hours: Decimal | None
    max_score: Decimal | None


@dataclass(frozen=True)
class ModuleScore:
    """What one trainee reached in one module."""

    score: Decimal | None = None
    hours: Decimal | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class Assessment:
    """``percent`` of the scores so far, exact to two places; ``passed`` None is not known yet."""

    percent: Decimal | None = None
    passed: bool | None = None


NOT_ASSESSED = Assessment()


def modules_of(session: Session, course_ids: Iterable[int]) -> dict[int, tuple[ModuleRow, ...]]:
    """The modules of courses in their order."""
    found: dict[int, list[ModuleRow]] = defaultdict(list)
    columns = (
        *(CourseModule.course_id, CourseModule.id, CourseModule.name),
        *(CourseModule.hours, CourseModule.max_score),
    )
    chosen = select(*columns).where(
        CourseModule.course_id.in_(list(course_ids)), CourseModule.voided_at.is_(None)
    )
    for course, id, name, hours, most in session.execute(
        chosen.order_by(CourseModule.position, CourseModule.id)
    ):
        found[course].append(ModuleRow(id, name, hours, most))
    return defaultdict(tuple, {course: tuple(rows) for course, rows in found.items()})


def scores_of(session: Session, enrolment_ids: Iterable[int]) -> dict[int, dict[int, ModuleScore]]:
    """Enrolment -> module -> what was reached."""
    found: dict[int, dict[int, ModuleScore]] = defaultdict(dict)
    columns = (
        *(ModuleResult.enrolment_id, ModuleResult.module_id),
        *(ModuleResult.score, ModuleResult.hours, ModuleResult.passed),
    )
    for enrolment, module, score, hours, passed in session.execute(
        select(*columns).where(ModuleResult.enrolment_id.in_(list(enrolment_ids)))
    ):
        found[enrolment][module] = ModuleScore(score, hours, passed)
    return found


def assessments(session: Session, enrolment_ids: Iterable[int], centre: Centre) -> dict[int, Assessment]:
    """How the trainees of courses with an assessment stand in it; other courses are left out.

    What the trainer said of someone wins; else the modules decide once every one that is marked has its
    score: their sum in per cent against the course's pass score, or the setting's.
    """
    columns = (
        *(Enrolment.id, Cohort.course_id, Course.pass_score),
        *(Enrolment.assessment_passed, Enrolment.assessment_score),
    )
    rows = session.execute(
        select(*columns)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Enrolment.id.in_(list(enrolment_ids)), Course.has_assessment.is_(True))
    ).all()
    modules = modules_of(session, {row.course_id for row in rows})
    scores = scores_of(session, [row.id for row in rows])
    usual = Decimal(str(centre.settings["course.pass_score"]))
    found = {}
    for row in rows:
        judged = judge(modules[row.course_id], scores[row.id], row.pass_score or usual)
        said = row.assessment_passed
        percent = judged.percent if row.assessment_score is None else row.assessment_score
        found[row.id] = Assessment(percent, judged.passed if said is None else said)
    return found


def judge(modules: Iterable[ModuleRow], scores: Mapping[int, ModuleScore], needed: Decimal) -> Assessment:
    """The sum of the scores in per cent of what could be had so far, and whether it passes.

    ``passed`` stays None until every marked module has a score.
    """
    marked = [one for one in modules if one.max_score]
    written = [(one, scores[one.id].score) for one in marked if one.id in scores]
    reached = sum((score for _one, score in written if score is not None), Decimal(0))
    most = sum((one.max_score or Decimal(0) for one, score in written if score is not None), Decimal(0))
    if not most:
        return NOT_ASSESSED
    is_whole = sum(score is not None for _one, score in written) == len(marked)
    percent = (100 * reached / most).quantize(Decimal("0.01"))
    return Assessment(percent, 100 * reached >= needed * most if is_whole else None)
