"""Proposing beds for the people of a night, and saying why someone may not suit one (decision 5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.rules import bed as rules
from panpun_desktop.rules import bed_plan
from panpun_desktop.rules.birth import age_on, is_infant_on
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.services.bed_board import Night, givable, households_of
from panpun_desktop.services.bed_rows import HOST, BedPlan, Placement, Sleeper
from panpun_desktop.services.bed_sharing import hosts_of
from panpun_desktop.services.keeping_apart import does_not_suit, separation, separation_reasons
from panpun_desktop.services.person_list import birth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.models import Person
    from panpun_desktop.services.bed_sharing import BedToShare


def plans(
    session: Session, known: Night, sleepers: tuple[Sleeper, ...], household_id: int | None = None
) -> tuple[BedPlan, ...]:
    """Ways to place them that night, best first; a full house proposes extra mattresses.

    ``household_id``: the family that is here already and that they join; its grown people take an infant
    into their bed for whom nobody comes along (R-FAM-2).
    """
    hosted = _hosted(session, known, sleepers, household_id)
    if not hosted:
        return _plans(session, known, sleepers, household_id)
    others = tuple(one for one in sleepers if one.key not in hosted)
    if not others:
        return (_with_hosts(BedPlan("", "fits", (), ()), sleepers, hosted),)
    return tuple(_with_hosts(one, sleepers, hosted) for one in _plans(session, known, others, household_id))


def _hosted(
    session: Session, known: Night, sleepers: Sequence[Sleeper], household_id: int | None
) -> dict[str, BedToShare]:
    """Infants by their key with whom they can sleep of the family that is here."""
    if household_id is None or not any(one.shares for one in sleepers):
        return {}
    grown = sum(not one.shares and not _asked(one).is_minor(known.centre.limits) for one in sleepers)
    alone = [one.key for one in sleepers if one.shares][grown:]
    return dict(zip(alone, hosts_of(session, known, household_id), strict=False))


def _with_hosts(plan: BedPlan, sleepers: Sequence[Sleeper], hosted: dict[str, BedToShare]) -> BedPlan:
    placed = {one.key: one for one in plan.placements}
    for key, host in hosted.items():
        placed[key] = Placement(key, None, host.bed, f"{HOST}{host.stay_id}", True, ())
    shares = [
        _("Shares the bed of {name} ({bed})").format(name=one.name, bed=one.bed) for one in hosted.values()
    ]
    title = ", ".join(filter(None, (plan.title, *shares)))
    return replace(plan, title=title, placements=tuple(placed[one.key] for one in sleepers))


def _plans(
    session: Session, known: Night, sleepers: tuple[Sleeper, ...], household_id: int | None
) -> tuple[BedPlan, ...]:
    family = "" if household_id is None else str(household_id)
    asked = [replace(_asked(one), family=family) for one in sleepers]
    people = [one.person_id for one in sleepers if one.person_id is not None]
    barred = separation(session, people, known)
    shut = {bed.room_id for bed in known.beds if bed.building_id in barred}
    rooms = rooms_of(session, known)
    elsewhere = tuple(room for room in rooms if room.room_id not in shut)
    found = bed_plan.propose(asked, elsewhere or rooms, known.centre.limits)
    reason = "" if elsewhere or not shut else does_not_suit()
    return tuple(_plan(one, reason) for one in found)


def rooms_of(session: Session, known: Night) -> tuple[rules.Room, ...]:
    """The rooms of a night as the rules see them."""
    free = {
        bed.bed_id: rules.FreeBed(bed.bed_id, bed.label)
        for bed in givable(session, known)
        if not bed.promised
    }
    grouped = groupby(known.beds, lambda bed: bed.room_id)
    return tuple(_room(known, list(beds), free) for _room_id, beds in grouped)


def sleeper_of(known: Night, stay: Any) -> rules.Sleeper:
    """Someone who stays, as the rules see them; people of one household belong together."""
    household = known.households.get(stay.id)
    birth = birth_of(stay)
    return rules.Sleeper(
        str(stay.stay_id),
        stay.sex,
        age_on(birth, known.night),
        is_infant_on(birth, known.night, known.centre.limits),
        str(household[0]) if household else "",
    )


def misfits(session: Session, known: Night, stay_id: int, bed_id: int) -> tuple[str, ...]:
    """Why a person may not suit a bed that night: whole sentences, empty when nothing speaks against it."""
    stay = known.stays.get(stay_id)
    bed = next((bed for bed in known.beds if bed.id == bed_id), None)
    room = next((one for one in rooms_of(session, known) if bed and one.room_id == bed.room_id), None)
    if stay is None or room is None or bed is None:
        return ()
    others = tuple(one for one in room.occupants if one.key != str(stay_id))
    found = rules.misfits(sleeper_of(known, stay), replace(room, occupants=others), (), known.centre.limits)
    apart = separation_reasons(session, stay.id, bed.building_id, known)
    return (*apart, *(one.reason for one in found))


def misfits_of(
    session: Session, known: Night, person: Person, bed_ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """Why somebody who is not on the board of that night may not suit beds; nothing for those that suit."""
    household = households_of(session, [person.id]).get(person.id)
    birth, limits = birth_of(person), known.centre.limits
    one = rules.Sleeper(
        f"person:{person.id}",
        person.sex,
        age_on(birth, known.night),
        is_infant_on(birth, known.night, limits),
        str(household[0]) if household else "",
    )
    asked = set(bed_ids)
    against: dict[int, tuple[str, ...]] = {}
    for room in rooms_of(session, known):
        beds = [bed for bed in known.beds if bed.room_id == room.room_id and bed.id in asked]
        if beds:
            apart = separation_reasons(session, person.id, beds[0].building_id, known)
            found = (*apart, *(misfit.reason for misfit in rules.misfits(one, room, (), limits)))
            against |= {bed.id: found for bed in beds if found}
    return against


def chosen_misfits(
    session: Session, known: Night, chosen: Sequence[tuple[Sleeper, int]], waiting_id: int | None = None
) -> dict[str, tuple[str, ...]]:
    """Why people who come may not suit the beds chosen for them, by their key; nothing for those who suit."""
    beds = {bed.id: bed for bed in known.beds}
    there = [(sleeper, beds[bed_id]) for sleeper, bed_id in chosen if bed_id in beds]
    placed = {one.person_id: bed.building_id for one, bed in there if one.person_id is not None}
    rooms = {room.room_id: room for room in rooms_of(session, known)}
    found: dict[str, tuple[str, ...]] = {}
    for one, bed in there:
        with_them = [_asked(other) for other, its in there if its.room_id == bed.room_id and other is not one]
        against = rules.misfits(_asked(one), rooms[bed.room_id], with_them, known.centre.limits)
        apart = (
            ()
            if one.person_id is None
            else separation_reasons(session, one.person_id, bed.building_id, known, placed)
        )
        promised = filter(None, (known.promised_against(bed.id, None, one.person_id, waiting_id),))
        reasons = (*promised, *apart, *(misfit.reason for misfit in against))
        if reasons:
            found[one.key] = reasons
    return found


def _asked(one: Sleeper) -> rules.Sleeper:
    return rules.Sleeper(one.key, one.sex, one.age, one.shares)


def _room(known: Night, beds: list[Any], free: dict[int, rules.FreeBed]) -> rules.Room:
    first = beds[0]
    occupants = [
        sleeper_of(known, stay)
        for bed in beds
        for stay in (known.sleepers.get(bed.id), *known.sharers.get(bed.id, ()))
        if stay is not None
    ]
    own_free = tuple(free[bed.id] for bed in beds if bed.id in free)
    return rules.Room(first.room_id, first.room, RoomUse(first.use), len(beds), own_free, tuple(occupants))


def _plan(plan: bed_plan.BedPlan, reason: str) -> BedPlan:
    placements = tuple(
        Placement(
            one.key,
            one.bed_id,
            one.label,
            one.shares_with,
            one.fits,
            one.reasons,
            one.room_id,
            one.needs_extra,
            one.is_left_to_choice,
        )
        for one in plan.placements
    )
    if not reason:
        return BedPlan(plan.title, str(plan.verdict), placements, plan.reasons)
    verdict = max(plan.verdict, bed_plan.Verdict.WARN, key=list(bed_plan.Verdict).index)
    return BedPlan(plan.title, str(verdict), placements, (reason, *plan.reasons))
