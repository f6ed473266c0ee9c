"""แก้ไขวันเข้า: the day on which somebody really came, with the bed of the nights between and the limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.correct_day import CorrectDayDialog, open_correction
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.arrival_outlook import ArrivalAhead, ArrivalRow
    from panpun_desktop.services.leaving_outlook import BedBetween

_PAPERS = 4
"""How many papers are named; the rest are counted."""


class CorrectArrivalDialog(CorrectDayDialog):
    """The day of an admission, of those of the family who came on it too."""

    name = "correctArrival"
    day_field, time_field, reason_missing = "arrived_on", "arrived_time", "arrival.reason_missing"

    def __init__(self, context: Context, rows: tuple[ArrivalRow, ...], parent: QWidget | None = None) -> None:
        self.first, self.arrivals = rows[0], rows
        super().__init__(context, rows, parent)

    def title(self) -> str:
        return _("Correct the admission day")

    def typed(self) -> tuple[date, time | None]:
        return self.first.arrived_on, self.first.arrived_time

    def head_words(self) -> str:
        first = self.first
        at = f" {first.arrived_time:%H:%M}" if first.arrived_time is not None else ""
        came = _("Typed as came {arrived}").format(arrived=format_date(first.arrived_on, "short") + at)
        left = ""
        if first.left_on is not None:
            left = _("left {left}").format(left=format_date(first.left_on, "short"))
        return " · ".join(one for one in (came, left, first.service) if one)

    def field_words(self) -> tuple[str, str]:
        return _("Admitted on"), _("Came in the same act; correct too")

    def build(self) -> None:
        super().build()
        self.limits = help_text("")
        self.limits.setObjectName("correctArrivalLimits")
        self.form.insertWidget(self.form.indexOf(self.told) + 1, self.limits)
        self.limits.hide()
        papers = tuple(one for row in self.arrivals for one in row.papers)
        if papers:
            self.form.addWidget(help_text(_paper_words(papers)))

    def nights(self, day: date) -> tuple[int, int]:
        until = self.first.left_on or self.context.today
        return (until - self.first.arrived_on).days, (until - day).days

    def keeps_words(self, one: BedBetween) -> str:
        day = format_date(one.until, "short")
        return _("The bed stays as it was, from {day}; no bed for the nights before").format(day=day)

    def look_ahead(self, day: date) -> None:
        work, actor, stays = self.context.work, self.context.actor, [row.stay_id for row in self.corrected()]

        def read() -> ArrivalAhead:
            from panpun_desktop.services.arrival_outlook import arrivals_ahead

            return arrivals_ahead(work, actor, stays, day)

        self.context.operations.read(self, read, self._show_ahead, self.say, key="beds")

    def _show_ahead(self, ahead: ArrivalAhead) -> None:
        self.limits.setText("\n".join(ahead.limits))
        self.limits.setVisible(bool(ahead.limits))
        self.show_beds(ahead.beds)
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.arrival_correction import CorrectArrival, correct_arrival

        stays, reason = self.corrected_stays(), self.reason.text()
        return self.run(correct_arrival, CorrectArrival(stays, self.request_day(), self.time.value(), reason))


def _paper_words(papers: tuple[str, ...]) -> str:
    """Papers keep what was printed: which they are."""
    named = ", ".join(papers[:_PAPERS])
    if len(papers) > _PAPERS:
        named = _("{papers} and {count} more").format(papers=named, count=len(papers) - _PAPERS)
    return _("Papers already issued keep the day that was typed: {papers}").format(papers=named)


def correct_arrival_of(context: Context, person_id: int, stay_id: int | None, parent: QWidget) -> None:
    """Read an admission of a person, the last if no stay is named, and open the dialog over the window."""
    work, actor = context.work, context.actor

    def read() -> tuple[ArrivalRow, ...]:
        from panpun_desktop.services.arrival_outlook import correctable_arrival

        return correctable_arrival(work, actor, person_id, stay_id)

    open_correction(context, parent, read, CorrectArrivalDialog)
