"""The end of a month in the window: looked through, closed, changed afterwards, amended, printed again."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton

from panpun_desktop.reports import runner
from panpun_desktop.services.month_closing import reprint_month
from panpun_desktop.views.documents import editions_dialog
from tests.journeys.conftest import let_stay
from tests.reports.kit.reading import poppler
from tests.reports.reading import column, imbalances

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
WHY = "เพิ่งทราบว่าออกไปแล้ว"


def key_press(desk, name):
    """A button reached and pressed by the keyboard."""
    desk.hand.find(QPushButton, name).setFocus()
    desk.hand.press("Space")
    desk.hand.wait()


def save_with_keys(desk):
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()


def month_shown(desk, month):
    desk.hand.write("monthlyMonthField", month)
    desk.hand.press("Return")
    desk.hand.wait()
    desk.hand.wait()
    return desk.page.desk_page.preview.pdf


def moves(desk, month):
    found = runner.facts(desk.centre.work, desk.centre.manager, "monthly", {"month": month})
    assert imbalances(found) == []
    return tuple(column(found, "movement", "total").values())


def leave_on_25_october(desk, person_id):
    desk.window.workbench.navigate("residents", person_id=person_id)
    desk.hand.wait()
    desk.hand.wait()
    key_press(desk, "endStayButton")
    key_press(desk, "endStayUnsaidButton")
    desk.hand.write("endStayLeftOnField", "25/10/2569")
    save_with_keys(desk)


def test_a_month_is_closed_changed_amended_and_reprinted_as_it_was_sent(desk, monkeypatch):
    gone = let_stay(desk, "ประเสริฐ", "ชาย 1-01", days=45, service="COURSE_M")
    let_stay(desk, "สุดา", "หญิง 1-01", days=40, service="COURSE_M", title="นาง", sex="F")
    desk.sign_in("manager")
    desk.window.workbench.navigate("documents", kind="monthly")
    desk.hand.wait()
    assert "ตุลาคม" in poppler(month_shown(desk, "10/2569"))
    state = desk.page.form.month_desk
    lines = {one.text: one.mark for one in state.card.findings}
    assert lines["ยังไม่ปิดงวดเดือนก่อน"] == "!"
    assert lines["บันทึกการออกตามกำหนดครบ"] == "✓"

    key_press(desk, "closeMonthButton")
    assert any("ยังไม่ปิดงวดเดือนก่อน" in text for text in desk.texts(desk.hand.front()))
    save_with_keys(desk)
    sent = desk.page.desk_page.preview.pdf
    assert sent == reprint_month(desk.centre.work, desk.centre.manager, OCTOBER)
    assert moves(desk, OCTOBER) == (0, 0, 2, 0, 2)

    leave_on_25_october(desk, gone)
    asked = desk.hand.front()
    assert asked.objectName() == "closedMonthDialog"
    assert any("ประเสริฐ" in text and "25 ต.ค. 2569" in text for text in desk.texts(asked))
    desk.hand.type_text(WHY)
    save_with_keys(desk)
    assert moves(desk, OCTOBER) == (0, 0, 2, 0, 2), "what was sent stays"
    assert moves(desk, NOVEMBER) == (2, -1, 0, 0, 1)

    desk.window.workbench.navigate("documents", kind="monthly")
    november = poppler(month_shown(desk, "11/2569"))
    assert "รายการปรับปรุงหลังปิดงวด" in november
    assert "ประเสริฐ" in november
    assert month_shown(desk, "10/2569") == sent
    assert "1" in state.card.changed_button.text()
    key_press(desk, "amendMonthButton")
    desk.hand.type_text("แก้วันออก")
    save_with_keys(desk)
    amended = desk.page.desk_page.preview.pdf
    text = poppler(amended)
    for part in ("ฉบับแก้ไขครั้งที่ 1", "ข้อแตกต่างจากฉบับแรก", "แก้วันออก", "ประเสริฐ"):
        assert part in text
    assert moves(desk, OCTOBER) == (0, 0, 2, 1, 1)
    assert moves(desk, NOVEMBER) == (1, 0, 0, 0, 1), "the amended closing is what goes on"

    saved = []
    monkeypatch.setattr(editions_dialog, "save_file", lambda pdf, name, _parent: saved.append((name, pdf)))
    key_press(desk, "editionsButton")
    for _edition in range(2):
        key_press(desk, "editionSaveButton")
        desk.hand.go_to("editionsTable")
        desk.hand.press("Down")
        desk.hand.wait()
    assert [pdf for _name, pdf in saved] == [amended, sent]
