"""The night counted three ways: what agrees, who differs, and by which act it is settled."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.rules.census import Presence
from panpun_desktop.rules.night_count import (
    SETTLED_BY,
    Differing,
    Expected,
    Mark,
    Seen,
    night_to_count,
    three_ways,
)

SOMCHAI = Expected(1, "M", Presence.PRESENT, bed_id=3)
ON_LEAVE = Expected(2, "M", Presence.LEAVE, bed_id=5)
IN_HOSPITAL = Expected(3, "F", Presence.HOSPITAL)
NO_BED = Expected(4, "F", Presence.UNASSIGNED)


@pytest.mark.parametrize(("hour", "night"), [(0, 20), (7, 20), (11, 20), (12, 21), (23, 21)])
def test_before_noon_counts_for_the_night_just_past(hour: int, night: int) -> None:
    assert night_to_count(datetime(2026, 11, 21, hour, 40, tzinfo=BANGKOK), 12) == date(2026, 11, night)


def test_nobody_marked_is_where_the_board_has_them() -> None:
    ways = three_ways([SOMCHAI, ON_LEAVE, IN_HOSPITAL], {})
    assert ways.movements == ways.board == ways.census == {"M": 2, "F": 1, "U": 0}
    assert ways.agrees


@pytest.mark.parametrize(
    ("person", "mark", "kind"),
    [
        (SOMCHAI, Mark(Seen.NOT_HERE), Differing.NOT_FOUND),
        (SOMCHAI, Mark(Seen.LEAVE), Differing.LEAVE_UNRECORDED),
        (SOMCHAI, Mark(Seen.HOSPITAL), Differing.HOSPITAL_UNRECORDED),
        (SOMCHAI, Mark(Seen.OTHER_BED, 9), Differing.IN_OTHER_BED),
        (SOMCHAI, Mark(Seen.OTHER_BED, 3), None),
        (SOMCHAI, Mark(Seen.LATE), None),
        (ON_LEAVE, Mark(Seen.PRESENT), Differing.BACK_UNRECORDED),
        (ON_LEAVE, Mark(Seen.NOT_HERE), None),
        (ON_LEAVE, Mark(Seen.HOSPITAL), Differing.HOSPITAL_UNRECORDED),
        (IN_HOSPITAL, Mark(Seen.OTHER_BED, 9), Differing.BACK_UNRECORDED),
        (NO_BED, Mark(Seen.PRESENT), Differing.WITHOUT_BED),
    ],
)
def test_an_exception_is_a_difference_with_the_acts_that_settle_it(
    person: Expected, mark: Mark, kind: Differing | None
) -> None:
    ways = three_ways([person], {person.stay_id: mark})
    assert [one.kind for one in ways.differences] == ([] if kind is None else [kind])
    assert all(one.settled_by == SETTLED_BY[one.kind] for one in ways.differences)


def test_only_someone_not_found_is_missing_from_the_count() -> None:
    ways = three_ways([SOMCHAI, ON_LEAVE], {1: Mark(Seen.NOT_HERE), 2: Mark(Seen.NOT_HERE)})
    assert (ways.movements["M"], ways.board["M"], ways.census["M"]) == (2, 2, 1)
    assert not ways.agrees


def test_a_bed_held_without_a_stay_is_on_the_board_alone() -> None:
    stranger = Expected(8, "F", Presence.PRESENT, 7, has_stay=False)
    ways = three_ways([SOMCHAI, stranger], {})
    assert (ways.movements["F"], ways.board["F"], ways.census["F"]) == (0, 1, 0)
    assert [one.kind for one in ways.differences] == [Differing.BED_WITHOUT_STAY]


def test_every_difference_can_be_settled() -> None:
    assert set(SETTLED_BY) == set(Differing)
    assert all(SETTLED_BY.values())


@given(
    st.lists(st.tuples(st.sampled_from("MFU"), st.sampled_from(list(Presence)[:4])), max_size=12),
    st.data(),
)
def test_the_figures_differ_just_by_those_who_are_named(
    people: list[tuple[str, Presence]], data: st.DataObject
) -> None:
    expected = [Expected(number, sex, where, number) for number, (sex, where) in enumerate(people, 1)]
    states = [one for one in Seen if one is not Seen.VISITOR]
    marks = {one.stay_id: Mark(data.draw(st.sampled_from(states)), 99) for one in expected}
    ways = three_ways(expected, marks)
    missing = [one for one in ways.differences if one.kind is Differing.NOT_FOUND]
    assert sum(ways.board.values()) - sum(ways.census.values()) == len(missing)
    assert ways.movements == ways.board


def test_somebody_seen_after_leaving_is_counted_and_named_with_the_way_back() -> None:
    left = Expected(9, "M", Presence.UNASSIGNED, 4, has_stay=False, has_left=True)
    ways = three_ways([SOMCHAI, left], {9: Mark(Seen.PRESENT)})
    assert (ways.movements["M"], ways.board["M"], ways.census["M"]) == (1, 1, 2)
    assert [(one.kind, one.settled_by[0]) for one in ways.differences] == [
        (Differing.SEEN_AFTER_LEAVING, "reopen")
    ]
    assert three_ways([SOMCHAI, left], {9: Mark(Seen.NOT_HERE)}).agrees
    assert three_ways([SOMCHAI, left], {9: Mark(Seen.LATE)}).agrees
