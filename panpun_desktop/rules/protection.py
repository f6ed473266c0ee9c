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


NAMED_BESIDES = (Role.HOUSE, Role.REG, Role.AUDIT, Role.FIELD, Role.TRAINER)
"""Roles that may be named on a person to see them besides those of the rule."""
_DESK_WORK = frozenset({Role.MANAGER, Role.SW, Role.CM, Role.REG})
"""Whose daily work is to look at the register: only restricted people are noted for their looks."""


def usual_sight(by: Actor) -> Sight:
    """What someone sees of a restricted person by role alone."""
    return Sight.FULL if by is SYSTEM else _RESTRICTED.get(by.role, Sight.NONE)


def is_noted(by: Actor, kind: str) -> bool:
    """Say whether a look at anybody's record is noted (R-PD-4): what leaves the house always is."""
    return kind in {"print", "export"} or by.role not in _DESK_WORK


def restricted_sight(by: Actor, named_roles: Iterable[str], broke_glass: bool) -> Sight:
    """What someone sees of a restricted person; roles named on the person see them besides."""
    if by is SYSTEM or broke_glass:
        return Sight.FULL
    usual = usual_sight(by)
    if by.role.value not in set(named_roles):
        return usual
    return Sight.FIRST_NAME if by.role is Role.TRAINER else Sight.FULL
