"""The daily work as a person does it: incidents, belongings, days to ask, meals."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from panpun_desktop.models import Restriction
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.belongings import Item, ReceiveBelongings, belongings, receive_belongings
from panpun_desktop.services.follow_ups import follow_ups
from panpun_desktop.services.incidents import IncidentFacts, IncidentFilter, Part, incidents, write_incident
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.follow_up import DoFollowUpDialog
from panpun_desktop.views.daily import build
from panpun_desktop.views.paper_window import PaperWindow
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_here

MANAGER = Actor(1, "manager", "สมศรี", Role.MANAGER)


@pytest.fixture
def people(open_centre):
    house = open_centre.house
    return {
        "ปิติ": house.staying("ปิติ", "ชาย 1-01", sex="M", days=3, phone="0890000001"),
        "เอก": house.staying("เอก", "ชาย 1-03", sex="M", days=2, diet="HALAL"),
    }


@pytest.fixture
def page(qtbot, open_centre, people):
    made = open_centre.shows(qtbot, build(open_centre.context))
    made.open_with()
    settle(open_centre)
    return made


def settle(open_centre):
    for _turn in range(3):
        open_centre.wait()


def show(page, open_centre, part, **arguments):
    page.open_with(part=part, **arguments)
    settle(open_centre)
    return page.parts[part]


def rows_of(part):
    """What the table of a part shows."""
    return [part.table.rows.row_at(line) for line in range(part.table.rows.rowCount())]


def dialog():
    front = QApplication.activeModalWidget()
    assert front is not None
    return front


def save(open_centre):
    dialog().save()
    settle(open_centre)


def click(page, open_centre, name):
    QTest.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    settle(open_centre)


def find(field, open_centre, text):
    """Type a name and take the first that is found."""
    field.setFocus()
    type_here(text)
    QTest.qWait(200)
    settle(open_centre)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(open_centre)


def written(open_centre, what="ล้มในห้องน้ำ", *people, **facts):
    request = IncidentFacts(TODAY, what, time(8, 30), people=tuple(Part(one) for one in people), **facts)
    write_incident(open_centre.work, open_centre.actor, request)


def test_an_incident_with_two_people_found_by_name_is_written_down(page, open_centre):
    click(page, open_centre, "dailyMainButton")
    asked = dialog()
    asked.what.setFocus()
    type_here("ทะเลาะกันเรื่องที่นอน")
    find(asked.people.search, open_centre, "ปิติ")
    find(asked.people.search, open_centre, "เอก")
    assert len(asked.people.names()) == 2
    save(open_centre)
    (row,) = incidents(open_centre.work, open_centre.actor, IncidentFilter())
    assert row.what == "ทะเลาะกันเรื่องที่นอน"
    assert [name for _id, name, _part in row.people] == ["ปิติ", "เอก"]
    assert page.parts["incidents"].table.current().id == row.id


def test_enter_takes_one_person_after_another_in_the_same_field(page, open_centre):
    click(page, open_centre, "dailyMainButton")
    asked = dialog()
    asked.people.search.setFocus()
    for name in ("ปิติ", "เอก"):
        type_here(name)
        QTest.qWait(200)  # the pause of the search
        settle(open_centre)
        press(focused(), Qt.Key.Key_Return)
        QApplication.processEvents()
        assert focused() is asked.people.search
    assert asked.people.names() == ["ปิติ", "เอก"]
    press(focused(), Qt.Key.Key_Return)
    assert focused() is asked.told


def test_an_incident_that_asks_for_nothing_is_not_to_be_settled(page, open_centre):
    written(open_centre, "มีแขกมาเยี่ยม")
    show(page, open_centre, "incidents")
    part = page.parts["incidents"]
    part.read()
    settle(open_centre)
    part.table.select_first()
    assert not page.findChild(QPushButton, "settleIncidentButton").isEnabled()


def test_an_incident_without_words_is_refused_beside_the_field(page, open_centre):
    click(page, open_centre, "dailyMainButton")
    save(open_centre)
    assert dialog().boxes["what"].problem() == "โปรดระบุเหตุการณ์ที่เกิดขึ้น"


def test_chips_narrow_the_log_and_an_open_incident_is_settled(page, open_centre):
    written(open_centre, "หกล้ม", kind="INJURY")
    written(open_centre, "ไฟดับ", kind="FACILITY", needs_follow_up=True)
    part = show(page, open_centre, "incidents")
    assert len(rows_of(part)) == 2
    part.open_only.click()
    settle(open_centre)
    assert [one.what for one in rows_of(part)] == ["ไฟดับ"]
    click(page, open_centre, "settleIncidentButton")
    dialog().steps.setText("ช่างมาแก้แล้ว")
    save(open_centre)
    assert rows_of(part) == []
    part.open_only.click()
    part.kind_chips["FACILITY"].click()
    settle(open_centre)
    (row,) = rows_of(part)
    assert row.settled_on == TODAY
    assert "ช่างมาแก้แล้ว" in row.done


def test_a_cancelled_incident_leaves_the_log_with_its_reason(page, open_centre):
    written(open_centre)
    show(page, open_centre, "incidents")
    click(page, open_centre, "voidIncidentButton")
    save(open_centre)
    assert dialog().boxes["reason"].problem()
    dialog().reason.setText("บันทึกซ้ำ")
    save(open_centre)
    assert rows_of(page.parts["incidents"]) == []


def test_the_words_about_somebody_masked_are_kept_from_the_desk(page, open_centre, people):
    with open_centre.work.writing(SYSTEM, "centre.set_up") as session:
        person_id = people["ปิติ"].person_id
        session.add(Restriction(person_id=person_id, reason_code="VIOLENCE", since_on=TODAY))
    write_incident(open_centre.work, MANAGER, IncidentFacts(TODAY, "ถูกสามีตามหา", people=(Part(person_id),)))
    part = show(page, open_centre, "incidents")
    (row,) = rows_of(part)
    assert row.is_masked
    shown = [part.table.rows.columns[place].text(row) for place in range(len(part.table.rows.columns))]
    assert "ถูกสามีตามหา" not in " ".join(shown)
    assert "ปิติ" not in " ".join(shown)
    assert not part.card.edit.isEnabled()


def test_several_things_are_taken_in_and_one_given_back(page, open_centre, people):
    part = show(page, open_centre, "belongings")
    click(page, open_centre, "dailyMainButton")
    asked = dialog()
    find(asked.person, open_centre, "ปิติ")
    for line, thing in enumerate(("กระเป๋าเดินทาง", "เงินสด")):
        asked.items.lines[line][0].setFocus()
        type_here(thing)
    save(open_centre)
    assert [one.item for one in rows_of(part)] == ["กระเป๋าเดินทาง", "เงินสด"]
    part.table.select_first()
    click(page, open_centre, "giveBackButton")
    assert [tick.isChecked() for tick in dialog().ticks] == [True, False]
    dialog().to.setText("พี่สาว")
    save(open_centre)
    assert [one.item for one in rows_of(part)] == ["เงินสด"]
    part.with_returned.click()
    settle(open_centre)
    assert [one.returned_to for one in rows_of(part)] == ["พี่สาว", ""]


def test_nothing_ticked_gives_nothing_back(page, open_centre, people):
    request = ReceiveBelongings(people["ปิติ"].person_id, (Item("ร่ม"),), TODAY)
    receive_belongings(open_centre.work, open_centre.actor, request)
    show(page, open_centre, "belongings")
    click(page, open_centre, "giveBackButton")
    dialog().ticks[0].setChecked(False)
    save(open_centre)
    assert "ทำเครื่องหมาย" in dialog().banner.text()
    assert belongings(open_centre.work, open_centre.actor)


def left(open_centre, stay, on):
    end_stay(open_centre.work, open_centre.actor, EndStay(((stay.id, stay.version),), on, "SELF"))


def test_the_most_overdue_is_asked_first_and_the_answer_kept(page, open_centre, people):
    left(open_centre, people["เอก"], TODAY)
    open_centre.context.clock.instant += timedelta(days=9)
    part = show(page, open_centre, "follow_ups")
    (row,) = rows_of(part)
    assert part.table.rows.columns[0].text(row).endswith(" · เกินกำหนด 2 วัน")
    click(page, open_centre, "doFollowUpButton")
    save(open_centre)
    assert dialog().boxes["result"].problem()
    dialog().outcome.set_value("WELL")
    save(open_centre)
    assert rows_of(part) == []
    heard = follow_ups(open_centre.work, open_centre.actor, people["เอก"].person_id)
    assert [one.result for one in heard] == ["WELL", "", ""]


def test_a_planned_day_is_taken_away(page, open_centre, people):
    left(open_centre, people["เอก"], TODAY)
    part = show(page, open_centre, "follow_ups")
    part.chips[None].click()
    settle(open_centre)
    assert len(rows_of(part)) == 3
    click(page, open_centre, "cancelFollowUpButton")
    assert len(rows_of(part)) == 2


def test_a_number_that_must_not_be_called_says_so(page, open_centre):
    stay = open_centre.house.staying("วิภา", "หญิง 1-01", sex="F", phone="0890000002", phone_unsafe=True)
    left(open_centre, stay, TODAY)
    part = show(page, open_centre, "follow_ups")
    (row,) = rows_of(part)
    assert part.table.rows.columns[2].text(row) == "ห้ามโทร"


def test_meals_are_counted_by_group_and_day_by_day(page, open_centre):
    part = show(page, open_centre, "meals")
    assert part.cells["noon", "HALAL"].plain_text() == "1"
    assert part.cells["noon", "TOTAL"].plain_text() == "2"
    assert [one.name for one in rows_of(part)] == ["เอก"]
    click(page, open_centre, "dayBefore")
    click(page, open_centre, "dayBefore")
    assert part.cells["noon", "TOTAL"].plain_text() == "1"


def test_the_kitchen_sheet_opens_as_a_paper(page, open_centre):
    part = show(page, open_centre, "meals")
    part.print_open()
    settle(open_centre)
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow))
    assert "ใบแจ้งยอดอาหาร" in window.windowTitle()
    window.close()


def test_a_role_sees_its_own_parts_alone(qtbot, open_centre, people):
    context = open_centre.context
    context.actor = Actor(7, "vol", "อาสา", Role.VOL)
    made = build(context)
    qtbot.addWidget(made)
    made.open_with()
    settle(open_centre)
    assert list(made.parts) == ["meals"]
    assert rows_of(made.parts["meals"]) == []


def test_the_person_opens_the_first_day_to_ask(page, open_centre, people):
    left(open_centre, people["เอก"], TODAY)
    open_act(open_centre.context, "follow_up", people["เอก"].person_id, page)
    settle(open_centre)
    assert isinstance(dialog(), DoFollowUpDialog)
    assert dialog().row.due_on == TODAY + timedelta(days=7)


def test_the_person_stands_in_the_incident_already(page, open_centre, people):
    open_act(open_centre.context, "incident", people["เอก"].person_id, page)
    settle(open_centre)
    assert dialog().people.names() == ["เอก"]


@pytest.mark.parametrize("part", ["incidents", "belongings", "follow_ups", "meals"])
def test_everything_can_be_reached_and_read(page, open_centre, people, part):
    person_id = people["ปิติ"].person_id
    written(open_centre, "หกล้ม", person_id, needs_follow_up=True)
    receive_belongings(
        open_centre.work, open_centre.actor, ReceiveBelongings(person_id, (Item("ร่ม"),), TODAY)
    )
    left(open_centre, people["เอก"], TODAY)
    show(page, open_centre, part)
    assert not clipped(page)
    assert not too_low(page)
    assert not unnamed(page)
    assert not unreached(page)
