"""Ctrl+Z and Ctrl+Shift+Z: taking the newest act back and doing it again, and what the quiet bar says of it.

What the newest act is, is not remembered here: whoever takes back asks the audit, so it holds after a
restart too. Only what the audit does not know (a form that was cleared) brings its own inverse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.widgets.operations import Changes, Operations

UNDO, REDO = "undo", "redo"
"""What the quiet bar may offer."""


class TakesBack(Protocol):
    """The services behind the keys; everything here runs on the worker that writes."""

    def stamp(self, changes: Changes) -> Changes:
        """What an act touched, with the entry by which it can be taken back."""
        ...

    def take_back(self, entry: int | None) -> Changes:
        """Take an act back; None: the newest of this person."""
        ...

    def redo(self, entry: int | None) -> Changes:
        """Do an act again; None: the one taken back last."""
        ...

    def run(self, inverse: Any) -> Changes:
        """Run an inverse that a change brought along."""
        ...


class UndoStack(QObject):
    """Takes acts back and does them again, one at a time.

    ``told(summary, offer)`` speaks for the quiet bar; the offer is "undo", "redo" or nothing.
    """

    told = Signal(str, str)
    refused = Signal(object)

    def __init__(
        self, operations: Operations, acts: TakesBack | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._operations, self._acts = operations, acts
        self._inverse: Any = None
        self._is_busy = False
        operations.stamp = acts.stamp if acts is not None else None
        operations.changed.connect(self._listen)

    def close(self) -> None:
        """Listen no more (the person signed out)."""
        self._operations.changed.disconnect(self._listen)
        self._operations.stamp = None
        self._acts, self._inverse = None, None
        self.deleteLater()

    def undo(self, entry: int | None = None) -> None:
        """Take the newest act back, or the one of an entry of the audit."""
        if entry is None and self._inverse is not None:
            inverse = self._inverse
            self._do(lambda acts: acts.run(inverse), "")
        else:
            self._do(lambda acts: acts.take_back(entry), REDO)

    def redo(self, entry: int | None = None) -> None:
        """Do the act again that was taken back last, or the one of an entry."""
        self._do(lambda acts: acts.redo(entry), UNDO)

    def _do(self, act: Callable[[TakesBack], Changes], offer: str) -> None:
        if self._is_busy:
            return
        acts = self._acts
        if acts is None:
            self.refused.emit(RuleBroken("undo.nothing"))
            return
        self._is_busy = True
        self._operations.change(self, lambda: act(acts), lambda done: self._done(done, offer), self._refuse)

    def _listen(self, changes: Changes, asker: object) -> None:
        if asker is self:
            return
        if changes.undo is not None or changes.entry is not None:
            self._inverse = changes.undo
        if changes.summary:
            is_undoable = changes.undo is not None or changes.entry is not None
            self.told.emit(changes.summary, UNDO if is_undoable else "")

    def _done(self, changes: Changes, offer: str) -> None:
        self._is_busy, self._inverse = False, None
        if changes.summary:
            self.told.emit(changes.summary, offer)

    def _refuse(self, error: PanpunError) -> None:
        self._is_busy = False
        self.refused.emit(error)
