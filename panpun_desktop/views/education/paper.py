"""The tracking sheet of a learner in a window, to look at and print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.views.context import Context
from panpun_desktop.views.paper_window import show_rendered

if TYPE_CHECKING:
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.education_rows import LearnerPage


def show_sheet(
    context: Context, page: LearnerPage, asker: QWidget, refuse: Callable[[PanpunError], object]
) -> None:
    """Draw the sheet of one level and show it."""
    work, actor = context.work, context.actor
    parameters = {"person_id": page.person_id, "learner_id": page.id}

    def draw() -> Rendered:
        from panpun_desktop.reports import runner

        return runner.render(work, actor, "learner_sheet", parameters)

    def show(drawn: Rendered) -> None:
        show_rendered(context, "learner_sheet", drawn, asker.window())

    context.operations.read(asker, draw, show, refuse, key="sheet")
