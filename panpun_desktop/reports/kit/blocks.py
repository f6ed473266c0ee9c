"""Small shared flowables: gaps, rules, side-by-side columns, bookmarks, a drawing in a fixed box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.units import cm
from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from panpun_desktop.reports.kit.paragraph import ThaiParagraph
from panpun_desktop.reports.kit.styles import RULE, style


def para(text: str, style_name: str = "body") -> ThaiParagraph:
    """A paragraph in a named style; plain text unless it is Markup."""
    return ThaiParagraph(text, style(style_name))


def heading(text: str, level: int = 1) -> list[Flowable]:
    """A heading (level 0 title, 1 heading, 2 subheading) that is also a bookmark of the PDF."""
    names = ("title", "heading", "subheading")
    made = ThaiParagraph(text, style(names[level]))
    return [Bookmark(text, level), made]


def gap(centimetres: float) -> Spacer:
    """Empty room."""
    return Spacer(0, centimetres * cm)


def new_page() -> PageBreak:
    """The next flowable begins a page."""
    return PageBreak()


def need(centimetres: float) -> CondPageBreak:
    """The next flowable begins a page unless so much room is left: heads of tables that may be parted."""
    return CondPageBreak(centimetres * cm)


def keep(flowables: Sequence[Flowable]) -> KeepTogether:
    """These stay on one page."""
    return KeepTogether(list(flowables))


class Bookmark(Flowable):  # type: ignore[misc]
    """An entry of the PDF's outline at this place; takes no room and stays with what follows."""

    def __init__(self, title: str, level: int = 0) -> None:
        super().__init__()
        self.title, self.level = title, level
        self.keepWithNext = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Add the entry."""
        self.canv.add_bookmark(self.title, self.level)


class Rule(Flowable):  # type: ignore[misc]
    """A thin line across."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Full width, 5 points high."""
        self.width = width
        return width, 5

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 2.5, self.width, 2.5)


class SideBySide(Flowable):  # type: ignore[misc]
    """Columns of flowables beside each other; ``shares`` divide the width, ``space`` cm between.

    ``least`` is the height in cm that they take at least.
    """

    def __init__(
        self,
        columns: Sequence[Sequence[Flowable]],
        shares: Sequence[float] = (),
        space: float = 0.4,
        least: float = 0.0,
    ) -> None:
        super().__init__()
        self.least = least * cm
        self.columns = [list(column) for column in columns]
        self.shares = list(shares) or [1.0] * len(self.columns)
        self.space = space * cm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the highest column."""
        free = width - self.space * (len(self.columns) - 1)
        self.widths = [free * share / sum(self.shares) for share in self.shares]
        self.height = max(
            sum(_height(item, wide, height, place > 0) for place, item in enumerate(column))
            for column, wide in zip(self.columns, self.widths, strict=True)
        )
        self.height = max(self.height, self.least)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw each column from the top."""
        x = 0.0
        for column, wide in zip(self.columns, self.widths, strict=True):
            draw_down(self.canv, column, x, self.height, wide)
            x += wide + self.space


def draw_down(canvas: Any, flowables: Sequence[Flowable], x: float, top: float, width: float) -> None:
    """Draw flowables one under the other, starting at ``top``."""
    y = top
    for place, item in enumerate(flowables):
        if place:
            y -= item.getSpaceBefore()
        _wide, high = item.wrapOn(canvas, width, y)
        y -= high
        item.drawOn(canvas, x, y)


def _height(item: Flowable, width: float, height: float, with_space: bool) -> float:
    return float(item.wrap(width, height)[1]) + (item.getSpaceBefore() if with_space else 0)


class Painted(Flowable):  # type: ignore[misc]
    """A box ``height`` points high, painted by a function (canvas, width, height)."""

    def __init__(self, height: float, paint: Callable[[Any, float, float], None], width: float = 0) -> None:
        super().__init__()
        self.high, self.paint, self.wide = height, paint, width

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The given box; full width when none was given."""
        self.width, self.height = self.wide or width, self.high
        return self.width, self.height

    def draw(self) -> None:
        """Paint it."""
        self.paint(self.canv, self.width, self.height)
