"""Whatever stays and conversions there are, every month balances and nights add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.census import presence
from panpun_desktop.rules.codes import ServiceType, Sex
from panpun_desktop.rules.counted import (
    AbsenceFact,
    Adjustment,
    BedFact,
    BedUseFact,
    CountedFacts,
    EpisodeFact,
    Period,
    StayFact,
)
from panpun_desktop.rules.counting import MOVES, chains_of, movement, stays_in
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


@settings(max_examples=20, deadline=None)
@given(before=lives(), after=lives(), month=st.sampled_from(MONTHS))
def test_r_rep_5_whatever_is_changed_behind_a_closed_month_the_next_one_carries_it_as_adjusted(
    before: CountedFacts, after: CountedFacts, month: Period
) -> None:
    """Back-dated acts turn one history into another; what was closed stays what is brought forward."""
    eve = month.before()
    closed = movement(before, eve).row("closing")
    facts = replace(after, adjustments=_changes(before, after, eve.last))
    statement = monthly_statement(
        facts, month, LIMITS, closed_before={k: int(v or 0) for k, v in closed.items()}
    )
    assert [check for check in statement.checks if not check.ok] == []
    assert dict(statement.table("movement").row("opening")) == dict(closed)


def _changes(before: CountedFacts, after: CountedFacts, night: date) -> tuple[Adjustment, ...]:
    """Every stay of the stock as it is, less every stay of the stock as it was."""
    return tuple(
        Adjustment(sign, stay.sex, stay.age_band, _service(facts, stay.stay_id, night), stay.stay_id)
        for sign, facts in ((-1, before), (1, after))
        for stay in facts.stays
        if stay.is_there(night)
    )


def _service(facts: CountedFacts, stay_id: int, night: date) -> str:
    parts = [one for one in chains_of(facts)[stay_id] if one.started_on <= night]
    return parts[-1].service_type


@settings(max_examples=40, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS))
def test_movement_board_census_and_chart_find_the_same_people(facts: CountedFacts, month: Period) -> None:
    statement = monthly_statement(facts, month, LIMITS)
    closing = statement.table("movement").number_at("closing", "total")
    assert statement.days[-1].residents == len(statement.nights[-1].places) == closing
    assert len(presence(facts, month.last)) == closing
    moves = statement.table("movement")
    assert sum(one.admitted for one in statement.days) == moves.number_at("admitted", "total")
    assert sum(one.discharged for one in statement.days) == moves.number_at("discharged", "total")
    assert sum(one.residents for one in statement.days) == person_nights(facts, month)
    beds_row = statement.table("beds").row("total")
    assert sum(one.beds_used for one in statement.days) == beds_row["bed_nights"]
    assert sum(one.beds_available for one in statement.days) == beds_row["available_nights"]
