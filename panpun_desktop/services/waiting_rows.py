"""What people ask of the waiting list and the turn-away log, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

WAITING, ADMITTED, WITHDRAWN, TURNED_AWAY = "WAITING", "ADMITTED", "WITHDRAWN", "TURNED_AWAY"


@dataclass(frozen=True)
class WaitingRow:
    """One entry of the waiting list; ``reasons`` say where its points come from."""

    id: int
    version: int
    name: str
    person_id: int | None
    """Nothing when not in the register, or when the actor must not open the person."""
    people: int
    children: int
    room_use: str
    urgency: str
    came_on: date
    days: int
    points: int
    reasons: tuple[str, ...]
    need: str
    phone: str
    channel: str | None
    agency_id: int | None
    state: str
    reserved_bed: str = ""
    """Labels of the beds that are reserved for them."""
    reserved_bed_ids: tuple[int, ...] = ()
    closed_on: date | None = None
    closed_note: str = ""
    sex: str = "U"
    age: int | None = None


@dataclass(frozen=True)
class SaveWaiting:
    """Write someone, or a family, on the waiting list (id None), or change what is known of them."""

    id: int | None
    name: str = ""
    person_id: int | None = None
    people: int = 1
    children: int = 0
    room_use: str = "ANY"
    urgency: str = "NORMAL"
    came_on: date | None = None
    """None: today."""
    phone: str = ""
    need: str = ""
    channel: str | None = None
    agency_id: int | None = None
    seen_version: int | None = None


@dataclass(frozen=True)
class WithdrawWaiting:
    """They do not want to wait any longer."""

    id: int
    seen_version: int
    note: str = ""


@dataclass(frozen=True)
class TurnAwayPeople:
    """People who could not be taken in: why, and where they were sent (an own wish is a reason too)."""

    reason_code: str
    waiting_id: int | None = None
    name: str = ""
    person_id: int | None = None
    people: int = 1
    children: int = 0
    sex: str = "U"
    on_day: date | None = None
    """None: today."""
    at_time: time | None = None
    agency_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class TurnAwayRow:
    """One line of the turn-away log."""

    id: int
    on_day: date
    name: str
    people: int
    children: int
    reason: str
    sent_to: str
    note: str


@dataclass(frozen=True)
class TurnAwayLog:
    """The turn-aways of a month; people by reason, hidden people counted with the others."""

    month: date
    rows: tuple[TurnAwayRow, ...]
    times: int
    people: int
    children: int
    by_reason: tuple[tuple[str, int], ...]
    """Thai reason and how many people."""
