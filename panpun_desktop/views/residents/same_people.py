"""อาจซ้ำ: pairs of the register that may be one person, and the joinings that can be taken apart again."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.merge import KINDS, MergeDialog, open_merge
from panpun_desktop.widgets.banners import Progress
from panpun_desktop.widgets.buttons import MainButton, QuietButton, Segmented
from panpun_desktop.widgets.cards import Card, EmptyState
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.merge_rows import MergeRow
    from panpun_desktop.services.people_rows import DuplicatePair, PersonHit

MOST = 200


class SamePeopleDialog(QDialog):
    """Enter compares a pair, or takes a joining apart; what was settled leaves the list."""

    _told = Signal(int, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("samePeopleDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Perhaps twice in the register"))
        self.resize(900, 600)
        self._stop = threading.Event()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        column.addWidget(self._lists(), 1)
        self.progress = Progress()
        self.progress.cancelled.connect(self._stop.set)
        self._told.connect(self.progress.show_step)
        column.addWidget(self.progress)
        column.addLayout(self._buttons())
        self.look()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(ThaiLabel(_("Perhaps twice in the register"), role="title"))
        row.addStretch(1)
        options = [("pairs", _("Perhaps the same")), ("joined", _("Joined"))]
        self.shape = Segmented(options, _("What is listed"))
        self.shape.chosen.connect(self._choose)
        row.addWidget(self.shape)
        return row

    def _lists(self) -> QWidget:
        self.stack = QStackedWidget()
        self.pairs: RowsTableView[DuplicatePair] = RowsTableView(_pair_columns(), _("Perhaps the same"))
        self.pairs.setObjectName("pairsTable")
        self.pairs.opened.connect(self._compare)
        self.joined: RowsTableView[MergeRow] = RowsTableView(_joined_columns(), _("Joined"))
        self.joined.setObjectName("joinedTable")
        self.pairs.keeps_to_width = self.joined.keeps_to_width = True
        self.joined.opened.connect(self._take_apart)
        self.empty = EmptyState("circle-check", _("Nobody seems to be in the register twice"))
        self.none_joined = EmptyState("circle-check", _("No records have been joined"))
        for one in (self.pairs, self.joined, self.empty, self.none_joined):
            self.stack.addWidget(one)
        card = Card(padding=0)
        card.body.addWidget(self.stack)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(help_text(_("Only a suggestion: nothing is joined by itself.")), 1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        self.act_button = MainButton(_("Compare"), key="Enter", clicked=self._act)
        self.act_button.setObjectName("samePeopleActButton")
        row.addWidget(close)
        row.addWidget(self.act_button)
        return row

    # reading ---------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look through the register; it takes a while, and can be stopped."""
        from panpun_desktop.services.people import duplicate_pairs

        work, actor, stop = self.context.work, self.context.actor, self._stop
        stop.clear()
        self.progress.wait_for(_("Comparing the people of the register"))

        def tell(done: int, of: int) -> bool:
            self._told.emit(done, of)
            return not stop.is_set()

        self.context.operations.read(
            self,
            lambda: duplicate_pairs(work, actor, MOST, tell),
            self._show_pairs,
            self._refuse,
            key="pairs",
        )
        self._read_joined()

    def _read_joined(self) -> None:
        from panpun_desktop.services.merging import merges_of

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self, lambda: merges_of(work, actor), self._show_joined, self._refuse, key="joined"
        )

    def _show_pairs(self, found: Sequence[DuplicatePair]) -> None:
        self.progress.done()
        self.pairs.set_rows(list(found))
        self._choose(self.shape.value())

    def _show_joined(self, found: Sequence[MergeRow]) -> None:
        self.joined.set_rows(list(found))
        self._choose(self.shape.value())

    def _choose(self, shape: object) -> None:
        table, empty = (self.pairs, self.empty) if shape == "pairs" else (self.joined, self.none_joined)
        has_rows = table.rows.rowCount() > 0
        self.stack.setCurrentWidget(table if has_rows else empty)
        self.act_button.setText(_("Compare") if shape == "pairs" else _("Take apart"))
        self.act_button.setEnabled(has_rows)
        if has_rows and table.current() is None:
            table.select_first()
        if has_rows:
            table.setFocus()

    def _refuse(self, error: PanpunError) -> None:
        self.progress.done()
        self.banner.say(message_of(error), Tone.BAD)

    # acts ------------------------------------------------------------------------------------------

    def _act(self) -> None:
        if self.shape.value() == "pairs":
            self._compare(self.pairs.current())
        else:
            self._take_apart(self.joined.current())

    def _compare(self, pair: DuplicatePair | None) -> None:
        if pair is None:
            return
        older, newer = sorted((pair.one.id, pair.other.id))

        def follow(dialog: MergeDialog) -> None:
            dialog.merged.connect(lambda: self._settled(pair))
            dialog.told_apart.connect(lambda: self._settled(pair))

        open_merge(self.context, older, newer, self, follow)

    def _settled(self, pair: DuplicatePair) -> None:
        """Take a pair out of the list, and the others of a record that is no more."""
        rows = [self.pairs.rows.row_at(line) for line in range(self.pairs.rows.rowCount())]
        self.pairs.set_rows([one for one in rows if one != pair])
        self._read_joined()

    def _take_apart(self, row: MergeRow | None) -> None:
        if row is None:
            return
        from panpun_desktop.services.merging import UnmergePeople, unmerge_people

        work, actor = self.context.work, self.context.actor
        self.context.operations.change(
            self,
            lambda: unmerge_people(work, actor, UnmergePeople(row.id, row.version)),
            lambda _changes: self.look(),
            self._refuse,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop.set()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Closing stops the looking."""
        self._stop.set()
        super().done(result)


def _pair_columns() -> list[Column[DuplicatePair]]:
    return [
        Column("one", _("Record"), lambda row: _hit_text(row.one), strong=True, width=270),
        Column("other", _("May be the same as"), lambda row: _hit_text(row.other), strong=True, width=270),
        Column("sure", _("Likelihood"), _sureness, chip=lambda row: Tone.BAD if row.strong else Tone.WARN),
        Column("why", _("Because"), _why, muted=True),
    ]


def _hit_text(hit: PersonHit) -> str:
    return f"{hit.name} {hit.regno}"


def _sureness(row: DuplicatePair) -> str:
    return _("probably the same") if row.strong else _("perhaps the same")


def _why(row: DuplicatePair) -> str:
    return " · ".join((*row.reasons, *row.against))


def _joined_columns() -> list[Column[MergeRow]]:
    return [
        Column("kept", _("Kept"), lambda row: f"{row.kept_name} {row.kept_regno}", strong=True, width=270),
        Column("merged", _("Joined into it"), lambda row: f"{row.merged_name} {row.merged_regno}", width=230),
        Column("when", _("When, by whom"), _when, width=200),
        Column("moved", _("Moved over"), _moved, muted=True),
    ]


def _when(row: MergeRow) -> str:
    at = row.merged_at.astimezone(BANGKOK)
    return f"{format_date(at.date(), 'short')} {row.merged_by}"


def _moved(row: MergeRow) -> str:
    return " · ".join(f"{_(KINDS[one.kind])} {one.count}" for one in row.moved if one.kind in KINDS)
