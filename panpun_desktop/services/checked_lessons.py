"""How far lessons are marked, of cohorts whose facts are read: nobody is waited for who is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.services.training_facts import Lesson, TraineeFacts


def checked_in(facts: Iterable[TraineeFacts], day: date) -> dict[int, tuple[int, int]]:
    """Cohort -> people marked in each of their lessons of a day, and people expected in any."""
    found = {}
    for cohort_id, own in _by_cohort(facts).items():
        lessons = [one.session.key for one in _held(own, day, day)]
        if lessons:
            found[cohort_id] = people_checked(own, lessons)
    return found


def unchecked_in(facts: Iterable[TraineeFacts], since: date, day: date) -> dict[int, int]:
    """Cohort -> how many held lessons of the days, both included, are not marked for everybody."""
    found = {}
    for cohort_id, own in _by_cohort(facts).items():
        checked = (checked_of(own, one.session.key) for one in _held(own, since, day))
        found[cohort_id] = sum(marked < expected for marked, expected in checked)
    return found


def _by_cohort(facts: Iterable[TraineeFacts]) -> dict[int, list[TraineeFacts]]:
    found: dict[int, list[TraineeFacts]] = {}
    for one in facts:
        found.setdefault(one.cohort_id, []).append(one)
    return found


def _held(facts: Sequence[TraineeFacts], since: date, day: date) -> list[Lesson]:
    """The lessons of a cohort from a day on until another; every trainee knows them."""
    return [one for one in facts[0].lessons if one.session.is_held and since <= one.session.day <= day]


def people_checked(facts: Iterable[TraineeFacts], lessons: Iterable[int]) -> tuple[int, int]:
    """People marked in each of the lessons where they are expected, and people expected in any."""
    waited = [(one, [lesson for lesson in lessons if lesson not in one.greys]) for one in facts]
    expected = [(one, own) for one, own in waited if own]
    return sum(all(lesson in one.marks for lesson in own) for one, own in expected), len(expected)


def checked_of(facts: Iterable[TraineeFacts], lesson: int) -> tuple[int, int]:
    """How many are marked, and how many were to be: who is away or not in class is not waited for."""
    expected = [one for one in facts if lesson not in one.greys]
    return sum(lesson in one.marks for one in expected), len(expected)
