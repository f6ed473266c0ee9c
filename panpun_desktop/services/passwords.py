"""How long a password must be; length counts, because the file may be stolen and tried elsewhere."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.rules.seed import setting_defaults
from panpun_desktop.services.centre import read_settings

if TYPE_CHECKING:
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_SETTING = "program.password_length"

SHORTEST = 4
"""Shorter is always refused; how long a password must be is the centre's setting."""


def least_length(work: UnitsOfWork) -> int:
    """How many characters the centre asks of a new password."""
    with work.reading(SYSTEM, "setting.read") as session:
        return int(read_settings(session)[_SETTING])


def delivered_length() -> int:
    """How many are asked where there is no centre yet."""
    return int(setting_defaults()[_SETTING].default)


def require_usable(password: str, least: int) -> None:
    """Refuse a password of fewer characters; RuleBroken ``user.password_short`` at ``password``."""
    if len(password) < max(least, SHORTEST):
        raise RuleBroken("user.password_short", field="password", least=max(least, SHORTEST))


def one_time_password() -> str:
    """A first password to print on a slip, 59 bits in three groups: ``k7mv-pa3d-wxh9``.

    No letters or figures that are taken for one another on paper (0 o, 1 l i).
    """
    groups = ("".join(secrets.choice(_ON_PAPER) for _letter in range(4)) for _group in range(3))
    return "-".join(groups)


_ON_PAPER = "abcdefghjkmnpqrstuvwxyz23456789"
