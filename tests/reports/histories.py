"""Invented stays in a real database, written as they would stand after the services had run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from panpun_desktop.models import (
    Absence,
    AppUser,
    Bed,
    BedUse,
    Building,
    Code,
    Episode,
    Override,
    Person,
    Room,
    Stay,
)
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER

OPENED = date(2019, 10, 1)


@contextmanager
def writing(work: UnitsOfWork) -> Iterator[House]:
    """Write a history; everything in it is one act."""
    with work.writing(MANAGER, "stay.admit") as session:
        yield House(session)


@dataclass
class House:
    """Adds people, stays and beds; numbers run by themselves."""

    session: Session
    people: int = 0
    taken_until: dict[int, date | None] = field(default_factory=dict)

    def code_list(self, key: str) -> None:
        """The delivered words of a code list, as a centre has them."""
        for delivered in code_lists()[key].codes:
            self._add(Code(list=key, code=delivered.code, label=delivered.label, short_label=delivered.short))

    def building(self, name: str, beds: int, opened_on: date = OPENED) -> list[Bed]:
        """A building with one room of as many beds."""
        position = self.session.query(Building).count()
        building = self._add(Building(name=name, position=position))
        room = self._add(Room(building_id=building.id, name="1"))
        return [
            self._add(Bed(room_id=room.id, label=f"{n:02}", position=n, opened_on=opened_on))
            for n in range(1, beds + 1)
        ]

    def person(self, sex: str = "M", first_name: str = "ทดสอบ", **facts: object) -> Person:
        """A person with the next register number."""
        self.people += 1
        number = self.session.query(Person).count() + 1
        known = {"regno": f"P69-{number:04}", "last_name": f"ตัวอย่าง{number}", "registered_on": OPENED}
        return self._add(Person(sex=sex, first_name=first_name, **known | facts))

    def stay(
        self,
        arrived_on: date,
        left_on: date | None = None,
        service: str | Sequence[tuple[str, date]] = "TRIAL",
        *,
        sex: str = "M",
        age_band: str = "26-45",
        channel: str = "SELF",
        outcome: str | None = "SELF",
        person: Person | None = None,
        accompanying: bool = False,
    ) -> Stay:
        """A stay with its episodes: one service type, or (type, day from which) in order."""
        whose = person or self.person(sex)
        stay = self._add(
            Stay(
                person_id=whose.id,
                arrived_on=arrived_on,
                left_on=left_on,
                channel=channel,
                age_band=age_band,
                sex=whose.sex,
                outcome=outcome if left_on else None,
            )
        )
        parts = [(service, arrived_on)] if isinstance(service, str) else list(service)
        ends = [start for _, start in parts[1:]] + [left_on]
        for (kind, start), end in zip(parts, ends, strict=True):
            self._add(
                Episode(
                    stay_id=stay.id,
                    service_type=kind,
                    started_on=start,
                    ended_on=end,
                    accompanying=accompanying,
                )
            )
        return stay

    def use(self, stay: Stay, bed: Bed, start_on: date | None = None, end_on: date | None = None) -> BedUse:
        """The stay in the bed, from its first to its last night unless said otherwise."""
        start = start_on or stay.arrived_on
        return self._add(
            BedUse(stay_id=stay.id, bed_id=bed.id, start_on=start, end_on=end_on or stay.left_on)
        )

    def share(self, stay: Stay, host: Stay) -> BedUse:
        """The stay shares the bed of another."""
        return self._add(
            BedUse(
                stay_id=stay.id,
                shares_with_stay_id=host.id,
                start_on=stay.arrived_on,
                end_on=stay.left_on,
            )
        )

    def away(self, stay: Stay, kind: str, started_on: date, ended_on: date | None = None) -> Absence:
        """Nights away, the bed kept."""
        return self._add(Absence(stay_id=stay.id, kind=kind, started_on=started_on, ended_on=ended_on))

    def any_free_bed(self, stay: Stay, beds: Sequence[Bed]) -> None:
        """Put the stay into the first bed that is free from its first night on; stays come in order."""
        for bed in beds:
            until = self.taken_until.get(bed.id, OPENED)
            if until is not None and until <= stay.arrived_on:
                self.taken_until[bed.id] = stay.left_on
                self.use(stay, bed)
                return

    def override(self, stay: Stay, rule_id: str, reason_code: str, given_on: date) -> Override:
        """A limit passed for a reason."""
        self.user()
        return self._add(
            Override(
                rule_id=rule_id,
                person_id=stay.person_id,
                stay_id=stay.id,
                reason_code=reason_code,
                reason="เหตุผลของการผ่อนผัน",
                given_on=given_on,
                given_by_id=MANAGER.user_id,
            )
        )

    def user(self) -> None:
        """The manager as a user, for what says who did it."""
        if self.session.get(AppUser, MANAGER.user_id) is None:
            self._add(AppUser(id=MANAGER.user_id, login=MANAGER.login, name=MANAGER.name, role=MANAGER.role))

    def _add(self, row):  # type: ignore[no-untyped-def]
        self.session.add(row)
        self.session.flush()
        return row


def statement_of_domain_5_1(house: House, first: date) -> None:
    """The fixture of domain.md §5.1 in a month of 30 days: 30 beds, 630 nights, 20 + 15 - 12 = 23."""
    beds = house.building("อาคารรวม", 30)
    before = first - timedelta(days=20)
    leaves = first + timedelta(days=10)
    stays: list[tuple[date, date | None, str | list[tuple[str, date]]]] = []
    change = first + timedelta(days=19)

    def opening(service: str, stayed: int, left: int) -> None:
        stays.extend([(before, None, service)] * stayed + [(before, leaves, service)] * left)

    opening("TRIAL", 0, 3)
    stays.extend((before, None, [("TRIAL", before), ("COURSE_S", change)]) for _ in range(2))
    opening("COURSE_S", 3, 2)
    stays.append((before, None, [("COURSE_S", before), ("COURSE_L", change)]))
    opening("COURSE_M", 3, 1)
    opening("COURSE_L", 2, 1)
    opening("TRANSIT", 1, 1)
    early, late, last = (first + timedelta(days=n) for n in (2, 16, 20))
    stays.extend((early, early + timedelta(days=10), kind) for kind in ["TRIAL"] * 2 + ["TRANSIT"] * 2)
    stays.extend((late, None, kind) for kind in ["TRIAL"] * 6 + ["COURSE_S", "COURSE_M", "TRANSIT"])
    stays.append((late, None, [("TRIAL", late), ("COURSE_M", change)]))
    stays.append((last, None, "TRANSIT"))
    _admit(house, beds, stays, first)


def _admit(
    house: House,
    beds: Sequence[Bed],
    stays: Sequence[tuple[date, date | None, str | list[tuple[str, date]]]],
    first: date,
) -> None:
    """Give the sexes so that ยกมา is 12/8, รับเข้า 9/6, จำหน่าย 7/5; then put everyone in a bed."""
    women = {"stayed": 5, "left": 3, "came": 4, "came and left": 2}
    for arrived, left, service in sorted(stays, key=lambda one: one[0]):
        kind = ("came" if arrived >= first else "stayed") if left is None else "left"
        kind = "came and left" if left is not None and arrived >= first else kind
        women[kind] -= 1
        stay = house.stay(arrived, left, service, sex="F" if women[kind] >= 0 else "M")
        house.any_free_bed(stay, beds)


def random_history(house: House, seed: int, first: date, months: int) -> None:
    """People who come, change service, move, share, go out and come back the same day, and leave."""
    chance = Random(seed)
    known = house.session.query(Building).count()
    beds = [*house.building(f"อาคารชาย {seed}.{known}", 8), *house.building(f"อาคารหญิง {seed}.{known}", 8)]
    last = first + timedelta(days=30 * months)
    for _ in range(chance.randint(20, 60)):
        person = house.person(chance.choice("MFU"))
        day = first + timedelta(days=chance.randint(-60, 30 * months))
        while day < last and chance.random() < 0.7:
            day = _random_stay(house, chance, person, day, beds)


def _random_stay(house: House, chance: Random, person: Person, arrived: date, beds: Sequence[Bed]) -> date:
    nights = chance.choice([0, 0, 1, 3, 9, 30, 70, 200])
    left = None if chance.random() < 0.15 else arrived + timedelta(days=nights)
    service = _random_service(chance, arrived, left)
    outcome = chance.choice(["HOME", "SELF", "LEFT", "DEATH", None])
    stay = house.stay(
        arrived,
        left,
        service,
        person=person,
        age_band=chance.choice(["0-5", "13-17", "26-45", "60+", "unknown"]),
        channel=chance.choice(["SELF", "REF_GOV", "UNKNOWN"]),
        outcome=outcome,
        accompanying=chance.random() < 0.2,
    )
    if chance.random() < 0.8:
        house.any_free_bed(stay, beds if chance.random() < 0.5 else beds[8:])
    if left is not None and nights > 3 and chance.random() < 0.5:
        house.away(stay, chance.choice(["LEAVE", "HOSPITAL", "SAME_DAY"]), arrived + timedelta(1), left)
    if left is None:
        return date.max
    return left + timedelta(days=chance.choice([0, 1, 5, 40]) if nights else 1)


def _random_service(chance: Random, arrived: date, left: date | None) -> list[tuple[str, date]]:
    """One to four episodes; some begin and end on one day."""
    kinds = ["TRIAL", "COURSE_S", "COURSE_M", "COURSE_L", "TRANSIT"]
    parts = [(chance.choice(kinds), arrived)]
    room = 200 if left is None else (left - arrived).days
    day = 0
    for _ in range(chance.randint(0, 3)):
        day = min(room, day + chance.choice([0, 1, 10, 40]))
        parts.append((chance.choice(kinds), arrived + timedelta(days=day)))
    return parts
