"""The pages of a long list that are at hand: those in view, the next ones, and the last ones seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from panpun_desktop.widgets.columns import Source

R = TypeVar("R")
PAGE = 128
"""Rows read at once: about four screens of them."""
KEPT = 24
"""Pages kept; the one seen longest ago makes room."""


class PageCache(Generic[R]):
    """Rows of a source by line. What is not here yet is named by ``missing`` and brought by ``take``."""

    def __init__(self, source: Source[R]) -> None:
        self.source = source
        self._pages: OrderedDict[int, list[R]] = OrderedDict()

    def row(self, line: int) -> R | None:
        """The row of a line, or nothing while its page has not come."""
        number, place = divmod(line, PAGE)
        page = self._pages.get(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def change(self, line: int, row: R) -> None:
        """Put a newer version of a row into its line, if its page is here."""
        number, place = divmod(line, PAGE)
        if number in self._pages and place < len(self._pages[number]):
            self._pages[number][place] = row

    def missing(self, first: int, last: int, direction: int = 0) -> list[int]:
        """Pages to ask for: those of the lines in view, then the next one in the direction of scrolling."""
        pages = list(range(first // PAGE, last // PAGE + 1))
        if direction:
            pages.append(pages[-1] + 1 if direction > 0 else pages[0] - 1)
        most = (len(self.source.keys) - 1) // PAGE
        return [one for one in pages if 0 <= one <= most and one not in self._pages]

    def read(self, number: int) -> Sequence[R]:
        """Read a page from the source; runs in a worker."""
        return self.source.page(number * PAGE, PAGE)

    def take(self, number: int, rows: Sequence[R]) -> range:
        """Keep a page that was read; the lines it fills."""
        self._pages[number] = list(rows)
        self._pages.move_to_end(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return range(number * PAGE, number * PAGE + len(rows))

    def line_of(self, key: Any) -> int:
        """The line of a key, or -1."""
        try:
            return self.source.keys.index(key)
        except ValueError:
            return -1
