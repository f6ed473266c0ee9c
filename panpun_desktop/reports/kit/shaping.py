"""What HarfBuzz says about a word, kept so that the PDF shows it right and gives the same text back.

Positions are in thousandths of the font size, so one result serves every size. See facts of ReportLab
and Thai: substituted glyphs must keep their own characters, and ำ must come back as U+0E33.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

SARA_AM = "\u0e33"
NO_START = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎ๆฯ")
"""Characters that never begin a line or a stretchable cluster."""
LEADING_VOWELS = frozenset("เแโใไ")
BIND_BEGIN, BIND_END = "\ufdd0", "\ufdd1"
"""Marks around text that is never broken; noncharacters, so no real text holds them."""
BREAK_HERE, NO_BREAK = "\u200b", "\u2060"
_UNSEEN = dict.fromkeys(map(ord, (BIND_BEGIN, BIND_END, BREAK_HERE, NO_BREAK, "\ufeff", "\u200c", "\u200d")))
_UNSEEN[0xA0] = " "


def visible(text: str) -> str:
    """The text without marks that only steer line breaks; a no-break space becomes a space."""
    return text.translate(_UNSEEN)


class RawGlyph(NamedTuple):
    """One glyph as HarfBuzz gives it, scaled to 1/1000 em."""

    gid: int
    cluster: int
    advance: float
    x_offset: float
    y_offset: float


class Glyph(NamedTuple):
    """One glyph to be drawn: ``code`` stands for the pair of glyph and source text in our font."""

    code: int
    advance: float
    x_offset: float
    y_offset: float
    width: float
    may_stretch: bool
    """Whether a stretched line may be widened after this glyph."""


class Shaped:
    """A word as it is drawn in one font; ``advance`` in 1/1000 em."""

    __slots__ = ("advance", "glyphs", "is_tagged", "source", "spaces", "stretches")

    def __init__(self, source: str, glyphs: tuple[Glyph, ...]) -> None:
        self.source = source
        self.glyphs = glyphs
        self.advance = sum(g.advance for g in glyphs)
        moved = any(g.y_offset or g.x_offset or g.advance != g.width for g in glyphs)
        self.is_tagged = moved or len(glyphs) != len(source)
        self.stretches = sum(g.may_stretch for g in glyphs)
        self.spaces = source.count(" ")


Coder = Callable[[int, str], tuple[int, float]]
"""Gives the code and natural width for a glyph id that stands for a text."""


def pair_with_text(
    text: str, raw: Sequence[RawGlyph], own_glyph: Coder, am: tuple[int, int]
) -> tuple[Glyph, ...]:
    """Pair every glyph with the characters it shows; ``am`` = the font's own ำ and nikhahit."""
    pairs: list[tuple[str, RawGlyph]] = []
    for start, stop, glyphs in _clusters(raw, len(text)):
        pairs.extend(_cluster_pairs(text[start:stop], glyphs, am))
    return _with_stretch(pairs, own_glyph)


def _clusters(raw: Sequence[RawGlyph], length: int) -> list[tuple[int, int, Sequence[RawGlyph]]]:
    """Runs of glyphs that share a cluster, with the range of characters each covers."""
    found = []
    first = 0
    while first < len(raw):
        after = first + 1
        while after < len(raw) and raw[after].cluster == raw[first].cluster:
            after += 1
        stop = raw[after].cluster if after < len(raw) else length
        found.append((raw[first].cluster, stop, raw[first:after]))
        first = after
    return found


def _cluster_pairs(
    source: str, glyphs: Sequence[RawGlyph], am: tuple[int, int]
) -> list[tuple[str, RawGlyph]]:
    if source.endswith(SARA_AM) and len(glyphs) > 1:
        return _sara_am_pairs(source, glyphs, *am)
    if len(glyphs) >= len(source):
        texts = [*source, *[""] * (len(glyphs) - len(source))]
    else:  # a ligature carries all that is left
        kept = len(glyphs) - 1
        texts = [*source[:kept], source[kept:]]
    return list(zip(texts, glyphs, strict=True))


def _sara_am_pairs(
    source: str, glyphs: Sequence[RawGlyph], am_glyph: int, nikhahit: int
) -> list[tuple[str, RawGlyph]]:
    """Undo HarfBuzz's split of ำ into nikhahit and aa, so that readers find ำ itself.

    Either the nikhahit is one glyph with the tone mark, then that glyph carries the tone and aa carries ำ.
    Or it stands alone and is left out for the font's own ำ. After a tall letter (ปำ) the font moves it
    aside: then it stays, without a text of its own, and aa carries ำ.
    """
    marks, tail = list(glyphs[:-1]), glyphs[-1]
    tones = source[:-1]
    if len(marks) > len(tones):
        first = marks.pop(0)
        if first.gid == nikhahit:
            tail = tail._replace(gid=am_glyph)
        else:
            return [("", first), *zip(tones, marks, strict=False), (SARA_AM, tail)]
    return [*zip(tones, marks, strict=False), (SARA_AM, tail)]


def _with_stretch(pairs: list[tuple[str, RawGlyph]], own_glyph: Coder) -> tuple[Glyph, ...]:
    glyphs = []
    for index, (source, raw) in enumerate(pairs):
        code, width = own_glyph(raw.gid, source)
        following = pairs[index + 1] if index + 1 < len(pairs) else None
        glyphs.append(
            Glyph(code, raw.advance, raw.x_offset, raw.y_offset, width, _may_stretch(source, raw, following))
        )
    return tuple(glyphs)


def _may_stretch(source: str, raw: RawGlyph, following: tuple[str, RawGlyph] | None) -> bool:
    """Thai letters may move apart; a mark stays on its letter and ำ with its consonant."""
    if not ("\u0e01" <= source[:1] <= "\u0e4e"):
        return False
    return following is None or (following[1].advance > 0 and not following[0].startswith(SARA_AM))
