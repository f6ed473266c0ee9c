"""บันทึกเหตุการณ์: writing one down, correcting it, settling it, cancelling it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.clock import local
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.people_field import PeopleField, PersonPart
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.incidents import IncidentFacts, IncidentRow


class IncidentDialog(FormDialog):
    """Writes an incident down, or corrects one; only the day and what happened are needed."""

    name = "incident"
    WIDTH = 620

    def __init__(
        self,
        context: Context,
        row: IncidentRow | None,
        people: Sequence[PersonPart] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._row, self._people = row, row.people if row is not None else people
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Write down an incident") if self._row is None else _("Correct the incident")

    def build(self) -> None:
        self._add_when()
        row = self._row
        self.what = LongField(row.what if row else "", lines=3)
        self.add_field("what", _("What happened"), self.what)
        self.people = PeopleField(self.context, self._people)
        self.add_field("people", _("People it is about"), self.people)
        self.told = LineField(row.told if row else "")
        self.steps = LongField(row.done if row else "", lines=2)
        self.add_field("told", _("Who was told, and when"), self.told)
        self.add_field("done", _("What was done"), self.steps)
        self.unsettled = QCheckBox(_("Something is still to be done about it"))
        self.unsettled.setObjectName("incidentNeedsFollowUp")
        self.unsettled.setChecked(row.needs_follow_up if row else False)
        self.form.addWidget(self.unsettled)
        if row is None:
            self.what.setFocus()

    def _add_when(self) -> None:
        row, centre = self._row, self.context.centre
        when = self.pair_row()
        self.on_day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on_day.set_value(row.on_day if row else self.context.today)
        self.at_time = TimeEdit()
        now = local(self.context.clock).time().replace(second=0, microsecond=0)
        self.at_time.set_value(row.at_time if row else now)
        self.place = LineField(row.place if row else "")
        self.add_field("on_day", _("Day of the incident"), self.on_day, to=when)
        self.add_field("at_time", _("Time"), self.at_time, to=when)
        self.add_field("place", _("Place"), self.place, to=when)
        kinds = self.pair_row()
        self.kind, self.severity = (
            ChoiceBox([(one, centre.label(key, one)) for one in centre.active_codes.get(key, ())])
            for key in ("incident_kind", "incident_severity")
        )
        self.kind.set_value(row.kind if row else "OTHER")
        self.severity.set_value(row.severity if row else "NORMAL")
        self.add_field("kind", _("Kind of incident"), self.kind, to=kinds)
        self.add_field("severity", _("Severity"), self.severity, to=kinds)

    def focus_first(self) -> None:
        self.what.setFocus()

    def facts(self) -> IncidentFacts:
        """What is written now."""
        from panpun_desktop.services.incidents import IncidentFacts, Part

        return IncidentFacts(
            on_day=self.on_day.value() or self.context.today,
            what=self.what.text(),
            at_time=self.at_time.value(),
            kind=self.kind.value() or "OTHER",
            severity=self.severity.value() or "NORMAL",
            place=self.place.text(),
            told=self.told.text(),
            done=self.steps.text(),
            needs_follow_up=self.unsettled.isChecked(),
            people=tuple(Part(*one) for one in self.people.value()),
        )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incidents import EditIncident, edit_incident, write_incident

        if self._row is None:
            return self.run(write_incident, self.facts())
        return self.run(edit_incident, EditIncident(self._row.id, self._row.version, self.facts()))


class _OfIncident(FormDialog):
    """Something done with an incident that stands in the log."""

    WIDTH = 460

    def __init__(self, context: Context, row: IncidentRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def add_head(self, column: QVBoxLayout) -> None:
        kind = self.context.centre.label("incident_kind", self.row.kind)
        day = format_date(self.row.on_day, "short")
        column.addWidget(ThaiLabel(f"{day} · {kind}", role="strong"))
        column.addWidget(help_text(self.row.what))


class SettleIncidentDialog(_OfIncident):
    """Nothing more is to be done."""

    name = "settleIncident"

    def title(self) -> str:
        return _("Settle the incident")

    def build(self) -> None:
        self.steps = LongField(lines=3)
        hint = _("It is added to what stands already")
        self.add_field("done", _("What was done in the end"), self.steps, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incidents import SettleIncident, settle_incident

        return self.run(settle_incident, SettleIncident(self.row.id, self.row.version, self.steps.text()))


class VoidIncidentDialog(_OfIncident):
    """It was written by mistake."""

    name = "voidIncident"

    def title(self) -> str:
        return _("Take the incident out of the log")

    def build(self) -> None:
        self.reason = LineField()
        hint = _("It stays in the history with this reason")
        self.add_field("reason", _("Reason"), self.reason, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incidents import VoidIncident, void_incident

        return self.run(void_incident, VoidIncident(self.row.id, self.row.version, self.reason.text()))
