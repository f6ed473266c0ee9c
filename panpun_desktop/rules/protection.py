"""Who sees a person whose presence is protected (domain.md §7.2, R-SAF-1): by role, and how much."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from panpun_desktop.rules.roles import SYSTEM, Actor, Role


class Sight(StrEnum):
    """How much of a person someone sees."""

    FULL = "FULL"
    FIRST_NAME = "FIRST_NAME"
    """The first name and nothing else: a trainer whose class the person attends."""
    MASKED = "MASKED"
    """One line without name: register number, service type, day and bed."""
    NONE = "NONE"
    """Not there: no search hit, no line, no title, no text; still counted."""


_RESTRICTED: dict[Role, Sight] = {
    Role.MANAGER: Sight.FULL,
    Role.SW: Sight.FULL,
    Role.CM: Sight.FULL,
    Role.NURSE: Sight.FULL,
    Role.HOUSE: Sight.MASKED,
    Role.REG: Sight.MASKED,
    Role.AUDIT: Sight.MASKED,
}


def restricted_sight(by: Actor, named_roles: Iterable[str], broke_glass: bool) -> Sight:
    """What someone sees of a restricted person; roles named on the person see them besides."""
    if by is SYSTEM or broke_glass:
        return Sight.FULL
    usual = _RESTRICTED.get(by.role, Sight.NONE)
    if by.role.value not in set(named_roles):
        return usual
    return Sight.FIRST_NAME if by.role is Role.TRAINER else Sight.FULL
