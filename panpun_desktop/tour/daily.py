"""The daily work: incidents, belongings, follow-ups and meals, what it asks of today, a wrong leaving."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from panpun_desktop.common.i18n import _
from panpun_desktop.tour.walk import Walk
from panpun_desktop.views.acts import act_text
from panpun_desktop.views.today.page import TodayPage
from panpun_desktop.widgets.parts import Segmented

WHAT = "เสียงดังกลางดึกที่อาคารชาย พูดคุยแล้วเข้าใจกัน"
"""Invented: what happened, as the desk would write it."""


def parts(walk: Walk) -> None:
    """The four parts of the daily screen, with the dialogs that are used most; nothing is saved."""
    if not walk.has("daily"):
        return
    hand = walk.hand
    walk.open("daily")
    _open_part(walk, 0)
    hand.press("Down")
    walk.picture("daily-incidents")
    hand.press("Ins")
    hand.wait()
    hand.type_text(WHAT)
    _look_and_close(walk, "incident-form")
    _open_part(walk, 1)
    walk.picture("daily-belongings")
    _open_part(walk, 2)
    walk.picture("daily-follow-ups")
    hand.press("Return")
    hand.wait()
    _look_and_close(walk, "follow-up-result")
    _open_part(walk, 3)
    walk.picture("daily-meals")


def wrong_leaving(walk: Walk) -> None:
    """Somebody who has left stands in the list again as if the leaving had not been; nothing is saved."""
    hand = walk.hand
    walk.open("residents")
    hand.press("Esc")
    hand.choose_words("filterButton", _("Has left"))
    hand.press("Ctrl+Home")
    hand.wait()
    hand.choose_words("moreActsButton", act_text("reopen"))
    _look_and_close(walk, "wrong-leaving")
    hand.click("leftChip")


def tasks(walk: Walk) -> None:
    """What the daily work asks of today stands further down the list; Tab brings it into sight."""
    if not walk.has("today"):
        return
    walk.open("today")
    page = walk.workbench.open_page()
    assert isinstance(page, TodayPage)
    keys = [row.key for row in page.tasks.rows if row.act in {"night", "incident_log", "follow_up", "beds"}]
    button = page.tasks.button_of(keys[-1]) if keys else None
    if button is not None:
        button.setFocus()
        page.tasks.area.ensureWidgetVisible(button)
    walk.picture("today-tasks")


def _open_part(walk: Walk, place: int) -> None:
    buttons = walk.hand.find(Segmented, "segmented").findChildren(QPushButton)
    if place < len(buttons):
        walk.hand.click_on(buttons[place])
    page = walk.workbench.open_page()
    assert page is not None
    page.focus_first()
    walk.hand.wait()


def _look_and_close(walk: Walk, picture: str) -> None:
    walk.picture(picture)
    walk.hand.press("Esc")
    walk.hand.wait()
