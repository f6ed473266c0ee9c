"""Issued papers: numbers without gaps or reuse, bytes that never change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.services.centre import EditSettings, centre, edit_settings
from panpun_desktop.services.centre_logo import set_logo
from panpun_desktop.services.documents import (
    CancelDocument,
    Drawn,
    IssueDocument,
    cancel,
    issue,
    list_documents,
    next_number,
    number_text,
    reprint,
)
from tests.builders import TODAY
from tests.centres import OpenCentre


def a_letter(dated_on: date = TODAY, register: str = "out") -> IssueDocument:
    def draw(_session: Session, number: str) -> Drawn:
        return Drawn("หนังสือทดสอบ", {"number": number}, f"%PDF {number}".encode())

    return IssueDocument("transfer_letter", draw, dated_on, register)


def test_r_doc_1_numbers_run_within_the_calendar_year(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    issued = issue(work, desk, (a_letter(), a_letter(), a_letter(date(2027, 1, 4))))
    assert [paper.number for paper in issued] == ["ปป. 001/2569", "ปป. 002/2569", "ปป. 001/2570"]
    assert next_number(work, desk, "out", TODAY) == "ปป. 003/2569"


def test_a_drawing_that_fails_takes_no_number(centre_session: OpenCentre) -> None:
    def fails(_session: Session, _number: str) -> Drawn:
        raise RuleBroken("print.no_shaping")

    bad = IssueDocument("transfer_letter", fails, TODAY, "out")
    with pytest.raises(RuleBroken):
        issue(centre_session.work, centre_session.desk, (a_letter(), bad))
    assert list_documents(centre_session.work, centre_session.desk) == ()
    assert next_number(centre_session.work, centre_session.desk, "out", TODAY) == "ปป. 001/2569"


def test_a_reprint_is_the_same_bytes_and_is_noted(centre_session: OpenCentre) -> None:
    (paper,) = issue(centre_session.work, centre_session.desk, (a_letter(),))
    assert reprint(centre_session.work, centre_session.desk, paper.document_id) == paper.pdf


def test_two_who_issue_at_once_get_numbers_of_their_own(centre_session: OpenCentre) -> None:
    work, both = centre_session.work, (centre_session.desk, centre_session.manager)
    with ThreadPoolExecutor(len(both)) as pool:
        turns = [pool.submit(issue, work, by, (a_letter(),)) for _turn in range(4) for by in both]
        numbers = [turn.result()[0].number for turn in turns]
    assert sorted(numbers) == [f"ปป. {n:03}/2569" for n in range(1, 9)]


def test_a_logo_that_is_too_big_or_no_picture_is_refused_and_none_is_kept(
    centre_session: OpenCentre,
) -> None:
    work, by = centre_session.work, centre_session.manager
    gif = BytesIO()
    Image.new("RGB", (4, 4)).save(gif, "GIF")
    for content, refusal in (
        (b"no picture", "setting.not_a_picture"),
        (gif.getvalue(), "setting.not_a_picture"),
        (bytes(16 * 1024 * 1024), "file.too_big"),
    ):
        with pytest.raises(RuleBroken) as refused:
            set_logo(work, by, ("ตรา.png", content))
        assert refused.value.id == refusal
    assert centre(work, by).logo is None


def test_a_paper_without_a_register_has_no_number(centre_session: OpenCentre) -> None:
    (paper,) = issue(centre_session.work, centre_session.desk, (a_letter(register=""),))
    assert paper.number == ""


def test_a_cancelled_paper_keeps_its_number_and_needs_a_reason_and_a_manager(
    centre_session: OpenCentre,
) -> None:
    work = centre_session.work
    issue(work, centre_session.desk, (a_letter(),))
    (row,) = list_documents(work, centre_session.desk)
    with pytest.raises(NotAllowed):
        cancel(work, centre_session.desk, CancelDocument(row.id, row.version, "พิมพ์ผิดคน"))
    with pytest.raises(RuleBroken):
        cancel(work, centre_session.manager, CancelDocument(row.id, row.version, " "))
    cancel(work, centre_session.manager, CancelDocument(row.id, row.version, "พิมพ์ผิดคน"))
    (row,) = list_documents(work, centre_session.desk)
    assert (row.number, row.is_cancelled) == ("ปป. 001/2569", True)
    assert next_number(work, centre_session.desk, "out", TODAY) == "ปป. 002/2569"


def test_the_administrator_sees_no_papers(centre_session: OpenCentre) -> None:
    with pytest.raises(NotAllowed):
        list_documents(centre_session.work, centre_session.admin)


def test_memos_and_receipts_have_patterns_of_their_own(centre_session: OpenCentre) -> None:
    work, manager = centre_session.work, centre_session.manager
    wanted = {"document.memo_pattern": "บข {n:04d}/{yy}", "document.receipt_pattern": "ร.{n}/{yyyy}"}
    edit_settings(work, manager, EditSettings(wanted))
    chosen = centre(work, manager)
    assert [number_text(chosen, 7, 2569, one) for one in ("memo", "receipt")] == ["บข 0007/69", "ร.7/2569"]
    with pytest.raises(RuleBroken) as refusal:
        edit_settings(work, manager, EditSettings({"document.receipt_pattern": "ร.{yyyy}"}))
    assert refusal.value.id == "setting.number_pattern"
