"""Today's page: figures that add up, tasks by urgency with their act, the forecast, what happened."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from panpun_desktop.common.clock import BANGKOK, FixedClock
from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.models import Absence, BedBlock, BedUse, Episode, FamilyAdmission, Holiday, Override, Stay
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services import beds, people
from panpun_desktop.services.beds import MoveBed
from panpun_desktop.services.centre import put_setting
from panpun_desktop.services.night_counts import ConfirmNight, MarkNight, confirm_night, mark_night
from panpun_desktop.services.people import PeopleFilter
from panpun_desktop.services.today import Figure, TaskRow, Today, today
from panpun_desktop.services.waiting import (
    SaveWaiting,
    WithdrawWaiting,
    save_waiting,
    waiting_list,
    withdraw_waiting,
)
from tests.builders import ADMIN, DESK, MANAGER, NOW, TODAY
from tests.services.house import BEDS, ROOMS, House
from tests.taking_back import take_back_newest

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
ALL_BEDS = BEDS * len(ROOMS)


def _page(house: House, by: Actor = DESK) -> Today:
    return today(house.work, by)


def _figure(house: House, key: str) -> Figure:
    return next(figure for figure in _page(house).figures if figure.key == key)


def _tasks(house: House, start: str, by: Actor = DESK) -> list[TaskRow]:
    return [task for task in _page(house, by).tasks if task.key.startswith(start)]


def _age(years: int, **more: object) -> dict[str, object]:
    return {"birth_precision": "YEAR", "birth_first_on": date(TODAY.year - years, 1, 1), **more}


# --- figures -----------------------------------------------------------------------------------


def test_an_empty_house_has_a_page(house: House) -> None:
    page = _page(house)
    assert page.on == TODAY
    assert [(figure.key, figure.value) for figure in page.figures] == [
        ("present", 0),
        ("admitted", 0),
        ("due", 0),
        ("free", ALL_BEDS),
    ]
    assert page.tasks == ()
    assert page.balance == "ยกมา 0 + รับเข้า 0 − ออก 0 = 0 ✓"
    assert [day.people for day in page.forecast] == [0] * 14


def test_the_figures_say_what_they_are_made_of(house: House) -> None:
    house.staying("เก่า", "ชาย 1-01", days=10)
    house.staying("รอ", "ชาย 1-02", service_type="TRANSIT", arrived_on=date(2026, 11, 16))
    with house.writing() as session:
        session.add(Holiday(day=date(2026, 11, 16), name="วันหยุดทดสอบ", is_confirmed=True))
    _family(house, "ครอบครัว 1-01", "ครอบครัว 1-02", "ครอบครัว 1-03")
    house.staying("ใหม่", "หญิง 1-01")
    assert _figure(house, "present") == Figure("present", 6, "ผู้พักอาศัยคืนนี้", "จาก 20 เตียง · 30%")
    assert _figure(house, "admitted").value == 4
    assert _figure(house, "admitted").detail == "ครอบครัว 1 (3 คน) · มาคนเดียว 1"
    assert _figure(house, "due").detail == "ทดลองอยู่ 1"
    assert _figure(house, "free").detail == "ชาย 6 · หญิง 3 · ครอบครัว 5"
    assert _figure(house, "free").value == 14


def _family(house: House, *labels: str) -> list[Stay]:
    """A family admitted together today at 9.12."""
    members = [house.person(f"สมาชิก{place}", last_name="พูนสุข") for place, _label in enumerate(labels)]
    household = house.family(*((one, "CHILD" if place else "HEAD") for place, one in enumerate(members)))
    with house.writing() as session:
        admission = FamilyAdmission(household_id=household.id, admitted_on=TODAY)
        session.add(admission)
        session.flush()
    facts = {"family_admission_id": admission.id, "arrived_time": time(9, 12)}
    return [house.stay(one, label, **facts) for one, label in zip(members, labels, strict=True)]


def test_the_balance_adds_up_with_every_movement(house: House) -> None:
    house.staying("อยู่", days=5)
    for left_on, arrived_on in (
        (TODAY, YESTERDAY),
        (TODAY, TODAY),
        (YESTERDAY, YESTERDAY - timedelta(days=3)),
    ):
        house.stay(house.person("ออก"), arrived_on=arrived_on, left_on=left_on, outcome="JOB")
    house.staying("ใหม่")
    page = _page(house)
    assert page.balance == "ยกมา 2 + รับเข้า 2 − ออก 2 = 2 ✓"
    assert page.figures[0].value == people.count_people(house.work, DESK, PeopleFilter())


# --- tasks: limits -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "tone", "chip", "act"),
    [
        (8, "info", "วันที่ 8/10", "change_service"),
        (9, "info", "วันที่ 9/10", "change_service"),
        (10, "warn", "ครบ 10/10 วัน", "change_service"),
        (12, "bad", "เกินเกณฑ์ 2 วัน", "extend"),
    ],
)
def test_r_tri_2_trial_stays_near_the_limit_are_tasks(
    house: House, day: int, tone: str, chip: str, act: str
) -> None:
    stay = house.staying("แก้วตา", "หญิง 1-02", days=day)
    (task,) = _tasks(house, "limit")
    assert (task.tone, task.chip, task.act) == (tone, chip, act)
    assert task.detail == "แรกรับ ทดลองอยู่ ครั้งที่ 1 จาก 6 · หญิง 1-02"
    assert (task.stay_id, task.person_id) == (stay.id, stay.person_id)


def test_r_tri_2_an_earlier_day_is_no_task_and_a_course_never(house: House) -> None:
    house.staying("ใหม่", "ชาย 1-01", days=7)
    house.staying("ฝึก", "ชาย 1-02", days=90, service_type="COURSE_S")
    assert _page(house).tasks == ()


def test_a_transit_stay_asks_for_the_letter_or_the_journey(house: House, clock: FixedClock) -> None:
    clock.instant = NOW - timedelta(days=1)  # a Friday: the fifth working day since Monday
    for name, awaiting in (("บุญมี", "REFERRAL"), ("สมปอง", "HOME")):
        stay = house.staying(name, service_type="TRANSIT", arrived_on=date(2026, 11, 16))
        with house.writing() as session:
            session.query(Episode).filter_by(stay_id=stay.id).one().awaiting = awaiting
    first, second = _tasks(house, "limit")
    assert (first.chip, first.tone, first.act) == ("ครบ 5/5 วันทำงาน", "warn", "transfer_letter")
    assert first.button == "ออกหนังสือส่งตัว"
    assert second.act == "end_stay"


def test_r_ovr_1_an_extension_settles_the_task_until_its_day(house: House, clock: FixedClock) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=12)
    _override(house, stay, extend_to_on=TODAY + timedelta(days=3))
    assert _tasks(house, "limit") == []
    clock.instant = NOW + timedelta(days=3)
    assert [task.act for task in _tasks(house, "limit")] == ["extend"]


def _override(house: House, stay: Stay, **facts: object) -> None:
    known = {
        "rule_id": "R-TRI-2",
        "person_id": stay.person_id,
        "stay_id": stay.id,
        "reason_code": "AGENCY",
        "reason": "รอหน่วยงานรับตัวไป",
        "given_on": TODAY,
        "given_by_id": DESK.user_id,
    }
    with house.writing() as session:
        session.add(Override(**known | facts))


def test_r_ovr_2_overrides_wait_for_the_manager_alone(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", title="นาย")
    _override(house, stay, acknowledge_by_on=TODAY)
    assert _tasks(house, "override") == []
    (task,) = _tasks(house, "override", MANAGER)
    assert (task.title, task.act, task.tone) == ("นายเอก", "acknowledge", "warn")
    assert task.override_id is not None
    assert task.detail == "ทดลองอยู่เกินจำนวนวัน · รอหน่วยงานรับตัวไป"


# --- tasks: the rest ---------------------------------------------------------------------------


def test_who_has_no_bed_is_given_one(house: House) -> None:
    stay = house.staying("คำแก้ว", sex="M")
    (task,) = _tasks(house, "bed")
    assert (task.act, task.stay_id, task.detail) == ("assign_bed", stay.id, "ชาย · มาด้วยตนเอง")
    beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, house.beds["ชาย 1-01"], TODAY))
    assert _tasks(house, "bed") == []


def test_r_min_1_a_child_alone_is_red_and_with_a_parent_not(house: House) -> None:
    mother, child = house.person("สุดา"), house.person("ต้นกล้า", **_age(8))
    house.family((mother, "HEAD"), (child, "CHILD"))
    house.stay(mother, "ครอบครัว 1-01")
    house.stay(child, "ครอบครัว 1-02")
    assert _tasks(house, "alone") == []
    house.staying("ลำพัง", "ชาย 1-01", **_age(15))
    (task,) = _tasks(house, "alone")
    assert (task.title, task.tone, task.act) == ("ลำพัง", "bad", "person")
    assert "1300" in task.detail
    assert _page(house).tasks[0] == task


def test_r_fam_3_a_child_left_behind_is_red(house: House) -> None:
    mother, child = house.person("สุดา"), house.person("ต้นกล้า", **_age(8))
    house.family((mother, "HEAD"), (child, "CHILD"))
    arrived = TODAY - timedelta(days=3)
    house.stay(mother, arrived_on=arrived, left_on=TODAY, outcome="JOB")
    house.stay(child, "ครอบครัว 1-02", days=4)
    (task,) = _tasks(house, "left")
    assert (task.chip, task.tone) == ("เด็กไม่มีผู้ปกครองอยู่ด้วย", "bad")
    assert _tasks(house, "alone") == []


def test_who_is_not_back_from_leave_is_asked_for(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    with house.writing() as session:
        absence = Absence(stay_id=stay.id, kind="LEAVE", started_on=TODAY - timedelta(days=2))
        absence.expected_back_on = YESTERDAY
        session.add(absence)
    (task,) = _tasks(house, "back")
    assert (task.chip, task.tone) == ("เลยกำหนดกลับ", "warn")
    assert task.detail == "ลาค้างคืน · กำหนดกลับ 20 พ.ย. 2569"
    assert (task.act, task.button) == ("absence", "กลับแล้ว")
    with house.writing() as session:
        session.get_one(Absence, absence.id).ended_on = TODAY
    assert _tasks(house, "back") == []


def test_an_expected_leaving_is_a_task_unless_a_limit_says_so_already(house: House) -> None:
    house.staying("เอก", "ชาย 1-01", days=3, expected_leave_on=TODAY)
    house.staying("โท", "ชาย 1-02", days=10, expected_leave_on=YESTERDAY)
    (task,) = _tasks(house, "leaving")
    assert (task.title, task.act, task.tone) == ("เอก", "end_stay", "info")


def test_r_age_2_an_estimated_age_near_a_threshold_is_confirmed(house: House) -> None:
    known = _age(59, birth_precision="EST_AGE", birth_estimated_on=TODAY)
    house.staying("เอก", "ชาย 1-01", **known)
    house.staying("โท", "ชาย 1-02", **_age(59))
    (task,) = _tasks(house, "age")
    assert (task.title, task.chip, task.tone) == ("เอก", "โปรดยืนยัน", "info")


def test_r_hol_1_missing_and_unconfirmed_holidays_are_asked_for(house: House) -> None:
    (missing, next_year) = _tasks(house, "holidays", MANAGER)
    assert (missing.tone, missing.title) == ("warn", "ยังไม่ได้ตั้งวันหยุดของปี")
    assert (next_year.key, next_year.tone, next_year.act) == ("holidays:2570", "info", "holidays")
    assert _tasks(house, "holidays") == []
    with house.writing() as session:
        session.add(Holiday(day=date(2026, 12, 7), name="ชดเชยวันพ่อ", is_confirmed=True))
        session.add(Holiday(day=date(2027, 1, 1), name="วันขึ้นปีใหม่"))
    (waiting,) = _tasks(house, "holidays", MANAGER)
    assert (waiting.key, waiting.title) == ("holidays:2570", "มีวันหยุดรอยืนยัน 1 วัน")


def test_emergencies_that_wait_and_who_waits_longest_are_tasks(house: House) -> None:
    for name, urgency, days in (
        ("ฉุกเฉิน", "EMERGENCY", 0),
        ("นานสุด", "NORMAL", 9),
        ("นานรอง", "HIGH", 8),
        ("ใหม่", "HIGH", 0),
    ):
        came_on = TODAY - timedelta(days=days)
        save_waiting(house.work, DESK, SaveWaiting(None, name=name, urgency=urgency, came_on=came_on))
    urgent, longest = _tasks(house, "waiting")
    assert (urgent.title, urgent.chip, urgent.tone, urgent.act) == ("ฉุกเฉิน", "ฉุกเฉิน", "warn", "beds")
    assert urgent.detail == "รอเตียง · 1 คน · เริ่มรอวันนี้"
    assert (longest.title, longest.chip, longest.tone, longest.act) == ("นานสุด", "รอนาน", "info", "beds")
    assert longest.detail == "รอเตียง · 1 คน · รอมาแล้ว 9 วัน"
    for row in waiting_list(house.work, DESK):
        withdraw_waiting(house.work, DESK, WithdrawWaiting(row.id, row.version))
    assert _tasks(house, "waiting") == []


def test_seven_days_of_waiting_are_no_task_yet(house: House) -> None:
    came_on = TODAY - timedelta(days=7)
    save_waiting(house.work, DESK, SaveWaiting(None, name="รอ", came_on=came_on))
    assert _tasks(house, "waiting") == []


def test_a_night_that_differs_is_a_task_until_it_is_settled(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=10)
    night = TODAY - timedelta(days=3)
    for one in (TODAY - timedelta(days=4), night):
        mark_night(house.work, DESK, MarkNight(one, stay.id, "not_here"))
    confirm_night(house.work, DESK, ConfirmNight(night, "พี่เลี้ยง"))
    (task,) = _tasks(house, "differs")
    assert (task.night, task.act, task.tone) == (night, "night", "warn")
    assert (task.chip, task.detail) == ("ยอดคืนไม่ตรงกัน", "ต้องตรวจสอบ 1 คน")
    with house.writing() as session:
        left = {"started_on": night, "ended_on": night + timedelta(days=1)}
        session.add(Absence(stay_id=stay.id, kind="LEAVE", **left))
    assert _tasks(house, "differs") == []


def test_last_night_is_asked_for_once(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=10)
    mark_night(house.work, DESK, MarkNight(YESTERDAY, stay.id, "not_here"))
    assert [task.key for task in _tasks(house, "night")] == [f"night:{YESTERDAY.isoformat()}"]
    assert _tasks(house, "differs") == []
    confirm_night(house.work, DESK, ConfirmNight(YESTERDAY, "พี่เลี้ยง"))
    assert _tasks(house, "night") == []
    assert [task.night for task in _tasks(house, "differs")] == [YESTERDAY]


def test_tasks_are_sorted_by_urgency(house: House) -> None:
    house.staying("แปดวัน", "ชาย 1-01", days=8)
    house.staying("ไม่มีเตียง", days=1)
    house.staying("เกิน", "ชาย 1-02", days=15)
    tones = [task.tone for task in _page(house).tasks]
    assert tones == ["bad", "warn", "info"]


# --- forecast ----------------------------------------------------------------------------------


def test_the_forecast_counts_down_by_expected_days_and_limits(house: House) -> None:
    house.staying("กำหนด", expected_leave_on=TODAY + timedelta(days=3))
    house.staying("ครบ", days=6)  # the tenth day is in four days
    house.staying("เกิน", days=30)
    house.stay(house.person("พรุ่งนี้"), arrived_on=TOMORROW)
    days = _page(house).forecast
    assert [day.people for day in days] == [3, 4, 4, 3, 3, *[2] * 9]
    assert [day.is_certain for day in days] == [True] * 5 + [False] * 9


# --- movements ---------------------------------------------------------------------------------


def test_the_movements_of_the_day_are_told_in_order(house: House, clock: FixedClock) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5, title="นาย")
    _family(house, "ครอบครัว 2-01", "ครอบครัว 2-02")
    house.staying("ลำดวน", "หญิง 1-01", arrived_time=time(8, 5))
    clock.instant = NOW.astimezone(BANGKOK).replace(hour=10, minute=40)
    beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, house.beds["ชาย 1-04"], TODAY))
    house.stay(
        house.person("ฟ้า", title="นางสาว"),
        arrived_on=YESTERDAY,
        left_on=TODAY,
        left_time=time(13, 5),
        outcome="JOB",
    )
    told = [(row.at and f"{row.at:%H:%M}", row.verb, row.name, row.detail) for row in _page(house).movements]
    assert told == [
        ("08:05", "รับเข้าพัก", "ลำดวน", "→ หญิง 1-01"),
        ("09:12", "รับเข้าพัก", "ครอบครัวพูนสุข", "2 คน → ครอบครัว 2"),
        ("10:40", "ย้ายเตียง", "นายเอก", "→ ชาย 1-04"),
        ("13:05", "ออกจากศูนย์", "นางสาวฟ้า", "· มีงานทำ"),
    ]


def test_a_move_that_was_taken_back_did_not_happen(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, house.beds["ชาย 1-04"], TODAY))
    take_back_newest(house.work, DESK)
    assert _page(house).movements == ()


def test_changes_of_service_and_absences_are_told(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    with house.writing() as session:
        trial = session.query(Episode).filter_by(stay_id=stay.id).one()
        trial.ended_on = TODAY
        session.flush()
        session.add(Episode(stay_id=stay.id, service_type="COURSE_M", started_on=TODAY))
        session.add(Absence(stay_id=stay.id, kind="HOSPITAL", started_on=TODAY, started_time=time(7)))
        session.add(Absence(stay_id=stay.id, kind="LEAVE", started_on=YESTERDAY, ended_on=TODAY))
    told = {(row.verb, row.detail) for row in _page(house).movements}
    assert told == {
        ("เปลี่ยนประเภทบริการ", "→ ระยะกลาง"),
        ("ไปโรงพยาบาล", ""),
        ("กลับเข้าศูนย์", "· ลาค้างคืน"),
    }


def test_r_fam_2_who_shares_a_bed_needs_none(house: House) -> None:
    mother, child = house.staying("สุดา", "หญิง 1-01"), house.staying("ใบตอง")
    with house.writing() as session:
        session.add(BedUse(stay_id=child.id, shares_with_stay_id=mother.id, start_on=TODAY))
    assert _tasks(house, "bed") == []
    assert _figure(house, "free").value == ALL_BEDS - 1


def test_the_administrator_of_the_program_has_no_page_of_today(house: House) -> None:
    with pytest.raises(NotAllowed):
        _page(house, ADMIN)


# --- cards -------------------------------------------------------------------------------------


def test_a_card_that_ends_is_a_task_for_those_who_are_in_and_a_chip_on_their_page(house: House) -> None:
    soon = house.staying("ใกล้", "ชาย 1-01", card_expires_on=TODAY + timedelta(days=60), **_age(30))
    house.staying("นาน", "ชาย 1-02", card_expires_on=TODAY + timedelta(days=61), **_age(30))
    house.staying("พ้น", "ชาย 1-03", card_expires_on=YESTERDAY, **_age(30))
    house.person("ไม่พัก", card_expires_on=YESTERDAY)
    tasks = _tasks(house, "card:")
    assert [(one.title, one.chip, one.tone) for one in tasks] == [
        ("พ้น", "บัตรหมดอายุแล้ว", "warn"),
        ("ใกล้", "บัตรใกล้หมดอายุ", "info"),
    ]
    assert tasks[1].detail == "บัตรหมดอายุ 20 ม.ค. 2570 · ชาย 1-01"
    assert people.person_panel(house.work, DESK, soon.person_id).card_text == "บัตรหมดอายุ 20 ม.ค. 2570"
    with house.writing() as session:
        put_setting(session, "person.card_warn_days", 10)
    assert [one.title for one in _tasks(house, "card:")] == ["พ้น"]
    assert people.person_panel(house.work, DESK, soon.person_id).card_text == ""


def test_r_tra_1_today_and_the_register_say_the_same_of_a_limit_that_a_weekend_hides(house: House) -> None:
    """Friday was the fifth working day: on Saturday the figure 5/5 alone would say "in time"."""
    person_id = house.staying(
        "รอ", "ชาย 1-01", service_type="TRANSIT", arrived_on=date(2026, 11, 16)
    ).person_id
    (task,) = [one for one in _page(house).tasks if one.person_id == person_id]
    row = people.person_panel(house.work, DESK, person_id).row
    tile = next(
        tile
        for room in beds.board(house.work, DESK, TODAY).rooms
        for tile in room.tiles
        if tile.full_label == "ชาย 1-01"
    )
    assert task.chip == "พ้นวันครบเกณฑ์แล้ว"
    assert (row.days_over, tile.days_over) == (0, 0)
    assert (row.level, tile.level) == ("red", "red")


def test_who_shares_a_bed_and_which_beds_wait_for_cleaning_stand_beside_the_figures(house: House) -> None:
    host = house.staying("แม่", "หญิง 1-01")
    baby = house.staying("หนู")
    with house.writing() as session:
        session.add(BedUse(stay_id=baby.id, shares_with_stay_id=host.id, start_on=baby.arrived_on))
        session.add(BedBlock(bed_id=house.beds["หญิง 1-02"], start_on=TODAY, reason="", kind="CLEAN"))
    assert _figure(house, "present").detail.endswith("นอนร่วมเตียง 1")
    assert _figure(house, "free").detail.endswith("รอทำความสะอาด 1")
