"""Why an act cannot be taken back: the later act that stands in the way, in words (R-OVR-3)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.models import AppUser, AuditChange, AuditEntry
from panpun_desktop.services.act_chains import Chain, chain_of
from panpun_desktop.services.act_words import act_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def blocked(
    session: Session, entry_id: int, entity: str, entity_id: str, columns: Collection[str] = ()
) -> RuleBroken:
    """The refusal that names the newest later act which touched a record (one of its columns, if given).

    Acts that were taken back since, those taken back and done again, and the chain of ``entry_id``
    stand in nobody's way.
    """
    return later_act(session, entry_id, entity, entity_id, columns) or RuleBroken("undo.changed_since")


def later_act(
    session: Session, entry_id: int, entity: str, entity_id: str, columns: Collection[str] = ()
) -> RuleBroken | None:
    """``blocked``, but nothing where no later act touched the record."""
    own = chain_of(session, entry_id)
    for found in _later(session, entry_id, entity, entity_id, columns):
        chain = chain_of(session, found)
        since = [one for one in chain.entries if one > entry_id]
        if chain.act == own.act or len(since) % 2 == 0:  # back and forth: as it was then
            continue
        return _refusal(session, chain, found)
    return None


def _later(
    session: Session, entry_id: int, entity: str, entity_id: str, columns: Collection[str]
) -> Iterator[int]:
    rows = (
        select(AuditChange.entry_id, AuditChange.kind, AuditChange.after)
        .where(AuditChange.entity == entity, AuditChange.entity_id == entity_id)
        .where(AuditChange.entry_id > entry_id)
        .order_by(AuditChange.entry_id.desc())
    )
    for found, kind, after in session.execute(rows):
        if not columns or kind != "update" or set(json.loads(after or "{}")) & set(columns):
            yield found


def _refusal(session: Session, chain: Chain, found: int) -> RuleBroken:
    act = session.get_one(AuditEntry, chain.act)
    entry = session.get_one(AuditEntry, found)
    is_reversal = chain.entries.index(found) % 2 == 1
    id = "undo.needs_redo_first" if is_reversal else "undo.needs_other_first"
    return RuleBroken(
        id,
        act=act_words(act.act),
        at=moment(entry.at),
        by=user_name(session, entry.user_id),
        entry=chain.act,
    )


def user_name(session: Session, user_id: int) -> str:
    """The name of who acted; 0 is the program itself."""
    return session.scalar(select(AppUser.name).where(AppUser.id == user_id)) or _("the program")
