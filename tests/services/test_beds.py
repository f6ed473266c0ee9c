"""Beds: the board of any night, moving and undoing, refusals that name who is in the way, proposals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import Absence, Bed, BedUse, Stay
from panpun_desktop.services import beds
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import (
    AddExtraBed,
    BedTile,
    BlockBed,
    Board,
    MoveBed,
    OpenBed,
    RemoveExtraBed,
    Sleeper,
)
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.people import PersonFacts
from tests.builders import ADMIN, DESK, MANAGER, TODAY, TRAINER
from tests.services.house import BEDS, ROOMS, House
from tests.taking_back import take_back_newest

TOMORROW = TODAY + timedelta(days=1)
ALL_BEDS = BEDS * len(ROOMS)


def _board(house: House, night_in: int = 0) -> Board:
    return beds.board(house.work, DESK, TODAY + timedelta(days=night_in))


def _tile(house: House, label: str, night_in: int = 0) -> BedTile:
    tiles = [tile for room in _board(house, night_in).rooms for tile in room.tiles]
    return next(tile for tile in tiles if tile.full_label == label)


def _stay(house: House, stay: Stay) -> Stay:
    with house.work.reading(DESK, "bed.read") as session:
        return session.get_one(Stay, stay.id)


def _move(house: House, stay: Stay, label: str | None, **more: object) -> Changes:
    bed = house.beds[label] if label else None
    known = {"from_on": TODAY, **more}
    version = _stay(house, stay).version
    return beds.move_bed(house.work, DESK, MoveBed(stay.id, version, bed, **known))  # type: ignore[arg-type]


def _undo(house: House) -> Changes:
    return take_back_newest(house.work, DESK)


# --- the board ---------------------------------------------------------------------------------


def test_an_empty_house_is_all_free(house: House) -> None:
    board = _board(house)
    assert (board.taken, board.free, board.closed) == (0, ALL_BEDS, 0)
    assert [room.name for room in board.rooms] == list(ROOMS)
    assert board.rooms[0].note == "4 เตียง · ว่าง 4"
    assert board.rooms[-1].note == "ว่างทั้งห้อง"
    assert board.without_bed == ()


def test_a_tile_tells_who_which_day_and_how_near_the_limit(house: House) -> None:
    house.staying(
        "บุญมี",
        "ชาย 2-04",
        title="นาย",
        last_name="ศรีทอง",
        service_type="TRANSIT",
        arrived_on=TODAY - timedelta(days=5),
    )
    tile = _tile(house, "ชาย 2-04")
    assert (tile.state, tile.label, tile.short_name, tile.name) == ("taken", "04", "บุญมี", "นายบุญมี ศรีทอง")
    # Monday 16 November to Friday 20 November are five working days
    assert (tile.service_type, tile.day, tile.limit, tile.level) == ("TRANSIT", 5, 5, "red")


def test_the_board_of_a_past_night_shows_who_slept_there_then(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=8)
    _move(house, stay, "ชาย 2-02")
    assert _tile(house, "ชาย 1-01", -1).short_name == "เอก"
    assert _tile(house, "ชาย 1-01", -1).day == 7
    assert _tile(house, "ชาย 1-01").state == "free"
    assert _tile(house, "ชาย 2-02").short_name == "เอก"
    assert _tile(house, "ชาย 1-01", -9).state == "free"


def test_r_rep_6_the_night_of_leaving_is_not_slept_here(house: House) -> None:
    arrived = TODAY - timedelta(days=3)
    house.stay(house.person("เอก"), "ชาย 1-01", arrived_on=arrived, left_on=TODAY, outcome="JOB")
    assert _tile(house, "ชาย 1-01", -1).state == "taken"
    assert _tile(house, "ชาย 1-01").state == "free"


def test_a_coming_night_shows_the_day_then(house: House) -> None:
    house.staying("เอก", "ชาย 1-01", days=8)
    assert (_tile(house, "ชาย 1-01", 2).day, _tile(house, "ชาย 1-01", 2).level) == (10, "amber")
    assert (_tile(house, "ชาย 1-01", 3).day, _tile(house, "ชาย 1-01", 3).level) == (11, "red")


def test_a_bed_kept_for_someone_away_stays_theirs(house: House) -> None:
    kept, gone = house.staying("เอก", "ชาย 1-01", days=5), house.staying("โท", days=5)
    with house.writing() as session:
        for stay in (kept, gone):
            session.add(Absence(stay_id=stay.id, kind="HOSPITAL", started_on=TODAY))
    assert (_tile(house, "ชาย 1-01").state, _tile(house, "ชาย 1-01").absent) == ("taken", "HOSPITAL")
    assert _tile(house, "ชาย 1-01", -1).absent == ""
    assert _board(house).without_bed == ()
    assert [one.name for one in _board(house, -1).without_bed] == ["โท"]


def test_who_has_no_bed_waits_in_the_side_panel(house: House) -> None:
    stay = house.staying(
        "คำแก้ว", sex="M", title="นาย", birth_precision="YEAR", birth_first_on=TODAY.replace(1979, 1, 1)
    )
    (waiting,) = _board(house).without_bed
    assert (waiting.stay_id, waiting.name, waiting.detail) == (stay.id, "นายคำแก้ว", "ชาย 47 ปี · มาด้วยตนเอง")


def test_an_infant_shares_a_bed_and_takes_none(house: House) -> None:
    mother, child = house.staying("สุดา", "ครอบครัว 1-01", sex="F"), house.staying("ใบตอง", sex="F")
    _move(house, child, None, shares_with_stay_id=mother.id)
    assert _tile(house, "ครอบครัว 1-01").sharers == ("ใบตอง",)
    assert (_board(house).taken, _board(house).without_bed) == (1, ())
    _move(house, mother, "ครอบครัว 2-01")
    assert _tile(house, "ครอบครัว 2-01").sharers == ("ใบตอง",)


def test_a_family_room_says_whose_it_is(house: House) -> None:
    one, two = house.person("สุดา", last_name="ใจดี"), house.person("มานะ", last_name="ใจดี")
    house.family((one, "HEAD"), (two, "SPOUSE"))
    house.stay(one, "ครอบครัว 1-01")
    house.stay(two, "ครอบครัว 1-02")
    assert [room.note for room in _board(house).rooms[3:]] == ["ครอบครัวใจดี", "ว่างทั้งห้อง"]
    house.staying("อื่น", "ครอบครัว 1-03")
    assert _board(house).rooms[3].note == "4 เตียง · ว่าง 1"


# --- moving ------------------------------------------------------------------------------------


def test_moving_closes_the_old_bed_and_opens_the_new_one(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    changes = _move(house, stay, "ชาย 1-06" if "ชาย 1-06" in house.beds else "ชาย 1-04")
    assert changes.beds == {house.beds["ชาย 1-01"], house.beds["ชาย 1-04"]}
    assert "ชาย 1-04" in changes.summary
    with house.work.reading(DESK, "bed.read") as session:
        uses = session.execute(
            select(BedUse.bed_id, BedUse.start_on, BedUse.end_on).order_by(BedUse.id)
        ).all()
    assert [tuple(use) for use in uses] == [
        (house.beds["ชาย 1-01"], TODAY - timedelta(days=4), TODAY),
        (house.beds["ชาย 1-04"], TODAY, None),
    ]


def test_a_move_is_taken_back_without_a_seam(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    _move(house, stay, "ชาย 1-02")
    _undo(house)
    assert _tile(house, "ชาย 1-01").short_name == "เอก"
    with house.work.reading(DESK, "bed.read") as session:
        uses = session.execute(select(BedUse.bed_id, BedUse.end_on).order_by(BedUse.id)).all()
    # the move that never got a night stays as history
    assert [tuple(use) for use in uses] == [(house.beds["ชาย 1-01"], None), (house.beds["ชาย 1-02"], TODAY)]


def test_moving_again_on_the_same_night_keeps_the_first_move_as_history(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=5)
    for label in ("ชาย 1-02", "ชาย 1-03"):
        _move(house, stay, label)
    assert _tile(house, "ชาย 1-02").state == "free"
    with house.work.reading(DESK, "bed.read") as session:
        nights = [
            (use.bed_id, use.end_on == use.start_on)
            for use in session.scalars(select(BedUse).order_by(BedUse.id))
        ]
    assert nights == [
        (house.beds["ชาย 1-01"], False),
        (house.beds["ชาย 1-02"], True),
        (house.beds["ชาย 1-03"], False),
    ]


def test_giving_a_bed_to_someone_without_one_and_back(house: House) -> None:
    stay = house.staying("เอก")
    _move(house, stay, "ชาย 1-01")
    assert _board(house).without_bed == ()
    _undo(house)
    assert [one.stay_id for one in _board(house).without_bed] == [stay.id]


def test_a_taken_bed_is_refused_with_who_and_until_when(house: House) -> None:
    house.staying("บุญมี", "ชาย 1-01", title="นาย", expected_leave_on=TOMORROW)
    stay = house.staying("เอก", "ชาย 1-02")
    with pytest.raises(RuleBroken) as refused:
        _move(house, stay, "ชาย 1-01")
    assert refused.value.id == "bed.taken"
    assert refused.value.facts["until"] == TOMORROW
    assert message_of(refused.value) == "เตียง ชาย 1-01 มีผู้พักแล้ว: นายบุญมี (ถึง 22 พ.ย. 2569)"
    assert _tile(house, "ชาย 1-02").short_name == "เอก"


def test_admitting_into_a_taken_bed_is_refused_with_who_and_admits_nobody(house: House) -> None:
    house.staying("บุญมี", "ชาย 1-01", title="นาย")
    member = Member(facts=PersonFacts(first_name="เอก", sex="M"), bed_id=house.beds["ชาย 1-01"])
    with pytest.raises(RuleBroken) as refused:
        admit(house.work, DESK, AdmitPeople((member,), service_type="TRIAL", arrived_on=TODAY))
    assert message_of(refused.value) == "เตียง ชาย 1-01 มีผู้พักแล้ว: นายบุญมี (ยังไม่มีกำหนดออก)"
    assert (_board(house).taken, _board(house).without_bed) == (1, ())


def test_a_bed_promised_for_a_later_night_is_refused_too(house: House) -> None:
    first, second = house.staying("เอก", "ชาย 1-01"), house.staying("โท", "ชาย 1-02")
    _move(house, first, "ชาย 1-04", from_on=TOMORROW)
    with pytest.raises(RuleBroken, match=r"bed\.taken"):
        _move(house, second, "ชาย 1-04")
    assert house.beds["ชาย 1-04"] not in {bed.bed_id for bed in beds.free_beds(house.work, DESK, TODAY)}
    _move(house, second, "ชาย 1-01", from_on=TOMORROW)
    assert _tile(house, "ชาย 1-01", 1).short_name == "โท"


def test_of_two_who_want_a_bed_at_once_one_gets_it(house: House) -> None:
    stays = [house.staying(name) for name in ("เอก", "โท", "ตรี", "จัตวา")]
    bed = house.beds["ชาย 1-01"]

    def ask(stay: Stay) -> str:
        try:
            beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, bed, TODAY))
        except RuleBroken as refused:
            return refused.id
        return "moved"

    with ThreadPoolExecutor(4) as desks:
        answers = sorted(desks.map(ask, stays))
    assert answers == ["bed.taken", "bed.taken", "bed.taken", "moved"]
    assert (_board(house).taken, len(_board(house).without_bed)) == (1, 3)


def test_a_move_from_an_older_view_is_a_conflict(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01")
    seen = _stay(house, stay).version
    _move(house, stay, "ชาย 1-02")
    with pytest.raises(EditConflict):
        beds.move_bed(house.work, MANAGER, MoveBed(stay.id, seen, house.beds["ชาย 1-03"], TODAY))
    assert _tile(house, "ชาย 1-02").short_name == "เอก"


def test_impossible_moves_are_refused(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", days=2)
    left = house.stay(house.person("โท"), arrived_on=TODAY - timedelta(days=3), left_on=TODAY, outcome="JOB")
    cases = {
        "bed.before_arrival": lambda: _move(house, stay, "ชาย 1-02", from_on=TODAY - timedelta(days=2)),
        "stay.not_open": lambda: _move(house, left, "ชาย 1-02"),
        "bed.shares_with_self": lambda: _move(house, stay, None, shares_with_stay_id=stay.id),
        "bed.not_there": lambda: beds.move_bed(house.work, DESK, MoveBed(stay.id, 1, 999, TODAY)),
    }
    for id, act in cases.items():
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.id == id
    assert _tile(house, "ชาย 1-01").short_name == "เอก"


def test_who_may_not_move_is_refused_and_the_administrator_sees_no_board(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01")
    with pytest.raises(NotAllowed):
        beds.move_bed(house.work, TRAINER, MoveBed(stay.id, 1, house.beds["ชาย 1-02"], TODAY))
    with pytest.raises(NotAllowed):
        beds.board(house.work, ADMIN, TODAY)


# --- closing, extra mattresses -----------------------------------------------------------------


def test_a_closed_bed_is_not_free_and_opens_again(house: House) -> None:
    bed = house.beds["ชาย 1-01"]
    beds.block_bed(house.work, DESK, BlockBed(bed, TODAY, reason="ซ่อมพื้น"))
    assert (_tile(house, "ชาย 1-01").state, _tile(house, "ชาย 1-01").closed_reason) == ("closed", "ซ่อมพื้น")
    assert (_board(house).closed, _board(house).free) == (1, ALL_BEDS - 1)
    assert bed not in {one.bed_id for one in beds.free_beds(house.work, DESK, TODAY)}
    stay = house.staying("เอก")
    with pytest.raises(RuleBroken, match=r"bed\.closed"):
        _move(house, stay, "ชาย 1-01")
    beds.open_bed(house.work, DESK, OpenBed(bed, TODAY))
    assert _tile(house, "ชาย 1-01").state == "free"
    _undo(house)
    assert _tile(house, "ชาย 1-01").closed_reason == "ซ่อมพื้น"
    _undo(house)
    assert _tile(house, "ชาย 1-01").state == "free"


def test_a_bed_closed_until_a_day_is_free_that_night(house: House) -> None:
    bed = house.beds["ชาย 1-01"]
    beds.block_bed(house.work, DESK, BlockBed(bed, TODAY, TOMORROW))
    assert [_tile(house, "ชาย 1-01", night).state for night in (0, 1)] == ["closed", "free"]
    beds.open_bed(house.work, DESK, OpenBed(bed, TODAY))
    with pytest.raises(RuleBroken, match="not_closed"):
        beds.open_bed(house.work, DESK, OpenBed(bed, TODAY))


def test_a_bed_that_is_slept_in_is_not_closed(house: House) -> None:
    house.staying("เอก", "ชาย 1-01")
    bed = house.beds["ชาย 1-01"]
    with pytest.raises(RuleBroken) as refused:
        beds.block_bed(house.work, DESK, BlockBed(bed, TOMORROW))
    assert refused.value.id == "bed.taken"
    assert "เอก" in refused.value.facts["who"]
    with pytest.raises(RuleBroken, match="closed_no_night"):
        beds.block_bed(house.work, DESK, BlockBed(house.beds["ชาย 1-02"], TODAY, TODAY))


def test_an_extra_mattress_comes_and_goes(house: House) -> None:
    room = house.rooms["ชาย 1"]
    beds.add_extra_bed(house.work, DESK, AddExtraBed(room, TODAY))
    tile = _tile(house, "ชาย 1-เสริม 1")
    assert tile.is_extra
    assert _board(house).rooms[0].note == "5 เตียง · ว่าง 5"
    assert all(one.full_label != tile.full_label for one in _board(house, -1).rooms[0].tiles)
    _undo(house)
    assert len(_board(house).rooms[0].tiles) == BEDS
    beds.add_extra_bed(house.work, DESK, AddExtraBed(room, TODAY))
    assert _tile(house, "ชาย 1-เสริม 1").state == "free"


def test_a_mattress_someone_sleeps_on_and_an_ordinary_bed_are_not_taken_away(house: House) -> None:
    (extra,) = beds.add_extra_bed(house.work, DESK, AddExtraBed(house.rooms["ชาย 1"], TODAY)).beds
    stay = house.staying("เอก")
    beds.move_bed(house.work, DESK, MoveBed(stay.id, stay.version, extra, TODAY))
    with pytest.raises(RuleBroken, match=r"bed\.taken"):
        beds.remove_extra_bed(house.work, DESK, RemoveExtraBed(extra, TODAY))
    with pytest.raises(RuleBroken, match="not_extra"):
        beds.remove_extra_bed(house.work, DESK, RemoveExtraBed(house.beds["ชาย 1-01"], TODAY))


# --- proposals ---------------------------------------------------------------------------------

FAMILY = (
    Sleeper("mother", "F", 36),
    Sleeper("father", "M", 40),
    Sleeper("son", "M", 8),
    Sleeper("baby", "F", 1, shares=True),
)


def test_a_family_is_proposed_a_family_room_and_the_infant_its_mothers_bed(house: House) -> None:
    house.staying("อื่น", "ครอบครัว 1-01")
    plan = beds.propose(house.work, DESK, FAMILY, TODAY)[0]
    assert (plan.title, plan.verdict) == ("ครอบครัว 2 · ว่าง 4/4 เตียง", "fits")
    placed = {one.key: one for one in plan.placements}
    assert placed["baby"].shares_with == "mother"
    assert len({one.bed_id for one in plan.placements if one.bed_id}) == 3
    assert {one.label.partition("-")[0] for one in plan.placements} == {"ครอบครัว 2"}


def test_a_man_is_proposed_a_room_for_men(house: House) -> None:
    plan = beds.propose(house.work, DESK, (Sleeper("one", "M", 47),), TODAY)[0]
    assert plan.placements[0].label.startswith("ชาย")
    assert plan.placements[0].fits


def test_a_full_house_proposes_an_extra_mattress(house: House) -> None:
    with house.writing() as session:
        for bed in session.scalars(select(Bed)):
            bed.closed_on = TODAY
    (room, *_) = house.rooms.values()
    beds.add_extra_bed(house.work, DESK, AddExtraBed(room, TODAY))
    house.staying("เอก", "")
    (waiting,) = _board(house).without_bed
    extra = _board(house).rooms[0].tiles[0].bed_id
    beds.move_bed(house.work, DESK, MoveBed(waiting.stay_id, waiting.stay_version, extra, TODAY))
    plan = beds.propose(house.work, DESK, (Sleeper("one", "M", 47),), TODAY)[0]
    assert plan.verdict == "full"
    assert (plan.placements[0].bed_id, plan.placements[0].needs_extra, plan.placements[0].room_id) == (
        None,
        True,
        room,
    )


def test_what_speaks_against_a_bed_is_a_warning_in_words(house: House) -> None:
    stay = house.staying("เอก", "ชาย 1-01", sex="M")
    assert beds.fit_warnings(house.work, DESK, stay.id, house.beds["ชาย 2-01"]) == ()
    (warning,) = beds.fit_warnings(house.work, DESK, stay.id, house.beds["หญิง 1-01"])
    assert "หญิง" in warning
    _move(house, stay, "หญิง 1-01")
    assert _tile(house, "หญิง 1-01").short_name == "เอก"


def test_a_child_beside_the_mother_is_no_concern(house: House) -> None:
    mother = house.person("สุดา", sex="F")
    child = house.person("ต้นกล้า", sex="M", birth_precision="YEAR", birth_first_on=TODAY.replace(2018, 1, 1))
    house.family((mother, "HEAD"), (child, "CHILD"))
    house.stay(mother, "ครอบครัว 1-01")
    stay = house.stay(child, "ครอบครัว 1-02")
    assert beds.fit_warnings(house.work, DESK, stay.id, house.beds["ครอบครัว 1-03"]) == ()
    alone = beds.fit_warnings(house.work, DESK, stay.id, house.beds["ครอบครัว 2-01"])
    assert len(alone) == 2


def test_a_move_taken_back_leaves_the_move_planned_for_tomorrow(house: House) -> None:
    stay = house.staying("สมชาย", "ชาย 1-01")
    _move(house, stay, "ชาย 1-02", from_on=TODAY + timedelta(days=1))
    _move(house, stay, "ชาย 1-03")
    assert _tile(house, "ชาย 1-02", 1).state == "free"
    _undo(house)
    assert _tile(house, "ชาย 1-01").stay_id == stay.id
    assert _tile(house, "ชาย 1-02", 1).stay_id == stay.id


def test_beds_that_suit_a_person_are_offered_first(house: House) -> None:
    stay = house.staying("สุดา", "ชาย 1-01", sex="F")
    offered = beds.free_beds(house.work, DESK, TODAY, stay.id)
    assert offered[0].label.startswith("หญิง")
    assert {bed.bed_id for bed in offered} == {bed.bed_id for bed in beds.free_beds(house.work, DESK, TODAY)}
