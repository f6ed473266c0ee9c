"""The papers of กศน./สกร.: the tracking sheet, the report of a term, table 8 of the month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import LearnerTerm
from panpun_desktop.reports import runner
from panpun_desktop.reports.learner_sheet.data import ActivityRow, LearnerSheet, LevelPart, Need, SubjectRow
from panpun_desktop.reports.learner_sheet.layout import pdf
from panpun_desktop.reports.report import Finish
from panpun_desktop.services.education import record_assessments
from panpun_desktop.services.education_requests import (
    RecordAssessments,
    SaveActivity,
    TransferredSubject,
    TransferSubjects,
)
from panpun_desktop.services.education_results import save_activity, transfer_subjects
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from tests.centres import OpenCentre
from tests.reports.kit.reading import joined, poppler
from tests.services.learners import a_learner, an_elective, grade, page, person_of, register, subject

DAY = date(2026, 11, 20)


@pytest.fixture
def learner(centre_session: OpenCentre) -> int:
    made = a_learner(centre_session, "อารีย์", student_no="6812-00123-4", school="สกร.ระดับอำเภอรัตภูมิ")
    an_elective(centre_session, "อช02001", 3, "การตัดเย็บเบื้องต้น")
    register(centre_session, made, "2/2569", "ทร21001", "พท21001", "อช02001")
    grade(centre_session, made, "2/2569", "3.5")
    work, trainer = centre_session.work, centre_session.trainer
    save_activity(work, trainer, SaveActivity(made, DAY, "จิตอาสา", Decimal(30)))
    given = TransferredSubject(subject(centre_session, "ทช21001"))
    seen = page(centre_session, made).version
    transfer_subjects(work, trainer, TransferSubjects(made, seen, DAY, "โรงเรียน", (given,)))
    seen = page(centre_session, made).version
    record_assessments(work, trainer, RecordAssessments(made, seen, "PASSED", DAY))
    return made


def test_the_tracking_sheet_says_what_is_done_and_what_is_missing(
    centre_session: OpenCentre, learner: int
) -> None:
    given = {"person_id": person_of(centre_session, learner)}
    drawn = runner.render(centre_session.work, centre_session.trainer, "learner_sheet", given)
    text = joined(poppler(drawn.pdf))
    for wanted in (
        "ใบติดตามผลการเรียน",
        "นางสาวอารีย์",
        "6812-00123-4",
        "ทร21001",
        "การตัดเย็บเบื้องต้น",
        "เทียบโอน",
        "เกรดเฉลี่ย 3.50",
        "30 ชม.",
        "170 ชม.",
        "มิใช่หลักฐานผลการเรียนของสถานศึกษา",
    ):
        assert joined(wanted) in text, wanted
    assert joined("ระเบียนแสดงผลการเรียน") not in text
    (level,) = drawn.data["levels"]
    assert any(one["name"].endswith("(เทียบโอนจาก โรงเรียน)") for one in level["subjects"])
    assert [one["missing"] for one in level["needs"]] == [
        "43 หน่วยกิต",
        "30 หน่วยกิต",
        "13 หน่วยกิต",
        "170 ชม.",
        "–",
        "ขาด",
    ]


def test_the_report_of_a_term_counts_and_names(centre_session: OpenCentre, learner: int) -> None:
    hidden = a_learner(centre_session, "ปกปิด")
    register(centre_session, hidden, "2/2569", "ทร21001")
    person = person_of(centre_session, hidden)
    restrict_people(centre_session.work, centre_session.manager, RestrictPeople((person,), "VIOLENCE"))
    said = runner.facts(centre_session.work, centre_session.trainer, "nfe", {"term": "2/2569"})
    rows = {row["key"]: row["values"] for row in said["tables"][0]["rows"]}
    assert list(rows) == ["p", "m1", "m2", "total"]
    assert rows["m1"]["registered"] == 2
    assert [one["name"] for one in said["learners"]] == ["นางสาวอารีย์"]
    assert said["unnamed"] == 1
    assert (said["term"], said["first"]) == ("2/2569", "2026-11-01")


def test_what_is_no_term_is_refused(centre_session: OpenCentre) -> None:
    with pytest.raises(RuleBroken) as refused:
        runner.facts(centre_session.work, centre_session.trainer, "nfe", {"term": "2569"})
    assert refused.value.id == "education.term_unreadable"


def test_table_8_stands_in_the_monthly_report_with_the_people_behind_it(
    centre_session: OpenCentre, learner: int
) -> None:
    given = {"month": date(2026, 11, 1)}
    report = runner.read(centre_session.work, centre_session.manager, "monthly", given)
    assert report.table("nfe").number_at("m1", "registered") == 1
    person = person_of(centre_session, learner)
    assert report.people_behind["nfe", "m1", "registered"] == (person,)
    drawn = runner.render(centre_session.work, centre_session.manager, "monthly", given)
    assert joined("ผู้เรียน กศน.") in joined(poppler(drawn.pdf))


def test_without_learners_the_month_has_no_such_table(centre_session: OpenCentre) -> None:
    said = runner.facts(centre_session.work, centre_session.manager, "monthly", {"month": date(2026, 11, 1)})
    assert "nfe" not in {table["id"] for table in said["tables"]}


@pytest.mark.parametrize("activities", [0, 2])
def test_signatures_stand_with_the_last_rows_and_a_status_is_never_parted(activities: int) -> None:
    """However many subjects there are; of the words of a status none begins a line alone."""
    for count in range(4, 30, 3):
        rows = tuple(
            SubjectRow("สาระ", f"พท{one:05}", "วิชา", 3, "บังคับ", "1/2569", "", "", "กำลังเรียน")
            for one in range(count)
        )
        facts = (("รหัสนักศึกษา", "6" * count), ("สถานะ", "กำลังเรียน"))
        done = tuple(ActivityRow(DAY, "จิตอาสา", "10") for _one in range(activities))
        needs = (Need("หน่วยกิตรวม", "48", "0", "48"),) * 6
        part = LevelPart("ประถมศึกษา", "หลักสูตร", facts, rows, needs, "–", ("พท11001",), "", done)
        sheet = LearnerSheet("ศูนย์", "การศึกษา สกร.", "อารีย์", DAY, "สมศรี", (part,))
        text = poppler(pdf(sheet, Finish()), "-layout")
        last = text.rstrip("\f").split("\f")[-1]
        assert "ลงชื่อ" in last
        assert "จิตอาสา" in last if activities else "เกรดเฉลี่ย" in last, count
        assert not any(line.strip() == "เรียน" for line in text.splitlines()), count


def test_the_term_counts_what_is_its_own_and_the_month_what_happened_in_it(
    centre_session: OpenCentre, learner: int
) -> None:
    """Registered before the first day of the term: of the term all the same, and of October's table 8."""
    with centre_session.work.writing(centre_session.manager, "education.edit") as session:
        session.scalars(select(LearnerTerm)).one().registered_on = date(2026, 10, 26)
    said = runner.facts(centre_session.work, centre_session.trainer, "nfe", {"term": "2/2569"})
    rows = {row["key"]: row["values"] for row in said["tables"][0]["rows"]}
    assert rows["m1"]["registered"] == len(said["learners"]) == 1
    months = [{"month": date(2026, month, 1)} for month in (10, 11)]
    read = [runner.read(centre_session.work, centre_session.manager, "monthly", one) for one in months]
    assert [one.table("nfe").number_at("m1", "registered") for one in read] == [1, 0]
    drawn = runner.render(centre_session.work, centre_session.manager, "monthly", months[1])
    assert joined("ที่มีวันที่อยู่ในเดือนนี้ ยอดทั้งภาคเรียนอยู่ในรายงานผู้เรียน กศน./สกร.") in joined(poppler(drawn.pdf))
