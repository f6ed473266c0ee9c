"""The manager's words of a month, kept without a button when typing pauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import FieldBox, LongField
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.statement_texts import StatementWords

NAMES = ("problems", "proposals", "plan")
_PAUSE_MS = 1500


class MonthWords(QObject):
    """Reads the words of a month into their fields, keeps what is typed; ``shown`` hears of words read."""

    def __init__(
        self, context: Context, boxes: Mapping[str, FieldBox], shown: Callable[[], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._shown = context, shown
        self._fields: dict[str, LongField] = {
            name: box.field for name, box in boxes.items() if isinstance(box.field, LongField)
        }
        self._boxes = boxes
        self.month: date | None = None
        self._kept: StatementWords | None = None
        self._is_saving = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        for field in self._fields.values():
            field.edited.connect(self._pause.start)

    def typed(self) -> dict[str, str]:
        """The words as they stand in the fields; nothing before they were read."""
        return {name: field.text() for name, field in self._fields.items()} if self._kept else {}

    def open_month(self, month: date, *, is_open: bool) -> None:
        """Show the words of a month, which can be typed while it is open; what was typed before is kept."""
        if month != self.month:
            self.keep()
            self.month, self._kept = month, None
            self.read()
        may = is_open and self._context.may("statement_text.edit")
        for field in self._fields.values():
            field.setReadOnly(not may)

    def read(self) -> None:
        """Read the words of the month anew, unless something typed waits to be kept."""
        month = self.month
        if month is None or self._pause.isActive():
            return
        work, actor = self._context.work, self._context.actor

        def read() -> StatementWords:
            from panpun_desktop.services.statement_texts import statement_words

            return statement_words(work, actor, month)

        self._context.operations.read(self, read, self._take, key="words")

    def _take(self, words: StatementWords) -> None:
        if words.month_on != self.month or self._pause.isActive():
            return
        self._kept = words
        for name, field in self._fields.items():
            if field.text() != getattr(words, name):
                field.blockSignals(True)
                field.setText(getattr(words, name))
                field.blockSignals(False)
        self._shown()

    def keep(self) -> None:
        """Keep what was typed, if anything is otherwise than it was kept."""
        self._pause.stop()
        kept, typed = self._kept, self.typed()
        if kept is None or all(text.strip() == getattr(kept, name) for name, text in typed.items()):
            return
        from panpun_desktop.services.statement_texts import SaveStatementWords, save_statement_words

        work, actor = self._context.work, self._context.actor
        request = SaveStatementWords(kept.month_on, kept.version, **typed)
        self._kept = _kept_now(kept, typed)
        self._context.operations.change(
            self, lambda: save_statement_words(work, actor, request), self._done, self._refuse
        )

    def _done(self, _changes: Changes) -> None:
        for box in self._boxes.values():
            box.clear_problem()

    def _refuse(self, error: PanpunError) -> None:
        self._boxes["problems"].show_problem(message_of(error), focus=False)
        self._kept = None
        self.read()


def _kept_now(kept: StatementWords, typed: Mapping[str, str]) -> StatementWords:
    """What will have been kept: the next version."""
    from panpun_desktop.services.statement_texts import StatementWords as Words

    return Words(kept.month_on, kept.version + 1, **{name: text.strip() for name, text in typed.items()})
