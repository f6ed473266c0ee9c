"""The tables of an HTML page: what web systems call an Excel file.

Only what makes a table is looked at. The standard library's parser takes time by the square of the length
at pages that are damaged, or made to be.
"""

from __future__ import annotations

import re
from html import unescape

from panpun_desktop.common.errors import RuleBroken

MOST_CELLS = 4_000_000
"""A page or sheet with more is no register: a stray cell far out would fill the memory with nothing."""
_WIDEST = 1000
"""Columns of a table, and lines that a cell may reach over."""
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*+>|\Z)|<(/?)([a-z]++)([^<>]*+)>",
    re.IGNORECASE | re.DOTALL,
)
_SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*([0-9]{1,6})", re.IGNORECASE)


def html_tables(text: str) -> list[list[list[str]]]:
    """Every table of the page as lines of cells; a cell over several lines is repeated in each.

    RuleBroken ``import.too_large`` as soon as there are more than ``MOST_CELLS``.
    """
    found, place = _Tables(), 0
    for tag in _TAG.finditer(text):
        found.data(text[place : tag.start()])
        place = tag.end()
        name = (tag[3] or "").lower()
        if tag[2]:
            found.end(name)
        elif name:
            found.start(name, tag[4])
    found.data(text[place:])
    found.end_table()
    return found.tables


class _Tables:
    """Collects cells; a table inside a cell is a table of its own, the outer one goes on after it."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self._rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._cells = 0
        self._carried: dict[int, tuple[int, str]] = {}
        """Column -> lines still to fill, and with what."""

    def start(self, tag: str, attributes: str) -> None:
        """A tag begins; its attributes as they stand in the page."""
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"}:
            self._end_cell()
            known = {found[1].lower(): found[2] for found in _SPAN.finditer(attributes)}
            self._cell = []
            self._span = (_span(known.get("rowspan")), _span(known.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag in {"td", "th"}:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self.end_table()

    def data(self, text: str) -> None:
        """What stands between two tags; counts within a cell."""
        if self._cell is not None:
            self._cell.append(unescape(text))

    def end_table(self) -> None:
        """Keep what was collected as one table."""
        self._end_row()
        if self._rows:
            self.tables.append(self._rows)
        self._rows, self._carried = [], {}

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text, self._cell = " ".join("".join(self._cell).split()), None
        if self._row is None:
            self._row = []
        self._fill_carried()
        deep, wide = self._span
        wide = min(wide, max(_WIDEST - len(self._row), 0))
        for place in range(wide):
            if deep > 1:
                self._carried[len(self._row)] = (deep - 1, text if place == 0 else "")
            self._row.append(text if place == 0 else "")

    def _fill_carried(self) -> None:
        row = self._row
        while row is not None and len(row) in self._carried:
            left, text = self._carried.pop(len(row))
            if left > 1:
                self._carried[len(row)] = (left - 1, text)
            row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._fill_carried()
            self._rows.append(self._row)
            self._cells += len(self._row)
            if self._cells > MOST_CELLS:
                raise RuleBroken("import.too_large", most=MOST_CELLS)
        self._row = None


def _span(text: str | None) -> int:
    return min(int(text), _WIDEST) or 1 if text else 1
