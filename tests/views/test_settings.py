"""The settings as staff use them: typed, saved, refused beside the field, undone, seen elsewhere."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services import beds, os_keyring, people
from panpun_desktop.services.agencies import list_agencies
from panpun_desktop.services.buildings import SaveRoom, list_buildings, save_room
from panpun_desktop.services.centre import EditSettings, centre, edit_settings
from panpun_desktop.services.holidays import list_holidays
from panpun_desktop.services.session import sign_in
from panpun_desktop.services.users import SaveUser, list_users, save_user
from panpun_desktop.store.home import DataHome
from panpun_desktop.views.password_dialog import PasswordDialog
from panpun_desktop.views.recovery_box import PROVED
from panpun_desktop.views.settings import build
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.keyring import KeyringDialog
from panpun_desktop.views.settings.recovery_key import RenewKeyDialog
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.undo import UndoStack
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier
MANAGER = Actor(1, "manager", "สมศรี ผู้จัดการ", Role.MANAGER)
OWN = ["account", "about"]
OF_MACHINE = ["centre", "buildings", "holidays", "limits", "codes", "letters"]
OF_MACHINE += ["agencies", "privacy", "backup", "users", "account", "about"]
"""What an administrator has: nothing about people."""
SECTIONS = [*OF_MACHINE[:7], "curriculum", "openings", "access", "audit", "consentRegister", *OF_MACHINE[7:]]


@pytest.fixture
def role():
    return Role.MANAGER


@pytest.fixture
def page(qtbot, open_centre, role):
    """The settings page as the shell keeps it: it hears of every change."""
    context = open_centre.context
    context.actor = replace(MANAGER, role=role)
    context.undo.close()
    context.undo = UndoStack(
        context.operations,
        TakingBack(open_centre.work, context.actor),
        context.operations,
    )
    made = build(context)
    qtbot.addWidget(made)
    context.operations.changed.connect(lambda changes, _asker: made.reload(changes))
    made.resize(1160, 690)
    with qtbot.waitActive(made):
        made.show()
    made.open_with()
    open_centre.wait()
    return made


@pytest.fixture
def section(page, open_centre):
    """Opens a section by its name."""

    def open_it(name):
        page.open_section(name)
        open_centre.wait()
        page.focus_first()
        return page.sections[name]

    return open_it


@pytest.fixture
def dialog(page, qtbot):
    """The dialog that is open."""

    def find():
        (found,) = [one for one in page.window().findChildren(EditDialog) if one.isVisible()]
        qtbot.waitUntil(found.isActiveWindow)
        return found

    return find


def now(open_centre):
    return centre(open_centre.work, open_centre.actor)


def write(field, text):
    """Types over what stands in a field."""
    field.setFocus()
    field.selectAll()
    type_here(text)


def save(page, open_centre):
    page.save()
    open_centre.wait()


def save_dialog(found, open_centre):
    press(found, Qt.Key.Key_Return, CTRL)
    open_centre.wait()


def undo(open_centre):
    open_centre.context.undo.undo()
    open_centre.wait()


# limits and letterhead --------------------------------------------------------------------------------


def test_a_limit_is_typed_and_saved_and_taken_back(section, page, open_centre):
    limits = section("limits")
    box = limits.boxes["trial.days"]
    assert not limits.save_button.isEnabled()
    write(box.field, "๑๔")
    assert limits.unsaved.text() == "ยังไม่บันทึก 1 รายการ"
    save(page, open_centre)
    assert now(open_centre).limits.trial_days == 14
    assert not limits.save_button.isEnabled()
    undo(open_centre)
    assert now(open_centre).limits.trial_days == 10
    assert box.value() == 10


def test_a_setting_says_its_default_and_goes_back_to_it(section, page, open_centre):
    limits = section("limits")
    box = limits.boxes["course.min_attendance"]
    assert "ค่าเริ่มต้น 80 ร้อยละ" in box.box._hint.plain_text()
    assert not box._reset.isVisible()
    write(box.field, "77.5")
    save(page, open_centre)
    assert now(open_centre).settings["course.min_attendance"] == "77.5"
    press(box._reset, Qt.Key.Key_Space)
    assert box.field.text() == "80"
    save(page, open_centre)
    assert now(open_centre).settings["course.min_attendance"] == "80"


def test_the_limits_end_with_their_last_card(section, open_centre):
    limits = section("limits")
    open_centre.wait()
    QApplication.processEvents()
    sheet = limits.area.widget()
    cards = [box for box in sheet.findChildren(Card) if box.parentWidget() is sheet]
    lowest = max(card.geometry().bottom() for card in cards)
    assert len(cards) > 5
    assert all(card.height() >= card.heightForWidth(card.width()) for card in cards)
    assert sheet.height() - lowest < 20


def test_every_kind_of_setting_has_its_editor_and_says_what_is_stored(section):
    for name in ("limits", "centre"):
        boxes = section(name).boxes
        assert {key: box.value() for key, box in boxes.items()} == {
            key: box.row.value for key, box in boxes.items()
        }
    kinds = {type(box.field).__name__ for box in section("limits").boxes.values()}
    assert kinds == {"NumberEdit", "RatioEdit", "ChoiceBox", "QCheckBox", "LineField"}


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("trial.days", "สิบ", "ตัวเลข"),
        ("trial.days", "0", "1"),
        ("trial.days", "", "กรอก"),
        ("report.age_bands", "0-5, 7+", "ช่วงอายุ"),
        ("document.letter_pattern", "{prefix} {yyyy}", "รูปแบบเลข"),
        ("document.register_pattern", "P{x}", "รูปแบบเลข"),
        ("report.ministry_target", "สี่ร้อย", "2569=400"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_setting(section, page, open_centre, key, text, sentence):
    limits = section("limits")
    before = now(open_centre).settings[key]
    box = limits.boxes[key]
    box.field.setFocus()
    box.field.selectAll()
    press(box.field, Qt.Key.Key_Delete)
    type_here(text)
    save(page, open_centre)
    assert sentence in box.box.problem()
    assert now(open_centre).settings[key] == before
    press(limits.drop_button, Qt.Key.Key_Space)
    assert box.value() == before
    assert box.box.problem() == ""


def test_what_someone_else_saved_meanwhile_is_told_and_what_was_typed_stays(section, page, open_centre):
    limits = section("limits")
    box = limits.boxes["trial.days"]
    write(box.field, "14")
    edit_settings(open_centre.work, MANAGER, EditSettings({"trial.days": 12}))
    save(page, open_centre)
    assert "12" in limits.banner.text()
    assert box.value() == 14
    assert now(open_centre).limits.trial_days == 12
    save(page, open_centre)
    assert now(open_centre).limits.trial_days == 14


def test_a_change_elsewhere_shows_at_once_and_leaves_what_is_being_typed(section, open_centre):
    limits = section("limits")
    write(limits.boxes["trial.entries"].field, "8")
    act = lambda: edit_settings(open_centre.work, MANAGER, EditSettings({"trial.days": 12}))  # noqa: E731
    open_centre.context.operations.change(limits, act)
    open_centre.wait()
    assert limits.boxes["trial.days"].value() == 12
    assert limits.boxes["trial.entries"].value() == 8


def test_the_province_is_chosen_from_the_list(section, page, open_centre):
    head = section("centre")
    head.boxes["centre.province"].field.setFocus()
    type_here("ปัตตานี")
    save(page, open_centre)
    assert now(open_centre).province == "ปัตตานี"


def test_a_telephone_and_an_address_that_look_wrong_are_said_so_and_saved(section, page, open_centre):
    head = section("centre")
    for key, wrong, right in (
        ("centre.phone", "หน้าโรงเรียน", "๐๗๔-๑๒๓-๔๕๖ ต่อ 12"),
        ("centre.email", "office@", "office@example.org"),
    ):
        box = head.boxes[key]
        for text, chip in ((wrong, "ตรวจสอบ"), (right, "")):
            box.field.setFocus()
            box.field.selectAll()
            type_here(text)
            press(box.field, Qt.Key.Key_Return)
            assert (box.field.chip_text(), "หนังสือจะพิมพ์ตามที่กรอก" in box.box.hint()) == (chip, bool(chip))
            save(page, open_centre)
            assert now(open_centre).settings[key] == text


def sample_text(head, qtbot, words):
    """What the letter at the right says, once it says these words."""

    def text():
        head.context.operations.wait()
        if not head.preview.pdf:
            return ""
        return "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(head.preview.pdf)).pages)

    qtbot.waitUntil(lambda: words in text(), timeout=8000)
    return text()


def test_the_letter_beside_the_form_follows_what_is_typed(section, open_centre, qtbot):
    head = section("centre")
    write(head.boxes["centre.name"].field, "ศูนย์ทดสอบหัวหนังสือ")
    write(head.boxes["document.letter_prefix"].field, "ทส.")
    text = sample_text(head, qtbot, "ศูนย์ทดสอบหัวหนังสือ")
    assert "ทส. ๐๐๑/๒๕๖๙" in text
    assert now(open_centre).name != "ศูนย์ทดสอบหัวหนังสือ"


def test_where_there_is_little_room_the_letter_takes_the_place_of_the_form(section, page):
    head = section("centre")
    page.resize(800, 500)
    QApplication.processEvents()
    assert not head.preview.isVisible()
    press(head.look_button, Qt.Key.Key_Space)
    assert head.preview.isVisible()
    assert not head.form.isVisible()


def picture(path, name="ตรา.png"):
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(0xA4492A)
    assert image.save(str(path / name))
    return path / name


def test_the_logo_is_chosen_kept_removed_and_brought_back(section, open_centre, tmp_path, monkeypatch):
    head = section("centre")
    chosen = picture(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(chosen), ""))
    press(head.logo_box.choose_button, Qt.Key.Key_Space)
    open_centre.wait()
    assert now(open_centre).logo == chosen.read_bytes()
    assert not head.logo_box.picture.pixmap().isNull()
    press(head.logo_box.remove_button, Qt.Key.Key_Space)
    open_centre.wait()
    assert now(open_centre).logo is None
    undo(open_centre)
    assert now(open_centre).logo == chosen.read_bytes()


def test_a_file_that_is_no_picture_is_refused_as_a_logo(section, open_centre, tmp_path, monkeypatch):
    head = section("centre")
    wrong = tmp_path / "ตรา.png"
    wrong.write_text("not a picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(wrong), ""))
    head.choose_logo()
    open_centre.wait()
    assert "PNG" in head.banner.text()
    assert now(open_centre).logo is None


# holidays -----------------------------------------------------------------------------------------------


def open_holidays(section, open_centre, year=2026):
    found = section("holidays")
    found.year.set_value(str(year))
    found.load()
    open_centre.wait()
    return found


def test_a_holiday_added_by_keyboard_moves_the_limit_of_an_open_transit_stay(section, open_centre, dialog):
    stay = open_centre.house.staying("บุญมี", service_type="TRANSIT", arrived_on=date(2026, 11, 16))

    def limit():
        return people.person_panel(open_centre.work, MANAGER, stay.person_id).limit_on

    assert limit() == date(2026, 11, 20)
    found = open_holidays(section, open_centre)
    press(found.add_row_button, Qt.Key.Key_Space)
    edit = dialog()
    type_here("18/11/69")
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Return)
    type_here("วันหยุดพิเศษ")
    save_dialog(edit, open_centre)
    assert limit() == date(2026, 11, 23)
    assert any(row.name == "วันหยุดพิเศษ" for row in found.table.rows._rows)
    undo(open_centre)
    assert limit() == date(2026, 11, 20)


def test_a_year_without_holidays_says_so_and_starts_with_the_fixed_days(section, open_centre, page):
    found = open_holidays(section, open_centre, 2028)
    assert found.missing.text().startswith("ยังไม่ได้ตั้งวันหยุดปี 2571")
    found.propose()
    open_centre.wait()
    days = {(row.day.month, row.day.day): row for row in list_holidays(open_centre.work, MANAGER, 2028)}
    fixed = [(1, 1), (4, 6), (4, 13), (4, 14), (4, 15), (5, 4), (6, 3), (7, 28), (8, 12)]
    fixed += [(10, 13), (10, 23), (12, 5), (12, 10), (12, 31)]
    assert sorted(days) == fixed
    assert not any(row.is_confirmed for row in days.values())
    assert "รอยืนยัน 14" in found.missing.text()


def test_a_year_is_confirmed_as_a_whole(section, open_centre):
    found = open_holidays(section, open_centre)
    assert "รอยืนยัน" in found.missing.text()
    press(found.confirm_button, Qt.Key.Key_Space)
    open_centre.wait()
    assert all(row.is_confirmed for row in list_holidays(open_centre.work, MANAGER, 2026))
    assert found.missing.text() == ""
    assert not found.confirm_button.isEnabled()


def test_delete_takes_a_day_away_and_undo_brings_it_back(section, open_centre):
    found = open_holidays(section, open_centre)
    before = {(row.day, row.name) for row in list_holidays(open_centre.work, MANAGER, 2026)}
    found.table.setFocus()
    press(found.table, Qt.Key.Key_Delete)
    open_centre.wait()
    assert len(list_holidays(open_centre.work, MANAGER, 2026)) == len(before) - 1
    undo(open_centre)
    assert {(row.day, row.name) for row in list_holidays(open_centre.work, MANAGER, 2026)} == before


def test_r_hol_4_a_day_of_some_provinces_counts_only_there(section, open_centre, dialog):
    found = open_holidays(section, open_centre)
    for province, counts in (("สงขลา", True), ("ปัตตานี, ยะลา", False)):
        day = date(2026, 11, 24 if counts else 25)
        found.edit(None)
        edit = dialog()
        type_here(f"{day.day}/11/69")
        edit.kind.setFocus()
        type_here("เฉพาะ")
        assert edit.provinces.text() == "สงขลา"
        write(edit.provinces, province)
        write(edit.name_field, "วันอีดิลฟิตรี")
        save_dialog(edit, open_centre)
        assert now(open_centre).calendar.is_working_day(day) is not counts


def test_an_unknown_province_and_a_missing_name_are_refused_beside_the_field(section, open_centre, dialog):
    found = open_holidays(section, open_centre)
    found.edit(None)
    edit = dialog()
    save_dialog(edit, open_centre)
    assert edit.boxes["day"].problem()
    type_here("24/11/69")
    save_dialog(edit, open_centre)
    assert edit.boxes["name"].problem() == "โปรดพิมพ์ชื่อวันหยุด"
    write(edit.name_field, "วันหยุด")
    write(edit.provinces, "สงขลา, แดนไกล")
    save_dialog(edit, open_centre)
    assert "แดนไกล" in edit.boxes["provinces"].problem()
    edit.reject()


# buildings ------------------------------------------------------------------------------------------------


def test_a_room_added_by_keyboard_has_its_beds_on_the_board(section, open_centre, dialog):
    found = section("buildings")
    assert found.count.plain_text() == "6 ห้อง 32 เตียง"
    press(found.add_row_button, Qt.Key.Key_Space)
    edit = dialog()
    type_here("แยกดูแล 1")
    edit.use.setFocus()
    type_here("แยก")
    write(edit.beds, "2")
    save_dialog(edit, open_centre)
    rooms = {room.name: room for room in beds.board(open_centre.work, MANAGER, TODAY).rooms}
    assert len(rooms["แยกดูแล 1"].tiles) == 2
    assert rooms["แยกดูแล 1"].use == "CARE"
    assert found.count.plain_text() == "7 ห้อง 34 เตียง"


def test_a_bed_someone_sleeps_in_is_not_closed(section, open_centre, dialog):
    open_centre.house.staying("สมชาย", "ชาย 1-06", sex="M")
    found = section("buildings")
    press(found.table, Qt.Key.Key_Return)
    edit = dialog()
    write(edit.beds, "5")
    save_dialog(edit, open_centre)
    assert "06" in edit.boxes["beds"].problem()
    write(edit.beds, "7")
    save_dialog(edit, open_centre)
    assert found.table.rows.row_at(0).beds == 7
    undo(open_centre)
    assert found.table.rows.row_at(0).beds == 6


def test_a_building_is_added_and_renamed_and_two_of_one_name_refused(section, open_centre, dialog):
    found = section("buildings")
    found._open_building(None)
    edit = dialog()
    type_here("อาคารพัก 1")
    save_dialog(edit, open_centre)
    assert "อาคารพัก 1" in edit.boxes["name"].problem()
    write(edit.name_field, "อาคารพัก 2")
    save_dialog(edit, open_centre)
    assert found.table.rows.row_at(6).building.name == "อาคารพัก 2"
    assert found.table.rows.row_at(6).room is None
    found._rename()
    edit = dialog()
    write(edit.name_field, "เรือนพัก")
    save_dialog(edit, open_centre)
    assert found.table.rows.row_at(0).building.name == "เรือนพัก"


def test_a_room_someone_else_changed_is_told_and_saved_on_the_second_try(section, open_centre, dialog):
    found = section("buildings")
    press(found.table, Qt.Key.Key_Return)
    edit = dialog()
    room = list_buildings(open_centre.work, MANAGER)[0].rooms[0]
    save_room(open_centre.work, MANAGER, SaveRoom(room.id, 1, "ชายใหม่", room.use, 6, TODAY))
    write(edit.name_field, "ชายเดี่ยว")
    save_dialog(edit, open_centre)
    assert "ชายใหม่" in edit.banner.text()
    assert edit.name_field.text() == "ชายเดี่ยว"
    save_dialog(edit, open_centre)
    assert list_buildings(open_centre.work, MANAGER)[0].rooms[0].name == "ชายเดี่ยว"


# code lists and agencies ------------------------------------------------------------------------------------


def test_the_words_of_a_code_change_and_come_back(section, open_centre, dialog):
    found = section("codes")
    type_here("ช่องทาง")
    open_centre.wait()
    assert found.list.value() == "channel"
    first = found.table.rows.row_at(0)
    press(found.table, Qt.Key.Key_Return)
    edit = dialog()
    write(edit.label_field, "มาด้วยตนเอง")
    edit.active.setFocus()
    press(edit.active, Qt.Key.Key_Space)
    save_dialog(edit, open_centre)
    assert now(open_centre).label("channel", first.code) == "มาด้วยตนเอง"
    assert first.code not in now(open_centre).active_codes["channel"]
    undo(open_centre)
    assert now(open_centre).label("channel", first.code) == first.label
    assert first.code in now(open_centre).active_codes["channel"]


def test_a_code_without_words_is_refused(section, open_centre, dialog):
    found = section("codes")
    found.edit(found.table.rows.row_at(0))
    edit = dialog()
    edit.label_field.selectAll()
    press(edit.label_field, Qt.Key.Key_Delete)
    save_dialog(edit, open_centre)
    assert edit.boxes["label"].problem()


def test_an_agency_is_added_found_and_not_added_twice(page, section, open_centre, dialog, qtbot):
    found = section("agencies")
    for name in ("โรงพยาบาลตัวอย่าง", "บ้านพักเด็กตัวอย่าง"):
        press(found.add_row_button, Qt.Key.Key_Space)
        edit = dialog()
        type_here(name)
        write(edit.addressee, "ผู้อำนวยการ")
        save_dialog(edit, open_centre)
    assert [row.name for row in list_agencies(open_centre.work, MANAGER)] == [
        "บ้านพักเด็กตัวอย่าง",
        "โรงพยาบาลตัวอย่าง",
    ]
    with qtbot.waitActive(page):
        page.activateWindow()
    found.search.setFocus()
    type_here("พยาบาล")
    press(found.search, Qt.Key.Key_Return)
    assert found.table.rows.rowCount() == 1
    press(found.add_row_button, Qt.Key.Key_Space)
    edit = dialog()
    type_here("โรงพยาบาลตัวอย่าง")
    save_dialog(edit, open_centre)
    assert "โรงพยาบาลตัวอย่าง" in edit.boxes["name"].problem()
    edit.reject()


# users ------------------------------------------------------------------------------------------------------


def add_user(found, dialog, open_centre, password="รหัสผ่านยาวพอ-1"):
    press(found.add_row_button, Qt.Key.Key_Space)
    edit = dialog()
    type_here("วรรณา ครูฝึก")
    press(focused(), Qt.Key.Key_Return)
    type_here("wanna")
    press(focused(), Qt.Key.Key_Return)
    type_here("ครูฝึก")
    write(edit.password, password)
    save_dialog(edit, open_centre)
    return edit


def test_a_user_added_by_keyboard_signs_in_and_must_choose_a_password(section, open_centre, dialog, clock):
    found = section("users")
    add_user(found, dialog, open_centre)
    assert "วรรณา ครูฝึก" in [row.name for row in found.table.rows._rows]
    session = sign_in(open_centre.context.folder, clock, "wanna", "รหัสผ่านยาวพอ-1")
    with closing(session.work):
        assert session.actor.role is Role.TRAINER
        assert session.must_change_password


def test_a_weak_first_password_is_called_weak_and_a_short_one_refused(section, open_centre, dialog):
    edit = add_user(section("users"), dialog, open_centre, "abc")
    assert edit.password.chip_text() == "สั้นเกินไป"
    assert "8" in edit.boxes["password"].problem()
    edit.reject()


def test_who_left_cannot_sign_in_and_comes_back_with_a_new_password(section, open_centre, dialog, clock):
    folder, found = open_centre.context.folder, section("users")
    desk = next(row for row in list_users(open_centre.work, MANAGER) if row.login == "desk")
    found.edit(desk)
    edit = dialog()
    edit.active.setFocus()
    press(edit.active, Qt.Key.Key_Space)
    save_dialog(edit, open_centre)
    with pytest.raises(RuleBroken):
        sign_in(folder, clock, "desk", "another long one")
    found.edit(next(row for row in found.table.rows._rows if row.login == "desk"))
    edit = dialog()
    edit.active.setChecked(True)
    save_dialog(edit, open_centre)
    assert edit.boxes["password"].problem()
    write(edit.password, "กลับมาทำงานแล้ว")
    save_dialog(edit, open_centre)
    sign_in(folder, clock, "desk", "กลับมาทำงานแล้ว").work.close()


def test_the_last_manager_stays_a_manager(section, open_centre, dialog):
    found = section("users")
    found.edit(next(row for row in found.table.rows._rows if row.role == "MANAGER"))
    edit = dialog()
    edit.role.setFocus()
    type_here("อาสา")
    save_dialog(edit, open_centre)
    assert edit.boxes["role"].problem()
    edit.reject()


def test_a_user_someone_else_changed_is_told(section, open_centre, dialog):
    found = section("users")
    desk = next(row for row in found.table.rows._rows if row.login == "desk")
    found.edit(desk)
    edit = dialog()
    other = SaveUser(desk.id, desk.login, desk.name, desk.role, "หัวหน้าแรกรับ")
    save_user(open_centre.work, MANAGER, other)
    write(edit.phone, "0812345678")
    save_dialog(edit, open_centre)
    assert "หัวหน้าแรกรับ" in edit.banner.text()
    edit.reject()


def test_the_own_password_is_changed_from_the_account(section, page, open_centre, clock, qtbot):
    found = section("account")
    press(found.password_button, Qt.Key.Key_Space)
    (asked,) = page.window().findChildren(PasswordDialog)
    qtbot.waitUntil(asked.isActiveWindow)
    for text in ("a long password", "ใหม่และยาวกว่าเดิม", "ใหม่และยาวกว่าเดิม"):
        type_here(text)
        press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    sign_in(open_centre.context.folder, clock, "manager", "ใหม่และยาวกว่าเดิม").work.close()


def test_what_asks_for_the_own_password_says_beside_it_what_is_wrong(
    section, page, open_centre, clock, monkeypatch
):
    monkeypatch.setattr(os_keyring, "is_installed", lambda: False)
    assert not section("account").keyring.button.isEnabled()
    assert "ชุดติดตั้งไม่ใส่มาให้" in section("account").keyring.state.text().replace("\u200b", "")
    monkeypatch.setattr(os_keyring, "is_installed", lambda: True)
    monkeypatch.setattr(os_keyring, "_place", object)
    asking = (KeyringDialog(open_centre.context, page), RenewKeyDialog(open_centre.context, page))
    open_centre.wait()
    asking[1].recovery.proof.setText(asking[1].recovery.key.replace("-", "")[-PROVED:])
    for asked in asking:
        asked.save()
        assert asked.box._problem.plain_text() == "กรอกรหัสผ่าน"
        asked.password.setText("ไม่ใช่")
        asked.save()
        assert not asked.save_button.isEnabled()
        open_centre.wait()
        assert "รหัสผ่านไม่ถูกต้อง" in asked.box._problem.plain_text()
        assert asked.save_button.isEnabled()
    fresh = asking[1].recovery.key
    asking[1].password.setText("a long password")
    asking[1].save()
    open_centre.wait()
    DataHome(open_centre.context.folder).open_with_recovery(fresh, clock).close()
    asking[0].reject()


def test_about_says_where_the_data_are_and_whose_work_is_inside(section, open_centre):
    found = section("about")
    assert "MIT" in found.licences.toPlainText()
    assert "Sarabun" in found.licences.toPlainText()
    shown = [one.text() for one in found.findChildren(type(found.banner._text))]
    assert any(str(open_centre.context.folder) in text for text in shown)


# roles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sections", "read_only"),
    [
        (Role.MANAGER, SECTIONS, []),
        (Role.ADMIN, OF_MACHINE, ["agencies"]),
        (Role.REG, ["holidays", "agencies", "curriculum", "consentRegister", "privacy", *OWN], ["holidays"]),
        (
            Role.TRAINER,
            ["holidays", "agencies", "curriculum", "account", "about"],
            ["holidays", "agencies"],
        ),
    ],
)
def test_each_role_sees_what_it_may(page, section, role, sections, read_only):
    assert list(page.kinds) == sections
    for name in sections:
        found = section(name)
        assert bool(found.notice.text()) is (name in read_only)
        if name in read_only:
            assert "แก้ไขไม่ได้" in found.notice.text()
            assert not hasattr(found, "add_row_button")


# access -----------------------------------------------------------------------------------------------------


def test_the_sections_are_opened_with_the_arrow_keys(page, open_centre):
    page.buttons["centre"].setFocus()
    for name in SECTIONS[1:]:
        press(focused(), Qt.Key.Key_Down)
        open_centre.wait()
        assert page.open_name == name


@pytest.mark.parametrize("size", [(1160, 690), (887, 536), (853, 434)])
@pytest.mark.parametrize("name", SECTIONS)
def test_every_control_is_named_reached_and_whole(qtbot, page, section, name, size):
    page.resize(*size)
    found = section(name)
    QApplication.processEvents()

    def is_whole():
        assert clipped(found) == []
        assert too_low(found) == []

    assert unnamed(page) == []
    assert unreached(page) == []
    qtbot.waitUntil(is_whole, timeout=2000)  # what was read late is laid out a turn or two later


def test_every_dialog_is_named_reached_and_whole(section, open_centre, dialog):
    for name in ("buildings", "holidays", "codes", "agencies", "users"):
        found = section(name)
        row = found.table.current()
        if row is None:
            QTest.mouseClick(found.add_row_button, Qt.MouseButton.LeftButton)
        else:
            found.edit(row)
        edit = dialog()
        assert unnamed(edit) == []
        assert unreached(edit) == []
        assert clipped(edit) == []
        assert too_low(edit) == []
        edit.reject()
        open_centre.wait()


# curriculum -------------------------------------------------------------------------------------------------


def test_an_elective_is_added_and_the_limit_of_a_term_chosen(section, open_centre):
    found = section("curriculum")
    assert found.table.rows.rowCount() == 14
    found.choice.set_value(str(found.curricula[0].levels[1].id))
    found._show_level()
    found.add_row_button.click()
    form = QApplication.activeModalWidget()
    form.code.write("อช02001")
    form.subject.write("การตัดเย็บเบื้องต้น")
    form.credits.write("3")
    form.save()
    open_centre.wait()
    open_centre.wait()
    found.load()
    open_centre.wait()
    assert found.table.rows.rowCount() == 15
    named(found, "editLevelButton").click()
    form = QApplication.activeModalWidget()
    form.cap.set_value("OWN")
    form.per_term.write("18")
    form.last_term.write("22")
    form.save()
    open_centre.wait()
    open_centre.wait()
    found.load()
    open_centre.wait()
    level = found.curricula[0].levels[1]
    assert level.cap_code == "OWN"
    assert [(one.per_term, one.last_term) for one in level.caps][-1] == (18, 22)
    named(found, "editCurriculumButton").click()
    form = QApplication.activeModalWidget()
    form.figures["activity_hours"].write("150")
    form.save()
    open_centre.wait()
    open_centre.wait()
    found.load()
    open_centre.wait()
    assert found.curricula[0].activity_hours == 150


def settled(open_centre):
    for _ in range(3):
        open_centre.wait()


def test_a_subject_is_taken_out_with_delete_and_comes_back(page, section, open_centre):
    found = section("curriculum")
    row = found.table.current()
    found.table.setFocus()
    press(found.table, Qt.Key.Key_Delete)
    settled(open_centre)
    assert found.table.rows.rowCount() == 13
    assert row.code not in {one.code for one in found.chosen()[1].subjects}
    page.context.undo.undo()
    settled(open_centre)
    assert row.code in {one.code for one in found.chosen()[1].subjects}


def test_a_copy_stands_beside_the_old_curriculum_and_is_shown(section, open_centre):
    found = section("curriculum")
    named(found, "copyCurriculumButton").click()
    form = QApplication.activeModalWidget()
    form.code.write("๒๕๗๐")
    form.words.write("หลักสูตรฉบับปรับปรุง")
    form.save()
    settled(open_centre)
    assert [one.code for one in found.curricula] == ["2570", "2551"]
    assert found.chosen()[0].name == "หลักสูตรฉบับปรับปรุง"
    assert found.table.rows.rowCount() == 14
    named(found, "copyCurriculumButton").click()
    form = QApplication.activeModalWidget()
    form.code.write("2570")
    form.save()
    settled(open_centre)
    assert "มีหลักสูตรของปีนี้แล้ว" in form.boxes["code"].problem()
    form.reject()


def test_the_days_of_a_term_and_its_exam_are_written(section, open_centre):
    found = section("curriculum")
    for year in (2026, 2027):
        named(found, "termDaysButton").click()
        settled(open_centre)
        form = QApplication.activeModalWidget()
        assert form.term.value() == "2/2569"
        if year == 2026:
            assert "วันโดยปกติ" in form.state.plain_text()
            form.starts_on.set_value(date(2026, 11, 16))
            form.exam_on.set_value(date(2027, 3, 20))
            form.save()
            settled(open_centre)
    assert (form.starts_on.value(), form.exam_on.value()) == (date(2026, 11, 16), date(2027, 3, 20))
    form.ends_on.set_value(date(2026, 11, 1))
    form.save()
    settled(open_centre)
    assert "ก่อนวันแรก" in form.boxes["ends_on"].problem()
    form.reject()


def named(found, name):
    return found.findChild(QPushButton, name)


def test_a_narrow_window_names_the_sections_in_a_choice_instead_of_bare_icons(page, open_centre):
    assert (page.side.isVisible(), page.choice.isVisible()) == (True, False)
    page.resize(780, 480)
    QApplication.processEvents()
    assert (page.side.isVisible(), page.choice.isVisible()) == (False, True)
    assert page.choice.value() == page.open_name
    page.choice.set_value("backup")
    page.choice.chosen.emit("backup")
    open_centre.wait()
    assert page.open_name == "backup"
    assert page.choice.currentText() == "สำรองและกู้คืน"
    assert page.open_one()._scroll.horizontalScrollBar().maximum() == 0
    page.open_section("users")
    assert page.choice.value() == "users"
