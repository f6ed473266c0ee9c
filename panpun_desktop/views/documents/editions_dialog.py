"""Everything that was sent of a month: its editions, their differences, the very paper again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import in_file_name, month_label
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.change_words import change_line, difference_line
from panpun_desktop.views.documents.desk_page import scrolling
from panpun_desktop.views.documents.month_card import edition_name
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.saving import save_file
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.closing_data import Closing
    from panpun_desktop.services.closed_months import Edition


class EditionsDialog(QDialog):
    """The editions of a month, the newest first; below, what the chosen one says otherwise."""

    def __init__(self, context: Context, editions: Sequence[Edition], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.month = context, editions[0].month_on
        self.setObjectName("editionsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("Editions of {month}").format(month=month_label(self.month))
        self.setWindowTitle(words)
        self.resize(880, 540)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(words, role="title"))
        self.table: RowsTableView[Edition] = RowsTableView(_columns(), words)
        self.table.setObjectName("editionsTable")
        self.table.current_changed.connect(self._read)
        self.table.opened.connect(lambda _row: self.print_current())
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        self.told = ThaiLabel("", wrap=True)
        self.told.setObjectName("editionDifferences")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        below = Card(_("What this edition says otherwise"))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolling(self.told, _("What this edition says otherwise"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a long list is read with the arrow keys, too
        area.setObjectName("editionDifferencesArea")
        below.body.addWidget(area)
        column.addWidget(below, 1)
        column.addLayout(self._buttons())
        self.table.set_rows(editions)
        self.table.select_first()
        self.table.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = QuietButton(_("Save as PDF"), "download", clicked=self.save_current)
        self.save_button.setObjectName("editionSaveButton")
        row.addWidget(self.save_button)
        row.addStretch(1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("editionsCloseButton")
        row.addWidget(close)
        self.print_button = MainButton(_("Print as it was sent"), "printer", "⏎", clicked=self.print_current)
        self.print_button.setObjectName("editionPrintButton")
        row.addWidget(self.print_button)
        return row

    # what it says otherwise ------------------------------------------------------------------------

    def _read(self, row: Edition | None) -> None:
        if row is None:
            return
        work, actor, number = self.context.work, self.context.actor, row.number
        month = self.month

        def read() -> Closing | None:
            from panpun_desktop.reports import runner

            values = runner.read(work, actor, "monthly", {"month": month, "edition": number})
            closing: Closing | None = values.closing
            return closing

        self.context.operations.read(self, read, self._tell, self._refuse, key="edition")

    def _tell(self, closing: Closing | None) -> None:
        lines = _lines(closing) if closing is not None else []
        self.told.setText("\n".join(lines) if lines else _("This is what was sent first."))

    def _refuse(self, error: PanpunError) -> None:
        self.told.setText(message_of(error))

    # the paper again -------------------------------------------------------------------------------

    def print_current(self) -> None:
        """Print the very bytes that were sent; noted in the audit."""
        from panpun_desktop.widgets.printing import ask_and_print

        row = self.table.current()
        if row is None:
            return
        words = f"{_('Monthly report')} {month_label(self.month)} · {edition_name(row)}"
        self._reprint(lambda pdf: ask_and_print([pdf], words, self, is_issued=True))

    def save_current(self) -> None:
        """Save the very bytes that were sent."""
        row = self.table.current()
        if row is None:
            return
        month = in_file_name(self.month, is_month=True)
        name = file_name(_("Monthly report"), month, edition_name(row))
        self._reprint(lambda pdf: save_file(pdf, name, self))

    def _reprint(self, take: Callable[[bytes], object]) -> None:
        row = self.table.current()
        if row is None:
            return
        work, actor, month, number = self.context.work, self.context.actor, self.month, row.number

        def read() -> bytes:
            from panpun_desktop.services.month_closing import reprint_month

            return reprint_month(work, actor, month, number)

        self.context.operations.read(self, read, take, self._refuse, key="reprint")


def _columns() -> Sequence[Column[Edition]]:
    return (
        Column("edition", _("Edition of the report"), edition_name, strong=True, width=150),
        Column("closed", _("Closed on"), lambda one: moment(one.closed_at), width=150),
        Column("who", _("Closed by"), lambda one: one.closed_by, width=210),
        Column("reason", _("Reason"), _reason),
    )


def _reason(one: Edition) -> str:
    again = _("Opened again: {reason}").format(reason=one.reopen_reason) if one.reopened_at else ""
    return " · ".join(part for part in (one.reason, again) if part)


def _lines(closing: Closing) -> list[str]:
    """Everybody who is counted otherwise, then every changed figure, table by table."""
    figures = [difference_line(one) for one in closing.differences]
    return [*map(change_line, closing.changed), *figures]
