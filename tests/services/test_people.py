"""The register: adding, editing, listing, searching, finding duplicates, looking at one person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.models import (
    Absence,
    BedUse,
    Consent,
    Document,
    Episode,
    NotSamePerson,
    Override,
    Person,
    Stay,
)
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people
from panpun_desktop.services.people import EditPerson, PeopleFilter, PersonFacts
from tests.builders import ADMIN, DESK, MANAGER, NOW, TODAY, TRAINER
from tests.services.house import House
from tests.taking_back import take_back_newest

ID_1, ID_2, WRONG_ID = "1-9999-00000-01-3", "3999900000028", "1999900000014"
EVERYONE = PeopleFilter(present_only=False)


def _names(house: House, chosen: PeopleFilter = EVERYONE, **page: object) -> list[str]:
    return [row.name for row in people.list_people(house.work, DESK, chosen, **page)]  # type: ignore[arg-type]


def _found(house: House, text: str) -> list[tuple[str, str]]:
    return [(hit.name, hit.matched) for hit in people.search(house.work, DESK, text)]


# --- the register ------------------------------------------------------------------------------


def test_register_numbers_run_through_the_buddhist_year(house: House, clock: FixedClock) -> None:
    for _ in range(2):
        people.create_person(house.work, DESK, PersonFacts(sex="M"))
    clock.instant = NOW + timedelta(days=60)
    people.create_person(house.work, DESK, PersonFacts(sex="M"))
    rows = people.list_people(house.work, DESK, EVERYONE, descending=False)
    assert [row.regno for row in rows] == ["P69-0001", "P69-0002", "P70-0001"]


def test_a_register_number_is_never_used_again(house: House) -> None:
    people.create_person(house.work, DESK, PersonFacts(first_name="มานี"))
    take_back_newest(house.work, DESK)
    assert people.count_people(house.work, DESK, EVERYONE) == 0
    people.create_person(house.work, DESK, PersonFacts(first_name="ชูใจ"))
    assert people.list_people(house.work, DESK, EVERYONE)[0].regno == "P69-0002"


def test_a_registration_with_a_stay_cannot_be_taken_back(house: House) -> None:
    made = people.create_person(house.work, DESK, PersonFacts(first_name="มานี"))
    (id,) = made.people
    with house.writing() as session:
        person = session.get_one(Person, id)
    house.stay(person)
    with pytest.raises(RuleBroken) as refused:
        take_back_newest(house.work, DESK)
    assert refused.value.id == "undo.needs_other_first"


def test_r_per_2_someone_without_any_fact_can_be_registered(house: House) -> None:
    people.create_person(house.work, DESK, PersonFacts(sex="M", label="เสื้อแดง"))
    assert _names(house) == ["ชายไม่ทราบชื่อ (เสื้อแดง)"]


def test_r_cid_3_a_wrong_number_is_kept_and_marked(house: House) -> None:
    (id,) = people.create_person(house.work, DESK, PersonFacts(national_id=WRONG_ID)).people
    people.create_person(house.work, DESK, PersonFacts(national_id=WRONG_ID))
    with house.work.reading(DESK, "person.read") as session:
        person = session.get_one(Person, id)
    assert (person.national_id, person.national_id_valid) == (WRONG_ID, False)


def test_what_is_no_number_is_kept_as_typed(house: House) -> None:
    (id,) = people.create_person(house.work, DESK, PersonFacts(national_id="G 123-4")).people
    assert people.person_panel(house.work, DESK, id).facts.national_id == "G123-4"


def test_r_cid_3_a_valid_number_belongs_to_one_person(house: House) -> None:
    house.person("สุดา", last_name="ใจดี", national_id=ID_1)
    with pytest.raises(RuleBroken) as refused:
        people.create_person(house.work, DESK, PersonFacts(first_name="อื่น", national_id="1999900000013"))
    assert refused.value.id == "person.national_id_taken"
    assert refused.value.field == "national_id"
    assert refused.value.facts["regno"] == "P69-0001"
    assert refused.value.facts["name"] == "สุดา ใจดี"


def test_editing_to_a_number_of_someone_else_is_refused(house: House) -> None:
    house.person("สุดา", national_id=ID_1)
    other = house.person("มานะ", national_id=ID_2)
    request = EditPerson(other.id, other.version, PersonFacts(first_name="มานะ", national_id=ID_1))
    with pytest.raises(RuleBroken, match="national_id_taken"):
        people.edit_person(house.work, DESK, request)
    assert people.person_panel(house.work, DESK, other.id).facts.national_id == ID_2


def test_an_edit_can_be_taken_back(house: House) -> None:
    person = house.person("สุดา", nickname="ดา", national_id=ID_1)
    facts = people.person_panel(house.work, DESK, person.id).facts
    people.edit_person(house.work, DESK, EditPerson(person.id, person.version, PersonFacts(first_name="สุภา")))
    assert _names(house) == ["สุภา"]
    take_back_newest(house.work, DESK)
    assert people.person_panel(house.work, DESK, person.id).facts == facts
    assert _found(house, "สุดา") == [("สุดา", "name")]


def test_an_edit_of_what_someone_else_changed_is_a_conflict(house: House) -> None:
    person = house.person("สุดา")
    first = EditPerson(person.id, person.version, PersonFacts(first_name="สุภา"))
    people.edit_person(house.work, DESK, first)
    with pytest.raises(EditConflict):
        people.edit_person(house.work, MANAGER, first)


def test_an_edit_audits_only_what_changed(house: House) -> None:
    person = house.person("สุดา", nickname="ดา")
    request = EditPerson(person.id, person.version, PersonFacts(first_name="สุดา", nickname="แดง"))
    people.edit_person(house.work, DESK, request)
    from sqlalchemy import select

    from panpun_desktop.models import AuditChange

    with house.work.reading(DESK, "person.read") as session:
        last = session.scalars(select(AuditChange).order_by(AuditChange.entry_id.desc())).first()
    assert last is not None
    assert "แดง" in str(last.after)
    assert "first_name" not in str(last.after)


def test_the_administrator_of_the_program_sees_nobody(house: House) -> None:
    person = house.person("สุดา")
    for act in (
        lambda: people.list_people(house.work, ADMIN, EVERYONE),
        lambda: people.search(house.work, ADMIN, "สุดา"),
        lambda: people.person_panel(house.work, ADMIN, person.id),
        lambda: people.create_person(house.work, ADMIN, PersonFacts()),
    ):
        with pytest.raises(NotAllowed):
            act()


# --- the list ----------------------------------------------------------------------------------


def test_the_list_shows_who_is_here_with_day_limit_and_bed(house: House) -> None:
    house.person("ไม่อยู่")
    house.staying("แก้วตา", "หญิง 1-02", days=9, sex="F", title="นางสาว", last_name="มณีโชติ", nickname="แก้ว")
    (row,) = people.list_people(house.work, DESK, PeopleFilter())
    assert (row.name, row.nickname, row.sex) == ("นางสาวแก้วตา มณีโชติ", "แก้ว", "F")
    assert (row.service_type, row.day, row.limit, row.limit_unit) == ("TRIAL", 9, 10, "days")
    assert (row.level, row.bed) == ("blue", "หญิง 1-02")
    assert row.left_on is None


def test_those_who_left_are_listed_with_their_last_stay(house: House) -> None:
    person = house.person("มานะ")
    for left in (TODAY - timedelta(days=40), TODAY - timedelta(days=20)):
        house.stay(person, arrived_on=left - timedelta(days=5), left_on=left, outcome="HOME")
    (row,) = people.list_people(house.work, DESK, EVERYONE)
    assert (row.stay_id, row.day, row.left_on) == (None, None, TODAY - timedelta(days=20))
    assert people.count_people(house.work, DESK, PeopleFilter()) == 0


def test_names_are_sorted_as_a_thai_dictionary_does(house: House) -> None:
    for name in ("เอก", "มานี", "แก้ว", "กานดา", "ไพร", "ปรีดา"):
        house.person(name)
    expected = ["กานดา", "แก้ว", "ปรีดา", "ไพร", "มานี", "เอก"]
    assert _names(house, sort="name", descending=False) == expected
    assert _names(house, sort="name", descending=True) == expected[::-1]
    assert _names(house, sort="name", descending=False, offset=2, limit=2) == ["ปรีดา", "ไพร"]


def test_the_list_sorts_by_what_hangs_on_the_stay(house: House) -> None:
    house.staying("ก", "ชาย 2-01", days=3, birth_precision="YEAR", birth_first_on=date(1970, 1, 1))
    house.staying("ข", "ชาย 1-02", days=20, service_type="COURSE_S")
    house.staying("ค", "ชาย 1-01", days=7, birth_precision="YEAR", birth_first_on=date(2000, 1, 1))
    here = PeopleFilter()
    assert _names(house, here, sort="bed", descending=False) == ["ค", "ข", "ก"]
    assert _names(house, here, sort="day", descending=True) == ["ข", "ค", "ก"]
    assert _names(house, here, sort="service", descending=False)[-1] == "ข"
    assert _names(house, here, sort="age", descending=False) == ["ค", "ก", "ข"]
    assert _names(house, here, sort="age", descending=True) == ["ก", "ค", "ข"]
    assert set(_names(house, here, sort="sex", descending=False)) == {"ก", "ข", "ค"}


def test_an_unknown_sort_is_a_mistake(house: House) -> None:
    with pytest.raises(KeyError):
        people.list_people(house.work, DESK, EVERYONE, sort="height")


def test_filters_narrow_the_list_and_its_count(house: House) -> None:
    house.staying("ทดลอง", days=9, sex="F")
    house.staying("ใหม่", days=2, sex="M")
    house.staying("ฝึก", days=9, sex="M", service_type="COURSE_S")
    assert _names(house, PeopleFilter(near_limit_only=True)) == ["ทดลอง"]
    assert _names(house, PeopleFilter(service_types=("COURSE_S", "COURSE_M"))) == ["ฝึก"]
    assert _names(house, PeopleFilter(sexes=("M",), service_types=("TRIAL",))) == ["ใหม่"]
    assert people.count_people(house.work, DESK, PeopleFilter(sexes=("M",))) == 2


def test_r_crs_1_a_completed_course_is_not_near_a_limit(house: House) -> None:
    house.staying("ฝึก", days=40, service_type="COURSE_S")
    (row,) = people.list_people(house.work, DESK, PeopleFilter())
    assert row.level == "reached"
    assert _names(house, PeopleFilter(near_limit_only=True)) == []


@pytest.mark.parametrize("text", ["มณี", "นางสาวแก้วตา", "แก้วตามณีโชติ", "แก้ว ", "0001", "หญิง 1-02", "19999000"])
def test_the_list_is_searched_by_name_nickname_number_and_bed(house: House, text: str) -> None:
    house.staying("แก้วตา", "หญิง 1-02", title="นางสาว", last_name="มณีโชติ", nickname="แก้ว", national_id=ID_1)
    house.staying("สมชาย", "ชาย 1-01", last_name="แสงอรุณ")
    assert _names(house, PeopleFilter(text=text)) == ["นางสาวแก้วตา มณีโชติ"]


def test_a_percent_sign_finds_nobody(house: House) -> None:
    house.person("สุดา")
    assert _names(house, PeopleFilter(text="%", present_only=False)) == []


# --- searching ---------------------------------------------------------------------------------


def test_search_says_by_what_it_found(house: House) -> None:
    house.staying("บุญมี", "ชาย 2-04", title="นาย", last_name="ศรีทอง", nickname="ป้อม", national_id=ID_1)
    name = "นายบุญมี ศรีทอง"
    assert _found(house, "บุญ") == [(name, "name")]
    assert _found(house, "นายบุญมี") == [(name, "name")]
    assert _found(house, "ศรีทอง") == [(name, "name")]
    assert _found(house, "ป้อม") == [(name, "nickname")]
    assert _found(house, "1-9999-000") == [(name, "number")]
    assert _found(house, "p69-0001") == [(name, "regno")]
    assert _found(house, "ชาย 2-04") == [(name, "bed")]
    assert _found(house, "บุนมี สีทอง") == [(name, "similar")]
    assert _found(house, "๑๙๙๙๙๐๐๐") == [(name, "number")]
    assert _found(house, "  ") == []


def test_a_nickname_is_found_without_its_first_word(house: House) -> None:
    house.person("ธนา", nickname="น้องต้น")
    house.person("ต้นกล้า")
    house.person("ก่อต้น")
    assert _found(house, "ต้น") == [("ต้นกล้า", "name"), ("ธนา", "nickname"), ("ก่อต้น", "name")]
    listed = people.list_people(house.work, DESK, PeopleFilter(text="ต้น", present_only=False))
    assert {row.name for row in listed} == {"ต้นกล้า", "ธนา", "ก่อต้น"}


def test_prefixes_come_before_what_only_contains_and_those_here_come_first(house: House) -> None:
    house.person("มณีวรรณ")
    house.staying("มณีโชติ")
    house.person("แก้ว", last_name="มณีรัตน์")
    assert [name for name, _ in _found(house, "มณี")] == ["มณีโชติ", "มณีวรรณ", "แก้ว มณีรัตน์"]


def test_search_follows_every_change_at_once(house: House) -> None:
    person = house.person("สุดา")
    assert _found(house, "สุดา") != []
    people.edit_person(
        house.work, DESK, EditPerson(person.id, person.version, PersonFacts(first_name="อารีย์"))
    )
    assert _found(house, "อารีย์") == [("อารีย์", "name")]
    assert ("สุดา", "name") not in _found(house, "สุดา")
    people.create_person(house.work, DESK, PersonFacts(first_name="ลำดวน"))
    assert _found(house, "ลำดวน") == [("ลำดวน", "name")]
    take_back_newest(house.work, DESK)
    assert _found(house, "ลำดวน") == []


def test_a_finding_tells_whether_the_person_is_here(house: House) -> None:
    left = house.person("สมชาย")
    house.stay(left, arrived_on=TODAY - timedelta(days=9), left_on=TODAY - timedelta(days=3), outcome="JOB")
    house.staying("สมหมาย", "ชาย 1-01", service_type="COURSE_L")
    here, gone = people.search(house.work, DESK, "สมหมาย")[0], people.search(house.work, DESK, "สมชาย")[0]
    assert (here.present, here.service_type, here.bed) == (True, "COURSE_L", "ชาย 1-01")
    assert (gone.present, gone.last_stay_on) == (False, TODAY - timedelta(days=3))


# --- duplicates --------------------------------------------------------------------------------


def test_r_per_1_the_same_number_is_a_strong_suggestion(house: House) -> None:
    person = house.person("สุดา", last_name="ใจดี", national_id=ID_1)
    (found,) = people.possible_duplicates(
        house.work, DESK, PersonFacts(first_name="สุดา", last_name="ใจดี", national_id=ID_1)
    )
    assert found.hit.id == person.id
    assert found.strong
    assert found.reasons == ("เลขประจำตัวประชาชนตรงกัน", "ชื่อเดียวกัน")


def test_r_per_1_a_similar_name_and_year_warn(house: House) -> None:
    house.person("สุดา", last_name="ใจดี", birth_precision="YEAR", birth_first_on=date(1990, 1, 1))
    house.person("สมชาย", last_name="แสงอรุณ")
    (found,) = people.possible_duplicates(
        house.work,
        DESK,
        PersonFacts(
            first_name="สุตา", last_name="ใจดี", birth_precision="YEAR", birth_first_on=date(1990, 1, 1)
        ),
    )
    assert found.hit.name == "สุดา ใจดี"
    assert found.score >= 30


def test_nobody_near_is_nobody(house: House) -> None:
    house.person("สุดา", last_name="ใจดี")
    assert (
        people.possible_duplicates(house.work, DESK, PersonFacts(first_name="วิชัย", last_name="ทองคำ")) == ()
    )
    assert people.possible_duplicates(house.work, DESK, PersonFacts()) == ()


def test_people_said_to_be_others_are_not_suggested_again(house: House) -> None:
    known = {"first_name": "สุดา", "last_name": "ใจดี", "phone": "081-234-5678"}
    one, two = house.person(**known), house.person(**known)
    facts = PersonFacts(**known)
    assert [found.hit.id for found in people.possible_duplicates(house.work, DESK, facts, one.id)] == [two.id]
    with house.writing() as session:
        session.add(NotSamePerson(lower_id=one.id, higher_id=two.id))
    assert people.possible_duplicates(house.work, DESK, facts, one.id) == ()


# --- one person --------------------------------------------------------------------------------


def test_the_panel_says_where_a_trial_stay_stands(house: House) -> None:
    person = house.person("แก้วตา")
    for months in (2, 4):
        arrived = TODAY - timedelta(days=30 * months)
        house.stay(person, arrived_on=arrived, left_on=arrived + timedelta(days=3), outcome="SELF")
    house.stay(person, "หญิง 1-02", days=9)
    panel = people.person_panel(house.work, DESK, person.id)
    assert panel.clock_text == "วันที่ 9/10 · ครบ 10 วัน 22 พ.ย. 2569"
    assert panel.trial_text == "ครั้งที่ 3 จาก 6"
    assert panel.limit_on == date(2026, 11, 22)
    assert panel.service_label == "ทดลองอยู่"
    assert panel.may_move
    assert panel.may_end
    assert not panel.may_admit
    assert "COURSE_S" in panel.next_services


def test_r_crs_3_after_a_long_course_no_higher_course_is_offered(house: House) -> None:
    stay = house.staying("อารีย์", service_type="COURSE_L", days=61)
    panel = people.person_panel(house.work, DESK, stay.person_id)
    assert not [one for one in panel.next_services if one.startswith("COURSE")]
    assert panel.clock_text == "วันที่ 61 · ครบขั้นต่ำแล้ว"


def test_the_timeline_tells_the_whole_story(house: House) -> None:
    person = house.person("สุดา")
    stay = house.stay(person, "ชาย 1-01", days=12)
    with house.writing() as session:
        trial = session.query(Episode).filter_by(stay_id=stay.id).one()
        trial.ended_on = TODAY - timedelta(days=2)
        session.flush()
        session.add(Episode(stay_id=stay.id, service_type="COURSE_M", started_on=trial.ended_on))
        use = session.query(BedUse).filter_by(stay_id=stay.id).one()
        use.end_on = TODAY - timedelta(days=5)
        session.flush()
        moved = BedUse(stay_id=stay.id, bed_id=house.beds["ชาย 2-02"], start_on=use.end_on)
        leave = Absence(
            stay_id=stay.id, kind="LEAVE", started_on=TODAY, expected_back_on=TODAY + timedelta(days=1)
        )
        session.add_all([moved, leave, *_records(person, stay)])
    panel = people.person_panel(house.work, DESK, person.id)
    story = [(row.kind, row.text) for row in panel.timeline]
    assert story == [
        ("admitted", "รับเข้าพัก · มาด้วยตนเอง"),
        ("service", "แรกรับ ทดลองอยู่"),
        ("bed", "เข้าพักเตียง ชาย 1-01"),
        ("bed", "ย้ายไปเตียง ชาย 2-02"),
        ("service", "เปลี่ยนเป็นหลักสูตรระยะกลาง (อย่างน้อย 45 วัน)"),
        ("absence", "ลาค้างคืน"),
        ("consent", "ให้ความยินยอม: ให้บริการที่พัก, ภาพถ่าย"),
        ("document", "ใบรับตัว"),
        ("override", "ผ่อนผัน: ทดลองอยู่เกินจำนวนวัน · รอหน่วยงานรับตัวไป · รอผู้จัดการรับทราบ"),
        ("forecast", "คาดว่าจะกลับ"),
        ("forecast", "ครบ 45 วัน (คาดการณ์)"),
    ]
    assert [row.is_forecast for row in panel.timeline][-2:] == [True, True]
    assert panel.absent == "ลาค้างคืน"
    assert panel.absence_id is not None


def _records(person: Person, stay: Stay) -> list[object]:
    return [
        Consent(person_id=person.id, purpose="SHELTER", state="given", given_on=TODAY),
        Consent(person_id=person.id, purpose="PHOTO", state="given", given_on=TODAY),
        Document(
            kind="intake_form", title="ใบรับตัว", person_id=person.id, dated_on=TODAY,
            issued_at=NOW, issued_by_id=2,
        ),
        Override(
            rule_id="R-TRI-2", person_id=person.id, stay_id=stay.id, reason_code="AGENCY",
            reason="รอหน่วยงานรับตัวไป", given_on=TODAY, given_by_id=2,
        ),
    ]  # fmt: skip


def test_consents_show_what_was_said_last_for_each_purpose(house: House) -> None:
    person = house.person("สุดา")
    with house.writing() as session:
        for state, days in (("given", 9), ("withdrawn", 1)):
            given_on = TODAY - timedelta(days=days)
            session.add(Consent(person_id=person.id, purpose="PHOTO", state=state, given_on=given_on))
            session.flush()
    consents = {row.purpose: row.state for row in people.person_panel(house.work, DESK, person.id).consents}
    assert consents["PHOTO"] == "withdrawn"
    assert consents["DISCLOSE"] == "not_asked"


def test_the_family_is_named_as_seen_from_the_person(house: House) -> None:
    mother = house.person("สุดา", sex="F")
    father, son, girl = (
        house.person("มานะ", sex="M"),
        house.person("ต้นกล้า", sex="M"),
        house.person("ใบตอง", sex="F"),
    )
    house.family((mother, "HEAD"), (father, "SPOUSE"), (son, "CHILD"), (girl, "CHILD"))
    for person in (mother, father, son, girl):
        house.stay(person)
    assert people.person_panel(house.work, DESK, mother.id).family == "คู่สมรส · บุตร 2 คน (พักอยู่ด้วย)"
    assert people.person_panel(house.work, DESK, son.id).family == "มารดา · บิดา · พี่น้อง (พักอยู่ด้วย)"
    hits = people.person_panel(house.work, DESK, father.id).family_members
    assert [hit.name for hit in hits] == ["สุดา", "ต้นกล้า", "ใบตอง"]


def test_the_number_is_hidden_from_those_who_need_it_not(house: House) -> None:
    person = house.person("สุดา", national_id=ID_1)
    house_parent = Actor(9, "house", "พี่เลี้ยง", Role.HOUSE)
    panel = people.person_panel(house.work, house_parent, person.id)
    assert panel.facts.national_id == ""
    assert panel.national_id_masked == "1-9xxx-xxxxx-xx-3"
    assert not panel.may_edit
    assert people.person_panel(house.work, DESK, person.id).facts.national_id == "1999900000013"
    assert not people.person_panel(house.work, TRAINER, person.id).may_admit


def test_a_person_who_is_not_there_is_said_so(house: House) -> None:
    with pytest.raises(RuleBroken) as refused:
        people.person_panel(house.work, DESK, 99)
    assert refused.value.id == "record.missing"
