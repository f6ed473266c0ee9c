"""The name of one person as somebody may see it: for summaries and refusals (R-SAF-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import Person
    from panpun_desktop.rules.roles import Actor


def seen_name(session: Session, by: Actor, person: Person) -> str:
    """The full name, or what stands for it where the actor sees less."""
    return veil(session, by).name(person.id, full_name(person), person.first_name)
