"""Remembering that people who look alike are different people (R-PER-1)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from panpun_desktop.models import Person
from panpun_desktop.services.records import load
from panpun_desktop.services.register import keep_apart

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def tell_apart(work: UnitsOfWork, by: Actor, person_id: int, others: Collection[int]) -> None:
    """Keep that a person is none of the others; they are not suggested again."""
    if not others:
        return
    with work.writing(by, "person.edit") as session:
        keep_apart(session, load(session, Person, person_id), others)
