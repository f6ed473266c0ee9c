"""Giving, taking and closing beds inside a unit of work; refusals say who or what stands in the way."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, bindparam, exists, or_, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Bed, BedBlock, BedUse, Person, Room, Stay
from panpun_desktop.rules import roles
from panpun_desktop.services.bed_board import bed_on, block_on
from panpun_desktop.services.records import touch
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.stay_rows import bed_label

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

_HAS_NIGHTS = or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on)


def require_givable(session: Session, bed_id: int, from_on: date, by: Actor, *stay_ids: int) -> None:
    """Refuse a bed that is not there, closed, or of another than these stays on a night from ``from_on`` on.

    RuleBroken ``bed.not_there``, ``bed.closed`` or ``bed.taken``, with who and until when.
    """
    bed = bed_on(session, bed_id, from_on)
    if bed is None:
        raise RuleBroken("bed.not_there", field="bed", day=from_on)
    label = bed_label(bed.room, bed.label)
    block = block_on(session, bed_id, from_on)
    if block is not None:
        raise RuleBroken("bed.closed", field="bed", bed=label, reason=block.reason, until=block.end_on)
    use = _use_in_the_way(session, bed_id, from_on, stay_ids)
    if use is not None:
        raise _taken(session, label, use, by)


def require_open_beds(session: Session, bed_ids: list[int], night: date, by: Actor) -> None:
    """Refuse beds that are not there, closed, or someone else's from a night on, each in one look."""
    if not bed_ids:
        return
    asked = {"beds": bed_ids, "night": night}
    for room, label in session.execute(_shut(), asked):
        raise RuleBroken("bed.closed", field="bed", bed=bed_label(room, label), reason="", until=None)
    for use in session.scalars(_in_the_way(), asked):
        if use.bed_id is not None:
            raise _taken(session, label_of(session, use.bed_id), use, by)


@cache
def _shut() -> Any:
    """Of some beds those that nobody can have on a night; put together once, as every admission asks."""
    night = bindparam("night", type_=Date)
    closed = exists().where(
        BedBlock.bed_id == Bed.id,
        BedBlock.start_on <= night,
        or_(BedBlock.end_on.is_(None), BedBlock.end_on > night),
    )
    is_there = and_(Bed.opened_on <= night, or_(Bed.closed_on.is_(None), Bed.closed_on > night), ~closed)
    beds = select(Room.name, Bed.label).join(Room, Room.id == Bed.room_id)
    return beds.where(Bed.id.in_(bindparam("beds", expanding=True)), ~is_there)


@cache
def _in_the_way() -> Any:
    """Of some beds the uses from a night on."""
    night = bindparam("night", type_=Date)
    has_bed = BedUse.bed_id.in_(bindparam("beds", expanding=True))
    is_later = or_(BedUse.end_on.is_(None), BedUse.end_on > night)
    return select(BedUse).where(has_bed, is_later, _HAS_NIGHTS).order_by(BedUse.start_on)


def put_to_bed(
    session: Session, stay: Stay, bed_id: int | None, shares_with: int | None, from_on: date
) -> None:
    """From a night on the stay has this bed, shares one, or has none; earlier nights stay as they were."""
    _give_up(session, stay.id, from_on)
    if bed_id is not None or shares_with is not None:
        _take(session, stay.id, bed_id, shares_with, from_on)
    # the bed is part of what the screen showed of the stay: an older view must not move it again
    touch(stay)
    session.flush()


def has_plans_after(session: Session, stay_id: int, night: date) -> bool:
    """Say whether a move of the stay is planned for later than a night."""
    uses = select(BedUse.id).where(BedUse.stay_id == stay_id, BedUse.start_on > night, _HAS_NIGHTS)
    return session.scalar(uses.limit(1)) is not None


def place_now(session: Session, stay_id: int, night: date) -> BedUse | None:
    """The bed use of a stay on a night."""
    uses = select(BedUse).where(
        BedUse.stay_id == stay_id,
        BedUse.start_on <= night,
        or_(BedUse.end_on.is_(None), BedUse.end_on > night),
    )
    return session.scalars(uses).first()


def label_of(session: Session, bed_id: int) -> str:
    """The full label of a bed that is there: ชาย 2-04."""
    rows = session.execute(
        select(Room.name, Bed.label).join(Bed, Bed.room_id == Room.id).where(Bed.id == bed_id)
    )
    return bed_label(*rows.one())


def sleeper_in(session: Session, bed_id: int, from_on: date, until: date | None) -> BedUse | None:
    """The first use of the bed on a night of the range; ``until`` None is without end."""
    overlaps = [or_(BedUse.end_on.is_(None), BedUse.end_on > from_on), _HAS_NIGHTS]
    if until is not None:
        overlaps.append(BedUse.start_on < until)
    uses = select(BedUse).where(BedUse.bed_id == bed_id, *overlaps)
    return session.scalars(uses.order_by(BedUse.start_on)).first()


def taken(session: Session, bed_id: int, use: BedUse, by: Actor) -> RuleBroken:
    """The refusal for a bed that someone sleeps in."""
    return _taken(session, label_of(session, bed_id), use, by)


def blocks_after(session: Session, bed_id: int, on: date) -> list[BedBlock]:
    """The closings of a bed that hold on the day or later."""
    return list(
        session.scalars(
            select(BedBlock).where(
                BedBlock.bed_id == bed_id,
                or_(
                    BedBlock.end_on.is_(None), and_(BedBlock.end_on > on, BedBlock.end_on > BedBlock.start_on)
                ),
            )
        )
    )


def _use_in_the_way(session: Session, bed_id: int, from_on: date, stay_ids: tuple[int, ...]) -> BedUse | None:
    uses = select(BedUse).where(
        BedUse.bed_id == bed_id,
        BedUse.stay_id.not_in(stay_ids),
        or_(BedUse.end_on.is_(None), BedUse.end_on > from_on),
        _HAS_NIGHTS,
    )
    return session.scalars(uses.order_by(BedUse.start_on)).first()


def _taken(session: Session, label: str, use: BedUse, by: Actor) -> RuleBroken:
    stay = session.get_one(Stay, use.stay_id)
    until = use.end_on or stay.expected_leave_on
    return RuleBroken(
        "bed.taken",
        field="bed",
        bed=label,
        who=_who(session, stay, until, by),
        until=until,
        stay_id=stay.id,
        person_id=stay.person_id,
    )


def _who(session: Session, stay: Stay, until: date | None, by: Actor) -> str:
    """The name as the role may see it, and until when the bed is taken."""
    person = session.get_one(Person, stay.person_id)
    name = seen_name(session, by, person) if roles.may(by, "person.read") else _("someone")
    if until is None:
        return _("{name}, no end is known").format(name=name)
    return _("{name}, until {day}").format(name=name, day=format_date(until, "short"))


def _give_up(session: Session, stay_id: int, from_on: date) -> None:
    """End the stay's uses from the night on; one that began then, or later, keeps no night."""
    uses = select(BedUse).where(
        BedUse.stay_id == stay_id, or_(BedUse.end_on.is_(None), BedUse.end_on > from_on), _HAS_NIGHTS
    )
    for use in session.scalars(uses):
        use.end_on = max(use.start_on, from_on)
    session.flush()


def _take(session: Session, stay_id: int, bed_id: int | None, shares_with: int | None, from_on: date) -> None:
    same: Any = BedUse.bed_id == bed_id if bed_id is not None else BedUse.shares_with_stay_id == shares_with
    ended = select(BedUse).where(
        BedUse.stay_id == stay_id, same, BedUse.end_on == from_on, BedUse.start_on < from_on
    )
    use = session.scalars(ended).first()
    if use is not None:  # back in the bed of the night before: one use without a seam
        use.end_on = None
        return
    session.add(BedUse(stay_id=stay_id, bed_id=bed_id, shares_with_stay_id=shares_with, start_on=from_on))
