"""How far a กศน./สกร. learner is, what is missing, and the earliest term of graduation (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from panpun_desktop.rules.education import (
    Cap,
    Moral,
    Nnet,
    Retake,
    SubjectState,
    Taken,
    open_subjects,
    passes,
)
from panpun_desktop.rules.education_terms import Term


@dataclass(frozen=True)
class Requirements:
    """What a level asks for."""

    credits: int
    compulsory: int
    elective: int
    cap: Cap
    activity_hours: int = 200
    needs_moral: bool = True
    needs_nnet: bool = True
    retake: Retake = Retake.BEST
    pass_grade: Decimal = Decimal(1)


@dataclass(frozen=True)
class Standing:
    """How a learner stands beside the credits."""

    activity_hours: Decimal = Decimal(0)
    moral: Moral = Moral.UNKNOWN
    nnet: Nnet = Nnet.UNKNOWN


@dataclass(frozen=True)
class Progress:
    """The way to graduation; hours and credits earned, wanted and missing."""

    credits: int
    compulsory: int
    elective: int
    needed: Requirements
    activity_hours: Decimal
    studying: int
    """Credits of the subjects still open."""
    average: Decimal | None
    """Over graded subjects, exact; None: nothing graded."""
    missing_subjects: tuple[str, ...]
    """Compulsory subjects neither passed nor transferred."""
    has_moral: bool
    has_nnet: bool

    @property
    def compulsory_missing(self) -> int:
        """Compulsory credits still to earn."""
        return max(0, self.needed.compulsory - self.compulsory)

    @property
    def elective_missing(self) -> int:
        """Elective credits still to earn."""
        return max(0, self.needed.elective - self.elective)

    @property
    def credits_missing(self) -> int:
        """Credits still to earn: too many electives do not stand for compulsory ones."""
        return max(self.needed.credits - self.credits, self.compulsory_missing + self.elective_missing, 0)

    @property
    def hours_missing(self) -> Decimal:
        """Hours of กพช. still to do."""
        return max(Decimal(0), self.needed.activity_hours - self.activity_hours)

    @property
    def missing(self) -> tuple[str, ...]:
        """What graduation still needs: ``credits``, ``subjects``, ``activity``, ``moral``, ``nnet``."""
        wanting = {
            "credits": self.credits_missing > 0,
            "subjects": bool(self.missing_subjects),
            "activity": self.hours_missing > 0,
            "moral": not self.has_moral,
            "nnet": not self.has_nnet,
        }
        return tuple(name for name, is_missing in wanting.items() if is_missing)

    @property
    def may_graduate(self) -> bool:
        """Nothing is missing."""
        return not self.missing


def counted(taken: Iterable[Taken], needed: Requirements) -> dict[str, Taken]:
    """By subject the one taking that counts: of those that pass, else of those graded, else the last."""
    tries: dict[str, list[Taken]] = {}
    for one in taken:
        if one.state is not SubjectState.WITHDRAWN:
            tries.setdefault(one.subject, []).append(one)
    return {subject: _counting(those, needed) for subject, those in tries.items()}


def _counting(tries: Sequence[Taken], needed: Requirements) -> Taken:
    in_order = sorted(tries, key=lambda one: one.term or Term(0, 1))
    passed = [one for one in in_order if passes(one, needed.pass_grade)]
    graded = [one for one in in_order if one.grade is not None]
    choice = passed or graded or in_order
    if needed.retake is Retake.BEST and (passed or graded):
        return max(reversed(choice), key=lambda one: Decimal(-1) if one.grade is None else one.grade)
    return choice[-1]


def grade_average(taken: Iterable[Taken]) -> Decimal | None:
    """Σ(grade × credit) ÷ Σ credit over graded subjects, 0 included; ungraded transfers are left out."""
    graded = [(one.grade, one.credits) for one in taken if one.grade is not None]
    credits = sum(weight for _grade, weight in graded)
    if not credits:
        return None
    return sum((grade * weight for grade, weight in graded), Decimal(0)) / credits


def two_places(value: Decimal) -> Decimal:
    """As a grade average is written: half up."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def progress(
    taken: Sequence[Taken], needed: Requirements, standing: Standing, compulsory: Iterable[str] = ()
) -> Progress:
    """How far a learner is; ``compulsory`` are the codes of the level's compulsory subjects."""
    counting = counted(taken, needed)
    earned = [one for one in counting.values() if passes(one, needed.pass_grade)]
    earned_codes = {one.subject for one in earned}
    by_kind = {
        kind: sum(one.credits for one in earned if one.is_compulsory is kind) for kind in (True, False)
    }
    return Progress(
        credits=by_kind[True] + by_kind[False],
        compulsory=by_kind[True],
        elective=by_kind[False],
        needed=needed,
        activity_hours=standing.activity_hours,
        studying=sum(one.credits for one in open_subjects(taken) if one.subject not in earned_codes),
        average=grade_average(counting.values()),
        missing_subjects=tuple(code for code in compulsory if code not in earned_codes),
        has_moral=not needed.needs_moral or standing.moral is Moral.PASSED,
        has_nnet=not needed.needs_nnet or standing.nnet in (Nnet.SAT, Nnet.EXEMPT),
    )


def earliest_finish(
    left: int, cap: Cap, now: Term, *, registered: int = 0, is_closed: bool = False
) -> Term | None:
    """The earliest term in which the last of ``left`` credits can be earned; None when none is left.

    ``registered``: credits of the present term that are still open, part of ``left``. More can be
    added to the present term up to the cap unless it ``is_closed``. The last term may hold more.
    """
    if left <= 0:
        return None
    term = now
    present = registered if is_closed else max(registered, min(left, _room(left, cap)))
    left -= present
    while left > 0:
        term = term.plus(1)
        left -= _room(left, cap)
    return term


def _room(left: int, cap: Cap) -> int:
    return cap.most if left <= cap.most else max(1, cap.per_term)


def over_cap(credits: int, cap: Cap, *, is_last: bool) -> int:
    """By how many credits a term is over its cap; 0 when it is not."""
    return max(0, credits - (cap.most if is_last else cap.per_term))
