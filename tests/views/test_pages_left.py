"""Pages that are opened, changed and left again and again take no more memory than the first time."""

from __future__ import annotations

import gc
from dataclasses import fields

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from panpun_desktop.services.changes import Changes
from tests.builders import TODAY
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]
_OF_DAYS = ("nights", "months")
_IDS = [one.name for one in fields(Changes) if str(one.type) == "Ids"]
EVERYTHING = Changes(
    **{name: frozenset({1}) for name in _IDS}, **{name: frozenset({TODAY}) for name in _OF_DAYS}
)
"""Every page reads all its rows anew."""
PAGES = ("today", "residents", "beds", "census")


def test_pages_opened_and_left_again_keep_no_widget_more(sit_down, open_centre):
    house = open_centre.house
    for number in range(12):
        house.staying(f"ปิติ{number}", "", sex="M", days=3)
    desk = sit_down()
    rounds = [_round(desk) for _turn in range(3)]
    assert rounds[1][0] > 400, "the pages are open"
    assert rounds[2] == rounds[1]


def _round(desk) -> tuple[int, int]:
    """Widgets of the program and Qt objects of the window after each page was opened and read anew."""
    workbench = desk.window.workbench
    for key in PAGES:
        workbench.navigate(key)
        desk.context.operations.changed.emit(EVERYTHING, None)
        desk.wait()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(QApplication.allWidgets()), len(desk.window.findChildren(QObject))
