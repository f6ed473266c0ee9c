"""Lists of กศน./สกร. learners: the learners, and the score sheet of a term (R-SAF-1 for each)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from panpun_desktop.common.thai_text import search_key, sort_key
from panpun_desktop.models import (
    Agency,
    Learner,
    LearnerSubject,
    LearnerTerm,
    Person,
    SchoolTerm,
    Stay,
    Subject,
)
from panpun_desktop.rules.education import SubjectState
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.services.education_reading import (
    Level,
    hours_of,
    levels,
    progress_of,
    taken_rows,
    term_now,
)
from panpun_desktop.services.education_rows import (
    LearnerChoices,
    LearnerFilter,
    LearnerList,
    LearnerRow,
    LevelRow,
    ScoreRow,
    ScoreSheet,
)
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import require_sight, veil_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.education_progress import Progress
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

PERSON = (
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
    Person.sort_key,
)
"""Columns of a person that a name is made of."""


def list_learners(work: UnitsOfWork, by: Actor, chosen: LearnerFilter | None = None) -> LearnerList:
    """The learners a filter finds by first name in Thai order, with how far each is."""
    with work.reading(by, "education.read") as session:
        return read_learners(session, chosen or LearnerFilter())


def learners_of_person(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[LearnerRow, ...]:
    """The levels of one person; refused where the person is not seen whole (R-SAF-1)."""
    with work.reading(by, "education.read") as session:
        require_sight(session, person_id)
        return read_learners(session, LearnerFilter(person_id=person_id)).rows


def learner_choices(work: UnitsOfWork, by: Actor) -> LearnerChoices:
    """Levels, agencies, and the schools, teachers and groups written before."""
    with work.reading(by, "education.read") as session:
        agencies = session.execute(select(Agency.id, Agency.name).where(Agency.is_active)).all()
        return LearnerChoices(
            levels=level_rows(levels(session).values()),
            agencies=tuple(
                (row.id, row.name) for row in sorted(agencies, key=lambda row: sort_key(row.name))
            ),
            schools=_written(session, Learner.school),
            teachers=_written(session, Learner.teacher),
            groups=_written(session, Learner.group_name),
        )


def _written(session: Session, column: Any) -> tuple[str, ...]:
    texts = session.scalars(select(column).where(column != "", Learner.voided_at.is_(None)).distinct())
    return tuple(sorted(texts, key=sort_key))


def read_learners(session: Session, chosen: LearnerFilter) -> LearnerList:
    """``list_learners`` inside a unit of work."""
    known = levels(session)
    seen = veil_of(session)
    everyone = list(_rows(session, chosen, known))
    rows = [row for row in everyone if seen.sees(row.person_id)]
    key = search_key(chosen.text)
    if key:
        rows = [row for row in rows if key in _searched(row)]
    return LearnerList(
        rows=tuple(sorted(rows, key=lambda row: (row.order, row.id))),
        matching=len(everyone),
        total=session.scalar(select(func.count()).where(Learner.voided_at.is_(None))) or 0,
        levels=level_rows(known.values()),
        terms=_terms(session),
        now=term_now(session),
    )


def level_rows(known: Iterable[Level]) -> tuple[LevelRow, ...]:
    """The levels of curricula in use, to choose from."""
    return tuple(
        LevelRow(one.id, one.code, one.name, one.short_name, one.curriculum) for one in known if one.is_active
    )


def _found(session: Session, chosen: LearnerFilter) -> Iterable[Any]:
    here = exists().where(
        Stay.person_id == Learner.person_id, Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    rows = (
        select(Learner, *PERSON, Agency.name.label("agency"), here.label("is_here"))
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Agency, Agency.id == Learner.agency_id)
        .where(Learner.voided_at.is_(None))
    )
    if chosen.person_id is not None:
        rows = rows.where(Learner.person_id == chosen.person_id)
    if chosen.level_ids:
        rows = rows.where(Learner.level_id.in_(chosen.level_ids))
    if chosen.statuses:
        rows = rows.where(Learner.status.in_(chosen.statuses))
    if chosen.term is not None:
        rows = rows.where(_registered(chosen.term))
    return session.execute(rows)


def _registered(term: Term) -> Any:
    return exists().where(
        LearnerTerm.learner_id == Learner.id,
        LearnerTerm.voided_at.is_(None),
        LearnerTerm.term_id == SchoolTerm.id,
        SchoolTerm.year == term.year,
        SchoolTerm.half == term.half,
    )


def _rows(session: Session, chosen: LearnerFilter, known: dict[int, Level]) -> Iterator[LearnerRow]:
    """Each learner with the progress, those the asker may not see among them."""
    taken, hours, last = taken_rows(session), hours_of(session), _last_terms(session)
    for row in _found(session, chosen):
        one: Learner = row.Learner
        level = known[one.level_id]
        found = progress_of(one, level, taken.get(one.id, []), hours.get(one.id, Decimal(0)))
        if chosen.missing and chosen.missing not in found.missing:
            continue
        yield _row(row, level, found, last.get(one.id, ""))


def _row(row: Any, level: Level, found: Progress, last_term: str) -> LearnerRow:
    one: Learner = row.Learner
    return LearnerRow(
        id=one.id,
        version=one.version,
        person_id=one.person_id,
        name=name_of(row),
        order=row.sort_key,
        regno=row.regno,
        is_here=bool(row.is_here),
        level=level.short_name,
        level_id=level.id,
        student_no=one.student_no,
        school=row.agency or one.school,
        teacher=one.teacher,
        group_name=one.group_name,
        status=one.status,
        credits=found.credits,
        credits_needed=level.needed.credits,
        hours=found.activity_hours,
        hours_needed=level.needed.activity_hours,
        average=found.average,
        missing=found.missing,
        last_term=last_term,
    )


def _searched(row: LearnerRow) -> str:
    return search_key(
        " ".join((row.name, row.regno, row.student_no, row.school, row.teacher, row.group_name))
    )


def _terms(session: Session) -> tuple[Term, ...]:
    rows = session.execute(
        select(SchoolTerm.year, SchoolTerm.half)
        .join(LearnerTerm, LearnerTerm.term_id == SchoolTerm.id)
        .where(LearnerTerm.voided_at.is_(None))
        .distinct()
    )
    return tuple(sorted((Term(row.year, row.half) for row in rows), reverse=True))


def _last_terms(session: Session) -> dict[int, str]:
    rows = session.execute(
        select(LearnerTerm.learner_id, SchoolTerm.year, SchoolTerm.half)
        .join(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .where(LearnerTerm.voided_at.is_(None))
    )
    last: dict[int, Term] = {}
    for row in rows:
        last[row.learner_id] = max(Term(row.year, row.half), last.get(row.learner_id, Term(0, 1)))
    return {id: term.label for id, term in last.items()}


def score_sheet(
    work: UnitsOfWork, by: Actor, term: Term | None = None, learner_id: int | None = None
) -> ScoreSheet:
    """What may be scored in a term (None: the newest with registrations), of all or of one learner."""
    with work.reading(by, "education.read") as session:
        terms = _terms(session)
        chosen = term or (terms[0] if terms else term_now(session))
        rows = tuple(_score_rows(session, chosen, learner_id))
        subjects = {row.subject_id: f"{row.code} {row.subject}" for row in rows}
        weights = {level.in_term_weight for level in levels(session).values() if level.is_active}
        return ScoreSheet(
            term=chosen,
            terms=terms or (chosen,),
            subjects=tuple(sorted(subjects.items(), key=lambda one: one[1])),
            rows=rows,
            in_term_weight=max(weights, default=60),
        )


def _score_rows(session: Session, term: Term, learner_id: int | None) -> list[ScoreRow]:
    seen = veil_of(session)
    known = levels(session)
    rows = (
        select(LearnerSubject, Learner, Subject, *PERSON)
        .join(LearnerTerm, LearnerTerm.id == LearnerSubject.learner_term_id)
        .join(SchoolTerm, SchoolTerm.id == LearnerTerm.term_id)
        .join(Learner, Learner.id == LearnerSubject.learner_id)
        .join(Subject, Subject.id == LearnerSubject.subject_id)
        .join(Person, Person.id == Learner.person_id)
        .where(
            LearnerSubject.voided_at.is_(None),
            LearnerSubject.study_state != SubjectState.WITHDRAWN,
            SchoolTerm.year == term.year,
            SchoolTerm.half == term.half,
            Learner.person_id.not_in(seen.not_whole),
        )
    )
    if learner_id is not None:
        rows = rows.where(Learner.id == learner_id)
    ordered = sorted(session.execute(rows), key=lambda row: (row.Subject.code, row.sort_key, row.Learner.id))
    return [_score_row(row, known) for row in ordered]


def _score_row(row: Any, known: dict[int, Level]) -> ScoreRow:
    taking: LearnerSubject = row.LearnerSubject
    return ScoreRow(
        id=taking.id,
        version=taking.version,
        learner_id=row.Learner.id,
        person_id=row.Learner.person_id,
        name=name_of(row),
        level=known[row.Learner.level_id].short_name,
        subject_id=row.Subject.id,
        code=row.Subject.code,
        subject=row.Subject.name,
        credits=taking.credits,
        in_term_score=taking.in_term_score,
        final_score=taking.final_score,
        grade=taking.grade,
        study_state=taking.study_state,
    )
