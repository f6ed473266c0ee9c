"""The two keyboard layouts key by key: what was meant when the other one was switched on."""

from __future__ import annotations

from typing import Final

# Kedmanee (TIS 820) beside US; unshifted rows first, then shifted.
_LATIN: Final = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)
_THAI: Final = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI: Final = str.maketrans(_LATIN, _THAI)
_TO_LATIN: Final = str.maketrans(_THAI, _LATIN)


def as_thai_layout(text: str) -> str:
    """What the same keys give under the Thai layout: ``vkp`` becomes อาย."""
    return text.translate(_TO_THAI)


def as_latin_layout(text: str) -> str:
    """What the same keys give under the Latin layout: ``ญุตข`` becomes P69-. Give it text as it was typed:
    normalising drops doubled marks, which are figures here."""
    return text.translate(_TO_LATIN)
