"""ประวัติการทำรายการ: every act with who, when and whom; taken back or done again from the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.views.context import Context
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton, Segmented
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.date_edit import ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from panpun_desktop.services.act_history import ChangeLine, HistoryFilter, HistoryRow

EVERY_ACT = ""


@dataclass(frozen=True)
class Acts:
    """The acts that a filter finds, read page by page."""

    keys: tuple[int, ...]
    work: Any
    by: Any

    def page(self, offset: int, limit: int) -> Sequence[HistoryRow]:
        """Rows from ``offset`` on; runs in a worker."""
        from panpun_desktop.services.act_history import history

        return history(self.work, self.by, self.keys[offset : offset + limit])


class HistoryDialog(QDialog):
    """The list above, what the chosen act changed below, and the act that takes it back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._acts = TakingBack(context.work, context.actor)
        self.setObjectName("historyDialog")
        self.setWindowTitle(_("History of acts"))
        self.resize(1040, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("History of acts"), role="title"))
        column.addLayout(self._filter_row())
        column.addWidget(self._list(), 3)
        column.addWidget(self._details(), 1)
        self.banner = Banner("", Tone.WARN)
        column.addWidget(self.banner)
        column.addLayout(self._buttons())
        self._add_keys()
        self._show_current(None)
        self._read_kinds()
        self.reload()
        self.table.setFocus()

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.whose = Segmented([("all", _("Everybody's")), ("mine", _("Mine"))], _("Whose acts"))
        self.whose.chosen.connect(lambda _key: self.reload())
        self.kind = ChoiceBox({EVERY_ACT: _("Every kind of act")})
        self.kind.setObjectName("actKind")
        self.kind.set_value(EVERY_ACT)
        self.kind.setMaximumWidth(300)
        self.kind.chosen.connect(lambda _code: self.reload())
        self.day = ThaiDateEdit(lambda: self.context.today)
        self.day.setObjectName("actDay")
        self.day.setMaximumWidth(180)
        self.day.setPlaceholderText(_("Every day"))
        self.day.changed.connect(lambda _day: self.reload())
        row.addWidget(self.whose)
        for words, field in ((_("Kind of act"), self.kind), (_("Day"), self.day)):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        self.count = ThaiLabel("", role="muted")
        row.addWidget(self.count)
        return row

    def _list(self) -> QWidget:
        self.table: RowsTableView[HistoryRow] = RowsTableView(_columns(), _("History of acts"))
        self.table.setObjectName("historyTable")
        self.table.remember(self.context.local, "history")
        self.table.current_changed.connect(self._show_current)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        return card

    def _details(self) -> QWidget:
        self.details = ThaiLabel("", wrap=True)
        self.details.setObjectName("actDetails")
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.details)
        scroll.setAccessibleName(_("What the act changed"))
        scroll.setMinimumHeight(72)
        scroll.setObjectName("actDetailsScroll")
        card = Card(_("What the act changed"))
        card.body.addWidget(scroll)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.undo_button = MainButton(_("Take this act back"), "arrow-back-up", clicked=self.take_back)
        self.undo_button.setObjectName("takeBackButton")
        self.redo_button = MainButton(_("Do this act again"), "arrow-forward-up", clicked=self.redo)
        self.redo_button.setObjectName("doAgainButton")
        close = QuietButton(_("Close"), clicked=self.accept)
        close.setObjectName("closeHistoryButton")
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addStretch(1)
        row.addWidget(close)
        for button in (self.undo_button, self.redo_button, close):
            button.setAutoDefault(False)
        return row

    def _add_keys(self) -> None:
        for keys, act in (("Ctrl+Z", self.take_back), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # reading --------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the acts that the filter finds; the chosen one stays chosen."""
        from panpun_desktop.services.act_history import HistoryFilter, history_ids

        work, by = self.context.work, self.context.actor
        chosen: HistoryFilter = HistoryFilter(
            self.whose.value() == "mine", self.day.value(), self.kind.value() or ""
        )
        self.context.operations.read(self, lambda: history_ids(work, by, chosen), self._show, key="ids")

    def _show(self, ids: tuple[int, ...]) -> None:
        self.table.set_source(Acts(ids, self.context.work, self.context.actor), self.context.operations)
        self.count.setText(self.table.count_text() if ids else _("No act was found"))
        if self.table.current_key() is None:
            self.table.select_first()

    def _read_kinds(self) -> None:
        from panpun_desktop.services.act_history import acts_there

        work, by = self.context.work, self.context.actor
        self.context.operations.read(self, lambda: acts_there(work, by), self._offer_kinds, key="kinds")

    def _offer_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        self.kind.set_options([(EVERY_ACT, _("Every kind of act")), *kinds])

    def _show_current(self, row: HistoryRow | None) -> None:
        self.banner.say("", Tone.WARN)
        self.undo_button.setVisible(row is None or not row.is_taken_back)
        self.redo_button.setVisible(row is not None and row.is_taken_back)
        for button in (self.undo_button, self.redo_button):
            button.setEnabled(row is not None and row.may_reverse)
        self.details.setText("")
        if row is not None:
            self._read_details(row)

    def _read_details(self, row: HistoryRow) -> None:
        from panpun_desktop.services.act_history import what_changed

        work, by = self.context.work, self.context.actor

        def show(lines: tuple[ChangeLine, ...]) -> None:
            self.details.setText(_detail_text(row, lines))

        self.context.operations.read(self, lambda: what_changed(work, by, row.id), show, key="details")

    # acting ---------------------------------------------------------------------------------------

    def take_back(self) -> None:
        """Take the chosen act back; a refusal is said here."""
        row = self.table.current()
        if row is not None and self.undo_button.isVisible() and self.undo_button.isEnabled():
            id = row.id
            self.context.operations.change(
                self, lambda: self._acts.take_back(id), lambda _done: self.reload(), self._refuse
            )

    def redo(self) -> None:
        """Do the chosen act again."""
        row = self.table.current()
        if row is not None and self.redo_button.isVisible() and self.redo_button.isEnabled():
            id = row.id
            self.context.operations.change(
                self, lambda: self._acts.redo(id), lambda _done: self.reload(), self._refuse
            )

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.WARN)


def _columns() -> Sequence[Column[HistoryRow]]:
    return (
        Column("at", _("When"), lambda row: _moment(row.at), width=150),
        Column("words", _("Act"), lambda row: row.words, strong=True, width=230),
        Column("people", _("About"), lambda row: row.people or "–", width=230),
        Column("by", _("By"), lambda row: row.by, width=200),
        Column("state", _("State"), _state, chip=_tone),
    )


def _state(row: HistoryRow) -> str:
    if row.is_taken_back:
        return _("Does not hold")
    return _("Done again") if row.reversed_by else _("Holds")


def _tone(row: HistoryRow) -> Tone | None:
    return Tone.WARN if row.is_taken_back else None


def _moment(at: datetime) -> str:
    here = at.astimezone(BANGKOK)
    return f"{format_date(here.date(), 'short')} {format_time(here)}"


def _detail_text(row: HistoryRow, lines: Sequence[ChangeLine]) -> str:
    text = []
    if row.reversed_at is not None:
        words = _("Taken back by {by} on {at}") if row.is_taken_back else _("Done again by {by} on {at}")
        text.append(words.format(by=row.reversed_by, at=_moment(row.reversed_at)))
    text += [_line(one) for one in lines]
    return "\n".join(text) or _("No details to show.")


def _line(one: ChangeLine) -> str:
    changed = f"{one.before or '–'} → {one.after or '–'}" if one.before else one.after or "–"
    return f"{one.record} · {one.fact}: {changed}"
