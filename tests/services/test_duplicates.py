"""Second registrations are noticed with reasons, for one person, for thousands, and in the whole register."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import select

from panpun_desktop.models import NotSamePerson, PersonName, Restriction
from panpun_desktop.services import people
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.not_same import tell_apart
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.register import register_people
from tests.builders import DESK, MANAGER, TODAY
from tests.names import many_names
from tests.registrations import HELD_OUT, Mix, again, someone, stranger
from tests.services.house import House

ID_1, ID_2 = "1999900000013", "3999900000028"
BORN = {"birth_precision": "DAY", "birth_first_on": date(1990, 5, 12)}


def _reasons(house: House, **facts: object) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = people.possible_duplicates(house.work, DESK, PersonFacts(**facts))  # type: ignore[arg-type]
    return [(one.reasons, one.against) for one in found]


def test_r_per_1_the_reasons_say_what_agrees_and_what_differs(house: House) -> None:
    house.person("สุดา", last_name="ใจดี", nickname="ดา", national_id=ID_1, sex="F", **BORN)
    assert (
        _reasons(house, first_name="สุดา", last_name="ใจดี", nickname="นก", national_id=ID_2, sex="M", **BORN)
        == []
    )
    assert _reasons(house, first_name="สุดา", last_name="ใจดี", nickname="นก", sex="F", **BORN) == [
        (("ชื่อเดียวกัน", "เกิดวันเดียวกัน"), ("ชื่อเล่นต่างกัน",))
    ]


def test_a_first_name_alone_is_no_warning(house: House) -> None:
    house.person("สมชาย", last_name="แสงอรุณ")
    assert _reasons(house, first_name="สมชาย") == []


def test_someone_known_by_a_former_name_is_noticed(house: House) -> None:
    person = house.person("แก้วตา", last_name="มณีโชติ", **BORN)
    with house.writing() as session:
        session.add(PersonName(person_id=person.id, kind="FORMER", text="บุญมา ศรีทอง", name_key="บุญมา ศรีทอง"))
    assert _reasons(house, first_name="บุญมา", last_name="ศรีทอง", **BORN) == [
        (("ชื่อเดียวกัน", "เกิดวันเดียวกัน"), ())
    ]


def test_a_family_name_changed_by_marriage_is_noticed_by_birthday_and_telephone(house: House) -> None:
    house.person("สุดา", last_name="ใจดี", phone="0812345678", sex="F", **BORN)
    ((reasons, _against),) = _reasons(
        house, first_name="สุดา", last_name="แสงอรุณ", phone="081-234-5678", **BORN
    )
    assert "เกิดวันเดียวกัน" in reasons
    assert "โทรศัพท์เดียวกัน" in reasons


def test_r_saf_1_a_protected_person_is_suggested_by_the_whole_number_only(house: House) -> None:
    person = house.person("สุดา", last_name="ลับแล", national_id=ID_1, **BORN)
    with house.writing() as session:
        session.add(Restriction(person_id=person.id, reason_code="VIOLENCE", since_on=TODAY))
    typed = PersonFacts(first_name="สุดา", last_name="ลับแล", **BORN)  # type: ignore[arg-type]
    assert people.possible_duplicates(house.work, DESK, typed) == ()
    assert len(people.possible_duplicates(house.work, MANAGER, typed)) == 1
    numbered = PersonFacts(first_name="สุดา", last_name="ลับแล", national_id=ID_1)
    (found,) = people.possible_duplicates(house.work, DESK, numbered)
    assert (found.hit.name, found.reasons) == ("ผู้รับบริการ (ปกปิด)", ("เลขประจำตัวประชาชนตรงกัน",))


def test_many_rows_get_the_answers_that_each_would_get(house: House) -> None:
    chance, names = random.Random(31), many_names(31)
    known = [someone(names, chance) for _each in range(150)]
    _register(house, known)
    rows = [again(chance.choice(known), names, chance, Mix()) for _each in range(60)]
    together = people.possible_duplicates_of(house.work, DESK, rows)
    assert together == tuple(people.possible_duplicates(house.work, DESK, row) for row in rows)
    assert sum(map(bool, together)) > 40


def test_a_job_tells_how_far_it_is_and_stops_when_told(house: House) -> None:
    rows = [PersonFacts(first_name=f"คน{n}") for n in range(1200)]
    heard: list[tuple[int, int]] = []

    def told(done: int, of: int) -> bool:
        heard.append((done, of))
        return done < 1000

    assert len(people.possible_duplicates_of(house.work, DESK, rows, told)) == 1000
    assert heard == [(500, 1200), (1000, 1200)]


def test_pairs_of_the_register_come_with_the_likeliest_first(house: House) -> None:
    first = house.person("สุดา", last_name="ใจดี", **BORN)
    second = house.person("สุดา", last_name="ไจดี", birth_precision="YEAR", birth_first_on=date(1990, 1, 1))
    third = house.person("สมชาย", last_name="แสงอรุณ", phone="0812345678")
    fourth = house.person("สมชัย", last_name="แสงอรุณ", phone="0812345678")
    house.person("วิชัย", last_name="ทองคำ")
    pairs = people.duplicate_pairs(house.work, DESK)
    assert [(one.one.id, one.other.id) for one in pairs] == [(first.id, second.id), (third.id, fourth.id)]
    assert pairs[0].score >= pairs[1].score >= 30
    assert people.duplicate_pairs(house.work, DESK, limit=1) == pairs[:1]
    tell_apart(house.work, DESK, second.id, [first.id])
    assert people.duplicate_pairs(house.work, DESK) == pairs[1:]


def test_twins_who_came_together_are_never_asked_about(house: House) -> None:
    def twin(name: str, relation: str) -> Member:
        facts = PersonFacts(first_name=name, last_name="ใจดี", sex="F", **BORN)  # type: ignore[arg-type]
        return Member(facts=facts, relation=relation)

    admit(house.work, DESK, AdmitPeople((twin("สุดา", "HEAD"), twin("สุดี", "OTHER")), "COURSE_M", TODAY))
    assert people.duplicate_pairs(house.work, DESK) == ()
    with house.work.reading(DESK, "person.read") as session:
        assert len(session.scalars(select(NotSamePerson.lower_id)).all()) == 1


@pytest.mark.parametrize("seed", [20_261, 20_262])
def test_on_held_out_registrations_most_are_noticed_and_few_new_people_are_bothered(
    house: House, seed: int
) -> None:
    """A small sample; ``tests.benchmarks duplicates`` measures it over 100,000 people."""
    chance, names = random.Random(seed), many_names(seed)
    known = [someone(names, chance) for _each in range(600)]
    ids = _register(house, known)
    meant = chance.sample(range(len(known)), 200)
    rows = [again(known[place], names, chance, HELD_OUT) for place in meant]
    new = [stranger(chance.choice(known), names, chance) for _each in range(200)]
    found = people.possible_duplicates_of(house.work, DESK, [*rows, *new])
    noticed = sum(
        any(one.hit.id == ids[place] for one in answer) for place, answer in zip(meant, found, strict=False)
    )
    assert noticed >= 0.82 * len(meant)
    assert sum(map(bool, found[len(meant) :])) <= 0.1 * len(new)


def _register(house: House, known: list[PersonFacts]) -> list[int]:
    with house.writing() as session:
        return [one.id for one in register_people(session, known, TODAY, read_centre(session))]
