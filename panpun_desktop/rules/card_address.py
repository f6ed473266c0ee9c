"""The address on a Thai ID card: up to eight parts between ``#``, filled unevenly (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

_PREFIXES = (
    ("moo", ("หมู่ที่", "หมู่ ", "ม.")),
    ("trok", ("ตรอก",)),
    ("soi", ("ซอย", "ซ.")),
    ("road", ("ถนน", "ถ.")),
    ("subdistrict", ("ตำบล", "แขวง", "ต.")),
    ("district", ("อำเภอ", "เขต", "อ.")),
    ("province", ("จังหวัด", "จ.")),
)
_WORDS = dict(_PREFIXES)
_FROM_THE_END = ("province", "district", "subdistrict")
CAPITAL = "กรุงเทพมหานคร"


@dataclass(frozen=True)
class CardAddress:
    """The registered address in parts, without the words before them; ``place`` is what has no label."""

    house_no: str = ""
    moo: str = ""
    place: str = ""
    trok: str = ""
    soi: str = ""
    road: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether the card gave any part."""
        return any(getattr(self, one.name) for one in fields(self))

    @property
    def text(self) -> str:
        """The address in one line with the usual short words before its parts."""
        in_capital = self.province == CAPITAL
        before = {
            "moo": "หมู่ที่ ",
            "trok": "ตรอก",
            "soi": "ซ.",
            "road": "ถ.",
            "subdistrict": "แขวง" if in_capital else "ต.",
            "district": "เขต" if in_capital else "อ.",
            "province": "" if in_capital else "จ.",
        }
        parts = ((before.get(one.name, ""), getattr(self, one.name)) for one in fields(self))
        return " ".join(f"{word}{part}" for word, part in parts if part)


def read_address(slots: Iterable[str]) -> CardAddress:
    """The address from its slots: the last three from the end, the middle by its words.

    Cards give eight slots or fewer, and put the lane into one slot or another; a middle part without a
    word of its own is the name of a place.
    """
    left = [" ".join(one.split()) for one in slots]
    while left and not left[-1]:
        left.pop()
    known = CardAddress()
    if left and not _labelled(left[0]):
        known = replace(known, house_no=left.pop(0))
    for name in _FROM_THE_END:
        if left and _fits(name, left[-1]):
            known = replace(known, **{name: _bare(name, left.pop())})
    for part in filter(None, left):
        known = _with_part(known, part)
    return known


def _with_part(known: CardAddress, part: str) -> CardAddress:
    """The address with one more part; a second one of a kind is kept beside the place."""
    name = _labelled(part) or "place"
    if name == "moo" and not _bare(name, part)[:1].isdecimal():
        name = "place"
    if name == "place" or getattr(known, name):
        return replace(known, place=" ".join(filter(None, (known.place, part))))
    return replace(known, **{name: _bare(name, part)})


def _labelled(part: str) -> str:
    """The kind that a part names itself, or nothing."""
    return next((name for name, words in _PREFIXES if part.startswith(words)), "")


def _fits(name: str, part: str) -> bool:
    """Say whether a part from the end can be of the kind: it says so, or says nothing."""
    return _labelled(part) in {name, ""}


def _bare(name: str, part: str) -> str:
    found = next((word for word in _WORDS[name] if part.startswith(word)), "")
    return part.removeprefix(found).strip()
