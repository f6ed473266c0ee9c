"""Fields typed into as people do."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.widgets.fields import (
    ChoiceBox,
    FieldBox,
    LineField,
    NationalIdEdit,
    NumberEdit,
    PasswordEdit,
    ThaiDateEdit,
    TimeEdit,
)
from tests.typing import focused, press, tab, type_text

TODAY = date(2026, 11, 21)


class ShownAlone(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


@pytest.fixture
def shown(qtbot):
    """Shows widgets in a column of an active window, and keeps the window."""
    windows = []

    def show(*widgets):
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        for one in widgets:
            column.addWidget(one)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()

    return show


def date_edit(**options) -> ThaiDateEdit:
    return ThaiDateEdit(lambda: TODAY, **options)


@pytest.mark.parametrize(
    "typed",
    [
        "๑๕/๐๘/๒๕๖๙",
        "15/8/69",
        "15 ส.ค. 2569",
        "15 สิงหาคม พ.ศ. 2569",
        "๑๕ ส.ค. ๖๙",
        "15-8-2569",
        "15082569",
        "15สค69",
        "15 สิงหาคม ๒๕๖๙",
        "2026-08-15",
    ],
)
def test_a_date_is_typed_freely_and_shown_in_words(shown, typed):
    field, after = date_edit(), LineField()
    shown(field, after)
    type_text(field, typed)
    press(field, Qt.Key.Key_Tab)
    assert field.text() == "15 ส.ค. 2569"
    assert field.value() == date(2026, 8, 15)
    assert "วันเสาร์ที่ 15 สิงหาคม 2569" in field.toolTip()


def test_a_date_that_cannot_be_read_stays_with_a_sentence_until_it_is_edited(shown):
    box = FieldBox("วันเกิด", date_edit())
    after = LineField()
    shown(box, after)
    box.field.setFocus()
    type_text(box.field, "29/2/2568")
    press(box.field, Qt.Key.Key_Tab)
    assert box.field.text() == "29/2/2568"
    assert box.problem()
    assert box.field.value() is None
    type_text(box.field, "9")
    assert box.problem() == ""


def test_an_empty_date_is_nothing_and_a_required_one_asks_for_it(qtbot):
    plain, required = date_edit(), date_edit(required=True)
    assert plain.value() is None
    assert plain.is_readable()
    assert not required.is_readable()


def test_a_partial_date_is_taken_only_where_it_may_be(qtbot):
    birth, day = date_edit(partial=True, birth=True), date_edit()
    for field in (birth, day):
        type_text(field, "2510")
        field.settle()
    assert (birth.known().precision, birth.known().first.year, birth.text()) == ("year", 1967, "พ.ศ. 2510")
    assert day.known() is None
    assert day.text() == "2510"


def test_an_age_stays_an_age(qtbot):
    field = date_edit(partial=True, birth=True)
    type_text(field, "ประมาณ 50 ปี")
    field.settle()
    assert field.known().precision == "age"
    assert field.text() == "ประมาณ 50 ปี"


def test_f8_says_unknown_and_typing_takes_it_back(shown):
    field = date_edit(may_be_unknown=True)
    heard = []
    field.changed.connect(heard.append)
    shown(field)
    press(field, Qt.Key.Key_F8)
    assert field.is_unknown()
    assert field.text() == "ไม่ทราบ"
    field.selectAll()
    type_text(field, "1/1/69")
    field.settle()
    assert not field.is_unknown()
    assert field.value() == date(2026, 1, 1)
    assert len(heard) == 2


def test_arrows_step_days_and_page_keys_months(shown):
    field = date_edit()
    field.set_value(date(2026, 1, 31))
    shown(field)
    press(field, Qt.Key.Key_PageUp)
    assert field.value() == date(2026, 2, 28)
    press(field, Qt.Key.Key_Up)
    assert field.value() == date(2026, 3, 1)
    press(field, Qt.Key.Key_Down)
    assert field.value() == date(2026, 2, 28)


def test_alt_down_opens_a_calendar_of_the_buddhist_era(shown):
    field = date_edit()
    field.set_value(date(2026, 11, 21))
    shown(field)
    press(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._popup
    assert popup.isVisible()
    assert popup.year.text() == "พ.ศ. 2569"
    assert popup.month.currentText() == "พฤศจิกายน"
    popup.year.lineEdit().selectAll()
    type_text(popup.year.lineEdit(), "๒๕๗๐")
    press(popup.year, Qt.Key.Key_Tab)
    assert popup.calendar.yearShown() == 2027
    popup.hide()


@pytest.mark.parametrize("typed", ["14:20", "14.20", "1420", "๑๔.๒๐", "14.20 น."])
def test_a_time_is_typed_freely(qtbot, typed):
    field = TimeEdit()
    type_text(field, typed)
    field.settle()
    assert field.value() == time(14, 20)
    assert field.text() == "14:20"


def test_a_time_past_midnight_is_refused_with_a_sentence(qtbot):
    field = TimeEdit()
    type_text(field, "25:00")
    assert field.value() is None
    assert field.problem()


def test_thai_digits_are_numbers(qtbot):
    field = NumberEdit(places=2)
    type_text(field, "๑,๒๔๐.๕")
    field.settle()
    assert field.amount() == Decimal("1240.50")
    assert field.text() == "1,240.50"


@pytest.mark.parametrize("typed", ["6", "สอง", "1.5", "-1"])
def test_a_number_out_of_its_bounds_is_nothing_and_stays(qtbot, typed):
    field = NumberEdit(least=0, most=5)
    type_text(field, typed)
    field.settle()
    assert field.number() is None
    assert field.problem()
    assert field.text() == typed


CHANNELS = {
    "SELF": "มาเอง",
    "REF_GOV": "ส่งต่อจากหน่วยงานภาครัฐ",
    "REF_NGO": "ส่งต่อจากองค์กรเอกชน",
    "UNK": "ไม่ทราบ",
}


def test_a_choice_is_found_by_typing_thai(shown):
    box = ChoiceBox(CHANNELS, unknown_code="UNK")
    shown(box)
    type_text(box, "ส่ง")
    assert box.value() == "REF_GOV"


def test_a_choice_is_found_by_a_word_inside_it(shown):
    box = ChoiceBox(CHANNELS)
    shown(box)
    type_text(box, "เอกชน")
    assert box.value() == "REF_NGO"


def test_a_choice_is_found_with_the_wrong_keyboard_layout(shown):
    box = ChoiceBox(CHANNELS)
    shown(box)
    type_text(box, ",kgv")
    assert box.value() == "SELF"


def test_f8_chooses_unknown_and_delete_empties(shown):
    box = ChoiceBox(CHANNELS, unknown_code="UNK")
    shown(box)
    press(box, Qt.Key.Key_F8)
    assert box.value() == "UNK"
    press(box, Qt.Key.Key_Delete)
    assert box.value() is None


def test_enter_moves_to_the_next_field(shown):
    first, second, third = LineField(), ChoiceBox(CHANNELS), LineField()
    shown(first, second, third)
    first.setFocus()
    press(first, Qt.Key.Key_Return)
    assert focused() is second
    press(second, Qt.Key.Key_Return)
    assert focused() is third


def test_a_right_id_number_is_grouped_and_said_right(qtbot):
    field = NationalIdEdit()
    type_text(field, "๑๙๙๙๙๐๐๐๐๐๐๑๓")
    field.settle()
    assert field.text() == "1-9999-00000-01-3"
    assert field.value() == "1999900000013"
    assert "✓" in field.chip_text()


@pytest.mark.parametrize("typed", ["1999900000014", "12345", "ไม่มีบัตร"])
def test_a_wrong_id_number_is_marked_and_kept(qtbot, typed):
    field = NationalIdEdit()
    type_text(field, typed)
    field.settle()
    assert field.value() == typed
    assert field.chip_text()
    assert not field.is_valid()


def test_a_password_is_hidden_until_the_eye_is_pressed(qtbot):
    field = PasswordEdit(rate=True)
    type_text(field, "ab")
    assert field.displayText() != "ab"
    assert field.chip_text() == "อ่อน"
    field._eye.trigger()
    assert field.displayText() == "ab"


def test_a_field_box_names_its_field_and_tab_skips_the_inner_button(shown):
    first, second = FieldBox("รหัสผ่าน", PasswordEdit()), FieldBox("ชื่อ", LineField())
    shown(first, second)
    assert first.field.accessibleName() == "รหัสผ่าน"
    assert first.label.buddy() is first.field
    first.field.setFocus()
    assert tab() is second.field


def test_a_field_with_a_hint_is_built_without_a_window_that_takes_the_focus(qapp, qtbot):
    watch = ShownAlone()
    qapp.installEventFilter(watch)
    box = FieldBox("วันที่", LineField(), hint="นับยอดเวลา 24.00 น.")
    qapp.removeEventFilter(watch)
    qtbot.addWidget(box)
    assert watch.seen == []
