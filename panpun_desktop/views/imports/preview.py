"""A register before it is imported: its lines with their verdicts, filtered by them, mended in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.views.imports.columns import line_columns, unread_column
from panpun_desktop.views.imports.lines_table import LinesTable
from panpun_desktop.views.imports.repair import RepairBar
from panpun_desktop.views.imports.tiles import VerdictTiles
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_judging import JudgedLine
    from panpun_desktop.views.imports.draft import Draft


class PreviewPanel(QWidget):
    """``mended`` comes from a cell or the repair bar, ``decided`` from the bar, ``mapped`` from a head."""

    mended = Signal(int, str, str)
    decided = Signal(int, str, object)
    mapped = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}
        self._rows: list[JudgedLine] = []
        self._verdict = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banner = Banner("", Tone.WARN)
        self.tiles = VerdictTiles()
        self.tiles.chosen.connect(self._filter)
        self.card = Card(padding=0)
        self.table: LinesTable | None = None
        self._read: object = None
        self.repair = RepairBar()
        self.repair.mended.connect(self.mended)
        self.repair.decided.connect(self.decided)
        for one, stretch in ((self.banner, 0), (self.tiles, 0), (self.card, 1), (self.repair, 0)):
            column.addWidget(one, stretch)

    def show_draft(self, draft: Draft) -> None:
        """Show the lines of a file that are not in yet."""
        from panpun_desktop.services.import_columns import register_columns

        self._labels = {key: one.label for key, one in register_columns().items()}
        found = draft.reading.found
        read = (draft.file.sha256, found.sheet, found.header, tuple(draft.columns.items()))
        if self.table is None or read != self._read:
            self._read = read
            self._make_table(draft)
        self._rows = draft.lines()
        counts = [0, 0, 0, 0]
        for row in self._rows:
            counts[int(row.verdict)] += 1
        self.tiles.show_counts(counts)
        self._show_rows()

    def show_all(self) -> None:
        """Let every verdict be seen."""
        self._verdict = -1
        self.tiles.choose(-1)

    def _make_table(self, draft: Draft) -> None:
        from panpun_desktop.services.import_columns import IGNORED

        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        found = draft.reading.found
        rows, taken = draft.file.sheets[found.sheet].rows, set(draft.columns.values())
        unread = [
            unread_column(place, header, rows)
            for place, header in enumerate(found.headers)
            if place not in taken
        ]
        offered = {key: words for key, words in self._labels.items() if key != IGNORED}
        columns = line_columns(draft.columns, self._labels, unread)
        self.table = LinesTable(columns, draft.columns, offered)
        self.table.mended.connect(self.mended)
        self.table.mapped.connect(self.mapped)
        self.table.selectionModel().currentColumnChanged.connect(lambda *_cells: self._follow_cell())
        self.table.current_changed.connect(lambda row: self.repair.show_line(row, self._labels))
        self.table.opened.connect(lambda _row: self._edit())
        self.card.body.addWidget(self.table, 1)

    def _follow_cell(self) -> None:
        """The bar speaks of the cell the cursor is in."""
        if self.table is not None and self.table.cell_key():
            self.repair.choose_column(self.table.cell_key())

    def _edit(self) -> None:
        """Mend the cell under the cursor, or the worst one of the line."""
        table = self.table
        if table is not None:
            table.edit_cell(table.cell_key() or str(self.repair.column.value() or ""))

    def _filter(self, verdict: int) -> None:
        self._verdict = verdict
        self._show_rows()

    def _show_rows(self) -> None:
        table = self.table
        if table is None:
            return
        kept, at = table.current_key(), table.currentIndex().column()
        rows = [row for row in self._rows if self._verdict in (-1, int(row.verdict))]
        table.set_rows(rows)
        if kept is None or not table.select_key(kept):
            table.select_first()
        if at > 0 and table.currentIndex().isValid():
            table.setCurrentIndex(table.rows.index(table.currentIndex().row(), at))
        self.repair.show_line(table.current(), self._labels)
