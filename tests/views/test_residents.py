"""The register page as a person uses it: list, filters, one person beside it, and the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QVBoxLayout, QWidget
from python_calamine import CalamineWorkbook
from reportlab.pdfgen.canvas import Canvas

from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people
from panpun_desktop.services.documents import Drawn, IssueDocument, issue
from panpun_desktop.services.people_rows import LIFELONG, EditPerson, PersonFacts
from panpun_desktop.services.person_contacts import SavePhone, save_phone
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.views.residents import build
from panpun_desktop.views.residents.compare import CompareDialog
from panpun_desktop.views.residents.duplicates import PAUSE_MS, LikelyPerson
from panpun_desktop.views.residents.filter_chips import PeriodDialog
from panpun_desktop.views.residents.overview import facts_shown, phone_words
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.saving import quiet_bar
from panpun_desktop.widgets.tables import row_id
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def full_centre(open_centre):
    """Four who stay, one who left, and their rooms."""
    house = open_centre.house
    house.staying("แก้วตา", "หญิง 1-02", 9, title="นางสาว", last_name="มณีโชติ", nickname="แก้ว", sex="F")
    house.staying("บุญมี", "ชาย 1-04", 6, title="นาย", last_name="ศรีทอง", sex="M", service_type="TRANSIT")
    house.staying("กมล", "ชาย 1-01", 12, title="นาย", last_name="ใจดี", sex="M", service_type="COURSE_M")
    house.staying("เอก", "", 2, sex="M")
    gone = house.person("สมชาย", title="นาย", last_name="แสงอรุณ", sex="M")
    house.stay(gone, "", arrived_on=date(2026, 10, 1), left_on=date(2026, 10, 20), outcome="HOME")
    return open_centre


@pytest.fixture
def show(qtbot, full_centre):
    """Shows the page in a window of the usual office screen's size, less the shell."""

    windows = []

    def made(size=(1160, 690), **arguments):
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        page = build(full_centre.context)
        column.addWidget(page)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
        page.open_with(**arguments)
        page.focus_first()
        settle(full_centre)
        return page

    return made


def settle(centre):
    """Answers may ask again: the list, then the person of its line."""
    for _ in range(3):
        centre.wait()


def words_in(widget):
    """The words of every label, as read aloud."""
    return [one.text().replace("\u200b", "") for one in widget.findChildren(QLabel)]


def names(page):
    table = page.list.table
    return [table.rows.row_at(line).name for line in range(table.rows.rowCount())]


def choose(page, centre, first_name):
    line = next(at for at, name in enumerate(names(page)) if first_name in name)
    assert page.list.table.select_key(page.list.table.rows.key_of(line))
    settle(centre)
    return page.panel.panel


def click_head(page, centre, key):
    table = page.list.table
    heads = table.horizontalHeader()
    place = [one.key for one in table.rows.columns].index(key)
    at = heads.viewport().rect().center()
    at.setX(heads.sectionViewportPosition(place) + heads.sectionSize(place) // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(centre)


def cell(page, first_name, key):
    table = page.list.table
    line = next(at for at, name in enumerate(names(page)) if first_name in name)
    column = next(one for one in table.rows.columns if one.key == key)
    row = table.rows.row_at(line)
    return column.text(row), column.chip(row) if column.chip else None


# the list ---------------------------------------------------------------------------------------------


def test_those_who_stay_are_listed_newest_first_with_their_day_bed_and_count(show, full_centre):
    page = show()
    assert names(page) == ["เอก", "นายกมล ใจดี", "นายบุญมี ศรีทอง", "นางสาวแก้วตา มณีโชติ"]
    assert page.list.count.plain_text() == "4 จาก 5 คน"
    assert page.list.present.text() == "พักอยู่ 4"
    assert cell(page, "แก้วตา", "day") == ("9/10", "info")
    assert cell(page, "กมล", "day") == ("12/45", "ok")
    assert cell(page, "กมล", "service") == ("ระยะกลาง", "info")
    assert cell(page, "บุญมี", "bed") == ("ชาย 1-04", None)
    assert focused() is page.list.table


def test_a_click_on_a_title_sorts_in_thai_order_and_the_chosen_person_stays_chosen(show, full_centre):
    page = show()
    choose(page, full_centre, "บุญมี")
    click_head(page, full_centre, "name")
    assert names(page) == ["นายกมล ใจดี", "นางสาวแก้วตา มณีโชติ", "นายบุญมี ศรีทอง", "เอก"]
    click_head(page, full_centre, "name")
    assert names(page)[0] == "เอก"
    assert "บุญมี" in page.list.table.current().name


def test_the_chip_of_those_who_stay_can_be_taken_away(show, full_centre):
    page = show()
    QTest.mouseClick(page.list.filters.present, Qt.MouseButton.LeftButton)
    settle(full_centre)
    assert page.list.count.plain_text() == "5 จาก 5 คน"
    assert cell(page, "สมชาย", "service") == ("ออก 20 ต.ค. 69", None)


def test_filters_for_service_sex_and_limit_narrow_the_list(show, full_centre):
    page = show()
    QTest.mouseClick(page.list.filters.near, Qt.MouseButton.LeftButton)
    settle(full_centre)
    assert names(page) == ["นายบุญมี ศรีทอง", "นางสาวแก้วตา มณีโชติ"]
    QTest.mouseClick(page.list.filters.near, Qt.MouseButton.LeftButton)
    chip = page.list.filters.services
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    chip._menu.actions()[-1].trigger()
    chip._menu.close()
    settle(full_centre)
    assert names(page) == ["นายบุญมี ศรีทอง"]
    assert chip.text() == "รอส่งต่อ"
    assert chip.isChecked()


def test_letters_typed_into_the_list_filter_it_and_escape_clears(show, full_centre, qtbot):
    page = show()
    type_here("แก้ว")
    assert focused() is page.list.text
    assert page.list.text.text() == "แก้ว"
    press(focused(), Qt.Key.Key_Return)
    settle(full_centre)
    assert names(page) == ["นางสาวแก้วตา มณีโชติ"]
    press(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.count.plain_text() == "4 จาก 5 คน")


def test_nobody_found_says_so_and_offers_to_take_the_filters_away(show, full_centre):
    page = show(search="ไม่มีใครชื่อนี้")
    assert not page.list.table.isVisible()
    assert page.list.empty.isVisible()
    (button,) = page.list.empty.findChildren(QuietButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(full_centre)
    assert page.list.count.plain_text() == "5 จาก 5 คน"


def test_a_block_is_copied_with_titles(show):
    page = show()
    page.list.table.selectRow(2)
    press(page.list.table, Qt.Key.Key_C, CTRL)
    head, line = QApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["ทะเบียน", "ชื่อ"]
    assert line.split("\t")[1] == "นายบุญมี ศรีทอง"


def test_widths_of_columns_are_remembered(show, full_centre):
    page = show()
    page.list.table.setColumnWidth(1, 233)
    again = show()
    assert again.list.table.columnWidth(1) == 233


# one person -------------------------------------------------------------------------------------------


def test_the_line_chosen_shows_the_person_with_the_story(show, full_centre):
    page = show()
    choose(page, full_centre, "แก้วตา")
    assert page.panel.head.name.plain_text() == "นางสาวแก้วตา มณีโชติ"
    assert page.panel.head.nickname.plain_text().startswith("(แก้ว)")
    assert "ทดลองอยู่ วันที่ 9/10" in words_in(page.panel.head.chips)
    story = page.panel.overview.timeline.texts()
    assert "รับเข้าพัก · มาด้วยตนเอง" in story
    assert any("คาดการณ์" in line for line in story)


def test_the_id_number_is_masked_in_the_panel(show, full_centre):
    facts = PersonFacts(first_name="มีบัตร", sex="F", national_id="1-9999-00000-01-3")
    people.create_person(full_centre.work, full_centre.actor, facts)
    page = show(search="มีบัตร")
    assert "1-9xxx-xxxxx-xx-3" in page.panel.head.facts.plain_text()
    assert "99990000" not in page.panel.head.facts.plain_text().replace("-", "")


def test_enter_gives_the_person_the_page_and_escape_brings_the_list_back(show, full_centre):
    page = show()
    press(page.list.table, Qt.Key.Key_Return)
    settle(full_centre)
    assert not page.list.isVisible()
    assert page.page.name.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    settle(full_centre)
    assert page.list.isVisible()
    assert focused() is page.list.table


def test_papers_are_issued_on_their_own_page(show, full_centre):
    page = show()
    person = choose(page, full_centre, "กมล")
    QTest.mouseClick(page.panel.issue, Qt.MouseButton.LeftButton)
    page.print_open()
    assert full_centre.navigated == [("documents", {"person_id": person.row.id})] * 2


def test_someone_who_left_can_be_admitted_but_not_moved(show, full_centre):
    page = show(search="สมชาย")
    assert page.panel.admit.isVisible()
    assert not page.panel.move_bed.isVisible()
    QTest.mouseClick(page.panel.admit, Qt.MouseButton.LeftButton)
    assert full_centre.navigated == [("admission", {"person_id": page.panel.panel.row.id})]


def test_the_menu_offers_what_may_be_done_now(show, full_centre):
    page = show()
    choose(page, full_centre, "กมล")
    acts = [act for act, _words in page.panel.acts()]
    assert acts[:4] == ["edit", "change_service", "absence", "extend"]
    assert acts[-1] == "page"


def test_the_tab_of_stays_lists_them_newest_first(show, full_centre):
    page = show(search="สมชาย")
    page.panel.tabs.setCurrentIndex(1)
    settle(full_centre)
    rows = page.panel.stays.table.rows
    assert rows.rowCount() == 1
    assert [column.text(rows.row_at(0)) for column in rows.columns] == [
        "1 ต.ค. 2569",
        "20 ต.ค. 2569",
        "19",
        "ทดลองอยู่",
        "กลับภูมิลำเนา",
        "มาด้วยตนเอง",
    ]


def test_an_empty_tab_says_what_would_be_there(show, full_centre):
    page = show()
    page.panel.tabs.setCurrentIndex(2)
    settle(full_centre)
    assert page.panel.papers.empty.isVisible()
    assert not page.panel.papers.button.isEnabled()


def issued(centre, person_id):
    page = BytesIO()
    drawing = Canvas(page)
    drawing.drawString(100, 100, "1")
    drawing.save()
    drawn = Drawn("ใบรับตัว", {}, page.getvalue())
    request = IssueDocument("intake_form", lambda _session, _number: drawn, TODAY, person_id=person_id)
    return issue(centre.work, centre.actor, (request,))[0].pdf


def test_an_issued_paper_is_listed_and_shown_again_as_it_was(show, full_centre):
    page = show()
    person = choose(page, full_centre, "กมล")
    pdf = issued(full_centre, person.row.id)
    page.panel.tabs.setCurrentIndex(2)
    settle(full_centre)
    assert page.panel.papers.table.current().title == "ใบรับตัว"
    press(page.panel.papers.table, Qt.Key.Key_Return)
    settle(full_centre)
    (window,) = page.window().findChildren(PaperWindow)
    assert window.preview.pdf == pdf
    assert unnamed(window) == []
    window.accept()


def test_opening_with_a_person_who_left_shows_that_person(show, full_centre):
    hit = people.search(full_centre.work, full_centre.actor, "สมชาย")[0]
    page = show(person_id=hit.id)
    settle(full_centre)
    assert page.panel.panel.row.id == hit.id
    assert [row_id(page.list.table.current())] == [hit.id]


def test_a_change_elsewhere_reaches_the_list_and_the_panel(show, full_centre):
    page = show()
    panel = choose(page, full_centre, "กมล")
    facts = replace(panel.facts, nickname="ต้น")
    changes = people.edit_person(full_centre.work, full_centre.actor, EditPerson(panel.row.id, 1, facts))
    page.reload(changes)
    settle(full_centre)
    assert page.list.table.current().nickname == "ต้น"
    assert page.panel.head.nickname.plain_text().startswith("(ต้น)")


# the form ---------------------------------------------------------------------------------------------


def open_form(page, centre):
    QTest.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
    settle(centre)
    return page.form


def fill(form, **texts):
    for name, text in texts.items():
        widget = form.fields.widgets[name]
        widget.setFocus()
        if hasattr(widget, "selectAll"):
            widget.selectAll()
        type_text(widget, text)


def save(form, centre):
    press(form.save_button, Qt.Key.Key_Space)
    settle(centre)


def find(centre, name):
    return people.search(centre.work, centre.actor, name)[0]


def facts_in(centre, person_id):
    return people.person_panel(centre.work, centre.actor, person_id).facts


def test_a_person_is_added_with_what_is_known_and_shown(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    assert focused() is form.fields.widgets["title"]
    type_here("นาง")
    press(focused(), Qt.Key.Key_Return)
    type_here("พวงทอง")
    fill(form, last_name="พูนสุข", birth="2510", sex="ห", phone="081-234-5678")
    save(form, full_centre)
    assert page.form is None
    hit = find(full_centre, "พวงทอง")
    facts = facts_in(full_centre, hit.id)
    assert (facts.title, facts.last_name, facts.sex) == ("นาง", "พูนสุข", "F")
    assert (facts.birth_precision, facts.birth_first_on) == ("YEAR", date(1967, 1, 1))
    assert page.panel.panel.row.id == hit.id


def test_nothing_is_required_and_an_unnamed_person_can_be_added(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, label="เสื้อแดง ตลาดใหม่", sex="ช")
    save(form, full_centre)
    assert "เสื้อแดง" in page.panel.panel.row.name


def test_a_wrong_id_number_warns_and_is_saved(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="ลองผิด", national_id="1999900000014")
    number = form.fields.widgets["national_id"]
    assert number.chip_text() == "เลขไม่ถูกต้อง"
    save(form, full_centre)
    assert facts_in(full_centre, find(full_centre, "ลองผิด").id).national_id == "1999900000014"


def test_an_id_number_of_someone_else_is_refused_beside_the_field(show, full_centre):
    known = PersonFacts(first_name="เจ้าของ", sex="F", national_id="1999900000013")
    people.create_person(full_centre.work, full_centre.actor, known)
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="อีกคน", national_id="1999900000013")
    save(form, full_centre)
    assert "เจ้าของ" in form.fields.boxes["national_id"].problem()
    assert focused() is form.fields.widgets["national_id"]
    assert form.fields.widgets["first_name"].text() == "อีกคน"


def test_a_birth_that_cannot_be_read_keeps_its_text_and_the_focus(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, birth="31/2/2530")
    save(form, full_centre)
    assert page.form is form
    assert form.fields.boxes["birth"].problem()
    assert focused() is form.fields.widgets["birth"]
    assert focused().text() == "31/2/2530"


def test_an_estimated_age_near_eighteen_asks_to_be_confirmed(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, birth="ประมาณ 17 ปี")
    press(focused(), Qt.Key.Key_Return)
    assert "โปรดยืนยัน" in form.fields.boxes["birth"]._hint.plain_text()


def test_unknown_and_not_stated_are_different_answers(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="ไม่แน่ใจ")
    press(form.fields.widgets["home_province"], Qt.Key.Key_F8)
    press(form.fields.widgets["civil_status"], Qt.Key.Key_F8)
    assert form.fields.widgets["card_held"].currentText() == "ไม่ระบุ"
    save(form, full_centre)
    facts = facts_in(full_centre, find(full_centre, "ไม่แน่ใจ").id)
    assert (facts.home_province, facts.civil_status, facts.card_held) == ("ไม่ทราบ", "UNKNOWN", None)


def test_not_known_and_declined_have_one_key_each(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="ไม่บอก")
    shift = Qt.KeyboardModifier.ShiftModifier
    press(form.fields.widgets["religion"], Qt.Key.Key_F8, shift)
    press(form.fields.widgets["nationality"], Qt.Key.Key_F8)
    press(form.fields.widgets["father_name"], Qt.Key.Key_F8)
    press(form.fields.widgets["mother_name"], Qt.Key.Key_F8, shift)
    save(form, full_centre)
    facts = facts_in(full_centre, find(full_centre, "ไม่บอก").id)
    assert (facts.religion, facts.nationality, facts.marital) == ("DECLINED", "UNKNOWN", None)
    assert (facts.father_name, facts.mother_name, facts.birth_place) == ("ไม่ทราบ", "ไม่ประสงค์ให้ข้อมูล", "")


def test_groups_and_disabilities_are_chosen_as_chips(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    assert "HIV" not in form.fields.several["target_group"].chips  # the desk sees no sensitive group
    fill(form, first_name="หลายกลุ่ม")
    for chip in ("WOMAN", "POOR"):
        press(form.fields.several["target_group"].chips[chip], Qt.Key.Key_Space)
    press(form.fields.several["disability"].chips["3"], Qt.Key.Key_Space)
    save(form, full_centre)
    panel = people.person_panel(full_centre.work, full_centre.actor, find(full_centre, "หลายกลุ่ม").id)
    assert panel.codes == {"target_group": ("POOR", "WOMAN"), "disability": ("3",)}


def test_a_childs_title_at_fifteen_is_only_suggested_to_change(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, title="เด็กชาย", first_name="โตแล้ว", birth="2550")
    press(focused(), Qt.Key.Key_Return)
    assert "15 ปี" in form.fields.boxes["title"]._hint.plain_text()
    save(form, full_centre)
    facts = facts_in(full_centre, find(full_centre, "โตแล้ว").id)
    assert (facts.title, facts.sex) == ("เด็กชาย", "U")


def likely(form, centre, qtbot):
    qtbot.wait(PAUSE_MS + 50)
    settle(centre)
    return [one for one in form.duplicates.findChildren(LikelyPerson) if one.isVisible()]


def test_a_likely_duplicate_is_shown_while_typing_with_reasons(show, full_centre, qtbot):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="แก้วตา", last_name="มณีโชต", sex="ห")
    (one,) = likely(form, full_centre, qtbot)
    assert form.duplicates.isVisible()
    assert "นางสาวแก้วตา มณีโชติ" in words_in(one)
    assert form.duplicates.found[0].reasons


def test_the_fields_stay_where_they_are_when_a_likely_one_is_found(show, full_centre, qtbot):
    page = show()
    form = open_form(page, full_centre)
    settle(full_centre)
    before = form.fields.width()
    fill(form, first_name="แก้วตา", last_name="มณีโชต", sex="ห")
    assert likely(form, full_centre, qtbot)
    settle(full_centre)
    assert form.fields.width() == before


def test_words_in_the_place_of_a_telephone_are_said_beside_the_field(show, full_centre, qtbot):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="ทดลอง", last_name="พิมพ์ผิด", phone="abc")
    form.save()
    settle(full_centre)
    assert form.isVisible()
    assert "พิมพ์เป็นตัวเลข" in form.fields.boxes["phone"].problem()
    fill(form, phone="081-234-5678, 02-123-4567 ต่อ 12")
    save(form, full_centre)
    assert "02-123-4567" in page.panel.panel.facts.phone


def test_another_person_is_not_suggested_again_even_later(show, full_centre, qtbot):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="แก้วตา", last_name="มณีโชติ")
    (one,) = likely(form, full_centre, qtbot)
    QTest.mouseClick(button_of(one, "เป็นคนละคน"), Qt.MouseButton.LeftButton)
    assert not form.duplicates.isVisible()
    save(form, full_centre)
    new = page.panel.panel
    found = people.possible_duplicates(full_centre.work, full_centre.actor, new.facts, new.row.id)
    assert found == ()


def button_of(widget, words):
    (found,) = [one for one in widget.findChildren(QuietButton) if one.text() == words]
    return found


def test_the_known_record_is_used_and_its_gaps_are_filled_with_what_was_typed(show, full_centre, qtbot):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="แก้วตา", last_name="มณีโชติ", phone="0812345678")
    (one,) = likely(form, full_centre, qtbot)
    QTest.mouseClick(button_of(one, "เทียบและใช้ประวัติเดิม"), Qt.MouseButton.LeftButton)
    settle(full_centre)
    (dialog,) = page.window().findChildren(CompareDialog)
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    known = find(full_centre, "แก้วตา")
    assert page.form.person_id == known.id
    assert page.form.fields.widgets["nickname"].text() == "แก้ว"
    assert page.form.fields.widgets["phone"].text() == "0812345678"
    save(page.form, full_centre)
    assert facts_in(full_centre, known.id).phone == "0812345678"
    assert len(people.search(full_centre.work, full_centre.actor, "แก้วตา")) == 1


def edit(page, centre, first_name):
    choose(page, centre, first_name)
    page.act("edit")
    settle(centre)
    return page.form


def test_an_edit_is_saved_and_can_be_undone(show, full_centre):
    page = show()
    form = edit(page, full_centre, "กมล")
    person_id = form.person_id
    fill(form, nickname="มล")
    save(form, full_centre)
    assert facts_in(full_centre, person_id).nickname == "มล"
    full_centre.context.undo.undo()
    settle(full_centre)
    assert facts_in(full_centre, person_id).nickname == ""


def test_a_conflict_shows_what_changed_and_keeps_what_was_typed(show, full_centre):
    page = show()
    form = edit(page, full_centre, "กมล")
    person_id = form.person_id
    fill(form, nickname="มล")
    theirs = replace(facts_in(full_centre, person_id), nickname="กม", phone="0899999999")
    people.edit_person(full_centre.work, full_centre.actor, EditPerson(person_id, 1, theirs))
    save(form, full_centre)
    assert page.form is form
    assert form.conflict.isVisible()
    assert form.conflict.texts() == ["ชื่อเล่น: – → กม", "โทรศัพท์: – → 0899999999"]
    assert form.fields.widgets["nickname"].text() == "มล"
    assert form.fields.widgets["phone"].text() == "0899999999"
    save(form, full_centre)
    facts = facts_in(full_centre, person_id)
    assert (facts.nickname, facts.phone) == ("มล", "0899999999")


def test_the_other_value_of_a_conflict_can_be_taken(show, full_centre):
    page = show()
    form = edit(page, full_centre, "กมล")
    fill(form, nickname="มล")
    theirs = replace(facts_in(full_centre, form.person_id), nickname="กม")
    people.edit_person(full_centre.work, full_centre.actor, EditPerson(form.person_id, 1, theirs))
    save(form, full_centre)
    QTest.mouseClick(button_of(form.conflict, "ใช้ค่านี้"), Qt.MouseButton.LeftButton)
    assert form.fields.widgets["nickname"].text() == "กม"


def test_escape_closes_the_form_and_what_was_typed_comes_back(show, full_centre):
    page = show()
    form = open_form(page, full_centre)
    fill(form, first_name="ครึ่งทาง")
    press(focused(), Qt.Key.Key_Escape)
    assert page.form is None
    settle(full_centre)
    again = open_form(page, full_centre)
    assert again.fields.widgets["first_name"].text() == ""
    QTest.mouseClick(button_of(again.draft.banner, "ใช้ต่อ"), Qt.MouseButton.LeftButton)
    assert again.fields.widgets["first_name"].text() == "ครึ่งทาง"
    save(again, full_centre)
    assert not open_form(page, full_centre).draft.banner.isVisible()


def test_every_fact_of_a_person_has_its_field_and_survives_the_form(show, full_centre):
    facts = PersonFacts(
        "นาย", "ครบ", "กลาง", "ทุกช่อง", "คบ", "ตัวสูง", "M", "EST_AGE", date(1976, 1, 1), date(2026, 1, 5),
        "1999900000013", "LOST", "NONE", "สงขลา", "1 หมู่ที่ 2", "0811111111", True, "พี่สาว", "ยาความดัน",
        "HALAL", "แพ้ยา", "หมายเหตุ", "พี่ครบ", "Krop", "ชายข้ามเพศ", "TH", "DECLINED", "M1", False, "NFE",
        "รับจ้าง", "WIDOWED", "YES", "UC", "เพนิซิลลิน", "ไม่ทราบ", "นายพ่อ", "นางแม่", date(2020, 2, 29), LIFELONG,
    )  # fmt: skip
    people.create_person(full_centre.work, full_centre.actor, facts)
    page = show(search="ครบ")
    page.act("edit")
    assert page.form.fields.facts() == facts
    assert not page.form.is_changed()


# access -----------------------------------------------------------------------------------------------


def test_a_role_without_personal_data_is_told_so_in_one_sentence(show, full_centre):
    full_centre.context.actor = Actor(4, "admin", "ผู้ดูแลระบบ", Role.ADMIN)
    page = show()
    texts = words_in(page)
    assert any("ไม่มีสิทธิดูข้อมูลส่วนบุคคล" in text for text in texts)
    assert not any("แก้วตา" in text for text in texts)


def test_a_trainer_sees_people_but_changes_nothing(show, full_centre):
    full_centre.context.actor = Actor(3, "trainer", "ครูฝึก", Role.TRAINER)
    page = show()
    choose(page, full_centre, "กมล")
    assert not page.list.add.isVisible()
    assert not page.panel.issue.isVisible()
    assert not page.panel.move_bed.isEnabled()
    assert [act for act, _words in page.panel.acts()] == ["enrol", "page"]


SIZES = [(1160, 690), (1035, 536), (853, 434)]


@pytest.mark.parametrize("size", SIZES)
def test_every_control_is_named_reached_and_whole(show, full_centre, size):
    page = show(size)
    choose(page, full_centre, "แก้วตา")
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_control_of_the_form_is_named_reached_and_whole(show, full_centre, size, qtbot):
    page = show(size)
    form = open_form(page, full_centre)
    fill(form, first_name="แก้วตา", last_name="มณีโชติ")
    assert likely(form, full_centre, qtbot)
    check(page)


def check(page):
    QApplication.processEvents()
    window = page.window()
    assert unnamed(window) == []
    assert unreached(window) == []
    assert clipped(window) == []
    assert too_low(window) == []


# filters ----------------------------------------------------------------------------------------------


def menu_action(menu, words):
    return next(one for one in menu.actions() if one.text() == words)


def from_menu(page, centre, words):
    """Choose a filter in the menu of the button."""
    QTest.mouseClick(page.list.filter_button, Qt.MouseButton.LeftButton)
    menu_action(page.list._filter_menu, words).trigger()
    page.list._filter_menu.close()
    settle(centre)


def test_a_filter_of_the_menu_becomes_a_chip_and_goes_with_it(show, full_centre):
    page = show()
    assert not page.list.filters.left.isVisible()
    from_menu(page, full_centre, "ออกแล้ว")
    assert names(page) == ["นายสมชาย แสงอรุณ"]
    assert not page.list.filters.present.isChecked()
    assert page.list.filters.left.text() == "ออกแล้ว ✕"
    QTest.mouseClick(page.list.filters.left, Qt.MouseButton.LeftButton)
    settle(full_centre)
    assert page.list.count.plain_text() == "5 จาก 5 คน"
    assert not page.list.filters.left.isVisible()


def test_filters_combine_and_one_press_takes_them_all_away(show, full_centre):
    page = show()
    assert not page.list.filters.clear_button.isVisible()
    from_menu(page, full_centre, "ไม่ทราบวันเกิด")
    from_menu(page, full_centre, "ใกล้ครบกำหนด")
    assert names(page) == ["นายบุญมี ศรีทอง", "นางสาวแก้วตา มณีโชติ"]
    QTest.mouseClick(page.list.filters.clear_button, Qt.MouseButton.LeftButton)
    settle(full_centre)
    assert page.list.count.plain_text() == "5 จาก 5 คน"


def test_the_filters_chosen_are_there_again_the_next_time(show, full_centre):
    page = show()
    from_menu(page, full_centre, "ยังไม่เคยเข้าพัก")
    again = show()
    assert again.list.filters.never.isChecked()
    assert not again.list.filters.present.isChecked()
    assert again.list.count.plain_text() == "0 จาก 5 คน"


def test_days_of_leaving_are_typed(show, full_centre, qtbot):
    page = show()
    QTest.mouseClick(page.list.filters.present, Qt.MouseButton.LeftButton)
    page.list.filters.left_in.fill(page.list.filters.left_in._menu)
    menu_action(page.list.filters.left_in._menu, "เลือกวันที่…").trigger()
    dialog = page.window().findChild(PeriodDialog)
    qtbot.waitUntil(lambda: focused() is dialog.first)
    type_here("1/10/69")
    press(focused(), Qt.Key.Key_Return)
    type_here("31/10/69")
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Return)
    settle(full_centre)
    assert names(page) == ["นายสมชาย แสงอรุณ"]
    assert page.list.filters.left_in.text() == "ออก 1 ต.ค. 2569 – 31 ต.ค. 2569"


def test_a_column_is_shown_from_the_menu_and_sorts(show, full_centre):
    page = show()
    QTest.mouseClick(page.list.columns_button, Qt.MouseButton.LeftButton)
    menu_action(page.list._columns_menu, "วันครบกำหนด").trigger()
    page.list._columns_menu.close()
    assert cell(page, "แก้วตา", "limit")[0] == "22 พ.ย. 2569"
    page.list.table.horizontalScrollBar().setValue(10_000)
    click_head(page, full_centre, "limit")
    assert names(page)[:2] == ["นายบุญมี ศรีทอง", "นางสาวแก้วตา มณีโชติ"]
    assert "limit" in [show().list.table.rows.columns[at].key for at in page.list.table.columns.shown()]


def test_a_column_just_added_is_scrolled_into_sight(show, full_centre):
    page = show()
    table = page.list.table
    for words, key in (("ผลการออกจากศูนย์", "outcome"), ("สถานะบุคคล", "civil_status")):
        QTest.mouseClick(page.list.columns_button, Qt.MouseButton.LeftButton)
        menu_action(page.list._columns_menu, words).trigger()
        page.list._columns_menu.close()
        QApplication.processEvents()
        heads = table.horizontalHeader()
        place = [one.key for one in table.rows.columns].index(key)
        left = heads.sectionViewportPosition(place)
        assert left >= 0
        assert left + heads.sectionSize(place) <= heads.viewport().width()


def test_target_groups_are_a_chip_that_finds_their_people(show, full_centre):
    full_centre.house.person("นิด", codes={"target_group": ("POOR", "HIV")}, sex="F")
    page = show()
    QTest.mouseClick(page.list.filters.present, Qt.MouseButton.LeftButton)
    chip = page.list.filters.groups
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    offered = [one.text() for one in chip._menu.actions()]
    assert "ผู้ติดเชื้อเอชไอวี" not in offered  # the desk sees no sensitive group
    menu_action(chip._menu, "ผู้มีรายได้น้อย").trigger()
    chip._menu.close()
    settle(full_centre)
    assert names(page) == ["นิด"]
    assert chip.text() == "ผู้มีรายได้น้อย"
    assert chip.isChecked()


def test_what_the_list_shows_is_written_to_a_workbook(show, full_centre, tmp_path, monkeypatch):
    page = show()
    place = tmp_path / "ทะเบียน.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(place), ""))
    QTest.mouseClick(page.list.export_button, Qt.MouseButton.LeftButton)
    menu_action(page.list._export_menu, "ตามที่แสดงในรายการ").trigger()
    page.list._export_menu.close()
    settle(full_centre)
    assert quiet_bar(page).text() == "เขียนข้อมูล 4 คนลงไฟล์ ทะเบียน.xlsx แล้ว"
    titles, *lines = CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python()
    assert titles[:3] == ["ทะเบียน", "ชื่อ", "ชื่อเล่น"]
    assert [line[1] for line in lines] == names(page)


def test_the_panel_names_a_further_number_that_must_not_be_called(show, full_centre):
    page = show()
    panel = choose(page, full_centre, "แก้วตา")
    assert ("โทรศัพท์", "ไม่ระบุ") in facts_shown(panel, full_centre.context.centre)
    number = SavePhone(panel.row.id, "0800000001", whose="สามี", is_unsafe=True)
    page.reload(save_phone(full_centre.work, full_centre.actor, number))
    settle(full_centre)
    panel = choose(page, full_centre, "แก้วตา")
    unsafe = "สามี 080-000-0001 (ห้ามโทร/ไม่ปลอดภัย)"
    assert unsafe in words_in(page.panel)
    both = replace(panel, facts=replace(panel.facts, phone="080-000-0002"))
    assert phone_words(both) == f"080-000-0002 · {unsafe}"
