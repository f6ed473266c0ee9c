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
from tests.services.play_desk import DeskPlay
from tests.services.small_centre import make_template


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> type[DeskPlay]:
    """The machine over a template made once."""
    DeskPlay.template = make_template(tmp_path_factory.mktemp("small") / "centre")
    return DeskPlay


PLAYS, STEPS = 200, 40
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
    play.done = play.refused = play.unwound = 0
    run_state_machine_as_test(
        play,
        settings=settings(QUICK, max_examples=PLAYS, stateful_step_count=STEPS, derandomize=False),
    )
    besides = (
        f"{play.refused:,} refused without a trace, {play.unwound:,} taken back, last first, and done again"
    )
    note(f"random acts of the desk and the classes, {STEPS} steps a play", PLAYS, play.done, 0, besides)
