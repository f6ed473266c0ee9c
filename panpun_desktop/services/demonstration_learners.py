"""กศน./สกร. in the demonstration: fourteen learners over several terms, one of them graduated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from panpun_desktop.models import (
    CurriculumLevel,
    Learner,
    LearnerActivity,
    LearnerSubject,
    LearnerTerm,
    Person,
    Stay,
    Subject,
)
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.services.education_reading import level_of, term_of_day
from panpun_desktop.services.education_terms import school_term
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_SCHOOL, _TEACHERS = "สกร.ระดับอำเภอตัวอย่าง", ("ครูสมใจ ตัวอย่าง", "ครูวิชัย ตัวอย่าง")
_SUNDAY = "7"
_ADULT_YEARS = 16
_ELECTIVES = (
    ("อช02001", "การตัดเย็บเบื้องต้น", 3),
    ("อช02002", "การทำขนมไทย", 3),
    ("อช02003", "ช่างไฟฟ้าในบ้าน", 2),
    ("ทช02001", "การดูแลผู้สูงอายุ", 3),
    ("สค02001", "การเงินในครัวเรือน", 2),
    ("พต02001", "ภาษาอังกฤษเพื่องานบริการ", 3),
)
"""What the office added to each level."""
_GRADES = ("3.5", "3", "2", "4", "2.5", "3", "1.5", "4")
_ACTIVITIES = (
    ("จิตอาสาพัฒนาชุมชน", 30),
    ("กีฬาสัมพันธ์", 20),
    ("ค่ายคุณธรรม", 40),
    ("ปลูกป่าชายเลน", 30),
    ("อบรมยาเสพติด", 18),
    ("วันสำคัญทางศาสนา", 12),
)


@dataclass(frozen=True)
class _Course:
    """One learner of the demonstration: a level, terms behind, and how it stands."""

    level: str
    terms: int
    """Terms with results; the present one is open besides, where the learner still studies."""
    activities: int
    status: str = "STUDYING"
    moral: str = ""
    nnet: str = ""
    is_transferred: bool = False


_LEARNERS = (
    _Course("M1", 2, 4, moral="PASSED", is_transferred=True),
    _Course("P", 1, 2),
    _Course("M2", 2, 3, moral="PASSED"),
    _Course("M1", 4, 9, "GRADUATED", "PASSED", "SAT"),
    _Course("M1", 0, 0),
    _Course("P", 3, 8, moral="PASSED"),
    _Course("M2", 1, 1, is_transferred=True),
    _Course("M1", 1, 2),
    _Course("P", 0, 1),
    _Course("M2", 3, 7, moral="PASSED"),
    _Course("M1", 1, 1, "NOT_REGISTERED"),
    _Course("P", 2, 3, "RESIGNED"),
    _Course("M2", 0, 0),
    _Course("M1", 3, 8, moral="PASSED", nnet="SAT"),
)


def teach(work: UnitsOfWork, actor: Actor, day: date) -> None:
    """Write the learners of the demonstration as they stand on a day."""
    with work.writing(actor, "education.edit", note="demonstration") as session:
        levels = {row.code: row.id for row in session.scalars(select(CurriculumLevel))}
        _add_electives(session, levels.values())
        people = _people(session, day, len(_LEARNERS))
        for number, (one, person_id) in enumerate(zip(_LEARNERS, people, strict=False)):
            _learner(session, one, person_id, levels[one.level], number, day)


def _add_electives(session: Session, level_ids: Iterable[int]) -> None:
    rows = [
        {
            "level_id": level_id,
            "code": code,
            "name": name,
            "credits": credits,
            "is_compulsory": False,
            "position": 100 + place,
        }
        for level_id in level_ids
        for place, (code, name, credits) in enumerate(_ELECTIVES)
    ]
    bulk_insert(session, Subject, rows)


def _people(session: Session, day: date, count: int) -> Sequence[int]:
    """Grown people, those who live here first."""
    born_before = date(day.year - _ADULT_YEARS, 1, 1)
    here = exists().where(Stay.person_id == Person.id, Stay.left_on.is_(None), Stay.voided_at.is_(None))
    rows = (
        select(Person.id)
        .where(Person.voided_at.is_(None), Person.birth_first_on < born_before, Person.first_name != "")
        .order_by(here.desc(), Person.birth_first_on.desc(), Person.id)
        .limit(count)
    )
    return session.scalars(rows).all()


def _learner(session: Session, one: _Course, person_id: int, level_id: int, number: int, day: date) -> None:
    now = term_of_day(session, day)
    is_open = one.status == "STUDYING"
    first = now.plus(-one.terms if is_open or one.status == "NOT_REGISTERED" else -one.terms - 1)
    begun = _first_day(session, first, day)
    row = Learner(
        person_id=person_id,
        level_id=level_id,
        student_no=f"{first.year % 100:02}{first.half}2-{number + 101:05}-{number % 9 + 1}",
        school=_SCHOOL,
        teacher=_TEACHERS[number % 2],
        group_name=f"กลุ่มตัวอย่าง {number % 2 + 1}",
        prior_education={"P": "NONE", "M1": "P", "M2": "M1"}[one.level],
        meets_on=_SUNDAY,
        meets_from=time(9),
        meets_until=time(15),
        enrolled_on=begun,
        status=one.status,
        status_on=begun if is_open else day - timedelta(days=20),
        graduated_on=day - timedelta(days=20) if one.status == "GRADUATED" else None,
        moral=one.moral,
        moral_on=day - timedelta(days=40) if one.moral else None,
        nnet=one.nnet,
        nnet_on=day - timedelta(days=60) if one.nnet else None,
    )
    session.add(row)
    session.flush()
    _take(session, row, one, first, number, day)
    _be_active(session, row, one.activities, number, day)


def _first_day(session: Session, term: Term, day: date) -> date:
    return min(school_term(session, term).starts_on + timedelta(days=9), day)


def _take(session: Session, row: Learner, one: _Course, first: Term, number: int, day: date) -> None:
    """Subjects term by term up to the cap; the present term is open."""
    cap = level_of(session, row.level_id).needed.cap.per_term
    wanted = session.scalars(
        select(Subject).where(Subject.level_id == row.level_id, Subject.is_active).order_by(Subject.position)
    ).all()
    left = [*wanted[number % 3 :], *wanted[: number % 3]]
    taken: list[dict[str, object]] = []
    if one.is_transferred:
        given = next(subject for subject in left if subject.credits == 1)
        left.remove(given)
        taken.append(_row(row, given, None, None, day - timedelta(days=300)))
    terms = one.terms + (one.status == "STUDYING")
    for at in range(terms):
        is_past = at < one.terms
        chosen = _filled(left, cap)
        term = first.plus(at)
        registration = LearnerTerm(
            learner_id=row.id,
            term_id=school_term(session, term).id,
            registered_on=_first_day(session, term, day),
            sat_exam=True if is_past else None,
            exam_on=_last_day(session, term) if is_past else None,
            attendance=78 + (number + at) % 20 if is_past else None,
        )
        session.add(registration)
        session.flush()
        for place, subject in enumerate(chosen):
            grade = _GRADES[(number + at + place) % len(_GRADES)] if is_past else None
            taken.append(_row(row, subject, registration.id, grade, None))
    bulk_insert(session, LearnerSubject, taken)


def _last_day(session: Session, term: Term) -> date:
    return school_term(session, term).ends_on - timedelta(days=30)


def _filled(left: list[Subject], cap: int) -> list[Subject]:
    """As many of the subjects left as the cap allows, taken out of them."""
    chosen: list[Subject] = []
    for subject in list(left):
        if sum(one.credits for one in chosen) + subject.credits <= cap:
            chosen.append(subject)
            left.remove(subject)
    return chosen


def _row(
    row: Learner, subject: Subject, term_id: int | None, grade: str | None, transferred_on: date | None
) -> dict[str, object]:
    return {
        "learner_id": row.id,
        "subject_id": subject.id,
        "learner_term_id": term_id,
        "credits": subject.credits,
        "grade": None if grade is None else Decimal(grade),
        "study_state": "GRADED" if grade is not None or term_id is None else "STUDYING",
        "transferred_on": transferred_on,
        "transferred_from": "โรงเรียนบ้านตัวอย่าง" if transferred_on else "",
    }


def _be_active(session: Session, row: Learner, count: int, number: int, day: date) -> None:
    rows = []
    for place in range(count):
        name, hours = _ACTIVITIES[(number + place) % len(_ACTIVITIES)]
        on_day = day - timedelta(days=14 + 45 * place)
        rows.append({"learner_id": row.id, "on_day": on_day, "name": name, "hours": Decimal(hours)})
    bulk_insert(session, LearnerActivity, rows)
