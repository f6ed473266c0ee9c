"""Closing rooms and buildings for good from a night on; nothing of their history goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Bed, BedUse, Building, Room
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.reservations import promises
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class CloseRoom:
    """A room is there no longer from a night on."""

    id: int
    seen_version: int
    from_on: date


@dataclass(frozen=True)
class CloseBuilding:
    """A building whose rooms are all closed is there no longer from a night on."""

    id: int
    seen_version: int
    from_on: date


def close_room(work: UnitsOfWork, by: Actor, request: CloseRoom) -> Changes:
    """Close a room and its beds; refused while someone sleeps there, is to come, or is promised a bed."""
    with work.writing(by, "building.edit") as session:
        room = load(session, Room, request.id, request.seen_version)
        beds = list(session.scalars(select(Bed).where(Bed.room_id == room.id, Bed.closed_on.is_(None))))
        _require_empty(session, by, beds, request.from_on)
        for bed in beds:
            bed.closed_on = max(bed.opened_on, request.from_on)
        room.closed_on = request.from_on
    return Changes(
        beds=frozenset(bed.id for bed in beds),
        settings=frozenset({"building"}),
        summary=_("Room {name} is closed").format(name=room.name),
    )


def _require_empty(session: Session, by: Actor, beds: Sequence[Bed], from_on: date) -> None:
    ids = [bed.id for bed in beds]
    used = session.scalars(
        select(BedUse.bed_id).where(
            BedUse.bed_id.in_(ids),
            or_(BedUse.end_on.is_(None), BedUse.end_on > from_on),
            or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on),
        )
    ).first()
    if used is not None:
        raise RuleBroken("building.bed_in_use", field="room", bed=label_of(session, used))
    for one in promises(session, veil(session, by), ids):
        label = label_of(session, one.bed_id)
        raise RuleBroken(
            "bed.reserved_already", field="room", bed=label, who=one.name, until=one.until_text()
        )


def close_building(work: UnitsOfWork, by: Actor, request: CloseBuilding) -> Changes:
    """Close a building; refused while a room of it is open."""
    with work.writing(by, "building.edit") as session:
        building = load(session, Building, request.id, request.seen_version)
        is_open = or_(Room.closed_on.is_(None), Room.closed_on > request.from_on)
        room = session.scalars(select(Room).where(Room.building_id == building.id, is_open)).first()
        if room is not None:
            raise RuleBroken("building.has_rooms", field="building", room=room.name)
        building.closed_on = request.from_on
    return Changes(
        settings=frozenset({"building"}),
        summary=_("Building {name} is closed").format(name=building.name),
    )
