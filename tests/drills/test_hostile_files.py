"""No file, however spoilt, ends the program, holds it up or fills the memory."""

from __future__ import annotations

import pytest

from tests.drills.outcomes import Note
from tests.drills.test_killed import pytestmark as pytestmark
from tests.drills.test_killed import run


def require_harmless(found: dict[str, int]) -> None:
    assert {name: found[name] for name in ("crashed", "hung", "greedy")} == {
        "crashed": 0,
        "hung": 0,
        "greedy": 0,
    }, found
    assert found["refused"] > found["files"] / 4
    assert found["taken"] > found["files"] / 20, "nothing was taken in: the drill proves nothing"


def test_a_hundred_hostile_files_do_no_harm() -> None:
    require_harmless(run("hostile_files", 100))


@pytest.mark.drill
def test_ten_thousand_hostile_files_do_no_harm(note: Note) -> None:
    found = run("hostile_files", 10_000)
    require_harmless(found)
    note("แฟ้มเสียหรือแฟ้มประสงค์ร้ายให้ทุกช่องทางนำเข้า (xlsx xls csv html toml สำเนา รูป)", found["files"])
