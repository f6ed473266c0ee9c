"""The acts on a learner: transfer, activities, assessments, status, a term."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.education import DAY_HOURS
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.subject_picker import SubjectPicker, nothing_to_choose
from panpun_desktop.views.education.words import number
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import (
    ChoiceBox,
    LineField,
    NumberEdit,
    ThaiDateEdit,
)
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import ActivityLine, LearnerPage, TermLine

YES, NO = "yes", "no"


class OfLearner(FormDialog):
    """Something done with a learner whose page is open."""

    def __init__(self, context: Context, page: LearnerPage, parent: QWidget | None = None) -> None:
        self.page = page
        super().__init__(context, parent)

    def draft_key(self) -> str:
        return f"{self.name}:{self.page.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(f"{self.page.name} · {self.page.level}", role="strong", wrap=True))

    def subjects(self) -> dict[str, str]:
        return {str(self.page.person_id): self.page.name}

    def day_field(self, *, empty: bool = False) -> ThaiDateEdit:
        """A field for a day, today unless it is to be empty."""
        field = ThaiDateEdit(lambda: self.context.today, required=not empty)
        if not empty:
            field.set_value(self.context.today)
        return field


class TransferDialog(OfLearner):
    """เทียบโอน: subjects that were earned elsewhere."""

    name = "transfer"
    WIDTH = 620

    def title(self) -> str:
        return _("Transfer subjects from elsewhere")

    def build(self) -> None:
        offered = [one for one in self.page.offered if not one.is_passed]
        self.picker = SubjectPicker(offered, ())
        box = self.add_field("subjects", _("Subjects"), self.picker)
        if not offered:
            box.hide()
            are_passed = bool(self.page.offered)
            self.form.addWidget(nothing_to_choose(self.context, are_passed=are_passed, leave=self.reject))
        self.source, self.on_day = LineField(), self.day_field()
        grades = [(str(one), number(one)) for one in self.page.grades]
        self.grade = ChoiceBox(grades, placeholder=_("Without a grade"))
        pair = self.pair_row()
        self.add_field("source", _("Transferred from"), self.source, to=pair)
        self.add_field("on_day", _("Day"), self.on_day, to=pair)
        self.add_field(
            "grade", _("Grade"), self.grade, hint=_("Without a grade it stays out of the average"), to=pair
        )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education_requests import TransferredSubject, TransferSubjects
        from panpun_desktop.services.education_results import transfer_subjects

        grade = self.grade.value()
        chosen = tuple(
            TransferredSubject(id, grade=None if grade is None else Decimal(grade))
            for id in self.picker.value()
        )
        day = self.on_day.value() or self.context.today
        request = TransferSubjects(
            self.page.id, self.page.version, day, self.source.text(), chosen, dict(reasons)
        )
        return self.run(transfer_subjects, request)


class ActivityDialog(OfLearner):
    """Hours of กพช."""

    name = "activity"

    def __init__(
        self, context: Context, page: LearnerPage, line: ActivityLine | None, parent: QWidget | None = None
    ) -> None:
        self.line = line
        super().__init__(context, page, parent)

    def title(self) -> str:
        return _("Write down กพช. hours") if self.line is None else _("Correct กพช. hours")

    def build(self) -> None:
        self.activity, self.on_day = LineField(), self.day_field()
        self.hours = NumberEdit(places=1, least=0)
        self.add_field("name", _("Activity"), self.activity, hint=_("For example จิตอาสาพัฒนาชุมชน"))
        pair = self.pair_row()
        self.add_field("on_day", _("Day"), self.on_day, to=pair)
        self.add_field("hours", _("Hours"), self.hours, to=pair)
        self.long_day = Banner("", Tone.WARN)
        self.form.addWidget(self.long_day)
        self.hours.textChanged.connect(lambda _text: self._warn_of_hours())
        if self.line is not None:
            self.activity.setText(self.line.name)
            self.on_day.set_value(self.line.on_day)
            self.hours.set_number(self.line.hours)
            remove = QuietButton(_("Written by mistake: take it out"), "x", small=True, clicked=self._remove)
            remove.setObjectName("removeActivityButton")
            self.form.addWidget(remove)

    def _warn_of_hours(self) -> None:
        """More hours than a day has may be several days, or a slip: said while it is typed."""
        hours = self.hours.amount() or Decimal(0)
        text = _("{hours} hours are more than one day has. If it went on for several days, write each day.")
        self.long_day.say(text.format(hours=number(hours)) if hours > DAY_HOURS else "")
        if self.isVisible():
            self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education_requests import SaveActivity
        from panpun_desktop.services.education_results import save_activity

        request = SaveActivity(
            learner_id=self.page.id,
            on_day=self.on_day.value() or self.context.today,
            name=self.activity.text(),
            hours=self.hours.amount() or Decimal(0),
            activity_id=None if self.line is None else self.line.id,
            seen_version=None if self.line is None else self.line.version,
        )
        return self.run(save_activity, request)

    def _remove(self) -> None:
        from panpun_desktop.services.education_requests import RemoveActivity
        from panpun_desktop.services.education_results import remove_activity

        if self.line is not None:
            act = self.run(remove_activity, RemoveActivity(self.line.id, self.line.version))
            self.context.operations.change(self, act, self._finish, self.refuse)


class AssessmentsDialog(OfLearner):
    """การประเมินคุณธรรม and N-NET."""

    name = "assessments"

    def title(self) -> str:
        return _("Moral assessment and N-NET")

    def build(self) -> None:
        centre, page = self.context.centre, self.page
        self.moral = ChoiceBox(dict(centre.codes["moral_result"]), placeholder=_("Not assessed yet"))
        self.nnet = ChoiceBox(dict(centre.codes["nnet_status"]), placeholder=_("Not sat yet"))
        self.moral_on, self.nnet_on = self.day_field(empty=True), self.day_field(empty=True)
        self.moral.set_value(page.moral or None)
        self.nnet.set_value(page.nnet or None)
        self.moral_on.set_value(page.moral_on)
        self.nnet_on.set_value(page.nnet_on)
        for name, words, field, day in (
            ("moral", _("Moral assessment"), self.moral, self.moral_on),
            ("nnet", _("N-NET"), self.nnet, self.nnet_on),
        ):
            pair = self.pair_row()
            self.add_field(name, words, field, to=pair)
            self.add_field(f"{name}_on", _("Day"), day, to=pair)
        self.form.addWidget(help_text(_("N-NET has to be sat, not passed.")))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education import record_assessments
        from panpun_desktop.services.education_requests import RecordAssessments

        request = RecordAssessments(
            self.page.id,
            self.page.version,
            self.moral.value() or "",
            self.moral_on.value(),
            self.nnet.value() or "",
            self.nnet_on.value(),
        )
        return self.run(record_assessments, request)


class StatusDialog(OfLearner):
    """How the learner stands with the school."""

    name = "learnerStatus"

    def title(self) -> str:
        return _("Status of the learner")

    def build(self) -> None:
        from panpun_desktop.views.education.progress_card import forecast_text

        self.status = ChoiceBox(dict(self.context.centre.codes["learner_status"]))
        self.status.set_value("GRADUATED" if self.page.progress.may_graduate else self.page.status)
        self.on_day = self.day_field()
        pair = self.pair_row()
        self.add_field("status", _("Status"), self.status, to=pair)
        self.add_field("on_day", _("Since"), self.on_day, to=pair)
        self.form.addWidget(help_text(forecast_text(self.page)))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education import set_learner_status
        from panpun_desktop.services.education_requests import SetLearnerStatus

        day = self.on_day.value() or self.context.today
        status = self.status.value() or self.page.status
        request = SetLearnerStatus(self.page.id, self.page.version, status, day, dict(reasons))
        return self.run(set_learner_status, request)


class TermDialog(OfLearner):
    """Whether the exam of a term was sat, and how much of the meetings was attended."""

    name = "learnerTerm"

    def __init__(
        self, context: Context, page: LearnerPage, line: TermLine, parent: QWidget | None = None
    ) -> None:
        self.line = line
        super().__init__(context, page, parent)

    def title(self) -> str:
        return _("Term {term}").format(term=self.line.term.label)

    def draft_key(self) -> str:
        return f"{self.name}:{self.line.id}"

    def build(self) -> None:
        line = self.line
        self.registered_on, self.exam_on = self.day_field(), self.day_field(empty=True)
        self.sat = ChoiceBox([(YES, _("Sat")), (NO, _("Not sat"))], placeholder=_("Not known yet"))
        self.attendance = NumberEdit(least=0, most=100)
        self.registered_on.set_value(line.registered_on)
        self.exam_on.set_value(line.exam_on)
        self.sat.set_value({True: YES, False: NO}.get(line.sat_exam) if line.sat_exam is not None else None)
        self.attendance.set_number(line.attendance)
        self.sat.chosen.connect(lambda _code: self._offer_exam_day())
        pair = self.pair_row()
        self.add_field("registered_on", _("Registered for the term on"), self.registered_on, to=pair)
        self.add_field("attendance", _("Attendance (per cent)"), self.attendance, to=pair)
        pair = self.pair_row()
        self.add_field("sat_exam", _("Sat the exam"), self.sat, to=pair)
        self.add_field("exam_on", _("Exam on"), self.exam_on, to=pair)
        words = _("To sit the exam {percent}% are usually asked for; the school decides.")
        self.form.addWidget(help_text(words.format(percent=self.page.exam_attendance)))
        cancel = QuietButton(_("Cancel this registration"), "x", small=True, clicked=self._cancel)
        cancel.setObjectName("cancelTermButton")
        self.form.addWidget(cancel)

    def _offer_exam_day(self) -> None:
        """The exam day of the term, when it has come and none was written."""
        day = self.line.term_exam_on
        if self.sat.value() == YES and self.exam_on.value() is None and day and day <= self.context.today:
            self.exam_on.set_value(day)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education_requests import EditTerm
        from panpun_desktop.services.education_terms import edit_term

        sat = self.sat.value()
        request = EditTerm(
            self.line.id,
            self.line.version,
            self.registered_on.value() or self.line.registered_on,
            None if sat is None else sat == YES,
            self.exam_on.value(),
            self.attendance.number(),
        )
        return self.run(edit_term, request)

    def _cancel(self) -> None:
        from panpun_desktop.services.education_requests import CancelTerm
        from panpun_desktop.services.education_terms import cancel_term

        act = self.run(cancel_term, CancelTerm(self.line.id, self.line.version))
        self.context.operations.change(self, act, self._finish, self.refuse)
