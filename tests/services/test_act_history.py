"""The list of acts: who sees which, whom they are about, what they changed, whether they hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.models import Restriction
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
    with pytest.raises(NotAllowed):
        history_ids(centre.work, centre.trainer, HistoryFilter())


def test_a_restricted_person_is_not_told(centre_session: OpenCentre, edited: int) -> None:
    centre = centre_session
    with centre.work.writing(centre.manager, "person.restrict") as session:
        session.add(Restriction(person_id=1, reason_code="SAFETY", roles="SW", since_on=TODAY))
    row = next(one for one in rows(centre, centre.desk) if one.id == edited)
    assert "มานี" not in row.people
    assert row.people
    assert changed(centre, edited) == ()
