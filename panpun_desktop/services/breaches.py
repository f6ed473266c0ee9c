"""The register เหตุละเมิดข้อมูลส่วนบุคคล (R-PD-6): known, judged, told to the Office and to the people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import BANGKOK, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import AppUser, Breach
from panpun_desktop.services.breach_rows import (
    HIGH,
    NONE,
    RISKS,
    BreachFacts,
    BreachRow,
    ChangeBreach,
    CloseBreach,
    RecordedBreach,
    VoidBreach,
)
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.documents import number_text, number_year, take_number
from panpun_desktop.services.records import load
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork

REGISTER = "breach"


def record_breach(work: UnitsOfWork, by: Actor, facts: BreachFacts) -> RecordedBreach:
    """Enter a breach; the Office is to be told ``privacy.breach_hours`` after the centre came to know.

    RuleBroken ``breach.description_missing``, ``breach.in_future``, ``breach.no_risk_reason_missing``,
    ``breach.told_before``, ``breach.late_reason_missing``, ``breach.people_told_before``.
    """
    with work.writing(by, "breach.edit") as session:
        centre = read_centre(session)
        row = Breach(recorded_by_id=by.user_id)
        _put(centre, row, facts, work.clock.now())
        year = number_year(centre, facts.known_at.astimezone(BANGKOK).date())
        row.number = number_text(centre, take_number(session, REGISTER, year), year, REGISTER)
        session.add(row)
        session.flush()
        changes = _changed(row, _("Breach recorded under number {number}").format(number=row.number))
        return RecordedBreach(changes, row.id, row.number, row.due_at)


def change_breach(work: UnitsOfWork, by: Actor, request: ChangeBreach) -> Changes:
    """Write what is known now: risk, who was told when, what was done."""
    with work.writing(by, "breach.edit") as session:
        row = _standing(session, request.breach_id, request.seen_version)
        _put(read_centre(session), row, request.facts, work.clock.now())
    return _changed(row, _("Breach {number} changed").format(number=row.number))


def close_breach(work: UnitsOfWork, by: Actor, request: CloseBreach) -> Changes:
    """Close a breach once everybody who is to be told was told, or open it again.

    RuleBroken ``breach.not_judged``, ``breach.office_not_told``, ``breach.people_not_told``.
    """
    with work.writing(by, "breach.edit") as session:
        row = _standing(session, request.breach_id, request.seen_version)
        if request.is_closed:
            _require_told(row)
        row.closed_on = today(work.clock) if request.is_closed else None
    words = _("{number} is closed") if request.is_closed else _("{number} is open again")
    return _changed(row, words.format(number=row.number))


def void_breach(work: UnitsOfWork, by: Actor, request: VoidBreach) -> Changes:
    """Strike out a line that was a mistake: it stays with its number and the reason."""
    reason = normalise(request.reason).strip()
    with work.writing(by, "breach.edit") as session:
        if not reason:
            raise RuleBroken("breach.void_reason_missing", field="reason")
        row = _standing(session, request.breach_id, request.seen_version)
        row.voided_at, row.void_reason = work.clock.now(), reason
    return _changed(row, _("{number} struck out, its number stays").format(number=row.number))


def list_breaches(work: UnitsOfWork, by: Actor) -> tuple[BreachRow, ...]:
    """The register, newest first."""
    with work.reading(by, "breach.read") as session:
        return read_breaches(session)


def read_breaches(session: Session, *, open_only: bool = False) -> tuple[BreachRow, ...]:
    """``list_breaches`` inside a unit of work; ``open_only`` leaves out the closed and the struck out."""
    now = clock_of(session).now()
    columns: tuple[Any, ...] = (Breach, AppUser.name.label("recorded_by"))
    statement = select(*columns).join(AppUser, AppUser.id == Breach.recorded_by_id)
    if open_only:
        statement = statement.where(Breach.closed_on.is_(None), Breach.voided_at.is_(None))
    found = session.execute(statement.order_by(Breach.id.desc()))
    return tuple(_row(one.Breach, one.recorded_by, now) for one in found)


def read_breach(session: Session, breach_id: int) -> BreachRow:
    """One line; RuleBroken ``record.missing`` where there is none."""
    row = load(session, Breach, breach_id)
    by = session.get_one(AppUser, row.recorded_by_id)
    return _row(row, by.name, clock_of(session).now())


def _put(centre: Centre, row: Breach, facts: BreachFacts, now: datetime) -> None:
    hours = int(centre.settings["privacy.breach_hours"])
    due_at = facts.known_at + timedelta(hours=hours)
    _require_sound(facts, now)
    _require_told_in_time(facts, due_at, now)
    row.known_at, row.due_at = facts.known_at, due_at
    row.description, row.happened = normalise(facts.description).strip(), normalise(facts.happened).strip()
    row.groups, row.people = normalise(facts.groups).strip(), facts.people
    row.risk, row.risk_note = facts.risk, normalise(facts.risk_note).strip()
    row.office_told_at, row.late_reason = facts.office_told_at, normalise(facts.late_reason).strip()
    row.people_told_on, row.remedy = facts.people_told_on, normalise(facts.remedy).strip()


def _require_sound(facts: BreachFacts, now: datetime) -> None:
    if not facts.description.strip():
        raise RuleBroken("breach.description_missing", field="description")
    if facts.known_at > now:
        raise RuleBroken("breach.in_future", field="known_on")
    if facts.people is not None and facts.people < 0:
        raise RuleBroken("breach.people_negative", field="people")
    if facts.risk not in RISKS:
        raise RuleBroken("breach.not_judged", field="risk")
    if facts.risk == NONE and not facts.risk_note.strip():
        raise RuleBroken("breach.no_risk_reason_missing", field="risk_note")


def _require_told_in_time(facts: BreachFacts, due_at: datetime, now: datetime) -> None:
    """Late is possible, but says why (s.37(4)); nobody is told before it is known."""
    told = facts.office_told_at
    if told is not None:
        if told < facts.known_at:
            raise RuleBroken("breach.told_before", field="office_told_on")
        if told > now:
            raise RuleBroken("breach.in_future", field="office_told_on")
        if told > due_at and not facts.late_reason.strip():
            raise RuleBroken("breach.late_reason_missing", field="late_reason")
    day = facts.people_told_on
    if day is not None and day < facts.known_at.astimezone(BANGKOK).date():
        raise RuleBroken("breach.people_told_before", field="people_told_on")
    if day is not None and day > now.astimezone(BANGKOK).date():
        raise RuleBroken("breach.in_future", field="people_told_on")


def _require_told(row: Breach) -> None:
    if not row.risk:
        raise RuleBroken("breach.not_judged", field="risk")
    if row.risk != NONE and row.office_told_at is None:
        raise RuleBroken("breach.office_not_told", field="office_told_on")
    if row.risk == HIGH and (row.people_told_on is None or not row.remedy):
        raise RuleBroken("breach.people_not_told", field="people_told_on")


def _standing(session: Session, breach_id: int, seen: int) -> Breach:
    row = load(session, Breach, breach_id, seen)
    if row.voided_at is not None:
        raise RuleBroken("breach.void_already", number=row.number)
    return row


def _changed(row: Breach, summary: str) -> Changes:
    return Changes(breaches=frozenset({row.id}), summary=summary)


def _row(row: Breach, recorded_by: str, now: datetime) -> BreachRow:
    return BreachRow(
        id=row.id,
        version=row.version,
        number=row.number,
        known_at=row.known_at,
        happened=row.happened,
        description=row.description,
        groups=row.groups,
        people=row.people,
        risk=row.risk,
        risk_note=row.risk_note,
        due_at=row.due_at,
        office_told_at=row.office_told_at,
        people_told_on=row.people_told_on,
        remedy=row.remedy,
        late_reason=row.late_reason,
        closed_on=row.closed_on,
        recorded_by=recorded_by,
        is_void=row.voided_at is not None,
        void_reason=row.void_reason,
        read_at=now,
    )
