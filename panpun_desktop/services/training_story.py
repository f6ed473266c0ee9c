"""A person's training: each course with how it stands, and what it adds to the story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Cohort, Course, Enrolment, Episode
from panpun_desktop.rules.attendance import shown_percent
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.enrolment_rows import RUNNING
from panpun_desktop.services.people_rows import TimelineRow
from panpun_desktop.services.training_progress import Ask, late_words, standings
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.training_progress import TraineeStanding
    from panpun_desktop.store.unit_of_work import UnitsOfWork

KIND = "training"
_TONES = {"DONE": "ok", "FAILED": "warn", "DROPPED": "warn"}


@dataclass(frozen=True)
class TrainingRow:
    """One course of a person; ``progress`` is day n/floor and the forecast in words, "" before joining.

    ``joined_on`` is None for an applicant, who has no first day in class yet.
    """

    enrolment_id: int
    cohort_id: int
    name: str
    state: str
    applied_on: date
    joined_on: date | None
    ended_on: date | None
    days: str
    percent: str
    progress: str
    leave: int
    """Lessons of leave: they count as not attended in ``percent`` (R-CRS-7)."""
    is_broken: bool
    next_step: str | None
    employer: str
    late: str
    """Why the forecast cannot come true: it lies after the last day of the plan (R-CRS-1)."""
    awaits_result: bool
    """A result can be confirmed, or the stay went on, or the plan is over."""
    is_residential: bool
    """The course is one that people live here for."""


def person_training(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[TrainingRow, ...]:
    """The courses of a person as they stand today, the newest first."""
    with work.reading(by, "course.read") as session:
        require_sight(session, person_id)
        rows, day = _rows(session, person_id), today(work.clock)
        found = standings(session, [row[0].id for row in rows], day, read_centre(session))
        return tuple(
            TrainingRow(
                row.id,
                row.cohort_id,
                cohort_name(course, cohort),
                row.state,
                row.applied_on,
                row.joined_on,
                row.ended_on,
                stand.standing.progress.short if stand else "",
                shown_percent(stand.standing.tally.percent) if stand else "",
                stand.standing.progress.text if stand and row.ended_on is None else "",
                stand.standing.tally.leave if stand else 0,
                bool(stand and stand.standing.continuity.is_broken and row.ended_on is None),
                row.next_step,
                row.employer,
                late_words(stand, cohort.ends_on),
                _awaits(row, stand, is_over=gone_on or cohort.ends_on < day),
                course.service_type is not None,
            )
            for row, cohort, course, gone_on in rows
            for stand in [found.get(row.id)]
        )


def _awaits(row: Enrolment, known: TraineeStanding | None, *, is_over: bool) -> bool:
    if known is None or row.state not in RUNNING:
        return False
    return is_over or known.asks is Ask.RESULT


def _rows(session: Session, person_id: int) -> list[tuple[Enrolment, Cohort, Course, bool]]:
    """Each with whether the part of the stay that it is has ended."""
    rows = session.execute(
        select(Enrolment, Cohort, Course, Episode.ended_on)
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Course, Course.id == Cohort.course_id)
        .where(Enrolment.person_id == person_id, Enrolment.voided_at.is_(None))
        .order_by(Enrolment.applied_on.desc(), Enrolment.id.desc())
    )
    return [(row[0], row[1], row[2], row[3] is not None) for row in rows]


def training_story(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    """Applied, joined, and how each course ended."""
    for row, cohort, course, _gone_on in _rows(session, person_id):
        name = cohort_name(course, cohort)
        if row.joined_on is None:
            yield TimelineRow(row.applied_on, KIND, _("Applied for {course}").format(course=name))
            continue
        yield TimelineRow(row.joined_on, KIND, _("Joined {course}").format(course=name), "info")
        if row.ended_on is not None:
            state = centre.label("enrolment_state", row.state)
            text = _("{course}: {state}").format(course=name, state=state)
            yield TimelineRow(row.ended_on, KIND, text, _TONES.get(row.state, "neutral"))
