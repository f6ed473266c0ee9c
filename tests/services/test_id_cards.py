"""Taking over a card: whose it is, and only what is ticked (R-CARD-1, R-PD-1, R-CID-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.models import Consent, NotSamePerson, Person, PersonAddress, PersonFile, PersonFileContent
from panpun_desktop.models.protection import Restriction
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.id_card import read_card
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.card_sides import (
    FACTS,
    LIFETIME,
    LINES,
    CardSide,
    State,
    side_of,
    state_of,
    with_taken,
)
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.services.id_cards import TakeOverCard, card_record, find_by_card, take_over_card
from panpun_desktop.services.people_rows import PersonFacts
from tests.builders import DESK, TODAY, TRAINER
from tests.card_emulator import PLACES, jpeg, memory
from tests.services.house import House

ALL = frozenset(LINES)
NUMBER = "1999900000013"


def side(**fields: str | bytes) -> CardSide:
    content = memory(**fields)
    areas = {name: content[start : start + length] for name, (start, length) in PLACES.items()}
    return side_of(read_card({name: areas[name] for name in areas if name != "photo"}, jpeg(500)))


def rows(house: House, *columns: Any) -> list[Any]:
    with house.work.reading(SYSTEM, "setting.read") as session:
        return [tuple(row) for row in session.execute(select(*columns))]


def take(house: House, lines: frozenset[str] = ALL - {"photo"}, **asked: Any) -> Any:
    request = TakeOverCard(asked.pop("side", None) or side(), lines, **asked)
    return take_over_card(house.work, DESK, request)


# --- how the two sides stand -----------------------------------------------------------------------


def test_r_card_1_a_line_is_new_the_same_different_or_not_on_the_card() -> None:
    card = side()
    known = CardSide(PersonFacts(title="นางสาว", first_name="ทดสอบ", last_name="อื่น", sex="F"))
    states = {line: state_of(line, card, known) for line in LINES}
    assert states["name"] is State.DIFFERS
    assert states["sex"] is State.SAME
    assert {states[one] for one in ("national_id", "birth", "address", "photo", "validity")} == {State.FILLS}
    assert (
        state_of("name_en", replace(card, facts=replace(card.facts, name_en="")), known) is State.NOT_ON_CARD
    )
    assert {state_of(line, card, card) for line in LINES} == {State.SAME}


@pytest.mark.parametrize(
    ("precision", "first_on", "state"),
    [
        ("YEAR", date(1987, 1, 1), State.FILLS),
        ("MONTH", date(1987, 8, 1), State.FILLS),
        ("MONTH", date(1987, 7, 1), State.DIFFERS),
        ("YEAR", date(1988, 1, 1), State.DIFFERS),
        ("EST_AGE", date(1987, 1, 1), State.DIFFERS),
        ("UNKNOWN", None, State.FILLS),
        ("DAY", date(1987, 8, 15), State.SAME),
    ],
)
def test_a_birth_known_in_part_is_filled_when_it_is_the_same(precision, first_on, state) -> None:
    known = CardSide(PersonFacts(birth_precision=precision, birth_first_on=first_on))
    assert state_of("birth", side(), known) is state


def test_only_the_taken_lines_change_the_facts() -> None:
    known = PersonFacts(first_name="เดิม", nickname="น้อย", sex="M", phone="0812345678")
    taken = with_taken(known, side(), {"national_id", "birth"})
    assert taken == replace(
        known, national_id=NUMBER, birth_precision="DAY", birth_first_on=date(1987, 8, 15)
    )
    assert with_taken(known, side(), ()) == known
    assert set(FACTS) | {"address", "photo"} == ALL


# --- whose card it is ------------------------------------------------------------------------------


def test_the_holder_is_found_by_the_number_and_else_by_likeness(house: House) -> None:
    known = house.person("ทดสอบ", last_name="ตัวอย่าง", national_id=NUMBER)
    born = {"birth_precision": "YEAR", "birth_first_on": date(1987, 1, 1)}
    alike = house.person("ทดสอบ", last_name="ตัวอยาง", sex="F", **born)
    match = find_by_card(house.work, DESK, side())
    assert match.exact is not None
    assert (match.exact.person_id, match.exact.regno) == (known.id, known.regno)
    assert match.similar == ()
    other = find_by_card(house.work, DESK, side(number="5999900000032"))
    assert other.exact is None
    assert alike.id in {one.hit.id for one in other.similar}


def test_r_saf_1_a_hidden_person_is_not_found_by_a_card(house: House) -> None:
    known = house.person("ทดสอบ", national_id=NUMBER)
    with house.writing() as session:
        protected = {"reason_code": "VIOLENCE", "roles": "SW", "since_on": TODAY}
        session.add(Restriction(person_id=known.id, **protected))
    assert find_by_card(house.work, DESK, side()).exact is None
    with pytest.raises(RuleBroken, match=r"record\.missing"):
        card_record(house.work, DESK, known.id)
    with pytest.raises(RuleBroken, match=r"record\.missing"):
        take(house, person_id=known.id)


# --- taking over -----------------------------------------------------------------------------------


def test_a_new_person_is_registered_from_a_card(house: House) -> None:
    changes = take(house)
    columns = (Person.title, Person.first_name, Person.national_id_valid, Person.name_en)
    (person,) = rows(house, *columns, Person.card_expires_on)
    assert person == ("นางสาว", "ทดสอบ", True, "Miss Todsob Tuayang", date(2031, 8, 14))
    ((kind, moo, district, province),) = rows(
        house, PersonAddress.kind, PersonAddress.moo, PersonAddress.district, PersonAddress.province
    )
    assert (kind, moo, district, province) == ("REGISTERED", "4", "เมืองสงขลา", "สงขลา")
    assert "P69-0001" in changes.summary
    assert rows(house, PersonFile.id) == []


def test_r_card_1_the_address_of_a_card_is_never_where_someone_lives(house: House) -> None:
    take(house)
    assert rows(house, Person.home_address, Person.home_province) == [("", None)]


def test_r_card_1_what_is_not_ticked_stays_as_it_was(house: House) -> None:
    known = house.person("เดิม", last_name="ชื่อเดิม", sex="M")
    take(house, frozenset({"national_id"}), person_id=known.id, seen_version=known.version)
    assert rows(house, Person.first_name, Person.sex, Person.national_id, Person.name_en) == [
        ("เดิม", "M", NUMBER, "")
    ]
    assert rows(house, PersonAddress.id) == []


def test_a_card_for_life_is_kept_as_the_last_of_all_days(house: House) -> None:
    take(house, side=side(expires_on="99999999"))
    assert rows(house, Person.card_expires_on) == [(LIFETIME,)]


def test_an_address_taken_over_again_replaces_the_parts_and_the_postal_code_of_another_place(
    house: House,
) -> None:
    known = house.person("ทดสอบ", national_id=NUMBER)
    with house.writing() as session:
        session.add(
            PersonAddress(person_id=known.id, kind="REGISTERED", road="เก่า", province="ตรัง", postcode="92000")
        )
    record = card_record(house.work, DESK, known.id)
    assert record.side.address == Address(road="เก่า", province="ตรัง")
    request = {"person_id": known.id, "seen_version": record.version}
    take(house, frozenset({"address"}), seen_address_version=record.address_version, **request)
    columns = (PersonAddress.road, PersonAddress.province, PersonAddress.postcode)
    assert rows(house, *columns) == [("", "สงขลา", "")]
    with pytest.raises(EditConflict):
        take(house, frozenset({"address"}), seen_address_version=record.address_version, person_id=known.id)


def test_someone_else_changing_the_person_meanwhile_is_a_conflict(house: House) -> None:
    known = house.person("ทดสอบ")
    with pytest.raises(EditConflict):
        take(house, person_id=known.id, seen_version=known.version + 1)


def test_r_cid_3_a_number_that_another_person_has_is_refused(house: House) -> None:
    house.person("เจ้าของ", national_id=NUMBER)
    with pytest.raises(RuleBroken, match=r"person\.national_id_taken"):
        take(house)
    assert len(rows(house, Person.id)) == 1


def test_r_pd_1_a_photo_needs_a_consent_and_records_one_given_today(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"card\.photo_consent"):
        take(house, ALL)
    assert rows(house, Person.id) == []
    take(house, ALL, consents_to_photo=True)
    assert rows(house, Consent.purpose, Consent.state, Consent.given_on) == [("PHOTO", "given", TODAY)]
    assert rows(house, PersonFile.kind, PersonFile.media_type) == [("PHOTO", "image/jpeg")]
    assert rows(house, PersonFileContent.content) == [(jpeg(500),)]


def test_r_pd_1_the_last_word_on_photos_counts(house: House) -> None:
    known = house.person("ทดสอบ")
    for state in ("given", "withdrawn"):
        record_consent(house.work, DESK, RecordConsent(known.id, "PHOTO", TODAY, state))
    assert card_record(house.work, DESK, known.id).photo_consent == "withdrawn"
    with pytest.raises(RuleBroken, match=r"card\.photo_consent"):
        take(house, frozenset({"photo"}), person_id=known.id)
    record_consent(house.work, DESK, RecordConsent(known.id, "PHOTO", TODAY, "given"))
    take(house, frozenset({"photo"}), person_id=known.id)
    assert card_record(house.work, DESK, known.id).side.photo == jpeg(500)


def test_those_said_to_be_others_are_remembered(house: House) -> None:
    other = house.person("ทดสอบ")
    take(house, not_same_as=(other.id,))
    assert len(rows(house, NotSamePerson.lower_id)) == 1


def test_nothing_ticked_is_refused_and_roles_without_the_right_are_too(house: House) -> None:
    with pytest.raises(RuleBroken, match=r"card\.nothing_taken"):
        take(house, frozenset())
    with pytest.raises(NotAllowed):
        take_over_card(house.work, TRAINER, TakeOverCard(side(), ALL))
    with pytest.raises(NotAllowed):
        find_by_card(house.work, TRAINER, side())


# --- with an admission -----------------------------------------------------------------------------


@pytest.mark.parametrize(("agreed", "photos"), [(False, 0), (True, 1)])
def test_a_card_is_kept_with_the_admission_and_its_photo_only_with_consent(
    house: House, agreed: bool, photos: int
) -> None:
    card = side()
    facts = with_taken(PersonFacts(), card, FACTS)
    member = Member(facts=facts, card=TakeOverCard(card, ALL, consents_to_photo=agreed))
    admit(house.work, DESK, AdmitPeople((member,), "TRIAL", TODAY))
    assert rows(house, Person.name_en) == [("Miss Todsob Tuayang",)]
    assert rows(house, PersonAddress.province) == [("สงขลา",)]
    assert len(rows(house, PersonFile.id)) == photos
