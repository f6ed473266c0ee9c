"""Reads how a class attended, of a month or as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Cohort, Course, Person
from panpun_desktop.reports.attendance_summary.data import Attended, Summary
from panpun_desktop.reports.class_facts import class_on_paper, held_until, names_on_paper
from panpun_desktop.reports.months import Month
from panpun_desktop.rules.attendance import Tally, shown_percent, tally
from panpun_desktop.rules.codes import AttendanceCode, EnrolmentState
from panpun_desktop.services.attendance_sheet import SheetRow, sheet_within
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked


def read(session: Session, asked: Asked) -> Summary:
    """The attendance of ``cohort_id``, in ``month`` (its first day) or up to today."""
    cohort_id, month = asked.parameters["cohort_id"], asked.parameters.get("month")
    of = class_on_paper(session, cohort_id)
    period = None if month is None else Month.of(month)
    first, last = (None, None) if period is None else (period.first, period.last)
    sheet = sheet_within(session, asked.by, cohort_id, first, last, asked.today)
    rows = [one for one in sheet.rows if first is None or _was_there(one, first)]
    names = names_on_paper(session, asked, {one.person_id: one.name for one in rows})
    regnos = _regnos(session, asked, set(names))
    until = min(held_until(sheet.rows, sheet.starts_on), asked.today)
    trainees = tuple(_attended(one, names, regnos, asked, period, until) for one in rows)
    return Summary(
        asked.centre.name,
        of,
        None if period is None else period.first,
        asked.today,
        _least(session, asked, cohort_id),
        trainees,
        sheet.hidden,
    )


def _was_there(row: SheetRow, first: date) -> bool:
    ended = row.standing.facts.trainee.ended_on
    return ended is None or ended >= first


def _regnos(session: Session, asked: Asked, people: set[int]) -> dict[int, str]:
    covered = veil(session, asked.by).on_paper
    rows = session.execute(select(Person.id, Person.regno).where(Person.id.in_(people)))
    return {id: covered.text(id, regno) for id, regno in rows}


def _least(session: Session, asked: Asked, cohort_id: int) -> str:
    chosen = select(Course.min_attendance).join(Cohort, Cohort.course_id == Course.id)
    own = session.scalar(chosen.where(Cohort.id == cohort_id))
    return f"{asked.centre.limits.course_min_attendance if own is None else own:g}"


def _attended(
    row: SheetRow,
    names: Mapping[int, str],
    regnos: Mapping[int, str],
    asked: Asked,
    period: Month | None,
    until: date,
) -> Attended:
    found, standing = _tally(row, period, until), row.standing.standing
    counts, state = found.counts, EnrolmentState(row.state)
    return Attended(
        regno=regnos[row.person_id],
        name=names[row.person_id],
        state="" if state is EnrolmentState.ACTIVE else asked.centre.label("enrolment_state", state.value),
        scheduled=found.scheduled,
        present=counts[AttendanceCode.P],
        late=counts[AttendanceCode.L],
        sick=counts[AttendanceCode.S],
        personal=counts[AttendanceCode.B],
        absent=counts[AttendanceCode.A],
        official=counts[AttendanceCode.O],
        percent=None if found.percent is None else shown_percent(found.percent, 2),
        shown=shown_percent(found.percent),
        days=standing.progress.days,
        floor=standing.progress.floor,
        continuous=not standing.continuity.is_broken,
        forecast_day=None if standing.continuity.is_broken else standing.progress.forecast_on,
    )


def _tally(row: SheetRow, period: Month | None, held: date) -> Tally:
    """Of the whole course as the sheet on the screen has it; of a month its own sessions alone."""
    if period is None:
        return row.standing.standing.tally
    facts = row.standing.facts
    lessons = [one.session for one in facts.lessons if period.first <= one.session.day <= period.last]
    until = min(period.last, held)
    return tally(facts.trainee, lessons, facts.counted_marks(until), until + timedelta(days=1), until)
