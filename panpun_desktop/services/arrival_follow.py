"""What begins with an admission besides the stay and its bed, and goes with it to another day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from panpun_desktop.models import (
    AuditChange,
    Belonging,
    Cohort,
    Consent,
    Enrolment,
    EnrolmentPause,
    FamilyAdmission,
    HouseholdMember,
    Stay,
)
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.course import require_enrolment
from panpun_desktop.rules.stay import kept_first_day
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.services.enrolment_links import leaving_taken_back, stay_ended
from panpun_desktop.services.stays import close_episode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.models import Episode
    from panpun_desktop.services.centre import Centre

_DAY = timedelta(days=1)


# service and course --------------------------------------------------------------------------------


def follow_course(
    session: Session, chosen: Centre, stay: Stay, parts: Sequence[Episode], was_on: date
) -> None:
    """The service and its count begin with the stay; limits and courses that ended are reckoned anew.

    A course that was taken up before the last one was complete runs on from the new day (R-CRS-8); a
    limit that was kept when a part ended is the one of the new day (R-TRA-3).
    """
    if not parts:
        return
    ruled = [two.id for one, two in _pairs(parts) if two.counted_from_on == _kept(session, chosen, one, two)]
    _begin(session, parts[0], stay.arrived_on, was_on)
    for one, two in _pairs(parts):
        if two.id in ruled:
            two.counted_from_on = _kept(session, chosen, one, two)
    _run_on(session, parts[1:], stay.arrived_on, was_on)
    session.flush()
    last = parts[-1]
    is_settled = _is_settled(session, last)
    if stay.left_on is not None and not is_settled:
        leaving_taken_back(session, last)
    for part in parts:
        if part.ended_on is not None and part.closed_limit_on is not None:
            ended_on, part.closed_limit_on = part.ended_on, None
            close_episode(session, part, ended_on, chosen)
    if stay.left_on is not None and not is_settled:
        stay_ended(session, chosen, last, stay.left_on)
    session.flush()


def _pairs(parts: Sequence[Episode]) -> list[tuple[Episode, Episode]]:
    """Each part with the one after it."""
    return list(pairwise(parts))


def _kept(session: Session, chosen: Centre, one: Episode, two: Episode) -> date | None:
    """The first day that the later part keeps of the earlier one's count."""
    facts = facts_on(session, one, two.started_on - _DAY)
    return kept_first_day(facts, ServiceType(two.service_type), two.started_on, chosen.limits)


def _begin(session: Session, first: Episode, on: date, was_on: date) -> None:
    if first.started_on == was_on or first.started_on < on:
        first.started_on = on
    if first.counted_from_on is not None and (first.counted_from_on == was_on or first.counted_from_on > on):
        first.counted_from_on = None
    rows = select(Enrolment).where(Enrolment.episode_id == first.id, Enrolment.voided_at.is_(None))
    for row in session.scalars(rows.order_by(Enrolment.id)):
        if row.joined_on is not None and row.joined_on >= was_on:  # in class before: came from outside
            _join(session, row, on, was_on)
    session.flush()


def _run_on(session: Session, later: Sequence[Episode], on: date, was_on: date) -> None:
    """Courses of later parts whose count runs from the day of coming."""
    rows = select(Enrolment).where(
        Enrolment.episode_id.in_([part.id for part in later]), Enrolment.counted_from_on == was_on
    )
    for row in session.scalars(rows.order_by(Enrolment.id)):
        row.counted_from_on = on


def _join(session: Session, row: Enrolment, on: date, was_on: date) -> None:
    """Class begins with the stay where it began with it, never before it; nor before the plan."""
    assert row.joined_on is not None
    if row.joined_on == was_on or row.joined_on < on:
        cohort = session.get_one(Cohort, row.cohort_id)
        joined_on = max(on, min(cohort.starts_on, row.joined_on))
        require_enrolment(joined_on, row.ended_on, cohort.ends_on)
        if row.applied_on == row.joined_on:
            row.applied_on = joined_on
        row.joined_on, row.applied_on = joined_on, min(row.applied_on, joined_on)
    if row.counted_from_on is not None and (row.counted_from_on == was_on or row.counted_from_on < on):
        row.counted_from_on = on
    pauses = select(EnrolmentPause).where(
        EnrolmentPause.enrolment_id == row.id, EnrolmentPause.started_on < on
    )
    for pause in session.scalars(pauses):
        pause.started_on = on if pause.ended_on is None else min(on, pause.ended_on)


def _is_settled(session: Session, part: Episode) -> bool:
    """Say whether a manager has confirmed what became of the course; that stands."""
    settled = exists().where(
        Enrolment.episode_id == part.id, Enrolment.voided_at.is_(None), Enrolment.settled_by_id.is_not(None)
    )
    return bool(session.scalar(select(settled)))


# what was said and brought along -------------------------------------------------------------------


def follow_papers(session: Session, stay: Stay, was_on: date) -> None:
    """What was agreed to, brought along, joined and applied for with the admission bears its day."""
    on = stay.arrived_on
    for consent in session.scalars(
        select(Consent).where(
            Consent.id.in_(_written_with(session, stay, "consent")),
            Consent.person_id == stay.person_id,
            Consent.given_on == was_on,
        )
    ):
        if not _was_said_since(session, consent, on):
            consent.given_on = on
    things = select(Belonging).where(Belonging.stay_id == stay.id, Belonging.voided_at.is_(None))
    for thing in session.scalars(
        things.where(or_(Belonging.received_on == was_on, Belonging.received_on < on))
    ):
        if thing.returned_on is None or thing.returned_on >= on:
            thing.received_on = on
    members = select(HouseholdMember).where(
        HouseholdMember.id.in_(_written_with(session, stay, "household_member")),
        HouseholdMember.person_id == stay.person_id,
        HouseholdMember.since_on == was_on,
        or_(HouseholdMember.until_on.is_(None), HouseholdMember.until_on >= on),
    )
    for member in session.scalars(members):
        member.since_on = on
    applied = select(Enrolment).where(
        Enrolment.id.in_(_written_with(session, stay, "enrolment")),
        Enrolment.person_id == stay.person_id,
        Enrolment.joined_on.is_(None),
        Enrolment.applied_on == was_on,
    )
    for row in session.scalars(applied):
        row.applied_on = on


def _written_with(session: Session, stay: Stay, table: str) -> list[int]:
    """The records of a table that the act of the admission made."""
    act = select(AuditChange.entry_id).where(
        AuditChange.entity == "stay", AuditChange.entity_id == str(stay.id), AuditChange.kind == "insert"
    )
    made = select(AuditChange.entity_id).where(
        AuditChange.entry_id.in_(act), AuditChange.entity == table, AuditChange.kind == "insert"
    )
    return [int(id) for id in session.scalars(made)]


def _was_said_since(session: Session, consent: Consent, on: date) -> bool:
    """Say whether the person decided otherwise before the new day: the newer word stays the newer one."""
    later = exists().where(
        Consent.person_id == consent.person_id,
        Consent.purpose == consent.purpose,
        Consent.id != consent.id,
        Consent.given_on >= consent.given_on,
        Consent.given_on < on,
    )
    return bool(session.scalar(select(later)))


def follow_family(session: Session, stays: Sequence[Stay]) -> None:
    """A family that came on another day as a whole was admitted on that day (R-FAM-1)."""
    for id in {stay.family_admission_id for stay in stays if stay.family_admission_id is not None}:
        days = set(
            session.scalars(
                select(Stay.arrived_on).where(Stay.family_admission_id == id, Stay.voided_at.is_(None))
            )
        )
        if len(days) == 1:
            session.get_one(FamilyAdmission, id).admitted_on = days.pop()
