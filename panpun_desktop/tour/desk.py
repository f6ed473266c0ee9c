"""What the desk does with people who are known: look, find, write down, and decide."""

from __future__ import annotations

from panpun_desktop.tour.sample_card import SampleReader
from panpun_desktop.tour.walk import Walk
from panpun_desktop.views.acts import act_text
from panpun_desktop.views.acts.protection import protection_text
from panpun_desktop.views.residents.panel import PersonPanelCard

KNOWN = ("นาย", "คำแก้ว", "", "พงษ์สุวรรณ", "แก้ว", "", "", "", "", "", "2530")
"""Invented: somebody of the register, whose name his family will spell another way; field by field."""

CARD = {
    "number": "1999900000013",
    "name": "นาย#คำแก้ว##พงศ์สุวรรณ",
    "name_en": "Mr.#Khamkaeo##Phongsuwan",
    "birth": "25300912",
    "sex": "1",
    "issuer": "อำเภอเมืองสงขลา/จังหวัดสงขลา",
    "issued_on": "25650102",
    "expires_on": "25740911",
    "address": "99/1#หมู่ที่ 4##ซอยตัวอย่าง 2##ตำบลเขารูปช้าง#อำเภอเมืองสงขลา#จังหวัดสงขลา",
}
"""Invented: the card of the same man, who is spelled rightly on it."""


WHY = "ญาตินำยาประจำตัวมาให้ ต้องทราบว่าส่งต่อให้ใคร"
"""Why the desk would open a masked record; nothing is opened."""
_MOST_LINES = 80
"""Lines of the list that are looked through for somebody who is protected."""


def residents(walk: Walk) -> None:
    """The list with a person beside it (picture 02)."""
    walk.open("residents")
    walk.hand.press("Down", "Down")
    walk.picture("residents")


def masked(walk: Walk) -> None:
    """Somebody of whom the desk sees a bed and no name, in the list and beside it; opening asks why."""
    hand = walk.hand
    hand.press("Ctrl+Home")
    for _line in range(_MOST_LINES):
        hand.wait()
        beside = walk.program.window.findChild(PersonPanelCard)
        if beside is not None and beside.panel is not None and beside.panel.is_covered:
            break
        hand.press("Down")
    else:
        hand.press("Ctrl+Home", "Down", "Down")
        return  # a centre of one's own may have nobody to protect
    walk.picture("residents-masked")
    hand.choose_words("moreActsButton", protection_text("open_masked"))
    hand.wait()
    hand.type_text(WHY)
    walk.picture("open-masked")
    hand.press("Ctrl+A", "Delete", "Esc")
    hand.wait()
    walk.open("residents")
    hand.press("Ctrl+Home", "Down", "Down")
    hand.wait()


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


def card(walk: Walk) -> None:
    """F4: the card beside the man of the register; he says which spelling is right. Nothing is saved."""
    context = walk.program.context
    assert context is not None, "nobody has signed in"
    context.terminal = SampleReader(CARD)
    walk.hand.press("F4")
    walk.picture("card-compare")
    walk.hand.press("Esc")
    walk.hand.wait()


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
    hand.click("moreActsButton")
    hand.press("Down")
    walk.picture("more-acts")
    hand.press("Esc")
    for act in ("change_service", "absence", "extend"):
        hand.choose_words("moreActsButton", act_text(act))
        _look_and_close(walk, act.replace("_", "-"))


def _look_and_close(walk: Walk, picture: str) -> None:
    walk.picture(picture)
    walk.hand.press("Esc")
    walk.hand.wait()


def same_person(walk: Walk) -> None:
    """Somebody written down a second time: the pair with its reasons, field by field, and joined."""
    hand = walk.hand
    walk.open("residents")
    hand.click("addPersonButton")
    for text in (*KNOWN[:3], "พงศ์สุวรรณ", "", "", "", "", "ช", "", "2530"):
        hand.type_text(text)
        hand.wait()
        hand.press("Return")
    hand.press("Ctrl+Return")
    hand.wait()
    if hand.sees("undecidedLaterButton"):
        walk.picture("undecided")
        hand.click("undecidedLaterButton")
        hand.wait()
    hand.click("samePeopleButton")
    hand.wait()
    walk.picture("same-people")
    hand.press("Return")
    hand.wait()
    walk.picture("same-people-compared")
    hand.press("Esc")
    hand.wait()
    hand.press("Esc")
    hand.wait()
