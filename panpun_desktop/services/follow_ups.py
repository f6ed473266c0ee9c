"""After-care: whom to ask how they are 7, 30 and 90 days after leaving (domain.md R-CM-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import FollowUp, Person, Stay
from panpun_desktop.rules.codes import Outcome
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import veil
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork

SETTING = "follow_up.days"
_NOBODY_TO_ASK = frozenset({Outcome.DEATH.value})


@dataclass(frozen=True)
class PlanFollowUp:
    """Ask how someone is on a day."""

    person_id: int
    due_on: date
    note: str = ""


@dataclass(frozen=True)
class DoFollowUp:
    """What was heard; ``how`` and ``result`` are codes of ``follow_up_how`` and ``follow_up_result``."""

    follow_up_id: int
    seen_version: int
    done_on: date
    how: str
    result: str
    note: str = ""
    again_on: date | None = None
    """A further day to ask, when one is wanted."""


@dataclass(frozen=True)
class CancelFollowUp:
    """Nobody is to be asked after all."""

    follow_up_id: int
    seen_version: int


@dataclass(frozen=True)
class FollowUpRow:
    """One day to ask, or what was heard."""

    id: int
    version: int
    person_id: int
    name: str
    regno: str
    phone: str
    is_unsafe: bool
    """The number must not be called."""
    due_on: date
    left_on: date | None
    outcome: str | None
    done_on: date | None
    how: str
    result: str
    note: str


def days_of(centre: Centre) -> tuple[int, ...]:
    """The days after leaving on which people are asked: the setting, read as it was typed."""
    text = str(centre.settings[SETTING]).replace(",", " ")
    return tuple(sorted({int(one) for one in text.split() if one.isdecimal() and int(one) > 0}))


def planned_days(work: UnitsOfWork, by: Actor) -> tuple[int, ...]:
    """``days_of`` the centre as it is now."""
    with work.reading(by, "person.read") as session:
        return days_of(read_centre(session))


def plan_after_leaving(
    session: Session, centre: Centre, stay: Stay, chosen: tuple[int, ...] | None = None
) -> None:
    """Plan the days to ask after a leaving, inside its unit of work; none after a death.

    ``chosen``: days after leaving instead of those of the setting.
    """
    if stay.left_on is None or stay.outcome in _NOBODY_TO_ASK:
        return
    session.add_all(
        FollowUp(person_id=stay.person_id, stay_id=stay.id, due_on=stay.left_on + timedelta(days=days))
        for days in (days_of(centre) if chosen is None else chosen)
    )


def forget_plan(session: Session, stay_id: int) -> None:
    """Take away the days planned for a leaving that was none; what was heard already stays."""
    planned = select(FollowUp).where(
        FollowUp.stay_id == stay_id, FollowUp.done_on.is_(None), FollowUp.voided_at.is_(None)
    )
    for row in session.scalars(planned):
        row.voided_at = clock_of(session).now()


def plan_follow_up(work: UnitsOfWork, by: Actor, request: PlanFollowUp) -> Changes:
    """Plan one more day to ask."""
    with work.writing(by, "follow_up.edit") as session:
        person = load_known(session, request.person_id)
        last = select(Stay.id).where(Stay.person_id == person.id, Stay.voided_at.is_(None))
        row = FollowUp(
            person_id=person.id,
            stay_id=session.scalar(last.order_by(Stay.arrived_on.desc()).limit(1)),
            due_on=request.due_on,
            note=request.note.strip(),
        )
        session.add(row)
        session.flush()
        return _changes(row, _("Follow-up planned"))


def do_follow_up(work: UnitsOfWork, by: Actor, request: DoFollowUp) -> Changes:
    """Record what was heard; RuleBroken ``follow_up.result_missing`` without a result."""
    with work.writing(by, "follow_up.edit") as session:
        row = _open(session, request.follow_up_id, request.seen_version)
        if not request.result:
            raise RuleBroken("follow_up.result_missing", field="result")
        if request.done_on > today(work.clock):
            raise RuleBroken("follow_up.day_to_come", field="done_on")
        row.done_on, row.done_by_id = request.done_on, by.user_id
        row.how, row.result, row.note = request.how, request.result, request.note.strip()
        if request.again_on is not None:
            session.add(FollowUp(person_id=row.person_id, stay_id=row.stay_id, due_on=request.again_on))
        return _changes(row, _("Follow-up recorded"))


def cancel_follow_up(work: UnitsOfWork, by: Actor, request: CancelFollowUp) -> Changes:
    """Take a planned day away."""
    with work.writing(by, "follow_up.edit") as session:
        row = _open(session, request.follow_up_id, request.seen_version)
        row.voided_at = work.clock.now()
        return _changes(row, _("Follow-up cancelled"))


def _changes(row: FollowUp, summary: str) -> Changes:
    return Changes(people=frozenset({row.person_id}), follow_ups=frozenset({row.id}), summary=summary)


def _open(session: Session, id: int, seen: int) -> FollowUp:
    row = load(session, FollowUp, id, seen)
    if row.done_on is not None or row.voided_at is not None:
        raise RuleBroken("follow_up.done_already", field="follow_up")
    return row


def follow_ups(
    work: UnitsOfWork, by: Actor, person_id: int | None = None, due_until: date | None = None
) -> tuple[FollowUpRow, ...]:
    """Days to ask, the most overdue first; of one person also what was heard.

    Somebody who stays here again needs no asking: left out of the common list.
    """
    with work.reading(by, "person.read") as session:
        return tuple(read_follow_ups(session, by, person_id, due_until))


def read_follow_ups(
    session: Session, by: Actor, person_id: int | None = None, due_until: date | None = None
) -> Iterator[FollowUpRow]:
    """``follow_ups`` inside a unit of work."""
    seen = veil(session, by)
    rows = (
        select(FollowUp, *_PERSON, Stay.left_on, Stay.outcome)
        .join(Person, Person.id == FollowUp.person_id)
        .outerjoin(Stay, Stay.id == FollowUp.stay_id)
        .where(FollowUp.voided_at.is_(None), FollowUp.person_id.not_in(seen.hidden))
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    if person_id is not None:
        rows = rows.where(FollowUp.person_id == person_id)
    else:
        rows = rows.where(FollowUp.done_on.is_(None), is_elsewhere())
    if due_until is not None:
        rows = rows.where(FollowUp.due_on <= due_until)
    for row in session.execute(rows):
        yield _row(row, seen.name(row.person_id, name_of(row), row.first_name), seen.sees(row.person_id))


def is_elsewhere() -> Any:
    """Whether the person of a follow-up does not stay here again: only then is there somebody to ask."""
    open_stay = Stay.__table__.alias()
    return ~exists().where(
        and_(
            open_stay.c.person_id == FollowUp.person_id,
            open_stay.c.left_on.is_(None),
            open_stay.c.voided_at.is_(None),
        )
    )


_PERSON = (
    Person.id.label("person_id"),
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
    Person.phone,
    Person.phone_unsafe,
)


def _row(row: Any, name: str, sees_all: bool) -> FollowUpRow:
    asked: FollowUp = row.FollowUp
    return FollowUpRow(
        id=asked.id,
        version=asked.version,
        person_id=row.person_id,
        name=name,
        regno=row.regno,
        phone=row.phone if sees_all else "",
        is_unsafe=row.phone_unsafe,
        due_on=asked.due_on,
        left_on=row.left_on,
        outcome=row.outcome,
        done_on=asked.done_on,
        how=asked.how,
        result=asked.result,
        note=asked.note if sees_all else "",
    )
