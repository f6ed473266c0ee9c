"""What a leaving ends besides the stay, and opening exactly that again when it is taken back.

A move planned for later and a leave not yet over reach past the day of leaving: they end with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from panpun_desktop.models import Absence, AuditChange, AuditEntry, BedUse
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.act_chains import chains_of
from panpun_desktop.services.bed_board import block_on
from panpun_desktop.services.bed_uses import sleeper_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

END, CORRECT, CORRECT_ARRIVAL = "stay.end", "stay.correct_leaving", "stay.correct_arrival"
"""The acts that end a stay, and that set the day of its leaving and of its beginning right."""


@dataclass(frozen=True)
class Ended:
    """Bed uses and absences that were ended early: the id of each with the last day it had before."""

    uses: tuple[tuple[int, date | None], ...] = ()
    absences: tuple[tuple[int, date | None], ...] = ()


def ended_by_leaving(session: Session, stay_id: int) -> Ended:
    """What the last leaving of a stay ended with it, its corrections included, from the audit.

    A bed that was given for the days between by a correction is the one that goes on.
    """
    entries = leaving_entries(session, stay_id)
    uses = dict(_days_before(session, entries, BedUse, stay_id))
    followed = {id for id in uses if _is_followed(session, session.get_one(BedUse, id))}
    return Ended(
        tuple((id, until) for id, until in uses.items() if id not in followed),
        tuple(_days_before(session, entries, Absence, stay_id)),
    )


def leaving_entries(session: Session, stay_id: int, *also: str) -> list[int]:
    """The entries of the audit of the last leaving of a stay and of the corrections of its day since.

    ``also``: acts since the leaving that may have changed what it did as well.
    """
    change = aliased(AuditChange)
    of_stay = (
        select(AuditEntry.id, AuditEntry.act)
        .join(change, change.entry_id == AuditEntry.id)
        .where(
            AuditEntry.act.in_((END, CORRECT, *also)),
            change.entity == "stay",
            change.entity_id == str(stay_id),
        )
        .order_by(AuditEntry.id)
    )
    found: list[int] = []
    for id, act in session.execute(of_stay):
        found = [id] if act == END else [*found, id]
    chains = chains_of(session, found)
    return [id for id in dict.fromkeys(found) if id == found[0] or not chains[id].is_taken_back]


def _days_before(
    session: Session, entries: Sequence[int], model: type[BedUse] | type[Absence], stay_id: int
) -> Iterator[tuple[int, date | None]]:
    """The records of a stay that a leaving ended, with the last day each had before it.

    What a correction added was without an end, had it not been for the leaving.
    """
    column = "end_on" if model is BedUse else "ended_on"
    rows = session.execute(
        select(AuditChange.entity_id, AuditChange.kind, AuditChange.before)
        .where(AuditChange.entry_id.in_(entries), AuditChange.entity == model.__tablename__)
        .order_by(AuditChange.entry_id, AuditChange.position)
    )
    known: set[int] = set()
    for entity_id, kind, before in rows:
        values: dict[str, Any] = {column: None} if kind == "insert" else json.loads(before or "{}")
        record: Any = session.get(model, int(entity_id))
        is_ours = record is not None and record.stay_id == stay_id and record.id not in known
        if column in values and is_ours:
            known.add(record.id)
            yield record.id, date.fromisoformat(values[column]) if values[column] else None


def _is_followed(session: Session, use: BedUse) -> bool:
    """Say whether the stay had another bed right after this one."""
    later = select(BedUse.id).where(
        BedUse.stay_id == use.stay_id,
        BedUse.id != use.id,
        BedUse.start_on >= (use.end_on or use.start_on),
        or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on),
    )
    return use.end_on is not None and session.scalar(later.limit(1)) is not None


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
