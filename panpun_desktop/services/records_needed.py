"""What stands in the way of taking a record back: those that refer to it, nights and beds given away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, and_, or_, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Absence, Base, BedUse, Stay
from panpun_desktop.rules.undoing import PAPERS, REGISTERS, Net, Removal, way_of
from panpun_desktop.services import bed_uses
from panpun_desktop.services.act_chains import within
from panpun_desktop.services.bed_board import block_on
from panpun_desktop.services.entry_parts import Part, Row, chunked, id_of, is_alive, stored
from panpun_desktop.services.later_acts import blocked, later_act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

_WHEN_AND_WHOSE = frozenset({"left_on", "voided_at", "arrived_on", "person_id"})
_FEW = 200
"""Up to so many beds each refusal names who has it; an import is refused by the constraint alone."""


@cache
def references_to(table: str) -> tuple[Column[Any], ...]:
    """Every column of the database that refers to a table."""
    return tuple(
        key.parent
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table.name == table
    )


def referrers(session: Session, table: Table, rows: Sequence[Row], *, alive: bool = False) -> set[Any]:
    """The keys among the rows that something refers to; ``alive``: something that is no mere history."""
    columns = references_to(table.name)
    if not columns or not rows:
        return set()
    key = next(iter(table.primary_key)).name
    held: set[Any] = set()
    for column in columns:
        if alive and column.table.name in REGISTERS:
            continue
        for chunk in chunked(row[key] for row in rows):
            found = select(column).where(within(column, chunk)).distinct()
            held.update(session.scalars(found.where(is_alive(column.table)) if alive else found))
    return held


def needed_by_others(session: Session, table: Table, rows: Sequence[Row], entry_id: int) -> None:
    """Refuse when something alive refers to rows that were taken back; names the act that made it."""
    key = next(iter(table.primary_key)).name
    for column in references_to(table.name):
        other = column.table
        leaves = way_of(other.name, other.c.keys()).removal is Removal.LEAVE
        if other.name in REGISTERS or leaves:
            continue
        for chunk in chunked(row[key] for row in rows):
            found = select(other).where(within(column, chunk), is_alive(other)).limit(1)
            row = session.execute(found).mappings().first()
            if row is not None:
                raise blocked(session, entry_id, other.name, id_of(other, row), (column.name,))


def needed_since(session: Session, table: Table, rows: Sequence[Row], entry_id: int) -> None:
    """Refuse when an act after this one let something alive, or a paper, refer to rows that go; names it."""
    for row in rows:
        for column in references_to(table.name):
            other = column.table
            if other.name in REGISTERS - PAPERS:
                continue
            found = select(other).where(column == row["id"], is_alive(other))
            for one in session.execute(found).mappings():
                refusal = later_act(session, entry_id, other.name, id_of(other, one), (column.name,))
                if refusal is not None:
                    raise refusal


def without_papers(session: Session, people: Sequence[Row]) -> list[Row]:
    """The people to whom no paper refers; the others stay in the register."""
    named: set[int] = set()
    for column in references_to("person"):
        if column.table.name in PAPERS:
            for chunk in chunked(row["id"] for row in people):
                named.update(session.scalars(select(column).where(within(column, chunk)).distinct()))
    return [row for row in people if row["id"] not in named]


def require_living_stays(session: Session, parts: Iterable[Part], entry_id: int) -> None:
    """Refuse to give a bed or an absence back to a stay that was cancelled since; names the cancelling."""
    for part in parts:
        if part.name not in (BedUse.__tablename__, Absence.__tablename__):
            continue
        stays = {part.rows[net.entity_id]["stay_id"] for net in part.updated}
        for chunk in chunked(stays):
            gone = select(Stay.id).where(within(Stay.id, chunk), Stay.voided_at.is_not(None))
            for stay_id in session.scalars(gone):
                refusal = later_act(session, entry_id, Stay.__tablename__, str(stay_id), ("voided_at",))
                if refusal is not None and not _is_revived(parts, stay_id):
                    raise refusal


def require_within_stays(session: Session, parts: Iterable[Part], entry_id: int) -> None:
    """Refuse to give back a bed for nights before a stay begins or after it ended; names who moved the edge.

    To be asked when everything else is back: an act that ended the stay opens it again itself.
    """
    has_nights = or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on)
    outside = or_(
        BedUse.start_on < Stay.arrived_on,
        and_(Stay.left_on.is_not(None), or_(BedUse.end_on.is_(None), BedUse.end_on > Stay.left_on)),
    )
    beds = select(Stay.id).join(BedUse, BedUse.stay_id == Stay.id).where(has_nights, outside)
    for part in parts:
        if part.name != BedUse.__tablename__:
            continue
        for chunk in chunked(int(net.entity_id) for net in part.updated):
            stay_id = session.scalar(beds.where(within(BedUse.id, chunk)).limit(1))
            if stay_id is not None:
                raise blocked(session, entry_id, Stay.__tablename__, str(stay_id), ("arrived_on", "left_on"))


def _is_revived(parts: Iterable[Part], stay_id: int) -> bool:
    """Whether this very act takes a stay out of the books, or lets it stand again."""
    stays = next((part for part in parts if part.name == Stay.__tablename__), None)
    changed = () if stays is None else (*stays.inserted, *stays.updated)
    return any(int(net.entity_id) == stay_id for net in changed)


def require_no_other_stay(session: Session, parts: Iterable[Part], entry_id: int) -> None:
    """Refuse to open a stay again when the person has come again meanwhile; names that admission."""
    for part in parts:
        if part.name != "stay":
            continue
        for net in part.updated[:_FEW]:
            target = {**part.rows[net.entity_id], **stored(part.table, net.before)}
            if target["voided_at"] is None and _WHEN_AND_WHOSE & set(net.before):
                _require_alone(session, target, entry_id)


def _require_alone(session: Session, stay: Row, entry_id: int) -> None:
    others = select(Stay.id).where(
        Stay.person_id == stay["person_id"],
        Stay.id != stay["id"],
        Stay.voided_at.is_(None),
        or_(Stay.left_on.is_(None), and_(Stay.left_on > stay["arrived_on"], Stay.left_on > Stay.arrived_on)),
    )
    if stay["left_on"] is not None:
        if stay["left_on"] == stay["arrived_on"]:
            return
        others = others.where(Stay.arrived_on < stay["left_on"])
    other = session.scalar(others.order_by(Stay.id.desc()).limit(1))
    if other is not None:
        raise blocked(session, entry_id, Stay.__tablename__, str(other))


def require_free_nights(session: Session, parts: Iterable[Part], by: Actor) -> None:
    """Refuse to give a bed back that someone else has by now, or that is closed; says who (bed.taken)."""
    for part in parts:
        if part.name == BedUse.__tablename__:
            for net in part.updated[:_FEW]:
                _require_free(session, part, net, by)


def _require_free(session: Session, part: Part, net: Net, by: Actor) -> None:
    row = part.rows[net.entity_id]
    target = {**row, **stored(part.table, net.before)}
    bed_id, start, end = target["bed_id"], target["start_on"], target["end_on"]
    if bed_id is None or (end is not None and end <= start):
        return
    own = {int(one.entity_id) for one in (*part.inserted, *part.updated)}
    use = _sleeper(session, bed_id, start, end, own)
    if use is not None:
        raise bed_uses.taken(session, bed_id, use, by)
    shut_from = row["end_on"] if row["end_on"] is not None and row["end_on"] > start else start
    block = block_on(session, bed_id, shut_from)
    if block is not None and (end is None or end > shut_from):
        label = bed_uses.label_of(session, bed_id)
        raise RuleBroken("bed.closed", field="bed", bed=label, reason=block.reason, until=block.end_on)


def _sleeper(session: Session, bed_id: int, start: date, end: date | None, own: set[int]) -> BedUse | None:
    uses = select(BedUse).where(
        BedUse.bed_id == bed_id,
        BedUse.id.not_in(own),
        or_(BedUse.end_on.is_(None), and_(BedUse.end_on > start, BedUse.end_on > BedUse.start_on)),
    )
    if end is not None:
        uses = uses.where(BedUse.start_on < end)
    return session.scalars(uses.order_by(BedUse.start_on)).first()
