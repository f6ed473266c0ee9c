"""When the ID card of a person has to be thought of: it ends soon, or has ended."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class CardEnd(StrEnum):
    """How a card stands on a day."""

    FINE = "fine"
    """Far from its end, lifelong, or its end is not known."""
    NEAR = "near"
    OVER = "over"


def card_end(expires_on: date | None, today: date, warn_days: int) -> CardEnd:
    """How a card stands whose last valid day is ``expires_on``; near from ``warn_days`` before it."""
    if expires_on is None:
        return CardEnd.FINE
    if expires_on < today:
        return CardEnd.OVER
    return CardEnd.NEAR if expires_on - today <= timedelta(days=warn_days) else CardEnd.FINE
