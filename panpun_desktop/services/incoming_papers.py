"""The register of incoming papers, ทะเบียนหนังสือรับ (R-DOC-1): recorded, answered, closed, never renumbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import Agency, Document, IncomingPaper
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.documents import (
    INCOMING,
    number_text,
    number_year,
    require_readable,
    take_number,
)
from panpun_desktop.services.incoming_rows import (
    RESULTS,
    AnswerIncoming,
    ChangeIncoming,
    CloseIncoming,
    IncomingFacts,
    Recorded,
    VoidIncoming,
)
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def record_incoming(work: UnitsOfWork, by: Actor, facts: IncomingFacts) -> Recorded:
    """Enter a paper that came and give it the next number of its year, once and for good.

    RuleBroken ``incoming.subject_missing``, ``incoming.sender_missing``, ``incoming.in_future``,
    ``incoming.dated_later``, ``incoming.result_without_letter``. A day for our answer before the day
    it came is taken as it stands: post comes late.
    """
    with work.writing(by, "incoming.edit") as session:
        _require_sound(facts, today(work.clock))
        chosen = read_centre(session)
        year = number_year(chosen, facts.received_on)
        sequence = take_number(session, INCOMING, year)
        row = IncomingPaper(
            be_year=year,
            sequence=sequence,
            number=number_text(chosen, sequence, year, INCOMING),
            recorded_by_id=by.user_id,
        )
        _put(session, row, facts)
        session.add(row)
        session.flush()
        answered = _settle_letters(session, row.answers_id)
        summary = _("Received under number {number}").format(number=row.number)
        changes = _changed(row, summary, answered)
        return Recorded(changes, row.id, row.number)


def change_incoming(work: UnitsOfWork, by: Actor, request: ChangeIncoming) -> Changes:
    """Correct a line; number and year stay, a letter of ours that it answered is looked at anew."""
    with work.writing(by, "incoming.edit") as session:
        _require_sound(request.facts, today(work.clock))
        row = _standing(session, request.incoming_id, request.seen_version)
        before = row.answers_id
        _put(session, row, request.facts)
        session.flush()
        answered = _settle_letters(session, before, row.answers_id)
    return _changed(row, _("Incoming paper {number} changed").format(number=row.number), answered)


def answer_incoming(work: UnitsOfWork, by: Actor, request: AnswerIncoming) -> Changes:
    """Say with which issued paper of ours it was answered; that settles it."""
    with work.writing(by, "incoming.edit") as session:
        row = _standing(session, request.incoming_id, request.seen_version)
        paper = _letter(session, request.document_id)
        if paper.cancelled_at is not None:
            raise RuleBroken("incoming.answer_cancelled", field="document_id", number=paper.number)
        row.answered_by_id, row.closed_on = paper.id, max(paper.dated_on, row.received_on)
    return _changed(row, _("{number} is answered").format(number=row.number), {paper.id})


def close_incoming(work: UnitsOfWork, by: Actor, request: CloseIncoming) -> Changes:
    """Nothing more is to be done about the paper; or open it again, then no answer stands with it."""
    with work.writing(by, "incoming.edit") as session:
        row = _standing(session, request.incoming_id, request.seen_version)
        row.closed_on = today(work.clock) if request.is_closed else None
        if not request.is_closed:
            row.answered_by_id = None
    words = _("{number} is settled") if request.is_closed else _("{number} is open again")
    return _changed(row, words.format(number=row.number))


def void_incoming(work: UnitsOfWork, by: Actor, request: VoidIncoming) -> Changes:
    """Strike a line that was a mistake: it stays in the register with its number and the reason."""
    reason = normalise(request.reason).strip()
    with work.writing(by, "incoming.edit") as session:
        if not reason:
            raise RuleBroken("incoming.reason_missing", field="reason")
        row = _standing(session, request.incoming_id, request.seen_version)
        row.voided_at, row.void_reason = work.clock.now(), reason
        session.flush()
        answered = _settle_letters(session, row.answers_id)
    summary = _("{number} struck out, its number stays").format(number=row.number)
    return _changed(row, summary, answered)


def _require_sound(facts: IncomingFacts, day: date) -> None:
    if not facts.subject.strip():
        raise RuleBroken("incoming.subject_missing", field="subject")
    if facts.agency_id is None and not facts.sender.strip():
        raise RuleBroken("incoming.sender_missing", field="sender")
    if facts.received_on > day:
        raise RuleBroken("incoming.in_future", field="received_on")
    if facts.their_date is not None and facts.their_date > facts.received_on:
        raise RuleBroken("incoming.dated_later", field="their_date")
    if facts.result not in RESULTS or (facts.result and facts.answers_id is None):
        raise RuleBroken("incoming.result_without_letter", field="answers_id")


def _put(session: Session, row: IncomingPaper, facts: IncomingFacts) -> None:
    letter = _letter(session, facts.answers_id) if facts.answers_id is not None else None
    if facts.agency_id is not None:
        load(session, Agency, facts.agency_id)
    person_id = facts.person_id
    if person_id is None and letter is not None:
        person_id = letter.person_id
    if person_id is not None:
        require_sight(session, person_id)
    row.received_on, row.subject = facts.received_on, normalise(facts.subject).strip()
    row.their_number, row.their_date = normalise(facts.their_number).strip(), facts.their_date
    row.agency_id, row.sender = facts.agency_id, normalise(facts.sender).strip()
    row.person_id, row.answers_id, row.result = person_id, facts.answers_id, facts.result
    row.reply_due_on, row.note = facts.reply_due_on, normalise(facts.note).strip()


def _letter(session: Session, document_id: int) -> Document:
    paper = load(session, Document, document_id)
    require_readable(session, paper)
    return paper


def _standing(session: Session, incoming_id: int, seen: int) -> IncomingPaper:
    row = load(session, IncomingPaper, incoming_id, seen)
    if row.person_id is not None:
        require_sight(session, row.person_id)
    if row.voided_at is not None:
        raise RuleBroken("incoming.void_already", number=row.number)
    return row


def _settle_letters(session: Session, *ids: int | None) -> frozenset[int]:
    """A letter of ours is answered on the day the first answer came; none left means it waits again."""
    touched = frozenset(one for one in ids if one is not None)
    for document_id in touched:
        paper = load(session, Document, document_id)
        came = session.scalar(
            select(IncomingPaper.received_on)
            .where(IncomingPaper.answers_id == document_id, IncomingPaper.voided_at.is_(None))
            .order_by(IncomingPaper.received_on)
            .limit(1)
        )
        paper.replied_on = came
    return touched


def _changed(row: IncomingPaper, summary: str, documents: frozenset[int] | set[int] = frozenset()) -> Changes:
    return Changes(
        incoming=frozenset({row.id}),
        documents=frozenset(documents),
        people=frozenset({row.person_id} if row.person_id is not None else ()),
        summary=summary,
    )
