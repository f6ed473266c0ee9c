"""ทะเบียนหนังสือรับ: numbers of their own that are never given twice, answers that settle our letters."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken
from panpun_desktop.models import Document
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import undoing
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.documents import list_documents
from panpun_desktop.services.incoming_lists import list_incoming
from panpun_desktop.services.incoming_papers import (
    answer_incoming,
    change_incoming,
    close_incoming,
    record_incoming,
    void_incoming,
)
from panpun_desktop.services.incoming_rows import (
    AnswerIncoming,
    ChangeIncoming,
    CloseIncoming,
    IncomingFacts,
    IncomingFilter,
    IncomingRow,
    VoidIncoming,
)
from panpun_desktop.services.paper_replies import MarkReplied, mark_replied
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.today import today
from tests.builders import NOW, TODAY
from tests.centres import OpenCentre, open_centre

ASKED = IncomingFacts(TODAY, "ขอทราบข้อมูลผู้รับบริการ", "พม ๐๓๐๕/๑๒๓", sender="สำนักงาน พมจ.สงขลา")
NAME = "มะลิซ่อนรัก"


def lines(centre: OpenCentre, **chosen: object) -> tuple[IncomingRow, ...]:
    return list_incoming(centre.work, centre.desk, IncomingFilter(**chosen))  # type: ignore[arg-type]


def record(centre: OpenCentre, facts: IncomingFacts = ASKED) -> IncomingRow:
    """Enter a paper as the front desk; gives its line."""
    made = record_incoming(centre.work, centre.desk, facts)
    return next(row for row in lines(centre) if row.id == made.incoming_id)


@pytest.fixture
def person_id(centre_session: OpenCentre) -> int:
    facts = PersonFacts(title="นาง", first_name=NAME, last_name="ใจดี", sex="F")
    member = Member(facts=facts, bed_id=centre_session.bed("หญิง 1-01"))
    request = AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=3))
    return admit(centre_session.work, centre_session.desk, request).person_ids[0]


@pytest.fixture
def letter_id(centre_session: OpenCentre, person_id: int) -> int:
    """A transfer letter that asks for an answer within seven days."""
    saved = save_agency(centre_session.work, centre_session.desk, SaveAgency(None, "รพ.ตัวอย่าง", "GOV"))
    given = {"person_id": person_id, "agency_id": next(iter(saved.agencies))}
    return runner.issue(centre_session.work, centre_session.desk, "transfer_letter", given).document_id


def replied_on(centre: OpenCentre, letter_id: int) -> date | None:
    rows = list_documents(centre.work, centre.manager)
    return next(row.replied_on for row in rows if row.id == letter_id)


def test_r_doc_1_incoming_numbers_run_in_a_register_of_their_own_by_year(centre_session: OpenCentre) -> None:
    first, second = record(centre_session), record(centre_session)
    last_year = record(centre_session, replace(ASKED, received_on=date(2025, 12, 30)))
    assert [row.number for row in (first, second, last_year)] == ["001/2569", "002/2569", "001/2568"]


def test_numbers_start_anew_with_the_fiscal_year_where_the_centre_says_so(
    centre_session: OpenCentre,
) -> None:
    edit_settings(
        centre_session.work, centre_session.manager, EditSettings({"document.number_year": "fiscal"})
    )
    assert record(centre_session).number == "001/2570"
    assert record(centre_session, replace(ASKED, received_on=date(2026, 9, 30))).number == "001/2569"


def test_two_who_record_at_the_same_time_get_two_numbers(centre_session: OpenCentre) -> None:
    other = open_centre(centre_session.folder, FixedClock(NOW))  # another window on the same file
    try:
        desks = [centre_session, other] * 4
        with ThreadPoolExecutor(max_workers=4) as pool:
            made = list(pool.map(lambda one: record_incoming(one.work, one.desk, ASKED).number, desks))
    finally:
        other.work.close()
    assert sorted(made) == [f"{n:03d}/2569" for n in range(1, 9)]


def test_a_line_struck_out_keeps_its_number_and_nobody_gets_it_again(centre_session: OpenCentre) -> None:
    row = record(centre_session)
    with pytest.raises(RuleBroken):
        void_incoming(centre_session.work, centre_session.desk, VoidIncoming(row.id, row.version, " "))
    void_incoming(centre_session.work, centre_session.desk, VoidIncoming(row.id, row.version, "ลงซ้ำ"))
    (kept,) = lines(centre_session)
    assert (kept.number, kept.state, kept.void_reason) == ("001/2569", "void", "ลงซ้ำ")
    assert record(centre_session).number == "002/2569"
    with pytest.raises(RuleBroken, match=r"incoming\.void_already"):
        close_incoming(centre_session.work, centre_session.desk, CloseIncoming(kept.id, kept.version))


def test_recording_taken_back_voids_the_line_and_its_number_stays_used(centre_session: OpenCentre) -> None:
    record(centre_session)
    done = centre_session.work.last_done()
    assert done is not None
    undoing.take_back(centre_session.work, centre_session.desk, undoing.TakeBack(done.entry_id))
    assert lines(centre_session)[0].is_void
    assert record(centre_session).number == "002/2569"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"subject": " "}, "incoming.subject_missing"),
        ({"sender": ""}, "incoming.sender_missing"),
        ({"received_on": TODAY + timedelta(days=1)}, "incoming.in_future"),
        ({"their_date": TODAY + timedelta(days=1)}, "incoming.dated_later"),
        ({"result": "RECEIVED"}, "incoming.result_without_letter"),
    ],
)
def test_what_cannot_be_is_refused_and_takes_no_number(
    centre_session: OpenCentre, wrong: dict[str, object], refusal: str
) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        record_incoming(centre_session.work, centre_session.desk, replace(ASKED, **wrong))  # type: ignore[arg-type]
    assert record(centre_session).number == "001/2569"


def test_late_post_may_come_after_the_day_it_asks_an_answer_by(centre_session: OpenCentre) -> None:
    late = record(centre_session, replace(ASKED, reply_due_on=TODAY - timedelta(days=1)))
    assert late.reply_due_on == TODAY - timedelta(days=1)


def test_an_answer_to_a_transfer_settles_the_letter_and_names_the_result(
    centre_session: OpenCentre, letter_id: int, person_id: int
) -> None:
    row = record(centre_session, replace(ASKED, answers_id=letter_id, result="RECEIVED"))
    assert (row.person_id, row.answers, row.result) == (person_id, "ปป. 001/2569", "RECEIVED")
    assert replied_on(centre_session, letter_id) == TODAY
    void_incoming(centre_session.work, centre_session.desk, VoidIncoming(row.id, row.version, "ผิดเรื่อง"))
    assert replied_on(centre_session, letter_id) is None


def test_the_first_of_two_answers_counts_and_changing_a_line_looks_again(
    centre_session: OpenCentre, letter_id: int
) -> None:
    earlier = replace(ASKED, received_on=TODAY, answers_id=letter_id)
    row = record(centre_session, earlier)
    change = ChangeIncoming(row.id, row.version, replace(earlier, answers_id=None))
    change_incoming(centre_session.work, centre_session.desk, change)
    assert replied_on(centre_session, letter_id) is None
    with pytest.raises(EditConflict):
        change_incoming(centre_session.work, centre_session.desk, change)


def test_an_answer_by_telephone_is_marked_and_taken_back(centre_session: OpenCentre, letter_id: int) -> None:
    def version() -> int:
        return next(row.version for row in list_documents(centre_session.work, centre_session.desk))

    work, desk = centre_session.work, centre_session.desk
    with pytest.raises(RuleBroken, match=r"reply\.in_future"):
        mark_replied(work, desk, MarkReplied(letter_id, version(), TODAY + timedelta(days=1)))
    with pytest.raises(RuleBroken, match=r"reply\.before_letter"):
        mark_replied(work, desk, MarkReplied(letter_id, version(), TODAY - timedelta(days=1)))
    mark_replied(work, desk, MarkReplied(letter_id, version(), TODAY))
    assert replied_on(centre_session, letter_id) == TODAY
    done = work.last_done()
    assert done is not None
    undoing.take_back(work, desk, undoing.TakeBack(done.entry_id))
    assert replied_on(centre_session, letter_id) is None


def test_papers_are_found_by_thai_and_arabic_figures_sender_and_name(
    centre_session: OpenCentre, person_id: int
) -> None:
    record(centre_session)
    about = record(centre_session, replace(ASKED, subject="นัดหมาย", person_id=person_id, their_number=""))
    assert [row.number for row in lines(centre_session, text="๐๓๐๕")] == ["001/2569"]
    assert [row.number for row in lines(centre_session, text="0305/123 พมจ")] == ["001/2569"]
    assert [row.number for row in lines(centre_session, text=NAME)] == ["002/2569"]
    assert [row.number for row in lines(centre_session, person_id=person_id)] == [about.number]
    assert lines(centre_session, text="ไม่มีคำนี้") == ()


def test_what_we_are_to_answer_is_a_task_until_it_is_answered(centre_session: OpenCentre) -> None:
    def tasks() -> list[tuple[str, int | None]]:
        found = today(centre_session.work, centre_session.desk).tasks
        return [(task.tone, task.incoming_id) for task in found if task.act == "reply_due"]

    later = record(centre_session, replace(ASKED, reply_due_on=TODAY + timedelta(days=4)))
    assert tasks() == []
    soon = record(centre_session, replace(ASKED, reply_due_on=TODAY + timedelta(days=3)))
    assert tasks() == [("info", soon.id)]
    close_incoming(centre_session.work, centre_session.desk, CloseIncoming(soon.id, soon.version))
    assert tasks() == []
    assert [row.id for row in lines(centre_session, state="due")] == [later.id]


def test_our_letter_answers_it_and_a_cancelled_one_cannot(centre_session: OpenCentre, letter_id: int) -> None:
    row = record(centre_session)
    request = AnswerIncoming(row.id, row.version, letter_id)
    answer_incoming(centre_session.work, centre_session.desk, request)
    (line,) = lines(centre_session)
    assert (line.state, line.answered_by) == ("settled", "ปป. 001/2569")
    close_incoming(centre_session.work, centre_session.desk, CloseIncoming(line.id, line.version, False))
    (line,) = lines(centre_session)
    assert (line.state, line.answered_by) == ("open", "")
    with centre_session.work.writing(centre_session.manager, "document.cancel") as session:
        session.get_one(Document, letter_id).cancelled_at = NOW
    with pytest.raises(RuleBroken, match=r"incoming\.answer_cancelled"):
        answer_incoming(centre_session.work, centre_session.desk, replace(request, seen_version=line.version))


def test_an_answer_that_does_not_come_is_a_task_of_the_day_it_was_due(
    centre_session: OpenCentre, letter_id: int
) -> None:
    def awaited() -> list[int | None]:
        found = today(centre_session.work, centre_session.desk).tasks
        return [task.document_id for task in found if task.act == "reply_awaited"]

    assert awaited() == []
    centre_session.clock.instant = NOW + timedelta(days=7)
    assert awaited() == [letter_id]
    record(centre_session, replace(ASKED, answers_id=letter_id))
    assert awaited() == []


def test_r_saf_1_a_protected_person_is_named_nowhere_in_the_register(
    centre_session: OpenCentre, person_id: int
) -> None:
    facts = replace(ASKED, subject=f"เรื่องของ {NAME}", person_id=person_id, reply_due_on=TODAY)
    record(centre_session, facts)
    worker = Actor(centre_session.manager.user_id, "sw", "ทดสอบ", Role.SW)
    restrict_people(centre_session.work, worker, RestrictPeople((person_id,), "VIOLENCE"))
    (line,) = lines(centre_session)
    assert (line.number, line.subject, line.sender, line.person) == (
        "001/2569",
        "",
        "",
        "ผู้รับบริการ (ปกปิด)",
    )
    assert lines(centre_session, text=NAME) == ()
    assert NAME not in repr(today(centre_session.work, centre_session.desk))
    with pytest.raises(RuleBroken, match=r"person\.masked"):
        close_incoming(centre_session.work, centre_session.desk, CloseIncoming(line.id, line.version))
    assert NAME in list_incoming(centre_session.work, worker, IncomingFilter())[0].person


def test_only_the_desk_keeps_the_register(centre_session: OpenCentre) -> None:
    with pytest.raises(NotAllowed):
        record_incoming(centre_session.work, centre_session.trainer, ASKED)
    with pytest.raises(NotAllowed):
        list_incoming(centre_session.work, centre_session.admin, IncomingFilter())
