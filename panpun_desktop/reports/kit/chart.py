"""Charts of a report: bars a day and lines, with Thai labels and plain values on the axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import cm

from panpun_desktop.common.thai_text import to_thai_digits
from panpun_desktop.reports.kit.blocks import Painted
from panpun_desktop.reports.kit.fonts import fonts_in_use
from panpun_desktop.reports.kit.styles import FAINT, INK

COLORS = tuple(HexColor(code) for code in ("#2f6f6a", "#c98a2b", "#7a5c8e", "#5b7fa6"))
_GRID = HexColor("#dcdcdc")
_POINTS = 12


@dataclass(frozen=True)
class Series:
    """One set of values, named in the legend; None leaves a gap."""

    name: str
    values: Sequence[float | None]


def bars(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    line: Series | None = None,
    height: float = 5.5,
    unit: str = "",
    thai_digits: bool = False,
) -> Painted:
    """Bars for each label, side by side for several series, under a ``line`` if given; ``height`` in cm."""
    if line is None:
        return _chart(labels, series, height, unit, thai_digits, _paint_bars)

    def both(plot: _Plot) -> None:
        _paint_bars(plot, len(series))
        _paint_line(plot, len(series), line, points=False)

    return _chart(labels, [*series, line], height, unit, thai_digits, both)


def lines(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    height: float = 5.5,
    unit: str = "",
    thai_digits: bool = False,
) -> Painted:
    """A line with points for each series; ``height`` in cm."""
    return _chart(labels, series, height, unit, thai_digits, _paint_lines)


def _chart(
    labels: Sequence[str], series: Sequence[Series], height: float, unit: str, thai_digits: bool, marks: Any
) -> Painted:
    def paint(canvas: Any, width: float, high: float) -> None:
        plot = _Plot(canvas, width, high, labels, series, thai_digits)
        canvas.saveState()
        plot.paint_axes(unit)
        marks(plot)
        plot.paint_legend()
        canvas.restoreState()

    return Painted(height * cm, paint)


class _Plot:
    """The scales of one chart and its frame."""

    def __init__(
        self,
        canvas: Any,
        width: float,
        height: float,
        labels: Sequence[str],
        series: Sequence[Series],
        thai_digits: bool,
    ) -> None:
        fonts = fonts_in_use()
        self.canvas, self.labels, self.series = canvas, labels, series
        self.thai_digits = thai_digits
        self.font, self.size = fonts.name, fonts.size(_POINTS)
        highest = max((v for s in series for v in s.values if v is not None), default=0)
        self.step = nice_step(highest)
        self.top_value = max(self.step, math.ceil(highest / self.step) * self.step)
        axis = max(canvas.stringWidth(self.tick_text(tick), self.font, self.size) for tick in self.ticks)
        self.left, self.right = axis + 8, width - 2
        self.low, self.high = self.size * 2.2, height - self.size * 2.4
        self.slot = (self.right - self.left) / max(1, len(labels))

    @property
    def ticks(self) -> list[float]:
        return [self.step * n for n in range(round(self.top_value / self.step) + 1)]

    def tick_text(self, tick: float) -> str:
        text = f"{tick:,g}"
        return to_thai_digits(text) if self.thai_digits else text

    def y(self, value: float) -> float:
        return float(self.low + (self.high - self.low) * value / self.top_value)

    def paint_axes(self, unit: str) -> None:
        canvas = self.canvas
        canvas.setFont(self.font, self.size)
        canvas.setFillColor(FAINT)
        canvas.setLineWidth(0.4)
        for tick in self.ticks:
            canvas.setStrokeColor(_GRID if tick else FAINT)
            canvas.line(self.left, self.y(tick), self.right, self.y(tick))
            canvas.drawRightString(self.left - 4, self.y(tick) - self.size * 0.33, self.tick_text(tick))
        if unit:
            canvas.drawString(0, self.high + self.size * 0.9, unit)
        self._paint_labels()

    def _paint_labels(self) -> None:
        """Labels under the axis; every second, third … when they would touch."""
        widest = max((self.canvas.stringWidth(text, self.font, self.size) for text in self.labels), default=0)
        every = max(1, math.ceil((widest + 3) / self.slot))
        for place in range(0, len(self.labels), every):
            x = self.left + self.slot * (place + 0.5)
            self.canvas.drawCentredString(x, self.low - self.size * 1.25, self.labels[place])

    def paint_legend(self) -> None:
        canvas, x, y = self.canvas, self.right, self.high + self.size * 0.9
        if len(self.series) < 2:
            return
        for number, series in reversed(list(enumerate(self.series))):
            x -= canvas.stringWidth(series.name, self.font, self.size)
            canvas.setFillColor(INK)
            canvas.drawString(x, y, series.name)
            canvas.setFillColor(COLORS[number % len(COLORS)])
            canvas.rect(x - self.size - 2, y - 1, self.size * 0.8, self.size * 0.8, stroke=0, fill=1)
            x -= self.size + 14


def nice_step(highest: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about five ticks; at least 1."""
    if highest <= 5:
        return 1
    rough = highest / 5
    power = 10 ** math.floor(math.log10(rough))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough))


def _paint_bars(plot: _Plot, count: int | None = None) -> None:
    shown = plot.series[:count]
    broad = plot.slot * 0.7 / max(1, len(shown))
    for number, series in enumerate(shown):
        plot.canvas.setFillColor(COLORS[number % len(COLORS)])
        for place, value in enumerate(series.values):
            if value:
                x = plot.left + plot.slot * (place + 0.15) + broad * number
                plot.canvas.rect(x, plot.low, broad * 0.94, plot.y(value) - plot.low, stroke=0, fill=1)


def _paint_lines(plot: _Plot) -> None:
    for number, series in enumerate(plot.series):
        _paint_line(plot, number, series)


def _paint_line(plot: _Plot, number: int, series: Series, *, points: bool = True) -> None:
    color = COLORS[number % len(COLORS)]
    plot.canvas.setStrokeColor(color)
    plot.canvas.setFillColor(color)
    plot.canvas.setLineWidth(1.4)
    before: tuple[float, float] | None = None
    for place, value in enumerate(series.values):
        here = None if value is None else (plot.left + plot.slot * (place + 0.5), plot.y(value))
        if here and points:
            plot.canvas.circle(*here, 1.7, stroke=0, fill=1)
        if here and before:
            plot.canvas.line(*before, *here)
        before = here
