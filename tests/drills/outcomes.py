"""What the drills found, as the table of the README: written there when the drills run, else nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from panpun_desktop.common.clock import SystemClock, today

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- drills: written by setup.sh drill -->", "<!-- end of drills -->"
HEADER = (
    "| what was done to it | times | acts said to be done | wrong | besides | run on |",
    "|---|--:|--:|--:|---|---|",
)
Note = Callable[..., None]


def row(
    what: str, times: int, acts: int | None = None, wrong: int = 0, besides: str = "", on: date | None = None
) -> str:
    """One line of the table; ``wrong`` counts what was damaged, lost, half done, unnoticed or harmful."""
    day = (on or today(SystemClock())).isoformat()
    said, besides = "" if acts is None else f"{acts:,}", besides.removesuffix("; ")
    return f"| {what} | {times:,} | {said} | {wrong:,} | {besides} | {day} |"


def write(line: str, readme: Path = README) -> None:
    """Put the line in, in the place of the one that the same drill wrote before."""
    text = readme.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    old, _end, after = rest.partition(END)
    known = {_what(one): one for one in old.strip().splitlines()[len(HEADER) :]}
    known[_what(line)] = line
    table = "\n".join((*HEADER, *known.values()))
    readme.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def _what(line: str) -> str:
    return line.split("|")[1].strip()
