"""Invented people and things for tests: every builder fills in what the test does not care about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.models.bed import Bed, BedUse, Building, Room
from panpun_desktop.models.person import Person
from panpun_desktop.models.stay import Stay
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.store.keys import KdfCost

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=BANGKOK)
TODAY = NOW.date()
DATA_KEY = bytes(range(32))
CHEAP = KdfCost(time=1, memory_kib=64, lanes=1)
"""Key derivation that costs nothing; the true cost is a quarter of a second and 64 MiB each."""

MANAGER = Actor(1, "manager", "สมศรี ผู้จัดการ", Role.MANAGER)
DESK = Actor(2, "desk", "มานะ หน้าเคาน์เตอร์", Role.REG)
TRAINER = Actor(3, "trainer", "วิภา ครูฝึก", Role.TRAINER)
ADMIN = Actor(4, "admin", "ผู้ดูแลระบบ", Role.ADMIN)


def a_person(session: Session, **facts: Any) -> Person:
    """A person with a register number of their own."""
    number = session.query(Person).count() + 1
    known = {"regno": f"P69-{number:04}", "first_name": "ทดสอบ", "registered_on": TODAY}
    return _added(session, Person(**known | facts))


def a_stay(session: Session, person: Person, **facts: Any) -> Stay:
    """An open stay from today."""
    known = {
        "person_id": person.id,
        "arrived_on": TODAY,
        "channel": "WALK_IN",
        "age_band": "unknown",
        "sex": person.sex,
    }
    return _added(session, Stay(**known | facts))


def a_bed(session: Session, label: str = "01", opened_on: date = date(2019, 10, 1)) -> Bed:
    """A bed in room 101 of the first building."""
    building = session.query(Building).first() or _added(session, Building(name="อาคาร 1"))
    room = session.query(Room).first() or _added(session, Room(building_id=building.id, name="101"))
    return _added(session, Bed(room_id=room.id, label=label, opened_on=opened_on))


def a_bed_use(session: Session, stay: Stay, bed: Bed, **facts: Any) -> BedUse:
    """The stay in the bed from its first night."""
    known = {"stay_id": stay.id, "bed_id": bed.id, "start_on": stay.arrived_on}
    return _added(session, BedUse(**known | facts))


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
