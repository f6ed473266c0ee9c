"""Breaking runs of text into lines: units of words are laid down first-fit on the joined text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from panpun_desktop.reports.kit.breaks import clusters, units
from panpun_desktop.reports.kit.fonts import ThaiFont
from panpun_desktop.reports.kit.shaping import Shaped, visible

_FUZZ = 1e-6


@dataclass(frozen=True)
class Look:
    """How a run is drawn; ``inline`` is an image instead of text."""

    font: str
    size: float
    color: Any
    rise: float = 0.0
    is_underlined: bool = False
    is_struck: bool = False
    link: str = ""
    background: Any = None
    inline: Any = None

    @property
    def is_decorated(self) -> bool:
        """Whether anything but the text itself is to be drawn."""
        return bool(self.is_underlined or self.is_struck or self.link or self.background or self.inline)


class Run(NamedTuple):
    """Text of one look."""

    look: Look
    text: str


@dataclass(slots=True)
class Part:
    """Words of one look on one line; width in points."""

    look: Look
    words: list[Shaped]
    width: float


@dataclass(slots=True)
class Line:
    """One line; ``width`` in points without blanks at its end, ``is_last`` before a forced break.

    ``start`` is where it begins in the visible text of its paragraph.
    """

    parts: list[Part] = field(default_factory=list)
    width: float = 0.0
    is_last: bool = False
    start: int = 0

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(word.source for part in self.parts for word in part.words)


def broken_lines(runs: list[Run], first: float, later: float, *, force: bool = True) -> list[Line]:
    """Lines of at most ``first`` then ``later`` points; ``force`` parts a unit too long for a line."""
    if not runs:
        return [Line(is_last=True)]
    layer = _Layer(first, later, force)
    text, found = units("".join(run.text for run in runs))
    slices = _Slices(runs)
    for start, stop, after, ends_line in found:
        layer.add(start, slices.parts(text, start, stop), slices.parts(text, stop, after))
        if ends_line:
            layer.end_line(after + 1, is_last=True)
    return layer.lines


def cut_runs(runs: list[Run], start: int, stop: int) -> list[Run]:
    """The runs of visible characters [start, stop), with the marks that steer their breaks."""
    cut: list[Run] = []
    place = 0
    for run in runs:
        kept = []
        for char in run.text:
            if start <= place < stop:
                kept.append(char)
            place += len(visible(char))
        if kept:
            cut.append(Run(run.look, "".join(kept)))
    if cut and cut[-1].text.endswith("\n"):
        cut[-1] = Run(cut[-1].look, cut[-1].text[:-1])
    return cut


class _Slices:
    """Cuts [start, stop) of the joined text into shaped parts of each look; asked in rising order."""

    def __init__(self, runs: list[Run]) -> None:
        self.only = runs[0].look if len(runs) == 1 else None
        self.bounds: list[tuple[int, Look]] = []
        end = 0
        for run in runs:
            end += len(visible(run.text))
            self.bounds.append((end, run.look))

    def parts(self, text: str, start: int, stop: int) -> list[Part]:
        """Shaped parts for a stretch of the visible text."""
        if start >= stop:
            return []
        if self.only is not None:
            return [shaped_part(self.only, text[start:stop])]
        return list(self._cut(text, start, stop))

    def _cut(self, text: str, start: int, stop: int) -> Iterator[Part]:
        while self.bounds[0][0] <= start:
            self.bounds.pop(0)
        for end, look in self.bounds:
            cut = min(end, stop)
            if cut > start:
                yield shaped_part(look, text[start:cut])
                start = cut
            if start >= stop:
                return


def shaped_part(look: Look, text: str) -> Part:
    """Text of one look, shaped."""
    if look.inline is not None:
        return Part(look, [], inline_size(look)[0])
    font: ThaiFont = pdfmetrics.getFont(look.font)
    words, advance = font.words(text)
    return Part(look, list(words), advance * look.size * 0.001)


def inline_size(look: Look) -> tuple[float, float]:
    """Width and height in points of an image in the line; per cents are of the font size."""
    sizes = []
    for value in (getattr(look.inline, "width", 0), getattr(look.inline, "height", 0)):
        sizes.append(
            value.normalizedValue(look.size) if hasattr(value, "normalizedValue") else float(value or 0)
        )
    return sizes[0], sizes[1]


class _Layer:
    """Lays units down line by line."""

    def __init__(self, first: float, later: float, force: bool) -> None:
        self.lines: list[Line] = []
        self.room, self.later, self.force = first, later, force
        self.line = Line()
        self.blanks: list[Part] = []
        self.blank_width = 0.0

    def add(self, start: int, parts: list[Part], blanks: list[Part]) -> None:
        width = sum(part.width for part in parts)
        if not self._fits(width) and self.line.parts:
            self.end_line(start, is_last=False)
        if not self._fits(width) and self.force:
            parts = self._forced(start, parts)
            width = sum(part.width for part in parts)
        self._append(parts, width)
        self.blanks += blanks
        self.blank_width += sum(part.width for part in blanks)

    def _fits(self, width: float) -> bool:
        return self.line.width + self.blank_width + width <= self.room + _FUZZ

    def _append(self, parts: Iterable[Part], width: float) -> None:
        if self.blanks:
            self._join(self.blanks)
            self.line.width += self.blank_width
            self.blanks, self.blank_width = [], 0.0
        self._join(parts)
        self.line.width += width

    def _join(self, parts: Iterable[Part]) -> None:
        kept = self.line.parts
        for part in parts:
            if kept and kept[-1].look is part.look and part.look.inline is None:
                kept[-1].words += part.words
                kept[-1].width += part.width
            else:
                kept.append(part)

    def _forced(self, start: int, parts: list[Part]) -> list[Part]:
        """Fill lines with as many clusters as go, and give back what remains for the last."""
        rest: list[Part] = []
        for part in parts:
            for piece in clusters("".join(word.source for word in part.words)) or [""]:
                bit = shaped_part(part.look, piece) if piece else part
                used = sum(one.width for one in rest)
                if rest and not self._fits(used + bit.width):
                    self._append(rest, used)
                    self.end_line(start, is_last=False)
                    rest = []
                rest.append(bit)
                start += len(piece)
        return rest

    def end_line(self, next_start: int, *, is_last: bool) -> None:
        if not is_last:
            self._hang_blanks()
        self.line.is_last = is_last
        self.lines.append(self.line)
        self.line = Line(start=next_start)
        self.blanks, self.blank_width = [], 0.0
        self.room = self.later

    def _hang_blanks(self) -> None:
        """Blanks at a break stay in the text, beyond the width of the line."""
        last = self.line.parts[-1] if self.line.parts else None
        if last is not None and not last.look.is_decorated:
            last.words += [word for part in self.blanks for word in part.words]
