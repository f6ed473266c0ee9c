"""Proposing beds for a person or a whole family: together first, then what suits (R-FAM-2, decision 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.bed import Room, Sleeper, is_for_other_sex, misfits
from panpun_desktop.rules.codes import RoomUse, Sex
from panpun_desktop.rules.limits import Limits

MOST_PLANS = 8
"""How many ways are worth showing; the first is the proposed one."""


class Verdict(StrEnum):
    """Whether a plan suits: เหมาะ, with reasons against it, or without beds enough."""

    FITS = "fits"
    WARN = "warn"
    FULL = "full"


@dataclass(frozen=True)
class Placement:
    """Where one sleeper would go: a bed, with another, or an extra mattress in ``room_id``."""

    key: str
    bed_id: int | None
    label: str
    room_id: int | None = None
    shares_with: str | None = None
    needs_extra: bool = False
    reasons: tuple[str, ...] = ()
    is_left_to_choice: bool = False
    """The room is meant for the other sex, or for families: a way that only a person's choice takes."""

    @property
    def fits(self) -> bool:
        """Nothing speaks against it."""
        return not self.reasons


@dataclass(frozen=True)
class BedPlan:
    """One way to place them all, in the order of the sleepers."""

    title: str
    verdict: Verdict
    placements: tuple[Placement, ...]
    reasons: tuple[str, ...]
    is_together: bool


@dataclass
class _Draft:
    """A plan in the making: which sleepers go to which room, and who lies with whom."""

    rooms: list[tuple[Room, list[Sleeper]]] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)
    without_bed: list[Sleeper] = field(default_factory=list)


def propose(sleepers: Sequence[Sleeper], rooms: Sequence[Room], limits: Limits) -> tuple[BedPlan, ...]:
    """Ways to place them, best first, never empty (a full house proposes extra mattresses).

    Infants who may share lie with an adult of the request, the mother before the father.
    """
    if not sleepers:
        return (BedPlan("", Verdict.FITS, (), (), True),)
    group = [one if one.family else replace(one, family="*") for one in sleepers]
    shares = _shares(group, limits)
    own_bed = [one for one in group if one.key not in shares]
    drafts = [_Draft([(room, list(own_bed))], shares) for room in rooms if len(room.free) >= len(own_bed)]
    drafts.append(_split(own_bed, rooms, shares, limits))
    plans = {plan.placements: plan for draft in drafts for plan in [_plan(draft, group, rooms, limits)]}
    ranked = sorted(plans.values(), key=lambda plan: _rank(plan, group, rooms, limits))
    return tuple(ranked[:MOST_PLANS])


def _shares(group: Sequence[Sleeper], limits: Limits) -> dict[str, str]:
    """Each infant with one adult, each adult with one infant, women first."""
    adults = sorted(
        (one for one in group if not one.is_minor(limits) and not one.may_share),
        key=lambda one: one.sex != Sex.F,
    )
    infants = [one for one in group if one.may_share]
    return {infant.key: adult.key for infant, adult in zip(infants, adults, strict=False)}


def _split(
    sleepers: Sequence[Sleeper], rooms: Sequence[Room], shares: dict[str, str], limits: Limits
) -> _Draft:
    """Place children with one adult, then the others one by one, each where it suits best."""
    draft = _Draft(shares=shares)
    left = {room.room_id: len(room.free) for room in rooms}
    for cluster in _clusters(sleepers, limits):
        _place(draft, cluster, rooms, left, limits)
    return draft


def _clusters(sleepers: Sequence[Sleeper], limits: Limits) -> list[list[Sleeper]]:
    minors = [one for one in sleepers if one.is_minor(limits)]
    adults = [one for one in sleepers if not one.is_minor(limits)]
    if not minors:
        return [[one] for one in adults]
    with_children = sorted(adults, key=lambda one: one.sex != Sex.F)[:1]
    others = [[one] for one in adults if one not in with_children]
    return [[*with_children, *minors], *others]


def _place(
    draft: _Draft, cluster: list[Sleeper], rooms: Sequence[Room], left: dict[int, int], limits: Limits
) -> None:
    """Put a cluster into the best room that holds it; a cluster too large fills the roomiest first."""
    fitting = [room for room in rooms if left[room.room_id] >= len(cluster)]
    if fitting:
        room = min(fitting, key=lambda one: (_cost(cluster, one, draft, limits), left[one.room_id]))
        _put(draft, room, cluster, left)
        return
    roomiest = max(rooms, key=lambda one: left[one.room_id], default=None)
    places = left[roomiest.room_id] if roomiest else 0
    if roomiest is None or not places:
        draft.without_bed.extend(cluster)
        return
    _put(draft, roomiest, cluster[:places], left)
    _place(draft, cluster[places:], rooms, left, limits)


def _put(draft: _Draft, room: Room, cluster: list[Sleeper], left: dict[int, int]) -> None:
    left[room.room_id] -= len(cluster)
    for known, sleepers in draft.rooms:
        if known.room_id == room.room_id:
            sleepers.extend(cluster)
            return
    draft.rooms.append((room, list(cluster)))


def _cost(cluster: Sequence[Sleeper], room: Room, draft: _Draft, limits: Limits) -> tuple[int, int]:
    there = next((sleepers for known, sleepers in draft.rooms if known.room_id == room.room_id), [])
    together = [*there, *cluster]
    against = sum(len(misfits(one, room, together, limits)) for one in cluster)
    return against, _preference(room, cluster, limits)


def _preference(room: Room, sleepers: Sequence[Sleeper], limits: Limits) -> int:
    """Which kinds of room are tried first: family rooms for families, rooms of one sex for single people."""
    is_family = len(sleepers) > 1 or any(one.is_minor(limits) for one in sleepers)
    if is_family:
        order = (RoomUse.FAMILY, RoomUse.ANY, RoomUse.FEMALE, RoomUse.MALE, RoomUse.CARE)
    else:
        order = (RoomUse.MALE, RoomUse.FEMALE, RoomUse.ANY, RoomUse.FAMILY, RoomUse.CARE)
    return order.index(room.use)


def _plan(draft: _Draft, group: Sequence[Sleeper], rooms: Sequence[Room], limits: Limits) -> BedPlan:
    placed = {one.key: one for one in _bed_placements(draft, group, limits)}
    for sleeper in draft.without_bed:
        placed[sleeper.key] = _extra_placement(sleeper, draft, rooms, group, limits)
    for infant, adult in draft.shares.items():
        beside = placed[adult]
        placed[infant] = Placement(infant, None, beside.label, beside.room_id, shares_with=adult)
    placements = tuple(placed[one.key] for one in group)
    return BedPlan(
        _title(draft), _verdict(placements), placements, _reasons(placements), _is_together(placements)
    )


def _bed_placements(draft: _Draft, group: Sequence[Sleeper], limits: Limits) -> list[Placement]:
    found = []
    for room, sleepers in draft.rooms:
        sharing = [one for one in group if draft.shares.get(one.key) in {other.key for other in sleepers}]
        for sleeper, bed in zip(sleepers, room.free, strict=False):
            together = [*sleepers, *sharing]
            reasons = tuple(one.reason for one in misfits(sleeper, room, together, limits))
            left = _is_left_to_choice(sleeper, room, together, group, limits)
            place = Placement(sleeper.key, bed.bed_id, bed.label, room.room_id, reasons=reasons)
            found.append(replace(place, is_left_to_choice=left))
    return found


def _extra_placement(
    sleeper: Sleeper, draft: _Draft, rooms: Sequence[Room], group: Sequence[Sleeper], limits: Limits
) -> Placement:
    """An extra mattress in the room where the family is, else in the first that is not for others."""
    wanted = [*(room for room, _sleepers in draft.rooms[:1]), *rooms]
    own = [one for one in wanted if not _is_left_to_choice(sleeper, one, group, group, limits)]
    room = next(iter(own or wanted), None)
    reasons = (_("No bed is free: extra mattress"),)
    if room is None:
        return Placement(sleeper.key, None, "", needs_extra=True, reasons=reasons)
    place = Placement(sleeper.key, None, room.name, room.room_id, needs_extra=True, reasons=reasons)
    return replace(place, is_left_to_choice=not own)


def _is_left_to_choice(
    sleeper: Sleeper, room: Room, together: Sequence[Sleeper], group: Sequence[Sleeper], limits: Limits
) -> bool:
    """Say whether nobody is put there unasked: a room for the other sex, a family's for one grown person."""
    if is_for_other_sex(sleeper, room, together, limits):
        return True
    is_single = len(group) == 1 and not sleeper.is_minor(limits)
    return is_single and room.use is RoomUse.FAMILY and bool(misfits(sleeper, room, (), limits))


def _title(draft: _Draft) -> str:
    if len(draft.rooms) == 1:
        room = draft.rooms[0][0]
        text = _("{room} · {free} of {beds} beds free")
        return text.format(room=room.name, free=len(room.free), beds=room.beds)
    if not draft.rooms:
        return _("The house is full")
    return ", ".join(room.name for room, _sleepers in draft.rooms)


def _verdict(placements: Sequence[Placement]) -> Verdict:
    if any(one.needs_extra for one in placements):
        return Verdict.FULL
    return Verdict.FITS if all(one.fits for one in placements) else Verdict.WARN


def _reasons(placements: Sequence[Placement]) -> tuple[str, ...]:
    """What speaks for and against the plan, each once."""
    against = dict.fromkeys(reason for one in placements for reason in one.reasons)
    apart = () if _is_together(placements) else (_("The family is in several rooms"),)
    together = (_("The whole family is in one room"),) if len(placements) > 1 and not apart else ()
    return (*together, *apart, *against)


def _is_together(placements: Sequence[Placement]) -> bool:
    return len({one.room_id for one in placements}) == 1


def _rank(plan: BedPlan, group: Sequence[Sleeper], rooms: Sequence[Room], limits: Limits) -> tuple[int, ...]:
    """Beds for all, nobody of a family in a room for the other sex, together, few misfits, the right room."""
    used = [room for room in rooms if room.room_id in {one.room_id for one in plan.placements}]
    against = sum(len(one.reasons) for one in plan.placements)
    strangers = sum(len(room.occupants) for room in used) if len(group) > 1 else 0
    return (
        plan.verdict is Verdict.FULL,
        len(group) > 1 and any(one.is_left_to_choice for one in plan.placements),
        not plan.is_together,
        against,
        max((_preference(room, group, limits) for room in used), default=0),
        strangers,
        sum(len(room.free) for room in used),
        *(room.room_id for room in used[:1]),
    )
