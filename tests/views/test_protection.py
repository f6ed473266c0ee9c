"""Protecting people at the screen: restricting, keeping apart, opening with a reason, and seeing that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from panpun_desktop.models import BreakGlass, KeepApart, Restriction
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.keeping_apart import KeepPeopleApart, keep_people_apart
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.views.acts.keep_apart import KeepApartDialog
from panpun_desktop.views.acts.open_masked import OpenMaskedDialog
from panpun_desktop.views.acts.protection import open_protection
from panpun_desktop.views.acts.restrict import RestrictDialog
from tests.builders import TODAY
from tests.conformance.walk import clipped, unnamed, unreached
from tests.typing import focused, press, type_here, type_text
from tests.views.whole_window import sit_down

__all__ = ["sit_down"]
SW = Actor(1, "manager", "นักสังคมสงเคราะห์", Role.SW)
MANAGER = Actor(1, "manager", "ผู้จัดการ", Role.MANAGER)
MASKED = "ผู้รับบริการ (ปกปิด)"
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def people(open_centre):
    """A mother with her daughter, and a man of the register: their ids."""
    facts = (
        PersonFacts(title="นาง", first_name="กรรณิการ์", last_name="ซ่อนเร้น", sex="F"),
        PersonFacts(title="เด็กหญิง", first_name="มาลี", last_name="ซ่อนเร้น", sex="F"),
    )
    beds = open_centre.house.beds
    members = (
        Member(facts=facts[0], bed_id=beds["หญิง 1-01"]),
        Member(facts=facts[1], relation="CHILD", bed_id=beds["หญิง 1-02"]),
    )
    family = admit(open_centre.work, open_centre.actor, AdmitPeople(members, "TRIAL", TODAY)).person_ids
    man = Member(facts=PersonFacts(title="นาย", first_name="สมคิด", last_name="ตามหา", sex="M"))
    his = admit(open_centre.work, open_centre.actor, AdmitPeople((man,), "TRIAL", TODAY)).person_ids
    return (*family, *his)


@pytest.fixture
def protected(open_centre, people):
    restrict_people(open_centre.work, SW, RestrictPeople(people[:1], "VIOLENCE"))
    return people


def open_dialog(desk, act, person_id, kind):
    open_protection(desk.context, act, person_id, desk.window)
    desk.wait()
    dialog = desk.dialog(kind)
    assert unnamed(dialog) == clipped(dialog) == unreached(dialog) == []
    return dialog


def save(desk):
    press(focused(), Key.Key_Return, CTRL)
    desk.wait()


def restricted(desk):
    return {
        person for person, until in desk.rows(Restriction.person_id, Restriction.until_on) if until is None
    }


def shown(desk):
    labels = [one for one in desk.window.findChildren(QLabel) if one.isVisible()]
    return " ".join(one.text().replace("\u200b", "") for one in labels)


def test_a_woman_and_her_daughter_are_protected_together_and_undone(sit_down, people):
    desk = sit_down(SW)
    dialog = open_dialog(desk, "restrict", people[0], RestrictDialog)
    save(desk)
    assert dialog.boxes["reason_code"].problem(), "why is asked for"
    dialog.code.set_value("VIOLENCE")
    dialog.reason.setFocus()
    type_here("สามีตามหา")
    assert dialog.family[people[1]].isChecked()
    save(desk)
    assert restricted(desk) == set(people[:2])
    desk.context.undo.undo()
    desk.wait()
    rows = desk.rows(Restriction.until_on, Restriction.since_on, Restriction.voided_at)
    assert all(voided is not None or until == since for until, since, voided in rows)


def test_the_daughter_can_be_left_out(sit_down, people):
    desk = sit_down(SW)
    dialog = open_dialog(desk, "restrict", people[0], RestrictDialog)
    dialog.code.set_value("VIOLENCE")
    press(dialog.family[people[1]], Key.Key_Space)
    save(desk)
    assert restricted(desk) == {people[0]}


def test_a_protection_is_shown_as_it_stands_and_lifted(sit_down, protected):
    desk = sit_down(SW)
    dialog = open_dialog(desk, "restrict", protected[0], RestrictDialog)
    assert dialog.code.value() == "VIOLENCE"
    QTest.mouseClick(dialog.lift_button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert restricted(desk) == set()


def test_the_one_she_must_not_meet_is_found_by_typing_a_part_of_the_name(sit_down, people, qtbot):
    desk = sit_down(SW)
    dialog = open_dialog(desk, "keep_apart", people[0], KeepApartDialog)
    dialog.other.setFocus()
    type_text(dialog.other, "สมคิต")
    save(desk)
    assert dialog.boxes["other"].problem(), "text that names nobody is not passed over"
    qtbot.waitUntil(lambda: bool(dialog.other.suggestions()))
    press(dialog.other, Key.Key_Return)
    assert dialog.other.person_id == people[2]
    dialog.relation.setFocus()
    type_here("สามี")
    save(desk)
    assert desk.rows(KeepApart.person_id, KeepApart.other_person_id, KeepApart.relation) == [
        (people[0], people[2], "สามี")
    ]


def test_somebody_outside_the_register_is_described_and_nobody_is_refused(sit_down, people):
    desk = sit_down(SW)
    dialog = open_dialog(desk, "keep_apart", people[0], KeepApartDialog)
    save(desk)
    assert dialog.boxes["other"].problem()
    dialog.description.setFocus()
    type_here("ชายสักลายที่แขนซ้าย")
    save(desk)
    assert desk.rows(KeepApart.other_person_id, KeepApart.description) == [(None, "ชายสักลายที่แขนซ้าย")]


def test_keeping_apart_ends_by_its_button(sit_down, people, open_centre):
    keep_people_apart(open_centre.work, SW, KeepPeopleApart(people[0], people[2], relation="สามี"))
    desk = sit_down(SW)
    dialog = open_dialog(desk, "keep_apart", people[0], KeepApartDialog)
    (end,) = [one for one in dialog.findChildren(QPushButton) if one.objectName().startswith("endApart")]
    assert "สมคิด" in end.accessibleName()
    QTest.mouseClick(end, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.rows(KeepApart.until_on) == [(TODAY,)]


def test_the_desk_sees_a_masked_line_and_opens_it_with_a_reason(sit_down, protected):
    desk = sit_down()
    desk.window.workbench.navigate("residents", person_id=protected[0])
    desk.wait()
    desk.wait()
    assert "กรรณิการ์" not in shown(desk)
    assert MASKED in shown(desk)
    (button,) = [
        one
        for one in desk.window.findChildren(QPushButton)
        if one.isVisible() and one.text() == "เปิดดูโดยระบุเหตุผล…"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.wait()
    dialog = desk.dialog(OpenMaskedDialog)
    dialog.reason.setFocus()
    type_here("สั้น")
    save(desk)
    assert dialog.boxes["reason"].problem()
    type_here(" ต้องพาส่งโรงพยาบาลคืนนี้")
    save(desk)
    desk.wait()
    assert "กรรณิการ์" in shown(desk)


def test_the_manager_reads_who_opened_it_and_says_seen(sit_down, protected, open_centre):
    from panpun_desktop.services.break_glass import OpenMasked, open_masked

    reason = "ต้องพาส่งโรงพยาบาลคืนนี้"
    open_masked(open_centre.work, open_centre.actor, OpenMasked(protected[0], reason))
    desk = sit_down(MANAGER)
    desk.window.workbench.navigate("today")
    desk.wait()
    desk.wait()
    assert reason in shown(desk)
    desk.window.workbench.navigate("settings", section="openings")
    desk.wait()
    section = desk.page.sections["openings"]
    section.table.select_first()
    QTest.mouseClick(section.seen_button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert all(at is not None for (at,) in desk.rows(BreakGlass.acknowledged_at))
    desk.window.workbench.navigate("today")
    desk.wait()
    desk.wait()
    assert reason not in shown(desk)
