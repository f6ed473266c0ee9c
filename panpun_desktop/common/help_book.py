"""The Thai help: its pages in their order, which one belongs to a screen, and the search in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from panpun_desktop.common.help_blocks import Block, read_blocks
from panpun_desktop.common.keyboard_layout import as_thai_layout
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import break_words, search_key

KEYS_PAGE = "keys"
"""The page whose tables are made from the keys that the program really has."""
_FIRST = "welcome"
_EXCERPT = 90
"""Letters of an excerpt, about."""
_IN_TITLE, _IN_HEADING, _IN_TEXT = 12, 5, 1
_MOST_COUNTED = 5
_SHORTEST_WORD = 2


@dataclass(frozen=True)
class HelpPage:
    """One page; its first block is the title."""

    key: str
    part: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Its name in the contents."""
        return self.blocks[0].text

    @cached_property
    def searched(self) -> tuple[tuple[int, str, Block], ...]:
        """Weight, what is compared, and the block."""
        weights = {"title": _IN_TITLE, "heading": _IN_HEADING}
        return tuple((weights.get(one.kind, _IN_TEXT), search_key(one.text), one) for one in self.blocks)


@dataclass(frozen=True)
class Found:
    """A page that says what was looked for, and the words around it."""

    page: HelpPage
    excerpt: str


@dataclass(frozen=True)
class HelpBook:
    """Every page by its key in reading order, and the pages of screens and dialogs."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    pages: Mapping[str, HelpPage]
    screens: Mapping[str, str]
    dialogs: Mapping[str, str]

    def of_screen(self, key: str, part: str = "") -> str:
        """The page of a screen, or of the part of it that is open; the first page for an unknown one."""
        return self.screens.get(f"{key}.{part}") or self.screens.get(key, _FIRST)

    def of_dialog(self, name: str) -> str | None:
        """The page of a dialog by its object name; None: that of the screen below it."""
        return self.dialogs.get(name)

    def with_blocks(self, key: str, blocks: Sequence[Block]) -> HelpBook:
        """The book with more blocks at the end of one page."""
        page = self.pages[key]
        longer = replace(page, blocks=(*page.blocks, *blocks))
        return replace(self, pages={**self.pages, key: longer})

    def search(self, typed: str) -> list[Found]:
        """The pages that hold what was typed, best first; also when it was typed in the wrong layout."""
        found = self._search(typed)
        return found or self._search(as_thai_layout(typed) or "")

    def _search(self, typed: str) -> list[Found]:
        words = _words(typed)
        if not words:
            return []
        scored = [(_score(page, words), page) for page in self.pages.values()]
        best = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
        return [Found(page, _excerpt(page, words)) for _points, page in best]


def _words(typed: str) -> list[str]:
    """What must be found: the words between spaces, Thai ones taken apart as a dictionary does."""
    keys = (search_key(piece) for word in typed.split() for piece in break_words(word))
    return list(dict.fromkeys(key for key in keys if len(key) >= _SHORTEST_WORD))


def _score(page: HelpPage, words: Sequence[str]) -> int:
    """0 when a word is missing; else more for titles and headings, and for words that stand together."""
    points = 0
    for word in words:
        counts = [weight * min(text.count(word), _MOST_COUNTED) for weight, text, _block in page.searched]
        if not any(counts):
            return 0
        points += sum(counts)
    together = "".join(words)
    return points + sum(10 * weight for weight, text, _block in page.searched if together in text)


def _excerpt(page: HelpPage, words: Sequence[str]) -> str:
    """Words around the place that says most of what was looked for."""
    texts = [(sum(word in text for word in words), block) for _weight, text, block in page.searched[1:]]
    hits, block = max(texts, key=lambda one: one[0], default=(0, page.blocks[0]))
    text = block.text if hits else next((one.text for one in page.blocks[1:] if one.runs), "")
    return _around(text, words)


def _around(text: str, words: Sequence[str]) -> str:
    if len(text) <= _EXCERPT:
        return text
    pieces, place = break_words(text), 0
    for number, piece in enumerate(pieces):
        if any(word in search_key(piece) for word in words):
            place = max(0, number - 6)
            break
    cut = "…" if place else ""
    for piece in pieces[place:]:
        if len(cut) + len(piece) > _EXCERPT:
            return cut.strip() + "…"
        cut += piece
    return cut.strip()


def help_folder() -> Path:
    """Where pages and pictures lie."""
    return resource("help")


@cache
def help_book() -> HelpBook:
    """The delivered help; read once."""
    listed: dict[str, Any] = tomllib.loads((help_folder() / "contents.toml").read_text(encoding="utf-8"))
    parts = tuple((str(part["title"]), tuple(part["pages"])) for part in listed["part"])
    pages = {key: _page(key, title) for title, keys in parts for key in keys}
    return HelpBook(parts, pages, listed["screens"], listed["dialogs"])


def _page(key: str, part: str) -> HelpPage:
    text = (help_folder() / "th" / f"{key}.md").read_text(encoding="utf-8")
    return HelpPage(key, part, read_blocks(text))
