"""What a benchmark found, and the table it is printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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


def table(results: Iterable[Result]) -> str:
    """All figures as a Markdown table."""
    head = "| what | ours | floor | figure | target |\n|---|---|---|---|---|"
    return "\n".join([head, *(result.row for result in results)])
