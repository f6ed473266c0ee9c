"""ทะเบียนหนังสือรับ: what came, searched and filtered, with what is to be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _, ngettext
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.incoming_card import IncomingCard
from panpun_desktop.views.documents.incoming_dialog import (
    AnswerIncomingDialog,
    IncomingDialog,
    VoidIncomingDialog,
)
from panpun_desktop.views.documents.rail import KindTitle
from panpun_desktop.views.list_part import ListCard
from panpun_desktop.widgets.buttons import FilterChip, MainButton, QuietButton
from panpun_desktop.widgets.cards import EmptyState
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.incoming_rows import IncomingRow
    from panpun_desktop.widgets.operations import Changes

_STATES = (
    ("", N_("All of them")),
    ("open", N_("Not settled")),
    ("due", N_("To be answered")),
    ("void", N_("Struck out")),
)
_CHIPS = {"": "all"}


class IncomingList(QWidget):
    """The register at the left, the line chosen with its files at the right."""

    counted = Signal(str)

    def __init__(self, context: Context, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.may_edit = context.may("incoming.edit")
        self._state, self._person_id, self._wanted = "", None, None
        self.title = KindTitle(kinds)
        self.title.setFixedWidth(244)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(self._list_column(), 5)
        row.addLayout(self._paper_column(), 3)
        self._show_current(None)
        QShortcut(QKeySequence("Ins"), self, self.record)  # wherever the focus is while the list shows

    _person_id: int | None
    _wanted: int | None

    def _list_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(9)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        self.search = SearchBox(_("Number, sender, subject, name"))
        self.search.setObjectName("incomingSearch")
        self.search.searched.connect(lambda _text: self.reload())
        self.search.moved_down.connect(self._go_to_list)
        head.addWidget(self.search, 1)
        column.addLayout(head)
        column.addWidget(self._filters())
        self.table: RowsTableView[IncomingRow] = RowsTableView(_columns(), _("Incoming papers"))
        self.table.setObjectName("incomingTable")
        self.table.remember(self.context.local, "incomingPapers")
        self.table.current_changed.connect(self._show_current)
        self.table.opened.connect(lambda _row: self.change_current())
        self.empty = EmptyState(
            "file-text",
            _("No incoming paper here"),
            _("Papers that come are entered with the button at the right; each gets its number."),
        )
        self.card = ListCard(self.table, self.empty)
        column.addWidget(self.card, 1)
        return column

    def _filters(self) -> QWidget:
        row = FlowRow(gap=8)
        self.chips: dict[str, FilterChip] = {}
        for state, words in _STATES:
            chip = FilterChip(_(words), on=state == self._state)
            chip.setObjectName(f"{_CHIPS.get(state, state)}IncomingChip")
            chip.clicked.connect(self._chooser(state))
            self.chips[state] = chip
            row.add(chip)
        return row

    def _chooser(self, state: str) -> Callable[[], None]:
        def choose() -> None:
            self._state = state
            self._mark_chips()
            self.reload()

        return choose

    def _mark_chips(self) -> None:
        for state, chip in self.chips.items():
            chip.setChecked(state == self._state)

    def _paper_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        acts = FlowRow(gap=8)
        self.record_button = MainButton(_("Record a paper"), "plus", "Ins", clicked=self.record)
        self.record_button.setObjectName("recordIncomingButton")
        self.record_button.setEnabled(self.may_edit)
        self.answer_button = QuietButton(_("Answered with …"), "check", clicked=self.answer_current)
        self.answer_button.setObjectName("answerIncomingButton")
        self.close_button = QuietButton(_("Settled"), clicked=self.close_current)
        self.close_button.setObjectName("closeIncomingButton")
        self.change_button = QuietButton(_("Correct"), "edit", clicked=self.change_current)
        self.change_button.setObjectName("changeIncomingButton")
        self.void_button = QuietButton(_("Strike out"), clicked=self.void_current)
        self.void_button.setObjectName("voidIncomingButton")
        for one in (self.record_button, self.answer_button, self.close_button):
            acts.add(one)
        for one in (self.change_button, self.void_button):
            acts.add(one)
        column.addWidget(acts)
        self.shown = IncomingCard(self.context)
        column.addWidget(self.shown, 1)
        return column

    # the list --------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """``incoming_id`` goes to a line, ``number`` is looked for, ``person_id`` shows one person's."""
        self._person_id = arguments.get("person_id")
        self._wanted = arguments.get("incoming_id")
        if self._wanted is not None:
            self._state = ""
            self._mark_chips()
            self.search.setText("")
        if arguments.get("number"):
            self.search.setText(str(arguments["number"]))
        self.reload()

    def reload(self, changes: Changes | None = None) -> None:
        """Ask for the list again; a line that was just made is chosen."""
        from panpun_desktop.services.incoming_rows import IncomingFilter

        if changes is not None and not changes.touches("documents", "incoming"):
            return
        if changes is not None and len(changes.incoming) == 1:
            (self._wanted,) = changes.incoming
        work, actor = self.context.work, self.context.actor
        chosen = IncomingFilter(self.search.text(), self._state, self._person_id)

        def read() -> Sequence[IncomingRow]:
            from panpun_desktop.services.incoming_lists import list_incoming

            return list_incoming(work, actor, chosen)

        self.context.operations.read(self, read, self._take, self._say, key="list")

    def _take(self, rows: Sequence[IncomingRow]) -> None:
        self.table.set_rows(rows)
        self.card.show_filled(filled=bool(rows))
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        elif self.table.current() is None:
            self.table.select_first()
        self._show_current(self.table.current())
        self.counted.emit(self.count_text())

    def count_text(self) -> str:
        """How many lines are shown."""
        count = self.table.rows.rowCount()
        return ngettext("{count} paper", "{count} papers", count).format(count=f"{count:,}")

    def focus_first(self) -> None:
        """In the search."""
        self.search.setFocus()

    def print_current(self) -> None:
        """Print the file that is shown."""
        self.shown.print_shown()

    def _go_to_list(self) -> None:
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # a line ----------------------------------------------------------------------------------------

    def _show_current(self, row: IncomingRow | None) -> None:
        stands = row is not None and not row.is_void and self.may_edit
        is_open = stands and row is not None and row.state != "settled"
        self.answer_button.setEnabled(is_open)
        self.close_button.setEnabled(stands)
        self.close_button.setText(_("Settled") if is_open or not stands else _("Take up again"))
        self.change_button.setEnabled(stands)
        self.void_button.setEnabled(stands)
        self.shown.show_row(row)

    def record(self) -> None:
        """Enter a paper that came (Ins)."""
        if self.may_edit:
            IncomingDialog(self.context, None, self.window()).open()

    def change_current(self) -> None:
        """Correct the line."""
        row = self.table.current()
        if row is not None and self.change_button.isEnabled():
            IncomingDialog(self.context, row, self.window()).open()

    def answer_current(self) -> None:
        """Say with which letter it was answered."""
        row = self.table.current()
        if row is not None:
            AnswerIncomingDialog(self.context, row, self.window()).open()

    def close_current(self) -> None:
        """Settle the line without a letter, or open it again."""
        from panpun_desktop.services.incoming_papers import close_incoming
        from panpun_desktop.services.incoming_rows import CloseIncoming

        row = self.table.current()
        if row is None:
            return
        work, actor = self.context.work, self.context.actor
        request = CloseIncoming(row.id, row.version, row.state != "settled")
        self.context.operations.change(self, lambda: close_incoming(work, actor, request), None, self._say)

    def void_current(self) -> None:
        """Ask for the reason and strike the line out."""
        row = self.table.current()
        if row is not None:
            VoidIncomingDialog(self.context, row, self.window()).open()

    def _say(self, error: PanpunError) -> None:
        self.context.say(message_of(error))


def _columns() -> Sequence[Column[IncomingRow]]:
    return (
        Column("number", _("No."), lambda row: row.number, sort="id", strong=True, width=98),
        Column("received", _("Came on"), _received, sort="received_on", width=114),
        Column("sender", _("Sender"), lambda row: row.sender, sort="sender", width=126),
        Column("subject", _("Subject"), lambda row: row.subject, sort="subject", width=140),
        Column("person", _("Service user"), lambda row: row.person, sort="person", width=132, hidden=True),
        Column("their", _("Their number"), lambda row: row.their_number, width=118, hidden=True),
        Column("answers", _("Answers"), lambda row: row.answers, width=118, hidden=True),
        Column("files", _("Files"), lambda row: str(row.files or ""), width=58, hidden=True),
        Column("state", _("State"), state_words, chip=_tone),
    )


def _received(row: IncomingRow) -> str:
    return format_date(row.received_on, "short")


def state_words(row: IncomingRow) -> str:
    """ต้องตอบภายใน 24 พ.ย. 2569, เสร็จแล้ว."""
    match row.state:
        case "void":
            return _("Struck out")
        case "settled":
            return _("Settled")
        case "due":
            return _("To be answered")
        case _:
            return _("Received")


def _tone(row: IncomingRow) -> Tone:
    tones = {"void": Tone.BAD, "settled": Tone.OK, "due": Tone.WARN}
    return tones.get(row.state, Tone.INFO)
