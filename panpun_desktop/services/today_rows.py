"""The parts of today's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Figure:
    """A number, its words and what opens its list."""

    key: str
    """present, admitted, due, free."""
    value: int
    label: str
    detail: str


@dataclass(frozen=True)
class TaskRow:
    """Something to be done, and the one act that settles it."""

    key: str
    chip: str
    tone: str
    """bad, warn, info."""
    title: str
    detail: str
    button: str
    act: str
    """transfer_letter, change_service, extend, acknowledge, person, assign_bed, end_stay, holidays,
    absence, night, incident_log, follow_up, beds, belonging_return, attendance, decide, results, cohorts,
    reply_awaited, reply_due, data_request, breach."""
    person_id: int | None = None
    stay_id: int | None = None
    override_id: int | None = None
    opening_id: int | None = None
    incident_id: int | None = None
    cohort_id: int | None = None
    enrolment_id: int | None = None
    document_id: int | None = None
    incoming_id: int | None = None
    data_request_id: int | None = None
    breach_id: int | None = None
    night: date | None = None
    lesson: int | None = None
    """Of marks that are missing: the session to open."""


@dataclass(frozen=True)
class ForecastDay:
    """People expected on a coming night, from expected leaving days and limits."""

    on: date
    people: int
    is_certain: bool


@dataclass(frozen=True)
class MovementRow:
    """Something that happened today."""

    at: time | None
    verb: str
    name: str
    detail: str
    person_id: int | None
    left_stay_id: int | None = None
    came_stay_id: int | None = None
    """Of a leaving: the stay that ended."""


@dataclass(frozen=True)
class Today:
    """Everything of the page; ``balance`` is the footer: ยกมา 44 + รับเข้า 4 − ออก 1 = 47 ✓."""

    on: date
    figures: tuple[Figure, ...]
    tasks: tuple[TaskRow, ...]
    forecast: tuple[ForecastDay, ...]
    movements: tuple[MovementRow, ...]
    balance: str
