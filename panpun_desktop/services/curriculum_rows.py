"""The curriculum as screens show it: editions with their levels, subjects, credit limits and grade steps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class CapRow:
    """A published limit of credits a term."""

    id: int
    version: int
    code: str
    per_term: int
    last_term: int
    note: str


@dataclass(frozen=True)
class SubjectRow:
    """A subject of a level."""

    id: int
    version: int
    strand_id: int | None
    strand: str
    code: str
    name: str
    credits: int
    is_compulsory: bool
    is_active: bool


@dataclass(frozen=True)
class LevelView:
    """A level with its caps and subjects."""

    id: int
    version: int
    code: str
    name: str
    short_name: str
    credits: int
    compulsory: int
    elective: int
    cap_code: str
    caps: tuple[CapRow, ...]
    subjects: tuple[SubjectRow, ...]


@dataclass(frozen=True)
class GradeRow:
    """From this score on, this grade."""

    id: int
    version: int
    grade: Decimal
    least_score: Decimal


@dataclass(frozen=True)
class CurriculumView:
    """One edition of the curriculum, whole."""

    id: int
    version: int
    code: str
    name: str
    hours_per_credit: int
    activity_hours: int
    needs_moral: bool
    needs_nnet: bool
    in_term_weight: int
    exam_attendance: int
    retake: str
    is_active: bool
    grades: tuple[GradeRow, ...]
    strands: tuple[tuple[int, str], ...]
    levels: tuple[LevelView, ...]
