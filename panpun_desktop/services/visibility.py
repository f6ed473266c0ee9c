"""The one place that says how much someone sees of whom (domain.md R-SAF-1).

Every query that lets a name, nickname, number, phone, photo or paper out asks the veil::

    seen = veil(session, by)
    statement = statement.where(Person.id.not_in(seen.hidden))      # no line at all
    name = seen.name(person.id, full_name)                          # "ผู้รับบริการ (ปกปิด)" when masked

Totals are reckoned without the veil: hidden people are counted everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.common.clock import local
from panpun_desktop.common.i18n import _
from panpun_desktop.models import BreakGlass, Restriction
from panpun_desktop.rules.protection import Sight, restricted_sight
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor


@dataclass(frozen=True)
class Veil:
    """How much one person at the desk sees of everybody; who is not named here is seen whole."""

    sights: Mapping[int, Sight] = field(default_factory=dict)
    """Only of restricted people, by person id."""

    def sight(self, person_id: int | None) -> Sight:
        """How much is seen of a person."""
        return Sight.FULL if person_id is None else self.sights.get(person_id, Sight.FULL)

    @cached_property
    def hidden(self) -> frozenset[int]:
        """People of whom nothing is seen: left out of every list, still counted in totals."""
        return self._of(Sight.NONE)

    @cached_property
    def masked(self) -> frozenset[int]:
        """People shown as one line without name."""
        return self._of(Sight.MASKED)

    @cached_property
    def not_whole(self) -> frozenset[int]:
        """Everybody of whom less than all is seen."""
        return frozenset(one for one, sight in self.sights.items() if sight is not Sight.FULL)

    def sees(self, person_id: int | None) -> bool:
        """Say whether the person's page may be opened as it is."""
        return self.sight(person_id) is Sight.FULL

    def name(self, person_id: int | None, full_name: str, first_name: str = "") -> str:
        """The name as it may be shown; of a hidden person only that there is someone."""
        match self.sight(person_id):
            case Sight.FULL:
                return full_name
            case Sight.FIRST_NAME:
                return first_name or masked_name()
            case Sight.MASKED:
                return masked_name()
            case _:
                return _("someone")

    def text(self, person_id: int | None, text: str) -> str:
        """A fact of the person (nickname, number, phone), or nothing when less than all is seen."""
        return text if self.sees(person_id) else ""

    def _of(self, sight: Sight) -> frozenset[int]:
        return frozenset(one for one, seen in self.sights.items() if seen is sight)


def masked_name() -> str:
    """What stands for a masked person's name: ผู้รับบริการ (ปกปิด)."""
    return _("Service user (masked)")


def veil(session: Session, by: Actor) -> Veil:
    """What the actor sees now; two small queries."""
    restricted = restrictions_now(session)
    if not restricted:
        return Veil()
    opened = _opened(session, by)
    return Veil(
        {one: restricted_sight(by, roles.split(","), one in opened) for one, roles in restricted.items()}
    )


def restrictions_now(session: Session) -> dict[int, str]:
    """The people whose presence is protected today, with the roles named for each."""
    day = local(clock_of(session)).date()
    rows = select(Restriction.person_id, Restriction.roles).where(
        Restriction.voided_at.is_(None),
        Restriction.since_on <= day,
        or_(Restriction.until_on.is_(None), Restriction.until_on > day),
    )
    return {row.person_id: row.roles for row in session.execute(rows)}


def _opened(session: Session, by: Actor) -> frozenset[int]:
    """Whose records the actor has broken the glass of, for now."""
    now = clock_of(session).now()
    rows = select(BreakGlass.person_id).where(BreakGlass.user_id == by.user_id, BreakGlass.until_at > now)
    return frozenset(session.scalars(rows))
