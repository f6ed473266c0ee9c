"""The finished values of a tracking sheet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

TITLE = "ใบติดตามผลการเรียน"


@dataclass(frozen=True)
class SubjectRow:
    """One taking of a subject, in finished words."""

    strand: str
    code: str
    name: str
    credits: int
    kind: str
    term: str
    in_term: str
    final: str
    result: str


@dataclass(frozen=True)
class Need:
    """One thing graduation asks for: wanted, got, still missing."""

    name: str
    wanted: str
    got: str
    missing: str


@dataclass(frozen=True)
class ActivityRow:
    """Hours of กพช."""

    day: date
    name: str
    hours: str


@dataclass(frozen=True)
class LevelPart:
    """One level of a learner."""

    level: str
    curriculum: str
    facts: tuple[tuple[str, str], ...]
    """(name, value) in the order printed."""
    subjects: tuple[SubjectRow, ...]
    needs: tuple[Need, ...]
    average: str
    missing_subjects: tuple[str, ...]
    forecast: str
    activities: tuple[ActivityRow, ...]


@dataclass(frozen=True)
class LearnerSheet:
    """The sheet of one person, a part for each level."""

    centre: str
    section: str
    """What the office calls this work: การศึกษา สกร."""
    person: str
    printed_on: date
    made_by: str
    parts: tuple[LevelPart, ...]


def title(sheet: LearnerSheet) -> str:
    """The title with the name."""
    return f"{TITLE} {sheet.person}"


def to_json(sheet: LearnerSheet) -> dict[str, Any]:
    """The JSON form, pattern of interfaces.md §2."""
    parts = [asdict(part) for part in sheet.parts]
    for part in parts:
        for activity in part["activities"]:
            activity["day"] = activity["day"].isoformat()
    return {
        "report": "learner_sheet",
        "date": sheet.printed_on.isoformat(),
        "person": sheet.person,
        "levels": parts,
    }
