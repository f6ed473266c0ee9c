"""Reads the levels of a learner into finished words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_date import SHORT_WEEKDAYS, format_date, format_time
from panpun_desktop.models import Learner, Person
from panpun_desktop.reports.learner_sheet.data import ActivityRow, LearnerSheet, LevelPart, Need, SubjectRow
from panpun_desktop.rules.education_progress import two_places
from panpun_desktop.services.education import plain
from panpun_desktop.services.education_lists import PERSON
from panpun_desktop.services.education_page import read_page
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import LearnerPage, SubjectLine

_NONE = "–"


def read(session: Session, asked: Asked) -> LearnerSheet:
    """The sheet of parameter ``person_id``; of one level only with ``learner_id``."""
    person_id, only = asked.parameters["person_id"], asked.parameters.get("learner_id")
    require_sight(session, person_id)
    person = session.execute(select(*PERSON).where(Person.id == person_id)).one()
    ids = select(Learner.id).where(Learner.person_id == person_id, Learner.voided_at.is_(None))
    if only is not None:
        ids = ids.where(Learner.id == only)
    pages = [read_page(session, id) for id in session.scalars(ids.order_by(Learner.id))]
    return LearnerSheet(
        centre=asked.centre.name,
        section=str(asked.centre.settings["education.name"]),
        person=name_of(person),
        printed_on=asked.today,
        made_by=asked.by.name,
        parts=tuple(_part(page, asked.centre) for page in pages),
    )


def _part(page: LearnerPage, centre: Centre) -> LevelPart:
    average = page.progress.average
    return LevelPart(
        level=page.level_name,
        curriculum=page.curriculum,
        facts=tuple((name, value) for name, value in _facts(page, centre) if value),
        subjects=tuple(_subject(line, centre) for line in page.lines),
        needs=tuple(_needs(page, centre)),
        average=_NONE if average is None else str(two_places(average)),
        missing_subjects=page.missing_names if page.is_open else (),
        forecast=_forecast(page),
        activities=tuple(ActivityRow(one.on_day, one.name, plain(one.hours)) for one in page.activities),
    )


def _facts(page: LearnerPage, centre: Centre) -> Iterator[tuple[str, str]]:
    facts = page.facts
    yield "รหัสนักศึกษา", facts.student_no
    yield "รหัส G", facts.g_code
    yield "สถานศึกษา", page.school
    yield "ครู", facts.teacher
    yield "กลุ่ม", facts.group_name
    yield "วันพบกลุ่ม", _meetings(page)
    yield "วุฒิเดิม", " ".join((centre.label("education", facts.prior_education), facts.prior_evidence)).strip()
    yield "สถานะ", centre.label("learner_status", page.status)


def _meetings(page: LearnerPage) -> str:
    days = " ".join(SHORT_WEEKDAYS[day] for day in page.facts.meets_on)
    hours = [format_time(one) for one in (page.facts.meets_from, page.facts.meets_until) if one is not None]
    return " ".join(one for one in (days, "–".join(hours)) if one)


def _subject(line: SubjectLine, centre: Centre) -> SubjectRow:
    return SubjectRow(
        strand=line.strand if line.is_compulsory and line.strand else "วิชาเลือก",
        code=line.code,
        name=_name(line),
        credits=line.credits,
        kind="บังคับ" if line.is_compulsory else "เลือก",
        term=_NONE if line.term is None else line.term.label,
        in_term=_score(line.in_term_score),
        final=_score(line.final_score),
        result=_result(line, centre),
    )


def _name(line: SubjectLine) -> str:
    """The subject, with the school it was transferred from."""
    return f"{line.name} (เทียบโอนจาก {line.transferred_from})" if line.transferred_from else line.name


def _score(score: Decimal | None) -> str:
    return "" if score is None else plain(score)


def _result(line: SubjectLine, centre: Centre) -> str:
    if line.study_state == "WITHDRAWN" or (line.grade is None and line.term is not None):
        return centre.label("subject_state", line.study_state)
    if line.grade is None:
        return "เทียบโอน"
    grade = plain(line.grade)
    return grade if line.counts else f"{grade} (เรียนซ้ำ)"


def _needs(page: LearnerPage, centre: Centre) -> Iterator[Need]:
    found = page.progress
    for name, wanted, got, missing in (
        ("หน่วยกิตรวม", found.needed.credits, found.credits, found.credits_missing),
        ("วิชาบังคับ", found.needed.compulsory, found.compulsory, found.compulsory_missing),
        ("วิชาเลือก", found.needed.elective, found.elective, found.elective_missing),
    ):
        yield Need(name, f"{wanted} หน่วยกิต", f"{got} หน่วยกิต", f"{missing} หน่วยกิต" if missing else _NONE)
    hours = plain(found.hours_missing)
    yield Need(
        "กิจกรรมพัฒนาคุณภาพชีวิต (กพช.)",
        f"{found.needed.activity_hours} ชม.",
        f"{plain(found.activity_hours)} ชม.",
        f"{hours} ชม." if found.hours_missing else _NONE,
    )
    moral = centre.label("moral_result", page.moral) if page.moral else "ยังไม่ประเมิน"
    nnet = centre.label("nnet_status", page.nnet) if page.nnet else "ยังไม่สอบ"
    if found.needed.needs_moral:
        yield Need("การประเมินคุณธรรม", "ผ่าน", moral, _NONE if found.has_moral else "ขาด")
    if found.needed.needs_nnet:
        yield Need("การสอบ N-NET", "เข้าสอบ", nnet, _NONE if found.has_nnet else "ขาด")


def _forecast(page: LearnerPage) -> str:
    if page.graduated_on is not None:
        return f"จบหลักสูตรเมื่อ {format_date(page.graduated_on)}"
    if not page.is_open or page.finish is None:
        return ""
    left, most = page.progress.credits_missing, page.cap.per_term
    return f"เหลือ {left} หน่วยกิต ที่ไม่เกิน {most} หน่วยกิตต่อภาคเรียน จะจบเร็วสุดภาคเรียน {page.finish.label}"
