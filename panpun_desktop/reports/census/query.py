"""Reads a night at the centre: who is here, in which bed, who is away, and what moved that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from panpun_desktop.models import Bed, Building, Person, Room, Stay
from panpun_desktop.reports.census.data import Census, CensusLine
from panpun_desktop.reports.facts import read_facts, regnos
from panpun_desktop.reports.report import Asked
from panpun_desktop.reports.reported import require_reported
from panpun_desktop.rules.census import by_building, present
from panpun_desktop.rules.counted import Check, CountedFacts, Period
from panpun_desktop.rules.counting import movement, stays_in
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.names import display_name
from panpun_desktop.rules.roles import may
from panpun_desktop.services.nameless import seen_together
from panpun_desktop.services.night_reading import not_found
from panpun_desktop.services.stay_rows import Away, Part, Place, away, here_on, parts, places
from panpun_desktop.services.visibility import veil_of


class Resident(NamedTuple):
    """Someone whose stay counts on the night."""

    stay_id: int
    person_id: int
    sex: str
    regno: str
    title: str
    first_name: str
    middle_name: str
    last_name: str
    label: str


def read(session: Session, asked: Asked) -> Census:
    """The census of the night of parameter ``day``; RuleBroken for a day to come or before go-live."""
    on: date = asked.parameters["day"]
    require_reported(on, asked)
    day = Period(on, on)
    facts = read_facts(session, day)
    missing = not_found(session, on)
    return Census(
        centre=asked.centre.name,
        on=on,
        tables=(by_building(facts, on), movement(facts, day), present(facts, on, missing)),
        checks=(three_ways(session, facts, day, missing),),
        children=children(facts, day, asked.centre.limits),
        people=_people(session, asked, on),
    )


def children(facts: CountedFacts, day: Period, limits: Limits) -> dict[str, int]:
    """Those of each figure of the movement whose frozen age band lies under age (R-REP-4)."""
    young = {one.code for one in limits.age_bands if one.last is not None and one.last < limits.adult_age}
    return {
        move: sum(stay.age_band in young for stay in stays) for move, stays in stays_in(facts, day).items()
    }


def three_ways(
    session: Session, facts: CountedFacts, day: Period, missing: frozenset[int] = frozenset()
) -> Check:
    """Movements, bed board and night count agree; whoever they differ on is named by register number.

    ``missing``: stays that the night's count did not find.
    """
    stock = {stay.stay_id for stay in facts.stays if stay.is_there(day.last)}
    in_beds = {
        use.stay_id
        for use in facts.bed_uses
        if use.start_on <= day.last and (use.end_on is None or day.last < use.end_on)
    }
    differing = (in_beds - stock) | (missing & stock)
    if not differing:
        return Check("three_ways", True, f"{len(stock)} = {len(stock)} = {len(stock)}")
    names = ", ".join(regnos(session, differing))
    figures = f"{len(stock)} · {len(in_beds | stock)} · {len(stock - missing)}"
    return Check("three_ways", False, f"{figures}: {names}", tuple(sorted(differing)))


def _residents(session: Session, on: date) -> list[Resident]:
    query = (
        select(
            Stay.id,
            Stay.person_id,
            Stay.sex,
            Person.regno,
            Person.title,
            Person.first_name,
            Person.middle_name,
            Person.last_name,
            Person.label,
        )
        .join(Person, Stay.person_id == Person.id)
        .where(here_on(on))
        .order_by(Person.regno)
    )
    return [Resident(*row) for row in session.execute(query)]


def _people(session: Session, asked: Asked, on: date) -> tuple[CensusLine, ...] | None:
    """The list in the order of the building plan, those without a bed last; None where not allowed."""
    if not may(asked.by, "person.read"):
        return None
    there = _residents(session, on)
    seen = seen_together(session, veil_of(session).on_paper, [one.person_id for one in there])
    residents = list(seen.rows(there, of="person_id"))
    ids = [one.stay_id for one in residents]
    where, gone = places(session, ids, on), away(session, ids, on)
    service = parts(session, ids, on, asked.centre)
    order = _bed_order(session)
    lines = [
        _line(asked, one, service[one.stay_id], where.get(one.stay_id), gone.get(one.stay_id))
        for one in residents
        if one.stay_id in service
    ]
    return tuple(sorted(lines, key=lambda line: _place_in_plan(line, where, order)))


def _place_in_plan(
    line: CensusLine, where: Mapping[int, Place], order: Mapping[int, int]
) -> tuple[int, bool, str]:
    place = where.get(line.stay_id)
    if place is None:
        return len(order), False, line.regno
    return order[place.bed_id], place.shares_with is not None, line.regno


def _bed_order(session: Session) -> dict[int, int]:
    query = (
        select(Bed.id)
        .join(Room, Bed.room_id == Room.id)
        .join(Building, Room.building_id == Building.id)
        .order_by(Building.position, Building.id, Room.position, Room.id, Bed.position, Bed.id)
    )
    return {bed: place for place, bed in enumerate(session.scalars(query))}


def _line(asked: Asked, one: Resident, part: Part, place: Place | None, gone: Away | None) -> CensusLine:
    name = display_name(one.title, one.first_name, one.middle_name, one.last_name, one.sex, one.label)
    return CensusLine(
        bed="" if place is None else place.label,
        regno=one.regno,
        name=name,
        service=asked.centre.short("service_type", part.service_type),
        day=part.clock.day,
        note=" · ".join(_notes(asked, part, place, gone)),
        stay_id=one.stay_id,
    )


def _notes(asked: Asked, part: Part, place: Place | None, gone: Away | None) -> Iterable[str]:
    if gone is not None:
        yield asked.centre.short("absence_kind", gone.kind)
    if place is None:
        yield "ไม่มีเตียง"
    elif place.shares_with is not None:
        yield "นอนร่วมเตียง"
    if part.accompanying:
        yield "ตามครอบครัว"
