"""Months before the program: their ministry line as it was typed, read from cells and looked over.

What is typed stays as typed, also where it does not balance (domain.md, decisions 6 and 7): the balance
that the other figures give stands beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from panpun_desktop.common import thai_date
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.seed import table_words

FIGURES = ("target", "opening", "admitted", "discharged", "closing", "cumulative")
COLUMNS = ("month", *FIGURES, "source")
"""The cells of a line, in the order in which they are typed."""
_BY_COUNT = {4: FIGURES[1:5], 5: FIGURES[1:], 6: FIGURES}
"""Figures of a line without headings, by how many there are."""
Cells = Sequence[str]


@dataclass(frozen=True)
class EarlierMonth:
    """A month as it was reported before the program; ``month_on`` is its first day."""

    month_on: date
    target: int | None = None
    opening: int | None = None
    admitted: int | None = None
    discharged: int | None = None
    closing: int | None = None
    cumulative: int | None = None
    source: str = ""

    @property
    def has_figures(self) -> bool:
        """Say whether anything was typed."""
        return any(getattr(self, name) is not None for name in FIGURES)

    @property
    def computed(self) -> int | None:
        """What remains by the other figures: ยกมา + รับเข้า − จำหน่าย; None where one is not known."""
        if self.opening is None or self.admitted is None or self.discharged is None:
            return None
        return self.opening + self.admitted - self.discharged


@dataclass(frozen=True)
class Unread:
    """A cell that cannot be read: ``column`` of COLUMNS and the text that stands there."""

    column: str
    text: str


@dataclass(frozen=True)
class ReadLine:
    """A line as read; ``month`` is None where the month cannot be read, or nothing was typed."""

    month: EarlierMonth | None
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """What does not agree; ``what`` is ``balance``, ``cumulative`` or ``carried_over``. It is only said."""

    month_on: date
    what: str
    typed: int
    computed: int


def placed(rows: Iterable[Cells]) -> tuple[tuple[str, ...], ...]:
    """The lines of a table of months, each with a cell for every one of COLUMNS.

    Columns come from the headings where a line has some, else from their order. Lines before the
    headings, blank ones and totals are left out.
    """
    lines = [tuple(cell.strip() for cell in row) for row in rows]
    columns = None
    for number, line in enumerate(lines):
        if (found := _headed(line)) is not None:
            columns, lines = found, lines[number + 1 :]
            break
    filled = [line for line in lines if any(line) and not _is_total(line)]
    if columns is None:
        columns = _in_order(filled)
    return tuple(
        tuple(line[columns[name]] if columns.get(name, len(line)) < len(line) else "" for name in COLUMNS)
        for line in filled
    )


def read_line(cells: Cells, today: date) -> ReadLine:
    """One line of COLUMNS; what cannot be read is told, not guessed."""
    by_name = dict(zip(COLUMNS, cells, strict=True))
    if not any(by_name.values()):
        return ReadLine(None)
    unread = []
    month_on = read_month(by_name["month"], today)
    if month_on is None:
        unread.append(Unread("month", by_name["month"]))
    figures: dict[str, int | None] = {}
    for name in FIGURES:
        try:
            figures[name] = read_figure(by_name[name])
        except ValueError:
            unread.append(Unread(name, by_name[name]))
    if month_on is None:
        return ReadLine(None, tuple(unread))
    return ReadLine(EarlierMonth(month_on, **figures, source=by_name["source"]), tuple(unread))


def read_month(text: str, today: date) -> date | None:
    """The first day of a month as people write it; None where it cannot be read."""
    try:
        read = thai_date.parse(text, today)
    except ValueError:
        return None
    return read.first.replace(day=1) if read.precision in ("month", "day") else None


def read_figure(text: str) -> int | None:
    """A count as typed: ``1,240``, ``๑๒``; None for nothing or a dash. ValueError for anything else."""
    tidy = from_thai_digits(text).replace(",", "").replace(" ", "")
    if not tidy or tidy in _words()["nothing"]["texts"]:
        return None
    if not (tidy.isascii() and tidy.isdecimal()):
        raise ValueError(text)
    return int(tidy)


def doubts(months: Iterable[EarlierMonth]) -> tuple[Doubt, ...]:
    """What does not agree in a month, and from one month to the next; in the order of the months."""
    found = []
    by_month = {one.month_on: one for one in months}
    for day, one in sorted(by_month.items()):
        if one.closing is not None and one.computed not in (None, one.closing):
            found.append(Doubt(day, "balance", one.closing, one.computed or 0))
        if None not in (one.cumulative, one.opening, one.admitted):
            reckoned = (one.opening or 0) + (one.admitted or 0)
            if one.cumulative != reckoned:
                found.append(Doubt(day, "cumulative", one.cumulative or 0, reckoned))
        before = by_month.get(Period(day, day).before().first)
        if before is not None and None not in (before.closing, one.opening) and before.closing != one.opening:
            found.append(Doubt(day, "carried_over", one.opening or 0, before.closing or 0))
    return tuple(found)


def _headed(line: Cells) -> dict[str, int] | None:
    """The place of every column that the line names; None for a line that is no heading."""
    found: dict[str, int] = {}
    for place, cell in enumerate(line):
        name = _headings().get(_plain(cell))
        if name is not None:
            found.setdefault(name, place)
    return found if len(found) > 2 and "month" in found else None


def _in_order(lines: Sequence[Cells]) -> dict[str, int]:
    """Month, then four to six figures, then words: what the longest line has says which."""
    most = max((_numbers_of(line) for line in lines), default=0)
    names = _BY_COUNT.get(most, FIGURES[1:] if most < 4 else FIGURES)
    return {name: place for place, name in enumerate(("month", *names, "source"))}


def _numbers_of(line: Cells) -> int:
    """How many cells after the first are figures, up to the last figure."""
    last = 0
    for place, cell in enumerate(line[1 : len(FIGURES) + 1], start=1):
        try:
            last = place if read_figure(cell) is not None else last
        except ValueError:
            break
    return last


def _is_total(line: Cells) -> bool:
    return line[0].casefold().startswith(tuple(_words()["totals"]["begins"]))


def _plain(text: str) -> str:
    return text.casefold().replace(" ", "").replace(".", "").replace("\n", "")


@cache
def _headings() -> Mapping[str, str]:
    found = {_plain(title): name for name, title in table_words()["ministry_line"].columns.items()}
    for name, words in _words()["headers"].items():
        found |= {_plain(word): name for word in words}
    return found


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    with resource("seed/earlier_headers.toml").open("rb") as file:
        return tomllib.load(file)
