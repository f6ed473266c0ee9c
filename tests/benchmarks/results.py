"""What a benchmark found, and the table it is printed in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter, process_time

PROCESSOR = "PANPUN_BENCH_PROCESSOR"
"""Set in the surroundings: processor time counts, which others on the machine disturb much less."""


def now() -> float:
    """Seconds of the clock that the figures are taken by."""
    return process_time() if PROCESSOR in os.environ else perf_counter()


@dataclass(frozen=True)
class Result:
    """One figure: seconds against a floor of the same run, or milliseconds against a target of time."""

    name: str
    what: str
    seconds: float
    target: float
    """A ratio when there is a floor, else milliseconds."""
    floor: float | None = None

    @property
    def figure(self) -> float:
        """What is compared with the target."""
        return self.seconds * 1000 if self.floor is None else self.seconds / self.floor

    @property
    def row(self) -> str:
        """One line of the table."""
        unit = "ms" if self.floor is None else "x"
        floor = "–" if self.floor is None else f"{self.floor * 1000:.1f} ms"
        mark = "" if self.figure <= self.target else "  OVER TARGET"
        return (
            f"| {self.what} | {self.seconds * 1000:.1f} ms | {floor} "
            f"| {self.figure:.2f} {unit} | ≤ {self.target:g} {unit}{mark} |"
        )


@dataclass(frozen=True)
class Share:
    """How many of those asked for were found, from 0 to 1, against the least wanted."""

    name: str
    what: str
    share: float
    least: float

    @property
    def row(self) -> str:
        """One line of the table."""
        mark = "" if self.share >= self.least else "  UNDER TARGET"
        return f"| {self.what} | – | – | {self.share:.3f} | ≥ {self.least:g}{mark} |"


@dataclass(frozen=True)
class Skipped:
    """What could not be measured here, and why."""

    name: str
    what: str
    why: str

    @property
    def row(self) -> str:
        """One line of the table."""
        return f"| {self.what} | – | – | – | not measured: {self.why} |"


def table(results: Iterable[Result | Share | Skipped]) -> str:
    """All figures as a Markdown table."""
    head = "| what | ours | floor | figure | target |\n|---|---|---|---|---|"
    return "\n".join([head, *(result.row for result in results)])
