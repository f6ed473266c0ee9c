"""What a person's page keeps beside the person: homes, groups, names, phones, relations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from panpun_desktop.common.errors import EditConflict, NeedsConfirmation, RuleBroken
from panpun_desktop.models import (
    AccessEntry,
    Belonging,
    FollowUp,
    Incident,
    IncidentPerson,
    Person,
    PersonAddress,
    PersonCode,
    Restriction,
)
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people, relations
from panpun_desktop.services import person_contacts as contacts
from panpun_desktop.services import person_files as files
from panpun_desktop.services.centre import put_setting
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.services.people_rows import LIFELONG, EditPerson, PersonFacts
from panpun_desktop.services.person_contacts import SaveAddress, SaveName, SavePhone
from panpun_desktop.services.person_files import AddFile, VoidFile
from panpun_desktop.services.person_history import person_history
from panpun_desktop.services.person_parts import VoidPart
from panpun_desktop.services.relations import SaveRelation
from tests.builders import DESK, MANAGER, TODAY
from tests.services.house import House

WORKER = Actor(7, "sw", "นักสังคม", Role.SW)


def _home(house: House, person_id: int) -> PersonAddress | None:
    with house.writing() as session:
        found = session.scalars(
            select(PersonAddress).where(PersonAddress.person_id == person_id, PersonAddress.kind == "HOME")
        ).one_or_none()
        session.expunge_all()
        return found


def _edit(house: House, by: Actor, person_id: int, **changed: object) -> None:
    codes = changed.pop("codes", None)
    with house.writing() as session:
        person = session.get_one(Person, person_id)
        version, facts = person.version, people.facts_of(person)
    request = EditPerson(person_id, version, replace(facts, **changed), codes)  # type: ignore[arg-type]
    people.edit_person(house.work, by, request)


# --- the home ----------------------------------------------------------------------------------


def test_a_home_typed_in_one_line_is_kept_in_its_parts(house: House) -> None:
    facts = PersonFacts(first_name="มานี", home_address="99/1 ม.3 ต.ควนลัง อ.หาดใหญ่ จ.สงขลา 90110")
    (id,) = people.create_person(house.work, DESK, facts).people
    home = _home(house, id)
    assert home is not None
    assert (home.house_no, home.moo, home.subdistrict, home.province) == ("99/1", "3", "ควนลัง", "สงขลา")
    panel = people.person_panel(house.work, DESK, id)
    assert panel.facts.home_province == "สงขลา"
    assert panel.facts.home_address == "99/1 หมู่ที่ 3 ตำบลควนลัง อำเภอหาดใหญ่ 90110"


def test_the_home_follows_when_the_short_form_is_edited(house: House) -> None:
    person = house.person("ชูใจ", home_province="ตรัง")
    _edit(house, DESK, person.id, home_province="สงขลา")
    home = _home(house, person.id)
    assert home is not None
    assert home.province == "สงขลา"
    _edit(house, DESK, person.id, home_address="ใต้สะพาน")
    home = _home(house, person.id)
    assert home is not None
    assert (home.text, home.province) == ("ใต้สะพาน", "สงขลา")


def test_someone_without_a_home_has_no_address_row(house: House) -> None:
    assert _home(house, house.person("ไร้").id) is None


# --- groups ------------------------------------------------------------------------------------


def test_a_sensitive_group_is_seen_by_case_staff_only_and_survives_the_desk(house: House) -> None:
    person = house.person("อ่อนไหว")
    _edit(house, WORKER, person.id, codes={"target_group": ("HIV", "POOR")})
    assert people.person_panel(house.work, WORKER, person.id).codes == {"target_group": ("HIV", "POOR")}
    assert people.person_panel(house.work, DESK, person.id).codes == {"target_group": ("POOR",)}
    _edit(house, DESK, person.id, codes={"target_group": ("JOBLESS",)})
    with house.writing() as session:
        kept = session.scalars(select(PersonCode.code).where(PersonCode.person_id == person.id)).all()
    assert set(kept) == {"HIV", "JOBLESS"}


# --- names, telephones, addresses --------------------------------------------------------------


def test_an_alias_and_a_former_name_are_kept_found_and_taken_away(house: House) -> None:
    person = house.person("แก้ว")
    contacts.save_name(house.work, DESK, SaveName(person.id, " สมพร   ใจดี "))
    contacts.save_name(house.work, DESK, SaveName(person.id, "มานะ", "FORMER", date(2020, 1, 5)))
    alias, former = contacts.contacts(house.work, DESK, person.id).names
    assert (alias.text, alias.label) == ("สมพร ใจดี", "ชื่ออื่นที่ใช้")
    assert (former.label, former.until_on) == ("ชื่อเดิม", date(2020, 1, 5))
    contacts.void_name(house.work, DESK, VoidPart(alias.id, alias.version))
    assert [one.text for one in contacts.contacts(house.work, DESK, person.id).names] == ["มานะ"]


def test_several_telephones_each_with_its_warning(house: House) -> None:
    person = house.person("แก้ว", phone="0811111111")
    contacts.save_phone(house.work, DESK, SavePhone(person.id, "0822222222", "พี่สาว", is_unsafe=True))
    (phone,) = contacts.contacts(house.work, DESK, person.id).phones
    assert (phone.number, phone.whose, phone.is_unsafe) == ("082-222-2222", "พี่สาว", True)
    changed = SavePhone(person.id, "ไม่มี", "พี่สาว", id=phone.id, seen_version=phone.version)
    contacts.save_phone(house.work, DESK, changed)
    with pytest.raises(EditConflict):
        contacts.save_phone(house.work, DESK, changed)
    with pytest.raises(RuleBroken, match="phone_missing"):
        contacts.save_phone(house.work, DESK, SavePhone(person.id, " "))


def test_the_home_address_says_itself_in_short_on_the_person(house: House) -> None:
    person = house.person("แก้ว")
    address = Address(house_no="5", subdistrict="ไม่มีจริง", district="หาดใหญ่", province="สงขลา")
    contacts.save_address(house.work, DESK, SaveAddress(person.id, "HOME", address))
    home = contacts.contacts(house.work, DESK, person.id).addresses[1]
    assert (home.kind, home.address, home.problem) == ("HOME", address, "subdistrict")
    facts = people.person_panel(house.work, DESK, person.id).facts
    assert (facts.home_province, facts.home_address) == ("สงขลา", "5 ตำบลไม่มีจริง อำเภอหาดใหญ่")
    other = SaveAddress(person.id, "CURRENT", Address(text="ใต้สะพาน"), latitude="7.0", longitude="100.4")
    contacts.save_address(house.work, DESK, other)
    assert people.person_panel(house.work, DESK, person.id).facts.home_province == "สงขลา"


# --- relations ---------------------------------------------------------------------------------


def test_one_row_says_a_relation_both_ways(house: House) -> None:
    mother, child = house.person("แม่", sex="F"), house.person("ลูก", sex="M")
    request = SaveRelation(child.id, "MOTHER", mother.id, is_guardian=True, phone="0811111111")
    relations.save_relation(house.work, DESK, request)
    (hers,) = relations.list_relations(house.work, DESK, mother.id)
    (his,) = relations.list_relations(house.work, DESK, child.id)
    assert (his.words, his.other_name, his.is_guardian, his.is_mine) == ("มารดา", "แม่", True, True)
    assert (hers.words, hers.other_name, hers.is_guardian, hers.is_mine) == ("บุตร", "ลูก", False, False)


INVERSES = {
    ("CHILD", "F"): "มารดา",
    ("CHILD", "U"): "บิดาหรือมารดา",
    ("SIB_E", "M"): "น้อง",
    ("PGF", "M"): "หลาน (ลูกของลูก)",
    ("GRANDCHILD", "F"): "ปู่ย่าตายาย",
    ("NIECE", "F"): "ลุง/ป้า/น้า/อา",
    ("GUARDIAN", "M"): "ผู้อยู่ในความปกครอง",
}


@pytest.mark.parametrize(("relation", "sex"), INVERSES)
def test_the_inverse_of_a_relation_is_derived(house: House, relation: str, sex: str) -> None:
    one, other = house.person("หนึ่ง", sex=sex), house.person("สอง")
    relations.save_relation(house.work, DESK, SaveRelation(one.id, relation, other.id))
    assert relations.list_relations(house.work, DESK, other.id)[0].words == INVERSES[relation, sex]


def test_a_relative_from_outside_needs_a_name_and_nobody_is_related_to_themselves(house: House) -> None:
    person = house.person("แก้ว")
    with pytest.raises(RuleBroken, match="who_missing"):
        relations.save_relation(house.work, DESK, SaveRelation(person.id, "FATHER"))
    with pytest.raises(RuleBroken, match="self"):
        relations.save_relation(house.work, DESK, SaveRelation(person.id, "FATHER", person.id))
    relations.save_relation(house.work, DESK, SaveRelation(person.id, "FATHER", other_name="นายนอก"))
    (row,) = relations.list_relations(house.work, DESK, person.id)
    relations.void_relation(house.work, DESK, VoidPart(row.id, row.version))
    assert relations.list_relations(house.work, DESK, person.id) == ()


def test_a_masked_relative_is_not_named(house: House) -> None:
    one, other = house.person("หนึ่ง"), house.person("ลับมาก", phone="0899999999")
    relations.save_relation(house.work, DESK, SaveRelation(one.id, "SPOUSE", other.id))
    with house.writing() as session:
        session.add(Restriction(person_id=other.id, reason_code="VIOLENCE", since_on=TODAY))
    (row,) = relations.list_relations(house.work, DESK, one.id)
    assert "ลับมาก" not in row.other_name
    assert relations.list_relations(house.work, WORKER, one.id)[0].other_name == "ลับมาก"
    assert contacts.contacts(house.work, DESK, other.id).addresses == ()
    with pytest.raises(RuleBroken, match="masked"):
        contacts.save_name(house.work, DESK, SaveName(other.id, "อะไร"))


# --- files -------------------------------------------------------------------------------------


def _picture(kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 800), "#A4492A").save(out, kind)
    return out.getvalue()


def test_a_photo_without_recorded_consent_asks_and_is_then_the_one_shown(house: House) -> None:
    person = house.person("แก้ว")
    with pytest.raises(NeedsConfirmation):
        files.add_photo(house.work, DESK, person.id, _picture("JPEG"))
    files.add_photo(house.work, DESK, person.id, _picture("JPEG"), without_consent=True)
    photo = people.person_panel(house.work, DESK, person.id).photo
    assert photo is not None
    assert max(Image.open(BytesIO(photo)).size) == 240
    record_consent(house.work, DESK, RecordConsent(person.id, "PHOTO", TODAY, "given"))
    files.add_photo(house.work, DESK, person.id, _picture())
    assert len(files.list_files(house.work, DESK, person.id)) == 2


def test_a_scan_is_kept_whole_looked_at_with_a_trace_and_voided_with_a_reason(house: House) -> None:
    person, scan = house.person("แก้ว"), _picture()
    files.add_file(house.work, DESK, AddFile(person.id, "HOUSE_BOOK", "ทะเบียนบ้าน.png", scan, dated_on=TODAY))
    (row,) = files.list_files(house.work, DESK, person.id)
    assert (row.label, row.size, row.media_type, row.added_by) == (
        "ทะเบียนบ้าน",
        len(scan),
        "image/png",
        DESK.name,
    )
    assert files.look_at_file(house.work, DESK, row.id, "export") == scan
    with house.writing() as session:
        entry = session.scalars(select(AccessEntry)).one()
        assert (entry.kind, entry.person_id, entry.user_id) == ("export", person.id, DESK.user_id)
    with pytest.raises(RuleBroken, match="reason_missing"):
        files.void_file(house.work, DESK, VoidFile(row.id, row.version, " "))
    files.void_file(house.work, DESK, VoidFile(row.id, row.version, "สแกนผิดคน"))
    (row,) = files.list_files(house.work, DESK, person.id)
    assert (row.voided, row.void_reason) == (True, "สแกนผิดคน")


@pytest.mark.parametrize(
    ("kind", "content", "id"),
    [("OTHER", b"hello", "not_readable"), ("PHOTO", b"%PDF-1.4", "not_readable"), ("NOPE", b"%PDF-", "kind")],
)
def test_what_is_no_paper_is_refused(house: House, kind: str, content: bytes, id: str) -> None:
    with pytest.raises(RuleBroken, match=id):
        files.add_file(house.work, DESK, AddFile(house.person("แก้ว").id, kind, "x", content))


def test_a_file_larger_than_the_centre_allows_is_refused(house: House) -> None:
    with house.writing() as session:
        put_setting(session, "person.file_max_mb", 1)
    big = b"%PDF-" + bytes(1024 * 1024)
    with pytest.raises(RuleBroken, match="too_big"):
        files.add_file(house.work, DESK, AddFile(house.person("แก้ว").id, "OTHER", "x", big))


def test_a_sensitive_file_is_for_case_staff(house: House) -> None:
    person = house.person("แก้ว")
    files.add_file(house.work, MANAGER, AddFile(person.id, "MEDICAL", "แพทย์.png", _picture()))
    assert files.list_files(house.work, DESK, person.id) == ()
    (row,) = files.list_files(house.work, WORKER, person.id)
    with pytest.raises(RuleBroken, match="sensitive"):
        files.look_at_file(house.work, DESK, row.id)
    with pytest.raises(RuleBroken, match="sensitive"):
        files.add_file(house.work, DESK, AddFile(person.id, "POLICE", "x.png", _picture()))
    files.void_file(house.work, MANAGER, VoidFile(row.id, row.version, "ของผู้อื่น"))
    assert "ของผู้อื่น" in [line.after for line in person_history(house.work, MANAGER, person.id)]
    assert "ของผู้อื่น" not in [line.after for line in person_history(house.work, DESK, person.id)]


# --- the history and the story -----------------------------------------------------------------


def test_the_history_says_field_by_field_who_changed_what(house: House) -> None:
    (id,) = people.create_person(house.work, DESK, PersonFacts(first_name="แก้ว", civil_status="LOST")).people
    _edit(house, DESK, id, civil_status="OK", card_expires_on=LIFELONG, national_id="1999900000013")
    contacts.save_phone(house.work, DESK, SavePhone(id, "0822222222"))
    rows = person_history(house.work, MANAGER, id)
    found = {(row.part, row.label): (row.before, row.after, row.by) for row in rows[:6]}
    assert found["ข้อมูลบุคคล", "สถานะบุคคล"] == ("บัตรหาย/ถูกขโมย", "ปกติ", DESK.name)
    assert found["ข้อมูลบุคคล", "วันหมดอายุบัตร"] == ("", "ตลอดชีพ", DESK.name)
    assert found["โทรศัพท์", "หมายเลขโทรศัพท์"] == ("", "082-222-2222", DESK.name)
    auditor = Actor(11, "audit", "ผู้ตรวจ", Role.AUDIT)
    (number,) = [row for row in person_history(house.work, auditor, id) if row.label == "เลขประจำตัวประชาชน"]
    assert "1-9999" not in number.after
    house_parent = Actor(12, "house", "พี่เลี้ยง", Role.HOUSE)
    assert person_history(house.work, house_parent, id) == ()


def test_a_changed_address_is_named_in_the_history(house: House) -> None:
    person = house.person("แก้ว")
    for house_no in ("1", "2"):
        row = contacts.contacts(house.work, DESK, person.id).addresses[2]
        request = SaveAddress(person.id, "CURRENT", Address(house_no=house_no), seen_version=row.version)
        contacts.save_address(house.work, DESK, request)
    last = person_history(house.work, DESK, person.id)[0]
    assert (last.part, last.before, last.after) == ("ที่อยู่ (ที่อยู่ปัจจุบัน/จุดที่พบ)", "1", "2")


def test_the_story_tells_what_daily_life_wrote(house: House) -> None:
    person = house.person("แก้ว")
    with house.writing() as session:
        incident = Incident(on_day=TODAY, kind="QUARREL", what="เสียงดัง", written_by_id=MANAGER.user_id)
        session.add(incident)
        session.add(Belonging(person_id=person.id, item="กระเป๋า", received_on=TODAY, received_by_id=1))
        session.add(FollowUp(person_id=person.id, due_on=TODAY + timedelta(days=7)))
        session.add(Restriction(person_id=person.id, reason_code="THREAT", since_on=TODAY))
        session.flush()
        session.add(IncidentPerson(incident_id=incident.id, person_id=person.id, part="HARMED"))
    rows = people.person_panel(house.work, MANAGER, person.id).timeline
    assert [row.kind for row in rows] == ["protection", "incident", "belonging", "follow_up"]
    assert "ทะเลาะวิวาท" in rows[1].text
    assert rows[3].is_forecast
