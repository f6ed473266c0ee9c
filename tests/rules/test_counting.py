"""Counting for statements (R-REP-1..4, 6..8, R-OVR-5; golden G4, G7; domain.md §5.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules import counting
from panpun_desktop.rules.balance import TITLES, title_of
from panpun_desktop.rules.counted import (
    BedUseFact,
    CountedFacts,
    EpisodeFact,
    OverrideFact,
    Period,
)
from panpun_desktop.rules.statement import monthly_statement
from tests.rules.counted_builders import (
    DECEMBER,
    LIMITS,
    NOVEMBER,
    OCTOBER,
    facts_of,
    failed,
    fixture_5_1,
    stay,
    totals,
)


def test_5_1_the_fixture_of_the_domain_reconciles() -> None:
    table = counting.service_type(fixture_5_1(), NOVEMBER)
    columns = ("opening", "admitted", "converted_in", "discharged", "converted_out", "closing")
    found = {row.key: [row.values[column] for column in columns] for row in table.rows}
    assert found == {
        "trial": [5, 9, 0, 5, 3, 6],
        "course_s": [6, 1, 2, 2, 1, 6],
        "course_m": [4, 1, 1, 1, 0, 5],
        "course_l": [3, 0, 1, 1, 0, 3],
        "transit": [2, 4, 0, 3, 0, 3],
        "total": [20, 15, 4, 12, 4, 23],
    }


def test_5_1_by_sex() -> None:
    moves = counting.movement(fixture_5_1(), NOVEMBER)
    found = {row.key: (row.values["male"], row.values["female"], row.values["total"]) for row in moves.rows}
    assert found == {
        "opening": (12, 8, 20),
        "adjusted": (0, 0, 0),
        "admitted": (9, 6, 15),
        "discharged": (7, 5, 12),
        "closing": (14, 9, 23),
    }


def test_titles_are_those_of_the_domain() -> None:
    statement = monthly_statement(fixture_5_1(), NOVEMBER, LIMITS, target=300)
    assert [table.id for table in statement.tables] == [
        "movement", "age_band", "service_type", "intake_channel", "outcome", "beds", "overrides",
        "ministry_line", "comparison",
    ]  # fmt: skip
    moves = statement.table("movement")
    assert (moves.title, moves.number, moves.head) == ("ความเคลื่อนไหวผู้พัก", 1, "รายการ")
    assert [column.title for column in moves.columns] == ["ชาย", "หญิง", "ไม่ระบุ", "รวม"]
    assert [row.label for row in statement.table("service_type").rows][-2:] == ["พักพิงรอส่งต่อ", "รวม"]
    line = statement.table("ministry_line")
    assert [column.title for column in line.columns] == [
        "เป้าหมาย", "ยอดยกมา", "รับเข้า", "จำหน่าย", "คงเหลือ", "สะสม",
    ]  # fmt: skip
    assert list(line.row("centre").values()) == [300, 20, 15, 12, 23, 35]
    assert failed(statement) == []


def test_r_rep_2_the_stock_is_at_midnight_of_the_last_day() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 30)),
        stay(2, date(2026, 10, 31), date(2026, 11, 1)),
        stay(3, date(2026, 10, 1), date(2026, 10, 31)),
        stay(4, date(2026, 12, 1)),
    )
    assert totals(counting.movement(facts, NOVEMBER)) == {
        "opening": 1, "adjusted": 0, "admitted": 1, "discharged": 1, "closing": 1,
    }  # fmt: skip


def test_r_rep_2_in_and_out_on_one_day_counts_in_both_and_has_no_night() -> None:
    facts = facts_of(stay(1, date(2026, 11, 5), date(2026, 11, 5), outcome="SELF"))
    statement = monthly_statement(facts, NOVEMBER, LIMITS)
    assert totals(statement.table("movement")) == {
        "opening": 0, "adjusted": 0, "admitted": 1, "discharged": 1, "closing": 0,
    }  # fmt: skip
    assert statement.table("beds").row("total")["person_nights"] == 0
    assert failed(statement) == []


def test_g4_a_conversion_is_no_admission_and_no_discharge() -> None:
    facts = CountedFacts(
        (stay(1, date(2026, 10, 28)),),
        (
            EpisodeFact(1, "TRIAL", date(2026, 10, 28), date(2026, 11, 2)),
            EpisodeFact(1, "COURSE_S", date(2026, 11, 2)),
        ),
    )
    assert totals(counting.movement(facts, NOVEMBER))["admitted"] == 0
    assert totals(counting.movement(facts, NOVEMBER))["discharged"] == 0
    table = counting.service_type(facts, NOVEMBER)
    assert (table.row("trial")["converted_out"], table.row("course_s")["converted_in"]) == (1, 1)
    assert (table.row("trial")["closing"], table.row("course_s")["closing"]) == (0, 1)


def test_r_rep_3_a_conversion_on_the_day_of_arrival_counts_in_both_types() -> None:
    facts = CountedFacts(
        (stay(1, date(2026, 11, 2)),),
        (
            EpisodeFact(1, "TRIAL", date(2026, 11, 2), date(2026, 11, 2)),
            EpisodeFact(1, "TRANSIT", date(2026, 11, 2)),
        ),
    )
    statement = monthly_statement(facts, NOVEMBER, LIMITS)
    table = statement.table("service_type")
    assert (table.row("trial")["admitted"], table.row("trial")["converted_out"]) == (1, 1)
    assert (table.row("transit")["converted_in"], table.row("transit")["closing"]) == (1, 1)
    assert failed(statement) == []


def test_g7_r_rep_4_the_band_frozen_at_admission_reconciles_over_a_birthday() -> None:
    facts = facts_of(stay(1, date(2026, 10, 1), date(2026, 11, 20), age_band="13-17", outcome="HOME"))
    statement = monthly_statement(facts, NOVEMBER, LIMITS)
    row = statement.table("age_band").row("13-17")
    assert (row["opening_male"], row["discharged_male"], row["closing_male"]) == (1, 1, 0)
    assert failed(statement) == []


def test_age_bands_keep_rows_of_an_earlier_setting_and_the_unknown() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 1), age_band="60-69"), stay(2, date(2026, 11, 1), age_band="unknown")
    )
    table = counting.age_band(facts, NOVEMBER, LIMITS.age_bands)
    assert [row.key for row in table.rows] == [
        "0-5", "6-12", "13-17", "18-25", "26-45", "46-59", "60+", "60-69", "unknown", "total",
    ]  # fmt: skip
    assert (table.row("60-69")["total"], table.row("unknown")["total"], table.row("total")["total"]) == (
        1,
        1,
        2,
    )
    assert [row.label for row in table.rows][-2:] == ["ไม่ทราบ", "รวม"]


def test_accompanying_members_count_under_the_type_and_again() -> None:
    facts = CountedFacts(
        (stay(1, date(2026, 11, 1)), stay(2, date(2026, 11, 1), age_band="0-5")),
        (
            EpisodeFact(1, "COURSE_M", date(2026, 11, 1)),
            EpisodeFact(2, "COURSE_M", date(2026, 11, 1), accompanying=True),
        ),
    )
    row = counting.service_type(facts, NOVEMBER).row("course_m")
    assert (row["closing"], row["accompanying"]) == (2, 1)


def test_channels_in_use_with_their_share() -> None:
    day = date(2026, 11, 3)
    facts = facts_of(stay(1, day), stay(2, day, channel="REF_GOV"), stay(3, day, channel="REF_GOV"))
    table = counting.intake_channel(facts, NOVEMBER)
    found = [(row.key, row.label, row.values["count"], row.values["percent"]) for row in table.rows]
    assert found == [
        ("self", "มาด้วยตนเอง", 1, "33.33"),
        ("ref_gov", "ส่งต่อจากหน่วยงานรัฐ", 2, "66.67"),
        ("total", "รวม", 3, "100.00"),
    ]
    empty = counting.intake_channel(facts, DECEMBER)
    assert [(row.key, row.values) for row in empty.rows] == [("total", {"count": 0, "percent": None})]


def test_outcomes_by_sex() -> None:
    facts = facts_of(
        stay(1, date(2026, 10, 1), date(2026, 11, 3), outcome="JOB"),
        stay(2, date(2026, 10, 1), date(2026, 11, 4), outcome="HOME", sex="F"),
        stay(3, date(2026, 10, 1), date(2026, 11, 5), outcome=None, sex="U"),
    )
    table = counting.outcome(facts, NOVEMBER)
    assert [row.key for row in table.rows] == ["home", "job", "unknown", "total"]
    assert dict(table.row("total")) == {"male": 1, "female": 1, "unknown": 1, "total": 3}
    assert table.row("home")["female"] == 1


def test_r_ovr_5_overrides_by_rule_with_their_reasons() -> None:
    given = (
        OverrideFact("R-TRI-5", date(2026, 11, 2), "FAMILY"),
        OverrideFact("R-TRI-5", date(2026, 11, 30), "ILL"),
        OverrideFact("R-TRI-5", date(2026, 11, 30), "ILL"),
        OverrideFact("R-TRA-1", date(2026, 12, 1), "ILL"),
    )
    facts = CountedFacts(overrides=given)
    table = counting.overrides(facts, NOVEMBER)
    assert [(row.key, row.values["count"]) for row in table.rows] == [("r-tri-5", 3), ("total", 3)]
    assert table.rows[0].label == "ทดลองอยู่เกินจำนวนครั้งในรอบ 1 ปี"
    assert counting.override_reasons(facts, NOVEMBER) == {"r-tri-5": [("เจ็บป่วย", 2), ("มีเด็กหรือครอบครัว", 1)]}


def test_the_target_is_a_figure_for_each_fiscal_year_and_may_be_missing() -> None:
    assert counting.target_of("2569=400, 2570=420", 2570) == 420
    assert counting.target_of("2569=400", 2570) is None
    assert counting.target_of("", 2570) is None
    with pytest.raises(RuleBroken) as refusal:
        counting.target_of("many", 2570)
    assert refusal.value.id == "setting.target"


def test_checks_name_the_stays_that_do_not_fit() -> None:
    facts = facts_of(
        stay(1, date(2026, 11, 1), date(2026, 11, 10)),
        bed_uses=(BedUseFact(1, 1, date(2026, 11, 1)),),
    )
    statement = monthly_statement(facts, NOVEMBER, LIMITS)
    by_id = {check.id: check for check in statement.checks}
    assert (by_id["board"].ok, by_id["board"].stay_ids) == (False, (1,))
    gap = replace(facts, episodes=(EpisodeFact(1, "TRIAL", date(2026, 11, 3), date(2026, 11, 10)),))
    broken = {check.id: check for check in monthly_statement(gap, NOVEMBER, LIMITS).checks}
    assert (broken["episodes"].ok, broken["episodes"].stay_ids) == (False, (1,))


def test_the_balance_is_written_as_people_check_it() -> None:
    check = monthly_statement(fixture_5_1(), NOVEMBER, LIMITS).checks[0]
    assert (check.detail, title_of(check)) == ("20 + 15 − 12 = 23", "ยกมา + รับเข้า − จำหน่าย = คงเหลือ")
    elsewhere = {"three_ways", "training_balance", "closed_months"}  # the census, training, longer periods
    of_the_month = [id for id in TITLES if id not in elsewhere]
    assert [one.id for one in monthly_statement(CountedFacts(), NOVEMBER, LIMITS).checks] == of_the_month


def test_periods() -> None:
    assert (Period.month(2026, 12).last, Period.month(2024, 2).last) == (
        date(2026, 12, 31),
        date(2024, 2, 29),
    )
    assert NOVEMBER.before() == OCTOBER
    assert len(NOVEMBER.nights) == 30
    assert NOVEMBER.fiscal_year_to_date() == Period(date(2026, 10, 1), date(2026, 11, 30))
    assert Period.month(2027, 9).fiscal_year_to_date().first == date(2026, 10, 1)
    assert NOVEMBER.after - timedelta(days=1) == NOVEMBER.last
