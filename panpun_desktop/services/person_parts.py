"""What the parts of a person's page share: whose they are, and that the actor may see whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


Part = TypeVar("Part", bound=Any)


@dataclass(frozen=True)
class VoidPart:
    """Take one row of a person's page away; it stays as history."""

    id: int
    seen_version: int


def load_known(session: Session, person_id: int, seen: int | None = None) -> Person:
    """The record of a person about whom something is to be written, as ``records.load`` gives it.

    RuleBroken ``person.anonymised_act``: whoever it was would be told apart again (R-PD-5).
    """
    person = load(session, Person, person_id, seen)
    if person.anonymised_on is not None:
        raise RuleBroken("person.anonymised_act", regno=person.regno)
    return person


def person_seen(session: Session, person_id: int) -> Person:
    """The person, for somebody who may open the page; refused for everybody else (``require_sight``)."""
    require_sight(session, person_id)
    return load_known(session, person_id)


def part_of(session: Session, model: type[Part], person_id: int, id: int | None, seen: int | None) -> Part:
    """The row to be written: a new one of the person, or theirs with this id as it was seen."""
    person_seen(session, person_id)
    if id is None:
        row: Part = model(person_id=person_id)
        session.add(row)
        return row
    row = load(session, model, id, seen=seen)
    if row.person_id != person_id:
        raise RuleBroken("record.missing", kind=model.__name__)
    return row


def void_part(session: Session, model: type[Part], request: VoidPart) -> Part:
    """Mark a row as void."""
    row: Part = load(session, model, request.id, seen=request.seen_version)
    person_seen(session, row.person_id)
    if row.voided_at is not None:
        raise RuleBroken("record.missing", kind=model.__name__)
    row.voided_at = clock_of(session).now()
    return row


def put(row: Any, **values: object) -> None:
    """Set what differs, so that the audit names what was really changed."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def changed(person_id: int, summary: str, *others: int | None) -> Changes:
    """What a screen has to know: whose page changed."""
    people = frozenset({person_id, *(one for one in others if one is not None)})
    return Changes(people=people, summary=summary)
