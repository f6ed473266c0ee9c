"""What the manager decides about a break in a course: count on, begin anew, end (R-CRS-6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.codes import ContinuityChoice
from panpun_desktop.rules.continuity import BreakCause
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.fields import LongField, ThaiDateEdit
from panpun_desktop.widgets.parts import Segmented, ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.continuity_decisions import OpenBreak
    from panpun_desktop.services.groundless_decisions import GroundlessDecision
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

_CHOICES = tuple(ContinuityChoice)


class DecisionDialog(FormDialog):
    """The facts, the three ways, and what each of them needs."""

    name = "decision"
    WIDTH = 520

    def __init__(self, context: Context, found: OpenBreak, parent: QWidget | None = None) -> None:
        self._found = found
        super().__init__(context, parent)
        self._follow(ContinuityChoice.CONTINUE)

    def title(self) -> str:
        return _("The course was broken off")

    def save_text(self) -> str:
        return _("Decide")

    def draft_key(self) -> str:
        return f"{self.name}:{self._found.enrolment_id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._found.name, role="strong", wrap=True))
        column.addWidget(help_text(f"{self._found.cohort} · {self._facts()}"))

    def _facts(self) -> str:
        found = self._found
        first, last = format_date(found.first_on, "short"), format_date(found.last_on, "short")
        if found.cause is BreakCause.AWAY:
            words = _("left the centre on {first} without leave").format(first=first)
        else:
            words = _("absent {n} training days in a row, {first} to {last}").format(
                n=found.length, first=first, last=last
            )
        so_far = str(found.days) if found.floor is None else f"{found.days}/{found.floor}"
        return " · ".join((words, _("{days} days so far").format(days=so_far)))

    def build(self) -> None:
        labels = self.context.centre.codes.get("continuity_choice", {})
        options = [(one, labels.get(one.value, one.value)) for one in _CHOICES]
        self.choice = Segmented(options, _("Decision"))
        self.choice.chosen.connect(self._follow)
        self.form.addWidget(self.choice)
        self.meaning = help_text("")
        self.form.addWidget(self.meaning)
        self.restart_on = ThaiDateEdit(lambda: self.context.today)
        self.restart_on.set_value(self._found.back_on)
        unknown = (
            "" if self._found.back_on else _("No mark of coming back yet: decide once the person is back")
        )
        self.add_field("restart_on", _("Count from"), self.restart_on, hint=unknown)
        self.last_on = ThaiDateEdit(lambda: self.context.today)
        self.last_on.set_value(self._found.last_marked_on)
        self.add_field("on", _("Last day in class"), self.last_on)
        self.reason = LongField(lines=3)
        self.add_field("reason", _("Reason"), self.reason)

    def focus_first(self) -> None:
        self.choice.focus_chosen()

    def _follow(self, choice: object) -> None:
        self.boxes["restart_on"].setVisible(choice is ContinuityChoice.RESTART)
        self.boxes["on"].setVisible(choice is ContinuityChoice.DROP)
        meanings = {
            ContinuityChoice.CONTINUE: _("The break is accepted and the days go on counting. Say why."),
            ContinuityChoice.RESTART: _("The days count anew from the day of coming back; the marks stay."),
            ContinuityChoice.DROP: _("The person leaves the course before its end. A stay goes on."),
        }
        if isinstance(choice, ContinuityChoice):
            self.meaning.setText(meanings[choice])
        for box in self.boxes.values():
            box.clear_problem()  # it spoke of the way that was chosen before
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.continuity_decisions import Decide, decide

        choice = self.choice.value()
        request = Decide(
            self._found.enrolment_id,
            self._found.version,
            choice.value if isinstance(choice, ContinuityChoice) else "",
            self.reason.text(),
            self.restart_on.value(),
            self.last_on.value(),
        )
        return self.run(decide, request)


class TakeBackDecisionDialog(FormDialog):
    """A decision whose break is gone from the marks: what it was, and why it is taken back."""

    name = "takeBackDecision"
    WIDTH = 520

    def __init__(self, context: Context, found: GroundlessDecision, parent: QWidget | None = None) -> None:
        self._found = found
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Take the decision back")

    def save_text(self) -> str:
        return _("Take back")

    def draft_key(self) -> str:
        return f"{self.name}:{self._found.enrolment_id}"

    def add_head(self, column: QVBoxLayout) -> None:
        found = self._found
        column.addWidget(ThaiLabel(found.name, role="strong", wrap=True))
        choice = self.context.centre.label("continuity_choice", found.choice.value)
        first, last = format_date(found.broke_on, "short"), format_date(found.until_on, "short")
        decided = _("Decided on {day} by {who} about {first} to {last}: {choice}").format(
            day=format_date(found.decided_on, "short"),
            who=found.decided_by,
            first=first,
            last=last,
            choice=choice,
        )
        column.addWidget(help_text(" · ".join(one for one in (decided, found.reason) if one)))
        column.addWidget(help_text(self._meaning()))

    def _meaning(self) -> str:
        meanings = {
            ContinuityChoice.CONTINUE: _("The marks show no such break any more; the days stay as they are."),
            ContinuityChoice.RESTART: _("The days count from where they counted before the decision."),
            ContinuityChoice.DROP: _(
                "The person stays out of the class; with “Back into class” they come back."
            ),
        }
        return meanings[self._found.choice]

    def build(self) -> None:
        self.reason = LongField(lines=3)
        self.add_field("reason", _("Reason"), self.reason)

    def focus_first(self) -> None:
        self.reason.setFocus()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.groundless_decisions import TakeBackDecision, take_back_decision

        request = TakeBackDecision(self._found.enrolment_id, self._found.version, self.reason.text())
        return self.run(take_back_decision, request)


def open_taking_back(
    context: Context, asker: QWidget, enrolment_id: int, refused: Callable[..., object]
) -> None:
    """Read the decision about somebody whose break is gone, and ask why it is taken back."""
    from panpun_desktop.services.groundless_decisions import groundless_decision

    work, actor = context.work, context.actor
    context.operations.read(
        asker,
        lambda: groundless_decision(work, actor, enrolment_id),
        lambda found: TakeBackDecisionDialog(context, found, asker).open(),
        refused,
        key="decision",
    )


def open_decision(
    context: Context, asker: QWidget, enrolment_id: int, refused: Callable[..., object]
) -> None:
    """Read what is to be decided about somebody and ask."""
    from panpun_desktop.services.continuity_decisions import open_break

    def show(found: OpenBreak) -> None:
        dialog = DecisionDialog(context, found, asker)
        dialog.open()

    context.operations.read(
        asker, lambda: open_break(context.work, context.actor, enrolment_id), show, refused, key="decision"
    )
