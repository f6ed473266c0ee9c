"""The acts on a stay as a person does them: keys, refusals beside the field, reasons, undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from panpun_desktop.services import beds, people, stays
from panpun_desktop.views.acts import ReasonsDialog, open_act
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.acts.form_dialog import FormDialog
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here, type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, open_centre):
    """The window that a screen would be in."""
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def act_on(window, open_centre, qtbot):
    """Opens the dialog of an act on a person and waits until everything stands there."""

    def open_it(act: str, person_id: int) -> ActDialog:
        open_act(open_centre.context, act, person_id, window)
        open_centre.wait()
        (dialog,) = window.findChildren(ActDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_it


def panel(open_centre, stay):
    return people.person_panel(open_centre.work, open_centre.actor, stay.person_id)


def save(dialog, open_centre):
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()


def undo(open_centre):
    open_centre.context.undo.undo()
    open_centre.wait()


def asked_reasons(dialog) -> ReasonsDialog:
    (found,) = [one for one in dialog.findChildren(ReasonsDialog) if one.isVisible()]
    return found


# moving ---------------------------------------------------------------------------------------------


def test_a_person_moves_to_a_bed_chosen_by_typing_and_the_move_can_be_undone(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=3)
    dialog = act_on("move_bed", stay.person_id)
    type_here("ชาย 2-03")
    assert dialog.bed.currentText().startswith("ชาย 2-03")
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.bed == "ชาย 2-03"
    last_night = beds.board(open_centre.work, open_centre.actor, TODAY - timedelta(days=1))
    assert last_night.rooms[0].tiles[0].stay_id == stay.id
    undo(open_centre)
    assert panel(open_centre, stay).row.bed == "ชาย 1-01"


def test_a_bed_must_be_chosen_and_the_refusal_stands_at_the_bed(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M")
    dialog = act_on("move_bed", stay.person_id)
    save(dialog, open_centre)
    assert dialog.isVisible()
    assert dialog.boxes["bed"].problem() == "โปรดเลือกเตียง"
    assert focused() is dialog.bed


def test_a_night_before_the_arrival_is_refused_beside_the_day(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=2)
    dialog = act_on("move_bed", stay.person_id)
    type_here("ชาย 2-03")
    dialog.from_on.setFocus()
    dialog.from_on.selectAll()
    type_here("-5")
    press(focused(), Qt.Key.Key_Return)
    open_centre.wait()
    type_text(dialog.bed, "ชาย 2-03")
    save(dialog, open_centre)
    assert "รับเข้าเมื่อ" in dialog.boxes["from_on"].problem()
    assert panel(open_centre, stay).row.bed == "ชาย 1-01"


def test_a_bed_in_a_room_for_others_is_warned_of_and_given_all_the_same(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M")
    dialog = act_on("move_bed", stay.person_id)
    type_here("หญิง 1-02")
    open_centre.wait()
    assert dialog.warning.isVisible()
    assert dialog.warning.text()
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.bed == "หญิง 1-02"


def test_an_infant_shares_the_bed_of_the_mother(open_centre, act_on):
    house = open_centre.house
    mother = house.staying("ลำดวน", "ครอบครัว 1-01", sex="F")
    child = house.staying("ต้นกล้า", sex="M", birth_precision="YEAR", birth_first_on=date(2026, 1, 1))
    house.family((house_person(open_centre, mother), "HEAD"), (house_person(open_centre, child), "CHILD"))
    dialog = act_on("move_bed", child.person_id)
    type_here("นอนร่วม")
    assert "ลำดวน" in dialog.bed.currentText()
    save(dialog, open_centre)
    tile = beds.board(open_centre.work, open_centre.actor, TODAY).rooms[4].tiles[0]
    assert tile.sharers == ("ต้นกล้า",)


def house_person(open_centre, stay):
    from panpun_desktop.models import Person

    with open_centre.house.writing() as session:
        return session.get_one(Person, stay.person_id)


def test_someone_else_moved_the_person_first_and_what_was_typed_stays(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M")
    dialog = act_on("move_bed", stay.person_id)
    type_here("ชาย 2-03")
    request = beds.MoveBed(stay.id, stay.version, open_centre.house.beds["ชาย 1-05"], TODAY)
    beds.move_bed(open_centre.work, open_centre.actor, request)
    save(dialog, open_centre)
    assert dialog.banner.isVisible()
    again = next(one for one in dialog.banner.findChildren(QWidget) if "อ่านข้อมูลใหม่" in name_of(one))
    press(again, Qt.Key.Key_Space)
    open_centre.wait()
    assert dialog.bed.currentText().startswith("ชาย 2-03")
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.bed == "ชาย 2-03"


def name_of(widget):
    return getattr(widget, "text", str)()


# leaving --------------------------------------------------------------------------------------------


def test_going_home_needs_a_province_and_the_leaving_can_be_taken_back(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=4)
    dialog = act_on("end_stay", stay.person_id)
    assert focused() is dialog.outcome
    type_here("กลับภูมิลำเนา")
    save(dialog, open_centre)
    assert dialog.boxes["province"].problem()
    assert focused() is dialog.province
    type_here("สงขลา")
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.stay_id is None
    undo(open_centre)
    assert panel(open_centre, stay).row.bed == "ชาย 1-01"


def test_an_outcome_must_be_chosen(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", sex="M")
    dialog = act_on("end_stay", stay.person_id)
    save(dialog, open_centre)
    assert dialog.boxes["outcome"].problem()
    assert not dialog.province.isVisible()
    assert not dialog.agency.isVisible()


def test_leaving_before_the_arrival_is_refused_beside_the_day(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", sex="M", days=3)
    dialog = act_on("end_stay", stay.person_id)
    type_here("ขอออกเอง")
    dialog.left_on.setFocus()
    dialog.left_on.selectAll()
    type_here("1/11/2569")
    save(dialog, open_centre)
    assert "ก่อน" in dialog.boxes["left_on"].problem()


def test_the_family_leaves_together_and_one_may_stay(open_centre, act_on):
    house = open_centre.house
    family = [house.staying(name, sex="F") for name in ("สุดา", "ใบตอง", "ต้นกล้า")]
    persons = [house_person(open_centre, one) for one in family]
    house.family((persons[0], "HEAD"), (persons[1], "CHILD"), (persons[2], "CHILD"))
    dialog = act_on("end_stay", family[0].person_id)
    assert [tick.isChecked() for tick in dialog.leaving] == [True, True]
    assert dialog.save_button.text() == "บันทึกออกจากศูนย์ 3 คน"
    type_here("คืนสู่ครอบครัว")
    press(dialog.leaving[1], Qt.Key.Key_Space)
    assert dialog.save_button.text() == "บันทึกออกจากศูนย์ 2 คน"
    save(dialog, open_centre)
    open_stays = [panel(open_centre, one).row.stay_id is not None for one in family]
    assert open_stays == [False, False, True]
    undo(open_centre)
    assert all(panel(open_centre, one).row.stay_id for one in family)


def test_one_of_the_family_leaves_alone_unless_the_others_are_ticked(open_centre, act_on):
    house = open_centre.house
    family = [house.staying(name, sex="F") for name in ("สุดา", "ใบตอง", "ต้นกล้า")]
    persons = [house_person(open_centre, one) for one in family]
    house.family((persons[0], "HEAD"), (persons[1], "CHILD"), (persons[2], "CHILD"))
    dialog = act_on("end_stay", family[1].person_id)
    assert [tick.isChecked() for tick in dialog.leaving] == [False, False]
    assert dialog.save_button.text() == "บันทึกออกจากศูนย์ 1 คน"
    type_here("คืนสู่ครอบครัว")
    save(dialog, open_centre)
    assert [panel(open_centre, one).row.stay_id is None for one in family] == [False, True, False]


@pytest.mark.parametrize("height", [600, 360])
@pytest.mark.parametrize("act", ["change_service", "end_stay"])
def test_a_dialog_stays_on_a_small_screen_and_scrolls_when_it_must(
    open_centre, act_on, monkeypatch, act, height
):
    screen = QRect(0, 0, 1366, height)
    monkeypatch.setattr(FormDialog, "screen_room", lambda self: screen)
    stay = open_centre.house.staying("บุญมี", "ชาย 1-02", sex="M", days=2)
    dialog = act_on(act, stay.person_id)
    if act == "change_service":
        press(dialog.service.buttons["TRANSIT"], Qt.Key.Key_Space)
        dialog.awaiting.setFocus()
    else:
        dialog.note.setFocus()
    for _turn in range(4):  # belongings and days to ask come after the people
        open_centre.wait()
    assert screen.contains(dialog.frameGeometry())
    save_at = dialog.save_button.mapTo(dialog, dialog.save_button.rect().bottomRight())
    assert dialog.rect().contains(save_at)
    assert not focused().visibleRegion().isEmpty()
    assert unreached(dialog) == []


def test_a_referral_names_an_agency_that_may_be_new(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", sex="M")
    dialog = act_on("end_stay", stay.person_id)
    type_here("ส่งต่อหน่วยงานรัฐ")
    save(dialog, open_centre)
    assert dialog.boxes["agency"].problem()
    type_here("บ้านพักเด็กตัวอย่าง")
    save(dialog, open_centre)
    assert "บ้านพักเด็กตัวอย่าง" in dialog.boxes["agency"].problem()
    press(dialog.new_agency, Qt.Key.Key_Space)
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.stay_id is None


# service --------------------------------------------------------------------------------------------


def test_each_service_shows_its_rule_and_a_course_is_taken_up(open_centre, act_on):
    stay = open_centre.house.staying("แก้วตา", "หญิง 1-02", sex="F", days=9)
    dialog = act_on("change_service", stay.person_id)
    assert "TRIAL" not in dialog.service.buttons
    assert "30" in dialog.service.rules["COURSE_S"].plain_text()
    assert focused() is dialog.service.buttons["COURSE_S"]
    press(focused(), Qt.Key.Key_Space)
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.service_type == "COURSE_S"
    undo(open_centre)
    assert panel(open_centre, stay).row.service_type == "TRIAL"


def test_transit_asks_whose_client_and_what_is_awaited(open_centre, act_on):
    stay = open_centre.house.staying("บุญมี", "ชาย 1-02", sex="M", days=2)
    dialog = act_on("change_service", stay.person_id)
    assert not dialog.client_of.isVisible()
    press(dialog.service.buttons["TRANSIT"], Qt.Key.Key_Space)
    save(dialog, open_centre)
    assert focused() is dialog.client_of
    type_here("หน่วยงานรัฐ")
    dialog.awaiting.setFocus()
    type_here("รอส่งต่อ")
    save(dialog, open_centre)
    assert panel(open_centre, stay).row.service_type == "TRANSIT"


def test_a_service_must_be_chosen(open_centre, act_on):
    stay = open_centre.house.staying("บุญมี", sex="M")
    dialog = act_on("change_service", stay.person_id)
    save(dialog, open_centre)
    assert dialog.boxes["service_type"].problem()


def back_to_trial_for_the_seventh_time(open_centre):
    """Six trial stays this year, in a course now."""
    house = open_centre.house
    person = house.person("แก้วตา", sex="F")
    for weeks in range(2, 8):
        day = TODAY - timedelta(weeks=weeks * 3)
        house.stay(person, arrived_on=day, left_on=day + timedelta(days=2), outcome="SELF")
    return house.stay(person, days=5, service_type="COURSE_S")


def test_one_trial_too_many_asks_for_a_reason_and_goes_on_with_it(open_centre, act_on, qtbot):
    stay = back_to_trial_for_the_seventh_time(open_centre)
    dialog = act_on("change_service", stay.person_id)
    press(dialog.service.buttons["TRIAL"], Qt.Key.Key_Space)
    save(dialog, open_centre)
    reasons = asked_reasons(dialog)
    assert "6 ครั้ง" in reasons.lines[0].concern.message
    assert panel(open_centre, stay).row.service_type == "COURSE_S"
    qtbot.waitUntil(reasons.isActiveWindow)
    type_here("ไม่มีที่พักอื่น")
    press(reasons, Qt.Key.Key_Return, CTRL)
    assert reasons.text.problem()
    type_here("รอห้องเช่าว่างสิ้นเดือน")
    press(reasons, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert panel(open_centre, stay).row.service_type == "TRIAL"


def test_going_back_from_the_reasons_changes_nothing(open_centre, act_on):
    stay = back_to_trial_for_the_seventh_time(open_centre)
    dialog = act_on("change_service", stay.person_id)
    press(dialog.service.buttons["TRIAL"], Qt.Key.Key_Space)
    save(dialog, open_centre)
    press(asked_reasons(dialog), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.save_button.isEnabled()
    assert panel(open_centre, stay).row.service_type == "COURSE_S"


# away and back --------------------------------------------------------------------------------------


def test_a_leave_is_started_and_the_return_recorded(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=3)
    dialog = act_on("absence", stay.person_id)
    press(focused(), Qt.Key.Key_Right)
    save(dialog, open_centre)
    assert panel(open_centre, stay).absent == "โรงพยาบาล"
    QApplication.processEvents()
    back = act_on("absence", stay.person_id)
    assert back.title() == "กลับแล้ว"
    save(back, open_centre)
    assert panel(open_centre, stay).absent == ""


def test_a_leave_before_the_admission_is_refused_beside_the_day(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M")
    dialog = act_on("absence", stay.person_id)
    dialog.started_on.setFocus()
    dialog.started_on.selectAll()
    type_here("-3")
    save(dialog, open_centre)
    assert dialog.boxes["started_on"].problem()


# passing a limit ------------------------------------------------------------------------------------


def test_a_stay_over_its_limit_is_extended_with_a_reason(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=12)
    dialog = act_on("extend", stay.person_id)
    save(dialog, open_centre)
    assert dialog.boxes["reason_code"].problem()
    type_here("เจ็บป่วย")
    dialog.text.setFocus()
    type_here("สั้น")
    save(dialog, open_centre)
    assert dialog.boxes["reason"].problem()
    type_here(" รอผลตรวจจากโรงพยาบาล")
    save(dialog, open_centre)
    texts = [row.text for row in panel(open_centre, stay).timeline if row.kind == "override"]
    assert len(texts) == 1


def test_a_stay_within_its_limit_needs_no_reason_and_says_so(open_centre, act_on):
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", days=2)
    dialog = act_on("extend", stay.person_id)
    type_here("เจ็บป่วย")
    dialog.text.setFocus()
    type_here("รอผลตรวจจากโรงพยาบาล")
    save(dialog, open_centre)
    assert dialog.banner.text()


def test_someone_who_left_cannot_be_acted_on(open_centre, window):
    stay = open_centre.house.staying("สมชาย", sex="M", days=2)
    request = stays.EndStay(((stay.id, stay.version),), TODAY, "SELF")
    stays.end_stay(open_centre.work, open_centre.actor, request)
    open_act(open_centre.context, "end_stay", stay.person_id, window)
    open_centre.wait()
    assert window.findChildren(ActDialog) == []
    assert open_centre.said


@pytest.mark.parametrize("act", ["move_bed", "end_stay", "change_service", "absence", "extend"])
def test_every_field_is_named_reached_by_tab_and_whole(open_centre, act_on, act):
    house = open_centre.house
    family = [house.staying(name, f"ครอบครัว 1-0{n}", sex="F") for n, name in enumerate(("สุดา", "ใบตอง"), 1)]
    persons = [house_person(open_centre, one) for one in family]
    house.family((persons[0], "HEAD"), (persons[1], "CHILD"))
    dialog = act_on(act, family[0].person_id)
    assert unnamed(dialog) == []
    assert unreached(dialog) == []
    assert clipped(dialog) == []
    assert too_low(dialog) == []
