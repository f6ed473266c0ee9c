"""A long day in the window does not fill the memory."""

from __future__ import annotations

import sys
from compileall import compile_dir
from pathlib import Path

import pytest

import panpun_desktop
from tests.drills.apart import run
from tests.drills.outcomes import Note

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
MOST_GROWTH = 80
"""Megabytes from the first tenth of the day to its end: caches fill, nothing else may grow."""
TARGET = 250
"""Megabytes at the end of the day."""


def test_the_day_of_the_drill_works_through_the_window() -> None:
    found = run("long_day", 9)
    assert found["acts"] == 9
    assert found["late"] < found["early"] + MOST_GROWTH


@pytest.mark.drill
def test_two_thousand_acts_do_not_fill_the_memory(note: Note) -> None:
    compile_dir(Path(panpun_desktop.__file__).parent, quiet=1)
    found = run("long_day", 2000)
    grown = found["late"] - found["early"]
    note(
        "a long day in the window",
        1,
        found["acts"],
        int(grown >= MOST_GROWTH) + int(found["late"] > TARGET),
        f"memory {found['early']} MB after a tenth of the day, {found['late']} MB at its end, "
        f"{found['most']} MB at the most (wanted: ≤ {TARGET} MB); {found['own']} MB without library files",
    )
    assert grown < MOST_GROWTH, found
    assert found["late"] <= TARGET, found
