"""A register before it is imported: its lines with their verdicts, filtered by them, mended in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.imports.columns import line_columns
from panpun_desktop.views.imports.repair import RepairBar
from panpun_desktop.views.imports.tiles import VerdictTiles
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.tables import RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_judging import JudgedLine
    from panpun_desktop.views.imports.draft import Draft


class PreviewPanel(QWidget):
    """``mended`` and ``decided`` are the repair bar's."""

    mended = Signal(int, str, str)
    decided = Signal(int, str, object)

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
        self.table: RowsTableView[JudgedLine] | None = None
        self._keys: tuple[str, ...] = ()
        self.repair = RepairBar()
        self.repair.mended.connect(self.mended)
        self.repair.decided.connect(self.decided)
        for one, stretch in ((self.banner, 0), (self.tiles, 0), (self.card, 1), (self.repair, 0)):
            column.addWidget(one, stretch)

    def show_draft(self, draft: Draft) -> None:
        """Show the lines of a file that are not in yet."""
        from panpun_desktop.services.import_columns import register_columns

        self._labels = {key: one.label for key, one in register_columns().items()}
        keys = tuple(draft.columns)
        if self.table is None or keys != self._keys:
            self._make_table(keys)
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

    def _make_table(self, keys: tuple[str, ...]) -> None:
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        self._keys = keys
        self.table = RowsTableView(line_columns(keys, self._labels), _("Lines of the file"))
        self.table.setObjectName("importLines")
        self.table.current_changed.connect(lambda row: self.repair.show_line(row, self._labels))
        self.table.opened.connect(lambda _row: self._to_field())
        self.card.body.addWidget(self.table, 1)

    def _to_field(self) -> None:
        self.repair.field.setFocus()
        self.repair.field.selectAll()

    def _filter(self, verdict: int) -> None:
        self._verdict = verdict
        self._show_rows()

    def _show_rows(self) -> None:
        table = self.table
        if table is None:
            return
        kept = table.current_key()
        rows = [row for row in self._rows if self._verdict in (-1, int(row.verdict))]
        table.set_rows(rows)
        if kept is None or not table.select_key(kept):
            table.select_first()
        self.repair.show_line(table.current(), self._labels)
