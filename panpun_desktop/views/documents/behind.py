"""The people behind a figure of the monthly report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.data import MonthlyReport
    from panpun_desktop.services.stay_names import StayName


class BehindCard(Card):
    """A button for each figure whose names can be seen; ``show`` opens the list of one."""

    def __init__(
        self,
        show: Callable[[str, Collection[int]], object],
        show_people: Callable[[str, Collection[int]], object],
    ) -> None:
        super().__init__(_("Names behind the figures"))
        self._show, self._show_people = show, show_people
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.body.addLayout(self._grid)
        self.body.addWidget(help_text(_("Or click a line on the paper: of the movement, of a cohort.")))
        self.buttons: dict[str, QuietButton] = {}
        self._behind: Mapping[str, Collection[int]] = {}
        self._labels: dict[str, str] = {}
        self._people: dict[str, Collection[int]] = {}
        self.hide()

    def show_report(self, report: MonthlyReport | None) -> None:
        """Offer the figures of a report."""
        self.setVisible(report is not None)
        if report is None:
            return
        self._behind = report.stays_behind
        rows = {row.key: row.label for row in report.table("movement").rows}
        self._labels = {key: rows[key] for key in self._behind if key in rows}
        self._people = dict(_people_of(report))
        for place, (key, label) in enumerate(self._labels.items()):
            if key not in self.buttons:
                self.buttons[key] = QuietButton("", small=True, clicked=self._opening(key))
                self._grid.addWidget(self.buttons[key], place // 2, place % 2)
            self.buttons[key].setText(f"{label} {len(self._behind[key]):,}")
            self.buttons[key].setObjectName(f"{key}NamesButton")

    def _opening(self, key: str) -> Callable[[], object]:
        return lambda: self._show(self._labels[key], self._behind[key])

    def open_line(self, line: str) -> bool:
        """Open the list of the line of the paper that was clicked; false when it has none."""
        words = "".join(line.split())
        for key, label in self._labels.items():
            if words.startswith("".join(label.split())):
                self._show(label, self._behind[key])
                return True
        for label, people in self._people.items():
            if words.startswith("".join(label.split())):
                self._show_people(label, people)
                return True
        return False


def _people_of(report: MonthlyReport) -> Iterator[tuple[str, Collection[int]]]:
    """The rows of tables of people, with everybody who is counted in them."""
    for table in report.tables:
        for row in table.rows:
            found = {
                person
                for column in table.columns
                for person in report.people_behind.get((table.id, row.key, column.key), ())
            }
            if found and row.key != "total":
                yield row.label, found


class BehindDialog(QDialog):
    """A list of stays with their people, or of people; Enter opens a person."""

    def __init__(
        self,
        context: Context,
        label: str,
        ids: Collection[int],
        parent: QWidget | None = None,
        *,
        of_people: bool = False,
    ) -> None:
        super().__init__(parent)
        self.context, self._ids, self._of_people = context, tuple(ids), of_people
        self.setObjectName("behindDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(label)
        self.resize(620, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.heading = ThaiLabel(f"{label} {len(self._ids):,}", role="title")
        column.addWidget(self.heading)
        self.table: RowsTableView[StayName] = RowsTableView(_columns(), label)
        self.table.setObjectName("behindTable")
        self.table.opened.connect(self._open)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("behindCloseButton")
        row.addWidget(close)
        column.addLayout(row)
        self._read()

    def _read(self) -> None:
        work, actor, ids = self.context.work, self.context.actor, self._ids
        of_people = self._of_people

        def read() -> Sequence[StayName]:
            from panpun_desktop.services.stay_names import people_by_name, people_of_stays

            return (people_by_name if of_people else people_of_stays)(work, actor, ids)

        self.context.operations.read(
            self, read, self._take, lambda error: self.heading.setText(message_of(error)), key="names"
        )

    def _take(self, rows: Sequence[StayName]) -> None:
        self.table.set_rows(rows)
        self.table.select_first()
        self.table.setFocus()

    def _open(self, row: StayName) -> None:
        self.accept()
        self.context.navigate("residents", person_id=row.person_id)


def _columns() -> Sequence[Column[StayName]]:
    return (
        Column("regno", _("Register no."), lambda row: row.regno, sort="regno", width=110),
        Column("name", _("Name"), lambda row: row.name, sort="name", strong=True, width=190),
        Column("arrived", _("Admitted on"), _arrived, sort="arrived_on", width=110),
        Column("left", _("Left on"), _left, sort="left_on"),
    )


def _arrived(row: StayName) -> str:
    return format_date(row.arrived_on, "short") if row.arrived_on else "–"


def _left(row: StayName) -> str:
    return format_date(row.left_on, "short") if row.left_on else "–"
