"""The register คำขอใช้สิทธิของเจ้าของข้อมูล (R-PD-3): numbered, due, answered or refused with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.models import AppUser, DataRequest, Person
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.data_request_rows import (
    CLOSED,
    LATE,
    OPEN,
    REFUSED,
    RESULTS,
    VOID,
    AnswerRequest,
    ChangeRequest,
    DataRequestRow,
    RecordedRequest,
    RequestFacts,
    RequestFilter,
    VoidRequest,
)
from panpun_desktop.services.documents import number_text, number_year, take_number
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight, veil_of
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork

REGISTER = "data_request"
KINDS = "data_request_kind"
_PERSON = (
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)
_OF_THE_REGISTER = (
    *("number", "kind_words", "received_on", "due_on", "days_left", "result"),
    *("closed_on", "recorded_by", "is_void"),
)
"""What the line of a masked person's request still shows."""


def record_request(work: UnitsOfWork, by: Actor, facts: RequestFacts) -> RecordedRequest:
    """Enter a request and give it the next number; the answer is owed ``privacy.request_days`` later.

    RuleBroken ``data_request.kind_missing``, ``data_request.asker_missing``, ``data_request.in_future``.
    """
    with work.writing(by, "data_request.edit") as session:
        centre = read_centre(session)
        _require_sound(facts, today(work.clock))
        year = number_year(centre, facts.received_on)
        number = number_text(centre, take_number(session, REGISTER, year), year, REGISTER)
        row = DataRequest(number=number, recorded_by_id=by.user_id)
        _put(session, centre, row, facts)
        session.add(row)
        session.flush()
        changes = _changed(row, _("Request recorded under number {number}").format(number=number))
        return RecordedRequest(changes, row.id, number, row.due_on)


def change_request(work: UnitsOfWork, by: Actor, request: ChangeRequest) -> Changes:
    """Correct a line; number and answer stay, the day of the answer follows the day it came."""
    with work.writing(by, "data_request.edit") as session:
        _require_sound(request.facts, today(work.clock))
        row = _standing(session, request.request_id, request.seen_version)
        if row.closed_on is not None and row.closed_on < request.facts.received_on:
            raise RuleBroken("data_request.closed_before", field="received_on")
        _put(session, read_centre(session), row, request.facts)
    return _changed(row, _("Request {number} changed").format(number=row.number))


def answer_request(work: UnitsOfWork, by: Actor, request: AnswerRequest) -> Changes:
    """Settle a request or open it again; nothing is handed out before it is known who asks.

    RuleBroken ``data_request.result_unknown``, ``data_request.reason_missing`` (a refusal),
    ``data_request.identity_missing``, ``data_request.closed_before``, ``data_request.in_future``.
    """
    note, shown = normalise(request.note).strip(), normalise(request.identity_checked_by).strip()
    with work.writing(by, "data_request.edit") as session:
        row = _standing(session, request.request_id, request.seen_version)
        row.identity_checked_by = shown or row.identity_checked_by
        if request.result:
            day = request.closed_on or today(work.clock)
            _require_answer(row, request.result, note, day, today(work.clock))
            row.result, row.result_note, row.closed_on = request.result, note, day
        else:
            row.result, row.result_note, row.closed_on = "", "", None
    words = _("{number} is answered") if request.result else _("{number} is open again")
    return _changed(row, words.format(number=row.number))


def void_request(work: UnitsOfWork, by: Actor, request: VoidRequest) -> Changes:
    """Strike out a line that was a mistake: it stays with its number and the reason."""
    reason = normalise(request.reason).strip()
    with work.writing(by, "data_request.edit") as session:
        if not reason:
            raise RuleBroken("data_request.void_reason_missing", field="reason")
        row = _standing(session, request.request_id, request.seen_version)
        row.voided_at, row.void_reason = work.clock.now(), reason
    return _changed(row, _("{number} struck out, its number stays").format(number=row.number))


def list_requests(work: UnitsOfWork, by: Actor, chosen: RequestFilter) -> tuple[DataRequestRow, ...]:
    """The register, newest first."""
    with work.reading(by, "data_request.read") as session:
        return read_requests(session, chosen)


def read_requests(session: Session, chosen: RequestFilter) -> tuple[DataRequestRow, ...]:
    """``list_requests`` inside a unit of work."""
    seen, day, centre = veil_of(session), local(clock_of(session)).date(), read_centre(session)
    statement = _within(_lines(), chosen, day)
    if seen.hidden:
        about = DataRequest.person_id
        statement = statement.where(or_(about.is_(None), about.not_in(seen.hidden)))
    rows = (
        seen.line(_row(centre, found, day), found.DataRequest.person_id, also=_OF_THE_REGISTER)
        for found in session.execute(statement)
    )
    words = from_thai_digits(chosen.text).casefold().split()
    return tuple(row for row in rows if all(word in _searched(row) for word in words))


def _lines() -> Select[Any]:
    columns: tuple[Any, ...] = (DataRequest, AppUser.name.label("recorded_by"), *_PERSON)
    return (
        select(*columns)
        .outerjoin(Person, Person.id == DataRequest.person_id)
        .join(AppUser, AppUser.id == DataRequest.recorded_by_id)
        .order_by(DataRequest.id.desc())
    )


def _within(statement: Select[Any], chosen: RequestFilter, day: date) -> Select[Any]:
    stands, is_open = DataRequest.voided_at.is_(None), DataRequest.result == ""
    states = {
        OPEN: and_(stands, is_open),
        LATE: and_(stands, is_open, DataRequest.due_on < day),
        CLOSED: and_(stands, DataRequest.result != ""),
        VOID: DataRequest.voided_at.is_not(None),
    }
    if chosen.person_id is not None:
        statement = statement.where(DataRequest.person_id == chosen.person_id)
    return statement.where(states[chosen.state]) if chosen.state else statement


def _searched(row: DataRequestRow) -> str:
    """A register of a few lines a year is searched here: what is masked is not found by its words."""
    words = (row.number, row.kind_words, row.regno, row.person, row.asked_by, row.wish, row.result_note)
    return from_thai_digits(" ".join(words)).casefold()


def _require_sound(facts: RequestFacts, day: date) -> None:
    if not facts.kind:
        raise RuleBroken("data_request.kind_missing", field="kind")
    if facts.person_id is None and not facts.asked_by.strip():
        raise RuleBroken("data_request.asker_missing", field="asked_by")
    if facts.received_on > day:
        raise RuleBroken("data_request.in_future", field="received_on")


def _require_answer(row: DataRequest, result: str, note: str, day: date, now: date) -> None:
    if result not in RESULTS:
        raise RuleBroken("data_request.result_unknown", field="result")
    if result != RESULTS[0] and not note:
        raise RuleBroken("data_request.reason_missing", field="note")
    if result != REFUSED and not row.identity_checked_by:
        raise RuleBroken("data_request.identity_missing", field="identity_checked_by")
    if day < row.received_on:
        raise RuleBroken("data_request.closed_before", field="closed_on")
    if day > now:
        raise RuleBroken("data_request.in_future", field="closed_on")


def _put(session: Session, centre: Centre, row: DataRequest, facts: RequestFacts) -> None:
    if facts.kind not in centre.codes.get(KINDS, {}):
        raise RuleBroken("data_request.kind_missing", field="kind")
    if facts.person_id is not None:
        require_sight(session, facts.person_id)
    row.kind, row.received_on, row.person_id = facts.kind, facts.received_on, facts.person_id
    row.due_on = facts.received_on + timedelta(days=int(centre.settings["privacy.request_days"]))
    row.asked_by = normalise(facts.asked_by).strip()
    row.channel, row.wish = normalise(facts.channel).strip(), normalise(facts.wish).strip()
    row.identity_checked_by = normalise(facts.identity_checked_by).strip()


def _standing(session: Session, request_id: int, seen: int) -> DataRequest:
    row = load(session, DataRequest, request_id, seen)
    if row.person_id is not None:
        require_sight(session, row.person_id)
    if row.voided_at is not None:
        raise RuleBroken("data_request.void_already", number=row.number)
    return row


def _changed(row: DataRequest, summary: str) -> Changes:
    people = frozenset({row.person_id} if row.person_id is not None else ())
    return Changes(data_requests=frozenset({row.id}), people=people, summary=summary)


def _row(centre: Centre, found: Any, day: date) -> DataRequestRow:
    row: DataRequest = found.DataRequest
    return DataRequestRow(
        id=row.id,
        version=row.version,
        number=row.number,
        kind=row.kind,
        kind_words=centre.label(KINDS, row.kind),
        received_on=row.received_on,
        person_id=row.person_id,
        regno=found.regno or "",
        person=name_of(found) if found.regno else "",
        asked_by=row.asked_by,
        channel=row.channel,
        wish=row.wish,
        identity_checked_by=row.identity_checked_by,
        due_on=row.due_on,
        days_left=(row.due_on - day).days,
        result=row.result,
        result_note=row.result_note,
        closed_on=row.closed_on,
        recorded_by=found.recorded_by,
        is_void=row.voided_at is not None,
        void_reason=row.void_reason,
    )
