"""How easily a new password is guessed: advice beside the field, never a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FAIR, STRONG = 8, 12
"""Characters that nobody guesses at once."""
_RUN = 4
_ROWS = (
    "`1234567890-=",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "ๅ/-ภถุึคตจขช",
    "ๆไำพะัีรนยบล",
    "ฟหกดเ้่าสวง",
    "ผปแอิืทมใฝ",
)
"""The keys of a keyboard from left to right, English and Thai (Kedmanee)."""
_COMMON = (
    *("password", "passw0rd", "p@ssw0rd", "iloveyou", "welcome", "letmein", "admin", "thailand", "panpun"),
    *("รหัสผ่าน", "บ้านปั้นปูน", "ปั้นปูน"),
)


class Ease(StrEnum):
    """What makes a password easy to guess."""

    SHORT = "short"
    ROW = "row"
    REPEATED = "repeated"
    COMMON = "common"
    NAME = "name"


class Level(StrEnum):
    """How good a password is."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True)
class Judgement:
    """A level and, for a weak password, the reason."""

    level: Level
    ease: Ease | None = None


def judge(password: str, names: Iterable[str] = ()) -> Judgement:
    """Judge what is left when everything that is guessed at once counts as one character.

    ``names`` are those of the person and the login.
    """
    left = unicodedata.normalize("NFC", password).casefold()
    if len(left) < FAIR:
        return Judgement(Level.WEAK, Ease.SHORT)
    for ease, shorten in (
        (Ease.NAME, lambda text: _without(text, _parts(names))),
        (Ease.COMMON, lambda text: _without(text, _COMMON)),
        (Ease.ROW, _without_rows),
        (Ease.REPEATED, _without_repeats),
    ):
        left = shorten(left)
        if len(left) < FAIR:
            return Judgement(Level.WEAK, ease)
    return Judgement(Level.STRONG if len(left) >= STRONG else Level.FAIR)


def _parts(names: Iterable[str]) -> list[str]:
    words = (word for name in names for word in re.split(r"[\s._-]+", name.casefold()))
    return sorted({word for word in words if len(word) >= 3}, key=len, reverse=True)


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(unicodedata.normalize("NFC", word), "\x00")
    return text


def _without_rows(text: str) -> str:
    """Runs of four and more along a row of keys, an alphabet or the figures, either way, become one sign."""
    kept, place = [], 0
    while place < len(text):
        length = max(_run(text, place, 1), _run(text, place, -1))
        is_run = length >= _RUN
        kept.append("\x01" if is_run else text[place])
        place += length if is_run else 1
    return "".join(kept)


def _run(text: str, start: int, step: int) -> int:
    end = start + 1
    while end < len(text) and _follows(text[end - 1], text[end], step):
        end += 1
    return end - start


def _follows(one: str, other: str, step: int) -> bool:
    if one.isalnum() and other.isalnum() and ord(other) - ord(one) == step:
        return True
    return any((one + other if step > 0 else other + one) in row for row in _ROWS)


def _without_repeats(text: str) -> str:
    """``aaaa`` becomes ``a``, ``maleemalee`` becomes ``malee``."""
    return re.sub(r"(.+?)\1+", r"\1", text, flags=re.S)
