"""The page of today: four figures, tasks by urgency, forecast, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.services.today_rows import (
    Figure,
    ForecastDay,
    MovementRow,
    TaskRow,
    Today,
)

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "Figure",
    "ForecastDay",
    "MovementRow",
    "TaskRow",
    "Today",
    "today",
]


def today(work: UnitsOfWork, by: Actor) -> Today:
    """The page for the clock's day."""
    raise NotImplementedError
