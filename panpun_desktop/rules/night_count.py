"""The count of one night: what was seen against the board, and what settles each difference.

Everyone nobody marked is where the board has them: only exceptions are entered (product.md A5).
Census = present + on leave + in hospital + expected late (interfaces.md §2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from panpun_desktop.rules.census import Presence


class Seen(StrEnum):
    """How someone was found; codes of list ``census_state``."""

    PRESENT = "present"
    NOT_HERE = "not_here"
    LEAVE = "leave"
    HOSPITAL = "hospital"
    OTHER_BED = "other_bed"
    LATE = "late"
    VISITOR = "visitor"


_AS_EXPECTED = {
    Presence.PRESENT: Seen.PRESENT,
    Presence.LEAVE: Seen.LEAVE,
    Presence.HOSPITAL: Seen.HOSPITAL,
    Presence.UNASSIGNED: Seen.PRESENT,
}


_IN_BED = frozenset({Seen.PRESENT, Seen.OTHER_BED})
_AWAY = frozenset({Presence.LEAVE, Presence.HOSPITAL})


class Differing(StrEnum):
    """What does not agree about one person."""

    NOT_FOUND = "not_found"
    LEAVE_UNRECORDED = "leave_unrecorded"
    HOSPITAL_UNRECORDED = "hospital_unrecorded"
    BACK_UNRECORDED = "back_unrecorded"
    IN_OTHER_BED = "in_other_bed"
    WITHOUT_BED = "without_bed"
    BED_WITHOUT_STAY = "bed_without_stay"
    SEEN_AFTER_LEAVING = "seen_after_leaving"


_RECORDED = {
    Seen.LEAVE: (Presence.LEAVE, Differing.LEAVE_UNRECORDED),
    Seen.HOSPITAL: (Presence.HOSPITAL, Differing.HOSPITAL_UNRECORDED),
}
SETTLED_BY: Mapping[Differing, tuple[str, ...]] = {
    Differing.NOT_FOUND: ("leave", "late", "left"),
    Differing.LEAVE_UNRECORDED: ("leave",),
    Differing.HOSPITAL_UNRECORDED: ("hospital",),
    Differing.BACK_UNRECORDED: ("back",),
    Differing.IN_OTHER_BED: ("move_bed",),
    Differing.WITHOUT_BED: ("move_bed",),
    Differing.BED_WITHOUT_STAY: ("reopen", "correct_leaving", "person"),
    Differing.SEEN_AFTER_LEAVING: ("reopen", "correct_leaving", "person"),
}
"""The acts that make the three figures agree again, the likeliest first."""


@dataclass(frozen=True)
class Expected:
    """Where the board has someone on the night."""

    stay_id: int
    sex: str
    presence: Presence
    bed_id: int | None = None
    has_stay: bool = True
    """False: the board has a bed for a stay that does not count that night."""
    has_left: bool = False
    """The stay had ended by the night, and the board has no bed for it any more."""


@dataclass(frozen=True)
class Mark:
    """What was entered about one stay."""

    seen: Seen
    bed_id: int | None = None
    """Where the person was found, with OTHER_BED."""


@dataclass(frozen=True)
class Difference:
    """One person on whom the figures differ, with the acts that settle it."""

    stay_id: int
    kind: Differing
    settled_by: tuple[str, ...]
    found_in: int | None = None
    """The bed the person was found in, with IN_OTHER_BED."""


@dataclass(frozen=True)
class ThreeWays:
    """The night counted three ways, by sex (M, F, U), and whom the figures differ on."""

    movements: Mapping[str, int]
    board: Mapping[str, int]
    census: Mapping[str, int]
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Say whether the three figures are the same for each sex and nobody is anywhere else."""
        return self.movements == self.board == self.census and not self.differences


def night_to_count(now: datetime, turns_at_hour: int) -> date:
    """The night that is meant at an hour in Bangkok: before the turn it is the one just past."""
    return now.date() - timedelta(days=1) if now.hour < turns_at_hour else now.date()


def as_expected(presence: Presence) -> Seen:
    """How someone is taken to be found when nobody says otherwise."""
    return _AS_EXPECTED[presence]


def three_ways(expected: Iterable[Expected], marks: Mapping[int, Mark]) -> ThreeWays:
    """Compare movements, board and count of a night."""
    people = list(expected)
    seen = {one.stay_id: _mark(one, marks) for one in people}
    there = [one for one in people if one.has_stay]
    return ThreeWays(
        movements=_by_sex(there),
        board=_by_sex(one for one in people if not one.has_left),
        census=_by_sex(one for one in people if _is_counted(one, seen[one.stay_id])),
        differences=tuple(found for one in people if (found := _difference(one, seen[one.stay_id]))),
    )


def _is_counted(one: Expected, mark: Mark) -> bool:
    if one.has_left:
        return mark.seen in _IN_BED
    return one.has_stay and mark.seen is not Seen.NOT_HERE


def _mark(one: Expected, marks: Mapping[int, Mark]) -> Mark:
    """What was entered; someone away who was "not here" is just where the board says."""
    expected = Mark(Seen.NOT_HERE if one.has_left else as_expected(one.presence))
    mark = marks.get(one.stay_id, expected)
    return expected if mark.seen is Seen.NOT_HERE and one.presence in _AWAY else mark


def _by_sex(people: Iterable[Expected]) -> dict[str, int]:
    counted = Counter(one.sex for one in people)
    return {sex: counted[sex] for sex in ("M", "F", "U")}


def _difference(one: Expected, mark: Mark) -> Difference | None:
    kind = _kind(one, mark)
    if kind is None:
        return None
    found_in = mark.bed_id if kind is Differing.IN_OTHER_BED else None
    return Difference(one.stay_id, kind, SETTLED_BY[kind], found_in)


def _kind(one: Expected, mark: Mark) -> Differing | None:
    if one.has_left:
        return Differing.SEEN_AFTER_LEAVING if mark.seen in _IN_BED else None
    if not one.has_stay:
        return Differing.BED_WITHOUT_STAY
    if mark.seen is Seen.NOT_HERE:
        return Differing.NOT_FOUND
    if mark.seen in _RECORDED:
        recorded, missing = _RECORDED[mark.seen]
        return None if one.presence is recorded else missing
    return _kind_of_someone_here(one, mark)


def _kind_of_someone_here(one: Expected, mark: Mark) -> Differing | None:
    if one.presence in _AWAY:
        return Differing.BACK_UNRECORDED
    if mark.seen is Seen.OTHER_BED and mark.bed_id != one.bed_id:
        return Differing.IN_OTHER_BED
    return Differing.WITHOUT_BED if one.presence is Presence.UNASSIGNED else None
