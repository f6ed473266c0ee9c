"""A person's page as a person uses it: sections, addresses, relations, files, story and history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from panpun_desktop.models import Restriction
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import people, relations
from panpun_desktop.services import person_contacts as contacts
from panpun_desktop.services import person_files as files
from panpun_desktop.services.access import AccessFilter, list_access
from panpun_desktop.services.centre import put_setting
from panpun_desktop.services.people_rows import EditPerson
from panpun_desktop.services.person_files import AddFile
from panpun_desktop.views.acts.consent import ConsentDialog
from panpun_desktop.views.acts.family import FamilyDialog
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.views.residents import build
from panpun_desktop.views.residents.contact_dialogs import (
    AddressDialog,
    NameDialog,
    PhoneDialog,
    RelationDialog,
)
from panpun_desktop.views.residents.file_section import AddFileDialog, VoidFileDialog
from panpun_desktop.widgets.buttons import IconButton, QuietButton
from panpun_desktop.widgets.labels import Chip
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed
from tests.typing import focused, press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def centre(open_centre):
    open_centre.house.staying(
        "แก้วตา", "หญิง 1-02", 9, title="นางสาว", last_name="มณีโชติ", nickname="แก้ว", sex="F"
    )
    open_centre.house.person("บุญมี", title="นาย", last_name="ศรีทอง", sex="M")
    return open_centre


@pytest.fixture
def page(qtbot, centre):
    """The page of แก้วตา, opened from the list with Enter."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    residents = build(centre.context)
    column.addWidget(residents)
    qtbot.addWidget(window)
    window.resize(1160, 690)
    with qtbot.waitActive(window):
        window.show()
    centre.context.operations.changed.connect(residents.reload)  # as the shell does
    residents.open_with()
    settle(centre)
    residents.list.table.setFocus()
    press(residents.list.table, Qt.Key.Key_Return)
    settle(centre)
    yield residents.page
    centre.context.operations.changed.disconnect(residents.reload)


def settle(centre):
    for _ in range(4):
        centre.wait()


def person_id(page):
    return page.panel.row.id


def open_section(page, centre, name):
    QTest.mouseClick(page.buttons[name], Qt.MouseButton.LeftButton)
    settle(centre)
    return page.sections[name]


def dialog_of(kind):
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
    found.activateWindow()
    QApplication.processEvents()
    return found


def finish(dialog, centre):
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(centre)


def fill(field, text):
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def edit_button(lines, place):
    buttons = [one for one in lines.findChildren(IconButton) if one.isVisible()]
    return buttons[place]


def test_the_page_shows_who_it_is_and_every_fact(page):
    assert page.name.plain_text() == "นางสาวแก้วตา มณีโชติ (แก้ว)"
    assert "P69-0001" in page.trail.plain_text()
    assert focused() is page.buttons["facts"]
    tiles = [
        one.accessibleName() for one in page.sections["facts"].findChildren(QWidget) if one.accessibleName()
    ]
    assert any("แก้วตา" in one for one in tiles)


def looks(centre, at="person_page"):
    manager = Actor(1, "manager", "สมศรี", Role.MANAGER)
    rows = list_access(centre.work, manager, AccessFilter())
    return [(one.user, one.kind, one.name) for one in rows if one.place == at]


def test_r_pd_4_opening_a_page_is_in_the_access_register_once(page, centre):
    assert looks(centre) == [("สมหญิง", "view", "นางสาวแก้วตา มณีโชติ")]
    press(focused(), Qt.Key.Key_Escape)
    settle(centre)
    press(focused(), Qt.Key.Key_Return)
    settle(centre)
    assert len(looks(centre)) == 1  # the same look, a moment later
    with centre.house.writing() as session:
        put_setting(session, "access.once_minutes", 0)
    press(focused(), Qt.Key.Key_Escape)
    settle(centre)
    press(focused(), Qt.Key.Key_Return)
    settle(centre)
    assert len(looks(centre)) == 2


def test_r_pd_4_going_through_the_list_is_no_opening(page, centre):
    press(focused(), Qt.Key.Key_Escape)
    settle(centre)
    press(focused(), Qt.Key.Key_Up)
    press(focused(), Qt.Key.Key_Down)
    settle(centre)
    assert len(looks(centre)) == 1


def test_a_card_near_its_end_is_a_chip_on_the_page(page, centre):
    panel = page.panel
    facts = replace(panel.facts, card_expires_on=date(2026, 12, 1))
    done = people.edit_person(
        centre.work, centre.actor, EditPerson(person_id(page), panel.row.version, facts)
    )
    centre.context.operations.changed.emit(done, None)
    settle(centre)
    assert "บัตรหมดอายุ 1 ธ.ค. 2569" in [one.text() for one in page.chips.findChildren(Chip)]


@pytest.mark.parametrize(
    "name", ["facts", "contact", "family", "stays", "files", "consents", "story", "history"]
)
def test_no_section_cuts_words_or_has_nameless_controls(page, centre, name):
    section = open_section(page, centre, name)
    assert page.buttons[name].isChecked()
    assert unnamed(section) == []
    assert clipped(section) == []
    assert too_low(section) == []


def test_ctrl_page_down_goes_through_the_sections(page, centre):
    press(focused(), Qt.Key.Key_PageDown, CTRL)
    assert page.open_name == "contact"
    press(focused(), Qt.Key.Key_PageUp, CTRL)
    press(focused(), Qt.Key.Key_PageUp, CTRL)
    settle(centre)
    assert page.open_name == "history"


def test_a_line_is_taken_apart_and_a_district_finds_its_province(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(edit_button(section.addresses, 0), Qt.MouseButton.LeftButton)
    dialog = dialog_of(AddressDialog)
    fill(dialog.line, "99/1 ม.3 ต.ควนลัง อ.หาดใหญ่")
    QTest.mouseClick(dialog.findChild(QuietButton, "takeApartButton"), Qt.MouseButton.LeftButton)
    assert dialog.parts["house_no"].text() == "99/1"
    assert dialog.places.fields["province"].text() == "สงขลา"
    assert dialog.places.fields["postcode"].text() == "90110"
    finish(dialog, centre)
    found = contacts.contacts(centre.work, centre.actor, person_id(page)).addresses[0]
    assert found.line == "99/1 หมู่ที่ 3 ตำบลควนลัง อำเภอหาดใหญ่ จังหวัดสงขลา 90110"
    assert found.line in section.addresses.texts()


def test_typing_a_place_offers_it_and_leaving_the_field_fills_the_rest(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(edit_button(section.addresses, 2), Qt.MouseButton.LeftButton)
    dialog = dialog_of(AddressDialog)
    district = dialog.places.fields["district"]
    fill(district, "หาดใหญ่")
    assert district.offered()[0] == "หาดใหญ่ สงขลา"
    popup = district.completer().popup()
    press(popup if popup.isVisible() else district, Qt.Key.Key_Tab)
    assert dialog.places.fields["province"].text() == "สงขลา"
    fill(dialog.places.fields["subdistrict"], "ไม่มีจริง")
    dialog.text.setFocus()
    assert dialog.places.fields["subdistrict"].chip_text() == "ไม่พบในรายการ"
    finish(dialog, centre)
    kept = contacts.contacts(centre.work, centre.actor, person_id(page)).addresses[2]
    assert (kept.address.subdistrict, kept.problem) == ("ไม่มีจริง", "subdistrict")


FORMER = {"subdistrict": "ควนลัง", "district": "หาดใหญ่", "province": "สงขลา", "postcode": "90110"}


@pytest.mark.parametrize("before", [{}, FORMER], ids=["empty", "filled"])
@pytest.mark.parametrize("how", ["enter", "tab", "mouse"])
def test_a_place_chosen_from_the_list_stands_in_its_parts(page, centre, before, how):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(edit_button(section.addresses, 2), Qt.MouseButton.LeftButton)
    dialog = dialog_of(AddressDialog)
    fields = dialog.places.fields
    for part, text in before.items():
        fields[part].setText(text)
    field = fields["subdistrict"]
    field.setFocus()
    field.selectAll()
    press(field, Qt.Key.Key_Delete)
    type_text(field, "ทุ่งใ")
    popup = field.completer().popup()
    assert popup.isVisible()
    line = field.offered().index("ทุ่งใหญ่ หาดใหญ่ สงขลา 90110")
    if how == "mouse":
        index = popup.model().index(line, 0)
        popup.scrollTo(index)
        at = popup.visualRect(index).center()
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=at)
    else:
        for _ in range(line + 1):
            press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_Tab)
    settle(centre)
    assert not popup.isVisible()
    assert {part: one.text() for part, one in fields.items()} == {**FORMER, "subdistrict": "ทุ่งใหญ่"}
    assert [one.chip_text() for one in fields.values()] == [""] * 4


def test_a_place_only_highlighted_is_saved_in_its_parts(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(edit_button(section.addresses, 2), Qt.MouseButton.LeftButton)
    dialog = dialog_of(AddressDialog)
    field = dialog.places.fields["subdistrict"]
    fill(field, "ควนลัง")
    popup = field.completer().popup()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Escape)
    assert field.text() == "ควนลัง หาดใหญ่ สงขลา 90110"
    press(field, Qt.Key.Key_S, CTRL)
    settle(centre)
    kept = contacts.contacts(centre.work, centre.actor, person_id(page)).addresses[2]
    assert (kept.address.subdistrict, kept.address.district, kept.problem) == ("ควนลัง", "หาดใหญ่", "")


def test_bangkok_says_khwaeng_and_khet(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(edit_button(section.addresses, 1), Qt.MouseButton.LeftButton)
    dialog = dialog_of(AddressDialog)
    fill(dialog.places.fields["province"], "กทม")
    dialog.places.fields["postcode"].setFocus()
    assert dialog.places.boxes["district"].label.plain_text() == "เขต"
    finish(dialog, centre)
    facts = people.person_panel(centre.work, centre.actor, person_id(page)).facts
    assert facts.home_province == "กรุงเทพมหานคร"


def test_a_telephone_that_must_not_be_called_is_marked(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(section.findChild(QuietButton, "addPhoneButton"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(PhoneDialog)
    finish(dialog, centre)
    assert "โทรศัพท์" in dialog.boxes["number"].problem()
    fill(dialog.number, "0812345678")
    press(dialog.unsafe, Qt.Key.Key_Space)
    finish(dialog, centre)
    (phone,) = contacts.contacts(centre.work, centre.actor, person_id(page)).phones
    assert (phone.number, phone.is_unsafe) == ("081-234-5678", True)
    QTest.mouseClick(edit_button(section.phones, 1), Qt.MouseButton.LeftButton)
    settle(centre)
    assert contacts.contacts(centre.work, centre.actor, person_id(page)).phones == ()


def test_a_relation_to_somebody_of_the_register_is_found_by_typing(page, centre, qtbot):
    section = open_section(page, centre, "family")
    QTest.mouseClick(section.findChild(QuietButton, "addRelationButton"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(RelationDialog)
    fill(dialog.other, "บุญมี")
    qtbot.wait(200)
    settle(centre)
    press(dialog.other, Qt.Key.Key_Return)
    dialog.relation.setFocus()
    type_text(dialog.relation, "บิดา")
    press(dialog.guardian, Qt.Key.Key_Space)
    finish(dialog, centre)
    (row,) = relations.list_relations(centre.work, centre.actor, person_id(page))
    assert (row.words, row.other_name, row.is_guardian) == ("บิดา", "นายบุญมี ศรีทอง", True)
    assert any("นายบุญมี" in one for one in section.relations.texts())


def picture():
    out = BytesIO()
    Image.new("RGB", (300, 400), "#A4492A").save(out, "PNG")
    return out.getvalue()


def test_a_pasted_photo_asks_for_consent_and_is_shown(page, centre):
    open_section(page, centre, "files")
    QGuiApplication.clipboard().setImage(QImage.fromData(picture()))
    press(focused(), Qt.Key.Key_V, CTRL)
    dialog = dialog_of(AddFileDialog)
    finish(dialog, centre)
    assert "ความยินยอม" in dialog.banner.text()
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())  # nothing pressed together
    buttons = dialog.banner.findChildren(QPushButton)
    (keep,) = [one for one in buttons if "ทั้งที่" in one.accessibleName() + one.text()]
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    settle(centre)
    assert page.photo.has_picture


def test_a_scan_is_kept_looked_at_and_taken_out_of_sight(page, centre, tmp_path):
    section = open_section(page, centre, "files")
    path = tmp_path / "ทะเบียนบ้าน.png"
    path.write_bytes(picture())
    section.keep(path)
    dialog = dialog_of(AddFileDialog)
    dialog.kind.setFocus()
    type_text(dialog.kind, "ทะเบียน")
    finish(dialog, centre)
    assert section.current().label == "ทะเบียนบ้าน"
    section.list.setFocus()
    press(section.list, Qt.Key.Key_Return)
    settle(centre)
    window = dialog_of(PaperWindow)
    window.reject()
    QTest.mouseClick(section.buttons["voidFileButton"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(VoidFileDialog)
    fill(dialog.reason, "สแกนผิดหน้า")
    finish(dialog, centre)
    (row,) = files.list_files(centre.work, centre.actor, person_id(page))
    assert row.void_reason == "สแกนผิดหน้า"


def test_what_is_no_paper_is_said_at_once(page, centre, tmp_path):
    section = open_section(page, centre, "files")
    path = tmp_path / "โปรแกรม.exe"
    path.write_bytes(b"MZ")
    section.keep(path)
    dialog = dialog_of(AddFileDialog)
    dialog.kind.set_value("OTHER")
    finish(dialog, centre)
    assert "PDF" in dialog.banner.text()
    dialog.reject()


def answers(page, centre):
    return people.person_panel(centre.work, centre.actor, person_id(page)).consents


def test_a_consent_is_recorded_on_the_page(page, centre):
    section = open_section(page, centre, "consents")
    QTest.mouseClick(edit_button(section.lines, 2), Qt.MouseButton.LeftButton)
    dialog = dialog_of(ConsentDialog)
    assert dialog.state.value() is None, "nothing is answered for anybody"
    fill(dialog.how, "อ่านให้ฟัง")
    finish(dialog, centre)
    assert dialog.boxes["state"].problem().startswith("โปรดเลือก ยินยอม ไม่ยินยอม")
    assert {one.state for one in answers(page, centre)} == {"not_asked"}, "without an answer nothing is kept"
    press(dialog.state, Qt.Key.Key_Down)
    assert dialog.boxes["state"].problem() == ""
    finish(dialog, centre)
    row = next(one for one in answers(page, centre) if one.purpose == "PHOTO")
    assert (row.state, row.how) == ("given", "อ่านให้ฟัง")


def test_a_consent_to_disclose_names_its_recipient_and_each_recipient_has_its_line(page, centre):
    section = open_section(page, centre, "consents")
    for agency in ("โรงพยาบาลตัวอย่าง", "สถานคุ้มครองตัวอย่าง"):
        place = [one.purpose for one in section.panel.consents].index("DISCLOSE")
        QTest.mouseClick(edit_button(section.lines, place), Qt.MouseButton.LeftButton)
        dialog = dialog_of(ConsentDialog)
        dialog.state.set_value("given")
        fill(dialog.recipient, agency)
        fill(dialog.disclosed_for, "ที่พัก")
        fill(dialog.until, "31/12/2569")
        finish(dialog, centre)
    rows = [one for one in answers(page, centre) if one.purpose == "DISCLOSE"]
    assert [one.recipient for one in rows] == ["สถานคุ้มครองตัวอย่าง", "โรงพยาบาลตัวอย่าง"]
    assert {(one.disclosed_for, one.until_on.isoformat()) for one in rows} == {("ที่พัก", "2026-12-31")}


def test_the_story_is_filtered_by_chips(page, centre):
    files.add_file(centre.work, centre.actor, AddFile(person_id(page), "OTHER", "x.png", picture()))
    page.asked.emit("none")
    section = open_section(page, centre, "story")
    everything = len(section.rows())
    press(section.filters["Beds and nights"], Qt.Key.Key_Space)
    assert [row.kind for row in section.rows()] == ["bed"]
    press(section.filters["Beds and nights"], Qt.Key.Key_Space)
    assert len(section.rows()) == everything


def test_the_history_names_field_before_after_and_who(page, centre):
    contacts.save_phone(
        centre.work, centre.actor, contacts.SavePhone(person_id(page), "0812345678", is_unsafe=True)
    )
    section = open_section(page, centre, "history")
    rows = section.table.rows
    shown = [[column.text(rows.row_at(line)) for column in rows.columns] for line in range(rows.rowCount())]
    assert any("081-234-5678" in line and centre.actor.name in line for line in shown)


def test_editing_from_the_page_comes_back_to_it(page, centre, qtbot):
    residents = page.parent().parent()
    QTest.mouseClick(page.edit, Qt.MouseButton.LeftButton)
    form = residents.form
    fill(form.fields.widgets["occupation"], "รับจ้าง")
    form.cancel()
    assert page.isVisible()
    QTest.mouseClick(page.edit, Qt.MouseButton.LeftButton)
    fill(residents.form.fields.widgets["occupation"], "รับจ้าง")
    residents.save()
    settle(centre)
    assert page.isVisible()
    assert page.panel.facts.occupation == "รับจ้าง"


def test_a_protected_person_is_marked_and_a_masked_one_stays_closed(page, centre):
    residents = page.parent().parent()
    with centre.house.writing() as session:
        session.add(Restriction(person_id=person_id(page), reason_code="THREAT", since_on=TODAY))
    residents.open_page(person_id(page))
    settle(centre)
    covered = not page.isVisible()
    assert covered is (centre.actor.role not in {Role.MANAGER, Role.SW, Role.CM})
    assert covered or page.strip.isVisible()


def test_the_family_is_changed_from_its_section(page, centre):
    section = open_section(page, centre, "family")
    QTest.mouseClick(section.findChild(QPushButton, "changeFamilyButton"), Qt.MouseButton.LeftButton)
    settle(centre)
    dialog = dialog_of(FamilyDialog)
    assert dialog.person_id == person_id(page)
    press(focused(), Qt.Key.Key_Escape)


def test_a_former_register_number_is_no_kind_of_name_to_write(page, centre):
    section = open_section(page, centre, "contact")
    QTest.mouseClick(section.findChild(QPushButton, "addNameButton"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(NameDialog)
    offered = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
    assert "เลขทะเบียนเดิม" not in offered
    assert len(offered) >= 2
    press(focused(), Qt.Key.Key_Escape)
