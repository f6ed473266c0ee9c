"""Issued papers: the list with its search, the kept bytes, and cancelling with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import (
    format_date,
    format_time,
    in_file_name,
    month_label,
    short_month,
)
from panpun_desktop.reports.months import Month
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.cancel_dialog import CancelDialog
from panpun_desktop.views.documents.paper_files import PaperFilesCard
from panpun_desktop.views.documents.rail import KindTitle
from panpun_desktop.views.documents.replied_dialog import RepliedDialog
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.saving import save_file
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.document_lines import DocumentRow
    from panpun_desktop.services.paper_files import Reprinted


class IssuedList(QWidget):
    """The list at the left, the paper that is kept at the right; ``counted`` says how many are shown."""

    counted = Signal(str)

    def __init__(self, context: Context, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._kinds = context, dict(kinds)
        self._person_id: int | None = None
        self._shown: tuple[int, bool] | None = None
        """The paper in the preview, as it was: once cancelled it looks otherwise."""
        self.title = KindTitle(kinds)
        self.title.setFixedWidth(244)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(self._list_column(), 2)
        row.addLayout(self._paper_column(), 1)
        self._show_current(None)

    def _list_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(9)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        self.search = SearchBox(_("Number, subject, name"))
        self.search.setObjectName("issuedSearch")
        self.search.searched.connect(lambda _text: self.reload())
        head.addWidget(self.search, 1)
        column.addLayout(head)
        self.table: RowsTableView[DocumentRow] = RowsTableView(self._columns(), _("Issued papers"))
        self.table.setObjectName("issuedTable")
        self.table.keeps_to_width = True
        self.table.remember(self.context.local, "issuedPapers")
        self.table.current_changed.connect(self._show_current)
        self.table.opened.connect(lambda _row: self.open_current())
        self.search.moved_down.connect(self._go_to_list)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        return column

    def _columns(self) -> Sequence[Column[DocumentRow]]:
        return (
            Column("number", _("No."), lambda row: row.number or "–", sort="number", strong=True, width=112),
            Column("title", _("Subject"), _subject, sort="title", width=180, wraps=True),
            Column(
                "recipient",
                _("Recipient"),
                lambda row: row.recipient,
                sort="recipient",
                width=140,
                hidden=True,
                wraps=True,
            ),
            Column("person", _("Service user"), lambda row: row.person, sort="person", width=128, wraps=True),
            Column("dated", _("Dated"), _dated, sort="dated_on", width=104),
            Column("due", _("Answer due on"), _due, sort="reply_due_on", width=110, hidden=True),
            Column("replied", _("Answered on"), _replied, sort="replied_on", width=110, hidden=True),
            Column("files", _("Files"), lambda row: str(row.files or ""), width=56, hidden=True),
            Column("state", _("State"), self._state, chip=self._tone),
        )

    def _paper_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        acts = FlowRow(gap=8)
        self.replied_button = QuietButton(_("Answered"), "check", clicked=self.reply_current)
        self.replied_button.setObjectName("repliedButton")
        self.print_button = MainButton(_("Print again"), "printer", clicked=self.print_current)
        self.print_button.setObjectName("reprintButton")
        self.open_button = QuietButton(_("Look at it"), "eye", clicked=self.open_current)
        self.open_button.setObjectName("openIssuedButton")
        self.save_button = QuietButton("PDF", clicked=self.save_current)
        self.save_button.setObjectName("saveIssuedButton")
        self.save_button.setAccessibleName(_("Save as PDF"))
        self.cancel_button = QuietButton(_("Cancel the paper"), clicked=self.cancel_current)
        self.cancel_button.setObjectName("cancelPaperButton")
        for button in (self.print_button, self.open_button, self.save_button):
            acts.add(button)
        for button in (self.replied_button, self.cancel_button):
            acts.add(button)
        column.addWidget(acts)
        self.banner = Banner("", Tone.INFO)
        column.addWidget(self.banner)
        self.files = PaperFilesCard(self.context, "issued")
        column.addWidget(self.files)
        self.preview = PdfPreview(self.context.operations)
        column.addWidget(self.preview, 1)
        return column

    def _state(self, row: DocumentRow) -> str:
        if row.is_cancelled:
            return _("Cancelled")
        if row.replied_on is not None:
            return _("Answered")
        if row.reply_due_on is not None:
            return _("Answer overdue") if row.reply_due_on < self.context.today else _("Answer awaited")
        return _("Issued")

    def _tone(self, row: DocumentRow) -> Tone:
        if row.is_cancelled:
            return Tone.BAD
        if row.awaits_reply:
            is_late = row.reply_due_on is not None and row.reply_due_on < self.context.today
            return Tone.WARN if is_late else Tone.INFO
        return Tone.OK

    # the list --------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """The list was chosen; ``person_id`` shows one person's papers, ``document_id`` goes to one.

        ``number`` is looked for: the paper may be older than what the list shows at first.
        """
        self._person_id = arguments.get("person_id")
        self._wanted = arguments.get("document_id")
        if arguments.get("number"):
            self.search.setText(str(arguments["number"]))
        self.reload()

    def reload(self, changes: Changes | None = None) -> None:
        """Ask for the list again, where papers were changed."""
        if changes is not None and not changes.touches("documents", "incoming"):
            return
        work, actor = self.context.work, self.context.actor
        person_id, text = self._person_id, self.search.text()

        def read() -> Sequence[DocumentRow]:
            from panpun_desktop.services.documents import list_documents

            return list_documents(work, actor, person_id=person_id, text=text)

        self.context.operations.read(self, read, self._take, self._say, key="list")

    def _take(self, rows: Sequence[DocumentRow]) -> None:
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        elif self.table.current() is None:
            self.table.select_first()
        self._show_current(self.table.current())
        self.counted.emit(self.count_text())

    _wanted: int | None = None

    def count_text(self) -> str:
        """How many papers the list shows."""
        count = self.table.rows.rowCount()
        return ngettext("{count} paper", "{count} papers", count).format(count=f"{count:,}")

    def focus_first(self) -> None:
        """In the search."""
        self.search.setFocus()

    def _go_to_list(self) -> None:
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # the paper -------------------------------------------------------------------------------------

    def _show_current(self, row: DocumentRow | None) -> None:
        for button in (self.open_button, self.save_button):
            button.setEnabled(row is not None)
        self.print_button.setEnabled(row is not None and self.context.may("document.reprint"))
        self.cancel_button.setVisible(self.context.may("document.cancel"))
        is_sent_month = row is not None and row.month_on is not None
        self.cancel_button.setEnabled(row is not None and not row.is_cancelled and not is_sent_month)
        self.cancel_button.setToolTip(_sent_month(row) if row is not None else "")
        self._show_reply(row)
        self.files.setVisible(row is not None)
        self.files.show_paper(
            document_id=row.id if row else None, is_cancelled=bool(row and row.is_cancelled)
        )
        self.banner.say(_told(row) if row else "", Tone.BAD if row and row.is_cancelled else Tone.INFO)
        if row is None or (row.id, row.is_cancelled) != self._shown:
            self._shown = None
            hint = _("Press Enter to look at the paper as it was issued.")
            self.preview.clear(hint if row else _("No paper was issued yet, or none fits the search."))

    def _show_reply(self, row: DocumentRow | None) -> None:
        """An answer can be said to have come, and taken back where no incoming paper says so."""
        asks = row is not None and not row.is_cancelled and (row.awaits_reply or row.replied_on is not None)
        self.replied_button.setVisible(self.context.may("incoming.edit") and bool(asks))
        has_come = row is not None and row.replied_on is not None
        self.replied_button.setText(_("No answer after all") if has_come else _("Answered"))
        self.replied_button.setEnabled(not (row is not None and row.answer))

    def reply_current(self) -> None:
        """Say how and when the answer came, or that it did not come."""
        from panpun_desktop.services.paper_replies import MarkReplied, mark_replied

        row = self.table.current()
        if row is None:
            return
        if row.replied_on is None:
            RepliedDialog(self.context, row, self.window()).open()
            return
        work, actor = self.context.work, self.context.actor
        request = MarkReplied(row.id, row.version, None)
        self.context.operations.change(self, lambda: mark_replied(work, actor, request), None, self._say)

    def _with_bytes(self, then: Any) -> None:
        """Fetch the kept bytes of the current paper; each time is noted (R-DOC-2)."""
        row = self.table.current()
        if row is None:
            return
        work, actor = self.context.work, self.context.actor

        def read() -> Reprinted:
            from panpun_desktop.reports.reprints import reprinted

            return reprinted(work, actor, row.id)

        def take(found: Reprinted) -> None:
            self._shown = row.id, row.is_cancelled
            self.preview.show_pdf(found.pdf)
            if found.name:
                self.context.say(_("Shown is the text as sent: {name}").format(name=found.name))
            then(row, found.pdf)

        self.context.operations.read(self, read, take, self._say, key="bytes")

    def open_current(self) -> None:
        """Show the paper as it was issued."""
        self._with_bytes(lambda _row, _pdf: None)

    def print_current(self) -> None:
        """Print the very bytes that were issued."""
        from panpun_desktop.widgets.printing import ask_and_print

        self._with_bytes(lambda row, pdf: ask_and_print([pdf], row.title, self.window(), is_issued=True))

    def save_current(self) -> None:
        """Save the very bytes that were issued."""

        def save(row: DocumentRow, pdf: bytes) -> None:
            label = self._kinds.get(row.kind, row.kind)
            month = in_file_name(row.until_on, is_month=True) if row.until_on is not None else ""
            number = row.number or month or in_file_name(row.dated_on)
            save_file(pdf, file_name(label, number), self)

        self._with_bytes(save)

    def cancel_current(self) -> None:
        """Ask for the reason and cancel the paper; its number stays."""
        row = self.table.current()
        if row is not None and not row.is_cancelled and row.month_on is None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is of no more use afterwards
            CancelDialog(self.context, row, self.window()).open()

    def _say(self, error: PanpunError) -> None:
        self.context.say(message_of(error))


def _subject(row: DocumentRow) -> str:
    """A statement begins with what tells it apart: ต.ค. 2569 · ฉบับแก้ไขครั้งที่ 1 · …, ไตรมาสที่ 1 … · …."""
    if row.until_on is None:
        return row.title
    title, _dot, edition = row.title.partition(" · ")
    if row.month_on is None and row.span == SpanKind.MONTH:
        edition = _("before closing")
    return " · ".join(part for part in (_period(row.until_on, row.span), edition, title) if part)


def _period(until_on: date, span: str) -> str:
    """The period of a statement in few words."""
    if span not in set(SpanKind) or span == SpanKind.MONTH:
        return short_month(until_on)
    return Span(SpanKind(span), Month.of(until_on)).name


def _sent_month(row: DocumentRow) -> str:
    """Why the paper that a month was closed with is not cancelled."""
    if row.month_on is None:
        return ""
    return message_of(RuleBroken("document.closed_month", month=month_label(row.month_on)))


def _dated(row: DocumentRow) -> str:
    return format_date(row.dated_on, "short")


def _due(row: DocumentRow) -> str:
    return format_date(row.reply_due_on, "short") if row.reply_due_on else ""


def _replied(row: DocumentRow) -> str:
    return format_date(row.replied_on, "short") if row.replied_on else ""


def _told(row: DocumentRow) -> str:
    """Who issued it when, by when an answer is awaited, why it was cancelled."""
    at = row.issued_at.astimezone(BANGKOK)
    when = f"{format_date(at.date(), 'short')} {format_time(at)}"
    told = [_("This paper is cancelled")] if row.is_cancelled else []
    told.append(_("Issued {when} by {name}").format(when=when, name=row.issued_by))
    if row.reply_due_on is not None:
        told.append(_("answer due {day}").format(day=format_date(row.reply_due_on, "short")))
    if row.replied_on is not None:
        words = _("answered {day} with {number}") if row.answer else _("answered {day}")
        told.append(words.format(day=format_date(row.replied_on, "short"), number=row.answer))
    if row.is_cancelled:
        told.append(_("cancelled: {reason}").format(reason=row.cancel_reason))
    return " · ".join(told)
