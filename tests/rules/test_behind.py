"""Every figure of a statement opens the stays behind it (issue 5: explain down to the names)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.behind import behind
from panpun_desktop.rules.counted import Adjustment, CountedFacts, OverrideFact, Period, Table
from panpun_desktop.rules.statement import Statement, monthly_statement
from tests.rules.counted_builders import LIMITS, NOVEMBER, facts_of, fixture_5_1, stay
from tests.rules.test_counting_properties import MONTHS, lives

COUNTED = {
    "movement": None,
    "age_band": None,
    "service_type": {"opening", "admitted", "discharged", "closing", "accompanying"},
    "intake_channel": {"count"},
    "outcome": None,
    "overrides": {"count"},
    "ministry_line": {"opening", "admitted", "discharged", "closing", "cumulative"},
    "comparison": {"this_month", "last_month", "fiscal_year_to_date"},
}
"""Tables and columns whose figures are numbers of stays; None means every column."""


def unlike(statement: Statement, facts: CountedFacts, period: Period) -> list[tuple[str, str, str, int, int]]:
    """Cells whose figure is not the number of stays behind it."""
    found = behind(facts, period)
    return [
        (table.id, row.key, column, figure, len(found.get((table.id, row.key, column), ())))
        for table in statement.tables
        if table.id in COUNTED
        for row in table.rows
        if row.key not in {"person_nights", "adjusted"}
        for column, figure in _counted(table, row.key).items()
        if figure != len(found.get((table.id, row.key, column), ()))
    ]


def _counted(table: Table, row: str) -> dict[str, int]:
    wanted = COUNTED[table.id]
    values = table.row(row)
    return {
        key: value
        for key, value in values.items()
        if isinstance(value, int) and (wanted is None or key in wanted) and not key.startswith("adjusted")
    }


@settings(max_examples=60, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS))
def test_every_figure_of_stays_has_as_many_stays_behind_it(facts: CountedFacts, month: Period) -> None:
    assert unlike(monthly_statement(facts, month, LIMITS), facts, month) == []


@settings(max_examples=30, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS))
def test_conversions_have_their_stays_behind_them_once_however_often(
    facts: CountedFacts, month: Period
) -> None:
    table = monthly_statement(facts, month, LIMITS).table("service_type")
    found = behind(facts, month)
    for row in table.rows:
        for column in ("converted_in", "converted_out"):
            stays = found.get((table.id, row.key, column), ())
            assert bool(stays) == bool(row.values[column])
            assert len(stays) <= table.number_at(row.key, column)


def test_nights_have_the_stays_behind_them_that_slept_here() -> None:
    found = behind(fixture_5_1(), NOVEMBER)
    closing = set(found["movement", "closing", "total"])
    assert closing < set(found["beds", "total", "person_nights"])
    assert found["beds", "unassigned", "person_nights"] == found["beds", "total", "person_nights"]
    assert ("beds", "total", "bed_nights") not in found


def test_a_person_with_two_stays_is_behind_the_persons_once() -> None:
    first = stay(1, date(2026, 11, 2), date(2026, 11, 4), outcome="HOME")
    again = replace(stay(2, date(2026, 11, 10)), person_id=1)
    found = behind(facts_of(first, again), NOVEMBER)
    assert found["comparison", "persons", "this_month"] == (2,)
    assert found["movement", "admitted", "total"] == (1, 2)


def test_overrides_have_their_stays_behind_them() -> None:
    given = (OverrideFact("R-TRI-5", date(2026, 11, 2), "FAMILY", 7),)
    found = behind(CountedFacts(overrides=given), NOVEMBER)
    assert found["overrides", "r-tri-5", "count"] == found["overrides", "total", "count"] == (7,)


def test_a_changed_stay_is_behind_the_adjustment_and_the_opening_as_closed() -> None:
    gone = stay(1, date(2026, 10, 1), date(2026, 10, 20), outcome="HOME")
    facts = replace(facts_of(gone), adjustments=(Adjustment(-1, "M", "26-45", "TRIAL", 1),))
    found = behind(facts, NOVEMBER)
    assert found["movement", "adjusted", "total"] == found["movement", "opening", "total"] == (1,)
    assert ("movement", "closing", "total") not in found
    table = monthly_statement(facts, NOVEMBER, LIMITS).table("movement")
    assert (table.number_at("opening", "total"), table.number_at("adjusted", "total")) == (1, -1)
