"""A closed month in the window: one dialog says what changes and asks why; then the act is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panpun_desktop.models import AuditEntry
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.services import people
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.acts.closed_month import ClosedMonthDialog, ask_of_closed_months
from tests.conformance.walk import clipped, unnamed
from tests.typing import press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def leaving(qtbot, open_centre, centre_session):
    """The dialog of leaving on 25 October, which is closed, for whoever is at the desk."""
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    stay = open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", arrived_on=date(2026, 10, 5))
    begun = EditSettings({"centre.go_live_on": date(2026, 1, 1)})
    edit_settings(centre_session.work, centre_session.actor, begun)
    close(centre_session.work, centre_session.actor, OCTOBER)

    def open_it(actor) -> ActDialog:
        context = replace(open_centre.context, actor=actor)
        ask_of_closed_months(context)
        open_act(context, "end_stay", stay.person_id, window)
        open_centre.wait()
        (dialog,) = window.findChildren(ActDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.choose_outcome("SELF")
        dialog.left_on.set_value(date(2026, 10, 25))
        press(dialog, Qt.Key.Key_Return, CTRL)
        open_centre.wait()
        dialog.person_id = stay.person_id
        return dialog

    return open_it


def asked(dialog) -> ClosedMonthDialog:
    (found,) = dialog.findChildren(ClosedMonthDialog)
    return found


def state(open_centre, dialog) -> bool:
    return people.person_panel(open_centre.work, open_centre.actor, dialog.person_id).row.stay_id is not None


def test_the_manager_says_why_once_and_the_person_has_left(leaving, open_centre, centre_session, qtbot):
    dialog = leaving(centre_session.actor)
    why = asked(dialog)
    qtbot.waitUntil(why.isActiveWindow)
    assert clipped(why) == []
    assert unnamed(why) == []
    why.give()
    assert why.reason.problem() == "โปรดระบุเหตุผลสั้น ๆ"
    type_here("ลงวันออกย้อนหลัง")
    press(why, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert not state(open_centre, dialog)
    with open_centre.work.reading(centre_session.actor, "undo.read") as session:
        note = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first().note
    assert note.endswith("closed_month:2026-10 ลงวันออกย้อนหลัง")


def test_going_back_leaves_what_was_typed_and_changes_nothing(leaving, open_centre, centre_session, qtbot):
    dialog = leaving(centre_session.actor)
    asked(dialog).reject()
    open_centre.wait()
    assert dialog.isVisible()
    assert state(open_centre, dialog)
    assert "ปิดงวดแล้ว" in dialog.banner.text()


def test_the_desk_is_told_who_can(leaving, open_centre, centre_session):
    dialog = leaving(open_centre.actor)
    assert dialog.findChildren(ClosedMonthDialog) == []
    assert centre_session.actor.name in dialog.banner.text()
    assert state(open_centre, dialog)
