"""What people ask to be written about กศน./สกร. learners: a request for each act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.education_terms import Term
    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.services.education_rows import LearnerFacts


@dataclass(frozen=True)
class EnrolLearner:
    """Someone of the register becomes a learner of a level."""

    person_id: int
    facts: LearnerFacts


@dataclass(frozen=True)
class EditLearner:
    """Correct what is written about a learner."""

    learner_id: int
    seen_version: int
    facts: LearnerFacts


@dataclass(frozen=True)
class RegisterTerm:
    """The subjects of a learner in a term: those named stand in it afterwards, others no more."""

    learner_id: int
    seen_version: int
    term: Term
    subject_ids: tuple[int, ...]
    registered_on: date
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class EditTerm:
    """Whether the exam was sat, and how much of the meetings was attended."""

    learner_term_id: int
    seen_version: int
    registered_on: date
    sat_exam: bool | None
    exam_on: date | None = None
    attendance: int | None = None


@dataclass(frozen=True)
class CancelTerm:
    """The learner was not registered for the term after all."""

    learner_term_id: int
    seen_version: int


@dataclass(frozen=True)
class ScoreLine:
    """The result of one taking; ``grade`` is what the school wrote where scores are not known."""

    learner_subject_id: int
    seen_version: int
    in_term_score: Decimal | None = None
    final_score: Decimal | None = None
    grade: Decimal | None = None
    is_absent: bool = False
    """ขาดสอบ."""


@dataclass(frozen=True)
class SaveScores:
    """The results of several takings at once, all or none."""

    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True)
class TransferredSubject:
    """One subject brought along; without ``credits`` those of the subject, without ``grade`` ungraded."""

    subject_id: int
    credits: int | None = None
    grade: Decimal | None = None


@dataclass(frozen=True)
class TransferSubjects:
    """เทียบโอน: subjects earned elsewhere."""

    learner_id: int
    seen_version: int
    on_day: date
    source: str
    subjects: tuple[TransferredSubject, ...]
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoveSubject:
    """A subject was written down by mistake, or is given up (ถอนวิชา)."""

    learner_subject_id: int
    seen_version: int
    is_withdrawn: bool = False
    """It stays in the list as given up."""


@dataclass(frozen=True)
class SaveActivity:
    """Write down hours of กพช., or correct them (``activity_id``)."""

    learner_id: int
    on_day: date
    name: str
    hours: Decimal
    activity_id: int | None = None
    seen_version: int | None = None


@dataclass(frozen=True)
class RemoveActivity:
    """The hours were written down by mistake."""

    activity_id: int
    seen_version: int


@dataclass(frozen=True)
class RecordAssessments:
    """การประเมินคุณธรรม and N-NET; empty: not known yet."""

    learner_id: int
    seen_version: int
    moral: str = ""
    moral_on: date | None = None
    nnet: str = ""
    nnet_on: date | None = None


@dataclass(frozen=True)
class SetLearnerStatus:
    """How the learner stands with the school from a day on; graduating asks when something is missing."""

    learner_id: int
    seen_version: int
    status: str
    on_day: date
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class CancelLearner:
    """The person is no learner of this level; written down by mistake."""

    learner_id: int
    seen_version: int
