"""Tick boxes ☐ ☑ ☒ ✓, drawn as lines: no Thai text font has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

CHARS = frozenset("☐☑☒✓")
ADVANCE = 900.0
"""Room that one box takes, in 1/1000 em."""


def present(text: str) -> bool:
    """Whether the text holds a box."""
    return not CHARS.isdisjoint(text)


def places(text: str, width: Callable[[str], float]) -> Iterator[tuple[str, float]]:
    """Each box with the distance of its left edge from the start of the text, in points."""
    for index, char in enumerate(text):
        if char in CHARS:
            yield char, width(text[:index])


def draw(canvas: Any, char: str, x: float, y: float, size: float) -> None:
    """Draw one box with its lower left corner near (x, y); ``size`` is the font size in points."""
    side = size * 0.68
    left, low = x + size * 0.06, y - size * 0.06
    canvas.saveState()
    canvas.setLineWidth(max(0.5, size * 0.055))
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    if char != "✓":
        canvas.rect(left, low, side, side)
    for line in _strokes(char):
        _stroke(canvas, [(left + fx * side, low + fy * side) for fx, fy in line], size)
    canvas.restoreState()


def _strokes(char: str) -> list[list[tuple[float, float]]]:
    if char == "☒":
        return [[(0.22, 0.22), (0.78, 0.78)], [(0.22, 0.78), (0.78, 0.22)]]
    if char in "☑✓":
        return [[(0.2, 0.52), (0.42, 0.24), (0.86, 0.92)]]
    return []


def _stroke(canvas: Any, points: list[tuple[float, float]], size: float) -> None:
    canvas.setLineWidth(max(0.7, size * 0.1))
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)
