"""The waiting list whole, and the turn-away log of a month with its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import MonthEdit
from panpun_desktop.widgets.parts import Banner, QuietButton, Segmented, ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.waiting_rows import TurnAwayLog, TurnAwayRow, WaitingRow

LIST, LOG = "list", "log"


class WaitingBook(QDialog):
    """Two lists to look at, sort and copy from; the acts are at the side of the plan."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("waitingBook")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Waiting list and turn-aways"))
        self.resize(1080, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Waiting list and turn-aways"), role="title"))
        column.addLayout(self._head())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.list, self.log = waiting_table(context), turn_away_table()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.log)
        column.addWidget(self.stack, 1)
        self.counts = ThaiLabel("", wrap=True)
        self.counts.setObjectName("turnAwayCounts")
        column.addWidget(self.counts)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("closeBookButton")
        foot.addWidget(close)
        column.addLayout(foot)
        self._choose(LIST)
        self.read()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        options = [(LIST, _("Waiting list")), (LOG, _("Not taken in"))]
        self.shape = Segmented(options, _("Show"))
        self.shape.chosen.connect(self._choose)
        self.month = MonthEdit(lambda: self.context.today)
        self.month.setObjectName("turnAwayMonth")
        self.month.setAccessibleName(_("Month"))
        self.month.set_value(self.context.today.replace(day=1))
        self.month.changed.connect(lambda _month: self.read())
        row.addWidget(self.shape)
        row.addStretch(1)
        row.addWidget(self.month)
        return row

    def _choose(self, shape: object) -> None:
        self.stack.setCurrentWidget(self.log if shape == LOG else self.list)
        self.month.setVisible(shape == LOG)
        self.counts.setVisible(shape == LOG)

    def read(self) -> None:
        """Read both lists."""
        from panpun_desktop.services.turn_aways import turn_away_log
        from panpun_desktop.services.waiting import waiting_list

        work, actor = self.context.work, self.context.actor
        month = self.month.value() or self.context.today
        self.context.operations.read(
            self,
            lambda: (waiting_list(work, actor, with_closed=True), turn_away_log(work, actor, month)),
            self._show,
            self._refuse,
            key="book",
        )

    def _show(self, found: tuple[tuple[WaitingRow, ...], TurnAwayLog]) -> None:
        rows, log = found
        self.list.set_rows(rows)
        self.log.set_rows(log.rows)
        text = _("{times} times, {people} people, {children} of them children")
        head = text.format(times=log.times, people=log.people, children=log.children)
        reasons = " · ".join(f"{reason} {count}" for reason, count in log.by_reason)
        self.counts.setText(": ".join(one for one in (head, reasons) if one))

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)


def waiting_table(context: Context) -> RowsTableView[WaitingRow]:
    """The columns of the whole waiting list."""
    centre = context.centre
    columns: list[Column[WaitingRow]] = [
        Column("name", _("Name"), lambda row: row.name, sort="name", strong=True),
        Column("people", _("People"), lambda row: str(row.people), sort="people", right=True),
        Column("children", _("Children"), lambda row: str(row.children), sort="children", right=True),
        Column("urgency", _("Urgency"), lambda row: centre.label("urgency", row.urgency), sort="urgency"),
        Column("came", _("Waits since"), lambda row: format_date(row.came_on, "short"), sort="came_on"),
        Column("points", _("Points"), lambda row: str(row.points), sort="points", right=True),
        Column("why", _("Where the points come from"), lambda row: " · ".join(row.reasons)),
        Column("state", _("State"), lambda row: centre.label("waiting_state", row.state), sort="state"),
        Column("bed", _("Reserved bed"), lambda row: row.reserved_bed, sort="reserved_bed"),
    ]
    table = RowsTableView(columns, _("Waiting list"))
    table.setObjectName("waitingTable")
    table.keeps_to_width = True
    return table


def turn_away_table() -> RowsTableView[TurnAwayRow]:
    """The columns of the log."""
    columns: list[Column[TurnAwayRow]] = [
        Column("day", _("Day"), lambda row: format_date(row.on_day, "short"), sort="on_day"),
        Column("name", _("Name"), lambda row: row.name or _("not known"), sort="name", strong=True),
        Column("people", _("People"), lambda row: str(row.people), sort="people", right=True),
        Column("children", _("Children"), lambda row: str(row.children), sort="children", right=True),
        Column("reason", _("Why not"), lambda row: row.reason, sort="reason"),
        Column("sent", _("Sent to"), lambda row: row.sent_to, sort="sent_to"),
        Column("note", _("Note"), lambda row: row.note),
    ]
    table = RowsTableView(columns, _("Not taken in"))
    table.setObjectName("turnAwayTable")
    table.keeps_to_width = True
    return table
