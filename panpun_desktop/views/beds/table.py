"""The board as a table: a line for each bed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds import words
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone, service_tone

if TYPE_CHECKING:
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
    ]
    table = RowsTableView(columns, _("Beds as a table"))
    table.setObjectName("bedTable")
    return table


def _bed(line: BedLine) -> str:
    return line.tile.full_label


def _with_whom(line: BedLine) -> str:
    return " ".join(f"+ {one}" for one in line.tile.sharers)


def lines_of(board: Board) -> list[BedLine]:
    """The beds of a board, line by line."""
    several = len({room.building for room in board.rooms}) > 1
    return [
        BedLine(tile.bed_id, room.building if several else "", tile, tile.day, words.state_words(tile))
        for room in board.rooms
        for tile in room.tiles
    ]
