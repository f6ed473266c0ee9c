"""Too short for the least days of a course, breaks to be decided, and the number in the navigation."""

from __future__ import annotations

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panpun_desktop.rules.codes import ContinuityChoice
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.cohort_lists import list_cohorts
from panpun_desktop.services.course_rows import CourseFacts, Meeting, SaveCourse
from panpun_desktop.services.courses import save_course
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.courses.decision import DecisionDialog, open_decision
from panpun_desktop.views.courses.words import stage_story, stage_words
from panpun_desktop.widgets.parts import QuietButton
from panpun_desktop.widgets.theme import Tone
from tests import training
from tests.builders import MANAGER, TODAY, TRAINER
from tests.typing import focused, press, type_here, type_text
from tests.views.sheets import a_class
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]

CTRL = Qt.KeyboardModifier.ControlModifier
WEEK = tuple(Meeting(day, begins_at=time(9), ends_at=time(16)) for day in range(1, 6))


@pytest.fixture
def desk(sit_down):
    return sit_down(MANAGER)


@pytest.fixture
def room(open_centre):
    return a_class(open_centre)


def page_of(desk):
    return desk.window.workbench.open_page()


def rest(desk):
    for _turn in range(5):
        desk.wait()


def dialog(desk):
    rest(desk)
    tops = QApplication.topLevelWidgets()
    return next(one for one in tops if isinstance(one, FormDialog) and one.isVisible())


def a_course(desk, kind="COURSE_M"):
    context = desk.context
    facts = CourseFacts("ตัดเย็บเสื้อผ้า", "SEWING", kind)
    (id,) = save_course(context.work, MANAGER, SaveCourse(None, None, facts)).courses
    return id


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_new_cohort_shorter_than_the_least_days_is_warned_of_and_opened(desk):
    a_course(desk)
    desk.window.workbench.navigate("courses")
    rest(desk)
    click(page_of(desk).new_cohort)
    form = dialog(desk)
    form.starts_on.setFocus()
    form.starts_on.selectAll()
    type_text(form.starts_on, "2/11/2569")
    press(form.starts_on, Qt.Key.Key_Tab)
    type_text(form.days, "20")
    form._soon.timeout.emit()
    rest(desk)
    said = form.short.text()
    assert "ขั้นต่ำ 45 วัน (R-CRS-1) แต่แผนมี 26 วัน (2 พ.ย. 2569 – 27 พ.ย. 2569)" in said
    assert "ให้วางแผนเรียนถึงวันที่ 16 ธ.ค. 2569" in said
    press(focused(), Qt.Key.Key_Return, CTRL)
    rest(desk)
    (row,) = list_cohorts(desk.context.work, MANAGER)
    assert row.ends_on == date(2026, 11, 27)
    shown = page_of(desk).cohort
    assert "แต่แผนมี 26 วัน" in shown.short.text()
    click(shown.short.findChild(QuietButton))
    assert shown.open_tab == "plan"


def test_the_warning_goes_away_when_the_plan_is_long_enough(desk):
    a_course(desk, "COURSE_S")
    desk.window.workbench.navigate("courses")
    rest(desk)
    click(page_of(desk).new_cohort)
    form = dialog(desk)
    type_text(form.days, "10")
    form._soon.timeout.emit()
    rest(desk)
    assert not form.short.isHidden()
    form.days.selectAll()
    type_text(form.days, "30")
    form._soon.timeout.emit()
    rest(desk)
    assert form.short.isHidden()
    assert "วันแรก (ส. 21 พ.ย. 2569) ไม่มีการสอน คาบแรกคือ จ. 23 พ.ย. 2569" in form.late.text()
    form.starts_on.selectAll()
    type_text(form.starts_on, "23/11/2569")
    press(form.starts_on, Qt.Key.Key_Tab)
    form._soon.timeout.emit()
    rest(desk)
    assert form.late.isHidden()
    form.reject()


def test_what_is_missing_is_said_in_red_until_it_is_mended_in_any_of_the_fields(desk):
    a_course(desk)
    desk.window.workbench.navigate("courses")
    rest(desk)
    click(page_of(desk).new_cohort)
    form = dialog(desk)
    press(focused(), Qt.Key.Key_Return, CTRL)
    rest(desk)
    assert form.boxes["days"].problem()
    type_text(form.days, "60")
    form._soon.timeout.emit()
    rest(desk)
    assert form.boxes["days"].problem() == ""
    form.reject()


def test_who_joins_too_late_for_the_least_days_is_warned_of_and_can_be_enrolled(desk, room):
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    press(focused(), Qt.Key.Key_Insert)
    form = dialog(desk)
    rest(desk)
    assert "นับจาก 21 พ.ย. 2569 ถึงวันสุดท้ายของแผน 16 ธ.ค. 2569 มีเพียง 26 วัน" in form.floor.text()
    form.on.setFocus()
    form.on.selectAll()
    type_text(form.on, "2/11/2569")
    press(form.on, Qt.Key.Key_Tab)
    rest(desk)
    assert form.floor.isHidden()
    form.reject()


def test_a_resident_who_counts_already_is_not_warned_of(desk, room, open_centre):
    early = open_centre.house.staying("เร็ว", arrived_on=TODAY - timedelta(days=19), service_type="COURSE_M")
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    press(focused(), Qt.Key.Key_Insert)
    form = dialog(desk)
    rest(desk)
    assert not form.floor.isHidden()
    form.people.add(early.person_id, "เร็ว")
    rest(desk)
    assert form.floor.isHidden()
    form.reject()


def test_a_forecast_after_the_last_day_of_the_plan_is_red_with_its_reason(desk, room):
    room.resident("ตรงเวลา")
    room.resident("มาช้า", joined_on=TODAY - timedelta(days=2))
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    table = page_of(desk).cohort.tabs["roster"].table
    rows = {one.name: one for one in (table.rows.row_at(n) for n in range(table.rows.rowCount()))}
    late, fine = rows["มาช้า"], rows["ตรงเวลา"]
    assert late.forecast == "ครบ 45 วัน ในวันที่ 2 ม.ค. 2570"
    assert "ช้ากว่าวันสุดท้ายของแผน 16 ธ.ค. 2569" in late.late
    assert fine.late == ""
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="sheet")
    rest(desk)
    side = page_of(desk).cohort.tabs["sheet"].side
    chips = [side.chip(row) for row in range(2)]
    assert ("3/45 เกินแผน", Tone.BAD) in chips
    assert any("ช้ากว่าวันสุดท้ายของแผน" in side.tip(row) for row in range(2))


def a_break(room):
    absent = room.resident("กนกวรรณ")
    room.write(absent, "P" * 12 + "AAA")
    return absent


def test_the_task_of_today_opens_the_decision_itself_and_the_badge_follows(desk, room, qtbot):
    a_break(room)
    bench = desk.window.workbench
    bench.navigate("today")
    rest(desk)
    today = page_of(desk)
    (task,) = [one for one in today.shown.tasks if one.act == "decide"]
    before = bench.navigation._buttons["today"].accessibleDescription()
    click(today.tasks.button_of(task.key))
    rest(desk)
    assert bench.open_key() == "courses"
    assert page_of(desk).cohort.open_tab == "sheet"
    (asked,) = [one for one in desk.window.findChildren(DecisionDialog) if one.isVisible()]
    assert "กนกวรรณ" in asked.windowTitle() + asked._found.name
    press(focused(), Qt.Key.Key_Tab)
    type_here("บุตรป่วย")
    press(focused(), Qt.Key.Key_Return, CTRL)
    rest(desk)
    count = bench.navigation._buttons["today"]
    qtbot.waitUntil(lambda: count.accessibleDescription() != before)
    assert int(count.accessibleDescription() or 0) == int(before) - 1


def test_a_class_marked_on_the_sheet_leaves_the_number_in_the_navigation(desk, room, qtbot):
    room.write(room.resident("กนกวรรณ"), "P" * 14)  # all but Friday
    bench = desk.window.workbench
    bench.navigate("today")
    rest(desk)
    waiting = bench.navigation._buttons["today"]
    before = int(waiting.accessibleDescription())
    bench.navigate("courses", cohort_id=room.cohort_id, tab="sheet")
    rest(desk)
    view = page_of(desk).cohort.tabs["sheet"].view
    view.go_to(0, view.cells.column_of_key[room.lesson(TODAY - timedelta(days=1))])
    view.setFocus()
    type_here("ม")
    rest(desk)
    qtbot.waitUntil(lambda: int(waiting.accessibleDescription() or 0) == before - 1)
    click(bench.navigation._buttons["courses"])
    rest(desk)
    assert page_of(desk).cohort is None  # pressing the entry of the open screen leads back to its list


def test_the_class_list_offers_the_decision_for_the_one_it_waits_for(desk, room):
    a_break(room)
    room.resident("ชูใจ")
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    tab = page_of(desk).cohort.tabs["roster"]
    seen = {}
    for place in range(2):
        tab.table.selectRow(place)
        seen[tab.table.current().name] = tab.decide.isVisible()
    assert sorted(seen.values()) == [False, True]
    tab.table.selectRow(list(seen.values()).index(True))
    press(tab.table, Qt.Key.Key_D, CTRL)
    rest(desk)
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, DecisionDialog)]
    assert asked.isVisible()
    asked.reject()


def test_halves_keep_the_days_that_were_ticked(desk):
    a_course(desk)
    desk.window.workbench.navigate("courses")
    rest(desk)
    click(page_of(desk).new_cohort)
    form = dialog(desk)
    week = form.week
    week.boxes["DAY", 6].setFocus()
    press(focused(), Qt.Key.Key_Space)
    week.boxes["DAY", 1].setFocus()
    press(focused(), Qt.Key.Key_Space)
    week.halves.setFocus()
    press(focused(), Qt.Key.Key_Space)
    assert {(one.weekday, one.half) for one in week.value()} == {
        (day, half) for day in range(2, 7) for half in ("AM", "PM")
    }
    press(focused(), Qt.Key.Key_Space)
    assert [one.weekday for one in week.value()] == [2, 3, 4, 5, 6]
    form.reject()


def test_the_dialog_of_a_new_cohort_fits_a_screen_of_768_with_its_buttons(desk, monkeypatch):
    monkeypatch.setattr(FormDialog, "screen_room", lambda _self: QRect(0, 0, 1366, 728))
    a_course(desk)
    desk.window.workbench.navigate("courses")
    rest(desk)
    click(page_of(desk).new_cohort)
    form = dialog(desk)
    type_text(form.days, "20")
    click(form.week.halves)
    form.week.halves.setChecked(True)
    form._soon.timeout.emit()
    rest(desk)
    rest(desk)
    assert form.height() <= 728
    low = form.save_button.mapTo(form, form.save_button.rect().bottomRight())
    assert low.y() < form.height()
    assert form.short.isVisible()
    assert form.short.mapTo(form, form.short.rect().bottomRight()).y() < low.y()
    form.reject()


def test_the_same_order_of_names_on_sheet_and_class_list_and_results(desk, room):
    for name in ("สมใจ", "กนก", "เอก", "ดวง"):
        room.resident(name)
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="sheet")
    for tab in ("roster", "results"):
        desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab=tab)
        rest(desk)
    tabs = page_of(desk).cohort.tabs
    on_sheet = [one.name for one in tabs["sheet"].view.cells.rows]
    lists = (tabs["roster"].table.rows, tabs["results"].table.rows)
    assert [[one.row_at(n).name for n in range(4)] for one in lists] == [on_sheet, on_sheet]
    assert on_sheet == ["กนก", "ดวง", "สมใจ", "เอก"]


def test_heads_say_what_they_count(desk, room):
    room.resident("กนก")
    room.enrol(room.house.person("ดวง"), state="DONE", ended_on=TODAY - timedelta(days=3))
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    shown = page_of(desk).cohort
    assert "กำลังอบรม 1 คน" in shown.facts.plain_text()
    assert shown.tabs["roster"].count.plain_text() == "ทั้งหมด 2 · อบรมอยู่ 1 · จบ/ออก 1"
    desk.window.resize(1366, 768)
    rest(desk)
    assert shown.tabs["roster"].table.horizontalScrollBar().maximum() == 0, "no sideways bar"
    shown.show_tab("sheet")
    rest(desk)
    assert shown.tabs["sheet"].view.corner.plain_text() == "ทั้งหมด 2 · อบรมอยู่ 1"


def test_a_trainer_sees_the_own_tasks_and_unfolds_those_of_others(sit_down, open_centre):
    room = a_class(open_centre)
    room.resident("กนก")
    open_centre.house.staying("เกิน", days=12)
    desk = sit_down(TRAINER)
    bench = desk.window.workbench
    bench.navigate("today")
    rest(desk)
    card = page_of(desk).tasks
    assert {one.act for one in card.rows} == {"attendance"}
    assert bench.navigation._buttons["today"].accessibleDescription() == str(len(card.rows))
    own = len(card.rows)
    assert card.others.isVisible()
    click(card.others)
    assert len(card.rows) > own
    assert all(not card.button_of(one.key).isEnabled() for one in card.rows[own:])
    click(card.others)
    assert len(card.rows) == own


def test_the_calendar_of_the_plan_chooses_days_by_mouse_and_keys(desk, room):
    room.resident("กนก")
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="plan")
    rest(desk)
    tab = page_of(desk).cohort.tabs["plan"]
    grid = tab.calendar.grid
    assert (grid.tone(date(2026, 11, 20)), grid.tone(date(2026, 11, 22))) == (Tone.OK, Tone.NEUTRAL)
    where = grid.box_of(date(2026, 11, 5)).center()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    assert tab.table.current().on_day == date(2026, 11, 5)
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Down)
    assert tab.table.current().on_day == date(2026, 11, 13)
    press(focused(), Qt.Key.Key_Right)
    assert tab.table.current() is None
    assert tab.calendar.words.plain_text() == "ส. 14 พ.ย. 2569 · วันนี้ไม่มีคาบเรียน"
    press(focused(), Qt.Key.Key_Return)
    form = dialog(desk)
    assert form.on.value() == date(2026, 11, 14)
    press(form, Qt.Key.Key_Return, CTRL)
    rest(desk)
    assert grid.tone(date(2026, 11, 14)) is Tone.OK
    press(grid, Qt.Key.Key_PageDown)
    assert tab.calendar.month.plain_text() == "ธันวาคม 2569"
    tab.table.setFocus()
    tab.table.select_first()
    assert grid.day == date(2026, 11, 2)


def test_going_on_in_a_higher_course_too_late_for_its_least_days_is_warned_of(desk, room):
    from tests.services.classroom import classroom

    short = classroom(room.house, name="เย็บผ้าเบื้องต้น", service_type="COURSE_S", floor_days=30)
    person = room.house.person("กนกวรรณ", last_name="สายใจ")
    short.enrol(person, joined_on=TODAY - timedelta(days=2))
    desk.window.workbench.navigate("courses", cohort_id=short.cohort_id, tab="roster")
    rest(desk)
    press(focused(), Qt.Key.Key_F7)
    form = dialog(desk)
    rest(desk)
    assert form.floor.isHidden(), "nothing is said while no cohort is chosen"
    form.cohort.set_value(str(room.cohort_id))
    form.cohort.chosen.emit(form.cohort.value())
    rest(desk)
    assert "นับจาก 19 พ.ย. 2569" in form.floor.text(), "the days of the short course run on (R-CRS-8)"
    form.on.setFocus()
    form.on.selectAll()
    type_text(form.on, "21/11/2569")
    form.save()
    rest(desk)
    found = {one.id: one.people for one in list_cohorts(desk.context.work, MANAGER)}
    assert found == {short.cohort_id: 0, room.cohort_id: 1}, "it is warned of, not refused"


def test_a_service_changed_into_a_course_that_cannot_be_completed_is_warned_of(desk, room, open_centre):
    from panpun_desktop.views.acts import open_act

    stay = open_centre.house.staying("สายัณห์", arrived_on=TODAY - timedelta(days=3), service_type="TRIAL")
    open_act(desk.context, "change_service", stay.person_id, desk.window)
    form = dialog(desk)
    form.service.buttons["COURSE_M"].click()
    rest(desk)
    assert form.floor.isHidden()
    form.cohort.set_value(str(room.cohort_id))
    form.cohort.chosen.emit(form.cohort.value())
    rest(desk)
    assert "นับจาก 21 พ.ย. 2569 ถึงวันสุดท้ายของแผน 16 ธ.ค. 2569 มีเพียง 26 วัน" in form.floor.text()
    form.reject()


def test_what_one_way_to_decide_asks_for_is_not_said_of_another(desk, room):
    row = room.resident("ขาดเรียน")
    room.write(row, ["P"] * 10 + ["A"] * 4)
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    rest(desk)
    open_decision(desk.context, desk.window, row.id, lambda *_why: None)
    form = dialog(desk)
    form.save()
    rest(desk)
    assert form.boxes["reason"].problem()
    form.choice.set_value(ContinuityChoice.DROP)
    form.choice.chosen.emit(ContinuityChoice.DROP)
    assert form.boxes["reason"].problem() == ""
    form.reject()


@pytest.mark.parametrize(
    ("mode", "begun", "chip", "story"),
    [
        ("calendar", 0, "กำลังฝึก วันที่ 20", "กำลังฝึก วันที่ 20 (ครบ 10 วันแล้วเมื่อ 11 พ.ย. 2569)"),
        ("training_days", 0, "กำลังฝึก วันที่ 15", "กำลังฝึก วันที่ 15 (ครบ 10 วันแล้วเมื่อ 13 พ.ย. 2569)"),
        ("calendar", 14, "กำลังฝึก วันที่ 6/10", "กำลังฝึก วันที่ 6/10"),
        ("calendar", -60, "จบแผนแล้ว", "จบแผนแล้วเมื่อ 2 ต.ค. 2569"),
    ],
)
def test_r_crs_1_a_cohort_says_when_its_floor_was_complete_and_when_its_plan_was_over(
    open_centre, mode, begun, chip, story
):
    """The day of a plan is never day 64 of 45: a floor is no end."""
    centre = SimpleNamespace(work=open_centre.work, manager=MANAGER)
    edit_settings(centre.work, MANAGER, EditSettings({"course.count_mode": mode}, {}))
    began = training.START + timedelta(days=begun)
    ends = began + timedelta(days=29)
    training.a_cohort(centre, training.a_course(centre, floor_days=10), starts_on=began, ends_on=ends)
    (row,) = list_cohorts(centre.work, MANAGER)
    assert (stage_words(row)[0], stage_story(row)) == (chip, story)
