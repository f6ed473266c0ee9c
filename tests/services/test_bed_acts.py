"""Swapping, reserving, closing for cleaning, expected leavings: what they do and what they refuse."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import BedReservation, KeepApart, Restriction, Stay
from panpun_desktop.services import beds
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit, check_admission
from panpun_desktop.services.bed_offers import offers
from panpun_desktop.services.beds import BedTile, BlockBed, MoveBed, OpenBed
from panpun_desktop.services.expecting import ExpectLeaving, expect_leaving
from panpun_desktop.services.people import PersonFacts
from panpun_desktop.services.reserving import (
    CancelReservation,
    ReserveBed,
    cancel_reservation,
    reserve_bed,
)
from panpun_desktop.services.swapping import SwapBeds, swap_beds
from panpun_desktop.services.today import today
from tests.builders import DESK, MANAGER, NOW, TODAY, TRAINER
from tests.services.house import House

DAY = timedelta(days=1)
TOMORROW = TODAY + DAY


def _tile(house: House, label: str, night_in: int = 0, by: object = DESK) -> BedTile:
    board = beds.board(house.work, by, TODAY + timedelta(days=night_in))  # type: ignore[arg-type]
    return next(tile for room in board.rooms for tile in room.tiles if tile.full_label == label)


def _stay(house: House, stay: Stay) -> Stay:
    with house.work.reading(DESK, "bed.read") as session:
        return session.get_one(Stay, stay.id)


def _swap(house: House, one: Stay, other: Stay, **more: object) -> None:
    one, other = _stay(house, one), _stay(house, other)
    request = SwapBeds(one.id, one.version, other.id, other.version, **({"from_on": TODAY} | more))  # type: ignore[arg-type]
    swap_beds(house.work, DESK, request)


def _move(house: House, stay: Stay, label: str | None, **more: object) -> None:
    known = {"from_on": TODAY, **more}
    bed = house.beds[label] if label else None
    beds.move_bed(house.work, DESK, MoveBed(stay.id, _stay(house, stay).version, bed, **known))  # type: ignore[arg-type]


def _reserve(house: House, label: str, **more: object) -> None:
    known = {"for_whom": "นายคำแก้ว", "start_on": TODAY, **more}
    reserve_bed(house.work, DESK, ReserveBed(house.beds[label], **known))  # type: ignore[arg-type]


def _restrict(house: House, stay: Stay) -> None:
    with house.writing() as session:
        session.add(Restriction(person_id=stay.person_id, reason_code="VIOLENCE", since_on=TODAY))


# --- swap --------------------------------------------------------------------------------------


def test_two_people_swap_beds_in_one_act(house: House) -> None:
    one, two = house.staying("เอก", "ชาย 1-01", days=5), house.staying("โท", "ชาย 2-02", days=3)
    _swap(house, one, two)
    assert (_tile(house, "ชาย 1-01").short_name, _tile(house, "ชาย 2-02").short_name) == ("โท", "เอก")
    assert (_tile(house, "ชาย 1-01", -1).short_name, _tile(house, "ชาย 2-02", -1).short_name) == ("เอก", "โท")


def test_an_infant_goes_along_with_the_mother_who_swaps(house: House) -> None:
    mother, child = house.staying("สุดา", "หญิง 1-01", sex="F"), house.staying("ใบตอง", sex="F")
    _move(house, child, None, shares_with_stay_id=mother.id)
    other = house.staying("อารีย์", "หญิง 1-02", sex="F")
    _swap(house, mother, other)
    assert _tile(house, "หญิง 1-02").sharers == ("ใบตอง",)
    assert _tile(house, "หญิง 1-01").sharers == ()


def test_swapping_with_someone_without_an_own_bed_is_refused(house: House) -> None:
    one, two = house.staying("เอก", "ชาย 1-01"), house.staying("โท")
    with pytest.raises(RuleBroken, match=r"bed.nothing_to_swap"):
        _swap(house, one, two)
    assert _tile(house, "ชาย 1-01").short_name == "เอก"


def test_swapping_with_someone_who_left_is_refused(house: House) -> None:
    one = house.staying("เอก", "ชาย 1-01")
    gone = house.staying("โท", "ชาย 1-02", days=4, left_on=TODAY, outcome="JOB")
    with pytest.raises(RuleBroken, match=r"stay.not_open"):
        _swap(house, one, gone)


def test_a_bed_promised_to_a_third_person_for_later_is_not_swapped_away(house: House) -> None:
    one, two, third = (
        house.staying("เอก", "ชาย 1-01"),
        house.staying("โท", "ชาย 1-02"),
        house.staying("ตรี", "ชาย 1-03"),
    )
    _move(house, two, "ชาย 1-04", from_on=TOMORROW)
    _move(house, third, "ชาย 1-02", from_on=TOMORROW)
    with pytest.raises(RuleBroken, match=r"bed.taken"):
        _swap(house, one, two)


# --- move --------------------------------------------------------------------------------------


def test_a_move_to_the_same_bed_is_refused_kindly(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01")
    with pytest.raises(RuleBroken) as refused:
        _move(house, stay, "ชาย 1-01")
    assert message_of(refused.value) == "ผู้นี้อยู่เตียง ชาย 1-01 อยู่แล้ว"


def test_staying_in_the_bed_after_all_does_away_with_the_planned_move(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01")
    _move(house, stay, "ชาย 1-02", from_on=TOMORROW)
    assert _tile(house, "ชาย 1-01").moves_to == "ชาย 1-02 ตั้งแต่ 22 พ.ย. 2569"
    assert "เอก" in _tile(house, "ชาย 1-02").comes_next
    _move(house, stay, "ชาย 1-01")
    assert _tile(house, "ชาย 1-01", 1).short_name == "เอก"
    assert _tile(house, "ชาย 1-02", 1).state == "free"


def test_an_expected_leaving_frees_no_bed(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=3)
    expect_leaving(house.work, DESK, ExpectLeaving(stay.id, _stay(house, stay).version, TODAY))
    assert _tile(house, "ชาย 1-01").state == "taken"
    assert _tile(house, "ชาย 1-01").leaves_on == TODAY
    assert _tile(house, "ชาย 1-01", 5).state == "taken"


def test_an_expected_leaving_that_is_over_is_refused(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=3)
    request = ExpectLeaving(stay.id, _stay(house, stay).version, TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match=r"stay.expected_in_past"):
        expect_leaving(house.work, DESK, request)


# --- reserve -----------------------------------------------------------------------------------


def test_a_reserved_bed_says_for_whom_and_until_when(house: House) -> None:
    _reserve(house, "ชาย 1-01", hours=6)
    tile = _tile(house, "ชาย 1-01")
    assert (tile.state, tile.reserved_for) == ("free", "นายคำแก้ว")
    assert tile.reserved_until == NOW + timedelta(hours=6)
    assert _tile(house, "ชาย 1-01", 1).reserved_for == ""  # it lapses today
    assert beds.board(house.work, DESK, TODAY).reserved == 1


def test_a_reservation_lapses_by_itself_when_its_hour_has_passed(house: House, clock: FixedClock) -> None:
    _reserve(house, "ชาย 1-01", hours=2)
    clock.instant = NOW + timedelta(hours=2, minutes=1)
    assert _tile(house, "ชาย 1-01").reserved_for == ""
    _reserve(house, "ชาย 1-01", for_whom="คนอื่น")
    assert _tile(house, "ชาย 1-01").reserved_for == "คนอื่น"


def test_the_hours_come_from_the_setting_and_count_from_a_later_first_day(house: House) -> None:
    _reserve(house, "ชาย 1-01", start_on=TODAY + timedelta(days=3))
    assert _tile(house, "ชาย 1-01", 2).reserved_for == ""
    tile = _tile(house, "ชาย 1-01", 3)
    assert tile.reserved_until is not None
    midnight = datetime(2026, 11, 24, tzinfo=NOW.tzinfo)
    assert tile.reserved_until == midnight + timedelta(hours=24)


def test_a_bed_reserved_for_someone_cannot_be_reserved_again(house: House) -> None:
    _reserve(house, "ชาย 1-01")
    with pytest.raises(RuleBroken) as refused:
        _reserve(house, "ชาย 1-01", for_whom="คนอื่น")
    assert "นายคำแก้ว" in message_of(refused.value)


def test_a_bed_slept_in_is_reserved_for_a_later_night_unless_its_sleeper_is_expected_there(
    house: House,
) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=3)
    later = TODAY + timedelta(days=2)
    with pytest.raises(RuleBroken, match=r"bed.taken"):
        _reserve(house, "ชาย 1-01")
    expect_leaving(house.work, DESK, ExpectLeaving(stay.id, _stay(house, stay).version, later + DAY))
    with pytest.raises(RuleBroken, match=r"bed.taken"):
        _reserve(house, "ชาย 1-01", start_on=later)
    expect_leaving(house.work, DESK, ExpectLeaving(stay.id, _stay(house, stay).version, None))
    _reserve(house, "ชาย 1-01", start_on=later)
    assert _tile(house, "ชาย 1-01", 2).reserved_for == "นายคำแก้ว"


def test_giving_a_reserved_bed_to_someone_else_warns_with_whom_and_ends_the_promise(house: House) -> None:
    _reserve(house, "ชาย 1-01")
    stay = house.staying("เอก", sex="M")
    (warning,) = beds.fit_warnings(house.work, DESK, stay.id, house.beds["ชาย 1-01"])
    assert warning.startswith("จองไว้ให้ นายคำแก้ว")
    _move(house, stay, "ชาย 1-01")
    assert _tile(house, "ชาย 1-01").reserved_for == ""
    with house.work.reading(DESK, "bed.read") as session:
        assert session.query(BedReservation).one().closed_reason == "cancelled"


def _coming(house: House, stay: Stay) -> tuple[str, ...]:
    return beds.fit_warnings(house.work, DESK, stay.id, house.beds["ชาย 1-01"])


def test_a_reservation_to_come_stands_at_the_bed_and_is_warned_of_where_nights_meet(house: House) -> None:
    later = TODAY + timedelta(days=3)
    _reserve(house, "ชาย 1-01", start_on=later)
    tile = _tile(house, "ชาย 1-01")
    assert (tile.reserved_for, tile.next_reserved_on) == ("", later)
    assert tile.next_reserved_words == "จองไว้ให้ นายคำแก้ว ตั้งแต่ 24 พ.ย. 2569"
    stay = house.staying("เอก", sex="M")
    assert _coming(house, stay) == ("จองไว้ให้ นายคำแก้ว ตั้งแต่ 24 พ.ย. 2569",)
    expect_leaving(house.work, DESK, ExpectLeaving(stay.id, _stay(house, stay).version, later))
    assert _coming(house, stay) == ()  # gone by then


def test_an_admission_into_a_bed_promised_for_later_asks_and_the_promise_is_kept(house: House) -> None:
    later = TODAY + timedelta(days=3)
    _reserve(house, "ชาย 1-01", start_on=later)
    person = house.person("เอก", sex="M")
    member = Member(person_id=person.id, bed_id=house.beds["ชาย 1-01"])
    (asked,) = check_admission(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY))
    assert "ตั้งแต่ 24 พ.ย. 2569 การจองยังคงอยู่" in asked.message
    short = AdmitPeople((member,), "TRIAL", TODAY, expected_leave_on=later)
    assert check_admission(house.work, DESK, short) == ()
    admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY))
    assert _tile(house, "ชาย 1-01").next_reserved_on == later
    assert _tile(house, "ชาย 1-01", 3).reserved_for == "นายคำแก้ว"


def test_who_a_bed_is_held_for_is_admitted_without_a_question(house: House) -> None:
    _reserve(house, "ชาย 1-01")
    known = house.person("เอก", sex="M")
    _reserve(house, "ชาย 1-02", for_whom="", person_id=known.id)
    facts = PersonFacts(title="นาย", first_name="คำแก้ว", sex="M")
    members = (
        Member(facts=facts, bed_id=house.beds["ชาย 1-01"]),
        Member(person_id=known.id, bed_id=house.beds["ชาย 1-02"], relation="OTHER"),
    )
    assert check_admission(house.work, DESK, AdmitPeople(members, "TRIAL", TODAY)) == ()


def test_a_promised_bed_in_which_somebody_stays_is_a_task_the_day_before(
    house: House, clock: FixedClock
) -> None:
    stay = house.staying("เอก", sex="M")
    _reserve(house, "ชาย 1-01", start_on=TODAY + timedelta(days=2))
    _move(house, stay, "ชาย 1-01")
    assert not _not_free(house)
    clock.instant += DAY
    assert _not_free(house) == ["นายคำแก้ว"]
    request = ExpectLeaving(stay.id, _stay(house, stay).version, TODAY + timedelta(days=2))
    expect_leaving(house.work, DESK, request)
    assert not _not_free(house)


def _not_free(house: House) -> list[str]:
    tasks = today(house.work, DESK).tasks
    return [one.title for one in tasks if one.chip == "เตียงที่จองยังไม่ว่าง"]


def test_the_own_reservation_is_used_when_the_person_is_admitted_into_it(house: House) -> None:
    person = house.person("คำแก้ว", sex="M")
    _reserve(house, "ชาย 1-01", for_whom="", person_id=person.id)
    member = Member(person_id=person.id, bed_id=house.beds["ชาย 1-01"])
    made = admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY))
    with house.work.reading(DESK, "bed.read") as session:
        row = session.query(BedReservation).one()
        assert (row.closed_reason, row.used_stay_id) == ("used", made.stay_ids[0])


def test_a_reserved_bed_is_offered_last_and_never_proposed(house: House) -> None:
    _reserve(house, "ชาย 1-01")
    stay = house.staying("โท", sex="M")
    listed = beds.free_beds(house.work, DESK, TODAY, stay.id)
    assert (listed[-1].label, bool(listed[-1].promised)) == ("ชาย 1-01", True)
    assert house.beds["ชาย 1-01"] not in {one.bed_id for one in offers(house.work, DESK, TODAY)}


def test_a_reservation_is_cancelled_once(house: House) -> None:
    _reserve(house, "ชาย 1-01")
    tile = _tile(house, "ชาย 1-01")
    assert tile.reservation_id is not None
    request = CancelReservation(tile.reservation_id, tile.reservation_version)
    cancel_reservation(house.work, DESK, request)
    assert _tile(house, "ชาย 1-01").reserved_for == ""
    with pytest.raises(RuleBroken, match=r"reservation.closed"):
        cancel_reservation(house.work, DESK, CancelReservation(tile.reservation_id, request.seen_version + 1))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"for_whom": " "}, "reservation.for_nobody"),
        ({"start_on": TODAY - timedelta(days=1)}, "reservation.in_past"),
        ({"end_on": TODAY}, "reservation.no_night"),
    ],
)
def test_an_impossible_reservation_is_refused(house: House, more: dict[str, object], refusal: str) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        _reserve(house, "ชาย 1-01", **more)


# --- cleaning ----------------------------------------------------------------------------------


def test_a_bed_being_cleaned_is_closed_until_it_is_done(house: House) -> None:
    bed_id = house.beds["ชาย 1-01"]
    beds.block_bed(house.work, DESK, BlockBed(bed_id, TODAY, kind="CLEAN"))
    tile = _tile(house, "ชาย 1-01", 3)
    assert (tile.state, tile.block_kind) == ("closed", "CLEAN")
    beds.open_bed(house.work, DESK, OpenBed(bed_id, TODAY))
    assert _tile(house, "ชาย 1-01").state == "free"


# --- offers ------------------------------------------------------------------------------------


def test_everybody_without_a_bed_is_offered_one_with_reasons_and_no_bed_twice(house: House) -> None:
    for name in ("เอก", "โท"):
        house.staying(name, sex="M")
    found = offers(house.work, DESK, TODAY)
    assert len({one.bed_id for one in found}) == 2
    assert {one.label.split("-")[0] for one in found} <= {"ชาย 1", "ชาย 2"}
    assert found[0].reasons == ("ไม่มีข้อขัดข้องกับเตียงนี้",)


def test_a_family_without_beds_is_offered_one_room(house: House) -> None:
    one, two = house.person("สุดา", sex="F"), house.person("มานะ", sex="M")
    house.family((one, "HEAD"), (two, "CHILD"))
    house.stay(one)
    house.stay(two)
    found = offers(house.work, DESK, TODAY)
    assert len({offer.room_id for offer in found}) == 1
    assert found[0].reasons[0] == "อยู่ห้องเดียวกันทั้งครอบครัว"


def test_a_man_alone_is_offered_no_bed_of_the_other_sex_or_of_families(house: House) -> None:
    stay = house.staying("เอก", sex="M")
    for label in house.beds:
        if label.startswith("ชาย"):
            beds.block_bed(house.work, DESK, BlockBed(house.beds[label], TODAY))
    (found,) = offers(house.work, DESK, TODAY)
    assert (found.bed_id, found.label) == (None, "")
    assert "โปรดเลือกเอง" in found.reasons[0]
    for label in house.beds:
        if label.startswith("หญิง"):
            beds.block_bed(house.work, DESK, BlockBed(house.beds[label], TODAY))
    assert offers(house.work, DESK, TODAY) == (found,)
    assert beds.fit_warnings(house.work, DESK, stay.id, house.beds["ครอบครัว 1-01"]) == ("เป็นห้องสำหรับครอบครัว",)


# --- restricted people (R-SAF-1) ---------------------------------------------------------------


def test_r_saf_1_the_board_masks_for_the_desk_and_says_only_taken_to_others(house: House) -> None:
    stay = house.staying("สายสมร", "หญิง 1-01", sex="F", nickname="สาย", last_name="ลับมาก")
    _restrict(house, stay)
    masked = _tile(house, "หญิง 1-01")
    assert (masked.name, masked.short_name) == ("ผู้รับบริการ (ปกปิด)", "ปกปิด")
    assert masked.regno != ""
    hidden = _tile(house, "หญิง 1-01", by=TRAINER)
    assert (hidden.state, hidden.name, hidden.person_id, hidden.regno) == ("taken", "มีผู้พัก", None, "")
    assert _tile(house, "หญิง 1-01", by=MANAGER).short_name == "สายสมร"
    assert beds.board(house.work, TRAINER, TODAY).taken == 1


def test_r_saf_1_summaries_refusals_and_promises_do_not_name_a_restricted_person(house: House) -> None:
    stay = house.staying("สายสมร", "หญิง 1-01", sex="F", last_name="ลับมาก")
    other = house.staying("อารีย์", "หญิง 1-02", sex="F")
    _restrict(house, stay)
    with pytest.raises(RuleBroken) as refused:
        _move(house, other, "หญิง 1-01")
    moved = beds.move_bed(
        house.work, DESK, MoveBed(stay.id, _stay(house, stay).version, house.beds["หญิง 1-03"], TODAY)
    )
    one, two = _stay(house, stay), _stay(house, other)
    swapped = swap_beds(house.work, DESK, SwapBeds(one.id, one.version, two.id, two.version, TODAY))
    for text in (message_of(refused.value), moved.summary, swapped.summary):
        assert "สายสมร" not in text
        assert "ลับมาก" not in text


def test_people_who_are_hidden_wait_uncounted_by_name(house: House) -> None:
    stay = house.staying("สายสมร", sex="F")
    _restrict(house, stay)
    board = beds.board(house.work, TRAINER, TODAY)
    assert (board.without_bed, board.hidden_without_bed) == ((), 1)


def test_nobody_is_offered_a_bed_in_the_building_of_whom_they_must_not_meet(house: House) -> None:
    kept, other = house.staying("สุดา", sex="F"), house.staying("ผู้กระทำ", "ชาย 1-01", sex="M")
    with house.writing() as session:
        session.add(KeepApart(person_id=kept.person_id, other_person_id=other.person_id, since_on=TODAY))
    (found,) = offers(house.work, DESK, TODAY)
    assert found.bed_id is None  # the only building is his


def test_a_bed_promised_for_a_later_night_is_not_proposed_tonight_and_says_so(house: House) -> None:
    _reserve(house, "ชาย 1-01", start_on=TOMORROW)
    assert _tile(house, "ชาย 1-01").comes_next == "จองไว้ให้ นายคำแก้ว ตั้งแต่ 22 พ.ย. 2569"
    stay = house.staying("เอก", sex="M")
    (found,) = offers(house.work, DESK, TODAY)
    assert found.bed_id == house.beds["ชาย 1-02"]
    assert beds.free_beds(house.work, DESK, TODAY, stay.id)[-1].label == "ชาย 1-01"
    warned = beds.fit_warnings(house.work, DESK, stay.id, house.beds["ชาย 1-01"])
    assert warned == ("จองไว้ให้ นายคำแก้ว ตั้งแต่ 22 พ.ย. 2569",)
