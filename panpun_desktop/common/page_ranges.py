"""Pages as people write them: 1-3, 5, 8-"""

from __future__ import annotations

import re

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import from_thai_digits

_PART = re.compile(r"(\d{1,6})?\s*(?:(-)\s*(\d{1,6})?)?")


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """The pages of a paper of ``count`` pages, from 1 on, each once and in their order; empty text is all.

    Thai digits, ถึง and open ends ("8-") are understood. RuleBroken ``print.pages_…`` names what is not.
    """
    plain = re.sub(r"[–—]|ถึง", "-", from_thai_digits(text)).replace("และ", ",")
    parts = [one.strip() for one in re.split(r"[,;،]", plain) if one.strip()]
    if not parts:
        return tuple(range(1, count + 1))
    return tuple(sorted({page for part in parts for page in _pages(part, count)}))


def _pages(part: str, count: int) -> range:
    found = _PART.fullmatch(part)
    if found is None or not (found[1] or found[3]):
        raise RuleBroken("print.pages_unreadable", field="pages", part=part)
    first = int(found[1] or 1)
    last = int(found[3] or count) if found[2] else first
    if first < 1 or (found[3] and last < first):
        raise RuleBroken("print.pages_unreadable", field="pages", part=part)
    if max(first, last) > count:
        raise RuleBroken("print.pages_beyond", field="pages", page=max(first, last), count=count)
    return range(first, last + 1)
