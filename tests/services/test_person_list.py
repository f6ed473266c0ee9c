"""The filters and orders of the register list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.models import Restriction
from panpun_desktop.rules.birth import Birth, BirthPrecision, age_on
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services import people
from panpun_desktop.services.people import PeopleFilter, PersonRow
from panpun_desktop.services.person_sorting import _SORTS
from tests.builders import DESK, MANAGER, TODAY, TRAINER
from tests.services.house import House


def _found(house: House, **chosen: object) -> set[str]:
    """First names of those found, whether they stay or not unless the filter says so."""
    asked = PeopleFilter(**{"present_only": False, **chosen})  # type: ignore[arg-type]
    found = people.found_people(house.work, DESK, asked)
    rows = people.rows_of_people(house.work, DESK, found.ids)
    assert people.count_people(house.work, DESK, asked) == len(found.ids)
    return {row.name for row in rows}


def _born(day: date) -> dict[str, object]:
    return {"birth_precision": "DAY", "birth_first_on": day}


@pytest.fixture
def history(house: House) -> House:
    """One who stays, one who left, one who left and is back, one who never stayed."""
    house.staying("อยู่", "ชาย 1-01", days=5)
    gone, back = house.person("ออก"), house.person("กลับ")
    for one, left in ((gone, date(2026, 10, 20)), (back, date(2026, 9, 30))):
        house.stay(one, arrived_on=left - timedelta(days=5), left_on=left, outcome="HOME")
    house.stay(back, "หญิง 1-01", days=2)
    house.person("จด")
    return house


def test_present_left_and_never_stayed_are_three_lists(history: House) -> None:
    assert _found(history, present_only=True) == {"อยู่", "กลับ"}
    assert _found(history, left_only=True) == {"ออก"}
    assert _found(history, never_stayed=True) == {"จด"}
    assert len(_found(history)) == 4


def test_a_period_of_leaving_holds_its_first_and_last_day(history: House) -> None:
    day = date(2026, 10, 20)
    assert _found(history, left_from_on=day, left_until_on=day) == {"ออก"}
    assert _found(history, left_from_on=day + timedelta(days=1)) == set()
    assert _found(history, left_until_on=date(2026, 10, 19)) == {"กลับ"}


def test_the_whole_register_is_counted_beside_what_was_found(history: House) -> None:
    found = people.found_people(history.work, DESK, PeopleFilter())
    assert (len(found.ids), found.everyone) == (2, 4)


def test_a_building_holds_who_sleeps_there_and_who_shares(house: House) -> None:
    house.staying("นอน", "ชาย 1-01")
    house.staying("ไม่มีเตียง")
    (building,) = {row.id for row in people_buildings(house)}
    assert _found(house, buildings=(building,)) == {"นอน"}
    assert _found(house, buildings=(building + 1,)) == set()


def people_buildings(house: House):  # type: ignore[no-untyped-def]
    from panpun_desktop.services.buildings import list_buildings

    return list_buildings(house.work, DESK)


@pytest.mark.parametrize("first", [date(2008, 11, 21), date(2008, 11, 22), date(2020, 2, 29)])
def test_r_age_2_ages_are_those_of_the_rules(house: House, first: date) -> None:
    house.person("คน", **_born(first))
    age = age_on(Birth(BirthPrecision.DAY, first), TODAY) or 0
    assert bool(_found(house, minors_only=True)) == (age < 18)
    for band in people_bands(house):
        assert bool(_found(house, age_bands=(band.code,))) == band.holds(age)


def people_bands(house: House):  # type: ignore[no-untyped-def]
    from panpun_desktop.services.centre import centre

    return centre(house.work, DESK).limits.age_bands


def test_who_has_no_birth_or_no_number_is_found_by_that(house: House) -> None:
    house.person("ครบ", national_id="1999900000013", **_born(date(1990, 1, 1)))
    house.person("ขาด")
    assert _found(house, without_number=True) == {"ขาด"}
    assert _found(house, without_birth=True) == {"ขาด"}
    assert _found(house, age_bands=("unknown",)) == {"ขาด"}


def test_civil_status_and_chosen_people_narrow_together(house: House) -> None:
    first = house.person("ก", civil_status="THAI", sex="F")
    second = house.person("ข", civil_status="THAI", sex="M")
    house.person("ค", sex="M")
    assert _found(house, civil_statuses=("THAI",)) == {"ก", "ข"}
    assert _found(house, civil_statuses=("THAI",), sexes=("M",)) == {"ข"}
    assert _found(house, among=frozenset({first.id, second.id}), sexes=("F",)) == {"ก"}


def test_a_sensitive_target_group_finds_nobody_for_those_who_may_not_see_it(house: House) -> None:
    house.person("ก", codes={"target_group": ("POOR", "HIV")})
    house.person("ข", codes={"target_group": ("HOMELESS",)})
    assert _found(house, target_groups=("POOR",)) == {"ก"}
    assert _found(house, target_groups=("POOR", "HOMELESS")) == {"ก", "ข"}
    assert _found(house, target_groups=("HIV",)) == set()
    asked = PeopleFilter(present_only=False, target_groups=("HIV",))
    assert people.count_people(house.work, MANAGER, asked) == 1


def test_people_with_a_task_of_today_are_found(house: House) -> None:
    house.staying("เตียงว่าง", "")
    house.staying("ครบ", "ชาย 1-01", days=10)
    house.staying("สบาย", "ชาย 1-02", days=2, **_born(date(1990, 1, 1)))
    found = _found(house, with_tasks=True)
    assert "ครบ" in found
    assert "สบาย" not in found


@pytest.mark.parametrize("sort", _SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_lists_everyone_once(history: House, sort: str, descending: bool) -> None:
    found = people.found_people(history.work, DESK, PeopleFilter(present_only=False), sort, descending)
    assert sorted(found.ids) == sorted(set(found.ids))
    assert len(found.ids) == 4


def test_provinces_sort_as_a_thai_dictionary_does_and_unknown_ones_last(house: House) -> None:
    for name, province in (("ก", "สงขลา"), ("ข", "กระบี่"), ("ค", None), ("ง", "เลย")):
        code = next((one for one, label in _provinces(house).items() if label == province), None)
        house.person(name, home_province=code)
    for descending, expected in ((False, ["ข", "ง", "ก", "ค"]), (True, ["ก", "ง", "ข", "ค"])):
        rows = people.list_people(house.work, DESK, PeopleFilter(present_only=False), "province", descending)
        assert [row.name for row in rows] == expected


def _provinces(house: House) -> dict[str, str]:
    from panpun_desktop.services.centre import centre

    return centre(house.work, DESK).codes["province"]


def test_numbers_are_whole_for_those_who_may_read_them_and_masked_for_others(house: House) -> None:
    person = house.person("มีเลข", national_id="1999900000013", phone="0812345678")
    (whole,) = people.rows_of_people(house.work, DESK, [person.id])
    (masked,) = people.rows_of_people(house.work, TRAINER, [person.id])
    assert (whole.national_id, whole.phone) == ("1-9999-00000-01-3", "0812345678")
    assert (masked.national_id, masked.phone) == ("1-9xxx-xxxxx-xx-3", "")


def test_a_row_tells_how_the_last_stay_ended(history: House) -> None:
    (row,) = people.list_people(history.work, DESK, PeopleFilter(left_only=True, present_only=False))
    assert (row.outcome, row.left_on, row.stay_id) == ("HOME", date(2026, 10, 20), None)


# --- restricted people (R-SAF-1) ----------------------------------------------------------------


@pytest.fixture
def protected(house: House) -> House:
    """One masked or hidden by role, between two whom everyone sees."""
    house.staying("กานดา", "หญิง 1-01", days=3, sex="F")
    who = house.person("ขวัญใจ", nickname="ขวัญ", national_id="1999900000013", sex="F", civil_status="THAI")
    house.stay(who, "หญิง 1-02", days=9)
    house.staying("คำแพง", "หญิง 1-03", days=5, sex="F", civil_status="THAI")
    with house.writing() as session:
        session.add(Restriction(person_id=who.id, reason_code="VIOLENCE", since_on=TODAY))
    return house


def _rows(house: House, by: Actor = DESK, sort: str = "regno", **chosen: object) -> list[PersonRow]:
    asked = PeopleFilter(**{"present_only": False, **chosen})  # type: ignore[arg-type]
    found = people.found_people(house.work, by, asked, sort, False)
    return list(people.rows_of_people(house.work, by, found.ids))


def test_r_saf_1_a_masked_line_shows_number_service_day_and_bed_only(protected: House) -> None:
    row = next(row for row in _rows(protected) if row.is_masked)
    assert (row.name, row.nickname, row.national_id, row.age) == ("ผู้รับบริการ (ปกปิด)", "", "", None)
    assert (row.bed, row.day, row.service_type) == ("หญิง 1-02", 9, "TRIAL")
    assert "ขวัญ" not in repr(row)


def test_r_saf_1_who_has_no_need_has_no_line_but_the_total_counts(protected: House) -> None:
    assert [row.name for row in _rows(protected, TRAINER)] == ["กานดา", "คำแพง"]
    found = people.found_people(protected.work, TRAINER, PeopleFilter())
    assert (len(found.ids), found.everyone) == (2, 3)


def test_r_saf_1_neither_order_nor_filter_tells_of_a_masked_person(protected: House) -> None:
    assert [row.is_masked for row in _rows(protected, sort="name")] == [False, False, True]
    assert [row.name for row in _rows(protected, civil_statuses=("THAI",))] == ["คำแพง"]
    assert _rows(protected, text="ขวัญ") == []


def test_r_saf_1_an_exact_number_finds_the_masked_line(protected: House) -> None:
    assert [row.is_masked for row in _rows(protected, text="1-9999-00000-01-3")] == [True]
    assert [row.is_masked for row in _rows(protected, text="P69-0002")] == [True]


def test_r_saf_1_the_manager_sees_the_person(protected: House) -> None:
    assert [row.name for row in _rows(protected, MANAGER, text="ขวัญ")] == ["ขวัญใจ"]
