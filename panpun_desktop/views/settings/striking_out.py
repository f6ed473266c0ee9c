"""Striking a line of a register out: it keeps its number, and says why."""

from __future__ import annotations

from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.edit_dialog import EditDialog, R
from panpun_desktop.widgets.fields import LineField


class StrikeOut(EditDialog[R]):
    """Asks for the reason; the dialog made of it says what is struck out."""

    WIDTH = 440

    def title(self) -> str:
        return _("Strike the line out")

    def save_text(self) -> str:
        return _("Strike out")

    def build(self) -> None:
        self.reason = LineField()
        hint = _("The line stays in the register with its number and the reason.")
        self.add_field("reason", _("Reason"), self.reason, hint=hint)
