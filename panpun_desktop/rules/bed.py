"""How a person suits a room: warnings with a reason, never a refusal (domain.md decision 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from panpun_desktop.common.errors import Concern
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import RoomUse, Sex
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.stay import ranges_overlap

ROOM_USE, MINOR_ALONE, FULL_HOUSE = "R-BED-1", "R-BED-2", "R-OVR-3"


@dataclass(frozen=True)
class Sleeper:
    """Someone in a bed, or to be placed; ``family`` is the same text for people who belong together."""

    key: str
    sex: str = Sex.U
    age: int | None = None
    may_share: bool = False
    family: str = ""

    def is_minor(self, limits: Limits) -> bool:
        """Known or estimated to be under age."""
        return self.age is not None and self.age < limits.adult_age


@dataclass(frozen=True)
class FreeBed:
    """A bed that can be given; ``label`` is the full one (ชาย 2-04)."""

    bed_id: int
    label: str


@dataclass(frozen=True)
class Room:
    """A room with its free beds and the people who sleep in it that night."""

    room_id: int
    name: str
    use: RoomUse
    beds: int
    free: tuple[FreeBed, ...]
    occupants: tuple[Sleeper, ...] = ()


@dataclass(frozen=True)
class Misfit:
    """Why someone may not suit a room: the rule and a short Thai reason."""

    rule_id: str
    reason: str


def misfits(person: Sleeper, room: Room, with_them: Iterable[Sleeper], limits: Limits) -> tuple[Misfit, ...]:
    """Why the person may not suit the room; empty when nothing speaks against it.

    ``with_them``: the others who are placed into the room together with the person.
    """
    relatives = [*_relatives(person, room.occupants), *(one for one in with_them if one.key != person.key)]
    found = (_use_misfit(person, room.use, relatives, limits), _minor_misfit(person, relatives, limits))
    return tuple(one for one in found if one is not None)


def is_for_other_sex(person: Sleeper, room: Room, with_them: Iterable[Sleeper], limits: Limits) -> bool:
    """Say whether the room is meant for the other sex: not for a small child there with the parent."""
    relatives = [*_relatives(person, room.occupants), *(one for one in with_them if one.key != person.key)]
    is_for_one_sex = room.use in (RoomUse.MALE, RoomUse.FEMALE) and person.sex != Sex.U
    return is_for_one_sex and bool(_sex_reason(person, room.use, relatives, limits))


def fit_concerns(
    person: Sleeper, room: Room, with_them: Iterable[Sleeper], limits: Limits
) -> tuple[Concern, ...]:
    """The misfits as concerns to be answered; warnings only."""
    found = misfits(person, room, with_them, limits)
    return tuple(Concern(one.rule_id, "warn", person.key, one.reason) for one in found)


def may_sleep_there(uses: Sequence[tuple[date, date | None]], start: date, end: date | None) -> bool:
    """Say whether a bed is free for the half-open range, given the ranges it is used or closed."""
    return not any(ranges_overlap(begin, until, start, end) for begin, until in uses)


def _relatives(person: Sleeper, others: Iterable[Sleeper]) -> list[Sleeper]:
    return [one for one in others if person.family and one.family == person.family]


def _use_misfit(person: Sleeper, use: RoomUse, relatives: Sequence[Sleeper], limits: Limits) -> Misfit | None:
    reason = ""
    match use:
        case RoomUse.MALE | RoomUse.FEMALE:
            reason = _sex_reason(person, use, relatives, limits)
        case RoomUse.FAMILY if not relatives:
            reason = _("The room is for families")
        case RoomUse.CARE:
            reason = _("The room is for separate care")
    return Misfit(ROOM_USE, reason) if reason else None


def _sex_reason(person: Sleeper, use: RoomUse, relatives: Sequence[Sleeper], limits: Limits) -> str:
    wanted = Sex.M if use is RoomUse.MALE else Sex.F
    if person.sex == wanted or _is_small_child_with_parent(person, wanted, relatives, limits):
        return ""
    if person.sex == Sex.U:
        return _("The sex is not stated: please consider the room")
    return _("The room is for men") if use is RoomUse.MALE else _("The room is for women")


def _is_small_child_with_parent(
    person: Sleeper, room_sex: Sex, relatives: Sequence[Sleeper], limits: Limits
) -> bool:
    is_small = person.age is not None and person.age < limits.other_sex_room_age
    return is_small and any(one.sex == room_sex and not one.is_minor(limits) for one in relatives)


def _minor_misfit(person: Sleeper, relatives: Sequence[Sleeper], limits: Limits) -> Misfit | None:
    if not person.is_minor(limits) or any(not one.is_minor(limits) for one in relatives):
        return None
    return Misfit(MINOR_ALONE, _("A minor needs an adult of the family in the room"))
