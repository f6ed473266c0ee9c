"""Promising a bed to someone, and taking the promise back (จองเตียง)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import BedReservation, Stay
from panpun_desktop.services import bed_uses
from panpun_desktop.services.bed_board import bed_on, block_on
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.reservations import cancel, promised_between
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.visibility import veil
from panpun_desktop.services.waiting import entry_name, open_entry
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import BedUse
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ReserveBed:
    """Hold a bed from a night on for someone of the register, of the waiting list, or by name.

    ``hours`` it is held, counted from now or from the beginning of a later first day; None takes the
    centre's setting. ``end_on``: the first night it holds no more; it stands for the hours.
    """

    bed_id: int
    start_on: date
    end_on: date | None = None
    also_bed_ids: tuple[int, ...] = ()
    """More beds for the same people: a family is held all of its beds in one act."""
    person_id: int | None = None
    waiting_id: int | None = None
    for_whom: str = ""
    hours: int | None = None
    note: str = ""


@dataclass(frozen=True)
class CancelReservation:
    """The bed is held no longer."""

    id: int
    seen_version: int


def reserve_bed(work: UnitsOfWork, by: Actor, request: ReserveBed) -> Changes:
    """Hold a bed; refused when it is closed, promised to someone else, or slept in on the first night.

    A bed somebody is in tonight can be promised for a later night unless they are expected to be there
    still: a promise is a plan, it never frees a bed.
    """
    with work.writing(by, "bed.reserve") as session:
        _require_possible(request, local(work.clock).date())
        bed_ids = (request.bed_id, *request.also_bed_ids)
        for bed_id in bed_ids:
            _require_free(session, by, request, bed_id)
        hours = request.hours or int(read_centre(session).settings["bed.reserve_hours"])
        expires_at = _expiry(request, local(work.clock), hours)
        session.add_all([_row(request, bed_id, expires_at) for bed_id in bed_ids])
        session.flush()
        name = _for_whom(session, by, request)
        label = ", ".join(bed_uses.label_of(session, bed_id) for bed_id in bed_ids)
    return Changes(
        beds=frozenset(bed_ids),
        people=frozenset({request.person_id} if request.person_id else ()),
        waiting=frozenset({request.waiting_id} if request.waiting_id else ()),
        summary=_("Bed {bed} is reserved for {name}").format(bed=label, name=name),
    )


def _row(request: ReserveBed, bed_id: int, expires_at: datetime) -> BedReservation:
    return BedReservation(
        bed_id=bed_id,
        person_id=request.person_id,
        waiting_id=request.waiting_id,
        for_whom=request.for_whom.strip(),
        start_on=request.start_on,
        end_on=request.end_on,
        expires_at=expires_at,
        note=request.note.strip(),
    )


def _expiry(request: ReserveBed, now: datetime, hours: int) -> datetime:
    """Hours from now, or from the beginning of a later first day; a last day stands for the hours."""
    if request.end_on is not None:
        return datetime.combine(request.end_on, time(0, 0), tzinfo=BANGKOK) - timedelta(minutes=1)
    start = datetime.combine(request.start_on, time(0, 0), tzinfo=BANGKOK)
    return max(now, start) + timedelta(hours=hours)


def _require_possible(request: ReserveBed, day: date) -> None:
    if not (request.person_id or request.waiting_id or request.for_whom.strip()):
        raise RuleBroken("reservation.for_nobody", field="person")
    if request.start_on < day:
        raise RuleBroken("reservation.in_past", field="start_on")
    if request.end_on is not None and request.end_on <= request.start_on:
        raise RuleBroken("reservation.no_night", field="end_on")


def _require_free(session: Session, by: Actor, request: ReserveBed, bed_id: int) -> None:
    bed = bed_on(session, bed_id, request.start_on)
    if bed is None:
        raise RuleBroken("bed.not_there", field="bed", day=request.start_on)
    block = block_on(session, bed_id, request.start_on)
    label = bed_uses.label_of(session, bed_id)
    if block is not None:
        raise RuleBroken("bed.closed", field="bed", bed=label, reason=block.reason, until=block.end_on)
    use = sleeper_in_the_way(session, bed_id, request.start_on, request.end_on)
    if use is not None:
        raise bed_uses.taken(session, bed_id, use, by)
    for one in promised_between(session, veil(session, by), bed_id, request.start_on, request.end_on):
        raise RuleBroken("bed.reserved_already", field="bed", bed=label, who=one.name, until=one.until_text())


def sleeper_in_the_way(session: Session, bed_id: int, start_on: date, end_on: date | None) -> BedUse | None:
    """Who sleeps in a bed on nights to be promised, and is not expected to be gone by then."""
    use = bed_uses.sleeper_in(session, bed_id, start_on, end_on)
    if use is None:
        return None
    leaves = session.get_one(Stay, use.stay_id).expected_leave_on
    is_there_tonight = start_on <= local(clock_of(session)).date()
    is_to_stay = leaves is not None and leaves > start_on
    return use if use.start_on > start_on or is_there_tonight or is_to_stay else None


def _for_whom(session: Session, by: Actor, request: ReserveBed) -> str:
    if request.person_id is not None:
        return seen_name(session, by, load_known(session, request.person_id))
    if request.waiting_id is not None:
        return entry_name(session, by, open_entry(session, request.waiting_id))
    return request.for_whom.strip()


def cancel_reservation(work: UnitsOfWork, by: Actor, request: CancelReservation) -> Changes:
    """Take a promise back; one that was used or has ended is refused."""
    with work.writing(by, "bed.reserve") as session:
        row = load(session, BedReservation, request.id, request.seen_version)
        if row.closed_at is not None:
            raise RuleBroken("reservation.closed")
        cancel(session, row)
        label = bed_uses.label_of(session, row.bed_id)
    return Changes(
        beds=frozenset({row.bed_id}),
        waiting=frozenset({row.waiting_id} if row.waiting_id else ()),
        summary=_("Bed {bed} is not reserved any longer").format(bed=label),
    )
