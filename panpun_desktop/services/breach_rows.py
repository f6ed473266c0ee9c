"""What the register of breaches of personal data is asked and answers (R-PD-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from panpun_desktop.services.changes import Changes

NONE, SOME, HIGH = "none", "some", "high"
RISKS = ("", NONE, SOME, HIGH)
""""" is not judged yet; only ``none`` frees from telling the Office."""
COUNTING, OVERDUE, TO_TELL_PEOPLE, OPEN, CLOSED, VOID = (
    *("counting", "overdue", "tell_people", "open"),
    *("closed", "void"),
)


@dataclass(frozen=True)
class BreachFacts:
    """A breach as it is typed; ``people`` None: nobody knows yet how many are concerned."""

    known_at: datetime
    description: str
    happened: str = ""
    groups: str = ""
    people: int | None = None
    risk: str = ""
    risk_note: str = ""
    office_told_at: datetime | None = None
    late_reason: str = ""
    people_told_on: date | None = None
    remedy: str = ""


@dataclass(frozen=True)
class ChangeBreach:
    """The whole line anew; its number stays."""

    breach_id: int
    seen_version: int
    facts: BreachFacts


@dataclass(frozen=True)
class CloseBreach:
    """Nothing more is to be done (``is_closed``), or there is after all."""

    breach_id: int
    seen_version: int
    is_closed: bool = True


@dataclass(frozen=True)
class VoidBreach:
    """The line was written by mistake; it keeps its number."""

    breach_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class RecordedBreach:
    """A new line with its number and the instant until which the Office is to be told."""

    changes: Changes
    breach_id: int
    number: str
    due_at: datetime


@dataclass(frozen=True)
class BreachRow:
    """One line of the register as it stood at the instant ``read_at``."""

    id: int
    version: int
    number: str
    known_at: datetime
    happened: str
    description: str
    groups: str
    people: int | None
    risk: str
    risk_note: str
    due_at: datetime
    office_told_at: datetime | None
    people_told_on: date | None
    remedy: str
    late_reason: str
    closed_on: date | None
    recorded_by: str
    is_void: bool
    void_reason: str
    read_at: datetime

    @property
    def awaits_office(self) -> bool:
        """Say whether the clock of the notification runs (s.37(4))."""
        told = self.office_told_at is not None or self.risk == NONE
        return not (told or self.is_void or self.closed_on is not None)

    @property
    def awaits_people(self) -> bool:
        """Say whether the people concerned are still to be told."""
        waits = self.risk == HIGH and self.people_told_on is None
        return waits and not self.is_void and self.closed_on is None

    @property
    def state(self) -> str:
        """void, closed, overdue, counting, tell_people, open."""
        if self.is_void or self.closed_on is not None:
            return VOID if self.is_void else CLOSED
        if self.awaits_office:
            return OVERDUE if self.left(self.read_at) < timedelta(0) else COUNTING
        return TO_TELL_PEOPLE if self.awaits_people else OPEN

    def left(self, now: datetime) -> timedelta:
        """What is left of the time for telling the Office; negative when it is over."""
        return self.due_at - now
