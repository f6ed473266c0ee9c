"""Finding one person by the register number that papers and commands carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.models import Person
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def person_of_regno(work: UnitsOfWork, by: Actor, regno: str) -> int:
    """The id of the person with a register number; Thai digits and case do not matter."""
    wanted = from_thai_digits(regno.strip()).upper()
    with work.reading(by, "person.read") as session:
        found = session.scalar(select(Person.id).where(Person.regno == wanted, Person.voided_at.is_(None)))
        if found in veil_of(session).hidden:
            found = None
    if found is None:
        raise RuleBroken("person.regno_unknown", field="person", regno=wanted)
    return found
