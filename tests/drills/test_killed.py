"""Nothing acknowledged is lost, nothing is half done, whenever the program is killed or the power fails."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from tests.drills.apart import run
from tests.drills.outcomes import Note
from tests.drills.patience import short_of

WRONG = ("unclean", "lost", "half_done", "half_closed", "unopened", "unnoticed")
"""What no drill may find."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")


@dataclass(frozen=True)
class Drill:
    """A module beside this one, and how often it runs as a drill and in the ordinary tests."""

    name: str
    what: str
    times: int
    sample: int = 0


DRILLS = (
    Drill(
        "killed_day",
        "kill -9 in a day's acts (admit, move, mark a class, issue a paper, import, close a month)",
        times=500,
        sample=8,
    ),
    Drill("killed_admissions", "kill -9 while families are admitted and leave", times=200),
    Drill("killed_closing", "kill -9 while a month is closed and opened again", times=100, sample=2),
    Drill(
        "power_cuts",
        "power cut while acts are written (the log of the database cut short, zeroed, spoilt or gone)",
        times=200,
        sample=6,
    ),
)


def wrong(found: dict[str, int]) -> dict[str, int]:
    """What went wrong, by name."""
    return {name: found[name] for name in WRONG if found.get(name)}


@pytest.mark.parametrize("drill", [one for one in DRILLS if one.sample], ids=lambda one: one.name)
def test_a_sample_leaves_everything_whole(drill: Drill) -> None:
    found = run(drill.name, drill.sample)
    assert wrong(found) == {}, found
    assert found["acts"] >= drill.sample // 3, "the workers hardly worked: the drill proves nothing"


@pytest.mark.drill
@pytest.mark.parametrize("drill", DRILLS, ids=lambda one: one.name)
def test_the_whole_drill_leaves_everything_whole(drill: Drill, note: Note) -> None:
    found = run(drill.name, drill.times)
    short = short_of(drill.times, found["times"])
    note(drill.what, found["times"], found["acts"], sum(wrong(found).values()), short)
    assert wrong(found) == {}, found
    assert found["acts"] >= found["times"], "the workers hardly worked: the drill proves nothing"
