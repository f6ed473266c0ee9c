"""The finished values of a walk sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date

TITLE = "ใบเดินตรวจนับยอดคืน"


@dataclass(frozen=True)
class WalkLine:
    """One bed, or one person without a bed, in the order of the walk."""

    bed: str
    name: str
    regno: str
    expected: str
    """As the board has it: อยู่, ลาค้างคืน, ว่าง, ปิดซ่อม …"""
    is_someone: bool
    note: str


@dataclass(frozen=True)
class WalkRoom:
    """The lines of one room, or of those without a bed."""

    room: str
    lines: tuple[WalkLine, ...]


@dataclass(frozen=True)
class WalkSheet:
    """The sheet of one night."""

    centre: str
    night: date
    rooms: tuple[WalkRoom, ...]
    people: int


def title(sheet: WalkSheet) -> str:
    """The title with its night."""
    return f"{TITLE} คืนวันที่ {format_date(sheet.night)}"


def to_json(sheet: WalkSheet) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    return {
        "report": "walk_sheet",
        "date": sheet.night.isoformat(),
        "rooms": [{"room": one.room, "lines": [asdict(line) for line in one.lines]} for one in sheet.rooms],
    }
