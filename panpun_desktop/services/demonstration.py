"""A demonstration centre: 60 beds, three years of stays, families, six users; same seed, same centre."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock, today
from panpun_desktop.common.demonstration_mark import mark
from panpun_desktop.common.resources import resource
from panpun_desktop.models import (
    Absence,
    AppUser,
    Bed,
    BedUse,
    Consent,
    Episode,
    FamilyAdmission,
    FollowUp,
    Household,
    HouseholdMember,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules.birth import age_band
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.centre import Centre, EditSettings, edit_settings, read_centre
from panpun_desktop.services.demonstration_after import follow_up_rows
from panpun_desktop.services.demonstration_days import live_last_days
from panpun_desktop.services.demonstration_learners import teach
from panpun_desktop.services.demonstration_life import Life, Lived, Soul, live
from panpun_desktop.services.demonstration_training import live_training
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.register import register_person
from panpun_desktop.services.setting_up import SetUpCentre, read_plan, set_up_centre
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.store import side_head, swap
from panpun_desktop.store.look import require_new
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.store.keys import KdfCost
    from panpun_desktop.store.unit_of_work import UnitsOfWork

PASSWORD = "demo"
_YEARS_BACK = 3
_USERS = (
    ("desk", "สมหญิง แรกรับ", Role.REG, "เจ้าหน้าที่แรกรับ"),
    ("house", "บุญเรือน ดูแลบ้าน", Role.HOUSE, "พี่เลี้ยง"),
    ("social", "อรทัย ใฝ่สังคม", Role.SW, "นักสังคมสงเคราะห์"),
    ("trainer", "วรรณา ครูฝึก", Role.TRAINER, "ครูฝึก"),
    ("admin", "ผู้ดูแลระบบ", Role.ADMIN, "ผู้ดูแลระบบ"),
)
_ASKS = "desk"
"""Who asked those who left how they are."""
_AGENCIES = (
    ("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่าง", "GOV", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่าง"),
    ("ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง", "GOV", "ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง"),
    ("บ้านพักเด็กและครอบครัวจังหวัดตัวอย่าง", "GOV", "หัวหน้าบ้านพักเด็กและครอบครัวจังหวัดตัวอย่าง"),
    ("โรงพยาบาลตัวอย่าง", "GOV", "ผู้อำนวยการโรงพยาบาลตัวอย่าง"),
    ("มูลนิธิตัวอย่างเพื่อเพื่อนมนุษย์", "NGO", "ประธานมูลนิธิตัวอย่างเพื่อเพื่อนมนุษย์"),
)


@dataclass(frozen=True)
class DemoCentre:
    """How large, and which throw of the dice."""

    people: int = 300
    seed: int = 1


@dataclass(frozen=True)
class Demonstration:
    """What was made."""

    people: int
    stays: int
    present: int
    logins: tuple[str, ...]
    password: str


def make_demonstration(
    folder: Path,
    clock: Clock,
    request: DemoCentre,
    cost: KdfCost | None = None,
    then: Callable[[UnitsOfWork, Actor, date], None] | None = None,
) -> Demonstration:
    """Make the centre as it stands on the clock's day; a folder with a centre is never touched.

    ``then`` goes on with what lies above the services: months are closed with their papers.
    """
    swap.finish(folder)
    require_new(folder)
    day = today(clock)
    morning = FixedClock.at(day, hour=9)
    first = day.replace(year=day.year - _YEARS_BACK, day=1)
    made = set_up_centre(folder, morning, _set_up(first), cost=cost)
    mark(folder)
    work, manager = made.session.work, made.session.actor
    try:
        _decide(work, manager)
        _write_past(work, manager, request, day)
        live_training(work, manager, day, request.seed)
        live_last_days(work, manager, day, _AGENCIES[0][0])
        teach(work, manager, day)
        if then is not None:
            then(work, manager, day)
        with work.reading(manager, "person.read") as session:
            people = len(session.scalars(select(Person.id).where(Person.voided_at.is_(None))).all())
            spans = session.execute(select(Stay.left_on).where(Stay.voided_at.is_(None))).all()
    finally:
        work.close()
        side_head.forget_time(side_head.head_path(work.database.path))
    present = sum(left_on is None for (left_on,) in spans)
    logins = ("manager", *(login for login, *_rest in _USERS))
    return Demonstration(people, len(spans), present, logins, PASSWORD)


def _set_up(first: date) -> SetUpCentre:
    return SetUpCentre(
        name="ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
        province="สงขลา",
        manager_name="นายจำลอง ข้อมูลทดสอบ",
        login="manager",
        password=PASSWORD,
        password_length=len(PASSWORD),
        letter_prefix="ปป.",
        plan=read_plan(resource("seed/demonstration_plan.toml")),
        go_live_on=first,
    )


def _decide(work: UnitsOfWork, manager: Actor) -> None:
    """Letterhead, the other users and the directory."""
    values: Mapping[str, Any] = {
        "centre.address": "๙๙ ถนนสมมติ แขวงตัวอย่าง เขตตัวอย่าง\nกรุงเทพมหานคร ๑๐๐๐๐",
        "centre.phone": "02-000-0000",
        "centre.email": "office@example.org",
        "centre.signer_position": "ผู้อำนวยการศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
    }
    edit_settings(work, manager, EditSettings(values))
    for login, name, role, title in _USERS:
        save_user(work, manager, SaveUser(None, login, name, role.value, title, password=PASSWORD))
    for name, kind, addressee in _AGENCIES:
        save_agency(work, manager, SaveAgency(None, name, kind, addressee))
    with work.writing(manager, "user.edit") as session:
        for row in session.scalars(select(AppUser)):
            row.must_change_password = False


# --- the past ----------------------------------------------------------------------------------


def _write_past(work: UnitsOfWork, manager: Actor, request: DemoCentre, day: date) -> Life:
    with work.writing(manager, "import.stays", note="demonstration") as session:
        chosen = read_centre(session)
        beds = session.execute(
            select(Bed.id, Room.use, Room.id)
            .join(Room, Room.id == Bed.room_id)
            .order_by(Room.id, Bed.position)
        ).all()
        life = live(request.people, request.seed, day, [(use, room) for _id, use, room in beds])
        people = _people(session, chosen, life)
        households = _households(session, life, people)
        pairs = _stays(session, chosen, life, people, households, [bed_id for bed_id, *_rest in beds])
        left = [(one, stay_id, people[one.soul.number].id) for one, stay_id in pairs]
        asker = session.scalars(select(AppUser.id).where(AppUser.login == _ASKS)).one()
        bulk_insert(session, FollowUp, follow_up_rows(left, chosen, day, asker, request.seed))
    return life


def _people(session: Session, chosen: Centre, life: Life) -> dict[int, Person]:
    """Registered on the day they first came, in that order."""
    first_day: dict[int, date] = {}
    for one in life.stays:
        first_day.setdefault(one.soul.number, one.arrived_on)
    souls = [soul for soul in life.souls if soul.number in first_day]
    people = {}
    for soul in sorted(souls, key=lambda one: (first_day[one.number], one.number)):
        people[soul.number] = register_person(
            session, _facts(soul, first_day[soul.number]), first_day[soul.number], chosen
        )
    return people


def _facts(soul: Soul, day: date) -> PersonFacts:
    born, estimated = soul.born_on, None
    if soul.precision == "YEAR":
        born = date(born.year, 1, 1)
    elif soul.precision == "EST_AGE":
        born, estimated = date(born.year, 1, 1), day
    return PersonFacts(
        title=soul.title,
        first_name=soul.first_name,
        last_name=soul.last_name,
        nickname=soul.nickname,
        sex=soul.sex,
        birth_precision=soul.precision,
        birth_first_on=born,
        birth_estimated_on=estimated,
        national_id=soul.national_id,
        civil_status=soul.civil_status or None,
        home_province=soul.province,
    )


def _households(session: Session, life: Life, people: Mapping[int, Person]) -> dict[int, Household]:
    found: dict[int, Household] = {}
    for soul in life.souls:
        person = people.get(soul.number)
        if soul.family is None or person is None:
            continue
        if soul.family not in found:
            found[soul.family] = Household(name=soul.last_name)
            session.add(found[soul.family])
            session.flush()
        session.add(
            HouseholdMember(
                household_id=found[soul.family].id,
                person_id=person.id,
                relation=soul.relation,
                since_on=person.registered_on,
            )
        )
    session.flush()
    return found


def _stays(
    session: Session,
    chosen: Centre,
    life: Life,
    people: Mapping[int, Person],
    households: Mapping[int, Household],
    bed_ids: list[int],
) -> list[tuple[Lived, int]]:
    """Write the stays with all that belongs to them; gives each with its id."""
    families = _families(session, life, households)
    rows = [_stay_row(chosen, one, people[one.soul.number], families) for one in life.stays]
    made = bulk_insert(session, Stay, rows)
    pairs = [(one, row["id"]) for one, row in zip(life.stays, made, strict=True)]
    bulk_insert(session, Episode, [row for one, id in pairs for row in _episode_rows(one, id)])
    bulk_insert(session, BedUse, [row for one, id in pairs for row in _bed_rows(one, id, bed_ids)])
    leaves = [_leave_row(one, id) for one, id in pairs if _has_leave(one)]
    bulk_insert(session, Absence, leaves)
    consents = [_consent_row(one, people[one.soul.number]) for one in life.stays if one.soul.number % 3]
    bulk_insert(session, Consent, list({row["person_id"]: row for row in consents}.values()))
    return pairs


def _families(
    session: Session, life: Life, households: Mapping[int, Household]
) -> dict[tuple[int, date], int]:
    keys = {(one.soul.family, one.arrived_on) for one in life.stays if one.soul.family is not None}
    found = {}
    for family, day in sorted(keys, key=lambda key: (key[1], key[0] or 0)):
        if family is None:
            continue
        row = FamilyAdmission(household_id=households[family].id, admitted_on=day)
        session.add(row)
        session.flush()
        found[family, day] = row.id
    return found


def _stay_row(
    chosen: Centre, one: Lived, person: Person, families: Mapping[tuple[int, date], int]
) -> dict[str, Any]:
    family = one.soul.family
    return {
        "person_id": person.id,
        "family_admission_id": None if family is None else families[family, one.arrived_on],
        "arrived_on": one.arrived_on,
        "arrived_time": one.arrived_time,
        "left_on": one.left_on,
        "left_time": time(10, 30) if one.left_on else None,
        "expected_leave_on": None if one.left_on or one.soul.number % 2 else one.planned_end,
        "channel": one.channel,
        "age_band": age_band(birth_of(person), one.arrived_on, chosen.limits.age_bands),
        "sex": person.sex,
        "outcome": one.outcome or None,
        "outcome_province": one.soul.province if one.outcome == "HOME" else None,
    }


def _episode_rows(one: Lived, stay_id: int) -> Iterable[dict[str, Any]]:
    ends = [day for _service, day in one.services[1:]] + [one.left_on]
    for (service, start), end in zip(one.services, ends, strict=True):
        yield {
            "stay_id": stay_id,
            "service_type": service,
            "started_on": start,
            "ended_on": end,
            "accompanying": one.accompanying,
            "client_of": "GOV" if service == "TRANSIT" else None,
            "awaiting": "REFERRAL" if service == "TRANSIT" else None,
        }


def _bed_rows(one: Lived, stay_id: int, bed_ids: list[int]) -> Iterable[dict[str, Any]]:
    for bed, start, end in one.beds:
        yield {"stay_id": stay_id, "bed_id": bed_ids[bed], "start_on": start, "end_on": end}


def _has_leave(one: Lived) -> bool:
    return one.leave is not None and (one.left_on is None or one.leave[1] < one.left_on)


def _leave_row(one: Lived, stay_id: int) -> dict[str, Any]:
    assert one.leave is not None
    start, end = one.leave
    return {"stay_id": stay_id, "kind": "LEAVE", "started_on": start, "ended_on": end, "bed_kept": True}


def _consent_row(one: Lived, person: Person) -> dict[str, Any]:
    return {"person_id": person.id, "purpose": "DISCLOSE", "state": "given", "given_on": one.arrived_on}
