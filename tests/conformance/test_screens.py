"""Walks every screen of the real window: named, reached by Tab, whole at every size, Thai, and discreet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from panpun_desktop.app import Program, make_application
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.tour.hand import Hand
from panpun_desktop.views.screens import screens
from tests.builders import NOW, TODAY
from tests.centres import PASSWORD, make_centre, open_centre
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.conformance.words import english, english_among, texts, texts_of_open_page

PLANTED = "เพชรรุ่งโรจน์"
"""Last name of the people who live here: nobody else bears it, no word contains it."""
SIZES = {"100 %": (1366, 768), "125 %": (1093, 614), "150 %": (911, 512)}
"""What the usual office screen has room for when everything on it is enlarged."""
LOGINS = {"manager": Role.MANAGER, "desk": Role.REG, "trainer": Role.TRAINER, "admin": Role.ADMIN}
OWN_WORDS = frozenset({*LOGINS, *(role.lower() for role in Role)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """A centre with a family, a man whose days are over, and one user of each role."""
    place = tmp_path_factory.mktemp("screens") / "centre"
    make_centre(place)
    opened = open_centre(place, FixedClock(NOW))
    work, manager = opened.work, opened.manager
    for role in Role:
        if role not in LOGINS.values():
            save_user(
                work, manager, SaveUser(None, role.lower(), f"คนที่เป็น{len(role)}", role, password=PASSWORD)
            )
    with work.writing(manager, "user.edit") as session:
        from panpun_desktop.models import AppUser

        for row in session.query(AppUser):
            row.must_change_password = False
    mother = PersonFacts(title="นาง", first_name="พวงทอง", last_name=PLANTED, sex="F", nickname="ทอง")
    family = (
        Member(facts=mother, bed_id=opened.bed("ครอบครัว 1-01")),
        Member(
            facts=replace(mother, title="เด็กชาย", first_name="ต้นไม้", sex="M"),
            relation="CHILD",
            bed_id=opened.bed("ครอบครัว 1-02"),
        ),
    )
    admit(work, opened.desk, AdmitPeople(family, "TRIAL", TODAY))
    alone = replace(mother, title="นาย", first_name="บุญมี", sex="M", nickname="")
    man = Member(facts=alone, bed_id=opened.bed("ชาย 1-01"))
    admit(work, opened.desk, AdmitPeople((man,), "TRIAL", TODAY.replace(day=13)))
    work.close()
    return place


def login_of(role: Role) -> str:
    return next((login for login, one in LOGINS.items() if one is role), role.lower())


@pytest.fixture
def open_as(qtbot, folder) -> Iterator:
    """Opens the window for somebody of a role."""
    programs = []

    def made(role: Role, size: tuple[int, int] = SIZES["100 %"]) -> Hand:
        make_application()
        program = Program(QApplication.instance(), folder, FixedClock(NOW))
        qtbot.addWidget(program.window)
        program.window.resize(*size)
        with qtbot.waitActive(program.window):
            program.start()
        programs.append(program)
        hand = Hand(program.window, program.operations)
        hand.wait()
        hand.write("loginField", login_of(role))
        hand.write("passwordField", PASSWORD)
        hand.press("Return")
        hand.wait()
        assert program.window.workbench is not None
        return hand

    yield made
    for program in programs:
        program.close()


def walk(hand: Hand, *, into_parts: bool = True) -> Iterator[tuple[str, QWidget]]:
    """Open every page of the person who signed in, and every part of it that has a button of its own."""
    for key, screen in hand.window.workbench.screens.items():
        if screen.under:  # reached from its parent and by Ctrl+K
            hand.window.workbench.navigate(key)
            hand.wait()
        else:
            hand.click(f"{key}Navigation")
        if key == "residents":
            hand.press("Ctrl+Home")
            hand.wait()
        page = hand.window.workbench.open_page()
        yield key, page
        for part in _parts(page) if into_parts else ():
            hand.click_on(part)
            yield f"{key}/{part.objectName()}", page


def _parts(page: QWidget) -> list[QWidget]:
    buttons = page.findChildren(QWidget)
    named = [one for one in buttons if one.objectName().endswith(("Kind", "SettingsNavigation"))]
    return [one for one in named if one.isVisible()][1:]


DIALOGS = {
    "residents": ("endStayButton", "moveBedButton", "filterButton"),
    "beds": ("endStayButton", "move_bedButton", "change_serviceButton", "absenceButton"),
}


def dialogs(hand: Hand) -> Iterator[tuple[str, QWidget]]:
    """Open the dialogs that one button reaches, one after the other."""
    for key, buttons in DIALOGS.items():
        hand.click(f"{key}Navigation")
        hand.press("Ctrl+Home")
        hand.wait()
        for name in buttons:
            if not hand.sees(name):
                continue
            hand.click(name)
            front = QApplication.activeModalWidget()
            if front is not None:
                yield f"{key}/{front.objectName()}", front
            while QApplication.activeModalWidget() or QApplication.activePopupWidget():
                hand.press("Esc")
                hand.wait()
    hand.press("F1")
    hand.wait()
    help_window = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "helpWindow")
    yield "help", help_window
    help_window.close()
    hand.wait()


def test_there_are_screens_to_walk() -> None:
    assert {one.key for one in screens()} == {
        "today",
        "residents",
        "admission",
        "beds",
        "census",
        "courses",
        "daily",
        "education",
        "imports",
        "documents",
        "settings",
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_screen_opens_in_thai_for_every_role_that_may_see_it(open_as, role) -> None:
    hand = open_as(role)
    opened, foreign, planted = set(), set(), {}
    for place, page in walk(hand, into_parts=role in {Role.MANAGER, Role.REG, Role.ADMIN}):
        assert page.isVisible(), place
        opened.add(place.partition("/")[0])
        read = list(texts_of_open_page(hand.window))
        foreign |= set(english_among(read, OWN_WORDS))
        planted[place] = [text for _one, text in read if PLANTED in text]
    read = list(texts(hand.window))
    foreign |= set(english_among(read, OWN_WORDS))
    planted["all pages at the end"] = [text for _one, text in read if PLANTED in text]
    assert opened == set(hand.window.workbench.screens)
    assert sorted(foreign) == []
    told = {place for place, found in planted.items() if found}
    if role is Role.ADMIN:
        assert told == set()
    if role is Role.REG:
        assert {"today", "residents", "beds"} <= told, "the name is planted where people are shown"


@pytest.mark.parametrize("enlarged", list(SIZES))
def test_nothing_is_cut_on_any_screen_or_dialog(open_as, enlarged) -> None:
    hand = open_as(Role.MANAGER, SIZES[enlarged])
    assert (hand.window.width(), hand.window.height()) == SIZES[enlarged]
    found = {
        place: [*clipped(widget), *too_low(widget)] for one in (walk, dialogs) for place, widget in one(hand)
    }
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_every_control_is_named_and_reached_by_tab(open_as) -> None:
    hand = open_as(Role.MANAGER)
    found = {}
    for one in (walk, dialogs):
        for place, widget in one(hand):
            found[place] = [*(f"unnamed {one}" for one in unnamed(widget)), *unreached(widget)]
            found[place] += english(widget, OWN_WORDS)
    assert {"residents/endStayDialog", "residents/moveBedDialog", "beds/changeServiceDialog"} <= set(found)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
