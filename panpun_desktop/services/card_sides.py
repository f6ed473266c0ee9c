"""What an ID card says beside what the register knows, field by field (R-CARD-1). Nothing here is saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.thai_text import normalise
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.services.people_rows import PersonFacts

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard

LIFETIME = date.max
"""What is kept for a card that never expires."""
FACTS: Mapping[str, tuple[str, ...]] = {
    "name": ("title", "first_name", "middle_name", "last_name"),
    "national_id": ("national_id",),
    "birth": ("birth_precision", "birth_first_on", "birth_estimated_on"),
    "sex": ("sex",),
    "card_held": ("card_held",),
    "name_en": ("name_en",),
    "validity": ("card_issued_on", "card_expires_on"),
}
"""The lines that are facts of a person, with the facts they stand for."""
BESIDE = ("address", "photo")
"""The lines that are kept beside the facts."""
LINES = (*FACTS, *BESIDE)
_UNKNOWN = frozenset({None, "", "U", "UNKNOWN", b"", Address()})
_ROUGH = {BirthPrecision.YEAR: 4, BirthPrecision.MONTH: 7}
"""How much of 2026-11-21 is known of a birth that is known in part."""


class State(StrEnum):
    """How a line of the card stands to the register."""

    SAME = "same"
    FILLS = "fills"
    """The register knows nothing, or less of the same."""
    DIFFERS = "differs"
    NOT_ON_CARD = "not_on_card"


@dataclass(frozen=True)
class CardSide:
    """One side of the comparison."""

    facts: PersonFacts = field(default_factory=PersonFacts)
    address: Address = field(default_factory=Address)
    photo: bytes = b""

    def parts(self, line: str) -> tuple[Any, ...]:
        """What the side says in a line, in its parts."""
        if line in FACTS:
            return tuple(getattr(self.facts, name) for name in FACTS[line])
        return (getattr(self, line),)

    def is_blank(self, line: str) -> bool:
        """Say whether the side knows nothing in a line."""
        return all(part in _UNKNOWN for part in self.parts(line))


def side_of(card: IdCard) -> CardSide:
    """A card as one side."""
    birth = Birth.read(card.birth, date.min) if card.birth is not None else Birth()
    facts = PersonFacts(
        title=card.name.title,
        first_name=card.name.first,
        middle_name=card.name.middle,
        last_name=card.name.last,
        sex=card.sex,
        birth_precision=birth.precision,
        birth_first_on=birth.first_on,
        national_id=card.number,
        card_held=card.card_held if card.number else None,
        name_en=card.name_en.text,
        card_issued_on=card.issued_on,
        card_expires_on=LIFETIME if card.is_lifetime else card.expires_on,
    )
    return CardSide(facts, card.address, card.photo)


def state_of(line: str, card: CardSide, known: CardSide) -> State:
    """How a line of the card stands to what is known."""
    if card.is_blank(line):
        return State.NOT_ON_CARD
    pairs = [tuple(map(_plain, pair)) for pair in zip(card.parts(line), known.parts(line), strict=True)]
    if all(said == kept for said, kept in pairs):
        return State.SAME
    if all(kept in _UNKNOWN or said == kept for said, kept in pairs):
        return State.FILLS
    return State.FILLS if line == "birth" and _is_rougher(known.facts, card.facts) else State.DIFFERS


def with_taken(known: PersonFacts, card: CardSide, taken: Collection[str]) -> PersonFacts:
    """The known facts with those lines of the card in place of theirs."""
    names = [name for line in FACTS if line in taken for name in FACTS[line]]
    return replace(known, **{name: getattr(card.facts, name) for name in names})


def _plain(part: Any) -> Any:
    return normalise(part).strip() if isinstance(part, str) else part


def _is_rougher(known: PersonFacts, card: PersonFacts) -> bool:
    """Say whether a birth known in part is the one that the card knows more exactly."""
    shown = _ROUGH.get(BirthPrecision(known.birth_precision), 0)
    if not shown or known.birth_first_on is None or card.birth_first_on is None:
        return False
    is_exact = _ROUGH.get(BirthPrecision(card.birth_precision), 10) > shown
    return is_exact and known.birth_first_on.isoformat()[:shown] == card.birth_first_on.isoformat()[:shown]
