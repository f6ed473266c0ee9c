"""Where an act begins: one bed on one night, whether it was chosen on the plan or on the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panpun_desktop.views.beds import words

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile
    from panpun_desktop.services.bed_timeline_rows import TimelineBar, TimelineBed

RESERVED, OFFERED = "reserved", "offered"
_BAR_STATES = {"stay": words.TAKEN, "closed": words.CLOSED, "reserved": words.FREE, "offered": words.FREE}


@dataclass(frozen=True)
class BedSpot:
    """A bed from a night on, with what stands there."""

    bed_id: int
    full_label: str
    room_id: int
    night: date
    until: date | None
    """First night that was not chosen, when several were."""
    state: str
    """free, taken or closed."""
    is_extra: bool = False
    stay_id: int | None = None
    stay_version: int = 0
    person_id: int | None = None
    name: str = ""
    expected_on: date | None = None
    block_kind: str = ""
    reservation_id: int | None = None
    reservation_version: int = 0
    reserved_for: str = ""
    waiting_id: int | None = None
    next_reservation: tuple[int, int] | None = None
    """Id and version of the promise for nights to come."""
    is_offer: bool = False
    """Nobody has it: it is only proposed."""

    @property
    def is_taken(self) -> bool:
        """Somebody who may be named sleeps there."""
        return self.state == words.TAKEN and self.person_id is not None


def spot_of_tile(tile: BedTile, room_id: int, night: date) -> BedSpot:
    """The bed of a tile on the night the plan shows."""
    is_taken = tile.state == words.TAKEN
    return BedSpot(
        tile.bed_id,
        tile.full_label,
        room_id,
        night,
        None,
        tile.state,
        tile.is_extra,
        tile.stay_id,
        tile.stay_version or 0,
        tile.person_id if is_taken else tile.reserved_person_id,
        tile.name if is_taken else tile.reserved_for,
        tile.leaves_on,
        tile.block_kind,
        tile.reservation_id,
        tile.reservation_version,
        tile.reserved_for,
        tile.reserved_waiting_id,
        (tile.next_reservation_id, tile.next_reservation_version) if tile.next_reservation_id else None,
    )


def spot_of_cell(bed: TimelineBed, bar: TimelineBar | None, first: date, last: date, today: date) -> BedSpot:
    """A cell of the timeline, or a row of empty ones; a stay is acted on from tonight on."""
    until = last + timedelta(days=1) if last > first else None
    state = _BAR_STATES[bar.kind] if bar is not None else words.FREE
    spot = BedSpot(bed.bed_id, bed.label, bed.room_id, first, until, state, bed.is_extra)
    if bar is None:
        return spot
    return BedSpot(
        bed.bed_id,
        bed.label,
        bed.room_id,
        max(first, bar.start_on, today) if bar.kind == "stay" else first,
        until,
        state,
        bed.is_extra,
        bar.stay_id,
        bar.stay_version,
        bar.person_id,
        bar.name,
        bar.expected_on,
        bar.block_kind,
        bar.reservation_id,
        bar.reservation_version,
        bar.name if bar.kind == RESERVED else "",
        bar.waiting_id,
        is_offer=bar.kind == OFFERED,
    )
