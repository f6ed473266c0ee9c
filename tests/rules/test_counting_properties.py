"""Whatever stays and conversions there are, every month balances and nights add up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.codes import ServiceType, Sex
from panpun_desktop.rules.counted import (
    AbsenceFact,
    BedFact,
    BedUseFact,
    CountedFacts,
    EpisodeFact,
    Period,
    StayFact,
)
from panpun_desktop.rules.counting import MOVES, movement, stays_in
from panpun_desktop.rules.counting_beds import beds, person_nights
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.statement import monthly_statement

LIMITS = Limits.delivered()
MONTHS = [Period.month(2025 + n // 12, n % 12 + 1) for n in range(24)]
FIRST = MONTHS[0].first
BANDS = [*(band.code for band in LIMITS.age_bands), "unknown"]
BEDS = tuple(BedFact(number, number % 2 + 1, date(2020, 1, 1)) for number in range(1, 4))


@st.composite
def lives(draw: st.DrawFn) -> CountedFacts:
    """Random stays over two years, each with conversions, some with beds and leaves."""
    stays, episodes, uses, absences = [], [], [], []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        arrived = FIRST + timedelta(days=draw(st.integers(-60, 760)))
        length = draw(st.none() | st.integers(0, 200))
        left = None if length is None else arrived + timedelta(days=length)
        outcome = None if left is None else draw(st.sampled_from(["HOME", "JOB", "LEFT"]))
        sex, band = draw(st.sampled_from(list(Sex))), draw(st.sampled_from(BANDS))
        channel = draw(st.sampled_from(["SELF", "FIELD", "REF_GOV"]))
        stays.append(StayFact(number, number % 5, sex, band, channel, arrived, left, outcome))
        span = 300 if length is None else length
        changes = sorted(draw(st.lists(st.integers(0, span), max_size=3)))
        edges = [arrived, *(arrived + timedelta(days=day) for day in changes), left]
        types = [draw(st.sampled_from(list(ServiceType))) for _edge in edges[1:]]
        episodes += [
            EpisodeFact(number, kind, begin or arrived, end, draw(st.booleans()))
            for kind, begin, end in zip(types, edges, edges[1:], strict=False)
        ]
        if number <= len(BEDS):
            uses.append(BedUseFact(number, number, arrived, left))
            absences.append(AbsenceFact(number, "LEAVE", arrived, arrived + timedelta(days=2)))
    return CountedFacts(
        tuple(stays), tuple(episodes), tuple(uses), tuple(absences), BEDS, buildings={1: "หนึ่ง", 2: "สอง"}
    )


@settings(max_examples=40, deadline=None)
@given(facts=lives())
def test_r_rep_1_every_month_balances_in_every_row_and_column(facts: CountedFacts) -> None:
    closed = None
    for month in MONTHS:
        statement = monthly_statement(facts, month, LIMITS, closed_before=closed)
        assert [check for check in statement.checks if not check.ok] == []
        closed = {key: int(value or 0) for key, value in statement.table("movement").row("closing").items()}


@settings(max_examples=60, deadline=None)
@given(facts=lives())
def test_r_rep_6_nights_of_months_add_up_to_the_nights_of_the_years(facts: CountedFacts) -> None:
    whole = Period(MONTHS[0].first, MONTHS[-1].last)
    assert sum(person_nights(facts, month) for month in MONTHS) == person_nights(facts, whole)
    by_day = sum(len(stays_in(facts, Period(night, night))["closing"]) for night in whole.nights)
    assert by_day == person_nights(facts, whole)


@settings(max_examples=40, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS), count_leave=st.booleans())
def test_beds_of_buildings_add_up_to_the_total(facts: CountedFacts, month: Period, count_leave: bool) -> None:
    table = beds(facts, month, count_leave)
    for column in ("beds", "person_nights", "bed_nights", "available_nights"):
        parts = sum(table.number_at(row.key, column) for row in table.rows if row.key != "total")
        assert parts == table.number_at("total", column)
    total = table.row("total")
    assert table.number_at("total", "bed_nights") <= table.number_at("total", "available_nights")
    assert total["person_nights"] == person_nights(facts, month)


@settings(max_examples=40, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS))
def test_the_stays_behind_a_figure_are_as_many_as_the_figure(facts: CountedFacts, month: Period) -> None:
    table = movement(facts, month)
    for move, stays in stays_in(facts, month).items():
        assert table.number_at(move, "total") == len(stays)
    assert [row.key for row in table.rows] == list(MOVES)
