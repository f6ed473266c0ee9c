"""The finished values of a hand-over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from panpun_desktop.common.thai_date import format_date

TITLE = "ใบส่งเวร"


@dataclass(frozen=True)
class Line:
    """One thing that happened, or is to be done."""

    when: str
    what: str
    who: str
    detail: str


@dataclass(frozen=True)
class Handover:
    """A shift, from one moment in Bangkok to another."""

    centre: str
    since: datetime
    until: datetime
    handed_by: str
    figures: tuple[tuple[str, int], ...]
    """ผู้พักคืนนี้, ลาค้างคืน, โรงพยาบาล, เตียงว่าง …"""
    movements: tuple[Line, ...]
    incidents: tuple[Line, ...]
    belongings: tuple[Line, ...]
    tasks: tuple[Line, ...]
    night: str
    """How last night's count stands."""
    notes: str


def title(handover: Handover) -> str:
    """The title with the moment it was handed over."""
    return f"{TITLE} {moment(handover.until)}"


def moment(at: datetime) -> str:
    """21 พฤศจิกายน 2569 เวลา 14.20 น."""
    return f"{format_date(at.date())} เวลา {at:%H.%M} น."


def to_json(handover: Handover) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    parts = {name: [asdict(one) for one in getattr(handover, name)] for name in _LISTS}
    return {
        "report": "handover",
        "since": handover.since.isoformat(),
        "until": handover.until.isoformat(),
        "handed_by": handover.handed_by,
        "figures": dict(handover.figures),
        "night": handover.night,
        "notes": handover.notes,
        **parts,
    }


_LISTS = ("movements", "incidents", "belongings", "tasks")
