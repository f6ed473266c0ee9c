"""A list of names pasted into a class: sex and title of people who are not in the register yet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person
from panpun_desktop.services.cohort_lists import cohort
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.views.courses.enrol_dialog import EnrolDialog
from tests.builders import MANAGER
from tests.conformance.walk import clipped, unnamed
from tests.typing import press
from tests.views.test_ways_into_training import opened

LIST = "รายชื่อผู้เข้าอบรม\nชื่อ\tหมายเหตุ\nนางสาวมาลี ทองดี\tมาสาย\nด.ช.ปลา บึงใส\t\nกานต์ ใจเย็น\tย้ายมา\n"


@pytest.fixture
def form(open_centre, qtbot):
    """The dialog of a class, with the list pasted and everybody taken as new."""
    open_centre.context.actor = MANAGER
    open_centre.cohort = opened(open_centre, "ตัดเย็บเสื้อผ้า", "COURSE_S", number=57)
    window = open_centre.window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    form = EnrolDialog(open_centre.context, cohort(open_centre.work, MANAGER, open_centre.cohort), window)
    form.open()
    form.people.paste(LIST)
    open_centre.wait()
    (take_all,) = form.people.banner.findChildren(QPushButton)
    take_all.click()
    open_centre.wait()
    return form


def test_titles_tell_the_sex_and_headings_are_nobody(form, open_centre):
    told = [(one.facts.title, one.facts.first_name, one.facts.sex) for one in form.people.people]
    assert told == [("นางสาว", "มาลี", "F"), ("เด็กชาย", "ปลา", "M"), ("", "กานต์", "")]
    assert form.people.people[0].name == "นางสาวมาลี ทองดี (คนใหม่)"
    assert (clipped(form), unnamed(form)) == ([], [])


def test_who_has_no_title_is_asked_for_on_the_line_and_then_everybody_comes_in(form, open_centre):
    form.save()
    open_centre.wait()
    assert form.boxes["people"].problem().startswith("โปรดเลือกเพศของ กานต์ ใจเย็น")
    box = form.people.lines[2].box
    assert box.hasFocus()
    press(box, Qt.Key.Key_F8)
    assert form.boxes["people"].problem() == ""
    form.save()
    open_centre.wait()
    names = [one.name for one in roster(open_centre.work, MANAGER, open_centre.cohort)]
    assert sorted(names) == ["กานต์ ใจเย็น", "นางสาวมาลี ทองดี", "เด็กชายปลา บึงใส"]
    with open_centre.house.writing() as session:
        person = session.scalars(select(Person).where(Person.first_name == "มาลี")).one()
        assert (person.title, person.sex, person.nickname) == ("นางสาว", "F", "")


def test_a_title_beside_the_other_sex_is_warned_about_and_not_refused(form, open_centre):
    line = form.people.lines[0]
    line.box.set_value("M")
    line.box.chosen.emit("M")
    assert "คำนำหน้า นางสาว ไม่ตรงกับเพศชาย" in line.warning.text()
    assert form.people.candidates()[0].facts.sex == "M"
    open_centre.wait()


def test_a_refusal_goes_when_something_else_stands_in_a_field(form):
    form.refuse(RuleBroken("person.sex_missing", field="sex"))
    assert form.banner.text()
    press(form.people.lines[2].box, Qt.Key.Key_F8)
    assert not form.banner.text()
