"""เปลี่ยนประเภทบริการ: another service in the same stay, with the rule beside each choice (R-TRI-8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.views.acts.act_dialog import ActDialog, Reasons
from panpun_desktop.views.acts.cohort_box import CohortBox
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.widgets.fields import ChoiceBox, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.admissions import ServiceChoice
    from panpun_desktop.services.course_rows import CohortChoice


class ServiceChoices(QWidget):
    """The service types that can be taken up, one under the other, each with its rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QRadioButton] = {}
        self.rules: dict[str, ThaiLabel] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def offer(self, code: str, label: str, rule_text: str) -> None:
        """Add a choice."""
        button, words = QRadioButton(label), help_text(rule_text)
        button.setObjectName(f"changeServiceTo{code}")
        words.setContentsMargins(28, 0, 0, 6)
        button.setAccessibleDescription(rule_text)
        self.buttons[code], self.rules[code] = button, words
        self._group.addButton(button)
        if len(self.buttons) == 1:
            self.setFocusProxy(button)
        self._column.addWidget(button)
        self._column.addWidget(words)

    def say_rule(self, code: str, rule_text: str) -> None:
        """Show the rule of a choice as it stands on another day."""
        if code in self.rules:
            self.rules[code].setText(rule_text)
            self.buttons[code].setAccessibleDescription(rule_text)

    def value(self) -> str:
        """The code chosen, or nothing."""
        return next((code for code, one in self.buttons.items() if one.isChecked()), "")


class ChangeServiceDialog(ActDialog):
    """Asks which service, from which day, and what a transit stay needs to say."""

    name = "changeService"

    def title(self) -> str:
        return _("Change the service")

    def build(self) -> None:
        self.service = ServiceChoices()
        self.add_field("service_type", _("New service"), self.service)
        self._add_transit()
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self.context.today)
        self.on.changed.connect(lambda _known: self._follow_day())
        self.add_field("changed_on", _("From the day"), self.on)
        self.accompanying = QCheckBox(_("Comes along with the family"))
        self.accompanying.setObjectName("changeServiceAccompanying")
        self.accompanying.setChecked(self.facts.panel.row.accompanying)
        self.accompanying.setVisible(bool(self.facts.panel.family_members))
        self.form.addWidget(self.accompanying)
        self.cohort = CohortBox(_("Cohort not known yet"))
        self.cohort.chosen.connect(lambda _code: self._say_cohort())
        self.add_field("cohort", _("Cohort"), self.cohort)
        self.floor = FloorWarning(self.context)
        self.floor.told.connect(self.fit)
        self.form.addWidget(self.floor)
        self.cohorts: tuple[CohortChoice, ...] = ()
        self.accompanying.toggled.connect(lambda _on: self._follow_choice())
        self._follow_choice()
        self._read_rules()
        self._read_cohorts()

    def _add_transit(self) -> None:
        centre = self.context.centre

        def choice(name: str) -> ChoiceBox:
            codes = centre.active_codes.get(name, ())
            return ChoiceBox([(one, centre.label(name, one)) for one in codes])

        row = self.pair_row()
        self.client_of, self.awaiting = choice("transit_client_of"), choice("transit_awaiting")
        self.add_field("client_of", _("Client of"), self.client_of, to=row)
        self.add_field("awaiting", _("Waits for"), self.awaiting, to=row)
        self._follow_choice()

    def _day(self) -> date:
        return self.on.value() or self.context.today

    def _follow_day(self) -> None:
        self._read_rules()
        self._say_cohort()

    def _read_rules(self) -> None:
        from panpun_desktop.services.admissions import service_choices

        context, person_id, day = self.context, self.facts.person_id, self._day()
        context.operations.read(
            self,
            lambda: service_choices(context.work, context.actor, (person_id,), day),
            self._show_rules,
            self._say,
            key="rules",
        )

    def _show_rules(self, found: tuple[ServiceChoice, ...]) -> None:
        if self.service.buttons:
            for one in found:
                self.service.say_rule(one.service_type, one.rule_text)
            return
        first = {code: place for place, code in enumerate(self.facts.panel.next_services)}
        for one in sorted(found, key=lambda one: first.get(one.service_type, len(first))):
            if one.service_type != self.facts.panel.row.service_type:
                self.service.offer(one.service_type, one.label, one.rule_text)
        for button in self.service.buttons.values():
            button.toggled.connect(lambda _on: self._follow_choice())
        self.fit()
        self.focus_first()

    def _read_cohorts(self) -> None:
        from panpun_desktop.services.cohort_lists import cohort_choices

        if self.context.may("course.read"):
            work, actor = self.context.work, self.context.actor
            self.context.operations.read(
                self, lambda: cohort_choices(work, actor), self._take_cohorts, self._say, key="cohorts"
            )

    def _take_cohorts(self, found: tuple[CohortChoice, ...]) -> None:
        self.cohorts = found
        self._follow_choice()

    def _offer_cohorts(self) -> None:
        """Those of the course chosen; who accompanies the family is in none (R-FAM-4)."""
        if "cohort" not in self.boxes:
            return
        chosen = self.service.value()
        fitting = [one for one in self.cohorts if chosen and one.service_type == chosen]
        self.cohort.offer(fitting)
        self.boxes["cohort"].setVisible(bool(fitting) and not self.accompanying.isChecked())
        self._say_cohort()

    def _say_cohort(self) -> None:
        self.boxes["cohort"].set_hint(self.cohort.facts())
        self.floor.look(self._cohort_id(), self._first_day(), (self.facts.person_id,))
        self.fit()

    def _first_day(self) -> date:
        """In class from the change on, or from the cohort's own first day."""
        chosen = self.cohort.cohort()
        return self._day() if chosen is None else max(self._day(), chosen.starts_on)

    def _cohort_id(self) -> int | None:
        return self.cohort.cohort_id() if self.boxes["cohort"].isVisibleTo(self) else None

    def _follow_choice(self) -> None:
        self._offer_cohorts()
        is_transit = self.service.value() == ServiceType.TRANSIT
        for name in ("client_of", "awaiting"):
            self.boxes[name].setVisible(is_transit)
        self.boxes["service_type"].clear_problem()
        self.fit()

    def focus_first(self) -> None:
        for button in self.service.buttons.values():
            button.setFocus()
            return

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.stays import ChangeService, change_service

        request = ChangeService(
            self.facts.stay_id,
            self.facts.stay_version,
            self.service.value(),
            self._day(),
            self.client_of.value(),
            self.awaiting.value(),
            self.accompanying.isChecked(),
            dict(reasons),
            self._cohort_id(),
        )
        return self.run(change_service, request)
