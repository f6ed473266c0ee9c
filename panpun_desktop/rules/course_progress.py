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
    Sheet,
    Tally,
    Trainee,
    tally_of,
)
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.rules.continuity import Continuity, Decision, continuity_of
from panpun_desktop.rules.course_floor import reached_words, short_days

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
        """The days for a chip: 24/45; 64 without a floor, or where it is passed (R-CRS-1)."""
        return short_days(self.days, self.floor)

    @property
    def text(self) -> str:
        """The whole phrase: ครบ 45 วัน ในวันที่ …, or ครบ 45 วันแล้วเมื่อ …."""
        if self.floor is None:
            return _("Day {day}").format(day=self.days)
        if self.is_reached:
            return reached_words(self.floor, self.forecast_on)
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
    return progress_of(Sheet.of(trainee, sessions, marks), today, terms)


def progress_of(sheet: Sheet, today: date, terms: CourseTerms) -> Progress:
    """The same as ``progress`` of a sheet that was read already."""
    course = _Course.of(sheet, terms)
    until = sheet.trainee.counted_until(today)
    return Progress(
        course.days(until),
        terms.floor_days,
        None if terms.floor_days is None else course.forecast(terms.floor_days),
        len(course.paused(until)),
        sum(day <= until for day in course.excess),
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
    return progress(trainee, sessions, marks, trainee.joined_on, terms).forecast_on


@dataclass(frozen=True)
class _Course:
    """The training days of one count, and the days of leave beyond what counts."""

    trainee: Trainee
    marks: Mapping[date, DayMark]
    excess: frozenset[date]
    only_training_days: bool

    @classmethod
    def of(cls, sheet: Sheet, terms: CourseTerms) -> _Course:
        first = sheet.trainee.first_day
        marks = {day: mark for day, mark in sheet.days.items() if day >= first}
        planned = sum(mark is not DayMark.PAUSED for mark in marks.values())
        allowed = int(Fraction(terms.max_leave_ratio) * planned / 100)
        leave = [day for day, mark in marks.items() if mark is DayMark.LEAVE]
        return cls(sheet.trainee, marks, frozenset(leave[allowed:]), terms.count_mode == "training_days")

    def days(self, until: date) -> int:
        """The days that count, up to and with the given one."""
        if self.only_training_days:
            return sum(day <= until for day in self._training_days())
        elapsed = (until - self.trainee.first_day).days + 1
        return max(0, elapsed - len(self.paused(until)) - sum(day <= until for day in self.excess))

    def forecast(self, floor: int) -> date | None:
        """The day that the floor is complete on: a training day of the plan, or a day of the calendar."""
        if self.only_training_days:
            counting = self._training_days()
            return counting[floor - 1] if len(counting) >= floor else None
        on = self.trainee.first_day + _DAY * (floor - 1)
        for day in sorted(self.excess | self._paused_for_a_time()):
            on += _DAY * (day <= on)
        stopped = [
            one.started_on for one in self.trainee.pauses if one.ended_on is None and one.started_on <= on
        ]
        return None if stopped or self.trainee.until(on) < on else on

    def paused(self, until: date) -> frozenset[date]:
        """The days up to the given one on which the count stood still."""
        if self.only_training_days:
            return frozenset(
                day for day, mark in self.marks.items() if mark is DayMark.PAUSED and day <= until
            )
        ends = [(one, until if one.ended_on is None else one.ended_on - _DAY) for one in self.trainee.pauses]
        return frozenset(day for one, end in ends for day in self._span(one.started_on, min(end, until)))

    def _paused_for_a_time(self) -> frozenset[date]:
        pauses = [(one.started_on, one.ended_on) for one in self.trainee.pauses]
        return frozenset(day for began, end in pauses if end for day in self._span(began, end - _DAY))

    def _span(self, began: date, last: date) -> Iterator[date]:
        """The days of a pause that lie in the count."""
        first = max(began, self.trainee.first_day)
        return (first + _DAY * n for n in range((last - first).days + 1))

    def _training_days(self) -> list[date]:
        return [
            day for day, mark in self.marks.items() if mark is not DayMark.PAUSED and day not in self.excess
        ]


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
    sheet = Sheet.of(trainee, sessions, marks)
    return Standing(
        tally_of(sheet, today, held_until),
        continuity_of(sheet, today, terms, decisions),
        progress_of(sheet, today, terms),
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
