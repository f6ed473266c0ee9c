"""The fonts of papers: Thai shaped by HarfBuzz word by word, with text that can be read back.

``SARABUN`` is delivered. An office may use its own TH Sarabun New file: sizes are always given as
official TH Sarabun points and scaled by the font's ``scale`` (domain.md §4.1: 16 pt = Sarabun 11 pt).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.resources import RESOURCES
from panpun_desktop.reports.kit import ticks
from panpun_desktop.reports.kit.shaping import RawGlyph, Shaped, pair_with_text, visible

try:
    import uharfbuzz as hb
except ImportError:  # printing is refused then, see require_shaping
    hb = None

rl_config.useA85 = 0  # plain binary streams: a sixth smaller

_FOLDER = RESOURCES / "fonts" / "sarabun"
_FIRST_CODE = 0xF0000  # plane 15: only inside our tables, never in the file
_CACHE_LIMIT = 1_500
"""Words kept in each face, and texts: those of a long paper; a kilobyte or so each."""
_shaping_lock = threading.Lock()
_words_and_spaces = re.compile(" +|[^ ]+").findall


@dataclass(frozen=True)
class FontSet:
    """Four faces of one family; ``scale`` = points of this font that look like one TH Sarabun point."""

    name: str
    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path
    scale: float = 1.0

    def size(self, official_points: float) -> float:
        """The size to draw so that it looks like so many points of TH Sarabun."""
        return official_points * self.scale


SARABUN = FontSet(
    "Sarabun",
    _FOLDER / "Sarabun-Regular.ttf",
    _FOLDER / "Sarabun-Bold.ttf",
    _FOLDER / "Sarabun-Italic.ttf",
    _FOLDER / "Sarabun-BoldItalic.ttf",
    scale=11 / 16,
)
_in_use: ContextVar[FontSet] = ContextVar("panpun_paper_fonts", default=SARABUN)


def office_fonts(regular: Path, bold: Path | None = None, scale: float = 1.0) -> FontSet:
    """A font set from the office's own files; missing faces use the regular one.

    ``scale`` is 1 for a TH Sarabun face. Raises RuleBroken ``print.font_unusable``.
    """
    heavy = bold or regular
    name = "Office-" + sha256(f"{regular}\n{heavy}".encode()).hexdigest()[:8]
    fonts = FontSet(name, regular, heavy, regular, heavy, scale)
    registered(fonts)
    return fonts


@contextmanager
def using_fonts(fonts: FontSet) -> Iterator[None]:
    """Make and build papers in another font set inside this block."""
    token = _in_use.set(fonts)
    try:
        yield
    finally:
        _in_use.reset(token)


def fonts_in_use() -> FontSet:
    """The registered font set that papers are made in now."""
    return registered(_in_use.get())


def require_shaping() -> None:
    """Refuse to print without HarfBuzz: unshaped Thai is wrong. RuleBroken ``print.no_shaping``."""
    if hb is None:
        raise RuleBroken("print.no_shaping")


@lru_cache(maxsize=8)
def registered(fonts: FontSet) -> FontSet:
    """Register the four faces with ReportLab once; bold and italic markup finds them by family."""
    require_shaping()
    faces = {
        "": fonts.regular,
        "-Bold": fonts.bold,
        "-Italic": fonts.italic,
        "-BoldItalic": fonts.bold_italic,
    }
    for suffix, path in faces.items():
        pdfmetrics.registerFont(_opened(fonts.name + suffix, path))
    pdfmetrics.registerFontFamily(fonts.name, *(fonts.name + suffix for suffix in faces))
    return fonts


def _opened(name: str, path: Path) -> ThaiFont:
    try:
        font = ThaiFont(name, str(path))
    except (TTFError, OSError) as problem:
        raise RuleBroken("print.font_unusable", file=path.name) from problem
    if not {0x0E01, 0x0E33, 0x0E49, 0x0E59} <= font.face.charToGlyph.keys():
        raise RuleBroken("print.font_unusable", file=path.name)
    return font


class ThaiFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose text is shaped; every (glyph, source text) pair has a code of its own."""

    def __init__(self, name: str, filename: str) -> None:
        require_shaping()
        super().__init__(name, filename, asciiReadable=0)
        self.face.name = name.encode()  # ReportLab gives one font for all of one face name otherwise
        self._hb = hb.Font(hb.Face(hb.Blob(Path(filename).read_bytes())))
        self._k = 1000 / self._hb.face.upem
        self._codes: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        self._words: dict[str, Shaped] = {}
        self._strings: dict[str, tuple[tuple[Shaped, ...], float]] = {}
        glyph_of = self.face.charToGlyph.get
        self._am: tuple[int, int] = (glyph_of(0x0E33, 0), glyph_of(0x0E4D, 0))

    def shape(self, word: str) -> Shaped:
        """The word as it is drawn; kept for the next time."""
        shaped = self._words.get(word)
        if shaped is None:
            with _shaping_lock:
                shaped = self._shaped(visible(word))
                if len(self._words) > _CACHE_LIMIT:
                    self._words.clear()
                self._words[word] = shaped
        return shaped

    def words(self, text: str) -> tuple[tuple[Shaped, ...], float]:
        """A text as shaped words and spaces, with its whole advance in 1/1000 em."""
        found = self._strings.get(text)
        if found is None:
            pieces = tuple(self.shape(piece) for piece in _words_and_spaces(visible(text)))
            found = pieces, sum(piece.advance for piece in pieces)
            if len(self._strings) > _CACHE_LIMIT:
                self._strings.clear()
            self._strings[str(text)] = found  # a figure as the key would keep its whole paper
        return found

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Width in points of the shaped text."""
        return self.words(text)[1] * size * 0.001

    def _shaped(self, text: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags |= hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        hb.shape(self._hb, buffer, {})
        k = self._k
        raw = [
            RawGlyph(info.codepoint, info.cluster, at.x_advance * k, at.x_offset * k, at.y_offset * k)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        if ticks.present(text):
            raw = [self._blank_for_tick(text[glyph.cluster], glyph) for glyph in raw]
        return Shaped(text, pair_with_text(text, raw, self._own, self._am))

    def _blank_for_tick(self, char: str, glyph: RawGlyph) -> RawGlyph:
        """Tick boxes are lines drawn on the page; in the text they are a blank that reads back as the box."""
        if char not in ticks.CHARS:
            return glyph
        return glyph._replace(gid=self.face.charToGlyph[32], advance=ticks.ADVANCE)

    def _own(self, gid: int, text: str) -> tuple[int, float]:
        """The code for a glyph that shows this text, and its natural width."""
        key = (gid, text)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = self._new_code(gid, text)
        return code, self.face.charWidths.get(code, self.face.defaultWidth)

    def _new_code(self, gid: int, text: str) -> int:
        if len(text) == 1 and self.face.charToGlyph.get(ord(text)) == gid:
            return ord(text)
        code = _FIRST_CODE + len(self._texts)
        self._texts[code] = text
        self.face.charToGlyph[code] = gid
        natural = self._hb.get_glyph_h_advance(gid) * self._k
        self.face.charWidths[code] = ticks.ADVANCE if text in ticks.CHARS else natural
        return code

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font to the document, with a ToUnicode table that gives the written text back."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + base].content = _to_unicode(base, subset, self._texts)


def _to_unicode(name: str, subset: list[int], texts: dict[int, str]) -> str:
    """The ToUnicode table of one subset, at most 100 lines a block as the format asks."""
    lines = [
        f"<{place:02X}> <{texts.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
        for place, code in enumerate(subset)
        if code or place
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
