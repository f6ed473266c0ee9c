"""The closed months of a demonstration centre: the last month that is over is left to be closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.reports.months import Month

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

MONTHS = 3
"""So many: each takes a quarter of a second."""


def close_earlier(work: UnitsOfWork, by: Actor, day: date) -> None:
    """Close the months before the last one that is over, in their order."""
    from panpun_desktop.reports.monthly.closing import close

    month = Month.of(day).before
    earlier: list[Month] = []
    for _number in range(MONTHS):
        month = month.before
        earlier.insert(0, month)
    for one in earlier:
        close(work, by, one.first)
