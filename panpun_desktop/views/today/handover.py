"""ใบส่งเวร: since when, what the next shift must know; issued, shown and printed for signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.fields import LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import help_text

if TYPE_CHECKING:
    from panpun_desktop.services.documents import Issued


class HandoverDialog(FormDialog):
    """Without a day the shift begins where the last hand-over ended."""

    name = "handover"
    WIDTH = 520

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._issued: Issued | None = None
        super().__init__(context, parent)
        self.settled.connect(lambda _changes: self._show())

    def title(self) -> str:
        return _("Hand over the shift")

    def save_text(self) -> str:
        return _("Issue the hand-over")

    def add_head(self, column: QVBoxLayout) -> None:
        text = _("What changed since the last hand-over, what is open, and room for two signatures")
        column.addWidget(help_text(text))

    def build(self) -> None:
        self.notes = LongField(lines=5)
        self.add_field("notes", _("For the next shift"), self.notes)
        row = self.pair_row()
        self.day = ThaiDateEdit(lambda: self.context.today)
        self.at = LineField()
        hint = _("Empty: since the last hand-over")
        self.add_field("since", _("From day"), self.day, hint=hint, to=row)
        self.add_field("since_time", _("From time (e.g. 8:00)"), self.at, to=row)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.reports import runner

        work, actor = self.context.work, self.context.actor
        parameters = {"notes": self.notes.text(), "since": self._since()}

        def run() -> Changes:
            self._issued = runner.issue(work, actor, "handover", parameters)
            return self._issued.changes

        return run

    def _since(self) -> datetime | None:
        day = self.day.value()
        if day is None:
            return None
        return datetime.combine(day, read_time(self.at.text()), tzinfo=BANGKOK)

    def _show(self) -> None:
        if self._issued is not None:
            paper = self._issued
            PaperWindow(self.context.operations, paper.title, paper.pdf, self.parentWidget()).open()


def read_time(text: str) -> time:
    """An hour as people write it (8:00, 8.00, 0800); nothing is midnight."""
    digits = "".join(one for one in from_thai_digits(text) if one.isdecimal())
    if not digits:
        return time(0)
    hour, minute = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    if len(digits) > 4 or hour > 23 or minute > 59:
        raise RuleBroken("handover.time_unreadable", field="since_time")
    return time(hour, minute)
