"""Canvas and text object that shape every Thai string on its way into the page.

``ThaiText`` replaces ReportLab's own text object, so table cells, headers, charts and
paragraphs all pass through it. PDF operators are kept per font, size, rise and word for one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from panpun_desktop.reports.kit import ticks
from panpun_desktop.reports.kit.fonts import ThaiFont
from panpun_desktop.reports.kit.shaping import Glyph, Shaped

_GAP = "\0"  # where a stretched line puts its extra distance


class Operators(NamedTuple):
    """PDF text operators of one word: ``plain``, and ``loose`` with places for extra distance."""

    first_subset: int
    last_subset: int
    plain: str
    loose: str


class _WordWriter:
    """Writes one word as PDF operators, changing subset and rise where needed."""

    def __init__(self, font: ThaiFont, doc: Any, size: float, rise: float) -> None:
        self.font, self.doc, self.size, self.rise = font, doc, size, rise
        self.plain: list[str] = []
        self.loose: list[str] = []
        self.items: list[bytes | float | str] = []

    def write(self, word: Shaped) -> Operators:
        coded = [
            (subset, bytes((byte,)))
            for subset, run in self.font.splitString("".join(chr(g.code) for g in word.glyphs), self.doc)
            for byte in run
        ]
        at, height = (coded[0][0] if coded else 0), self.rise
        first = at
        for (subset, byte), glyph in zip(coded, word.glyphs, strict=True):
            level = self.rise + glyph.y_offset * self.size * 0.001
            if subset != at or level != height:
                self._flush()
                self._switch(at, subset, height, level)
                at, height = subset, level
            self._add(byte, glyph)
        self._flush()
        self._switch(at, at, height, self.rise)
        plain, loose = " ".join(self.plain), " ".join(self.loose)
        if word.is_tagged:
            plain = _tagged(word.source, plain)
        if word.is_tagged or word.stretches:
            loose = _tagged(word.source, loose)
        return Operators(first, at, plain, loose)

    def _switch(self, old: int, new: int, low: float, high: float) -> None:
        if old != new:
            self._both(f"{self.font.getSubsetInternalName(new, self.doc)} {fp_str(self.size)} Tf")
        if low != high:
            self._both(f"{fp_str(high)} Ts")

    def _both(self, operator: str) -> None:
        self.plain.append(operator)
        self.loose.append(operator)

    def _add(self, byte: bytes, glyph: Glyph) -> None:
        self.items += [-glyph.x_offset, byte, glyph.width - glyph.advance + glyph.x_offset]
        if glyph.may_stretch:
            self.items.append(_GAP)

    def _flush(self) -> None:
        if self.items:
            self.plain.append(_shown([item for item in self.items if item is not _GAP]))
            self.loose.append(_shown(self.items))
            self.items = []


def _shown(items: Sequence[Any]) -> str:
    """The operator that shows glyph codes and moves, neighbours of one kind merged."""
    merged: list[Any] = []
    for item in items:
        if item == 0:
            continue
        if merged and item is not _GAP and type(merged[-1]) is type(item):
            merged[-1] += item
        else:
            merged.append(item)
    parts = [
        f"({escapePDF(part)})" if isinstance(part, bytes) else part if isinstance(part, str) else fp_str(part)
        for part in merged
        if part != 0
    ]
    if len(parts) == 1 and parts[0].startswith("("):
        return f"{parts[0]} Tj"
    return f"[{' '.join(parts)}] TJ"


def _tagged(source: str, operators: str) -> str:
    """Raised marks are out of reading order for some readers: say the text itself beside them."""
    return f"/Span <</ActualText <FEFF{source.encode('utf-16-be').hex().upper()}>>> BDC {operators} EMC"


class ThaiText(PDFTextObject):  # type: ignore[misc]
    """A text object that shapes what it is given when its font is a ThaiFont."""

    def textLine(self, text: str = "") -> None:  # noqa: N802
        """Show a line; its tick boxes stand where it began."""
        self._tick(text)
        super().textLine(text)

    def textOut(self, text: str) -> None:  # noqa: N802
        """Show text; its tick boxes stand where it began."""
        self._tick(text)
        super().textOut(text)

    def _tick(self, text: str) -> None:
        if ticks.present(text):
            font = pdfmetrics.getFont(self._fontname)
            self._canvas.tick_later(font, font.words(text)[0], self._x, self._y, self._fontsize)

    def _formatText(self, text: Any) -> str:  # noqa: N802
        font = pdfmetrics.getFont(self._fontname)
        if not isinstance(font, ThaiFont):
            return str(super()._formatText(text))
        words = font.words(text)[0]
        out: list[str] = []
        self._write(font, words, out, "", "")
        return " ".join(out)

    def put(self, words: Iterable[Shaped], cluster_gap: float = 0.0, space_gap: float = 0.0) -> None:
        """Show shaped words of the present font; gaps are points added after each cluster and space."""
        per_point = -1000.0 / self._fontsize
        loose = f" {cluster_gap * per_point:.2f} " if cluster_gap else ""
        wide = f"{space_gap * per_point:.2f}" if space_gap else ""
        self._write(pdfmetrics.getFont(self._fontname), words, self._code, loose, wide)

    def _write(self, font: ThaiFont, words: Iterable[Shaped], out: list[str], loose: str, wide: str) -> None:
        kept = self._canvas.operators_of(font)
        size, rise = self._fontsize, self._rise
        current: int = self._curSubset  # type: ignore[has-type]
        for word in words:
            key = (word.source, size, rise)
            ops = kept.get(key)
            if ops is None:
                ops = kept[key] = _WordWriter(font, self._doc, size, rise).write(word)
            if ops.first_subset != current:
                name = font.getSubsetInternalName(ops.first_subset, self._doc)
                out.append(f"{name} {fp_str(size)} Tf {fp_str(self._leading or size)} TL")
            current = ops.last_subset
            if wide and word.spaces:
                out.append(f"[{ops.plain[:-3]} {wide}] TJ" if word.spaces == 1 else _wide_spaces(ops, wide))
            elif loose and word.stretches:
                out.append(ops.loose.replace(_GAP, loose))
            else:
                out.append(ops.plain)
        self._curSubset = current


def _wide_spaces(ops: Operators, wide: str) -> str:
    """Several spaces in a row, each widened."""
    return " ".join(f"[({char}) {wide}] TJ" for char in ops.plain[1:-4])


class ThaiCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose strings are shaped, which draws tick boxes and fills in the page total at the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._kept: dict[str, dict[Any, Operators]] = {}
        self._ticks: list[tuple[str, float, float, float]] = []
        self._totals: list[tuple[Any, str, Callable[[ThaiCanvas, int], str]]] = []
        self._marks_here: list[tuple[str, Callable[[ThaiCanvas, int], str]]] = []
        self._levels: list[int] = []
        super().__init__(*args, **kwargs)

    def add_bookmark(self, title: str, level: int) -> None:
        """Add an outline entry for this place; a level that would skip one moves up."""
        level = min(level, self._levels[-1] + 1 if self._levels else 0)
        self._levels.append(level)
        key = f"place-{len(self._levels)}"
        self.bookmarkHorizontal(key, 0, 20)
        self.addOutlineEntry(title, key, level)

    def operators_of(self, font: ThaiFont) -> dict[Any, Operators]:
        """Operators written before for this font in this document."""
        kept = self._kept.get(font.fontName)
        if kept is None:
            kept = self._kept[font.fontName] = {}
        return kept

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> ThaiText:  # noqa: N802
        """A text object that shapes Thai."""
        return ThaiText(self, x, y, direction)

    def tick_later(self, font: ThaiFont, words: Iterable[Shaped], x: float, y: float, size: float) -> None:
        """Remember the tick boxes in these words, which start at x, until the text is closed."""
        for word in words:
            for char, offset in ticks.places(word.source, lambda part: font.stringWidth(part, size)):
                self._ticks.append((char, x + offset, y, size))
            x += word.advance * size * 0.001

    def drawText(self, text: Any) -> None:  # noqa: N802
        """Close the text object; tick boxes are lines and come after it."""
        super().drawText(text)
        waiting, self._ticks = self._ticks, []
        for char, x, y, size in waiting:
            ticks.draw(self, char, x, y, size)

    def at_the_end(self, write: Callable[[ThaiCanvas, int], str]) -> None:
        """Have ``write(canvas, pages)`` give operators for this place once the page count is known."""
        token = f"%total-{len(self._totals)}-{len(self._marks_here)}%"
        self._marks_here.append((token, write))
        self._code.append(token)

    def showPage(self) -> None:  # noqa: N802
        """Close the page; what waits for the page total stays marked in its stream."""
        here, self._marks_here = self._marks_here, []
        super().showPage()
        page = self._doc.Pages.pages[-1]
        self._totals += [(page, token, write) for token, write in here]

    def save(self) -> None:
        """Fill in the page total and write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for page, token, write in self._totals:
            page.stream = page.stream.replace(token, write(self, pages))
        super().save()
