"""The left half of the page: title and count, filters, the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.columns import NEWEST_FIRST, PeopleSource, people_columns
from panpun_desktop.views.residents.exporting import Exporting
from panpun_desktop.views.residents.filters import Filters
from panpun_desktop.widgets.banners import Progress
from panpun_desktop.widgets.buttons import IconButton, MainButton, QuietButton
from panpun_desktop.widgets.cards import EmptyState
from panpun_desktop.widgets.labels import Chip, ThaiLabel, title
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.tables import RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.buildings import BuildingRow
    from panpun_desktop.services.register_export import ExportRegister


class PeopleTable(RowsTableView[Any]):
    """The list; letters typed into it go to the text filter."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:
        self.typed.emit(search)


class PeopleList(QWidget):
    """``opened`` and ``chosen`` carry a row or nothing; ``added`` asks for a new person."""

    opened = Signal(object)
    chosen = Signal(object)
    add_asked = Signal()
    same_asked = Signal()
    """The list of people who may be in the register twice is wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: int | None = None
        self.filters = Filters(context)
        self.filters.remember(context.local, f"people/{context.actor.login}/filters")
        self.table = PeopleTable(people_columns(context.centre), _("Service users"))
        self.table.remember(context.local, "people")
        self.table.show_sorting(NEWEST_FIRST[0], descending=NEWEST_FIRST[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._title_row())
        column.addWidget(self.filters)
        column.addWidget(self._card(), 1)
        self._connect()

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.present = Chip()
        self.text = SearchBox(_("Filter by text"))
        self.text.setObjectName("textFilter")
        self.text.setProperty("small", True)
        self.text.setFixedHeight(26)
        self.text.setMinimumWidth(72)
        self.text.setMaximumWidth(210)
        self.filter_button = QuietButton(_("Filter"), "filter", small=True, clicked=self._open_filters)
        self.filter_button.setObjectName("filterButton")
        self.add = MainButton(_("Add"), "plus", small=True, clicked=self.add_asked.emit)
        self.add.setObjectName("addPersonButton")
        if not self._context.may("person.create"):
            self.add.hide()
        self._filter_menu, self._export_menu = QMenu(self), QMenu(self)
        self.export_button = QuietButton(
            _("Export"), "file-spreadsheet", small=True, clicked=self._open_export
        )
        self.export_button.setObjectName("exportButton")
        if not self._context.may("person.export"):
            self.export_button.hide()
        row.addWidget(title(_("Service users")))
        row.addWidget(self.present)
        row.addStretch(1)
        row.addWidget(self.text, 20)
        row.addWidget(self.filter_button)
        row.addWidget(self.export_button)
        row.addWidget(self.add)
        return row

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.empty = EmptyState("users", "", "", _("Clear all filters"), self.show_all)
        self.empty.hide()
        self.progress = Progress(may_cancel=False)
        self.writing = Progress()
        self.exporting = Exporting(self._context, self.writing, self)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.progress)
        column.addWidget(self.writing)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 6)
        foot.setSpacing(8)
        self.count = ThaiLabel("", role="help")
        foot.addWidget(self.count)
        foot.addStretch(1)
        self.same_button = QuietButton(_("Perhaps twice"), small=True, clicked=self.same_asked.emit)
        self.same_button.setObjectName("samePeopleButton")
        if not self._context.may("person.merge"):
            self.same_button.hide()
        foot.addWidget(self.same_button)
        self.import_button = IconButton(
            "download", _("Bring a register in"), clicked=lambda: self._context.navigate("imports")
        )
        self.import_button.setObjectName("importRegisterButton")
        if not self._context.may("import.register"):
            self.import_button.hide()
        foot.addWidget(self.import_button)
        self.columns_button = QuietButton(_("Columns"), small=True, clicked=self._open_columns)
        self.columns_button.setObjectName("columnsButton")
        self._columns_menu = QMenu(self)
        foot.addWidget(self.columns_button)
        column.addLayout(foot)
        return card

    def _connect(self) -> None:
        self.filters.changed.connect(self.ask)
        self.table.sort_asked.connect(self.ask)
        self.text.searched.connect(lambda _text: self.ask())
        self.text.moved_down.connect(self.table.setFocus)
        self.text.returnPressed.connect(self.table.setFocus)
        self.table.typed.connect(self._type_on)
        self.table.opened.connect(self.opened)
        self.table.current_changed.connect(self.chosen)

    def _open_filters(self) -> None:
        self.filters.fill(self._filter_menu)
        self._filter_menu.popup(self.filter_button.mapToGlobal(self.filter_button.rect().bottomLeft()))

    def _open_export(self) -> None:
        menu = self._export_menu
        menu.clear()
        menu.addAction(_("What the list shows"), lambda: self.exporting.ask(self._shown_to))
        menu.addAction(_("The whole register"), lambda: self.exporting.ask(_whole_to))
        menu.popup(self.export_button.mapToGlobal(self.export_button.rect().bottomLeft()))

    def _shown_to(self, path: Path) -> ExportRegister:
        """The filtered people with the columns shown, in the order shown."""
        from panpun_desktop.services.register_export import ExportRegister

        sort, descending = self.table.sorting() or NEWEST_FIRST
        columns = tuple(self.table.rows.columns[place].key for place in self.table.columns.shown())
        words = tuple(self.filters.words())
        chosen = self.filters.chosen(self.text.text())
        return ExportRegister(path, chosen, sort, descending, columns, words)

    def _open_columns(self) -> None:
        self.table.columns.fill(self._columns_menu)
        size = self._columns_menu.sizeHint()
        corner = self.columns_button.rect().topLeft() - QPoint(0, size.height())
        self._columns_menu.popup(self.columns_button.mapToGlobal(corner))

    def _type_on(self, letters: str) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.insert(letters)

    # rows -----------------------------------------------------------------------------------------

    def show_only(self, *, text: str = "", person_id: int | None = None, **filters: Any) -> None:
        """Set the filters anew and ask; ``person_id`` is to be the current row if it is found."""
        self.text.blockSignals(True)
        self.text.setText(text)
        self.text.blockSignals(False)
        self.filters.show_all(**filters)
        self.ask(person_id)

    def show_all(self) -> None:
        """Take every filter away."""
        self.show_only()
        self.table.setFocus()

    def ask(self, person_id: int | None = None) -> None:
        """Ask for the rows again; a newer wish overtakes an older one."""
        self._wanted = person_id if person_id is not None else self.table.current_key()
        context = self._context
        sort, descending = self.table.sorting() or NEWEST_FIRST
        chosen = self.filters.chosen(self.text.text())
        source = PeopleSource(context.work, context.actor, chosen, sort, descending, self._wanted)
        self.progress.wait_for(_("Reading the register…"))
        context.operations.read(self, source.load, self._take, self._refuse, key="people")
        context.operations.read(self, self._count_present, self._show_present, key="present")
        context.operations.read(self, self._read_buildings, self.filters.show_buildings, key="buildings")

    def _read_buildings(self) -> tuple[BuildingRow, ...]:
        from panpun_desktop.services.buildings import list_buildings

        return list_buildings(self._context.work, self._context.actor)

    def _count_present(self) -> int:
        from panpun_desktop.services.people import count_people
        from panpun_desktop.services.people_rows import PeopleFilter

        return count_people(self._context.work, self._context.actor, PeopleFilter())

    def _show_present(self, count: int) -> None:
        self.present.show_state(_("Staying {count}").format(count=f"{count:,}"), Tone.NEUTRAL)

    def _take(self, source: PeopleSource) -> None:
        self.progress.done()
        self.table.blockSignals(True)
        self.table.set_source(source, self._context.operations)
        for number, rows in source.first.items():
            self.table.take_page(number, rows)
        found = len(source.keys)
        if found and (self._wanted is None or not self.table.select_key(self._wanted)):
            self.table.select_first()
        self.table.blockSignals(False)
        self.count.setText(
            _("{found} of {everyone} people").format(found=f"{found:,}", everyone=f"{source.everyone:,}")
        )
        self._show_filled(filled=bool(found))
        self.chosen.emit(self.table.current() if found else None)

    def _show_filled(self, *, filled: bool) -> None:
        self.table.setVisible(filled)
        self.empty.setVisible(not filled)
        if not filled:
            self.empty.show_text(
                _("Nobody matches these filters"), _("Take a filter away, or look among everyone.")
            )

    def _refuse(self, error: PanpunError) -> None:
        self.progress.done()
        self.table.hide()
        self.empty.show()
        self.empty.show_text(message_of(error))


def _whole_to(path: Path) -> ExportRegister:
    """Everybody, with every column."""
    from panpun_desktop.services.register_export import ExportRegister

    return ExportRegister(path)
