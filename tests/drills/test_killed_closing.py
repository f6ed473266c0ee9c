"""A month is closed whole or not at all, whenever the program is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")


def killed(times: int) -> dict[str, int]:
    """In a process of its own: forking is only safe where no other thread runs."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.drills.killed_closing", str(times)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_six_kills_during_closing_leave_nothing_half_closed() -> None:
    found = killed(6)
    assert (found["unclean"], found["lost"], found["half_closed"]) == (0, 0, 0), found
    assert found["acknowledged"] >= 1, "the workers hardly worked: the drill proves nothing"


@pytest.mark.drill
def test_a_hundred_kills_during_closing_leave_nothing_half_closed() -> None:
    found = killed(100)
    print(found)
    assert (found["unclean"], found["lost"], found["half_closed"]) == (0, 0, 0), found
