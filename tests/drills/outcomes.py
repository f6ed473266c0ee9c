"""What the drills found, as the table of the README: written there when the drills run, else nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN, END = "<!-- drills: written by setup.sh drill -->", "<!-- end of drills -->"
HEADER = (
    "| what was done to it | times | acts said to be done | damaged, lost or half done |",
    "|---|--:|--:|--:|",
)
Note = Callable[..., None]


def row(what: str, times: int, acts: int | None = None, wrong: int = 0) -> str:
    """One line of the table."""
    return f"| {what} | {times:,} | {'' if acts is None else f'{acts:,}'} | {wrong:,} |"


def write(rows: list[str], readme: Path = README) -> None:
    """Replace the lines that were measured anew; a drill that did not run keeps its line."""
    text = readme.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    old, _end, after = rest.partition(END)
    known = {_what(line): line for line in old.strip().splitlines()[len(HEADER) :]}
    known |= {_what(line): line for line in rows}
    table = "\n".join((*HEADER, *known.values()))
    readme.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def _what(line: str) -> str:
    return line.split("|")[1].strip()
