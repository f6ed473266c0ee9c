"""The count of one night: beds by building, and where everyone is (interfaces.md §2, census)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum

from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.rules.counted import CountedFacts, Table, TableRow, table_of, words_of
from panpun_desktop.rules.counting_beds import TOTAL, on_night
from panpun_desktop.rules.nights import bed_slept_in


class Presence(StrEnum):
    """Where someone is on a night; the values are the row keys."""

    PRESENT = "present"
    LEAVE = "leave"
    HOSPITAL = "hospital"
    UNASSIGNED = "unassigned"
    UNACCOUNTED = "unaccounted"


_AWAY = {AbsenceKind.LEAVE: Presence.LEAVE, AbsenceKind.HOSPITAL: Presence.HOSPITAL}


def beds_taken(facts: CountedFacts, night: date) -> dict[int, int]:
    """The bed of each stay that night, that of the one it shares with too; kept beds are taken."""
    there = {stay.stay_id for stay in facts.stays if stay.is_there(night)}
    uses = {use.stay_id: use for use in on_night(facts.bed_uses, night) if use.stay_id in there}
    return {stay_id: bed for stay_id in uses if (bed := bed_slept_in(stay_id, uses))}


def presence(facts: CountedFacts, night: date) -> dict[int, Presence]:
    """Where each stay of the night is: away before without a bed, without a bed before present."""
    away = {
        one.stay_id: _AWAY[AbsenceKind(one.kind)]
        for one in facts.absences
        if one.covers(night) and AbsenceKind(one.kind) in _AWAY
    }
    taken = beds_taken(facts, night)
    return {
        stay.stay_id: away.get(
            stay.stay_id, Presence.PRESENT if stay.stay_id in taken else Presence.UNASSIGNED
        )
        for stay in facts.stays
        if stay.is_there(night)
    }


def by_building(facts: CountedFacts, night: date) -> Table:
    """Beds of each building that night: all, taken (kept ones too), free, closed."""
    taken = set(beds_taken(facts, night).values())
    closed = {block.bed_id for block in on_night(facts.blocks, night)} - taken
    counted: dict[str, Counter[str]] = {str(one): Counter() for one in facts.buildings}
    counted[TOTAL] = Counter()
    for bed in facts.beds:
        if bed.is_there(night):
            state = "occupied" if bed.bed_id in taken else "closed" if bed.bed_id in closed else "free"
            for place in (str(bed.building_id), TOTAL):
                counted[place].update(("beds", state))
    labels = {str(one): name for one, name in facts.buildings.items()}
    labels[TOTAL] = words_of("by_building").rows[TOTAL]
    columns = words_of("by_building").columns
    rows = [
        TableRow(key, label, {one: counted[key][one] for one in columns}) for key, label in labels.items()
    ]
    return table_of("by_building", rows)


def present(facts: CountedFacts, night: date, unaccounted: frozenset[int] = frozenset()) -> Table:
    """Where everyone is; the rows add up to the stock of the night.

    ``unaccounted``: stays that the night's count did not find.
    """
    found = presence(facts, night)
    counts = Counter(
        Presence.UNACCOUNTED if stay_id in unaccounted else where for stay_id, where in found.items()
    )
    words = words_of("present").rows
    rows = [TableRow(one, words[one], {"count": counts[one]}) for one in Presence]
    return table_of("present", [*rows, TableRow(TOTAL, words[TOTAL], {"count": counts.total()})])
