"""What a letter looks like with the words being edited: its own layout, about an invented person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.course_facts import CourseOnPaper
from panpun_desktop.reports.intake_form.data import IntakeForm
from panpun_desktop.reports.letter_kinds import as_file, letter_kind
from panpun_desktop.reports.letters.catalogue import KINDS
from panpun_desktop.reports.letters.filled import CLAUSE, Filled, Prose, Value, Whole
from panpun_desktop.reports.person_facts import PersonOnPaper
from panpun_desktop.reports.registry import report
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.sender import Sender
from panpun_desktop.reports.transcript.data import ModuleLine, Transcript
from panpun_desktop.reports.transfer_letter.data import ENCLOSURES, Escort, TransferLetter
from panpun_desktop.reports.voluntary.data import Voluntary
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.rules.consents import Agreement

if TYPE_CHECKING:
    from panpun_desktop.reports.letter_texts import LetterKind

_DAY = date(2026, 11, 23)
_SINCE = _DAY - timedelta(days=6)
_NAME, _WITNESS, _STAFF = "นายสมมติ ตัวอย่างดี", "นางทองดี ศรีทอง", "นางสาวทดสอบ ระบบงาน"
_CENTRE = Sender("ศูนย์ตัวอย่าง", ("99 ถนนสมมติ แขวงตัวอย่าง เขตตัวอย่าง", "กรุงเทพมหานคร 10000"), "020000000")
_SIGNER, _POSITION = "นายจำลอง ข้อมูลทดสอบ", "ผู้อำนวยการศูนย์ตัวอย่าง"
_AGENCY, _ADDRESSEE = "หน่วยงานตัวอย่าง", "ผู้อำนวยการหน่วยงานตัวอย่าง"
_ADDRESS = "1 ถนนตัวอย่าง ตำบลตัวอย่าง\nอำเภอเมือง จังหวัดตัวอย่าง 10000"
_SERVICE = "พักพิงระยะสั้น"
_PERSON = PersonOnPaper("P69-0001", _NAME, "", "ชาย", "47 ปี", home_province="จังหวัดตัวอย่าง")
_VALUES: dict[str, Value] = {
    "centre": _CENTRE.name,
    "client_word": "ผู้รับบริการ",
    "person": _NAME,
    "regno": Whole(_PERSON.regno),
    "age": Whole(_PERSON.age),
    "agency": _AGENCY,
    "to": "ตัวอย่าง",
    "address": _ADDRESS,
    "national_id": Whole("0-0000-00000-00-1"),
    "born": Whole("พ.ศ. 2522"),
    "service": Prose(_SERVICE),
    "arrived_on": _SINCE,
    "from_date": _SINCE,
    "since": _SINCE,
    "limit_date": _DAY,
    "left_on": _DAY,
    "extend_to": _DAY + timedelta(days=7),
    "travel_on": _DAY + timedelta(days=1),
    "escort": _STAFF,
    "escort_position": Prose("นักสังคมสงเคราะห์"),
    "escort_phone": Whole("02-000-0000"),
    "destination": Prose("ตำบลตัวอย่าง จังหวัดตัวอย่าง"),
    "receiver": _WITNESS,
    "relation": Prose("พี่สาว"),
    "receiver_phone": Whole("081-000-0000"),
    "family_count": "2",
    "amount": Whole("1,021.25"),
    "amount_text": Prose("หนึ่งพันยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
    "fare": Whole("1,000.25"),
    "food": Whole("21.00"),
    "paid_by": _STAFF,
    "to_date": _DAY,
    "day": "23",
    "month": "พฤศจิกายน",
    "year": "2569",
    "valid_days": "30",
    "scheme": Prose("บัตรทอง"),
    "birth": "พ.ศ. 2522",
    "birthplace": Prose("จังหวัดตัวอย่าง"),
    "father": "นายคำ ตัวอย่างดี",
    "mother": "นางแก้ว ตัวอย่างดี",
    "guardian": _WITNESS,
    "witness": _WITNESS,
    "purpose": Prose("สมัครงาน"),
    "reason": Prose("อยู่ระหว่างรอผลการพิจารณาของหน่วยงาน"),
    "symptoms": Prose("ไข้ ไอ มา 3 วัน"),
    "problem": Prose("บัตรประจำตัวสูญหาย"),
    "request": Prose("จัดทำบัตรประจำตัวประชาชน"),
    "size": "DL",
}
_TOLD = Prose("ข้อความตัวอย่าง")
"""Of a place that staff fill with words of their own."""


_EITHER = (
    ("id_clause", "no_id_clause"),
    ("now_clause", "to_clause"),
    ("right_clause", "no_right_clause"),
    ("thai_clause", "proving_clause"),
)
"""Clauses of which a letter has one; the sample shows the first unless another is being edited."""


def sample(kind: str, texts: Mapping[str, str], thai_digits: bool = True, edited: str = "") -> bytes:
    """The paper of a kind as a draft with these words; a field's words are invented.

    ``edited``: the text being worked on, which is seen where a letter has it or another one.
    """
    made = _MADE[kind]() if kind in _MADE else _letter(kind, edited)
    if isinstance(made, TransferLetter) and edited in _OF_FORM:
        made = replace(made, consent=None)
    finish = Finish("ปป. 012/2569", is_draft=True, thai_digits=thai_digits, own={kind: as_file(texts)})
    drawn: bytes = report(kind).draw(made, finish)
    return drawn


def _clauses(words: LetterKind, edited: str) -> frozenset[str]:
    """Every clause, of alternatives one."""
    left_out = {one for pair in _EITHER for one in pair if one != (edited if edited in pair else pair[0])}
    return frozenset(name for name in words.texts if name.endswith(CLAUSE) and name not in left_out)


def _letter(kind: str, edited: str = "") -> Filled:
    """A letter of the one neutral model, with a value at each of its places."""
    words = letter_kind(kind)
    return Filled(
        kind,
        report(kind).label,
        _CENTRE,
        _DAY,
        values=_VALUES | _places(words),
        clauses=_clauses(words, edited),
        person=_PERSON,
        addressee=_ADDRESSEE if KINDS[kind].has_agency else "",
        agency=_AGENCY if KINDS[kind].has_agency else "",
        signer=_SIGNER,
        signer_position=_POSITION,
        written_by=_STAFF,
        enclosures=tuple(one for one in words.texts if f"{one}_amount" in words.texts),
        rows=_ROWS.get(kind, ()),
    )


def _places(words: LetterKind) -> dict[str, Value]:
    return {place: _VALUES.get(place, _TOLD) for place in words.places if not place.endswith(CLAUSE)}


def _transfer() -> TransferLetter:
    return TransferLetter(
        sender=_CENTRE,
        client_word="ผู้รับบริการ",
        dated_on=_DAY,
        agency=_AGENCY,
        addressee=_ADDRESSEE,
        is_state=True,
        person=_PERSON,
        national_id="0-0000-00000-00-1",
        consent=Agreement(_DAY, "given", _AGENCY, _SERVICE),
        other_consent=None,
        arrived_on=_SINCE,
        left_on=_DAY,
        service=_SERVICE,
        wanted_service=_SERVICE,
        reference="",
        escort=Escort(_STAFF, "นักสังคมสงเคราะห์", "020000000", _DAY, time(10, 0)),
        enclosures=ENCLOSURES,
        reply_days=7,
        signer=_SIGNER,
        signer_position=_POSITION,
        written_by=_STAFF,
    )


def _course() -> CourseOnPaper:
    return CourseOnPaper(
        sender=_CENTRE,
        enrolment_id=0,
        person_id=0,
        cohort_id=0,
        name=_NAME,
        course="หลักสูตรตัวอย่าง",
        cohort="1 ปี 2569",
        starts_on=_SINCE,
        ends_on=_DAY,
        hours=Decimal(60),
        state=EnrolmentState.DONE,
        dated_on=_DAY,
        signer=_SIGNER,
        signer_position=_POSITION,
    )


def _transcript() -> Transcript:
    line = ModuleLine("วิชาตัวอย่าง", "60", "100", "80", passed=True)
    return Transcript(_course(), (line,), replace(line, name=""), "95.0", 19, 20, assessed=True, passed=True)


_OF_FORM = frozenset(
    f"consent_{part}"
    for part in (
        *("written_at", "date", "statement", "withdrawal", "person", "guardian", "witness", "thumb"),
        "staff",
    )
) | {"disclosed_id_clause", "minor_clause"}
"""Texts of the form to be signed, which stands in place of a consent that was given."""
_ROWS = {"receipt": (("ค่าพาหนะ", "1,021.25"),), "address_labels": ((_ADDRESSEE, _AGENCY, _ADDRESS),) * 3}
_MADE: dict[str, Callable[[], Any]] = {
    "transfer_letter": _transfer,
    "intake_form": lambda: IntakeForm(_CENTRE, _PERSON, _SINCE, service=_SERVICE, received_by=_STAFF),
    "voluntary": lambda: Voluntary(_CENTRE, _PERSON, _DAY, _SERVICE, _STAFF),
    "certificate": _course,
    "transcript": _transcript,
}
