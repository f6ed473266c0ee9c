"""Two records of one person in one class, or at one level of กศน.: joined with every mark, and apart."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from panpun_desktop.models import (
    AttendanceMark,
    CourseSession,
    CurriculumLevel,
    Enrolment,
    Learner,
    LearnerActivity,
    LearnerSubject,
    LearnerTerm,
    SchoolTerm,
    Subject,
)
from panpun_desktop.services import merging
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.merging import MergePeople, UnmergePeople
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.test_merging import state
from tests.taking_back import take_back_newest
from tests.training import START, a_cohort, a_resident, an_outsider, enrolled


def joined(centre: OpenCentre, kept: int, merged: int) -> str:
    found = merging.compare_people(centre.work, centre.desk, kept, merged)
    request = MergePeople(kept, found.kept_version, merged, found.merged_version, ())
    return merging.merge_people(centre.work, centre.desk, request).summary


def in_text(centre: OpenCentre) -> dict[str, list[str]]:
    left_out = {"attendance_mark", "enrolment"}
    found = {name: sorted(map(str, rows)) for name, rows in state(centre).items()}
    return {name: rows for name, rows in found.items() if name not in left_out or rows}


def mark(centre: OpenCentre, row: Enrolment, days: dict[date, str]) -> None:
    with centre.work.writing(centre.manager, "attendance.mark") as session:
        for day, code in days.items():
            lesson = session.scalars(
                select(CourseSession).where(
                    CourseSession.cohort_id == row.cohort_id, CourseSession.on_day == day
                )
            ).one()
            session.add(AttendanceMark(session_id=lesson.id, enrolment_id=row.id, code=code))


def marks(centre: OpenCentre, person_id: int) -> str:
    """The codes of the one enrolment that stands."""
    with centre.work.reading(centre.manager, "check.run") as session:
        rows = session.execute(
            select(AttendanceMark.code)
            .join(CourseSession, CourseSession.id == AttendanceMark.session_id)
            .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
            .where(Enrolment.person_id == person_id, Enrolment.voided_at.is_(None))
            .order_by(CourseSession.on_day)
        )
        return "".join(row.code for row in rows)


def twice_in_a_class(centre: OpenCentre) -> tuple[int, int]:
    """An old record that came and went, and a resident who is in the class since the 16th."""
    cohort, old = a_cohort(centre), an_outsider(centre, "สมหญิง")
    here = a_resident(centre, "สมหญิง")
    one = enrolled(centre, cohort, old, on=START)
    other = enrolled(centre, cohort, here, on=TODAY - timedelta(days=5))
    week = [START + timedelta(days=n) for n in range(3)]
    mark(centre, one, {week[0]: "P", week[1]: "S", week[2]: "P", date(2026, 11, 17): "A"})
    mark(centre, other, {date(2026, 11, 17): "P", date(2026, 11, 18): "P"})
    return old, here


def test_two_places_in_a_class_become_one_with_the_marks_of_both(centre_session: OpenCentre) -> None:
    centre = centre_session
    old, here = twice_in_a_class(centre)
    before = in_text(centre)
    summary = joined(centre, old, here)
    (line,) = roster(centre.work, centre.manager, 1)
    assert (line.person_id, line.state, line.joined_on, line.is_resident) == (old, "ACTIVE", START, True)
    assert marks(centre, old) == "PSPPP", "the class that goes on has the last word on the 17th"
    assert "1 คาบ" in summary
    assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []
    row = merging.merges_of(centre.work, centre.desk)[0]
    merging.unmerge_people(centre.work, centre.desk, UnmergePeople(row.id, row.version))
    assert in_text(centre) == before
    assert (marks(centre, old), marks(centre, here)) == ("PSPA", "PP")


def test_joining_two_of_a_class_is_taken_back_with_one_key(centre_session: OpenCentre) -> None:
    centre = centre_session
    old, here = twice_in_a_class(centre)
    joined(centre, here, old)
    assert marks(centre, here) == "PSPPP"
    take_back_newest(centre.work, centre.desk)
    assert (marks(centre, old), marks(centre, here)) == ("PSPA", "PP")
    assert len(roster(centre.work, centre.manager, 1)) == 2


def two_learners(centre: OpenCentre) -> tuple[int, int]:
    """Both at one level: one term in common, each with a subject of its own and one that both took."""
    people = an_outsider(centre, "มานี"), an_outsider(centre, "มานีมีสอง")
    with centre.work.writing(centre.manager, "education.edit") as session:
        level = session.scalars(select(CurriculumLevel).order_by(CurriculumLevel.id)).first()
        assert level is not None
        subjects = session.scalars(select(Subject).where(Subject.level_id == level.id).limit(3)).all()
        terms = [
            SchoolTerm(
                year=2569, half=half, starts_on=date(2026, 5 * half, 16), ends_on=date(2026, 5 * half + 2, 1)
            )
            for half in (1, 2)
        ]
        session.add_all(terms)
        session.flush()
        for number, person_id in enumerate(people):
            learner = Learner(person_id=person_id, level_id=level.id)
            session.add(learner)
            session.flush()
            for term in terms[: number + 1]:
                kept = LearnerTerm(learner_id=learner.id, term_id=term.id, registered_on=term.starts_on)
                session.add(kept)
                session.flush()
                for subject in (subjects[0], subjects[number + 1]):
                    session.add(
                        LearnerSubject(
                            learner_id=learner.id, subject_id=subject.id, learner_term_id=kept.id, credits=2
                        )
                    )
            session.add(LearnerActivity(learner_id=learner.id, on_day=TODAY, name="จิตอาสา", hours=20))
    return people


def test_two_learners_of_one_level_become_one_with_what_both_earned(centre_session: OpenCentre) -> None:
    centre = centre_session
    one, other = two_learners(centre)
    before = in_text(centre)
    joined(centre, one, other)
    with centre.work.reading(centre.manager, "check.run") as session:
        (learner,) = session.scalars(select(Learner).where(Learner.voided_at.is_(None)))
        assert learner.person_id == one
        terms = session.scalars(select(LearnerTerm).where(LearnerTerm.learner_id == learner.id)).all()
        taken = session.scalars(select(LearnerSubject).where(LearnerSubject.learner_id == learner.id)).all()
        hours = session.scalars(select(LearnerActivity.hours).where(LearnerActivity.learner_id == learner.id))
        assert (len(terms), len(taken), sum(hours)) == (2, 5, 40)
    row = merging.merges_of(centre.work, centre.desk)[0]
    merging.unmerge_people(centre.work, centre.desk, UnmergePeople(row.id, row.version))
    assert in_text(centre) == before


def test_joining_two_learners_is_taken_back_with_one_key(centre_session: OpenCentre) -> None:
    centre = centre_session
    one, other = two_learners(centre)
    before = in_text(centre)
    joined(centre, one, other)
    take_back_newest(centre.work, centre.desk)
    assert in_text(centre) == before
