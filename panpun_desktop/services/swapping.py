"""Two people change beds in one act; those who share a bed with one of them go along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Person, Stay
from panpun_desktop.services import bed_uses
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import BedUse
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class SwapBeds:
    """Each gets the other's bed from a night on; the versions are those that the screen showed."""

    stay_id: int
    seen_version: int
    other_stay_id: int
    other_seen_version: int
    from_on: date
    reason: str = ""


def swap_beds(work: UnitsOfWork, by: Actor, request: SwapBeds) -> Changes:
    """Swap the beds of two people who both have one of their own that night.

    Who shares another's bed has none to give (``bed.nothing_to_swap``); an infant stays with the adult
    whose bed it shares, wherever that is. Moves that were planned for later fall away.
    """
    with work.writing(by, "bed.move", note=request.reason and "reason") as session:
        if request.stay_id == request.other_stay_id:
            raise RuleBroken("bed.swap_with_self", field="bed")
        one = _movable(session, request.stay_id, request.seen_version, request.from_on)
        other = _movable(session, request.other_stay_id, request.other_seen_version, request.from_on)
        own, theirs = _bed_of(session, one, request.from_on), _bed_of(session, other, request.from_on)
        stays = (one.id, other.id)
        bed_uses.require_givable(session, theirs, request.from_on, by, *stays)
        bed_uses.require_givable(session, own, request.from_on, by, *stays)
        bed_uses.put_to_bed(session, one, None, None, request.from_on)
        bed_uses.put_to_bed(session, other, own, None, request.from_on)
        bed_uses.put_to_bed(session, one, theirs, None, request.from_on)
        names = [seen_name(session, by, session.get_one(Person, stay.person_id)) for stay in (one, other)]
    return Changes(
        stays=frozenset(stays),
        people=frozenset({one.person_id, other.person_id}),
        beds=frozenset({own, theirs}),
        summary=_("{one} and {other} swapped beds").format(one=names[0], other=names[1]),
    )


def _movable(session: Session, stay_id: int, seen: int, from_on: date) -> Stay:
    stay = load(session, Stay, stay_id, seen)
    if stay.left_on is not None or stay.voided_at is not None:
        raise RuleBroken("stay.not_open")
    if from_on < stay.arrived_on:
        raise RuleBroken("bed.before_arrival", field="from_on", arrived_on=stay.arrived_on)
    return stay


def _bed_of(session: Session, stay: Stay, night: date) -> int:
    use: BedUse | None = bed_uses.place_now(session, stay.id, night)
    if use is None or use.bed_id is None:
        raise RuleBroken("bed.nothing_to_swap", field="bed")
    return use.bed_id
