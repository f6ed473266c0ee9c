"""Issuing papers: a number where the kind has a register, frozen facts and bytes, identical reprints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import be_year, fiscal_year, month_label
from panpun_desktop.models import (
    ClosedMonth,
    Counter,
    Disclosure,
    Document,
    DocumentFile,
    Enrolment,
    Person,
)
from panpun_desktop.services.access import PRINT, write_access
from panpun_desktop.services.attendance import require_not_anothers
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.document_lines import DocumentFilter, DocumentRow, read_documents
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


OUTGOING, INCOMING = "outgoing", "incoming"
"""The registers of letters; incoming papers stand in a table of their own."""
_PATTERNS = {
    "certificate": "document.certificate_pattern",
    "transcript": "document.transcript_pattern",
    "memo": "document.memo_pattern",
    "receipt": "document.receipt_pattern",
    INCOMING: "document.incoming_pattern",
    "data_request": "privacy.request_pattern",
    "breach": "privacy.breach_pattern",
}
"""Register -> setting of its numbers; letters have the other one."""


@dataclass(frozen=True)
class Drawn:
    """What drawing a paper gave: the facts the layout was given, as JSON-able values, and the bytes."""

    title: str
    facts: Mapping[str, Any]
    pdf: bytes
    disclosed: tuple[str, ...] = ()
    """Codes of what the paper tells its recipient (R-PD-9); empty for papers that stay in the house."""
    recipient: str = ""
    basis: str = ""
    reply_due_on: date | None = None
    """The day by which the paper itself asks for an answer."""


@dataclass(frozen=True)
class IssueDocument:
    """Issue one paper. ``register`` "" takes no number (forms, census)."""

    kind: str
    draw: Callable[[Session, str], Drawn]
    """Called inside the unit of work with the number as text in Arabic digits ("" without a register)."""
    dated_on: date
    register: str = ""
    person_id: int | None = None
    stay_id: int | None = None
    agency_id: int | None = None
    enrolment_id: int | None = None
    """The course that the paper is about; its person is the paper's."""
    reply_due_on: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CancelDocument:
    """A cancelled paper keeps its number (R-DOC-1)."""

    document_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class Issued:
    """An issued paper."""

    changes: Changes
    document_id: int
    number: str
    title: str
    pdf: bytes


def issue(
    work: UnitsOfWork, by: Actor, requests: tuple[IssueDocument, ...], act: str = "document.issue"
) -> tuple[Issued, ...]:
    """Issue papers together: number, facts, bytes and audit in one unit of work, or none.

    ``act`` is the right that the paper asks for.
    """
    with work.writing(by, act) as session:
        chosen = read_centre(session)
        return tuple(issue_in(session, by, work.clock.now(), chosen, request) for request in requests)


def issue_in(session: Session, by: Actor, now: datetime, chosen: Centre, request: IssueDocument) -> Issued:
    """Issue a paper within an act that does more than that."""
    year = number_year(chosen, request.dated_on)
    sequence = take_number(session, request.register, year) if request.register else None
    number = number_text(chosen, sequence, year, request.register) if sequence is not None else ""
    drawn = request.draw(session, number)
    paper = Document(
        kind=request.kind,
        title=drawn.title,
        register=request.register,
        be_year=year if request.register else None,
        sequence=sequence,
        number=number,
        person_id=_person_of(session, by, request),
        stay_id=request.stay_id,
        enrolment_id=request.enrolment_id,
        agency_id=request.agency_id,
        dated_on=request.dated_on,
        reply_due_on=request.reply_due_on or drawn.reply_due_on,
        parameters=_json(request.parameters),
        facts=_json(drawn.facts),
        issued_at=now,
        issued_by_id=by.user_id,
    )
    session.add(paper)
    session.flush()
    _keep_bytes(session, paper.id, drawn.pdf)
    _disclose(session, paper, drawn)
    if paper.person_id is not None:
        write_access(session, PRINT, paper.kind, [paper.person_id])
    changes = Changes(
        documents=frozenset({paper.id}),
        people=frozenset({paper.person_id} if paper.person_id else ()),
        summary=_("Issued {title} {number}").format(title=drawn.title, number=number).rstrip(),
    )
    return Issued(changes, paper.id, number, drawn.title, drawn.pdf)


def _person_of(session: Session, by: Actor, request: IssueDocument) -> int | None:
    """Whose paper it is; that of a class a trainer issues only where the trainer teaches."""
    if request.enrolment_id is None:
        return request.person_id
    enrolment = load(session, Enrolment, request.enrolment_id)
    require_not_anothers(session, by, enrolment.cohort_id)
    return request.person_id or enrolment.person_id


def _keep_bytes(session: Session, document_id: int, pdf: bytes) -> None:
    digest = hashlib.sha256(pdf).hexdigest()
    session.add(DocumentFile(document_id=document_id, pdf=pdf, sha256=digest))


def _disclose(session: Session, paper: Document, drawn: Drawn) -> None:
    """Every paper that tells an outsider something is in the disclosure register (R-PD-9)."""
    if not drawn.disclosed or paper.person_id is None:
        return
    session.add(
        Disclosure(
            document_id=paper.id,
            person_id=paper.person_id,
            agency_id=paper.agency_id,
            recipient=drawn.recipient,
            items=",".join(drawn.disclosed),
            basis=drawn.basis,
            disclosed_on=paper.dated_on,
        )
    )


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def take_number(session: Session, register: str, year: int) -> int:
    """The next number of a register and Buddhist-era year; given once, never again."""
    row = session.get(Counter, (register, year))
    if row is None:
        row = Counter(register=register, year=year, last=0)
        session.add(row)
    row.last += 1
    return row.last


def number_text(chosen: Centre, sequence: int, year: int, register: str = OUTGOING) -> str:
    """The number as the centre writes it (R-DOC-1), in Arabic digits: ปป. 012/2569."""
    pattern = chosen.settings[_PATTERNS.get(register, "document.letter_pattern")]
    return (
        str(pattern)
        .format(prefix=chosen.letter_prefix, n=sequence, yyyy=year, yy=f"{year % 100:02d}")
        .strip()
    )


def number_year(chosen: Centre, day: date) -> int:
    """The Buddhist-era year in whose register a paper of a day stands: calendar or fiscal, as set."""
    by_fiscal_year = chosen.settings["document.number_year"] == "fiscal"
    return fiscal_year(day) if by_fiscal_year else be_year(day)


def next_number(work: UnitsOfWork, by: Actor, register: str, dated_on: date) -> str:
    """The number the next paper of a register would get; it is taken only by issuing."""
    with work.reading(by, "document.read") as session:
        chosen = read_centre(session)
        year = number_year(chosen, dated_on)
        row = session.get(Counter, (register, year))
        return number_text(chosen, (row.last if row else 0) + 1, year, register)


def reprint(work: UnitsOfWork, by: Actor, document_id: int) -> bytes:
    """The very bytes that were issued; each reprint is noted in the audit (R-DOC-2)."""
    with work.writing(by, "document.reprint", note=f"document:{document_id}", always=True) as session:
        row = session.get(DocumentFile, document_id)
        paper = session.get(Document, document_id)
        if paper is None:
            raise RuleBroken("document.not_found")
        if row is None:
            raise RuleBroken("document.anonymised", number=paper.number)
        require_readable(session, paper)
        if paper.person_id is not None:
            write_access(session, PRINT, paper.kind, [paper.person_id])
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            raise RuleBroken("document.damaged")
        return row.pdf


def require_readable(session: Session, paper: Document) -> None:
    """Refuse a paper about, or naming, someone whom the asker does not see whole (R-SAF-1).

    RuleBroken ``document.not_found``, ``person.masked`` or ``document.names_masked``.
    """
    seen = veil_of(session)
    if paper.person_id in seen.hidden:
        raise RuleBroken("document.not_found")
    if paper.person_id is not None:
        require_sight(session, paper.person_id)
    names = select(Person.first_name, Person.last_name).where(Person.id.in_(seen.not_whole))
    if any(f"{first} {last}".strip() in paper.facts for first, last in session.execute(names) if first):
        raise RuleBroken("document.names_masked")


def readable(session: Session, paper: Document) -> bool:
    """Say whether ``require_readable`` would let the asker see a paper."""
    try:
        require_readable(session, paper)
    except RuleBroken:
        return False
    return True


def cancel(work: UnitsOfWork, by: Actor, request: CancelDocument) -> Changes:
    """Cancel an issued paper; number and bytes stay. RuleBroken ``document.closed_month`` (R-REP-5)."""
    if not request.reason.strip():
        raise RuleBroken("document.reason_missing", field="reason")
    with work.writing(by, "document.cancel") as session:
        paper = load(session, Document, request.document_id, request.seen_version)
        if paper.cancelled_at is not None:
            raise RuleBroken("document.cancelled_already")
        _require_no_edition(session, paper)
        paper.cancelled_at, paper.cancel_reason = work.clock.now(), request.reason.strip()
    return Changes(documents=frozenset({request.document_id}), summary=_("Paper cancelled, its number stays"))


def _require_no_edition(session: Session, paper: Document) -> None:
    """What a month was closed with is kept as it was sent: the month would never learn of it."""
    month = session.scalar(select(ClosedMonth.month_on).where(ClosedMonth.document_id == paper.id))
    if month is not None:
        raise RuleBroken("document.closed_month", month=month_label(month))


def list_documents(
    work: UnitsOfWork,
    by: Actor,
    kind: str = "",
    person_id: int | None = None,
    limit: int | None = 200,
    text: str = "",
    register: str = "",
) -> tuple[DocumentRow, ...]:
    """Issued papers, newest first, as ``DocumentFilter`` says."""
    asked = DocumentFilter(kind, person_id, limit, text, register)
    with work.reading(by, "document.read") as session:
        return read_documents(session, asked)
