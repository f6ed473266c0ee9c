"""Courses: what is taught, its parts in order, whether it is offered; gone only where nobody used it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Cohort, Course, CourseModule
from panpun_desktop.rules.codes import COURSES, ServiceType
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.course_rows import CourseFacts, CourseRow, ModuleFacts
from panpun_desktop.services.records import load, touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.limits import Limits
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.course_rows import DeleteCourse, OfferCourse, SaveCourse
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_WHOLE = Decimal(100)


def list_courses(work: UnitsOfWork, by: Actor, *, offered_only: bool = False) -> tuple[CourseRow, ...]:
    """Every course, those offered first, in the order of service types and names."""
    with work.reading(by, "course.read") as session:
        chosen = read_centre(session)
        rows = list(session.scalars(select(Course)))
        modules = _modules(session)
        day = today(work.clock)
        counts = _counts(session, day)
        found = [
            _row(
                one,
                modules[one.id],
                counts.get(one.id, (0, 0, 0)),
                chosen.limits,
                chosen.label("course_group", one.group_code),
            )
            for one in rows
            if one.is_active or not offered_only
        ]
    return tuple(sorted(found, key=_order))


def _order(row: CourseRow) -> tuple[bool, int, str]:
    service = row.facts.service_type
    place = len(COURSES) if service is None else COURSES.index(ServiceType(service))
    return not row.facts.is_active, place, row.name


def _row(
    one: Course, modules: list[CourseModule], counts: tuple[int, int, int], limits: Limits, group: str
) -> CourseRow:
    facts = CourseFacts(**{field.name: getattr(one, field.name) for field in fields(CourseFacts)})
    parts = tuple(ModuleFacts(part.name, part.hours, part.max_score, part.id) for part in modules)
    standing, running, ever = counts
    return CourseRow(
        one.id, one.version, facts, group, floor_of(one, limits), parts, standing, running, not ever
    )


def floor_of(course: Course, limits: Limits) -> int | None:
    """The least days of a course (R-CRS-1): its own, else those of the service type; None for a subject."""
    if course.floor_days is not None or course.service_type is None:
        return course.floor_days
    return limits.course_floor(ServiceType(course.service_type))


def _modules(session: Session) -> Mapping[int, list[CourseModule]]:
    found: dict[int, list[CourseModule]] = defaultdict(list)
    rows = select(CourseModule).where(CourseModule.voided_at.is_(None))
    for one in session.scalars(rows.order_by(CourseModule.position, CourseModule.id)):
        found[one.course_id].append(one)
    return found


def _counts(session: Session, day: date) -> dict[int, tuple[int, int, int]]:
    """Of each course: cohorts that stand, those of them running on the day, and all there ever were."""
    stands = Cohort.voided_at.is_(None)
    runs = stands & (Cohort.starts_on <= day) & (Cohort.ends_on >= day)
    rows = select(
        Cohort.course_id,
        func.count().filter(stands),
        func.count().filter(runs),
        func.count(),
    ).group_by(Cohort.course_id)
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(rows)}


def save_course(work: UnitsOfWork, by: Actor, request: SaveCourse) -> Changes:
    """Write a new course, or other facts of one; modules left out go, their results stay as history."""
    with work.writing(by, "course.edit") as session:
        _require(request.facts, request.modules)
        _require_free_name(session, request)
        if request.course_id is None:
            row = Course()
            session.add(row)
        else:
            row = load(session, Course, request.course_id, request.seen_version)
            _require_same_kind(session, row, request.facts)
        for field in fields(CourseFacts):
            setattr(row, field.name, getattr(request.facts, field.name))
        row.name, row.description = request.facts.name.strip(), request.facts.description.strip()
        session.flush()
        if _set_modules(session, work, row.id, request.modules) and request.course_id is not None:
            touch(row)
        session.flush()
        return Changes(courses=frozenset({row.id}), summary=_("Course {name} saved").format(name=row.name))


def _require(facts: CourseFacts, modules: Iterable[ModuleFacts]) -> None:
    if not facts.name.strip():
        raise RuleBroken("course.name_missing", field="name")
    if facts.service_type is not None and facts.service_type not in {one.value for one in COURSES}:
        raise RuleBroken("course.service_unknown", field="service_type")
    if facts.floor_days is not None and facts.floor_days < 1:
        raise RuleBroken("course.too_small", field="floor_days")
    if facts.hours is not None and facts.hours < 1:
        raise RuleBroken("course.too_small", field="hours")
    for field, share in (("min_attendance", facts.min_attendance), ("pass_score", facts.pass_score)):
        if share is not None and not 0 <= share <= _WHOLE:
            raise RuleBroken("course.no_percentage", field=field)
    for index, one in enumerate(modules):
        if not one.name.strip():
            raise RuleBroken("course.module_name_missing", field="modules", row=index)
        if (one.hours is not None and one.hours < 0) or (one.max_score is not None and one.max_score <= 0):
            raise RuleBroken("course.module_too_small", field="modules", row=index, name=one.name.strip())


def _require_free_name(session: Session, request: SaveCourse) -> None:
    taken = select(Course.id).where(Course.name == request.facts.name.strip())
    other = session.scalar(taken)
    if other is not None and other != request.course_id:
        raise RuleBroken("course.name_taken", field="name", name=request.facts.name.strip())


def _require_same_kind(session: Session, row: Course, facts: CourseFacts) -> None:
    """Stays were converted for its cohorts: another service type would no longer be the same fact."""
    if row.service_type != facts.service_type and _cohorts(session, row.id):
        raise RuleBroken("course.kind_fixed", field="service_type")


def _cohorts(session: Session, course_id: int) -> int:
    return session.scalar(select(func.count()).where(Cohort.course_id == course_id)) or 0


def _set_modules(session: Session, work: UnitsOfWork, course_id: int, wanted: Iterable[ModuleFacts]) -> bool:
    """Make the modules those of the request, in its order; says whether anything was different."""
    there = {one.id: one for one in _modules(session)[course_id]}
    before = [(one.id, one.position, one.name, one.hours, one.max_score) for one in there.values()]
    after = []
    for position, facts in enumerate(wanted, start=1):
        part = there.pop(facts.id, None) if facts.id is not None else None
        if part is None:
            part = CourseModule(course_id=course_id)
            session.add(part)
        part.position, part.name = position, facts.name.strip()
        part.hours, part.max_score = facts.hours, facts.max_score
        after.append((part.id, position, part.name, part.hours, part.max_score))
    for gone in there.values():
        gone.voided_at = work.clock.now()
    return before != after


def offer_course(work: UnitsOfWork, by: Actor, request: OfferCourse) -> Changes:
    """Offer a course for new cohorts, or offer it no longer; cohorts that there are go on."""
    with work.writing(by, "course.edit") as session:
        row = load(session, Course, request.course_id, request.seen_version)
        row.is_active = request.is_active
        text = _("{name} is offered") if request.is_active else _("{name} is not offered any more")
        return Changes(courses=frozenset({row.id}), summary=text.format(name=row.name))


def delete_course(work: UnitsOfWork, by: Actor, request: DeleteCourse) -> Changes:
    """Take a course away that never had a cohort; any other is only not offered any more."""
    with work.writing(by, "course.edit") as session:
        row = load(session, Course, request.course_id, request.seen_version)
        if _cohorts(session, row.id):
            raise RuleBroken("course.has_cohorts", name=row.name)
        for part in session.scalars(select(CourseModule).where(CourseModule.course_id == row.id)):
            session.delete(part)
        session.flush()
        session.delete(row)
        return Changes(
            courses=frozenset({request.course_id}), summary=_("{name} removed").format(name=row.name)
        )
