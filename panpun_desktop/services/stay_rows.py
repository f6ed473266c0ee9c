"""What lists, boards and papers show of stays: the clock, the bed, the absence of a page of stays.

Each is one query for all stays of the page; the clocks are reckoned by ``rules.clock`` for them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from panpun_desktop.models import Absence, Bed, BedUse, Building, Episode, Room, Stay
from panpun_desktop.rules.clock import StayClock, clock_of, running_first_day
from panpun_desktop.rules.codes import AbsenceKind, ServiceType
from panpun_desktop.services.course_clocks import course_facts
from panpun_desktop.services.histories import episode_facts

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.stay import EpisodeFacts
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.course_clocks import CourseFacts

AWAY = (AbsenceKind.LEAVE, AbsenceKind.HOSPITAL)
"""The absences in which nights are slept elsewhere; SAME_DAY are hours only."""


@dataclass(frozen=True)
class Part:
    """The part of a stay that a day lies in, with its clock on that day."""

    stay_id: int
    episode_id: int
    episode_version: int
    service_type: ServiceType
    accompanying: bool
    started_on: date
    clock: StayClock


@dataclass(frozen=True)
class Place:
    """Where a stay sleeps on a night; ``shares_with`` is the stay whose bed it is, if another's."""

    bed_id: int
    room_id: int
    building: str
    room: str
    label: str
    """ชาย 2-04."""
    shares_with: int | None


@dataclass(frozen=True)
class Away:
    """An absence that a night lies in."""

    absence_id: int
    kind: str
    started_on: date
    expected_back_on: date | None
    bed_kept: bool


def on_night(
    start: InstrumentedAttribute[date], end: InstrumentedAttribute[date | None], night: date
) -> ColumnElement[bool]:
    """Whether the half-open range of two columns holds the night (R-REP-6)."""
    return and_(start <= night, or_(end.is_(None), end > night))


def here_on(night: date) -> ColumnElement[bool]:
    """Whether a stay counts on the night: arrived ≤ d < left, and not voided."""
    # coalesce hides arrived_on from the planner: nearly every stay arrived before, few have not left
    arrived = func.coalesce(Stay.arrived_on, Stay.arrived_on) <= night
    not_left = or_(Stay.left_on.is_(None), Stay.left_on > night)
    return and_(not_left, arrived, Stay.voided_at.is_(None))


def parts(session: Session, stay_ids: Iterable[int], day: date, centre: Centre) -> dict[int, Part]:
    """The part each stay is in on the day, by stay id; an ended stay gives its last part."""
    rows = session.execute(
        select(
            Episode.stay_id,
            Episode.id,
            Episode.version,
            Episode.service_type,
            Episode.started_on,
            Episode.ended_on,
            Episode.accompanying,
            Episode.counted_from_on,
            Episode.closed_limit_on,
        )
        .where(Episode.stay_id.in_(list(stay_ids)), Episode.voided_at.is_(None), Episode.started_on <= day)
        .order_by(Episode.stay_id, Episode.started_on, Episode.id)
    )
    episodes = rows.all()
    courses = course_facts(session, episodes, day)
    return {
        stay_id: _part(stay_id, list(chain), courses, day, centre)
        for stay_id, chain in groupby(episodes, lambda row: int(row.stay_id))
    }


def _part(
    stay_id: int, chain: list[Any], courses: Mapping[int, CourseFacts], day: date, centre: Centre
) -> Part:
    facts = [_facts(row, courses, day) for row in chain]
    last, row = facts[-1], chain[-1]
    if last.counted_from is None:
        first = running_first_day(facts, centre.limits)
        if first != last.started_on:
            last = replace(episode_facts(row), counted_from=first)
            last = courses[row.id].applied(last, day) if row.id in courses else last
    clock = clock_of(last, day, centre.limits, centre.calendar)
    return Part(stay_id, row.id, row.version, last.service_type, row.accompanying, row.started_on, clock)


def _facts(row: Any, courses: Mapping[int, CourseFacts], day: date) -> EpisodeFacts:
    facts = episode_facts(row)
    return courses[row.id].applied(facts, day) if row.id in courses else facts


def bed_label(room: str, bed: str) -> str:
    """A bed by its room: ชาย 2-04."""
    return f"{room}-{bed}"


def bed_label_sql() -> ColumnElement[str]:
    """The same label as a column."""
    return Room.name + "-" + Bed.label


def places(session: Session, stay_ids: Iterable[int], night: date) -> dict[int, Place]:
    """The bed of each stay on the night, by stay id; who has none is missing."""
    stays = list(stay_ids)
    rows = session.execute(_places(), {"stays": stays, "night": night}) if stays else ()
    return {
        stay_id: Place(bed_id, room_id, building, room, bed_label(room, bed), shares)
        for stay_id, bed_id, room_id, building, room, bed, shares in rows
    }


@cache
def _places() -> Any:
    """The statement of ``places``: put together once, because that takes longer than running it."""
    own, host = aliased(BedUse), aliased(BedUse)
    night: Any = bindparam("night")
    return (
        select(own.stay_id, Bed.id, Bed.room_id, Building.name, Room.name, Bed.label, own.shares_with_stay_id)
        .outerjoin(
            host,
            and_(host.stay_id == own.shares_with_stay_id, on_night(host.start_on, host.end_on, night)),
        )
        .join(Bed, Bed.id == func.coalesce(own.bed_id, host.bed_id))
        .join(Room, Room.id == Bed.room_id)
        .join(Building, Building.id == Room.building_id)
        .where(own.stay_id.in_(bindparam("stays", expanding=True)), on_night(own.start_on, own.end_on, night))
    )


def away(session: Session, stay_ids: Iterable[int], night: date) -> dict[int, Away]:
    """Who of the stays sleeps elsewhere on the night, by stay id."""
    rows = session.execute(
        select(
            Absence.stay_id,
            Absence.id,
            Absence.kind,
            Absence.started_on,
            Absence.expected_back_on,
            Absence.bed_kept,
        ).where(
            Absence.stay_id.in_(list(stay_ids)),
            Absence.kind.in_(AWAY),
            on_night(Absence.started_on, Absence.ended_on, night),
        )
    )
    return {row[0]: Away(*row[1:]) for row in rows}
