"""Reads the night as the board expects it, room by room."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from panpun_desktop.reports.walk_sheet.data import WalkLine, WalkRoom, WalkSheet
from panpun_desktop.services.night_reading import read_count

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.night_rows import NightRow

_BEDS = {"free": "ว่าง", "closed": "ปิด", "unassigned": "ไม่มีเตียง"}
WITHOUT_BED = "ไม่มีเตียง"


def read(session: Session, asked: Asked) -> WalkSheet:
    """The walk of the night of parameter ``day``, past, tonight's or coming."""
    count = read_count(session, asked.by, asked.parameters["day"], asked.today)
    walked = [row for row in count.rows if row.expected != "visitor"]
    rooms = tuple(
        WalkRoom(room, tuple(_line(asked.centre, row) for row in rows))
        for room, rows in groupby(walked, _room_of)
    )
    return WalkSheet(asked.centre.name, count.night, rooms, sum(row.stay_id is not None for row in walked))


def _room_of(row: NightRow) -> str:
    return row.bed.rpartition("-")[0] or WITHOUT_BED


def _line(centre: Centre, row: NightRow) -> WalkLine:
    expected = _BEDS.get(row.expected) or centre.label("census_state", row.expected)
    return WalkLine(row.bed, row.name, row.regno, expected, row.stay_id is not None, row.note)
