"""What the audit says of stays since a month was closed: their days then, and who changed them why."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from panpun_desktop.models import AppUser, AuditChange, AuditEntry, Episode, Stay
from panpun_desktop.services.closed_month_guard import MARK

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AT_A_TIME = 500


class Then(NamedTuple):
    """What the register said of a stay when the month was closed."""

    arrived_on: date
    left_on: date | None
    is_new: bool
    """It was written down afterwards."""


class Known(NamedTuple):
    """What the register says now of a stay."""

    stay_id: int
    person_id: int
    arrived_on: date
    left_on: date | None
    is_voided: bool
    regno: str
    name: str


class ToldAct(NamedTuple):
    """An act on a stay of a closed month: the reason given, by whom, when."""

    why: str
    who: str
    at: datetime | None


NOT_TOLD = ToldAct("", "", None)


def then_of(session: Session, known: Mapping[int, Known], since: int) -> dict[int, Then]:
    """The days of stays as they were after an entry of the audit."""
    found = {id: {"arrived_on": one.arrived_on, "left_on": one.left_on} for id, one in known.items()}
    new: set[int] = set()
    rows = select(AuditChange.entity_id, AuditChange.kind, AuditChange.before).where(
        AuditChange.entity == Stay.__tablename__,
        AuditChange.entity_id.in_([str(id) for id in known]),
        AuditChange.entry_id > since,
    )
    newest_first = rows.order_by(AuditChange.entry_id.desc(), AuditChange.position.desc())
    for entity_id, kind, before in session.execute(newest_first):
        values = json.loads(before or "{}")
        for name in found[int(entity_id)].keys() & values.keys():
            found[int(entity_id)][name] = date.fromisoformat(values[name]) if values[name] else None
        if kind == "insert":
            new.add(int(entity_id))
    return {
        id: Then(days["arrived_on"] or known[id].arrived_on, days["left_on"], id in new)
        for id, days in found.items()
    }


def newest_acts(session: Session, stay_ids: Collection[int], since: int) -> dict[int, ToldAct]:
    """The newest act on each stay, or on a part of it, that gave a reason for changing a closed month."""
    found: dict[int, tuple[int, ToldAct]] = {}
    for entity, rows in _records(session, stay_ids):
        for entry_id, stay_id, told in _acts(session, entity, rows, since):
            if stay_id not in found or entry_id > found[stay_id][0]:
                found[stay_id] = (entry_id, told)
    return {stay_id: told for stay_id, (_entry, told) in found.items()}


def _records(session: Session, stay_ids: Collection[int]) -> Iterator[tuple[str, dict[str, int]]]:
    """Table, and id of a record there -> its stay."""
    ids = sorted(stay_ids)
    for first in range(0, len(ids), _AT_A_TIME):
        some = ids[first : first + _AT_A_TIME]
        parts = select(Episode.id, Episode.stay_id).where(Episode.stay_id.in_(some))
        yield Stay.__tablename__, {str(id): id for id in some}
        yield Episode.__tablename__, {str(id): stay_id for id, stay_id in session.execute(parts)}


def _acts(
    session: Session, entity: str, rows: Mapping[str, int], since: int
) -> Iterator[tuple[int, int, ToldAct]]:
    chosen = (
        select(AuditEntry.id, AuditChange.entity_id, AuditEntry.note, AppUser.name, AuditEntry.at)
        .join(AuditChange, AuditChange.entry_id == AuditEntry.id)
        .join(AppUser, AppUser.id == AuditEntry.user_id)
        .where(
            AuditChange.entity == entity,
            AuditChange.entity_id.in_(rows),
            AuditEntry.id > since,
            AuditEntry.note.contains(MARK),
        )
    )
    for entry_id, entity_id, note, who, at in session.execute(chosen):
        yield entry_id, rows[entity_id], ToldAct(_reason(note), who, at)


def _reason(note: str) -> str:
    """What stands behind the months in the note of an act."""
    return note.partition(MARK)[2].partition(" ")[2]
