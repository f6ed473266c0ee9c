"""The beds of people who are being admitted, and the promises and waiting that end with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import BedUse, Stay
from panpun_desktop.services.bed_uses import label_of, place_now, require_open_beds
from panpun_desktop.services.records import load
from panpun_desktop.services.reservations import given_to, promised_between, take_up
from panpun_desktop.services.visibility import veil
from panpun_desktop.services.waiting import mark_admitted
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.admission_requests import AdmitPeople, Member
    from panpun_desktop.services.reservations import Reserved


PROMISED = "R-BED-3"


def promised_beds(session: Session, by: Actor, request: AdmitPeople) -> Iterator[Concern]:
    """A warning for each bed that is promised to someone else on a night of the stay."""
    seen = veil(session, by)
    for index, member in enumerate(request.members):
        if member.bed_id is None:
            continue
        nights = (request.arrived_on, request.expected_leave_on)
        for one in promised_between(session, seen, member.bed_id, *nights):
            if not one.is_of(member.person_id, request.waiting_id) and not _is_named(one, member):
                words = _warned(one, request.arrived_on)
                yield Concern(PROMISED, "warn", str(index), f"{label_of(session, member.bed_id)}: {words}")
                break


def _is_named(one: Reserved, member: Member) -> bool:
    """A bed held for somebody by name is theirs who comes with the name."""
    facts = member.facts
    if facts is None or one.person_id is not None or not facts.first_name:
        return False
    return all(part in one.name for part in (facts.first_name, facts.last_name) if part)


def _warned(one: Reserved, arrived_on: date) -> str:
    if one.holds_on(arrived_on):
        return _("{promise}. The reservation ends with this admission").format(promise=given_to(one))
    return _("{promise}. The reservation stays: another bed is needed by then").format(
        promise=one.from_text()
    )


def give_first_beds(session: Session, by: Actor, request: AdmitPeople, stays: tuple[Stay, ...]) -> None:
    """A bed each, or a share of another member's bed (R-FAM-2); nobody needs one to be admitted."""
    places = zip(request.members, stays, strict=True)
    given = {member.bed_id: stay for member, stay in places if member.bed_id is not None}
    require_open_beds(session, list(given), request.arrived_on, by)
    _require_hosts(session, request)
    if given:
        take_up(session, given, request.arrived_on, request.waiting_id)
    bulk_insert(session, BedUse, _first_uses(request, stays))
    if request.waiting_id is not None:
        mark_admitted(session, request.waiting_id, stays[0].id)


def _require_hosts(session: Session, request: AdmitPeople) -> None:
    """Whose bed is to be shared stays here still, in a bed of their own; RuleBroken ``stay.not_open``."""
    hosts = (one.shares_with_stay_id for one in request.members)
    for id in {one for one in hosts if one is not None}:
        host = load(session, Stay, id)
        place = place_now(session, host.id, request.arrived_on)
        if host.left_on or host.voided_at or place is None or place.bed_id is None:
            raise RuleBroken("stay.not_open")


def _first_uses(request: AdmitPeople, stays: tuple[Stay, ...]) -> Iterator[dict[str, object]]:
    for member, stay in zip(request.members, stays, strict=True):
        use = {"stay_id": stay.id, "start_on": request.arrived_on}
        if member.bed_id is not None:
            yield use | {"bed_id": member.bed_id}
        elif member.shares_with is not None:
            yield use | {"shares_with_stay_id": stays[member.shares_with].id}
        elif member.shares_with_stay_id is not None:
            yield use | {"shares_with_stay_id": member.shares_with_stay_id}
