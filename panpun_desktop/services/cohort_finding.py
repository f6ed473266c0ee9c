"""A cohort by what people call it: ตัดเย็บเสื้อผ้า รุ่นที่ 57, ตัดเย็บเสื้อผ้า 57, ตัดเย็บเสื้อผ้า/57."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import from_thai_digits, search_key
from panpun_desktop.models import Cohort, Course
from panpun_desktop.services.cohort_names import cohort_name

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_CALLED = re.compile(
    r"(?P<course>.*?)[\s/,:]*(?:รุ่น)?(?:ที่)?\s*(?P<number>\d+)(?:[\s/]*(?:ปี)?\s*(?P<year>\d{4}))?"
)


@dataclass(frozen=True)
class NamedCohort:
    """A cohort and its full name."""

    id: int
    name: str


def cohort_named(work: UnitsOfWork, by: Actor, text: str) -> NamedCohort:
    """The cohort of a course's name and a number; RuleBroken ``cohort.unknown`` names the nearest ones."""
    with work.reading(by, "course.read") as session:
        rows = session.execute(
            select(Cohort, Course)
            .join(Course, Course.id == Cohort.course_id)
            .where(Cohort.voided_at.is_(None))
            .order_by(Cohort.starts_on.desc())
        ).all()
        known = [
            (_key(course.name), cohort.number, cohort.id, cohort_name(course, cohort))
            for cohort, course in rows
        ]
    called = _CALLED.fullmatch(from_thai_digits(text).strip())
    if called:
        course, number = _key(called["course"]), int(called["number"])
        for name, its_number, id, whole in known:
            if its_number == number and name == course:
                return NamedCohort(id, whole)
    names = [one[3] for one in known]
    near = get_close_matches(text, names, n=3, cutoff=0.3) or names[:3]
    raise RuleBroken("cohort.unknown", field="cohort", name=text, known=", ".join(near) or "–")


def _key(text: str) -> str:
    return search_key(text).replace(" ", "")
