"""The list of acts in the window: found, looked at, taken back and done again by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panpun_desktop.services.people import EditPerson, create_person, edit_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.undoing import TakeBack, newest_of
from panpun_desktop.views.shell.history import HistoryDialog
from tests.conformance.walk import clipped, unnamed, unreached

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(open_centre, qtbot):
    work, by = open_centre.work, open_centre.actor
    create_person(work, by, PersonFacts(first_name="มานี", phone="0811111111"))
    edit_person(work, by, EditPerson(1, 1, PersonFacts(first_name="มานี", phone="0822222222")))
    made = HistoryDialog(open_centre.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    settle(open_centre, made)
    return made


def settle(open_centre, dialog):
    """The ids, then the page in view, then the details of the chosen line."""
    for _step in range(4):
        open_centre.wait()
        dialog.table.viewport().repaint()
    open_centre.wait()


def states(dialog):
    rows = dialog.table.rows
    return [rows.columns[4].text(rows.row_at(line)) for line in range(2)]


def test_the_newest_act_is_shown_with_what_it_changed(dialog):
    assert dialog.table.current().words == "แก้ไขข้อมูลบุคคล"
    assert "โทรศัพท์: 0811111111 → 0822222222" in dialog.details.plain_text()
    assert unnamed(dialog) == []
    assert clipped(dialog) == []
    assert unreached(dialog) == []


def test_keys_take_the_chosen_act_back_and_do_it_again(dialog, open_centre):
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, CTRL)
    settle(open_centre, dialog)
    assert states(dialog) == ["เลิกทำแล้ว", "มีผล"]
    assert dialog.redo_button.isVisible()
    QTest.keyClick(dialog.table, Qt.Key.Key_Y, CTRL)
    settle(open_centre, dialog)
    assert states(dialog) == ["ทำซ้ำแล้ว", "มีผล"]
    assert not dialog.redo_button.isVisible()


def test_a_refusal_is_said_in_place_and_names_the_later_act(dialog, open_centre):
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    settle(open_centre, dialog)
    dialog.undo_button.click()
    settle(open_centre, dialog)
    assert "แก้ไขข้อมูลบุคคล" in dialog.banner.text()
    assert states(dialog) == ["มีผล", "มีผล"]
    assert TakeBack(newest_of(open_centre.work, open_centre.actor)).entry_id == dialog.table.rows.key_of(0)
