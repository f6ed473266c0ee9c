"""Words of health and of other sensitive facts in free text that leaves the house (R-PD-9)."""

from __future__ import annotations

from collections.abc import Iterable

from panpun_desktop.common.thai_text import normalise


def sensitive_words(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words of the list that a text contains, however it is written; of one within another the longer."""
    plain = _plain(text)
    found = [word for word in words if word.strip() and _plain(word) in plain]
    return tuple(one for one in found if not any(one != two and _plain(one) in _plain(two) for two in found))


def _plain(text: str) -> str:
    return "".join(normalise(text).casefold().split())
