"""Certificates and transcripts: drafts, numbers in a row, who gets which, what they never say."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import (
    AuditEntry,
    Course,
    CourseModule,
    Document,
    Enrolment,
    ModuleResult,
    Restriction,
)
from panpun_desktop.reports import runner
from panpun_desktop.reports.class_papers import Bundle, draft_class, issue_class
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.certificates import papers_for
from panpun_desktop.services.documents import CancelDocument, cancel, reprint
from tests.builders import DESK, MANAGER, TODAY
from tests.reports.kit.reading import all_readings, joined, page_count, picture, poppler
from tests.services.classroom import Classroom

SHELTER = ("พักพิง", "พักอาศัย", "ผู้รับบริการ", "คนไร้ที่พึ่ง", "สงเคราะห์", "เตียง")


def settled(room: Classroom, name: str, state: str = "DONE", **facts: object) -> Enrolment:
    """Someone whose result the manager has confirmed."""
    figures = json.dumps({"percent": "93.33", "attended": 28, "scheduled": 30})
    person = room.house.person(name, title="นาย", last_name="ตัวอย่าง", sex="M")
    return room.enrol(person, state=state, ended_on=TODAY, settled_figures=figures, **facts)


def issued(room: Classroom, key: str = "certificate", person_id: int | None = None) -> Bundle:
    return issue_class(room.house.work, MANAGER, key, room.cohort_id, person_id)


def drawn(room: Classroom, key: str, row: Enrolment, **given: object) -> runner.Rendered:
    return runner.render(room.house.work, MANAGER, key, {"enrolment_id": row.id, **given})


def test_a_class_gets_its_certificates_in_one_act_with_numbers_in_a_row(room: Classroom) -> None:
    for name in ("เอก", "โท", "ตรี"):
        settled(room, name)
    settled(room, "ตกซ้ำ", "FAILED")
    room.enrol(room.house.person("ยังเรียน"))
    done = issued(room)
    assert [number.split()[-1] for number in done.numbers] == ["001/2569", "002/2569", "003/2569"]
    assert page_count(done.pdf) == 3
    text = joined(poppler(done.pdf))
    assert "ตกซ้ำ" not in text
    assert "ยังเรียน" not in text
    with room.house.work.reading(MANAGER, "document.read") as session:
        papers = session.scalars(select(Document)).all()
        assert {one.enrolment_id for one in papers} == {1, 2, 3}
        assert all(one.person_id is not None for one in papers)
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act == "certificate.issue")).all()
    assert len(acts) == 1


def test_who_came_later_is_issued_later_and_nobody_twice(room: Classroom) -> None:
    settled(room, "เอก")
    issued(room)
    settled(room, "โท")
    assert [one.split()[-1] for one in issued(room).numbers] == ["002/2569"]
    with pytest.raises(RuleBroken, match=r"certificate\.nobody"):
        issued(room)


def test_one_who_has_a_certificate_is_refused_another_until_it_is_cancelled(room: Classroom) -> None:
    row = settled(room, "เอก")
    first = issued(room)
    with pytest.raises(RuleBroken, match=r"certificate\.issued_already"):
        issued(room, person_id=row.person_id)
    cancel(room.house.work, MANAGER, CancelDocument(first.document_ids[0], 1, "พิมพ์ผิด"))
    assert [one.split()[-1] for one in issued(room, person_id=row.person_id).numbers] == ["002/2569"]


def test_before_the_result_there_is_only_a_draft(room: Classroom) -> None:
    row = room.enrol(room.house.person("เอก"))
    draft = draft_class(room.house.work, MANAGER, "certificate", room.cohort_id)
    assert "ร่าง" in poppler(draft.pdf)
    assert draft.numbers == ("",)
    with pytest.raises(RuleBroken, match=r"certificate\.not_confirmed"):
        issued(room, person_id=row.person_id)
    with room.house.work.reading(MANAGER, "document.read") as session:
        assert session.scalars(select(Document)).all() == []


def test_who_failed_gets_a_transcript_and_no_certificate(room: Classroom) -> None:
    row = settled(room, "เอก", "FAILED")
    with pytest.raises(RuleBroken, match=r"certificate\.not_passed"):
        drawn(room, "certificate", row)
    done = issued(room, "transcript")
    assert "ไม่ผ่าน" in joined(poppler(done.pdf))
    assert "ผ 001/2569" in done.numbers[0]


def test_each_kind_has_a_register_of_its_own(room: Classroom) -> None:
    settled(room, "เอก")
    numbers = [issued(room, key).numbers[0].split()[-1] for key in ("certificate", "transcript")]
    assert numbers == ["001/2569", "001/2569"]


def test_a_certificate_says_what_employers_need_and_nothing_of_the_shelter(room: Classroom) -> None:
    with room.house.writing() as session:
        session.get_one(Course, room.course_id).hours = 270
    paper = drawn(room, "certificate", settled(room, "สมมติ"), thai_digits=True)
    for reader, text in all_readings(paper.pdf).items():
        said = joined(text)
        for words in (
            "ประกาศนียบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
            "นายสมมติตัวอย่าง",
            "ได้ผ่านการอบรมหลักสูตรตัดเย็บเสื้อผ้ารุ่นที่๕๗",
            "รวม๒๗๐ชั่วโมง",
            "ขอให้มีความสุขความเจริญในหน้าที่การงานสืบไป",
            "ให้ไว้ณวันที่๒๑พฤศจิกายนพ.ศ.๒๕๖๙",
        ):
            assert words in said, (reader, words)
        assert [word for word in SHELTER if word in said] == []
    assert page_count(paper.pdf) == 1


def test_a_course_without_hours_leaves_them_out(room: Classroom) -> None:
    assert "ชั่วโมง" not in poppler(drawn(room, "certificate", settled(room, "เอก")).pdf)


def test_a_transcript_has_modules_scores_attendance_and_its_own_name(room: Classroom) -> None:
    row = settled(room, "เอก")
    with room.house.writing() as session:
        module = CourseModule(
            course_id=room.course_id, position=1, name="การใช้จักร", hours=Decimal(60), max_score=Decimal(100)
        )
        session.add(module)
        session.flush()
        session.add(
            ModuleResult(enrolment_id=row.id, module_id=module.id, score=Decimal("82.5"), passed=True)
        )
    text = joined(poppler(drawn(room, "transcript", row, thai_digits=False).pdf))
    for words in ("ใบแสดงผลการอบรม", "การใช้จักร", "82.5", "ร้อยละ93.3", "28คาบจาก30คาบ", "นายทะเบียน"):
        assert words in text, words
    assert "ระเบียนแสดงผลการเรียน" not in text
    assert [word for word in SHELTER if word in text] == []


def test_an_issued_certificate_stays_as_it_was(room: Classroom) -> None:
    row = settled(room, "เอก")
    done = issued(room)
    with room.house.writing() as session:
        session.get_one(Course, room.course_id).name = "ชื่อใหม่"
    assert reprint(room.house.work, MANAGER, done.document_ids[0]) == done.pdf
    assert picture(done.pdf) != picture(drawn(room, "certificate", row).pdf)


def test_the_protected_are_left_out_for_who_does_not_see_them(room: Classroom) -> None:
    row = settled(room, "ลับแล")
    settled(room, "เอก")
    with room.house.writing() as session:
        session.add(Restriction(person_id=row.person_id, reason_code="VIOLENCE", since_on=TODAY))
    reception = Actor(DESK.user_id, "reg", "ทะเบียน", Role.REG)
    found = papers_for(room.house.work, reception, "certificate", room.cohort_id)
    assert (len(found.people), found.covered) == (1, 1)
    done = draft_class(room.house.work, reception, "certificate", room.cohort_id)
    assert "ลับแล" not in poppler(done.pdf)
    assert "1" in done.summary


def test_who_is_not_of_the_class_is_told_so_and_of_the_covered_nothing(room: Classroom) -> None:
    stranger = room.house.person("คนนอก")
    settled(room, "เอก")
    for paper in (issue_class, draft_class):
        with pytest.raises(RuleBroken, match=r"certificate\.not_of_class"):
            paper(room.house.work, MANAGER, "certificate", room.cohort_id, stranger.id)
    with room.house.writing() as session:
        session.add(Restriction(person_id=stranger.id, reason_code="VIOLENCE", since_on=TODAY))
    reception = Actor(DESK.user_id, "reg", "ทะเบียน", Role.REG)
    with pytest.raises(RuleBroken, match=r"certificate\.nobody"):
        issue_class(room.house.work, reception, "certificate", room.cohort_id, stranger.id)


def test_a_transcript_without_a_score_is_noted_and_issued_all_the_same(room: Classroom) -> None:
    row = settled(room, "เอก")
    assert [
        one.lacks_scores for one in papers_for(room.house.work, MANAGER, "transcript", room.cohort_id).people
    ] == [True]
    with room.house.writing() as session:
        module = CourseModule(course_id=room.course_id, name="พื้นฐาน", position=1)
        session.add(module)
        session.flush()
        session.add(ModuleResult(enrolment_id=row.id, module_id=module.id, passed=True))
    settled(room, "โท")
    done = issued(room, "transcript")
    assert len(done.numbers) == 2
    assert "โท" in done.doubt
    assert "เอก" not in done.doubt
    assert issued(room).doubt == ""


def test_who_may_not_issue_is_refused(room: Classroom) -> None:
    settled(room, "เอก")
    auditor = Actor(DESK.user_id, "audit", "ผู้ตรวจ", Role.AUDIT)
    with pytest.raises(NotAllowed):
        issue_class(room.house.work, auditor, "certificate", room.cohort_id)
