"""ติดตามหลังออก: what was heard of somebody who left, and further days to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.about_person import AboutPersonDialog
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.follow_ups import FollowUpRow

_NEXT_DAYS = 7


class DoFollowUpDialog(FormDialog):
    """Records what was heard."""

    name = "followUp"

    def __init__(self, context: Context, row: FollowUpRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Follow-up after leaving")

    def add_head(self, column: QVBoxLayout) -> None:
        row = self.row
        column.addWidget(ThaiLabel(row.name, role="strong", wrap=True))
        outcome = self.context.centre.label("outcome", row.outcome) if row.outcome else ""
        left = _("left {day}").format(day=format_date(row.left_on, "short")) if row.left_on else ""
        column.addWidget(help_text(" · ".join(one for one in (left, outcome, phone_words(row)) if one)))

    def build(self) -> None:
        line = self.pair_row()
        self.how, self.outcome = (
            ChoiceBox([(one, self.context.centre.label(key, one)) for one in self._codes(key)])
            for key in ("follow_up_how", "follow_up_result")
        )
        self.how.set_value("PHONE" if self.row.phone and not self.row.is_unsafe else None)
        self.add_field("how", _("How"), self.how, to=line)
        self.add_field("result", _("Result"), self.outcome, to=line)
        days = self.pair_row()
        self.done_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.done_on.set_value(self.context.today)
        self.again_on = ThaiDateEdit(lambda: self.context.today)
        self.add_field("done_on", _("Asked on"), self.done_on, to=days)
        self.add_field("again_on", _("Ask again on (if wanted)"), self.again_on, to=days)
        self.note = LongField(self.row.note, lines=2)
        self.add_field("note", _("Note"), self.note)

    def _codes(self, key: str) -> tuple[str, ...]:
        return tuple(self.context.centre.active_codes.get(key, ()))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.follow_ups import DoFollowUp, do_follow_up

        request = DoFollowUp(
            self.row.id,
            self.row.version,
            self.done_on.value() or self.context.today,
            self.how.value() or "",
            self.outcome.value() or "",
            self.note.text(),
            self.again_on.value(),
        )
        return self.run(do_follow_up, request)


class PlanFollowUpDialog(AboutPersonDialog):
    """One more day to ask how somebody is."""

    name = "planFollowUp"
    WIDTH = 440

    def title(self) -> str:
        return _("Plan a follow-up")

    def build(self) -> None:
        self.add_person(_("Whom to ask"))
        self.due_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.due_on.set_value(self.context.today + timedelta(days=_NEXT_DAYS))
        self.note = LineField()
        self.add_field("due_on", _("Ask on"), self.due_on)
        self.add_field("note", _("Note"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.follow_ups import PlanFollowUp, plan_follow_up

        person_id = self.person_id(RuleBroken("follow_up.person_missing", field="person"))
        due_on = self.due_on.value() or self.context.today
        return self.run(plan_follow_up, PlanFollowUp(person_id, due_on, self.note.text()))


def phone_words(row: FollowUpRow) -> str:
    """The number, with the mark that it must not be called."""
    if row.is_unsafe:
        return _("Do not call")
    return row.phone
