"""What training asks of today: classes to be marked, breaks to be decided, results to be confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Cohort, Course, Enrolment
from panpun_desktop.rules import roles
from panpun_desktop.rules.codes import COURSES
from panpun_desktop.rules.continuity import BreakCause
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.attendance import REMINDED_DAYS, read_unchecked
from panpun_desktop.services.bed_board import detail_of
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.enrolment_rows import APPLIED, RUNNING
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.today_rows import TaskRow
from panpun_desktop.services.training_facts import TraineeFacts, training_facts
from panpun_desktop.services.training_progress import Ask, standings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.services.training_progress import TraineeStanding


def training_tasks(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Tasks for the trainer's own classes; the manager is asked about all of them."""
    if session.scalar(select(Cohort.id).where(Cohort.voided_at.is_(None)).limit(1)) is None:
        return
    facts: dict[int, TraineeFacts] = {}
    if roles.may(by, "attendance.mark"):
        yield from _unchecked(session, by, known.night, facts)
    if roles.may(by, "continuity.decide"):
        yield from _standing(session, known, facts)
    if roles.may(by, "enrolment.edit") and by.role is not Role.TRAINER:
        yield from _without_cohort(session, known)


def _unchecked(session: Session, by: Actor, day: date, facts: dict[int, TraineeFacts]) -> Iterator[TaskRow]:
    """One task for each class, for the earliest lesson that waits; the facts read stay in ``facts``."""
    told: set[int] = set()
    waiting = read_unchecked(session, by, day - timedelta(days=REMINDED_DAYS), day, facts)
    for row in waiting:
        if row.cohort_id in told:
            continue
        told.add(row.cohort_id)
        lessons = sum(one.cohort_id == row.cohort_id for one in waiting)
        since = _("since {day}").format(day=format_date(row.day, "short"))
        marked = _("{marked} of {expected} marked").format(marked=row.marked, expected=row.expected)
        more = _("{n} lessons").format(n=lessons)
        parts = (since if row.day < day else "", marked if lessons == 1 else more)
        yield TaskRow(
            key=f"unchecked:{row.cohort_id}",
            chip=_("Attendance not marked"),
            tone="warn" if row.day < day else "info",
            title=row.cohort,
            detail=" · ".join(part for part in parts if part),
            button=_("Mark the class"),
            act="attendance",
            cohort_id=row.cohort_id,
            lesson=row.session_id,
        )


def _standing(session: Session, known: Night, facts: Mapping[int, TraineeFacts]) -> Iterator[TaskRow]:
    """Breaks that wait for a decision (R-CRS-6), and who has come to the end (R-CRS-7).

    ``facts`` are those read before; only the others are read.
    """
    chosen = (
        select(Enrolment.id, Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            *(Enrolment.state.in_(RUNNING), Enrolment.voided_at.is_(None)),
            or_(Cohort.closed_on.is_(None), Cohort.closed_on > known.night),
        )
        .order_by(Enrolment.id)
    )
    people = {row.id: row.person_id for row in session.execute(chosen)}
    if not people:
        return
    from panpun_desktop.services.attendance_sheet import trainee_names

    read = training_facts(session, people.keys() - facts.keys(), known.centre)
    running = {id: one for id, one in {**facts, **read}.items() if id in people}
    found = standings_of(session, running, known.night)
    titles: dict[int, str] = {}
    names = trainee_names(session, set(people.values()))
    for id, person_id in people.items():
        one = found.get(id)
        if one is None or person_id in known.seen.hidden or one.asks is None:
            continue
        cohort_id = one.facts.cohort_id
        if cohort_id not in titles:
            titles[cohort_id] = cohort_title(session, cohort_id)
        yield from _task(one, titles[cohort_id], known.seen.name(person_id, *names[person_id]))


def _task(one: TraineeStanding, title: str, name: str) -> Iterator[TaskRow]:
    facts, found = one.facts, one.standing
    if one.asks is Ask.DECISION:
        first = found.continuity.breaks[0]
        text = _("{cohort} · since {day}, to be decided")
        if first.cause is BreakCause.ABSENT:
            text = _("{cohort} · absent {n} days in a row since {day}, to be decided")
        yield TaskRow(
            key=f"break:{facts.enrolment_id}",
            chip=_("Course interrupted"),
            tone="bad",
            title=name,
            detail=text.format(cohort=title, n=first.length, day=format_date(first.first_on, "short")),
            button=_("Decide"),
            act="decide",
            enrolment_id=facts.enrolment_id,
            person_id=facts.person_id,
            cohort_id=facts.cohort_id,
        )
    elif one.asks is Ask.RESULT:
        days = _("{cohort} · {days} days, result to be confirmed")
        yield TaskRow(
            key=f"result:{facts.enrolment_id}",
            chip=_("Result to be confirmed"),
            tone="info",
            title=name,
            detail=days.format(cohort=title, days=found.progress.days),
            button=_("To the results"),
            act="results",
            person_id=facts.person_id,
            cohort_id=facts.cohort_id,
        )


def _without_cohort(session: Session, known: Night) -> Iterator[TaskRow]:
    """Residents who are here for a course and in no cohort, nor applied; who came along is in none."""
    parts = [part for part in known.parts.values() if part.service_type in COURSES and not part.accompanying]
    enrolled = set(
        session.scalars(
            select(Enrolment.episode_id).where(
                Enrolment.episode_id.in_([part.episode_id for part in parts]),
                Enrolment.voided_at.is_(None),
            )
        )
    )
    rows = session.execute(
        select(Enrolment.person_id, Course.service_type)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(
            *(Enrolment.state == APPLIED, Enrolment.voided_at.is_(None)),
            *(Cohort.voided_at.is_(None), Cohort.closed_on.is_(None), Cohort.ends_on >= known.night),
        )
    )
    applied = {(row.person_id, row.service_type) for row in rows}
    for part in parts:
        stay = known.stays[part.stay_id]
        if part.episode_id in enrolled or (stay.id, part.service_type) in applied:
            continue
        yield TaskRow(
            key=f"no_cohort:{part.stay_id}",
            chip=_("No cohort yet"),
            tone="info",
            title=name_of(stay),
            detail=detail_of(known, stay),
            button=_("Choose the cohort"),
            act="enrol",
            person_id=stay.id,
            stay_id=part.stay_id,
        )
