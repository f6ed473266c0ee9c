"""Nights, beds, comparison with other months, closed months (R-REP-5..8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from panpun_desktop.rules.comparison import comparison, persons_in
from panpun_desktop.rules.counted import (
    AbsenceFact,
    Adjustment,
    BedBlockFact,
    BedFact,
    BedUseFact,
    CountedFacts,
    Period,
    Table,
)
from panpun_desktop.rules.counting_beds import beds
from panpun_desktop.rules.statement import monthly_statement
from tests.rules.counted_builders import (
    DECEMBER,
    EARLIER,
    LIMITS,
    NOVEMBER,
    OCTOBER,
    facts_of,
    failed,
    stay,
    totals,
)


def test_5_1_occupancy_is_70_percent_and_18_nights_a_stay() -> None:
    """30 beds for 30 days: 20 people every night and 15 for two nights make 630 of 900."""
    two_nights = (date(2026, 11, 6), date(2026, 11, 8))
    stays = [stay(number, EARLIER) for number in range(1, 21)]
    stays += [stay(number, *two_nights) for number in range(21, 31)]
    later = (date(2026, 11, 8), date(2026, 11, 10))
    stays += [stay(number, *later) for number in range(31, 36)]
    bed_ids = [*range(1, 31), *range(21, 26)]
    uses = [
        BedUseFact(one.stay_id, bed, one.arrived_on, one.left_on)
        for one, bed in zip(stays, bed_ids, strict=True)
    ]
    facts = CountedFacts(
        tuple(stays),
        bed_uses=tuple(uses),
        beds=tuple(BedFact(number, 1, date(2020, 1, 1)) for number in range(1, 31)),
        buildings={1: "อาคาร 1"},
    )
    total = beds(facts, NOVEMBER, count_leave=False).row("total")
    assert (total["available_nights"], total["bed_nights"], total["person_nights"]) == (900, 630, 630)
    assert (total["occupancy_percent"], total["average_nights"]) == ("70.00", "18.00")


# --- beds -------------------------------------------------------------------------------------

ONE_BED = (BedFact(1, 7, date(2026, 1, 1)),)
HOUSE = {7: "อาคารชาย"}


def bed_rows(facts: CountedFacts, period: Period, count_leave: bool = False) -> Table:
    """Table 6 of a house with one bed."""
    return beds(replace(facts, beds=ONE_BED, buildings=HOUSE), period, count_leave)


def test_r_rep_6_two_nights_in_january_and_one_in_february() -> None:
    facts = facts_of(
        stay(1, date(2026, 1, 30), date(2026, 2, 2)),
        bed_uses=(BedUseFact(1, 1, date(2026, 1, 30), date(2026, 2, 2)),),
    )
    january = bed_rows(facts, Period.month(2026, 1)).row("7")
    february = bed_rows(facts, Period.month(2026, 2)).row("7")
    assert (january["person_nights"], january["bed_nights"], january["available_nights"]) == (2, 2, 31)
    assert (february["person_nights"], february["bed_nights"], february["average_nights"]) == (1, 1, "1.00")


def test_r_rep_6_an_infant_who_shares_is_a_person_but_no_bed() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 1)),
        stay(2, date(2026, 11, 1), age_band="0-5"),
        bed_uses=(BedUseFact(1, 1, date(2026, 11, 1)), BedUseFact(2, None, date(2026, 11, 1), None, 1)),
    )
    row = bed_rows(facts, NOVEMBER).row("7")
    assert (row["person_nights"], row["bed_nights"], row["occupancy_percent"]) == (60, 30, "100.00")


def test_r_rep_6_a_bed_kept_for_leave_is_neither_used_nor_available() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 1)),
        bed_uses=(BedUseFact(1, 1, date(2026, 11, 1)),),
        absences=(
            AbsenceFact(1, "HOSPITAL", date(2026, 11, 10), date(2026, 11, 15)),
            AbsenceFact(1, "SAME_DAY", date(2026, 11, 20), date(2026, 11, 20)),
        ),
    )
    row = bed_rows(facts, NOVEMBER).row("7")
    assert (row["bed_nights"], row["available_nights"], row["person_nights"]) == (25, 25, 30)
    counted = bed_rows(facts, NOVEMBER, count_leave=True).row("7")
    assert (counted["bed_nights"], counted["available_nights"]) == (30, 30)


def test_people_without_a_bed_have_their_own_row() -> None:
    table = bed_rows(facts_of(stay(1, date(2026, 11, 21))), NOVEMBER)
    assert [(row.key, row.label) for row in table.rows] == [
        ("7", "อาคารชาย"), ("unassigned", "ไม่ระบุเตียง"), ("total", "รวม"),
    ]  # fmt: skip
    assert (table.row("unassigned")["person_nights"], table.row("total")["person_nights"]) == (10, 10)
    assert (table.row("7")["bed_nights"], table.row("7")["average_nights"]) == (0, None)
    assert table.row("unassigned")["occupancy_percent"] is None


def test_closed_beds_are_not_available() -> None:
    facts = CountedFacts(
        beds=(BedFact(1, 7, date(2026, 11, 11)), BedFact(2, 7, date(2020, 1, 1), date(2026, 11, 6))),
        blocks=(BedBlockFact(1, date(2026, 11, 21), date(2026, 11, 26)),),
        buildings=HOUSE,
    )
    row = beds(facts, NOVEMBER, count_leave=False).row("7")
    assert (row["beds"], row["available_nights"]) == (1, 5 + 15)


# --- comparison, closed months ----------------------------------------------------------------


def test_r_rep_7_persons_of_the_year_are_counted_once() -> None:
    first = stay(1, date(2026, 10, 2), date(2026, 10, 5), outcome="SELF")
    again = replace(first, stay_id=2, arrived_on=date(2026, 11, 3), left_on=None)
    facts = facts_of(first, again)
    row = comparison(facts, NOVEMBER).row("persons")
    assert (row["this_month"], row["last_month"], row["fiscal_year_to_date"]) == (1, 1, 1)
    assert comparison(facts, NOVEMBER).row("admitted")["fiscal_year_to_date"] == 2
    assert persons_in(facts, NOVEMBER) == {1}


def test_r_rep_8_october_to_date_is_october() -> None:
    facts = facts_of(stay(1, date(2026, 9, 20)), stay(2, date(2026, 10, 5)), stay(3, date(2026, 11, 1)))
    for row in comparison(facts, OCTOBER).rows:
        assert row.values["fiscal_year_to_date"] == row.values["this_month"], row.key


def test_r_rep_8_change_against_the_month_before() -> None:
    arrivals: Iterator[date] = iter([date(2026, 10, 5)] * 3 + [date(2026, 11, 5)] * 4)
    facts = facts_of(*(stay(n, day) for n, day in enumerate(arrivals, start=1)))
    row = comparison(facts, NOVEMBER).row("admitted")
    assert (row["this_month"], row["last_month"], row["change"], row["change_percent"]) == (4, 3, 1, "33.33")
    assert comparison(facts, NOVEMBER).row("discharged")["change_percent"] is None
    down = comparison(facts, DECEMBER).row("admitted")
    assert (down["change"], down["change_percent"]) == (-4, "-100.00")


def test_before_the_first_statement_there_is_nothing_to_compare_with() -> None:
    facts = facts_of(stay(1, date(2026, 10, 5)), stay(2, date(2026, 11, 5)))
    row = comparison(facts, NOVEMBER, since=date(2026, 11, 1)).row("admitted")
    assert (row["this_month"], row["last_month"], row["change"], row["fiscal_year_to_date"]) == (
        1,
        None,
        None,
        1,
    )


def test_r_rep_5_a_change_to_a_closed_month_stands_in_its_own_row() -> None:
    """Closed October counted two; then one leaving of 30 October was recorded late."""
    facts = facts_of(
        stay(1, date(2026, 10, 1)), stay(2, date(2026, 10, 1), date(2026, 10, 30), outcome="SELF")
    )
    facts = replace(facts, adjustments=(Adjustment(-1, "M", "26-45", "TRIAL", stay_id=2),))
    closed = {"male": 2, "female": 0, "unknown": 0, "total": 2}
    statement = monthly_statement(facts, NOVEMBER, LIMITS, closed_before=closed)
    assert totals(statement.table("movement")) == {
        "opening": 2, "adjusted": -1, "admitted": 0, "discharged": 0, "closing": 1,
    }  # fmt: skip
    assert statement.table("service_type").row("trial")["adjusted"] == -1
    assert statement.table("age_band").row("26-45")["adjusted_male"] == -1
    assert failed(statement) == []
    unexplained = monthly_statement(replace(facts, adjustments=()), NOVEMBER, LIMITS, closed_before=closed)
    assert failed(unexplained) == ["carried_over"]
