"""Drawing lines of shaped parts: stretching, colours, underlines, links, images and tick boxes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from panpun_desktop.reports.kit import ticks
from panpun_desktop.reports.kit.lines import Line, Part, inline_size

SPACE_STRETCH = 0.5
"""A space grows by half an em before letters move apart (Thai-distributed lines)."""
MOST_CLUSTER_STRETCH = 0.06
"""Letters part by at most this share of an em: from 0.1 on, a reader program sees spaces between them."""
MOST_SPACE_STRETCH = 1.0
"""A line that would be pulled apart further than this ends before the margin instead."""

Place = Callable[[int, Line], tuple[float, float]]


def paint_lines(canvas: Any, lines: list[Line], leading: float, first: float, place: Place) -> None:
    """Draw lines from baseline ``first`` downwards; ``place`` gives left edge and stretch of each."""
    text = canvas.beginText(0, 0)
    text._fontname = None
    state = _State(canvas, text)
    baseline = first
    for number, line in enumerate(lines):
        left, spare = place(number, line)
        state.paint(line, left, baseline, spare)
        baseline -= leading
    for draw in state.under:
        draw()
    canvas.saveState()
    canvas.drawText(text)
    canvas.restoreState()
    for draw in state.over:
        draw()


def gaps(line: Line, spare: float) -> tuple[float, float]:
    """Points to add after each cluster and each space so that the line grows by ``spare`` points."""
    if spare <= 0 or not line.parts:
        return 0.0, 0.0
    spaces, stretches = _count(line)
    size = line.parts[0].look.size
    space = min(spare / spaces, size * SPACE_STRETCH) if spaces else 0.0
    rest = spare - space * spaces
    cluster = min(rest / stretches, size * MOST_CLUSTER_STRETCH) if stretches else 0.0
    if spaces:
        whole = space + (rest - cluster * stretches) / spaces
        space = whole if whole <= size * MOST_SPACE_STRETCH else space
    return cluster, space


def _count(line: Line) -> tuple[int, int]:
    """Spaces and stretchable clusters inside the line; what hangs at its end does not count."""
    words = [word for part in line.parts for word in part.words]
    while words and words[-1].source.isspace():
        words.pop()
    spaces = sum(word.spaces for word in words)
    stretches = sum(word.stretches for word in words)
    if words and words[-1].stretches and words[-1].glyphs[-1].may_stretch:
        stretches -= 1
    return spaces, stretches


class _State:
    """What the text object was last told, and what is to be drawn below and above the text."""

    def __init__(self, canvas: Any, text: Any) -> None:
        self.canvas, self.text = canvas, text
        self.font: tuple[str, float] | None = None
        self.color: Any = None
        self.rise = 0.0
        self.under: list[Callable[[], None]] = []
        self.over: list[Callable[[], None]] = []

    def paint(self, line: Line, left: float, baseline: float, spare: float) -> None:
        cluster, space = gaps(line, spare)
        self.text.setTextOrigin(left, baseline)
        x = left
        for part in line.parts:
            look = part.look
            width = part.width
            if spare > 0:
                width += sum(word.stretches * cluster + word.spaces * space for word in part.words)
            if look.inline is not None:
                self._place_inline(part, x, baseline)
                self.text.setTextOrigin(x + width, baseline)
            else:
                self._put(part, cluster, space)
            if look.is_decorated:
                self._decorate(part, x, baseline, width)
            if any(ticks.present(word.source) for word in part.words):
                self._tick(part, x, baseline, cluster, space)
            x += width

    def _put(self, part: Part, cluster: float, space: float) -> None:
        look = part.look
        if self.font != (look.font, look.size):
            self.font = (look.font, look.size)
            self.text._setFont(look.font, look.size)
        if self.color != look.color:
            self.color = look.color
            self.text.setFillColor(look.color)
        if self.rise != look.rise:
            self.rise = look.rise
            self.text._rise = look.rise
            self.text._code.append(f"{look.rise:.3f} Ts")
        self.text.put(part.words, cluster, space)

    def _tick(self, part: Part, x: float, baseline: float, cluster: float, space: float) -> None:
        font_size = part.look.size
        for word in part.words:
            for char, _ in ticks.places(word.source, lambda _text: 0.0):
                self.over.append(_drawn_tick(self.canvas, char, x, baseline, font_size))
            x += word.advance * font_size * 0.001 + word.stretches * cluster + word.spaces * space

    def _decorate(self, part: Part, x: float, baseline: float, width: float) -> None:
        look, canvas, size = part.look, self.canvas, part.look.size
        level = baseline + look.rise
        if look.background:
            self.under.append(_drawn_box(canvas, x, level - 0.28 * size, width, 1.3 * size, look.background))
        if look.is_underlined:
            self.over.append(_drawn_rule(canvas, x, level - 0.2 * size, width, size, look.color))
        if look.is_struck:
            self.over.append(_drawn_rule(canvas, x, level + 0.25 * size, width, size, look.color))
        if look.link:
            rect = (x, level - 0.25 * size, x + width, level + size)
            self.over.append(_drawn_link(canvas, look.link, rect))

    def _place_inline(self, part: Part, x: float, baseline: float) -> None:
        inline, canvas = part.look.inline, self.canvas
        if inline.kind == "anchor":
            self.over.append(lambda: canvas.bookmarkHorizontal(inline.name, x, baseline + part.look.size))
        elif inline.kind == "img":
            width, height = inline_size(part.look)
            base = baseline + _lift(inline.valign, height, part.look.size)
            self.over.append(lambda: canvas.drawImage(inline.image, x, base, width, height, mask="auto"))


def _lift(valign: Any, height: float, size: float) -> float:
    """How far above the baseline the image's foot is."""
    if isinstance(valign, int | float):
        return float(valign)
    return {"middle": 0.35 * size - height / 2, "top": size - height, "bottom": -0.2 * size}.get(valign, 0.0)


def _drawn_tick(canvas: Any, char: str, x: float, y: float, size: float) -> Callable[[], None]:
    return lambda: ticks.draw(canvas, char, x, y, size)


def _drawn_box(
    canvas: Any, x: float, y: float, width: float, height: float, color: Any
) -> Callable[[], None]:
    def draw() -> None:
        canvas.saveState()
        canvas.setFillColor(color)
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.restoreState()

    return draw


def _drawn_rule(canvas: Any, x: float, y: float, width: float, size: float, color: Any) -> Callable[[], None]:
    def draw() -> None:
        canvas.saveState()
        canvas.setStrokeColor(color)
        canvas.setLineWidth(size * 0.06)
        canvas.line(x, y, x + width, y)
        canvas.restoreState()

    return draw


def _drawn_link(canvas: Any, link: str, rect: tuple[float, float, float, float]) -> Callable[[], None]:
    if link.startswith("#"):
        return lambda: canvas.linkRect("", link[1:], rect, relative=1)
    return lambda: canvas.linkURL(link, rect, relative=1)
