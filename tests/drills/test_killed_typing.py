"""What was typed a second ago is there again after kill -9."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.drills.killed_typing import drill
from tests.drills.outcomes import Note

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")


def test_what_was_typed_survives_a_kill(tmp_path: Path) -> None:
    found = drill(1, tmp_path / "centre")
    assert found["kept"] == 1, found


@pytest.mark.drill
def test_what_was_typed_survives_twenty_kills(tmp_path: Path, note: Note) -> None:
    found = drill(20, tmp_path / "centre")
    kept = int(found["kept"])
    slowest = f"the draft was written {found['slowest_s']:.1f} s after the last key at the latest"
    note("kill -9 while somebody types into a form", 20, kept, 20 - kept, slowest)
    assert kept == 20, found
