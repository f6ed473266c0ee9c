"""Every paper there is in one list: what it answers, what was asked of it last; Enter opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.thai_date import format_date, format_time, month_label
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.rail import KindTitle
from panpun_desktop.views.list_part import ListCard
from panpun_desktop.widgets.buttons import MainButton
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.reports.report import Report
    from panpun_desktop.services.report_runs import RunRow
    from panpun_desktop.widgets.operations import Changes

_FORMS = (("draw", "PDF"), ("xlsx", "Excel"), ("docx", "Word"))


@dataclass(frozen=True)
class PaperRow:
    """One kind of paper, and its last run by this user."""

    id: str
    title: str
    answers: str
    forms: str
    run: RunRow | None = None


class Launcher(QWidget):
    """The list with its search; ``opened`` carries the row. ``counted`` says how many are shown."""

    opened = Signal(object)
    counted = Signal(str)

    def __init__(self, context: Context, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._runs: Mapping[str, RunRow] = {}
        self.title = KindTitle(kinds)
        self.title.setFixedWidth(244)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(self._head())
        self.table: RowsTableView[PaperRow] = RowsTableView(_columns(), _("All reports"))
        self.table.setObjectName("reportsTable")
        self.table.keeps_to_width = True
        self.table.remember(context.local, "allReports")
        self.table.opened.connect(self._open)
        self.card = ListCard(self.table, EmptyState("search", _("No report fits the search.")))
        column.addWidget(self.card, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        self.search = SearchBox(_("Report, letter, form, or what you want to know"))
        self.search.setObjectName("reportsSearch")
        self.search.searched.connect(lambda _text: self._show())
        self.search.returnPressed.connect(self._open_first)
        self.search.moved_down.connect(self._go_to_list)
        head.addWidget(self.search, 1)
        self.open_button = MainButton(_("Open"), clicked=lambda: self._open(self.table.current()))
        self.open_button.setObjectName("openReportButton")
        head.addWidget(self.open_button)
        return head

    # the list --------------------------------------------------------------------------------------

    def open_with(self, **_arguments: Any) -> None:
        """The list was chosen: read what was asked of each the last time."""
        self._show()
        work, actor = self.context.work, self.context.actor

        def read() -> Mapping[str, RunRow]:
            from panpun_desktop.services.report_runs import last_runs

            return last_runs(work, actor)

        self.context.operations.read(self, read, self._take, key="runs")

    def _take(self, runs: Mapping[str, RunRow]) -> None:
        self._runs = runs
        self._show()

    def _show(self) -> None:
        wanted = search_key(self.search.text()).split()
        rows = [one for one in self._rows() if all(word in _key(one) for word in wanted)]
        self.table.set_rows(rows)
        self.card.show_filled(filled=bool(rows))
        if self.table.current() is None:
            self.table.select_first()
        self.open_button.setEnabled(bool(rows))
        self.counted.emit(self.count_text())

    def _rows(self) -> Sequence[PaperRow]:
        """The papers that this role may read, in the order of the registry."""
        from panpun_desktop.reports.registry import reports

        return [
            PaperRow(one.key, one.label, _told(one), _forms(one), self._runs.get(one.key))
            for one in reports().values()
            if self.context.may(one.read_act)
        ]

    def count_text(self) -> str:
        """How many reports the list shows."""
        count = self.table.rows.rowCount()
        return ngettext("{count} report", "{count} reports", count).format(count=count)

    def focus_first(self) -> None:
        """In the search."""
        self.search.setFocus()

    def _go_to_list(self) -> None:
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_first(self) -> None:
        """Enter in the search opens the first that was found."""
        self._show()
        if self.search.text().strip():
            self.table.select_first()
        self._open(self.table.current())

    def _open(self, row: PaperRow | None) -> None:
        if row is not None:
            self.opened.emit(row)

    def print_current(self) -> None:
        """Ctrl+P: there is nothing to print before it is opened."""
        self._open(self.table.current())

    def reload(self, _changes: Changes) -> None:
        """Nothing of the list is a record."""


def _columns() -> tuple[Column[PaperRow], ...]:
    return (
        Column("title", _("Paper"), lambda row: row.title, strong=True, width=222),
        Column("answers", _("What it answers"), lambda row: row.answers, width=306, tip=_answers),
        Column("run", _("Last made"), _run_on, muted=True, width=116, tip=_run_at),
        Column("asked", _("Asked last"), _asked, muted=True, width=170, tip=_asked),
        Column("forms", _("Kinds of file"), lambda row: row.forms, muted=True),
    )


def _key(row: PaperRow) -> str:
    return search_key(f"{row.title} {row.answers} {row.id}")


def _answers(row: PaperRow) -> str:
    return row.answers


def _told(paper: Report) -> str:
    """What it answers; of a paper that takes a number, that it opens without one."""
    draft = _("Opens as a draft without a number") if paper.register else ""
    return " · ".join(one for one in (paper.answers, draft) if one)


def _forms(paper: Any) -> str:
    return " · ".join(word for name, word in _FORMS if getattr(paper, name) is not None)


def _run_on(row: PaperRow) -> str:
    if row.run is None:
        return "–"
    return format_date(row.run.run_at.astimezone(BANGKOK).date(), "short")


def _run_at(row: PaperRow) -> str:
    if row.run is None:
        return ""
    at = row.run.run_at.astimezone(BANGKOK)
    return f"{format_date(at.date(), 'short')} {format_time(at)} {_asked(row)}".rstrip()


def _asked(row: PaperRow) -> str:
    """The days asked for the last time."""
    given = row.run.parameters if row.run is not None else {}
    if "first_on" in given and "last_on" in given:
        return f"{_short(given['first_on'])} – {_short(given['last_on'])}"
    if "month" in given:
        return month_label(given["month"]).replace("พ.ศ. ", "")
    return _short(given["day"]) if "day" in given else str(given.get("term", ""))


def _short(day: date) -> str:
    return format_date(day, "numeric")
