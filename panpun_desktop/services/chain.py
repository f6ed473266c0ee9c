"""Whether the audit is whole: nothing changed, taken out or cut off since it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.models import AuditEntry
from panpun_desktop.store.audit import head, kept_head, verify_chain

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_AT_START = 500
"""Entries that are reckoned again at every start; the whole chain is, on demand."""


@dataclass(frozen=True)
class ChainState:
    """What a look at the chain found; ``first_bad`` is the number of the first entry that does not hold."""

    is_whole: bool
    entries: int
    first_bad: int | None
    code: str
    """The beginning of the last hash, as the monthly report prints it."""

    @property
    def is_cut_off(self) -> bool:
        """All that is there holds, but the last entries are gone."""
        return self.first_bad == self.entries + 1


def chain_state(work: UnitsOfWork, by: Actor) -> ChainState:
    """Reckon the whole chain again, and hold it against the head kept at the last closing."""
    return _state(work, by, "audit.read", None)


def chain_at_start(work: UnitsOfWork, by: Actor) -> ChainState:
    """The same for the end of the chain, with the number of entries: quick, after every sign-in."""
    return _state(work, by, "check.run", _AT_START)


def _state(work: UnitsOfWork, by: Actor, act: str, last: int | None) -> ChainState:
    with work.reading(by, act) as session:
        kept = kept_head(work.database)
        end = head(session)
        seen = kept if kept is not None and (last is None or kept.count > end.count - last) else None
        verdict = verify_chain(session, work.database.audit_key, seen, last)
        count = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    first_bad = verdict.first_bad
    if first_bad is None and count != end.count:
        first_bad = count + 1
    return ChainState(first_bad is None, count, first_bad, end.hash[:16])
