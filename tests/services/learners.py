"""Invented กศน. learners for tests, made through the services a person at the desk uses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from panpun_desktop.models import CurriculumLevel, Learner, Person, Subject
from panpun_desktop.rules.education_terms import Term, parse_term
from panpun_desktop.rules.override import ALL, GivenReason
from panpun_desktop.services.curricula import SaveSubject, save_subject
from panpun_desktop.services.education import enrol_learner
from panpun_desktop.services.education_page import learner_page
from panpun_desktop.services.education_requests import EnrolLearner, RegisterTerm, SaveScores, ScoreLine
from panpun_desktop.services.education_results import save_scores
from panpun_desktop.services.education_rows import LearnerFacts, LearnerPage
from panpun_desktop.services.education_terms import register_term
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from tests.centres import OpenCentre

ANYWAY = {ALL: GivenReason("OTHER", "")}


def level_id(centre: OpenCentre, code: str = "M1") -> int:
    """The id of a level of 2551."""
    with centre.work.reading(centre.manager, "education.read") as session:
        return session.scalars(select(CurriculumLevel.id).where(CurriculumLevel.code == code)).one()


def a_person_named(centre: OpenCentre, name: str = "อารีย์") -> int:
    """Someone in the register."""
    made = create_person(centre.work, centre.desk, PersonFacts(title="นางสาว", first_name=name, sex="F"))
    return next(iter(made.people))


def a_learner(centre: OpenCentre, name: str = "อารีย์", level: str = "M1", **facts: object) -> int:
    """A learner of a level; gives the learner's id."""
    person_id = a_person_named(centre, name)
    wanted = LearnerFacts(level_id(centre, level), **facts)  # type: ignore[arg-type]
    return next(iter(enrol_learner(centre.work, centre.desk, EnrolLearner(person_id, wanted)).learners))


def page(centre: OpenCentre, learner_id: int) -> LearnerPage:
    """The learner's page as the trainer sees it."""
    return learner_page(centre.work, centre.trainer, learner_id)


def subject(centre: OpenCentre, code: str, level: str = "M1") -> int:
    """The id of a subject of a level."""
    with centre.work.reading(centre.manager, "education.read") as session:
        rows = select(Subject.id).where(Subject.code == code, Subject.level_id == level_id(centre, level))
        return session.scalars(rows).one()


def an_elective(centre: OpenCentre, code: str, credits: int, name: str = "วิชาเลือก", level: str = "M1") -> int:
    """An elective the office adds."""
    save_subject(centre.work, centre.manager, SaveSubject(None, level_id(centre, level), code, name, credits))
    return subject(centre, code, level)


def register(centre: OpenCentre, learner_id: int, term: str, *codes: str, anyway: bool = True) -> None:
    """Register the subjects of a term."""
    seen = page(centre, learner_id)
    ids = tuple(next(one.id for one in seen.offered if one.code == code) for code in codes)
    request = RegisterTerm(
        learner_id, seen.version, parse_term(term), ids, date(2026, 11, 1), ANYWAY if anyway else {}
    )
    register_term(centre.work, centre.trainer, request)


def grade(centre: OpenCentre, learner_id: int, term: str, result: str) -> None:
    """Give every subject of a term the same grade."""
    wanted: Term = parse_term(term)
    lines = [
        ScoreLine(one.id, one.version, grade=Decimal(result))
        for one in page(centre, learner_id).lines
        if one.term == wanted
    ]
    save_scores(centre.work, centre.trainer, SaveScores(tuple(lines)))


def person_of(centre: OpenCentre, learner_id: int) -> int:
    """Whose learner record it is."""
    with centre.work.reading(centre.manager, "education.read") as session:
        return session.scalars(select(Person.id).join(Learner).where(Learner.id == learner_id)).one()
