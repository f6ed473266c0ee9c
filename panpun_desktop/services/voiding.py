"""Taking an admission back: nothing with history is deleted, it is voided with a reason (R-OVR-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Absence, BedUse, Document, Episode, Person, Stay
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.stay_making import take_back_return

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
    """Void the stays of an admission: the inverse of ``admit``.

    A stay that was reopened by the admission is left as it was before. Papers already issued stay
    in their register.
    """
    if not request.reason.strip():
        raise RuleBroken("stay.void_reason_missing", field="reason")
    now = work.clock.now()
    with work.writing(by, "stay.void") as session:
        people = {_void(session, stay_id, request.reason.strip(), now) for stay_id in request.stay_ids}
        for person_id in request.person_ids:
            _void_person(session, person_id, now)
        return Changes(
            people=frozenset(people | set(request.person_ids)),
            stays=frozenset(request.stay_ids),
            summary=_("The admission was taken back"),
        )


def _void(session: Session, stay_id: int, reason: str, now: datetime) -> int:
    stay = load(session, Stay, stay_id)
    returned = session.scalar(
        select(Absence)
        .where(Absence.stay_id == stay_id, Absence.kind == AbsenceKind.SAME_DAY.value)
        .order_by(Absence.id.desc())
        .limit(1)
    )
    if returned is not None:
        take_back_return(session, stay, returned, now)
        return stay.person_id
    for use in session.scalars(select(BedUse).where(BedUse.stay_id == stay_id)):
        use.end_on = use.start_on  # a use of no night is history and frees the bed
    for episode in session.scalars(select(Episode).where(Episode.stay_id == stay_id)):
        episode.voided_at = now
    stay.voided_at, stay.void_reason = now, reason
    return stay.person_id


def _void_person(session: Session, person_id: int, now: datetime) -> None:
    """Only someone this admission brought into the register and nothing else refers to."""
    session.flush()
    stays = select(func.count()).where(Stay.person_id == person_id, Stay.voided_at.is_(None))
    papers = select(func.count()).where(Document.person_id == person_id)
    if session.scalar(stays) or session.scalar(papers):
        return
    load(session, Person, person_id).voided_at = now
