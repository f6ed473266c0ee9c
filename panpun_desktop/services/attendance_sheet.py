"""The sheet of a class: people down, lessons across, what each cell holds, and how each one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.models import Cohort, Course, Enrolment, Person
from panpun_desktop.rules.class_presence import Grey
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.rules.course_floor import beyond_words, is_beyond_plan
from panpun_desktop.rules.roles import may
from panpun_desktop.services.attendance import free_from, teaches
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.records import load
from panpun_desktop.services.training_facts import Lesson, lessons_of, training_facts
from panpun_desktop.services.training_progress import TraineeStanding, standings_of
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class SheetCell:
    """A mark as it is written: code and remark."""

    code: str
    remark: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One trainee of the sheet; ``cells`` and ``greys`` by session id."""

    enrolment_id: int
    person_id: int
    name: str
    state: str
    cells: Mapping[int, SheetCell]
    greys: Mapping[int, Grey]
    standing: TraineeStanding
    late: str = ""
    """Why the forecast cannot come true: it lies after the last day of the plan (R-CRS-1)."""
    awaits_result: bool = False
    """The stay went on, or the plan is over: in class no more, the result is to be confirmed."""

    @property
    def is_in_class(self) -> bool:
        """Comes to the lessons still, a suspension included."""
        return EnrolmentState(self.state).is_running and not self.awaits_result


@dataclass(frozen=True)
class Sheet:
    """A cohort's lessons of some days with everybody in it, in the order of names."""

    cohort_id: int
    title: str
    service_type: str | None
    starts_on: date
    ends_on: date
    closed_on: date | None
    first: date
    last: date
    today: date
    lessons: tuple[Lesson, ...]
    """Those from ``first`` to ``last``, held or not."""
    rows: tuple[SheetRow, ...]
    hidden: int
    """People in the class of whom this role sees nothing; they are marked by those who may."""
    may_mark: bool
    free_from_on: date | None
    """Days before it are changed with a reason (setting ``course.edit_days``); None: no day needs one."""
    floor: int | None = None


def read_sheet(
    work: UnitsOfWork, by: Actor, cohort_id: int, first: date | None = None, last: date | None = None
) -> Sheet:
    """The sheet of the days first to last, both included; None: from the beginning, to the end of the plan.

    RuleBroken ``record.missing`` for a cohort that is not there.
    """
    with work.reading(by, "course.read") as session:
        return sheet_within(session, by, cohort_id, first, last, today(work.clock))


def sheet_within(
    session: Session, by: Actor, cohort_id: int, first: date | None, last: date | None, day: date
) -> Sheet:
    """``read_sheet`` inside a unit of work."""
    centre = read_centre(session)
    cohort = load(session, Cohort, cohort_id)
    course = load(session, Course, cohort.course_id)
    ids = select(Enrolment.id).where(
        Enrolment.cohort_id == cohort_id,
        Enrolment.voided_at.is_(None),
        Enrolment.state != EnrolmentState.APPLIED.value,
    )
    facts = training_facts(session, session.scalars(ids).all(), centre)
    standings = standings_of(session, facts, day)
    seen = veil(session, by)
    names = trainee_names(session, {one.person_id for one in facts.values()})
    since, until = first or cohort.starts_on, last or cohort.ends_on
    plan = next((one.lessons for one in facts.values()), ())
    lessons = tuple(one for one in plan or _plan(session, cohort_id) if since <= one.session.day <= until)
    shown = {one.session.key for one in lessons}
    rows = [
        SheetRow(
            one.enrolment_id,
            one.person_id,
            seen.name(one.person_id, *names[one.person_id]),
            one.state.value,
            {key: SheetCell(*mark) for key, mark in one.marks.items() if key in shown},
            {key: grey for key, grey in one.greys.items() if key in shown},
            standings[one.enrolment_id],
            _late(standings[one.enrolment_id], cohort.ends_on),
            one.state.is_running and (one.trainee.ended_on is not None or cohort.ends_on < day),
        )
        for one in facts.values()
        if one.person_id not in seen.hidden and one.trainee.joined_on <= until
    ]
    order = name_order(session, {one.person_id for one in rows})
    floors = [one.terms.floor_days for one in facts.values()]
    return Sheet(
        cohort_id,
        cohort_title(session, cohort_id),
        course.service_type,
        cohort.starts_on,
        cohort.ends_on,
        cohort.closed_on,
        since,
        until,
        day,
        lessons,
        tuple(sorted(rows, key=lambda row: (order[row.person_id], row.enrolment_id))),
        sum(one.person_id in seen.hidden for one in facts.values()),
        cohort.closed_on is None and may(by, "attendance.mark") and teaches(session, by, cohort_id),
        free_from(by, day, centre),
        floors[0] if floors else course.floor_days,
    )


def _late(found: TraineeStanding, ends_on: date) -> str:
    is_late = is_beyond_plan(found.standing.progress, found.facts.trainee, ends_on)
    return beyond_words(ends_on) if is_late else ""


def _plan(session: Session, cohort_id: int) -> tuple[Lesson, ...]:
    return lessons_of(session, [cohort_id])[cohort_id]


def name_order(session: Session, ids: set[int]) -> dict[int, str]:
    """What people of a class are sorted by, the same on every tab and paper: the name without a title."""
    rows = session.execute(select(Person.id, Person.sort_key).where(Person.id.in_(ids)))
    return {row.id: row.sort_key for row in rows}


def trainee_names(session: Session, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Full name and first name of people, to be covered by the veil."""
    columns = (
        *(Person.id, Person.title, Person.first_name, Person.middle_name, Person.last_name),
        *(Person.sex, Person.label),
    )
    rows = session.execute(select(*columns).where(Person.id.in_(ids)))
    return {row.id: (name_of(row), row.first_name) for row in rows}
