"""Marks on their way to the database: shown at once, written in order, put back when refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from panpun_desktop.views.courses.sheet_model import SheetTableModel

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.rules.codes import AttendanceCode
    from panpun_desktop.services.attendance import MarkCell
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.views.context import Context


class SheetWriter(QObject):
    """Writes marks of one cohort, one act a key; ``refused`` carries the cells and the refusal."""

    saved = Signal()
    refused = Signal(object, object)

    def __init__(self, context: Context, cells: SheetTableModel, cohort_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._cells, self._cohort_id = context, cells, cohort_id
        self._tickets = 0
        self.open = 0
        """Writings under way."""
        self.own: Changes | None = None
        """What was written last: the sheet knows it already."""

    @property
    def count(self) -> int:
        """How many writings were begun."""
        return self._tickets

    def write(self, marks: Sequence[MarkCell], reason: str = "") -> None:
        """Show marks now and write them after those before."""
        from panpun_desktop.services.attendance import MarkAttendance, mark

        if not marks:
            return
        self._tickets += 1
        ticket, self.open = self._tickets, self.open + 1
        self._cells.put(ticket, marks)
        work, actor = self._context.work, self._context.actor
        request = MarkAttendance(self._cohort_id, tuple(marks), reason)
        self._context.operations.change(
            self,
            lambda: mark(work, actor, request),
            lambda changes: self._done(ticket, marks, changes),
            lambda error: self._refuse(ticket, marks, error),
        )

    def _done(self, ticket: int, marks: Iterable[MarkCell], changes: Changes) -> None:
        self.open, self.own = self.open - 1, changes
        self._cells.settle(ticket, marks)
        self.saved.emit()

    def _refuse(self, ticket: int, marks: Iterable[MarkCell], error: PanpunError) -> None:
        self.open -= 1
        self._cells.put_back(ticket, marks)
        self.refused.emit(marks, error)


def cells_for(
    cells: SheetTableModel, places: Iterable[tuple[int, int]], code: AttendanceCode | None
) -> list[MarkCell]:
    """What one key writes into these cells; those where nothing changes are left out."""
    from panpun_desktop.services.attendance import MarkCell

    found = []
    for row, column in places:
        key, before = cells.key_at(column), cells.mark_at(row, column)
        wanted = None if code is None else code.value
        if key is not None and wanted != (before.code if before is not None else None):
            found.append(MarkCell(key, cells.rows[row].enrolment_id, wanted))
    return found
