"""Before a leaving day is corrected: whose it is, and who is in the bed on the nights that are added."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person, Stay
from panpun_desktop.services.bed_board import read_night
from panpun_desktop.services.bed_plans import misfits_of
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.last_leaving import left_together
from panpun_desktop.services.leaving_beds import added_nights, beds_between, in_the_way
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.visibility import require_sight, veil

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.leaving_beds import InTheWay
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class LeavingRow:
    """A leaving as it was typed."""

    stay_id: int
    version: int
    person_id: int
    name: str
    arrived_on: date
    left_on: date
    left_time: time | None
    outcome: str | None


@dataclass(frozen=True)
class BedBetween:
    """Nights that another day of coming or leaving adds to a bed; ``why`` is empty where it is free."""

    stay_id: int
    name: str
    bed: str
    from_on: date
    until: date
    """The day after the last of these nights."""
    why: str
    taken_on: date | None = None
    """The first of these nights on which the own bed is not free."""
    others: tuple[tuple[int, str], ...] = ()
    """Beds that are free on all these nights, where the own one is not; those that suit come first."""
    against: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Why a bed of these may not suit the person, by its id; warnings (R-BED-1, R-BED-2)."""


def correctable_leaving(
    work: UnitsOfWork, by: Actor, person_id: int, stay_id: int | None = None
) -> tuple[LeavingRow, ...]:
    """The leaving of a stay, of the last ended one if none is named; then those who left in the same act.

    RuleBroken ``leaving.none`` for someone who never left.
    """
    with work.reading(by, "stay.correct_leaving") as session:
        require_sight(session, person_id)
        ended = select(Stay).where(
            Stay.person_id == person_id, Stay.voided_at.is_(None), Stay.left_on.is_not(None)
        )
        if stay_id is not None:
            ended = ended.where(Stay.id == stay_id)
        stay = session.scalar(ended.order_by(Stay.arrived_on.desc(), Stay.id.desc()).limit(1))
        if stay is None:
            raise RuleBroken("leaving.none")
        together = [
            one
            for one in left_together(session, stay.id)
            if one.id != stay.id and one.left_on == stay.left_on
        ]
        return tuple(_row(session, by, one) for one in (stay, *together))


def _row(session: Session, by: Actor, stay: Stay) -> LeavingRow:
    assert stay.left_on is not None
    return LeavingRow(
        stay.id,
        stay.version,
        stay.person_id,
        seen_name(session, by, session.get_one(Person, stay.person_id)),
        stay.arrived_on,
        stay.left_on,
        stay.left_time,
        stay.outcome,
    )


def beds_ahead(
    work: UnitsOfWork, by: Actor, stay_ids: Collection[int], left_on: date
) -> tuple[BedBetween, ...]:
    """What becomes of the beds when these stays end on a later day; nothing is changed."""
    with work.reading(by, "stay.correct_leaving") as session:
        stays = session.scalars(select(Stay).where(Stay.id.in_(list(stay_ids))).order_by(Stay.id))
        return tuple(
            one for stay in stays if stay.left_on is not None for one in _ahead(session, by, stay, left_on)
        )


def _ahead(session: Session, by: Actor, stay: Stay, left_on: date) -> list[BedBetween]:
    person = session.get_one(Person, stay.person_id)
    name, found = seen_name(session, by, person), []
    for added in added_nights(session, stay, left_on):
        if added.use.bed_id is None:
            continue
        bed = label_of(session, added.use.bed_id)
        one = BedBetween(stay.id, name, bed, added.from_on, added.until, "")
        taken = in_the_way(session, by, added)
        found.append(one if taken is None else with_others(session, by, person, one, taken))
    return found


def with_others(session: Session, by: Actor, person: Person, one: BedBetween, taken: InTheWay) -> BedBetween:
    """The nights with the other beds, fitting first, as they stood on the first and the last of them."""
    beds = beds_between(session, one.from_on, one.until)
    against: dict[int, tuple[str, ...]] = {}
    for night in dict.fromkeys((one.from_on, one.until - timedelta(days=1))):
        known = read_night(session, night, read_centre(session), veil(session, by))
        for bed_id, reasons in misfits_of(session, known, person, [id for id, _label in beds]).items():
            against[bed_id] = tuple(dict.fromkeys((*against.get(bed_id, ()), *reasons)))
    others = tuple(sorted(beds, key=lambda bed: len(against.get(bed[0], ()))))
    return replace(one, why=taken.why, taken_on=taken.from_on, others=others, against=against)
