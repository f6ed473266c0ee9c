"""F12 at the counter: names and photos are masked in place, on pages and in every dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
)

from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.shell.history import HistoryDialog
from panpun_desktop.widgets.privacy import Blot
from tests.builders import TODAY
from tests.typing import focused, press, type_here
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]
FIRST, LAST = "พวงทอง", "พูนสุข"
Key = Qt.Key


@pytest.fixture
def desk(sit_down):
    return sit_down()


@pytest.fixture
def woman(desk, open_centre):
    facts = PersonFacts(
        title="นาง", first_name=FIRST, last_name=LAST, nickname="ทอง", sex="F", phone="0812345678"
    )
    bed_id = open_centre.house.beds["หญิง 1-01"]
    members = (Member(facts=facts, bed_id=bed_id),)
    return admit(desk.context.work, desk.context.actor, AdmitPeople(members, "TRIAL", TODAY)).person_ids[0]


def readable():
    """The words that a visitor can read in the windows now; lists are asked for their dots elsewhere."""
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        yield window.windowTitle()
        for one in window.findChildren(QLabel):
            yield from words(one, QLabel.text(one))
        for one in window.findChildren(QAbstractButton):
            yield from words(one, one.text())
        for one in window.findChildren(QComboBox):
            yield from words(one, one.currentText())
        for one in window.findChildren(QLineEdit):
            yield from words(one, one.text())
        for one in window.findChildren(QPlainTextEdit):
            yield from words(one, one.toPlainText())


def words(widget, text):
    if widget.isVisible() and not is_blotted(widget):
        yield text.replace("\u200b", "")


def is_blotted(widget):
    while widget is not None:
        if isinstance(widget.graphicsEffect(), Blot):
            return True
        widget = widget.parentWidget()
    return False


def named():
    return [text for text in readable() if FIRST in text or LAST in text or "2345678" in text]


def unmasked_lists():
    views = (
        view
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
        for view in window.findChildren(QAbstractItemView)
        if view.isVisible() and not is_blotted(view)
    )
    return [one for one in views if not hasattr(one, "masks_names") and one.objectName() != ""]


@pytest.mark.parametrize("key", ["today", "residents", "beds", "census", "daily"])
def test_no_page_names_her_while_the_key_holds(desk, woman, key):
    bench = desk.window.workbench
    bench.navigate(key, **({"person_id": woman} if key == "residents" else {}))
    desk.wait()
    desk.wait()
    if key == "residents":
        assert named()
    before = desk.window.grab().toImage()
    press(focused(), Key.Key_F12)
    desk.wait()
    assert named() == []
    assert unmasked_lists() == []
    assert desk.window.grab().toImage() != before
    press(focused(), Key.Key_F12)
    desk.wait()
    assert desk.window.grab().toImage() == before


def test_what_is_opened_and_written_while_the_key_holds_is_masked_too(desk, woman):
    bench = desk.window.workbench
    bench.navigate("today")
    desk.wait()
    press(focused(), Key.Key_F12)
    bench.navigate("residents", person_id=woman)
    desk.wait()
    desk.wait()
    assert named() == []
    bench.navigate("admission")
    desk.wait()
    desk.page.people.rows[0].name.setFocus()
    assert not is_blotted(focused())
    type_here(FIRST)
    assert is_blotted(focused())
    press(focused(), Key.Key_F12)
    assert not is_blotted(focused())


def test_a_dialog_of_an_act_is_masked_by_the_key_pressed_in_it(desk, woman):
    open_act(desk.context, "family", woman, desk.window)
    desk.wait()
    dialog = desk.dialog(QDialog)
    assert any(FIRST in text for text in readable())
    press(focused(), Key.Key_F12)
    desk.wait()
    assert desk.window.workbench.privacy.is_on()
    assert named() == []
    press(focused(), Key.Key_F12)
    assert not desk.window.workbench.privacy.is_on()
    dialog.reject()


def test_a_dialog_without_a_form_is_masked_as_well(desk, woman):
    desk.window.workbench.show_history()
    desk.wait()
    dialog = desk.dialog(HistoryDialog)
    before = dialog.grab().toImage()
    press(focused(), Key.Key_F12)
    desk.wait()
    assert desk.window.workbench.privacy.is_on()
    assert named() == []
    assert dialog.grab().toImage() != before
    dialog.reject()


def test_a_dialog_opened_under_the_key_is_born_masked(desk, woman):
    press(focused(), Key.Key_F12)
    open_act(desk.context, "end_stay", woman, desk.window)
    desk.wait()
    assert named() == []
    desk.dialog(QDialog).reject()


def test_the_photo_is_blotted_out(desk, woman):
    bench = desk.window.workbench
    bench.navigate("residents", person_id=woman)
    desk.wait()
    desk.wait()
    press(focused(), Key.Key_F12)
    photos = [one for one in desk.window.findChildren(QLabel, "photoPlace") if one.isVisible()]
    assert photos
    assert all(is_blotted(one) for one in photos)
