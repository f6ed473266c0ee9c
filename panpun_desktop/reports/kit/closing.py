"""The end of a list: what follows the table never begins a page without some of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.doctemplate import FrameBreak
from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer
from reportlab.platypus.tables import Table

_NEVER_WHOLE = 1e6
"""Points: no page is so high, so that it is always asked to split itself."""
_BOUNDLESS = 1e6
"""Points: whoever offers so much asks how high it is, as a heading does that is kept with what follows."""
_BEGINNING = 2
"""Rows that begin the table under its heading."""
_SPARE = 0.5
"""Points that sums of heights may be off by."""


def fitting(*ways: Sequence[Sequence[Flowable]]) -> Flowable:
    """Parts, each kept together, in the first of several ways that ends on this page.

    Where none does, in the first one with its last two parts together: the end never stands alone.
    """
    return _Fitting([[list(part) for part in way] for way in ways])


class _Fitting(Flowable):  # type: ignore[misc]
    """Decides, once the room is known, how the parts are drawn."""

    def __init__(self, ways: list[list[list[Flowable]]]) -> None:
        super().__init__()
        self.ways = ways

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Never whole, see ``split``."""
        return width, _NEVER_WHOLE

    def split(self, width: float, height: float) -> list[Flowable]:
        """The parts in the way that was chosen."""
        fits = (way for way in self.ways if self._height(way, width, height) + _SPARE <= height)
        chosen = next(fits, None) or self._going_over()
        return [Spacer(0, 0), *(KeepTogether(part) for part in chosen)]  # the first has to fit as it is

    def _going_over(self) -> list[list[Flowable]]:
        """The first way, when its end has to begin another page."""
        *before, last = self.ways[0]
        return [*before[:-1], [*before[-1], *last]] if before else [last]

    def _height(self, way: list[list[Flowable]], width: float, height: float) -> float:
        parts = [one for part in way for one in part]
        return sum(
            float(one.getSpaceBefore() + one.wrapOn(self.canv, width, height)[1] + one.getSpaceAfter())
            for one in parts
        )


def closed(table: Table, closing: Sequence[Flowable], rows: int = 3) -> Flowable:
    """A table and what stays together after it: signatures and the notes before them.

    Where both do not fit on a page, at least ``rows`` rows go over with them, under their head.
    """
    return _Closed(table, list(closing), rows)


class _Closed(Flowable):  # type: ignore[misc]
    """Decides, once the room is known, where the table is parted."""

    def __init__(self, table: Table, closing: list[Flowable], rows: int) -> None:
        super().__init__()
        self.table, self.closing, self.rows = table, closing, rows

    def getSpaceBefore(self) -> float:  # noqa: N802
        """That of the table."""
        return float(self.table.getSpaceBefore())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Never whole, see ``split``; the least that is needed where there are no bounds."""
        return width, self._least(width, height) if height >= _BOUNDLESS else _NEVER_WHOLE

    def _least(self, width: float, height: float) -> float:
        _wide, high = self.table.wrapOn(self.canv, width, height)
        heights, heads = [float(one) for one in self.table._rowHeights], self.table.repeatRows
        free = len(heights) - heads - self.rows
        if free <= 0:
            return float(high) + self._closing_height(width, height)
        return sum(heights[: heads + min(free, _BEGINNING)])

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows for this page, and the rest with the closing."""
        _wide, high = self.table.wrapOn(self.canv, width, height)
        heights = [float(one) for one in self.table._rowHeights]
        if high + self._closing_height(width, height) + _SPARE <= height:
            return [self.table, KeepTogether(self.closing)]
        parts = self._parted(width, height, heights)
        if len(parts) == 2:
            return [parts[0], FrameBreak(), _Closed(parts[1], self.closing, self.rows)]
        if getattr(self._frame, "_atTop", True):  # nothing can be won by another page
            parts = self.table.split(width, height) if high > height else []
            if len(parts) == 2:  # a row higher than the page goes over by itself
                return [parts[0], FrameBreak(), _Closed(parts[1], self.closing, self.rows)]
            return [self.table, KeepTogether(self.closing)]
        return [FrameBreak(), self]

    def _parted(self, width: float, height: float, heights: list[float]) -> list[Any]:
        """The table in two, so many rows in the second as have to stand with the closing."""
        heads = self.table.repeatRows
        most = len(heights) - min(self.rows, len(heights) - heads)
        room = min(height, sum(heights[:most]) + _SPARE)
        return self.table.split(width, room) if most > heads else []

    def _closing_height(self, width: float, height: float) -> float:
        found = float(self.table.getSpaceAfter())
        for one in self.closing:
            found += float(
                one.getSpaceBefore() + one.wrapOn(self.canv, width, height)[1] + one.getSpaceAfter()
            )
        return found
