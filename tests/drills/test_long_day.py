"""A long day in the window does not fill the memory."""

from __future__ import annotations

import sys

import pytest

from tests.drills.outcomes import Note
from tests.drills.test_killed import run

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
MOST_GROWTH = 80
"""Megabytes from the first tenth of the day to its end: caches fill, nothing else may grow."""


def test_the_day_of_the_drill_works_through_the_window() -> None:
    found = run("long_day", 9)
    assert found["acts"] == 9
    assert found["late"] < found["early"] + MOST_GROWTH


@pytest.mark.drill
def test_two_thousand_acts_do_not_fill_the_memory(note: Note) -> None:
    found = run("long_day", 2000)
    assert found["late"] < found["early"] + MOST_GROWTH, found
    note(f"ทำงานในหน้าต่างทั้งวัน หน่วยความจำ {found['early']} → {found['late']} MB", 1, found["acts"])
