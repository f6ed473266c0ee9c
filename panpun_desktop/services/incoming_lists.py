"""The register of incoming papers as it is read: searched, filtered, nobody protected named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.models import Agency, AppUser, Document, IncomingPaper, PaperFile, Person
from panpun_desktop.services.incoming_rows import (
    DUE,
    OPEN,
    SETTLED,
    VOID,
    IncomingFilter,
    IncomingRow,
)
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_OURS, _ANSWER = aliased(Document), aliased(Document)
_NAME = Person.title + Person.first_name + " " + Person.last_name
_SENDER = func.coalesce(Agency.name, IncomingPaper.sender)
_FILES = (
    select(func.count())
    .where(PaperFile.incoming_id == IncomingPaper.id, PaperFile.voided_at.is_(None))
    .scalar_subquery()
)
_OF_THE_REGISTER = ("number", "received_on", "recorded_by", "is_void")
"""What the line of a masked person's paper still shows."""


def list_incoming(work: UnitsOfWork, by: Actor, chosen: IncomingFilter) -> tuple[IncomingRow, ...]:
    """Incoming papers, the newest number first."""
    with work.reading(by, "document.read") as session:
        return read_incoming(session, chosen)


def read_incoming(session: Session, chosen: IncomingFilter) -> tuple[IncomingRow, ...]:
    """``list_incoming`` inside a unit of work."""
    seen = veil_of(session)
    statement = _found(_within(_lines(), chosen), seen, chosen.text)
    if chosen.limit is not None:
        statement = statement.limit(chosen.limit)
    return tuple(_row(seen, row) for row in session.execute(statement))


def _lines() -> Select[Any]:
    columns: tuple[Any, ...] = (
        IncomingPaper,
        _SENDER.label("sender"),
        _NAME.label("person"),
        _OURS.number.label("answers"),
        _ANSWER.number.label("answered_by"),
        AppUser.name.label("recorded_by"),
        _FILES.label("files"),
    )
    return (
        select(*columns)
        .outerjoin(Agency, Agency.id == IncomingPaper.agency_id)
        .outerjoin(Person, Person.id == IncomingPaper.person_id)
        .outerjoin(_OURS, _OURS.id == IncomingPaper.answers_id)
        .outerjoin(_ANSWER, _ANSWER.id == IncomingPaper.answered_by_id)
        .join(AppUser, AppUser.id == IncomingPaper.recorded_by_id)
        .order_by(IncomingPaper.be_year.desc(), IncomingPaper.sequence.desc())
    )


def _within(statement: Select[Any], chosen: IncomingFilter) -> Select[Any]:
    if chosen.person_id is not None:
        statement = statement.where(IncomingPaper.person_id == chosen.person_id)
    if chosen.first_on is not None:
        statement = statement.where(IncomingPaper.received_on >= chosen.first_on)
    if chosen.last_on is not None:
        statement = statement.where(IncomingPaper.received_on <= chosen.last_on)
    return statement.where(*_in_state(chosen.state))


def _in_state(state: str) -> tuple[Any, ...]:
    stands, is_open = IncomingPaper.voided_at.is_(None), IncomingPaper.closed_on.is_(None)
    conditions: dict[str, tuple[Any, ...]] = {
        OPEN: (stands, is_open),
        DUE: (stands, is_open, IncomingPaper.reply_due_on.is_not(None)),
        SETTLED: (stands, not_(is_open)),
        VOID: (not_(stands),),
    }
    return conditions.get(state, ())


def _found(statement: Select[Any], seen: Veil, text: str) -> Select[Any]:
    """Each word in one of the columns; papers about people not seen whole are found by their number alone."""
    about = IncomingPaper.person_id
    places = (
        *(IncomingPaper.number, IncomingPaper.their_number, _SENDER, IncomingPaper.subject),
        *(_NAME, Person.regno, _OURS.number),
    )
    words, numbers = [], []
    for word in from_thai_digits(text).split():
        words.append(or_(*(_same_figures(place).contains(word, autoescape=True) for place in places)))
        numbers.append(or_(IncomingPaper.number.contains(word, autoescape=True), Person.regno == word))
    if seen.hidden:
        statement = statement.where(or_(about.is_(None), about.not_in(seen.hidden)))
    covered = and_(about.is_not(None), about.in_(seen.not_whole))
    return statement.where(or_(and_(not_(covered), *words), and_(covered, *numbers)))


def _same_figures(column: Any) -> Any:
    """What was typed with Thai figures is found with Arabic ones, too."""
    for thai, arabic in zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True):
        column = func.replace(column, thai, arabic)
    return column


def _row(seen: Veil, found: Any) -> IncomingRow:
    paper: IncomingPaper = found.IncomingPaper
    line = IncomingRow(
        id=paper.id,
        version=paper.version,
        number=paper.number,
        received_on=paper.received_on,
        their_number=paper.their_number,
        their_date=paper.their_date,
        agency_id=paper.agency_id,
        sender=found.sender or "",
        subject=paper.subject,
        person_id=paper.person_id,
        person=(found.person or "").strip(),
        answers_id=paper.answers_id,
        answers=found.answers or "",
        result=paper.result,
        reply_due_on=paper.reply_due_on,
        answered_by_id=paper.answered_by_id,
        answered_by=found.answered_by or "",
        closed_on=paper.closed_on,
        note=paper.note,
        recorded_by=found.recorded_by,
        is_void=paper.voided_at is not None,
        void_reason=paper.void_reason,
        files=found.files,
    )
    shown = seen.line(line, paper.person_id, also=_OF_THE_REGISTER)
    return shown if shown is line else replace(shown, files=0)
