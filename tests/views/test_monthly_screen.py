"""The monthly report at the month's end: ready, closed, changed afterwards, amended, opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea

from panpun_desktop.models import Absence
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.absences import EndAbsence, StartAbsence, end_absence, start_absence
from panpun_desktop.services.centre import EditSettings, centre, edit_settings
from panpun_desktop.services.earlier_figures import earlier_figures
from panpun_desktop.services.month_closing import reprint_month
from panpun_desktop.services.people import person_panel
from panpun_desktop.services.statement_texts import statement_words
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.views.documents import build
from panpun_desktop.views.documents.behind_dialog import BehindDialog
from panpun_desktop.views.documents.changes_dialog import ChangesDialog
from panpun_desktop.views.documents.closing_dialogs import (
    AmendMonthDialog,
    CloseMonthDialog,
    ReopenMonthDialog,
)
from panpun_desktop.views.documents.differences_dialog import DifferencesDialog
from panpun_desktop.views.documents.earlier_dialog import EarlierFiguresDialog
from panpun_desktop.views.documents.editions_dialog import EditionsDialog
from tests.conformance.walk import clipped, unnamed
from tests.reports.kit.reading import poppler
from tests.typing import focused, press, type_here

CTRL = Qt.KeyboardModifier.ControlModifier
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def somebody(open_centre, centre_session):
    """A resident since 5 October, of unknown age; the centre began in January."""
    begun = EditSettings({"centre.go_live_on": date(2026, 1, 1)})
    edit_settings(centre_session.work, centre_session.actor, begun)
    return open_centre.house.staying("สมชาย", "ชาย 1-01", sex="M", arrived_on=date(2026, 10, 5))


@pytest.fixture
def page(qtbot, open_centre, centre_session, somebody):
    """The manager's screen of October, the last whole month."""
    actor = centre_session.actor
    known = centre(centre_session.work, actor)
    context = replace(open_centre.context, actor=actor, centre=known)
    made = build(context)
    window = QScrollArea()
    window.setWidgetResizable(True)
    window.setWidget(made)
    window.resize(1160, 690)
    qtbot.addWidget(window)
    context.operations.changed.connect(lambda changes, _asker: made.reload(changes))
    with qtbot.waitActive(window):
        window.show()
    made.open_with(kind="monthly")
    settle(open_centre, qtbot, made)
    yield made
    open_centre.wait()


def settle(open_centre, qtbot, page):
    qtbot.waitUntil(lambda: not page.form._pause.isActive())
    for _ in range(4):
        open_centre.wait()


def dialog_of(page, kind) -> QDialog:
    return [one for one in page.window().findChildren(kind) if one.isVisible()][-1]


def asked(page, qtbot, kind) -> QDialog:
    """The dialog that was just opened, with the keyboard in it."""
    dialog = dialog_of(page, kind)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def close_month(page, open_centre, qtbot):
    page.form.month_desk.close_button.click()
    dialog = asked(page, qtbot, CloseMonthDialog)
    assert (clipped(dialog), unnamed(dialog)) == ([], [])
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(open_centre, qtbot, page)


def leave_in_october(session, stay):
    """The act of the person's page, with the reason that a closed month asks for."""
    panel = person_panel(session.work, session.actor, stay.person_id)
    left_on = date(2026, 10, 25)
    wish = EndStay(((panel.row.stay_id, panel.stay_version),), left_on, "SELF", time(8, 0))
    with session.work.because("ลงวันออกย้อนหลัง"):
        end_stay(session.work, session.actor, wish)


def a_night_away(session, stay, night):
    """One night on leave, recorded afterwards: the stay stays as it is."""
    panel = person_panel(session.work, session.actor, stay.person_id)
    with session.work.because("ลงคืนที่ลาย้อนหลัง"):
        start_absence(
            session.work,
            session.actor,
            StartAbsence(panel.row.stay_id, panel.stay_version, AbsenceKind.LEAVE.value, night),
        )
        with session.work.reading(session.actor, "person.read") as looking:
            away = looking.query(Absence.id).filter_by(stay_id=panel.row.stay_id).one()[0]
        end_absence(session.work, session.actor, EndAbsence(away, night + timedelta(days=1)))


def lines_of(page):
    return {one.text: one for one in page.form.month_desk.card.findings}


def test_what_is_open_before_closing_is_listed_and_opens(page, open_centre):
    lines = lines_of(page)
    assert lines["ยังไม่ปิดงวดเดือนก่อน"].mark == "!"
    assert lines["บันทึกการออกตามกำหนดครบ"].mark == "✓"
    lines["ไม่ทราบอายุ"].act()
    open_centre.wait()
    dialog = dialog_of(page, BehindDialog)
    assert dialog.table.rows.row_at(0).name == "สมชาย"
    press(dialog.table, Qt.Key.Key_Return)
    (key, asked) = open_centre.navigated[-1]
    assert (key, asked["section"]) == ("residents", "facts")


def test_a_line_about_the_month_before_opens_that_month(page, open_centre, qtbot):
    lines_of(page)["ยังไม่ปิดงวดเดือนก่อน"].act()
    settle(open_centre, qtbot, page)
    assert "กันยายน" in page.form.month.text()
    assert "กันยายน" in poppler(page.desk_page.preview.pdf)


def test_words_are_kept_by_month_without_a_button(page, open_centre, centre_session, qtbot):
    form = page.form
    form.boxes["problems"].field.setFocus()
    type_here("เตียงไม่พอ")
    form.month.setFocus()
    form.month.selectAll()
    type_here("9/2569")
    press(focused(), Qt.Key.Key_Return)
    settle(open_centre, qtbot, page)
    assert form.boxes["problems"].field.text() == ""
    kept = statement_words(centre_session.work, centre_session.actor, OCTOBER)
    assert (kept.problems, kept.version) == ("เตียงไม่พอ", 1)
    form.month.setFocus()
    form.month.selectAll()
    type_here("10/2569")
    press(focused(), Qt.Key.Key_Return)
    settle(open_centre, qtbot, page)
    assert form.boxes["problems"].field.text() == "เตียงไม่พอ"
    assert "เตียงไม่พอ" in poppler(page.desk_page.preview.pdf)


def test_a_closed_month_is_shown_as_it_was_sent_and_opened_with_a_reason(
    page, open_centre, centre_session, qtbot
):
    close_month(page, open_centre, qtbot)
    sent = reprint_month(centre_session.work, centre_session.actor, OCTOBER)
    assert page.desk_page.preview.pdf == sent
    assert page.form.month_desk.card.state.plain_text().startswith("ฉบับแรก ปิดงวดเมื่อ")
    assert not page.form.month_desk.close_button.isVisible()
    assert page.form.boxes["problems"].field.isReadOnly()
    page.form.thai.setChecked(True)
    page.form.external.setChecked(True)
    assert page.form.parameters()["thai_digits"], "what is drawn anew follows the choice"
    page.form.external.setChecked(False)
    assert page.form.parameters() == {"month": OCTOBER}
    page.form.month_desk.reopen_button.click()
    dialog = asked(page, qtbot, ReopenMonthDialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    open_centre.wait()
    assert dialog.boxes["reason"].problem() == "โปรดระบุเหตุผลสั้น ๆ"
    type_here("ลงข้อมูลผิด")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(open_centre, qtbot, page)
    assert page.form.month_desk.close_button.isVisible()
    assert "ลงข้อมูลผิด" in page.form.month_desk.card.state.plain_text()


def test_a_later_change_is_told_listed_and_issued_as_an_amended_edition(
    page, open_centre, centre_session, somebody, qtbot
):
    close_month(page, open_centre, qtbot)
    first = page.desk_page.preview.pdf
    leave_in_october(centre_session, somebody)
    page.form.read_month()
    settle(open_centre, qtbot, page)
    desk = page.form.month_desk
    assert desk.card.changed_button.text() == "ปรับปรุงหลังปิดงวด 1 ราย"
    desk.card.changed_button.click()
    open_centre.wait()
    listed = dialog_of(page, ChangesDialog)
    assert (clipped(listed), unnamed(listed)) == ([], [])
    assert listed.table.rows.row_at(0).name == "สมชาย"
    told = {key: label.plain_text() for key, label in listed.told.items()}
    assert told["what"].startswith("วันออก ยังพักอยู่ → 25 ต.ค. 2569")
    assert (told["stock"], told["why"]) == ("1 → 0 (−1)", "ลงวันออกย้อนหลัง")
    assert told["who"].startswith(f"{centre_session.actor.name} · ")
    (known,) = desk.state.changed
    listed.reject()
    open_centre.wait()
    nameless, hidden = replace(known, name=""), replace(known, regno="", name="บุคคลหนึ่ง")
    desk.show_changes([known, nameless, hidden, replace(hidden, name="")])
    listed = dialog_of(page, ChangesDialog)
    assert [listed.table.rows.row_at(row) for row in range(2)] == [known, nameless]
    assert listed.table.rows.rowCount() == 2, "who is not told of is counted, not listed"
    assert listed.hidden_names.plain_text() == "นับรวมอีก 2 ราย ซึ่งบทบาทของท่านดูชื่อไม่ได้"
    listed.reject()
    open_centre.wait()
    figures = desk.card.findings[-1]
    figures.act()
    listed = dialog_of(page, DifferencesDialog)
    assert (clipped(listed), unnamed(listed)) == ([], [])
    assert listed.table.rows.rowCount() == len(desk.state.differences) > 20
    listed.reject()
    assert page.desk_page.preview.pdf == first, "what was sent stays on the screen"
    desk.amend_button.click()
    dialog = asked(page, qtbot, AmendMonthDialog)
    type_here("ลงวันออกย้อนหลัง")
    press(dialog, Qt.Key.Key_Return, CTRL)
    settle(open_centre, qtbot, page)
    assert page.desk_page.preview.pdf != first
    assert "ฉบับแก้ไขครั้งที่ 1" in poppler(page.desk_page.preview.pdf)
    desk.card.editions_button.click()
    open_centre.wait()
    dialog = dialog_of(page, EditionsDialog)
    assert dialog.table.rows.rowCount() == 2
    assert "ความเคลื่อนไหวผู้พัก · จำหน่าย · ชาย: 0 → 1 (+1)" in dialog.told.plain_text()
    assert "เหตุผล: ลงวันออกย้อนหลัง" in dialog.told.plain_text()
    dialog.told.setText("\n".join(["ความเคลื่อนไหวผู้พัก · จำหน่าย · ชาย: 0 → 1"] * 60))
    open_centre.wait()
    assert max(dialog.height(), dialog.minimumSizeHint().height()) <= 640, "a long list scrolls"
    assert reprint_month(centre_session.work, centre_session.actor, OCTOBER, 0) == first


def test_closing_stands_before_issuing_and_other_figures_can_be_amended_too(
    page, open_centre, centre_session, somebody, qtbot
):
    """Nobody's stay changed; a day away takes a bed night back."""
    desk, issue = page.form.month_desk, page.desk_page.issue_aside
    assert issue.text() == "ออกรายงานโดยยังไม่ปิดงวด"
    assert desk.close_button.mapToGlobal(QPoint(0, 0)).y() < issue.mapToGlobal(QPoint(0, 0)).y()
    close_month(page, open_centre, qtbot)
    assert issue.text() == "ออกรายงานและเก็บสำเนา"
    assert not desk.amend_button.isVisible()
    assert desk.state.differences == (), "what was just sent is counted the same"
    a_night_away(centre_session, somebody, date(2026, 10, 12))
    page.form.read_month()
    settle(open_centre, qtbot, page)
    assert desk.state.changed == ()
    assert "→" in desk.card.findings[-1].remark
    assert desk.amend_button.isVisible()


def test_the_desk_sees_the_state_but_closes_nothing(qtbot, open_centre, somebody):
    known = centre(open_centre.work, open_centre.actor)
    made = build(replace(open_centre.context, centre=known))
    qtbot.addWidget(made)
    made.open_with(kind="monthly")
    settle(open_centre, qtbot, made)
    assert lines_of(made)
    assert made.form.month_desk.close_button.isHidden()


def test_months_before_the_program_are_typed_pasted_and_kept(page, open_centre, centre_session, qtbot):
    page.form.month_desk.earlier_button.click()
    dialog = asked(page, qtbot, EarlierFiguresDialog)
    open_centre.wait()
    assert (clipped(dialog), unnamed(dialog)) == ([], [])
    assert dialog.table.lines[0].cells[0] == "มกราคม 2568", "the year before the first statement is offered"
    for figure in ("20", "12", "8", "25"):
        type_here(figure)
        press(focused(), Qt.Key.Key_Tab)
    assert dialog.table.lines[0].remark == "คงเหลือคำนวณได้ 24"
    assert dialog.table.column_key() == "cumulative", "the reckoned balance is passed over"
    QGuiApplication.clipboard().setText("ก.พ. 68\t25\tสาม\t2\t26\n")
    press(dialog.table, Qt.Key.Key_V, CTRL)
    press(dialog.table, Qt.Key.Key_Return, CTRL)
    assert "รับเข้า “สาม”" in dialog.banner.text()
    QGuiApplication.clipboard().setText("ก.พ. 68\t25\t3\t2\t26\n")
    press(dialog.table, Qt.Key.Key_V, CTRL)
    press(dialog.table, Qt.Key.Key_Return, CTRL)
    settle(open_centre, qtbot, page)
    kept = earlier_figures(centre_session.work, centre_session.actor).months
    assert [(one.month_on, one.opening, one.closing) for one in kept] == [
        (date(2025, 1, 1), 20, 25),
        (date(2025, 2, 1), 25, 26),
    ]


def test_a_month_before_the_program_says_so_once_and_leads_to_what_was_typed_of_it(
    page, open_centre, centre_session, qtbot
):
    page.form.open_with(month=date(2025, 2, 1))
    settle(open_centre, qtbot, page)
    sentence = "รายงานเริ่มจากเดือนนั้น"
    labels = [one for one in page.findChildren(QLabel) if one.isVisible()]
    assert sum(sentence in one.text().replace("\u200b", "") for one in labels) == 1
    issue = page.desk_page.issue_aside
    assert not issue.isEnabled()
    assert sentence in issue.toolTip()
    card = page.form.month_desk.earlier
    assert card.isVisible()
    assert card.told.plain_text() == "ยังไม่ได้กรอกตัวเลขเดิมของกุมภาพันธ์ พ.ศ. 2568"
    card.button.click()
    dialog = asked(page, qtbot, EarlierFiguresDialog)
    open_centre.wait()
    assert dialog.table.current().cells[0] == "กุมภาพันธ์ 2568"
    type_here("20")
    press(focused(), Qt.Key.Key_Return)
    press(dialog.table, Qt.Key.Key_Return, CTRL)
    settle(open_centre, qtbot, page)
    assert card.told.plain_text() == "กุมภาพันธ์ พ.ศ. 2568: ยอดยกมา 20"
    page.form.open_with(month=OCTOBER)
    settle(open_centre, qtbot, page)
    assert issue.isEnabled()
    assert not card.isVisible()


def test_every_statement_that_was_issued_begins_with_its_period(page, open_centre, centre_session):
    work, manager = centre_session.work, centre_session.actor
    for span in ("quarter", "fiscal_year", "month"):
        runner.issue(work, manager, "monthly", {"month": OCTOBER, "period": span})
    close(work, manager, OCTOBER)
    page.open_with(kind="issued")
    open_centre.wait()
    table = page.register("issued").table
    told = [table.rows.index(line, 1).data().replace("\u200b", "") for line in range(table.rows.rowCount())]
    assert [one.partition(" · รายงานผลการดำเนินงาน")[0] for one in told] == [
        "ต.ค. 2569",
        "ต.ค. 2569 · ก่อนปิดงวด",
        "ปีงบประมาณ 2570",
        "ไตรมาสที่ 1 ปีงบประมาณ 2570",
    ]
