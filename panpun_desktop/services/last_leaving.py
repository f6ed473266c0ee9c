"""Before a leaving and after it: children who would stay alone, and the last leaving of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AuditChange, BedUse, Person, Stay
from panpun_desktop.services.bed_board import read_night
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.leaving import ended_by_leaving, leaving_entries, would_be_free
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.today_children import children_alone_without

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class LeftRow:
    """A stay that ended, and the bed it would have again."""

    stay_id: int
    person_id: int
    name: str
    left_on: date
    outcome: str | None
    bed: str
    """The label of the bed it had, or nothing."""
    is_bed_free: bool


def children_left_alone(work: UnitsOfWork, by: Actor, stay_ids: Collection[int]) -> tuple[str, ...]:
    """Names of the minors nobody would answer for when these stays end (R-FAM-3); a warning, no block."""
    with work.reading(by, "stay.end") as session:
        known = read_night(session, today(work.clock), read_centre(session))
        return tuple(children_alone_without(session, known, stay_ids))


def last_leaving(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[LeftRow, ...]:
    """The last leaving of a person first, then those who left in the same act and are still gone."""
    with work.reading(by, "stay.reopen") as session:
        newest = select(Stay).where(Stay.person_id == person_id, Stay.voided_at.is_(None))
        stay = session.scalar(newest.order_by(Stay.arrived_on.desc(), Stay.id.desc()).limit(1))
        if stay is None or stay.left_on is None:
            raise RuleBroken("stay.not_ended")
        others = [one for one in left_together(session, stay.id) if one.id != stay.id]
        return tuple(_row(session, by, one) for one in (stay, *others) if one.left_on is not None)


def left_together(session: Session, stay_id: int) -> Sequence[Stay]:
    """The stays that ended in one act with this one and are ended still; those who are here again not."""
    ids = session.scalars(
        select(AuditChange.entity_id).where(
            AuditChange.entry_id.in_(leaving_entries(session, stay_id)[:1]), AuditChange.entity == "stay"
        )
    )
    stays = select(Stay).where(Stay.id.in_([int(one) for one in ids]), Stay.left_on.is_not(None))
    open_stay = select(Stay.person_id).where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
    return session.scalars(stays.where(Stay.voided_at.is_(None), Stay.person_id.not_in(open_stay))).all()


def _row(session: Session, by: Actor, stay: Stay) -> LeftRow:
    person = session.get_one(Person, stay.person_id)
    uses = [session.get_one(BedUse, id) for id, _until in ended_by_leaving(session, stay.id).uses]
    bed_id = next((use.bed_id for use in reversed(uses) if use.bed_id is not None), None)
    is_free = all(would_be_free(session, use) for use in uses)
    return LeftRow(
        stay.id,
        person.id,
        seen_name(session, by, person),
        stay.left_on or stay.arrived_on,
        stay.outcome,
        label_of(session, bed_id) if bed_id is not None else "",
        is_free,
    )
