"""Taking acts back: the inverse requests of what was done, newest first (architecture.md §5.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.widgets.operations import Changes, Operations

DEPTH = 50


@dataclass(frozen=True)
class _Step:
    summary: str
    inverse: object


class UndoStack(QObject):
    """Remembers the inverse of every change and runs it through the service like any other act.

    ``run`` turns an inverse request into a change; an inverse that is itself callable is called.
    ``told(summary, undoable)`` speaks for the undo bar.
    """

    told = Signal(str, bool)
    refused = Signal(object)

    def __init__(
        self,
        operations: Operations,
        run: Callable[[Any], Changes] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._run = operations, run
        self._steps: list[_Step] = []
        self._undoing = False
        operations.changed.connect(self._remember)

    def can_undo(self) -> bool:
        """Say whether something can be taken back."""
        return bool(self._steps)

    def newest(self) -> str:
        """The summary of what would be taken back, or nothing."""
        return self._steps[-1].summary if self._steps else ""

    def close(self) -> None:
        """Forget everything and listen no more (the person signed out)."""
        self._steps.clear()
        self._operations.changed.disconnect(self._remember)
        self.deleteLater()

    def undo(self) -> None:
        """Take the newest act back; a refusal keeps it for another try."""
        if not self._steps or self._undoing:
            return
        step = self._steps[-1]
        self._undoing = True
        self._operations.change(self, lambda: self._invert(step.inverse), self._undone, self._refuse)

    def _invert(self, inverse: Any) -> Changes:
        if self._run is not None and not callable(inverse):
            return self._run(inverse)
        changes: Changes = inverse()
        return changes

    def _remember(self, changes: Changes, asker: object) -> None:
        if asker is self:
            return
        if changes.undo is not None:
            self._steps.append(_Step(changes.summary, changes.undo))
            del self._steps[:-DEPTH]
        if changes.summary:
            self.told.emit(changes.summary, changes.undo is not None)

    def _undone(self, changes: Changes) -> None:
        self._undoing = False
        self._steps.pop()
        if changes.summary:
            self.told.emit(changes.summary, False)

    def _refuse(self, error: PanpunError) -> None:
        self._undoing = False
        self.refused.emit(error)
