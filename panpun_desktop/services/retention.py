"""Records whose time is over: listed, approved by a manager, anonymised or kept with a reason (R-PD-5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import ngettext
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import (
    AppUser,
    DataRequest,
    Enrolment,
    Learner,
    Person,
    RetentionDecision,
    Stay,
    WaitingEntry,
)
from panpun_desktop.services.anonymising import anonymise
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.retention_rows import (
    ANONYMISE,
    DUE,
    GONE,
    KEEP,
    KEPT,
    Anonymise,
    KeepLonger,
    RetentionRow,
)
from panpun_desktop.services.visibility import require_sight, veil_of
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_STUDYING = "STUDYING"
_WAITING = "WAITING"


def list_retention(work: UnitsOfWork, by: Actor, state: str = DUE) -> tuple[RetentionRow, ...]:
    """People whose time is over (``due``), who are kept longer, or who were anonymised; oldest first."""
    with work.reading(by, "retention.read") as session:
        seen = veil_of(session)
        rows = (seen.line(row, row.id, also=("last_on", "due_on")) for row in _rows(session, state))
        return tuple(sorted((row for row in rows if row.id not in seen.hidden), key=lambda row: row.due_on))


def retention_years(work: UnitsOfWork, by: Actor) -> int:
    """Years that records are kept after the last day, as it is set now."""
    with work.reading(by, "retention.read") as session:
        return _years(session)


def anonymise_people(work: UnitsOfWork, by: Actor, request: Anonymise) -> Changes:
    """Take away whatever tells who these people were; stays, courses and figures stay.

    RuleBroken ``retention.nobody``, ``retention.not_due`` (something runs, or the time is not over).
    """
    reason = normalise(request.reason).strip()
    with work.writing(by, "retention.approve") as session:
        due = _require_due(session, request.person_ids, {DUE, KEPT})
        for person_id in request.person_ids:
            _decide(session, by, person_id, due[person_id], ANONYMISE, None, reason)
        key, day = work.database.audit_key, today(work.clock)
        anonymise(session, key, request.person_ids, day, also_elsewhere=request.also_elsewhere)
    count = len(request.person_ids)
    words = ngettext("{count} record anonymised", "{count} records anonymised", count)
    return Changes(people=frozenset(request.person_ids), summary=words.format(count=count))


def keep_longer(work: UnitsOfWork, by: Actor, request: KeepLonger) -> Changes:
    """Keep these records until a later day; the reason is kept with the decision.

    RuleBroken ``retention.nobody``, ``retention.not_due``, ``retention.reason_missing``,
    ``retention.day_past``.
    """
    reason = normalise(request.reason).strip()
    with work.writing(by, "retention.approve") as session:
        due = _require_due(session, request.person_ids, {DUE, KEPT})
        if not reason:
            raise RuleBroken("retention.reason_missing", field="reason")
        if request.until_on <= today(work.clock):
            raise RuleBroken("retention.day_past", field="until_on")
        for person_id in request.person_ids:
            _decide(session, by, person_id, due[person_id], KEEP, request.until_on, reason)
    count = len(request.person_ids)
    words = ngettext("{count} record is kept longer", "{count} records are kept longer", count)
    return Changes(people=frozenset(request.person_ids), summary=words.format(count=count))


def _decide(
    session: Session, by: Actor, person_id: int, due: date, decision: str, until: date | None, reason: str
) -> None:
    session.add(
        RetentionDecision(
            person_id=person_id,
            due_on=due,
            decision=decision,
            keep_until_on=until,
            reason=reason,
            decided_at=clock_of(session).now(),
            decided_by_id=by.user_id,
        )
    )


def _require_due(session: Session, person_ids: Collection[int], states: set[str]) -> dict[int, date]:
    if not person_ids:
        raise RuleBroken("retention.nobody")
    for person_id in person_ids:
        require_sight(session, person_id)
    found = {row.id: row.due_on for state in states for row in _rows(session, state)}
    missing = [one for one in person_ids if one not in found]
    if missing:
        regnos = session.scalars(select(Person.regno).where(Person.id.in_(missing)))
        raise RuleBroken("retention.not_due", numbers=", ".join(regnos))
    return found


def _years(session: Session) -> int:
    return int(read_centre(session).settings["privacy.retention_years"])


# who is due ----------------------------------------------------------------------------------------


def _rows(session: Session, state: str) -> Iterable[RetentionRow]:
    day = local(clock_of(session)).date()
    years = _years(session)
    decided, last = _decisions(session), _last_days(session)
    running = _running(session) if state != GONE else frozenset()
    stays = _stay_counts(session)
    for person in session.execute(_people(state)):
        last_on = last.get(person.id, person.registered_on)
        due_on = _years_later(last_on, years)
        decision = decided.get(person.id)
        keep = decision.keep_until_on if decision is not None else None
        is_kept = keep is not None and keep > day
        if state != GONE and (person.id in running or due_on > day or is_kept != (state == KEPT)):
            continue
        yield RetentionRow(
            id=person.id,
            regno=person.regno,
            name=name_of(person),
            last_on=last_on,
            due_on=due_on,
            stays=stays.get(person.id, 0),
            state=state,
            keep_until_on=keep,
            reason=decision.reason if decision is not None else "",
            decided_by=decision.name if decision is not None else "",
        )


def _people(state: str) -> Any:
    is_gone = Person.anonymised_on.is_not(None)
    columns = (Person.id, Person.regno, Person.title, Person.first_name, Person.middle_name)
    more = (Person.last_name, Person.sex, Person.label, Person.registered_on)
    return select(*columns, *more).where(Person.voided_at.is_(None), is_gone if state == GONE else ~is_gone)


def _last_days(session: Session) -> dict[int, date]:
    """Of everybody the last day of anything that had an end."""
    last: dict[int, date] = {}
    for column, owner, stands in (
        (Stay.left_on, Stay.person_id, Stay.voided_at.is_(None)),
        (Enrolment.ended_on, Enrolment.person_id, Enrolment.voided_at.is_(None)),
        (
            func.coalesce(Learner.graduated_on, Learner.status_on, Learner.enrolled_on),
            Learner.person_id,
            None,
        ),
    ):
        found: Any = select(owner, func.max(column)).group_by(owner)
        rows = session.execute(found.where(stands) if stands is not None else found)
        for person_id, ended in rows:
            if ended is not None:
                day = ended if isinstance(ended, date) else date.fromisoformat(ended)
                last[person_id] = max(day, last.get(person_id, day))
    return last


def _running(session: Session) -> frozenset[int]:
    """Everybody of whom something still runs: a stay, a course, studies, waiting, a request."""
    runs = (
        select(Stay.person_id).where(Stay.left_on.is_(None), Stay.voided_at.is_(None)),
        select(Enrolment.person_id).where(Enrolment.ended_on.is_(None), Enrolment.voided_at.is_(None)),
        select(Learner.person_id).where(Learner.status == _STUDYING, Learner.voided_at.is_(None)),
        select(WaitingEntry.person_id).where(
            WaitingEntry.state == _WAITING, WaitingEntry.voided_at.is_(None)
        ),
        select(DataRequest.person_id).where(DataRequest.result == "", DataRequest.voided_at.is_(None)),
    )
    return frozenset(one for query in runs for one in session.scalars(query) if one is not None)


def _stay_counts(session: Session) -> dict[int, int]:
    rows = select(Stay.person_id, func.count()).where(Stay.voided_at.is_(None)).group_by(Stay.person_id)
    return {row[0]: row[1] for row in session.execute(rows)}


def _decisions(session: Session) -> dict[int, Any]:
    """The latest decision about each person."""
    columns = (
        RetentionDecision.person_id,
        RetentionDecision.keep_until_on,
        RetentionDecision.reason,
        AppUser.name,
    )
    rows = session.execute(
        select(*columns)
        .join(AppUser, AppUser.id == RetentionDecision.decided_by_id)
        .where(RetentionDecision.voided_at.is_(None))
        .order_by(RetentionDecision.id)
    )
    return {row.person_id: row for row in rows}


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
