"""The timeline of beds: a line for each bed, a bar for every run of nights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STAY, RESERVED, CLOSED, OFFERED = "stay", "reserved", "closed", "offered"


@dataclass(frozen=True)
class TimelineBar:
    """Nights of a bed from ``start_on`` until ``end_on`` (that night no more)."""

    kind: str
    """stay, reserved, closed or offered."""
    bed_id: int
    start_on: date
    end_on: date
    text: str
    """ปิติ · 22/30; empty on the later parts of one use."""
    name: str = ""
    service_type: str = ""
    known_until: date | None = None
    """A stay: nights before this day were slept or are tonight; later ones are expected."""
    is_open_end: bool = False
    """Nobody knows when it ends: drawn to the edge of what is shown."""
    is_last: bool = False
    """The part that ends the use: its end can be drawn to another day."""
    stay_id: int | None = None
    stay_version: int = 0
    person_id: int | None = None
    expected_on: date | None = None
    is_planned: bool = False
    """A move that is still to come."""
    block_kind: str = ""
    reservation_id: int | None = None
    reservation_version: int = 0
    waiting_id: int | None = None
    detail: str = ""
    """Until when it is held, why it is closed, why it is offered."""

    def holds(self, night: date) -> bool:
        """Say whether the night is one of the bar's."""
        return self.start_on <= night < self.end_on


@dataclass(frozen=True)
class TimelineAway:
    """Nights on which a sleeper is away and the bed is kept."""

    bed_id: int
    kind: str
    start_on: date
    end_on: date


@dataclass(frozen=True)
class TimelineBed:
    """A line: one bed."""

    bed_id: int
    room_id: int
    label: str
    room: str
    building: str
    use: str
    is_extra: bool
    opened_on: date
    closed_on: date | None
    bars: tuple[TimelineBar, ...]
    away: tuple[TimelineAway, ...]

    def bar_on(self, night: date) -> TimelineBar | None:
        """What stands on a night; a stay before a promise, a promise before an offer."""
        found = [bar for bar in self.bars if bar.holds(night)]
        return min(found, key=lambda bar: _ORDER.index(bar.kind)) if found else None

    def away_on(self, night: date) -> str:
        """LEAVE or HOSPITAL when the sleeper is away that night."""
        return next((one.kind for one in self.away if one.start_on <= night < one.end_on), "")


_ORDER = (STAY, CLOSED, RESERVED, OFFERED)


@dataclass(frozen=True)
class BedTimeline:
    """All beds over some nights."""

    first: date
    nights: int
    today: date
    beds: tuple[TimelineBed, ...]
    free_together: tuple[int, date] | None
    """The most beds that are free together from a coming night on (no stay, promise or closing), and it."""
