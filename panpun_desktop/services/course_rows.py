"""Courses, cohorts and their planned sessions: the requests of their acts, and the rows of their lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from panpun_desktop.rules.course_floor import Shortfall
    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.services.cohort_waits import Waits

DAY, AM, PM = "DAY", "AM", "PM"
COMING, NOW, PAST = "coming", "running", "past"


# courses ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ModuleFacts:
    """A part of a course; ``id`` None is a new one. Their order is that of the request."""

    name: str
    hours: Decimal | None = None
    max_score: Decimal | None = None
    id: int | None = None


@dataclass(frozen=True)
class CourseFacts:
    """What a course is; empty takes the setting (floor of the service type, least attendance, pass score)."""

    name: str
    group_code: str = "OTHER"
    service_type: str | None = None
    floor_days: int | None = None
    hours: int | None = None
    min_attendance: Decimal | None = None
    has_assessment: bool = False
    pass_score: Decimal | None = None
    description: str = ""
    is_active: bool = True


@dataclass(frozen=True)
class SaveCourse:
    """A new course (``course_id`` None), or other facts of one; its modules as they stand from now on."""

    course_id: int | None
    seen_version: int | None
    facts: CourseFacts
    modules: tuple[ModuleFacts, ...] = ()


@dataclass(frozen=True)
class OfferCourse:
    """Whether a course is offered for new cohorts."""

    course_id: int
    seen_version: int
    is_active: bool


@dataclass(frozen=True)
class DeleteCourse:
    """Take a course away that never had a cohort."""

    course_id: int
    seen_version: int


@dataclass(frozen=True)
class CourseRow:
    """One course with its modules, and what became of it."""

    id: int
    version: int
    facts: CourseFacts
    group: str
    floor: int | None
    """Least days that hold: its own, else that of the service type."""
    modules: tuple[ModuleFacts, ...]
    cohorts: int
    running: int
    may_delete: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.facts.name


# cohorts ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meeting:
    """A lesson of the week: 1 Monday … 7 Sunday, the whole day or half of it, with its hours if known."""

    weekday: int
    half: str = DAY
    begins_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True)
class Trainer:
    """Who teaches: someone of the staff (``user_id``), or a guest by name."""

    user_id: int | None = None
    guest_name: str = ""
    guest_phone: str = ""
    is_lead: bool = False
    id: int | None = None
    name: str = ""
    """As shown; not needed in a request."""


@dataclass(frozen=True)
class OpenCohort:
    """A new cohort of a course; its sessions are planned from the weekly pattern.

    The plan ends on ``ends_on``, or after so many training ``days``, or when the sessions hold so many
    ``hours``; the first that is given counts. ``number`` None: the next of the course.
    """

    course_id: int
    starts_on: date
    meetings: tuple[Meeting, ...]
    ends_on: date | None = None
    days: int | None = None
    hours: int | None = None
    number: int | None = None
    be_year: int | None = None
    capacity: int | None = None
    room: str = ""
    skips_holidays: bool = True
    trainers: tuple[Trainer, ...] = ()
    note: str = ""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class EditCohort:
    """Other facts of a cohort; its sessions are changed by the acts of its plan."""

    cohort_id: int
    seen_version: int
    number: int
    be_year: int
    capacity: int | None = None
    room: str = ""
    trainers: tuple[Trainer, ...] = ()
    note: str = ""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class VoidCohort:
    """It should never have been; only without any mark."""

    cohort_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class CloseCohort:
    """Its results are settled (or, with ``on`` None, are open again); nothing is reminded of."""

    cohort_id: int
    seen_version: int
    on: date | None


@dataclass(frozen=True)
class CohortRow:
    """One cohort with its figures; hidden people are counted too."""

    id: int
    version: int
    course_id: int
    course: str
    service_type: str | None
    number: int
    be_year: int
    name: str
    """ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569."""
    short_name: str
    """รุ่นที่ 57 ปี 2569."""
    starts_on: date
    ends_on: date
    stage: str
    """coming, running or past."""
    floor: int | None
    floor_on: date | None
    """The day that completes the floor for who began with the plan; None where there is none."""
    course_day: int
    """Day of the plan, as days are counted (R-CRS-2); 0 before it begins."""
    sessions: int
    held: int
    """Sessions of days past that were held."""
    people: int
    """In class now, without those who only await their result; in a past cohort everybody who was."""
    applied: int
    awaiting: int
    """Ended, or their stay went on, without a confirmed result."""
    capacity: int | None
    room: str
    trainers: tuple[Trainer, ...]
    today_sessions: int
    today_marked: int
    """People marked in every session of today; of ``today_expected``."""
    today_expected: int
    skips_holidays: bool
    note: str
    closed_on: date | None
    waits: Waits
    """What somebody has still to do, as on the page of today."""
    short: Shortfall | None = None
    """The plan is too short for the least days of the course (R-CRS-1)."""

    @property
    def is_floor_reached(self) -> bool:
        """The plan has gone on for the least days of the course, or longer (R-CRS-1)."""
        return self.floor is not None and self.floor_on is not None and self.course_day >= self.floor

    @property
    def trainer_names(self) -> str:
        """Everybody who teaches."""
        return ", ".join(one.name for one in self.trainers)


@dataclass(frozen=True)
class CohortChoice:
    """A cohort that someone can be put into."""

    id: int
    name: str
    course: str
    service_type: str | None
    starts_on: date
    ends_on: date
    people: int
    """Who takes a place: in class now, or applied; not who only awaits a result."""
    capacity: int | None
    room: str = ""

    @property
    def free(self) -> int | None:
        """Places left by plan, at least 0; None where no number is set."""
        return None if self.capacity is None else max(0, self.capacity - self.people)

    @property
    def is_full(self) -> bool:
        """No place is left by plan; it warns, never refuses."""
        return self.capacity is not None and self.people >= self.capacity


# the plan -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SessionFacts:
    """What a session is besides its day."""

    half: str = DAY
    begins_at: time | None = None
    ends_at: time | None = None
    trainer_id: int | None = None
    module_id: int | None = None
    topic: str = ""


@dataclass(frozen=True)
class AddSession:
    """One more session; a day outside the plan stretches the plan."""

    cohort_id: int
    on_day: date
    facts: SessionFacts = SessionFacts()
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class EditSession:
    """Another day, hour, topic, module or trainer of a session; what is marked stays with it."""

    session_id: int
    seen_version: int
    on_day: date
    facts: SessionFacts
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class CancelSessions:
    """หยุด: sessions that are not held, with the reason; or held after all (``reason`` None)."""

    sessions: tuple[tuple[int, int], ...]
    """(session id, version seen)."""
    reason: str | None


@dataclass(frozen=True)
class RemoveSessions:
    """Sessions that should not be in the plan; only those without any mark."""

    sessions: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class SessionRow:
    """One session of a plan."""

    id: int
    version: int
    on_day: date
    half: str
    begins_at: time | None
    ends_at: time | None
    trainer_id: int | None
    trainer: str
    module_id: int | None
    module: str
    topic: str
    is_held: bool
    not_held_reason: str
    marks: int
    holiday: str
    """The name of the holiday it lies on, or nothing."""
    checked: int = 0
    expected: int | None = None
    """Of a session until today that waits for marks: how many are marked, of how many; None: none missing."""
