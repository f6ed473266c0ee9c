"""The cells of the attendance sheet: a row for each trainee, a column for each day.

A mark stands from the moment it is typed; until the database has it, it is ``pending`` under the ticket
of its writing, and goes back to what is kept when it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import Half
from panpun_desktop.views.courses import sheet_words as words
from panpun_desktop.views.courses.sheet_days import DayColumn, Span, columns_of
from panpun_desktop.widgets.table_model import AnyIndex

if TYPE_CHECKING:
    from panpun_desktop.rules.class_presence import Grey
    from panpun_desktop.services.attendance import MarkCell
    from panpun_desktop.services.attendance_sheet import Sheet, SheetCell, SheetRow

_NOWHERE = QModelIndex()
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
Place = tuple[int, int]
"""Session and enrolment: which cell, whatever row and column it stands in."""


@dataclass
class _Pending:
    """What was typed last in a cell and is not kept yet; ``cell`` None was cleared."""

    ticket: int
    cell: SheetCell | None


class SheetTableModel(QAbstractTableModel):
    """Marks of a class; painting is the view's, words are here. ``labels``: code of a mark -> its words."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.labels = labels
        self.sheet: Sheet | None = None
        self.columns: tuple[DayColumn, ...] = ()
        self.kept: list[dict[int, SheetCell]] = []
        self.pending: dict[Place, _Pending] = {}
        self.column_of_key: dict[int, int] = {}
        self.row_of_id: dict[int, int] = {}
        self._holes: dict[int, bool] = {}

    # what is shown ---------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """The trainees, in the order of their names."""
        return self.sheet.rows if self.sheet is not None else ()

    def show_sheet(self, sheet: Sheet, span: Span, half: Half) -> None:
        """Show these days of a sheet; marks that are still being written stay as they were typed."""
        self.beginResetModel()
        self.sheet = sheet
        self.columns = columns_of(sheet, span, half)
        self.column_of_key = {one.key: n for n, one in enumerate(self.columns) if one.key is not None}
        self.row_of_id = {row.enrolment_id: n for n, row in enumerate(sheet.rows)}
        self.kept = [dict(row.cells) for row in sheet.rows]
        self._holes.clear()
        self.endResetModel()

    def take_rows(self, sheet: Sheet) -> None:
        """The same people and days as they are now, without losing where the cursor stands."""
        self.sheet = sheet
        self.kept = [dict(row.cells) for row in sheet.rows]
        self._holes.clear()

    def changed_place(self, sheet: Sheet) -> tuple[int, int] | None:
        """The first cell shown that a sheet has another mark in than what is kept here."""
        for row, one in enumerate(sheet.rows):
            keys = one.cells.keys() | self.kept[row].keys()
            found = [self.column_of_key[key] for key in keys if self._differs(row, one, key)]
            if found:
                return row, min(found)
        return None

    def _differs(self, row: int, one: SheetRow, key: int) -> bool:
        return key in self.column_of_key and one.cells.get(key) != self.kept[row].get(key)

    def is_like(self, sheet: Sheet) -> bool:
        """Say whether a sheet has the same people and lessons as the one shown."""
        now = self.sheet
        return (
            now is not None
            and now.lessons == sheet.lessons
            and [one.enrolment_id for one in now.rows] == [one.enrolment_id for one in sheet.rows]
        )

    # cells -----------------------------------------------------------------------------------------

    def key_at(self, column: int) -> int | None:
        """The session of a column; None where none is held."""
        return self.columns[column].key if 0 <= column < len(self.columns) else None

    def mark_at(self, row: int, column: int) -> SheetCell | None:
        """What stands in a cell: typed last, or kept."""
        key = self.columns[column].key
        if key is None:
            return None
        waiting = self.pending.get((key, self.rows[row].enrolment_id))
        return self.kept[row].get(key) if waiting is None else waiting.cell

    def grey_at(self, row: int, column: int) -> Grey | None:
        """Why a cell is grey; None when the person is expected in the lesson."""
        key = self.columns[column].key
        return None if key is None else self.rows[row].greys.get(key)

    def is_open(self, row: int, column: int) -> bool:
        """Say whether a mark is expected in a cell."""
        return self.columns[column].key is not None and self.grey_at(row, column) is None

    def is_empty(self, row: int, column: int) -> bool:
        """Say whether a mark is expected in a cell and is not there."""
        return self.is_open(row, column) and self.mark_at(row, column) is None

    def checked(self, column: int) -> tuple[int, int]:
        """How many of a column are marked, and how many are expected."""
        expected = [row for row in range(len(self.rows)) if self.is_open(row, column)]
        return sum(self.mark_at(row, column) is not None for row in expected), len(expected)

    def has_hole(self, column: int) -> bool:
        """Say whether a lesson of a day that is over waits for marks: it counts as held (R-CRS-10)."""
        if column not in self._holes:
            done, expected = self.checked(column)
            is_over = self.sheet is not None and self.columns[column].day < self.sheet.today
            self._holes[column] = is_over and done < expected
        return self._holes[column]

    # writing ---------------------------------------------------------------------------------------

    def put(self, ticket: int, cells: Iterable[MarkCell]) -> None:
        """Show marks that are on their way to the database."""
        for one in cells:
            place = (one.session_id, one.enrolment_id)
            self.pending[place] = _Pending(ticket, _written(one, self._now(place)))
            self._tell(place)

    def _now(self, place: Place) -> SheetCell | None:
        waiting = self.pending.get(place)
        if waiting is not None:
            return waiting.cell
        row = self.row_of_id.get(place[1])
        return None if row is None else self.kept[row].get(place[0])

    def settle(self, ticket: int, cells: Iterable[MarkCell]) -> None:
        """The database has them."""
        for one in cells:
            place = (one.session_id, one.enrolment_id)
            self._keep(place, one)
            self._drop(place, ticket)

    def _keep(self, place: Place, one: MarkCell) -> None:
        row = self.row_of_id.get(place[1])
        if row is None:
            return
        cell = _written(one, self.kept[row].get(place[0]))
        if cell is None:
            self.kept[row].pop(place[0], None)
        else:
            self.kept[row][place[0]] = cell

    def put_back(self, ticket: int, cells: Iterable[MarkCell]) -> None:
        """They were refused: what is kept stands again, unless something was typed over them."""
        for one in cells:
            self._drop((one.session_id, one.enrolment_id), ticket)

    def _drop(self, place: Place, ticket: int) -> None:
        waiting = self.pending.get(place)
        if waiting is not None and waiting.ticket == ticket:
            del self.pending[place]
            self._tell(place)

    def _tell(self, place: Place) -> None:
        row, column = self.row_of_id.get(place[1]), self.column_of_key.get(place[0])
        if row is not None and column is not None:
            self._holes.pop(column, None)
            index = self.index(row, column)
            self.dataChanged.emit(index, index)

    # words -----------------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Editable where marks may be written: the input method is switched on by it, no editor opens."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.sheet is not None and self.sheet.may_mark:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SPOKEN:
            return None
        return self.spoken(index.row(), index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, *_SPOKEN):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].name if section < len(self.rows) else None
        return self.head_words(section) if section < len(self.columns) else None

    def head_words(self, column: int) -> str:
        """The day above its cells, with how many are marked where the lesson is over or has begun."""
        parts, (done, expected) = [self.day_words(column)], self.checked(column)
        if expected and self.sheet is not None and (done or self.columns[column].day <= self.sheet.today):
            parts.append(_("{marked} of {expected} marked").format(marked=done, expected=expected))
        return " · ".join(parts)

    def day_words(self, column: int) -> str:
        """A day with what is taught on it, or why nothing is."""
        one = self.columns[column]
        topic = one.lesson.topic if one.lesson is not None and not one.shut_reason else ""
        return ", ".join(part for part in (words.short_day(one.day), one.shut_reason or topic) if part)

    def spoken(self, row: int, column: int) -> str:
        """The whole cell as a sentence: who, when, and the mark or why there is none."""
        grey, mark = self.grey_at(row, column), self.mark_at(row, column)
        parts = [self.rows[row].name, self.day_words(column)]
        if grey is not None:
            parts.append(words.why_grey(grey))
        if mark is not None:
            parts += [self.labels.get(mark.code, mark.code), mark.remark]
        elif grey is None and self.columns[column].key is not None:
            parts.append(_("not marked yet"))
        return ", ".join(part for part in parts if part)


def _written(one: MarkCell, before: SheetCell | None) -> SheetCell | None:
    """A cell once a mark is written over what stood there; a remark on another mark goes with it."""
    from panpun_desktop.services.attendance_sheet import SheetCell

    if one.code is None:
        return None
    kept = before.remark if before is not None and before.code == one.code else ""
    return SheetCell(one.code, kept if one.remark is None else one.remark.strip())
