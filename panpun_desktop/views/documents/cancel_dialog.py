"""Asking why an issued paper is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.fields import FieldBox, LineField
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.documents import DocumentRow


class CancelDialog(QDialog):
    """A cancelled paper keeps its number and its bytes (R-DOC-1)."""

    def __init__(self, context: Context, row: DocumentRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._row = context, row
        self.setObjectName("cancelPaperDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Cancel the paper"))
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Cancel the paper"), role="title"))
        column.addWidget(ThaiLabel(f"{row.number} {row.title}".strip(), role="strong", wrap=True))
        column.addWidget(help_text(_("The number stays used and the kept copy stays in the register.")))
        self.reason = LineField()
        self.reason.setObjectName("cancelReasonField")
        self.box = FieldBox(_("Reason"), self.reason)
        column.addWidget(self.box)
        column.addLayout(self._buttons())
        self.reason.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        back = QuietButton(_("Keep the paper"), key="Esc", clicked=self.reject)
        back.setObjectName("cancelBackButton")
        self.save_button = MainButton(_("Cancel the paper"), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName("cancelSaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row.addWidget(back)
        row.addWidget(self.save_button)
        return row

    def save(self) -> None:
        """Cancel the paper with the reason given."""
        if not self.save_button.isEnabled():
            return
        work, actor = self.context.work, self.context.actor
        row, reason = self._row, self.reason.text()

        def act() -> Changes:
            from panpun_desktop.services.documents import CancelDocument, cancel

            return cancel(work, actor, CancelDocument(row.id, row.version, reason))

        self.save_button.setEnabled(False)
        self.context.operations.change(self, act, lambda _changes: self.accept(), self._refuse)

    def _refuse(self, error: PanpunError) -> None:
        self.save_button.setEnabled(True)
        self.box.show_problem(message_of(error))
