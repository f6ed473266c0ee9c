"""The beds of somebody whose leaving or admission is moved: the nights added, and who is in them by now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Bed, BedBlock, BedUse, Building, Person, Room, Stay
from panpun_desktop.services.bed_uses import label_of, sleeper_in
from panpun_desktop.services.leaving import ended_by_leaving, leaving_entries
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.stay_rows import bed_label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor


@dataclass(frozen=True)
class AddedNights:
    """Nights by which a use goes on, or begins earlier: from the first of them until before ``until``."""

    use: BedUse
    from_on: date
    until: date


@dataclass(frozen=True)
class InTheWay:
    """Why a bed cannot go on, and the first of the added nights on which it cannot."""

    why: str
    from_on: date


def added_nights(session: Session, stay: Stay, left_on: date) -> Iterator[AddedNights]:
    """How the beds go on when the leaving is on a later day; nothing where it is earlier."""
    for use, before in _ended_uses(session, stay):
        end = max(use.start_on, min(before or left_on, left_on))
        if use.end_on is not None and end > use.end_on:
            yield AddedNights(use, use.end_on, end)


def _ended_uses(session: Session, stay: Stay) -> Iterator[tuple[BedUse, date | None]]:
    """The uses that the leaving ended, with the end each had before; of imported stays the last bed."""
    if leaving_entries(session, stay.id):
        for id, before in ended_by_leaving(session, stay.id).uses:
            yield session.get_one(BedUse, id), before
        return
    last = select(BedUse).where(
        BedUse.stay_id == stay.id, BedUse.end_on == stay.left_on, BedUse.end_on > BedUse.start_on
    )
    for use in session.scalars(last):
        yield use, None


def in_the_way(session: Session, by: Actor, added: AddedNights) -> InTheWay | None:
    """Who has the bed on one of the added nights by now, or why it is not there; None where it is free.

    The name is said as the role may see it (R-SAF-1).
    """
    if added.use.bed_id is None:
        return None
    sleeper = sleeper_in(session, added.use.bed_id, added.from_on, added.until)
    if sleeper is not None:
        why = _sleeper_words(session, by, sleeper)
        return InTheWay(why, max(added.from_on, sleeper.start_on))
    bed = session.get_one(Bed, added.use.bed_id)
    if bed.opened_on > added.from_on:
        why = _("the bed is there since {day}").format(day=format_date(bed.opened_on, "short"))
        return InTheWay(why, added.from_on)
    if bed.closed_on is not None and bed.closed_on < added.until:
        why = _("the bed is not there since {day}").format(day=format_date(bed.closed_on, "short"))
        return InTheWay(why, max(added.from_on, bed.closed_on))
    blocks = select(BedBlock).where(_blocks(bed.id, added.from_on, added.until)).order_by(BedBlock.start_on)
    block = session.scalars(blocks).first()
    if block is not None:
        why = _("the bed is closed since {day}").format(day=format_date(block.start_on, "short"))
        return InTheWay(why, max(added.from_on, block.start_on))
    return None


def _sleeper_words(session: Session, by: Actor, use: BedUse) -> str:
    stay = session.get_one(Stay, use.stay_id)
    name = seen_name(session, by, session.get_one(Person, stay.person_id))
    since = format_date(use.start_on, "short")
    if use.end_on is None:
        return _("{name} has it since {since}").format(name=name, since=since)
    until = format_date(use.end_on, "short")
    return _("{name} had it from {since} until {until}").format(name=name, since=since, until=until)


def beds_between(session: Session, from_on: date, until: date) -> list[tuple[int, str]]:
    """The beds that are free on every night from a day until before another, in the order of the board."""
    nobody = ~exists().where(
        BedUse.bed_id == Bed.id,
        BedUse.start_on < until,
        or_(BedUse.end_on.is_(None), and_(BedUse.end_on > from_on, BedUse.end_on > BedUse.start_on)),
    )
    is_open = ~exists().where(_blocks(Bed.id, from_on, until))
    is_there = and_(Bed.opened_on <= from_on, or_(Bed.closed_on.is_(None), Bed.closed_on >= until))
    rows = (
        select(Bed.id, Room.name, Bed.label)
        .join(Room, Room.id == Bed.room_id)
        .join(Building, Building.id == Room.building_id)
        .where(is_there, is_open, nobody)
        .order_by(Building.position, Room.position, Bed.position, Bed.id)
    )
    return [(id, bed_label(room, label)) for id, room, label in session.execute(rows)]


def _blocks(bed_id: Any, from_on: date, until: date) -> ColumnElement[bool]:
    return and_(
        BedBlock.bed_id == bed_id,
        BedBlock.start_on < until,
        or_(BedBlock.end_on.is_(None), and_(BedBlock.end_on > from_on, BedBlock.end_on > BedBlock.start_on)),
    )


def go_on(
    session: Session, by: Actor, stay: Stay, left_on: date, bed_id: int | None, *, without_bed: bool
) -> None:
    """Give the beds for the added nights: the own one, else the chosen one, else none where that is said.

    RuleBroken ``leaving.bed_taken`` where the own bed is somebody else's by now and nothing was chosen,
    ``leaving.bed_not_free`` where the chosen one is not free on every night.
    """
    for added in list(added_nights(session, stay, left_on)):
        if give_nights(session, by, stay.id, added, bed_id, without_bed=without_bed):
            added.use.end_on = added.until
        session.flush()


def give_nights(
    session: Session, by: Actor, stay_id: int, added: AddedNights, bed_id: int | None, *, without_bed: bool
) -> bool:
    """Say whether the own bed is free on added nights; else the chosen one is given for them, or none.

    RuleBroken as of ``go_on``.
    """
    taken = in_the_way(session, by, added)
    if taken is None:
        return True
    if bed_id is not None:
        if bed_id not in {id for id, _label in beds_between(session, added.from_on, added.until)}:
            raise RuleBroken("leaving.bed_not_free", field="bed", bed=label_of(session, bed_id))
        session.add(BedUse(stay_id=stay_id, bed_id=bed_id, start_on=added.from_on, end_on=added.until))
    elif not without_bed:
        assert added.use.bed_id is not None
        label = label_of(session, added.use.bed_id)
        raise RuleBroken("leaving.bed_taken", field="bed", bed=label, why=taken.why)
    return False
