"""What is asked of and told about the results of a cohort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from panpun_desktop.rules.codes import CourseNext, EnrolmentState
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services.module_scores import Assessment, ModuleRow, ModuleScore
from panpun_desktop.services.training_progress import TraineeStanding


@dataclass(frozen=True)
class ScoreCell:
    """What one trainee reached in one module; None clears it."""

    enrolment_id: int
    module_id: int
    score: Decimal | None = None
    hours: Decimal | None = None
    passed: bool | None = None


@dataclass(frozen=True)
class SaveScores:
    """Scores of one cohort written in one act."""

    cohort_id: int
    cells: tuple[ScoreCell, ...]
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class Assess:
    """The trainer's word on the assessment: passed, not passed, or None for what the scores say."""

    enrolments: tuple[tuple[int, int], ...]
    """(enrolment id, version seen)."""
    passed: bool | None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Settle:
    """The manager confirms a result: DONE or FAILED, on the last day in class (R-CRS-7)."""

    enrolment_id: int
    seen_version: int
    state: str
    ended_on: date | None = None
    """None: the last day of the stay's part, of the plan, or today, whichever is first."""


@dataclass(frozen=True)
class ConfirmResults:
    """Results of one person or of a whole cohort; one against the conditions needs a reason."""

    results: tuple[Settle, ...]
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class ReopenResult:
    """A result that was confirmed by mistake: the person is in class again."""

    enrolment_id: int
    seen_version: int


@dataclass(frozen=True)
class PlanNext:
    """What comes after the course: a higher one, travel home, work with whom and when to ask (R-CRS-3)."""

    enrolment_id: int
    seen_version: int
    next_step: str | None
    note: str = ""
    employer: str = ""
    follow_up_days: tuple[int, ...] | None = None
    """Days after the course on which to ask; None: those of the setting. Only with work."""
    to_cohort_id: int | None = None
    """With a higher course: the cohort to go into in the same act; None: not known yet."""
    on: date | None = None
    """The first day there; None: today."""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class ResultRow:
    """One trainee's results; ``standing`` holds the conditions and what is proposed."""

    enrolment_id: int
    version: int
    person_id: int
    name: str
    state: str
    scores: Mapping[int, ModuleScore]
    assessment: Assessment
    standing: TraineeStanding
    ended_on: date | None
    next_step: str | None
    next_note: str
    employer: str
    settled_figures: Mapping[str, object]
    choices: tuple[CourseNext, ...]
    last_on: date | None = None
    """The last day in class that a result confirmed now gets, unless another is said."""

    @property
    def id(self) -> int:
        """The enrolment: what a list finds the row by."""
        return self.enrolment_id

    @property
    def is_settled(self) -> bool:
        """The manager has confirmed it."""
        return self.state in {EnrolmentState.DONE, EnrolmentState.FAILED}

    @property
    def waits(self) -> EnrolmentState | None:
        """The result that is proposed and waits for the manager."""
        return self.standing.completion.proposed if EnrolmentState(self.state).is_running else None


@dataclass(frozen=True)
class ResultSheet:
    """A cohort's modules and everybody in it, in the order of names."""

    cohort_id: int
    title: str
    has_assessment: bool
    modules: tuple[ModuleRow, ...]
    rows: tuple[ResultRow, ...]
    may_edit: bool = True
    """Whether this role writes scores of this cohort."""
