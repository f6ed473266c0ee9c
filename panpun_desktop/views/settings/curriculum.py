"""หลักสูตร กศน.: the subjects of a level; what a level asks for; hours, weights and grade steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.views.settings.curriculum_dialogs import (
    CopyDialog,
    CurriculumDialog,
    LevelDialog,
    SubjectDialog,
    TermDaysDialog,
)
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import QuietButton

if TYPE_CHECKING:
    from panpun_desktop.services.curriculum_rows import CurriculumView, LevelView, SubjectRow
    from panpun_desktop.services.school_terms import SchoolTermRow


class CurriculumSection(ListSection["SubjectRow"]):
    """The subjects of one level at a time; electives are added here."""

    name = "curriculum"
    act = "curriculum.edit"

    def title(self) -> str:
        name = self.context.centre.settings["education.name"]
        return _("Curriculum of {education}").format(education=name)

    def columns(self) -> Sequence[Column[SubjectRow]]:
        return (
            Column("code", _("Code"), lambda row: row.code, sort="code", width=96),
            Column("name", _("School subject"), lambda row: row.name, strong=True, after=_state, width=300),
            Column("strand", _("Strand"), lambda row: row.strand, sort="strand", width=170),
            Column("credits", _("Credits"), lambda row: str(row.credits), right=True, width=80),
            Column("kind", _("Kind"), _kind, width=80),
        )

    def add_buttons(self) -> None:
        self.remove_button = self.add_button(_("Take the subject out"), self.remove_current)
        self.remove_button.setObjectName("takeOutSubjectButton")
        self.add_row_button = self.add_button(_("Add a subject"), self._add, main=True)
        self.add_row_button.setObjectName("addSubjectButton")

    def add_above(self) -> None:
        self.curricula: Sequence[CurriculumView] = ()
        row = FlowRow(gap=8)
        self.choice = ChoiceBox(placeholder=_("Level"))
        self.choice.setObjectName("curriculumLevelChoice")
        self.choice.setAccessibleName(_("Level"))
        self.choice.setFixedWidth(280)
        self.choice.chosen.connect(lambda _id: self._show_level())
        row.add(self.choice)
        self.body.addWidget(row)
        self._wanted = ""
        if self.may_edit:
            for name, words, clicked in (
                ("editLevel", _("Credits of the level"), self._edit_level),
                ("editCurriculum", _("Grades and hours"), self._edit_curriculum),
                ("termDays", _("Days of a school term"), self._ask_terms),
                ("copyCurriculum", _("Copy as a new curriculum"), self._copy),
            ):
                button = QuietButton(words, clicked=clicked)
                button.setObjectName(f"{name}Button")
                row.add(button)

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
        copied = next((one for one in curricula if one.code == self._wanted), None)
        if copied is not None:
            self._wanted = ""
            self.choice.set_value(str(copied.levels[0].id))
        elif self.choice.value() is None and curricula:
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

    def remove_current(self) -> None:
        """Take the subject with the cursor out; it comes back with Ctrl+Z."""
        from panpun_desktop.services.curricula import TakeOutSubject, take_out_subject

        row = self.table.current()
        if self.may_edit and row is not None:
            self.change(take_out_subject, TakeOutSubject(row.id, row.version))

    def _copy(self) -> None:
        found = self.chosen()
        if found is not None:
            dialog = CopyDialog(self.context, found[0], self.window())
            dialog.settled.connect(lambda _changes: self._show_copy(dialog.code.text()))
            self.open_dialog(dialog)

    def _show_copy(self, code: str) -> None:
        self._wanted = from_thai_digits(code.strip())
        self.load()

    def _ask_terms(self) -> None:
        from panpun_desktop.services.school_terms import list_terms

        self.read(list_terms, self._edit_terms, key="terms")

    def _edit_terms(self, terms: Sequence[SchoolTermRow]) -> None:
        self.open_dialog(TermDaysDialog(self.context, terms, self.window()))


def _state(row: SubjectRow) -> str:
    return "" if row.is_active else _("Not offered")


def _kind(row: SubjectRow) -> str:
    return _("Compulsory") if row.is_compulsory else _("Elective")
