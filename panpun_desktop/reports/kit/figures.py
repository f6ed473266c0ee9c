"""Figures of a paper that note where they are drawn, so that a screen can find them by their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Key = tuple[str, ...]


@dataclass(frozen=True)
class FigurePlace:
    """Where a figure stands: page from 0, points from the page's top left."""

    key: Key
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, page: int, x: float, y: float) -> bool:
        """Say whether a place on a page lies in it."""
        return page == self.page and self.left <= x <= self.right and self.top <= y <= self.bottom


class Figure(str):
    """The text of a table's cell; where it is drawn is added to ``places`` under its key."""

    key: Key
    places: list[FigurePlace]

    __slots__ = ("key", "places")

    def __new__(cls, text: str, key: Key, places: list[FigurePlace]) -> Figure:
        made = super().__new__(cls, text)
        made.key, made.places = key, places
        return made

    def note(self, canvas: Any, position: tuple[float, float], size: tuple[float, float]) -> None:
        """Add the cell that is being drawn on the canvas, its lower left corner and its size given."""
        left, bottom = canvas.absolutePosition(*position)
        width, height = size
        page_height = canvas._pagesize[1]
        top = page_height - bottom - height
        self.places.append(
            FigurePlace(self.key, canvas.getPageNumber() - 1, left, top, left + width, top + height)
        )
