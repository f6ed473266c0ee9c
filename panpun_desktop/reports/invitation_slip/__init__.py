"""The slip for a new user, or one who forgot: login and a password that serves once; kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Invitation:
    """What stands on a slip."""

    centre: str
    name: str
    login: str
    password: str = field(repr=False)


def invitation_slip(told: Invitation, day: date) -> bytes:
    """Half a sheet (A5 across) to hand over in person."""
    from panpun_desktop.reports.invitation_slip.layout import pdf

    return pdf(told, day)
