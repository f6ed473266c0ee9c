"""The beds: looking at any night, moving, swapping, reserving, the timeline, and those who wait."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QPushButton

from panpun_desktop.tour.walk import Walk
from panpun_desktop.views.beds.timeline import TimelinePanel
from panpun_desktop.widgets.parts import Segmented


def beds(walk: Walk) -> None:
    """Somebody on the board (picture 04), a move by keys, and the move taken back."""
    if not walk.has("beds"):
        return
    hand = walk.hand
    walk.open("beds")
    hand.press("Right")
    walk.picture("beds")
    hand.type_text("ย")
    hand.wait()
    walk.picture("bed-move-begun")
    hand.press("Return")
    walk.picture("bed-moved")
    hand.press("Ctrl+Z")
    walk.picture("bed-move-undone")


def timeline(walk: Walk) -> None:
    """The weeks of every bed (picture 11): what may be done at a cell, a bed held for somebody."""
    if not walk.has("beds"):
        return
    hand = walk.hand
    walk.open("beds")
    _choose_shape(walk, 1)
    hand.press("Down", "Down")
    walk.picture("bed-timeline")
    hand.press("Return")
    walk.picture("bed-timeline-acts")
    hand.press("Esc")
    _go_to_free(walk)
    hand.press("Shift+Right", times=3)
    hand.type_text("จ")
    hand.wait()
    hand.type_text("นายคำแก้ว")
    walk.picture("bed-reserve")
    hand.press("Ctrl+Return")
    walk.picture("bed-reserved")
    _choose_shape(walk, 2)
    walk.picture("bed-table")
    _choose_shape(walk, 0)


def waiting(walk: Walk) -> None:
    """A family is written on the waiting list; its points and the proposed beds are explained."""
    if not walk.has("beds"):
        return
    hand = walk.hand
    walk.open("beds")
    hand.click("addWaitingButton")
    for text in ("ครอบครัวแสงทอง", "3", "2"):
        hand.press("Ctrl+A")
        hand.type_text(text)
        hand.press("Tab")
    walk.picture("waiting-form")
    hand.press("Ctrl+Return")
    hand.wait()
    hand.go_to("waitingList")
    hand.press("Home", "Down", "End")
    walk.picture("waiting-explained")
    hand.click("waitingBookButton")
    walk.picture("waiting-book")
    hand.press("Esc")
    hand.wait()


def _choose_shape(walk: Walk, place: int) -> None:
    buttons = walk.hand.find(Segmented, "segmented").findChildren(QPushButton)
    walk.hand.click_on(buttons[place])
    page = walk.workbench.open_page()
    assert page is not None
    page.focus_first()
    walk.hand.wait()


def _go_to_free(walk: Walk) -> None:
    """Down to the first bed that nobody has, and to the night after."""
    hand = walk.hand
    hand.press("Home")
    panel = hand.find(TimelinePanel, "timelinePanel")
    today = panel.context.today
    free = next((bed for bed in panel.view.cells.beds if bed.bar_on(today) is None), None)
    panel.view.go_to(free.bed_id if free is not None else None, today + timedelta(days=1))
