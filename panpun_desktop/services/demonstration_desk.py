"""The desk's days in the demonstration: nights counted, people waiting, beds, belongings, incidents."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Agency, Stay, WaitingEntry
from panpun_desktop.services import beds, belongings, incidents, night_counts, reserving, stays, turn_aways
from panpun_desktop.services.bed_rows import BlockBed
from panpun_desktop.services.demonstration_guests import Guest, Guests, free_beds_of, last_left
from panpun_desktop.services.demonstration_today import UnitsAt
from panpun_desktop.services.waiting import SaveWaiting, save_waiting
from panpun_desktop.services.waiting_rows import TurnAwayPeople

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_NIGHTS_COUNTED = 7
"""So many nights were counted before the last one, which waits for today."""
_WITH_EXCEPTION = 3
"""Days ago that someone came back late."""
_LEFT_FREE = 2
"""Free beds for women that stay free when one is held."""
_HELD_HOURS = 24


def count_nights(work: UnitsOfWork, actor: Actor, day: date, here: Guests) -> None:
    """The nights before the last one, each confirmed in its evening; on one somebody came late."""
    for days in range(_NIGHTS_COUNTED + 1, 1, -1):
        night = day - timedelta(days=days)
        UnitsAt(work, night).at(21, 30)
        late = [one for one in here.alone("M") if one.arrived_on < night] if days == _WITH_EXCEPTION else []
        for one in late[:1]:
            mark = night_counts.MarkNight(
                night, one.stay_id, "late", back_at=time(22, 40), note="ทำงานล่วงเวลา แจ้งไว้แล้ว"
            )
            night_counts.mark_night(work, actor, mark)
        night_counts.confirm_night(work, actor, night_counts.ConfirmNight(night, actor.name))


def keep_belongings(work: UnitsOfWork, actor: Actor, day: date, owners: list[Guest]) -> None:
    """What the centre keeps for people since they came."""
    item = belongings.Item
    kept = (
        (item("กระเป๋าเดินทางสีน้ำเงิน", "1 ใบ", "ตู้ 3"), item("โทรศัพท์มือถือ", "1 เครื่อง", "ตู้นิรภัย")),
        (item("สมุดบัญชีธนาคาร", "1 เล่ม", "ตู้นิรภัย"),),
        (item("ถุงเสื้อผ้า", "2 ถุง", "ตู้ 5"), item("รองเท้าทำงาน", "1 คู่", "ตู้ 5")),
    )
    for one, items in zip(owners, kept, strict=False):
        request = belongings.ReceiveBelongings(one.person_id, items, one.arrived_on)
        belongings.receive_belongings(work, actor, request)


def write_incidents(work: UnitsOfWork, actor: Actor, day: date, people: list[Guest]) -> None:
    """One that is over, and a serious one of last night that is not."""
    facts, parts = incidents.IncidentFacts, [incidents.Part(one.person_id) for one in people]
    week = day - timedelta(days=6)
    ill = facts(
        week,
        "มีไข้สูงตอนหัวค่ำ วัดไข้ได้ 38.9 องศา",
        time(19, 20),
        "ILLNESS",
        place="อาคารชาย",
        told="พยาบาลเวร",
        done="ให้ยาลดไข้ เช็ดตัว ไข้ลดลงก่อนเที่ยงคืน",
        people=tuple(parts[1:2]),
    )
    quarrel = facts(
        day - timedelta(days=1),
        "โต้เถียงเรื่องเสียงดังแล้วผลักกัน ล้มศีรษะกระแทกขอบเตียง มีแผลถลอก",
        time(20, 15),
        "QUARREL",
        "SERIOUS",
        "ระเบียงอาคารชาย",
        "ผู้จัดการ",
        "แยกทั้งสองคน ทำแผลแล้ว รอผลตรวจจากโรงพยาบาล",
        needs_follow_up=True,
        people=tuple(incidents.Part(one.person_id, "HARMED") for one in people[2:3]) + tuple(parts[3:4]),
    )
    for one in (ill, quarrel):
        incidents.write_incident(work, actor, one)


def fill_waiting_list(work: UnitsOfWork, actor: Actor, day: date) -> None:
    """Three who wait, of different urgency and age, and some who could not be taken in."""
    for request in (
        SaveWaiting(
            None,
            name="" if (gone := last_left(work, actor, day - timedelta(days=60))) else "นางสาวพร ข้อมูลทดสอบ",
            person_id=gone,
            room_use="ANY",
            came_on=day - timedelta(days=19),
            need="ขอกลับเข้าพักระหว่างหางาน",
            channel="SELF",
        ),
        SaveWaiting(
            None,
            name="นางสมพร ข้อมูลทดสอบ",
            room_use="FEMALE",
            urgency="HIGH",
            came_on=day - timedelta(days=5),
            phone="080-000-0005",
            need="ใช้ไม้เท้า ขอเตียงชั้นล่าง",
            channel="FIELD",
        ),
        SaveWaiting(
            None,
            name="นางสาวจันทร์เพ็ญ ข้อมูลทดสอบ",
            people=3,
            children=2,
            room_use="FAMILY",
            urgency="EMERGENCY",
            came_on=day,
            phone="080-000-0006",
            need="แม่และลูกสองคน ไม่มีที่นอนคืนนี้",
            channel="H1300",
        ),
    ):
        save_waiting(work, actor, request)
    turn_aways.turn_away(work, actor, _turned_away(work, actor, day))


def _turned_away(work: UnitsOfWork, actor: Actor, day: date) -> TurnAwayPeople:
    with work.reading(actor, "person.read") as session:
        hospital = session.scalar(select(Agency.id).where(Agency.name.contains("โรงพยาบาล")).limit(1))
    return TurnAwayPeople(
        "NEEDS_CARE",
        name="ชายไม่ทราบชื่อ อายุประมาณ 70 ปี",
        sex="M",
        on_day=day - timedelta(days=2),
        at_time=time(19, 30),
        agency_id=hospital,
        note="ต้องให้อาหารทางสายยาง ส่งต่อโรงพยาบาล",
    )


def hold_beds(work: UnitsOfWork, actor: Actor, day: date) -> None:
    """A bed held until tomorrow for one who waits, and one that is being cleaned."""
    women, men = (free_beds_of(work, actor, use) for use in ("FEMALE", "MALE"))
    with work.reading(actor, "waiting.read") as session:
        waiting = session.scalar(select(WaitingEntry.id).where(WaitingEntry.urgency == "HIGH"))
    for bed_id in women[_LEFT_FREE:][-1:]:
        held = reserving.ReserveBed(bed_id, day, waiting_id=waiting, hours=_HELD_HOURS)
        reserving.reserve_bed(work, actor, held)
    for bed_id in men[-1:]:
        cleaned = BlockBed(bed_id, day, reason="ซักที่นอนและเช็ดเตียง", kind="CLEAN")
        beds.block_bed(work, actor, cleaned)


def leave(work: UnitsOfWork, actor: Actor, day: date, one: Guest) -> None:
    """Somebody leaves this morning for work; what the centre keeps for them is forgotten."""
    with work.reading(actor, "person.read") as session:
        version = session.scalar(select(Stay.version).where(Stay.id == one.stay_id))
    request = stays.EndStay(((one.stay_id, version or 1),), day, "JOB", time(11, 5))
    stays.end_stay(work, actor, request)
