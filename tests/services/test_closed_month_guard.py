"""What a closed month counted changes only with the right and a reason (domain.md decision 2, R-REP-5)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import event, select

from panpun_desktop.models import AuditEntry, Person, Stay
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.month_closing import ReopenMonth, reopen_month
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import ChangeService, change_service
from panpun_desktop.services.undoing import TakeBack, last_entry, redo, take_back
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from tests.centres import OpenCentre
from tests.services.test_month_closing import (
    NOVEMBER,
    OCTOBER,
    WHY,
    admitted,
    leave,
    moves,
    refused,
    statement,
)


@pytest.fixture
def centre(centre_session: OpenCentre) -> OpenCentre:
    """Somebody came on 5 October; October is closed."""
    admitted(centre_session, date(2026, 10, 5), "บุญมี")
    close(centre_session.work, centre_session.manager, OCTOBER)
    return centre_session


def stay(centre: OpenCentre, id: int = 1) -> Stay:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, id)


def last_note(centre: OpenCentre) -> str:
    with centre.work.reading(centre.manager, "undo.read") as session:
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    return f"{found.act}: {found.note}"


def test_the_desk_is_told_who_can_and_nothing_is_changed(centre: OpenCentre) -> None:
    refusal = refused(lambda: leave(centre, 1, date(2026, 10, 25), centre.desk))
    assert (refusal.id, refusal.facts["months"]) == ("month.closed", "ตุลาคม พ.ศ. 2569")
    assert refusal.facts["who"] == centre.manager.name
    assert stay(centre).left_on is None


def test_the_manager_is_asked_why_and_sees_what_changes(centre: OpenCentre) -> None:
    refusal = refused(lambda: leave(centre, 1, date(2026, 10, 25), why=" "))
    assert refusal.id == "month.closed_reason"
    (line,) = refusal.facts["changes"]
    assert line.startswith("บุญมี ทดสอบ: วันออก – → 25 ต.ค. 2569")
    assert stay(centre).left_on is None


def test_the_reason_stands_in_the_audit(centre: OpenCentre) -> None:
    leave(centre, 1, date(2026, 10, 25))
    assert last_note(centre) == f"stay.end: closed_month:2026-10 {WHY}"


def test_what_a_closed_month_does_not_see_needs_no_reason(centre: OpenCentre) -> None:
    leave(centre, 1, date(2026, 11, 2), centre.desk, why="")
    admitted(centre, date(2026, 11, 3), "ใหม่")
    assert moves(statement(centre, NOVEMBER)) == (1, 0, 1, 1, 1)


def test_an_admission_into_a_closed_month_is_one_of_its_changes(centre: OpenCentre) -> None:
    late = AdmitPeople(
        (Member(facts=PersonFacts(first_name="ตกหล่น", sex="F")),), "COURSE_M", date(2026, 10, 30), time(9, 0)
    )
    assert refused(lambda: admit(centre.work, centre.desk, late)).id == "month.closed"
    with centre.work.because("ลงทะเบียนตกหล่น"):
        admit(centre.work, centre.manager, late)
    found = statement(centre, NOVEMBER)
    assert moves(found) == (1, 1, 0, 0, 2)
    assert found["adjusted"][0]["what"] == "บันทึกย้อนหลัง รับเข้า 30 ต.ค. 2569"


def test_another_type_of_service_in_a_closed_month_is_a_change(centre: OpenCentre) -> None:
    request = ChangeService(1, stay(centre).version, "COURSE_L", date(2026, 10, 20))
    assert refused(lambda: change_service(centre.work, centre.desk, request)).id == "month.closed"
    with centre.work.because(WHY):
        change_service(centre.work, centre.manager, request)
    found = statement(centre, NOVEMBER)
    assert moves(found) == (1, 0, 0, 0, 1)
    assert [one["count"] for one in found["adjusted"]] == [0]
    assert found["adjusted"][0]["what"].startswith("ประเภทบริการ")


def test_voiding_taking_back_and_doing_again_are_asked_for_too(centre: OpenCentre) -> None:
    work, manager = centre.work, centre.manager
    request = VoidAdmission((1,), reason="ลงผิดคน")
    assert refused(lambda: void_admission(work, centre.desk, request)).id == "month.closed"
    with work.because(WHY):
        void_admission(work, manager, request)
    entry = last_entry(work)
    assert entry is not None
    assert moves(statement(centre, NOVEMBER)) == (1, -1, 0, 0, 0)
    assert refused(lambda: take_back(work, manager, TakeBack(entry))).id == "month.closed_reason"
    with work.because("ยกเลิกผิด"):
        take_back(work, manager, TakeBack(entry))
    assert "closed_month:2026-10 ยกเลิกผิด" in last_note(centre)
    assert moves(statement(centre, NOVEMBER)) == (1, 0, 0, 0, 1)
    assert refused(lambda: redo(work, manager, TakeBack(entry))).id == "month.closed_reason"


def test_a_reopened_month_may_be_changed_by_everybody(centre: OpenCentre) -> None:
    reopen_month(centre.work, centre.manager, ReopenMonth(OCTOBER, "แก้ไขข้อมูล"))
    leave(centre, 1, date(2026, 10, 25), centre.desk, why="")
    assert stay(centre).left_on == date(2026, 10, 25)


def test_no_question_is_asked_of_the_data_where_no_stay_is_touched(centre: OpenCentre) -> None:
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(centre.work.database.writer, "before_cursor_execute", listen)
    with centre.work.writing(centre.manager, "person.edit") as session:
        session.get_one(Person, 1).nickname = "มี"
    assert not [one for one in asked if "closed_month" in one]


def test_an_admission_that_was_reported_can_be_taken_back(centre: OpenCentre) -> None:
    entry = entry_of_admission(centre)
    assert refused(lambda: take_back(centre.work, centre.desk, TakeBack(entry))).id == "month.closed"
    with centre.work.because("ลงผิดคน"):
        take_back(centre.work, centre.manager, TakeBack(entry))
    found = statement(centre, NOVEMBER)
    assert moves(found) == (1, -1, 0, 0, 0)
    assert found["adjusted"][0]["what"] == "ยกเลิกการเข้าพักที่รับเข้า 5 ต.ค. 2569"
    assert statement(centre, OCTOBER)["status"] == "closed"


def entry_of_admission(centre: OpenCentre) -> int:
    with centre.work.reading(centre.manager, "undo.read") as session:
        found = session.scalars(select(AuditEntry.id).where(AuditEntry.act == "stay.admit")).first()
    assert found is not None
    return found
