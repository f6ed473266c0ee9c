"""Reads what statements are counted from: stays, their parts, beds, nights away, overrides.

Voided rows are left out here, so that nothing above needs to think of them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from panpun_desktop.models import (
    Absence,
    Bed,
    BedBlock,
    BedUse,
    Building,
    Episode,
    Override,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules.counted import (
    AbsenceFact,
    BedBlockFact,
    BedFact,
    BedUseFact,
    CountedFacts,
    EpisodeFact,
    OverrideFact,
    Period,
    StayFact,
)

_BY_KEY = 1000
"""Up to so many stays are read by their keys, more by the days of the period."""


class Named(NamedTuple):
    """Who is behind a stay: only to name those who differ."""

    stay_id: int
    regno: str
    birth_precision: str


def read_facts(session: Session, period: Period, since: date | None = None) -> CountedFacts:
    """Everything a statement of the period is counted from; stays from ``since`` on, to compare with."""
    found = stays(session, Period(min(since or period.first, period.first), period.last))
    return CountedFacts(
        stays=found,
        episodes=episodes(session, period, [stay.stay_id for stay in found if stay.touches(period)]),
        bed_uses=bed_uses(session, period),
        absences=absences(session, period),
        beds=beds(session),
        blocks=blocks(session, period),
        overrides=overrides(session, period),
        buildings=buildings(session),
    )


def stays(session: Session, period: Period) -> tuple[StayFact, ...]:
    """Stays open at any time of the period, those that came and went in one day too."""
    query = select(
        Stay.id,
        Stay.person_id,
        Stay.sex,
        Stay.age_band,
        Stay.channel,
        Stay.arrived_on,
        Stay.left_on,
        Stay.outcome,
    )
    found = session.execute(query.where(_is_counted(period)).order_by(Stay.id))
    return tuple(StayFact(*row) for row in found)


def episodes(session: Session, period: Period, stay_ids: Collection[int]) -> tuple[EpisodeFact, ...]:
    """The parts of the stays of the period, each stay's in their order; ``stay_ids`` are those stays."""
    query = (
        select(
            Episode.stay_id,
            Episode.service_type,
            Episode.started_on,
            Episode.ended_on,
            Episode.accompanying,
        )
        .join(Stay, Episode.stay_id == Stay.id)
        .where(Episode.voided_at.is_(None), _of(stay_ids, period))
        .order_by(Episode.stay_id, Episode.started_on, Episode.id)
    )
    return tuple(EpisodeFact(*row) for row in session.execute(query))


def bed_uses(session: Session, period: Period) -> tuple[BedUseFact, ...]:
    """Uses of beds that touch the period, whatever became of the stay."""
    query = (
        select(BedUse.stay_id, BedUse.bed_id, BedUse.start_on, BedUse.end_on, BedUse.shares_with_stay_id)
        .join(Stay, BedUse.stay_id == Stay.id)
        .where(Stay.voided_at.is_(None), _touches(BedUse.start_on, BedUse.end_on, period))
        .order_by(BedUse.id)
    )
    return tuple(BedUseFact(*row) for row in session.execute(query))


def absences(session: Session, period: Period) -> tuple[AbsenceFact, ...]:
    """Nights and hours away that touch the period."""
    query = (
        select(Absence.stay_id, Absence.kind, Absence.started_on, Absence.ended_on)
        .join(Stay, Absence.stay_id == Stay.id)
        .where(Stay.voided_at.is_(None), _touches(Absence.started_on, Absence.ended_on, period))
        .order_by(Absence.id)
    )
    return tuple(AbsenceFact(*row) for row in session.execute(query))


def beds(session: Session) -> tuple[BedFact, ...]:
    """Every bed there ever was; a closed room or building closes its beds."""
    query = (
        select(Bed.id, Room.building_id, Bed.opened_on, Bed.closed_on, Room.closed_on, Building.closed_on)
        .join(Room, Bed.room_id == Room.id)
        .join(Building, Room.building_id == Building.id)
        .order_by(Bed.id)
    )
    return tuple(
        BedFact(row[0], row[1], row[2], min((day for day in row[3:] if day is not None), default=None))
        for row in session.execute(query)
    )


def blocks(session: Session, period: Period) -> tuple[BedBlockFact, ...]:
    """Closings of beds that touch the period."""
    query = select(BedBlock.bed_id, BedBlock.start_on, BedBlock.end_on)
    touching = query.where(_touches(BedBlock.start_on, BedBlock.end_on, period)).order_by(BedBlock.id)
    return tuple(BedBlockFact(*row) for row in session.execute(touching))


def overrides(session: Session, period: Period) -> tuple[OverrideFact, ...]:
    """Overrides given in the period (R-OVR-5)."""
    query = (
        select(Override.rule_id, Override.given_on, Override.reason_code, Override.stay_id)
        .join(Stay, Override.stay_id == Stay.id)
        .where(Stay.voided_at.is_(None), Override.given_on.between(period.first, period.last))
        .order_by(Override.id)
    )
    return tuple(OverrideFact(*row) for row in session.execute(query))


def buildings(session: Session) -> dict[int, str]:
    """Names of buildings by id, in the order of the plan."""
    query = select(Building.id, Building.name).order_by(Building.position, Building.id)
    return {row.id: row.name for row in session.execute(query)}


def named(session: Session, period: Period, stay_ids: Collection[int]) -> dict[int, Named]:
    """Who is behind the stays of the period, by stay id; ``stay_ids`` are those stays."""
    query = (
        select(Stay.id, Person.regno, Person.birth_precision)
        .join(Person, Stay.person_id == Person.id)
        .where(_of(stay_ids, period))
    )
    return {row[0]: Named(*row) for row in session.execute(query)}


def regnos(session: Session, stay_ids: Collection[int]) -> tuple[str, ...]:
    """The register numbers behind stays, in order."""
    query = select(Person.regno).join(Stay, Stay.person_id == Person.id).where(Stay.id.in_(stay_ids))
    return tuple(session.scalars(query.distinct().order_by(Person.regno)))


def _of(stay_ids: Collection[int], period: Period) -> ColumnElement[bool]:
    """The stays of the period that are known already: by their keys while those are few."""
    return Stay.id.in_(stay_ids) if len(stay_ids) <= _BY_KEY else _is_counted(period)


def _is_counted(period: Period) -> ColumnElement[bool]:
    """Not voided, and open at some time of the period."""
    return and_(
        Stay.voided_at.is_(None),
        Stay.arrived_on <= period.last,
        or_(Stay.left_on.is_(None), Stay.left_on >= period.first),
    )


def _touches(
    start: InstrumentedAttribute[date], end: InstrumentedAttribute[date | None], period: Period
) -> ColumnElement[bool]:
    return and_(start <= period.last, or_(end.is_(None), end >= period.first))
