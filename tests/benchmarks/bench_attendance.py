"""The attendance sheet of 60 people over 60 days, with two million marks of other cohorts stored.

A key is measured from its press until the window is painted, the worker writing beside it; a mark until
it is in the database. The floor of painting is the same grid without marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter, sleep, thread_time
from typing import Any

from sqlalchemy import insert, select, text

from panpun_desktop.models import Cohort, Course, CourseSession, Enrolment
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.attendance import MarkAttendance, MarkCell, mark
from panpun_desktop.services.attendance_sheet import read_sheet
from panpun_desktop.views.courses.sheet import SheetTab
from tests.benchmarks.crowds import settle, window
from tests.benchmarks.results import Result
from tests.builders import TODAY
from tests.typing import type_text

PEOPLE, DAYS, OTHERS, TIMES, KEYS, PAUSE = 60, 60, 555, 15, 90, 0.1
KEY_MS, MARK_MS, OPEN_MS, TARGET_RATIO = 10.0, 50.0, 100.0, 3.0
_FIRST = TODAY - timedelta(days=DAYS - 1)
_MANAGER = Actor(1, "manager", "ผู้จัดการ", Role.MANAGER)


def run() -> list[Result]:
    """The tab as the page hosts it, at 1366 by 768."""
    with window(people=PEOPLE * 10, beds=10, staying=0) as program:
        work = program.context.work
        program.window.workbench.navigate("settings")  # what else is open reads nothing meanwhile
        cohort_id = _fill(work)
        read = _median(lambda: read_sheet(work, _MANAGER, cohort_id))
        marks = [_marked(work, cohort_id, number) for number in range(TIMES)]
        tab = SheetTab(program.context, cohort_id)
        tab.resize(1124, 660)
        tab.show()
        settle(program)
        sheet = tab.view.cells.sheet
        assert sheet is not None
        bare = replace(sheet, rows=tuple(replace(row, cells={}) for row in sheet.rows))
        floor = _median(lambda: _painted(tab, bare))
        month = _median(lambda: _painted(tab, sheet))
        tab._show_span(None)
        settle(program)
        keys = _keys(program, tab)
        settle(program)
        tab.close()
    return [
        Result("attendance", "sheet of 60 people read, 2,000,000 marks stored", read, OPEN_MS),
        Result("attendance", "sheet of 60 people read, laid out and painted", read + month, OPEN_MS),
        Result("attendance", "month of 60 people laid out and painted", month, TARGET_RATIO, floor),
        Result("attendance", "key to paint in a grid of 60 × 60", median(keys), KEY_MS),
        Result("attendance", "a mark in the database", median(marks), MARK_MS),
    ]


def _fill(work: Any) -> int:
    """One class to look at, and many that only lie in the database."""
    with work.database.unaudited() as connection, connection.begin():
        connection.execute(insert(Course), {"name": "ตัดเย็บเสื้อผ้า", "service_type": "COURSE_M"})
        course = connection.scalar(select(Course.id).order_by(Course.id.desc()))
        span = {"starts_on": _FIRST, "ends_on": TODAY, "be_year": 2569, "course_id": course}
        connection.execute(insert(Cohort), [{"number": n, **span} for n in range(1, OTHERS + 2)])
        cohorts = list(connection.scalars(select(Cohort.id).where(Cohort.course_id == course)))
        days = [_FIRST + timedelta(days=n) for n in range(DAYS)]
        connection.execute(
            insert(CourseSession), [{"cohort_id": one, "on_day": day} for one in cohorts for day in days]
        )
        known = {"state": "ACTIVE", "applied_on": _FIRST, "joined_on": _FIRST}
        connection.execute(
            insert(Enrolment),
            [
                {"cohort_id": one, "person_id": (one * 7 + n) % (PEOPLE * 10) + 1, **known}
                for one in cohorts
                for n in range(PEOPLE)
            ],
        )
        connection.execute(text(_MARKS), {"last": TODAY.isoformat()})
    return int(cohorts[0])


_MARKS = """
INSERT INTO attendance_mark (session_id, enrolment_id, code, remark, late_reason, version)
SELECT s.id, e.id, substr('PPPPPPPPLSBAO', (s.id * 31 + e.id * 7) % 13 + 1, 1), '', '', 1
FROM course_session s JOIN enrolment e ON e.cohort_id = s.cohort_id WHERE s.on_day < :last
"""


def _marked(work: Any, cohort_id: int, number: int) -> float:
    """Seconds until one mark is in the database."""
    with work.reading(_MANAGER, "course.read") as session:
        lesson = session.scalar(
            select(CourseSession.id).where(
                CourseSession.cohort_id == cohort_id, CourseSession.on_day == TODAY
            )
        )
        people = list(session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort_id)))
    request = MarkAttendance(cohort_id, (MarkCell(lesson, people[number], "O"),))
    started = perf_counter()
    mark(work, _MANAGER, request)
    return perf_counter() - started


def _painted(tab: SheetTab, sheet: Any) -> None:
    tab._lay_days(sheet, (None, TODAY))
    tab.repaint()


def _keys(program: Any, tab: SheetTab) -> list[float]:
    """Seconds from each press to the window painted, by a hand that types ten keys a second."""
    times = []
    tab.view.go_to(0, DAYS // 2)
    for number in range(KEYS):
        letter = "มส"[number % 2]
        started = perf_counter()
        type_text(tab.view, letter)
        program.app.processEvents()
        times.append(perf_counter() - started)
        rests = perf_counter() + PAUSE
        while perf_counter() < rests:
            program.app.processEvents()
            sleep(0.002)
    return times


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        started = thread_time()
        act()
        times.append(thread_time() - started)
    return median(times)
