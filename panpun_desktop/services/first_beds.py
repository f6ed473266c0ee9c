"""The beds of people who are being admitted, and the promises and waiting that end with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.models import BedUse
from panpun_desktop.services.bed_uses import require_open_beds
from panpun_desktop.services.reservations import take_up
from panpun_desktop.services.waiting import mark_admitted

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import Stay
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.admissions import AdmitPeople


def give_first_beds(session: Session, by: Actor, request: AdmitPeople, stays: tuple[Stay, ...]) -> None:
    """A bed each, or a share of another member's bed (R-FAM-2); nobody needs one to be admitted."""
    wanted = [member.bed_id for member in request.members if member.bed_id is not None]
    require_open_beds(session, wanted, request.arrived_on, by)
    for member, stay in zip(request.members, stays, strict=True):
        sharer = member.shares_with if member.bed_id is None else None
        if member.bed_id is None and sharer is None:
            continue
        if member.bed_id is not None:
            take_up(session, member.bed_id, stay, request.arrived_on, request.waiting_id)
        session.add(
            BedUse(
                stay_id=stay.id,
                bed_id=member.bed_id,
                shares_with_stay_id=None if sharer is None else stays[sharer].id,
                start_on=request.arrived_on,
            )
        )
    if request.waiting_id is not None:
        mark_admitted(session, request.waiting_id, stays[0].id)
