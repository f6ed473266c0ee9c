"""What a text typed into a search may mean: names in any order, a number, a birthday, the other keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common.be_calendar import PartialDate, ThaiDateError
from panpun_desktop.common.date_reading import parse
from panpun_desktop.common.keyboard_layout import as_latin_layout, as_thai_layout
from panpun_desktop.common.thai_sound import sound_key, sound_start
from panpun_desktop.common.thai_text import from_thai_digits, normalise, search_key
from panpun_desktop.rules import names

if TYPE_CHECKING:
    from datetime import date

FEWEST_DIGITS = 3
"""Shorter numbers would find half the register by chance."""
_LATIN_LETTER, _THAI_LETTER = re.compile("[a-zA-Z]"), re.compile("[ก-๎]")
_LAST_WORDS = 4
"""A birthday takes at most so many: 12 พ.ค. พ.ศ. 2540."""


@dataclass(frozen=True)
class Reading:
    """One thing that typed text may mean; every part may be empty."""

    text: str
    keys: tuple[str, ...]
    """The name as a search key without spaces, as typed and without its title."""
    words: tuple[str, ...]
    """The words of the name as search keys, without its title."""
    sounds: tuple[str, ...]
    """The words as they sound, and as they sound when they are only begun."""
    starts: tuple[str, ...]
    digits: str
    """All of it, when it is a number."""
    born: str
    """The beginning of the birthday written YYYY-MM-DD, when one was typed behind a name or alone."""
    other_layout: bool = False

    @property
    def sound(self) -> str:
        """The name as it sounds."""
        return " ".join(self.sounds)


def readings(typed: str, today: date) -> tuple[Reading, ...]:
    """The text as it stands, then as the same keys write it in the other keyboard layout."""
    found = [_reading(typed, today)]
    if other := _in_other_layout(typed):
        found.append(_reading(other, today, other_layout=True))
    return tuple(one for one in found if one.text)


def search_keys(text: str) -> tuple[str, ...]:
    """The text as a search key, and without the title it may begin with."""
    whole, untitled = (compact(search_key(name)) for name in (text, names.split_title(text)[1]))
    return tuple(dict.fromkeys(key for key in (whole, untitled) if key))


def compact(key: str) -> str:
    """A search key without its spaces: searching ignores them (domain.md §3.3)."""
    return key.replace(" ", "")


def digits_of(text: str) -> str:
    """The digits of text that is nothing but a number with separators; empty for other text."""
    plain = from_thai_digits(text).replace("-", "").replace(" ", "")
    return plain if plain.isdecimal() else ""


def birth_prefix(day: date | None, precision: str) -> str:
    """A birth as it is searched: 1997-05-12, as much of it as is known."""
    length = {"DAY": 10, "MONTH": 8}.get(precision, 5)
    return "" if day is None else f"{day.isoformat()}"[:length]


def _reading(typed: str, today: date, *, other_layout: bool = False) -> Reading:
    text = from_thai_digits(" ".join(normalise(typed).split()))
    name, born = _apart(text, today)
    untitled = names.split_title(name)[1]
    return Reading(
        text,
        search_keys(name) if name else (),
        tuple(search_key(untitled).split()),
        tuple(sound_key(untitled).split()),
        tuple(sound_start(untitled).split()),
        digits_of(text),
        born,
        other_layout,
    )


def _in_other_layout(typed: str) -> str:
    if _THAI_LETTER.search(typed):
        return as_latin_layout(typed)
    return as_thai_layout(typed) if _LATIN_LETTER.search(typed) else ""


def _apart(text: str, today: date) -> tuple[str, str]:
    """The name, and the birthday that may stand behind it."""
    words = text.split(" ")
    for start in range(max(0, len(words) - _LAST_WORDS), len(words)):
        if born := _born(" ".join(words[start:]), today):
            return " ".join(words[:start]), born
    return text, ""


def _born(text: str, today: date) -> str:
    if sum(map(str.isdecimal, text)) < FEWEST_DIGITS:
        return ""
    try:
        read = parse(text, today, birth=True)
    except ThaiDateError:
        return ""
    return _written(read)


def _written(read: PartialDate) -> str:
    precision = {"day": "DAY", "month": "MONTH", "year": "YEAR"}.get(read.precision)
    return birth_prefix(read.first, precision) if precision else ""


def both_eras(born: str) -> Iterator[str]:
    """The birthday as it should stand, and with the Buddhist year kept by mistake."""
    yield born
    yield f"{int(born[:4]) + 543}{born[4:]}"
