"""Courses, cohorts and people in them, made through the services; whatever does not matter is filled in."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from panpun_desktop.models import Enrolment, Episode, Stay
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.cohorts import open_cohort
from panpun_desktop.services.course_rows import CourseFacts, Meeting, OpenCohort, SaveCourse
from panpun_desktop.services.courses import save_course
from panpun_desktop.services.enrolment_rows import Candidate, Enrol
from panpun_desktop.services.enrolments import enrol
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from tests.builders import TODAY
from tests.centres import OpenCentre

WEEKDAYS = tuple(Meeting(day, begins_at=time(9), ends_at=time(16)) for day in range(1, 6))
START = date(2026, 11, 2)
"""A Monday, three weeks before the clock's day."""
YES = {"*": GivenReason("OTHER", "รับทราบแล้ว ดำเนินการต่อ")}


def one_of(centre: OpenCentre, model: type, **facts: Any) -> Any:
    """The newest record of a table with these facts."""
    with centre.work.reading(centre.manager, "check.run") as session:
        return session.scalars(select(model).filter_by(**facts).order_by(model.id.desc()).limit(1)).one()


def a_course(centre: OpenCentre, name: str = "ตัดเย็บเสื้อผ้า", **facts: Any) -> int:
    """A course; of the short kind where nothing else is said."""
    known = {"service_type": "COURSE_S", **facts}
    done = save_course(centre.work, centre.manager, SaveCourse(None, None, CourseFacts(name, **known)))
    return next(iter(done.courses))


def a_cohort(centre: OpenCentre, course_id: int | None = None, **facts: Any) -> int:
    """A cohort on weekdays from ``START`` to the end of the year."""
    known = {"starts_on": START, "meetings": WEEKDAYS, "ends_on": date(2026, 12, 31), "reasons": YES, **facts}
    course = a_course(centre) if course_id is None else course_id
    done = open_cohort(centre.work, centre.manager, OpenCohort(course, **known))
    return next(iter(done.cohorts))


def a_resident(centre: OpenCentre, name: str = "เอก", service: str = "TRIAL", on: date | None = None) -> int:
    """Someone who lives here; the id of the person."""
    arrived = on or TODAY - timedelta(days=5)
    member = Member(facts=PersonFacts(first_name=name, sex="M"))
    return admit(centre.work, centre.desk, AdmitPeople((member,), service, arrived, reasons=YES)).person_ids[
        0
    ]


def an_outsider(centre: OpenCentre, name: str = "โท") -> int:
    """Someone of the register who does not live here; the id of the person."""
    done = create_person(centre.work, centre.desk, PersonFacts(first_name=name, sex="F"))
    return next(iter(done.people))


def enrolled(centre: OpenCentre, cohort_id: int, *people: int, on: date | None = TODAY) -> Enrolment:
    """Put people into a cohort; the enrolment of the last."""
    request = Enrol(cohort_id, tuple(Candidate(one) for one in people), on, reasons=YES)
    enrol(centre.work, centre.desk, request)
    return enrolment_of(centre, people[-1], cohort_id)


def enrolment_of(centre: OpenCentre, person_id: int, cohort_id: int) -> Enrolment:
    """The enrolment of a person in a cohort, as it stands."""
    found: Enrolment = one_of(centre, Enrolment, person_id=person_id, cohort_id=cohort_id)
    return found


def stay_of(centre: OpenCentre, person_id: int) -> Stay:
    """The newest stay of a person."""
    found: Stay = one_of(centre, Stay, person_id=person_id)
    return found


def episode_of(centre: OpenCentre, person_id: int) -> Episode:
    """The newest part of the newest stay of a person."""
    found: Episode = one_of(centre, Episode, stay_id=stay_of(centre, person_id).id)
    return found
