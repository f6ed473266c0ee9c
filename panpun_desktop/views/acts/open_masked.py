"""เปิดดูข้อมูลที่ปกปิด: why somebody must see a masked record, before it opens for a while (R-SAF-1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import LongField
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import help_text

if TYPE_CHECKING:
    from panpun_desktop.services.restrictions import Protection


class OpenMaskedDialog(FormDialog):
    """Asks for the reason; the manager reads it."""

    name = "openMasked"

    def __init__(self, context: Context, found: Protection, parent: QWidget | None = None) -> None:
        self._found = found
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Open a masked record")

    def save_text(self) -> str:
        return _("Open the record")

    def add_head(self, column: QVBoxLayout) -> None:
        minutes = self.context.centre.settings["protection.open_minutes"]
        text = _(
            "It is open to you for {minutes} minutes. Who opened it, when and why is noted; "
            "the manager is told."
        )
        head = help_text(text.format(minutes=minutes))
        head.setWordWrap(True)
        column.addWidget(head)

    def build(self) -> None:
        self.reason = LongField(lines=3)
        hint = _("At least 10 letters")
        self.add_field("reason", _("Why you need to see it"), self.reason, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.break_glass import OpenMasked, open_masked

        return self.run(open_masked, OpenMasked(self._found.person_id, self.reason.text()))
