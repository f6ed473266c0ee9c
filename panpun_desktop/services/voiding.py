"""Taking an admission back: nothing with history is deleted, it is voided with a reason (R-OVR-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    BedUse,
    Document,
    Enrolment,
    Episode,
    FamilyAdmission,
    HouseholdMember,
    Person,
    Stay,
)
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.enrolment_links import stay_voided
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class VoidAdmission:
    """Take an admission back: its stays are voided with a reason, people it made leave the register."""

    stay_ids: tuple[int, ...]
    person_ids: tuple[int, ...] = ()
    reason: str = ""


def void_admission(work: UnitsOfWork, by: Actor, request: VoidAdmission) -> Changes:
    """Void stays that should never have been, with the reason; papers issued stay in their register.

    An admission just saved is better taken back as a whole (``undoing``).
    """
    if not request.reason.strip():
        raise RuleBroken("stay.void_reason_missing", field="reason")
    now = work.clock.now()
    with work.writing(by, "stay.void") as session:
        people = set()
        for stay_id in request.stay_ids:
            stay = load(session, Stay, stay_id)
            people.add(stay.person_id)
            _void(session, stay, request.reason.strip(), now)
        for person_id in request.person_ids:
            _void_person(session, person_id, now)
        return Changes(
            people=frozenset(people | set(request.person_ids)),
            stays=frozenset(request.stay_ids),
            summary=_("The admission was taken back"),
        )


def _void(session: Session, stay: Stay, reason: str, now: datetime) -> None:
    if stay.voided_at is not None:
        raise RuleBroken("stay.changed_since")
    for use in session.scalars(select(BedUse).where(BedUse.stay_id == stay.id)):
        use.end_on = use.start_on  # a use of no night is history and frees the bed
    for episode in session.scalars(select(Episode).where(Episode.stay_id == stay.id)):
        episode.voided_at = now
    stay_voided(session, stay, reason, now)
    stay.voided_at, stay.void_reason = now, reason
    session.flush()
    if stay.family_admission_id is not None:
        _leave_household(session, stay, stay.family_admission_id)


def _leave_household(session: Session, stay: Stay, family_admission_id: int) -> None:
    """Who came into the household by this admission is no member of it; a row of no day is history."""
    family = session.get_one(FamilyAdmission, family_admission_id)
    others = (
        select(Stay.id)
        .join(FamilyAdmission, FamilyAdmission.id == Stay.family_admission_id)
        .where(
            Stay.person_id == stay.person_id,
            Stay.voided_at.is_(None),
            FamilyAdmission.household_id == family.household_id,
        )
    )
    if session.scalar(others.limit(1)) is not None:
        return
    joined = select(HouseholdMember).where(
        HouseholdMember.household_id == family.household_id,
        HouseholdMember.person_id == stay.person_id,
        HouseholdMember.since_on == family.admitted_on,
        HouseholdMember.until_on.is_(None),
    )
    for membership in session.scalars(joined):
        membership.until_on = membership.since_on


def _void_person(session: Session, person_id: int, now: datetime) -> None:
    """Only someone this admission brought into the register and nothing else refers to."""
    session.flush()
    stays = select(func.count()).where(Stay.person_id == person_id, Stay.voided_at.is_(None))
    papers = select(func.count()).where(Document.person_id == person_id)
    courses = select(func.count()).where(Enrolment.person_id == person_id, Enrolment.voided_at.is_(None))
    if session.scalar(stays) or session.scalar(papers) or session.scalar(courses):
        return
    load(session, Person, person_id).voided_at = now
