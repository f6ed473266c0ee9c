"""A class for tests of training: a course, a cohort with its plan, and who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from panpun_desktop.models import (
    AttendanceMark,
    Cohort,
    CohortTrainer,
    Course,
    CourseSession,
    Enrolment,
    Episode,
    Person,
    Stay,
)
from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import sign_of
from panpun_desktop.services.attendance import MarkAttendance, MarkCell
from tests.builders import TODAY, TRAINER
from tests.services.house import House

FIRST = TODAY - timedelta(days=19)
"""Monday 2 November 2569; TODAY is Saturday the 21st."""


@dataclass
class Classroom:
    """A cohort on weekdays from ``FIRST`` for six weeks; ``lessons`` are session ids by day and half."""

    house: House
    course_id: int
    cohort_id: int
    lessons: dict[tuple[date, str], int] = field(default_factory=dict)

    def lesson(self, day: date, half: str = "DAY") -> int:
        """The session of a day."""
        return self.lessons[day, half]

    @property
    def days(self) -> list[date]:
        """The days of the plan."""
        return sorted({day for day, _half in self.lessons})

    def enrol(self, person: Person, joined_on: date = FIRST, **facts: Any) -> Enrolment:
        """Someone in the class who lives outside, or whose stay has nothing to do with it."""
        known = {"state": "ACTIVE", "applied_on": joined_on, "joined_on": joined_on}
        with self.house.writing() as session:
            row = Enrolment(cohort_id=self.cohort_id, person_id=person.id, **known | facts)
            session.add(row)
            return row

    def resident(self, first_name: str, joined_on: date = FIRST, **facts: Any) -> Enrolment:
        """Someone who lives here for the course since the day of joining."""
        stay = self.house.staying(first_name, arrived_on=joined_on, service_type="COURSE_M", **facts)
        return self.of_stay(stay, joined_on)

    def of_stay(self, stay: Stay, joined_on: date = FIRST, **facts: Any) -> Enrolment:
        """The enrolment that a stay's running part is."""
        with self.house.writing() as session:
            person = session.get_one(Person, stay.person_id)
            episode = session.scalars(select(Episode).where(Episode.stay_id == stay.id)).one()
        return self.enrol(person, joined_on, episode_id=episode.id, **facts)

    def marks(self, enrolment: Enrolment) -> dict[date, str]:
        """What is written down of someone, by day."""
        day_of = {id: day for (day, _half), id in self.lessons.items()}
        with self.house.writing() as session:
            rows = session.scalars(select(AttendanceMark).where(AttendanceMark.enrolment_id == enrolment.id))
            return {day_of[row.session_id]: row.code for row in rows}

    def letter(self, enrolment: Enrolment, day: date, half: str = "DAY") -> str:
        """The letter kept of someone in a lesson, a dot where nobody was marked."""
        with self.house.writing() as session:
            kept = select(AttendanceMark.code).where(
                AttendanceMark.enrolment_id == enrolment.id,
                AttendanceMark.session_id == self.lesson(day, half),
            )
            code = session.scalar(kept)
        return "." if code is None else sign_of(AttendanceCode(code)).letter

    def request(
        self, day: date, codes: dict[Enrolment, str | None], half: str = "DAY", **more: Any
    ) -> MarkAttendance:
        """One column of the sheet, person by person."""
        cells = (MarkCell(self.lesson(day, half), one.id, code) for one, code in codes.items())
        return MarkAttendance(self.cohort_id, tuple(cells), **more)

    def write(self, enrolment: Enrolment, codes: Iterable[str], since: date = FIRST) -> None:
        """Marks of one person for the days of the plan from a day on, without asking any rule."""
        days = [day for day in self.days if day >= since]
        with self.house.writing() as session:
            for day, code in zip(days, codes, strict=False):
                mark = AttendanceMark(session_id=self.lesson(day), enrolment_id=enrolment.id, code=code)
                session.add(mark)


def classroom(house: House, halves: tuple[str, ...] = ("DAY",), **facts: Any) -> Classroom:
    """A course of the middle length, รุ่นที่ 57, taught by the trainer of the tests."""
    known = {"name": "ตัดเย็บเสื้อผ้า", "service_type": "COURSE_M", "group_code": "SEWING"}
    with house.writing() as session:
        course = Course(**known | facts)
        session.add(course)
        session.flush()
        last = FIRST + timedelta(days=44)
        cohort = Cohort(course_id=course.id, number=57, be_year=2569, starts_on=FIRST, ends_on=last)
        session.add(cohort)
        session.flush()
        session.add(CohortTrainer(cohort_id=cohort.id, user_id=TRAINER.user_id, is_lead=True))
        room = Classroom(house, course.id, cohort.id)
        for number in range(45):
            day = FIRST + timedelta(days=number)
            for half in halves if day.weekday() < 5 else ():
                lesson = CourseSession(cohort_id=cohort.id, on_day=day, half=half)
                session.add(lesson)
                session.flush()
                room.lessons[day, half] = lesson.id
        return room
