"""The building plan: buildings, rooms and how many beds each has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Bed, BedBlock, BedUse, Building, Room
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class BedRow:
    """A bed in the building plan."""

    id: int
    label: str
    is_extra: bool
    closed_on: date | None


@dataclass(frozen=True)
class RoomRow:
    """A room in the building plan; ``beds`` are those not closed."""

    id: int
    version: int
    name: str
    use: str
    beds: tuple[BedRow, ...]


@dataclass(frozen=True)
class BuildingRow:
    """A building in the plan."""

    id: int
    version: int
    name: str
    rooms: tuple[RoomRow, ...]


@dataclass(frozen=True)
class SaveBuilding:
    """Add (id None) or rename a building."""

    id: int | None
    name: str
    seen_version: int | None = None


@dataclass(frozen=True)
class SaveRoom:
    """Add (id None) or change a room; ``beds`` is how many beds it has from ``from_on`` on.

    Beds are added at the end, or closed from the end; a bed someone sleeps in is refused.
    """

    id: int | None
    building_id: int
    name: str
    use: str
    beds: int
    from_on: date
    seen_version: int | None = None


def list_buildings(work: UnitsOfWork, by: Actor) -> tuple[BuildingRow, ...]:
    """The whole plan in its order."""
    with work.reading(by, "setting.read") as session:
        beds: dict[int, list[BedRow]] = defaultdict(list)
        chosen = select(Bed.room_id, Bed.id, Bed.label, Bed.is_extra, Bed.closed_on)
        for bed in session.execute(chosen.where(Bed.closed_on.is_(None)).order_by(Bed.position)):
            beds[bed.room_id].append(BedRow(bed.id, bed.label, bed.is_extra, bed.closed_on))
        rooms: dict[int, list[RoomRow]] = defaultdict(list)
        for row in session.execute(
            select(Room.building_id, Room.id, Room.version, Room.name, Room.use)
            .where(Room.closed_on.is_(None))
            .order_by(Room.position)
        ):
            rooms[row.building_id].append(
                RoomRow(row.id, row.version, row.name, row.use, tuple(beds[row.id]))
            )
        found = session.execute(
            select(Building.id, Building.version, Building.name)
            .where(Building.closed_on.is_(None))
            .order_by(Building.position)
        )
        return tuple(BuildingRow(*row, tuple(rooms[row.id])) for row in found)


def save_building(work: UnitsOfWork, by: Actor, request: SaveBuilding) -> Changes:
    """Add or rename a building; two of one name are refused."""
    name = _named(request.name)
    with work.writing(by, "building.edit") as session:
        taken = session.scalar(select(Building.id).where(Building.name == name))
        if taken is not None and taken != request.id:
            raise RuleBroken("building.name_taken", field="name", name=name)
        row = _building(session, request)
        row.name = name
        session.add(row)
    return Changes(settings=frozenset({"building"}), summary=_("Building plan saved"))


def _building(session: Session, request: SaveBuilding) -> Building:
    if request.id is None:
        return Building(position=_next(session))
    return load(session, Building, request.id, request.seen_version)


def save_room(work: UnitsOfWork, by: Actor, request: SaveRoom) -> Changes:
    """Add or change a room and the number of its beds."""
    name = _named(request.name)
    if request.beds < 0:
        raise RuleBroken("building.beds_negative", field="beds")
    with work.writing(by, "building.edit") as session:
        _require_free_name(session, request, name)
        row = _room(session, request)
        row.name, row.use = name, request.use
        session.add(row)
        session.flush()
        set_bed_count(session, row.id, request.beds, request.from_on)
        beds = frozenset(session.scalars(select(Bed.id).where(Bed.room_id == row.id)))
    return Changes(beds=beds, settings=frozenset({"building"}), summary=_("Building plan saved"))


def _room(session: Session, request: SaveRoom) -> Room:
    if request.id is None:
        return _new_room(session, request.building_id)
    return load(session, Room, request.id, request.seen_version)


def set_bed_count(session: Session, room_id: int, count: int, from_on: date) -> None:
    """Bring a room to ``count`` ordinary beds from a night on."""
    beds = list(session.scalars(select(Bed).where(Bed.room_id == room_id).order_by(Bed.position, Bed.id)))
    there = [bed for bed in beds if bed.closed_on is None and not bed.is_extra]
    for bed in reversed(there[count:]):
        _close(session, bed, from_on)
    closed = [bed for bed in beds if bed.closed_on is not None and not bed.is_extra]
    for number in range(len(there), count):
        label = f"{number + 1:02d}"
        again = next((bed for bed in closed if bed.label == label), None)
        if again is not None:
            _open_again(session, again, from_on)
        else:
            session.add(Bed(room_id=room_id, label=label, position=number + 1, opened_on=from_on))
    session.flush()


def _close(session: Session, bed: Bed, from_on: date) -> None:
    used = select(func.count()).where(
        BedUse.bed_id == bed.id, or_(BedUse.end_on.is_(None), BedUse.end_on > from_on)
    )
    if session.scalar(used):
        raise RuleBroken("building.bed_in_use", field="beds", bed=bed.label)
    bed.closed_on = max(from_on, bed.opened_on)


def _open_again(session: Session, bed: Bed, from_on: date) -> None:
    """The nights it was gone stay closed, so that earlier statements do not change."""
    if bed.closed_on is not None and bed.closed_on < from_on:
        session.add(BedBlock(bed_id=bed.id, start_on=bed.closed_on, end_on=from_on))
    bed.closed_on = None


def _named(name: str) -> str:
    if not name.strip():
        raise RuleBroken("building.name_missing", field="name")
    return name.strip()


def _require_free_name(session: Session, request: SaveRoom, name: str) -> None:
    taken = session.scalar(select(Room.id).where(Room.building_id == request.building_id, Room.name == name))
    if taken is not None and taken != request.id:
        raise RuleBroken("building.name_taken", field="name", name=name)


def _new_room(session: Session, building_id: int) -> Room:
    count = session.scalar(select(func.count()).select_from(Room)) or 0
    return Room(building_id=building_id, position=count + 1)


def _next(session: Session) -> int:
    return (session.scalar(select(func.count()).select_from(Building)) or 0) + 1
