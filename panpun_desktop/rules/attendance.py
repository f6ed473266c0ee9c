"""Who was there: sessions, marks and what they add up to (R-CRS-7, R-CRS-10).

Runs of absence stand in ``continuity``, days and the day a course is complete in ``course_progress``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import AttendanceCode, Half
from panpun_desktop.rules.course_floor import last_counted
from panpun_desktop.rules.limits import Limits


@dataclass(frozen=True)
class Session:
    """One session of the plan; ``is_held`` False is หยุด. ``key`` is what a mark refers to."""

    key: int
    day: date
    half: Half = Half.DAY
    is_held: bool = True


@dataclass(frozen=True)
class Mark:
    """What the trainee was in the session with this key."""

    session: int
    code: AttendanceCode


@dataclass(frozen=True)
class Pause:
    """พักการอบรม or a time in hospital: from the first day to before ``ended_on``; None is still so."""

    started_on: date
    ended_on: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether the day lies in the pause."""
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class Trainee:
    """A person in a cohort.

    ``ended_on`` is the last day in class, itself included. ``counted_from_on`` is the first day of the
    running count where that is not ``joined_on``: earlier after an upgrade (R-CRS-8), later where the
    count was begun anew (R-CRS-6 b). ``left_without_leave``: the days of leaving the centre for a night
    or more without leave (R-CRS-4); it concerns residents only (R-CRS-9). ``plan_ends_on`` is the last day
    of the plan, itself included: the count stands still after it.
    """

    joined_on: date
    ended_on: date | None = None
    counted_from_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    is_resident: bool = True
    left_without_leave: tuple[date, ...] = ()
    plan_ends_on: date | None = None

    @property
    def first_day(self) -> date:
        """The day that the count of days runs from."""
        return self.counted_from_on or self.joined_on

    def is_paused(self, day: date) -> bool:
        """Say whether the training is suspended on the day."""
        return bool(self.pauses) and any(pause.holds(day) for pause in self.pauses)

    def is_enrolled(self, day: date) -> bool:
        """Say whether the day lies between joining and the last day in class, both included."""
        return self.joined_on <= day and (self.ended_on is None or day <= self.ended_on)

    def until(self, day: date) -> date:
        """The day, or the last day in class where that is earlier."""
        return last_counted(day, self.ended_on)

    def counted_until(self, day: date) -> date:
        """The day, or the last one that counts: in class, and in the plan (R-CRS-2)."""
        return last_counted(day, self.ended_on, self.plan_ends_on)


@dataclass(frozen=True)
class CourseTerms:
    """What a course asks for. ``max_leave_ratio`` and ``min_attendance`` are per cent (20 is 20 %).

    ``floor_days`` None: a subject without a least number of days. ``count_mode`` is ``calendar`` or
    ``training_days`` (R-CRS-2).
    """

    floor_days: int | None
    count_mode: str
    break_unexcused: int
    max_leave_ratio: Decimal
    min_attendance: Decimal
    has_assessment: bool = False

    @classmethod
    def of(
        cls,
        limits: Limits,
        floor_days: int | None,
        has_assessment: bool = False,
        min_attendance: Decimal | None = None,
    ) -> CourseTerms:
        """The terms of a course by the centre's settings; its own least attendance wins where it has one."""
        return cls(
            floor_days,
            limits.course_count_mode,
            limits.course_break_unexcused,
            limits.course_max_leave_ratio,
            limits.course_min_attendance if min_attendance is None else min_attendance,
            has_assessment,
        )


class DayMark(Enum):
    """What a whole training day was: attended with one attended session, ขาด when every session is."""

    ATTENDED = "attended"
    LEAVE = "leave"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    PAUSED = "paused"


@dataclass(frozen=True)
class Tally:
    """What marks add up to: ``counts``, ``scheduled`` and ``unmarked`` (keys) are sessions, the rest days.

    ``scheduled`` leaves out หยุด and pauses. ``planned_days`` are the training days of the whole plan
    from joining on, those to come included.
    """

    counts: Mapping[AttendanceCode, int]
    scheduled: int
    unmarked: tuple[int, ...]
    attended_days: int
    leave_days: int
    absent_days: int
    planned_days: int

    @property
    def attended(self) -> int:
        """The sessions that count as present."""
        return sum(number for code, number in self.counts.items() if code.is_present)

    @property
    def leave(self) -> int:
        """The sessions of leave, of illness and of errands."""
        return sum(number for code, number in self.counts.items() if code.is_leave)

    @property
    def leave_words(self) -> str:
        """Why leave lowers the per cent; nothing without any (R-CRS-7)."""
        return leave_words(self.leave, self.attended, self.scheduled)

    @property
    def percent(self) -> Fraction | None:
        """Attendance in per cent, exact; None when no session was held for this person (R-CRS-7)."""
        return Fraction(100 * self.attended, self.scheduled) if self.scheduled else None

    @property
    def leave_ratio(self) -> Fraction | None:
        """Days of leave in per cent of the planned training days, exact (R-CRS-5); None without a plan."""
        return Fraction(100 * self.leave_days, self.planned_days) if self.planned_days else None


def tally(
    trainee: Trainee,
    sessions: Iterable[Session],
    marks: Iterable[Mark],
    today: date,
    held_until: date | None = None,
) -> Tally:
    """Count the sessions from the joining day to the last one held (R-CRS-10).

    A session of a past day was held, marked or not; one of today only once it is marked. Where the
    caller knows the last day on which anybody of the cohort was marked, ``held_until`` is that day: a
    later session without a mark was not held yet. Marks of other sessions are passed over.
    """
    return tally_of(Sheet.of(trainee, sessions, marks), today, held_until)


def tally_of(sheet: Sheet, today: date, held_until: date | None = None) -> Tally:
    """The same as ``tally`` of a sheet that was read already."""
    trainee, code_of = sheet.trainee, sheet.code_of
    sure = min(held_until or today, today - timedelta(days=1))
    counted = [
        one
        for one in sheet.sessions
        if trainee.joined_on <= one.day <= today
        and (one.key in code_of or one.day <= sure)
        and sheet.days[one.day] is not DayMark.PAUSED
    ]
    codes = Counter(code_of[one.key] for one in counted if one.key in code_of)
    planned = [(day, mark) for day, mark in sheet.days.items() if day >= trainee.joined_on]
    days = Counter(mark for day, mark in planned if day <= today)
    return Tally(
        {code: codes[code] for code in AttendanceCode},
        len(counted),
        tuple(one.key for one in counted if one.key not in code_of),
        days[DayMark.ATTENDED],
        days[DayMark.LEAVE],
        days[DayMark.ABSENT],
        sum(mark is not DayMark.PAUSED for _day, mark in planned),
    )


@dataclass(frozen=True)
class Sheet:
    """One trainee's line: the sessions held in their time, what is written, and what each day was.

    The time runs from the first day of the count, or of joining, to the last day in class.
    """

    trainee: Trainee
    sessions: tuple[Session, ...]
    code_of: Mapping[int, AttendanceCode]
    days: Mapping[date, DayMark]

    @classmethod
    def of(cls, trainee: Trainee, sessions: Iterable[Session], marks: Iterable[Mark]) -> Sheet:
        """Read the sessions and marks; ``days`` come in their order."""
        first, last = min(trainee.first_day, trainee.joined_on), trainee.ended_on or date.max
        held = tuple(one for one in sessions if one.is_held and first <= one.day <= last)
        code_of = {mark.session: mark.code for mark in marks}
        days: dict[date, DayMark] = {}
        for one in held:  # read sixty times sixty at once, so nothing is built for a cell
            code = code_of.get(one.key)
            mark = DayMark.UNKNOWN if code is None else _MARKS[code]
            before = days.get(one.day)
            days[one.day] = mark if before is None else _joined(before, mark)
        days = {day: days[day] for day in sorted(days)}
        for day in days if trainee.pauses else ():
            if trainee.is_paused(day):
                days[day] = DayMark.PAUSED
        return cls(trainee, held, code_of, days)


_MARKS: Final = {
    code: DayMark.ATTENDED if code.is_present else DayMark.LEAVE if code.is_leave else DayMark.ABSENT
    for code in AttendanceCode
}
_WEIGHT: Final = {DayMark.ATTENDED: 3, DayMark.LEAVE: 2, DayMark.UNKNOWN: 1, DayMark.ABSENT: 0}


def _joined(one: DayMark, other: DayMark) -> DayMark:
    """Of two sessions of a day: with one of ลา and one of ขาด it is leave, ขาด only as a whole (R-CRS-10)."""
    return one if _WEIGHT[one] >= _WEIGHT[other] else other


def leave_words(leave: int, attended: int, scheduled: int) -> str:
    """That leave stands in the per cent as not attended, with its figures; "" without any (R-CRS-7)."""
    text = _(
        "Leave of {n} lessons counts as not attended in the per cent: {attended} ÷ {scheduled} (R-CRS-7)"
    )
    return text.format(n=leave, attended=attended, scheduled=scheduled) if leave else ""


def shown_percent(percent: Fraction | None, places: int = 1) -> str:
    """Per cent as people read it, half up (18/22 is 81.8); a dash for none (R-CRS-7)."""
    if percent is None:
        return "–"
    scale = 10**places
    whole = (percent * scale * 2 + 1) // 2
    return f"{whole // scale}.{whole % scale:0{places}d}" if places else str(whole)


def require_markable(trainee: Trainee, session: Session, code: AttendanceCode, today: date) -> None:
    """Refuse a mark for a session that was not held, or a day on which the person was not in class.

    Leave and official business may be written down ahead; having been there or not cannot.
    """
    if not session.is_held:
        raise RuleBroken("attendance.not_held", field="code", day=session.day)
    if not trainee.is_enrolled(session.day):
        raise RuleBroken("attendance.not_enrolled", field="code", day=session.day)
    if trainee.is_paused(session.day):
        raise RuleBroken("attendance.suspended", field="code", day=session.day)
    if session.day > today and not (code.is_leave or code is AttendanceCode.O):
        raise RuleBroken("attendance.day_to_come", field="code", day=session.day)
