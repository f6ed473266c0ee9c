"""Counter privacy in words: what may be read by a visitor at the desk, and dots for the rest.

The rule is the other way round from a list of names: while masking is on, a text is shown only when it is
the program's own (a message of the catalogue, a label of a code list) with figures and days in it. All else
could name somebody and shows as dots, wherever it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from panpun_desktop.common.be_calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from panpun_desktop.common.i18n import own_words

DOTS = "••••••"
LONG_NUMBER = 9
"""Figures in a row, however grouped, from which on a number could be somebody's: identity, telephone."""
_SEPARATORS = re.compile(r"( · |\n|, )")
_GROUPED = re.compile(r"\d(?:[\s-]?\d)*")
_WEEK = "|".join(WEEKDAYS)
_YEAR = "|".join(re.escape(one) for one in (*MONTHS, *SHORT_MONTHS))
_DAY = re.compile(rf"(?:วัน(?:{_WEEK})ที่ )?(?:\d{{1,2}} )?(?:{_YEAR})(?: \d{{2,4}})?")
_FIGURE = re.compile(r"[\d#][\d#,.:/–%-]*")
_FILLED = re.compile(r"\{[^{}]*\}")


class _State:
    is_on = False
    words: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()


def is_on() -> bool:
    """Say whether names are masked now."""
    return _State.is_on


def switch(*, on: bool) -> None:
    """Mask from now on, or stop; who draws is to draw again."""
    _State.is_on = on
    if on and not _State.words:
        _State.words = frozenset(_pattern(_FILLED.sub("#", one)) for one in own_words())


def allow(words: Iterable[str]) -> None:
    """Take labels of the centre (code lists, rooms) as its own words."""
    _State.more = frozenset(_pattern(one) for one in words)
    _may_be_read.cache_clear()


def shown(text: str) -> str:
    """The text as it may be seen now: part by part the program's own words, dots for others."""
    if not _State.is_on or not text or may_be_read(text):
        return text
    return "".join(
        part if _SEPARATORS.fullmatch(part) or may_be_read(part) else DOTS for part in _SEPARATORS.split(text)
    )


def may_be_read(text: str) -> bool:
    """Say whether a part of a text names nobody for certain."""
    return _may_be_read(text.replace("\u200b", "").strip())


@lru_cache(maxsize=8192)
def _may_be_read(text: str) -> bool:
    plain = _plain_digits(text)
    if any(sum(map(str.isdigit, one)) >= LONG_NUMBER for one in _GROUPED.findall(plain)):
        return False
    pattern = _pattern(plain)
    if not any(letter.isalpha() for letter in pattern):
        return True
    labelled = " ".join("#" if one in _State.more else one for one in pattern.split(" "))
    return (
        not {pattern, pattern.replace("#", "").strip(), labelled}.isdisjoint(_State.words)
        or pattern.replace("#", "").strip() in _State.more
    )


def _pattern(text: str) -> str:
    """The text with its days and figures as #, so that a sentence is known whatever stands in it."""
    return _FIGURE.sub("#", _DAY.sub("#", _plain_digits(text))).strip()


def _plain_digits(text: str) -> str:
    from panpun_desktop.common.thai_text import from_thai_digits  # not needed before somebody masks

    return from_thai_digits(text)
