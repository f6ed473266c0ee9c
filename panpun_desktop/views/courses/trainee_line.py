"""One of several people for a class, of the register or new; a draft keeps the line as JSON can say it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonFacts


@dataclass(frozen=True)
class TraineeLine:
    """The name shown, and either the id in the register or what is known of somebody new."""

    name: str
    person_id: int | None = None
    facts: PersonFacts | None = None
    not_same_as: tuple[int, ...] = ()

    @property
    def lacks_sex(self) -> bool:
        """Somebody new of whom neither title nor column told the sex (R-PER-2)."""
        return self.facts is not None and not self.facts.sex

    def with_sex(self, code: str) -> TraineeLine:
        """The line of somebody new with the sex as observed."""
        assert self.facts is not None
        return replace(self, facts=replace(self.facts, sex=code))

    def kept(self) -> dict[str, Any]:
        """The line as a draft keeps it; days as ISO text."""
        facts = None if self.facts is None else _facts_kept(self.facts)
        return {
            "name": self.name,
            "person": self.person_id,
            "facts": facts,
            "not_same_as": list(self.not_same_as),
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> TraineeLine:
        """The line that ``kept`` gave."""
        facts = None if kept["facts"] is None else _facts_of(kept["facts"])
        return cls(kept["name"], kept["person"], facts, tuple(kept["not_same_as"]))


def _facts_kept(facts: PersonFacts) -> dict[str, Any]:
    """Only what is known."""
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    known = {name: value for name, value in values.items() if value not in ("", None, False)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}


def _facts_of(kept: dict[str, Any]) -> PersonFacts:
    from panpun_desktop.services.people_rows import PersonFacts

    days = {name: date.fromisoformat(kept[name]) for name in kept if name.endswith("_on")}
    return PersonFacts(**({"sex": ""} | kept | days))
