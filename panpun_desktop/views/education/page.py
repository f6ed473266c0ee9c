"""The page: the list of learners, one learner, or the score sheet; one of them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.learner_dialog import LearnerDialog
from panpun_desktop.views.education.learner_list import LearnersPart
from panpun_desktop.views.education.learner_view import LearnerView
from panpun_desktop.views.education.scores import ScoresPart
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.labels import title
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import MainButton, QuietButton


class EducationPage(Page):
    """``open_with`` takes learner_id, person_id (enrols), scores, and the filters of the list."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.list = LearnersPart(context)
        self.browse = self._browse()
        self.learner: LearnerView | None = None
        self.scores: ScoresPart | None = None
        self.stack.addWidget(self.browse)
        self.list.opened.connect(self.open_learner)
        self.list.counted.connect(self._counted)
        self._count = 0
        acts: dict[str, Callable[[], object]] = {"Ins": self.enrol, "Ctrl+E": self.open_scores}
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self.browse)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _browse(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(title(str(self.context.centre.settings["education.name"])))
        row.addStretch(1)
        may = self.context.may("education.edit")
        self.scores_button = QuietButton(_("Scores"), "edit", "Ctrl E", clicked=self.open_scores)
        self.scores_button.setObjectName("openScoresButton")
        self.enrol_button = MainButton(_("Take a learner in"), "plus", "Ins", clicked=self.enrol)
        self.enrol_button.setObjectName("enrolLearnerButton")
        for button in (self.scores_button, self.enrol_button):
            button.setEnabled(may)
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        return whole

    # the shell's wishes ---------------------------------------------------------------------------

    def may_be_dropped(self) -> bool:
        return True

    def open_with(self, **arguments: Any) -> None:
        learner_id = arguments.pop("learner_id", None)
        person_id, name = arguments.pop("person_id", None), str(arguments.pop("name", ""))
        if arguments.pop("scores", False):
            self.open_scores()
        elif learner_id is not None:
            self.open_learner(int(learner_id))
        else:
            self._show_list(arguments)
            if person_id is not None:
                self.enrol((int(person_id), name))

    def open_again(self) -> None:
        if self.stack.currentWidget() is self.browse:
            self.open_with()
        else:
            self.open_list()

    def _show_list(self, filters: dict[str, Any]) -> None:
        if filters or self.stack.currentWidget() is self.browse:
            self.stack.setCurrentWidget(self.browse)
            self.list.show_only(**filters)
            self.list.read()
        self.reload_open()

    def reload(self, changes: Changes) -> None:
        if changes.touches("learners", "people") or "curriculum" in changes.settings:
            self.list.read()
            self.reload_open()

    def reload_open(self) -> None:
        """Read anew what is open."""
        shown = self.stack.currentWidget()
        if self.learner is not None and shown is self.learner:
            self.learner.reload()
        elif self.scores is not None and shown is self.scores:
            self.scores.read()

    def print_open(self) -> None:
        if self.learner is not None and self.stack.currentWidget() is self.learner:
            self.learner.print_open()

    def focus_first(self) -> None:
        shown = self.stack.currentWidget()
        part: Any = self.list if shown is self.browse else shown
        part.focus_first()

    # parts -----------------------------------------------------------------------------------------

    def open_list(self) -> None:
        """The list again."""
        self.stack.setCurrentWidget(self.browse)
        self.status.emit("")
        self.list.read()
        self.list.focus_first()

    def open_learner(self, learner_id: int) -> None:
        """The page of a learner."""
        if self.learner is None:
            self.learner = LearnerView(self.context)
            self.learner.closed.connect(self.open_list)
            self.learner.scores_asked.connect(self.open_scores)
            self.learner.said.connect(self.status.emit)
            self.stack.addWidget(self.learner)
        self.learner.show_count(self._count)
        self.stack.setCurrentWidget(self.learner)
        self.learner.open_learner(learner_id)
        self.learner.focus_first()
        if not self._count:
            self.list.read()

    def open_scores(self, learner_id: int | None = None, term: str = "") -> None:
        """The score sheet, of everybody by subject or of one learner."""
        if not self.context.may("education.edit"):
            return
        if self.scores is None:
            self.scores = ScoresPart(self.context)
            self.scores.closed.connect(self._leave_scores)
            self.scores.said.connect(self._tell_scores)
            self.stack.addWidget(self.scores)
        self.stack.setCurrentWidget(self.scores)
        self.scores.open_sheet(learner_id, term)
        self.scores.focus_first()

    def _tell_scores(self, text: str) -> None:
        """The count of the sheet, while it is open."""
        if self.stack.currentWidget() is self.scores:
            self.status.emit(text)

    def _leave_scores(self) -> None:
        asked = self.scores.learner_id if self.scores is not None else None
        if asked is None:
            self.open_list()
        else:
            self.open_learner(asked)

    def enrol(self, given: tuple[int, str] | None = None) -> None:
        """Take someone of the register in as a learner."""
        if self.context.may("education.edit"):
            dialog = LearnerDialog(self.context, None, given, self.window())
            dialog.settled.connect(self._enrolled)
            dialog.open()

    def _enrolled(self, changes: Changes) -> None:
        for learner_id in changes.learners:
            self.open_learner(learner_id)

    def _counted(self, learners: int) -> None:
        self._count = learners
        if self.learner is not None:
            self.learner.show_count(learners)


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return EducationPage(context)
