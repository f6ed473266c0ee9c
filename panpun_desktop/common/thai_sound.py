"""One spelling for what sounds the same, so that a name is found as it was heard (domain.md §3.3).

No soundex, which throws too much together (facts/data-layer.md §2): letters that nobody can tell
apart by ear become one, silent letters go, and everything else stays.
"""

from __future__ import annotations

import re

from panpun_desktop.common.thai_text import normalise

_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_UNHEARD = re.compile(r"[็-๎ฯ]|[^\w\sะ-ฺเ-ๅ]|_")
_SAME_SOUND = ("นณ", "ยญ", "สศษ", "ขฃ", "คฅฆ", "ดฎ", "ตฏ", "ถฐ", "ทฑฒธ", "พภ", "ลฬ", "ชฌ")
_FINALS = ("ดตถทสจชซ", "บปพฟ", "กขค", "นรล")
_INITIAL = str.maketrans({other: same[0] for same in _SAME_SOUND for other in same[1:]})
_FINAL = {other: same[0] for same in _FINALS for other in same[1:]}
_R_IN_MIDDLE = re.compile("รร(?=[ก-ฮ](?![ะ-ูเ-ไ]))")
_SHORT_AI = re.compile("[ใไ]([ก-ฮ](?:[รลว](?=[ก-ฮ]|$))?)ย?")
_INNER_YO, _FINAL_YO = re.compile("ญ(?=[ก-ฮเ-ไ])"), re.compile("(?<=.)ญ$")
"""ญ is heard as น where it closes a syllable: บุญมา, กาญจน์, ปัญญา."""
_DOUBLED = re.compile(r"([ก-ฮ])\1")
_CLOSES, _CLOSES_INSIDE = re.compile("(?<=..)[ก-ฮ]$"), re.compile("(?<=ั)[ก-ฮ]")
"""The letter that ends a word, and one that surely ends a syllable."""


def sound_key(text: str) -> str:
    """A text as it sounds, single spaces: ณัฐ and นัท, พรรณ and พัน, ใจ and ไจ, ศักดิ์ and สัก are each alike."""
    return heard(normalise(text))


def sound_start(text: str) -> str:
    """``sound_key`` of what is only begun: the last letter of a word need not be its end."""
    return " ".join(map(_open_word, _audible(normalise(text))))


def heard(text: str) -> str:
    """``sound_key`` of text that is normalised already, as everything in the register is."""
    return " ".join(map(_word, _audible(text)))


def _audible(text: str) -> list[str]:
    return _UNHEARD.sub("", _SILENT.sub("", text)).casefold().split()


def _word(word: str) -> str:
    return _CLOSES.sub(_closed, _open_word(_FINAL_YO.sub("น", word)))


def _open_word(word: str) -> str:
    word = _INNER_YO.sub("น", word).translate(_INITIAL).replace("ำ", "ัม").replace("ฤ", "ริ")
    if "รร" in word:
        word = _R_IN_MIDDLE.sub("ั", word).replace("รร", "ัน")
    return _CLOSES_INSIDE.sub(_closed, _DOUBLED.sub(r"\1", _SHORT_AI.sub(r"\1ัย", word)))


def _closed(found: re.Match[str]) -> str:
    return _FINAL.get(found[0], found[0])
