"""เข้ารับการอบรม: one person into a cohort that takes people, wherever the person is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.cohort_box import CohortBox, only_applies_words
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panpun_desktop.services.course_rows import CohortChoice
    from panpun_desktop.services.enrolment_choices import EnrolChoices
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class EnrolPersonDialog(FormDialog):
    """Asks for the cohort and the first day; says what becomes of the stay."""

    name = "enrolPerson"
    WIDTH = 520

    def __init__(
        self, context: Context, person: tuple[int, str], found: EnrolChoices, parent: QWidget | None = None
    ) -> None:
        self.person_id, self.person_name = person
        self.found = found
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Enter a course")

    def save_text(self) -> str:
        return _("Enter the course")

    def draft_key(self) -> str:
        return f"{self.name}:{self.person_id}"

    def subjects(self) -> Mapping[str, str]:
        return {str(self.person_id): self.person_name}

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.person_name, role="strong", wrap=True))
        service = self.found.service_type
        words = self.context.centre.label("service_type", service) if service else ""
        column.addWidget(help_text(words or _("Does not live here: comes and goes")))

    def build(self) -> None:
        self.cohort = CohortBox()
        self.cohort.chosen.connect(lambda _code: self._follow_cohort())
        self.add_field("cohort", _("Cohort"), self.cohort)
        self.cohort.offer(self.found.cohorts)
        self.applies = QCheckBox(_("Only takes down the application (the first day comes later)"))
        self.applies.setObjectName("enrolPersonApplies")
        self.applies.toggled.connect(lambda _on: self._follow())
        self.form.addWidget(self.applies)
        self.coming = help_text("")
        self.form.addWidget(self.coming)
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self.context.today)
        self.add_field("joined_on", _("First day in class"), self.on)
        self.becomes = Banner("", Tone.INFO)
        self.form.addWidget(self.becomes)
        self.floor = FloorWarning(self.context)
        self.floor.told.connect(self.fit)
        self.form.addWidget(self.floor)
        self.on.changed.connect(lambda _day: self._follow())
        self._add_nothing_open()
        self._choose_only_one()

    def _add_nothing_open(self) -> None:
        """Without a cohort to choose, the way to open one."""
        self.open_list = QuietButton(_("To the cohorts"), "school", small=True, clicked=self._to_cohorts)
        self.open_list.setObjectName("enrolPersonCohortsButton")
        self.form.addWidget(self.open_list, 0, Qt.AlignmentFlag.AlignLeft)
        none = not self.found.cohorts
        self.open_list.setVisible(none)
        if none:
            text = _("No cohort takes people now. Open one under courses and cohorts.")
            if self.found.accompanies:
                text = _("Who came along with the family is enrolled in no residential course.")
            self.becomes.say(text, Tone.WARN)

    def _choose_only_one(self) -> None:
        """Where one cohort alone fits the service of the stay, it is the one meant."""
        service = self.found.service_type
        fitting = [one for one in self.found.cohorts if service and one.service_type == service]
        if len(fitting) == 1:
            self.cohort.set_value(str(fitting[0].id))
        self._follow_cohort()

    def _to_cohorts(self) -> None:
        self.reject()
        self.context.navigate("courses", part="cohorts")

    def _follow_cohort(self) -> None:
        chosen = self.cohort.cohort()
        self.boxes["cohort"].set_hint(self.cohort.facts())
        if chosen is not None:
            is_coming = self._is_coming()
            self.applies.setChecked(is_coming)
            self.coming.setText(only_applies_words(chosen.starts_on) if is_coming else "")
            self.on.set_value(self.context.today)
        self.applies.setEnabled(not self._is_coming())  # a first day that has not come cannot be written
        self.coming.setVisible(self._is_coming())
        self._follow()

    def _is_coming(self) -> bool:
        chosen = self.cohort.cohort()
        return chosen is not None and chosen.starts_on > self.context.today

    def _applies(self) -> bool:
        return self._is_coming() or self.applies.isChecked()

    def _follow(self) -> None:
        chosen = self.cohort.cohort()
        self.applies.setVisible(bool(self.found.cohorts))
        self.boxes["joined_on"].setVisible(bool(self.found.cohorts) and not self._applies())
        if chosen is not None:
            self.becomes.say(self._becomes(chosen), Tone.INFO)
            first = chosen.starts_on if self._applies() else self.on.value()
            self.floor.look(chosen.id, first, (self.person_id,))
        self.fit()

    def _becomes(self, chosen: CohortChoice) -> str:
        """A resident's stay goes on as the course (one fact); said before it is done."""
        service = self.found.service_type
        if not service or chosen.service_type in (None, service) or self._applies():
            return ""
        label = self.context.centre.label
        return _("With this the service changes from {now} to {then}.").format(
            now=label("service_type", service), then=label("service_type", chosen.service_type)
        )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_rows import Candidate, Enrol
        from panpun_desktop.services.enrolments import enrol

        cohort_id = self.cohort.cohort_id()
        if cohort_id is None:
            raise RuleBroken("enrolment.cohort_missing", field="cohort")
        joined_on = None if self._applies() else self.on.value() or self.context.today
        people = (Candidate(self.person_id),)
        return self.run(enrol, Enrol(cohort_id, people, joined_on, reasons=dict(reasons)))


def read_choices(work: Any, by: Any, person_id: int) -> EnrolChoices:
    """Where the person can be enrolled, in a worker."""
    from panpun_desktop.services.enrolment_choices import enrol_choices

    return enrol_choices(work, by, person_id)
