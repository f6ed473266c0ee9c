"""The grid of scores: typing starts in a cell, Enter goes down, what cannot be is said at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.education import FULL_SCORE, total_score
from panpun_desktop.views.education.words import number
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import ScoreRow

AnyIndex = QModelIndex | QPersistentModelIndex
NAME, CODE, CREDITS, IN_TERM, FINAL, TOTAL, GRADE = range(7)
EDITABLE = (IN_TERM, FINAL, GRADE)
ABSENT_KEY = "ข"
_WIDTHS = (240, 220, 76, 120, 120, 80, 100)


@dataclass(frozen=True)
class Typed:
    """What stands in the cells of a row that is not saved yet."""

    in_term: Decimal | None
    final: Decimal | None
    grade: Decimal | None
    is_absent: bool


class ScoreTableModel(QAbstractTableModel):
    """The takings of a term; ``edited`` carries the id of one that was typed in, ``refused`` a sentence."""

    edited = Signal(int)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ScoreRow] = []
        self.typed: dict[int, Typed] = {}
        self.weight = 60
        self.is_refused = False
        """The last text could not be taken."""

    def show_rows(self, rows: Sequence[ScoreRow], weight: int) -> bool:
        """Show these takings; what was typed and is not saved yet stays. True where the lines are others.

        The same lines with new figures leave a cell that is being typed in alone.
        """
        if weight == self.weight and [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, GRADE))
            return False
        self.beginResetModel()
        self.rows, self.weight = list(rows), weight
        self.typed = {row.id: self.typed[row.id] for row in rows if row.id in self.typed}
        self.endResetModel()
        return True

    def values(self, row: ScoreRow) -> Typed:
        """What a row shows now."""
        stored = Typed(row.in_term_score, row.final_score, row.grade, row.study_state == "ABSENT")
        return self.typed.get(row.id, stored)

    def saved(self, ids: Sequence[int]) -> None:
        """These rows were saved as they were typed."""
        for id in ids:
            self.typed.pop(id, None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heads(self.weight)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        row, place = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row, place)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(place)
            case Qt.ItemDataRole.ForegroundRole:
                return None if place in (NAME, *EDITABLE) else Colour.MUTED.q
            case Qt.ItemDataRole.BackgroundRole:
                return Colour.SOFT.q if not self.may_type(row, place) else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name} {_heads(self.weight)[place]} {self.text(row, place)}"
            case _:
                return None

    def text(self, row: ScoreRow, place: int) -> str:
        """What a cell shows."""
        now = self.values(row)
        total = now.in_term + now.final if now.in_term is not None and now.final is not None else None
        grade = ABSENT_KEY if now.is_absent else number(now.grade)
        return (
            row.name,
            f"{row.code} {row.subject}",
            str(row.credits),
            number(now.in_term),
            number(now.final),
            number(total),
            grade,
        )[place]

    def may_type(self, row: ScoreRow, place: int) -> bool:
        """A grade is typed only where it does not come of the scores."""
        if place == GRADE:
            now = self.values(row)
            return now.in_term is None or now.final is None
        return place in EDITABLE

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        kept = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        editable = self.may_type(self.rows[index.row()], index.column())
        return kept | Qt.ItemFlag.ItemIsEditable if editable else kept

    def setData(self, index: AnyIndex, value: Any, role: int = 0) -> bool:
        row = self.rows[index.row()]
        before = self.values(row)
        self.is_refused = False
        try:
            after = self._read(before, index.column(), str(value))
            total_score(after.in_term, after.final, self.weight)
        except RuleBroken as error:
            self.is_refused = True
            self.refused.emit(f"{row.subject} · {message_of(error)}")
            return False
        if after != before:
            self.typed[row.id] = after
            first, last = self.index(index.row(), IN_TERM), self.index(index.row(), GRADE)
            self.dataChanged.emit(first, last)
            self.edited.emit(row.id)
        return True

    def _read(self, before: Typed, place: int, text: str) -> Typed:
        text = latin_digits(text).replace(",", ".").strip()
        if text in (ABSENT_KEY, "k", "K", "-"):
            return Typed(before.in_term, None, None, is_absent=True)
        if not text:
            value = None
        else:
            try:
                value = Decimal(text)
            except InvalidOperation as error:
                raise RuleBroken("education.score_unreadable") from error
            if not value.is_finite():
                raise RuleBroken("education.score_unreadable")
        match place:
            case 3:
                found = replace(before, in_term=value)
            case 4:
                found = replace(before, final=value, is_absent=False)
            case _:
                found = replace(before, grade=value, is_absent=False)
        if found.final is None and before.final is not None and place == FINAL:
            found = replace(found, grade=None)
        return found


def _heads(weight: int) -> tuple[str, ...]:
    return (
        _("Name"),
        _("School subject"),
        _("Credits"),
        _("Term score /{most}").format(most=weight),
        _("Final score /{most}").format(most=FULL_SCORE - weight),
        _("Sum"),
        _("Grade"),
    )


def _alignment(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if place in (NAME, CODE) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class _TakesAtOnce(QStyledItemDelegate):
    """Enter takes a cell before the next key comes: Qt would do it later, and the key fall into it."""

    def __init__(self, view: QTableView, scores: ScoreTableModel) -> None:
        super().__init__(view)
        self.scores = scores

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
            if enters and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                if self.scores.is_refused:  # what was typed stays, to be mended
                    if isinstance(editor, QLineEdit):
                        editor.selectAll()
                    return True
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
                return True
        return super().eventFilter(editor, event)


class ScoreTableView(QTableView):
    """Typing opens a cell; Enter takes it and goes down, Tab to the next cell, Delete empties it.

    Under the last score of the term Enter goes to the first final score.
    """

    def __init__(self, model: ScoreTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = model
        self.setModel(model)
        self.setItemDelegate(_TakesAtOnce(self, model))
        self.setObjectName("scoreTable")
        self.setAccessibleName(_("Score sheet"))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        heads.setFixedHeight(34)
        heads.setFont(theme.font(13, 500))
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, width)
        for place in (NAME, CODE):
            heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def show_place(self, row: int, column: int) -> None:
        """Put the cursor into a cell that is there."""
        if 0 <= row < self.scores.rowCount():
            self.setCurrentIndex(self.scores.index(row, column))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def _go_down(self) -> None:
        index = self.currentIndex()
        is_last = index.row() == self.scores.rowCount() - 1
        if is_last and index.column() == IN_TERM:  # the next figure must not fall on the one just written
            self.show_place(0, FINAL)
        else:
            self.show_place(index.row() + 1, index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            if self.scores.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.scores.setData(index, "")
        else:
            super().keyPressEvent(event)
