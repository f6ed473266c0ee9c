"""The places of Thailand: provinces, districts, sub-districts, postcodes (domain.md §3.5).

Suggestions only: what is typed is never refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import search_key, sort_key

BANGKOK = "กรุงเทพมหานคร"
_BANGKOK_WORDS = frozenset({"กทม", "กทม.", "กรุงเทพ", "กรุงเทพฯ", "กรุงเทพมหานครฯ"})


@dataclass(frozen=True)
class Place:
    """A sub-district with what it lies in; ``postcodes`` may be several."""

    province: str
    district: str
    subdistrict: str
    postcodes: tuple[str, ...]

    @property
    def postcode(self) -> str:
        """The postcode when there is only one."""
        return self.postcodes[0] if len(self.postcodes) == 1 else ""


@dataclass(frozen=True)
class Known:
    """What is typed of a place so far; every part may be empty."""

    province: str = ""
    district: str = ""
    subdistrict: str = ""
    postcode: str = ""


@cache
def places() -> tuple[Place, ...]:
    """Every sub-district, read once from resources/places (about 7,400)."""
    text = resource("places/thai_places.txt").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Place(province, district, name, tuple(codes.split(",")))
        for province, district, *parts in lines
        for name, _space, codes in (part.rpartition(" ") for part in parts)
    )


@cache
def provinces() -> tuple[str, ...]:
    """The 77 provinces in Thai order."""
    return _in_order(one.province for one in places())


@cache
def _by_province() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for one in places():
        found.setdefault(one.province, []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    """Places by the name of their sub-district and of their district."""
    found: dict[str, list[Place]] = {}
    for one in places():
        for name in {one.subdistrict, one.district}:
            found.setdefault(name, []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


def province_name(text: str) -> str:
    """A province as it is called in full (กทม. is กรุงเทพมหานคร); other text comes back as it is."""
    name = text.strip()
    return BANGKOK if name in _BANGKOK_WORDS else name


def district_name(district: str, province: str) -> str:
    """A district in full: "เมือง" of a province is "เมืองสงขลา"; other text comes back as it is."""
    full = f"เมือง{province}"
    return full if district == "เมือง" and is_district(full, province) else district


def is_province(name: str) -> bool:
    """Say whether there is a province of this name."""
    return name in _by_province()


def is_district(name: str, province: str = "") -> bool:
    """Say whether there is a district of this name, in the province when it is given."""
    return any(one.district == name for one in _within(Known(province=province), name))


def is_subdistrict(name: str, district: str = "", province: str = "") -> bool:
    """Say whether there is a sub-district of this name in the district and province given."""
    known = Known(province=province, district=district)
    return any(one.subdistrict == name for one in _within(known, name))


def _within(known: Known, name: str = "") -> Iterator[Place]:
    pool: Iterable[Place] = places()
    if name:
        pool = _by_name().get(name, ())
    elif known.province and is_province(known.province):
        pool = _by_province()[known.province]
    for one in pool:
        if _fits(one, known):
            yield one


def _fits(one: Place, known: Known) -> bool:
    return (
        known.province in ("", one.province)
        and known.district in ("", one.district)
        and known.subdistrict in ("", one.subdistrict)
        and (not known.postcode or known.postcode in one.postcodes)
    )


def completed(known: Known) -> Known:
    """What is typed, with every empty part that only one place can give; nothing typed is changed."""
    found = list(_within(known, known.subdistrict or known.district))
    if not found or known == Known():
        return known
    return Known(
        known.province or _only(one.province for one in found),
        known.district or _only(one.district for one in found),
        known.subdistrict or _only(one.subdistrict for one in found),
        known.postcode or _only(code for one in found for code in one.postcodes),
    )


def _only(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else ""


def problem(known: Known) -> str:
    """The name of the first part that no place has together with those above it, or nothing.

    A warning, never a refusal: names change, and a slip on a paper is kept as it stands.
    """
    upper = Known()
    for part in ("province", "district", "subdistrict", "postcode"):
        value = getattr(known, part)
        if not value:
            continue
        upper = Known(**{**upper.__dict__, part: value})
        if next(_within(upper), None) is None:
            return part
    return ""


@dataclass(frozen=True)
class Suggestion:
    """One place to choose: the parts it fills, and its words."""

    known: Known
    words: str


def suggestions(typed: str, part: str, known: Known, limit: int = 12) -> tuple[Suggestion, ...]:
    """Places whose ``part`` (province, district, subdistrict, postcode) begins with or contains the text.

    Only those inside the parts above that are known; each once, with everything it lies in.
    """
    key = search_key(typed)
    if not key:
        return ()
    upper = {name: getattr(known, name) for name in _ABOVE[part]}
    begins: dict[str, Suggestion] = {}
    contains: dict[str, Suggestion] = {}
    for one in _within(Known(**upper)):
        for value in one.postcodes if part == "postcode" else (getattr(one, part),):
            text = value if part == "postcode" else _search_key(value)
            if key in text:
                found = _suggestion(one, part, value)
                (begins if text.startswith(key) else contains).setdefault(found.words, found)
    ranked = [*sorted(begins.values(), key=_rank), *sorted(contains.values(), key=_rank)]
    return tuple(ranked[:limit])


_ABOVE = {
    "province": (),
    "district": ("province",),
    "subdistrict": ("province", "district"),
    "postcode": ("province", "district", "subdistrict"),
}


@cache
def _search_key(name: str) -> str:
    return search_key(name)


def _rank(one: Suggestion) -> tuple[int, str]:
    return len(one.words.split()[0]), sort_key(one.words)


def _suggestion(one: Place, part: str, value: str) -> Suggestion:
    if part == "province":
        return Suggestion(Known(one.province), one.province)
    if part == "district":
        return Suggestion(Known(one.province, one.district), f"{one.district} {one.province}")
    postcode = value if part == "postcode" else one.postcode
    known = Known(one.province, one.district, one.subdistrict, postcode)
    names = f"{one.subdistrict} {one.district} {one.province}"
    return Suggestion(known, f"{postcode} {names}" if part == "postcode" else f"{names} {postcode}".strip())


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=sort_key))
