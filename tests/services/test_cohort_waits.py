"""What waits in a cohort: the list of cohorts and the page of today tell the same facts."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import event

from panpun_desktop.services.attendance import MarkAttendance, MarkCell, mark, unchecked
from panpun_desktop.services.cohort_lists import cohort as head_of
from panpun_desktop.services.cohort_lists import list_cohorts
from panpun_desktop.services.cohort_sessions import sessions
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.today import tasks_waiting
from panpun_desktop.services.training_story import person_training
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.training import a_cohort, a_course, a_resident, an_outsider, enrolled, episode_of


def test_the_list_of_cohorts_counts_what_today_asks_about(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = TODAY - timedelta(days=35)
    cohort = a_cohort(centre, starts_on=first)
    broken, done, late = (a_resident(centre, name, on=first) for name in ("ขาดเรียน", "ครบวัน", "มาช้า"))
    enrolments = [enrolled(centre, cohort, one, on=first) for one in (broken, done)]
    enrolled(centre, cohort, late)
    held = [one for one in sessions(centre.work, centre.desk, cohort) if one.on_day < TODAY]
    cells = [MarkCell(one.id, enrolments[1].id, "P") for one in held]
    cells += [MarkCell(one.id, enrolments[0].id, "P") for one in held[:-3]]
    cells += [MarkCell(one.id, enrolments[0].id, "A") for one in held[-3:]]
    mark(centre.work, centre.manager, MarkAttendance(cohort, tuple(cells)))
    (row,) = list_cohorts(centre.work, centre.manager)
    asked = Counter(one.key.split(":")[0] for one in tasks_waiting(centre.work, centre.manager))
    assert (row.waits.breaks, row.waits.results) == (asked["break"], asked["result"]) == (1, 1)
    assert (row.waits.results_in_class, row.awaiting, row.people) == (1, 0, 3)
    states = {
        one.person_id: (one.is_broken, one.is_result_due) for one in roster(centre.work, centre.desk, cohort)
    }
    assert states == {broken: (True, False), done: (False, True), late: (False, False)}
    assert person_training(centre.work, centre.manager, done)[0].awaits_result


def test_the_head_of_a_cohort_asks_the_database_once_for_each_fact(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre, starts_on=TODAY - timedelta(days=10))
    both = [enrolled(centre, cohort, a_resident(centre, name)) for name in ("กนก", "ขวัญ")]
    centre.work.clock.instant += timedelta(days=2)  # type: ignore[attr-defined]
    monday = TODAY + timedelta(days=2)
    lessons = [one.id for one in sessions(centre.work, centre.desk, cohort) if one.on_day == monday]
    cell = MarkCell(lessons[0], both[0].id, "P")
    mark(centre.work, centre.manager, MarkAttendance(cohort, (cell,)))
    asked: list[str] = []
    engine = centre.work.database.engine

    def listen(_connection: object, _cursor: object, text: str, *_more: object) -> None:
        asked.append(text)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        row = head_of(centre.work, centre.manager, cohort)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    assert (row.today_marked, row.today_expected) == (1, 2)
    waiting = unchecked(centre.work, centre.manager, monday - timedelta(days=30))
    assert row.waits.lessons == len(waiting) > 0
    plans = [one for one in asked if "FROM course_session" in one and "topic" in one]
    marks = [one for one in asked if one.startswith("SELECT attendance_mark")]
    assert (len(plans), len(marks)) == (1, 1)
    assert len(asked) <= 22, "a class of any size: the head is read anew after each mark"


def test_a_person_has_the_signs_of_the_class_list(centre_session: OpenCentre) -> None:
    centre = centre_session
    cohort = a_cohort(centre, ends_on=TODAY + timedelta(days=10))
    coming = a_cohort(centre, a_course(centre, "ทำขนม"), starts_on=TODAY + timedelta(days=1))
    person, applicant = a_resident(centre), an_outsider(centre)
    enrolled(centre, cohort, person)
    enrolled(centre, coming, applicant, on=None)
    assert episode_of(centre, person).service_type == "COURSE_S"
    (line,), (told,) = (
        roster(centre.work, centre.desk, cohort),
        person_training(centre.work, centre.desk, person),
    )
    assert told.late == line.late != ""
    (line,), (told,) = (
        roster(centre.work, centre.desk, coming),
        person_training(centre.work, centre.desk, applicant),
    )
    assert (told.joined_on, told.applied_on) == (line.joined_on, line.applied_on) == (None, TODAY)
