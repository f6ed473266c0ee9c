"""The lines of the list of issued papers: searched, newest first, nobody protected named."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, not_, or_, select

from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.models import Agency, AppUser, ClosedMonth, Document, IncomingPaper, PaperFile, Person
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STATEMENT = "monthly"
"""The kind of paper that tells of a month, a quarter or a year."""
_OF_THE_REGISTER = ("number", "dated_on", "issued_at", "issued_by", "is_cancelled")
"""What the line of a masked person's paper still shows."""


@dataclass(frozen=True)
class DocumentRow:
    """One line of the list of issued papers."""

    id: int
    version: int
    kind: str
    number: str
    title: str
    person: str
    person_id: int | None
    dated_on: date
    issued_at: datetime
    issued_by: str
    is_cancelled: bool
    reply_due_on: date | None = None
    cancel_reason: str = ""
    recipient: str = ""
    """The agency, or to whom it went; empty for papers that stay in the house."""
    replied_on: date | None = None
    answer: str = ""
    """Number of the incoming paper that answered."""
    files: int = 0
    agency_id: int | None = None
    month_on: date | None = None
    """The month that was closed with this paper."""
    edition: int = 0
    """Its edition: 0 is the first."""
    until_on: date | None = None
    """Of a statement, closed or not: a day of the last month that it is about."""
    span: str = ""
    """Of a statement: month, quarter or fiscal_year."""

    @property
    def awaits_reply(self) -> bool:
        """Say whether an answer is still waited for."""
        return self.reply_due_on is not None and self.replied_on is None and not self.is_cancelled


_NAME = Person.title + Person.first_name + " " + Person.last_name
_RECIPIENT = func.coalesce(Agency.name, Document.recipient)


@dataclass(frozen=True)
class DocumentFilter:
    """Which papers are listed; empty means all. ``days`` of their date, both included."""

    kind: str = ""
    person_id: int | None = None
    limit: int | None = 200
    text: str = ""
    """Looked for in number, title, name, register number and recipient, in Thai or Arabic figures."""
    register: str = ""
    days: tuple[date, date] | None = None


def read_documents(session: Session, asked: DocumentFilter) -> tuple[DocumentRow, ...]:
    """The papers that the asker may see, newest first."""
    chosen = _lines().limit(asked.limit)
    if asked.kind:
        chosen = chosen.where(Document.kind == asked.kind)
    if asked.person_id is not None:
        chosen = chosen.where(Document.person_id == asked.person_id)
    if asked.register:
        chosen = chosen.where(Document.register == asked.register)
    if asked.days is not None:
        chosen = chosen.where(Document.dated_on.between(*asked.days))
    seen = veil_of(session)
    shown = _found(chosen, seen, asked.text)
    return tuple(_seen_row(seen, _document_row(*row)) for row in session.execute(shown))


def _found(chosen: Select[Any], seen: Veil, text: str) -> Select[Any]:
    """Each word in one of the columns; papers about people not seen whole are found by number alone."""
    about = Document.person_id
    words: list[Any] = []
    numbers: list[Any] = []
    for word in from_thai_digits(text).split():
        places = (Document.number, Document.title, _NAME, Person.regno, _RECIPIENT)
        words.append(or_(*(place.contains(word, autoescape=True) for place in places)))
        numbers.append(or_(Document.number.contains(word, autoescape=True), Person.regno == word))
    is_covered = and_(about.is_not(None), about.in_(seen.not_whole))
    chosen = chosen.where(or_(and_(not_(is_covered), *words), and_(is_covered, *numbers)))
    return chosen.where(or_(about.is_(None), about.not_in(seen.hidden)))


def _lines() -> Select[Any]:
    answer = (
        select(func.min(IncomingPaper.number))
        .where(IncomingPaper.answers_id == Document.id, IncomingPaper.voided_at.is_(None))
        .scalar_subquery()
    )
    files = (
        select(func.count())
        .where(PaperFile.document_id == Document.id, PaperFile.voided_at.is_(None))
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        Document.id,
        Document.version,
        Document.kind,
        Document.number,
        Document.title,
        _NAME,
        Document.person_id,
        Document.dated_on,
        Document.issued_at,
        AppUser.name,
        Document.cancelled_at.is_not(None),
        Document.reply_due_on,
        Document.cancel_reason,
        _RECIPIENT,
        Document.replied_on,
        func.coalesce(answer, ""),
        files,
        Document.agency_id,
        ClosedMonth.month_on,
        func.coalesce(ClosedMonth.edition, 0),
        Document.parameters,
    )
    return (
        select(*columns)
        .outerjoin(Person, Person.id == Document.person_id)
        .outerjoin(Agency, Agency.id == Document.agency_id)
        .outerjoin(ClosedMonth, ClosedMonth.document_id == Document.id)
        .join(AppUser, AppUser.id == Document.issued_by_id)
        .order_by(Document.id.desc())
    )


def _seen_row(seen: Veil, row: DocumentRow) -> DocumentRow:
    """Of a masked person's paper its number and day are shown, to keep the register whole."""
    shown = seen.line(row, row.person_id, also=_OF_THE_REGISTER)
    return shown if shown is row else replace(shown, files=0)


def _document_row(*columns: Any) -> DocumentRow:
    *row, parameters = columns
    row[5] = (row[5] or "").strip()
    line = DocumentRow(*row)
    return line if line.kind != STATEMENT else _with_span(line, json.loads(parameters))


def _with_span(line: DocumentRow, asked: dict[str, Any]) -> DocumentRow:
    """A statement with the month, quarter or year that it was asked for."""
    month = asked.get("month")
    until_on = date.fromisoformat(month) if isinstance(month, str) else None
    return replace(line, until_on=until_on, span=str(asked.get("period") or "month"))
