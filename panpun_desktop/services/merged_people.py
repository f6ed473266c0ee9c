"""People together with the records that were merged into theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def with_merged(session: Session, person_ids: Iterable[int]) -> list[Person]:
    """The people with the records that were merged into theirs."""
    found: dict[int, Person] = {}
    wanted = list(person_ids)
    while wanted:
        rows = session.scalars(select(Person).where(Person.id.in_(wanted))).all()
        found |= {row.id: row for row in rows}
        merged = select(Person.id).where(Person.merged_into_id.in_(wanted))
        wanted = [one for one in session.scalars(merged) if one not in found]
    return list(found.values())
