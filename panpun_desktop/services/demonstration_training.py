"""Who is trained in the demonstration, how they came to the lessons, and what became of them.

The residents of courses are enrolled with the episodes that they have, so that stay and training are
one fact; today's lessons wait for their marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from panpun_desktop.models import (
    Absence,
    AttendanceMark,
    Cohort,
    CourseModule,
    Enrolment,
    EnrolmentPause,
    Episode,
    ModuleResult,
    Stay,
)
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.demonstration_courses import (
    COMPUTER,
    ELECTRIC,
    FOOD,
    LIFE,
    SEWING,
    Opened,
    open_courses,
)
from panpun_desktop.services.demonstration_guests import user
from panpun_desktop.services.demonstration_today import UnitsAt
from panpun_desktop.services.result_rows import ConfirmResults, Settle
from panpun_desktop.services.results import confirm_results
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.training_progress import standings
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.training_facts import TraineeFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_SERVICES = {SEWING: "COURSE_M", ELECTRIC: "COURSE_L", FOOD: "COURSE_S"}
_LEAST = {"COURSE_S": 30, "COURSE_M": 45, "COURSE_L": 60}
"""Below these days a course that ended was broken off; what was reached is confirmed by its conditions."""
_OUTSIDERS = {SEWING: 2, FOOD: 2, COMPUTER: 7, LIFE: 4}
"""So many come from outside (ไป-กลับ)."""
_CODES = (("P", 880), ("L", 45), ("S", 25), ("B", 25), ("A", 10), ("O", 15))
_REMARKS = {"S": ("ไข้หวัด", "ปวดท้อง"), "B": ("ทำบัตรประชาชน", "เยี่ยมญาติ"), "O": ("พบแพทย์ตามนัด",)}
_LONG_GONE_DAYS = 150
"""Who comes from outside left the centre before any of the cohorts began."""
_NEXT = {"JOB": "JOB", "HOME": "HOME"}
_ABSENT_DAYS = 3
_CONFIRMED_DAYS = 9
"""Days ago that the manager confirmed results; who came to the end since then waits for it."""


class _Trainee(NamedTuple):
    """Someone whose part of a stay is a course."""

    episode_id: int
    stay_id: int
    person_id: int
    service_type: str
    started_on: date
    ended_on: date | None
    outcome: str | None


def live_training(work: UnitsOfWork, manager: Actor, day: date, seed: int) -> None:
    """Courses, cohorts, everybody in them, the marks until yesterday and the results."""
    rng = Random(seed)
    opened = open_courses(work, manager, user(work, manager, "trainer"), day)
    UnitsAt(work, day - timedelta(days=10)).at(15, 30)
    with work.writing(manager, "enrolment.edit", note="demonstration") as session:
        rows = list(_enrolments(session, opened, day))
        made = bulk_insert(session, Enrolment, rows)
        _send_away(session, made, opened, day)
        _suspend(session, made, opened, day)
        facts = training_facts(session, [row["id"] for row in made], read_centre(session))
        absent = [row["id"] for row in _living(made, opened, SEWING, day)[2:3]]
        bulk_insert(session, AttendanceMark, _marks(facts.values(), absent, day, rng))
        bulk_insert(session, ModuleResult, _scores(session, made, opened, day, rng))
    _confirm(work, manager, opened, day)


# who ----------------------------------------------------------------------------------------------


def _enrolments(session: Session, opened: Iterable[Opened], day: date) -> Iterator[dict[str, Any]]:
    trainees, taken = _trainees(session), set[int]()
    outside = _outsiders(session, day)
    for cohort in opened:
        for one in trainees:
            if one.episode_id not in taken and _belongs(one, cohort, day):
                taken.add(one.episode_id)
                yield _resident_row(one, cohort)
        for person_id in [outside.pop() for _ in range(min(_OUTSIDERS.get(cohort.course, 0), len(outside)))]:
            yield _outside_row(person_id, cohort, day)


def _trainees(session: Session) -> list[_Trainee]:
    columns = (Episode.id, Episode.stay_id, Stay.person_id, Episode.service_type, Episode.started_on)
    chosen = (
        select(*columns, Episode.ended_on, Stay.outcome)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(
            Episode.service_type.in_(_LEAST),
            Episode.accompanying.is_(False),
            Episode.voided_at.is_(None),
            Stay.voided_at.is_(None),
        )
        .order_by(Episode.started_on, Episode.id)
    )
    return [_Trainee(*row) for row in session.execute(chosen)]


def _belongs(one: _Trainee, cohort: Opened, day: date) -> bool:
    """Those who came while a cohort ran go into it; whoever stays is in the one that runs."""
    if _SERVICES.get(cohort.course) != one.service_type:
        return False
    if one.ended_on is None:
        return cohort.ends_on >= day
    return one.started_on >= cohort.starts_on and one.ended_on <= min(cohort.ends_on, day)


def _resident_row(one: _Trainee, cohort: Opened) -> dict[str, Any]:
    joined = max(one.started_on, cohort.starts_on)
    row = {
        "cohort_id": cohort.id,
        "person_id": one.person_id,
        "episode_id": one.episode_id,
        "state": "ACTIVE",
        "applied_on": joined,
        "joined_on": joined,
        "assessment_passed": None,
        "next_step": None,
    }
    if one.ended_on is None:
        return row
    if (one.ended_on - one.started_on).days + 1 < _LEAST[one.service_type]:
        return row | {"state": "DROPPED", "ended_on": one.ended_on, "end_reason": "ออกจากศูนย์"}
    return row | {"assessment_passed": True, "next_step": _NEXT.get(one.outcome or "")}


def _outsiders(session: Session, day: date) -> list[int]:
    """People who lived here once and come for the lessons only; nobody of them stays now."""
    here = select(Stay.person_id).where(Stay.left_on.is_(None))
    lately = select(Stay.person_id).where(Stay.left_on > day - timedelta(days=_LONG_GONE_DAYS))
    chosen = select(Stay.person_id).where(
        Stay.person_id.not_in(here), Stay.person_id.not_in(lately), Stay.family_admission_id.is_(None)
    )
    people = sorted(set(session.scalars(chosen)))
    return people[::-1]


def _outside_row(person_id: int, cohort: Opened, day: date) -> dict[str, Any]:
    if cohort.starts_on > day:
        return {
            "cohort_id": cohort.id,
            "person_id": person_id,
            "state": "APPLIED",
            "applied_on": day - timedelta(days=11),
        }
    joined = cohort.starts_on
    return {
        "cohort_id": cohort.id,
        "person_id": person_id,
        "state": "ACTIVE",
        "applied_on": joined,
        "joined_on": joined,
        "assessment_passed": True if cohort.ends_on < day else None,
    }


# what happened to them ----------------------------------------------------------------------------


def _living(
    made: Iterable[Mapping[str, Any]], opened: Iterable[Opened], course: str, day: date
) -> list[Mapping[str, Any]]:
    """Residents in the running cohort of a course for some time, the longest first."""
    cohorts = {one.id for one in opened if one.course == course and one.ends_on >= day}
    found = [
        row
        for row in made
        if row["cohort_id"] in cohorts
        and row.get("episode_id")
        and row["state"] == "ACTIVE"
        and row["assessment_passed"] is None
        and row["joined_on"] <= day - timedelta(days=12)
    ]
    return sorted(found, key=lambda row: row["joined_on"])


def _send_away(session: Session, made: list[Any], opened: Iterable[Opened], day: date) -> None:
    """One on overnight leave and one in hospital: their lessons are grey."""
    away = (("LEAVE", SEWING, 2, day + timedelta(days=1)), ("HOSPITAL", FOOD, 4, None))
    rows = []
    for kind, course, days, back in away:
        for one in _living(made, opened, course, day)[1:2]:
            stay_id = session.get_one(Episode, one["episode_id"]).stay_id
            rows.append(
                {
                    "stay_id": stay_id,
                    "kind": kind,
                    "started_on": day - timedelta(days=days),
                    "expected_back_on": back,
                    "bed_kept": True,
                }
            )
    bulk_insert(session, Absence, rows)


def _suspend(session: Session, made: list[Any], opened: Iterable[Opened], day: date) -> None:
    """One has stopped for a while: the count stands still."""
    since = day - timedelta(days=6)
    for one in _living(made, opened, ELECTRIC, day)[2:3]:
        session.get_one(Enrolment, one["id"]).state = EnrolmentState.SUSPENDED.value
        pause = EnrolmentPause(enrolment_id=one["id"], started_on=since, reason="ดูแลมารดาที่โรงพยาบาล")
        session.add(pause)
    session.flush()


# marks --------------------------------------------------------------------------------------------


def _marks(
    facts: Iterable[TraineeFacts], absent: Iterable[int], day: date, rng: Random
) -> Iterator[dict[str, Any]]:
    """Every lesson until yesterday in which someone was expected."""
    broken = set(absent)
    for one in facts:
        lessons = [
            each.session
            for each in one.lessons
            if each.session.day < day and each.session.key not in one.greys
        ]
        days = sorted({each.day for each in lessons})
        gone = set(days[-_ABSENT_DAYS:]) if one.enrolment_id in broken else set()
        for lesson in lessons:
            code = "A" if lesson.day in gone else _code(rng)
            remark = rng.choice(_REMARKS[code]) if code in _REMARKS else ""
            yield {
                "session_id": lesson.key,
                "enrolment_id": one.enrolment_id,
                "code": code,
                "remark": remark,
            }


def _code(rng: Random) -> str:
    return rng.choices([code for code, _ in _CODES], [weight for _, weight in _CODES])[0]


# results ------------------------------------------------------------------------------------------


def _scores(
    session: Session, made: Iterable[Mapping[str, Any]], opened: Iterable[Opened], day: date, rng: Random
) -> Iterator[dict[str, Any]]:
    """Of those who came to the end."""
    over = {one.id for one in opened if one.ends_on < day}
    courses = {row.id: row.course_id for row in session.execute(select(Cohort.id, Cohort.course_id))}
    modules: dict[int, list[CourseModule]] = defaultdict(list)
    for part in session.scalars(select(CourseModule).order_by(CourseModule.position)):
        modules[part.course_id].append(part)
    for row in made:
        if row["state"] == "ACTIVE" and (row["assessment_passed"] or row["cohort_id"] in over):
            for part in modules[courses[row["cohort_id"]]]:
                yield _score(row["id"], part, rng)


def _score(enrolment_id: int, part: CourseModule, rng: Random) -> dict[str, Any]:
    most = part.max_score
    share = Decimal(rng.randint(62, 95)) / 100
    score = None if most is None else (most * share).quantize(Decimal("0.5"))
    return {
        "enrolment_id": enrolment_id,
        "module_id": part.id,
        "hours": part.hours,
        "score": score,
        "passed": True,
    }


def _confirm(work: UnitsOfWork, manager: Actor, opened: Iterable[Opened], day: date) -> None:
    """The manager's word for those who came to the end; the last ones still wait for it."""
    then = day - timedelta(days=_CONFIRMED_DAYS)
    UnitsAt(work, then).at(16, 20)
    open_still = {one.id for one in opened if one.ends_on >= then}
    with work.reading(manager, "course.read") as session:
        over = select(Episode.id).where(Episode.ended_on <= then)
        chosen = select(Enrolment.id).where(
            Enrolment.state == "ACTIVE",
            Enrolment.joined_on.is_not(None),
            Enrolment.episode_id.in_(over) | Enrolment.cohort_id.not_in(open_still),
        )
        ids = list(session.scalars(chosen.order_by(Enrolment.cohort_id, Enrolment.id)))
        found = standings(session, ids, then, read_centre(session))
        versions = {row.id: row.version for row in session.execute(select(Enrolment.id, Enrolment.version))}
    wanted = tuple(
        Settle(id, versions[id], (one.completion.proposed or EnrolmentState.FAILED).value)
        for id, one in sorted(found.items())
    )
    if wanted:
        confirm_results(work, manager, ConfirmResults(wanted))
