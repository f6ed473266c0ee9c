"""The board of a night as cards and tiles, each word as far as the actor may see it (R-SAF-1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.bed_board import CLOSED, FREE, TAKEN, Night, bedless, detail_of, seen_of
from panpun_desktop.services.bed_rows import BedTile, Board, RoomCard, WithoutBed
from panpun_desktop.services.stay_rows import Part, bed_label

if TYPE_CHECKING:
    from panpun_desktop.services.reservations import Reserved
    from panpun_desktop.services.visibility import Veil


def board(known: Night) -> Board:
    """The night as cards and tiles."""
    states = [known.state_of(bed.id) for bed in known.beds]
    rooms = tuple(_card(known, list(beds)) for _room, beds in groupby(known.beds, lambda bed: bed.room_id))
    return Board(
        known.night,
        rooms,
        _without_bed(known),
        taken=states.count(TAKEN),
        free=states.count(FREE),
        closed=states.count(CLOSED),
        hidden_without_bed=sum(stay.id in known.seen.hidden for stay in bedless(known)),
        reserved=sum(known.state_of(bed_id) == FREE for bed_id in known.reserved),
    )


def _card(known: Night, beds: list[Any]) -> RoomCard:
    tiles = tuple(_tile(known, bed) for bed in beds)
    first = beds[0]
    note = _note(known, first.use, tiles)
    return RoomCard(first.room_id, first.building, first.room, first.use, tiles, note)


def _tile(known: Night, bed: Any) -> BedTile:
    state = known.state_of(bed.id)
    fixed: dict[str, Any] = {
        "bed_id": bed.id,
        "label": bed.label,
        "full_label": bed_label(bed.room, bed.label),
        "state": state,
        "is_extra": bed.is_extra,
        "bed_version": bed.version,
        "comes_next": known.comes_next(bed.id),
        **_closed_columns(known, bed.id, state),
        **_reserved_columns(known, bed.id),
    }
    if state != TAKEN:
        return BedTile(**fixed)
    stay = known.sleepers[bed.id]
    sharers = tuple(seen_of(known.seen, one, short=True) for one in known.sharers.get(bed.id, ()))
    if stay.id in known.seen.hidden:  # the bed map says only that somebody sleeps there
        return BedTile(**fixed, name=seen_of(known.seen, stay), short_name=seen_of(known.seen, stay))
    return BedTile(
        **fixed,
        **_person_columns(known.seen, stay),
        **_clock_columns(known.parts.get(stay.stay_id)),
        absent=known.away[stay.stay_id].kind if stay.stay_id in known.away else "",
        sharers=sharers,
        leaves_on=stay.expected_leave_on,
        moves_to=known.moves_to(stay.stay_id),
    )


def _closed_columns(known: Night, bed_id: int, state: str) -> dict[str, Any]:
    if state != CLOSED:
        return {}
    block = known.blocks[bed_id]
    return {"closed_reason": block.reason, "block_kind": block.kind, "block_end_on": block.end_on}


def _reserved_columns(known: Night, bed_id: int) -> dict[str, Any]:
    one = known.reserved.get(bed_id)
    later = _later_columns(known.reserved_later.get(bed_id))
    if one is None:
        return later
    return {
        **later,
        "reserved_for": one.name or _("reserved"),
        "reservation_id": one.id,
        "reservation_version": one.version,
        "reserved_until": one.expires_at,
        "reserved_person_id": one.person_id,
        "reserved_waiting_id": one.waiting_id,
    }


def _later_columns(later: Reserved | None) -> dict[str, Any]:
    if later is None:
        return {}
    return {
        "next_reserved_on": later.start_on,
        "next_reserved_words": later.from_text(),
        "next_reservation_id": later.id,
        "next_reservation_version": later.version,
    }


def _person_columns(seen: Veil, stay: Any) -> dict[str, Any]:
    return {
        "stay_id": stay.stay_id,
        "stay_version": stay.stay_version,
        "person_id": stay.id,
        "short_name": seen_of(seen, stay, short=True),
        "name": seen_of(seen, stay),
        "regno": stay.regno if seen.sight(stay.id) is not Sight.FIRST_NAME else "",
        "sex": stay.sex,
    }


def _clock_columns(part: Part | None) -> dict[str, Any]:
    if part is None:
        return {}
    return {
        "service_type": str(part.service_type),
        "accompanying": part.accompanying,
        "day": part.clock.day,
        "limit": part.clock.limit,
        "level": str(part.clock.level),
        "days_over": part.clock.days_over,
    }


def _note(known: Night, use: str, tiles: Sequence[BedTile]) -> str:
    """6 เตียง · ว่าง 1; a family room says whose it is, or that it is empty."""
    free = sum(tile.state == FREE for tile in tiles)
    if use == RoomUse.FAMILY:
        if free == len(tiles):
            return _("the whole room is free")
        if family := _only_family(known, tiles):
            return family
    return _("{beds} beds · {free} free").format(beds=len(tiles), free=free)


def _only_family(known: Night, tiles: Sequence[BedTile]) -> str:
    people = [tile.person_id for tile in tiles if tile.person_id is not None]
    if any(tile.state == TAKEN and not known.seen.sees(tile.person_id) for tile in tiles):
        return ""
    families = {known.households.get(one) for one in people}
    family = families.pop() if len(families) == 1 and len(people) > 1 else None
    return _("Family {name}").format(name=family[1]) if family and family[1] else ""


def _without_bed(known: Night) -> tuple[WithoutBed, ...]:
    """Who stays without a bed, as far as the actor sees them."""
    return tuple(
        WithoutBed(
            stay.stay_id,
            stay.stay_version,
            stay.id,
            seen_of(known.seen, stay),
            detail_of(known, stay) if known.seen.sees(stay.id) else stay.regno,
        )
        for stay in bedless(known)
        if stay.id not in known.seen.hidden
    )
