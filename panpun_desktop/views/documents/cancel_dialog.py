"""Asking why an issued paper is cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.document_lines import DocumentRow


class CancelDialog(FormDialog):
    """A cancelled paper keeps its number and its bytes (R-DOC-1)."""

    name = "cancelPaper"
    WIDTH = 440

    def __init__(self, context: Context, row: DocumentRow, parent: QWidget | None = None) -> None:
        self._row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Cancel the paper")

    def save_text(self) -> str:
        return _("Cancel the paper")

    def cancel_text(self) -> str:
        return _("Keep the paper")

    def draft_key(self) -> str:
        return f"{self.name}:{self._row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(f"{self._row.number} {self._row.title}".strip(), role="strong", wrap=True))
        column.addWidget(help_text(_("The number stays used and the kept copy stays in the register.")))

    def build(self) -> None:
        self.reason = LineField()
        self.add_field("reason", _("Reason"), self.reason)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.documents import CancelDocument, cancel

        return self.run(cancel, CancelDocument(self._row.id, self._row.version, self.reason.text()))
