"""The demonstration's last day, lived through the services that the screens call."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Bed, BedUse, Episode, Room, Stay
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services import admissions, stays
from panpun_desktop.services.centre import centre
from panpun_desktop.services.demonstration_guests import user
from panpun_desktop.services.demonstration_life import invented_number
from panpun_desktop.services.people_rows import PersonFacts

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def live_today(work: UnitsOfWork, manager: Actor, day: date, agency: str) -> None:
    """Through the services: a reason for someone over the limit, a family, a trial that becomes a course."""
    desk = user(work, manager, "desk")
    quiet = UnitsAt(work, day)
    quiet.at(8, 40)
    trials, limits = _trials(work, manager, day), centre(work, manager).limits
    reason = GivenReason("AGENCY", "รอหน่วยงานปลายทางแจ้งวันรับตัว", day + timedelta(days=3))
    for stay_id, _version, started_on in trials:
        if (day - started_on).days >= limits.trial_days:
            stays.extend_stay(work, desk, stays.ExtendStay(stay_id, reason))
            break
    quiet.at(9, 12)
    admissions.admit(work, desk, _family_of_today(day, _family_beds(work, manager), agency))
    if trials:
        stay_id, version, _started_on = trials[-1]
        quiet.at(10, 40)
        stays.change_service(work, desk, stays.ChangeService(stay_id, version, "COURSE_S", day))


def _trials(work: UnitsOfWork, manager: Actor, day: date) -> list[tuple[int, int, date]]:
    """Trial stays that began before today, the longest first."""
    chosen = (
        select(Stay.id, Stay.version, Episode.started_on)
        .join(Episode, Episode.stay_id == Stay.id)
        .where(
            Episode.service_type == "TRIAL",
            Episode.ended_on.is_(None),
            Episode.started_on < day,
            Stay.left_on.is_(None),
        )
        .order_by(Episode.started_on, Stay.id)
    )
    with work.reading(manager, "person.read") as session:
        return [(row.id, row.version, row.started_on) for row in session.execute(chosen)]


def _family_beds(work: UnitsOfWork, manager: Actor) -> list[int]:
    """The free beds of the family room that has most of them."""
    used = select(BedUse.bed_id).where(BedUse.end_on.is_(None), BedUse.bed_id.is_not(None))
    chosen = select(Room.id, Bed.id).join(Bed).where(Room.use == "FAMILY", Bed.id.not_in(used))
    rooms: dict[int, list[int]] = defaultdict(list)
    with work.reading(manager, "person.read") as session:
        for room_id, bed_id in session.execute(chosen.order_by(Bed.id)):
            rooms[room_id].append(bed_id)
    return max(rooms.values(), key=len, default=[])


class UnitsAt:
    """Puts the clock of units of work to times of one day."""

    def __init__(self, work: UnitsOfWork, day: date) -> None:
        self.work = work
        self.day = day

    def at(self, hour: int, minute: int) -> None:
        """Stand at this time from now on."""
        self.work.clock = FixedClock.at(self.day, hour, minute)


def _family_of_today(day: date, free: list[int], agency: str) -> admissions.AdmitPeople:
    facts = (
        ("นาง", "พวงทอง", "F", "HEAD", date(day.year - 36, day.month, 1) - timedelta(days=90), 901),
        ("นาย", "มานะ", "M", "SPOUSE", date(day.year - 39, day.month, 1) - timedelta(days=30), 902),
        ("เด็กชาย", "ต้นไม้", "M", "CHILD", date(day.year - 8, 1, 1), 0),
        ("เด็กหญิง", "ใบบัว", "F", "CHILD", date(day.year - 3, 1, 1), 0),
    )
    beds = [*free, None, None, None, None][:4]
    members = tuple(_member(*one, bed) for one, bed in zip(facts, beds, strict=True))
    return admissions.AdmitPeople(
        members,
        "COURSE_M",
        day,
        time(9, 10),
        channel="REF_GOV",
        agency_name=agency,
        reasons={"*": GivenReason("FAMILY", "มากันทั้งครอบครัว รับพร้อมกัน")},
    )


def _member(
    title: str, name: str, sex: str, relation: str, born: date, number: int, bed: int | None
) -> admissions.Member:
    known = PersonFacts(
        title=title,
        first_name=name,
        last_name="พูนสุข",
        sex=sex,
        birth_precision="DAY" if number else "YEAR",
        birth_first_on=born,
        national_id=invented_number(number) if number else "",
        home_province="สงขลา",
    )
    is_child = relation == "CHILD"
    return admissions.Member(facts=known, relation=relation, accompanying=is_child, bed_id=bed)
