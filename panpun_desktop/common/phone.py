"""Telephone numbers as people read them: all are accepted, the known ones grouped (domain.md §3.5)."""

from __future__ import annotations

import re

from panpun_desktop.common.thai_text import from_thai_digits, normalise

_EXTENSION = re.compile(r"^(?P<number>.*?)[\s,;]*(?:ต่อ|ext\.?|#|x)\s*(?P<extension>\d{1,6})$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-‐‑–—.()]+")
_ABROAD = re.compile(r"(?:\+66|^66(?=[2-9]\d{7,8}$))0?")
_NUMBER = re.compile(r"\+?\d{3,20}")
_SHAPES = (
    re.compile(r"(0[689]\d)(\d{3})(\d{4})"),
    re.compile(r"(02)(\d{3})(\d{4})"),
    re.compile(r"(0[3-7]\d)(\d{3})(\d{3})"),
    re.compile(r"(1\d{2,3})"),
)


def format_phone(text: str) -> str:
    """A number in its usual groups: 081-234-5678, 02-123-4567, 074-123-456, 1300, with "ต่อ 12".

    +66 becomes the leading 0. What is not recognised comes back as typed, without outer spaces.
    """
    typed = from_thai_digits(normalise(text)).strip()
    match = _EXTENSION.match(typed)
    number, extension = (match["number"], match["extension"]) if match else (typed, "")
    grouped = _grouped(number)
    if grouped is None:
        return text.strip()
    return f"{grouped} ต่อ {extension}" if extension else grouped


def is_phone(text: str) -> bool:
    """Say whether a text is a number, or several with commas: digits, +, separators, ต่อ; or nothing."""
    typed = from_thai_digits(normalise(text)).strip()
    return all(_is_number(one) for one in re.split(r"[,;/]", typed) if one.strip())


def _is_number(text: str) -> bool:
    match = _EXTENSION.match(text.strip())
    return _NUMBER.fullmatch(_SEPARATORS.sub("", match["number"] if match else text)) is not None


def _grouped(number: str) -> str | None:
    digits = _ABROAD.sub("0", _SEPARATORS.sub("", number), count=1)
    for shape in _SHAPES:
        if match := shape.fullmatch(digits):
            return "-".join(match.groups())
    return None
