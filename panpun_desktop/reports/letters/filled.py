"""What one letter says: its values by place, what is missing, and what its recipient is told."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from panpun_desktop.reports.letter_texts import LetterKind
from panpun_desktop.reports.paper_facts import paper_facts
from panpun_desktop.reports.person_facts import NOBODY, PersonOnPaper
from panpun_desktop.reports.sender import Sender

CLAUSE = "_clause"


class Prose(str):
    """A value in words, whose lines may be broken like those of the letter."""

    __slots__ = ()


class Whole(str):
    """A value that stays on one line with its blanks: a number, an amount."""

    __slots__ = ()


Value = str | date | time | None
"""A plain ``str`` is a name: its words stay whole, a line may end at its blanks."""


@dataclass(frozen=True)
class Filled:
    """The finished values of one letter of the kind ``key``."""

    key: str
    title: str
    sender: Sender
    dated_on: date
    values: Mapping[str, Value] = field(default_factory=dict)
    """Place → value; None or "" prints as dots."""
    clauses: frozenset[str] = frozenset()
    """Clauses that hold; all others fall away."""
    person: PersonOnPaper = NOBODY
    person_id: int | None = None
    addressee: str = ""
    agency: str = ""
    signer: str = ""
    signer_position: str = ""
    written_by: str = ""
    enclosures: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """Places that print as dots although the letter uses them."""
    disclosed: tuple[str, ...] = ()
    """Codes of what the recipient is told (R-PD-9)."""
    recipient: str = ""
    basis: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Lines of a table, where the paper has one."""
    is_blank: bool = False
    """A form to be filled by hand."""

    def to_json(self) -> dict[str, Any]:
        """The values as JSON can hold them."""
        told = {name: paper_facts(value) for name, value in self.values.items() if value}
        return {
            "kind": self.key,
            "sender": paper_facts(self.sender),
            "person": paper_facts(self.person),
            "dated_on": self.dated_on.isoformat(),
            "addressee": self.addressee,
            "agency": self.agency,
            "signer": self.signer,
            "signer_position": self.signer_position,
            "values": told,
            "clauses": sorted(self.clauses),
            "enclosures": list(self.enclosures),
            "rows": [list(row) for row in self.rows],
            "lacking": list(self.lacking),
            "disclosed": list(self.disclosed),
        }


def lacking(
    words: LetterKind, values: Mapping[str, Value], clauses: frozenset[str], written_by_hand: frozenset[str]
) -> tuple[str, ...]:
    """Places that the texts use and nothing fills; clauses that fall away use none."""
    texts = words.read()
    used = [name for name in words.texts if not name.endswith(CLAUSE) or name in clauses]
    named = [
        place
        for name in used
        for _, place, _, _ in string.Formatter().parse(texts[name])
        if place and not place.endswith(CLAUSE) and place not in written_by_hand
    ]
    return tuple(place for place in dict.fromkeys(named) if not values.get(place))
