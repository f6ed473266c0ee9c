"""The finder: names in any order and spelling, the other keyboard, birthdays, who comes first."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import select

from panpun_desktop.models import PersonName, PersonPhone, Restriction
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services import people
from panpun_desktop.services.people import PeopleFilter
from panpun_desktop.widgets.keyboard import as_thai_layout
from tests.builders import DESK, MANAGER, NOW, TODAY, TRAINER
from tests.names import many_names
from tests.services.house import House
from tests.slips import slip

PUPILS = 400


def _found(house: House, text: str) -> list[tuple[str, str, str]]:
    return [(hit.name, hit.matched, hit.why) for hit in people.search(house.work, DESK, text)]


def _names(house: House, text: str) -> list[str]:
    return [name for name, _matched, _why in _found(house, text)]


@pytest.mark.parametrize("text", ["แก้วตา มณีโชติ", "มณีโชติ แก้วตา", "แก มณี", "มณี แก้ว", "นางสาวแก้วตา มณี"])
def test_the_words_of_a_name_are_found_in_either_order_and_begun(house: House, text: str) -> None:
    house.person("แก้วตา", title="นางสาว", last_name="มณีโชติ")
    house.person("แก้วใจ", last_name="ดีงาม")
    house.person("ดวงดี", last_name="มณีรัตน์")
    assert _names(house, text) == ["นางสาวแก้วตา มณีโชติ"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("มนีโชติ", "เสียงเดียวกัน"),
        ("มณีโชคิ", "ต่างกัน 1 ตัวอักษร"),
        ("มณีชติ", "ต่างกัน 1 ตัวอักษร"),
        ("มีณโชติ", "ต่างกัน 1 ตัวอักษร"),
    ],
)
def test_a_family_name_alone_is_found_with_a_slip_and_says_why(house: House, text: str, why: str) -> None:
    house.person("แก้วตา", last_name="มณีโชติ")
    house.person("สมชาย", last_name="แสงอรุณ")
    assert _found(house, text) == [("แก้วตา มณีโชติ", "similar", why)]


@pytest.mark.parametrize("text", ["แกวตา มณโชติ", "มนีโชด แก้วดา", "แก้วตามนีโชติ", "มณีโชติแก้วต", "แก้วตาม ณีโชติ"])
def test_slips_in_both_names_or_in_the_space_are_found(house: House, text: str) -> None:
    house.person("แก้วตา", last_name="มณีโชติ")
    house.person("สมชาย", last_name="แสงอรุณ")
    assert _names(house, text) == ["แก้วตา มณีโชติ"]


def test_the_exact_name_comes_before_one_that_sounds_the_same(house: House) -> None:
    house.person("ณัฐ", last_name="ใจดี")
    house.person("นัท", last_name="ใจดี")
    assert _found(house, "นัท ใจดี") == [
        ("นัท ใจดี", "name", ""),
        ("ณัฐ ใจดี", "similar", "เสียงเดียวกัน"),
    ]


def test_who_is_here_comes_first_among_equally_near_names(house: House) -> None:
    house.person("สมชาย", last_name="แสงอรุณ")
    house.staying("สมหมาย", last_name="แสงอรุณ")
    assert _names(house, "แสงอรูณ") == ["สมหมาย แสงอรุณ", "สมชาย แสงอรุณ"]


def test_one_common_family_name_does_not_hide_another_that_is_as_near(house: House) -> None:
    for number in range(12):
        house.person(f"กมล{number}", last_name="มณีใจ")
    house.person("สมชาย", last_name="มณีไข")
    assert "สมชาย มณีไข" in _names(house, "มณีไช")[:3]


@pytest.mark.parametrize("typed", ["lkp", "LKP"])
def test_a_name_typed_under_the_latin_layout_is_found(house: House, typed: str) -> None:
    meant = as_thai_layout(typed)
    house.person(meant, last_name="ชล")
    assert _found(house, typed) == [(f"{meant} ชล", "name", "สลับแป้นภาษา")]


@pytest.mark.parametrize("typed", ["ญุต-จจจๅ", "ยุต-จจจๅ"])
def test_a_register_number_typed_under_the_thai_layout_is_found(house: House, typed: str) -> None:
    typed = typed.replace("-", "ข")
    house.person("แก้วตา")
    assert _found(house, typed) == [("แก้วตา", "regno", "สลับแป้นภาษา")]


def test_a_national_id_typed_under_the_thai_layout_is_found(house: House) -> None:
    house.person("แก้วตา", national_id="1999900000013")
    typed = "1999900000013".translate(str.maketrans("0139", "จๅ-ต"))
    assert _found(house, typed) == [("แก้วตา", "number", "สลับแป้นภาษา")]


@pytest.mark.parametrize(
    "text", ["12/5/2540", "12/5/1997", "๑๒ พ.ค. ๒๕๔๐", "12 พฤษภาคม พ.ศ. 2540", "2540", "1997", "พ.ค. 2540"]
)
def test_a_birthday_finds_in_either_era(house: House, text: str) -> None:
    house.person("แก้วตา", birth_precision="DAY", birth_first_on=date(1997, 5, 12))
    house.person("สมชาย", birth_precision="DAY", birth_first_on=date(1996, 5, 12))
    house.person("สมหมาย")
    assert _found(house, text) == [("แก้วตา", "birth", "")]


def test_a_birth_year_kept_in_the_wrong_era_is_found(house: House) -> None:
    house.person("แก้วตา", birth_precision="DAY", birth_first_on=date(2540, 5, 12))
    assert _names(house, "12/5/2540") == ["แก้วตา"]


def test_a_birth_year_behind_a_name_narrows_it(house: House) -> None:
    for year in (1990, 1997):
        house.person("แก้วตา", last_name=f"ปี{year}", birth_precision="YEAR", birth_first_on=date(year, 1, 1))
    assert _names(house, "แก้ว 2540") == ["แก้วตา ปี1997"]
    assert _names(house, "แกวดา 1990") == ["แก้วตา ปี1990"]


def test_the_list_is_filtered_by_the_same_finder(house: House) -> None:
    house.person("แก้วตา", last_name="มณีโชติ")
    house.person("แก้ว", last_name="มณีใส")
    for text, expected in {"มณี แก้วต": 1, "c]h;9k": 1, "มนีโชติ": 1, "มณี": 2}.items():
        chosen = PeopleFilter(text=text, present_only=False)
        assert people.count_people(house.work, DESK, chosen) == expected, text


def test_most_names_with_one_slip_are_found(house: House) -> None:
    """The full measure over 100,000 people is ``tests.benchmarks recall``."""
    chance, names = random.Random(4242), many_names(4242)
    everyone = [names.full(chance) for _each in range(PUPILS)]
    with house.writing() as session:
        from panpun_desktop.services.centre import read_centre
        from panpun_desktop.services.people_rows import PersonFacts
        from panpun_desktop.services.register import register_people

        facts = [PersonFacts(first_name=first, last_name=last, sex=sex) for first, last, sex in everyone]
        register_people(session, facts, date(2026, 11, 21), read_centre(session))
    asked = [everyone[chance.randrange(PUPILS)] for _each in range(80)]
    found = sum(
        f"{first} {last}" in _names(house, slip(f"{first} {last}", chance)) for first, last, _sex in asked
    )
    assert found >= 79


# --- other names, telephones, protected people ----------------------------------------------------


def test_a_former_name_finds_and_is_named(house: House) -> None:
    person = house.person("แก้วตา", last_name="มณีโชติ")
    assert _names(house, "บุญมา") == []
    with house.writing() as session:
        session.add(PersonName(person_id=person.id, kind="FORMER", text="บุญมา ศรีทอง", name_key="บุญมา ศรีทอง"))
    for text in ("บุญมา", "ศรีทอง บุญ", "บุญมาศรี"):
        assert _found(house, text) == [("แก้วตา มณีโชติ", "alias", "ชื่อเดิม บุญมา ศรีทอง")]
    (found,) = _found(house, "บุนมา สรีทอง")
    assert found == ("แก้วตา มณีโชติ", "similar", "ชื่อเดิม บุญมา ศรีทอง · เสียงเดียวกัน")
    with house.writing() as session:
        session.scalars(select(PersonName)).one().voided_at = NOW
    assert _names(house, "บุญมา") == []


def test_any_telephone_of_a_person_finds_them(house: House) -> None:
    person = house.person("แก้วตา", phone="081-234-5678")
    with house.writing() as session:
        session.add(PersonPhone(person_id=person.id, number="02 999 8877"))
    assert _found(house, "0812345") == [("แก้วตา", "phone", "")]
    assert _found(house, "029998877") == [("แก้วตา", "phone", "")]


@pytest.fixture
def protected(house: House) -> House:
    """A survivor in a bed whom the desk sees masked, a trainer not at all."""
    facts = {"title": "นาง", "last_name": "ลับแล", "nickname": "แก้ว", "national_id": "1999900000013"}
    stay = house.staying("มะลิ", "หญิง 1-02", sex="F", phone="0812345678", **facts)
    with house.writing() as session:
        session.add(Restriction(person_id=stay.person_id, reason_code="VIOLENCE", since_on=TODAY))
    return house


@pytest.mark.parametrize("text", ["มะลิ", "ลับแล", "มะริ", "แก้ว", "19999", "0812345678", "หญิง 1-02", "P69-00"])
@pytest.mark.parametrize("by", [DESK, TRAINER])
def test_r_saf_1_a_protected_person_is_not_found_by_what_is_known_of_them(
    protected: House, by: Actor, text: str
) -> None:
    assert people.search(protected.work, by, text) == ()
    chosen = PeopleFilter(text=text, present_only=False)
    assert people.count_people(protected.work, DESK, chosen) == 0


@pytest.mark.parametrize("text", ["1999900000013", "1-9999-00000-01-3", "p69-0001", "๑๙๙๙๙๐๐๐๐๐๐๑๓"])
def test_r_saf_1_the_whole_number_finds_a_masked_line_for_who_may_see_that(
    protected: House, text: str
) -> None:
    (hit,) = people.search(protected.work, DESK, text)
    assert (hit.name, hit.nickname, hit.age) == ("ผู้รับบริการ (ปกปิด)", "", None)
    assert (hit.regno, hit.bed, hit.service_type) == ("P69-0001", "หญิง 1-02", "TRIAL")
    assert people.search(protected.work, TRAINER, text) == ()


def test_r_saf_1_who_may_see_everything_finds_as_always(protected: House) -> None:
    assert [hit.name for hit in people.search(protected.work, MANAGER, "ลับแล")] == ["นางมะลิ ลับแล"]


def test_r_saf_1_a_trainer_named_for_the_person_finds_the_first_name_only(protected: House) -> None:
    with protected.writing() as session:
        session.scalars(select(Restriction)).one().roles = "TRAINER"
    assert [hit.name for hit in people.search(protected.work, TRAINER, "มะ")] == ["มะลิ"]
    assert people.search(protected.work, TRAINER, "ลับแล") == ()
    assert people.search(protected.work, TRAINER, "มะลิ ลับ") == ()
