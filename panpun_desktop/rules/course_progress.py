"""Days of a course, the day its floor is complete, and whether it was passed (R-CRS-1, 2, 5, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.attendance import (
    CourseTerms,
    DayMark,
    Mark,
    Session,
    Tally,
    Trainee,
    day_marks,
    tally,
)
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.rules.continuity import Continuity, Decision, continuity

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Progress:
    """How far a trainee has come: days so far and the floor, and the day that completes it.

    ``forecast_on`` is also the day on which it was completed; None where the plan does not reach the
    floor, the training is suspended, or the course has no floor. ``paused_days`` and ``excess_days``
    (leave beyond what counts) are those up to today.
    """

    days: int
    floor: int | None
    forecast_on: date | None
    paused_days: int
    excess_days: int

    @property
    def is_reached(self) -> bool:
        """The floor is reached, or there is none; a course is never over its days (R-CRS-1)."""
        return self.floor is None or self.days >= self.floor

    @property
    def short(self) -> str:
        """The days for a chip: 24/45, or 24 without a floor."""
        return str(self.days) if self.floor is None else f"{self.days}/{self.floor}"

    @property
    def text(self) -> str:
        """The whole phrase: ครบ 45 วัน ในวันที่ …, or ครบขั้นต่ำแล้ว."""
        if self.floor is None:
            return _("Day {day}").format(day=self.days)
        if self.is_reached:
            return _("The least days are reached")
        if self.forecast_on is None:
            return _("Day {day}, at least {floor} days").format(day=self.days, floor=self.floor)
        day = format_date(self.forecast_on, "short")
        return _("{floor} days are complete on {day}").format(floor=self.floor, day=day)


def progress(
    trainee: Trainee, sessions: Iterable[Session], marks: Iterable[Mark], today: date, terms: CourseTerms
) -> Progress:
    """The days up to today and the day that completes the floor, by the setting of R-CRS-2.

    ``sessions`` are those of the whole plan; after an upgrade they should hold those of the earlier
    cohort too where only training days count.
    """
    course = _Course.of(trainee, sessions, marks, terms)
    until = trainee.until(today)
    steps = [step for step in course.steps(until) if step.day <= until]
    return Progress(
        sum(step.counts for step in steps),
        terms.floor_days,
        _forecast(course, terms.floor_days),
        sum(step.is_paused for step in steps),
        sum(step.is_excess for step in steps),
    )


def course_days(
    trainee: Trainee, sessions: Iterable[Session], marks: Iterable[Mark], day: date, terms: CourseTerms
) -> int:
    """Days of the course up to and with the given day (R-CRS-2), pauses and leave in excess taken off."""
    return progress(trainee, sessions, marks, day, terms).days


def forecast(
    trainee: Trainee, sessions: Iterable[Session], marks: Iterable[Mark], terms: CourseTerms
) -> date | None:
    """The day that completes the floor by what is known now; None where it is not reached."""
    return _forecast(_Course.of(trainee, sessions, marks, terms), terms.floor_days)


@dataclass(frozen=True)
class _Step:
    day: date
    is_paused: bool
    is_excess: bool

    @property
    def counts(self) -> bool:
        return not (self.is_paused or self.is_excess)


@dataclass(frozen=True)
class _Course:
    trainee: Trainee
    marks: Mapping[date, DayMark]
    leave_allowed: int
    only_training_days: bool

    @classmethod
    def of(
        cls, trainee: Trainee, sessions: Iterable[Session], marks: Iterable[Mark], terms: CourseTerms
    ) -> _Course:
        code_of = {mark.session: mark.code for mark in marks}
        days = day_marks(trainee, sessions, code_of, trainee.first_day)
        planned = sum(mark is not DayMark.PAUSED for mark in days.values())
        allowed = int(Fraction(terms.max_leave_ratio) * planned / 100)
        return cls(trainee, days, allowed, terms.count_mode == "training_days")

    def steps(self, until: date | None = None) -> Iterator[_Step]:
        """Each day that may count, in order; endless, or to the end of the plan or of the person's time."""
        leave = 0
        for day in self.marks if self.only_training_days else self._calendar(until):
            is_leave = self.marks.get(day) is DayMark.LEAVE
            leave += is_leave
            is_excess = is_leave and leave > self.leave_allowed
            yield _Step(day, self.trainee.is_paused(day), is_excess)

    def _calendar(self, until: date | None) -> Iterator[date]:
        day = self.trainee.first_day
        last = until or self.trainee.ended_on or self._open_pause or date.max - _DAY
        while day <= last:
            yield day
            day += _DAY

    @property
    def _open_pause(self) -> date | None:
        """The first day of a pause without end: nothing counts from there on."""
        return min((one.started_on for one in self.trainee.pauses if one.ended_on is None), default=None)


def _forecast(course: _Course, floor: int | None) -> date | None:
    if floor is None:
        return None
    days = 0
    for step in course.steps():
        days += step.counts
        if days >= floor:
            return step.day
    return None


@dataclass(frozen=True)
class Standing:
    """Everything the sheet shows beside one trainee."""

    tally: Tally
    continuity: Continuity
    progress: Progress


def standing(
    trainee: Trainee,
    sessions: Iterable[Session],
    marks: Iterable[Mark],
    today: date,
    terms: CourseTerms,
    decisions: Iterable[Decision] = (),
    held_until: date | None = None,
) -> Standing:
    """Tally, continuity and progress of one trainee in one call."""
    plan, written = tuple(sessions), tuple(marks)
    return Standing(
        tally(trainee, plan, written, today, held_until),
        continuity(trainee, plan, written, today, terms, decisions),
        progress(trainee, plan, written, today, terms),
    )


class CriterionKind(StrEnum):
    """What a completion is judged by (R-CRS-7)."""

    DAYS = "DAYS"
    ATTENDANCE = "ATTENDANCE"
    ASSESSMENT = "ASSESSMENT"


@dataclass(frozen=True)
class Criterion:
    """One condition with its figures: days, or per cent, exact; ``is_met`` None is not known yet."""

    kind: CriterionKind
    is_met: bool | None
    found: Fraction | None = None
    wanted: Fraction | None = None


@dataclass(frozen=True)
class Completion:
    """The conditions of a course, and what to propose: DONE, FAILED, or None for not yet."""

    criteria: tuple[Criterion, ...]
    proposed: EnrolmentState | None


def completion(
    counted: Tally,
    reached: Progress,
    terms: CourseTerms,
    is_over: bool,
    passed_assessment: bool | None = None,
) -> Completion:
    """Judge a course by days, attendance (unrounded) and assessment (R-CRS-7); a manager confirms it.

    ``is_over``: the person's last session is behind them, see ``is_over``. Before that DONE is proposed
    only where a floor of days is reached, and FAILED never. ``passed_assessment`` None is not assessed.
    """
    criteria = tuple(_criteria(counted, reached, terms, passed_assessment))
    met = [one.is_met for one in criteria]
    if all(met) and (is_over or terms.floor_days is not None):
        return Completion(criteria, EnrolmentState.DONE)
    is_failed = is_over and False in met
    return Completion(criteria, EnrolmentState.FAILED if is_failed else None)


def is_over(trainee: Trainee, sessions: Iterable[Session], today: date) -> bool:
    """Say whether the trainee has no session left after today, by the plan or by having left."""
    return not any(one.is_held and one.day > today and trainee.is_enrolled(one.day) for one in sessions)


def _criteria(
    counted: Tally, reached: Progress, terms: CourseTerms, passed_assessment: bool | None
) -> Iterator[Criterion]:
    if terms.floor_days is not None:
        days = Fraction(reached.days)
        yield Criterion(CriterionKind.DAYS, reached.is_reached, days, Fraction(terms.floor_days))
    least = Fraction(terms.min_attendance)
    yield Criterion(CriterionKind.ATTENDANCE, _is_attended(counted, least), counted.percent, least)
    if terms.has_assessment:
        yield Criterion(CriterionKind.ASSESSMENT, passed_assessment)


def _is_attended(counted: Tally, least: Fraction) -> bool | None:
    """Attendance reached or not; None while sessions nobody marked could turn it."""
    if counted.percent is None:
        return None
    if counted.percent >= least:
        return True
    best = Fraction(100 * (counted.attended + len(counted.unmarked)), counted.scheduled)
    return None if best >= least else False
