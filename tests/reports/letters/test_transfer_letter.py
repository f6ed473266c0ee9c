"""The transfer letter: the worked sample of domain.md §4.2 out of a database, and what may fall away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, time
from io import BytesIO
from typing import Any

import pypdf
import pytest
from PIL import Image

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import (
    Agency,
    Consent,
    Counter,
    Disclosure,
    Document,
    Person,
    Setting,
    Stay,
    StoredFile,
)
from panpun_desktop.reports import runner
from panpun_desktop.reports.lists.register_words import told as in_words
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import documents
from panpun_desktop.services.centre import LOGO
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DESK, MANAGER, TRAINER, a_person
from tests.reports.kit.reading import STRANGE, all_readings, joined, page_count, poppler

Draw = Callable[..., bytes]

HEAD = """\
ที่ ปป. ๐๑๒/๒๕๖๙                              ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)
                                              ๙๙ ถนนสมมติ แขวงตัวอย่าง เขตตัวอย่าง
                                              กรุงเทพมหานคร ๑๐๐๐๐
                                   ๒๓ พฤศจิกายน ๒๕๖๙
เรื่อง  ขอส่งตัวผู้รับบริการ
เรียน  ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง
อ้างถึง  การประสานงานทางโทรศัพท์ เมื่อวันที่ ๒๐ พฤศจิกายน ๒๕๖๙
สิ่งที่ส่งมาด้วย  ๑. ประวัติผู้รับบริการโดยย่อ                  จำนวน ๑ ฉบับ
                 ๒. หนังสือยินยอมให้เปิดเผยข้อมูลส่วนบุคคล   จำนวน ๑ ฉบับ
                 ๓. สำเนาเอกสารส่วนบุคคล                      จำนวน ๑ ชุด
                 ๔. แบบตอบรับการส่งต่อ                         จำนวน ๑ ฉบับ
"""
BODY = """\
          ด้วยศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) ได้ให้บริการที่พักพิงชั่วคราวแก่
นายสมมติ ตัวอย่างดี เลขประจำตัวประชาชน ๐-๐๐๐๐-๐๐๐๐๐-๐๐-๑ อายุ ๔๗ ปี ภูมิลำเนาจังหวัดตัวอย่าง
ตั้งแต่วันที่ ๑๗ พฤศจิกายน ๒๕๖๙ โดยเข้ารับบริการด้วยความสมัครใจ ศูนย์ฯ ได้สอบข้อเท็จจริงเบื้องต้น
และประเมินสภาวะแล้ว เห็นว่าผู้รับบริการมีความประสงค์จะรับบริการด้าน (ระบุ) ซึ่งอยู่ในภารกิจของหน่วยงานท่าน
          ในการนี้ ศูนย์ฯ ขอส่งตัวบุคคลดังกล่าวเพื่อโปรดพิจารณาให้ความช่วยเหลือตามอำนาจหน้าที่
โดยมอบหมายให้ นางสาวทดสอบ ระบบงาน ตำแหน่ง นักสังคมสงเคราะห์ โทร. ๐๒-๐๐๐-๐๐๐๐
เป็นผู้นำส่งในวันที่ ๒๔ พฤศจิกายน ๒๕๖๙ เวลา ๑๐.๐๐ น. ทั้งนี้ ผู้รับบริการได้ให้ความยินยอมแล้ว
          จึงเรียนมาเพื่อโปรดพิจารณารับตัวไว้ และขอความอนุเคราะห์ส่งแบบตอบรับกลับภายใน ๗ วัน จักขอบคุณยิ่ง
"""
FOOT = """\
                                   ขอแสดงความนับถือ

                                   (นายจำลอง ข้อมูลทดสอบ)
                         ผู้อำนวยการศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)
งานประสานงานและส่งต่อ   โทร. ๐๒-๐๐๐-๐๐๐๐   ไปรษณีย์อิเล็กทรอนิกส์ office@example.org
"""
ID = "๐-๐๐๐๐-๐๐๐๐๐-๐๐-๑"
ALL = ("history", "consent", "id_copies", "reply")
SAMPLE = {
    "dated_on": date(2026, 11, 23),
    "reference": "การประสานงานทางโทรศัพท์ เมื่อวันที่ 20 พฤศจิกายน 2569",
    "wanted_service": "(ระบุ)",
    "escort": "นางสาวทดสอบ ระบบงาน",
    "escort_position": "นักสังคมสงเคราะห์",
    "escort_phone": "02-000-0000",
    "escort_on": date(2026, 11, 24),
    "escort_time": time(10, 0),
    "attachments": ALL,
}


def agency(work: UnitsOfWork, kind: str = "GOV", **facts: Any) -> int:
    known = {
        "name": "ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง",
        "addressee": "ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง",
    }
    with work.writing(MANAGER, "agency.edit") as session:
        row = Agency(kind=kind, **known | facts)
        session.add(row)
        session.flush()
        return row.id


def said(work: UnitsOfWork, person: int, *states: str) -> None:
    """What the person said about disclosing, one day after the other, the last on the twentieth."""
    with work.writing(MANAGER, "consent.record") as session:
        for days_ago, state in enumerate(reversed(states)):
            on = date(2026, 11, 20 - days_ago)
            session.add(Consent(person_id=person, purpose="DISCLOSE", state=state, given_on=on))


def issued(work: UnitsOfWork, person: int, to: int, **parameters: Any) -> documents.Issued:
    given = {"person_id": person, "agency_id": to, **parameters}
    return runner.issue(work, DESK, "transfer_letter", given)


def lines(text: str) -> list[str]:
    """The lines of a page with single blanks, empty ones left out."""
    shortened = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return [line for line in shortened if line]


def page(pdf: bytes, number: int = 1) -> str:
    return poppler(pdf, "-layout", "-f", str(number), "-l", str(number))


def flat(pdf: bytes) -> str:
    return joined(poppler(pdf))


def test_the_worked_sample_of_the_domain_comes_out_line_by_line(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    with centre.writing(MANAGER, "document.issue") as session:
        session.add(Counter(register="outgoing", year=2569, last=11))
    letter = issued(centre, somchai, agency(centre), **SAMPLE)
    assert letter.number == "ปป. 012/2569"
    printed = lines(page(letter.pdf))
    head, foot = lines(HEAD), lines(FOOT)
    assert printed[: len(head)] == head
    assert printed[-len(foot) :] == foot
    assert joined("".join(printed[len(head) : -len(foot)])) == joined(BODY)
    assert page_count(letter.pdf) == 4


def test_its_paragraphs_begin_two_and_a_half_centimetres_in(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    pdf = issued(centre, somchai, agency(centre), **SAMPLE).pdf
    cm = 72 / 2.54
    for start, left in (
        ("ด้วย", 3 + 2.5),
        ("ใน", 3 + 2.5),
        ("จึง", 3 + 2.5),
        ("นายสมมติ", 3.0),
        ("ขอแสดง", 10.5),
        ("๒๓", 10.5),
    ):
        assert start_of(pdf, start) == pytest.approx(left * cm, abs=1.0), start


def start_of(pdf: bytes, text: str) -> float:
    """Points from the left edge of the first page to the first line that begins so."""
    boxes = poppler(pdf, "-bbox-layout", "-f", "1", "-l", "1")
    found = re.search(rf'<word xMin="([0-9.]+)"[^>]*>{text}', boxes)
    assert found is not None, text
    return float(found[1])


def test_names_numbers_and_days_are_never_parted(centre: UnitsOfWork, somchai: int, draw: Draw) -> None:
    said(centre, somchai, "given")
    for wanted in ("ที่พัก", "อาชีพและที่อยู่อาศัย", "การรักษาต่อเนื่อง ที่พัก และอาชีพ", "สถานะบุคคล"):
        to = agency(centre, name=wanted)
        pdf = draw("transfer_letter", person_id=somchai, agency_id=to, **{**SAMPLE, "wanted_service": wanted})
        printed = lines(page(pdf))
        for whole in ("นายสมมติ", "ตัวอย่างดี", ID, "๑๗ พฤศจิกายน ๒๕๖๙", "๒๔ พฤศจิกายน ๒๕๖๙", "๑๐.๐๐ น.", "๔๗ ปี"):
            assert any(whole in line for line in printed), (wanted, whole)


@pytest.mark.parametrize(
    ("kind", "states", "is_told"),
    [
        ("GOV", ("given",), True),
        ("LOCAL", ("given",), True),
        ("GOV", ("refused", "given"), True),
        ("NGO", ("given",), False),
        ("RELIGIOUS", ("given",), False),
        ("GOV", (), False),
        ("GOV", ("not_asked",), False),
        ("GOV", ("refused",), False),
        ("GOV", ("given", "withdrawn"), False),
    ],
)
def test_the_number_is_told_only_to_the_state_and_with_consent(
    centre: UnitsOfWork, somchai: int, kind: str, states: tuple[str, ...], is_told: bool
) -> None:
    said(centre, somchai, *states)
    letter = issued(centre, somchai, agency(centre, kind), **SAMPLE)
    text = flat(letter.pdf)
    assert (joined(f"ตัวอย่างดี เลขประจำตัวประชาชน {ID} อายุ ๔๗ ปี") in text) is is_told
    assert (joined("ตัวอย่างดี อายุ ๔๗ ปี") in text) is not is_told
    assert ("เลขประจำตัวประชาชน" in text) is is_told
    with centre.reading(MANAGER, "document.read") as session:
        told = session.query(Disclosure).one().items.split(",")
        kept = session.query(Document).one().facts
    assert ("national_id" in told) is is_told
    assert ("0-0000-00000" in kept) is is_told


@pytest.mark.parametrize("states", [(), ("refused",), ("given", "withdrawn")])
def test_without_consent_the_letter_claims_and_lists_none_and_has_the_form_to_be_signed_behind(
    centre: UnitsOfWork, somchai: int, states: tuple[str, ...]
) -> None:
    said(centre, somchai, *states)
    letter = issued(centre, somchai, agency(centre), **SAMPLE)
    text = flat(letter.pdf)
    assert "ยินยอมแล้ว" not in text
    assert "หนังสือยินยอมให้เปิดเผยข้อมูลส่วนบุคคลจำนวน๑ฉบับ" not in text
    assert lines(page(letter.pdf, 3))[0] == "สิ่งที่ส่งมาด้วย ๓", "the reply"
    form = page(letter.pdf, 4)
    assert lines(form)[0] == "หนังสือยินยอมให้เปิดเผยข้อมูลส่วนบุคคล"
    assert not re.search("พฤศจิกายน", form), "the day is written by whoever signs"
    with centre.reading(MANAGER, "document.read") as session:
        assert session.query(Disclosure).one().basis == "social_protection"


def test_a_consent_is_quoted_as_it_was_given_and_covers_no_other_purpose(
    centre: UnitsOfWork, somchai: int
) -> None:
    to = agency(centre)
    with centre.reading(MANAGER, "document.read") as session:
        name = session.get_one(Agency, to).name
    given = RecordConsent(
        somchai, "DISCLOSE", date(2026, 11, 3), "given", recipient=name, disclosed_for="ฝึกอาชีพ"
    )
    record_consent(centre, MANAGER, given)
    covered = issued(centre, somchai, to, **{**SAMPLE, "wanted_service": "ฝึกอาชีพ"})
    quoted = joined(page(covered.pdf, 3))
    assert joined(f"แก่ {name} เพื่อการรับบริการด้าน ฝึกอาชีพ ตามที่บันทึกไว้") in quoted
    assert joined("เมื่อวันที่ ๓ พฤศจิกายน ๒๕๖๙") in quoted
    assert "ยินยอมแล้ว" in flat(covered.pdf)
    other = issued(centre, somchai, to, **SAMPLE)
    form = joined(page(other.pdf, 4))
    assert "ฝึกอาชีพ" not in form
    assert "พฤศจิกายน" not in form, "the day is written by whoever signs"
    assert "ยินยอมแล้ว" not in flat(other.pdf)
    assert ID not in flat(other.pdf)


def test_a_consent_that_named_nobody_is_quoted_without_a_purpose(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    quoted = joined(page(issued(centre, somchai, agency(centre), **SAMPLE).pdf, 3))
    assert joined("แก่ หน่วยงานที่ให้ความช่วยเหลือ ตามที่บันทึกไว้") in quoted
    assert joined(str(SAMPLE["wanted_service"])) not in quoted


def test_of_somebody_who_left_without_consent_no_form_is_sent_along(
    centre: UnitsOfWork, somchai: int
) -> None:
    with centre.writing(MANAGER, "stay.end") as session:
        session.query(Stay).filter_by(person_id=somchai).one().left_on = date(2026, 11, 20)
    letter = issued(centre, somchai, agency(centre), **SAMPLE)
    assert "หนังสือยินยอม" not in flat(letter.pdf)
    assert page_count(letter.pdf) == 3


def test_where_the_text_tells_of_health_the_letter_does_not_say_that_nothing_is_told(
    centre: UnitsOfWork, somchai: int
) -> None:
    said(centre, somchai, "given")
    to, claim = agency(centre), "ไม่รวมข้อมูลสุขภาพ"
    assert claim in flat(issued(centre, somchai, to, **SAMPLE).pdf)
    told = issued(centre, somchai, to, **{**SAMPLE, "wanted_service": "ดูแลผู้ติดเชื้อเอชไอวี"})
    assert claim not in flat(told.pdf)
    purpose = {"person_id": somchai, "purpose": "รับยาเอชไอวี"}
    runner.issue(centre, DESK, "stay_certificate", purpose)
    with centre.reading(MANAGER, "document.read") as session:
        first, second, third = session.query(Disclosure).order_by(Disclosure.id)
    assert "sensitive_words" not in first.items
    assert second.items.endswith(",sensitive_words")
    assert third.items.endswith(",sensitive_words")
    assert "มีคำที่อาจเป็นข้อมูลสุขภาพในข้อความ" in in_words(second.items)


def test_nothing_of_health_or_of_the_case_is_told(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    letter = issued(centre, somchai, agency(centre), **SAMPLE)
    with centre.reading(MANAGER, "document.read") as session:
        kept = session.query(Document).one().facts
    for hidden in ("ยาต้านไวรัส", "ถูกทำร้าย", "คดีอาญา", "แผลฟกช้ำ"):
        assert hidden not in flat(letter.pdf)
        assert hidden not in kept


def test_a_letter_is_numbered_disclosed_and_awaits_its_reply(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    to = agency(centre)
    first, second = (issued(centre, somchai, to, **SAMPLE) for _ in range(2))
    assert [first.number, second.number] == ["ปป. 001/2569", "ปป. 002/2569"]
    assert documents.reprint(centre, DESK, first.document_id) == first.pdf
    assert first.pdf != second.pdf
    with centre.reading(MANAGER, "document.read") as session:
        paper = session.get_one(Document, first.document_id)
        told = session.query(Disclosure).filter_by(document_id=first.document_id).one()
        assert paper.reply_due_on == date(2026, 11, 30)
        assert (paper.person_id, paper.agency_id, paper.dated_on) == (somchai, to, date(2026, 11, 23))
        assert (told.person_id, told.agency_id, told.disclosed_on) == (somchai, to, date(2026, 11, 23))
        assert told.recipient == "ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง"
        assert told.basis == "consent"
        assert told.items == "name,age,home_province,stay_dates,national_id,sex,service_type"


def test_no_reply_is_awaited_when_no_form_for_it_was_sent(centre: UnitsOfWork, somchai: int) -> None:
    letter = issued(centre, somchai, agency(centre), attachments=("history",))
    assert "ตอบรับ" not in flat(letter.pdf)
    assert joined("รับตัวไว้ จักขอบคุณยิ่ง") in flat(letter.pdf)
    with centre.reading(MANAGER, "document.read") as session:
        assert session.query(Document).one().reply_due_on is None


def test_the_days_for_the_reply_are_the_centres_or_the_writers(centre: UnitsOfWork, somchai: int) -> None:
    to = agency(centre)
    with centre.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="document.reply_days", value="10"))
    assert joined("กลับภายใน ๑๐ วัน จักขอบคุณยิ่ง") in flat(issued(centre, somchai, to).pdf)
    assert joined("กลับภายใน ๓ วัน จักขอบคุณยิ่ง") in flat(issued(centre, somchai, to, reply_days=3).pdf)


def test_a_draft_says_so_on_every_page_and_takes_no_number(
    centre: UnitsOfWork, somchai: int, draw: Draw
) -> None:
    said(centre, somchai, "given")
    to = agency(centre)
    draft = draw("transfer_letter", person_id=somchai, agency_id=to)
    final = issued(centre, somchai, to)
    assert final.number == "ปป. 001/2569", "the draft took none"
    assert page_count(draft) == page_count(final.pdf) == 4
    for number in range(1, 5):
        assert "ร่าง" in joined(page(draft, number))
        assert "ร่าง" not in joined(page(final.pdf, number))
    assert "๒๕๖๙" in page(draft)
    assert "ปป." not in page(draft)
    assert lines(page(draft))[0].startswith("ที่ ....")


def test_what_is_not_known_prints_as_dots(centre: UnitsOfWork, draw: Draw) -> None:
    with centre.writing(MANAGER, "person.create") as session:
        person = a_person(session, first_name="", sex="F").id
    to = agency(centre, "NGO", name="มูลนิธิตัวอย่าง", addressee="")
    text = flat(draw("transfer_letter", person_id=person, agency_id=to))
    for dotted in (
        r"เรียน\.{8,}มูลนิธิตัวอย่าง", r"แก่หญิงไม่ทราบชื่ออายุ\.{5,}ปีภูมิลำเนาจังหวัด\.{8,}ตั้งแต่วันที่\.{8,}โดย",
        r"จะรับบริการด้าน\.{8,}ซึ่ง", r"มอบหมายให้\.{8,}ตำแหน่ง\.{8,}โทร\.{8,}เป็น", r"วันที่\.{8,}เวลา\.{8,}น\.",
    ):  # fmt: skip
        assert re.search(dotted, text), dotted
    assert "อ้างถึง" not in text
    assert "None" not in text


def test_without_a_signer_there_is_a_line_to_write_the_name(centre: UnitsOfWork, somchai: int) -> None:
    with centre.writing(MANAGER, "setting.edit") as session:
        session.get_one(Setting, "centre.signer_name").value = json.dumps("")
    text = flat(issued(centre, somchai, agency(centre)).pdf)
    assert re.search(r"\(\.{20,}\)ผู้อำนวยการ", text)


def test_another_signer_may_sign(centre: UnitsOfWork, somchai: int) -> None:
    letter = issued(
        centre, somchai, agency(centre), signer="นางสมใจ ทดสอบ", signer_position="รองผู้อำนวยการศูนย์"
    )
    assert lines(FOOT)[1] not in lines(page(letter.pdf))
    assert "(นางสมใจ ทดสอบ)" in lines(page(letter.pdf))
    assert "รองผู้อำนวยการศูนย์" in lines(page(letter.pdf))


@pytest.mark.parametrize(
    ("province", "printed"),
    [
        ("สงขลา", "ภูมิลำเนาจังหวัดสงขลา"),
        ("กรุงเทพมหานคร", "ภูมิลำเนากรุงเทพมหานคร"),
        ("ต่างประเทศ", "ภูมิลำเนาต่างประเทศ"),
        ("ไม่ทราบ", "ภูมิลำเนาจังหวัด...."),
        (None, "ภูมิลำเนาจังหวัด...."),
    ],
)
def test_home_is_named_as_letters_name_it(
    centre: UnitsOfWork, somchai: int, draw: Draw, province: str | None, printed: str
) -> None:
    with centre.writing(MANAGER, "person.edit") as session:
        session.get_one(Person, somchai).home_province = province
    assert printed in flat(draw("transfer_letter", person_id=somchai, agency_id=agency(centre)))


def test_a_stay_that_ended_says_until_when(centre: UnitsOfWork, somchai: int, draw: Draw) -> None:
    with centre.writing(MANAGER, "stay.end") as session:
        session.query(Stay).one().left_on = date(2026, 11, 20)
    text = flat(draw("transfer_letter", person_id=somchai, agency_id=agency(centre)))
    assert joined("ตั้งแต่วันที่ ๑๗ พฤศจิกายน ๒๕๖๙ ถึงวันที่ ๒๐ พฤศจิกายน ๒๕๖๙ โดย") in text


def test_each_enclosure_stands_on_a_page_of_its_own_place(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    pdf = issued(centre, somchai, agency(centre), **SAMPLE).pdf
    for number, place, title in (
        (2, "สิ่งที่ส่งมาด้วย ๑", "ประวัติผู้รับบริการโดยย่อ"),
        (3, "สิ่งที่ส่งมาด้วย ๒", "หนังสือยินยอมให้เปิดเผยข้อมูลส่วนบุคคล"),
        (4, "สิ่งที่ส่งมาด้วย ๔", "แบบตอบรับการส่งต่อ"),
    ):
        assert lines(page(pdf, number))[:2] == [place, title]


def test_a_single_enclosure_is_not_numbered(centre: UnitsOfWork, somchai: int) -> None:
    pdf = issued(centre, somchai, agency(centre), attachments=("reply",)).pdf
    assert "สิ่งที่ส่งมาด้วย แบบตอบรับการส่งต่อ จำนวน ๑ ฉบับ" in lines(page(pdf))
    assert lines(page(pdf, 2))[0] == "สิ่งที่ส่งมาด้วย"


def test_nothing_enclosed_leaves_one_page_without_a_list(centre: UnitsOfWork, somchai: int) -> None:
    pdf = issued(centre, somchai, agency(centre), attachments=()).pdf
    assert page_count(pdf) == 1
    assert "สิ่งที่ส่งมาด้วย" not in flat(pdf)


def test_the_reply_names_the_letter_and_asks_what_the_domain_asks(centre: UnitsOfWork, somchai: int) -> None:
    letter = issued(centre, somchai, agency(centre), attachments=("reply",), dated_on=date(2026, 11, 23))
    text = joined(page(letter.pdf, 2))
    assert joined("ที่ ปป. ๐๐๑/๒๕๖๙ ลงวันที่ ๒๓ พฤศจิกายน ๒๕๖๙ ขอส่งตัว นายสมมติ ตัวอย่างดี นั้น") in text
    asked = ("ได้รับตัว", "ไม่รับตัว", "(เหตุผล)", "เมื่อวันที่", "เวลา", "ลงชื่อ", "ผู้รับตัว", "ตำแหน่ง", "หน่วยงาน", "โทร.")
    places = [text.index(one) for one in asked]
    assert places == sorted(places)


def test_a_letter_that_runs_over_numbers_its_second_page_but_no_enclosure(
    centre: UnitsOfWork, somchai: int
) -> None:
    wanted = "ที่พักระยะยาว การฝึกอาชีพ และการจัดทำบัตรประจำตัวประชาชน " * 24
    pdf = issued(centre, somchai, agency(centre), wanted_service=wanted, attachments=("reply",)).pdf
    assert page_count(pdf) == 3
    assert joined(lines(page(pdf, 2))[0]) == "-๒-"
    assert lines(page(pdf, 2))[1].startswith("จึงเรียนมา"), "the signature never stands without words"
    assert "-๓-" not in joined(page(pdf, 3))


def test_figures_are_arabic_when_asked_for(centre: UnitsOfWork, somchai: int, draw: Draw) -> None:
    text = flat(
        draw("transfer_letter", person_id=somchai, agency_id=agency(centre), thai_digits=False, **SAMPLE)
    )
    assert not re.search("[๐-๙]", text)
    assert "23พฤศจิกายน2569" in text


def test_every_reader_gets_the_words_as_written(centre: UnitsOfWork, somchai: int) -> None:
    said(centre, somchai, "given")
    pdf = issued(centre, somchai, agency(centre, name="บริษัท ก & ข <จำกัด>"), **SAMPLE).pdf
    for reader, text in all_readings(pdf).items():
        assert not STRANGE.search(text), reader
        assert joined("นายสมมติ ตัวอย่างดี") in joined(text), reader
        assert joined("บริษัท ก & ข <จำกัด>") in joined(text), reader


def test_the_logo_of_the_centre_stands_above(centre: UnitsOfWork, somchai: int, draw: Draw) -> None:
    to = agency(centre)

    def pictures() -> int:
        pdf = draw("transfer_letter", person_id=somchai, agency_id=to)
        return len(pypdf.PdfReader(BytesIO(pdf)).pages[0].images)

    assert pictures() == 0
    file = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(file, "PNG")
    with centre.writing(MANAGER, "setting.edit") as session:
        session.add(StoredFile(key=LOGO, name="logo.png", content=file.getvalue()))
    assert pictures() == 1


@pytest.mark.parametrize("actor", [TRAINER, Actor(9, "audit", "ผู้ตรวจสอบ", Role.AUDIT)])
def test_who_may_not_issue_may_not_draft(centre: UnitsOfWork, somchai: int, actor: Actor) -> None:
    given = {"person_id": somchai, "agency_id": agency(centre)}
    with pytest.raises(NotAllowed):
        runner.render(centre, actor, "transfer_letter", given)


def test_without_person_or_agency_there_is_no_letter(centre: UnitsOfWork, somchai: int, draw: Draw) -> None:
    with pytest.raises(RuleBroken) as refused:
        draw("transfer_letter", person_id=somchai)
    assert refused.value.id == "report.parameter_missing"
    with pytest.raises(RuleBroken) as refused:
        draw("transfer_letter", person_id=somchai, agency_id=999)
    assert refused.value.id == "record.missing"
