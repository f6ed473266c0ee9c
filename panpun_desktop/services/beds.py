"""Beds: the board of a night, proposals, moving, closing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.services.bed_rows import (
    AddExtraBed,
    BedPlan,
    BedTile,
    BlockBed,
    Board,
    FreeBed,
    MoveBed,
    OpenBed,
    Placement,
    RoomCard,
    Sleeper,
    WithoutBed,
)

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "AddExtraBed",
    "BedPlan",
    "BedTile",
    "BlockBed",
    "Board",
    "FreeBed",
    "MoveBed",
    "OpenBed",
    "Placement",
    "RoomCard",
    "Sleeper",
    "WithoutBed",
    "add_extra_bed",
    "block_bed",
    "board",
    "fit_warnings",
    "free_beds",
    "move_bed",
    "open_bed",
    "propose",
]


def board(work: UnitsOfWork, by: Actor, night: date) -> Board:
    """Every bed on the night of a day, past or coming (R-REP-6: the night belongs to its date)."""
    raise NotImplementedError


def free_beds(work: UnitsOfWork, by: Actor, night: date) -> tuple[FreeBed, ...]:
    """Beds free from the night on, in the order of the board."""
    raise NotImplementedError


def propose(work: UnitsOfWork, by: Actor, sleepers: tuple[Sleeper, ...], night: date) -> tuple[BedPlan, ...]:
    """Ways to place a person or a family, best first, each with its reasons; never empty."""
    raise NotImplementedError


def fit_warnings(work: UnitsOfWork, by: Actor, stay_id: int, bed_id: int) -> tuple[str, ...]:
    """Why a person may not suit a bed (Thai sentences); a warning, never a refusal (decision 5)."""
    raise NotImplementedError


def move_bed(work: UnitsOfWork, by: Actor, request: MoveBed) -> Changes:
    """Move a stay to another bed; a taken bed is refused with who and until when."""
    raise NotImplementedError


def block_bed(work: UnitsOfWork, by: Actor, request: BlockBed) -> Changes:
    """Close a bed; a bed someone sleeps in that night is refused."""
    raise NotImplementedError


def open_bed(work: UnitsOfWork, by: Actor, request: OpenBed) -> Changes:
    """Open a closed bed again."""
    raise NotImplementedError


def add_extra_bed(work: UnitsOfWork, by: Actor, request: AddExtraBed) -> Changes:
    """Add an extra mattress to a room."""
    raise NotImplementedError
