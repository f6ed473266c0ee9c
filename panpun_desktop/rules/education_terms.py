"""Terms of กศน./สกร.: labels such as 1/2569, their order, and the term of a day (domain.md §6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import from_thai_digits

ERA = 543
_LABEL = re.compile(r"\s*([12])\s*/\s*(\d{2}|\d{4})\s*")


@dataclass(frozen=True, order=True)
class Term:
    """One term: the academic year in พ.ศ. and 1 or 2. Terms compare in the order of time."""

    year: int
    half: int

    @property
    def label(self) -> str:
        """As people write it: 1/2569."""
        return f"{self.half}/{self.year}"

    def plus(self, terms: int) -> Term:
        """The term so many terms later, or earlier when negative."""
        place = self.year * 2 + self.half - 1 + terms
        return Term(place // 2, place % 2 + 1)

    def until(self, later: Term) -> int:
        """How many terms from this one to another; negative when the other is earlier."""
        return (later.year - self.year) * 2 + later.half - self.half


@dataclass(frozen=True)
class TermMonths:
    """The months in which terms begin, about: the office may give each term days of its own."""

    first: int = 5
    second: int = 11


def parse_term(text: str) -> Term:
    """Read 1/2569, ๑/๒๕๖๙ or 1/69; RuleBroken ``education.term_unreadable`` for anything else."""
    found = _LABEL.fullmatch(from_thai_digits(text))
    if found is None:
        raise RuleBroken("education.term_unreadable", field="term", text=text.strip())
    year = int(found[2])
    return Term(year + 2500 if year < 100 else year, int(found[1]))


def term_on(day: date, months: TermMonths) -> Term:
    """The term a day lies in; the weeks between two terms belong to the one before.

    The academic year is the one in which term 1 begins: January 2570 lies in 2/2569.
    """
    year = day.year + ERA
    if day.month >= months.second:
        return Term(year, 2)
    return Term(year, 1) if day.month >= months.first else Term(year - 1, 2)


def usual_days(term: Term, months: TermMonths) -> tuple[date, date]:
    """First and last day of a term when the office gave none: up to the beginning of the next."""
    after = term.plus(1)
    return _begins(term, months), _begins(after, months) - timedelta(days=1)


def _begins(term: Term, months: TermMonths) -> date:
    return date(term.year - ERA, months.first if term.half == 1 else months.second, 1)
