"""Subjects taken and their grades: การศึกษานอกระบบ กศน./สกร. (domain.md §6).

The numbers are data of the curriculum: the centre keeps a tracking copy, the district office decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.education_terms import Term

FULL_SCORE = 100
CAP_RULE = "R-NFE-CAP"
"""The rule a term over the published cap touches; a warning, the district office may allow it."""
PASSED_RULE = "R-NFE-PASSED"
"""A subject is taken again although it was passed."""
OPEN_RULE = "R-NFE-OPEN"
"""A subject is transferred although it is being studied in a term."""
DAY_HOURS = 24
"""More hours of กพช. under one day are a project of several days, or a slip."""


class LearnerStatus(StrEnum):
    """How a learner stands with the school; leaving the centre changes nothing in it."""

    STUDYING = "STUDYING"
    NOT_REGISTERED = "NOT_REGISTERED"
    GRADUATED = "GRADUATED"
    RESIGNED = "RESIGNED"
    MOVED = "MOVED"


LEARNING = frozenset({LearnerStatus.STUDYING, LearnerStatus.NOT_REGISTERED})
"""Still on the way to graduation."""


class SubjectState(StrEnum):
    """How one taking of a subject stands."""

    STUDYING = "STUDYING"
    GRADED = "GRADED"
    ABSENT = "ABSENT"
    """ขาดสอบ: no grade was given."""
    WITHDRAWN = "WITHDRAWN"


class Retake(StrEnum):
    """Which grade counts when a subject was taken more than once."""

    BEST = "BEST"
    LAST = "LAST"
    """The last passing one, or the last of all where none passed."""


class Moral(StrEnum):
    """การประเมินคุณธรรม."""

    UNKNOWN = ""
    PASSED = "PASSED"
    FAILED = "FAILED"


class Nnet(StrEnum):
    """N-NET has to be sat, not passed."""

    UNKNOWN = ""
    SAT = "SAT"
    ABSENT = "ABSENT"
    EXEMPT = "EXEMPT"


@dataclass(frozen=True)
class GradeStep:
    """From this score of 100 on, this grade is given."""

    least: Decimal
    grade: Decimal


@dataclass(frozen=True)
class Cap:
    """The most credits of a term, and of the last one before graduation (never less)."""

    per_term: int
    last_term: int

    @property
    def most(self) -> int:
        """What no term may hold."""
        return max(self.per_term, self.last_term)


@dataclass(frozen=True)
class Taken:
    """One taking of a subject: in a term, or transferred (``term`` is None)."""

    subject: str
    credits: int
    is_compulsory: bool
    term: Term | None
    grade: Decimal | None = None
    state: SubjectState = SubjectState.STUDYING

    @property
    def is_transfer(self) -> bool:
        """เทียบโอน: credits from elsewhere."""
        return self.term is None


def grade_of(score: Decimal, steps: Iterable[GradeStep]) -> Decimal:
    """The grade of a score out of 100, by the curriculum's steps (80 and over is 4 … under 50 is 0)."""
    if not 0 <= score <= FULL_SCORE:
        raise RuleBroken("education.score_out_of_range", field="score", most=FULL_SCORE)
    reached = [step for step in steps if step.least <= score]
    if not reached:
        raise RuleBroken("education.no_grade", field="score")
    return max(reached, key=lambda step: step.least).grade


def total_score(in_term: Decimal | None, final: Decimal | None, weight: int) -> Decimal | None:
    """The score out of 100, None while either half is missing.

    ``weight`` is the most for the term's work, the rest is the most for the exam; a score above its
    most is refused.
    """
    for name, score, most in (("in_term", in_term, weight), ("final", final, FULL_SCORE - weight)):
        if score is not None and not 0 <= score <= most:
            raise RuleBroken("education.score_out_of_range", field=name, most=most)
    if weight == FULL_SCORE and final is None:
        final = Decimal(0)
    if weight == 0 and in_term is None:
        in_term = Decimal(0)
    return None if in_term is None or final is None else in_term + final


def passes(one: Taken, pass_grade: Decimal = Decimal(1)) -> bool:
    """Whether the credits are earned: passed, or transferred without a failing grade."""
    if one.state is SubjectState.WITHDRAWN:
        return False
    if one.grade is None:
        return one.is_transfer
    return one.grade >= pass_grade


def open_subjects(taken: Iterable[Taken]) -> list[Taken]:
    """What is being studied: registered in a term, no result yet."""
    return [
        one
        for one in taken
        if one.state is SubjectState.STUDYING and one.grade is None and not one.is_transfer
    ]


def require_no_repeats(codes: Iterable[str]) -> None:
    """Refuse a term in which the same subject stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RuleBroken("education.subject_twice", field="subjects", code=code)
        seen.add(code)


def next_state(grade: Decimal | None, state: SubjectState) -> SubjectState:
    """A grade makes a subject graded; taking the grade away opens it again."""
    if grade is not None:
        return SubjectState.GRADED
    return SubjectState.STUDYING if state is SubjectState.GRADED else state
