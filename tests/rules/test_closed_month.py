"""Closed months: the closing that was sent is the opening of the next, with what changed since (R-REP-5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.closed_month import (
    CountedStay,
    adjustments_of,
    changes_of_stock,
    counted_stays,
    differences,
    is_counted_otherwise,
)
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.counted import CountedFacts, EpisodeFact, Period
from panpun_desktop.rules.counting import movement
from panpun_desktop.rules.statement import Statement, monthly_statement
from tests.rules.counted_builders import LIMITS, NOVEMBER, OCTOBER, facts_of, failed, stay, totals
from tests.rules.test_counting_properties import MONTHS, lives

CAME, LEFT = date(2026, 10, 5), date(2026, 10, 25)


def carried(facts: CountedFacts, month: Period, closed: tuple[CountedStay, ...]) -> CountedFacts:
    """The facts with what comes from the closed month before this one."""
    now = counted_stays(facts, month.before())
    return replace(facts, adjustments=adjustments_of(changes_of_stock(closed, now)))


def counted(facts: CountedFacts, month: Period, closing: dict[str, int] | None = None) -> Statement:
    return monthly_statement(facts, month, LIMITS, closed_before=closing)


def closing_of(statement: Statement) -> dict[str, int]:
    return {key: int(value or 0) for key, value in statement.table("movement").row("closing").items()}


def test_g8_an_exit_in_a_closed_month_is_one_less_in_the_next() -> None:
    sent = facts_of(stay(1, CAME), stay(2, CAME))
    closed, closing = counted_stays(sent, OCTOBER), closing_of(counted(sent, OCTOBER))
    now = facts_of(stay(1, CAME, LEFT, outcome="HOME"), stay(2, CAME))
    statement = counted(carried(now, NOVEMBER, closed), NOVEMBER, closing)
    assert list(totals(statement.table("movement")).values()) == [2, -1, 0, 0, 1]
    assert failed(statement) == []
    (change,) = changes_of_stock(closed, counted_stays(now, OCTOBER))
    assert (change.stay_id, change.count) == (1, -1)


def test_another_sex_is_one_less_and_one_more() -> None:
    sent, now = facts_of(stay(1, CAME)), facts_of(stay(1, CAME, sex="F"))
    closed, closing = counted_stays(sent, OCTOBER), closing_of(counted(sent, OCTOBER))
    statement = counted(carried(now, NOVEMBER, closed), NOVEMBER, closing)
    assert statement.table("movement").row("adjusted") == {"male": -1, "female": 1, "unknown": 0, "total": 0}
    assert failed(statement) == []


def test_a_stay_that_was_forgotten_is_one_more_and_one_within_the_month_is_none() -> None:
    closed = counted_stays(facts_of(stay(1, CAME)), OCTOBER)
    now = facts_of(stay(1, CAME), stay(2, CAME), stay(3, CAME, LEFT, outcome="HOME"))
    changes = changes_of_stock(closed, counted_stays(now, OCTOBER))
    assert [(one.stay_id, one.count) for one in changes] == [(2, 1)]


def test_only_what_is_new_comes_into_the_month_after_two_closed_ones() -> None:
    first = facts_of(stay(1, CAME), stay(2, CAME), stay(3, CAME))
    october = counted_stays(first, OCTOBER)
    second = facts_of(stay(1, CAME, LEFT, outcome="HOME"), stay(2, CAME), stay(3, CAME))
    november = carried(second, NOVEMBER, october)
    closed, closing = counted_stays(second, NOVEMBER), closing_of(counted(november, NOVEMBER))
    third = facts_of(
        stay(1, CAME, LEFT, outcome="HOME"), stay(2, CAME, date(2026, 11, 9), outcome="HOME"), stay(3, CAME)
    )
    december = Period.month(2026, 12)
    statement = counted(carried(third, december, closed), december, closing)
    assert list(totals(statement.table("movement")).values()) == [2, -1, 0, 0, 1]
    assert failed(statement) == []


def test_an_amended_edition_lists_every_figure_that_differs() -> None:
    before = counted(facts_of(stay(1, CAME)), OCTOBER)
    now = counted(facts_of(stay(1, CAME, LEFT, outcome="HOME")), OCTOBER)
    told = {
        (one.table, one.row, one.column): (one.before, one.now)
        for one in differences(before.tables, now.tables)
    }
    assert told["movement", "closing", "male"] == (1, 0)
    assert told["outcome", "home", "total"] == (None, 1)
    assert ("movement", "opening", "male") not in told
    assert differences(before.tables, before.tables) == ()


def test_a_month_sees_what_lies_in_it_and_no_other_day() -> None:
    open_stay, parts = stay(1, CAME), (EpisodeFact(1, "TRIAL", CAME),)
    later = (replace(open_stay, left_on=date(2026, 11, 3), outcome="HOME"), parts)
    assert not is_counted_otherwise(OCTOBER, (open_stay, parts), later)
    assert is_counted_otherwise(NOVEMBER, (open_stay, parts), later)
    within = (replace(open_stay, left_on=LEFT, outcome="HOME"), parts)
    assert is_counted_otherwise(OCTOBER, (open_stay, parts), within)
    assert is_counted_otherwise(OCTOBER, (open_stay, parts), None)
    assert is_counted_otherwise(OCTOBER, (open_stay, parts), (replace(open_stay, age_band="18-25"), parts))
    changed = (EpisodeFact(1, "TRIAL", CAME, LEFT), EpisodeFact(1, "COURSE_S", LEFT))
    assert is_counted_otherwise(OCTOBER, (open_stay, parts), (open_stay, changed))
    in_november = date(2026, 11, 2)
    converted = (EpisodeFact(1, "TRIAL", CAME, in_november), EpisodeFact(1, "COURSE_S", in_november))
    assert not is_counted_otherwise(OCTOBER, (open_stay, parts), (open_stay, converted))


@st.composite
def edits(draw: st.DrawFn, facts: CountedFacts) -> CountedFacts:
    """The same register after back-dated acts: voided, left earlier, another sex, band or service."""
    stays, episodes = [], []
    for one in facts.stays:
        chain = [part for part in facts.episodes if part.stay_id == one.stay_id]
        edit = draw(st.sampled_from(["", "", "void", "sex", "band", "left", "service"]))
        if edit == "void":
            continue
        after = replace(one, sex=draw(st.sampled_from(["M", "F", "U"]))) if edit == "sex" else one
        if edit == "band":
            after = replace(one, age_band=draw(st.sampled_from(["18-25", "26-45", "unknown"])))
        if edit == "left":
            left = one.arrived_on + timedelta(days=draw(st.integers(0, 90)))
            after = replace(one, left_on=left, outcome="HOME")
            chain = [EpisodeFact(one.stay_id, chain[0].service_type, one.arrived_on, left)]
        if edit == "service":
            kind = draw(st.sampled_from(list(ServiceType)))
            chain = [replace(part, service_type=kind) for part in chain]
        stays.append(after)
        episodes += chain
    return CountedFacts(tuple(stays), tuple(episodes))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), facts=lives())
def test_whatever_is_edited_between_closings_the_chain_balances(
    data: st.DataObject, facts: CountedFacts
) -> None:
    facts = CountedFacts(facts.stays, facts.episodes)
    months = MONTHS[:8]
    closed = counted_stays(facts, months[0])
    closing = closing_of(counted(facts, months[0]))
    for before, month in pairwise(months):
        facts = data.draw(edits(facts))
        statement = counted(carried(facts, month, closed), month, closing)
        assert failed(statement) == [], before
        opening = statement.table("movement").row("opening")
        assert {key: int(value or 0) for key, value in opening.items()} == closing
        closed, closing = counted_stays(facts, month), closing_of(statement)
        assert closing == {
            key: int(value or 0) for key, value in movement(facts, month).row("closing").items()
        }
