"""Courses and cohorts by what people type of them: ตัดเย็บ, ตัดเย็บ 57, รุ่น 57, 57/2569."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.keyboard_layout import as_thai_layout
from panpun_desktop.common.thai_text import from_thai_digits, search_key
from panpun_desktop.models import Cohort, Course
from panpun_desktop.services.cohort_lists import stage_of
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.course_rows import COMING, NOW, PAST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_PARTS = re.compile(r"\d+|[^\W\d_][^\s\d/,:]*")
_STAGES = (NOW, COMING, PAST)
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class FoundClass:
    """A cohort, or a course (``starts_on`` None and ``stage`` "")."""

    id: int
    name: str
    stage: str = ""
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def is_course(self) -> bool:
        """A course and none of its cohorts."""
        return self.starts_on is None


def find_classes(work: UnitsOfWork, by: Actor, text: str, most: int = 5) -> tuple[FoundClass, ...]:
    """Cohorts whose course, number and year are meant, running ones first, then courses; few of each.

    A number stands for the number or the Buddhist year of a cohort; words stand in the name of the course,
    as typed or as typed in the other keyboard layout.
    """
    words = (one if one.isdecimal() else as_thai_layout(one) for one in text.split())
    meant = [one for one in (_parts(text), _parts(" ".join(words))) if one]
    with work.reading(by, "course.read") as session:
        if not meant:
            return ()
        day = today(work.clock)
        rows = session.execute(
            select(Cohort, Course)
            .join(Course, Course.id == Cohort.course_id)
            .where(Cohort.voided_at.is_(None))
            .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        )
        cohorts = [
            FoundClass(one.id, cohort_name(course, one), stage_of(one, day), one.starts_on, one.ends_on)
            for one, course in rows
            if any(_is_meant(parts, course.name, {str(one.number), str(one.be_year)}) for parts in meant)
        ]
        courses = [
            FoundClass(row.id, row.name)
            for row in session.execute(select(Course.id, Course.name).order_by(Course.name))
            if any(_is_meant(parts, row.name, frozenset()) for parts in meant)
        ]
    cohorts.sort(key=lambda one: _STAGES.index(one.stage))
    return (*cohorts[:most], *courses[:most])


def _parts(text: str) -> tuple[str, ...]:
    """Numbers and words; รุ่นที่ and ปี say nothing. Nothing for what is too short to mean a class."""
    found = tuple(one for one in _split(text) if one not in _EMPTY)
    letters = [one for one in found if not one.isdecimal()]
    return () if any(len(one) < _FEWEST_LETTERS for one in letters) else found


def _split(text: str) -> Iterator[str]:
    for part in _PARTS.findall(from_thai_digits(text)):
        yield part if part.isdecimal() else _key(part)


def _key(text: str) -> str:
    return search_key(text).replace(" ", "")


_EMPTY = frozenset({"", *map(_key, ("รุ่น", "รุ่นที่", "ที่", "ปี"))})


def _is_meant(parts: tuple[str, ...], course: str, numbers: set[str] | frozenset[str]) -> bool:
    name = _key(course)
    return all(part in numbers or (not (part.isdecimal() and numbers) and part in name) for part in parts)
