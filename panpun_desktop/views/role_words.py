"""Roles in the words of the staff (domain.md §2.1)."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.roles import Role

_LONG = {
    Role.ADMIN: N_("System administrator"),
    Role.MANAGER: N_("Centre manager"),
    Role.SW: N_("Social worker"),
    Role.CM: N_("Case manager"),
    Role.NURSE: N_("Nurse"),
    Role.HOUSE: N_("House parent"),
    Role.FIELD: N_("Field worker"),
    Role.TRAINER: N_("Trainer"),
    Role.REG: N_("Registrar"),
    Role.VOL: N_("Volunteer"),
    Role.AUDIT: N_("Auditor"),
}
_SHORT = {Role.MANAGER: N_("Manager"), Role.REG: N_("Front desk")}


def role_words(role: str) -> str:
    """The role in full, as settings and papers name it."""
    return _(_LONG[Role(role)])


def short_role_words(role: str) -> str:
    """The role in one word, as it stands beside a name."""
    return _(_SHORT.get(Role(role), _LONG[Role(role)]))
