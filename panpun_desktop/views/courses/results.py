"""ผลการอบรม: scores typed in place, what they and the attendance add up to, what the manager confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.errors import NeedsConfirmation, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.views.acts.reasons import ask_reasons
from panpun_desktop.views.courses.after_course import AfterCourseDialog
from panpun_desktop.views.courses.names_question import ask_names
from panpun_desktop.views.courses.results_dialogs import ConfirmResultDialog
from panpun_desktop.views.courses.results_table import ResultsTable, Score
from panpun_desktop.views.courses.results_words import (
    columns_of,
    counts_words,
    head_style,
    heads_of,
    named_line,
)
from panpun_desktop.views.courses.sheet_note import CellNote
from panpun_desktop.widgets.fields import FieldBox, ThaiDateEdit
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, EmptyState, MainButton, QuietButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.result_rows import ResultRow, ResultSheet, ScoreCell
    from panpun_desktop.views.acts.form_dialog import Reasons
    from panpun_desktop.views.context import Context

_KINDS = ("cohorts", "enrolments", "courses", "stays", "people", "settings")
_BAR = 14
"""Pixels of the bar at the right."""


class ResultsTab(QWidget):
    """The results of one cohort. ``status`` is what the bottom bar says."""

    status = Signal(str)

    def __init__(self, context: Context, cohort_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.cohort_id = context, cohort_id
        self.setObjectName("resultsTab")
        self.sheet: ResultSheet | None = None
        self.table: ResultsTable | None = None
        self._focus_wanted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.tools = self._tools()
        self.banner = Banner("", Tone.INFO)
        self.card = Card(padding=0)
        self.empty = EmptyState("school", _("Nobody is in this class yet"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.card)
        self.stack.addWidget(self.empty)
        text = _("Type a score, Enter goes to the next open result, Delete empties, Ctrl+V pastes a block.")
        self.help = help_text(text)
        for one, stretch in ((self.tools, 0), (self.banner, 0), (self.stack, 1), (self.help, 0)):
            column.addWidget(one, stretch)
        self.note = CellNote(self)
        self.read()

    # laying out ----------------------------------------------------------------------------------

    def _tools(self) -> FlowRow:
        row = FlowRow(gap=8)
        self.confirm_all_button = MainButton(_("Confirm all proposed"), "check-light", "Ctrl ⏎")
        self.confirm_button = QuietButton(_("Confirm result…"), "check")
        self.reopen_button = QuietButton(_("Take result back"), "arrow-back-up")
        self.assess_button = QuietButton(_("Assessment…"), "edit", "Ctrl E")
        self.next_button = QuietButton(_("After the course…"), "school", "Ctrl N")
        for name, button, act in (
            ("confirmAllResultsButton", self.confirm_all_button, self.confirm_proposed),
            ("confirmResultButton", self.confirm_button, self.confirm_one),
            ("reopenResultButton", self.reopen_button, self.reopen_one),
            ("assessButton", self.assess_button, self.ask_assessment),
            ("afterCourseButton", self.next_button, self.ask_next),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.add(button)
        self._key("Ctrl+Return", self.confirm_proposed)
        self._key("Ctrl+N", self.ask_next)
        self._key("Ctrl+E", self.ask_assessment)
        return row

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _make_table(self, sheet: ResultSheet) -> ResultsTable:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        room = self.card.width() - _BAR  # the room for columns where all rows do not fit
        columns = columns_of(sheet, self.context.centre, room)
        table = ResultsTable(columns, sheet.modules, head_style(sheet, room))
        table.scored.connect(self.save)
        table.said.connect(self._say_at)
        table.assess_asked.connect(self.ask_assessment)
        table.opened.connect(lambda _row: self.confirm_one())
        table.current_changed.connect(lambda _row: self._follow())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        self.card.body.addWidget(table, 1)
        return table

    # reading -------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for the results as they stand."""
        from panpun_desktop.services.results import read_results

        work, actor, id = self.context.work, self.context.actor, self.cohort_id
        self.context.operations.read(
            self, lambda: read_results(work, actor, id), self._take, self.refuse, key="results"
        )

    def reload(self, changes: Changes) -> None:
        """Records were changed: read anew."""
        if changes.touches(*_KINDS):
            self.read()

    def _take(self, sheet: ResultSheet) -> None:
        before, self.sheet = self.sheet, sheet
        if self.table is None or before is None or heads_of(before) != heads_of(sheet):
            self.table = self._make_table(sheet)
        self.table.may_edit = sheet.may_edit
        self.table.show_rows(sheet.rows)
        self.stack.setCurrentIndex(0 if sheet.rows else 1)
        self.help.setVisible(sheet.may_edit and any(one.max_score for one in sheet.modules))
        self.assess_button.setVisible(sheet.has_assessment)
        self._say_state(sheet)
        self._follow()
        self.status.emit(counts_words(sheet.rows))
        if self._focus_wanted:
            self.focus_first()

    def _say_state(self, sheet: ResultSheet) -> None:
        waiting = sum(row.waits is not None for row in sheet.rows)
        text = ""
        if not sheet.may_edit:
            text = _("Read only: the trainers of this cohort and the manager write scores")
        elif waiting and not self.context.may("completion.confirm"):
            text = _("{n} results are proposed and wait for the manager").format(n=waiting)
        self.banner.say(text, Tone.INFO)

    def _follow(self) -> None:
        """Only what is possible with the line of the cursor is offered."""
        row, sheet = self.current(), self.sheet
        may_confirm = self.context.may("completion.confirm")
        running = row is not None and EnrolmentState(row.state).is_running
        proposed = any(one.waits for one in sheet.rows) if sheet is not None else False
        self.confirm_all_button.setEnabled(may_confirm and proposed)
        self.confirm_button.setEnabled(may_confirm and running)
        self.reopen_button.setEnabled(may_confirm and row is not None and row.is_settled)
        self.assess_button.setEnabled(sheet is not None and sheet.may_edit and running)
        self.next_button.setEnabled(self.context.may("enrolment.edit") and row is not None)
        for button in (self.confirm_all_button, self.confirm_button, self.reopen_button):
            button.setVisible(may_confirm)

    def current(self) -> ResultRow | None:
        """The trainee in whose line the cursor is."""
        return self.table.current() if self.table is not None else None

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        self._focus_wanted = self.table is None
        if self.table is not None:
            self.table.setFocus()

    def refuse(self, error: PanpunError) -> None:
        """Say above the table what could not be done."""
        self.banner.say(message_of(error), Tone.BAD)

    def _say_at(self, text: str, box: QRect) -> None:
        if self.table is not None:
            self.note.say(self.note.place_of(self.table.viewport(), box), text)

    # scores --------------------------------------------------------------------------------------

    def save(self, scores: Sequence[Score]) -> None:
        """Write scores; they are shown at once and what they add up to follows."""
        from panpun_desktop.services.result_rows import SaveScores
        from panpun_desktop.services.results import save_scores

        self.note.hide_saying()
        cells = tuple(self._shown(*one) for one in scores)
        names = {str(row.id): row.name for row in self.sheet.rows} if self.sheet is not None else {}

        def write(reasons: Reasons) -> None:
            self._change(save_scores, SaveScores(self.cohort_id, cells, reasons), refused)

        def refused(error: PanpunError) -> None:
            if isinstance(error, NeedsConfirmation):
                self._ask(error, names, write).rejected.connect(self.read)
            else:
                self._refuse_act(error)

        write({})

    def _shown(self, enrolment_id: int, module_id: int, score: Any) -> ScoreCell:
        from panpun_desktop.services.module_scores import ModuleScore
        from panpun_desktop.services.result_rows import ScoreCell

        assert self.table is not None
        rows = self.table.rows
        row = rows.row_at(rows.find(enrolment_id))
        old = row.scores.get(module_id, ModuleScore())
        rows.change_row(replace(row, scores={**row.scores, module_id: replace(old, score=score)}))
        return ScoreCell(enrolment_id, module_id, score, old.hours, old.passed)

    def _change(
        self,
        service: Callable[[Any, Any, Any], Changes],
        request: object,
        refused: Callable[[PanpunError], None] | None = None,
    ) -> None:
        work, actor = self.context.work, self.context.actor
        self.context.operations.change(
            self, lambda: service(work, actor, request), None, refused or self._refuse_act
        )

    def _refuse_act(self, error: PanpunError) -> None:
        self.refuse(error)
        self.read()

    # the assessment ------------------------------------------------------------------------------

    def ask_assessment(self) -> None:
        """Offer ผ่าน, ไม่ผ่าน and what the scores say for the chosen lines."""
        table = self.table
        if table is None or not self.assess_button.isEnabled():
            return
        menu = QMenu(self)
        menu.setObjectName("assessMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words, passed in (
            ("assessPassedAction", _("Passed"), True),
            ("assessFailedAction", _("Not passed"), False),
            ("assessByScoresAction", _("As the scores say"), None),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, passed=passed: self.assess(passed))
        box = table.visualRect(table.currentIndex())
        menu.popup(table.viewport().mapToGlobal(box.bottomLeft() + QPoint(0, 2)))

    def assess(self, passed: bool | None) -> None:
        """Say of the chosen lines whether they passed; None: as the scores say."""
        from panpun_desktop.services.result_rows import Assess
        from panpun_desktop.services.results import assess

        rows = self._chosen()
        if rows:
            self._change(assess, Assess(tuple((row.id, row.version) for row in rows), passed))

    def _chosen(self) -> list[ResultRow]:
        """The running ones among the lines that are chosen."""
        rows = self.table.selected() if self.table is not None else []
        return [row for row in rows if EnrolmentState(row.state).is_running]

    # results -------------------------------------------------------------------------------------

    def confirm_proposed(self) -> None:
        """Name everybody whose proposed result would be confirmed, in one act, and who not (manager)."""
        if self.sheet is None or not self.confirm_all_button.isEnabled():
            return
        rows = [row for row in self.sheet.rows if row.waits]
        day = ThaiDateEdit(lambda: self.context.today)
        day.setObjectName("lastDayField")
        hint = _("Empty: for each the day in the list. It is printed on the certificate.")
        days = {row.last_on for row in rows}
        if len(days) == 1:
            day.set_value(rows[0].last_on)
            hint = _("It is printed on the certificate.")
        marked = [one for one in self.sheet.modules if one.max_score]
        several, centre = len(days) > 1, self.context.centre
        lines = [named_line(row, centre, marked, tells_day=several) for row in self.sheet.rows]
        ask_names(
            _("Confirm all proposed"),
            _("{cohort}. Ctrl+Z takes it back.").format(cohort=self.sheet.title),
            _("Confirm {n} results").format(n=len(rows)),
            lines,
            self.window(),
            lambda: self._confirm(rows, {}, day.value()),
            FieldBox(_("Last day in class"), day, hint=hint),
        )

    def _confirm(self, rows: Sequence[ResultRow], reasons: Reasons, last_on: date | None) -> None:
        from panpun_desktop.services.result_rows import ConfirmResults, Settle
        from panpun_desktop.services.results import confirm_results

        settles = tuple(Settle(row.id, row.version, row.waits.value, last_on) for row in rows if row.waits)
        names = {str(row.id): row.name for row in rows}

        def refused(error: PanpunError) -> None:
            if isinstance(error, NeedsConfirmation):
                self._ask(error, names, lambda given: self._confirm(rows, given, last_on))
            else:
                self._refuse_act(error)

        work, actor, request = self.context.work, self.context.actor, ConfirmResults(settles, reasons)
        self.context.operations.change(self, lambda: confirm_results(work, actor, request), None, refused)

    def _ask(
        self, error: NeedsConfirmation, names: Mapping[str, str], then: Callable[[Reasons], object]
    ) -> QDialog:
        return ask_reasons(self.context, error.concerns, names, self.window(), then)

    def confirm_one(self) -> None:
        """Ask for the result of the line of the cursor (manager)."""
        row = self.current()
        if row is not None and self.confirm_button.isEnabled():
            ConfirmResultDialog(self.context, row, self.window()).open()

    def reopen_one(self) -> None:
        """Take the confirmed result of the line back (manager)."""
        from panpun_desktop.services.result_rows import ReopenResult
        from panpun_desktop.services.results import reopen_result

        row = self.current()
        if row is not None and self.reopen_button.isEnabled():
            self._change(reopen_result, ReopenResult(row.id, row.version))

    def ask_next(self) -> None:
        """Ask what comes after the course for the line of the cursor."""
        row = self.current()
        if row is not None and self.next_button.isEnabled():
            AfterCourseDialog(self.context, row, self.window()).open()

    def _show_menu(self, at: QPoint) -> None:
        row = self.current()
        if row is None or self.table is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.confirm_button, self.reopen_button, self.assess_button, self.next_button):
            if button.isVisibleTo(self) and button.isEnabled():
                menu.addAction(button.text(), button.click)
        menu.addAction(
            _("Open the person"), lambda: self.context.navigate("residents", person_id=row.person_id)
        )
        menu.popup(self.table.viewport().mapToGlobal(at))
