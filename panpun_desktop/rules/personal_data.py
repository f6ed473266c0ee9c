"""What the centre keeps of one person, table by table: what is handed out, and what anonymising takes.

One table for both (R-PD-3, R-PD-5), so that a new table cannot be forgotten: a test finds it. What is
not ``shown`` is not handed out: keys, staff, and whatever tells of third parties. What is not
``emptied`` stays for the statistics: sex, birth year, codes, days, stays, courses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A column as it is handed out; ``codes`` is the code list that its values are of."""

    column: str
    label: str
    codes: str = ""


@dataclass(frozen=True)
class Kept:
    """One table; ``via`` is the column that leads to the person, a stay, an enrolment, a learner …"""

    table: str
    via: str = "person_id"
    title: str = ""
    """Heading of its section in what is handed out; "" is not handed out."""
    shown: tuple[Shown, ...] = ()
    emptied: tuple[str, ...] = ()
    """Columns that anonymising empties; texts become "", everything else unknown."""


def _shown(text: str) -> tuple[Shown, ...]:
    """From ``column ป้าย list`` a line, the list where the column holds a code."""
    lines = (line.split() for line in text.strip().splitlines())
    return tuple(Shown(line[0], line[1], line[2] if len(line) > 2 else "") for line in lines)


PERSON = Kept(
    "person",
    "id",
    "ข้อมูลประจำตัว",
    _shown(
        """
        regno เลขทะเบียน
        title คำนำหน้า
        first_name ชื่อ
        middle_name ชื่อกลาง
        last_name ชื่อสกุล
        nickname ชื่อเล่น
        called_name ชื่อที่ต้องการให้เรียก
        name_en ชื่ออังกฤษ
        label สิ่งที่ใช้แยกบุคคล
        sex เพศ sex
        gender เพศสภาพ
        birth_first_on วันเกิด
        birth_place สถานที่เกิด
        national_id เลขประจำตัวประชาชน
        card_issued_on วันออกบัตร
        card_expires_on บัตรหมดอายุ
        card_held การถือบัตร card_held
        civil_status สถานะทางทะเบียน civil_status
        nationality สัญชาติ nationality
        religion ศาสนา religion
        education การศึกษา education
        education_system ระบบการศึกษา education_system
        occupation อาชีพ
        marital สถานภาพสมรส marital
        home_province จังหวัดภูมิลำเนา province
        home_address ที่อยู่ภูมิลำเนา
        phone โทรศัพท์
        disability_card บัตรคนพิการ disability_card
        health_scheme สิทธิการรักษา health_scheme
        medication ยาที่ใช้
        allergy การแพ้
        diet อาหาร diet
        caution ข้อควรระวัง
        note หมายเหตุ
        registered_on วันขึ้นทะเบียน
        """
    ),
    (
        *("title", "first_name", "middle_name", "last_name", "nickname", "label", "called_name", "name_en"),
        *("gender", "national_id", "national_id_valid", "home_address", "phone", "emergency_contact"),
        *("medication", "diet", "caution", "religion", "occupation", "disability_card", "health_scheme"),
        *("allergy", "birth_place", "father_name", "mother_name", "card_issued_on", "card_expires_on"),
        *("card_held", "note", "external_key"),
    ),
)
KEPT: tuple[Kept, ...] = (
    PERSON,
    Kept(
        "person_name",
        title="ชื่ออื่น",
        shown=_shown("kind ประเภท name_kind\ntext ชื่อ\nuntil_on ใช้ถึงวันที่"),
        emptied=("text",),
    ),
    Kept("person_phone", title="โทรศัพท์", shown=_shown("number หมายเลข"), emptied=("number", "whose", "note")),
    Kept(
        "person_address",
        title="ที่อยู่",
        shown=_shown(
            """
            kind ประเภท address_kind
            house_no เลขที่
            moo หมู่
            place สถานที่
            trok ตรอก
            soi ซอย
            road ถนน
            subdistrict ตำบล/แขวง
            district อำเภอ/เขต
            province จังหวัด province
            postcode รหัสไปรษณีย์
            text ที่อยู่ตามที่แจ้ง
            """
        ),
        emptied=(
            *("house_no", "moo", "place", "trok", "soi", "road", "subdistrict", "district", "postcode"),
            *("text", "latitude", "longitude"),
        ),
    ),
    Kept(
        "person_relation",
        title="ความสัมพันธ์ (ไม่ระบุบุคคลอื่น)",
        shown=_shown("relation ความสัมพันธ์ relation\nsince_on ตั้งแต่\nuntil_on ถึง"),
        emptied=("other_name", "phone", "note"),
    ),
    Kept("person_code", title="กลุ่มและความพิการ", shown=_shown("list ประเภท\ncode รายการ")),
    Kept(
        "household_member",
        title="ครอบครัว (ไม่ระบุบุคคลอื่น)",
        shown=_shown("relation ความสัมพันธ์ relation\nsince_on ตั้งแต่\nuntil_on ถึง"),
    ),
    Kept(
        "person_file",
        title="ภาพถ่ายและเอกสารที่เก็บไว้",
        shown=_shown("kind ประเภท file_kind\ntitle ชื่อเอกสาร\nname ชื่อไฟล์\ndated_on ลงวันที่\nadded_at เพิ่มเมื่อ"),
        emptied=("title", "name", "void_reason"),
    ),
    Kept(
        "consent",
        title="ความยินยอม",
        shown=_shown(
            """
            purpose วัตถุประสงค์ consent_purpose
            state สถานะ
            given_on วันที่
            recipient เปิดเผยแก่
            disclosed_for เพื่อ
            told ข้อมูลที่ให้เปิดเผย
            until_on มีผลถึงวันที่
            text_version ฉบับข้อความ
            """
        ),
        emptied=("how", "witness", "disclosed_for", "told"),
    ),
    Kept(
        "stay",
        title="การเข้าพัก",
        shown=_shown(
            """
            arrived_on วันเข้า
            left_on วันออก
            channel ช่องทาง channel
            outcome ผลการออก outcome
            outcome_province จังหวัดที่ไป province
            outcome_note รายละเอียดการออก
            condition_seen สภาพแรกรับ
            belongings ทรัพย์สิน
            note หมายเหตุ
            """
        ),
        emptied=(
            *("brought_by", "outcome_note", "condition_seen", "belongings", "note", "external_key"),
            "void_reason",
        ),
    ),
    Kept(
        "episode",
        "stay_id",
        "ประเภทบริการ",
        _shown("service_type บริการ service_type\nstarted_on ตั้งแต่\nended_on ถึง"),
    ),
    Kept("bed_use", "stay_id", "เตียงที่พัก", _shown("start_on ตั้งแต่\nend_on ถึง")),
    Kept(
        "absence",
        "stay_id",
        "การลาและการไปโรงพยาบาล",
        _shown("kind ประเภท absence_kind\nstarted_on ตั้งแต่\nended_on กลับ\nnote หมายเหตุ"),
        ("note",),
    ),
    Kept("night_census_line", "stay_id", emptied=("note",)),
    Kept(
        "override",
        title="การผ่อนผันเกินเกณฑ์",
        shown=_shown("rule_id เกณฑ์ rule\nreason เหตุผล\ngiven_on วันที่"),
        emptied=("found", "reason"),
    ),
    Kept("bed_reservation", emptied=("for_whom", "note")),
    Kept(
        "waiting_entry",
        title="รายการรอเข้าพัก",
        shown=_shown("came_on วันที่แจ้ง\nneed ความต้องการ\nclosed_on ปิดเมื่อ"),
        emptied=("name", "phone", "need", "closed_note"),
    ),
    Kept(
        "turn_away",
        title="การมาที่รับไว้ไม่ได้",
        shown=_shown("on_day วันที่\nreason_code เหตุผล turn_away_reason\nnote หมายเหตุ"),
        emptied=("name", "note"),
    ),
    Kept(
        "belonging",
        title="ทรัพย์สินรับฝาก",
        shown=_shown("item รายการ\nquantity จำนวน\nreceived_on รับฝากเมื่อ\nreturned_on คืนเมื่อ\nnote หมายเหตุ"),
        emptied=("item", "quantity", "kept_at", "returned_to", "note"),
    ),
    Kept(
        "follow_up",
        title="การติดตามหลังออก",
        shown=_shown("due_on กำหนด\ndone_on ติดตามเมื่อ\nresult ผล follow_up_result\nnote หมายเหตุ"),
        emptied=("note",),
    ),
    Kept("incident_person"),
    Kept(
        "enrolment",
        title="หลักสูตร",
        shown=_shown(
            """
            state สถานะ enrolment_state
            applied_on วันที่สมัคร
            joined_on เริ่มเรียน
            ended_on สิ้นสุด
            end_reason เหตุที่สิ้นสุด
            assessment_score คะแนนประเมิน
            next_step หลังจบหลักสูตร course_next
            employer สถานที่ทำงาน
            note หมายเหตุ
            """
        ),
        emptied=("end_reason", "next_note", "employer", "note", "void_reason"),
    ),
    Kept("enrolment_pause", "enrolment_id", emptied=("reason",)),
    Kept("continuity_decision", "enrolment_id", emptied=("reason",)),
    Kept(
        "module_result",
        "enrolment_id",
        "ผลรายวิชา",
        _shown("hours ชั่วโมง\nscore คะแนน\npassed ผ่าน"),
        ("note",),
    ),
    Kept("attendance_mark", "enrolment_id", emptied=("remark", "late_reason")),
    Kept(
        "learner",
        title="การศึกษา กศน./สกร.",
        shown=_shown(
            """
            student_no รหัสนักศึกษา
            g_code รหัสG
            school สถานศึกษา
            enrolled_on วันสมัคร
            status สถานะ learner_status
            graduated_on จบเมื่อ
            note หมายเหตุ
            """
        ),
        emptied=("student_no", "g_code", "teacher", "prior_evidence", "note"),
    ),
    Kept("learner_term", "learner_id", emptied=("cap_reason",)),
    Kept(
        "learner_subject",
        "learner_id",
        "ผลการเรียน",
        _shown("credits หน่วยกิต\ngrade เกรด"),
        ("transferred_from",),
    ),
    Kept("learner_activity", "learner_id", emptied=("name",)),
    Kept(
        "document",
        title="หนังสือและแบบที่ออก",
        shown=_shown("number เลขที่\ntitle เรื่อง\ndated_on ลงวันที่\nrecipient ถึง"),
        emptied=("title", "recipient", "parameters", "facts", "cancel_reason"),
    ),
    Kept(
        "disclosure",
        title="การเปิดเผยข้อมูล",
        shown=_shown("disclosed_on วันที่\nrecipient ผู้รับ\nitems รายการ\nbasis ฐาน"),
    ),
    Kept(
        "incoming_paper",
        title="หนังสือรับที่เกี่ยวข้อง",
        shown=_shown("number เลขรับ\nreceived_on รับเมื่อ\nsender จาก\nsubject เรื่อง"),
        emptied=("subject", "note", "void_reason"),
    ),
    Kept("restriction", emptied=("reason", "safe_contact")),
    Kept("keep_apart", emptied=("description", "relation")),
    Kept("break_glass", emptied=("reason",)),
    Kept("access_entry", title="ผู้ใดเข้าถึงข้อมูลเมื่อใด", shown=_shown("at เมื่อ\nrole บทบาท\nkind การกระทำ")),
    Kept("closed_stay", emptied=("name",)),
    Kept("accepted_finding", emptied=("reason",)),
    Kept(
        "data_request",
        title="คำขอใช้สิทธิ",
        shown=_shown(
            """
            number เลขที่
            kind สิ่งที่ขอ data_request_kind
            received_on วันที่รับ
            wish รายละเอียด
            result_note ผล
            closed_on ตอบเมื่อ
            """
        ),
        emptied=("asked_by", "channel", "wish", "identity_checked_by", "result_note", "void_reason"),
    ),
    Kept("retention_decision"),
)
TABLES: Mapping[str, Kept] = {one.table: one for one in KEPT}
NAMED_IN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "person": (
        "ข้อมูลประจำตัว",
        ("note", "caution", "emergency_contact", "father_name", "mother_name"),
    ),
    "person_relation": ("ความสัมพันธ์", ("other_name", "note")),
    "person_phone": ("โทรศัพท์", ("whose", "note")),
    "consent": ("ความยินยอม", ("how", "witness")),
    "stay": ("การเข้าพัก", ("brought_by", "outcome_note", "condition_seen", "belongings", "note")),
    "absence": ("การลา", ("note",)),
    "night_census_line": ("การนับยอดคืน", ("note",)),
    "night_census": ("การนับยอดคืน", ("note",)),
    "override": ("การผ่อนผัน", ("found", "reason")),
    "bed_reservation": ("การจองเตียง", ("for_whom", "note")),
    "waiting_entry": ("รายการรอเข้าพัก", ("need", "closed_note")),
    "turn_away": ("การมาที่รับไว้ไม่ได้", ("note",)),
    "belonging": ("ทรัพย์สินรับฝาก", ("returned_to", "note")),
    "follow_up": ("การติดตาม", ("note",)),
    "incident": ("เหตุการณ์", ("what", "told", "done", "place")),
    "enrolment": ("หลักสูตร", ("end_reason", "next_note", "note")),
    "enrolment_pause": ("การพักการอบรม", ("reason",)),
    "attendance_mark": ("การลงเวลา", ("remark", "late_reason")),
    "module_result": ("ผลรายวิชา", ("note",)),
    "learner": ("การศึกษา กศน./สกร.", ("note",)),
    "restriction": ("การปกปิดข้อมูล", ("reason", "safe_contact")),
    "keep_apart": ("การแยกที่พัก", ("description", "relation")),
    "data_request": ("คำขอใช้สิทธิ", ("asked_by", "wish", "result_note")),
    "incoming_paper": ("หนังสือรับ", ("subject", "note")),
    "breach": ("เหตุละเมิดข้อมูล", ("description", "remedy", "risk_note")),
    "statement_text": ("ข้อความในรายงานเดือน", ("problems", "proposals", "plan")),
    "household": ("ครอบครัว", ("name",)),
    "cohort": ("รุ่นการอบรม", ("note",)),
    "bed_block": ("การงดใช้เตียง", ("reason",)),
}
"""Where staff write freely and may name somebody else: the kind of record and its texts."""
ANONYMOUS = "ลบชื่อแล้ว"
"""What stands in place of a name."""
BLANKS: Mapping[str, object] = {"parameters": "{}", "facts": "{}"}
"""What stands in an emptied column that is neither a text nor may be unknown."""


def blank_of(column: str, value: object) -> object:
    """What an emptied column holds: texts nothing, switches off, everything else unknown."""
    if column in BLANKS:
        return BLANKS[column]
    if isinstance(value, bool):
        return False
    return "" if isinstance(value, str) and column not in _NULLABLE else None


_NULLABLE = frozenset(
    {
        *("national_id", "diet", "religion", "disability_card", "health_scheme", "card_held"),
        *("external_key", "card_issued_on", "card_expires_on"),
    }
)
"""Emptied columns that are unknown rather than an empty text."""


def blanked(table: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values of a record with the emptied columns blank; those that hold nothing stay as they are."""
    emptied = frozenset(TABLES[table].emptied) if table in TABLES else frozenset()
    return {
        column: _kept_of_birth(column, value, values)
        if table == "person" and column == "birth_first_on"
        else blank_of(column, value)
        if column in emptied and value not in (None, "", False)
        else value
        for column, value in values.items()
    }


def _kept_of_birth(column: str, value: object, values: Mapping[str, object]) -> object:
    """Of a birthday the year stays, in the audit as in the record."""
    return f"{value[:4]}-01-01" if isinstance(value, str) and len(value) >= len("2026") else value
