"""Who may already be in the register (R-PER-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common import national_id
from panpun_desktop.common.thai_sound import sound_key
from panpun_desktop.models import NotSamePerson, Person
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.rules.likeness import Likeness, Sureness, Traits, could_be_same
from panpun_desktop.services.name_index import NameIndex, phone_digits
from panpun_desktop.services.people_rows import Duplicate, PersonFacts, PersonHit
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.person_search import hits
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre

_ALIKE = 30
_ALIKE_FROM = 62
"""Candidates: as measured in facts/data-layer.md §2."""


def duplicates(
    session: Session,
    index: NameIndex,
    facts: PersonFacts,
    person_id: int | None,
    today: date,
    centre: Centre,
) -> tuple[Duplicate, ...]:
    """Who may be this person, the likeliest first; nobody of whom it was said that they are not."""
    typed = traits_of(facts)
    ids = set(_candidates(index, typed)) - _said_to_be_others(session, person_id)
    ids -= _covered(session, typed)
    scored = [
        (likeness, id)
        for id, traits in _traits(session, ids).items()
        if (likeness := could_be_same(typed, traits)).sureness(centre.limits) is not Sureness.NONE
    ]
    scored.sort(key=lambda pair: (-pair[0].score, pair[1]))
    found = hits(session, [id for _likeness, id in scored], {}, today, centre)
    return tuple(
        _duplicate(hit, likeness, centre) for hit, (likeness, _id) in zip(found, scored, strict=True)
    )


def _covered(session: Session, typed: Traits) -> set[int]:
    """Whom the asker may not find; a masked line is found by its exact number (R-SAF-1)."""
    seen = veil_of(session)
    if not seen.not_whole or not typed.national_id:
        return set(seen.not_whole)
    exact = session.scalars(select(Person.id).where(Person.national_id == typed.national_id))
    return set(seen.not_whole - seen.masked.intersection(exact))


def traits_of(facts: PersonFacts) -> Traits:
    """What typed facts are compared by."""
    return Traits.of(
        facts.first_name,
        facts.last_name,
        nickname=facts.nickname,
        national_id=national_id.check(facts.national_id).digits,
        birth=Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on),
        sex=facts.sex,
        phone=facts.phone,
    )


def _candidates(index: NameIndex, typed: Traits) -> Iterator[int]:
    if typed.national_id:
        yield from index.numbered(typed.national_id)
    if typed.phone:
        yield from index.with_phone(phone_digits(typed.phone))
    if name := sound_key(f"{typed.first_key} {typed.last_key}"):
        yield from index.alike(name, _ALIKE, _ALIKE_FROM)


def _said_to_be_others(session: Session, person_id: int | None) -> set[int]:
    if person_id is None:
        return set()
    lower, higher = NotSamePerson.lower_id, NotSamePerson.higher_id
    rows = session.execute(select(lower, higher).where(or_(lower == person_id, higher == person_id)))
    return {person_id, *(id for pair in rows for id in pair)}


def _traits(session: Session, ids: Iterable[int]) -> dict[int, Traits]:
    columns = (
        Person.id,
        Person.first_name,
        Person.last_name,
        Person.nickname,
        Person.national_id,
        Person.phone,
        Person.sex,
        Person.birth_precision,
        Person.birth_first_on,
        Person.birth_estimated_on,
    )
    rows = session.execute(select(*columns).where(Person.id.in_(list(ids)), Person.voided_at.is_(None)))
    return {row.id: _traits_of_row(row) for row in rows}


def _traits_of_row(row: Any) -> Traits:
    return Traits.of(
        row.first_name,
        row.last_name,
        nickname=row.nickname,
        national_id=row.national_id,
        birth=birth_of(row),
        sex=row.sex,
        phone=row.phone,
    )


def _duplicate(hit: PersonHit, likeness: Likeness, centre: Centre) -> Duplicate:
    is_strong = likeness.sureness(centre.limits) is Sureness.LIKELY
    return Duplicate(hit, likeness.score, is_strong, likeness.reasons)
