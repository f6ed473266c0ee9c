"""Beds: the board of a night, proposals, moving, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Bed, BedBlock, Person, Room, Stay
from panpun_desktop.services import bed_board, bed_plans, bed_tiles, bed_uses
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
    RemoveExtraBed,
    RoomCard,
    Sleeper,
    WithoutBed,
)
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.reservations import take_up
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
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
    "RemoveExtraBed",
    "RoomCard",
    "Sleeper",
    "WithoutBed",
    "add_extra_bed",
    "block_bed",
    "board",
    "chosen_warnings",
    "fit_warnings",
    "free_beds",
    "move_bed",
    "open_bed",
    "propose",
    "remove_extra_bed",
]


def board(work: UnitsOfWork, by: Actor, night: date) -> Board:
    """Every bed on the night of a day, past or coming (R-REP-6: the night belongs to its date)."""
    with work.reading(by, "bed.read") as session:
        return bed_tiles.board(_night(session, by, night))


def free_beds(work: UnitsOfWork, by: Actor, night: date, stay_id: int | None = None) -> tuple[FreeBed, ...]:
    """Beds free from the night on, in the order of the board; those that suit ``stay_id`` come first."""
    with work.reading(by, "bed.read") as session:
        known = _night(session, by, night)
        free = bed_board.givable(session, known)
        if stay_id is None:
            return free
        speaks_against = {bed.room_id: bed_plans.misfits(session, known, stay_id, bed.bed_id) for bed in free}
        return tuple(sorted(free, key=lambda bed: (bool(bed.promised), len(speaks_against[bed.room_id]))))


def _night(session: Session, by: Actor, night: date) -> bed_board.Night:
    return bed_board.read_night(session, night, read_centre(session), veil(session, by))


def propose(
    work: UnitsOfWork,
    by: Actor,
    sleepers: tuple[Sleeper, ...],
    night: date,
    household_id: int | None = None,
) -> tuple[BedPlan, ...]:
    """Ways to place a person or a family, best first, each with its reasons; never empty.

    ``household_id``: the family here that they join.
    """
    with work.reading(by, "bed.read") as session:
        known = _night(session, by, night)
        return bed_plans.plans(session, known, sleepers, household_id)


def chosen_warnings(
    work: UnitsOfWork,
    by: Actor,
    chosen: tuple[tuple[Sleeper, int], ...],
    night: date,
    waiting_id: int | None = None,
) -> dict[str, tuple[str, ...]]:
    """Why those who come may not suit the beds chosen for them by hand, by key; warnings, never refusals.

    ``waiting_id``: the entry of the waiting list they come from; what is held for it is theirs.

    Whom somebody must not meet is named to those who may know alone (R-SAF-1).
    """
    with work.reading(by, "bed.read") as session:
        return bed_plans.chosen_misfits(session, _night(session, by, night), chosen, waiting_id)


def fit_warnings(
    work: UnitsOfWork, by: Actor, stay_id: int, bed_id: int, night: date | None = None
) -> tuple[str, ...]:
    """Why a person may not suit a bed (Thai sentences); a warning, never a refusal (decision 5).

    A bed promised to someone else says to whom, as far as the actor may know.
    """
    with work.reading(by, "bed.read") as session:
        known = _night(session, by, night or today(work.clock))
        stay = known.stays.get(stay_id)
        leaves_on, person_id = (stay.expected_leave_on, stay.id) if stay is not None else (None, None)
        promised = known.promised_against(bed_id, leaves_on, person_id)
        return (*filter(None, (promised,)), *bed_plans.misfits(session, known, stay_id, bed_id))


def move_bed(work: UnitsOfWork, by: Actor, request: MoveBed) -> Changes:
    """Move a stay to another bed; a taken bed is refused with who and until when.

    A stay that is not open, or a night before the arrival, is refused. Moving again on the same night
    leaves a use of no night as history.
    """
    with work.writing(by, "bed.move", note=request.reason and "reason") as session:
        stay = load(session, Stay, request.stay_id, seen=request.seen_version)
        _require_movable(stay, request)
        before = bed_uses.place_now(session, stay.id, request.from_on)
        left = (before.bed_id, before.shares_with_stay_id) if before else (None, None)
        if request.shares_with_stay_id is not None:
            _require_open(load(session, Stay, request.shares_with_stay_id))
        if request.bed_id is not None:
            bed_uses.require_givable(session, request.bed_id, request.from_on, by, stay.id)
        if not bed_uses.has_plans_after(session, stay.id, request.from_on):
            _require_another_place(session, request, left)
        if request.bed_id is not None:
            take_up(session, {request.bed_id: stay}, request.from_on)
        bed_uses.put_to_bed(session, stay, request.bed_id, request.shares_with_stay_id, request.from_on)
        summary = _moved(session, by, stay, request)
    return Changes(
        stays=frozenset({stay.id}),
        people=frozenset({stay.person_id}),
        beds=frozenset(id for id in (left[0], request.bed_id) if id is not None),
        summary=summary,
    )


def block_bed(work: UnitsOfWork, by: Actor, request: BlockBed) -> Changes:
    """Close a bed; a bed someone sleeps in that night is refused."""
    with work.writing(by, "bed.block") as session:
        bed = load(session, Bed, request.bed_id)
        if request.end_on is not None and request.end_on <= request.start_on:
            raise RuleBroken("bed.closed_no_night", field="end_on")
        use = bed_uses.sleeper_in(session, bed.id, request.start_on, request.end_on)
        if use is not None:
            raise bed_uses.taken(session, bed.id, use, by)
        session.add(
            BedBlock(
                bed_id=bed.id,
                start_on=request.start_on,
                end_on=request.end_on,
                reason=request.reason.strip(),
                kind=request.kind,
            )
        )
        label = bed_uses.label_of(session, bed.id)
    return Changes(
        beds=frozenset({bed.id}),
        summary=_("Bed {bed} is closed").format(bed=label),
    )


def open_bed(work: UnitsOfWork, by: Actor, request: OpenBed) -> Changes:
    """Open a closed bed again; a closing that would begin later falls away."""
    with work.writing(by, "bed.block") as session:
        bed = load(session, Bed, request.bed_id)
        blocks = bed_uses.blocks_after(session, bed.id, request.from_on)
        if not blocks:
            raise RuleBroken("bed.not_closed", bed=bed_uses.label_of(session, bed.id))
        for block in blocks:
            block.end_on = max(block.start_on, request.from_on)
        label = bed_uses.label_of(session, bed.id)
    return Changes(
        beds=frozenset({bed.id}),
        summary=_("Bed {bed} is open").format(bed=label),
    )


def add_extra_bed(work: UnitsOfWork, by: Actor, request: AddExtraBed) -> Changes:
    """Add an extra mattress to a room."""
    with work.writing(by, "bed.add_extra") as session:
        room = load(session, Room, request.room_id)
        number = 1 + (session.scalar(_count_extra(room.id)) or 0)
        label = _("extra {number}").format(number=number)
        bed = Bed(room_id=room.id, label=label, is_extra=True, position=number, opened_on=request.from_on)
        session.add(bed)
        session.flush()
    return Changes(
        beds=frozenset({bed.id}),
        summary=_("Added an extra mattress in {room}").format(room=room.name),
    )


def remove_extra_bed(work: UnitsOfWork, by: Actor, request: RemoveExtraBed) -> Changes:
    """Take an extra mattress away; refused while someone sleeps on it, and for an ordinary bed."""
    with work.writing(by, "bed.add_extra") as session:
        bed = load(session, Bed, request.bed_id)
        label = bed_uses.label_of(session, bed.id)
        if not bed.is_extra:
            raise RuleBroken("bed.not_extra", bed=label)
        use = bed_uses.sleeper_in(session, bed.id, request.from_on, None)
        if use is not None:
            raise bed_uses.taken(session, bed.id, use, by)
        bed.closed_on = max(bed.opened_on, request.from_on)
    return Changes(beds=frozenset({bed.id}), summary=_("Took {bed} away").format(bed=label))


def _count_extra(room_id: int) -> Select[int]:
    return select(func.count()).select_from(Bed).where(Bed.room_id == room_id, Bed.is_extra)


def _require_movable(stay: Stay, request: MoveBed) -> None:
    _require_open(stay)
    if request.from_on < stay.arrived_on:
        raise RuleBroken("bed.before_arrival", field="from_on", arrived_on=stay.arrived_on)
    if request.shares_with_stay_id == stay.id:
        raise RuleBroken("bed.shares_with_self", field="bed")


def _require_another_place(session: Session, request: MoveBed, now: tuple[int | None, int | None]) -> None:
    """A move to where the person is already is refused, unless it does away with a planned one."""
    if (request.bed_id, request.shares_with_stay_id) == now and now != (None, None):
        bed = bed_uses.label_of(session, request.bed_id) if request.bed_id is not None else ""
        raise RuleBroken("bed.same_bed", field="bed", bed=bed)


def _require_open(stay: Stay) -> None:
    if stay.left_on is not None or stay.voided_at is not None:
        raise RuleBroken("stay.not_open")


def _moved(session: Session, by: Actor, stay: Stay, request: MoveBed) -> str:
    name = seen_name(session, by, session.get_one(Person, stay.person_id))
    if request.bed_id is not None:
        bed = bed_uses.label_of(session, request.bed_id)
        return _("Moved {name} to {bed}").format(name=name, bed=bed)
    if request.shares_with_stay_id is not None:
        return _("{name} shares a bed now").format(name=name)
    return _("{name} has no bed now").format(name=name)
