"""What to ask before people are admitted: every limit touched, for each of them (R-TRI, R-TRA, R-FAM-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import Concern
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, Birth, needs_confirming
from panpun_desktop.rules.clock import StayClock, clock_of, course_floor_on, transit_limit_on
from panpun_desktop.rules.codes import Relation, ServiceType
from panpun_desktop.rules.family import FamilyMember, unaccompanied
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.stay import EpisodeFacts
from panpun_desktop.rules.trial import is_too_often, trial_entries

if TYPE_CHECKING:
    from panpun_desktop.rules.working_days import WorkingCalendar

TRIAL_DAYS, TRIAL_ENTRIES, TRANSIT_DAYS = "R-TRI-2", "R-TRI-5", "R-TRA-1"
ESTIMATED_AGE, UNACCOMPANIED = "R-AGE-2", "R-MIN-1"


@dataclass(frozen=True)
class Newcomer:
    """One person of an admission; ``subject`` is the caller's key (index of the row).

    ``trial_started_on``: first days of the person's other trial episodes, voided ones left out.
    ``counted_from``: first day of the running count when the stay continues an earlier one (R-TRI-4);
    then no new entry is counted.
    """

    subject: str
    name: str
    service_type: ServiceType
    arrived_on: date
    birth: Birth = UNKNOWN_BIRTH
    relation: Relation = Relation.HEAD
    accompanying: bool = False
    trial_started_on: tuple[date, ...] = ()
    counted_from: date | None = None
    left_on: date | None = None

    @property
    def episode(self) -> EpisodeFacts:
        """The part of a stay that the admission opens."""
        return EpisodeFacts(
            self.service_type, self.arrived_on, self.left_on, self.accompanying, self.counted_from
        )


def admission_concerns(
    people: Sequence[Newcomer],
    today: date,
    limits: Limits,
    calendar: WorkingCalendar,
    already_there: Iterable[FamilyMember] = (),
) -> tuple[Concern, ...]:
    """Everything to confirm, all people together in their order (R-FAM-1); empty when nothing.

    ``already_there``: members of the family who are in the centre and may answer for a child.
    """
    found = [one for person in people for one in person_concerns(person, today, limits, calendar)]
    return (*found, *_alone(people, tuple(already_there), today, limits))


def person_concerns(
    person: Newcomer, today: date, limits: Limits, calendar: WorkingCalendar
) -> tuple[Concern, ...]:
    """What to confirm about one person."""
    checks = (
        entry_concern(person, limits),
        _limit_concern_of(person, today, limits, calendar),
        _age_concern(person, limits),
    )
    return tuple(one for one in checks if one is not None)


def entry_concern(person: Newcomer, limits: Limits) -> Concern | None:
    """One trial entry more than the year allows (R-TRI-5); accompanying members count too (R-FAM-4)."""
    if person.service_type is not ServiceType.TRIAL or person.counted_from is not None:
        return None
    entries = trial_entries(person.trial_started_on, person.arrived_on, limits)
    if not is_too_often(entries, limits):
        return None
    message = _("Came for a trial stay {n} times within 1 year (not more than {limit} times)")
    return Concern(
        TRIAL_ENTRIES,
        "override",
        person.subject,
        message.format(n=entries, limit=limits.trial_entries),
        str(entries + 1),
        str(limits.trial_entries),
    )


def limit_concern(subject: str, clock: StayClock) -> Concern | None:
    """A ceiling that is passed on the clock's day (R-TRI-2, R-TRA-1); never for a course (R-CRS-1)."""
    if not clock.is_over:
        return None
    rule_id = TRIAL_DAYS if clock.service_type is ServiceType.TRIAL else TRANSIT_DAYS
    return Concern(rule_id, "override", subject, limit_message(clock), str(clock.day), str(clock.limit))


def limit_message(clock: StayClock) -> str:
    """The sentence for a ceiling that is reached (domain.md §2.1 Messages)."""
    if clock.service_type is ServiceType.TRIAL:
        message = _(
            "The trial stay has reached {limit} days in a row (today is day {n}). If staying on is "
            "necessary, please state the reason for the manager to consider"
        )
        return message.format(limit=clock.limit, n=clock.day)
    return transit_message(clock.limit or 0, clock.limit_on)


def transit_message(limit: int, limit_on: date | None) -> str:
    """The sentence that names the last working day of a transit stay."""
    message = _("The transit stay reaches {limit} working days on {date}")
    return message.format(limit=limit, date=format_date(limit_on, "short") if limit_on else "–")


def choice_text(
    service_type: ServiceType,
    arrived_on: date,
    limits: Limits,
    calendar: WorkingCalendar,
    trial_started_on: Sequence[date] | None = None,
) -> str:
    """The rule shown at a service type before it is chosen, with the day it leads to.

    ``trial_started_on`` is that of a known person; None where it cannot be known.
    """
    if service_type.is_course:
        return _course_text(service_type, arrived_on, limits)
    if service_type is ServiceType.TRANSIT:
        day = format_date(transit_limit_on(arrived_on, limits, calendar), "short")
        text = _("Not more than {limit} working days · until {day}")
        return text.format(limit=limits.transit_days, day=day)
    text = _("Not more than {limit} days in a row").format(limit=limits.trial_days)
    if trial_started_on is None:
        return text
    used = _("used {n} of {limit} times").format(
        n=trial_entries(trial_started_on, arrived_on, limits), limit=limits.trial_entries
    )
    return f"{text} · {used}"


def _course_text(service_type: ServiceType, arrived_on: date, limits: Limits) -> str:
    floor = limits.course_floor(service_type)
    day = course_floor_on(EpisodeFacts(service_type, arrived_on), limits)
    if day is None:
        return _("At least {floor} training days").format(floor=floor)
    text = _("At least {floor} days in a row · complete on {day}")
    return text.format(floor=floor, day=format_date(day, "short"))


def _limit_concern_of(
    person: Newcomer, today: date, limits: Limits, calendar: WorkingCalendar
) -> Concern | None:
    if person.left_on is not None:
        return None
    return limit_concern(person.subject, clock_of(person.episode, today, limits, calendar))


def _age_concern(person: Newcomer, limits: Limits) -> Concern | None:
    if not needs_confirming(person.birth, person.arrived_on, limits):
        return None
    return Concern(ESTIMATED_AGE, "info", person.subject, _("The age is an estimate: please confirm"))


def _alone(
    people: Sequence[Newcomer], there: tuple[FamilyMember, ...], today: date, limits: Limits
) -> tuple[Concern, ...]:
    family = [FamilyMember(one.subject, one.name, one.relation, one.birth) for one in people]
    subjects = {one.subject for one in people}
    return tuple(
        Concern(UNACCOMPANIED, "warn", task.subject, task.text)
        for task in unaccompanied([*family, *there], today, limits)
        if task.subject in subjects
    )
