"""Days without a lesson on the attendance sheet, and the ways on from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from panpun_desktop.common.i18n import _
from panpun_desktop.views.courses import sheet_words as words
from panpun_desktop.views.courses.sheet_days import nearest_lesson

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.courses.sheet_note import Way
    from panpun_desktop.views.courses.sheet_view import SheetView


class SheetGaps(QObject):
    """Plans a session on such a day, or goes to the nearest that has one (``show_day``: who, day)."""

    def __init__(
        self,
        context: Context,
        cohort_id: int,
        view: SheetView,
        show_day: Callable[[int | None, date], object],
    ) -> None:
        super().__init__(view)
        self._context, self._cohort_id, self._view, self._show_day = context, cohort_id, view, show_day

    def ways(self, column: int) -> list[Way]:
        """What is offered at a day without a lesson."""
        cells = self._view.cells
        if cells.sheet is None:
            return []
        found: list[Way] = []
        if self._may_add(column):
            found.append((_("Add a session on this day"), "F6", self.add_lesson))
        nearest = nearest_lesson(cells.sheet, cells.columns[column].day)
        if nearest is not None:
            text = _("To {day}, the nearest lesson").format(day=words.day_month(nearest))
            found.append((text, "F7", self.go_to_lesson))
        return found

    def _may_add(self, column: int) -> bool:
        """A day that nothing is planned on, of a cohort that is open and one's own to change."""
        cells = self._view.cells
        is_open = cells.sheet is not None and cells.sheet.may_mark and cells.columns[column].lesson is None
        return is_open and self._context.may("cohort.edit")

    def add_lesson(self) -> None:
        """Plan a session on the day of the cursor (F6)."""
        from panpun_desktop.views.courses.session_dialogs import SessionDialog

        place = self._view.place()
        if place is not None and self._may_add(place[1]):
            day = self._view.cells.columns[place[1]].day
            SessionDialog(self._context, self._cohort_id, None, self._view.window(), day=day).open()

    def go_to_lesson(self) -> None:
        """From a day without a lesson to the nearest day that has one (F7)."""
        place, cells = self._view.place(), self._view.cells
        if place is None or cells.sheet is None or cells.key_at(place[1]) is not None:
            return
        day = nearest_lesson(cells.sheet, cells.columns[place[1]].day)
        if day is not None:
            self._show_day(cells.rows[place[0]].enrolment_id, day)
