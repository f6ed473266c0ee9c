"""Thai text: one spelling for what looks alike, keys to search and sort by, digits, amounts in words."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

from panpun_desktop.common.word_break import break_words as break_words
from panpun_desktop.common.word_break import with_break_hints as with_break_hints
from panpun_desktop.common.word_break import without_break_hints as without_break_hints

_TO_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_CODE_OR_TAG = re.compile(r"(<[^>]*>|\{[^}]*\}|[^\s<{]*[A-Za-z@][^\s<{]*)")
_FROM_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Zero-width characters and direction marks go; the spaces that do not break become ordinary ones.
_CLEANED = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_CLEANED_SPACES: dict[int, str | None] = {**_CLEANED, 0xA0: " ", 0x2007: " ", 0x202F: " "}

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARK_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_SPLIT_AM = re.compile(f"\u0e4d([{_TONES}]*)[\u0e32\u0e33]")
_MARK_AFTER_AM = re.compile(f"\u0e33([{_MARKS}]+)")
# Below vowels, above vowels, tones, the rest: also the order that NFC leaves alone.
_MARK_PLACE = {"\u0e3a": 0, "\u0e38": 1, "\u0e39": 1, **dict.fromkeys(_TONES, 3)}
_MARK_PLACE |= dict.fromkeys("\u0e4c\u0e4e", 4)

# What may have to change at all: almost every text has none of it. Marks stand below, above, tone, rest.
_BY_PLACE = ("\u0e3a", "\u0e38\u0e39", "\u0e31\u0e34-\u0e37\u0e47\u0e4d", _TONES, "\u0e4c\u0e4e")
_WRONG_PAIRS = "|".join(f"[{_BY_PLACE[n]}][{''.join(_BY_PLACE[: n + 1])}]" for n in range(len(_BY_PLACE)))
_UNSETTLED = re.compile(f"เเ|\u0e4d|\u0e33[{_MARKS}]|{_WRONG_PAIRS}|[{''.join(map(chr, _CLEANED_SPACES))}]")

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_SORT_TAIL = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"
_PLAIN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e46a-z0-9 ]*")
"""Letters, vowels, figures and spaces: nothing of it is punctuation."""
_NOT_SEARCHED = re.compile("[\u0e47-\u0e4c]")

_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_FIGURES = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


def normalise(text: str) -> str:
    """One spelling for text that looks the same (domain.md §3.3).

    NFC, zero-width characters out, no-break space to space, เเ to แ, ํ and า to ำ, vowel before tone,
    doubled marks once. Normalising twice changes nothing more.
    """
    if text.isascii() or (_UNSETTLED.search(text) is None and unicodedata.is_normalized("NFC", text)):
        return text
    text = text.translate(_CLEANED_SPACES)
    while (settled := _settled_once(text)) != text:
        text = settled
    return text


def _settled_once(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _SPLIT_AM.sub("\\1\u0e33", text)
    text = _MARK_AFTER_AM.sub("\\1\u0e33", text)
    return _MARK_RUN.sub(_ordered_marks, text)


def _ordered_marks(run: re.Match[str]) -> str:
    return "".join(sorted(dict.fromkeys(run[0]), key=lambda mark: _MARK_PLACE.get(mark, 2)))


def search_key(text: str) -> str:
    """What a search compares: normalised, case folded, without tone marks, ็ ์, punctuation; single spaces.

    Titles are not touched here.
    """
    key = _searchable(text)
    while (again := _searchable(key)) != key:  # a dropped mark may bring เ to เ
        key = again
    return key


def _searchable(text: str) -> str:
    text = _NOT_SEARCHED.sub("", normalise(text).casefold())
    if not _PLAIN.fullmatch(text):
        text = "".join(letter for letter in text if not _is_punctuation(letter))
    return " ".join(text.split())


def _is_punctuation(letter: str) -> bool:
    return letter == "ฯ" or unicodedata.category(letter)[0] == "P"


def sort_key(text: str) -> str:
    """A key whose plain comparison is the order of a Thai dictionary.

    The leading vowel goes behind its consonant, tone marks ็ and ์ decide only between words that are
    otherwise equal; letter case and punctuation do not count.
    """
    text = _LEADING_VOWEL.sub(r"\2\1", from_thai_digits(normalise(text)).casefold())
    letters: list[str] = []
    marks: list[str] = []
    for letter in " ".join(text.split()):
        if letter in _SORT_TAIL:
            marks.append(letter)
        elif not _is_punctuation(letter):
            letters.append(letter)
            marks.append(" ")
    tail = "".join(marks).rstrip(" ")
    return "".join(letters) + ("\t" + tail if tail else "")


def to_thai_digits(text: str) -> str:
    """0–9 written ๐–๙."""
    return text.translate(_TO_THAI_DIGITS)


def paper_digits(text: str) -> str:
    """Thai figures as papers have them: words with Latin letters stay, as register numbers and addresses."""
    parts = _CODE_OR_TAG.split(text)
    return "".join(part if at % 2 else to_thai_digits(part) for at, part in enumerate(parts))


def from_thai_digits(text: str) -> str:
    """๐–๙ written 0–9."""
    return text if text.isascii() else text.translate(_FROM_THAI_DIGITS)


def baht_words(amount: Decimal) -> str:
    """An amount of baht in words, as on a receipt (domain.md §3.4): หนึ่งพันยี่สิบเอ็ดบาทยี่สิบห้าสตางค์.

    Half a satang rounds away from zero. Raises ValueError for a negative amount or no number.
    """
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"no amount to put in words: {amount}")
    satang = int(amount.scaleb(2, _WIDE).to_integral_value(ROUND_HALF_UP, _WIDE))
    baht, satang = divmod(satang, 100)
    if not satang:
        return f"{_number_words(baht)}บาทถ้วน"
    return (f"{_number_words(baht)}บาท" if baht else "") + f"{_number_words(satang)}สตางค์"


_WIDE = Context(prec=200)


def _number_words(number: int) -> str:
    """A whole number in words; the million repeats."""
    if not number:
        return "ศูนย์"
    millions, rest = divmod(number, 1_000_000)
    words = _number_words(millions) + "ล้าน" if millions else ""
    figures = [int(figure) for figure in str(rest)]
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        words += _figure_words(figure, place, follows=bool(words))
    return words


def _figure_words(figure: int, place: int, follows: bool) -> str:
    if not figure:
        return ""
    if figure == 1 and place == 0 and follows:
        return "เอ็ด"
    if place == 1:
        return {1: "", 2: "ยี่"}.get(figure, _FIGURES[figure]) + "สิบ"
    return _FIGURES[figure] + _PLACES[place]
