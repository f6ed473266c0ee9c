"""The list of the register: chosen and sorted in SQL, one page at a time; clocks for the page alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import aliased

from panpun_desktop.models import Bed, BedUse, Building, Episode, Person, Room, Stay
from panpun_desktop.rules import names
from panpun_desktop.rules.birth import Birth, BirthPrecision, age_on
from panpun_desktop.rules.clock import Level
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.services.people_rows import PeopleFilter, PersonRow
from panpun_desktop.services.stay_rows import Part, parts, places

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre

NEAR = (Level.BLUE, Level.AMBER, Level.RED)
_IS_OPEN = and_(Stay.left_on.is_(None), Stay.voided_at.is_(None))
_PERSON = (
    Person.id,
    Person.version,
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.label,
    Person.nickname,
    Person.sex,
    Person.birth_precision,
    Person.birth_first_on,
    Person.birth_estimated_on,
)


def page(
    session: Session,
    found: Collection[int] | None,
    chosen: PeopleFilter,
    sort: str,
    descending: bool,
    offset: int,
    limit: int,
    today: date,
    centre: Centre,
) -> tuple[PersonRow, ...]:
    """One page of the register; KeyError for an unknown sort. ``found``: among these people only."""
    statement = _SORTS[sort](_chosen(session, found, select(Person.id), chosen, today, centre), descending)
    ids = session.scalars(statement.offset(offset).limit(limit)).all()
    return rows_of(session, ids, today, centre)


def count(
    session: Session, found: Collection[int] | None, chosen: PeopleFilter, today: date, centre: Centre
) -> int:
    """How many people the filter finds."""
    statement = _chosen(session, found, select(func.count()).select_from(Person), chosen, today, centre)
    return session.scalar(statement) or 0


def rows_of(session: Session, ids: Sequence[int], today: date, centre: Centre) -> tuple[PersonRow, ...]:
    """The rows of people, in the order of their ids."""
    people = {row.id: row for row in session.execute(select(*_PERSON).where(Person.id.in_(ids)))}
    stays = _stays(session, ids)
    open_ids = [stay.id for stay in stays.values() if stay.left_on is None]
    clocks = parts(session, open_ids, today, centre) if open_ids else {}
    beds = places(session, open_ids, today)
    return tuple(_row(people[id], stays.get(id), clocks, beds, today) for id in ids if id in people)


def birth_of(row: Any) -> Birth:
    """The birth in a row with the columns of a person."""
    return Birth(BirthPrecision(row.birth_precision), row.birth_first_on, row.birth_estimated_on)


def name_of(row: Any) -> str:
    """The full name in a row with the columns of a person."""
    return names.display_name(row.title, row.first_name, row.middle_name, row.last_name, row.sex, row.label)


def _row(person: Any, stay: Any, clocks: dict[int, Part], beds: dict[int, Any], today: date) -> PersonRow:
    birth = birth_of(person)
    is_here = stay is not None and stay.left_on is None
    part = clocks.get(stay.id) if is_here else None
    bed = beds.get(stay.id) if is_here else None
    return PersonRow(
        id=person.id,
        version=person.version,
        regno=person.regno,
        name=name_of(person),
        nickname=person.nickname,
        sex=person.sex,
        age=age_on(birth, today),
        age_is_estimated=birth.is_estimated,
        stay_id=stay.id if is_here else None,
        **_clock_columns(part),
        bed=bed.label if bed else "",
        arrived_on=stay.arrived_on if stay else None,
        left_on=stay.left_on if stay else None,
    )


def _clock_columns(part: Part | None) -> dict[str, Any]:
    if part is None:
        return {
            "service_type": None,
            "accompanying": False,
            "day": None,
            "limit": None,
            "limit_unit": "",
            "level": "none",
        }
    clock = part.clock
    return {
        "service_type": str(part.service_type),
        "accompanying": part.accompanying,
        "day": clock.day,
        "limit": clock.limit,
        "limit_unit": str(clock.unit),
        "level": str(clock.level),
    }


def _stays(session: Session, ids: Iterable[int]) -> dict[int, Any]:
    """The last stay of each person, an open one before all."""
    rows = session.execute(
        select(Stay.person_id, Stay.id, Stay.arrived_on, Stay.left_on)
        .where(Stay.person_id.in_(list(ids)), Stay.voided_at.is_(None))
        .order_by(Stay.left_on.is_(None), Stay.arrived_on, Stay.id)
    )
    return {row.person_id: row for row in rows}


def _chosen(
    session: Session,
    found: Collection[int] | None,
    statement: Select[Any],
    chosen: PeopleFilter,
    today: date,
    centre: Centre,
) -> Select[Any]:
    statement = statement.where(Person.voided_at.is_(None))
    if chosen.present_only or chosen.near_limit_only or chosen.service_types:
        # a list of ids keeps the planner from walking the whole register in sort order
        statement = statement.where(Person.id.in_(_present(session, chosen, today, centre)))
    if chosen.admitted_today:
        came = select(Stay.person_id).where(Stay.arrived_on == today, Stay.voided_at.is_(None))
        statement = statement.where(Person.id.in_(came))
    if chosen.sexes:
        statement = statement.where(Person.sex.in_(chosen.sexes))
    return statement if found is None else statement.where(Person.id.in_(_all_of(found)))


def _all_of(ids: Collection[int]) -> Select[Any]:
    """Any number of ids as one bound value."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def _present(session: Session, chosen: PeopleFilter, today: date, centre: Centre) -> list[int]:
    """Ids of people with an open stay of the chosen services and levels."""
    statement = select(Stay.id, Stay.person_id).where(_IS_OPEN)
    if chosen.service_types:
        of_service = and_(Episode.ended_on.is_(None), Episode.voided_at.is_(None))
        statement = statement.join(Episode, and_(Episode.stay_id == Stay.id, of_service)).where(
            Episode.service_type.in_(chosen.service_types)
        )
    people = {row.id: row.person_id for row in session.execute(statement)}
    if not chosen.near_limit_only:
        return list(people.values())
    clocks = parts(session, people, today, centre)
    return [people[stay_id] for stay_id, part in clocks.items() if part.clock.level in NEAR]


def _by(column: Any) -> Callable[[Select[Any], bool], Select[Any]]:
    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        return statement.order_by(*((column.desc(), Person.id.desc()) if descending else (column, Person.id)))

    return ordered


def _by_stay(*columns: Any, joins_beds: bool = False) -> Callable[[Select[Any], bool], Select[Any]]:
    """Order by what hangs on the open stay; people without one come last either way."""

    def ordered(statement: Select[Any], descending: bool) -> Select[Any]:
        statement = statement.outerjoin(Stay, and_(Stay.person_id == Person.id, _IS_OPEN))
        statement = _with_bed(statement) if joins_beds else _with_episode(statement)
        order = [column.desc() if descending else column for column in columns]
        return statement.order_by(columns[0].is_(None), *order, Person.sort_key, Person.id)

    return ordered


def _with_episode(statement: Select[Any]) -> Select[Any]:
    is_running = and_(Episode.ended_on.is_(None), Episode.voided_at.is_(None))
    return statement.outerjoin(Episode, and_(Episode.stay_id == Stay.id, is_running))


def _with_bed(statement: Select[Any]) -> Select[Any]:
    own, host = aliased(BedUse), aliased(BedUse)
    return (
        statement.outerjoin(own, and_(own.stay_id == Stay.id, own.end_on.is_(None)))
        .outerjoin(host, and_(host.stay_id == own.shares_with_stay_id, host.end_on.is_(None)))
        .outerjoin(Bed, Bed.id == func.coalesce(own.bed_id, host.bed_id))
        .outerjoin(Room, Room.id == Bed.room_id)
        .outerjoin(Building, Building.id == Room.building_id)
    )


def _by_age(statement: Select[Any], descending: bool) -> Select[Any]:
    born = Person.birth_first_on
    return statement.order_by(born.is_(None), born if descending else born.desc(), Person.sort_key, Person.id)


def _by_day(statement: Select[Any], descending: bool) -> Select[Any]:
    """The longest stay is the one begun first."""
    return _by_stay(Episode.started_on)(statement, not descending)


_SERVICE_ORDER = case(
    {code.value: place for place, code in enumerate(ServiceType)}, value=Episode.service_type
)
_SORTS: dict[str, Callable[[Select[Any], bool], Select[Any]]] = {
    "regno": _by(Person.regno),
    "name": _by(Person.sort_key),
    "sex": _by(Person.sex),
    "age": _by_age,
    "service": _by_stay(_SERVICE_ORDER, Episode.accompanying),
    "day": _by_day,
    "bed": _by_stay(Building.position, Room.position, Room.name, Bed.position, Bed.label, joins_beds=True),
}
