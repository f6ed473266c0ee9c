"""Dialogs of the curriculum: a subject, a level, grades and hours, a copy, the days of a term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.widgets.fields import ChoiceBox, LineField, NumberEdit, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.curriculum_rows import CurriculumView, LevelView, SubjectRow
    from panpun_desktop.services.school_terms import SchoolTermRow

OWN = "OWN"
"""The code of a limit the office wrote itself."""


class SubjectDialog(EditDialog["SubjectRow"]):
    """One subject; learners keep the credits they took."""

    name = "subject"

    def __init__(
        self,
        context: Context,
        row: SubjectRow | None,
        of: tuple[CurriculumView, LevelView],
        parent: QWidget,
    ) -> None:
        self._curriculum, self._level = of
        super().__init__(context, row, parent)

    def title(self) -> str:
        return _("Change the subject") if self.row is not None else _("Add a subject")

    def build(self) -> None:
        row = self.row
        self.code, self.subject = LineField(row.code if row else ""), LineField(row.name if row else "")
        self.credits = NumberEdit(least=1, most=20)
        self.credits.set_number(row.credits if row else None)
        self.strand = ChoiceBox([(str(id), name) for id, name in self._curriculum.strands])
        self.strand.set_value(str(row.strand_id) if row and row.strand_id is not None else None)
        pair = self.pair_row()
        self.add_field("code", _("Code"), self.code, to=pair)
        self.add_field("credits", _("Credits"), self.credits, to=pair)
        self.add_field("name", _("School subject"), self.subject)
        self.add_field("strand_id", _("Strand"), self.strand)
        self.compulsory = QCheckBox(_("Compulsory subject"))
        self.compulsory.setObjectName("subjectCompulsory")
        self.compulsory.setChecked(row.is_compulsory if row else False)
        self.active = QCheckBox(_("Offered in new records"))
        self.active.setObjectName("subjectActive")
        self.active.setChecked(row.is_active if row else True)
        self.form.addWidget(self.compulsory)
        self.form.addWidget(self.active)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.curricula import SaveSubject, save_subject

        strand = self.strand.value()
        request = SaveSubject(
            id=self.row_id,
            level_id=self._level.id,
            code=self.code.text(),
            name=self.subject.text(),
            credits=self.credits.number() or 0,
            is_compulsory=self.compulsory.isChecked(),
            strand_id=None if strand is None else int(strand),
            is_active=self.active.isChecked(),
            seen_version=self.seen,
        )
        return self.run(save_subject, request)


class LevelDialog(EditDialog["LevelView"]):
    """The credits a level asks for, and which published limit of a term the office follows."""

    name = "level"
    WIDTH = 520

    def title(self) -> str:
        return _("Credits of the level")

    def build(self) -> None:
        level = self.row
        assert level is not None
        self.figures = {name: NumberEdit(least=0, most=200) for name in ("credits", "compulsory", "elective")}
        pair = self.pair_row()
        for name, words in (
            ("credits", _("All credits")),
            ("compulsory", _("Compulsory")),
            ("elective", _("Elective")),
        ):
            self.figures[name].set_number(getattr(level, name))
            self.add_field(name, words, self.figures[name], to=pair)
        caps = [
            (one.code, _("{most} a term, {last} in the last").format(most=one.per_term, last=one.last_term))
            for one in level.caps
            if one.code != OWN
        ]
        self.cap = ChoiceBox([*caps, (OWN, _("The office's own limit"))])
        self.cap.set_value(level.cap_code)
        self.add_field("cap_code", _("Most credits a term"), self.cap)
        own = next((one for one in level.caps if one.code == OWN), level.caps[0])
        self.per_term, self.last_term = NumberEdit(least=1, most=60), NumberEdit(least=1, most=60)
        self.per_term.set_number(own.per_term)
        self.last_term.set_number(own.last_term)
        pair = self.pair_row()
        self.add_field("caps", _("Own limit: a term"), self.per_term, to=pair)
        self.add_field("last_term", _("Own limit: the last term"), self.last_term, to=pair)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.curricula import SaveLevel, save_level

        level = self.row
        assert level is not None
        caps = [(one.code, one.per_term, one.last_term) for one in level.caps if one.code != OWN]
        if self.cap.value() == OWN:
            caps.append((OWN, self.per_term.number() or 0, self.last_term.number() or 0))
        figures = {name: field.number() or 0 for name, field in self.figures.items()}
        request = SaveLevel(
            id=level.id,
            seen_version=level.version,
            cap_code=self.cap.value() or "",
            caps=tuple(caps),
            **figures,
        )
        return self.run(save_level, request)


class CurriculumDialog(FormDialog):
    """Hours of กพช., the weight of the term's work, and from what score each grade is given."""

    name = "curriculum"
    WIDTH = 560

    def __init__(self, context: Context, view: CurriculumView, parent: QWidget | None = None) -> None:
        self.view = view
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Grades and hours")

    def build(self) -> None:
        view = self.view
        self.words = LineField(view.name)
        self.add_field("name", _("Curriculum"), self.words)
        self.figures = {
            "activity_hours": NumberEdit(least=0, most=1000),
            "in_term_weight": NumberEdit(least=0, most=100),
            "exam_attendance": NumberEdit(least=0, most=100),
        }
        pair = self.pair_row()
        for name, words in (
            ("activity_hours", _("กพช. hours")),
            ("in_term_weight", _("Term's work, of 100")),
            ("exam_attendance", _("Attendance for the exam (%)")),
        ):
            self.figures[name].set_number(getattr(view, name))
            self.add_field(name, words, self.figures[name], to=pair)
        retakes = [("BEST", _("The best grade")), ("LAST", _("The last grade that passes"))]
        self.retake = ChoiceBox(retakes)
        self.retake.set_value(view.retake)
        self.add_field("retake", _("Of a subject taken again counts"), self.retake)
        self._steps()
        self.active = QCheckBox(_("New learners are taken in under it"))
        self.active.setObjectName("curriculumActive")
        self.active.setChecked(view.is_active)
        self.form.addWidget(self.active)

    def _steps(self) -> None:
        self.steps: dict[int, NumberEdit] = {}
        for start in range(0, len(self.view.grades), 4):
            pair = self.pair_row()
            for grade in self.view.grades[start : start + 4]:
                field = NumberEdit(least=0, most=100)
                field.set_number(int(grade.least_score))
                self.steps[grade.id] = field
                words = _("Grade {grade} from").format(grade=f"{grade.grade:g}")
                self.add_field(f"step{grade.id}", words, field, to=pair)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.curricula import SaveCurriculum, save_curriculum

        view = self.view
        request = SaveCurriculum(
            id=view.id,
            seen_version=view.version,
            name=self.words.text(),
            retake=self.retake.value() or view.retake,
            needs_moral=view.needs_moral,
            needs_nnet=view.needs_nnet,
            is_active=self.active.isChecked(),
            steps=tuple((id, Decimal(field.number() or 0)) for id, field in self.steps.items()),
            **{name: field.number() or 0 for name, field in self.figures.items()},
        )
        return self.run(save_curriculum, request)


class CopyDialog(FormDialog):
    """A successor that begins with everything of a curriculum; learners keep theirs."""

    name = "copyCurriculum"
    WIDTH = 560

    def __init__(self, context: Context, view: CurriculumView, parent: QWidget | None = None) -> None:
        self.view = view
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Copy as a new curriculum")

    def save_text(self) -> str:
        return _("Copy")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.view.name, role="strong", wrap=True))

    def build(self) -> None:
        self.code, self.words = LineField(), LineField(self.view.name)
        self.add_field("code", _("Year it is called by"), self.code, hint=_("For example 2570"))
        self.add_field("name", _("Name of the new curriculum"), self.words)
        text = _("Levels, subjects that are offered, limits and grades are copied. Learners keep theirs.")
        self.form.addWidget(help_text(text))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.curricula import CopyCurriculum, copy_curriculum

        return self.run(copy_curriculum, CopyCurriculum(self.view.id, self.code.text(), self.words.text()))


class TermDaysDialog(FormDialog):
    """The first and last day of a term and the day of its exam, as the school gives them."""

    name = "termDays"

    def __init__(
        self, context: Context, terms: Sequence[SchoolTermRow], parent: QWidget | None = None
    ) -> None:
        self.terms = {one.term.label: one for one in terms}
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Days of a school term")

    def draft_key(self) -> str:
        return f"{self.name}:{self.chosen().term.label}"

    def build(self) -> None:
        self.term = ChoiceBox([(label, label) for label in self.terms])
        self.term.set_value(self._first())
        self.term.chosen.connect(lambda _label: self._show())
        today = lambda: self.context.today  # noqa: E731 - what the fields ask when the day is needed
        self.starts_on, self.ends_on = ThaiDateEdit(today, required=True), ThaiDateEdit(today, required=True)
        self.exam_on = ThaiDateEdit(today)
        self.add_field("term", _("Term"), self.term)
        pair = self.pair_row()
        self.add_field("starts_on", _("First day of the term"), self.starts_on, to=pair)
        self.add_field("ends_on", _("Last day of the term"), self.ends_on, to=pair)
        self.add_field("exam_on", _("Exam day of the term"), self.exam_on, hint=_("Empty: not given yet"))
        self.state = help_text("")
        self.form.addWidget(self.state)
        self._show()

    def _first(self) -> str:
        """The term of today, else the newest."""
        now = [one.term.label for one in self.terms.values() if one.starts_on <= self.context.today]
        return now[0] if now else next(iter(self.terms))

    def chosen(self) -> SchoolTermRow:
        """The term whose days are shown."""
        return self.terms[self.term.value() or self._first()]

    def _show(self) -> None:
        row = self.chosen()
        self.starts_on.set_value(row.starts_on)
        self.ends_on.set_value(row.ends_on)
        self.exam_on.set_value(row.exam_on)
        written = _("These days were written down.")
        self.state.setText(written if row.id else _("No days yet: the usual ones are shown."))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.school_terms import SaveTermDays, save_term_days

        row = self.chosen()
        request = SaveTermDays(
            row.term,
            self.starts_on.value() or row.starts_on,
            self.ends_on.value() or row.ends_on,
            self.exam_on.value(),
            row.version,
        )
        return self.run(save_term_days, request)
