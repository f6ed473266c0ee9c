# ruff: noqa: E501 - what a letter says stands on one line
"""Every kind of letter: says what was meant, in PDF and Word alike, and discloses no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import (
    Agency,
    Consent,
    Disclosure,
    Document,
    Override,
    Person,
    Restriction,
    Setting,
)
from panpun_desktop.reports import runner
from panpun_desktop.reports.letters.catalogue import KINDS
from panpun_desktop.reports.letters.remarks import kind_gaps
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import documents
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DESK, MANAGER
from tests.reports.kit.reading import all_readings, joined, poppler
from tests.reports.letters.test_transfer_letter import agency, said
from tests.reports.letters.word import texts

FULL: dict[str, Any] = {
    "dated_on": date(2026, 11, 23),
    "purpose": "สมัครงานกับบริษัทตัวอย่าง จำกัด",
    "symptoms": "ไข้สูงและหายใจเหนื่อย",
    "since": date(2026, 11, 19),
    "escort": "นางสาวทดสอบ ระบบงาน",
    "escort_position": "นักสังคมสงเคราะห์",
    "escort_phone": "020000000",
    "problem": "บัตรประจำตัวประชาชนสูญหาย",
    "request": "จัดทำบัตรประจำตัวประชาชน",
    "witness": "นางทองดี ศรีทอง",
    "birthplace": "อำเภอตัวอย่าง",
    "father": "นายดี ตัวอย่างดี",
    "mother": "นางงาม ตัวอย่างดี",
    "destination": "ตำบลตัวอย่าง จังหวัดตัวอย่าง",
    "receiver": "นางทองดี ศรีทอง",
    "relation": "พี่สาว",
    "receiver_phone": "0812345678",
    "fare": "1000.25",
    "food": "21",
    "vehicle": "train",
    "source": "state",
    "reason": "รอเอกสารสถานะบุคคล",
    "extend_to": date(2026, 12, 1),
    "item_1": "ค่าพาหนะ",
    "amount_1": "1,234,567.89",
}
MEANT = {
    "stay_certificate": "หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นายสมมติ ตัวอย่างดี เลขประจำตัวประชาชน ๐-๐๐๐๐-๐๐๐๐๐-๐๐-๑ "
    "เป็นผู้รับบริการและได้พักอาศัยอยู่ที่ ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) ตั้งแต่วันที่ ๑๗ พฤศจิกายน ๒๕๖๙ จนถึงปัจจุบัน จริง "
    "หนังสือรับรองฉบับนี้ใช้เพื่อ สมัครงานกับบริษัทตัวอย่าง จำกัด เท่านั้น มีอายุ ๓๐ วันนับแต่วันที่ออก และมิใช่หลักฐานการมีชื่อในทะเบียนบ้าน",
    "request_hospital": "ด้วย นายสมมติ ตัวอย่างดี ผู้รับบริการของ ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) มีอาการ ไข้สูงและหายใจเหนื่อย "
    "ตั้งแต่วันที่ ๑๙ พฤศจิกายน ๒๕๖๙ จำเป็นต้องได้รับการตรวจรักษาโดยแพทย์ ผู้รับบริการยังไม่ปรากฏสิทธิการรักษาพยาบาล อยู่ระหว่างตรวจสอบ "
    "จึงขอความอนุเคราะห์ตรวจรักษา และโปรดแจ้งผลพร้อมคำแนะนำในการดูแลต่อเนื่องแก่ นางสาวทดสอบ ระบบงาน โทร. ๐๒-๐๐๐-๐๐๐๐ "
    "จึงเรียนมาเพื่อโปรดให้ความอนุเคราะห์ จักขอบคุณยิ่ง ขอแสดงความนับถือ",
    "request_id": "ด้วย นายสมมติ ตัวอย่างดี ผู้รับบริการของ ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) เกิดเมื่อ พ.ศ. ๒๕๒๒ ณ อำเภอตัวอย่าง "
    "บิดาชื่อ นายดี ตัวอย่างดี มารดาชื่อ นางงาม ตัวอย่างดี แต่ปัจจุบัน บัตรประจำตัวประชาชนสูญหาย ทำให้ไม่สามารถเข้าถึงสิทธิขั้นพื้นฐานได้ "
    "ทั้งนี้ มีพยานบุคคล คือ นางทองดี ศรีทอง",
    "request_home": "ด้วย นายสมมติ ตัวอย่างดี ผู้รับบริการของ ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) ประสงค์จะเดินทางกลับภูมิลำเนา ณ "
    "ตำบลตัวอย่าง จังหวัดตัวอย่าง โดยสมัครใจ และได้ประสานกับ นางทองดี ศรีทอง (พี่สาว) โทร. ๐๘๑-๒๓๔-๕๖๗๘ แล้ว แต่ไม่มีค่าพาหนะเพียงพอ "
    "จึงขอรับการสนับสนุนค่าพาหนะและค่าอาหารระหว่างเดินทาง เป็นเงิน ๑,๐๒๑.๒๕ บาท (หนึ่งพันยี่สิบเอ็ดบาทยี่สิบห้าสตางค์)",
    "override_memo": "ตามที่ นายสมมติ ตัวอย่างดี เลขทะเบียน P69-0001 เข้ารับบริการประเภท พักพิงระยะสั้นเพื่อรอการส่งต่อหรือกลับภูมิลำเนา ตั้งแต่วันที่ ๑๗ พฤศจิกายน ๒๕๖๙ "
    "ครบเกณฑ์ในวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ นั้น เนื่องจาก รอเอกสารสถานะบุคคล จึงขออนุมัติให้พักต่อถึงวันที่ ๑ ธันวาคม ๒๕๖๙ "
    "จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ",
    "consent_form": "ให้เปิดเผยข้อมูลเท่าที่จำเป็นแก่ ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง เพื่อ สมัครงานกับบริษัทตัวอย่าง จำกัด",
    "receipt": "จำนวนเงิน (ตัวอักษร) หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์",
    "envelope": "เรียน ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง",
    "address_labels": "เรียน ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง",
}
NURSE_LIKE = Actor(DESK.user_id, DESK.login, DESK.name, Role.SW)


def the_agency(centre: UnitsOfWork) -> int:
    with centre.reading(MANAGER, "document.read") as session:
        known = session.query(Agency.id).first()
    return known[0] if known else agency(centre)


def given(centre: UnitsOfWork, person: int, key: str, **more: Any) -> dict[str, Any]:
    to = {"agency_id": the_agency(centre)} if KINDS[key].has_agency else {}
    about = {"person_id": person} if KINDS[key].has_person else {}
    return FULL | to | about | more


@pytest.mark.parametrize("key", KINDS)
def test_a_letter_says_what_was_meant(centre: UnitsOfWork, somchai: int, key: str) -> None:
    pdf = runner.issue(centre, DESK, key, given(centre, somchai, key)).pdf  # no ร่าง between the words
    readings = all_readings(pdf) | {"poppler": poppler(pdf, "-raw")}  # as drawn: a wide gap is no column
    for reader, text in readings.items():
        assert joined(MEANT[key]) in joined(text), reader


@pytest.mark.parametrize("key", KINDS)
def test_word_says_the_same(centre: UnitsOfWork, somchai: int, key: str) -> None:
    word = runner.office(centre, DESK, key, given(centre, somchai, key), "docx")
    assert joined(MEANT[key]) in joined(texts(word))


@pytest.mark.parametrize("key", KINDS)
def test_arabic_figures_where_the_centre_wants_them(
    centre: UnitsOfWork,
    somchai: int,
    key: str,
) -> None:
    with centre.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="document.thai_digits", value="false"))
    text = poppler(runner.render(centre, DESK, key, given(centre, somchai, key)).pdf)
    assert [letter for letter in text if "๐" <= letter <= "๙"] == []


@pytest.mark.parametrize("key", KINDS)
def test_what_nobody_typed_is_dots_and_named(
    centre: UnitsOfWork,
    somchai: int,
    key: str,
) -> None:
    needed = {name: value for name, value in given(centre, somchai, key).items() if name in KINDS[key].needs}
    drawn = runner.render(centre, DESK, key, needed)
    names = {field.fills for field in KINDS[key].fields}
    if drawn.values.lacking:
        assert "...." in poppler(drawn.pdf)
    assert set(drawn.values.lacking) - names <= {"to", "amount_text"}


@pytest.mark.parametrize(("status", "is_said"), [("LOST", False), ("UNPROVEN", True)])
def test_a_lost_card_is_no_status_that_is_looked_into(
    centre: UnitsOfWork, somchai: int, status: str, is_said: bool
) -> None:
    with centre.writing(MANAGER, "person.edit") as session:
        person = session.get_one(Person, somchai)
        person.national_id, person.civil_status = None, status
    text = joined(poppler(runner.render(centre, DESK, "stay_certificate", {"person_id": somchai}).pdf))
    assert (joined("อยู่ระหว่างดำเนินการ") in text) is is_said


def test_an_envelope_to_an_agency_without_an_address_names_the_blank(centre: UnitsOfWork) -> None:
    to = agency(centre, address="")
    drawn = runner.render(centre, DESK, "envelope", {"agency_id": to})
    assert [one.words for one in kind_gaps("envelope", drawn.values)] == ["the address of the agency"]
    assert "...." in poppler(drawn.pdf)


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if kind.has_blank])
def test_a_blank_form_names_nobody(centre: UnitsOfWork, key: str) -> None:
    text = poppler(runner.render(centre, DESK, f"{key}_blank", {}).pdf)
    assert "...." in text or key == "request_home", "the lines of its form are drawn"
    assert DESK.name not in text
    assert "ร่าง" not in text


def test_a_number_is_given_only_at_issuing(centre: UnitsOfWork, somchai: int) -> None:
    parameters = given(centre, somchai, "stay_certificate")
    runner.render(centre, DESK, "stay_certificate", parameters)
    issued = runner.issue(centre, DESK, "stay_certificate", parameters)
    assert issued.number == "ปป. 001/2569"
    assert joined("เลขที่ ปป. ๐๐๑/๒๕๖๙") in joined(poppler(issued.pdf))
    assert documents.reprint(centre, DESK, issued.document_id) == issued.pdf


def disclosures(work: UnitsOfWork) -> list[tuple[str, str, str]]:
    with work.reading(MANAGER, "document.read") as session:
        return [(one.items, one.recipient, one.basis) for one in session.query(Disclosure)]


@pytest.mark.parametrize(
    ("key", "items", "basis"),
    [
        ("stay_certificate", "name,stay_dates,national_id", "own_request"),
        ("request_hospital", "name,symptoms,health_scheme", "vital_interest"),
        ("request_id", "name,birth,parents,civil_status", "social_protection"),
        ("request_home", "name,destination,contact,amount", "social_protection"),
    ],
)
def test_issuing_writes_what_was_told_and_why(
    centre: UnitsOfWork,
    somchai: int,
    key: str,
    items: str,
    basis: str,
) -> None:
    runner.issue(centre, DESK, key, given(centre, somchai, key))
    (told,) = disclosures(centre)
    assert (told[0], told[2]) == (items, basis)
    assert told[1]


def test_the_way_home_has_an_empty_form_that_names_nobody(centre: UnitsOfWork) -> None:
    pdf = runner.render(centre, DESK, "request_home_blank", {}).pdf
    text = joined(poppler(pdf))
    assert joined("แบบขอรับการช่วยเหลือเดินทางกลับภูมิลำเนา") in text
    assert joined("ข้าพเจ้าขอเดินทางกลับภูมิลำเนาด้วยความสมัครใจ") in text
    for told in (DESK.name, "นายจำลอง ข้อมูลทดสอบ", "พฤศจิกายน", "เรียน"):
        assert joined(told) not in text, "the letter and its signer are not of the empty form"


@pytest.mark.parametrize("key", ["override_memo", "consent_form", "receipt", "envelope"])
def test_what_stays_in_the_house_discloses_nothing(
    centre: UnitsOfWork,
    somchai: int,
    key: str,
) -> None:
    runner.issue(centre, DESK, key, given(centre, somchai, key))
    assert disclosures(centre) == []


def test_an_agency_reads_no_health_and_no_case(centre: UnitsOfWork, somchai: int) -> None:
    for key in KINDS:
        flat = joined(poppler(runner.render(centre, DESK, key, given(centre, somchai, key)).pdf))
        for secret in ("ยาต้านไวรัส", "ถูกทำร้าย", "คดีอาญา", "แผลฟกช้ำ"):
            assert secret not in flat, key


def test_the_hospital_is_told_the_number_with_consent_only(
    centre: UnitsOfWork,
    somchai: int,
) -> None:
    parameters = given(centre, somchai, "request_hospital")
    number = joined("เลขประจำตัวประชาชน")
    assert number not in joined(poppler(runner.render(centre, DESK, "request_hospital", parameters).pdf))
    said(centre, somchai, "given")
    assert number in joined(poppler(runner.render(centre, DESK, "request_hospital", parameters).pdf))


def test_health_told_with_consent_says_so(centre: UnitsOfWork, somchai: int) -> None:
    with centre.writing(MANAGER, "consent.record") as session:
        on = date(2026, 11, 20)
        session.add(Consent(person_id=somchai, purpose="SENSITIVE", state="given", given_on=on))
    drawn = runner.render(centre, DESK, "request_hospital", given(centre, somchai, "request_hospital"))
    assert drawn.values.basis == "consent"


def protect(work: UnitsOfWork, person: int, *, hides_place: bool) -> None:
    with work.writing(MANAGER, "person.restrict") as session:
        session.add(
            Restriction(
                person_id=person, reason_code="VIOLENCE", since_on=date(2026, 11, 18), hides_place=hides_place
            )
        )


def test_only_the_manager_certifies_the_stay_of_a_protected_person(
    centre: UnitsOfWork,
    somchai: int,
) -> None:
    protect(centre, somchai, hides_place=True)
    parameters = given(centre, somchai, "stay_certificate")
    for act in (runner.render, runner.issue):
        with pytest.raises(RuleBroken) as refused:
            act(centre, NURSE_LIKE, "stay_certificate", parameters)
        assert refused.value.id == "letter.needs_manager"
    assert runner.issue(centre, MANAGER, "stay_certificate", parameters).number


@pytest.mark.parametrize("hides", [True, False])
def test_an_address_that_is_hidden_is_not_printed(
    centre: UnitsOfWork,
    somchai: int,
    hides: bool,
) -> None:
    protect(centre, somchai, hides_place=hides)
    pdf = runner.issue(centre, MANAGER, "stay_certificate", given(centre, somchai, "stay_certificate")).pdf
    assert (joined("ถนนสมมติ") in joined(poppler(pdf))) is not hides


def test_without_a_stay_there_is_nothing_to_certify(centre: UnitsOfWork, person: Callable[..., int]) -> None:
    with pytest.raises(RuleBroken) as refused:
        runner.render(centre, DESK, "stay_certificate", {"person_id": person()})
    assert refused.value.id == "letter.no_stay"


@pytest.fixture
def person(centre: UnitsOfWork) -> Callable[..., int]:
    def made(**facts: Any) -> int:
        from tests.builders import a_person

        with centre.writing(MANAGER, "person.create") as session:
            return int(a_person(session, **facts).id)

    return made


@pytest.mark.parametrize("key", [key for key in KINDS if KINDS[key].has_person and key != "stay_certificate"])
def test_a_name_of_two_hundred_letters_stays_on_the_sheet(
    centre: UnitsOfWork,
    person: Callable[..., int],
    key: str,
) -> None:
    name = "ศิริรัตนมหาวชิราลงกรณ์เทพรัตนราชสุดา" * 6
    who = person(title="นาย", first_name=name[:200], last_name="ตัวอย่าง")
    pdf = runner.render(centre, DESK, key, given(centre, who, key)).pdf
    assert joined(name[:200]) in joined(poppler(pdf))
    assert joined(name[:200]) in joined(
        texts(runner.office(centre, DESK, key, given(centre, who, key), "docx"))
    )


@pytest.mark.parametrize("key", [key for key in KINDS if KINDS[key].has_person and key != "stay_certificate"])
def test_someone_without_a_name_gets_a_letter(
    centre: UnitsOfWork,
    person: Callable[..., int],
    key: str,
) -> None:
    who = person(first_name="", label="เสื้อแดง ตลาดใหม่")
    assert joined("เสื้อแดง") in joined(poppler(runner.render(centre, DESK, key, given(centre, who, key)).pdf))


def test_the_memo_takes_up_the_override_that_was_given(
    centre: UnitsOfWork,
    somchai: int,
) -> None:
    with centre.writing(MANAGER, "override.give") as session:
        session.add(
            Override(
                rule_id="R-TRA-1", person_id=somchai, stay_id=1, reason_code="ILL", reason="พักฟื้น",
                extend_to_on=date(2026, 11, 30), given_on=date(2026, 11, 21), given_by_id=MANAGER.user_id,
            )
        )  # fmt: skip
    flat = joined(poppler(runner.render(centre, DESK, "override_memo", {"person_id": somchai}).pdf))
    assert joined("เนื่องจาก เจ็บป่วย พักฟื้น จึงขออนุมัติให้พักต่อถึงวันที่ ๓๐ พฤศจิกายน ๒๕๖๙") in flat


@pytest.mark.parametrize(("is_state", "label"), [(False, "หน่วยงาน"), (True, "ส่วนราชการ")])
def test_only_a_state_office_calls_itself_one(
    centre: UnitsOfWork,
    somchai: int,
    is_state: bool,
    label: str,
) -> None:
    with centre.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="centre.is_state", value=json.dumps(is_state)))
    flat = joined(poppler(runner.render(centre, DESK, "override_memo", {"person_id": somchai}).pdf))
    assert label in flat
    assert (joined("ส่วนราชการ") in flat) is is_state


def test_what_was_issued_is_kept_as_facts(centre: UnitsOfWork, somchai: int) -> None:
    issued = runner.issue(centre, DESK, "request_home", given(centre, somchai, "request_home"))
    with centre.reading(MANAGER, "document.read") as session:
        paper = session.get_one(Document, issued.document_id)
        facts = json.loads(paper.facts)
        assert session.get_one(Person, somchai).first_name in paper.facts
    assert facts["values"]["amount"] == "1,021.25"
    assert facts["values"]["amount_text"] == "หนึ่งพันยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"


def test_a_letter_of_two_pages_says_where_it_goes_on(centre: UnitsOfWork, somchai: int) -> None:
    long = "ไข้สูงและหายใจเหนื่อยมาหลายวันแล้ว " * 60
    issued = runner.issue(
        centre, DESK, "request_hospital", given(centre, somchai, "request_hospital", symptoms=long)
    )
    first = poppler(issued.pdf, "-raw", "-f", "1", "-l", "1")
    second = poppler(issued.pdf, "-raw", "-f", "2", "-l", "2")
    said = next(line for line in first.splitlines() if line.startswith("/"))
    assert said.endswith("…")
    assert "- ๒ -" in second
    text = joined(second.replace("- ๒ -", ""))
    assert text.startswith(joined(said.strip("/…")))


def test_a_letter_of_one_page_goes_nowhere_on(centre: UnitsOfWork, somchai: int) -> None:
    issued = runner.issue(centre, DESK, "request_home", given(centre, somchai, "request_home"))
    assert "…" not in poppler(issued.pdf)
