"""A small centre is played with at random; after every act the books must be right.

What must hold whatever happens: no bed and no person twice on a night, the statement balances in every
row and column, nights add up, the board shows what the movements say, the audit chain is whole, a
refusal changes nothing, taking an act back, doing it again and taking it back again restores every
table and everything people see, at once or later, in any order that nothing depends on; and when
everything was taken back, every table is as on the first day.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.drills.outcomes import Note
from tests.drills.patience import is_over, short_of
from tests.services.play_desk import DeskPlay
from tests.services.small_centre import make_template


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> type[DeskPlay]:
    """The machine over a template made once."""
    DeskPlay.template = make_template(tmp_path_factory.mktemp("small") / "centre")
    return DeskPlay


PLAYS, FEW, STEPS = 200, 5, 40
WHAT = f"a play of {STEPS} random acts of the desk and the classes, every invariant looked at after each"
QUICK = settings(
    max_examples=5,
    stateful_step_count=16,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_the_desk_does_the_books_are_right(play: type[DeskPlay]) -> None:
    run_state_machine_as_test(play, settings=QUICK)


@pytest.mark.drill
def test_whatever_the_desk_does_for_weeks_the_books_are_right(play: type[DeskPlay], note: Note) -> None:
    play.plays = play.done = play.refused = play.unwound = 0
    few = settings(QUICK, max_examples=FEW, stateful_step_count=STEPS, derandomize=False)
    while play.plays < PLAYS and not is_over():
        run_state_machine_as_test(play, settings=few)
        besides = f"{play.refused:,} refused without a trace, {play.unwound:,} taken back and done again; "
        note(WHAT, play.plays, play.done, 0, besides + short_of(PLAYS, play.plays))
