"""Slips of people who write a name they heard, or hit the wrong key: half of each (facts/data-layer.md §2).

The confusions of the ear are wider than what the program folds together: ร and ล, ช and ซ, long and
short vowels, a silent letter left out. ``mix`` changes how the slips are spread, for hold-out runs.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from panpun_desktop.common.thai_text import search_key

_HEARD = (
    *("ณน", "ศส", "ษส", "ศษ", "ธท", "ฐถ", "ฒท", "ภพ", "ญย", "ฬล", "ฎด", "ฏต", "ฆค", "ใไ"),
    *("รล", "ชซ", "ฉช", "ขค", "ผพ", "บป", "ดต", "ิี", "ุู", "ึื", "ัา"),
    *(("รร", "ัน"), ("ำ", "ัม"), ("ย์", ""), ("์", ""), ("ไ", "ใ"), ("เ", "แ"), ("่", "้"), ("้", "")),
)
_ROWS = (
    "ๅภถุึคตจขช",
    "ๆไำพะัีรนยบลฃ",
    "ฟหกดเ้่าสวง",
    "ผปแอิืทมใฝ",
)

Slip = Callable[[str, random.Random], str]


def heard(name: str, chance: random.Random) -> str:
    """One letter or pair written as it sounds; the name as it is when it has nothing to confuse."""
    pairs = [(one, two) for one, two in _HEARD] + [(two, one) for one, two in _HEARD if two]
    possible = [(n, one, two) for one, two in pairs for n in range(len(name)) if name.startswith(one, n)]
    if not possible:
        return name
    n, one, two = chance.choice(possible)
    return name[:n] + two + name[n + len(one) :]


def neighbour(name: str, chance: random.Random) -> str:
    """One letter replaced by the key beside it."""
    n = chance.randrange(len(name))
    row = next((row for row in _ROWS if name[n] in row), "")
    if not row:
        return dropped(name, chance)
    at = row.index(name[n])
    beside = row[at + 1 : at + 2] if chance.random() < 0.5 or not at else row[at - 1]
    return name[:n] + (beside or row[at - 1]) + name[n + 1 :]


def dropped(name: str, chance: random.Random) -> str:
    """One letter left out."""
    n = chance.randrange(len(name))
    return name[:n] + name[n + 1 :]


def doubled(name: str, chance: random.Random) -> str:
    """One key hit twice."""
    n = chance.randrange(len(name))
    return name[:n] + name[n] + name[n:]


def swapped(name: str, chance: random.Random) -> str:
    """Two letters in the wrong order."""
    n = chance.randrange(len(name) - 1) if len(name) > 1 else 0
    return name[:n] + name[n + 1 : n + 2] + name[n : n + 1] + name[n + 2 :]


KEYS: tuple[Slip, ...] = (neighbour, dropped, doubled, swapped)


def slip(name: str, chance: random.Random, ear: float = 0.5) -> str:
    """One slip: with the chance ``ear`` of the ear, else of the finger; never one that searching ignores."""
    for _each in range(20):
        act = heard if chance.random() < ear else chance.choice(KEYS)
        made = act(name, chance)
        if search_key(made) not in {"", search_key(name)}:
            return made
    return dropped(name, chance)
