"""Work away from the GUI thread: one worker for writes, a small pool for reads (architecture.md §5.3).

Answers come back on the GUI thread, and only while the asker lives. A read that a newer one of
the same asker and key has overtaken is dropped.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError

Changes = Any
"""A services.changes.Changes: which records were touched, ``summary``, and ``entry`` to take it back by."""

T = TypeVar("T")
_log = logging.getLogger(__name__)
_READERS = 3


@dataclass(frozen=True)
class _Asked:
    """One thing asked: who, what to do with the answer, and what overtakes it."""

    asker: QObject
    done: Callable[[Any], object] | None
    refused: Callable[[PanpunError], object] | None
    is_change: bool
    line: tuple[int, str]
    act: Callable[[], Any] | None = None
    """Of a change: what was asked, to be asked again with more said."""


Around = Callable[[Callable[[], Changes]], Changes]
"""Runs an act with more said, on the worker."""


@dataclass(frozen=True)
class SecondTry:
    """A change that was refused for something that can still be asked: do it again, or leave it."""

    error: PanpunError
    asker: QObject
    again: Callable[[Around], None]
    give_up: Callable[[], None]


class _Errand(QRunnable):
    """Runs one callable on a pool thread and hands over its answer or its exception."""

    def __init__(self, ticket: int, act: Callable[[], Any], answer: Callable[[int, Any, Any], None]) -> None:
        super().__init__()
        self._ticket, self._act, self._answer = ticket, act, answer

    def run(self) -> None:
        act = self._act
        del self._act  # PySide lets go of some errands late: what was asked is not kept with them
        try:
            found: Any = act()
        except Exception as error:
            self._answer(self._ticket, None, error)
        else:
            self._answer(self._ticket, found, None)


class Operations(QObject):
    """The one door through which widgets call services.

    ``changed(changes, asker)`` goes to every screen after a write; ``broken(error)`` reports what
    nobody expected; ``busy(bool)`` says whether anything is under way.
    """

    changed = Signal(object, object)
    broken = Signal(object)
    busy = Signal(bool)
    _answered = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stamp: Callable[[Any], Any] | None = None
        """What a change is given on the worker right after its act: the entry it left in the audit."""
        self.asks_again: Callable[[SecondTry], bool] | None = None
        """Asked of every refused change first: True when it will ask the person and try again."""
        self._tickets = itertools.count(1)
        self._open: dict[int, _Asked] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._writer, self._readers = QThreadPool(self), QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._readers.setMaxThreadCount(_READERS)
        self._answered.connect(self._deliver)

    def change(
        self,
        asker: QObject,
        act: Callable[[], Changes],
        done: Callable[[Changes], object] | None = None,
        refused: Callable[[PanpunError], object] | None = None,
    ) -> None:
        """Run a service that writes; writes run one after the other in the order asked."""
        asked = _Asked(asker, done, refused, True, (id(asker), "\0write"), act)
        self._start(self._writer, asked, self._stamped(act))

    def _stamped(self, act: Callable[[], Changes]) -> Callable[[], Changes]:
        stamp = self.stamp
        return act if stamp is None else lambda: stamp(act())

    def note(self, asker: QObject, act: Callable[[], None]) -> None:
        """Run a small write that no screen shows and nobody waits for, in line with the changes."""
        self._start(self._writer, _Asked(asker, None, None, False, (id(asker), f"note{id(act)}")), act)

    def read(
        self,
        asker: QObject,
        query: Callable[[], T],
        done: Callable[[T], object],
        refused: Callable[[PanpunError], object] | None = None,
        key: str = "",
    ) -> None:
        """Run a query; an older one of the same asker and key that is still under way is dropped."""
        self._start(self._readers, _Asked(asker, done, refused, False, (id(asker), key)), query)

    def is_busy(self) -> bool:
        """Say whether something asked has not been answered."""
        return bool(self._open)

    def wait(self) -> None:
        """Let everything asked so far be answered; for tests, the tour and leaving the program."""
        loop = QEventLoop()
        while self._open:
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _start(self, pool: QThreadPool, asked: _Asked, act: Callable[[], Any]) -> None:
        ticket = next(self._tickets)
        was_busy = bool(self._open)
        self._open[ticket] = asked
        self._newest[asked.line] = ticket
        if not was_busy:
            self.busy.emit(True)
        pool.start(_Errand(ticket, act, self._answer))

    def _answer(self, ticket: int, found: Any, error: Exception | None) -> None:
        with suppress(RuntimeError):  # the program closed meanwhile: nobody is left to hear it
            self._answered.emit(ticket, found, error)

    @Slot(int, object, object)
    def _deliver(self, ticket: int, found: Any, error: Exception | None) -> None:
        asked = self._open.pop(ticket)
        try:
            self._hand_over(ticket, asked, found, error)
        finally:
            if not self._open:
                self._newest.clear()
                self.busy.emit(False)

    def _hand_over(self, ticket: int, asked: _Asked, found: Any, error: Exception | None) -> None:
        lives = isValid(asked.asker)
        if error is None and asked.is_change:
            if lives and asked.done is not None:
                asked.done(found)
            self.changed.emit(found, asked.asker if lives else None)
        elif not asked.is_change and self._newest.get(asked.line) != ticket:
            _log.debug("a read was overtaken")
        elif error is not None:
            self._refuse(asked, error, lives=lives)
        elif lives and asked.done is not None:
            asked.done(found)

    def _refuse(self, asked: _Asked, error: Exception, *, lives: bool) -> None:
        if lives and isinstance(error, PanpunError) and self._asks_again(asked, error):
            return
        self._tell_refused(asked, error, lives=lives)

    def _asks_again(self, asked: _Asked, error: PanpunError) -> bool:
        act = asked.act
        if act is None or self.asks_again is None:
            return False

        def again(around: Around) -> None:
            self._start(self._writer, asked, self._stamped(lambda: around(act)))

        def give_up() -> None:
            self._tell_refused(asked, error, lives=isValid(asked.asker))

        return self.asks_again(SecondTry(error, asked.asker, again, give_up))

    def _tell_refused(self, asked: _Asked, error: Exception, *, lives: bool) -> None:
        if isinstance(error, PanpunError) and asked.refused is not None:
            if lives:
                asked.refused(error)
            return
        self.broken.emit(error)
