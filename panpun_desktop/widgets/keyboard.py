"""Reading keys forgivingly: Thai digits, and words typed with the wrong keyboard layout."""

from __future__ import annotations

from typing import Final

from panpun_desktop.common.keyboard_layout import as_thai_layout as as_thai_layout

_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

UNKNOWN_KEY: Final = "F8"
"""The one key for ไม่ทราบ in every field."""


def latin_digits(text: str) -> str:
    """Thai digits as 0–9; everything else stays."""
    return text.translate(_DIGITS)
