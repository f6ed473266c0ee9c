"""A bed chosen by hand at admission: what speaks against it is said before it is taken (R-SAF-1)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import Sleeper, chosen_warnings
from panpun_desktop.services.keeping_apart import KeepPeopleApart, keep_people_apart
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.views.admission.bed_dialog import BedDialog
from tests.builders import TODAY
from tests.conformance.walk import clipped, unnamed
from tests.views.test_admission import desk, make_desk

__all__ = ["desk", "make_desk"]
CASE = Actor(40, "sw", "นักสังคมฯ", Role.SW)
HERS, HIS = "หญิง 1-01", "ชาย 1-01"


@pytest.fixture
def man(desk, open_centre):
    """Of the register, not here now; whom he must not meet sleeps in the house."""
    work, actor, beds = desk.context.work, desk.context.actor, open_centre.house.beds
    woman = PersonFacts(title="นาง", first_name="กรรณิการ์", last_name="สุขดี", sex="F")
    hers = admit(work, actor, AdmitPeople((Member(facts=woman, bed_id=beds[HERS]),), "TRIAL", TODAY))
    facts = PersonFacts(title="นาย", first_name="สมคิด", last_name="ตามหา", sex="M")
    his = admit(work, actor, AdmitPeople((Member(facts=facts),), "TRIAL", TODAY))
    end_stay(work, actor, EndStay(((his.stay_ids[0], 1),), TODAY, "OTHER"))
    keep_people_apart(work, CASE, KeepPeopleApart(hers.person_ids[0], his.person_ids[0]))
    return hers.person_ids[0], his.person_ids[0]


def open_dialog(desk, person_id):
    desk.page.people.take(desk.page.people.rows[0], person_id)
    desk.wait()
    desk.pause()
    desk.page.arrival.bed.beds_asked.emit()
    desk.wait()
    return desk.dialog(BedDialog)


def choose(desk, dialog, bed_id):
    (box,) = (one.field for one in dialog._boxes.values())
    box.set_value(f"bed:{bed_id}")
    box.chosen.emit(box.value())
    desk.wait()


def test_r_saf_1_a_bed_by_hand_in_the_building_of_whom_he_must_not_meet_is_warned_of(desk, open_centre, man):
    dialog = open_dialog(desk, man[1])
    choose(desk, dialog, open_centre.house.beds[HIS])
    assert "โปรดเลือกอาคารอื่น" in dialog.warning.text()
    assert "กรรณิการ์" not in dialog.warning.text(), "the desk may not know whom he must not meet"
    assert unnamed(dialog) == clipped(dialog) == []
    QTest.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    desk.wait()
    button = desk.page.arrival.bed
    assert (button.words, button.verdict_text()) == (HIS, "โปรดพิจารณา")
    assert "โปรดเลือกอาคารอื่น" in button.toolTip()


def test_leaving_the_bed_open_takes_the_warning_away(desk, open_centre, man):
    dialog = open_dialog(desk, man[1])
    choose(desk, dialog, open_centre.house.beds[HIS])
    (box,) = (one.field for one in dialog._boxes.values())
    box.set_value("none")
    box.chosen.emit("none")
    desk.wait()
    assert dialog.warning.text() == ""


def test_those_who_may_know_hear_the_name_and_two_who_come_together_are_seen_too(desk, open_centre, man):
    woman, his = man
    beds, work = open_centre.house.beds, desk.context.work
    alone = ((Sleeper("a", "M", 40, person_id=his), beds[HIS]),)
    assert "กรรณิการ์" in chosen_warnings(work, CASE, alone, TODAY)["a"][0]
    both = (*alone, (Sleeper("b", "F", 38, person_id=woman), beds["หญิง 1-02"]))
    assert set(chosen_warnings(work, CASE, both, TODAY)) == {"a", "b"}


def test_a_man_in_a_womens_room_by_hand_is_warned_of_too(desk, open_centre):
    desk.type("นายสมมติ ตัวอย่าง")
    desk.enter()
    desk.pause()
    desk.page.arrival.bed.beds_asked.emit()
    desk.wait()
    dialog = desk.dialog(BedDialog)
    choose(desk, dialog, open_centre.house.beds["หญิง 1-01"])
    assert "หญิง" in dialog.warning.text()
