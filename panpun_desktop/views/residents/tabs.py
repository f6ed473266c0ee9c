"""The other tabs of a person: the stays, and the papers issued with a reprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import act_text, may_act
from panpun_desktop.views.acts.correct_arrival import correct_arrival_of
from panpun_desktop.views.acts.correct_leaving import correct_leaving_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import EmptyState
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.services.document_lines import DocumentRow
    from panpun_desktop.services.paper_files import Reprinted
    from panpun_desktop.services.person_stays import PersonStayRow


def _short(day: date | None) -> str:
    return format_date(day, "short") if day is not None else ""


def _stay_columns() -> list[Column[PersonStayRow]]:
    return [
        Column("arrived", _("Arrived"), lambda row: _short(row.arrived_on), sort="arrived_on", strong=True),
        Column(
            "left",
            _("Left"),
            lambda row: _short(row.left_on) or _("Staying"),
            sort="left_on",
            chip=lambda row: Tone.INFO if row.left_on is None else None,
        ),
        Column("nights", _("Nights"), lambda row: str(row.nights), sort="nights", right=True),
        Column("services", _("Type of service"), lambda row: row.services, sort="services"),
        Column("outcome", _("Outcome"), lambda row: row.outcome or "–", sort="outcome"),
        Column("channel", _("Way of coming"), lambda row: row.channel, sort="channel"),
    ]


def _paper_columns() -> list[Column[DocumentRow]]:
    return [
        Column("day", _("Date"), lambda row: _short(row.dated_on), sort="dated_on"),
        Column("title", _("Paper"), lambda row: row.title, sort="title", strong=True),
        Column(
            "number",
            _("Number"),
            lambda row: _("Cancelled") if row.is_cancelled else row.number or "–",
            sort="number",
            chip=lambda row: Tone.BAD if row.is_cancelled else None,
        ),
        Column("by", _("Issued by"), lambda row: row.issued_by, sort="issued_by", muted=True),
    ]


class _Listed(QWidget):
    """A table, or what would be in it."""

    def __init__(self, icon: str, empty: str, hint: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.empty = EmptyState(icon, empty, hint)
        self.column.addWidget(self.empty, 1)

    def show_filled(self, table: QWidget, *, filled: bool) -> None:
        """Show the table, or that it is empty."""
        table.setVisible(filled)
        self.empty.setVisible(not filled)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)


class StaysTab(_Listed):
    """Every stay of a person."""

    def __init__(self, context: Context) -> None:
        super().__init__("bed", _("No stay yet"), _("Stays appear here once the person is admitted."))
        self._context = context
        self.table: RowsTableView[PersonStayRow] = RowsTableView(_stay_columns(), _("Stays"))
        self.table.remember(context.local, "person-stays")
        self.column.addWidget(self.table, 1)
        self.table.hide()
        self._person_id: int | None = None
        self.correct = QuietButton(
            f"{act_text('correct_leaving')}…", "edit", small=True, clicked=self._correct_leaving
        )
        self.correct.setObjectName("correctStayButton")
        self.correct_first = QuietButton(
            f"{act_text('correct_arrival')}…", "edit", small=True, clicked=self._correct_arrival
        )
        self.correct_first.setObjectName("correctArrivalButton")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for one in (self.correct_first, self.correct):
            buttons.addWidget(one)
            one.setVisible(False)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.table.current_changed.connect(lambda _row: self._follow_row())

    def _follow_row(self) -> None:
        """A day that was typed wrongly is set right from its stay."""
        row = self.table.current()
        has_left = row is not None and row.left_on is not None
        self.correct.setVisible(has_left and may_act(self._context, "correct_leaving"))
        self.correct_first.setVisible(row is not None and may_act(self._context, "correct_arrival"))

    def _correct_leaving(self) -> None:
        row = self.table.current()
        if row is not None and self._person_id is not None:
            correct_leaving_of(self._context, self._person_id, row.id, self)

    def _correct_arrival(self) -> None:
        row = self.table.current()
        if row is not None and self._person_id is not None:
            correct_arrival_of(self._context, self._person_id, row.id, self)

    def ask(self, person_id: int) -> None:
        """Read the stays of a person."""
        self._person_id = person_id
        work, actor = self._context.work, self._context.actor

        def read() -> tuple[PersonStayRow, ...]:
            from panpun_desktop.services.person_stays import list_person_stays

            return list_person_stays(work, actor, person_id)

        self._context.operations.read(self, read, self._take, key="stays")

    def _take(self, rows: tuple[PersonStayRow, ...]) -> None:
        self.show_filled(self.table, filled=bool(rows))
        self.table.set_rows(rows)
        self.table.select_first()
        self._follow_row()


class PapersTab(_Listed):
    """The papers issued for a person; Enter shows the very paper again."""

    def __init__(self, context: Context) -> None:
        super().__init__("file-text", _("No paper yet"), _("Papers issued for this person appear here."))
        self._context = context
        self.table: RowsTableView[DocumentRow] = RowsTableView(_paper_columns(), _("Papers"))
        self.table.remember(context.local, "person-papers")
        self.button = QuietButton(_("Show and print again"), "printer", small=True, clicked=self._reprint_one)
        self.button.setObjectName("reprintButton")
        self.button.setEnabled(False)
        self.table.opened.connect(self._reprint)
        self.table.current_changed.connect(lambda row: self.button.setEnabled(self._may_reprint(row)))
        self.column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.table.hide()

    def ask(self, person_id: int) -> None:
        """Read the papers of a person; who may not see papers sees why."""
        if not self._context.may("document.read"):
            self.empty.show_text(_("Your role may not see papers"))
            return
        work, actor = self._context.work, self._context.actor

        def read() -> tuple[DocumentRow, ...]:
            from panpun_desktop.services.documents import list_documents

            return list_documents(work, actor, person_id=person_id)

        self._context.operations.read(self, read, self._take, key="papers")

    def _take(self, rows: tuple[DocumentRow, ...]) -> None:
        self.show_filled(self.table, filled=bool(rows))
        self.table.set_rows(rows)
        self.table.select_first()
        self.button.setEnabled(self._may_reprint(self.table.current()))

    def _may_reprint(self, row: DocumentRow | None) -> bool:
        return row is not None and self._context.may("document.reprint")

    def _reprint_one(self) -> None:
        self._reprint(self.table.current())

    def _reprint(self, row: DocumentRow | None) -> None:
        if row is None or not self._may_reprint(row):
            return
        work, actor = self._context.work, self._context.actor

        def read() -> Reprinted:
            from panpun_desktop.reports.reprints import reprinted

            return reprinted(work, actor, row.id)

        title = f"{row.title} {row.number}".strip()
        self._context.operations.read(
            self, read, lambda found: self._show(title, found), self._refuse, key="reprint"
        )

    def _show(self, title: str, found: Reprinted) -> None:
        paper = PaperWindow(self._context.operations, title, found.pdf, self.window())
        if found.name:
            paper.say(_("Shown is the text as sent: {name}").format(name=found.name))
        if found.cancelled_on is not None:
            words = _("This paper was cancelled on {day}: {reason}")
            day = format_date(found.cancelled_on, "short")
            paper.warn(words.format(day=day, reason=found.cancel_reason))
        paper.open()

    def _refuse(self, error: PanpunError) -> None:
        self._context.say(message_of(error))
