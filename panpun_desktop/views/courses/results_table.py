"""The table of results: a score is typed in its cell; what cannot be is said there and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.course import require_score
from panpun_desktop.views.courses.results_frozen import ROOMY, FrozenColumns, HeadStyle
from panpun_desktop.views.courses.results_words import ASSESSED, SCORE, frozen_of, number_words, read_score
from panpun_desktop.widgets.cell_editor import CellEditor, Step
from panpun_desktop.widgets.table_model import AnyIndex
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.services.module_scores import ModuleRow
    from panpun_desktop.services.result_rows import ResultRow

_BEGINS = set("0123456789๐๑๒๓๔๕๖๗๘๙.")
Score = tuple[int, int, Decimal | None]
"""Enrolment, module, score."""


class ResultsTable(RowsTableView["ResultRow"]):
    """``scored`` carries scores to write, ``assess_asked`` the rows, ``said`` a sentence and its cell."""

    scored = Signal(object)
    assess_asked = Signal()
    said = Signal(str, QRect)
    editor: CellEditor | None = None  # of the class: the cursor moves while the base is still being built

    def __init__(
        self,
        columns: Sequence[Column[ResultRow]],
        modules: Sequence[ModuleRow],
        style: HeadStyle = ROOMY,
    ) -> None:
        super().__init__(columns, _("Results of the cohort"), whole_rows=False)
        self.setObjectName("resultsTable")
        self.may_edit = False
        self._modules = {f"{SCORE}{one.id}": one for one in modules}
        self.horizontalHeader().setFixedHeight(style.height)
        self.frozen = FrozenColumns(self, frozen_of(columns))

    # where ---------------------------------------------------------------------------------------

    def column_key(self) -> str:
        """The key of the column that the cursor is in."""
        index = self.currentIndex()
        return self.rows.columns[index.column()].key if index.isValid() else ""

    def first_score(self) -> int:
        """The first column that scores are typed in; 1 (the name) without any."""
        keys = [one.key for one in self.rows.columns]
        return next((at for at, key in enumerate(keys) if key.startswith(SCORE)), 1)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell that is there."""
        if 0 <= row < self.rows.rowCount() and 0 <= column < len(self.rows.columns):
            self.setCurrentIndex(self.rows.index(row, column))
            self.scrollTo(self.currentIndex())
            self._bring_from_under_names(column)

    def _bring_from_under_names(self, column: int) -> None:
        """A cell must not stand under the names that lie over the left of the table."""
        hidden = self.frozen.wide() - self.columnViewportPosition(column)
        if column >= self.frozen.count and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def step(self, down: int, right: int) -> None:
        """Go on from the cursor; down from a score is the next person whose result is still open."""
        index = self.currentIndex()
        row = index.row() + down
        if down > 0:  # else the next figure would fall on somebody whose result was confirmed
            row = self._next_open(row)
        self.go_to(row, index.column() + right)

    def _next_open(self, row: int) -> int:
        """The first line from ``row`` on whose result is not confirmed; -1 for none."""
        lines = range(max(row, 0), self.rows.rowCount())
        return next((one for one in lines if not self.rows.row_at(one).is_settled), -1)

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show these rows; the cursor and a text being typed stay where the same people stand."""
        here = [self.rows.key_of(number) for number in range(self.rows.rowCount())]
        if here == [row.id for row in rows]:
            for row in rows:
                self.rows.change_row(row)
            return
        index = self.currentIndex()
        at, kept = index.column(), self.current_key()
        if self.editor is not None:
            self.editor.go_away()
        self.set_rows(rows)
        line = self.rows.find(kept) if kept is not None else self._next_open(0)
        self.go_to(max(line, 0), at if at > 0 else self.first_score())

    # typing --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_score = event.key(), self.column_key() in self._modules
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif is_score and event.text() and event.text()[0] in _BEGINS:
            self.edit_cell(event.text())
        elif is_score and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_cell()
        elif is_score and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif self.column_key() == ASSESSED and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.assess_asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.column_key() in self._modules:
            self.edit_cell()
        else:
            super().mouseDoubleClickEvent(event)

    def edit_cell(self, typed: str = "") -> None:
        """Type in the cell of the cursor; a cell whose text was refused is mended first."""
        row, module = self.current(), self._modules.get(self.column_key())
        if self.editor is not None:
            self.editor.type_over(typed)
            return
        if row is None or module is None:
            return
        index = self.currentIndex()
        box = self.visualRect(index)
        if not self.may_edit:
            self.said.emit(_("Read only: the trainers of this cohort and the manager write scores"), box)
            return
        old = row.scores.get(module.id)
        self.editor = editor = CellEditor(
            self, box, lambda text: self._take(row.id, module, text, box), self._go_on
        )
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{row.name} {self.rows.columns[index.column()].title}")
        editor.begin(number_words(old.score) if old else "", typed)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """A refused score does not stay behind in another cell: what is typed next belongs to the frame."""
        super().currentChanged(current, previous)
        editor = self.editor
        if editor is None:
            return
        text = editor.text()
        if not editor.leave():
            self.said.emit(_("The score {score} was not saved").format(score=text), self.visualRect(current))

    def _go_on(self, step: Step) -> None:
        self.editor = None
        self.setFocus()
        self.step(*step)

    def _take(self, enrolment_id: int, module: ModuleRow, text: str, box: QRect) -> bool:
        try:
            score = checked(text, module)
        except RuleBroken as error:
            self.said.emit(message_of(error), box)
            return False
        self.scored.emit([(enrolment_id, module.id, score)])
        return True

    def _clear(self) -> None:
        found: list[Score] = []
        for index in self.selectedIndexes() if self.may_edit else ():
            module = self._modules.get(self.rows.columns[index.column()].key)
            if module is not None:
                found.append((self.rows.row_at(index.row()).id, module.id, None))
        if found:
            self.scored.emit(found)

    def paste(self, text: str) -> None:
        """Write a block from a spreadsheet from the cursor on; what is impossible is left out and said."""
        index = self.currentIndex()
        if not (text.strip() and index.isValid() and self.may_edit):
            return
        found: list[Score] = []
        refused = 0
        for down, line in enumerate(text.rstrip("\r\n").splitlines()):
            for right, cell in enumerate(line.split("\t")):
                try:
                    found += self._pasted(index.row() + down, index.column() + right, cell)
                except RuleBroken:
                    refused += 1
        if found:
            self.scored.emit(found)
        if refused:
            text = _("{n} cells of the block are no possible score and were left out").format(n=refused)
            self.said.emit(text, self.visualRect(index))

    def _pasted(self, row: int, column: int, text: str) -> list[Score]:
        if row >= self.rows.rowCount() or column >= len(self.rows.columns):
            raise RuleBroken("score.unreadable", field="score")
        module = self._modules.get(self.rows.columns[column].key)
        if module is None:
            raise RuleBroken("score.unreadable", field="score")
        return [(self.rows.row_at(row).id, module.id, checked(text, module))]


def checked(text: str, module: ModuleRow) -> Decimal | None:
    """A score of a module as it was typed; RuleBroken where it is impossible."""
    score = read_score(text)
    if score is not None and module.max_score is not None:
        require_score(score, Decimal(number_words(module.max_score)))
    return score
