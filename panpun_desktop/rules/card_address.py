"""The address on a Thai ID card: up to eight parts between ``#``, filled unevenly (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from panpun_desktop.rules.address import Address

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
PARTS = ("house_no", "moo", "place", "trok", "soi", "road", "subdistrict", "district", "province")
"""The parts of an address that a card can have: all but the postcode."""


def read_card_address(slots: Iterable[str]) -> Address:
    """The address from its slots: the last three from the end, the middle by its words.

    Cards give eight slots or fewer, and put the lane into one slot or another; a middle part without a
    word of its own is the name of a place.
    """
    left = [" ".join(one.split()) for one in slots]
    while left and not left[-1]:
        left.pop()
    known = Address()
    if left and not _labelled(left[0]):
        known = replace(known, house_no=left.pop(0))
    for name in _FROM_THE_END:
        if left and _fits(name, left[-1]):
            known = replace(known, **{name: _bare(name, left.pop())})
    for part in filter(None, left):
        known = _with_part(known, part)
    return known


def _with_part(known: Address, part: str) -> Address:
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
