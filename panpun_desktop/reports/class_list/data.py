"""The finished values of a class list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from panpun_desktop.reports.class_facts import ClassOnPaper
from panpun_desktop.reports.paper_facts import paper_facts

TITLE = "รายชื่อผู้เข้าอบรม"


@dataclass(frozen=True)
class ListLine:
    """One person; of someone restricted only that there is a place in the class."""

    name: str
    regno: str
    sex: str
    age: int | None
    lives: str
    """ประจำ or ไป-กลับ."""
    state: str
    """Empty for those in class."""


@dataclass(frozen=True)
class ClassList:
    """Everybody in a class on a day."""

    centre: str
    of: ClassOnPaper
    day: date
    lines: tuple[ListLine, ...]
    hidden: int = 0

    @property
    def residents(self) -> int:
        """Those who live at the centre for the course."""
        return sum(one.lives == RESIDENT for one in self.lines)


RESIDENT, OUTSIDE = "ประจำ", "ไป-กลับ"


def title(sheet: ClassList) -> str:
    """The title with its class."""
    return f"{TITLE} {sheet.of.heading}"


def to_json(sheet: ClassList) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    return {"report": "class_list", **paper_facts(sheet)}
