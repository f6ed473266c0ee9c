"""A day at the desk: find, move, decide, send off, and see the figures of today follow."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from panpun_desktop.models import Absence, Episode, Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.beds import board
from tests.centres import PASSWORD
from tests.journeys.conftest import let_stay

TODAY = date(2026, 11, 21)


def rows(desk, *columns):
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        return session.execute(select(*columns)).all()


def bed_of(desk, name):
    shown = board(desk.centre.work, desk.centre.desk, TODAY)
    return next((one.full_label for room in shown.rooms for one in room.tiles if name in one.name), "")


def find(desk, text):
    """Ctrl+K, some letters, Enter."""
    desk.hand.press("Ctrl+K")
    desk.hand.type_text(text)
    desk.hand.wait()
    desk.hand.press("Return")
    desk.hand.wait()


def from_the_menu(desk, words):
    """Choose an act of the person's menu by the arrow keys."""
    desk.hand.click("moreActsButton")
    texts = [action.text() for action in desk.hand.focused().actions()]
    desk.hand.press("Down", times=texts.index(words) + 1)
    desk.hand.press("Return")
    desk.hand.wait()


def tile(desk, key):
    desk.open("today")
    return desk.page.tiles[key].accessibleName()


def test_find_move_change_leave_and_send_off_with_the_figures_following(desk):
    let_stay(desk, "บุญมี", "ชาย 1-01", days=8, last_name="ศรีทอง")
    let_stay(desk, "สมชาย", "ชาย 1-02", days=2, last_name="แสงอรุณ")
    desk.sign_in("desk")
    before = desk.page.shown.figures[0].value
    assert before == 2

    find(desk, "บุญม")
    assert desk.window.workbench.open_key() == "residents"
    assert desk.page.page.name.plain_text() == "นายบุญมี ศรีทอง"
    desk.hand.press("Esc")
    desk.hand.wait()
    assert desk.page.panel.head.name.plain_text() == "นายบุญมี ศรีทอง"

    desk.open("beds")
    desk.hand.type_text("ย")
    desk.hand.wait()
    desk.hand.press("Return")
    desk.hand.wait()
    assert bed_of(desk, "บุญมี") != "ชาย 1-01"

    find(desk, "บุญม")
    desk.hand.press("Esc")
    desk.hand.wait()
    from_the_menu(desk, "เปลี่ยนประเภทบริการ")
    desk.hand.press("Space")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert len(rows(desk, Episode.id)) == 3
    assert desk.hand.front() is desk.window

    from_the_menu(desk, "ลาค้างคืน/ไปโรงพยาบาล")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert len(rows(desk, Absence.id)) == 1

    find(desk, "สมชาย")
    desk.hand.press("Esc")
    desk.hand.wait()
    desk.hand.click("endStayButton")
    desk.hand.type_text("มีงาน")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert (TODAY, "JOB") in [tuple(row) for row in rows(desk, Stay.left_on, Stay.outcome)]

    desk.open("today")
    assert desk.page.shown.figures[0].value < before
    assert "สมชาย" in "".join(desk.texts(desk.page.movements))


def test_locking_keeps_what_was_typed_and_so_does_the_next_morning(desk, sit_down):
    desk.sign_in("desk")
    desk.hand.press("F2")
    desk.hand.type_text("นางพวงทอง พูนสุข")
    desk.hand.press("Return", "Return")
    desk.hand.type_text("4/3/33")
    desk.hand.press("Ctrl+L")
    desk.hand.wait()
    assert desk.window.is_locked()
    assert not [text for text in desk.texts() if "พวงทอง" in text]
    desk.hand.type_text(PASSWORD)
    desk.hand.press("Return")
    desk.hand.wait()
    assert not desk.window.is_locked()
    assert desk.page.people.rows[0].name.text() == "นางพวงทอง พูนสุข"
    desk.program.close()
    desk.window.close()

    again = sit_down(desk.program.folder)
    again.sign_in("desk")
    again.hand.press("F2")
    again.hand.wait()
    assert again.page.people.rows[0].name.text() == "นางพวงทอง พูนสุข"
    assert again.page.people.rows[0].birth.text() == "4 มี.ค. 2533"
