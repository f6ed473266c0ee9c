"""What is shown of กศน./สกร. learners: lists, the page of one, the score sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.education import Cap
    from panpun_desktop.rules.education_progress import Progress
    from panpun_desktop.rules.education_terms import Term


@dataclass(frozen=True)
class LevelRow:
    """A level people can be learners of."""

    id: int
    code: str
    name: str
    short_name: str
    curriculum: str
    """The year the curriculum is called by."""


@dataclass(frozen=True)
class LearnerChoices:
    """What the form of a learner offers."""

    levels: tuple[LevelRow, ...]
    agencies: tuple[tuple[int, str], ...]
    """(id, name) of the directory."""
    schools: tuple[str, ...]
    teachers: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class LearnerFilter:
    """Which learners a list shows; empty means all."""

    level_ids: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    term: Term | None = None
    """Only those registered for this term."""
    missing: str = ""
    """Only those to whose graduation this is missing: ``credits``, ``activity``, ``moral``, ``nnet``, …"""
    person_id: int | None = None
    """Only the levels of this person."""
    text: str = ""
    """In the name, student number, school, teacher or group."""


@dataclass(frozen=True)
class LearnerRow:
    """One learner of the list."""

    id: int
    version: int
    person_id: int
    name: str
    regno: str
    is_here: bool
    """Stays in the centre now."""
    level: str
    level_id: int
    student_no: str
    school: str
    teacher: str
    group_name: str
    status: str
    credits: int
    credits_needed: int
    hours: Decimal
    hours_needed: int
    average: Decimal | None
    missing: tuple[str, ...]
    last_term: str
    """The last term registered for, as 1/2569; empty: none yet."""
    order: str = ""
    """What the list is sorted by: the name without a title."""


@dataclass(frozen=True)
class LearnerList:
    """The learners a filter finds, and what to filter by."""

    rows: tuple[LearnerRow, ...]
    matching: int
    """How many the filter finds, hidden people included."""
    total: int
    """All learners, hidden people included."""
    levels: tuple[LevelRow, ...]
    terms: tuple[Term, ...]
    """Terms anybody registered for, the newest first."""
    now: Term


@dataclass(frozen=True)
class SubjectLine:
    """One taking of a subject on the page of a learner."""

    id: int
    version: int
    subject_id: int
    code: str
    name: str
    strand: str
    credits: int
    is_compulsory: bool
    term: Term | None
    """None: transferred."""
    study_state: str
    in_term_score: Decimal | None
    final_score: Decimal | None
    grade: Decimal | None
    transferred_on: date | None
    transferred_from: str
    counts: bool
    """This taking is the one that counts (a retake counts once)."""


@dataclass(frozen=True)
class TermLine:
    """One registration of a learner."""

    id: int
    version: int
    term: Term
    registered_on: date
    sat_exam: bool | None
    exam_on: date | None
    term_exam_on: date | None
    """The exam day the school gave the term."""
    attendance: int | None
    credits: int
    cap_reason: str


@dataclass(frozen=True)
class ActivityLine:
    """Hours of กพช. on a day."""

    id: int
    version: int
    on_day: date
    name: str
    hours: Decimal


@dataclass(frozen=True)
class OfferedSubject:
    """A subject of the level, for registering and transferring."""

    id: int
    code: str
    name: str
    strand: str
    credits: int
    is_compulsory: bool
    is_passed: bool
    is_open: bool
    """Being studied now."""


@dataclass(frozen=True)
class Together:
    """A vocational cohort the person attends too, and whether its lessons meet those of the school."""

    cohort: str
    """Its name with course and year."""
    weekdays: tuple[int, ...]
    """0 Monday … 6 Sunday."""
    clashes: bool | None
    """None: the meeting days of one of them are not known."""


@dataclass(frozen=True)
class LearnerFacts:
    """What is written about a learner; only the level is needed."""

    level_id: int
    student_no: str = ""
    g_code: str = ""
    agency_id: int | None = None
    school: str = ""
    teacher: str = ""
    group_name: str = ""
    prior_education: str | None = None
    prior_evidence: str = ""
    meets_on: tuple[int, ...] = ()
    """Weekdays of the meetings, 0 Monday … 6 Sunday."""
    meets_from: time | None = None
    meets_until: time | None = None
    enrolled_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class LearnerPage:
    """Everything the page of a learner shows."""

    id: int
    version: int
    person_id: int
    name: str
    regno: str
    facts: LearnerFacts
    level: str
    level_name: str
    curriculum: str
    school: str
    """The school's name, from the directory or as written."""
    status: str
    status_on: date | None
    graduated_on: date | None
    moral: str
    moral_on: date | None
    nnet: str
    nnet_on: date | None
    lines: tuple[SubjectLine, ...]
    terms: tuple[TermLine, ...]
    activities: tuple[ActivityLine, ...]
    progress: Progress
    missing_names: tuple[str, ...]
    """Compulsory subjects neither passed nor transferred, code and name."""
    cap: Cap
    finish: Term | None
    """The earliest term of graduation at the cap; None: no credits are missing."""
    now: Term
    in_term_weight: int
    exam_attendance: int
    grades: tuple[Decimal, ...]
    """The grades the curriculum knows, best first."""
    offered: tuple[OfferedSubject, ...]
    together: tuple[Together, ...]
    levels: tuple[LevelRow, ...]
    may_edit: bool
    is_open: bool
    """Still on the way to graduation."""


@dataclass(frozen=True)
class ScoreRow:
    """One cell row of the score sheet: a learner's taking of a subject in a term."""

    id: int
    version: int
    learner_id: int
    person_id: int
    name: str
    level: str
    subject_id: int
    code: str
    subject: str
    credits: int
    in_term_score: Decimal | None
    final_score: Decimal | None
    grade: Decimal | None
    study_state: str


@dataclass(frozen=True)
class ScoreSheet:
    """The takings of a term that may be scored, and the subjects taught in it."""

    term: Term
    terms: tuple[Term, ...]
    subjects: tuple[tuple[int, str], ...]
    """(id, code and name)."""
    rows: tuple[ScoreRow, ...]
    in_term_weight: int
