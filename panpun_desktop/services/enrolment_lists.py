"""Who is in a cohort, and what courses a person took part in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from panpun_desktop.common.clock import today
from panpun_desktop.models import (
    AttendanceMark,
    Cohort,
    Course,
    Enrolment,
    EnrolmentPause,
    Episode,
    Person,
    Stay,
)
from panpun_desktop.rules.attendance import shown_percent
from panpun_desktop.rules.birth import age_on
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import short_cohort_name
from panpun_desktop.services.enrolment_rows import (
    APPLIED,
    RUNNING,
    PersonEnrolmentRow,
    RosterRow,
)
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.stay_rows import places
from panpun_desktop.services.training_progress import Ask, groundless, late_words, standings
from panpun_desktop.services.visibility import require_sight, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.training_progress import TraineeStanding
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def roster(work: UnitsOfWork, by: Actor, cohort_id: int) -> tuple[RosterRow, ...]:
    """The people of a cohort in the order of the sheet, by name; applicants, who stand on no sheet, below."""
    with work.reading(by, "course.read") as session:
        return roster_rows(session, cohort_id, today(work.clock))


def roster_rows(session: Session, cohort_id: int, day: date) -> tuple[RosterRow, ...]:
    """``roster`` inside a unit of work."""
    place = case((Enrolment.state == APPLIED, 1), else_=0)
    statement = (
        select(Enrolment, Person, Episode.ended_on)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.voided_at.is_(None))
        .order_by(place, Person.sort_key, Enrolment.id)
    )
    rows = session.execute(statement).all()
    of_cohort = select(Cohort.starts_on, Cohort.ends_on, Course.service_type).join(
        Course, Course.id == Cohort.course_id
    )
    starts_on, ends_on, service_type = session.execute(of_cohort.where(Cohort.id == cohort_id)).one()
    ids = [row[0].id for row in rows]
    stays = _open_stays(session, [row[1].id for row in rows])
    beds = places(session, stays.values(), day)
    marks, pauses = _marks(session, ids), _pauses(session, ids)
    known = standings(session, ids, day, read_centre(session))
    seen = veil_of(session)
    found = []
    for enrolment, person, episode_ended in rows:
        stay_id = stays.get(person.id)
        bed = beds[stay_id].label if stay_id in beds else None
        row = _row(enrolment, person, bed, day)
        over = (enrolment.episode_id is not None and episode_ended is not None) or ends_on < day
        row = replace(
            row,
            **_standing(known.get(enrolment.id), ends_on),
            service_type=service_type,
            starts_on=starts_on,
            ends_on=ends_on,
            lives_here=stay_id is not None,
            marks=marks.get(enrolment.id, 0),
            paused_since_on=pauses.get(enrolment.id),
            awaits_result=enrolment.state in RUNNING and over,
            groundless_on=groundless(known.get(enrolment.id), day),
            is_result_due=enrolment.state in RUNNING and not over and _asks_result(known.get(enrolment.id)),
        )
        if person.id not in seen.hidden:
            found.append(seen.line(row, person.id, seen.name(person.id, "", person.first_name), also=_KEPT))
    return tuple(found)


_KEPT = (
    *("applied_on", "joined_on", "ended_on", "is_resident", "lives_here", "marks", "paused_since_on"),
    *("awaits_result", "is_result_due"),
    *("days", "percent", "percent_why", "forecast", "is_reached", "is_broken", "service_type", "late"),
    *("starts_on", "ends_on", "groundless_on"),
)
"""What a class list says of someone whose name it may not say."""


def _asks_result(known: TraineeStanding | None) -> bool:
    return known is not None and known.asks is Ask.RESULT


def _standing(known: TraineeStanding | None, ends_on: date) -> dict[str, Any]:
    """What the sheet says beside the marks, in words."""
    if known is None:
        return {}
    found = known.standing
    return {
        "days": found.progress.short,
        "percent": shown_percent(found.tally.percent),
        "percent_why": found.tally.leave_words,
        "forecast": found.progress.text if found.progress.floor is not None else "",
        "late": late_words(known, ends_on),
        "is_reached": found.progress.floor is not None and found.progress.is_reached,
        "is_broken": found.continuity.is_broken,
    }


def _row(enrolment: Enrolment, person: Person, bed: str | None, day: date) -> RosterRow:
    return RosterRow(
        id=enrolment.id,
        version=enrolment.version,
        person_id=person.id,
        name=name_of(person),
        regno=person.regno,
        sex=person.sex,
        age=age_on(birth_of(person), day),
        state=enrolment.state,
        applied_on=enrolment.applied_on,
        joined_on=enrolment.joined_on,
        ended_on=enrolment.ended_on,
        end_reason=enrolment.end_reason,
        is_resident=enrolment.episode_id is not None,
        lives_here=False,
        bed=bed,
        marks=0,
        paused_since_on=None,
        awaits_result=False,
        note=enrolment.note,
        order=person.sort_key,
    )


def _open_stays(session: Session, person_ids: Collection[int]) -> dict[int, int]:
    rows = select(Stay.person_id, Stay.id).where(
        Stay.person_id.in_(list(person_ids)), Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    return {row.person_id: row.id for row in session.execute(rows)}


def _marks(session: Session, ids: list[int]) -> Mapping[int, int]:
    rows = select(AttendanceMark.enrolment_id, func.count()).where(AttendanceMark.enrolment_id.in_(ids))
    return {row[0]: row[1] for row in session.execute(rows.group_by(AttendanceMark.enrolment_id))}


def _pauses(session: Session, ids: list[int]) -> Mapping[int, date]:
    rows = select(EnrolmentPause.enrolment_id, EnrolmentPause.started_on).where(
        EnrolmentPause.enrolment_id.in_(ids),
        EnrolmentPause.ended_on.is_(None),
        EnrolmentPause.voided_at.is_(None),
    )
    return {row.enrolment_id: row.started_on for row in session.execute(rows)}


def person_enrolments(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[PersonEnrolmentRow, ...]:
    """The courses of a person, the newest first."""
    with work.reading(by, "course.read") as session:
        require_sight(session, person_id)
        rows = session.execute(
            select(Enrolment, Cohort, Course)
            .join(Cohort, Cohort.id == Enrolment.cohort_id)
            .join(Course, Course.id == Cohort.course_id)
            .where(Enrolment.person_id == person_id, Enrolment.voided_at.is_(None))
            .order_by(func.coalesce(Enrolment.joined_on, Enrolment.applied_on).desc(), Enrolment.id.desc())
        )
        return tuple(_person_row(*row) for row in rows)


def _person_row(row: Enrolment, cohort: Cohort, course: Course) -> PersonEnrolmentRow:
    return PersonEnrolmentRow(
        id=row.id,
        version=row.version,
        cohort_id=cohort.id,
        course_id=course.id,
        course=course.name,
        cohort=short_cohort_name(cohort),
        service_type=course.service_type,
        state=row.state,
        applied_on=row.applied_on,
        joined_on=row.joined_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        is_resident=row.episode_id is not None,
        next_step=row.next_step,
        next_note=row.next_note,
        employer=row.employer,
    )
