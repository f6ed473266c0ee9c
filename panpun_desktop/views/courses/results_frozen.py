"""Numbers and names that stay in sight while the columns of the modules scroll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from panpun_desktop.common.word_break import break_words
from panpun_desktop.widgets import theme

if TYPE_CHECKING:
    from panpun_desktop.widgets.tables import RowsTableView

HEAD_HEIGHT = 52
LEAST: Final = 80
"""Pixels of the narrowest column of a module: its figures, and a word of its name."""
WIDEST: Final = 260
_STEP, _PADS = 8, 22


class FrozenColumns(QTableView):
    """The first columns of a table once more, laid over it at the left: same rows, same selection."""

    def __init__(self, table: RowsTableView, count: int) -> None:  # type: ignore[type-arg]
        super().__init__(table)
        self._table, self.count = table, count
        self.setObjectName("frozenColumns")
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self._look_alike()
        table.horizontalHeader().sectionResized.connect(lambda *_what: self.follow())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(lambda value: self._show_edge(value > 0))
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.rows.modelReset.connect(self.follow)
        table.installEventFilter(self)
        self.follow()

    def _look_alike(self) -> None:
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        self.setVerticalScrollBarPolicy(never)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._table)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(self._table.selectionBehavior())
        self.setSelectionMode(self._table.selectionMode())
        self.setVerticalScrollMode(self._table.verticalScrollMode())
        self.setAccessibleName("")
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setFont(self._table.horizontalHeader().font())
        heads.setFixedHeight(self._table.horizontalHeader().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._table and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.follow()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Take the widths and the height of the table."""
        heads = self._table.horizontalHeader()
        for place in range(self._table.rows.columnCount()):
            self.setColumnHidden(place, place >= self.count)
            if place < self.count:
                self.setColumnWidth(place, heads.sectionSize(place))
        high = heads.height() + self._table.viewport().height()
        self.setGeometry(self._table.viewport().x(), 0, self.wide(), high)
        self.raise_()

    def wide(self) -> int:
        """How much of the table it covers, in pixels."""
        return sum(self._table.horizontalHeader().sectionSize(place) for place in range(self.count))

    def _show_edge(self, is_scrolled: bool) -> None:
        """A line at the right says that there is more beneath."""
        self.setStyleSheet("#frozenColumns { border-right: 1px solid #d7d0c6; }" if is_scrolled else "")


@dataclass(frozen=True)
class HeadStyle:
    """How many lines the head of a module may take."""

    lines: int = 2

    @property
    def height(self) -> int:
        """Pixels of a head with so many lines."""
        return max(HEAD_HEIGHT, self.lines * 22 + 6)


ROOMY: Final = HeadStyle()
NARROWER: Final = (HeadStyle(3), HeadStyle(4))
"""What is tried one after the other where the columns do not fit into the window."""


def head_of(title: str, tail: str, most: int = WIDEST, style: HeadStyle = ROOMY) -> tuple[str, int]:
    """A title on few lines, its ``tail`` at the end, and the width that it needs, in pixels.

    What does not fit even in the widest column, ``most`` pixels, is cut with an ellipsis; the tip says all.
    """
    metrics = QFontMetrics(theme.font(13, 500))
    step = _STEP if style == ROOMY else 2
    wide, words = min(LEAST, most), break_words(title)
    while wide < most and not _fits(
        metrics, _lines(metrics, words, tail, wide - _PADS), wide - _PADS, style.lines
    ):
        wide = min(most, wide + step)
    lines = _lines(metrics, words, tail, wide - _PADS)
    if not _fits(metrics, lines, wide - _PADS, style.lines):
        room = wide - _PADS - metrics.horizontalAdvance(f" {tail}")
        rest = metrics.elidedText("".join(lines[1:]).removesuffix(tail), Qt.TextElideMode.ElideRight, room)
        first = metrics.elidedText(lines[0], Qt.TextElideMode.ElideRight, wide - _PADS)
        lines = [first, f"{rest} {tail}".lstrip()]
    return "\n".join(lines), wide


def _fits(metrics: QFontMetrics, lines: list[str], room: int, most: int) -> bool:
    """``most`` lines at most, none wider than the room; a word is never broken inside."""
    return len(lines) <= most and all(metrics.horizontalAdvance(line) <= room for line in lines)


def _lines(metrics: QFontMetrics, words: list[str], tail: str, room: int) -> list[str]:
    found = [""]
    for word in [*words, f" {tail}"]:
        if found[-1] and metrics.horizontalAdvance(found[-1] + word) > room:
            found.append("")
        found[-1] += word if found[-1] else word.lstrip()
    return found
