"""Findings as they are shown: people with where they are now, and by what they were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from panpun_desktop.services import finder
from panpun_desktop.services.finder import Match
from panpun_desktop.services.people_rows import PersonHit
from panpun_desktop.services.person_list import rows_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.name_index import NameIndex

_PLAIN = Match("")


def find(
    session: Session, index: NameIndex, text: str, limit: int, today: date, centre: Centre
) -> tuple[PersonHit, ...]:
    """The best findings first; near spellings fill up what is left."""
    matched = finder.matches(session, index, text, today, most=limit, near_below=limit)
    return hits(session, list(matched), matched, today, centre)


def hits(
    session: Session, ids: Sequence[int], matched: Mapping[int, Match], today: date, centre: Centre
) -> tuple[PersonHit, ...]:
    """People as findings, in the order of their ids; ``matched`` says by what each was found."""
    return tuple(
        PersonHit(
            id=row.id,
            regno=row.regno,
            name=row.name,
            nickname=row.nickname,
            sex=row.sex,
            age=row.age,
            present=row.stay_id is not None,
            service_type=row.service_type,
            bed=row.bed,
            last_stay_on=row.left_on or row.arrived_on,
            matched=matched.get(row.id, _PLAIN).kind,
            why=matched.get(row.id, _PLAIN).why,
        )
        for row in rows_of(session, ids, today, centre)
    )
