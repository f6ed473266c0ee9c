"""Taking acts back and doing them again: generic, from the audit, for every act, also after a restart.

::

    take_back(work, by, TakeBack(entry_id))     # เลิกทำ; an audited act of its own
    redo(work, by, TakeBack(entry_id))          # ทำซ้ำ: the taking back is taken back
    newest_of(work, by)                         # what Ctrl+Z of this user means now
    newest_taken_back(work, by)                 # what Ctrl+Shift+Z and Ctrl+Y mean now
    act_history.history_ids / history           # every act with who, when, whom, and its standing
    last_entry(work)                            # right after an act, on the same thread: its entry

How an act stays undoable: everything it does is one unit of work, through entities or the ``bulk_``
functions; records with history are voided or ended, never deleted. Then nothing more is to be
written: updates are set back while the records still hold what the act wrote, insertions go as
``rules/undoing.WAYS`` says for their table (``voided_at`` where there is one, deletion elsewhere),
deleted records come back. What cannot be taken back stands in ``rules/undoing.STANDS``. A new act
gets its words in ``act_words``, a new table its words in ``record_words``, a derived column its
function in ``entry_parts.DERIVED``; tests find what is missing.

Who may do an act may take it back. Refusals name the rule, the later act with its time and user,
and the way out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.models import AuditChange, AuditEntry
from panpun_desktop.rules import roles
from panpun_desktop.rules.undoing import STANDS, TAKE_BACK, can_be_taken_back
from panpun_desktop.services.act_chains import Chain, chain_of, chains_of
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.later_acts import user_name
from panpun_desktop.services.reversing import reverse
from panpun_desktop.store.unit_of_work import note, takes_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = ["TakeBack", "last_entry", "newest_of", "newest_taken_back", "redo", "take_back", "with_entry"]

_AT_A_TIME = 50


@dataclass(frozen=True)
class TakeBack:
    """An act to take back, or to do again, by the id of its entry in the audit."""

    entry_id: int


def take_back(work: UnitsOfWork, by: Actor, request: TakeBack) -> Changes:
    """Take an act back as an audited act of its own; what depends on it is named and refused."""
    with work.writing(by, "undo.take_back") as session:
        chain = chain_of(session, request.entry_id)
        act = _require_reversible(session, by, chain)
        if chain.is_taken_back:
            raise _reversed_already(session, "undo.taken_back_already", chain, act)
        note(session, f"takes_back {chain.act}")
        return _reversed(session, by, work, chain, _("Taken back: {act}").format(act=act_words(act.act)))


def redo(work: UnitsOfWork, by: Actor, request: TakeBack) -> Changes:
    """Do an act again that was taken back, with the very records it had made."""
    with work.writing(by, "undo.take_back") as session:
        chain = chain_of(session, request.entry_id)
        act = _require_reversible(session, by, chain)
        if not chain.is_taken_back:
            raise _reversed_already(session, "undo.holds_already", chain, act)
        note(session, f"does_again {chain.act}")
        return _reversed(session, by, work, chain, _("Done again: {act}").format(act=act_words(act.act)))


def _require_reversible(session: Session, by: Actor, chain: Chain) -> AuditEntry:
    act = session.get(AuditEntry, chain.act)
    if act is None:
        raise RuleBroken("undo.unknown")
    if act.act in STANDS or act.act not in roles.ACTS:
        raise RuleBroken("undo.stands", act=act_words(act.act))
    roles.require(by, act.act)
    return act


def _reversed_already(session: Session, id: str, chain: Chain, act: AuditEntry) -> RuleBroken:
    last = session.get_one(AuditEntry, chain.last)
    facts = {"at": moment(last.at), "by": user_name(session, last.user_id)}
    return RuleBroken(id, act=act_words(act.act), **facts)


def _reversed(session: Session, by: Actor, work: UnitsOfWork, chain: Chain, summary: str) -> Changes:
    takes_back(session, chain.last)
    return reverse(session, by, chain.last, work.clock.now()).changes(summary)


def newest_of(work: UnitsOfWork, by: Actor) -> int | None:
    """The newest act of this user that holds and can be taken back; None when there is none."""
    with work.reading(by, "undo.read") as session:
        return next((one.act for one in _own(session, by) if not one.is_taken_back), None)


def newest_taken_back(work: UnitsOfWork, by: Actor) -> int | None:
    """The act that this user took back last; None when there is none, or they did something new since."""
    with work.reading(by, "undo.read") as session:
        newest = session.scalar(_acts(by).limit(1)) or 0
        reversals = select(AuditEntry.id).where(
            AuditEntry.user_id == by.user_id, AuditEntry.act == TAKE_BACK, AuditEntry.id > newest
        )
        for one in session.scalars(reversals.order_by(AuditEntry.id.desc())):
            chain = chain_of(session, one)
            if chain.last == one and chain.is_taken_back:
                return chain.act
    return None


def _own(session: Session, by: Actor) -> Iterator[Chain]:
    """The user's acts that can be taken back, newest first."""
    ids = list(session.scalars(_acts(by).limit(_AT_A_TIME)))
    while ids:
        chains = chains_of(session, ids)
        yield from (chains[one] for one in ids)
        ids = list(session.scalars(_acts(by).where(AuditEntry.id < ids[-1]).limit(_AT_A_TIME)))


def _acts(by: Actor) -> Select[int]:
    return (
        select(AuditEntry.id)
        .where(AuditEntry.user_id == by.user_id, AuditEntry.act.in_(acts_of(by)))
        .where(exists().where(AuditChange.entry_id == AuditEntry.id))
        .order_by(AuditEntry.id.desc())
    )


def acts_of(by: Actor) -> tuple[str, ...]:
    """The acts that this user may do, and so take back."""
    return tuple(act for act in roles.ACTS if can_be_taken_back(act) and roles.may(by, act))


def last_entry(work: UnitsOfWork) -> int | None:
    """The entry of the act that this thread has just done, if it can be taken back."""
    done = work.last_done()
    if done is None or not done.has_changes or not can_be_taken_back(done.act):
        return None
    return done.entry_id


def with_entry(work: UnitsOfWork, changes: Changes) -> Changes:
    """What an act touched, with the entry by which it can be taken back; asked on the act's own thread."""
    return replace(changes, entry=last_entry(work))
