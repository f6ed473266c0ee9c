"""The waiting list and the turn-away log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AuditEntry, Restriction, WaitingEntry
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.people import PersonFacts
from panpun_desktop.services.reserving import ReserveBed, reserve_bed
from panpun_desktop.services.turn_aways import turn_away, turn_away_log
from panpun_desktop.services.undoing import TakeBack, take_back
from panpun_desktop.services.waiting import (
    SaveWaiting,
    WaitingRow,
    WithdrawWaiting,
    save_waiting,
    waiting_list,
    withdraw_waiting,
)
from panpun_desktop.services.waiting_rows import TurnAwayPeople
from tests.builders import DESK, MANAGER, TODAY
from tests.services.house import House


def _wait(house: House, name: str, days: int = 0, **more: object) -> WaitingRow:
    known = {"name": name, "came_on": TODAY - timedelta(days=days), **more}
    save_waiting(house.work, DESK, SaveWaiting(None, **known))  # type: ignore[arg-type]
    return next(one for one in waiting_list(house.work, DESK) if one.name.endswith(name))


def test_the_most_urgent_come_first_and_waiting_makes_urgent(house: House) -> None:
    _wait(house, "นายใหม่")
    _wait(house, "นายเก่า", days=20)
    _wait(house, "นางด่วน", urgency="HIGH")
    _wait(house, "ครอบครัวแสงทอง", people=3, children=2)
    rows = waiting_list(house.work, DESK)
    assert [(one.name, one.points) for one in rows] == [
        ("นายเก่า", 40),
        ("นางด่วน", 30),
        ("ครอบครัวแสงทอง", 10),
        ("นายใหม่", 0),
    ]
    assert rows[0].reasons == ("รอมา 20 วัน +40",)


def test_an_entry_is_changed_as_it_was_seen(house: House) -> None:
    row = _wait(house, "นายใหม่")
    changed = SaveWaiting(row.id, "นายใหม่", urgency="EMERGENCY", seen_version=row.version)
    save_waiting(house.work, DESK, changed)
    (found,) = waiting_list(house.work, DESK)
    assert (found.urgency, found.points) == ("EMERGENCY", 60)
    assert found.came_on == TODAY


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name": " "}, "waiting.name_missing"),
        ({"people": 0}, "waiting.nobody"),
        ({"children": 2}, "waiting.children"),
        ({"came_on": TODAY + timedelta(days=1)}, "waiting.in_future"),
    ],
)
def test_an_impossible_entry_is_refused(house: House, more: dict[str, object], refusal: str) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        save_waiting(house.work, DESK, SaveWaiting(None, **({"name": "นายใหม่"} | more)))  # type: ignore[arg-type]


def test_nobody_waits_twice(house: House) -> None:
    person = house.person("คำแก้ว")
    save_waiting(house.work, DESK, SaveWaiting(None, person_id=person.id))
    with pytest.raises(RuleBroken, match=r"waiting.waits_already"):
        save_waiting(house.work, DESK, SaveWaiting(None, person_id=person.id))


def test_being_admitted_ends_the_waiting_and_uses_the_bed_that_was_held(house: House) -> None:
    row = _wait(house, "นายคำแก้ว")
    bed_id = house.beds["ชาย 1-01"]
    reserve_bed(house.work, DESK, ReserveBed(bed_id, TODAY, waiting_id=row.id))
    assert waiting_list(house.work, DESK)[0].reserved_bed == "ชาย 1-01"
    member = Member(facts=PersonFacts(first_name="คำแก้ว", sex="M"), bed_id=bed_id)
    made = admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY, waiting_id=row.id))
    assert made.changes.waiting == {row.id}
    assert waiting_list(house.work, DESK) == ()
    (closed,) = waiting_list(house.work, DESK, with_closed=True)
    assert (closed.state, closed.reserved_bed) == ("ADMITTED", "")
    with house.work.reading(DESK, "bed.read") as session:
        assert session.get_one(WaitingEntry, row.id).stay_id == made.stay_ids[0]


def test_an_admission_of_an_entry_that_ended_is_refused_whole(house: House) -> None:
    row = _wait(house, "นายคำแก้ว")
    withdraw_waiting(house.work, DESK, WithdrawWaiting(row.id, row.version, "ไปอยู่กับญาติ"))
    member = Member(facts=PersonFacts(first_name="คำแก้ว", sex="M"))
    with pytest.raises(RuleBroken, match=r"waiting.closed"):
        admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY, waiting_id=row.id))


def test_withdrawing_frees_the_bed_that_was_held(house: House) -> None:
    row = _wait(house, "นายคำแก้ว")
    reserve_bed(house.work, DESK, ReserveBed(house.beds["ชาย 1-01"], TODAY, waiting_id=row.id))
    changes = withdraw_waiting(house.work, DESK, WithdrawWaiting(row.id, row.version))
    assert changes.beds == {house.beds["ชาย 1-01"]}
    reserve_bed(house.work, DESK, ReserveBed(house.beds["ชาย 1-01"], TODAY, for_whom="คนอื่น"))


def test_turning_away_ends_the_waiting_and_is_counted_in_its_month(house: House) -> None:
    row = _wait(house, "ครอบครัวแสงทอง", people=3, children=2)
    turn_away(house.work, DESK, TurnAwayPeople("FULL", waiting_id=row.id, note="โทรแจ้งแล้ว"))
    turn_away(house.work, DESK, TurnAwayPeople("REFERRED", name="ชายไม่ทราบชื่อ"))
    log = turn_away_log(house.work, DESK, TODAY)
    assert (log.times, log.people, log.children) == (2, 4, 2)
    assert log.by_reason == (("ที่พักเต็ม", 3), ("ประสานส่งต่อที่อื่น", 1))
    assert [one.name for one in log.rows] == ["ชายไม่ทราบชื่อ", "ครอบครัวแสงทอง"]
    assert waiting_list(house.work, DESK) == ()
    assert turn_away_log(house.work, DESK, TODAY - timedelta(days=40)).times == 0


def test_turning_away_needs_a_reason(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"turn_away.reason_missing"):
        turn_away(house.work, DESK, TurnAwayPeople("", name="ใครสักคน"))


def test_r_saf_1_who_waits_and_is_restricted_has_no_name_for_the_desk(house: House) -> None:
    person = house.person("สายสมร", last_name="ลับมาก", sex="F")
    with house.writing() as session:
        session.add(Restriction(person_id=person.id, reason_code="VIOLENCE", since_on=TODAY))
    saved = save_waiting(house.work, DESK, SaveWaiting(None, person_id=person.id, phone="0812345678"))
    assert "สายสมร" not in saved.summary
    (row,) = waiting_list(house.work, DESK)
    assert (row.name, row.person_id, row.phone) == ("ผู้รับบริการ (ปกปิด)", None, "")
    turn_away(house.work, DESK, TurnAwayPeople("FULL", waiting_id=row.id))
    assert turn_away_log(house.work, DESK, TODAY).rows[0].name == "ผู้รับบริการ (ปกปิด)"
    assert turn_away_log(house.work, MANAGER, TODAY).rows[0].name == "สายสมร ลับมาก"


def test_a_family_is_held_all_its_beds_in_one_act_and_all_end_with_its_admission(house: House) -> None:
    row = _wait(house, "ครอบครัวแสงทอง", people=2, children=1)
    first, second = house.beds["ครอบครัว 1-01"], house.beds["ครอบครัว 1-02"]
    held = ReserveBed(first, TODAY, also_bed_ids=(second,), waiting_id=row.id)
    assert "ครอบครัว 1-01, ครอบครัว 1-02" in reserve_bed(house.work, DESK, held).summary
    (found,) = waiting_list(house.work, DESK)
    assert found.reserved_bed_ids == (first, second)
    with pytest.raises(RuleBroken, match=r"bed.reserved_already"):
        reserve_bed(house.work, DESK, ReserveBed(second, TODAY, for_whom="คนอื่น"))
    member = Member(facts=PersonFacts(first_name="แสง", sex="F"), bed_id=first)
    admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY, waiting_id=row.id))
    reserve_bed(house.work, DESK, ReserveBed(second, TODAY, for_whom="คนอื่น"))


def test_taking_an_entry_back_tells_the_screens_that_show_the_list(house: House) -> None:
    row = _wait(house, "นายใหม่")
    with house.writing() as session:
        entry = session.scalars(select(func.max(AuditEntry.id))).one()
    undone = take_back(house.work, MANAGER, TakeBack(entry))
    assert undone.waiting == {row.id}
    assert waiting_list(house.work, DESK) == ()
