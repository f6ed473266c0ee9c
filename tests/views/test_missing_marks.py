"""Marks that are missing: seen on the sheet and in the plan, and led to by whoever asks after them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from panpun_desktop.models import Enrolment
from panpun_desktop.services.cohort_sessions import sessions
from panpun_desktop.views.courses.after_course import AfterCourseDialog
from panpun_desktop.widgets.theme import Tone
from tests.builders import MANAGER, TODAY
from tests.services.classroom import FIRST
from tests.typing import focused, press
from tests.views.sheets import a_class
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]
DAY = timedelta(days=1)
HOLE = TODAY - 4 * DAY
"""A Tuesday on which one of three is marked."""
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(open_centre):
    """Everybody marked until Friday, but for two of them on one Tuesday."""
    made = a_class(open_centre)
    people = [made.resident(name) for name in ("กนกวรรณ", "แก้วตา", "จันทร์เพ็ญ")]
    for one in people:
        days = [day for day in made.days if day < TODAY and (one is people[0] or day != HOLE)]
        for day in days:
            made.write(one, "P", since=day)
    return made


def test_a_task_leads_to_the_first_empty_cell_and_ctrl_m_marks_that_lesson(sit_down, open_centre, room):
    desk = sit_down(MANAGER)
    workbench = desk.window.workbench
    workbench.navigate("courses", cohort_id=room.cohort_id, tab="sheet")
    desk.wait()
    workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    workbench.navigate("today")
    desk.wait()
    (task,) = [one for one in desk.page.tasks.rows if one.act == "attendance"]
    desk.page.settle(task)
    desk.wait()
    cohort = desk.page.cohort
    view = cohort.tabs["sheet"].view
    column = next(n for n, one in enumerate(view.cells.columns) if one.day == HOLE)
    assert (cohort.open_tab, view.place(), focused()) == ("sheet", (1, column), view)
    assert view.cells.has_hole(column)
    tip = view.cells.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "17 พ.ย. 2569 · เช็กแล้ว 1 จาก 3 คน"
    press(view, Qt.Key.Key_M, CTRL)
    desk.wait()
    assert view.cells.checked(column) == (3, 3)
    assert not view.cells.has_hole(column)


def test_the_readiness_of_a_month_leads_to_the_sheet_of_that_lesson(sit_down, open_centre, room):
    from panpun_desktop.reports.monthly.readiness import month_state

    state = month_state(open_centre.work, MANAGER, FIRST)
    (asked,) = [one for one in state.ready if one.act == "class"]
    assert (asked.cohort_id, asked.lesson) == (room.cohort_id, room.lesson(HOLE))
    desk = sit_down(MANAGER)
    desk.window.workbench.navigate("documents", kind="monthly")
    desk.wait()
    desk.page.form.month_desk._open_ready(asked)
    desk.wait()
    view = desk.page.cohort.tabs["sheet"].view
    assert view.cells.columns[view.place()[1]].day == HOLE


def test_the_plan_is_not_green_where_some_are_missing(open_centre, room):
    from panpun_desktop.views.courses.plan import _state, _tone

    found = {row.on_day: row for row in sessions(open_centre.work, MANAGER, room.cohort_id)}
    told = {day: (_state(found[day], TODAY), _tone(TODAY)(found[day])) for day in (HOLE, HOLE + DAY)}
    assert told == {
        HOLE: ("เช็กแล้ว 1 จาก 3 คน", Tone.WARN),
        HOLE + DAY: ("เช็กแล้ว 3 คน", Tone.OK),
    }


def test_a_passed_person_goes_on_from_the_class_list_the_day_after(sit_down, open_centre, room):
    with open_centre.house.writing() as session:
        row = session.scalars(select(Enrolment).order_by(Enrolment.id)).first()
        row.state, row.ended_on = "DONE", TODAY - 3 * DAY
    desk = sit_down(MANAGER)
    desk.window.workbench.navigate("courses", cohort_id=room.cohort_id, tab="roster")
    desk.wait()
    tab = desk.page.cohort.tabs["roster"]
    assert tab.buttons["afterCourse"].isVisible()
    press(tab.table, Qt.Key.Key_F7)
    desk.wait()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, AfterCourseDialog)]
    assert form.on.value() == TODAY - 2 * DAY
    form.reject()
