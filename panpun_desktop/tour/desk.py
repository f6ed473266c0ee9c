"""What the desk does with people who are known: look, find, write down, and decide."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk

KNOWN = ("นาย", "คำแก้ว", "", "พงษ์สุวรรณ", "แก้ว", "", "", "2530")
"""Invented: somebody of the register, whose name his family will spell another way; field by field."""


def residents(walk: Walk) -> None:
    """The list with a person beside it (picture 02)."""
    walk.open("residents")
    walk.hand.press("Down", "Down")
    walk.picture("residents")


def new_person(walk: Walk) -> None:
    """The form of a person, filled in and saved."""
    hand = walk.hand
    hand.click("addPersonButton")
    for text in KNOWN:
        hand.type_text(text)
        hand.wait()
        hand.press("Return")
    walk.picture("person-form")
    hand.press("Ctrl+Return")
    hand.wait()
    walk.picture("person-saved")


def search(walk: Walk) -> None:
    """Everything by name (picture 07)."""
    hand = walk.hand
    hand.press("Ctrl+K")
    hand.type_text("คำแกว พงสุวรรณ")
    walk.picture("search")
    hand.press("Esc")
    hand.wait()


def acts(walk: Walk) -> None:
    """What may be done with a stay, each in a dialog of its own; nothing is saved."""
    hand = walk.hand
    walk.open("residents")
    hand.press("Esc")
    hand.press("Ctrl+Home")
    hand.wait()
    hand.click("endStayButton")
    _look_and_close(walk, "leaving")
    hand.click("moveBedButton")
    hand.type_text("หญิง")
    _look_and_close(walk, "move-bed")
    for place, picture in ((2, "change-service"), (3, "absence"), (4, "extend")):
        hand.click("moreActsButton")
        hand.press("Down", times=place)
        if place == 2:
            walk.picture("more-acts")
        hand.press("Return")
        _look_and_close(walk, picture)


def _look_and_close(walk: Walk, picture: str) -> None:
    walk.picture(picture)
    walk.hand.press("Esc")
    walk.hand.wait()
