"""Where a line of Thai may break: between dictionary words, and never inside what belongs together.

The dictionary (PyThaiNLP's word list, CC0, and the centre's own terms) is read at the first Thai text,
not at start-up.
"""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache

from panpun_desktop.common.resources import resource

_WORD_FILES = ("thai_words.txt", "thai_words_centre.txt")
_LONGEST = 24
"""Longer entries of the list are proverbs and may break inside; single letters are no words."""
_SHORTEST = (2,)

_UNKNOWN = 10
"""Cost of a syllable in no word, against 1 for a word: first the fewest unknown, then the fewest words."""

_NO_START = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
_LEADING = frozenset("เแโใไ")
_THAI = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
_THAI_RUN = re.compile(f"[{_THAI}]+")
_SPACE = re.compile("[ \t\r\n\u2002-\u2006\u2008-\u200b\u3000]+")
_REPEATED = re.compile(f"(?<=[ๆฯ])(?=[{_THAI}])")

# What holds a line together: a pattern, and how far from its start and end it forbids breaks.
_D = "[0-9๐-๙]"
_BONDS = tuple(
    (re.compile(pattern), first, last)
    for pattern, first, last in (
        (rf"[พค]\.ศ\.\s?{_D}+", 1, 0),
        (rf"{_D} {_D}{{4}} {_D}{{5}} {_D}{{2}} {_D}(?!{_D})", 1, 0),
        (rf"[0๐]{_D}{{1,2}} {_D}{{3}} {_D}{{3,4}}(?!{_D})", 1, 0),
        (rf"(?<![{_THAI}])[เ-ไ]?[ก-ฮ][ิี]?[ก-ฮ]{{0,4}}\.", 1, 0),
        ("ฯ[ลพ][ณ]?ฯ", 1, 0),
        (rf"(?<![{_THAI}])(?:นางสาว|นาง|นาย|เด็กชาย|เด็กหญิง)(?=[{_THAI}])", 1, 1),
        (r"[ \t]*[ๆฯ)\]}»”’!?,;:%]", 0, 0),
        (r"[(\[{«“‘][ \t]*", 1, 1),
        ("[\u2060\u00a0\u202f]+", 0, 1),
    )
)

_HINTS = str.maketrans("", "", "\u200b\u2060")


def break_words(text: str) -> list[str]:
    """The pieces of a text between which a line may break; joined they give the text.

    White space is a piece of its own. Numbers, ID numbers, Latin words, abbreviations and พ.ศ. with its
    year stay whole, and no piece begins with ๆ, ฯ or a closing bracket.
    """
    if not text:
        return []
    cuts = [0, *sorted(_cuts(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(cuts)]


def with_break_hints(text: str) -> str:
    """The text for display only, with U+200B wherever Thai may break (Qt knows no Thai words on Windows)."""
    pieces = break_words(text)
    shown = pieces[:1]
    for before, piece in itertools.pairwise(pieces):
        if not _SPACE.match(before[-1]) and not _SPACE.match(piece[0]):
            shown.append("\u200b")
        shown.append(piece)
    return "".join(shown)


def without_break_hints(text: str) -> str:
    """The text as it was before display: U+200B and U+2060 taken out."""
    return text.translate(_HINTS)


def _cuts(text: str) -> set[int]:
    """The positions inside the text where a line may break."""
    cuts: set[int] = set()
    for run in _THAI_RUN.finditer(text):
        cuts.update(run.start() + cut for cut in _word_ends(run[0]))
    cuts.update(cut.start() for cut in _REPEATED.finditer(text))
    for space in _SPACE.finditer(text):
        cuts.update(space.span())
    for pattern, first, last in _BONDS:
        for bond in pattern.finditer(text):
            cuts.difference_update(range(bond.start() + first, bond.end() + last))
    return {cut for cut in cuts if 0 < cut < len(text) and text[cut] not in _NO_START}


@lru_cache(maxsize=5_000)
def _word_ends(run: str) -> tuple[int, ...]:
    """Where the words of a run of Thai letters end, but for the last.

    Where several covers are equally cheap (รอก|ลับ, รอ|กลับ) only their common ends count, and unknown
    neighbours are one word: a missing break is less bad than one inside a word.
    """
    steps = _cheapest_steps(run)
    unknown = [step for step in steps if step[2]]
    inside_unknown = {end for _, end, _ in unknown} & {start for start, _, _ in unknown}
    ends: list[int] = []
    reach = 0
    for start, end, _ in sorted(steps):
        if 0 < start == reach and start not in inside_unknown:
            ends.append(start)
        reach = max(reach, end)
    return tuple(ends)


def _cheapest_steps(run: str) -> list[tuple[int, int, bool]]:
    """The steps (start, end, is unknown) of all cheapest covers by words and unknown syllables."""
    into = _steps_into(run)
    needed = {len(run)}
    steps = []
    for end in range(len(run), 0, -1):
        if end in needed:
            steps += [(start, end, is_unknown) for start, is_unknown in into[end]]
            needed.update(start for start, _ in into[end])
    return steps


def _steps_into(run: str) -> list[list[tuple[int, bool]]]:
    """For each position the cheapest steps that end there: where each begins, and whether it is unknown."""
    words, lengths = _dictionary()
    size = len(run)
    costs: list[int | None] = [0] + [None] * size
    into: list[list[tuple[int, bool]]] = [[] for _ in range(size + 1)]

    def step(start: int, end: int, cost: int, is_unknown: bool) -> None:
        best = costs[end]
        if best is None or cost < best:
            costs[end], into[end] = cost, [(start, is_unknown)]
        elif cost == best:
            into[end].append((start, is_unknown))

    for start in range(size):
        cost = costs[start]
        if cost is None:
            continue
        for length in lengths.get(run[start : start + 3], _SHORTEST):
            end = start + length
            if end <= size and _may_end(run, end) and _is_in(words, run[start:end]):
                step(start, end, cost + 1, False)
        step(start, _syllable_end(run, start), cost + _UNKNOWN, True)
    return into


def _is_in(words: array[int], piece: str) -> bool:
    """Whether it is one of the words, told by its hash (a search by halves costs less than a microsecond)."""
    sought = hash(piece)
    place = bisect_left(words, sought)
    return place < len(words) and words[place] == sought


def _may_end(run: str, end: int) -> bool:
    return end == len(run) or run[end] not in _NO_START


def _syllable_end(run: str, start: int) -> int:
    """The end of one letter with its marks; a leading vowel takes the next letter along."""
    end = start + 1
    while end < len(run) and run[end] in _NO_START:
        end += 1
    if run[start] in _LEADING and end == start + 1 and end < len(run):
        return _syllable_end(run, end)
    return end


@cache
def _dictionary() -> tuple[array[int], dict[str, tuple[int, ...]]]:
    """The sorted hashes of the words, and for three first letters the lengths of the words to try.

    Hashes take half a megabyte where the words take eight; that two of 60,000 meet a stranger's
    in 64 bits will not happen.
    """
    text = "\n".join(resource(name).read_text(encoding="utf-8") for name in _WORD_FILES)
    known = array("q")
    lengths: dict[str, set[int]] = {}
    for word in re.finditer(f"^[{_THAI}]{{2,{_LONGEST}}}$", text, re.MULTILINE):
        known.append(hash(word[0]))
        lengths.setdefault(word[0][:3], set(_SHORTEST)).add(len(word[0]))
    once: dict[tuple[int, ...], tuple[int, ...]] = {}  # most letters share theirs: a megabyte less
    shared = {letters: once.setdefault(tuple(found), tuple(found)) for letters, found in lengths.items()}
    return array("q", sorted(known)), shared
