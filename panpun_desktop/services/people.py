"""People of the register: create, edit, list, search, look at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.services.people_rows import (
    ConsentRow,
    Duplicate,
    EditPerson,
    PeopleFilter,
    PersonFacts,
    PersonHit,
    PersonPanel,
    PersonRow,
    TimelineRow,
)

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "ConsentRow",
    "Duplicate",
    "EditPerson",
    "PeopleFilter",
    "PersonFacts",
    "PersonHit",
    "PersonPanel",
    "PersonRow",
    "TimelineRow",
    "count_people",
    "create_person",
    "edit_person",
    "list_people",
    "person_panel",
    "possible_duplicates",
    "search",
]


def create_person(work: UnitsOfWork, by: Actor, facts: PersonFacts) -> Changes:
    """Register a person with the next register number of the year."""
    raise NotImplementedError


def edit_person(work: UnitsOfWork, by: Actor, request: EditPerson) -> Changes:
    """Change what is known of a person; the act can be undone."""
    raise NotImplementedError


def list_people(
    work: UnitsOfWork,
    by: Actor,
    chosen: PeopleFilter,
    sort: str = "regno",
    descending: bool = True,
    offset: int = 0,
    limit: int = 256,
) -> tuple[PersonRow, ...]:
    """One page of the register, sorted and filtered in SQL; sort: regno name sex age service day bed."""
    raise NotImplementedError


def count_people(work: UnitsOfWork, by: Actor, chosen: PeopleFilter) -> int:
    """How many the filter finds."""
    raise NotImplementedError


def search(work: UnitsOfWork, by: Actor, text: str, limit: int = 10) -> tuple[PersonHit, ...]:
    """Find by name, nickname, number, register number or bed: prefix, then contains, then similar."""
    raise NotImplementedError


def possible_duplicates(work: UnitsOfWork, by: Actor, facts: PersonFacts) -> tuple[Duplicate, ...]:
    """Who in the register may be this person, most likely first; empty when nobody is near."""
    raise NotImplementedError


def person_panel(work: UnitsOfWork, by: Actor, person_id: int) -> PersonPanel:
    """Everything about one person that the role may see."""
    raise NotImplementedError
