"""หลักสูตร กศน.: the subjects of a level; what a level asks for; hours, weights and grade steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, LineField, NumberEdit
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.curricula import CurriculumView, LevelView, SubjectRow

OWN = "OWN"
"""The code of a limit the office wrote itself."""


class CurriculumSection(ListSection["SubjectRow"]):
    """The subjects of one level at a time; electives are added here."""

    name = "curriculum"
    act = "curriculum.edit"

    def title(self) -> str:
        return _("Non-formal curriculum")

    def columns(self) -> Sequence[Column[SubjectRow]]:
        return (
            Column("code", _("Code"), lambda row: row.code, sort="code", width=96),
            Column("name", _("School subject"), lambda row: row.name, strong=True, width=300),
            Column("strand", _("Strand"), lambda row: row.strand, sort="strand", width=170),
            Column("credits", _("Credits"), lambda row: str(row.credits), right=True, width=80),
            Column("kind", _("Kind"), _kind, width=80),
            Column("state", _("State"), lambda row: "" if row.is_active else _("Not offered"), width=110),
        )

    def add_buttons(self) -> None:
        self.add_row_button = self.add_button(_("Add a subject"), self._add, main=True)
        self.add_row_button.setObjectName("addSubjectButton")

    def add_above(self) -> None:
        self.curricula: Sequence[CurriculumView] = ()
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choice = ChoiceBox(placeholder=_("Level"))
        self.choice.setObjectName("curriculumLevelChoice")
        self.choice.setAccessibleName(_("Level"))
        self.choice.setFixedWidth(280)
        self.choice.chosen.connect(lambda _id: self._show_level())
        row.addWidget(self.choice)
        row.addStretch(1)
        self.body.addLayout(row)
        if self.may_edit:
            self.level_button = self.add_button(_("Credits of the level"), self._edit_level)
            self.level_button.setObjectName("editLevelButton")
            self.steps_button = self.add_button(_("Grades and hours"), self._edit_curriculum)
            self.steps_button.setObjectName("editCurriculumButton")

    def touched_by(self, changes: Changes) -> bool:
        return "curriculum" in changes.settings

    def load(self) -> None:
        from panpun_desktop.services.curricula import list_curricula

        self.read(list_curricula, self._show)

    def _show(self, curricula: Sequence[CurriculumView]) -> None:
        self.curricula = curricula
        self.choice.set_options(
            {str(level.id): f"{level.name} ({one.code})" for one in curricula for level in one.levels}
        )
        if self.choice.value() is None and curricula:
            self.choice.set_value(str(curricula[0].levels[0].id))
        self._show_level()

    def chosen(self) -> tuple[CurriculumView, LevelView] | None:
        """The level shown, with its curriculum."""
        for one in self.curricula:
            for level in one.levels:
                if str(level.id) == self.choice.value():
                    return one, level
        return None

    def _show_level(self) -> None:
        found = self.chosen()
        self.show_rows(found[1].subjects if found is not None else ())

    def edit(self, row: SubjectRow) -> None:
        found = self.chosen()
        if self.may_edit and found is not None:
            self.open_dialog(SubjectDialog(self.context, row, found, self))

    def _add(self) -> None:
        found = self.chosen()
        if found is not None:
            self.open_dialog(SubjectDialog(self.context, None, found, self))

    def _edit_level(self) -> None:
        found = self.chosen()
        if found is not None:
            self.open_dialog(LevelDialog(self.context, found[1], self))

    def _edit_curriculum(self) -> None:
        found = self.chosen()
        if found is not None:
            self.open_dialog(CurriculumDialog(self.context, found[0], self.window()))


def _kind(row: SubjectRow) -> str:
    return _("Compulsory") if row.is_compulsory else _("Elective")


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
            is_active=view.is_active,
            steps=tuple((id, Decimal(field.number() or 0)) for id, field in self.steps.items()),
            **{name: field.number() or 0 for name, field in self.figures.items()},
        )
        return self.run(save_curriculum, request)
