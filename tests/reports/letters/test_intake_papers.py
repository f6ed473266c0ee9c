"""The papers of an admission: the intake form and the statement of free will, filled and blank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import Disclosure, Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import documents
from panpun_desktop.services.admissions import Admitted
from panpun_desktop.services.stays import ChangeService, change_service
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import ADMIN, DESK, MANAGER, a_person
from tests.reports.kit.reading import STRANGE, all_readings, joined, page_count, poppler

Draw = Callable[..., bytes]
KINDS = ("intake_form", "voluntary")


def flat(pdf: bytes) -> str:
    """All words of a paper, blanks left out."""
    return joined(poppler(pdf))


def test_the_intake_form_says_who_came_how_and_with_what(draw: Draw, family: Admitted) -> None:
    text = flat(draw("intake_form", person_id=family.person_ids[0], stay_id=family.stay_ids[0]))
    for said in (
        "ใบรับตัว", family.regnos[0], "21 พฤศจิกายน 2569", "09.30", "นายบุญมี ศรีทอง", "มี", "ชาย", "58 ปี",
        "ส่งต่อจากหน่วยงานรัฐ", "นางสาวทดสอบ ระบบงาน", "บ้านพักเด็กและครอบครัวจังหวัดตัวอย่าง",
        "แรกรับ ทดลองอยู่", "แผลถลอกที่ข้อศอกซ้าย", "ยาความดันวันละ 1 เม็ด แพ้เพนิซิลลิน",
        "นางทองดี ศรีทอง (พี่สาว) 081-234-5678", "กระเป๋าเป้ 1 ใบ", "โทรศัพท์มือถือ", "เงินสด 320 บาท",
        "ผู้รับบริการ", "เจ้าหน้าที่ผู้รับตัว", "มานะ หน้าเคาน์เตอร์",
    ):  # fmt: skip
        assert joined(said) in text, said


def test_the_intake_form_has_its_fields_in_the_order_of_the_domain(draw: Draw) -> None:
    text = flat(draw("intake_form_blank"))
    places = [
        text.index(label)
        for label in (
            "เลขทะเบียน", "วันที่รับตัว", "เวลา", "ชื่อ–นามสกุล(เท่าที่ทราบ)", "ช่องทางเข้ารับบริการ", "ผู้นำส่ง",
            "ประเภทบริการ", "อาการ/ร่องรอยบาดเจ็บที่เห็น", "ทรัพย์สินติดตัว",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_the_statement_says_that_one_may_leave_at_any_time(draw: Draw, family: Admitted) -> None:
    text = flat(draw("voluntary", person_id=family.person_ids[0]))
    assert (
        joined(
            "ข้าพเจ้า นายบุญมี ศรีทอง ขอเข้ารับบริการประเภท แรกรับ ทดลองอยู่ ด้วยความสมัครใจ ได้รับคำอธิบายเกี่ยวกับระยะเวลา "
            "กติกาการอยู่ร่วมกัน และสิทธิของข้าพเจ้าแล้ว และทราบว่าสามารถขอออกจากศูนย์ได้ทุกเมื่อโดยไม่ต้องแจ้งเหตุผล"
        )
        in text
    )
    assert joined("21 พฤศจิกายน 2569") in text
    assert "พิมพ์ลายนิ้วหัวแม่มือขวา" in text
    assert text.count("พยาน") == 3  # two who sign, and the sentence that asks for them
    assert "ผู้ปกครอง" not in text


def test_a_minor_signs_together_with_a_guardian(draw: Draw, family: Admitted) -> None:
    text = flat(draw("voluntary", person_id=family.person_ids[2]))
    assert "เด็กชายกล้าศรีทองโดยนายบุญมีศรีทองผู้ปกครอง" in text
    assert text.count("นายบุญมีศรีทอง") == 2, "in the words, and below the line to sign"
    assert text.count("ผู้ปกครอง") == 2


def test_after_a_change_of_service_the_statement_names_the_new_one(
    centre: UnitsOfWork, draw: Draw, family: Admitted
) -> None:
    with centre.reading(DESK, "person.read") as session:
        version = session.get_one(Stay, family.stay_ids[0]).version
    change_service(centre, DESK, ChangeService(family.stay_ids[0], version, "COURSE_S", date(2026, 11, 21)))
    person = family.person_ids[0]
    assert "หลักสูตรระยะสั้น" in flat(draw("voluntary", person_id=person))
    assert "แรกรับทดลองอยู่" in flat(draw("intake_form", person_id=person)), "received for the trial stay"


def test_an_infant_is_months_old_and_a_guessed_age_is_marked(draw: Draw, family: Admitted) -> None:
    assert "5เดือน" in flat(draw("intake_form", person_id=family.person_ids[3]))
    assert "ประมาณ47ปี" in flat(draw("intake_form", person_id=family.person_ids[1]))


def test_someone_of_whom_nothing_is_known_has_forms_to_fill_by_hand(centre: UnitsOfWork, draw: Draw) -> None:
    with centre.writing(MANAGER, "person.create") as session:
        person = a_person(session, first_name="", sex="M", label="เสื้อแดง ตลาดใหม่").id
    assert "ชายไม่ทราบชื่อ(เสื้อแดงตลาดใหม่)" in flat(draw("intake_form", person_id=person))
    assert "ประเภท........" in flat(draw("voluntary", person_id=person))


def test_the_blank_statement_has_dots_for_name_and_service(draw: Draw) -> None:
    text = flat(draw("voluntary_blank"))
    assert "ข้าพเจ้า........" in text
    assert "ประเภท........" in text
    assert "ผู้ปกครอง" in text


@pytest.mark.parametrize("kind", [*KINDS, *(f"{kind}_blank" for kind in KINDS)])
def test_each_form_is_one_page_that_reads_back_as_written(draw: Draw, family: Admitted, kind: str) -> None:
    who = {} if kind.endswith("_blank") else {"person_id": family.person_ids[0]}
    pdf = draw(kind, **who)
    assert page_count(pdf) == 1
    for reader, text in all_readings(pdf).items():
        assert "บ้านปั้นปูน" in joined(text), reader
        assert not STRANGE.search(text), reader


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_in_thai_figures_keeps_the_register_number(draw: Draw, family: Admitted, kind: str) -> None:
    text = flat(draw(kind, person_id=family.person_ids[0], thai_digits=True))
    assert joined("๒๑ พฤศจิกายน ๒๕๖๙") in text
    assert family.regnos[0] in text


def test_the_forms_of_a_family_of_four_are_issued_in_one_go(centre: UnitsOfWork, family: Admitted) -> None:
    asked = [
        (kind, {"person_id": person, "stay_id": stay})
        for person, stay in zip(family.person_ids, family.stay_ids, strict=True)
        for kind in KINDS
    ]
    issued = runner.issue_together(centre, DESK, asked)
    assert [one.title for one in issued] == ["ใบรับตัว", "หนังสือแสดงความสมัครใจ"] * 4
    for one in issued:
        assert documents.reprint(centre, DESK, one.document_id) == one.pdf
        assert one.number == ""
    with centre.reading(MANAGER, "document.read") as session:
        assert session.query(Disclosure).count() == 0, "forms stay in the house"


def test_a_reprint_is_what_was_issued_even_when_the_person_changed(
    centre: UnitsOfWork, family: Admitted
) -> None:
    asked = {"person_id": family.person_ids[0]}
    issued = runner.issue(centre, DESK, "intake_form", asked)
    again = runner.render(centre, DESK, "intake_form", asked).pdf
    assert again == issued.pdf, "the same values give the same bytes"
    with centre.writing(MANAGER, "person.edit") as session:
        session.get_one(Person, family.person_ids[0]).last_name = "ศรีเงิน"
    assert runner.render(centre, DESK, "intake_form", asked).pdf != issued.pdf
    assert documents.reprint(centre, DESK, issued.document_id) == issued.pdf


def test_the_kept_facts_are_those_on_the_paper(centre: UnitsOfWork, family: Admitted) -> None:
    facts = runner.facts(centre, DESK, "intake_form", {"person_id": family.person_ids[0]})
    assert facts["person"]["name"] == "นายบุญมี ศรีทอง"
    assert facts["arrived_on"] == "2026-11-21"
    assert facts["belongings"] == ["กระเป๋าเป้ 1 ใบ", "โทรศัพท์มือถือ", "เงินสด 320 บาท"]
    assert "logo" not in facts["sender"]


@pytest.mark.parametrize("actor", [ADMIN, Actor(9, "audit", "ผู้ตรวจสอบ", Role.AUDIT)])
def test_who_may_not_issue_may_not_look_at_the_forms(
    centre: UnitsOfWork, family: Admitted, actor: Actor
) -> None:
    with pytest.raises(NotAllowed):
        runner.render(centre, actor, "intake_form", {"person_id": family.person_ids[0]})


def test_a_person_who_is_not_in_the_register_has_no_form(draw: Draw) -> None:
    with pytest.raises(RuleBroken, match=r"record\.missing"):
        draw("intake_form", person_id=999)
