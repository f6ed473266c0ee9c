"""What people ask about beds, and the answers: requests, tiles, plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

HOST: Final = "stay:"
"""What the key of a host begins with who stays here already; the number of the stay follows."""


@dataclass(frozen=True)
class BedTile:
    """One bed on one night."""

    bed_id: int
    label: str
    """Within the room: 04."""
    full_label: str
    """ชาย 2-04."""
    state: str
    """free, taken, closed."""
    is_extra: bool = False
    stay_id: int | None = None
    stay_version: int | None = None
    person_id: int | None = None
    short_name: str = ""
    name: str = ""
    regno: str = ""
    sex: str = ""
    service_type: str = ""
    accompanying: bool = False
    day: int | None = None
    limit: int | None = None
    level: str = "none"
    days_over: int = 0
    """Calendar days since the last day within the limit; 0 within it."""
    absent: str = ""
    """LEAVE or HOSPITAL when the bed is kept for someone away that night."""
    sharers: tuple[str, ...] = ()
    """Short names of those who share the bed (infants)."""
    closed_reason: str = ""
    bed_version: int = 0
    block_kind: str = ""
    """Code of list ``block_kind`` while closed."""
    block_end_on: date | None = None
    reserved_for: str = ""
    """Whom the bed is promised to that night, as the actor may see it."""
    reservation_id: int | None = None
    reservation_version: int = 0
    reserved_until: datetime | None = None
    reserved_person_id: int | None = None
    reserved_waiting_id: int | None = None
    next_reserved_on: date | None = None
    """First night of the next promise for nights after this one."""
    next_reserved_words: str = ""
    """Whom it is for, and from which night."""
    next_reservation_id: int | None = None
    next_reservation_version: int = 0
    leaves_on: date | None = None
    """The day on which the sleeper is expected to leave."""
    moves_to: str = ""
    """The bed the sleeper is to move to the night after."""
    comes_next: str = ""
    """Who is to come into the bed later, and when."""


@dataclass(frozen=True)
class RoomCard:
    """A room of the board."""

    room_id: int
    building: str
    name: str
    use: str
    tiles: tuple[BedTile, ...]
    note: str
    """6 เตียง · ว่าง 1, or the family that has the room to itself."""


@dataclass(frozen=True)
class WithoutBed:
    """Someone staying on the night who has no bed and shares none: waits in the side panel."""

    stay_id: int
    stay_version: int
    person_id: int
    name: str
    detail: str
    """ชาย 47 ปี · มาด้วยตนเอง."""


@dataclass(frozen=True)
class Board:
    """All beds of one night."""

    night: date
    rooms: tuple[RoomCard, ...]
    without_bed: tuple[WithoutBed, ...]
    taken: int
    free: int
    closed: int
    hidden_without_bed: int = 0
    """People without a bed that the actor must not see: counted, never named."""
    reserved: int = 0
    """Of the free beds, those that are promised."""


@dataclass(frozen=True)
class Sleeper:
    """Someone to be placed: enough to propose a bed."""

    key: str
    sex: str
    age: int | None
    shares: bool = False
    """An infant who may sleep with a parent."""
    person_id: int | None = None
    """Who it is, when in the register: where someone sleeps whom they must not meet is left out."""


@dataclass(frozen=True)
class Placement:
    """Where one sleeper would go: a bed, or with another of the request."""

    key: str
    bed_id: int | None
    label: str
    shares_with: str | None
    fits: bool
    reasons: tuple[str, ...]
    room_id: int | None = None
    needs_extra: bool = False
    """No bed is free: an extra mattress goes into ``room_id`` (see AddExtraBed)."""
    is_left_to_choice: bool = False
    """The room is meant for the other sex, or for families: only a person's choice puts someone there."""


@dataclass(frozen=True)
class BedPlan:
    """One way to place them all; the first is the proposed one."""

    title: str
    """ครอบครัว 2 · ว่าง 4/4 เตียง."""
    verdict: str
    """fits, warn or full."""
    placements: tuple[Placement, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class FreeBed:
    """A bed that can be given on the night."""

    bed_id: int
    room_id: int
    label: str
    room: str
    use: str
    promised: str = ""
    """Whom the bed is promised to that night, and until when."""


@dataclass(frozen=True)
class MoveBed:
    """Put a stay into another bed from a night on; ``bed_id`` None takes it out of its bed."""

    stay_id: int
    seen_version: int
    bed_id: int | None
    from_on: date
    reason: str = ""
    shares_with_stay_id: int | None = None
    """With ``bed_id`` None: share the bed of another stay (an infant, R-FAM-2)."""


@dataclass(frozen=True)
class BlockBed:
    """Close a bed from a night on (until, exclusive; None: until opened again)."""

    bed_id: int
    start_on: date
    end_on: date | None = None
    reason: str = ""
    kind: str = "REPAIR"
    """Code of list ``block_kind``: REPAIR, CLEAN (done when the bed is opened) or OTHER."""


@dataclass(frozen=True)
class OpenBed:
    """End the closing of a bed from a night on."""

    bed_id: int
    from_on: date


@dataclass(frozen=True)
class RemoveExtraBed:
    """Take an extra mattress away from a night on; one that was never slept in may go the day it came."""

    bed_id: int
    from_on: date


@dataclass(frozen=True)
class AddExtraBed:
    """Put an extra mattress (ที่นอนเสริม) into a room from a night on."""

    room_id: int
    from_on: date
