"""Where a line of Thai may be broken, and the marks that templates use to say where it may not.

On top of the dictionary: only between two Thai letters, never before ๆ or ฯ, never inside a
number, an ID number, รุ่นที่ 8, ปี 2569 or พ.ศ. ๒๕๖๙; a name is kept whole by ``name``, anything else
by ``nobr``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from panpun_desktop.common.thai_text import break_words
from panpun_desktop.reports.kit.shaping import (
    BIND_BEGIN,
    BIND_END,
    BREAK_HERE,
    LEADING_VOWELS,
    NO_BREAK,
    NO_START,
    visible,
)

NBSP = "\u00a0"
_MARKS = re.compile(f"([{BIND_BEGIN}{BIND_END}{BREAK_HERE}{NO_BREAK}{NBSP}])")
_THAI_RUN = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+")
_OF_A_PLACE = re.compile("(?<= ณ) (?=[^ ])")
_SPACES = re.compile(" +")
_CLOSERS = frozenset(")]}”’»,.;:!?%ๆฯ")
_OPENERS = frozenset("([{“‘«")
_ERA = re.compile(r"(?:พ\.ศ\.|ค\.ศ\.|ฮ\.ศ\.|ที่)$")
_JOINER = "\u2060"
_ORDINAL = re.compile(r"(?<=[\u0e01-\u0e4e])ที่[ \u00a0]?[0-9๐-๙]")
_YEAR_END = re.compile(r"(?:^|[^\u0e01-\u0e4e])ปี$")
_YEAR = re.compile(r"[2๒][45๔๕][0-9๐-๙]{2}(?![0-9๐-๙])")
_NUMBER_END = re.compile(r"[0-9๐-๙]$")
_UNIT = re.compile(
    r"(?:ปี|เดือน|วัน|คืน|ชั่วโมง|นาที|บาท|สตางค์|คน|ราย|ครั้ง|ฉบับ|ชุด|แผ่น|เตียง|หน้า|ข้อ|น\.|กก\.|ซม\.)"
    r"(?![\u0e30-\u0e3a\u0e45-\u0e4e])"
)


class Unit(NamedTuple):
    """A stretch of text that stays on one line: [start, stop), then blanks up to ``after``."""

    start: int
    stop: int
    after: int
    ends_line: bool


def nobr(text: object) -> str:
    """The text marked so that no line is broken inside it, not even at a space."""
    return f"{BIND_BEGIN}{text}{BIND_END}"


def name(text: object) -> str:
    """A name or address: its words stay whole, a line may be broken at its spaces, but not after ณ."""
    bound_of = _OF_A_PLACE.sub(NBSP, str(text))
    return " ".join(nobr(part) if part else part for part in bound_of.split(" "))


def bound(text: str) -> str:
    """The text for files that others break: U+00A0 and U+2060 stand where no line may end."""

    def blank(run: re.Match[str]) -> str:
        inside = run.start() > 0 and run.end() < len(text)
        return NBSP if inside and _is_bound(text, run.start(), run.end()) else run[0]

    return _ORDINAL.sub(lambda found: f"{_JOINER}{found[0]}", _SPACES.sub(blank, text))


@lru_cache(maxsize=5_000)
def units(marked: str) -> tuple[str, tuple[Unit, ...]]:
    """The visible text and its units; a newline ends a line."""
    text, allowed = _breaks(marked)
    found: list[Unit] = []
    for begin, end in _lines(text):
        found.extend(_line_units(text, begin, end, allowed))
        found[-1] = found[-1]._replace(ends_line=True)
    return text, tuple(found)


def clusters(text: str) -> list[str]:
    """The text cut into pieces that may be parted only in need: a letter with its vowels and marks."""
    pieces: list[str] = []
    for char in text:
        joins = pieces and (char in NO_START or pieces[-1][-1] in LEADING_VOWELS)
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _lines(text: str) -> list[tuple[int, int]]:
    bounds, begin = [], 0
    for line in text.split("\n"):
        bounds.append((begin, begin + len(line)))
        begin += len(line) + 1
    return bounds


def _line_units(text: str, begin: int, end: int, allowed: set[int]) -> list[Unit]:
    found: list[Unit] = []
    start = begin
    for place in [*sorted(place for place in allowed if begin < place < end), end]:
        stop = place
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        found.append(Unit(start, stop, place, False))
        start = place
    return found


def _breaks(marked: str) -> tuple[str, set[int]]:
    """The visible text and the places where a line may end."""
    text = visible(marked)
    allowed = _dictionary_breaks(text) | _space_breaks(text)
    allowed.difference_update(found.start() for found in _ORDINAL.finditer(text))
    if _MARKS.search(marked):
        _apply_marks(marked, allowed)
    return text, allowed


def _dictionary_breaks(text: str) -> set[int]:
    found = set()
    for run in _THAI_RUN.finditer(text):
        place = run.start()
        if len(run[0]) < 2:
            continue
        for word in break_words(run[0])[:-1]:
            place += len(word)
            if text[place] not in NO_START and text[place - 1] not in LEADING_VOWELS:
                found.add(place)
    return found


def _space_breaks(text: str) -> set[int]:
    return {
        run.end()
        for run in _SPACES.finditer(text)
        if run.start() > 0 and run.end() < len(text) and not _is_bound(text, run.start(), run.end())
    }


def _is_bound(text: str, start: int, stop: int) -> bool:
    """Whether the blanks at [start, stop) hold their neighbours together."""
    before, after = text[max(0, start - 8) : start], text[stop : stop + 10]
    if after[0] in _CLOSERS or before[-1] in _OPENERS:
        return True
    if _NUMBER_END.match(after[0]) and _ERA.search(before):
        return True
    if _YEAR_END.search(before):
        return bool(_YEAR.match(after))
    return bool(_NUMBER_END.search(before) and _UNIT.match(after) and not _names_a_year(after))


def _names_a_year(text: str) -> bool:
    """Say whether the text begins with ปี 2569, which is no unit of the number before it."""
    unit, _blank, number = text.partition(" ")
    return unit == "ปี" and _YEAR.match(number) is not None


def _apply_marks(marked: str, allowed: set[int]) -> None:
    """Add breaks asked for, take away those inside bound text and around a binding mark."""
    place, depth, since = 0, 0, 0
    for piece in _MARKS.split(marked):
        if piece == BIND_BEGIN:
            since = place if depth == 0 else since
            depth += 1
        elif piece == BIND_END:
            depth = max(0, depth - 1)
            if depth == 0:
                allowed.difference_update(range(since + 1, place))
        elif piece == BREAK_HERE:
            allowed.add(place)
        elif piece == NO_BREAK:
            allowed.discard(place)
        elif piece == NBSP:
            allowed.difference_update((place, place + 1))
            place += 1
        else:
            place += len(visible(piece))
