"""What a leaving ends besides the stay, and opening exactly that again when it is taken back.

A move planned for later and a leave not yet over reach past the day of leaving: they end with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from panpun_desktop.models import Absence, AuditChange, AuditEntry, BedUse
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.bed_board import block_on
from panpun_desktop.services.bed_uses import sleeper_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Ended:
    """Bed uses and absences that were ended early: the id of each with the last day it had before."""

    uses: tuple[tuple[int, date | None], ...] = ()
    absences: tuple[tuple[int, date | None], ...] = ()


def ended_by_leaving(session: Session, stay_id: int) -> Ended:
    """What the last leaving of a stay ended with it, from the audit."""
    entry = leaving_entry(session, stay_id)
    return Ended(
        tuple(_days_before(session, entry, BedUse, stay_id)),
        tuple(_days_before(session, entry, Absence, stay_id)),
    )


def leaving_entry(session: Session, stay_id: int) -> int | None:
    """The entry of the audit of the last leaving of a stay."""
    change = aliased(AuditChange)
    return session.scalar(
        select(func.max(AuditEntry.id))
        .join(change, change.entry_id == AuditEntry.id)
        .where(AuditEntry.act == "stay.end", change.entity == "stay", change.entity_id == str(stay_id))
    )


def _days_before(
    session: Session, entry: int | None, model: type[BedUse] | type[Absence], stay_id: int
) -> Iterator[tuple[int, date | None]]:
    """The records of a stay that an entry ended, with the last day each had before."""
    column = "end_on" if model is BedUse else "ended_on"
    rows = session.execute(
        select(AuditChange.entity_id, AuditChange.before)
        .where(AuditChange.entry_id == entry, AuditChange.entity == model.__tablename__)
        .order_by(AuditChange.position)
    )
    for entity_id, before in rows:
        values = json.loads(before or "{}")
        record: Any = session.get(model, int(entity_id))
        if column in values and record is not None and record.stay_id == stay_id:
            until = values[column]
            yield record.id, date.fromisoformat(until) if until else None


def end_uses(session: Session, stay_id: int, on: date) -> None:
    """No bed from the night of a day on; a use that would begin then or later keeps no night."""
    uses = select(BedUse).where(BedUse.stay_id == stay_id, or_(BedUse.end_on.is_(None), BedUse.end_on > on))
    for use in session.scalars(uses.order_by(BedUse.id)):
        use.end_on = max(use.start_on, on)


def end_absences(session: Session, stay_id: int, on: date) -> None:
    """Nobody is away from the night of a day on."""
    absences = select(Absence).where(
        Absence.stay_id == stay_id, or_(Absence.ended_on.is_(None), Absence.ended_on > on)
    )
    for absence in session.scalars(absences.order_by(Absence.id)):
        if absence.kind != AbsenceKind.SAME_DAY.value:
            absence.ended_on = max(absence.started_on, on)


def open_again(session: Session, ended: Ended) -> bool:
    """Give back what was ended; a bed that someone else has by now, or that is closed, stays with them.

    Says whether every bed could be given back.
    """
    is_whole = True
    for id, end_on in ended.absences:
        session.get_one(Absence, id).ended_on = end_on
    for id, end_on in ended.uses:
        use = session.get_one(BedUse, id)
        if use.bed_id is None or _is_free(session, use, use.bed_id, end_on):
            use.end_on = end_on
        else:
            is_whole = False
        session.flush()
    return is_whole


def _is_free(session: Session, use: BedUse, bed_id: int, end_on: date | None) -> bool:
    from_on = use.end_on or use.start_on
    return sleeper_in(session, bed_id, from_on, end_on) is None and block_on(session, bed_id, from_on) is None


def would_be_free(session: Session, use: BedUse) -> bool:
    """Say whether the bed of a use that a leaving ended could be had again, without an end."""
    return use.bed_id is None or _is_free(session, use, use.bed_id, None)
