"""The finished values of a kitchen's sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date

TITLE = "ใบแจ้งยอดอาหาร"


@dataclass(frozen=True)
class MealLine:
    """A group of eaters: in the morning, at noon and in the evening."""

    group: str
    morning: int
    noon_and_evening: int


@dataclass(frozen=True)
class DietLine:
    """A diet or something that must not be eaten, and for how many; nobody is named."""

    group: str
    diet: str
    people: int


@dataclass(frozen=True)
class MealSheet:
    """The meals of one day."""

    centre: str
    day: date
    lines: tuple[MealLine, ...]
    diets: tuple[DietLine, ...]

    @property
    def total(self) -> MealLine:
        """Everybody who eats."""
        morning = sum(one.morning for one in self.lines)
        return MealLine("รวม", morning, sum(one.noon_and_evening for one in self.lines))


def title(sheet: MealSheet) -> str:
    """The title with its day."""
    return f"{TITLE} วันที่ {format_date(sheet.day)}"


def to_json(sheet: MealSheet) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    return {
        "report": "meal_sheet",
        "date": sheet.day.isoformat(),
        "lines": [asdict(one) for one in sheet.lines],
        "diets": [asdict(one) for one in sheet.diets],
    }
