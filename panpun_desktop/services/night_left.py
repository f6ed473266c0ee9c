"""People seen at night although their stay had ended: a leaving that was recorded by mistake shows here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from panpun_desktop.models import BedUse, Person, Stay
from panpun_desktop.rules.census import Presence
from panpun_desktop.rules.night_count import Expected
from panpun_desktop.services.bed_board import FREE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.bed_board import Night

NIGHTS_ASKED = 3
"""For so many nights an empty bed is said to be the one of whoever left it."""


def left_lately(session: Session, known: Night) -> Mapping[int, Any]:
    """Who left a bed that is empty that night, in the last nights, by bed id: stay and person columns."""
    rows = session.execute(
        _left().where(
            BedUse.bed_id.is_not(None),
            BedUse.end_on == Stay.left_on,
            BedUse.end_on > BedUse.start_on,
            Stay.left_on <= known.night,
            Stay.left_on > known.night - timedelta(days=NIGHTS_ASKED),
        )
    )
    here = {stay.id for stay in known.stays.values()}
    return {row.bed_id: row for row in rows if row.id not in here and known.state_of(row.bed_id) == FREE}


def seen_after_leaving(session: Session, known: Night, stay_ids: Iterable[int]) -> Mapping[int, Any]:
    """Of the stays of a count those that had ended by its night, by stay id."""
    asked = [one for one in stay_ids if one not in known.stays]
    if not asked:
        return {}
    rows = session.execute(_left().where(Stay.id.in_(asked), Stay.left_on <= known.night))
    return {row.stay_id: row for row in rows}


def as_left(row: Any) -> Expected:
    """Somebody of whom the board knows nothing that night any more."""
    return Expected(row.stay_id, row.sex, Presence.UNASSIGNED, row.bed_id, has_stay=False, has_left=True)


def _left() -> Select[*tuple[Any, ...]]:
    """Ended stays with their person and bed; of several beds the last comes last."""
    columns: tuple[Any, ...] = (
        Stay.id.label("stay_id"),
        Stay.left_on,
        BedUse.bed_id,
        Person.id,
        Person.sex,
        Person.regno,
        Person.title,
        Person.first_name,
        Person.middle_name,
        Person.last_name,
        Person.label,
    )
    return (
        select(*columns)
        .join(Person, Person.id == Stay.person_id)
        .outerjoin(BedUse, BedUse.stay_id == Stay.id)
        .where(Stay.voided_at.is_(None), Person.voided_at.is_(None))
        .order_by(BedUse.end_on, BedUse.id)
    )
