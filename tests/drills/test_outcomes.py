"""The table of the README holds what each drill found when it ran last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.drills import outcomes

DAY = date(2026, 11, 22)


def test_a_drill_replaces_its_own_line_and_leaves_the_others(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{outcomes.BEGIN}\n{outcomes.END}\nafter\n", encoding="utf-8")
    first = outcomes.row("killed", 500, 1234, 0, on=DAY)
    outcomes.write(outcomes.row("killed", 3, 4, 1, on=DAY), readme)
    outcomes.write(outcomes.row("cut off", 200, None, 2, "two were not noticed", on=DAY), readme)
    outcomes.write(first, readme)
    assert first == "| killed | 500 | 1,234 | 0 |  | 2026-11-22 |"
    assert readme.read_text(encoding="utf-8").splitlines() == [
        "before",
        outcomes.BEGIN,
        *outcomes.HEADER,
        first,
        "| cut off | 200 |  | 2 | two were not noticed | 2026-11-22 |",
        outcomes.END,
        "after",
    ]
