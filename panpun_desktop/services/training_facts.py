"""What the rules of attendance judge: trainees, their plan, marks, pauses, decisions, where they live.

Loaded for many enrolments at once, a query a kind of record; nothing here names anybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.models import (
    Absence,
    AttendanceMark,
    Cohort,
    ContinuityDecision,
    Course,
    CourseSession,
    Enrolment,
    EnrolmentPause,
    Episode,
    Stay,
)
from panpun_desktop.rules.attendance import CourseTerms, Mark, Pause, Session, Trainee
from panpun_desktop.rules.class_presence import Away, Grey, Living, Reason, Residence, grey, plain_days
from panpun_desktop.rules.codes import (
    AbsenceKind,
    AttendanceCode,
    ContinuityChoice,
    EnrolmentState,
    Half,
    ServiceType,
)
from panpun_desktop.rules.continuity import Decision
from panpun_desktop.services.module_scores import NOT_ASSESSED, assessments
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session as Work

    from panpun_desktop.services.centre import Centre

    _Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Lesson:
    """A session of the plan with its hour."""

    session: Session
    begins_at: time | None
    ends_at: time | None
    topic: str
    not_held_reason: str


@dataclass(frozen=True)
class PresenceFacts:
    """Where one trainee is expected: all that a new mark has to agree with."""

    enrolment_id: int
    cohort_id: int
    person_id: int
    trainee: Trainee
    greys: Mapping[int, Grey]


@dataclass(frozen=True)
class TraineeFacts:
    """One enrolment as the rules of attendance see it."""

    enrolment_id: int
    cohort_id: int
    person_id: int
    state: EnrolmentState
    trainee: Trainee
    suspensions: tuple[Pause, ...]
    """พักการอบรม; days in hospital stand among the pauses of the trainee besides."""
    terms: CourseTerms
    lessons: tuple[Lesson, ...]
    """Of the cohort; the greyed ones are in ``greys``."""
    earlier: tuple[Session, ...]
    """Of the cohort before an upgrade, where the count runs on from there (R-CRS-8)."""
    marks: Mapping[int, tuple[AttendanceCode, str]]
    """Session -> code and remark, as written."""
    greys: Mapping[int, Grey]
    decisions: tuple[Decision, ...]
    passed_assessment: bool | None

    @property
    def plan(self) -> tuple[Session, ...]:
        """Every session that counts for the trainee, an earlier cohort's first."""
        return (*self.earlier, *(one.session for one in self.lessons))

    def counted_marks(self, held_until: date) -> tuple[Mark, ...]:
        """The marks, with ลากิจ in the lessons held while the person had leave, where nobody wrote any."""
        written = [Mark(key, code) for key, (code, _remark) in self.marks.items()]
        on_leave = {key for key, why in self.greys.items() if why.reason is Reason.LEAVE} - self.marks.keys()
        for one in self.lessons if on_leave else ():
            if one.session.key in on_leave and one.session.day <= held_until:
                written.append(Mark(one.session.key, AttendanceCode.B))
        return tuple(written)


def training_facts(session: Work, enrolment_ids: Iterable[int], centre: Centre) -> dict[int, TraineeFacts]:
    """The facts of enrolments that were taken in; those only applied for have none yet."""
    wanted = list(enrolment_ids)
    if not wanted:  # all was read before: a dozen questions would be asked about nobody
        return {}
    rows = _enrolments(session, wanted)
    ids = [row.id for row in rows]
    before = _earlier_enrolments(session, rows)
    lessons = lessons_of(
        session, {row.cohort_id for row in rows} | {one.cohort_id for one in before.values()}
    )
    marks = _marks(session, [*ids, *(one.id for one in before.values())])
    pauses, decisions = _pauses(session, ids), _decisions(session, ids)
    residences = _residences(session, rows)
    assessed = assessments(session, ids, centre)
    found = {}
    for row in rows:
        residence = residences[row.id]
        trainee = _trainee(row, pauses[row.id], residence)
        own = lessons[row.cohort_id]
        earlier = before.get(row.id)
        found[row.id] = TraineeFacts(
            row.id,
            row.cohort_id,
            row.person_id,
            EnrolmentState(row.state),
            trainee,
            tuple(pauses[row.id]),
            _terms(row, centre),
            own,
            () if earlier is None else _counted_before(earlier, lessons[earlier.cohort_id]),
            {**(marks[earlier.id] if earlier else {}), **marks[row.id]},
            _greys(trainee, own, residence),
            decisions[row.id],
            assessed.get(row.id, NOT_ASSESSED).passed,
        )
    return found


def presence_facts(
    session: Work, enrolment_ids: Iterable[int], lesson_ids: Iterable[int]
) -> dict[int, PresenceFacts]:
    """``training_facts`` as far as a mark in these lessons needs them: it is written at every key."""
    rows = _enrolments(session, list(enrolment_ids))
    lessons = lessons_of(session, {row.cohort_id for row in rows}, list(lesson_ids))
    pauses = _pauses(session, [row.id for row in rows])
    residences = _residences(session, rows)
    found = {}
    for row in rows:
        residence = residences[row.id]
        trainee = _trainee(row, pauses[row.id], residence)
        greys = _greys(trainee, lessons[row.cohort_id], residence)
        found[row.id] = PresenceFacts(row.id, row.cohort_id, row.person_id, trainee, greys)
    return found


def _enrolments(session: Work, ids: list[int]) -> Sequence[_Row]:
    columns = (
        *(Enrolment.id, Enrolment.cohort_id, Enrolment.person_id, Enrolment.state, Enrolment.joined_on),
        *(Enrolment.counted_from_on, Enrolment.ended_on, Enrolment.episode_id),
        *(
            Cohort.ends_on.label("plan_ends_on"),
            Course.service_type,
            Course.floor_days,
            Course.min_attendance,
            Course.has_assessment,
        ),
        Episode.started_on.label("episode_from_on"),
        Episode.counted_from_on.label("episode_counted_from_on"),
        Episode.ended_on.label("episode_ended_on"),
    )
    return session.execute(
        select(*columns)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .where(Enrolment.id.in_(ids), Enrolment.joined_on.is_not(None))
    ).all()


def _first_counted(row: _Row) -> date | None:
    found: date | None = row.counted_from_on or row.episode_counted_from_on or row.episode_from_on
    return found


def _earlier_enrolments(session: Work, rows: Sequence[_Row]) -> dict[int, Enrolment]:
    """Enrolment -> the one that was upgraded into it, where the count runs on (R-CRS-8)."""
    upgraded = {
        row.person_id: row
        for row in rows
        if (first := _first_counted(row)) is not None and first < row.joined_on
    }
    found: dict[int, Enrolment] = {}
    earlier = select(Enrolment).where(
        Enrolment.person_id.in_(upgraded),
        Enrolment.state == EnrolmentState.UPGRADED,
        Enrolment.voided_at.is_(None),
    )
    for one in session.scalars(earlier.order_by(Enrolment.joined_on)):
        later = upgraded[one.person_id]
        if one.id != later.id and one.ended_on is not None and one.ended_on <= later.joined_on:
            found[later.id] = one
    return found


def _counted_before(earlier: Enrolment, lessons: tuple[Lesson, ...]) -> tuple[Session, ...]:
    first, last = earlier.joined_on or date.max, earlier.ended_on or date.min
    return tuple(one.session for one in lessons if first <= one.session.day <= last)


def lessons_of(
    session: Work, cohort_ids: Iterable[int], only: list[int] | None = None
) -> dict[int, tuple[Lesson, ...]]:
    """The sessions of cohorts in their order, held or not; a cohort without any has an empty plan."""
    columns = (
        *(CourseSession.cohort_id, CourseSession.id, CourseSession.on_day, CourseSession.half),
        *(CourseSession.is_held, CourseSession.begins_at, CourseSession.ends_at),
        *(CourseSession.topic, CourseSession.not_held_reason),
    )
    found: dict[int, list[Lesson]] = defaultdict(list)
    chosen = select(*columns).where(
        CourseSession.cohort_id.in_(list(cohort_ids)), CourseSession.voided_at.is_(None)
    )
    if only is not None:
        chosen = chosen.where(CourseSession.id.in_(only))
    for cohort_id, id, day, half, is_held, begins_at, ends_at, topic, reason in session.execute(
        chosen.order_by(CourseSession.on_day, CourseSession.half)
    ):
        one = Session(id, day, Half(half), is_held)
        found[cohort_id].append(Lesson(one, begins_at, ends_at, topic, reason))
    return defaultdict(tuple, {cohort: tuple(one) for cohort, one in found.items()})


def _marks(session: Work, ids: list[int]) -> dict[int, dict[int, tuple[AttendanceCode, str]]]:
    found: dict[int, dict[int, tuple[AttendanceCode, str]]] = defaultdict(dict)
    codes = {one.value: one for one in AttendanceCode}
    marks = AttendanceMark.__table__.c  # thousands of rows: without what entities would cost of each
    columns = (marks.enrolment_id, marks.session_id, marks.code, marks.remark)
    rows = session.execute(select(*columns).where(marks.enrolment_id.in_(ids))).all()
    for enrolment, lesson, code, remark in rows:
        found[enrolment][lesson] = (codes[code], remark)
    return found


def _pauses(session: Work, ids: list[int]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = defaultdict(list)
    columns = (EnrolmentPause.enrolment_id, EnrolmentPause.started_on, EnrolmentPause.ended_on)
    for id, started_on, ended_on in session.execute(
        select(*columns).where(EnrolmentPause.enrolment_id.in_(ids), EnrolmentPause.voided_at.is_(None))
    ):
        found[id].append(Pause(started_on, ended_on))
    return found


def _decisions(session: Work, ids: list[int]) -> dict[int, tuple[Decision, ...]]:
    found: dict[int, tuple[Decision, ...]] = defaultdict(tuple)
    taken = select(ContinuityDecision).where(
        ContinuityDecision.enrolment_id.in_(ids), ContinuityDecision.voided_at.is_(None)
    )
    for one in session.scalars(taken.order_by(ContinuityDecision.decided_on, ContinuityDecision.id)):
        decision = Decision(ContinuityChoice(one.choice), one.broke_on, one.until_on, one.restart_on)
        found[one.enrolment_id] += (decision,)
    return found


def _residences(session: Work, rows: Sequence[_Row]) -> dict[int, Residence]:
    """Where each trainee lived; of those who live outside, and only come for the lessons, nothing."""
    stays: dict[int, list[tuple[int, Living]]] = defaultdict(list)
    people = {row.person_id for row in rows}
    columns = (Stay.person_id, Stay.id, Stay.arrived_on, Stay.left_on, Stay.left_time)
    for person, stay, arrived_on, left_on, left_time in session.execute(
        select(*columns).where(Stay.person_id.in_(people), Stay.voided_at.is_(None)).order_by(Stay.arrived_on)
    ):
        stays[person].append((stay, Living(arrived_on, left_on, left_time)))
    away = _away(session, [stay for found in stays.values() for stay, _living in found])
    return {row.id: _residence(row, stays[row.person_id], away) for row in rows}


def _residence(row: _Row, stays: list[tuple[int, Living]], away: Mapping[int, list[Away]]) -> Residence:
    lives = row.episode_id is not None or any(
        one.arrived_on <= row.joined_on and (one.left_on is None or one.left_on > row.joined_on)
        for _stay, one in stays
    )
    if not lives:
        return Residence()
    since = [(stay, one) for stay, one in stays if one.left_on is None or one.left_on >= row.joined_on]
    return Residence(
        tuple(one for _stay, one in since), tuple(gone for stay, _living in since for gone in away[stay])
    )


def _away(session: Work, stay_ids: list[int]) -> dict[int, list[Away]]:
    """Leave and hospital; who is still away is taken to be back on the day expected, unless it is past."""
    found: dict[int, list[Away]] = defaultdict(list)
    day = today(clock_of(session))
    kinds = (AbsenceKind.LEAVE, AbsenceKind.HOSPITAL)
    for one in session.scalars(
        select(Absence).where(Absence.stay_id.in_(stay_ids), Absence.kind.in_([kind.value for kind in kinds]))
    ):
        expected = one.expected_back_on
        returns = expected if one.ended_on is None and expected and expected >= day else one.ended_on
        found[one.stay_id].append(
            Away(
                AbsenceKind(one.kind),
                one.started_on,
                one.started_time,
                returns,
                one.ended_time,
                one.expected_back_on,
            )
        )
    return found


def _trainee(row: _Row, pauses: list[Pause], residence: Residence) -> Trainee:
    hospital = [pause for one in residence.away for pause in _in_hospital(one)]
    last_left = max((one.arrived_on for one in residence.stays), default=None)
    left = (one.left_on for one in residence.stays if one.left_on and one.arrived_on != last_left)
    return Trainee(
        joined_on=row.joined_on,
        ended_on=row.ended_on or row.episode_ended_on,  # its result is awaited: no lesson counts any more
        counted_from_on=_first_counted(row),
        pauses=tuple(sorted([*pauses, *hospital], key=lambda one: one.started_on)),
        is_resident=bool(residence.stays),
        left_without_leave=tuple(left),
        plan_ends_on=row.plan_ends_on,
    )


def _in_hospital(away: Away) -> Iterator[Pause]:
    """The whole days in hospital; on those of going and returning a lesson may be attended (R-CRS-5)."""
    first = away.started_on + timedelta(days=1)
    if away.kind is AbsenceKind.HOSPITAL and (away.ended_on is None or away.ended_on > first):
        yield Pause(first, away.ended_on)


def _terms(row: _Row, centre: Centre) -> CourseTerms:
    floor = row.floor_days
    if floor is None and row.service_type is not None:
        floor = centre.limits.course_floor(ServiceType(row.service_type))
    return CourseTerms.of(centre.limits, floor, row.has_assessment, row.min_attendance)


def _greys(trainee: Trainee, lessons: tuple[Lesson, ...], residence: Residence) -> dict[int, Grey]:
    found = {}
    plain = plain_days(trainee, residence)
    for one in lessons:
        if plain and one.session.is_held and plain[0] <= one.session.day <= plain[1]:
            continue
        why = grey(trainee, one.session, one.begins_at, residence)
        if why is not None:
            found[one.session.key] = why
    return found
