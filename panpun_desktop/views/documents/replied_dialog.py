"""Saying that the answer to a letter came: the paper itself into the register, or the day alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.incoming_dialog import IncomingDialog, letter_words
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.document_lines import DocumentRow


class RepliedDialog(FormDialog):
    """The day of an answer without a paper; an answer on paper goes into the register of incoming papers."""

    name = "replied"
    WIDTH = 460

    def __init__(self, context: Context, row: DocumentRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("The answer came")

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(letter_words(self.row), role="strong", wrap=True))

    def build(self) -> None:
        self.day = ThaiDateEdit(lambda: self.context.today, required=True)
        self.day.set_value(self.context.today)
        self.add_field("replied_on", _("Answered on"), self.day)
        self.form.addWidget(
            help_text(_("By telephone or by hand. A paper is entered in the register of incoming papers:"))
        )
        self.paper_button = QuietButton(_("Record the paper that came"), "plus", clicked=self.record_paper)
        self.paper_button.setObjectName("recordReplyButton")
        self.form.addWidget(self.paper_button)

    def record_paper(self) -> None:
        """Go on in the register of incoming papers."""
        above = self.parentWidget()
        self.draft.forget()
        self.reject()
        IncomingDialog(self.context, None, above, answers_id=self.row.id).open()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.paper_replies import MarkReplied, mark_replied

        day = self.day.value()
        if day is None:
            raise RuleBroken("reply.day_missing", field="replied_on")
        return self.run(mark_replied, MarkReplied(self.row.id, self.row.version, day))
