"""No file, however spoilt, ends the program, holds it up or fills the memory."""

from __future__ import annotations

import sys

import pytest

from tests.drills.apart import run
from tests.drills.outcomes import Note
from tests.drills.patience import short_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


def harm(found: dict[str, int]) -> dict[str, int]:
    return {name: found[name] for name in ("crashed", "hung", "greedy") if found[name]}


def require_harmless(found: dict[str, int]) -> None:
    assert harm(found) == {}, found
    assert found["refused"] > found["files"] / 4
    assert found["taken"] > found["files"] / 20, "nothing was taken in: the drill proves nothing"


def test_a_hundred_hostile_files_do_no_harm() -> None:
    require_harmless(run("hostile_files", 100))


@pytest.mark.drill
def test_ten_thousand_hostile_files_do_no_harm(note: Note) -> None:
    found = run("hostile_files", 10_000)
    note(
        "a hostile file for an importer (xlsx, xls, csv, html, profile, plan, template, backup, photo)",
        found["files"],
        wrong=sum(harm(found).values()),
        besides=f"{found['refused']:,} refused with a sentence, {found['taken']:,} taken in; "
        + short_of(10_000, found["files"]),
    )
    require_harmless(found)
