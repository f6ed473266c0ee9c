"""The page of one กศน./สกร. learner: what was taken, the way to graduation, the craft learnt beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import (
    Agency,
    Cohort,
    CohortMeeting,
    Course,
    Enrolment,
    Learner,
    LearnerActivity,
    LearnerTerm,
    Person,
    SchoolTerm,
    Strand,
    Subject,
)
from panpun_desktop.rules import roles
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.education import (
    LEARNING,
    LearnerStatus,
    SubjectState,
    Taken,
    open_subjects,
    passes,
)
from panpun_desktop.rules.education_progress import Progress, counted, earliest_finish
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.rules.timetable import WeekSlot
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.education import load_learner
from panpun_desktop.services.education_lists import PERSON, level_rows
from panpun_desktop.services.education_reading import (
    Level,
    hours_of,
    levels,
    progress_of,
    taken_of,
    taken_rows,
    term_now,
    term_of,
)
from panpun_desktop.services.education_rows import (
    ActivityLine,
    LearnerFacts,
    LearnerPage,
    OfferedSubject,
    SubjectLine,
    TermLine,
    Together,
)
from panpun_desktop.services.person_list import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_RUNNING = ("APPLIED", "ACTIVE", "SUSPENDED")


def learner_page(work: UnitsOfWork, by: Actor, learner_id: int) -> LearnerPage:
    """Everything about one learner; refused where the person is not seen whole (R-SAF-1)."""
    with work.reading(by, "education.read") as session:
        return read_page(session, learner_id, may_edit=roles.may(by, "education.edit"))


def read_page(session: Session, learner_id: int, *, may_edit: bool = False) -> LearnerPage:
    """``learner_page`` inside a unit of work."""
    one = load_learner(session, learner_id)
    known = levels(session)
    level = known[one.level_id]
    person = session.execute(select(*PERSON).where(Person.id == one.person_id)).one()
    rows = taken_rows(session, (one.id,)).get(one.id, [])
    taken = [taken_of(row) for row in rows]
    found = progress_of(one, level, rows, hours_of(session, (one.id,)).get(one.id, Decimal(0)))
    now = term_now(session)
    return LearnerPage(
        id=one.id,
        version=one.version,
        person_id=one.person_id,
        name=name_of(person),
        regno=person.regno,
        facts=_facts(one),
        level=level.short_name,
        level_name=level.name,
        curriculum=level.curriculum_name,
        school=_school(session, one),
        status=one.status,
        status_on=one.status_on,
        graduated_on=one.graduated_on,
        moral=one.moral,
        moral_on=one.moral_on,
        nnet=one.nnet,
        nnet_on=one.nnet_on,
        lines=_lines(rows, taken, level),
        terms=tuple(_terms(session, one.id, taken)),
        activities=tuple(_activities(session, one.id)),
        progress=found,
        missing_names=_missing_names(session, found, taken, level),
        cap=level.needed.cap,
        finish=_finish(found, taken, level, now),
        now=now,
        in_term_weight=level.in_term_weight,
        exam_attendance=level.exam_attendance,
        grades=tuple(sorted((step.grade for step in level.steps), reverse=True)),
        offered=tuple(_offered(session, level, taken)),
        together=tuple(_together(session, one)),
        levels=level_rows(known.values()),
        may_edit=may_edit,
        is_open=LearnerStatus(one.status) in LEARNING,
    )


def _missing_names(
    session: Session, found: Progress, taken: Sequence[Taken], level: Level
) -> tuple[str, ...]:
    """The compulsory subjects still missing; those being studied say so."""
    studied = {one.subject for one in open_subjects(taken)}
    word = read_centre(session).label("subject_state", SubjectState.STUDYING)
    return tuple(
        f"{code} {level.compulsory[code]}{f' ({word})' if code in studied else ''}"
        for code in found.missing_subjects
    )


def _facts(one: Learner) -> LearnerFacts:
    return LearnerFacts(
        level_id=one.level_id,
        student_no=one.student_no,
        g_code=one.g_code,
        agency_id=one.agency_id,
        school=one.school,
        teacher=one.teacher,
        group_name=one.group_name,
        prior_education=one.prior_education,
        prior_evidence=one.prior_evidence,
        meets_on=weekdays(one.meets_on),
        meets_from=one.meets_from,
        meets_until=one.meets_until,
        enrolled_on=one.enrolled_on,
        note=one.note,
    )


def weekdays(digits: str) -> tuple[int, ...]:
    """Weekdays as they are stored, 0 Monday … 6 Sunday."""
    return tuple(int(one) - 1 for one in digits)


def _school(session: Session, one: Learner) -> str:
    name = session.scalar(select(Agency.name).where(Agency.id == one.agency_id))
    return name or one.school


def _lines(rows: Sequence[Any], taken: Sequence[Taken], level: Level) -> tuple[SubjectLine, ...]:
    counting = counted(taken, level.needed)
    return tuple(
        _line(row, counts=counting.get(one.subject) == one) for row, one in zip(rows, taken, strict=True)
    )


def _line(row: Any, *, counts: bool) -> SubjectLine:
    one = row.LearnerSubject
    return SubjectLine(
        id=one.id,
        version=one.version,
        subject_id=one.subject_id,
        code=row.code,
        name=row.name,
        strand=row.strand or "",
        credits=one.credits,
        is_compulsory=row.is_compulsory,
        term=term_of(row),
        study_state=one.study_state,
        in_term_score=one.in_term_score,
        final_score=one.final_score,
        grade=one.grade,
        transferred_on=one.transferred_on,
        transferred_from=one.transferred_from,
        counts=counts,
    )


def _terms(session: Session, learner_id: int, taken: Iterable[Taken]) -> Iterator[TermLine]:
    credits: dict[Term | None, int] = {}
    for each in taken:
        if each.state is not SubjectState.WITHDRAWN:
            credits[each.term] = credits.get(each.term, 0) + each.credits
    rows = session.execute(
        select(LearnerTerm, SchoolTerm.year, SchoolTerm.half, SchoolTerm.exam_on)
        .join(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .where(LearnerTerm.learner_id == learner_id, LearnerTerm.voided_at.is_(None))
        .order_by(SchoolTerm.year, SchoolTerm.half)
    )
    for one, year, half, exam_on in rows:
        term = Term(year, half)
        yield TermLine(
            id=one.id,
            version=one.version,
            term=term,
            registered_on=one.registered_on,
            sat_exam=one.sat_exam,
            exam_on=one.exam_on,
            term_exam_on=exam_on,
            attendance=one.attendance,
            credits=credits.get(term, 0),
            cap_reason=one.cap_reason,
        )


def _activities(session: Session, learner_id: int) -> Iterator[ActivityLine]:
    rows = session.scalars(
        select(LearnerActivity)
        .where(LearnerActivity.learner_id == learner_id, LearnerActivity.voided_at.is_(None))
        .order_by(LearnerActivity.on_day, LearnerActivity.id)
    )
    for one in rows:
        yield ActivityLine(one.id, one.version, one.on_day, one.name, one.hours)


def _finish(found: Progress, taken: Sequence[Taken], level: Level, now: Term) -> Term | None:
    """The earliest term at the cap; a present term with results takes no more subjects."""
    in_term = [one for one in taken if one.term == now and one.state is not SubjectState.WITHDRAWN]
    still_open = open_subjects(in_term)
    return earliest_finish(
        found.credits_missing,
        level.needed.cap,
        now,
        registered=sum(one.credits for one in still_open),
        is_closed=len(still_open) < len(in_term),
    )


def _offered(session: Session, level: Level, taken: Sequence[Taken]) -> Iterator[OfferedSubject]:
    earned = {one.subject for one in taken if passes(one)}
    studied = {one.subject for one in open_subjects(taken)}
    rows = session.execute(
        select(Subject, Strand.name)
        .outerjoin(Strand, Strand.id == Subject.strand_id)
        .where(Subject.level_id == level.id, Subject.is_active)
        .order_by(Subject.is_compulsory.desc(), Strand.position, Subject.position, Subject.code)
    )
    for one, strand in rows:
        yield OfferedSubject(
            one.id,
            one.code,
            one.name,
            strand or "",
            one.credits,
            one.is_compulsory,
            one.code in earned,
            one.code in studied,
        )


# the craft beside the school ----------------------------------------------------------------------


def _together(session: Session, one: Learner) -> Iterator[Together]:
    rows = session.execute(
        select(Cohort, Course)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(Course, Course.id == Cohort.course_id)
        .where(
            Enrolment.person_id == one.person_id,
            Enrolment.state.in_(_RUNNING),
            Enrolment.voided_at.is_(None),
            Cohort.voided_at.is_(None),
        )
        .order_by(Cohort.starts_on)
    ).all()
    school = [WeekSlot(day, Half.DAY, one.meets_from, one.meets_until) for day in weekdays(one.meets_on)]
    for cohort, course in rows:
        lessons = _lessons(session, cohort.id)
        clashes = any(lesson.overlaps(other) for lesson in lessons for other in school)
        days = tuple(sorted({lesson.weekday for lesson in lessons}))
        yield Together(cohort_name(course, cohort), days, clashes if lessons and school else None)


def _lessons(session: Session, cohort_id: int) -> list[WeekSlot]:
    rows = session.scalars(
        select(CohortMeeting).where(CohortMeeting.cohort_id == cohort_id, CohortMeeting.voided_at.is_(None))
    )
    return [WeekSlot(row.weekday - 1, Half(row.half), row.begins_at, row.ends_at) for row in rows]
