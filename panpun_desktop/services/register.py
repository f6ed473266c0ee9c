"""The register of persons: the one place that gives register numbers and fills a person's record."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import object_session

from panpun_desktop.common import national_id
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import be_year
from panpun_desktop.common.thai_text import normalise, search_key, sort_key
from panpun_desktop.models import Counter, NotSamePerson, Person, PersonAddress
from panpun_desktop.rules import names as rules
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.rules.likeness import Sureness, Traits, could_be_same
from panpun_desktop.services.home_address import HOME, first_home, home_rows, settled_home, short_form
from panpun_desktop.services.visibility import veil_of
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.common.national_id import NationalId
    from panpun_desktop.rules.address import Address
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonFacts

COUNTER = "person"
_AT_ONCE = 500
"""Numbers that one question looks for."""


@dataclass(frozen=True)
class Newcomer:
    """Someone to be added with many others; ``external_key`` is what an imported register called them."""

    facts: PersonFacts
    registered_on: date
    external_key: str | None = None
    home: Address | None = None
    """ภูมิลำเนา in its parts, where they are known; it counts more than the short form of the facts."""


_TEXTS = (
    "title",
    "first_name",
    "middle_name",
    "last_name",
    "nickname",
    "label",
    "home_address",
    "phone",
    "emergency_contact",
    "medication",
    "diet",
    "caution",
    "note",
    "called_name",
    "name_en",
    "gender",
    "occupation",
    "allergy",
    "birth_place",
    "father_name",
    "mother_name",
)
_AS_THEY_ARE = (
    "sex",
    "birth_precision",
    "birth_first_on",
    "birth_estimated_on",
    "civil_status",
    "card_held",
    "home_province",
    "phone_unsafe",
    "nationality",
    "religion",
    "education",
    "education_done",
    "education_system",
    "marital",
    "disability_card",
    "health_scheme",
    "card_issued_on",
    "card_expires_on",
)


def register_person(session: Session, facts: PersonFacts, today: date, centre: Centre) -> Person:
    """Add a person with the next register number of the Buddhist year of ``today``; the id is known after.

    RuleBroken ``person.national_id_taken`` when someone else has the valid number.
    """
    return register_people(session, (facts,), today, centre)[0]


def register_people(
    session: Session, known: Sequence[PersonFacts], today: date, centre: Centre
) -> tuple[Person, ...]:
    """Add several people at once, in their order; a family costs hardly more than one person."""
    numbers = take_register_numbers(session, len(known), today, centre)
    people = [
        Person(regno=regno, registered_on=today, **record_of(facts))
        for regno, facts in zip(numbers, known, strict=True)
    ]
    for person in people:
        require_free_national_id(session, person)
        session.add(person)
    session.flush()
    for person in people:
        first_home(session, person)
    return tuple(people)


def take_register_numbers(
    session: Session, count: int, today: date, centre: Centre, given: Container[str] = ()
) -> tuple[str, ...]:
    """Take the next numbers of the year; a number taken is never given again (domain.md §2.1).

    Numbers that are there already, or ``given`` in the same act, are passed over: with two figures of
    the year 2461 looks like 2561.
    """
    if not count:
        return ()
    year = be_year(today)
    counter = session.get(Counter, (COUNTER, year))
    if counter is None:
        counter = Counter(register=COUNTER, year=year, last=0)
        session.add(counter)
    pattern = centre.settings["document.register_pattern"]
    free: list[str] = []
    while len(free) < count:
        first = counter.last + 1
        counter.last += min(count - len(free), _AT_ONCE)
        numbers = [rules.register_number(pattern, year, n) for n in range(first, counter.last + 1)]
        there = set(session.scalars(select(Person.regno).where(Person.regno.in_(numbers))))
        free += [one for one in numbers if one not in there and one not in given]
    return tuple(free)


def apply_facts(person: Person, facts: PersonFacts) -> None:
    """Put facts into a person's record, with the keys that searching and sorting need.

    Only what differs is set, so that the audit names what was really changed.
    """
    for name, value in record_of(facts).items():
        _set(person, name, value)


def record_of(facts: PersonFacts) -> dict[str, object]:
    """The columns of a person's record for these facts, with the keys that searching and sorting need."""
    record: dict[str, object] = {name: _tidy(getattr(facts, name)) for name in _TEXTS}
    record |= {name: getattr(facts, name) for name in _AS_THEY_ARE}
    record["home_province"], record["home_address"] = settled_home(facts.home_province, facts.home_address)
    number = national_id.check(facts.national_id)
    record["national_id"] = _kept_number(facts.national_id, number)
    record["national_id_valid"] = number.is_valid
    return record | name_keys(record)


def name_keys(record: Mapping[str, Any]) -> dict[str, str]:
    """The keys that searching and sorting need, from the other columns of a person's record."""
    name = rules.plain_name(record["first_name"], record["middle_name"], record["last_name"])
    return {"name_key": search_key(name), "sort_key": sort_key(name or record["nickname"] or record["label"])}


def insert_people(session: Session, newcomers: Sequence[Newcomer], centre: Centre) -> list[dict[str, Any]]:
    """Add many people at once with register numbers of the years they came in; their rows, in order.

    Valid numbers must be free: the caller has looked.
    """
    numbers: dict[int, Iterator[str]] = {}
    given: set[str] = set()
    for year, days in _by_year(newcomers).items():
        taken = take_register_numbers(session, len(days), days[0], centre, given)
        given.update(taken)
        numbers[year] = iter(taken)
    rows = [
        _record_with_home(one)
        | {
            "regno": next(numbers[be_year(one.registered_on)]),
            "registered_on": one.registered_on,
            "external_key": one.external_key,
        }
        for one in newcomers
    ]
    people = bulk_insert(session, Person, rows)
    bulk_insert(session, PersonAddress, _homes(people, newcomers))
    return people


def _record_with_home(one: Newcomer) -> dict[str, object]:
    record = record_of(one.facts)
    if one.home is not None:
        record["home_province"], record["home_address"] = short_form(one.home)
    return record


def _homes(people: Sequence[Mapping[str, Any]], newcomers: Sequence[Newcomer]) -> Iterator[dict[str, Any]]:
    for person, one in zip(people, newcomers, strict=True):
        if one.home is None:
            yield from home_rows((person,))
        else:
            yield {"person_id": person["id"], "kind": HOME, **vars(one.home)}


def _by_year(newcomers: Iterable[Newcomer]) -> dict[int, list[date]]:
    years: dict[int, list[date]] = {}
    for one in newcomers:
        years.setdefault(be_year(one.registered_on), []).append(one.registered_on)
    return years


def facts_of(person: Person) -> PersonFacts:
    """The facts as they stand in a person's record."""
    from panpun_desktop.services.people_rows import PersonFacts

    values = {name: getattr(person, name) for name in (*_TEXTS, *_AS_THEY_ARE)}
    return PersonFacts(**values, national_id=person.national_id or "")


def require_free_national_id(session: Session, person: Person) -> None:
    """Refuse a valid number that another person has (R-CID-3); says whose it is."""
    if not person.national_id_valid:
        return
    with session.no_autoflush:
        other = session.scalars(_holders(person)).first()
    if other is not None:
        raise RuleBroken(
            "person.national_id_taken",
            field="national_id",
            regno=other.regno,
            name=full_name(other),
            person_id=other.id,
        )


def keep_apart(session: Session, person: Person, others: Iterable[int]) -> None:
    """Remember that a person is none of these others, so that nobody is asked again (R-PER-1)."""
    for other in others:
        lower, higher = sorted((person.id, other))
        if lower != higher and session.get(NotSamePerson, (lower, higher)) is None:
            session.add(NotSamePerson(lower_id=lower, higher_id=higher))


def keep_alike_apart(session: Session, people: Sequence[Person], centre: Centre) -> None:
    """Who came together is as many people as came: twins, or mother and daughter, are not asked about."""
    traits = [_traits(person) for person in people]
    for place, later in combinations(range(len(people)), 2):
        likeness = could_be_same(traits[place], traits[later])
        if likeness.sureness(centre.limits) is not Sureness.NONE:
            keep_apart(session, people[place], [people[later].id])


def _traits(person: Person) -> Traits:
    return Traits.of(
        person.first_name,
        person.last_name,
        nickname=person.nickname,
        national_id=person.national_id,
        birth=Birth(BirthPrecision(person.birth_precision), person.birth_first_on),
        sex=person.sex,
        phone=person.phone,
    )


def full_name(person: Person) -> str:
    """The person's name with title as whoever acts may see it; words for someone whose name nobody knows."""
    session = object_session(person)
    if session is not None and (known := person.id) is not None:
        seen = veil_of(session)
        if not seen.sees(known):
            return seen.name(known, "", person.first_name)
    return rules.display_name(
        person.title, person.first_name, person.middle_name, person.last_name, person.sex, person.label
    )


def _holders(person: Person) -> Select[Person]:
    same = select(Person).where(
        Person.national_id == person.national_id, Person.national_id_valid, Person.voided_at.is_(None)
    )
    return same if person.id is None else same.where(Person.id != person.id)


def _kept_number(typed: str, number: NationalId) -> str | None:
    """The digits; what is no number at all is kept as typed, so that nothing typed is lost."""
    kept = "".join(normalise(typed).split()) if number.problem == "not_digits" else number.digits
    return kept or None


def _tidy(text: str | None) -> str | None:
    return None if text is None else normalise(text).strip()


def _set(person: Person, name: str, value: object) -> None:
    if getattr(person, name) != value:
        setattr(person, name, value)
