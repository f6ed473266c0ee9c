"""Nothing acknowledged is lost and nothing is half done, whenever the program is killed."""

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
        [sys.executable, "-m", "tests.drills.killed_admissions", str(times)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_twenty_kills_during_admissions_leave_a_clean_centre() -> None:
    found = killed(20)
    assert (found["unclean"], found["lost"], found["half_done"]) == (0, 0, 0), found
    assert found["acknowledged"] >= 10, "the workers hardly worked: the drill proves nothing"


@pytest.mark.drill
def test_two_hundred_kills_during_admissions_leave_a_clean_centre() -> None:
    found = killed(200)
    print(found)
    assert (found["unclean"], found["lost"], found["half_done"]) == (0, 0, 0), found
