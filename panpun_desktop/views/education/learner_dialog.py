"""Enrolling someone as a learner, and correcting what is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import SHORT_WEEKDAYS
from panpun_desktop.views.acts.about_person import AboutPersonDialog
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, SuggestField, ThaiDateEdit
from panpun_desktop.widgets.number_edit import TimeEdit
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import LearnerChoices, LearnerFacts, LearnerPage


class WeekdaysField(QWidget):
    """The days of the week on which a group meets, all in one line."""

    def __init__(self, days: tuple[int, ...] = ()) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.chips = [FilterChip(words, on=day in days) for day, words in enumerate(SHORT_WEEKDAYS)]
        for day, chip in enumerate(self.chips):
            chip.setObjectName(f"meetsOn{day}Chip")
            row.addWidget(chip)
        row.addStretch(1)
        self.setFocusProxy(self.chips[0])

    def value(self) -> tuple[int, ...]:
        """The days that are on, 0 Monday."""
        return tuple(day for day, chip in enumerate(self.chips) if chip.isChecked())


class LearnerDialog(AboutPersonDialog):
    """Enrols someone of the register (``page`` None), or corrects what is written."""

    name = "learner"
    WIDTH = 640

    def __init__(
        self,
        context: Context,
        page: LearnerPage | None,
        given: tuple[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.page = page
        super().__init__(context, (page.person_id, page.name) if page is not None else given, parent)
        self._read_choices()

    def title(self) -> str:
        return _("Take a learner in") if self.page is None else _("Correct the learner")

    def draft_key(self) -> str:
        return f"learner:{self.page.id if self.page is not None else 'new'}"

    def build(self) -> None:
        self.add_person(_("Who learns"))
        self._agencies: dict[str, int] = {}
        self._school()
        self._meetings()
        self._before()
        self._fill()

    def _school(self) -> None:
        self.level = ChoiceBox()
        self.student_no, self.g_code = LineField(), LineField()
        self.school, self.teacher, self.group = SuggestField(), SuggestField(), SuggestField()
        pair = self.pair_row()
        self.add_field("level_id", _("Level"), self.level, to=pair)
        self.add_field("student_no", _("Student number"), self.student_no, to=pair)
        self.add_field("g_code", _("G number"), self.g_code, to=pair)
        self.add_field("school", _("School"), self.school, hint=_("For example สกร.ระดับอำเภอรัตภูมิ"))
        pair = self.pair_row()
        self.add_field("teacher", _("Teacher"), self.teacher, to=pair)
        self.add_field("group_name", _("Learning group"), self.group, to=pair)

    def _meetings(self) -> None:
        facts = self.page.facts if self.page is not None else None
        self.days = WeekdaysField(facts.meets_on if facts is not None else ())
        self.meets_from, self.meets_until = TimeEdit(), TimeEdit()
        pair = self.pair_row()
        self.add_field("meets_on", _("Meets on"), self.days, to=pair)
        self.add_field("meets_from", _("From (time)"), self.meets_from, to=pair)
        self.add_field("meets_until", _("Until (time)"), self.meets_until, to=pair)
        pair.setStretch(0, 3)
        pair.setStretch(1, 1)
        pair.setStretch(2, 1)

    def _before(self) -> None:
        centre = self.context.centre
        codes = centre.active_codes.get("education", ())
        self.prior = ChoiceBox([(code, centre.label("education", code)) for code in codes])
        self.evidence = LineField()
        self.enrolled_on = ThaiDateEdit(lambda: self.context.today)
        self.note = LongField(lines=2)
        pair = self.pair_row()
        self.add_field("prior_education", _("Education before"), self.prior, to=pair)
        self.add_field("prior_evidence", _("Paper shown at entry"), self.evidence, to=pair)
        self.add_field("enrolled_on", _("Enrolled on"), self.enrolled_on, to=pair)
        self.add_field("note", _("Note"), self.note)

    def _fill(self) -> None:
        if self.page is None:
            self.enrolled_on.set_value(self.context.today)
            return
        facts = self.page.facts
        self.student_no.setText(facts.student_no)
        self.g_code.setText(facts.g_code)
        self.school.setText(self.page.school)
        self.teacher.setText(facts.teacher)
        self.group.setText(facts.group_name)
        self.meets_from.set_value(facts.meets_from)
        self.meets_until.set_value(facts.meets_until)
        self.prior.set_value(facts.prior_education)
        self.evidence.setText(facts.prior_evidence)
        self.enrolled_on.set_value(facts.enrolled_on)
        self.note.setText(facts.note)

    def _read_choices(self) -> None:
        work, actor = self.context.work, self.context.actor

        def ask() -> LearnerChoices:
            from panpun_desktop.services.education_lists import learner_choices

            return learner_choices(work, actor)

        self.context.operations.read(self, ask, self._offer, self.refuse, key="choices")

    def _offer(self, choices: LearnerChoices) -> None:
        kept = self.level.value()
        several = len({one.curriculum for one in choices.levels}) > 1
        names = {
            str(one.id): f"{one.name} ({one.curriculum})" if several else one.name for one in choices.levels
        }
        if self.page is not None:  # a level of a curriculum nobody is taken in under any more
            names.setdefault(str(self.page.facts.level_id), self.page.level_name)
        self.level.set_options(names)
        if kept is None and self.page is not None:
            self.level.set_value(str(self.page.facts.level_id))
        self._agencies = {name: id for id, name in choices.agencies}
        self.school.set_suggestions(tuple(dict.fromkeys((*choices.schools, *self._agencies))))
        self.teacher.set_suggestions(choices.teachers)
        self.group.set_suggestions(choices.groups)

    def facts(self) -> LearnerFacts:
        """What is written now."""
        from panpun_desktop.services.education_rows import LearnerFacts

        level = self.level.value()
        if level is None:
            raise RuleBroken("education.level_missing", field="level_id")
        school = self.school.text().strip()
        agency = self._agencies.get(school)
        return LearnerFacts(
            level_id=int(level),
            student_no=self.student_no.text(),
            g_code=self.g_code.text(),
            agency_id=agency,
            school="" if agency is not None else school,
            teacher=self.teacher.text(),
            group_name=self.group.text(),
            prior_education=self.prior.value(),
            prior_evidence=self.evidence.text(),
            meets_on=self.days.value(),
            meets_from=self.meets_from.value(),
            meets_until=self.meets_until.value(),
            enrolled_on=self.enrolled_on.value(),
            note=self.note.text(),
        )

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education import edit_learner, enrol_learner
        from panpun_desktop.services.education_requests import EditLearner, EnrolLearner

        if self.page is not None:
            return self.run(edit_learner, EditLearner(self.page.id, self.page.version, self.facts()))
        person = self.person_id(RuleBroken("education.person_missing", field="person"))
        return self.run(enrol_learner, EnrolLearner(person, self.facts()))
