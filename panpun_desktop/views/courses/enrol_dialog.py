"""เข้ารุ่น: one person, a family, a pasted list, or someone from outside, in one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.cohort_box import only_applies_words
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.courses.trainees_field import TraineesField
from panpun_desktop.views.courses.words import heads_words, span_words
from panpun_desktop.widgets.fields import ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class EnrolDialog(FormDialog):
    """Who comes into the cohort, and from which day; or who only applies."""

    name = "enrol"
    WIDTH = 560

    def __init__(self, context: Context, cohort: CohortRow, parent: QWidget | None = None) -> None:
        self.cohort = cohort
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Enrol")

    def save_text(self) -> str:
        return _("Enrol")

    def draft_key(self) -> str:
        return f"{self.name}:{self.cohort.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.cohort.name, role="strong", wrap=True))
        span = span_words(self.cohort.starts_on, self.cohort.ends_on)
        column.addWidget(help_text(f"{span} · {heads_words(self.cohort)}"))

    def build(self) -> None:
        self.people = TraineesField(self.context)
        self.people.edited.connect(self._follow)
        hint = _("Type a name or number, or paste a list from Excel with Ctrl+V")
        self.add_field("people", _("People to enrol"), self.people, hint=hint)
        self.applies = QCheckBox(_("Only takes down the application (the first day comes later)"))
        self.applies.setObjectName("enrolApplies")
        self.applies.toggled.connect(self._follow)
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        today, is_over = self.context.today, self.cohort.ends_on < self.context.today
        self.is_coming = self.cohort.starts_on > today
        self.on.set_value(
            self.cohort.starts_on if is_over else today
        )  # written down afterwards: from its start
        self.add_field("joined_on", _("First day in class"), self.on)
        self.form.addWidget(self.applies)
        self.coming = help_text(only_applies_words(self.cohort.starts_on))
        self.coming.setVisible(self.is_coming)
        self.form.addWidget(self.coming)
        self.floor = FloorWarning(self.context)
        self.floor.told.connect(self.fit)
        self.form.addWidget(self.floor)
        self.on.changed.connect(lambda _day: self._follow())
        self.applies.setChecked(self.is_coming)
        self.applies.setEnabled(not self.is_coming)  # a first day that has not come cannot be written
        self._follow()

    def _follow(self, _on: bool = False) -> None:
        applies = self.is_coming or self.applies.isChecked()
        self.boxes["joined_on"].setVisible(not applies)
        known = [one.person_id for one in self.people.people if one.person_id is not None]
        has_newcomers = len(known) < len(self.people.people)
        day = self.cohort.starts_on if applies else self.on.value()
        self.floor.look(self.cohort.id, day, () if has_newcomers else known)
        self.fit()

    def subjects(self) -> Mapping[str, str]:
        return self.people.names()

    def may_leave_out(self) -> Collection[str]:
        return self.people.names() if len(self.people.people) > 1 else ()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_rows import Enrol
        from panpun_desktop.services.enrolments import enrol

        applies = self.is_coming or self.applies.isChecked()
        joined_on = None if applies else self.on.value() or self.context.today
        people = self.people.candidates(but=self.left_out)
        act = self.run(enrol, Enrol(self.cohort.id, people, joined_on, reasons=dict(reasons)))
        without = self._without()

        def enrolled() -> Changes:
            changes = act()
            return replace(changes, summary=" · ".join((changes.summary, *without)))

        return enrolled

    def _without(self) -> tuple[str, ...]:
        """Who was named and is not enrolled: left out by choice, or not in the register."""
        names = self.people.names()
        out, missing = [names[one] for one in sorted(self.left_out)], self.people.not_found()
        said = []
        if out:
            said.append(_("Left out: {names}").format(names=", ".join(out)))
        if missing:
            said.append(_("Not found, not enrolled: {names}").format(names=", ".join(missing)))
        return tuple(said)
