"""People said to be different people, and the list of a person's stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import EditConflict, NotAllowed
from panpun_desktop.models import NotSamePerson
from panpun_desktop.services.not_same import tell_apart
from panpun_desktop.services.people import (
    EditPerson,
    PersonFacts,
    create_person,
    edit_person,
    facts_of,
    possible_duplicates,
)
from panpun_desktop.services.person_stays import list_person_stays
from tests.builders import ADMIN, DESK

FACTS = PersonFacts(first_name="แก้วตา", last_name="มณีโชติ", sex="F")


def pairs(house):
    with house.work.reading(DESK, "person.read") as session:
        return session.execute(select(NotSamePerson.lower_id, NotSamePerson.higher_id)).all()


def test_r_per_1_someone_said_to_be_another_person_is_not_suggested_again(house):
    known = house.person("แก้วตา", last_name="มณีโชติ", sex="F")
    changes = create_person(house.work, DESK, FACTS, not_same_as=[known.id])
    (new_id,) = changes.people
    assert possible_duplicates(house.work, DESK, FACTS, new_id) == ()
    assert pairs(house) == [(known.id, new_id)]


def test_saying_it_twice_keeps_it_once(house):
    one, other = house.person("กมล"), house.person("กมลา")
    tell_apart(house.work, DESK, other.id, [one.id])
    tell_apart(house.work, DESK, one.id, [other.id])
    assert pairs(house) == [(one.id, other.id)]


def test_a_refused_edit_says_nothing_about_others(house):
    one, other = house.person("กมล"), house.person("กมลา")
    with pytest.raises(EditConflict):
        edit_person(house.work, DESK, EditPerson(one.id, 99, facts_of(one)), [other.id])
    assert pairs(house) == []


def test_stays_of_a_person_come_newest_first_with_their_nights(house):
    person = house.person("สมชาย", sex="M")
    house.stay(person, arrived_on=date(2026, 10, 1), left_on=date(2026, 10, 20), outcome="HOME")
    house.stay(person, days=3, service_type="COURSE_S")
    rows = list_person_stays(house.work, DESK, person.id)
    assert [(row.arrived_on, row.left_on, row.nights) for row in rows] == [
        (date(2026, 11, 19), None, 2),
        (date(2026, 10, 1), date(2026, 10, 20), 19),
    ]
    assert [row.services for row in rows] == ["ระยะสั้น", "ทดลองอยู่"]
    assert rows[1].outcome == "กลับภูมิลำเนา"


def test_the_administrator_sees_no_stays(house):
    with pytest.raises(NotAllowed):
        list_person_stays(house.work, ADMIN, 1)
