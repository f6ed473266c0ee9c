"""A resident's enrolment and the episode of the stay are one fact: what ends one ends the other.

Called by the acts on stays inside their own unit of work, so that taking one back takes back both.
Reaching the least days is no result: an enrolment whose floor is reached is left running when its
episode ends, and the manager confirms what became of it.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    AttendanceMark,
    AuditChange,
    Cohort,
    Course,
    Enrolment,
    EnrolmentPause,
    Episode,
    Person,
)
from panpun_desktop.rules.codes import COURSES, ServiceType
from panpun_desktop.rules.course import require_enrolment
from panpun_desktop.rules.stay import course_days
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.services.enrolment_rows import ACTIVE, APPLIED, DROPPED, UPGRADED
from panpun_desktop.services.leaving import CORRECT_ARRIVAL, leaving_entries
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.store.unit_of_work import actor_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.models import Stay
    from panpun_desktop.services.centre import Centre

_DAY = timedelta(days=1)


def running_of(session: Session, episode_id: int) -> Enrolment | None:
    """The enrolment that runs with an episode."""
    return session.scalar(
        select(Enrolment).where(
            Enrolment.episode_id == episode_id, Enrolment.ended_on.is_(None), Enrolment.voided_at.is_(None)
        )
    )


def has_marks(session: Session, enrolment_id: int) -> bool:
    """Say whether anything was written down of someone's attendance."""
    return bool(session.scalar(select(exists().where(AttendanceMark.enrolment_id == enrolment_id))))


# the stay goes on under another service -----------------------------------------------------------


def service_changed(
    session: Session, chosen: Centre, episode: Episode, to: ServiceType, on: date
) -> Enrolment | None:
    """The episode ended for another service: its enrolment is upgraded, broken off, or awaits a result."""
    row = running_of(session, episode.id)
    if row is None:
        return None
    last_on = max(on - _DAY, episode.started_on)
    if _floor_is_reached(session, chosen, episode, last_on):
        return row
    if _is_higher(episode.service_type, to):
        end_enrolment(session, row, UPGRADED, last_on, "")
    else:
        service = chosen.label("service_type", to.value)
        end_enrolment(
            session, row, DROPPED, last_on, _("Service changed to {service}").format(service=service)
        )
    return row


def _is_higher(was: str, to: ServiceType) -> bool:
    return to in COURSES and COURSES.index(to) > COURSES.index(ServiceType(was))


def days_and_floor(session: Session, chosen: Centre, episode: Episode, last_on: date) -> tuple[int, int]:
    """How many days an episode counts at the end of a day, and the least that its course asks for."""
    facts = facts_on(session, episode, last_on)
    return course_days(facts, last_on, chosen.limits), facts.floor(chosen.limits)


def _floor_is_reached(session: Session, chosen: Centre, episode: Episode, last_on: date) -> bool:
    days, floor = days_and_floor(session, chosen, episode, last_on)
    return days >= floor


def end_enrolment(session: Session, row: Enrolment, state: str, last_on: date, reason: str) -> None:
    """End an enrolment with its last day in class; a suspension ends with it."""
    assert row.joined_on is not None
    row.state, row.ended_on, row.end_reason = state, max(last_on, row.joined_on), reason
    close_pauses(session, row.id, row.ended_on + _DAY)


def close_pauses(session: Session, enrolment_id: int, on: date) -> None:
    """No suspension lasts beyond a day; one that would begin later is none."""
    rows = select(EnrolmentPause).where(
        EnrolmentPause.enrolment_id == enrolment_id,
        EnrolmentPause.ended_on.is_(None),
        EnrolmentPause.voided_at.is_(None),
    )
    for pause in session.scalars(rows):
        pause.ended_on = max(pause.started_on, on)


# into a cohort ------------------------------------------------------------------------------------


def put_in(
    session: Session,
    cohort: Cohort,
    person: Person,
    episode: Episode | None,
    applied_on: date,
    joined_on: date | None,
    *,
    counted_from_on: date | None = None,
    note: str = "",
) -> Enrolment:
    """Write an enrolment, taken in where there is a first day, else an application; days as they must be."""
    require_open(cohort)
    require_not_in(session, cohort, person)
    if joined_on is not None:
        require_within_plan(cohort, joined_on)
    row = Enrolment(
        cohort_id=cohort.id,
        person_id=person.id,
        episode_id=None if joined_on is None or episode is None else episode.id,
        state=APPLIED if joined_on is None else ACTIVE,
        applied_on=applied_on if joined_on is None else min(applied_on, joined_on),
        joined_on=joined_on,
        counted_from_on=counted_from_on,
        note=note,
    )
    session.add(row)
    session.flush()
    return row


def require_open(cohort: Cohort) -> None:
    """Refuse a cohort that was taken back or whose results are settled."""
    if cohort.voided_at is not None:
        raise RuleBroken("record.missing", kind="Cohort")
    if cohort.closed_on is not None:
        raise RuleBroken("cohort.closed", field="cohort")


def require_within_plan(cohort: Cohort, on: date) -> None:
    """Refuse a first day in class before the plan begins or after it ends."""
    if on < cohort.starts_on:
        raise RuleBroken("enrolment.before_plan", field="joined_on", starts_on=cohort.starts_on)
    require_enrolment(on, None, cohort.ends_on)


def require_not_in(session: Session, cohort: Cohort, person: Person) -> None:
    """Refuse a second enrolment of one person in one cohort; the first one can be taken up again."""
    there = session.scalar(
        select(Enrolment).where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.person_id == person.id,
            Enrolment.voided_at.is_(None),
        )
    )
    if there is not None:
        name = seen_name(session, actor_of(session), person)
        if there.ended_on is not None:
            raise RuleBroken("enrolment.was_in", field="people", name=name, person_id=person.id)
        raise RuleBroken("enrolment.already_in", field="people", name=name, person_id=person.id)


def episode_into_cohort(session: Session, cohort_id: int, person: Person, episode: Episode) -> None:
    """Into a cohort with the beginning of an episode; where the cohort has not begun, an application.

    Refused when its course is of another service type (``enrolment.other_service``).
    """
    cohort, on = load(session, Cohort, cohort_id), episode.started_on
    if load(session, Course, cohort.course_id).service_type != episode.service_type:
        raise RuleBroken("enrolment.other_service", field="cohort")
    linked = running_of(session, episode.id)
    if linked is not None and linked.cohort_id == cohort.id:
        return
    put_in(session, cohort, person, episode, on, on if on >= cohort.starts_on else None)


def episode_opened(session: Session, episode: Episode, person_id: int) -> None:
    """Someone from outside who was in class already came to live here for it: one fact from now on.

    The count runs on from the first day in class.
    """
    if episode.accompanying:
        return
    rows = (
        select(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.episode_id.is_(None),
            Enrolment.joined_on.is_not(None),
            Enrolment.ended_on.is_(None),
            Enrolment.voided_at.is_(None),
            Course.service_type == episode.service_type,
        )
        .order_by(Enrolment.joined_on.desc(), Enrolment.id.desc())
    )
    row = session.scalars(rows).first()
    if row is not None:
        row.episode_id = episode.id
        row.counted_from_on = row.counted_from_on or row.joined_on


# leaving, and taking it back ----------------------------------------------------------------------


def stay_ended(session: Session, chosen: Centre, episode: Episode, left_on: date) -> None:
    """Someone left the centre: below the least days the course is broken off, else its result is awaited."""
    row = running_of(session, episode.id)
    if row is not None and not _floor_is_reached(session, chosen, episode, left_on):
        end_enrolment(session, row, DROPPED, left_on, _("Left the centre"))


def leaving_taken_back(session: Session, episode: Episode) -> None:
    """The stay goes on in this episode: what its last leaving took from the enrolment comes back."""
    entries = leaving_entries(session, episode.stay_id, CORRECT_ARRIVAL)
    chosen = select(AuditChange.entity, AuditChange.entity_id, AuditChange.before, AuditChange.after).where(
        AuditChange.entry_id.in_(entries), AuditChange.entity.in_(("enrolment", "enrolment_pause"))
    )
    before: dict[tuple[str, str], dict[str, Any]] = {}
    left_as: dict[tuple[str, str], set[str | None]] = {}
    for entity, id, was, after in session.execute(
        chosen.order_by(AuditChange.entry_id, AuditChange.position)
    ):
        key = (entity, id)
        before[key] = json.loads(was or "{}") | before.get(key, {})  # as it was first
        left_as.setdefault(key, set()).add(json.loads(after or "{}").get("ended_on"))
    for (entity, id), values in before.items():
        record: Any = session.get(Enrolment if entity == "enrolment" else EnrolmentPause, int(id))
        enrolment = record if entity == "enrolment" else session.get_one(Enrolment, record.enrolment_id)
        if enrolment.episode_id == episode.id and enrolment.voided_at is None:
            _set_back(record, values, left_as[(entity, id)])
    session.flush()


def _set_back(record: Any, before: dict[str, Any], left_as: Collection[str | None]) -> None:
    """Only what is still as the leaving, or a correction of it, left it."""
    if record.ended_on is None or record.ended_on.isoformat() not in left_as:
        return
    ended = before.get("ended_on")
    record.ended_on = date.fromisoformat(ended) if ended else None
    for name in {"state", "end_reason"} & set(before):
        setattr(record, name, before[name])


def stay_voided(session: Session, stay: Stay, reason: str, now: datetime) -> None:
    """The stay never was: enrolments without marks neither; with marks the person came from outside."""
    rows = (
        select(Enrolment)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .where(Episode.stay_id == stay.id, Enrolment.voided_at.is_(None))
    )
    for row in session.scalars(rows):
        if has_marks(session, row.id):
            row.episode_id = None
        else:
            row.voided_at, row.void_reason = now, reason
