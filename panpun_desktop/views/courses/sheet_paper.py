"""ใบลงเวลา of the month shown, in a window to look at and print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.views.paper_window import show_rendered

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.views.context import Context


def show_timesheet(
    context: Context, asker: QWidget, cohort_id: int, month: date, refuse: Callable[[PanpunError], object]
) -> None:
    """Draw the filled sheet of the month of a day; what is written is on it, the rest is to be signed."""
    work, actor = context.work, context.actor

    def draw() -> Rendered:
        from panpun_desktop.reports import runner

        return runner.render(work, actor, "timesheet", {"cohort_id": cohort_id, "month": month})

    def show(drawn: Rendered) -> None:
        show_rendered(context, "timesheet", drawn, asker.window())

    context.operations.read(asker, draw, show, refuse, key="timesheet")
