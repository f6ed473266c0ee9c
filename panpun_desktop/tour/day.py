"""The steps of the tour in the order of the day."""

from __future__ import annotations

from panpun_desktop.common.demonstration_mark import mark
from panpun_desktop.common.help_book import KEYS_PAGE
from panpun_desktop.tour import (
    arriving,
    board,
    daily,
    desk,
    education,
    importing,
    manager,
    night,
    papers,
    person,
    training,
)
from panpun_desktop.tour.walk import Step, Walk


def steps() -> tuple[Step, ...]:
    """Every step after the first start."""
    return (
        sign_in,
        today,
        daily.tasks,
        daily.parts,
        desk.residents,
        desk.masked,
        person.page,
        desk.new_person,
        desk.search,
        desk.card,
        arriving.family,
        arriving.pasted,
        arriving.belonging,
        arriving.over_a_limit,
        arriving.too_late_for_a_course,
        board.beds,
        board.timeline,
        board.waiting,
        desk.acts,
        daily.wrong_leaving,
        desk.same_person,
        importing.register,
        night.night_count,
        training.lists,
        education.learners,
        papers.papers,
        manager.settings,
        papers.month_end,
        training.a_class,
        training.decision,
        keys_and_privacy,
        lock,
        demonstration,
    )


def first_start(walk: Walk) -> None:
    """The page that sets a centre up (picture 13)."""
    hand = walk.hand
    hand.go_to("provinceField")
    hand.type_text("สงขลา")
    hand.write("managerNameField", "จำลอง ข้อมูลทดสอบ")
    hand.write("managerLoginField", "jamlong")
    hand.write("managerPasswordField", "ปั้นปูน-2569-ตัวอย่าง")
    hand.go_to("recoveryProofField")
    walk.picture("first-start")


def sign_in(walk: Walk) -> None:
    """Name and password."""
    walk.hand.write("loginField", walk.login)
    walk.picture("sign-in")
    walk.sign_in(walk.login, walk.password)


def today(walk: Walk) -> None:
    """The page that opens first (picture 01)."""
    if walk.has("today"):
        walk.picture("today")


def keys_and_privacy(walk: Walk) -> None:
    """The help, what it finds, its list of keys; and the mask while a visitor stands at the desk."""
    walk.open("residents")
    walk.hand.press("F1")
    walk.picture("help")
    walk.hand.type_text("ลืมรหัสผ่าน")
    walk.hand.wait()
    walk.hand.press("Return")
    walk.picture("help-search")
    walk.hand.press("Esc", "Esc")
    walk.hand.wait()
    walk.workbench.help_asked.emit(KEYS_PAGE)
    walk.picture("keys")
    walk.hand.press("Esc")
    walk.hand.wait()
    walk.hand.press("F12")
    walk.picture("counter-privacy")
    walk.hand.press("F12")


def lock(walk: Walk) -> None:
    """The window covered until the person is back."""
    walk.hand.press("Ctrl+L")
    walk.picture("locked")


def demonstration(walk: Walk) -> None:
    """The strip over invented people; only where the tour has made them itself."""
    if walk.manager is None:
        return
    mark(walk.folder)
    walk.hand.click("otherPersonButton")
    walk.sign_in(*walk.manager)
    walk.picture("demonstration")
