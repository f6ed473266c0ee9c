"""Closing rooms and buildings for good: refused while anybody is or will be in them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import Building, Room
from panpun_desktop.services import beds
from panpun_desktop.services.buildings import list_buildings
from panpun_desktop.services.closing import CloseBuilding, CloseRoom, close_building, close_room
from panpun_desktop.services.reserving import ReserveBed, reserve_bed
from tests.builders import DESK, MANAGER, TODAY
from tests.services.house import ROOMS, House


def _close(house: House, name: str) -> None:
    close_room(house.work, MANAGER, CloseRoom(house.rooms[name], 1, TODAY))


def test_a_closed_room_is_gone_from_its_night_on_and_stays_in_history(house: House) -> None:
    house.staying("เอก", "ชาย 1-01", days=3, left_on=TODAY, outcome="JOB")
    _close(house, "ชาย 1")
    rooms = [room.name for room in beds.board(house.work, DESK, TODAY).rooms]
    assert rooms == [name for name in ROOMS if name != "ชาย 1"]
    before = beds.board(house.work, DESK, TODAY - timedelta(days=1))
    assert [room.name for room in before.rooms] == list(ROOMS)
    assert [room.name for one in list_buildings(house.work, MANAGER) for room in one.rooms] == rooms


def test_a_room_that_someone_sleeps_in_is_not_closed(house: House) -> None:
    house.staying("เอก", "ชาย 1-02", days=3, expected_leave_on=TODAY)
    with pytest.raises(RuleBroken) as refused:
        _close(house, "ชาย 1")
    assert "ชาย 1-02" in message_of(refused.value)


def test_a_room_with_a_promised_bed_is_not_closed(house: House) -> None:
    reserve_bed(house.work, DESK, ReserveBed(house.beds["ชาย 1-02"], TODAY, for_whom="คำแก้ว"))
    with pytest.raises(RuleBroken, match=r"bed.reserved_already"):
        _close(house, "ชาย 1")


def test_a_building_is_closed_once_its_rooms_are(house: House) -> None:
    with house.work.reading(MANAGER, "setting.read") as session:
        building = session.scalars(select(Building)).one()
    with pytest.raises(RuleBroken, match=r"building.has_rooms"):
        close_building(house.work, MANAGER, CloseBuilding(building.id, building.version, TODAY))
    for name in ROOMS:
        _close(house, name)
    close_building(house.work, MANAGER, CloseBuilding(building.id, building.version, TODAY))
    assert list_buildings(house.work, MANAGER) == ()
    with house.work.reading(MANAGER, "setting.read") as session:
        assert {room.closed_on for room in session.scalars(select(Room))} == {TODAY}
