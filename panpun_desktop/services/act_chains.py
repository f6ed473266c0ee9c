"""Acts, what took them back, and what did them again: a chain of entries, each reversing the one before.

The first entry is the act itself, the second took it back, the third did it again, and so on. Only
the last entry of a chain is ever reversed; whether the act holds follows from the chain's length.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from panpun_desktop.models import TakenBack

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

CHUNK = 2000
"""How many ids one question names at most."""


@dataclass(frozen=True)
class Chain:
    """The ids of an act's entry and of the entries that reversed it, in their order."""

    entries: tuple[int, ...]

    @property
    def act(self) -> int:
        """The entry of the act itself."""
        return self.entries[0]

    @property
    def last(self) -> int:
        """The entry that a reversal reverses next."""
        return self.entries[-1]

    @property
    def is_taken_back(self) -> bool:
        """Say whether the act does not hold now."""
        return len(self.entries) % 2 == 0


def within(column: Any, ids: Sequence[Any]) -> ColumnElement[bool]:
    """One of these ids; as one parameter, which costs far less than one for each."""
    found: ColumnElement[bool] = column.in_(bindparam("ids", value=ids, expanding=True))
    return found


def chain_of(session: Session, entry_id: int) -> Chain:
    """The chain that an entry belongs to, whichever place it has in it."""
    first = entry_id
    while (earlier := session.scalar(_reversed_by(first))) is not None:
        first = earlier
    return chains_of(session, [first])[first]


def _reversed_by(entry_id: int) -> Select[int]:
    return select(TakenBack.entry_id).where(TakenBack.by_entry_id == entry_id)


def chains_of(session: Session, act_ids: Collection[int]) -> dict[int, Chain]:
    """The chains that begin with these entries."""
    chains = {one: [one] for one in act_ids}
    owner = {one: one for one in act_ids}
    while owner:
        following: dict[int, int] = {}
        ids = sorted(owner)
        for at in range(0, len(ids), CHUNK):
            rows = select(TakenBack.entry_id, TakenBack.by_entry_id).where(
                TakenBack.entry_id.in_(ids[at : at + CHUNK])
            )
            for entry_id, by_entry_id in session.execute(rows):
                chains[owner[entry_id]].append(by_entry_id)
                following[by_entry_id] = owner[entry_id]
        owner = following
    return {one: Chain(tuple(entries)) for one, entries in chains.items()}
