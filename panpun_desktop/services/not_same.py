"""Remembering that people who look alike are different people (R-PER-1), together with saving one of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from panpun_desktop.models import NotSamePerson
from panpun_desktop.services.people import create_person, edit_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.people_rows import EditPerson, PersonFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def create_apart(
    work: UnitsOfWork,
    by: Actor,
    facts: PersonFacts,
    others: Collection[int],
    codes: dict[str, tuple[str, ...]] | None = None,
) -> Changes:
    """``create_person``, and the ids of those who were said to be other people are kept."""
    return create_person(work, by, facts, codes, others)


def edit_apart(work: UnitsOfWork, by: Actor, request: EditPerson, others: Collection[int]) -> Changes:
    """``edit_person``, and the ids of those who were said to be other people are kept."""
    return edit_person(work, by, request, others)


def tell_apart(work: UnitsOfWork, by: Actor, person_id: int, others: Collection[int]) -> None:
    """Keep that a person is none of the others; they are not suggested again."""
    if not others:
        return
    with work.writing(by, "person.edit") as session:
        for other in others:
            _keep(session, *sorted((person_id, other)))


def _keep(session: Session, lower: int, higher: int) -> None:
    if session.get(NotSamePerson, (lower, higher)) is None:
        session.add(NotSamePerson(lower_id=lower, higher_id=higher))
