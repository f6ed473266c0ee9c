"""Several people together, of whom one was anonymised since: nothing tells who was with whom (R-PD-5).

The others would tell who the nameless one was. An act is told of those who are still known; a night
counts the nameless one and says no more than that there was somebody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Person
from panpun_desktop.services.act_chains import CHUNK, within

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.visibility import Veil

ANONYMISING = "retention.approve"
"""The act that cuts what leads to relatives: told of whom it was done to, of no relative."""


def nameless_among(session: Session, person_ids: Iterable[int]) -> frozenset[int]:
    """Those of these people who were anonymised."""
    asked, found = sorted(set(person_ids)), set[int]()
    for at in range(0, len(asked), CHUNK):
        gone = select(Person.id).where(Person.anonymised_on.is_not(None))
        found.update(session.scalars(gone.where(within(Person.id, asked[at : at + CHUNK]))))
    return frozenset(found)


def told_of(act: str, people: Collection[int], nameless: Collection[int]) -> frozenset[int]:
    """Whom an act about these people is told of."""
    everybody = frozenset(people)
    told = everybody.intersection(nameless) if act == ANONYMISING else everybody.difference(nameless)
    return told or everybody


def seen_together(session: Session, seen: Veil, person_ids: Iterable[int]) -> Veil:
    """What is seen of people who stand together on a night."""
    return seen.hiding(nameless_among(session, person_ids))
