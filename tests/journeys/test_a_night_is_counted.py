"""The morning after: a night with three exceptions is counted, settled, confirmed and printed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Absence, NightCensus
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.views.paper_window import PaperWindow
from tests.builders import TODAY
from tests.journeys.conftest import let_stay

LAST_NIGHT = TODAY - timedelta(days=1)


def rows(desk, *columns):
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        return session.execute(select(*columns)).all()


def settle(desk, act, name):
    stay_id = next(one.stay_id for one in desk.page.shown.rows if name in one.name)
    desk.hand.click(f"{act}Settle{stay_id}")
    for _turn in range(3):
        desk.hand.wait()


def test_three_exceptions_are_entered_by_key_settled_and_confirmed(desk):
    desk.program.clock.instant = FixedClock.at(TODAY, 7, 40).instant
    for number, name in enumerate(("ปิติ", "สมชาย", "เพชร", "เอก"), 1):
        let_stay(desk, name, f"ชาย 1-0{number}", days=3)
    desk.sign_in("desk")
    desk.open("census")
    desk.hand.wait()
    assert "20 พ.ย. 2569" in desk.page.title.plain_text()

    desk.hand.press("Space")
    for key in ("ข", "ล", "ร"):
        desk.hand.type_text(key)
        for _turn in range(3):
            desk.hand.wait()
    named = {one.name.split()[0].removeprefix("นาย"): one.kind for one in desk.page.shown.differences}
    assert named == {
        "สมชาย": "not_found",
        "เพชร": "leave_unrecorded",
        "เอก": "hospital_unrecorded",
    }

    settle(desk, "late", "สมชาย")
    settle(desk, "leave", "เพชร")
    settle(desk, "hospital", "เอก")
    assert desk.page.balance.verdict.plain_text() == "ยอดตรงกันทั้งสามทาง"
    assert [row.kind for row in rows(desk, Absence.kind)] == ["LEAVE", "HOSPITAL"]

    desk.hand.press("Ctrl+P")
    for _turn in range(3):
        desk.hand.wait()
    papers = [one for one in desk.program.app.topLevelWidgets() if isinstance(one, PaperWindow)]
    assert any("ใบเดินตรวจ" in one.windowTitle() for one in papers)
    desk.hand.press("Esc")

    desk.hand.wait()
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    desk.hand.press("Ctrl+Return")
    for _turn in range(3):
        desk.hand.wait()
    assert desk.page.state.text() == "ยืนยันแล้ว"
    night = rows(desk, NightCensus.night, NightCensus.confirmed_at)
    assert [(one.night, one.confirmed_at is not None) for one in night] == [(LAST_NIGHT, True)]

    desk.hand.click("confirmNightsButton")
    for _turn in range(3):
        desk.hand.wait()
    open_nights = [one.night for one in desk.hand.front().nights]
    assert open_nights[-1] == LAST_NIGHT - timedelta(days=1)
    desk.hand.press("Ctrl+Return")
    for _turn in range(3):
        desk.hand.wait()
    nights = rows(desk, NightCensus.night, NightCensus.confirmed_at)
    assert sorted(one.night for one in nights if one.confirmed_at) == [*open_nights, LAST_NIGHT]

    desk.open("documents")
    desk.window.workbench.navigate("census", night=LAST_NIGHT, came_from="documents")
    desk.hand.wait()
    assert desk.page.back.isVisible()
    desk.hand.press("Alt+Left")
    assert desk.window.workbench.open_key() == "documents"
    desk.hand.wait()
