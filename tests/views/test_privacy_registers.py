"""The registers of personal data in the settings: recorded, answered, and the clock that counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from panpun_desktop.common.clock import local
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.breach_rows import BreachFacts
from panpun_desktop.services.breaches import record_breach
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.data_request_rows import RequestFacts, RequestFilter
from panpun_desktop.services.data_requests import list_requests, record_request
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.settings import build
from tests.typing import type_text

MANAGER = Actor(1, "manager", "สมศรี ผู้จัดการ", Role.MANAGER)


@pytest.fixture
def page(qtbot, open_centre):
    """The settings page of a manager; it hears of every change."""
    context = open_centre.context
    context.actor = replace(MANAGER)
    made = build(context)
    qtbot.addWidget(made)
    context.operations.changed.connect(lambda changes, _asker: made.reload(changes))
    made.resize(1160, 690)
    with qtbot.waitActive(made):
        made.show()
    return made


def dialog(page):
    (found,) = [one for one in page.window().findChildren(FormDialog) if one.isVisible()]
    return found


def write(field, text):
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def save(found, open_centre):
    found.save()
    open_centre.wait()


def texts(table):
    model = table.model()
    places = range(model.columnCount())
    return [
        [model.index(line, at).data() for at in places if not table.isColumnHidden(at)]
        for line in range(model.rowCount())
    ]


def test_a_request_is_recorded_and_answered(page, open_centre, qtbot):
    page.open_with(section="privacy")
    open_centre.wait()
    section = page.sections["privacy"].open_one()
    QTest.mouseClick(section.add_row_button, Qt.MouseButton.LeftButton)
    found = dialog(page)
    found.kind.set_value("COPY")
    save(found, open_centre)
    assert "ผู้ยื่นคำขอ" in found.boxes["asked_by"].problem()
    write(found.asked_by, "นางสมใจ มารดา")
    save(found, open_centre)
    ((number, *_middle, state),) = texts(section.table)
    assert (number, state) == ("สท. 001/2569", "เหลือ 30 วัน")
    QTest.mouseClick(section.answer_button, Qt.MouseButton.LeftButton)
    found = dialog(page)
    found.outcome.set_value("refused")
    write(found.note, "ไม่มีหนังสือมอบอำนาจ")
    save(found, open_centre)
    assert [line[-1] for line in texts(section.table)] == ["ปฏิเสธคำขอ"]


def test_a_request_is_refused_by_its_button_with_a_reason_that_stays(page, open_centre, qtbot):
    work, day = open_centre.work, open_centre.context.today
    record_request(work, MANAGER, RequestFacts("COPY", day, asked_by="นางสมใจ มารดา"))
    page.open_with(section="privacy")
    open_centre.wait()
    section = page.sections["privacy"].open_one()
    QTest.mouseClick(section.refuse_button, Qt.MouseButton.LeftButton)
    found = dialog(page)
    save(found, open_centre)
    assert "เหตุผล" in found.boxes["note"].problem(), "nobody is refused without a reason"
    assert [line[-1] for line in texts(section.table)] == ["เหลือ 30 วัน"]
    write(found.note, "ไม่มีหนังสือมอบอำนาจ")
    save(found, open_centre)
    assert [line[-1] for line in texts(section.table)] == ["ปฏิเสธคำขอ"]
    (row,) = list_requests(work, MANAGER, RequestFilter())
    assert (row.result, row.result_note, row.closed_on) == ("refused", "ไม่มีหนังสือมอบอำนาจ", day)


def test_a_small_window_needs_no_sideways_bar_and_a_usual_one_shows_every_section(page, open_centre):
    """Pages as they are in a window of 1000 × 600 and of 1366 × 768."""
    asker = "นางสมใจ ใจดีงามยิ่ง มารดาผู้แทนโดยชอบธรรม"
    facts = RequestFacts("COPY", open_centre.context.today - timedelta(days=90), asked_by=asker)
    record_request(open_centre.work, MANAGER, facts)
    page.resize(794, 516)
    for name in ("privacy", "holidays", "curriculum"):
        page.open_with(section=name)
        open_centre.wait()
        QApplication.processEvents()
        areas = page.sections[name].findChildren(QAbstractScrollArea)
        over = [(one.objectName(), one.horizontalScrollBar().maximum()) for one in areas if one.isVisible()]
        assert [found for found in over if found[1]] == [], name
    page.resize(1160, 684)
    QApplication.processEvents()
    assert (len(page.buttons), page.side.verticalScrollBar().maximum()) == (17, 0)


def test_the_clock_of_a_breach_counts_on_the_screen(page, open_centre):
    work, clock = open_centre.work, open_centre.context.clock
    facts = BreachFacts(clock.now() - timedelta(hours=1), "โน้ตบุ๊กหาย")
    made = record_breach(work, MANAGER, facts)
    page.open_with(section="privacy", tab="breaches", breach_id=made.breach_id)
    open_centre.wait()
    section = page.sections["privacy"].open_one()
    assert "71 ชั่วโมง 00 นาที 00 วินาที" in section.clock.text()
    clock.instant += timedelta(hours=70, seconds=1)
    section.tick()
    assert "0 ชั่วโมง 59 นาที 59 วินาที" in section.clock.text()
    clock.instant += timedelta(hours=2)
    section.tick()
    assert "เกินมาแล้ว" in section.clock.text()
    assert texts(section.table)[0][-1] == "เกินกำหนด 1 ชั่วโมง"
    section.edit(section.table.current())
    found = dialog(page)
    found.told_on.set_value(open_centre.context.today)
    found.told_time.set_value(local(clock).time())
    save(found, open_centre)
    assert found.boxes["office_told_on"].problem() == ""
    assert "ล่าช้า" in found.boxes["late_reason"].problem()


def test_the_years_of_keeping_follow_the_setting(page, open_centre):
    page.open_with(section="privacy", tab="retention")
    open_centre.wait()
    section = page.sections["privacy"].open_one()
    assert section.years.text() == "เก็บ 10 ปีหลังวันสุดท้ายที่ศูนย์"
    request = EditSettings({"privacy.retention_years": 1}, {"privacy.retention_years": 10})
    work, actor = open_centre.work, open_centre.context.actor
    open_centre.context.operations.change(page, lambda: edit_settings(work, actor, request))
    open_centre.wait()
    assert section.years.text() == "เก็บ 1 ปีหลังวันสุดท้ายที่ศูนย์"
