"""Who may already be in the register (R-PER-1): a suggestion only, for one person typed or for thousands.

Candidates have both names near, or the same number, telephone, or first name and birthday; each is then
scored by ``rules.likeness``. Who is not seen whole is suggested to nobody but by the whole number (R-SAF-1).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common import national_id
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import NotSamePerson, Person
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.rules.likeness import Likeness, Sureness, Traits, could_be_same
from panpun_desktop.services.duplicate_candidates import Candidates
from panpun_desktop.services.people_rows import Duplicate, DuplicatePair, PersonFacts, PersonHit
from panpun_desktop.services.person_filters import all_of
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.person_search import hits
from panpun_desktop.services.search_text import birth_prefix

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.name_index import NameIndex
    from panpun_desktop.services.visibility import Veil

Told = Callable[[int, int], bool]
"""Hears how many of how many are done; answers whether to go on."""
_PART, _MANY = 500, 50
_Scored = tuple[Likeness, int]


class _Keys(dict[str, str]):
    """Search keys of names, remembered for the length of one job and forgotten with it."""

    def __missing__(self, name: str) -> str:
        key = self[name] = search_key(name)
        return key

    def know(self, row: Any) -> None:
        """Take the keys that the register holds already."""
        written, keys = f"{row.first_name} {row.last_name}".split(" "), row.name_key.split(" ")
        if len(written) == len(keys) == len(("first", "last")) and not row.middle_name:
            self.update(zip(written, keys, strict=True))


def duplicates(
    session: Session,
    index: NameIndex,
    seen: Veil,
    known: Sequence[PersonFacts],
    today: date,
    centre: Centre,
    *,
    person_id: int | None = None,
    told: Told | None = None,
) -> tuple[tuple[Duplicate, ...], ...]:
    """For each person typed who may be the same, the likeliest first; fewer answers when told to stop.

    ``person_id``: whose facts they are when edited; nobody of whom it was said that they are others.
    """
    candidates = Candidates(index, many=len(known) > _MANY)
    keys = _Keys()
    others = _said_to_be_others(session, person_id)
    found: list[list[_Scored]] = []
    for start in range(0, len(known), _PART):
        facts_of_part = known[start : start + _PART]
        part = [traits_of(facts, keys) for facts in facts_of_part]
        asked = [_worth(candidates, *one) - others for one in zip(facts_of_part, part, strict=True)]
        traits = _traits(session, index, set().union(*asked), keys)
        found += [_scored(typed, ids, traits, seen, centre) for typed, ids in zip(part, asked, strict=True)]
        if told is not None and not told(min(start + _PART, len(known)), len(known)):
            break
    return _as_shown(session, found, seen, today, centre)


def pairs(
    session: Session,
    index: NameIndex,
    seen: Veil,
    limit: int,
    today: date,
    centre: Centre,
    told: Told | None = None,
) -> tuple[DuplicatePair, ...]:
    """The pairs of the whole register most worth a look; those found so far when told to stop."""
    candidates = Candidates(index, many=True)
    keys = _Keys()
    apart = _all_apart(session)
    best: list[tuple[Likeness, int, int]] = []
    ids = sorted(one for one in index.living() if seen.sees(one))
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        asked = {one: _later(candidates.of_person(one), one, seen, apart) for one in part}
        near = {one: others for one, others in asked.items() if others}
        traits = _traits(session, index, set(near).union(*near.values()), keys)
        best += [
            (likeness, one, other)
            for one, others in near.items()
            for likeness, other in _scored(traits[one], others, traits, seen, centre)
        ]
        best = sorted(best, key=lambda pair: (-pair[0].score, pair[1:]))[:limit]
        if told is not None and not told(min(start + _PART, len(ids)), len(ids)):
            break
    return _as_pairs(session, best, seen, today, centre)


def traits_of(facts: PersonFacts, keys: _Keys | None = None) -> Traits:
    """What typed facts are compared by."""
    return Traits.of(
        facts.first_name,
        facts.last_name,
        nickname=facts.nickname,
        national_id=national_id.check(facts.national_id).digits,
        birth=Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on),
        sex=facts.sex,
        phone=facts.phone,
        key=search_key if keys is None else keys.__getitem__,
    )


def _worth(candidates: Candidates, facts: PersonFacts, typed: Traits) -> set[int]:
    born = birth_prefix(facts.birth_first_on, facts.birth_precision)
    return candidates.of([(facts.first_name, facts.last_name)], typed.national_id, facts.phone, born)


def _scored(
    typed: Traits, ids: Iterable[int], traits: Mapping[int, Traits], seen: Veil, centre: Centre
) -> list[_Scored]:
    scored = [
        (could_be_same(typed, traits[id]), id)
        for id in ids
        if id in traits and (seen.sees(id) or _is_masked_number(typed, traits[id], id, seen))
    ]
    likely = [one for one in scored if one[0].sureness(centre.limits) is not Sureness.NONE]
    return sorted(likely, key=lambda pair: (-pair[0].score, pair[1]))


def _is_masked_number(typed: Traits, known: Traits, id: int, seen: Veil) -> bool:
    return id in seen.masked and bool(typed.national_id) and typed.national_id == known.national_id


def _later(ids: Collection[int], one: int, seen: Veil, apart: Mapping[int, set[int]]) -> set[int]:
    """Each pair once; without those said to be two people."""
    return {id for id in ids if id > one and seen.sees(id)} - apart.get(one, set())


def _as_shown(
    session: Session, found: Sequence[Sequence[_Scored]], seen: Veil, today: date, centre: Centre
) -> tuple[tuple[Duplicate, ...], ...]:
    shown = _hits(session, {id for scored in found for _likeness, id in scored}, seen, today, centre)
    return tuple(
        tuple(_duplicate(shown[id], likeness, seen, centre) for likeness, id in scored) for scored in found
    )


def _as_pairs(
    session: Session,
    best: Sequence[tuple[Likeness, int, int]],
    seen: Veil,
    today: date,
    centre: Centre,
) -> tuple[DuplicatePair, ...]:
    shown = _hits(session, {id for _likeness, *both in best for id in both}, seen, today, centre)
    return tuple(
        DuplicatePair(
            shown[one],
            shown[other],
            likeness.score,
            likeness.sureness(centre.limits) is Sureness.LIKELY,
            likeness.reasons,
            likeness.against,
        )
        for likeness, one, other in best
    )


def _hits(
    session: Session, ids: Collection[int], seen: Veil, today: date, centre: Centre
) -> dict[int, PersonHit]:
    wanted = sorted(ids)
    parts = (wanted[start : start + _PART] for start in range(0, len(wanted), _PART))
    return {hit.id: hit for part in parts for hit in hits(session, part, {}, today, centre)}


def _duplicate(hit: PersonHit, likeness: Likeness, seen: Veil, centre: Centre) -> Duplicate:
    is_strong = likeness.sureness(centre.limits) is Sureness.LIKELY
    if seen.sees(hit.id):
        return Duplicate(hit, likeness.score, is_strong, likeness.reasons, likeness.against)
    return Duplicate(hit, likeness.score, is_strong, likeness.reasons[:1])  # the number that was typed


def _said_to_be_others(session: Session, person_id: int | None) -> set[int]:
    if person_id is None:
        return set()
    return {person_id, *_all_apart(session).get(person_id, ())}


def _all_apart(session: Session) -> dict[int, set[int]]:
    """Of everybody the people that they were said not to be, in both directions."""
    apart: dict[int, set[int]] = {}
    for lower, higher in session.execute(select(NotSamePerson.lower_id, NotSamePerson.higher_id)):
        apart.setdefault(lower, set()).add(higher)
        apart.setdefault(higher, set()).add(lower)
    return apart


def _traits(session: Session, index: NameIndex, ids: Collection[int], keys: _Keys) -> dict[int, Traits]:
    columns = (
        Person.id,
        Person.first_name,
        Person.middle_name,
        Person.last_name,
        Person.name_key,
        Person.nickname,
        Person.national_id,
        Person.phone,
        Person.sex,
        Person.birth_precision,
        Person.birth_first_on,
        Person.birth_estimated_on,
    )
    rows = session.execute(select(*columns).where(Person.id.in_(all_of(ids)), Person.voided_at.is_(None)))
    return {row.id: _traits_of_row(row, index, keys) for row in rows}


def _traits_of_row(row: Any, index: NameIndex, keys: _Keys) -> Traits:
    keys.know(row)
    return Traits.of(
        row.first_name,
        row.last_name,
        nickname=row.nickname,
        national_id=row.national_id,
        birth=birth_of(row),
        sex=row.sex,
        phone=row.phone,
        other_names=[one.text for one in index.other_names.get(row.id, ())],
        key=keys.__getitem__,
    )
