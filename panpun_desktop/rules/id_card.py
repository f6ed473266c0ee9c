"""A Thai ID card as it is read: where each field lies, and what its bytes say (domain.md §3.2).

The map is the public one. Nothing here trusts it: fields may be empty, short or damaged, and what cannot
be read becomes unknown and is named in ``IdCard.unread``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from panpun_desktop.common.be_calendar import OFFSET, PartialDate, ThaiDateError
from panpun_desktop.common.date_reading import card_birth
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.card_address import read_card_address
from panpun_desktop.rules.card_photo import cut_photo
from panpun_desktop.rules.names import full_title, is_title, split_title

T = TypeVar("T")
LIFETIME = "99999999"
_ENCODING = "cp874"
_LOST = "�"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SEXES = {"1": "M", "2": "F"}


@dataclass(frozen=True)
class Field:
    """Where a field lies on the card, in bytes; ``least`` is what old readers ask for instead."""

    offset: int
    length: int
    least: int = 0


TEXT_FIELDS: Mapping[str, Field] = {
    "number": Field(4, 13),
    "name": Field(17, 100),
    "name_en": Field(117, 100),
    "birth": Field(217, 8),
    "sex": Field(225, 1),
    "issuer": Field(246, 100),
    "issued_on": Field(359, 8),
    "expires_on": Field(367, 8),
    "address": Field(5497, 160, least=100),
    "request_number": Field(5657, 14),
}
"""In the order in which they are read."""
PHOTO = Field(379, 5118)
PHOTO_BLOCK = 255
"""As much as one answer of the card holds."""


@dataclass(frozen=True)
class CardName:
    """A name in its parts; any may be missing."""

    title: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""

    @property
    def text(self) -> str:
        """The parts in one line."""
        return " ".join(filter(None, (self.title, self.first, self.middle, self.last)))


@dataclass(frozen=True)
class IdCard:
    """What a card says. ``unread`` names the fields that were there and could not be read whole."""

    number: str = ""
    name: CardName = CardName()
    name_en: CardName = CardName()
    birth: PartialDate | None = None
    sex: str = "U"
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    is_lifetime: bool = False
    address: Address = field(default_factory=Address)
    request_number: str = ""
    photo: bytes = b""
    unread: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Say whether the card told neither who it is nor a number."""
        return not self.number and not self.name.text

    @property
    def card_held(self) -> str:
        """The code of the kind of card, by the first digit of its number (domain.md §3.1)."""
        return {"6": "NON_THAI", "7": "NON_THAI", "0": "NO_STATUS"}.get(self.number[:1], "THAI")


def read_card(areas: Mapping[str, bytes | None], photo: bytes | None = b"") -> IdCard:
    """The card from the bytes of its fields (keys of ``TEXT_FIELDS``); missing ones are unknown.

    None stands for a field, or the photo, that the card did not give.
    """
    refused = [name for name in TEXT_FIELDS if areas.get(name, b"") is None]
    texts = {name: _text(areas.get(name) or b"") for name in TEXT_FIELDS}
    birth, issued, expires = (_birth(texts["birth"]), _day(texts["issued_on"]), _day(texts["expires_on"]))
    picture = cut_photo(photo or b"")
    known = {"birth": birth, "issued_on": issued, "expires_on": expires, "number": _number(texts["number"])}
    is_lifetime = texts["expires_on"] == LIFETIME
    lost = [name for name, text in texts.items() if _is_lost(text, known.get(name, text))]
    if is_lifetime:
        lost.remove("expires_on")
    if photo is None or (photo.strip(b"\x00\xff ") and not picture):
        lost.append("photo")
    return IdCard(
        number=_number(texts["number"]),
        name=_thai_name(texts["name"]),
        name_en=_name(texts["name_en"]),
        birth=birth,
        sex=_SEXES.get(texts["sex"], "U"),
        issuer=texts["issuer"],
        issued_on=issued,
        expires_on=expires,
        is_lifetime=is_lifetime,
        address=read_card_address(texts["address"].split("#")),
        request_number=texts["request_number"],
        photo=picture,
        unread=(*refused, *lost),
    )


def _text(area: bytes) -> str:
    """The text of a field; what is no letter is replaced, padding goes."""
    text = area.rstrip(b"\x00\xff ").decode(_ENCODING, errors="replace")
    return normalise(_CONTROL.sub("", text)).strip()


def _is_lost(text: str, known: object) -> bool:
    return _LOST in text or (bool(text.strip("0 ")) and not known)


def _number(text: str) -> str:
    """Thirteen digits, or what digits there are; a check digit is judged where the number is shown."""
    return re.sub(r"[^0-9]", "", from_thai_digits(text))


def _birth(text: str) -> PartialDate | None:
    return _or_none(lambda: card_birth(text))


def _day(text: str) -> date | None:
    """A day written YYYYMMDD in พ.ศ.; nothing for 99999999 and what is no day."""
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", from_thai_digits(text))
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    return _or_none(lambda: date(year - OFFSET, month, day))


def _or_none(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except (ThaiDateError, ValueError, OverflowError):
        return None


def _name(text: str) -> CardName:
    parts = [" ".join(one.split()) for one in text.split("#")]
    match len(parts):
        case 1:
            return CardName(first=parts[0])
        case 2 if is_title(parts[0]):
            return CardName(*parts)
        case 2:
            return CardName("", parts[0], "", parts[1])
        case 3:
            return CardName(parts[0], parts[1], "", parts[2])
        case _:
            return CardName(parts[0], parts[1], parts[2], " ".join(filter(None, parts[3:])))


def _thai_name(text: str) -> CardName:
    """The Thai name with its title written out; a name in one piece is cut as a typed one is."""
    name = _name(text)
    if "#" not in text:
        title, rest = split_title(name.first)
        first, _gap, last = rest.partition(" ")
        return CardName(title, first, "", last.strip())
    return CardName(full_title(name.title), name.first, name.middle, name.last)
