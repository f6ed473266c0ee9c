"""What a leaving ends besides the stay, and opening exactly that again when it is taken back.

A move planned for later and a leave not yet over reach past the day of leaving: they end with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.models import Absence, BedUse
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

    def __add__(self, other: Ended) -> Ended:
        """Both together."""
        return Ended(self.uses + other.uses, self.absences + other.absences)


NOTHING = Ended()


def end_uses(session: Session, stay_id: int, on: date) -> Ended:
    """No bed from the night of a day on; a use that would begin then or later keeps no night."""
    uses = select(BedUse).where(BedUse.stay_id == stay_id, or_(BedUse.end_on.is_(None), BedUse.end_on > on))
    ended = []
    for use in session.scalars(uses.order_by(BedUse.id)):
        ended.append((use.id, use.end_on))
        use.end_on = max(use.start_on, on)
    return Ended(uses=tuple(ended))


def end_absences(session: Session, stay_id: int, on: date) -> Ended:
    """Nobody is away from the night of a day on."""
    absences = select(Absence).where(
        Absence.stay_id == stay_id, or_(Absence.ended_on.is_(None), Absence.ended_on > on)
    )
    ended = []
    for absence in session.scalars(absences.order_by(Absence.id)):
        if absence.kind != AbsenceKind.SAME_DAY.value:
            ended.append((absence.id, absence.ended_on))
            absence.ended_on = max(absence.started_on, on)
    return Ended(absences=tuple(ended))


def open_again(session: Session, ended: Ended) -> None:
    """Give back what was ended; a bed that someone else has by now, or that is closed, stays with them."""
    for id, end_on in ended.absences:
        session.get_one(Absence, id).ended_on = end_on
    for id, end_on in ended.uses:
        use = session.get_one(BedUse, id)
        if use.bed_id is None or _is_free(session, use, use.bed_id, end_on):
            use.end_on = end_on
        session.flush()


def _is_free(session: Session, use: BedUse, bed_id: int, end_on: date | None) -> bool:
    from_on = use.end_on or use.start_on
    return sleeper_in(session, bed_id, from_on, end_on) is None and block_on(session, bed_id, from_on) is None
