"""Plans and marks for the tests of training: a month of weekdays, and marks written as on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from panpun_desktop.rules.attendance import CourseTerms, Mark, Session
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.marks import code_for_key

LIMITS = Limits.delivered()
SHORT = CourseTerms.of(LIMITS, 30)


def day(number: int) -> date:
    """A day of November 2569, counted on into December."""
    return date(2026, 11, 1) + timedelta(days=number - 1)


LATER = day(60)
"""Well after every session of these tests."""


def weekdays(first: date, last: date, halves: Sequence[Half] = (Half.DAY,)) -> list[Session]:
    """Sessions on Monday to Friday, numbered from 1."""
    length = (last - first).days + 1
    days = [one for n in range(length) if (one := first + timedelta(days=n)).weekday() < 5]
    pairs = [(one, half) for one in days for half in halves]
    return [Session(key, one, half) for key, (one, half) in enumerate(pairs, 1)]


def written(sessions: Sequence[Session], letters: str) -> list[Mark]:
    """Marks in the letters of the screen, one a session in turn; a dot leaves one unmarked."""
    pairs = zip(sessions, letters.replace(" ", ""), strict=False)
    return [Mark(one.key, code) for one, letter in pairs if (code := code_for_key(letter))]
