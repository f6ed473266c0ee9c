"""แก้ไขวันออก: the day on which somebody really left, with the bed of the nights between."""

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
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.leaving_outlook import BedBetween, LeavingRow


class CorrectLeavingDialog(CorrectDayDialog):
    """The day of a leaving, of those who left in the same act too."""

    name = "correctLeaving"
    day_field, time_field, reason_missing = "left_on", "left_time", "leaving.reason_missing"

    def __init__(self, context: Context, rows: tuple[LeavingRow, ...], parent: QWidget | None = None) -> None:
        self.first = rows[0]
        super().__init__(context, rows, parent)

    def title(self) -> str:
        return _("Correct the leaving day")

    def typed(self) -> tuple[date, time | None]:
        return self.first.left_on, self.first.left_time

    def head_words(self) -> str:
        first = self.first
        outcome = self.context.centre.label("outcome", first.outcome) if first.outcome else ""
        left = format_date(first.left_on, "short")
        at = f" {first.left_time:%H:%M}" if first.left_time is not None else ""
        stay = _("Came {arrived}, typed as left {left}").format(
            arrived=format_date(first.arrived_on, "short"), left=f"{left}{at}"
        )
        return " · ".join(one for one in (stay, outcome) if one)

    def field_words(self) -> tuple[str, str]:
        return _("Left on"), _("Left in the same act; correct too")

    def nights(self, day: date) -> tuple[int, int]:
        return (self.first.left_on - self.first.arrived_on).days, (day - self.first.arrived_on).days

    def keeps_words(self, one: BedBetween) -> str:
        day = format_date(one.from_on, "short")
        return _("The bed stays as it was, until {day}; no bed for the nights after").format(day=day)

    def look_ahead(self, day: date) -> None:
        if day <= self.first.left_on:
            self.show_beds(())
            return
        work, actor, stays = self.context.work, self.context.actor, [row.stay_id for row in self.corrected()]

        def read() -> tuple[BedBetween, ...]:
            from panpun_desktop.services.leaving_outlook import beds_ahead

            return beds_ahead(work, actor, stays, day)

        self.context.operations.read(self, read, self.show_beds, self.say, key="beds")

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.leaving_correction import CorrectLeaving, correct_leaving

        stays, reason = self.corrected_stays(), self.reason.text()
        return self.run(correct_leaving, CorrectLeaving(stays, self.request_day(), self.time.value(), reason))


def correct_leaving_of(context: Context, person_id: int, stay_id: int | None, parent: QWidget) -> None:
    """Read a leaving of a person, the last one if no stay is named, and open the dialog over the window."""
    work, actor = context.work, context.actor

    def read() -> tuple[LeavingRow, ...]:
        from panpun_desktop.services.leaving_outlook import correctable_leaving

        return correctable_leaving(work, actor, person_id, stay_id)

    open_correction(context, parent, read, CorrectLeavingDialog)
