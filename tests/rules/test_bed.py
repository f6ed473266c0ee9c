"""Rooms that suit, and beds for a whole family (decision 5, R-FAM-2, R-OVR-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.bed import FreeBed, Room, Sleeper, fit_concerns, may_sleep_there, misfits
from panpun_desktop.rules.bed_plan import BedPlan, Verdict, propose
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.limits import Limits

LIMITS = Limits.delivered()
MOTHER = Sleeper("mother", "F", 36, family="a")
FATHER = Sleeper("father", "M", 39, family="a")
BOY = Sleeper("boy", "M", 8, family="a")
GIRL = Sleeper("girl", "F", 3, family="a")
INFANT = Sleeper("infant", "F", 1, may_share=True, family="a")
FAMILY = [MOTHER, FATHER, BOY, GIRL]
MAN = Sleeper("man", "M", 47)
WOMAN = Sleeper("woman", "F", 22)


def room(room_id: int, use: RoomUse, free: int, beds: int = 6, occupants: tuple[Sleeper, ...] = ()) -> Room:
    """A room whose first beds are free."""
    name = f"{use.lower()} {room_id}"
    open_beds = tuple(FreeBed(room_id * 10 + n, f"{name}-{n:02d}") for n in range(1, free + 1))
    return Room(room_id, name, use, beds, open_beds, occupants)


HOUSE = [
    room(1, RoomUse.MALE, 1),
    room(2, RoomUse.MALE, 3),
    room(3, RoomUse.FEMALE, 2),
    room(4, RoomUse.FAMILY, 2, 4, (Sleeper("x", "F", 30, family="x"), Sleeper("y", "F", 9, family="x"))),
    room(5, RoomUse.FAMILY, 4, 4),
]


def reasons(person: Sleeper, use: RoomUse, *with_them: Sleeper) -> list[str]:
    """What speaks against an empty room of this use."""
    return [one.reason for one in misfits(person, room(1, use, 6), with_them, LIMITS)]


@pytest.mark.parametrize(
    ("person", "use", "expected"),
    [
        (MAN, RoomUse.MALE, []),
        (MAN, RoomUse.FEMALE, ["เป็นห้องสำหรับผู้หญิง"]),
        (WOMAN, RoomUse.MALE, ["เป็นห้องสำหรับผู้ชาย"]),
        (WOMAN, RoomUse.ANY, []),
        (WOMAN, RoomUse.FAMILY, ["เป็นห้องสำหรับครอบครัว"]),
        (WOMAN, RoomUse.CARE, ["เป็นห้องแยกดูแล"]),
        (Sleeper("u", "U", 40), RoomUse.MALE, ["ไม่ได้ระบุเพศ โปรดพิจารณาห้องที่เหมาะสม"]),
        (Sleeper("u", "U", None), RoomUse.ANY, []),
        (Sleeper("b", "M", 15), RoomUse.MALE, ["เด็กต้องมีผู้ใหญ่ในครอบครัวอยู่ร่วมห้อง"]),
    ],
)
def test_a_room_that_does_not_suit_says_why(person: Sleeper, use: RoomUse, expected: list[str]) -> None:
    assert reasons(person, use) == expected


def test_a_small_boy_may_sleep_in_the_womens_room_with_his_mother() -> None:
    small = Sleeper("small", "M", 6, family="a")
    assert reasons(small, RoomUse.FEMALE, MOTHER) == []
    assert reasons(BOY, RoomUse.FEMALE, MOTHER) == ["เป็นห้องสำหรับผู้หญิง"]


def test_a_minor_joins_an_adult_of_the_family_who_sleeps_there() -> None:
    with_mother = room(1, RoomUse.FAMILY, 2, 4, (MOTHER,))
    with_stranger = room(1, RoomUse.FAMILY, 2, 4, (WOMAN,))
    assert misfits(BOY, with_mother, [], LIMITS) == ()
    assert [one.rule_id for one in misfits(BOY, with_stranger, [], LIMITS)] == ["R-BED-1", "R-BED-2"]


def test_a_misfit_is_a_warning_and_never_more() -> None:
    found = fit_concerns(MAN, room(1, RoomUse.FEMALE, 1), [], LIMITS)
    assert [(one.level, one.subject, one.rule_id) for one in found] == [("warn", "man", "R-BED-1")]


def test_a_bed_is_free_from_the_night_its_last_use_ends() -> None:
    uses = [(date(2026, 11, 1), date(2026, 11, 10)), (date(2026, 11, 20), None)]
    assert may_sleep_there(uses, date(2026, 11, 10), date(2026, 11, 20))
    assert not may_sleep_there(uses, date(2026, 11, 9), date(2026, 11, 12))
    assert not may_sleep_there(uses, date(2026, 11, 10), None)
    assert may_sleep_there([(date(2026, 11, 12), date(2026, 11, 12))], date(2026, 11, 10), None)


def beds_of(plan: BedPlan) -> dict[str, int | None]:
    """Who gets which bed."""
    return {one.key: one.bed_id for one in plan.placements}


def test_r_fam_2_a_family_of_four_gets_the_family_room_that_holds_them_all() -> None:
    best = propose(FAMILY, HOUSE, LIMITS)[0]
    assert (best.title, best.verdict, best.is_together) == ("family 5 · ว่าง 4/4 เตียง", Verdict.FITS, True)
    assert beds_of(best) == {"mother": 51, "father": 52, "boy": 53, "girl": 54}
    assert best.reasons == ("อยู่ห้องเดียวกันทั้งครอบครัว",)


def test_single_people_get_a_room_of_their_sex() -> None:
    assert propose([MAN], HOUSE, LIMITS)[0].title == "male 1 · ว่าง 1/6 เตียง"
    assert propose([WOMAN], HOUSE, LIMITS)[0].title == "female 3 · ว่าง 2/6 เตียง"
    assert propose([WOMAN], HOUSE[:2], LIMITS)[0].verdict is Verdict.WARN


def test_a_room_for_the_other_sex_is_marked_and_a_mattress_goes_elsewhere() -> None:
    (alone, *_) = propose([WOMAN], HOUSE[:1], LIMITS)
    assert alone.placements[0].is_left_to_choice
    assert not propose([MAN], HOUSE[:1], LIMITS)[0].placements[0].is_left_to_choice
    full = [room(1, RoomUse.MALE, 0), room(3, RoomUse.FEMALE, 0)]
    (extra,) = propose([WOMAN], full, LIMITS)[0].placements
    assert (extra.room_id, extra.is_left_to_choice) == (3, False)


def test_a_family_room_is_left_to_choice_for_one_grown_person_only() -> None:
    full = [room(1, RoomUse.MALE, 0), room(3, RoomUse.FEMALE, 0), room(5, RoomUse.FAMILY, 4, 4)]
    for one in (MAN, WOMAN):
        best = propose([one], full, LIMITS)[0]
        assert (best.placements[0].room_id, best.placements[0].is_left_to_choice) == (5, True)
        assert best.reasons == ("เป็นห้องสำหรับครอบครัว",), "it may still be chosen, with the warning"
    for group in (FAMILY, [MOTHER, INFANT], [Sleeper("child", "M", 12)]):
        assert not any(one.is_left_to_choice for one in propose(group, full, LIMITS)[0].placements)
    joins = room(5, RoomUse.FAMILY, 1, 4, (replace(MOTHER, family="f"),))
    assert not propose([replace(FATHER, family="f")], [joins], LIMITS)[0].placements[0].is_left_to_choice
    nothing_free = [room(5, RoomUse.FAMILY, 0, 4), room(1, RoomUse.MALE, 0)]
    (extra,) = propose([MAN], nothing_free, LIMITS)[0].placements
    assert (extra.room_id, extra.is_left_to_choice) == (1, False), "the mattress goes into the men's room"


def test_r_fam_2_an_infant_shares_with_the_mother_and_takes_no_bed() -> None:
    best = propose([FATHER, MOTHER, INFANT], HOUSE, LIMITS)[0]
    infant = best.placements[2]
    assert (infant.bed_id, infant.shares_with, infant.fits) == (None, "mother", True)
    assert (best.verdict, best.is_together) == (Verdict.FITS, True)
    assert len({one.bed_id for one in best.placements[:2]}) == 2


def test_a_mother_with_an_infant_takes_one_bed_and_is_a_family() -> None:
    best = propose([MOTHER, INFANT], HOUSE, LIMITS)[0]
    assert best.verdict is Verdict.FITS
    assert best.placements[0].room_id == 5


def test_a_family_too_large_for_one_room_keeps_the_children_with_an_adult() -> None:
    rooms = [room(1, RoomUse.MALE, 2), room(2, RoomUse.FAMILY, 3, 4)]
    best = propose(FAMILY, rooms, LIMITS)[0]
    places = {one.key: one.room_id for one in best.placements}
    assert places == {"mother": 2, "boy": 2, "girl": 2, "father": 1}
    assert best.verdict is Verdict.FITS
    assert best.reasons == ("ครอบครัวอยู่คนละห้อง",)


def test_r_ovr_3_a_full_house_proposes_extra_mattresses_and_refuses_nobody() -> None:
    full = [room(1, RoomUse.FAMILY, 0, 4)]
    best = propose(FAMILY, full, LIMITS)[0]
    assert (best.verdict, best.title) == (Verdict.FULL, "ที่พักเต็ม")
    assert all(one.needs_extra and one.room_id == 1 for one in best.placements)
    assert best.placements[0].reasons == ("ไม่มีเตียงว่าง เสนอที่นอนเสริม",)
    assert propose([MAN], [], LIMITS)[0].verdict is Verdict.FULL


def test_one_bed_too_few_adds_one_mattress_beside_the_family() -> None:
    best = propose(FAMILY, [room(2, RoomUse.FAMILY, 3, 4)], LIMITS)[0]
    assert [one.needs_extra for one in best.placements].count(True) == 1
    assert {one.room_id for one in best.placements} == {2}


def test_nobody_to_place_is_a_plan_without_places() -> None:
    (plan,) = propose([], HOUSE, LIMITS)
    assert plan.placements == ()


SLEEPERS = st.builds(
    Sleeper,
    key=st.uuids().map(str),
    sex=st.sampled_from("MFU"),
    age=st.none() | st.integers(0, 90),
    may_share=st.booleans(),
    family=st.just("f"),
)
ROOMS = st.lists(st.tuples(st.sampled_from(list(RoomUse)), st.integers(0, 5)), max_size=6)


@settings(max_examples=200, deadline=None)
@given(sleepers=st.lists(SLEEPERS, min_size=1, max_size=7), kinds=ROOMS)
def test_every_plan_places_everyone_once_and_no_two_in_a_bed(
    sleepers: list[Sleeper], kinds: list[tuple[RoomUse, int]]
) -> None:
    rooms = [room(number, use, free) for number, (use, free) in enumerate(kinds, start=1)]
    known = {bed.bed_id for one in rooms for bed in one.free}
    for plan in propose(sleepers, rooms, LIMITS):
        assert [one.key for one in plan.placements] == [one.key for one in sleepers]
        given_beds = [one.bed_id for one in plan.placements if one.bed_id is not None]
        assert len(given_beds) == len(set(given_beds))
        assert set(given_beds) <= known
        assert all(one.bed_id or one.shares_with or one.needs_extra for one in plan.placements)
        assert (plan.verdict is Verdict.FULL) == any(one.needs_extra for one in plan.placements)


@settings(max_examples=200, deadline=None)
@given(sleepers=st.lists(SLEEPERS, min_size=1, max_size=5), kinds=ROOMS)
def test_a_full_plan_comes_first_only_where_beds_are_too_few(
    sleepers: list[Sleeper], kinds: list[tuple[RoomUse, int]]
) -> None:
    rooms = [room(number, use, free) for number, (use, free) in enumerate(kinds, start=1)]
    best = propose(sleepers, rooms, LIMITS)[0]
    sharing = sum(one.shares_with is not None for one in best.placements)
    free = sum(len(one.free) for one in rooms)
    assert (best.verdict is Verdict.FULL) == (free < len(sleepers) - sharing)
