"""The page of today: four figures, tasks by urgency, forecast, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common import clock as clocks
from panpun_desktop.services import today_figures
from panpun_desktop.services.bed_board import read_night
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.today_movements import movements
from panpun_desktop.services.today_rows import (
    Figure,
    ForecastDay,
    MovementRow,
    TaskRow,
    Today,
)
from panpun_desktop.services.today_tasks import tasks

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "Figure",
    "ForecastDay",
    "MovementRow",
    "TaskRow",
    "Today",
    "tasks_waiting",
    "today",
]


def today(work: UnitsOfWork, by: Actor) -> Today:
    """The page for the clock's day."""
    day = clocks.today(work.clock)
    with work.reading(by, "today.read") as session:
        known = read_night(session, day, read_centre(session))
        return Today(
            day,
            today_figures.figures(session, known),
            tasks(session, by, known),
            today_figures.forecast(session, known),
            movements(session, day, known),
            today_figures.balance(session, known),
        )


def tasks_waiting(work: UnitsOfWork, by: Actor) -> tuple[TaskRow, ...]:
    """The tasks of the page alone: what the navigation counts while another page is open."""
    with work.reading(by, "today.read") as session:
        known = read_night(session, clocks.today(work.clock), read_centre(session))
        return tasks(session, by, known)
