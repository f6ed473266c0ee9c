"""What is asked about one result: passed or not and the last day, and what comes after the course."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import CourseNext, EnrolmentState
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.courses.results_words import criterion_words
from panpun_desktop.widgets.fields import LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.parts import Segmented
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.result_rows import ResultRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class _ResultDialog(FormDialog):
    """About one trainee of the class."""

    def __init__(self, context: Context, row: ResultRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def subjects(self) -> Mapping[str, str]:
        return {str(self.row.id): self.row.name}

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.row.name, role="strong", wrap=True))


class ConfirmResultDialog(_ResultDialog):
    """ผ่าน or ไม่ผ่าน; one that goes against the conditions asks for a reason (R-CRS-7)."""

    name = "confirmResult"

    def title(self) -> str:
        return _("Confirm the result")

    def save_text(self) -> str:
        return _("Confirm")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        for one in self.row.standing.completion.criteria:
            tone = Tone.OK if one.is_met else Tone.WARN
            column.addWidget(Chip(criterion_words(one), tone))

    def build(self) -> None:
        label = self.context.centre.label
        states = (EnrolmentState.DONE, EnrolmentState.FAILED)
        options = [(one.value, label("enrolment_state", one.value)) for one in states]
        self.state = Segmented(options, _("Result"))
        self.state.set_value((self.row.waits or EnrolmentState.DONE).value)
        self.form.addWidget(self.state)
        self.ended_on = ThaiDateEdit(lambda: self.context.today)
        hint = _("Empty: the last day of the plan or today, whichever is first")
        self.add_field("ended_on", _("Last day in class"), self.ended_on, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.result_rows import ConfirmResults, Settle
        from panpun_desktop.services.results import confirm_results

        state = str(self.state.value() or "")
        settle = Settle(self.row.id, self.row.version, state, self.ended_on.value())
        return self.run(confirm_results, ConfirmResults((settle,), reasons))


class AfterCourseDialog(_ResultDialog):
    """หลังจบหลักสูตร: a higher course, travel home, or work with whom and when to ask (R-CRS-3)."""

    name = "afterCourse"
    WIDTH = 520

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
        self.employer = LineField(self.row.employer)
        self.add_field("employer", _("Employer"), self.employer)
        self.days = LineField(self._usual_days())
        hint = _("Days after the course, as 7, 30, 90. Each day becomes a task.")
        self.add_field("follow_up_days", _("Ask how it goes after"), self.days, hint=hint)
        self.note = LongField(self.row.next_note, lines=2)
        self.add_field("note", _("Note"), self.note)
        self.step.chosen.connect(lambda _step: self._follow())
        self._follow()

    def _usual_days(self) -> str:
        from panpun_desktop.services.follow_ups import days_of

        return ", ".join(str(one) for one in days_of(self.context.centre))

    def focus_first(self) -> None:
        self.step.focus_chosen()

    def _follow(self) -> None:
        step = self.step.value()
        for name in ("employer", "follow_up_days"):
            self.boxes[name].setVisible(step == CourseNext.JOB)
        meanings = {
            CourseNext.HIGHER: _("Enrol the person in the higher course from the class list: “Go on”."),
            CourseNext.HOME: _("The leaving itself is recorded on the page of the person."),
            CourseNext.JOB: _("The days on which to ask come up on the page of today."),
        }
        self.meaning.setText(meanings.get(CourseNext(str(step)), "") if step else "")
        self.fit()

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
        )
        return self.run(plan_next, request)


def read_days(text: str) -> tuple[int, ...]:
    """Days after the course as they were typed, Thai digits too; RuleBroken ``follow_up.days_unreadable``."""
    words = latin_digits(text).replace(",", " ").split()
    if any(not one.isdecimal() or not 0 < int(one) < 3660 for one in words):
        raise RuleBroken("follow_up.days_unreadable", field="follow_up_days")
    return tuple(sorted({int(one) for one in words}))
