"""A part of the first-start page: the plan in one line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.parts import QuietButton


class _PassingButton(QuietButton):
    """A button inside a form: Space presses it, Enter goes to the next field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class PlanField(QFrame):
    """Looks like a field: what the building plan holds, and the button that opens it."""

    def __init__(self, opened: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fieldFrame", True)
        self.setFixedHeight(theme.CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        self._text = ThaiLabel("")
        self.button = _PassingButton(_("Edit"), small=True, clicked=opened)
        self.button.setObjectName("editPlanButton")
        self.button.setAccessibleName(_("Edit buildings and beds"))
        row.addWidget(self._text, 1)
        row.addWidget(self.button)

    def text(self) -> str:
        """What is said of the plan."""
        return self._text.plain_text()

    def say(self, text: str) -> None:
        """Say what the plan holds."""
        self._text.setText(text)
        self.button.setAccessibleDescription(text)
