"""Training through the whole window: the trainer marks the class of the hour, the desk takes people out."""

from __future__ import annotations

from datetime import time, timedelta

from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from panpun_desktop.models import AttendanceMark, Enrolment, Person
from panpun_desktop.services.course_rows import Meeting, Trainer
from panpun_desktop.views.acts import ActDialog
from tests.builders import TODAY
from tests.training import a_cohort, a_resident, enrolled, enrolment_of, episode_of, stay_of

NAMES = ("กนกวรรณ", "แก้วตา", "ชูใจ", "หทัย")
SATURDAYS = (Meeting(6, begins_at=time(9), ends_at=time(16)),)


def a_class(desk):
    """A class on Saturdays, taught by the trainer, with four residents since last week."""
    centre = desk.centre
    cohort = a_cohort(centre, meetings=SATURDAYS, trainers=(Trainer(centre.trainer.user_id),))
    people = [a_resident(centre, name, on=TODAY - timedelta(days=9)) for name in NAMES]
    enrolled(centre, cohort, *people, on=TODAY - timedelta(days=7))
    return cohort, people


def marks(desk):
    with desk.centre.work.reading(desk.centre.manager, "check.run") as session:
        rows = session.execute(
            select(Person.first_name, AttendanceMark.code)
            .join(Enrolment, Enrolment.person_id == Person.id)
            .join(AttendanceMark, AttendanceMark.enrolment_id == Enrolment.id)
        )
        return {row.first_name: row.code for row in rows}


def test_a_trainer_lands_on_the_class_of_the_hour_and_marks_it(desk):
    cohort, _people = a_class(desk)
    desk.sign_in("trainer")
    desk.hand.wait()
    assert desk.window.workbench.open_key() == "courses"
    assert (desk.page.cohort.cohort_id, desk.page.cohort.open_tab) == (cohort, "sheet")
    for keys, sign in (("ชู", "ข"), ("ห", "ก")):
        if not marks(desk):
            desk.hand.press("Ctrl+M")
            desk.hand.wait()
            assert set(marks(desk).values()) == {"P"}
        desk.hand.press("Ctrl+F")
        desk.hand.type_text(keys)
        desk.hand.press("Return")
        desk.hand.type_text(sign)
        desk.hand.wait()
    assert marks(desk) == {"กนกวรรณ": "P", "แก้วตา": "P", "ชูใจ": "A", "หทัย": "B"}
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert marks(desk)["หทัย"] == "P"


def open_the_act(desk, person, act):
    desk.window.workbench.navigate("residents", person_id=person, act=act)
    desk.hand.wait()
    (form,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, ActDialog) and one.isVisible()
    ]
    return form


def in_class(desk, person, cohort):
    """The state of the enrolment."""
    return enrolment_of(desk.centre, person, cohort).state


def test_the_desk_changes_the_service_of_someone_in_a_class_and_takes_it_back(desk):
    cohort, people = a_class(desk)
    desk.sign_in("desk")
    form = open_the_act(desk, people[0], "change_service")
    form.service.buttons["TRIAL"].setFocus()
    desk.hand.press("Space")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert in_class(desk, people[0], cohort) == "DROPPED"
    assert episode_of(desk.centre, people[0]).service_type == "TRIAL"
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert in_class(desk, people[0], cohort) == "ACTIVE"
    assert episode_of(desk.centre, people[0]).voided_at is not None
    assert stay_of(desk.centre, people[0]).left_on is None


def test_the_desk_checks_out_someone_in_a_class_and_takes_it_back(desk):
    cohort, people = a_class(desk)
    desk.sign_in("desk")
    form = open_the_act(desk, people[1], "end_stay")
    form.unsaid.setFocus()
    desk.hand.press("Space")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    row = enrolment_of(desk.centre, people[1], cohort)
    assert (row.state, row.ended_on) == ("DROPPED", TODAY)
    assert stay_of(desk.centre, people[1]).left_on == TODAY
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    row = enrolment_of(desk.centre, people[1], cohort)
    assert (row.state, row.ended_on) == ("ACTIVE", None)
    assert stay_of(desk.centre, people[1]).left_on is None
