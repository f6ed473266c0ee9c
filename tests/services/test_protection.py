"""People whose presence is protected: who sees how much of them, and what that never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people
from panpun_desktop.services.access import AccessFilter, list_access
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import MoveBed, Sleeper, board, fit_warnings, move_bed, propose
from panpun_desktop.services.break_glass import (
    Acknowledge,
    OpenMasked,
    acknowledge_openings,
    list_openings,
    open_masked,
)
from panpun_desktop.services.buildings import SaveBuilding, SaveRoom, list_buildings, save_building, save_room
from panpun_desktop.services.keeping_apart import KeepPeopleApart, keep_people_apart, list_apart
from panpun_desktop.services.people_rows import PeopleFilter, PersonFacts
from panpun_desktop.services.restrictions import (
    LiftRestriction,
    RestrictPeople,
    lift_restriction,
    protection_of,
    restrict_people,
)
from panpun_desktop.services.today import today
from tests.builders import TODAY
from tests.centres import OpenCentre

NUMBER = "1999900012348"
MASKED = "ผู้รับบริการ (ปกปิด)"


def of(role: Role, id: int = 40) -> Actor:
    return Actor(id, role.lower(), "ผู้ทดสอบ", role)


SW = of(Role.SW)


@pytest.fixture
def opened(centre_session: OpenCentre) -> OpenCentre:
    return centre_session


@pytest.fixture
def woman(opened: OpenCentre) -> int:
    """A protected woman in a bed."""
    facts = PersonFacts(
        title="นาง", first_name="กรรณิการ์", last_name="ซ่อนเร้น", nickname="กรรณ", sex="F", national_id=NUMBER
    )
    member = Member(facts=facts, bed_id=opened.bed("หญิง 1-01"))
    came = admit(opened.work, opened.desk, AdmitPeople((member,), "TRIAL", TODAY))
    restrict_people(opened.work, SW, RestrictPeople(came.person_ids, "VIOLENCE", "คดีในศาล"))
    return came.person_ids[0]


def names(opened: OpenCentre, by: Actor, **chosen: object) -> list[str]:
    return [one.name for one in people.list_people(opened.work, by, PeopleFilter(**chosen))]  # type: ignore[arg-type]


def test_the_list_names_her_to_those_who_work_on_the_case(opened: OpenCentre, woman: int) -> None:
    assert names(opened, SW) == ["นางกรรณิการ์ ซ่อนเร้น"]


def test_the_desk_sees_one_line_without_a_name(opened: OpenCentre, woman: int) -> None:
    (row,) = people.list_people(opened.work, opened.desk, PeopleFilter())
    assert (row.name, row.nickname, row.age, row.phone) == (MASKED, "", None, "")
    assert (row.service_type, row.day, row.bed) == ("TRIAL", 1, "หญิง 1-01")
    assert row.regno


@pytest.mark.parametrize("text", ["กรรณ", "ซ่อน", NUMBER[:6]])
def test_the_desk_does_not_find_her_by_what_is_masked(opened: OpenCentre, woman: int, text: str) -> None:
    assert names(opened, opened.desk, text=text) == []
    assert people.search(opened.work, opened.desk, text) == ()
    assert names(opened, SW, text=text) != []
    assert people.search(opened.work, SW, text) != ()


def test_an_exact_number_finds_the_masked_line(opened: OpenCentre, woman: int) -> None:
    (row,) = people.list_people(opened.work, opened.desk, PeopleFilter())
    for text in (NUMBER, row.regno):
        assert names(opened, opened.desk, text=text) == [MASKED]
        assert [one.name for one in people.search(opened.work, opened.desk, text)] == [MASKED]


def test_for_those_without_need_she_is_not_there(opened: OpenCentre, woman: int) -> None:
    assert names(opened, opened.trainer) == []
    assert people.count_people(opened.work, opened.trainer, PeopleFilter()) == 0
    assert people.search(opened.work, opened.trainer, NUMBER) == ()
    with pytest.raises(RuleBroken) as refused:
        people.person_panel(opened.work, opened.trainer, woman)
    assert refused.value.id == "record.missing"


def test_her_bed_is_taken_and_no_more_is_told(opened: OpenCentre, woman: int) -> None:
    tiles = [tile for room in board(opened.work, opened.trainer, TODAY).rooms for tile in room.tiles]
    (tile,) = [tile for tile in tiles if tile.state == "taken"]
    assert (tile.name, tile.regno, tile.person_id, tile.stay_id) == ("มีผู้พัก", "", None, None)


def test_figures_and_the_balance_are_the_same_for_everybody(opened: OpenCentre, woman: int) -> None:
    seen = [today(opened.work, by) for by in (opened.manager, opened.desk, opened.trainer)]
    assert seen[0].figures == seen[1].figures == seen[2].figures
    assert seen[0].balance == seen[1].balance == seen[2].balance
    assert [one.people for one in seen[0].forecast] == [one.people for one in seen[2].forecast]


def test_a_trainer_named_for_her_sees_the_first_name_alone(opened: OpenCentre, woman: int) -> None:
    version = protection_of(opened.work, SW, woman).version
    again = RestrictPeople((woman,), "VIOLENCE", roles=("TRAINER",), seen_version=version)
    restrict_people(opened.work, SW, again)
    (row,) = people.list_people(opened.work, opened.trainer, PeopleFilter())
    assert (row.name, row.regno) == ("กรรณิการ์", "")


def test_lists_on_paper_name_her_to_nobody(opened: OpenCentre, woman: int) -> None:
    said = runner.facts(opened.work, opened.manager, "census", {"day": TODAY})
    assert [one["name"] for one in said["people"]] == [MASKED]


def test_a_paper_about_her_is_refused_until_the_glass_is_broken(opened: OpenCentre, woman: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        runner.render(opened.work, opened.desk, "intake_form", {"person_id": woman})
    assert refused.value.id == "person.masked"
    open_masked(opened.work, opened.desk, OpenMasked(woman, "ญาติมาพร้อมคำสั่งศาล"))
    assert runner.render(opened.work, opened.desk, "intake_form", {"person_id": woman}).pdf


def test_what_is_done_with_her_bed_says_no_name(opened: OpenCentre, woman: int) -> None:
    panel = people.person_panel(opened.work, opened.desk, woman)
    assert panel.is_covered
    assert panel.may_move
    assert panel.row.stay_id is not None
    assert panel.stay_version is not None
    moved = MoveBed(panel.row.stay_id, panel.stay_version, opened.bed("หญิง 1-02"), TODAY)
    assert MASKED in move_bed(opened.work, opened.desk, moved).summary


def test_a_taken_number_is_refused_without_her_name(opened: OpenCentre, woman: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        people.create_person(
            opened.work, opened.desk, PersonFacts(first_name="ใคร", sex="F", national_id=NUMBER)
        )
    assert refused.value.facts["name"] == MASKED


def test_breaking_the_glass_needs_a_reason_and_is_told_to_the_manager(opened: OpenCentre, woman: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_masked(opened.work, opened.desk, OpenMasked(woman, "อยากดู"))
    assert refused.value.id == "break_glass.reason_short"
    open_masked(opened.work, opened.desk, OpenMasked(woman, "ญาติมาพร้อมคำสั่งศาล"))
    assert names(opened, opened.desk) == ["นางกรรณิการ์ ซ่อนเร้น"]
    (task,) = [one for one in today(opened.work, opened.manager).tasks if one.act == "opened_seen"]
    assert "ญาติมาพร้อมคำสั่งศาล" in task.detail
    assert task.opening_id is not None
    acknowledge_openings(opened.work, opened.manager, Acknowledge((task.opening_id,)))
    assert not [one for one in today(opened.work, opened.manager).tasks if one.act == "opened_seen"]
    (row,) = list_openings(opened.work, opened.manager)
    assert row.acknowledged_by


def test_the_glass_closes_again_after_the_minutes_of_the_setting(opened: OpenCentre, woman: int) -> None:
    from datetime import timedelta

    open_masked(opened.work, opened.desk, OpenMasked(woman, "ญาติมาพร้อมคำสั่งศาล"))
    opened.clock.instant += timedelta(minutes=29)
    assert names(opened, opened.desk) != [MASKED]
    opened.clock.instant += timedelta(minutes=2)
    assert names(opened, opened.desk) == [MASKED]


def test_who_may_not_open_masked_records_is_refused(opened: OpenCentre, woman: int) -> None:
    with pytest.raises(NotAllowed):
        open_masked(opened.work, opened.trainer, OpenMasked(woman, "อยากรู้ว่าใครอยู่ที่นี่"))


def test_every_look_at_her_is_in_the_register_once(opened: OpenCentre, woman: int) -> None:
    for _again in range(3):
        people.person_panel(opened.work, opened.manager, woman)
    people.search(opened.work, opened.manager, "กรรณ")
    rows = list_access(opened.work, opened.manager, AccessFilter(person_id=woman))
    assert [(one.kind, one.role) for one in rows] == [("search", "MANAGER"), ("view", "MANAGER")]
    with pytest.raises(NotAllowed):
        list_access(opened.work, opened.desk, AccessFilter())


def test_lifting_makes_her_visible_again(opened: OpenCentre, woman: int) -> None:
    version = protection_of(opened.work, SW, woman).version
    lift_restriction(opened.work, SW, LiftRestriction((woman,), version))
    assert names(opened, opened.trainer) == ["นางกรรณิการ์ ซ่อนเร้น"]


def test_why_she_is_protected_is_for_those_on_the_case(opened: OpenCentre, woman: int) -> None:
    assert protection_of(opened.work, SW, woman).reason == "คดีในศาล"
    nurse = protection_of(opened.work, of(Role.NURSE), woman)
    assert (nurse.reason, nurse.reason_label, nurse.is_restricted) == ("", "", True)


def test_the_family_of_someone_protected_has_no_name(opened: OpenCentre) -> None:
    mother = PersonFacts(title="นาง", first_name="มาลัย", last_name="ลับแล", sex="F")
    child = replace(mother, title="เด็กหญิง", first_name="มาลี")
    members = (
        Member(facts=mother, bed_id=opened.bed("ครอบครัว 1-01")),
        Member(facts=child, relation="CHILD", bed_id=opened.bed("ครอบครัว 1-02")),
    )
    came = admit(opened.work, opened.desk, AdmitPeople(members, "TRIAL", TODAY))
    assert [one.name for one in protection_of(opened.work, SW, came.person_ids[0]).family] == [
        "เด็กหญิงมาลี ลับแล"
    ]
    restrict_people(opened.work, SW, RestrictPeople(came.person_ids[:1], "VIOLENCE"))
    assert "ลับแล" not in repr([one.note for one in board(opened.work, opened.desk, TODAY).rooms])
    assert "ลับแล" not in repr(today(opened.work, opened.desk).movements)
    panel = people.person_panel(opened.work, opened.desk, came.person_ids[1])
    assert [one.name for one in panel.family_members] == [MASKED]


@pytest.fixture
def man(opened: OpenCentre, woman: int) -> int:
    """Whom she must not meet, waiting for a bed."""
    facts = PersonFacts(title="นาย", first_name="สมคิด", last_name="ตามหา", sex="M")
    came = admit(opened.work, opened.desk, AdmitPeople((Member(facts=facts),), "TRIAL", TODAY))
    keep_people_apart(opened.work, SW, KeepPeopleApart(woman, came.person_ids[0], relation="สามี"))
    return came.person_ids[0]


def building_of(opened: OpenCentre, bed_id: int | None) -> str:
    rooms = board(opened.work, opened.manager, TODAY).rooms
    return next(room.building for room in rooms for tile in room.tiles if tile.bed_id == bed_id)


def second_building(opened: OpenCentre) -> None:
    made = save_building(opened.work, opened.manager, SaveBuilding(None, "อาคารพัก 2"))
    assert made.settings
    building = next(one for one in list_buildings(opened.work, opened.manager) if one.name == "อาคารพัก 2")
    room = SaveRoom(None, building.id, "ชาย 9", "MALE", 2, TODAY)
    save_room(opened.work, opened.manager, room)


def test_beds_are_proposed_in_another_building(opened: OpenCentre, woman: int, man: int) -> None:
    second_building(opened)
    hers = building_of(opened, opened.bed("หญิง 1-01"))
    for by in (opened.manager, opened.desk):
        plans = propose(opened.work, by, (Sleeper("1", "M", 40, person_id=man),), TODAY)
        assert {building_of(opened, plan.placements[0].bed_id) for plan in plans} == {"อาคารพัก 2"}
    unknown = propose(opened.work, opened.desk, (Sleeper("1", "M", 40),), TODAY)
    assert hers in {building_of(opened, plan.placements[0].bed_id) for plan in unknown}


def test_the_only_building_is_proposed_with_a_word_of_warning(
    opened: OpenCentre, woman: int, man: int
) -> None:
    (plan, *_others) = propose(opened.work, opened.desk, (Sleeper("1", "M", 40, person_id=man),), TODAY)
    assert (plan.verdict, "โปรดเลือกอาคารอื่น" in plan.reasons[0]) == ("warn", True)


def test_only_those_who_may_know_hear_why(opened: OpenCentre, woman: int, man: int) -> None:
    stay = people.person_panel(opened.work, opened.manager, man).row.stay_id
    assert stay is not None
    bed = opened.bed("ชาย 1-01")
    assert "กรรณิการ์" in " ".join(fit_warnings(opened.work, SW, stay, bed))
    told = " ".join(fit_warnings(opened.work, opened.desk, stay, bed))
    assert "โปรดเลือกอาคารอื่น" in told
    assert "กรรณิการ์" not in told


def test_a_bed_given_all_the_same_is_a_task_for_the_manager(opened: OpenCentre, woman: int, man: int) -> None:
    panel = people.person_panel(opened.work, opened.desk, man)
    assert panel.row.stay_id is not None
    assert panel.stay_version is not None
    move_bed(
        opened.work,
        opened.desk,
        MoveBed(panel.row.stay_id, panel.stay_version, opened.bed("ชาย 1-01"), TODAY),
    )
    apart = [one.key for one in today(opened.work, opened.manager).tasks if one.key.startswith("apart:")]
    assert len(apart) == 1
    assert not [one for one in today(opened.work, opened.desk).tasks if one.key.startswith("apart:")]


def test_whom_she_must_not_meet_stands_on_both_pages(opened: OpenCentre, woman: int, man: int) -> None:
    (hers,) = list_apart(opened.work, SW, woman)
    (his,) = list_apart(opened.work, SW, man)
    assert (hers.is_protected, his.is_protected) == (True, False)
    assert (hers.name, his.name) == ("นายสมคิด ตามหา", "นางกรรณิการ์ ซ่อนเร้น")
    with pytest.raises(NotAllowed):
        list_apart(opened.work, opened.desk, woman)


def test_whoever_types_her_name_hears_of_nobody_like_her(opened: OpenCentre, woman: int) -> None:
    typed = PersonFacts(first_name="กรรณิการ์", last_name="ซ่อนเร้น", sex="F")
    assert people.possible_duplicates(opened.work, SW, typed) != ()
    assert people.possible_duplicates(opened.work, opened.desk, typed) == ()
    with_number = replace(typed, national_id=NUMBER)
    assert [one.hit.name for one in people.possible_duplicates(opened.work, opened.desk, with_number)] == [
        MASKED
    ]
