"""Reading keys forgivingly: Thai digits, and words typed with the wrong keyboard layout."""

from __future__ import annotations

from typing import Final

# The two layouts key by key (Kedmanee, TIS 820); unshifted rows first, then shifted.
_LATIN: Final = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)
_THAI: Final = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI: Final = str.maketrans(_LATIN, _THAI)
_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

UNKNOWN_KEY: Final = "F8"
"""The one key for ไม่ทราบ in every field."""


def as_thai_layout(text: str) -> str:
    """What the same keys give under the Thai layout: ``vkp`` becomes อาย."""
    return text.translate(_TO_THAI)


def latin_digits(text: str) -> str:
    """Thai digits as 0–9; everything else stays."""
    return text.translate(_DIGITS)
