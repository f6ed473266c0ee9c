"""What a person's page keeps beside the person: homes, groups, names, phones, relations."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from panpun_desktop.models import Person, PersonAddress, PersonCode
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people
from panpun_desktop.services.people_rows import EditPerson, PersonFacts
from tests.builders import DESK
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
