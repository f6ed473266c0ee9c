"""Courses and cohorts in the search, and the way into the class of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.views.search.found import Command, Found

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from panpun_desktop.services.class_finding import FoundClass

_STAGES = {"running": N_("Running"), "coming": N_("Coming"), "past": N_("Past")}


def classes(context: Context, text: str) -> tuple[FoundClass, ...]:
    """The cohorts and courses a text may mean, for who may look at them; runs in a worker."""
    if not context.may("course.read"):
        return ()
    from panpun_desktop.services.class_finding import find_classes

    return find_classes(context.work, context.actor, text)


def class_found(context: Context, row: FoundClass) -> Found:
    """A cohort or a course as a line of the list."""
    if row.starts_on is None or row.ends_on is None:
        return Found(
            "book",
            row.name,
            "",
            _("Course"),
            lambda: context.navigate("courses", part="courses", course_id=row.id),
        )
    span = f"{format_date(row.starts_on, 'short')} – {format_date(row.ends_on, 'short')}"
    return Found(
        "school",
        row.name,
        f"{_(_STAGES[row.stage])} · {span}",
        _("Cohort"),
        lambda: context.navigate("courses", cohort_id=row.id),
    )


def class_command(context: Context, asker: QObject) -> Command:
    """Open today's class for marking, for who may mark."""
    return Command("school", _("Open the class of today"), lambda: _open(context, asker), "attendance.mark")


def _open(context: Context, asker: QObject) -> None:
    def ask() -> dict[str, Any]:
        from panpun_desktop.services.class_now import class_of_today

        return class_of_today(context.work, context.actor)

    def go(found: dict[str, Any]) -> None:
        if "cohort_id" not in found:
            context.say(_("No class of yours is held today; choose one from the list."))
        context.navigate("courses", **found)

    context.operations.read(asker, ask, go, lambda error: context.say(message_of(error)), key="class")
