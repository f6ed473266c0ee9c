"""Closing a month: what was sent stays, what happens later is told (domain.md R-REP-5, decision 2, G8)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import AuditEntry, ClosedMonth, ClosedStay, Document, Person, Stay
from panpun_desktop.reports import facts, runner
from panpun_desktop.reports.monthly.closing import amend, close
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.monthly.readiness import compared, month_state
from panpun_desktop.reports.monthly.texts import table_notes
from panpun_desktop.rules.roles import SYSTEM, Actor
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.documents import CancelDocument, cancel, list_documents
from panpun_desktop.services.leaving_correction import CorrectedStay, CorrectLeaving, correct_leaving
from panpun_desktop.services.merging import MergePeople, merge_people
from panpun_desktop.services.month_closing import ReopenMonth, reopen_month, reprint_month
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from tests.builders import NOW
from tests.centres import OpenCentre
from tests.reports.monthly.test_monthly_workbook import sheets
from tests.reports.reading import checks, column, imbalances

WHY = "ลงวันออกย้อนหลัง"
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def admitted(centre: OpenCentre, on: date, first_name: str, sex: str = "M", by: Actor | None = None) -> int:
    """Someone who came on the day, entered that day; the stay's id."""
    centre.clock.instant = FixedClock.at(on, 9, 30).instant
    facts = PersonFacts(first_name=first_name, last_name="ทดสอบ", sex=sex)
    request = AdmitPeople((Member(facts=facts),), "COURSE_M", on, time(9, 0))
    stays = admit(centre.work, by or centre.desk, request)
    centre.clock.instant = NOW
    return stays.stay_ids[0]


def leave(centre: OpenCentre, stay_id: int, on: date, by: Actor | None = None, why: str = WHY) -> None:
    """The person left on that day, which is entered today by the manager, with a reason."""
    with centre.work.reading(centre.manager, "person.read") as session:
        seen = session.get_one(Stay, stay_id).version
    with centre.work.because(why):
        end_stay(centre.work, by or centre.manager, EndStay(((stay_id, seen),), on, "SELF", time(8, 0)))


def statement(centre: OpenCentre, month: date, **parameters: Any) -> dict[str, Any]:
    return runner.facts(centre.work, centre.manager, "monthly", {"month": month, **parameters})


def word_text(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return " ".join([*(one.text for one in file.paragraphs), *cells])


def moves(found: dict[str, Any], sex: str = "total") -> tuple[int, ...]:
    return tuple(column(found, "movement", sex).values())


def refused(act: Callable[[], object]) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        act()
    return refusal.value


@pytest.fixture
def centre(centre_session: OpenCentre) -> OpenCentre:
    """Two people who came in October and stayed."""
    admitted(centre_session, date(2026, 10, 5), "บุญมี")
    admitted(centre_session, date(2026, 10, 20), "สมใจ", "F")
    return centre_session


def test_a_month_is_frozen_with_its_figures_its_people_its_paper_and_the_audit(centre: OpenCentre) -> None:
    open_one = statement(centre, OCTOBER)
    closed = close(centre.work, centre.manager, OCTOBER)
    found = statement(centre, OCTOBER)
    assert (open_one["status"], found["status"], found["edition"]) == ("open", "closed", 0)
    assert found["tables"] == open_one["tables"]
    with centre.work.reading(centre.manager, "report.read") as session:
        kept = session.scalars(select(ClosedMonth)).one()
        entry = session.get_one(AuditEntry, kept.audit_number)
        lines = session.execute(select(ClosedStay.name, ClosedStay.moves)).all()
        paper = session.get_one(Document, kept.document_id)
    assert (kept.audit_head, kept.is_balanced) == (entry.hash, True)
    assert lines == [("บุญมี ทดสอบ", "admitted,closing"), ("สมใจ ทดสอบ", "admitted,closing")]
    assert (paper.kind, json.loads(paper.facts)["status"]) == ("monthly", "closed")
    assert closed.pdf == reprint_month(centre.work, centre.desk, OCTOBER)
    assert closed.pdf == runner.render(centre.work, centre.desk, "monthly", {"month": OCTOBER}).pdf


def test_the_paper_of_a_closed_month_is_not_cancelled_and_ends_on_a_page_with_more_than_signatures(
    centre: OpenCentre,
) -> None:
    sent = close(centre.work, centre.manager, OCTOBER, parameters={"thai_digits": True})
    (row,) = list_documents(centre.work, centre.manager)
    assert (row.id, row.month_on) == (sent.document_id, OCTOBER)
    refusal = refused(
        lambda: cancel(centre.work, centre.manager, CancelDocument(row.id, row.version, "พิมพ์ผิด"))
    )
    assert refusal.id == "document.closed_month"
    pages = [page.extract_text() for page in PdfReader(BytesIO(sent.pdf)).pages]
    (signed,) = [text for text in pages if "ผู้ตรวจสอบ" in text]
    assert "แผนเดือนถัดไป" in signed
    assert "ปิดงวดเมื่อวันที่" in signed


def test_g8_a_back_dated_exit_leaves_what_was_sent_and_is_adjusted_in_the_next_month(
    centre: OpenCentre,
) -> None:
    stay_id = admitted(centre, date(2026, 10, 6), "ประเสริฐ")
    sent = close(centre.work, centre.manager, OCTOBER).pdf
    frozen = statement(centre, OCTOBER)
    leave(centre, stay_id, date(2026, 10, 25))
    assert reprint_month(centre.work, centre.manager, OCTOBER) == sent
    assert statement(centre, OCTOBER) == frozen
    following = statement(centre, NOVEMBER)
    assert moves(following) == (3, -1, 0, 0, 2)
    assert moves(following)[0] == moves(frozen)[-1]
    assert imbalances(following) == []
    assert all(checks(following).values()), following["checks"]
    drawn = runner.render(centre.work, centre.manager, "monthly", {"month": NOVEMBER}).values
    assert "ยกมาตามฉบับที่ปิดงวด 3 ครั้ง ปรับปรุง −1 เป็น 2 ครั้ง" in table_notes(drawn, "ministry_line")[0]
    assert any("รายงานจำหน่าย 0 คงเหลือ 3" in one for one in table_notes(drawn, "comparison"))
    (line,) = following["adjusted"]
    assert (line["count"], line["name"]) == (-1, "ประเสริฐ ทดสอบ")
    assert line["what"].startswith("วันออก ยังพักอยู่ → 25 ต.ค. 2569")

    amended = amend(centre.work, centre.manager, OCTOBER, "ลงวันออกย้อนหลัง")
    found = statement(centre, OCTOBER)
    assert (found["status"], found["edition"], moves(found)) == ("amended", 1, (0, 0, 3, 1, 2))
    told = {
        (one["table"], one["row"], one["column"]): (one["before"], one["now"]) for one in found["differences"]
    }
    assert told["movement", "closing", "total"] == (3, 2)
    assert told["movement", "discharged", "male"] == (0, 1)
    assert [one["name"] for one in found["changed"]] == ["ประเสริฐ ทดสอบ"]
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(amended.pdf)).pages)
    assert all(part in text for part in ("ฉบับแก้ไขครั้งที่ 1", "ข้อแตกต่างจากฉบับแรก", "ประเสริฐ", WHY))
    word = word_text(runner.office(centre.work, centre.manager, "monthly", {"month": OCTOBER}, "docx"))
    assert all(part in word for part in ("ข้อแตกต่างจากฉบับแรก", "ประเสริฐ", "แก้ไขเป็น", "ปิดงวดเมื่อวันที่"))
    assert reprint_month(centre.work, centre.manager, OCTOBER, 0) == sent
    assert reprint_month(centre.work, centre.manager, OCTOBER) == amended.pdf != sent
    assert statement(centre, OCTOBER, edition=0) == frozen
    assert moves(statement(centre, NOVEMBER)) == (2, 0, 0, 0, 2), "the amended closing is what goes on"


def cells(work: Any, by: Actor, edition: int) -> dict[tuple[str, str, str], Any]:
    """Every figure of a frozen edition: (table, row, column) -> value."""
    with work.reading(by, "report.read") as session:
        kept = session.scalars(select(ClosedMonth.figures).where(ClosedMonth.edition == edition)).one()
    figures = json.loads(kept)
    found = {
        (table["id"], row["key"], column): value
        for table in figures["tables"]
        for row in table["rows"]
        for column, value in row["values"].items()
    }
    reasons = {("overrides", rule, "reasons"): told for rule, told in figures["override_reasons"].items()}
    return {place: value for place, value in (found | reasons).items() if value not in (0, None)}


def test_an_amended_edition_lists_every_figure_that_the_two_frozen_editions_say_differently(
    centre: OpenCentre,
) -> None:
    work, by = centre.work, centre.manager
    stay_id = admitted(centre, date(2026, 10, 6), "ประเสริฐ")
    close(work, by, OCTOBER)
    leave(centre, stay_id, date(2026, 10, 25), why="ญาติเพิ่งแจ้ง")
    with work.because("ลงรับเข้าย้อนหลัง"):
        admitted(centre, date(2026, 10, 9), "สายใจ", "F", by)
    pdf = amend(work, by, OCTOBER, WHY).pdf
    before, now = (cells(work, by, edition) for edition in (0, 1))
    found = statement(centre, OCTOBER)
    told = {
        (one["table"], one["row"], one["column"]): (one["before"] or None, one["now"] or None)
        for one in found["differences"]
    }
    assert told == {
        place: (before.get(place), now.get(place))
        for place in before.keys() | now.keys()
        if before.get(place) != now.get(place)
    }
    assert {"movement", "age_band", "service_type", "outcome", "beds", "comparison"} <= {
        table for table, _row, _column in told
    }
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    tables = len({table for table, _row, _column in told})
    assert f"ตัวเลขที่เปลี่ยน {len(told)} ช่อง ใน {tables} ตาราง" in text
    assert all(part in text for part in ("1 → 0 (−1)", "0 → 1 (+1)", "ผลต่าง", "เพิ่ม-ลด"))
    changed = {one["name"]: (one["why"], one["who"]) for one in found["changed"]}
    assert changed["ประเสริฐ ทดสอบ"] == ("ญาติเพิ่งแจ้ง", by.name)
    assert changed["สายใจ ทดสอบ"][0] == "ลงรับเข้าย้อนหลัง"
    book = sheets(runner.office(work, by, "monthly", {"month": OCTOBER}, "xlsx"))
    assert len(book["ตัวเลขที่เปลี่ยน"]) == len(told) + 3
    assert ["ประเสริฐ ทดสอบ", 1.0, 0.0, -1.0] in [[row[1], *row[3:]] for row in book["รายการที่เปลี่ยน"]]
    outside = sheets(runner.office(work, by, "monthly", {"month": OCTOBER, "external": True}, "xlsx"))
    assert not [name for name in outside if "เปลี่ยน" in name]


def test_r_rep_5_a_wrong_day_of_coming_is_set_right_by_entering_the_stay_anew(centre: OpenCentre) -> None:
    """There is no act that moves the day: the stay is taken back and entered anew, both with a reason."""
    work, by = centre.work, centre.manager
    came = admitted(centre, date(2026, 9, 28), "ประเสริฐ")
    close(work, by, OCTOBER)
    void = VoidAdmission((came,), reason="วันรับเข้าผิด")
    assert refused(lambda: void_admission(work, by, void)).id == "month.closed_reason"
    with work.reading(by, "person.read") as session:
        person = session.get_one(Stay, came).person_id
    request = AdmitPeople((Member(person_id=person),), "COURSE_M", date(2026, 10, 3), time(9, 0))
    with work.because("วันรับเข้าผิด"):
        void_admission(work, by, void)
    assert refused(lambda: admit(work, by, request)).id == "month.closed_reason"
    with work.because("วันรับเข้าผิด"):
        admit(work, by, request)
    found = statement(centre, NOVEMBER)
    assert moves(found) == (3, 0, 0, 0, 3)
    assert imbalances(found) == []
    told = [(one["was"], one["count"], one["what"], one["why"]) for one in found["adjusted"]]
    assert told == [
        (1, -1, "ยกเลิกการเข้าพักที่รับเข้า 28 ก.ย. 2569", "วันรับเข้าผิด"),
        (0, 1, "วันรับเข้า 28 ก.ย. 2569 → 3 ต.ค. 2569 (บันทึกใหม่แทนรายการที่ยกเลิก)", "วันรับเข้าผิด"),
    ]
    amend(work, by, OCTOBER, "วันรับเข้าผิด")
    assert moves(statement(centre, OCTOBER)) == (0, 0, 3, 0, 3)


def test_a_closed_month_is_opened_without_counting_and_compared_when_asked(
    centre: OpenCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, by = centre.work, centre.manager
    close(work, by, OCTOBER)
    leave(centre, 1, date(2026, 10, 25))

    def counting(*_asked: object) -> None:
        raise AssertionError("the register is counted")

    with monkeypatch.context() as patched:
        patched.setattr(facts, "stays", counting)
        state = month_state(work, by, OCTOBER)
        runner.render(work, by, "monthly", {"month": OCTOBER})
    assert (state.is_closed, state.is_compared, state.changed) == (True, False, ())
    found = compared(work, by, state)
    assert (found.is_compared, [one.count for one in found.changed]) == (True, [-1])
    assert found.may_be_amended


def test_r_rep_5_a_corrected_day_is_listed_in_the_next_month_though_the_stock_stays(
    centre: OpenCentre,
) -> None:
    stay_id = admitted(centre, date(2026, 10, 6), "ประเสริฐ")
    leave(centre, stay_id, date(2026, 10, 20))
    close(centre.work, centre.manager, OCTOBER)
    with centre.work.reading(centre.manager, "person.read") as session:
        seen = session.get_one(Stay, stay_id).version
    with centre.work.because("จดวันผิด"):
        request = CorrectLeaving((CorrectedStay(stay_id, seen),), date(2026, 10, 22), None, "จดวันผิด")
        correct_leaving(centre.work, centre.manager, request)
    found = statement(centre, NOVEMBER)
    assert moves(found) == (2, 0, 0, 0, 2)
    (line,) = found["adjusted"]
    assert (line["was"], line["count"], line["why"]) == (0, 0, "จดวันผิด")
    assert line["what"] == "วันออก 20 ต.ค. 2569 → 22 ต.ค. 2569"


def test_a_month_that_runs_and_one_that_is_closed_are_not_closed(centre: OpenCentre) -> None:
    running = refused(lambda: close(centre.work, centre.manager, NOVEMBER))
    assert running.id == "month.not_over"
    close(centre.work, centre.manager, OCTOBER)
    again = refused(lambda: close(centre.work, centre.manager, OCTOBER))
    assert again.id == "month.closed_already"
    with pytest.raises(NotAllowed):
        close(centre.work, centre.desk, date(2026, 9, 1))


def test_a_month_to_come_is_refused(centre: OpenCentre) -> None:
    assert refused(lambda: close(centre.work, centre.manager, date(2027, 1, 1))).id == "month.not_over"


def test_nothing_is_amended_where_nothing_changed_or_nothing_was_closed(centre: OpenCentre) -> None:
    work, by = centre.work, centre.manager
    assert refused(lambda: amend(work, by, OCTOBER, "ขอแก้")).id == "month.not_closed"
    close(work, by, OCTOBER)
    assert refused(lambda: amend(work, by, OCTOBER, "ขอแก้")).id == "month.nothing_to_amend"
    assert refused(lambda: amend(work, by, OCTOBER, " ")).id == "month.reason_missing"


def test_a_reopened_month_counts_anew_and_is_closed_again_as_a_later_edition(centre: OpenCentre) -> None:
    work, by = centre.work, centre.manager
    sent = close(work, by, OCTOBER).pdf
    assert refused(lambda: reopen_month(work, by, ReopenMonth(OCTOBER, ""))).id == "month.reason_missing"
    reopen_month(work, by, ReopenMonth(OCTOBER, "ปิดผิดเดือน"))
    assert statement(centre, OCTOBER)["status"] == "open"
    assert refused(lambda: reopen_month(work, by, ReopenMonth(OCTOBER, "อีกที"))).id == "month.not_closed"
    again = close(work, by, OCTOBER)
    assert (again.edition, statement(centre, OCTOBER)["status"]) == (1, "amended")
    assert reprint_month(work, by, OCTOBER, 0) == sent


def test_the_month_before_is_only_warned_of(centre: OpenCentre) -> None:
    assert close(centre.work, centre.manager, OCTOBER).is_before_open
    centre.clock.instant = FixedClock.at(date(2026, 12, 3)).instant
    assert not close(centre.work, centre.manager, NOVEMBER).is_before_open


def test_a_closed_month_is_drawn_from_its_frozen_figures_in_other_figures(centre: OpenCentre) -> None:
    sent = close(centre.work, centre.manager, OCTOBER).pdf
    thai = runner.render(centre.work, centre.manager, "monthly", {"month": OCTOBER, "thai_digits": True})
    assert thai.pdf != sent
    assert thai.data == statement(centre, OCTOBER)
    plain = runner.render(centre.work, centre.manager, "monthly", {"month": OCTOBER, "thai_digits": False})
    assert plain.pdf == sent


def check(centre: OpenCentre) -> tuple[bool, str]:
    """The check of closed months."""
    found = {one.id: one for one in check_centre(centre.work, centre.manager)}["closed_months"]
    return found.ok, found.detail


def test_the_check_holds_figures_lines_paper_and_audit_against_each_other(centre: OpenCentre) -> None:
    close(centre.work, centre.manager, OCTOBER)
    leave(centre, 1, date(2026, 10, 25))
    amend(centre.work, centre.manager, OCTOBER, WHY)
    assert check(centre) == (True, "")
    with centre.work.writing(SYSTEM, "centre.set_up") as session:
        kept = session.scalars(select(ClosedMonth).where(ClosedMonth.edition == 0)).one()
        figures = json.loads(kept.figures)
        for table in figures["tables"]:
            for row in table["rows"]:
                if (table["id"], row["key"]) == ("movement", "closing"):
                    row["values"]["female"] = 9
        kept.figures, kept.audit_head = json.dumps(figures), "0" * 64
    assert check(centre) == (False, "2026-10/0 audit, 2026-10/0 figures")


def test_a_merge_of_records_in_a_closed_month_is_a_change_of_it(centre: OpenCentre) -> None:
    close(centre.work, centre.manager, OCTOBER)
    leave(centre, 1, date(2026, 10, 20))
    with centre.work.reading(centre.manager, "person.read") as session:
        kept, merged = (session.get_one(Person, id).version for id in (1, 2))
    request = MergePeople(1, kept, 2, merged)
    assert refused(lambda: merge_people(centre.work, centre.desk, request)).id == "month.closed"
    with centre.work.because("บันทึกซ้ำเป็นสองคน"):
        merge_people(centre.work, centre.manager, request)
    assert moves(statement(centre, NOVEMBER)) == (2, -1, 0, 0, 1)


def test_r_rep_7_a_quarter_is_counted_anew_and_held_against_its_closed_months(centre: OpenCentre) -> None:
    stay_id = admitted(centre, date(2026, 9, 6), "ประเสริฐ")
    quarter = {"month": date(2026, 9, 1), "period": "quarter"}

    def read() -> MonthlyReport:
        found: MonthlyReport = runner.read(centre.work, centre.manager, "monthly", quarter)
        return found

    def note() -> str:
        return read().months_note

    assert note() == ""
    for month in (7, 8):
        close(centre.work, centre.manager, date(2026, month, 1))
    assert note().endswith("ปิดงวดรายเดือนแล้ว 2 จาก 3 เดือน")
    close(centre.work, centre.manager, date(2026, 9, 1))
    assert note().endswith("ยอดตรงกับรายงานรายเดือนที่ปิดงวดแล้วทั้ง 3 เดือน")
    leave(centre, stay_id, date(2026, 9, 25))
    why = "จำหน่าย 1 (รายเดือน 0), คงเหลือ 0 (รายเดือน 1) เพราะมีการแก้ไขหลังปิดงวด 1 ครั้งการเข้าพัก"
    assert note().endswith(why)
    (check,) = (one for one in read().checks if one.id == "closed_months")
    assert (check.ok, check.detail, check.stay_ids) == (False, why, (stay_id,))
    paper = runner.render(centre.work, centre.manager, "monthly", quarter).pdf
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    assert "จำหน่าย 1 (รายเดือน 0)" in text
