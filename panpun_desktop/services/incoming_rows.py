"""What the register of incoming papers is asked and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panpun_desktop.services.changes import Changes

RECEIVED, REFUSED = "RECEIVED", "REFUSED"
RESULTS = ("", RECEIVED, REFUSED)
"""What an agency answers to a transfer (domain.md §4.2)."""
OPEN, DUE, SETTLED, VOID = "open", "due", "settled", "void"
"""``due``: we are to answer and have not; ``open`` nothing said yet; ``settled`` answered or closed."""


@dataclass(frozen=True)
class IncomingFacts:
    """A line of the register as it is typed; ``agency_id`` or ``sender`` says who wrote."""

    received_on: date
    subject: str
    their_number: str = ""
    their_date: date | None = None
    agency_id: int | None = None
    sender: str = ""
    person_id: int | None = None
    answers_id: int | None = None
    """The issued paper of ours that it answers."""
    result: str = ""
    reply_due_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ChangeIncoming:
    """The whole line anew; its number and year stay."""

    incoming_id: int
    seen_version: int
    facts: IncomingFacts


@dataclass(frozen=True)
class AnswerIncoming:
    """The issued paper with which we answered; it settles the line."""

    incoming_id: int
    seen_version: int
    document_id: int


@dataclass(frozen=True)
class CloseIncoming:
    """Nothing more is to be done (``is_closed``), or there is after all."""

    incoming_id: int
    seen_version: int
    is_closed: bool = True


@dataclass(frozen=True)
class VoidIncoming:
    """The line was written by mistake; it keeps its number (R-DOC-1)."""

    incoming_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class Recorded:
    """A new line and the number that was stamped on the paper."""

    changes: Changes
    incoming_id: int
    number: str


@dataclass(frozen=True)
class IncomingFilter:
    """Which lines are shown, empty means all; ``text`` in Thai or Arabic figures, days inclusive."""

    text: str = ""
    state: str = ""
    person_id: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    limit: int | None = 500


@dataclass(frozen=True)
class IncomingRow:
    """One line of the register of incoming papers."""

    id: int
    version: int
    number: str
    received_on: date
    their_number: str
    their_date: date | None
    agency_id: int | None
    sender: str
    """The agency's name, or who wrote where it is none of the list."""
    subject: str
    person_id: int | None
    person: str
    answers_id: int | None
    answers: str
    """Number of our paper that it answers."""
    result: str
    reply_due_on: date | None
    answered_by_id: int | None
    answered_by: str
    """Number of our answer."""
    closed_on: date | None
    note: str
    recorded_by: str
    is_void: bool
    void_reason: str
    files: int

    @property
    def state(self) -> str:
        """void, settled, due, open."""
        if self.is_void:
            return VOID
        if self.closed_on is not None or self.answered_by_id is not None:
            return SETTLED
        return DUE if self.reply_due_on is not None else OPEN
