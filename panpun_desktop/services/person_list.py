"""The list of the register: chosen and sorted in SQL, rows for one page at a time (R-SAF-1 for each)."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from panpun_desktop.common.national_id import mask
from panpun_desktop.models import Person, Stay
from panpun_desktop.rules import names, roles
from panpun_desktop.rules.birth import Birth, BirthPrecision, age_on, birth_text
from panpun_desktop.services.people_rows import PeopleFilter, PersonRow
from panpun_desktop.services.person_codes import people_with
from panpun_desktop.services.person_filters import IS_OPEN, all_of, asks_of_person, narrowed
from panpun_desktop.services.person_sorting import SHOWN_OF_MASKED, sorted_by
from panpun_desktop.services.stay_rows import Part, Place, parts, places
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre

BY_LIMIT = "limit"
"""The day a limit is reached: only the clock of each stay knows it, SQL does not."""
TARGET = "target_group"
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
    Person.national_id,
    Person.civil_status,
    Person.home_province,
    Person.phone,
    Person.phone_unsafe,
    Person.registered_on,
)


@dataclass(frozen=True)
class Look:
    """One look at the register: by whom, on what day, with what text (``found``: those it finds)."""

    session: Session
    veil: Veil
    today: date
    centre: Centre
    by: Actor
    text: str = ""
    found: Collection[int] | None = None

    def ids(self, chosen: PeopleFilter, sort: str, descending: bool) -> Sequence[int]:
        """The ids of all whom the filter finds, in the order of the list: eight bytes for each.

        KeyError for an unknown order. Masked people stand last where the order would tell of them.
        """
        by_limit = sort == BY_LIMIT
        statement = self._chosen(select(Person.id), chosen)
        if self.veil.masked and sort not in SHOWN_OF_MASKED:
            statement = statement.order_by(Person.id.in_(all_of(self.veil.masked)))
        statement = sorted_by(statement, "regno" if by_limit else sort, descending)
        found = array("q", self.session.connection().execute(statement).scalars())
        return array("q", self._by_limit(found, descending)) if by_limit else found

    def count(self, chosen: PeopleFilter) -> int:
        """How many people the filter finds."""
        return self.session.scalar(self._chosen(select(func.count()).select_from(Person), chosen)) or 0

    def rows(self, ids: Sequence[int]) -> tuple[PersonRow, ...]:
        """The rows of people in the order of their ids, of each as much as may be seen."""
        private = roles.may(self.by, "person.read_id_number")
        return rows_of(self.session, ids, self.today, self.centre, shows_private=private)

    def _chosen(self, statement: Select[Any], chosen: PeopleFilter) -> Select[Any]:
        statement = narrowed(self.session, statement, chosen, self.today, self.centre)
        if chosen.target_groups:
            statement = statement.where(Person.id.in_(people_with(self.by, TARGET, chosen.target_groups)))
        if self.found is not None:
            statement = statement.where(Person.id.in_(all_of(self.found)))
        if self.veil.hidden:
            statement = statement.where(Person.id.not_in(all_of(self.veil.hidden)))
        unseen = self.veil.not_whole
        if unseen and asks_of_person(chosen):
            statement = statement.where(Person.id.not_in(all_of(unseen)))
        return statement

    def _by_limit(self, ids: Sequence[int], descending: bool) -> list[int]:
        """By the day the limit is reached; who has none comes last."""
        open_stays = select(Stay.id, Stay.person_id).where(IS_OPEN)
        people = {row.id: row.person_id for row in self.session.execute(open_stays)}
        clocks = parts(self.session, people, self.today, self.centre)
        limits = {people[stay_id]: part.clock.limit_on for stay_id, part in clocks.items()}
        reached = [one for one in ids if limits.get(one) is not None]
        reached.sort(key=lambda one: limits[one] or self.today, reverse=descending)
        return [*reached, *(one for one in ids if limits.get(one) is None)]


def everyone(session: Session) -> int:
    """How many people are in the register, those nobody sees included."""
    return session.scalar(select(func.count()).where(Person.voided_at.is_(None))) or 0


def _masked(row: PersonRow, seen: Veil) -> PersonRow:
    """Register number, sex, service, day and bed, so that beds and totals can be run (R-SAF-1)."""
    if seen.sees(row.id):
        return row
    return replace(seen.line(row, row.id, seen.name(row.id, "", row.first_name)), is_masked=True)


def rows_of(
    session: Session, ids: Sequence[int], today: date, centre: Centre, *, shows_private: bool = False
) -> tuple[PersonRow, ...]:
    """The rows of people in the order of their ids, of each as much as may be seen (R-SAF-1).

    ``shows_private``: numbers whole, and phones.
    """
    people = {row.id: row for row in session.execute(select(*_PERSON).where(Person.id.in_(ids)))}
    stays = _stays(session, ids)
    open_ids = [stay.id for stay in stays.values() if stay.left_on is None]
    clocks = parts(session, open_ids, today, centre) if open_ids else {}
    known = _Known(stays, clocks, places(session, open_ids, today), today, shows_private)
    seen = veil_of(session)
    shown = (people[id] for id in ids if id in people and id not in seen.hidden)
    return tuple(_masked(_row(one, known), seen) for one in shown)


@dataclass(frozen=True)
class _Known:
    """What is known of a page of people."""

    stays: dict[int, Any]
    clocks: dict[int, Part]
    beds: dict[int, Place]
    today: date
    shows_private: bool


def birth_of(row: Any) -> Birth:
    """The birth in a row with the columns of a person."""
    return Birth(BirthPrecision(row.birth_precision), row.birth_first_on, row.birth_estimated_on)


def name_of(row: Any) -> str:
    """The full name in a row with the columns of a person."""
    return names.display_name(row.title, row.first_name, row.middle_name, row.last_name, row.sex, row.label)


def _row(person: Any, known: _Known) -> PersonRow:
    birth = birth_of(person)
    stay: Any = known.stays.get(person.id)
    is_here = stay is not None and stay.left_on is None
    part = known.clocks.get(stay.id) if is_here else None
    bed = known.beds.get(stay.id) if is_here else None
    number = person.national_id or ""
    return PersonRow(
        id=person.id,
        version=person.version,
        regno=person.regno,
        name=name_of(person),
        first_name=person.first_name,
        nickname=person.nickname,
        sex=person.sex,
        age=age_on(birth, known.today),
        age_is_estimated=birth.is_estimated,
        **_clock_columns(part),
        bed=bed.label if bed else "",
        building=bed.building if bed else "",
        birth_text=birth_text(birth) if birth.is_known else "",
        birth_on=birth.first_on if birth.precision is BirthPrecision.DAY else None,
        national_id=_dashed(number) if known.shows_private else mask(number) if number else "",
        civil_status=person.civil_status,
        home_province=person.home_province,
        phone=person.phone if known.shows_private else "",
        phone_unsafe=person.phone_unsafe,
        registered_on=person.registered_on,
        **_stay_columns(stay),
    )


def _dashed(number: str) -> str:
    """1-9999-00000-01-3; what has not thirteen digits stands as it is."""
    if len(number) != 13:
        return number
    return "-".join((number[0], number[1:5], number[5:10], number[10:12], number[12]))


def _stay_columns(stay: Any) -> dict[str, Any]:
    if stay is None:
        return {"stay_id": None, "arrived_on": None, "left_on": None}
    return {
        "stay_id": stay.id if stay.left_on is None else None,
        "arrived_on": stay.arrived_on,
        "left_on": stay.left_on,
        "outcome": stay.outcome,
        "expected_leave_on": stay.expected_leave_on,
    }


def _clock_columns(part: Part | None) -> dict[str, Any]:
    if part is None:
        return {
            "service_type": None,
            "accompanying": False,
            "day": None,
            "limit": None,
            "limit_unit": "",
            "limit_on": None,
            "level": "none",
            "days_over": 0,
        }
    clock = part.clock
    return {
        "service_type": str(part.service_type),
        "accompanying": part.accompanying,
        "day": clock.day,
        "limit": clock.limit,
        "limit_unit": str(clock.unit),
        "limit_on": clock.limit_on,
        "level": str(clock.level),
        "days_over": clock.days_over,
    }


def _stays(session: Session, ids: Iterable[int]) -> dict[int, Any]:
    """The last stay of each person, an open one before all."""
    rows = session.execute(
        select(Stay.person_id, Stay.id, Stay.arrived_on, Stay.left_on, Stay.outcome, Stay.expected_leave_on)
        .where(Stay.person_id.in_(list(ids)), Stay.voided_at.is_(None))
        .order_by(Stay.left_on.is_(None), Stay.arrived_on, Stay.id)
    )
    return {row.person_id: row for row in rows}
