"""The register of incoming papers and the answers to our letters, as the front desk works with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from panpun_desktop.reports import runner
from panpun_desktop.services import agencies, documents
from panpun_desktop.services.agencies import SaveAgency
from panpun_desktop.services.incoming_lists import list_incoming
from panpun_desktop.services.incoming_papers import record_incoming
from panpun_desktop.services.incoming_rows import IncomingFacts, IncomingFilter
from panpun_desktop.views.documents import build
from panpun_desktop.views.documents.incoming_dialog import (
    AnswerIncomingDialog,
    IncomingDialog,
    VoidIncomingDialog,
)
from panpun_desktop.views.documents.paper_files import AddPaperFileDialog
from panpun_desktop.views.documents.replied_dialog import RepliedDialog
from panpun_desktop.views.paper_window import PaperWindow
from tests.builders import TODAY
from tests.conformance.walk import clipped, unnamed
from tests.typing import press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_page(qtbot, open_centre):
    """Opens the screen at the register asked for."""

    def open_it(**arguments):
        page = build(open_centre.context)
        page.resize(1160, 690)
        qtbot.addWidget(page)
        open_centre.context.operations.changed.connect(lambda changes, _asker: page.reload(changes))
        with qtbot.waitActive(page):
            page.show()
        page.open_with(**arguments)
        settle(open_centre)
        return page

    yield open_it
    open_centre.wait()


def settle(open_centre):
    for _ in range(4):
        open_centre.wait()


def dialog(kind):
    """The dialog that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


@pytest.fixture
def letter(open_centre):
    """A transfer letter of today that asks for an answer."""
    boonmee = open_centre.house.staying("บุญมี", "ชาย 1-01", days=6, title="นาย", last_name="ศรีทอง", sex="M")
    saved = agencies.save_agency(
        open_centre.work, open_centre.actor, SaveAgency(None, "ศูนย์คุ้มครองตัวอย่าง", "GOV")
    )
    given = {"person_id": boonmee.person_id, "agency_id": next(iter(saved.agencies))}
    return runner.issue(open_centre.work, open_centre.actor, "transfer_letter", given)


def rows(open_centre):
    return list_incoming(open_centre.work, open_centre.actor, IncomingFilter())


def test_a_paper_is_typed_in_numbered_and_shown(open_page, open_centre):
    page = open_page(kind="incoming")
    assert page.register("incoming").empty.isVisible()
    page.register("incoming").record_button.click()
    asked = dialog(IncomingDialog)
    settle(open_centre)
    asked.their_number.setFocus()
    type_here("พม ๐๓๐๕/๑๒๓")
    asked.wrote.setFocus()
    type_here("เทศบาลนครสงขลา")
    asked.subject.setFocus()
    type_here("ขอเชิญประชุม")
    assert clipped(asked) == []
    press(asked.subject, Qt.Key.Key_Return, CTRL)
    settle(open_centre)
    (row,) = rows(open_centre)
    assert (row.number, row.sender, row.their_number) == ("001/2569", "เทศบาลนครสงขลา", "พม ๐๓๐๕/๑๒๓")
    assert page.register("incoming").table.current().id == row.id
    assert "ขอเชิญประชุม" in page.register("incoming").shown.subject.text().replace("\u200b", "")
    assert unnamed(page) == []


def test_ins_enters_a_paper_from_the_menu_too(open_page, open_centre):
    page = open_page(kind="incoming")
    page.rail.buttons["incoming"].setFocus()
    press(page.rail.buttons["incoming"], Qt.Key.Key_Insert)
    (dialog,) = page.window().findChildren(IncomingDialog)
    dialog.reject()


def test_a_paper_without_a_subject_is_refused_beside_the_field(open_page, open_centre):
    page = open_page(kind="incoming")
    page.register("incoming").record_button.click()
    asked = dialog(IncomingDialog)
    settle(open_centre)
    asked.save()
    settle(open_centre)
    assert "เรื่อง" in asked.boxes["subject"].problem()
    assert rows(open_centre) == ()


def test_a_day_for_the_answer_that_was_past_already_is_warned_about(open_page, open_centre):
    page = open_page(kind="incoming")
    page.register("incoming").record_button.click()
    asked = dialog(IncomingDialog)
    settle(open_centre)
    asked.due.setText("1/1/2569")
    asked.due.settle()
    assert any("พ้นกำหนดแล้ว" in one.text().replace("\u200b", "") for one in asked.findChildren(QLabel))
    asked.reject()


def test_the_answer_to_a_transfer_is_taken_with_its_result(open_page, open_centre, letter):
    page = open_page(kind="issued", document_id=letter.document_id)
    assert page.register("issued").replied_button.isVisible()
    page.register("issued").replied_button.click()
    told = dialog(RepliedDialog)
    told.paper_button.click()
    settle(open_centre)
    asked = dialog(IncomingDialog)
    assert asked.person.text().endswith("ศรีทอง")
    assert "ศูนย์คุ้มครองตัวอย่าง" in asked.agency.box.currentText()
    asked.outcome.set_value("REFUSED")
    asked.subject.setFocus()
    type_here("แจ้งผลการส่งตัว")
    asked.save()
    settle(open_centre)
    (row,) = rows(open_centre)
    assert (row.result, row.answers) == ("REFUSED", letter.number)
    assert page.register("issued").table.current().replied_on == TODAY
    assert not page.register("issued").replied_button.isEnabled()
    page.open_with(kind="incoming", incoming_id=row.id)
    settle(open_centre)
    assert "ไม่รับตัว" in page.register("incoming").shown.facts.text().replace("\u200b", "")


def test_an_answer_by_telephone_is_marked_and_taken_back_on_the_list(open_page, open_centre, letter):
    page = open_page(kind="issued", document_id=letter.document_id)
    page.register("issued").replied_button.click()
    told = dialog(RepliedDialog)
    told.save_button.click()
    settle(open_centre)
    assert page.register("issued").table.current().replied_on == TODAY
    page.register("issued").replied_button.click()
    settle(open_centre)
    assert page.register("issued").table.current().replied_on is None


def test_a_paper_is_answered_settled_and_struck_out_by_its_buttons(open_page, open_centre, letter):
    facts = IncomingFacts(TODAY, "ขอข้อมูล", sender="พมจ.", reply_due_on=TODAY + timedelta(days=2))
    record_incoming(open_centre.work, open_centre.actor, facts)
    page = open_page(kind="incoming")
    listed = page.register("incoming")
    listed.answer_button.click()
    asked = dialog(AnswerIncomingDialog)
    settle(open_centre)
    asked.letter.set_value(str(letter.document_id))
    asked.save()
    settle(open_centre)
    assert rows(open_centre)[0].answered_by == letter.number
    assert not listed.answer_button.isEnabled()
    listed.close_button.click()  # take up again
    settle(open_centre)
    assert rows(open_centre)[0].state == "due"
    listed.void_button.click()
    struck = dialog(VoidIncomingDialog)
    struck.reason.setText("ลงซ้ำ")
    struck.save()
    settle(open_centre)
    assert rows(open_centre)[0].is_void
    assert not listed.change_button.isEnabled()
    listed.chips["due"].click()
    settle(open_centre)
    assert listed.table.rows.rowCount() == 0


def test_the_register_is_searched_with_thai_figures(open_page, open_centre):
    for number in ("0305/1", "0306/2"):
        facts = IncomingFacts(TODAY, "ขอข้อมูล", number, sender="พมจ.")
        record_incoming(open_centre.work, open_centre.actor, facts)
    page = open_page(kind="incoming")
    page.register("incoming").search.setText("๐๓๐๖")
    page.register("incoming").reload()
    settle(open_centre)
    assert page.register("incoming").table.rows.rowCount() == 1
    assert documents.list_documents(open_centre.work, open_centre.actor) == ()


def test_a_scan_is_attached_to_a_letter_opened_and_taken_away(
    open_page, open_centre, letter, tmp_path, monkeypatch
):
    place = tmp_path / "ลงนามแล้ว.pdf"
    place.write_bytes(letter.pdf)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(place), ""))
    page = open_page(kind="issued", document_id=letter.document_id)
    files = page.register("issued").files
    files.add_button.click()
    asked = dialog(AddPaperFileDialog)
    asked.kind.set_value("issued_text")
    asked.save()
    settle(open_centre)
    assert "ลงนามแล้ว.pdf" in files.list.item(0).text()
    page.register("issued").open_current()
    settle(open_centre)
    assert "ลงนามแล้ว.pdf" in open_centre.said[-1]
    files.look()
    settle(open_centre)
    window = dialog(PaperWindow)
    assert window.preview.page_count() >= 1
    window.accept()
    files.void_button.click()
    settle(open_centre)
    assert files.list.count() == 0


def test_a_file_that_is_no_paper_is_refused_beside_its_kind(
    open_page, open_centre, letter, tmp_path, monkeypatch
):
    place = tmp_path / "program.exe"
    place.write_bytes(b"MZ")
    page = open_page(kind="issued", document_id=letter.document_id)
    page.register("issued").files.keep(place)
    asked = dialog(AddPaperFileDialog)
    asked.save()
    settle(open_centre)
    assert "PDF" in asked.boxes["kind"].problem()
