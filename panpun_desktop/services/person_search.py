"""Findings as they are shown: people with where they are now, and by what they were found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import Person
from panpun_desktop.services import finder
from panpun_desktop.services.finder import Match
from panpun_desktop.services.people_rows import PersonHit
from panpun_desktop.services.person_list import rows_of
from panpun_desktop.services.visibility import veil_of

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
    matched = finder.matches(session, index, veil_of(session), text, today, most=limit, near_below=limit)
    said = {id: _with_alias(index, id, match, text, centre) for id, match in matched.items()}
    return hits(session, list(said), said, today, centre)


def hits(
    session: Session,
    ids: Sequence[int],
    matched: Mapping[int, Match],
    today: date,
    centre: Centre,
) -> tuple[PersonHit, ...]:
    """People as findings, in the order of their ids; ``matched`` says by what each was found."""
    seen = veil_of(session)
    gone = select(Person.id).where(Person.id.in_(ids), Person.anonymised_on.is_not(None))
    nameless = frozenset(session.scalars(gone))
    firsts = _first_names(session, seen.not_whole.intersection(ids))
    return tuple(
        PersonHit(
            id=row.id,
            regno=row.regno,
            name=seen.name(row.id, row.name, firsts.get(row.id, "")),
            nickname=seen.text(row.id, row.nickname),
            sex=row.sex if seen.sees(row.id) else "U",
            age=row.age if seen.sees(row.id) else None,
            present=row.stay_id is not None,
            service_type=row.service_type,
            bed=row.bed,
            last_stay_on=row.left_on or row.arrived_on,
            matched=matched.get(row.id, _PLAIN).kind,
            why=seen.text(row.id, matched.get(row.id, _PLAIN).why),
            is_anonymised=row.id in nameless,
        )
        for row in rows_of(session, ids, today, centre)
    )


def _first_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = session.execute(select(Person.id, Person.first_name).where(Person.id.in_(ids)))
    return {row.id: row.first_name for row in rows}


def _with_alias(index: NameIndex, id: int, match: Match, text: str, centre: Centre) -> Match:
    """A finding by another name says by which."""
    names = index.other_names.get(id, ())
    if not names or match.kind not in {"alias", "similar"}:
        return match
    from rapidfuzz import fuzz  # late: the page of today comes without it

    typed = search_key(text)
    best = max(names, key=lambda one: fuzz.partial_ratio(typed, one.key))
    own = fuzz.partial_ratio(typed, index.name_of(id))
    if match.kind == "similar" and fuzz.partial_ratio(typed, best.key) <= own:
        return match
    label = centre.codes.get("name_kind", {}).get(best.kind, "")
    return replace(match, why=" · ".join(one for one in (f"{label} {best.text}".strip(), match.why) if one))
