"""หลังจบหลักสูตร: what comes after the course, and the step into it at once (R-CRS-3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import CourseNext, Outcome
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.acts.cohort_box import CohortBox
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.courses.results_dialogs import ResultDialog
from panpun_desktop.widgets.fields import LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.parts import Segmented

if TYPE_CHECKING:
    from panpun_desktop.services.going_on import AfterChoices
    from panpun_desktop.widgets.operations import Changes

_DAY = timedelta(days=1)


class AfterCourseDialog(ResultDialog):
    """หลังจบหลักสูตร: a higher course, travel home, or work with whom and when to ask (R-CRS-3)."""

    name = "afterCourse"
    WIDTH = 520

    def subjects(self) -> Mapping[str, str]:
        return {str(self.row.person_id): self.row.name}

    def title(self) -> str:
        return _("After the course")

    def build(self) -> None:
        label = self.context.centre.label
        options: list[tuple[object, str]] = [
            (one.value, label("course_next", one.value)) for one in self.row.choices
        ]
        self.step = Segmented([*options, ("", _("Not known yet"))], _("After the course"))
        self.step.set_value(self.row.next_step if self.row.next_step in self.row.choices else "")
        self.form.addWidget(self.step)
        self.meaning = help_text("")
        self.form.addWidget(self.meaning)
        self._add_going_on()
        self.employer = LineField(self.row.employer)
        self.add_field("employer", _("Employer"), self.employer)
        self.days = LineField(self._usual_days())
        hint = _("Days after the course, as 7, 30, 90. Each day becomes a task.")
        self.add_field("follow_up_days", _("Ask how it goes after"), self.days, hint=hint)
        self.note = LongField(self.row.next_note, lines=2)
        self.add_field("note", _("Note"), self.note)
        self.step.chosen.connect(lambda _step: self._follow())
        self._follow()
        self._read_choices()

    def _add_going_on(self) -> None:
        """Where the step chosen leads on: into a cohort, or to the leaving."""
        self.found: AfterChoices | None = None
        self.cohort = CohortBox(_("Cohort not known yet"))
        self.cohort.chosen.connect(lambda _code: self._follow())
        self.add_field("to_cohort", _("Cohort of the higher course"), self.cohort)
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value(self._day_after())
        self.add_field("on", _("First day in class"), self.on)
        self.on.changed.connect(lambda _day: self._look())
        self.floor = FloorWarning(self.context)
        self.floor.told.connect(self.fit)
        self.form.addWidget(self.floor)
        self.leaves = QCheckBox(_("Record the leaving next"))
        self.leaves.setObjectName("afterCourseLeaves")
        self.leaves.setChecked(True)
        self.form.addWidget(self.leaves)
        self.settled.connect(lambda _changes: self._go_on())

    def _day_after(self) -> date:
        """The day after the last one of the course that has ended, no later than today; else today."""
        ended_on = self.row.ended_on
        return self.context.today if ended_on is None else min(ended_on + _DAY, self.context.today)

    def _read_choices(self) -> None:
        from panpun_desktop.services.going_on import after_choices

        work, actor, row = self.context.work, self.context.actor, self.row
        self.context.operations.read(
            self, lambda: after_choices(work, actor, row.enrolment_id), self._take, self.refuse, key="after"
        )

    def _take(self, found: AfterChoices) -> None:
        self.found = found
        self.cohort.offer(found.cohorts)
        self._follow()

    def _usual_days(self) -> str:
        from panpun_desktop.services.follow_ups import days_of

        return ", ".join(str(one) for one in days_of(self.context.centre))

    def focus_first(self) -> None:
        self.step.focus_chosen()

    def _follow(self) -> None:
        step, cohort = self.step.value(), self.cohort.cohort()
        for name in ("employer", "follow_up_days"):
            self.boxes[name].setVisible(step == CourseNext.JOB)
        is_higher = step == CourseNext.HIGHER and bool(self.found and self.found.cohorts)
        is_coming = cohort is not None and cohort.starts_on > self.context.today
        self.boxes["to_cohort"].setVisible(is_higher)
        self.boxes["to_cohort"].set_hint(self.cohort.facts())
        self.boxes["on"].setVisible(is_higher and cohort is not None and not is_coming)
        self._look()
        self.leaves.setVisible(self._may_leave())
        self.meaning.setText(self._meaning(is_coming=is_coming))
        self.fit()
        QTimer.singleShot(0, self, self.fit)  # a sentence of two lines has its height only then

    def _look(self) -> None:
        """Whether the days of the higher course suffice (R-CRS-1)."""
        is_higher = self.step.value() == CourseNext.HIGHER
        cohort, day = self.cohort.cohort() if is_higher else None, self.on.value()
        first = day if cohort is None or day is None else max(day, cohort.starts_on)
        self.floor.look(None if cohort is None else cohort.id, first, (self.row.person_id,))

    def _may_leave(self) -> bool:
        lives_here = self.found is not None and self.found.lives_here
        return self.step.value() == CourseNext.HOME and lives_here and self.context.may("stay.end")

    def _meaning(self, *, is_coming: bool) -> str:
        """What saving does besides noting the step."""
        step = self.step.value()
        if step == CourseNext.HIGHER and self.found is not None:
            if not self.found.cohorts:
                return _("No cohort of a higher course takes people now.")
            if self.cohort.cohort() is None:
                return ""
            if is_coming:
                return _("The cohort has not begun: the person is taken down as an applicant.")
            if not self.found.lives_here:
                return _("Saving enrols the person in the cohort chosen, to come for the lessons.")
            return _("Saving enrols the person in the cohort chosen; the stay goes on as that course.")
        meanings = {
            CourseNext.HOME: _("The leaving itself is recorded on the page of the person."),
            CourseNext.JOB: _("The days on which to ask come up on the page of today."),
        }
        return "" if self._may_leave() or not step else meanings.get(CourseNext(str(step)), "")

    def _go_on(self) -> None:
        """Travel home begins with the leaving of who lives here."""
        parent = self.parentWidget()
        if self._may_leave() and self.leaves.isChecked() and parent is not None:
            home = Outcome.HOME.value
            open_act(
                self.context,
                "end_stay",
                self.row.person_id,
                parent,
                prepared=lambda dialog: dialog.choose_outcome(home),
            )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.result_rows import PlanNext
        from panpun_desktop.services.results import plan_next

        step = str(self.step.value() or "") or None
        is_work = step == CourseNext.JOB
        request = PlanNext(
            self.row.id,
            self.row.version,
            step,
            self.note.text(),
            self.employer.text() if is_work else "",
            read_days(self.days.text()) if is_work else None,
            self.cohort.cohort_id() if step == CourseNext.HIGHER else None,
            self.on.value() or self.context.today,
            dict(reasons),
        )
        return self.run(plan_next, request)


def read_days(text: str) -> tuple[int, ...]:
    """Days after the course as they were typed, Thai digits too; RuleBroken ``follow_up.days_unreadable``."""
    words = latin_digits(text).replace(",", " ").split()
    if any(not one.isdecimal() or not 0 < int(one) < 3660 for one in words):
        raise RuleBroken("follow_up.days_unreadable", field="follow_up_days")
    return tuple(sorted({int(one) for one in words}))
