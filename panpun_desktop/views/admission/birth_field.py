"""The birth in a row: a day, a month, a year or an age; its calendar button shows only while it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from panpun_desktop.widgets.fields import ThaiDateEdit


class BirthField(ThaiDateEdit):
    """A date of birth as far as it is known (R-AGE-1)."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(today, parent, partial=True, birth=True, may_be_unknown=True)
        self._show_button(on=False)

    def _show_button(self, *, on: bool) -> None:
        for action in self.actions():
            action.setVisible(on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_button(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._show_button(on=False)
        super().focusOutEvent(event)
