"""How good a password is; length counts, because the file may be stolen and tried elsewhere."""

from __future__ import annotations

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
