"""Who is in a cohort: the requests of its acts, and the rows that its lists show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.services.people_rows import PersonFacts

APPLIED, ACTIVE, SUSPENDED = "APPLIED", "ACTIVE", "SUSPENDED"
UPGRADED, MOVED, DROPPED = "UPGRADED", "MOVED", "DROPPED"
RUNNING = (ACTIVE, SUSPENDED)
"""In the class now; ``ended_on`` is empty."""


@dataclass(frozen=True)
class Candidate:
    """Someone to be put into a cohort: of the register, or new with what is known of them.

    ``not_same_as``: people of whom it was said that they are others (R-PER-1).
    """

    person_id: int | None = None
    facts: PersonFacts | None = None
    not_same_as: tuple[int, ...] = ()


@dataclass(frozen=True)
class Enrol:
    """Put people into a cohort, all or nobody; without a first day they only apply (สมัคร)."""

    cohort_id: int
    people: tuple[Candidate, ...]
    joined_on: date | None = None
    note: str = ""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class TakeIn:
    """Applicants come into the class: (enrolment id, version seen) of each."""

    enrolments: tuple[tuple[int, int], ...]
    joined_on: date
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class Suspend:
    """พักการอบรม: the count of days stands still from a day on (R-CRS-5)."""

    enrolment_id: int
    seen_version: int
    from_on: date
    reason: str


@dataclass(frozen=True)
class Resume:
    """Back in class after a suspension; the day itself counts again."""

    enrolment_id: int
    seen_version: int
    on: date


@dataclass(frozen=True)
class Drop:
    """ออกกลางคัน: ``last_on`` is the last day in class.

    A resident may go on under another service from then on; without one the stay keeps its course type
    and waits for a cohort.
    """

    enrolment_id: int
    seen_version: int
    last_on: date
    reason: str
    to_service: str | None = None
    client_of: str | None = None
    awaiting: str | None = None
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class Upgrade:
    """Go on in a cohort of a higher course from a day on; before completion the count runs on (R-CRS-8)."""

    enrolment_id: int
    seen_version: int
    to_cohort_id: int
    on: date
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class Transfer:
    """Go on in another cohort of the same kind of course from a day on; the count runs on."""

    enrolment_id: int
    seen_version: int
    to_cohort_id: int
    on: date
    reason: str = ""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class ComeBack:
    """Someone who left the class is in it again; the days between do not count."""

    enrolment_id: int
    seen_version: int
    on: date
    reason: str = ""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)


@dataclass(frozen=True)
class RemoveEnrolment:
    """It was a mistake, or an application withdrawn; only without any mark."""

    enrolment_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class RosterRow:
    """One person of a cohort as the role may see them."""

    id: int
    version: int
    person_id: int
    name: str
    regno: str
    sex: str
    age: int | None
    state: str
    applied_on: date
    joined_on: date | None
    ended_on: date | None
    end_reason: str
    is_resident: bool
    """The enrolment is a part of a stay; otherwise ไป-กลับ, or beside another service."""
    lives_here: bool
    bed: str | None
    marks: int
    paused_since_on: date | None
    awaits_result: bool
    """The stay went on or ended with the least days reached: the manager confirms the result."""
    note: str
    is_result_due: bool = False
    """In class still, and a result can be confirmed already (R-CRS-7)."""
    days: str = ""
    """Days and the least days, 24/45; nothing before joining."""
    percent: str = ""
    percent_why: str = ""
    """That leave lowers the per cent, where there was any (R-CRS-7)."""
    forecast: str = ""
    """ครบ 45 วัน ในวันที่ …, or ครบขั้นต่ำแล้ว."""
    late: str = ""
    """Why the forecast cannot come true: it lies after the last day of the plan (R-CRS-1)."""
    groundless_on: date | None = None
    """A break since this day was decided about, and the marks do not show it any more (R-CRS-6)."""
    is_reached: bool = False
    is_broken: bool = False
    """A break waits for the manager's decision (R-CRS-6)."""
    service_type: str | None = None
    """Of the course."""
    starts_on: date | None = None
    ends_on: date | None = None
    """Of the plan of the cohort."""
    order: str = ""
    """What people are sorted by: the name without its title; empty where the name is not seen."""


@dataclass(frozen=True)
class PersonEnrolmentRow:
    """One course of a person, for the person's page."""

    id: int
    version: int
    cohort_id: int
    course_id: int
    course: str
    cohort: str
    """รุ่นที่ n ปี พ.ศ."""
    service_type: str | None
    state: str
    applied_on: date
    joined_on: date | None
    ended_on: date | None
    end_reason: str
    starts_on: date
    ends_on: date
    is_resident: bool
    next_step: str | None
    next_note: str
    employer: str


@dataclass(frozen=True)
class PastedTrainee:
    """One line of a pasted list: whom it names; several, when the name alone does not say which."""

    line: str
    person_ids: tuple[int, ...]
    names: tuple[str, ...]
    """Each as it may be shown, with the register number."""
    facts: PersonFacts | None
    """What was read of somebody who is not in the register."""
