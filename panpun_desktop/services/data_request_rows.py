"""What the register of requests about personal data is asked and answers (R-PD-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panpun_desktop.services.changes import Changes

DONE, PARTLY, REFUSED = "done", "partly", "refused"
RESULTS = (DONE, PARTLY, REFUSED)
OPEN, LATE, CLOSED, VOID = "open", "late", "closed", "void"
"""``late``: the day by which an answer is owed has gone by without one."""


@dataclass(frozen=True)
class RequestFacts:
    """A request as it is typed; ``person_id`` or ``asked_by`` says whose it is."""

    kind: str
    received_on: date
    person_id: int | None = None
    asked_by: str = ""
    channel: str = ""
    wish: str = ""
    identity_checked_by: str = ""


@dataclass(frozen=True)
class ChangeRequest:
    """The whole line anew; its number stays."""

    request_id: int
    seen_version: int
    facts: RequestFacts


@dataclass(frozen=True)
class AnswerRequest:
    """How the request was settled; ``result`` "" opens it again."""

    request_id: int
    seen_version: int
    result: str
    note: str = ""
    identity_checked_by: str = ""
    closed_on: date | None = None
    """Today where nothing is given."""


@dataclass(frozen=True)
class VoidRequest:
    """The line was written by mistake; it keeps its number."""

    request_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class RecordedRequest:
    """A new line with its number and the day by which it is to be answered."""

    changes: Changes
    request_id: int
    number: str
    due_on: date


@dataclass(frozen=True)
class RequestFilter:
    """Which lines are shown, empty means all."""

    text: str = ""
    state: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class DataRequestRow:
    """One line of the register."""

    id: int
    version: int
    number: str
    kind: str
    kind_words: str
    received_on: date
    person_id: int | None
    regno: str
    person: str
    asked_by: str
    channel: str
    wish: str
    identity_checked_by: str
    due_on: date
    days_left: int
    """Until the answer is owed; negative: overdue."""
    result: str
    result_note: str
    closed_on: date | None
    recorded_by: str
    is_void: bool
    void_reason: str

    @property
    def state(self) -> str:
        """void, closed, late, open."""
        if self.is_void:
            return VOID
        if self.result:
            return CLOSED
        return LATE if self.days_left < 0 else OPEN
