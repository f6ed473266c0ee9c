"""Builders for tests of services: a furnished centre and people staying in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from panpun_desktop.models import (
    AppUser,
    Bed,
    BedUse,
    Building,
    Code,
    Episode,
    Household,
    HouseholdMember,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_codes import put_codes
from panpun_desktop.services.register import register_person
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import ADMIN, DESK, MANAGER, TODAY, TRAINER

ROOMS = {"ชาย 1": "MALE", "ชาย 2": "MALE", "หญิง 1": "FEMALE", "ครอบครัว 1": "FAMILY", "ครอบครัว 2": "FAMILY"}
BEDS = 4
OPENED_ON = date(2019, 10, 1)


@dataclass
class House:
    """The centre of a test; ``rooms`` and ``beds`` are ids by name and by full label."""

    work: UnitsOfWork
    rooms: dict[str, int]
    beds: dict[str, int]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work of the program itself."""
        with self.work.writing(SYSTEM, "centre.set_up") as session:
            yield session

    def person(self, first_name: str = "ทดสอบ", **facts: Any) -> Person:
        """Someone in the register who never stayed."""
        registered_on, codes = facts.pop("registered_on", TODAY), facts.pop("codes", {})
        with self.writing() as session:
            known = PersonFacts(**{"first_name": first_name, **facts})
            person = register_person(session, known, registered_on, read_centre(session))
            put_codes(session, SYSTEM, person.id, codes)
            return person

    def stay(self, person: Person, bed: str = "", days: int = 1, **facts: Any) -> Stay:
        """An open stay of which today is day ``days``; facts of the episode: service_type, accompanying."""
        with self.writing() as session:
            return self._stay(session, person, bed, days, facts)

    def _stay(self, session: Session, person: Person, bed: str, days: int, facts: dict[str, Any]) -> Stay:
        service = facts.pop("service_type", "TRIAL")
        accompanying = facts.pop("accompanying", False)
        arrived_on = facts.pop("arrived_on", TODAY - timedelta(days=days - 1))
        known = {"channel": "SELF", "age_band": "unknown", "sex": person.sex, "arrived_on": arrived_on}
        stay = Stay(person_id=person.id, **known | facts)
        session.add(stay)
        session.flush()
        session.add(
            Episode(
                stay_id=stay.id,
                service_type=service,
                started_on=arrived_on,
                ended_on=stay.left_on,
                accompanying=accompanying,
            )
        )
        if bed:
            use = BedUse(stay_id=stay.id, bed_id=self.beds[bed], start_on=arrived_on, end_on=stay.left_on)
            session.add(use)
        return stay

    def staying(self, first_name: str, bed: str = "", days: int = 1, **facts: Any) -> Stay:
        """Someone new who stays; facts of the stay have their own names, the rest are the person's."""
        of_stay = {
            name: facts.pop(name)
            for name in (*Stay.__table__.columns.keys(), "service_type", "accompanying")
            if name in facts and name != "sex"
        }
        return self.stay(self.person(first_name, **facts), bed, days, **of_stay)

    def family(self, *people: tuple[Person, str], name: str = "") -> Household:
        """A household of people with their relations to the head."""
        with self.writing() as session:
            household = Household(name=name)
            session.add(household)
            session.flush()
            for person, relation in people:
                member = HouseholdMember(
                    household_id=household.id, person_id=person.id, relation=relation, since_on=TODAY
                )
                session.add(member)
            return household


def furnish(work: UnitsOfWork) -> House:
    """Users, code lists and rooms in an empty database."""
    house = House(work, {}, {})
    with house.writing() as session:
        session.add_all(_users())
        session.add_all(_codes())
        building = Building(name="อาคารพัก 1")
        session.add(building)
        session.flush()
        for place, (name, use) in enumerate(ROOMS.items()):
            _add_room(session, house, building.id, place, name, use)
    return house


def _add_room(session: Session, house: House, building_id: int, place: int, name: str, use: str) -> None:
    room = Room(building_id=building_id, name=name, use=use, position=place)
    session.add(room)
    session.flush()
    house.rooms[name] = room.id
    for number in range(1, BEDS + 1):
        bed = Bed(room_id=room.id, label=f"{number:02d}", position=number, opened_on=OPENED_ON)
        session.add(bed)
        session.flush()
        house.beds[f"{name}-{bed.label}"] = bed.id


def _users() -> list[AppUser]:
    return [
        AppUser(id=one.user_id, login=one.login, name=one.name, role=one.role)
        for one in (MANAGER, DESK, TRAINER, ADMIN)
    ]


def _codes() -> list[Code]:
    return [
        Code(list=key, code=one.code, label=one.label, short_label=one.short, position=place)
        for key, listed in code_lists().items()
        for place, one in enumerate(listed.codes)
    ]
