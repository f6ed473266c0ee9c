"""The marks of an attendance sheet: keys, letters and printed signs in one table, and cells others wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from panpun_desktop.common.keyboard_layout import as_latin_layout, as_thai_layout
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules.codes import AttendanceCode


@dataclass(frozen=True)
class Sign:
    """One code: its letter (and key), its number key, its sign on paper, and words others write for it."""

    code: AttendanceCode
    letter: str
    number: str
    printed: str
    words: tuple[str, ...]


SIGNS: Final = (
    Sign(AttendanceCode.P, "ม", "1", "✓", ("มา", "✔", "√", "☑", "/", "1", "true", "present", "p")),
    Sign(AttendanceCode.L, "ส", "2", "ส", ("สาย", "มาสาย", "late", "l")),
    Sign(AttendanceCode.S, "ป", "3", "ป", ("ลาป่วย", "ป่วย", "ลป", "sick", "s")),
    Sign(AttendanceCode.B, "ก", "4", "ก", ("ลากิจ", "กิจ", "ลก", "b")),
    Sign(
        AttendanceCode.A,
        "ข",
        "5",
        "ข",
        ("ขาด", "ขาดเรียน", "ขาดอบรม", "ไม่มา", "x", "×", "✗", "✘", "✕", "☒", "0", "false", "absent", "a"),
    ),
    Sign(
        AttendanceCode.O,
        "ร",
        "6",
        "ร",
        ("ติดต่อราชการ", "ราชการ", "พบแพทย์", "หาหมอ", "ติดต่อราชการ/พบแพทย์", "o"),
    ),
)
"""The codes in the order of the number keys (decision 4)."""

NOT_HELD: Final = "ย"
"""The printed sign of a session that was not held (หยุด)."""

_NOT_HELD_WORDS: Final = frozenset({NOT_HELD, "หยุด", "วันหยุด", "งด", "งดสอน", "งดเรียน", "h"})
_BLANK: Final = frozenset({"", "-", "–", "—", "☐"})
_ANY_LEAVE: Final = frozenset({"ลา", "ล"})
_BY_CODE: Final = {one.code: one for one in SIGNS}
_BY_KEY: Final = {key: one.code for one in SIGNS for key in (one.letter, one.number)}
_BY_WORD: Final = {
    word: one.code for one in SIGNS for word in (one.letter, one.printed.casefold(), *one.words)
}
# One and the same text is the key of ข with Latin letters switched on, and the key of 3 with Thai ones.
_AMBIGUOUS_KEY: Final = "-"


@dataclass(frozen=True)
class CellReading:
    """What a written cell says. A known cell without a code is blank or says that nothing was held.

    ``is_guess``: it says ลา without which; it is read as ลากิจ, and whoever imports should say so.
    """

    code: AttendanceCode | None = None
    is_known: bool = True
    is_not_held: bool = False
    is_guess: bool = False


def sign_of(code: AttendanceCode) -> Sign:
    """The letter, key and printed sign of a code."""
    return _BY_CODE[code]


def code_for_key(text: str) -> AttendanceCode | None:
    """The code that a typed key stands for: a letter or 1–6, whichever keyboard layout is switched on.

    None for every other key, and for ``-``, which is another key in each layout.
    """
    if text == _AMBIGUOUS_KEY:
        return None
    for key in (text, from_thai_digits(text), as_thai_layout(text), as_latin_layout(text)):
        if key in _BY_KEY:
            return _BY_KEY[key]
    return None


def read_cell(text: str) -> CellReading:
    """Read a pasted or imported cell: our letters and codes, ✓, /, x, 1 and 0, or the Thai words."""
    word = from_thai_digits(normalise(text)).casefold().replace(" ", "").removesuffix(".0").replace(".", "")
    if word in _BLANK:
        return CellReading()
    if word in _NOT_HELD_WORDS:
        return CellReading(is_not_held=True)
    if word in _ANY_LEAVE:
        return CellReading(AttendanceCode.B, is_guess=True)
    code = _BY_WORD.get(word)
    return CellReading(code, is_known=code is not None)
