"""How good a password is; length counts, because the file may be stolen and tried elsewhere."""

from __future__ import annotations

import secrets

from panpun_desktop.common.errors import RuleBroken

LEAST_LENGTH = 4
"""Shorter is refused; below FAIR_LENGTH it is called weak, the office decides."""
FAIR_LENGTH = 8
STRONG_LENGTH = 12


def strength(password: str) -> str:
    """ "weak", "fair" or "strong": by length and how many different characters it has."""
    if len(password) < FAIR_LENGTH or len(set(password)) < LEAST_LENGTH:
        return "weak"
    return "strong" if len(password) >= STRONG_LENGTH else "fair"


def require_usable(password: str) -> None:
    """Refuse an empty or very short password."""
    if len(password) < LEAST_LENGTH:
        raise RuleBroken("user.password_short", field="password", least=LEAST_LENGTH)


def one_time_password() -> str:
    """A first password to print on a slip, 59 bits in three groups: ``k7mv-pa3d-wxh9``.

    No letters or figures that are taken for one another on paper (0 o, 1 l i).
    """
    groups = ("".join(secrets.choice(_ON_PAPER) for _letter in range(4)) for _group in range(3))
    return "-".join(groups)


_ON_PAPER = "abcdefghjkmnpqrstuvwxyz23456789"
