"""The count of one night (interfaces.md §2, census)."""

from __future__ import annotations

from datetime import date

from panpun_desktop.rules.census import Presence, by_building, presence, present
from panpun_desktop.rules.counted import AbsenceFact, BedBlockFact, BedFact, BedUseFact, CountedFacts, Period
from panpun_desktop.rules.counting import movement
from tests.rules.counted_builders import facts_of, stay

NIGHT = date(2026, 11, 20)
BEDS = tuple(BedFact(number, 1 if number <= 3 else 2, date(2020, 1, 1)) for number in range(1, 6))


def house() -> CountedFacts:
    """Seven stays: in a bed, sharing it, on leave, in hospital, without a bed, gone, not yet come."""
    came = date(2026, 11, 1)
    return facts_of(
        *(stay(number, came) for number in range(1, 6)),
        stay(6, came, NIGHT, outcome="SELF"),
        stay(7, date(2026, 11, 21)),
        bed_uses=(
            BedUseFact(1, 1, came),
            BedUseFact(2, None, came, None, 1),
            BedUseFact(3, 2, came),
            BedUseFact(4, 4, came),
            BedUseFact(6, 3, came, NIGHT),
        ),
        absences=(
            AbsenceFact(3, "LEAVE", NIGHT, date(2026, 11, 22)),
            AbsenceFact(4, "HOSPITAL", date(2026, 11, 19)),
            AbsenceFact(1, "LEAVE", date(2026, 11, 18), NIGHT),
        ),
        beds=BEDS,
        blocks=(BedBlockFact(5, date(2026, 11, 1)), BedBlockFact(3, date(2026, 11, 1), NIGHT)),
        buildings={1: "อาคาร 1", 2: "อาคาร 2"},
    )


def test_beds_are_taken_free_or_closed() -> None:
    table = by_building(house(), NIGHT)
    assert {row.key: list(row.values.values()) for row in table.rows} == {
        "1": [3, 2, 1, 0],
        "2": [2, 1, 0, 1],
        "total": [5, 3, 1, 1],
    }
    assert [column.title for column in table.columns] == ["เตียงทั้งหมด", "ใช้งาน", "ว่าง", "ปิด"]


def test_everyone_of_the_night_is_somewhere() -> None:
    assert presence(house(), NIGHT) == {
        1: Presence.PRESENT,
        2: Presence.PRESENT,
        3: Presence.LEAVE,
        4: Presence.HOSPITAL,
        5: Presence.UNASSIGNED,
    }
    table = present(house(), NIGHT, unaccounted=frozenset({5}))
    assert {row.key: row.values["count"] for row in table.rows} == {
        "present": 2, "leave": 1, "hospital": 1, "unassigned": 0, "unaccounted": 1, "total": 5,
    }  # fmt: skip


def test_the_rows_add_up_to_the_stock_of_the_night() -> None:
    moves = movement(house(), Period(NIGHT, NIGHT))
    assert present(house(), NIGHT).number_at("total", "count") == moves.number_at("closing", "total") == 5
    assert moves.number_at("discharged", "total") == 1


def test_a_blocked_bed_that_is_slept_in_counts_as_taken() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 1)),
        bed_uses=(BedUseFact(1, 1, date(2026, 11, 1)),),
        beds=BEDS[:1],
        blocks=(BedBlockFact(1, date(2026, 11, 1)),),
        buildings={1: "อาคาร 1"},
    )
    assert list(by_building(facts, NIGHT).row("total").values()) == [1, 1, 0, 0]
