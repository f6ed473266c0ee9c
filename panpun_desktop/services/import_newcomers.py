"""Writing the people of an imported register: new ones with all that is known, known ones untouched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import PersonCode, PersonName
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.birth import Birth
from panpun_desktop.services.import_matching import birth
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.register import Newcomer, insert_people
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.import_known import KnownPeople
    from panpun_desktop.services.import_matching import Someone

_BIRTH = ("birth_precision", "birth_first_on", "birth_estimated_on")


@dataclass(frozen=True)
class WrittenPeople:
    """``id()`` of someone -> id in the register, birth and sex, of new and of known people."""

    of: dict[int, tuple[int, Birth, str]]


def write_people(
    session: Session, centre: Centre, day: date, people: Sequence[Someone], known: KnownPeople
) -> WrittenPeople:
    """Register everybody who is new, on the day of their first entry; nobody known is changed."""
    new = [someone for someone in people if someone.person_id is None]
    facts = [_facts(someone) for someone in new]
    newcomers = [
        Newcomer(one, _first_day(someone, day), _key(someone), _address(someone))
        for someone, one in zip(new, facts, strict=True)
    ]
    rows = insert_people(session, newcomers, centre)
    found = {
        id(someone): (int(row["id"]), birth(one), one.sex)
        for someone, row, one in zip(new, rows, facts, strict=True)
    }
    pairs = [(found[id(someone)][0], someone) for someone in new]
    bulk_insert(session, PersonName, [row for pair in pairs for row in _names(*pair)])
    bulk_insert(session, PersonCode, [row for pair in pairs for row in _codes(*pair)])
    return WrittenPeople(found | _known(people, known))


def _known(people: Sequence[Someone], known: KnownPeople) -> dict[int, tuple[int, Birth, str]]:
    there = [(someone, known.rows[someone.person_id]) for someone in people if someone.person_id is not None]
    return {id(someone): (row.id, birth_of(row), row.sex) for someone, row in there}


def _facts(someone: Someone) -> PersonFacts:
    """The facts of the first line, its gaps filled from the later ones."""
    facts = someone.lines[0].facts
    for line in someone.lines[1:]:
        facts = _filled(facts, line.facts)
    return replace(facts, national_id="") if someone.drops_number else facts


def _filled(facts: PersonFacts, later: PersonFacts) -> PersonFacts:
    gaps = {
        one.name: getattr(later, one.name)
        for one in fields(PersonFacts)
        if one.name not in _BIRTH and not getattr(facts, one.name) and getattr(later, one.name)
    }
    if facts.sex == "U":
        gaps["sex"] = later.sex
    if facts.birth_first_on is None:
        gaps |= {name: getattr(later, name) for name in _BIRTH}
    return replace(facts, **gaps) if gaps else facts


def _first_day(someone: Someone, day: date) -> date:
    return min((line.stay.entry for line in someone.lines if line.stay is not None), default=day)


def _key(someone: Someone) -> str | None:
    return next((line.key for line in someone.lines if line.key), None)


def _address(someone: Someone) -> Address | None:
    return next((line.address for line in someone.lines if line.address), None)


def _names(person_id: int, someone: Someone) -> Iterator[dict[str, Any]]:
    for kind, text in dict.fromkeys(alias for line in someone.lines for alias in line.aliases):
        yield {"person_id": person_id, "kind": kind, "text": text, "name_key": search_key(text)}


def _codes(person_id: int, someone: Someone) -> Iterator[dict[str, Any]]:
    for list_key, code in dict.fromkeys(code for line in someone.lines for code in line.codes):
        yield {"person_id": person_id, "list": list_key, "code": code}
