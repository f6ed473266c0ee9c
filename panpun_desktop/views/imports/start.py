"""Where an import begins: a file is dropped or chosen; below it the imports there were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card, EmptyState
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.tables import RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_history import ImportRow


class StartPanel(QWidget):
    """``file_chosen`` carries a path; ``undo_asked`` the audit entry of an import."""

    file_chosen = Signal(object)
    undo_asked = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._drop_card(), 2)
        column.addWidget(self._history_card(), 3)

    def _drop_card(self) -> QWidget:
        card = Card(padding=12)
        text = _("Drop the file of the old register here")
        hint = _(
            "Excel (xlsx, xls), a table from a web system, CSV or text. Nothing changes before you import."
        )
        card.body.addWidget(EmptyState("file-spreadsheet", text, hint), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.choose = MainButton(_("Choose a file…"), clicked=self.ask_file)
        self.choose.setObjectName("chooseFileButton")
        row.addWidget(self.choose)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _history_card(self) -> QWidget:
        card = Card(_("Imports"), padding=0)
        self.table: RowsTableView[ImportRow] = RowsTableView(_columns(), _("Imports"))
        self.table.setObjectName("importsTable")
        self.empty = EmptyState("clipboard-list", _("Nothing was imported yet"))
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.addStretch(1)
        self.undo = QuietButton(_("Take the import back"), "arrow-back-up", clicked=self._undo)
        self.undo.setObjectName("takeImportBackButton")
        self.undo.setEnabled(False)
        foot.addWidget(self.undo)
        self.table.current_changed.connect(self._follow)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        card.body.addLayout(foot)
        return card

    def show_history(self, rows: tuple[ImportRow, ...]) -> None:
        """Show the imports there were."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._follow(self.table.current())

    def ask_file(self) -> None:
        """Let the person choose a file."""
        kinds = _("Tables (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt *.htm *.html)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose the register"), "", kinds)
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_chosen.emit(Path(paths[0]))

    def _follow(self, row: ImportRow | None) -> None:
        self.undo.setEnabled(row is not None and not row.is_taken_back and row.entry is not None)

    def _undo(self) -> None:
        row = self.table.current()
        if row is not None and row.entry is not None:
            self.undo_asked.emit(row.entry)


def _columns() -> list[Column[ImportRow]]:
    def when(row: ImportRow) -> str:
        return f"{format_date(row.imported_at.date(), 'short')} {row.imported_at:%H:%M}"

    def state(row: ImportRow) -> str:
        return _("Taken back") if row.is_taken_back else _("Holds")

    return [
        Column("when", _("When"), when),
        Column("file", _("File name"), lambda row: row.file_name, strong=True),
        Column("by", _("By"), lambda row: row.imported_by),
        Column("lines", _("Lines"), lambda row: f"{row.lines:,}", right=True),
        Column("persons", _("Persons"), lambda row: f"{row.persons:,}", right=True),
        Column("stays", _("Stays"), lambda row: f"{row.stays:,}", right=True),
        Column("refused", _("Left out"), lambda row: f"{row.refused:,}", right=True),
        Column("state", _("State"), state, chip=lambda row: Tone.NEUTRAL if row.is_taken_back else Tone.OK),
    ]
