"""A break in a course and what the manager decides about it: count on, begin anew, end (R-CRS-6).

The program only proposes: as long as nobody decided, the days of the trainee go on as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import ContinuityDecision, Enrolment, Person
from panpun_desktop.rules import attendance
from panpun_desktop.rules.attendance import DayMark
from panpun_desktop.rules.codes import ContinuityChoice
from panpun_desktop.rules.continuity import BreakCause
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.enrolment_acts import drop_within
from panpun_desktop.services.enrolment_rows import Drop
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.training_progress import held_until, stand
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.continuity import Break
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.training_facts import TraineeFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class OpenBreak:
    """The earliest break of an enrolment that waits, with what the manager needs to decide."""

    enrolment_id: int
    version: int
    name: str
    cohort: str
    cause: BreakCause
    first_on: date
    last_on: date
    """The last day of the run, or of leaving."""
    length: int
    """Training days in a row; 0 for nights away."""
    days: int
    floor: int | None
    back_on: date | None
    """The day of coming back, as far as the marks say: what a new count would begin with."""
    last_marked_on: date
    """The last day on which anything is marked: nobody ends before it."""
    absent_on: frozenset[date] = frozenset()
    """The days that are ขาด as a whole: none of them is a day of coming back."""


@dataclass(frozen=True)
class Decide:
    """What a manager decides about the earliest open break.

    ``restart_on``: RESTART counts from this day. ``last_on``: DROP ends on this day, the last in class.
    """

    enrolment_id: int
    seen_version: int
    choice: str
    reason: str = ""
    restart_on: date | None = None
    last_on: date | None = None


def open_break(work: UnitsOfWork, by: Actor, enrolment_id: int) -> OpenBreak:
    """The earliest break that waits for a decision; RuleBroken ``continuity.nothing_open``."""
    with work.reading(by, "continuity.decide") as session:
        row = load(session, Enrolment, enrolment_id)
        require_sight(session, row.person_id)
        return _open_break(session, by, row, today(work.clock))


def _open_break(session: Session, by: Actor, row: Enrolment, day: date) -> OpenBreak:
    name = seen_name(session, by, load(session, Person, row.person_id))
    facts = training_facts(session, [row.id], read_centre(session)).get(row.id)
    if facts is None:
        raise RuleBroken("continuity.nothing_open", name=name)
    until = held_until(session, [row.cohort_id])[row.cohort_id]
    found = stand(facts, day, until).standing
    if not found.continuity.breaks:
        raise RuleBroken("continuity.nothing_open", name=name)
    first = found.continuity.breaks[0]
    days = attendance.Sheet.of(facts.trainee, facts.plan, facts.counted_marks(min(until, day))).days
    last = _last_day(first, days)
    return OpenBreak(
        row.id,
        row.version,
        name,
        cohort_title(session, row.cohort_id),
        first.cause,
        first.first_on,
        last,
        first.length,
        found.progress.days,
        found.progress.floor,
        next((one for one, mark in days.items() if last < one <= day and mark is DayMark.ATTENDED), None),
        _last_marked(facts, last),
        frozenset(one for one, mark in days.items() if mark is DayMark.ABSENT),
    )


def _last_day(one: Break, days: Mapping[date, DayMark]) -> date:
    """The last day of a run of absence: training days in a row from its first."""
    if one.cause is BreakCause.AWAY:
        return one.first_on
    run = [day for day in days if day >= one.first_on][: one.length]
    return run[-1]


def _last_marked(facts: TraineeFacts, at_least: date) -> date:
    marked = (lesson.session.day for lesson in facts.lessons if lesson.session.key in facts.marks)
    return max([at_least, *marked])


def decide(work: UnitsOfWork, by: Actor, request: Decide) -> Changes:
    """Settle the earliest open break of an enrolment (R-CRS-6).

    CONTINUE accepts the days of the break, with a reason; RESTART counts from the return;
    DROP ends the enrolment. RuleBroken ``continuity.*`` and, for DROP, those of ``enrolment_acts.drop``.
    """
    with work.writing(by, "continuity.decide") as session:
        row = load(session, Enrolment, request.enrolment_id, request.seen_version)
        require_sight(session, row.person_id)
        found = _open_break(session, by, row, today(work.clock))
        choice = _required(request, found, today(work.clock))
        session.add(_decision(request, found, choice, by, today(work.clock)))
        if choice is ContinuityChoice.RESTART:
            row.counted_from_on = request.restart_on
        if choice is ContinuityChoice.DROP:
            last_on = request.last_on or found.last_marked_on
            drop_within(session, work, by, Drop(row.id, row.version, last_on, request.reason))
        session.flush()
        return _changes(row, found, choice)


def _required(request: Decide, found: OpenBreak, day: date) -> ContinuityChoice:
    if request.choice not in list(ContinuityChoice):
        raise RuleBroken("continuity.choice_missing", field="choice")
    choice = ContinuityChoice(request.choice)
    if choice is ContinuityChoice.CONTINUE and not request.reason.strip():
        raise RuleBroken("continuity.reason_missing", field="reason")
    if choice is ContinuityChoice.RESTART:
        _require_back(request.restart_on, found, day)
    return choice


def _require_back(on: date | None, found: OpenBreak, day: date) -> None:
    """A new count begins with a day on which the person was back: after the break, until today, not ขาด."""
    if on is not None and on > day:
        raise RuleBroken("continuity.restart_to_come", field="restart_on")
    if on is not None and on in found.absent_on:
        raise RuleBroken("continuity.restart_absent", field="restart_on", day=on)
    if on is None or on <= found.last_on:
        raise RuleBroken("continuity.restart_outside", field="restart_on", first=found.last_on)


def _decision(
    request: Decide, found: OpenBreak, choice: ContinuityChoice, by: Actor, day: date
) -> ContinuityDecision:
    return ContinuityDecision(
        enrolment_id=found.enrolment_id,
        broke_on=found.first_on,
        until_on=found.last_on,
        choice=choice.value,
        restart_on=request.restart_on if choice is ContinuityChoice.RESTART else None,
        reason=request.reason.strip(),
        decided_on=day,
        decided_by_id=by.user_id,
    )


def _changes(row: Enrolment, found: OpenBreak, choice: ContinuityChoice) -> Changes:
    texts = {
        ContinuityChoice.CONTINUE: _("{name}: the days go on counting"),
        ContinuityChoice.RESTART: _("{name}: the days count anew"),
        ContinuityChoice.DROP: _("{name} left the course before its end"),
    }
    return Changes(
        people=frozenset({row.person_id}),
        cohorts=frozenset({row.cohort_id}),
        enrolments=frozenset({row.id}),
        summary=texts[choice].format(name=found.name),
    )
