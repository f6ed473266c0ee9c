"""What a row of the person table holds beside its fields, and how it is kept in a draft."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from panpun_desktop.services.people_rows import PersonFacts


@dataclass
class Known:
    """Someone of the register whom a row has taken: what was shown, so that only changes are saved."""

    person_id: int
    version: int
    regno: str
    facts: PersonFacts
    is_present: bool = False


@dataclass
class RowDraft:
    """A row as typed. ``by_hand`` names the fields a person has set, which are not suggested any more."""

    name: str = ""
    relation: str | None = None
    birth: str = ""
    sex: str | None = None
    document: str = ""
    held: str | None = None
    service: str = ""
    person_id: int | None = None
    version: int | None = None
    not_same_as: list[int] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    phone: str = ""
    """Known from a paste; a row has no field for it."""
    condition_seen: str = ""
    belongings: str = ""

    @classmethod
    def read(cls, kept: dict[str, Any]) -> RowDraft:
        """A row from a draft; what an older program did not keep is empty."""
        return cls(**{name: value for name, value in kept.items() if name in cls.__dataclass_fields__})


def filled(known: PersonFacts, typed: PersonFacts | None) -> PersonFacts:
    """What the register knows, its gaps filled with what was typed."""
    if typed is None:
        return known
    gaps: dict[str, Any] = {}
    if not known.last_name and not known.first_name:
        gaps |= {name: getattr(typed, name) for name in ("title", "first_name", "last_name")}
    for name in ("nickname", "national_id", "card_held"):
        if not getattr(known, name):
            gaps[name] = getattr(typed, name)
    if known.birth_first_on is None:
        births = ("birth_precision", "birth_first_on", "birth_estimated_on")
        gaps |= {name: getattr(typed, name) for name in births}
    if known.sex == "U" and typed.sex:
        gaps["sex"] = typed.sex
    return replace(known, **gaps)
