"""The chosen line of the register of incoming papers in words, with the files kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.paper_files import PaperFilesCard
from panpun_desktop.widgets.cards import Card, EmptyState
from panpun_desktop.widgets.labels import ThaiLabel, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.incoming_rows import IncomingRow


class IncomingCard(QWidget):
    """Everything of one line; ``row`` is the line shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.row: IncomingRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.words_card = Card(padding=14)
        self.subject = ThaiLabel("", role="strong", wrap=True)
        self.facts = help_text("")
        for one in (self.subject, self.facts):
            self.words_card.body.addWidget(one)
        column.addWidget(self.words_card)
        self.files = PaperFilesCard(context, "incoming")
        column.addWidget(self.files)
        self.empty = EmptyState("file-text", _("Choose a line"), _("What it says is shown here."))
        column.addWidget(self.empty, 1)
        column.addStretch(1)

    def show_row(self, row: IncomingRow | None) -> None:
        """Show another line, or that none is chosen."""
        self.row = row
        self.words_card.setVisible(row is not None)
        self.files.setVisible(row is not None)
        self.empty.setVisible(row is None)
        self.files.show_paper(incoming_id=row.id if row is not None else None)
        if row is not None:
            self.subject.setText(f"{row.number}  {row.subject}".strip())
            self.facts.setText("\n".join(lines_of(row)))

    def print_shown(self) -> None:
        """Open the file that is chosen: from its window it is printed."""
        self.files.look()


def lines_of(row: IncomingRow) -> list[str]:
    """The facts of a line, one a line."""
    result = {"RECEIVED": _("They take the person in"), "REFUSED": _("They refuse")}.get(row.result, "")
    found = (
        _from(row),
        _("Received on {day} by {name}").format(day=_day(row.received_on), name=row.recorded_by),
        _("About {name}").format(name=row.person) if row.person else "",
        _("Answers our letter {number}").format(number=row.answers) if row.answers else "",
        result,
        _("answer due {day}").format(day=_day(row.reply_due_on)) if row.reply_due_on else "",
        _("Answered with {number}").format(number=row.answered_by) if row.answered_by else "",
        _("Settled on {day}").format(day=_day(row.closed_on)) if row.closed_on else "",
        _("Struck out: {reason}").format(reason=row.void_reason) if row.is_void and row.void_reason else "",
        row.note,
    )
    return [one for one in found if one]


def _from(row: IncomingRow) -> str:
    words = [_("From {sender}").format(sender=row.sender)] if row.sender else []
    if row.their_number:
        words.append(_("their number {number}").format(number=row.their_number))
    if row.their_date is not None:
        words.append(_("dated {day}").format(day=_day(row.their_date)))
    return " · ".join(words)


def _day(day: object) -> str:
    return format_date(day, "short")  # type: ignore[arg-type]
