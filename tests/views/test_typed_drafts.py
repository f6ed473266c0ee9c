"""What is typed into any dialog is kept, survives a lock, and is offered for the same record alone."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from panpun_desktop.services.drafts import SaveDraft, load_draft, save_draft
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.courses.trainee_line import TraineeLine
from panpun_desktop.views.courses.trainees_field import TraineesField
from panpun_desktop.views.draft_keeper import PAUSE_MS
from panpun_desktop.views.residents.person_form import PersonForm
from panpun_desktop.views.settings.users import UserDialog
from panpun_desktop.widgets.buttons import QuietButton
from tests.typing import press, type_text


@pytest.fixture
def desk(open_centre, qtbot):
    """A window at the desk, with one who stays; ``open_centre.person_id`` is theirs."""
    stay = open_centre.house.staying("กมล", "ชาย 1-01", 12, sex="M", service_type="COURSE_M")
    open_centre.person_id, open_centre.stay_id = stay.person_id, stay.id
    open_centre.window = QWidget()
    qtbot.addWidget(open_centre.window)
    with qtbot.waitActive(open_centre.window):
        open_centre.window.show()
    return open_centre


def settle(centre):
    for _ in range(3):
        centre.wait()


def opened(centre, act="extend"):
    open_act(centre.context, act, centre.person_id, centre.window)
    settle(centre)
    return next(one for one in centre.window.findChildren(FormDialog) if one.isVisible())


def kept(centre, form):
    return load_draft(centre.work, centre.actor, form)


def button(dialog, words):
    return next(one for one in dialog.draft.banner.findChildren(QuietButton) if one.text() == words)


def click(dialog, words, centre):
    QTest.mouseClick(button(dialog, words), Qt.MouseButton.LeftButton)
    settle(centre)


def test_a_dialog_closed_by_the_lock_offers_what_was_typed(desk):
    dialog = opened(desk)
    type_text(dialog.text, "รอเอกสารจากหน่วยงาน")
    dialog.close()
    settle(desk)
    again = opened(desk)
    assert again.text.text() == ""
    assert again.draft.banner.text() == "มีข้อมูลที่พิมพ์ค้างไว้เมื่อ 10:00 ยังไม่ได้บันทึก"
    click(again, "ใช้ต่อ", desk)
    assert again.text.text() == "รอเอกสารจากหน่วยงาน"
    assert not again.draft.banner.isVisible()


def test_typing_is_kept_when_it_pauses_and_untouched_fields_are_not(desk, qtbot):
    dialog = opened(desk, "end_stay")
    type_text(dialog.note, "ญาติมารับ")
    qtbot.waitUntil(lambda: kept(desk, f"endStay:{desk.stay_id}") is not None, timeout=PAUSE_MS * 4)
    assert kept(desk, f"endStay:{desk.stay_id}").content == '{"endStayNoteField": "ญาติมารับ"}'


_KEPT = "ยังไม่ได้บันทึก เก็บสิ่งที่พิมพ์ไว้เป็นร่างแล้ว เปิดใหม่เมื่อใดเรียกกลับมาได้"


def test_esc_keeps_what_was_typed_and_says_so(desk):
    dialog = opened(desk)
    type_text(dialog.text, "เดี๋ยวมาพิมพ์ต่อ")
    press(dialog.text, Qt.Key.Key_Escape)
    settle(desk)
    assert desk.said == [_KEPT]
    again = opened(desk)
    click(again, "ใช้ต่อ", desk)
    assert again.text.text() == "เดี๋ยวมาพิมพ์ต่อ"


def test_esc_from_a_form_with_nothing_typed_says_and_keeps_nothing(desk):
    dialog = opened(desk)
    type_text(dialog.text, "ก")
    dialog.draft.keeper.keep()
    settle(desk)
    press(dialog.text, Qt.Key.Key_Backspace)
    press(dialog.text, Qt.Key.Key_Escape)
    settle(desk)
    assert desk.said == []
    assert kept(desk, f"extend:{desk.stay_id}") is None
    assert not opened(desk).draft.banner.isVisible()


def test_a_dialog_saved_leaves_no_draft(desk):
    dialog = opened(desk, "follow_up")
    type_text(dialog.note, "โทรแล้ว")
    dialog.draft.keeper.keep()
    settle(desk)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.said == []
    assert kept(desk, dialog.draft_key()) is None


def test_esc_from_the_form_of_a_person_keeps_and_says_the_same(desk, qtbot):
    form = PersonForm(desk.context, None)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    form.focus_first()
    type_text(form.fields.widgets["first_name"], "แก้ว")
    press(form.fields.widgets["first_name"], Qt.Key.Key_Escape)
    settle(desk)
    assert desk.said == [_KEPT]
    assert "แก้ว" in kept(desk, "person:new").content


def test_the_offer_can_be_thrown_away(desk):
    save_draft(desk.work, desk.actor, SaveDraft(f"extend:{desk.stay_id}", '{"extendReasonField": "เก่า"}'))
    dialog = opened(desk)
    click(dialog, "ทิ้งข้อมูลนี้", desk)
    assert dialog.text.text() == ""
    assert kept(desk, f"extend:{desk.stay_id}") is None


def test_choices_ticks_and_days_come_back_too(desk):
    dialog = opened(desk, "absence")
    press(dialog.kind.findChildren(QWidget)[0], Qt.Key.Key_Right)
    dialog.back_on.selectAll()
    type_text(dialog.back_on, "25/11/69")
    QTest.mouseClick(dialog.kept, Qt.MouseButton.LeftButton)
    before = (dialog.kind.value(), dialog.back_on.value(), dialog.kept.isChecked())
    dialog.close()
    settle(desk)
    again = opened(desk, "absence")
    assert (again.kind.value(), again.back_on.value(), again.kept.isChecked()) != before
    click(again, "ใช้ต่อ", desk)
    assert (again.kind.value(), again.back_on.value(), again.kept.isChecked()) == before


def test_passwords_are_never_kept(desk):
    dialog = UserDialog(desk.context, None, desk.window)
    dialog.open()
    settle(desk)
    type_text(dialog.boxes["login"].field, "kanda")
    type_text(dialog.boxes["password"].field, "a secret of mine")
    dialog.close()
    settle(desk)
    content = kept(desk, "user:new").content
    assert "kanda" in content
    assert "secret" not in content


def test_the_person_chosen_comes_back_with_the_name(desk, qtbot):
    other = desk.house.staying("ขจร", "ชาย 1-02", 3, sex="M").person_id
    desk.window.resize(1000, 700)
    dialog = opened(desk, "incident")
    type_text(dialog.what, "ทะเลาะกัน")
    type_text(dialog.people.search, "ขจร")
    qtbot.waitUntil(lambda: bool(dialog.people.search.suggestions()))
    press(dialog.people.search, Qt.Key.Key_Return)
    people = dialog.people.value()
    assert other in {person_id for person_id, _part in people}
    dialog.close()
    settle(desk)
    again = opened(desk, "incident")
    assert again.people.value() != people
    click(again, "ใช้ต่อ", desk)
    assert again.people.value() == people
    assert again.what.text() == "ทะเลาะกัน"


def test_a_person_field_gives_its_draft_the_person_and_takes_it_back(desk, qtbot):
    other = desk.house.staying("ขจร", "ชาย 1-02", 3, sex="M").person_id
    dialog = opened(desk, "family")
    type_text(dialog.with_person, "ขจร")
    qtbot.waitUntil(lambda: bool(dialog.with_person.suggestions()))
    press(dialog.with_person, Qt.Key.Key_Return)
    dialog.close()
    settle(desk)
    again = opened(desk, "family")
    assert again.with_person.person_id is None
    click(again, "ใช้ต่อ", desk)
    assert again.with_person.person_id == other
    assert not again.with_person.problem()


def test_newcomers_of_a_class_come_back_with_what_is_known_of_them(desk, qtbot):
    field = TraineesField(desk.context)
    qtbot.addWidget(field)
    facts = PersonFacts(first_name="ใหม่", sex="F", birth_precision="DAY", birth_first_on=date(1990, 5, 1))
    field.people = [TraineeLine("กมล", desk.person_id), TraineeLine("ใหม่ (ใหม่)", None, facts, (7,))]
    again = TraineesField(desk.context)
    qtbot.addWidget(again)
    again.take_back(json.loads(json.dumps(field.kept())))
    assert again.people == field.people
    assert again.candidates() == field.candidates()
