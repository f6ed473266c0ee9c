"""The list of acts: who sees which, whom they are about, what they changed, whether they hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.models import PersonAddress, Restriction
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.act_history import (
    HistoryFilter,
    HistoryRow,
    acts_there,
    history,
    history_ids,
    what_changed,
)
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.people import EditPerson, create_person, edit_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_contacts import SaveAddress, contacts, save_address
from panpun_desktop.services.person_history import person_history
from panpun_desktop.services.undoing import TakeBack, last_entry, take_back
from tests.builders import TODAY
from tests.centres import OpenCentre

HOUSE = Actor(3, "trainer", "แม่บ้าน", Role.HOUSE)


@pytest.fixture
def edited(centre_session: OpenCentre) -> int:
    """The entry of an edit of somebody's telephone number by the desk."""
    create_person(centre_session.work, centre_session.desk, PersonFacts(first_name="มานี", phone="0811111111"))
    facts = PersonFacts(first_name="มานี", phone="0822222222", sex="F")
    edit_person(centre_session.work, centre_session.desk, EditPerson(1, 1, facts))
    entry = last_entry(centre_session.work)
    assert entry is not None
    return entry


def rows(centre: OpenCentre, by: Actor, **chosen: Any) -> list[HistoryRow]:
    return list(history(centre.work, by, history_ids(centre.work, by, HistoryFilter(**chosen))))


def test_an_act_is_told_with_who_whom_and_what(centre_session: OpenCentre, edited: int) -> None:
    row = rows(centre_session, centre_session.desk)[0]
    assert (row.id, row.words, row.people, row.by) == (
        edited,
        "แก้ไขข้อมูลบุคคล",
        "มานี",
        "สมหญิง แรกรับ",
    )
    assert row.may_reverse
    told = [(one.record, one.fact, one.before, one.after) for one in changed(centre_session, edited)]
    assert ("บุคคล", "โทรศัพท์", "0811111111", "0822222222") in told
    assert ("บุคคล", "เพศ", "ไม่ระบุ", "หญิง") in told


def changed(centre: OpenCentre, entry: int) -> Any:
    return what_changed(centre.work, centre.desk, entry)


def test_a_taken_back_act_says_by_whom(centre_session: OpenCentre, edited: int) -> None:
    take_back(centre_session.work, centre_session.manager, TakeBack(edited))
    row = rows(centre_session, centre_session.desk)[0]
    assert (row.id, row.is_taken_back, row.reversed_by) == (edited, True, "นายจำลอง ข้อมูลทดสอบ")


def test_filters_choose_mine_a_day_and_a_kind(centre_session: OpenCentre, edited: int) -> None:
    centre = centre_session
    edit_settings(centre.work, centre.manager, EditSettings({"program.lock_minutes": 7}, {}))
    assert [row.act for row in rows(centre, centre.manager, mine=True)][:1] == ["setting.edit"]
    assert edited not in [row.id for row in rows(centre, centre.manager, mine=True)]
    assert [row.act for row in rows(centre, centre.desk, act="person.create")] == ["person.create"]
    assert rows(centre, centre.desk, on=TODAY - timedelta(days=1)) == []
    assert edited in [row.id for row in rows(centre, centre.desk, on=TODAY)]
    assert dict(acts_there(centre.work, centre.desk)) == {
        "person.create": "เพิ่มผู้รับบริการในทะเบียน",
        "person.edit": "แก้ไขข้อมูลบุคคล",
    }


def test_everybody_sees_what_they_may_do_themselves(centre_session: OpenCentre, edited: int) -> None:
    centre = centre_session
    edit_settings(centre.work, centre.manager, EditSettings({"program.lock_minutes": 7}, {}))
    assert {row.act for row in rows(centre, centre.desk)} == {"person.create", "person.edit"}
    assert "person.edit" not in {row.act for row in rows(centre, centre.admin)}
    assert {"setting.edit", "person.edit", "user.edit"} <= {row.act for row in rows(centre, centre.manager)}
    assert history(centre.work, centre.admin, [edited]) == ()
    assert what_changed(centre.work, centre.admin, edited) == ()
    assert rows(centre, centre.trainer) == []
    with pytest.raises(NotAllowed):
        history_ids(centre.work, Actor(9, "visitor", "อาสาสมัคร", Role.VOL), HistoryFilter())


def test_a_restricted_person_is_not_told(centre_session: OpenCentre, edited: int) -> None:
    centre = centre_session
    with centre.work.writing(centre.manager, "person.restrict") as session:
        session.add(Restriction(person_id=1, reason_code="SAFETY", roles="SW", since_on=TODAY))
    row = next(one for one in rows(centre, centre.desk) if one.id == edited)
    assert "มานี" not in row.people
    assert row.people
    assert changed(centre, edited) == ()


# what is deleted by taking it back ------------------------------------------------------------------


def save(centre: OpenCentre, person_id: int, house_no: str) -> int:
    """The entry of writing somebody's present address down, or of correcting it."""
    seen = contacts(centre.work, centre.desk, person_id).addresses[2].version
    request = SaveAddress(person_id, "CURRENT", Address(house_no=house_no), seen_version=seen)
    save_address(centre.work, centre.desk, request)
    entry = last_entry(centre.work)
    assert entry is not None
    return entry


@pytest.fixture
def two(centre_session: OpenCentre) -> OpenCentre:
    """มานี, whose address was written, corrected and both taken back, and ปิติ, who got its number."""
    centre = centre_session
    for name in ("มานี", "ปิติ"):
        create_person(centre.work, centre.desk, PersonFacts(first_name=name))
    for entry in reversed([save(centre, 1, "11/1"), save(centre, 1, "11/2")]):
        take_back(centre.work, centre.desk, TakeBack(entry))
    save(centre, 2, "22/2")
    with centre.work.reading(centre.manager, "check.run") as session:
        assert session.scalars(select(PersonAddress.id)).all() == [1], "the number was not given again"
    return centre


def told(centre: OpenCentre, person_id: int) -> list[tuple[str, str, str]]:
    lines = person_history(centre.work, centre.desk, person_id)
    return [(one.part, one.before, one.after) for one in lines if one.label == "บ้านเลขที่"]


def test_what_was_taken_back_stays_in_the_history_of_its_person(two: OpenCentre) -> None:
    assert [(before, after) for _part, before, after in told(two, 1)] == [
        ("11/1", ""),
        ("11/2", "11/1"),
        ("11/1", "11/2"),
        ("", "11/1"),
    ]
    assert {part for part, _before, _after in told(two, 1)} == {"ที่อยู่ (ที่อยู่ปัจจุบัน/จุดที่พบ)"}


def test_a_record_that_got_the_number_of_one_taken_back_has_a_history_of_its_own(two: OpenCentre) -> None:
    assert [(before, after) for _part, before, after in told(two, 2)] == [("", "22/2")]


def test_the_list_of_acts_names_whom_a_deleted_record_was_about(two: OpenCentre) -> None:
    listed = rows(two, two.desk)
    assert [row.people for row in listed[:3]] == ["ปิติ", "มานี", "มานี"]


def test_what_is_deleted_stays_as_protected_as_its_person(two: OpenCentre) -> None:
    corrected = rows(two, two.desk)[1].id
    assert "11/2" in [one.after for one in changed(two, corrected)]
    with two.work.writing(two.manager, "person.restrict") as session:
        session.add(Restriction(person_id=1, reason_code="THREAT", roles="SW", since_on=TODAY))
    assert changed(two, corrected) == ()
    assert "มานี" not in " ".join(row.people for row in rows(two, two.desk))
