"""The board as a table: a line for each bed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.beds import words
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import QuietButton, ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone, service_tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panpun_desktop.services.bed_rows import BedTile, Board
    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class BedLine:
    """One bed with its building."""

    id: int
    building: str
    """Empty where there is only one."""
    tile: BedTile
    day: int | None
    state: str
    room_id: int = 0
    room: str = ""
    use: str = ""
    building_name: str = ""


def bed_table(centre: Centre) -> RowsTableView[BedLine]:
    """The table view, empty."""

    def service(line: BedLine) -> str:
        return centre.short("service_type", line.tile.service_type or None)

    def service_chip(line: BedLine) -> Tone | None:
        return service_tone(line.tile.service_type) if line.tile.service_type else None

    columns: list[Column[BedLine]] = [
        Column("bed", _("Bed"), _bed, sort="bed", strong=True, after=lambda line: line.building),
        Column("name", _("Sleeper"), lambda line: line.tile.name, sort="name", after=_with_whom),
        Column("service", _("Kind of service"), service, sort="service", chip=service_chip),
        Column("day", _("Day"), lambda line: words.day_figure(line.tile), sort="day", right=True),
        Column("state", _("State"), lambda line: line.state, sort="state"),
        Column("leaves", _("Is to leave on"), _leaves, sort="leaves"),
        Column("use", _("Use"), lambda line: centre.label("room_use", line.use), sort="use"),
    ]
    table = RowsTableView(columns, _("Beds as a table"))
    table.setObjectName("bedTable")
    table.keeps_to_width = True
    return table


def _leaves(line: BedLine) -> str:
    return format_date(line.tile.leaves_on, "short") if line.tile.leaves_on is not None else ""


def _bed(line: BedLine) -> str:
    return line.tile.full_label


def _with_whom(line: BedLine) -> str:
    return " ".join(f"+ {one}" for one in line.tile.sharers)


def lines_of(board: Board) -> list[BedLine]:
    """The beds of a board, line by line."""
    several = len({room.building for room in board.rooms}) > 1
    return [
        BedLine(
            tile.bed_id,
            room.building if several else "",
            tile,
            tile.day,
            words.state_words(tile),
            room.room_id,
            room.name,
            room.use,
            room.building,
        )
        for room in board.rooms
        for tile in room.tiles
    ]


ALL, RESERVED, AWAY = "", "reserved", "away"


class BedTablePanel(QWidget):
    """The table with its filters: state, building, room, use; copies what is shown with its titles.

    ``export_asked`` says that what is shown is wanted as a workbook; offered where ``may_export``.
    """

    export_asked = Signal()

    def __init__(self, centre: Centre, parent: QWidget | None = None, *, may_export: bool = False) -> None:
        super().__init__(parent)
        self._may_export = may_export
        self._centre = centre
        self._lines: Sequence[BedLine] = ()
        self.setObjectName("bedTablePanel")
        self.table = bed_table(centre)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._filters())
        column.addWidget(self.table, 1)

    def _filters(self) -> FlowRow:
        row = FlowRow()
        states = [
            (words.FREE, _("free")),
            (words.TAKEN, _("taken")),
            (RESERVED, _("reserved")),
            (AWAY, _("away")),
            (words.CLOSED, _("closed")),
            (words.CLEAN, _("being cleaned")),
        ]
        self.state = self._choice("bedStateFilter", _("State"), states, _("Every state"))
        self.building = self._choice("bedBuildingFilter", _("Building"), (), _("Every building"))
        self.room = self._choice("bedRoomFilter", _("Room"), (), _("Every room"))
        uses = self._centre.codes.get("room_use", {}).items()
        self.use = self._choice("bedUseFilter", _("Use"), uses, _("Every use"))
        self.count = ThaiLabel("", role="muted")
        self.copy_button = QuietButton(_("Copy the table"), "file-spreadsheet", clicked=self.copy_all)
        self.copy_button.setObjectName("copyBedsButton")
        self.count.setFixedHeight(self.copy_button.height())
        self.export_button = QuietButton(_("Save as Excel"), "download", clicked=self.export_asked.emit)
        self.export_button.setObjectName("exportBedsButton")
        buttons = (self.copy_button, self.export_button) if self._may_export else (self.copy_button,)
        for one in (self.state, self.building, self.room, self.use, *buttons, self.count):
            row.add(one)
        return row

    def shown_lines(self) -> list[BedLine]:
        """The lines that the filters let through, in the order of the table."""
        rows = self.table.rows
        return [rows.row_at(number) for number in range(rows.rowCount())]

    def filter_words(self) -> list[str]:
        """What is filtered by, in words."""
        boxes = (self.state, self.building, self.room, self.use)
        return [f"{box.accessibleName()}: {box.currentText()}" for box in boxes if box.value()]

    def _choice(
        self, name: str, label: str, options: Iterable[tuple[str, str]], everything: str
    ) -> ChoiceBox:
        box = ChoiceBox([(ALL, everything), *options])
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setFixedWidth(144)
        box.set_value(ALL)
        box.chosen.connect(lambda _code: self._filter())
        return box

    def show_lines(self, lines: Sequence[BedLine]) -> None:
        """Show the beds of a night; the filters stay as they are."""
        self._lines = lines
        buildings = dict.fromkeys(line.building_name for line in lines)
        self.building.set_options([(ALL, _("Every building")), *((one, one) for one in buildings)])
        self.building.setVisible(len(buildings) > 1)
        rooms = {str(line.room_id): line.room for line in lines}
        self.room.set_options([(ALL, _("Every room")), *rooms.items()])
        self._filter()

    def _filter(self) -> None:
        shown = [line for line in self._lines if self._is_shown(line)]
        self.table.set_rows(shown)
        self.count.setText(self.table.count_text())

    def _is_shown(self, line: BedLine) -> bool:
        return (
            _has_state(line.tile, self.state.value() or ALL)
            and (self.building.value() or line.building_name) == line.building_name
            and (self.room.value() or str(line.room_id)) == str(line.room_id)
            and (self.use.value() or line.use) == line.use
        )

    def copy_all(self) -> None:
        """Copy every line shown, with titles, for a spreadsheet."""
        self.table.selectAll()
        self.table.copy()


def _has_state(tile: BedTile, state: str) -> bool:
    if state == RESERVED:
        return bool(tile.reserved_for)
    if state == AWAY:
        return bool(tile.absent)
    return state in (ALL, words.CLEAN if words.is_cleaned(tile) else tile.state)
