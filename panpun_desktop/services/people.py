"""People of the register: create, edit, list, search, look at one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.i18n import _
from panpun_desktop.services import duplicates, finder, person_list, person_search
from panpun_desktop.services import person_panel as panels
from panpun_desktop.services.access import SEARCH, VIEW, note_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.home_address import follow_home
from panpun_desktop.services.name_index import forget_names, name_index
from panpun_desktop.services.people_rows import (
    ConsentRow,
    Duplicate,
    DuplicatePair,
    EditPerson,
    FoundPeople,
    PeopleFilter,
    PersonFacts,
    PersonHit,
    PersonPanel,
    PersonRow,
    TimelineRow,
)
from panpun_desktop.services.person_codes import put_codes
from panpun_desktop.services.person_list import Look
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.register import (
    apply_facts,
    facts_of,
    full_name,
    keep_apart,
    register_person,
    require_free_national_id,
)
from panpun_desktop.services.visibility import Veil, require_sight, veil_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "ConsentRow",
    "Duplicate",
    "DuplicatePair",
    "EditPerson",
    "FoundPeople",
    "PeopleFilter",
    "PersonFacts",
    "PersonHit",
    "PersonPanel",
    "PersonRow",
    "TimelineRow",
    "apply_facts",
    "count_people",
    "create_person",
    "duplicate_pairs",
    "edit_person",
    "facts_of",
    "forget_names",
    "found_people",
    "list_people",
    "person_panel",
    "possible_duplicates",
    "possible_duplicates_of",
    "register_person",
    "rows_of_people",
    "search",
]


def create_person(
    work: UnitsOfWork,
    by: Actor,
    facts: PersonFacts,
    codes: dict[str, tuple[str, ...]] | None = None,
    not_same_as: Collection[int] = (),
) -> Changes:
    """Register a person with the next register number of the year; ``not_same_as`` are other people."""
    with work.writing(by, "person.create") as session:
        person = register_person(session, facts, today(work.clock), read_centre(session))
        put_codes(session, by, person.id, codes or {})
        keep_apart(session, person, not_same_as)
    return Changes(
        people=frozenset({person.id}),
        summary=_("Registered {name} {regno}").format(name=full_name(person), regno=person.regno),
    )


def edit_person(
    work: UnitsOfWork, by: Actor, request: EditPerson, not_same_as: Collection[int] = ()
) -> Changes:
    """Change what is known of a person; ``not_same_as`` are other people."""
    with work.writing(by, "person.edit") as session:
        require_sight(session, request.person_id)
        person = load_known(session, request.person_id, request.seen_version)
        apply_facts(person, request.facts)
        follow_home(session, person)
        if request.codes is not None:
            put_codes(session, by, person.id, request.codes)
        require_free_national_id(session, person)
        keep_apart(session, person, not_same_as)
    return Changes(
        people=frozenset({person.id}),
        summary=_("Saved {name}").format(name=full_name(person)),
    )


def list_people(
    work: UnitsOfWork,
    by: Actor,
    chosen: PeopleFilter,
    sort: str = "regno",
    descending: bool = True,
    offset: int = 0,
    limit: int = 256,
) -> tuple[PersonRow, ...]:
    """One page of the register, sorted and filtered in SQL; sort: a key of ``person_sorting``."""
    chosen = _with_tasks(work, by, chosen)
    with work.reading(by, "person.read") as session:
        look = _look(work, session, by, chosen.text)
        return look.rows(look.ids(chosen, sort, descending)[offset : offset + limit])


def count_people(work: UnitsOfWork, by: Actor, chosen: PeopleFilter) -> int:
    """How many the filter finds."""
    chosen = _with_tasks(work, by, chosen)
    with work.reading(by, "person.read") as session:
        return _look(work, session, by, chosen.text).count(chosen)


def found_people(
    work: UnitsOfWork, by: Actor, chosen: PeopleFilter, sort: str = "regno", descending: bool = True
) -> FoundPeople:
    """Whom the filter finds, by id in the order of the list; their rows come by ``rows_of_people``."""
    chosen = _with_tasks(work, by, chosen)
    with work.reading(by, "person.read") as session:
        look = _look(work, session, by, chosen.text)
        return FoundPeople(look.ids(chosen, sort, descending), person_list.everyone(session))


def rows_of_people(work: UnitsOfWork, by: Actor, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """The rows of some people in the order of their ids; who may not be seen is left out."""
    with work.reading(by, "person.read") as session:
        return _look(work, session, by).rows(ids)


def _look(work: UnitsOfWork, session: Session, by: Actor, text: str = "") -> Look:
    seen = veil_of(session)
    found = _found(work, session, seen, text)
    return Look(session, seen, today(work.clock), read_centre(session), by, text, found)


def _with_tasks(work: UnitsOfWork, by: Actor, chosen: PeopleFilter) -> PeopleFilter:
    """Those whom today's tasks are about: their reckoning belongs to the page of today."""
    if not chosen.with_tasks:
        return chosen
    from panpun_desktop.services.today import today as read_today

    about = (task.person_id for task in read_today(work, by).tasks)
    ids = frozenset(id for id in about if id is not None)
    return replace(chosen, among=ids if chosen.among is None else ids & chosen.among)


def _found(work: UnitsOfWork, session: Session, seen: Veil, text: str) -> Collection[int] | None:
    """Whom a text finds, near spellings only when it finds nobody else; None where there is no text."""
    if not text.strip():
        return None
    index = name_index(work, session)
    return finder.matches(session, index, seen, text, today(work.clock), most=None, near_below=1)


def search(work: UnitsOfWork, by: Actor, text: str, limit: int = 10) -> tuple[PersonHit, ...]:
    """Find by name, nickname, number, register number or bed: prefix, then contains, then similar."""
    with work.reading(by, "person.search") as session:
        index = name_index(work, session)
        day = today(work.clock)
        seen, centre = veil_of(session), read_centre(session)
        found = person_search.find(session, index, text, limit, day, centre)
    note_access(work, by, SEARCH, "search", (one.id for one in found if one.id in seen.sights))
    return found


def possible_duplicates(
    work: UnitsOfWork, by: Actor, facts: PersonFacts, person_id: int | None = None
) -> tuple[Duplicate, ...]:
    """Who in the register may be this person, most likely first; empty when nobody is near.

    ``person_id``: whose facts they are when edited; those said to be other people are left out.
    """
    with work.reading(by, "person.search") as session:
        index, seen, centre = name_index(work, session), veil_of(session), read_centre(session)
        day = today(work.clock)
        return duplicates.duplicates(session, index, seen, [facts], day, centre, person_id=person_id)[0]


def possible_duplicates_of(
    work: UnitsOfWork, by: Actor, known: Sequence[PersonFacts], told: duplicates.Told | None = None
) -> tuple[tuple[Duplicate, ...], ...]:
    """``possible_duplicates`` for many people at once, as an import needs it: one answer for each.

    ``told(done, of)`` hears of the progress and says whether to go on; stopped, there are fewer answers.
    """
    with work.reading(by, "person.search") as session:
        index, seen, centre = name_index(work, session), veil_of(session), read_centre(session)
        return duplicates.duplicates(session, index, seen, known, today(work.clock), centre, told=told)


def duplicate_pairs(
    work: UnitsOfWork, by: Actor, limit: int = 200, told: duplicates.Told | None = None
) -> tuple[DuplicatePair, ...]:
    """The pairs of the whole register that may be one person, the likeliest first; takes a while.

    Pairs said to be two people are left out. ``told`` as in ``possible_duplicates_of``.
    """
    with work.reading(by, "person.merge") as session:
        index, seen, centre = name_index(work, session), veil_of(session), read_centre(session)
        return duplicates.pairs(session, index, seen, limit, today(work.clock), centre, told)


def person_panel(work: UnitsOfWork, by: Actor, person_id: int) -> PersonPanel:
    """Everything about one person that the role may see."""
    with work.reading(by, "person.read") as session:
        found = panels.panel(session, by, person_id, today(work.clock), read_centre(session))
    if not found.is_covered:
        note_access(work, by, VIEW, "person", [person_id])
    return found
