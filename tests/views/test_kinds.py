# ruff: noqa: F811
"""Letters of every kind at the desk: from a person to the number in a few steps, the Word file beside it."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from panpun_desktop.reports.letters.catalogue import KINDS
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.views.documents.kind_dialog import KindDialog
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from tests.conformance.walk import clipped, unnamed
from tests.reports.kit.reading import joined
from tests.typing import focused, press, type_here
from tests.views.test_documents import (  # noqa: F401
    DIRECTOR,
    boonmee,
    drawn,
    issued_papers,
    open_page,
    printed,
    shelter,
    shown,
)

CTRL = Qt.KeyboardModifier.ControlModifier


def click_kind(page, open_centre, qtbot, key):
    page.rail.buttons[key].click()
    drawn(page, open_centre, qtbot)


def choose_first(box):
    """With the arrow key."""
    box.setFocus()
    press(box, Qt.Key.Key_Down)


def choose_kind(page, open_centre, qtbot, key):
    """In the choice of kinds that the person's page opens."""
    asked = page.window().findChild(KindDialog)
    assert asked.table.select_key(key)
    press(asked.table, Qt.Key.Key_Return)
    page.window().activateWindow()  # as window managers do when a dialog closes
    open_centre.wait()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_draws_what_its_fields_give(open_page, open_centre, boonmee, shelter, key):
    page = open_page(kind=key, person_id=boonmee)
    assert set(page.form.boxes) >= {field.name for field in KINDS[key].fields} - set(page.form.ticks)
    assert page.desk_page.preview.page_count() >= 1
    assert page.desk_page.banner.text() == ""
    assert clipped(page) == []
    assert unnamed(page) == []


def test_from_the_person_to_the_number_in_five_actions(
    open_page, open_centre, boonmee, printed, qtbot, monkeypatch
):
    page = open_page(person_id=boonmee)  # one: "issue a paper" on the person's page
    choose_kind(page, open_centre, qtbot, "stay_certificate")  # two: with the arrow keys and Enter
    type_here("สมัครงาน")  # three
    drawn(page, open_centre, qtbot)
    assert "สมัครงาน" in shown(page)
    page.save()  # four: Ctrl+Enter
    open_centre.wait()
    (paper,) = issued_papers(open_centre)
    assert (paper.kind, paper.number) == ("stay_certificate", "ปป. 001/2569")
    assert printed
    assert len(printed[0]) == 1


def test_another_kind_is_about_the_same_person(open_page, open_centre, boonmee, qtbot):
    page = open_page(person_id=boonmee)
    asked = page.window().findChild(KindDialog)
    assert asked.table.current().id == "transfer_letter"  # nothing was used yet
    assert all(row.answers for row in map(asked.table.rows.row_at, range(asked.table.rows.rowCount())))
    asked.reject()
    assert page.kind == "monthly"  # what was open stays
    choose_kind(open_page(person_id=boonmee), open_centre, qtbot, "request_home")
    page = open_page(person_id=boonmee)
    assert page.window().findChild(KindDialog).table.current().id == "request_home"  # as the last time
    choose_kind(page, open_centre, qtbot, "transfer_letter")
    for key in ("request_hospital", "intake_form", "receipt"):
        click_kind(page, open_centre, qtbot, key)
        assert page.form.panel.row.id == boonmee
        assert "บุญมี" in shown(page)


def standing(page):
    """What stands in the fields that are about the person or this letter."""
    words = {name: page.form._value(name) for name in page.form.boxes if name not in page.form.stays}
    return {name: value for name, value in words.items() if value} | {
        name: True for name, tick in page.form.ticks.items() if tick.isChecked()
    }


def test_nothing_typed_for_one_person_stands_in_the_letter_of_the_next(
    open_page, open_centre, boonmee, shelter, qtbot
):
    malee = open_centre.house.staying("มาลี", "หญิง 1-01", days=2, sex="F").person_id
    page = open_page(kind="request_home", person_id=boonmee)
    fresh = standing(page)
    assert page.form.boxes["destination"].field.placeholderText() == page.form.letter.values["destination"]
    choose_first(page.form.agency.box)
    assert page.form.boxes["agency_id"]._hint.plain_text() == page.form.agency.box.currentText(), "whole"
    for name, text in (("destination", "บ้านนางทองดี"), ("receiver_phone", "081-000-0000"), ("fare", "350")):
        page.form.boxes[name].field.setFocus()
        type_here(text)
    choose_first(page.form.boxes["vehicle"].field)
    drawn(page, open_centre, qtbot)
    typed = standing(page)
    assert typed.keys() - fresh.keys() == {"agency_id", "destination", "receiver_phone", "fare", "vehicle"}

    def turn_to(person_id, way):
        if way == "page":
            page.open_with(kind="request_home", person_id=person_id)
        else:  # another kind is turned to this person, then this one again in the menu
            page.open_with(kind="stay_certificate", person_id=person_id)
            open_centre.wait()
            page.rail.buttons["request_home"].click()
        drawn(page, open_centre, qtbot)
        assert page.form.panel.row.id == person_id

    for way in ("page", "menu"):
        turn_to(malee, way)
        assert standing(page) == fresh
        assert "ทองดี" not in shown(page)
        assert "destination" in [name for name, _words in page.form.missing()]
        turn_to(boonmee, way)
        assert standing(page) == fresh
        (go_on, *_others) = page.form.draft.banner.findChildren(QuietButton)
        go_on.click()
        drawn(page, open_centre, qtbot)
        assert standing(page) == typed


def test_a_transfer_letter_to_the_next_person_has_its_own_agency_and_time(
    open_page, open_centre, boonmee, shelter, qtbot
):
    malee = open_centre.house.staying("มาลี", "หญิง 1-01", days=2, sex="F")
    page = open_page(kind="transfer_letter", person_id=boonmee)
    form = page.form
    brought_on, day = form.escort_on.value(), form.dated_on.value()
    choose_first(form.agency.box)
    for field in (form.wanted, form.escort_time, form.escort_on, form.boxes["reference"].field):
        field.setFocus()
        field.selectAll()
        type_here({form.escort_time: "10.30", form.escort_on: "30/11/69"}.get(field, "ที่พัก"))
    form.enclosed["history"].click()
    drawn(page, open_centre, qtbot)
    assert "ที่พัก" in shown(page)
    form.person.setFocus()
    form.person.selectAll()
    type_here("มาลี")
    qtbot.waitUntil(lambda: bool(form.person.suggestions()))
    press(form.person, Qt.Key.Key_Return)
    drawn(page, open_centre, qtbot)
    assert form.panel.row.id == malee.person_id
    assert (form.agency.value(), form.escort_time.value()) == (None, None)
    assert (form.wanted.text(), form.boxes["reference"].field.text()) == ("", "")
    assert (form.escort_on.value(), form.dated_on.value()) == (brought_on, day)
    assert form.enclosed["history"].isChecked()
    assert form.signer.text() == open_centre.context.centre.signer_name


def test_what_is_missing_is_named_once_and_then_left_to_the_pen(open_page, open_centre, boonmee, printed):
    page = open_page(kind="request_hospital", person_id=boonmee)
    page.save()
    open_centre.wait()
    assert issued_papers(open_centre) == ()
    assert "อาการตามที่เล่า" in open_centre.said[-1]
    assert page.form.boxes["symptoms"].problem()
    page.save()
    open_centre.wait()
    assert [one.kind for one in issued_papers(open_centre)] == ["request_hospital"]


def test_words_of_the_sensitive_list_are_warned_about_once_and_never_refused(
    open_page, open_centre, boonmee, printed, qtbot
):
    page = open_page(kind="stay_certificate", person_id=boonmee)
    page.form.boxes["purpose"].field.setFocus()
    type_here("รักษาตัวเพราะติดเชื้อเอชไอวี")
    drawn(page, open_centre, qtbot)
    (said,) = [one for one in page.form.before.findings if "เอชไอวี" in one.text]
    assert "ปิดผนึก" in said.remark
    page.save()
    open_centre.wait()
    assert issued_papers(open_centre) == ()
    assert "เอชไอวี" in page.form.boxes["purpose"].problem()
    assert "เอชไอวี" in open_centre.said[-1]
    page.save()
    open_centre.wait()
    assert len(issued_papers(open_centre)) == 1


def test_beside_the_letter_stands_what_it_tells_and_why(open_page, open_centre, boonmee):
    page = open_page(kind="stay_certificate", person_id=boonmee)
    told = [(one.text, one.remark) for one in page.form.disclosed.findings]
    assert ("เลขประจำตัวประชาชน", "") in told
    assert ("เหตุที่เปิดเผยได้", "ผู้รับบริการขอเอง") in told
    page.form.ticks["leaves_out_id"].click()
    page.form.draw_now()
    open_centre.wait()
    assert "เลขประจำตัวประชาชน" not in [one.text for one in page.form.disclosed.findings]


def test_an_amount_is_said_in_words(open_page, open_centre, boonmee, qtbot):
    page = open_page(kind="receipt", person_id=boonmee)
    page.form.boxes["item_1"].field.setFocus()
    type_here("ค่าพาหนะ")
    page.form.boxes["amount_1"].field.setFocus()
    type_here("1200.25")
    press(focused(), Qt.Key.Key_Tab)
    drawn(page, open_centre, qtbot)
    assert "หนึ่งพันสองร้อยบาทยี่สิบห้าสตางค์" in shown(page)


def test_the_word_file_is_saved_with_the_number_it_was_given(
    open_page, open_centre, boonmee, printed, tmp_path, monkeypatch
):
    page = open_page(kind="stay_certificate", person_id=boonmee)
    page.form.boxes["purpose"].field.setText("สมัครงาน")
    page.form.draw_now()
    open_centre.wait()
    page.save()
    open_centre.wait()
    names = []

    def choose(_parent, _title, place, kinds):
        names.append((place.rsplit("/", 1)[-1], kinds))
        return str(tmp_path / "letter.docx"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.desk_page.office_buttons["docx"].click()
    open_centre.wait()
    assert names[0][0].endswith("001-2569.docx")
    assert "*.docx" in names[0][1]
    text = "\n".join(
        cell.text
        for table in docx.Document(BytesIO((tmp_path / "letter.docx").read_bytes())).tables
        for cell in table.rows[0].cells
    )
    assert "เลขที่ ปป. ๐๐๑/๒๕๖๙" in text


def test_only_papers_with_an_office_form_offer_it(open_page, open_centre, boonmee, qtbot):
    page = open_page(kind="stay_certificate", person_id=boonmee)
    assert page.desk_page.office_buttons["docx"].isVisible()
    assert not page.desk_page.office_buttons["xlsx"].isVisible()
    click_kind(page, open_centre, qtbot, "intake_form")
    assert not page.desk_page.office_buttons["docx"].isVisible()


def test_labels_are_of_several_agencies_each_once_after_those_used(
    open_page, open_centre, boonmee, shelter, qtbot
):
    hospital = SaveAgency(None, "โรงพยาบาลตัวอย่าง", "HOSPITAL", "ผู้อำนวยการโรงพยาบาลตัวอย่าง")
    other = save_agency(open_centre.work, open_centre.actor, hospital)
    page = open_page(kind="address_labels")
    drawn(page, open_centre, qtbot)
    for agency_id in (shelter, next(iter(other.agencies)), shelter):
        page.form.agency.box.set_value(str(agency_id))
        page.form.agency.box.chosen.emit(str(agency_id))
    page.form.boxes["skip"].field.set_number(15)
    page.form.draw_now()
    drawn(page, open_centre, qtbot)
    text = joined(shown(page))
    assert [text.count(joined(words)) for words in (DIRECTOR, "ผู้อำนวยการโรงพยาบาลตัวอย่าง")] == [1, 1]
    assert page.desk_page.preview.page_count() == 2, "the last of the first sheet, and a new one"
    assert (clipped(page), unnamed(page)) == ([], [])
    page.window().findChild(IconButton, f"dropLabel{shelter}Button").click()
    drawn(page, open_centre, qtbot)
    assert joined(DIRECTOR) not in joined(shown(page))


def test_an_envelope_names_the_agency_and_nobody_else(open_page, open_centre, boonmee, shelter, qtbot):
    page = open_page(kind="envelope", person_id=boonmee)
    page.form.agency.box.set_value(str(shelter))
    page.form.draw_now()
    drawn(page, open_centre, qtbot)
    assert DIRECTOR in shown(page)
    assert "บุญมี" not in shown(page)
    assert not page.desk_page.issue_main.isVisible()
    assert page.desk_page.print_button.isVisible()
