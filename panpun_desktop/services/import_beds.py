"""Beds as an imported file names them, where they exist and are free on all nights."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import Bed, BedUse, Room
from panpun_desktop.rules.stay import ranges_overlap
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.services.import_chains import JoinedStay


@dataclass(frozen=True)
class WrittenBeds:
    """Beds that got someone, and lines whose bed could not be given."""

    ids: frozenset[int] = frozenset()
    noted: tuple[Remark, ...] = ()


def write_beds(session: Session, stays: Sequence[tuple[int, JoinedStay]]) -> WrittenBeds:
    """Give each stay the bed its last line names; a stay without a free bed is kept without one."""
    if not any(joined.first.bed for _id, joined in stays):
        return WrittenBeds()
    beds, taken = bed_names(session), _uses(session)
    rows: list[dict[str, Any]] = []
    noted: list[Remark] = []
    for stay_id, joined in stays:
        line, wanted = joined.last.line, joined.last.bed
        if not wanted:
            continue
        bed_id = beds.get(bed_key(wanted))
        if bed_id is None:
            noted.append(Remark(line, "bed", wanted, "import.bed_unknown"))
        elif any(ranges_overlap(s, e, joined.arrived_on, joined.left_on) for s, e in taken[bed_id]):
            noted.append(Remark(line, "bed", wanted, "import.bed_taken"))
        else:
            taken[bed_id].append((joined.arrived_on, joined.left_on))
            nights = {"start_on": joined.arrived_on, "end_on": joined.left_on}
            rows.append({"stay_id": stay_id, "bed_id": bed_id, **nights})
    bulk_insert(session, BedUse, rows)
    return WrittenBeds(frozenset(row["bed_id"] for row in rows), tuple(noted))


def bed_key(name: str) -> str:
    """How names of beds are compared: without spaces, dashes and case."""
    return search_key(name).replace(" ", "")


def bed_names(session: Session) -> dict[str, int]:
    """Every bed by its full name (``bed_key``)."""
    rows = session.execute(select(Room.name, Bed.label, Bed.id).join(Room, Room.id == Bed.room_id))
    return {bed_key(f"{room}-{label}"): bed_id for room, label, bed_id in rows}


def _uses(session: Session) -> dict[int, list[tuple[date, date | None]]]:
    taken: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = select(BedUse.bed_id, BedUse.start_on, BedUse.end_on).where(BedUse.bed_id.is_not(None))
    for bed_id, start_on, end_on in session.execute(rows):
        if bed_id is not None:
            taken[bed_id].append((start_on, end_on))
    return taken
