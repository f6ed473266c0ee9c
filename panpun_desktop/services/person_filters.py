"""The filters of the register list, in SQL; what hangs on the clock is asked of open stays alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from panpun_desktop.models import Bed, BedUse, Episode, Person, Room, Stay
from panpun_desktop.rules.birth import BirthPrecision
from panpun_desktop.rules.clock import Level
from panpun_desktop.services.stay_rows import on_night, parts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.limits import AgeBand
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PeopleFilter

NEAR = (Level.BLUE, Level.AMBER, Level.RED)
IS_OPEN = and_(Stay.left_on.is_(None), Stay.voided_at.is_(None))


def narrowed(
    session: Session, statement: Select[Any], chosen: PeopleFilter, today: date, centre: Centre
) -> Select[Any]:
    """A statement over people with every filter but the text (that needs the index of names)."""
    statement = statement.where(Person.voided_at.is_(None))
    if chosen.present_only or chosen.near_limit_only or chosen.service_types or chosen.buildings:
        # a list of ids keeps the planner from walking the whole register in sort order
        statement = statement.where(Person.id.in_(_present(session, chosen, today, centre)))
    return statement.where(*_of_stays(chosen, today), *_of_person(chosen, today, centre))


def all_of(ids: Collection[int]) -> Select[Any]:
    """Any number of ids as one bound value."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def asks_of_person(chosen: PeopleFilter) -> bool:
    """Say whether the filter asks for what a masked line does not show: being found would tell it."""
    return bool(
        chosen.civil_statuses
        or chosen.target_groups
        or chosen.age_bands
        or chosen.minors_only
        or chosen.without_number
        or chosen.without_birth
    )


def _of_stays(chosen: PeopleFilter, today: date) -> Iterable[ColumnElement[bool]]:
    """What the stays of a person must be like."""
    stayed = select(Stay.person_id).where(Stay.voided_at.is_(None))
    if chosen.admitted_today:
        yield Person.id.in_(stayed.where(Stay.arrived_on == today))
    if chosen.left_only:
        yield Person.id.in_(stayed.where(Stay.left_on.is_not(None)))
        yield Person.id.not_in(select(Stay.person_id).where(IS_OPEN))
    if chosen.never_stayed:
        yield Person.id.not_in(stayed)
    if chosen.left_from_on is not None or chosen.left_until_on is not None:
        first, last = chosen.left_from_on or date.min, chosen.left_until_on or date.max
        yield Person.id.in_(stayed.where(Stay.left_on.between(first, last)))


def _of_person(chosen: PeopleFilter, today: date, centre: Centre) -> Iterable[ColumnElement[bool]]:
    """What the person must be like."""
    if chosen.among is not None:
        yield Person.id.in_(all_of(chosen.among))
    if chosen.sexes:
        yield Person.sex.in_(chosen.sexes)
    if chosen.civil_statuses:
        yield Person.civil_status.in_(chosen.civil_statuses)
    if chosen.without_number:
        yield func.coalesce(Person.national_id, "") == ""
    if chosen.without_birth:
        yield ~_has_age()
    if chosen.minors_only:
        yield _aged(0, centre.limits.adult_age - 1, today)
    if chosen.age_bands:
        bands = {band.code: band for band in centre.limits.age_bands}
        yield or_(*(_in_band(bands.get(code), today) for code in chosen.age_bands))


def _in_band(band: AgeBand | None, today: date) -> ColumnElement[bool]:
    """People of an age band today; None is the band of those whose age nobody knows (R-AGE-2)."""
    return ~_has_age() if band is None else _aged(band.first, band.last, today)


def _has_age() -> ColumnElement[bool]:
    return and_(Person.birth_first_on.is_not(None), Person.birth_precision != BirthPrecision.UNKNOWN)


def _aged(first: int, last: int | None, today: date) -> ColumnElement[bool]:
    """``first`` to ``last`` full years old, as ``rules.birth.age_on`` counts them."""
    tests = [_has_age(), Person.birth_first_on <= _born_by(first, today)]
    if last is not None:
        tests.append(Person.birth_first_on > _born_by(last + 1, today))
    return and_(*tests)


def _born_by(age: int, today: date) -> date:
    """The last birthday of those who are this old; born on 29 February counts from 1 March."""
    try:
        return today.replace(year=today.year - age)
    except ValueError:
        return date(today.year - age, 3, 1) - timedelta(days=1)


def _present(session: Session, chosen: PeopleFilter, today: date, centre: Centre) -> list[int]:
    """Ids of people with an open stay of the chosen services, buildings and levels."""
    statement = select(Stay.id, Stay.person_id).where(IS_OPEN)
    if chosen.service_types:
        of_service = and_(Episode.ended_on.is_(None), Episode.voided_at.is_(None))
        statement = statement.join(Episode, and_(Episode.stay_id == Stay.id, of_service)).where(
            Episode.service_type.in_(chosen.service_types)
        )
    if chosen.buildings:
        statement = statement.where(Stay.id.in_(_in_buildings(chosen.buildings, today)))
    people = {row.id: row.person_id for row in session.execute(statement)}
    if not chosen.near_limit_only:
        return list(people.values())
    clocks = parts(session, people, today, centre)
    return [people[stay_id] for stay_id, part in clocks.items() if part.clock.level in NEAR]


def _in_buildings(buildings: tuple[int, ...], night: date) -> Select[Any]:
    """Stays that sleep in one of the buildings, those who share a bed included."""
    own, host = aliased(BedUse), aliased(BedUse)
    shared = and_(host.stay_id == own.shares_with_stay_id, on_night(host.start_on, host.end_on, night))
    return (
        select(own.stay_id)
        .outerjoin(host, shared)
        .join(Bed, Bed.id == func.coalesce(own.bed_id, host.bed_id))
        .join(Room, Room.id == Bed.room_id)
        .where(on_night(own.start_on, own.end_on, night), Room.building_id.in_(buildings))
    )
