"""What a trainer sees first: the class of this hour."""

from __future__ import annotations

from typing import Any

from panpun_desktop.rules.roles import Role
from panpun_desktop.views.shell.workbench import Workbench


def open_class(workbench: Workbench) -> None:
    """A trainer begins with the class of this hour, unless another page was opened meanwhile."""
    context = workbench.context
    if context.actor.role is not Role.TRAINER or not context.may("course.read"):
        return
    first = workbench.open_page()

    def start() -> dict[str, Any] | None:
        from panpun_desktop.services.class_now import start_of

        return start_of(context.work, context.actor)

    def go(found: dict[str, Any] | None) -> None:
        if found is not None and workbench.open_page() is first:
            workbench.navigate("courses", **found)

    context.operations.read(workbench, start, go, key="class")
