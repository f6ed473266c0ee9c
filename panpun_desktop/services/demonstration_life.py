"""Three invented years of a centre, day by day, in memory: who came, slept where, changed, left.

Pure chance from one seed: the same seed and day give the same centre. Nothing here touches the database.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from random import Random

from panpun_desktop.common.national_id import check
from panpun_desktop.common.resources import resource

YEARS = 3
_SERVICES = (("TRIAL", 44), ("COURSE_S", 16), ("COURSE_M", 11), ("COURSE_L", 9), ("TRANSIT", 20))
_FAMILY_SERVICES = (("TRIAL", 25), ("COURSE_M", 40), ("COURSE_L", 15), ("TRANSIT", 20))
_LENGTHS = {
    "TRIAL": (2, 10),
    "COURSE_S": (28, 40),
    "COURSE_M": (43, 62),
    "COURSE_L": (58, 95),
    "TRANSIT": (1, 7),
}
_NEW = 0.6
"""How often someone comes who never came before: in three years everyone has been here."""
_LATELY = 13
"""Days before the end in which those come who are on the desk's mind today."""
_LATE_SERVICES = (("TRIAL", 60), ("TRANSIT", 30), ("COURSE_S", 10))
_LATE_LENGTHS = {"TRIAL": (8, 13), "TRANSIT": (6, 10), "COURSE_S": (28, 40)}
_CHANNELS = (
    ("SELF", 30),
    ("FIELD", 26),
    ("REF_GOV", 20),
    ("REF_NGO", 10),
    ("FAMILY", 6),
    ("CITIZEN", 4),
    ("H1300", 4),
)
_OUTCOMES = {
    "TRIAL": (("SELF", 30), ("STREET", 16), ("HOME", 18), ("FAMILY", 16), ("LEFT", 14), ("HOSP", 6)),
    "COURSE_S": (("JOB", 40), ("HOME", 22), ("RENT", 18), ("SELF", 14), ("FAMILY", 6)),
    "COURSE_M": (("JOB", 44), ("HOME", 20), ("RENT", 20), ("SELF", 10), ("FAMILY", 6)),
    "COURSE_L": (("JOB", 50), ("RENT", 26), ("HOME", 16), ("SELF", 8)),
    "TRANSIT": (("REF_GOV", 48), ("HOME", 34), ("REF_NGO", 10), ("HOSP", 8)),
}
_PROVINCES = (
    "สงขลา",
    "พัทลุง",
    "ตรัง",
    "สตูล",
    "ปัตตานี",
    "ยะลา",
    "นราธิวาส",
    "นครศรีธรรมราช",
    "สุราษฎร์ธานี",
    "ขอนแก่น",
)


@dataclass
class Soul:
    """One invented person."""

    number: int
    sex: str
    title: str
    first_name: str
    last_name: str
    nickname: str
    born_on: date
    precision: str
    national_id: str
    civil_status: str
    province: str
    family: int | None = None
    relation: str = "HEAD"

    def age_on(self, day: date) -> int:
        """Full years on a day."""
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before


@dataclass
class Lived:
    """One invented stay."""

    soul: Soul
    arrived_on: date
    arrived_time: time
    services: list[tuple[str, date]]
    planned_end: date
    channel: str
    left_on: date | None = None
    outcome: str = ""
    accompanying: bool = False
    beds: list[tuple[int, date, date | None]] = field(default_factory=list)
    """(bed index, from, until)."""
    leave: tuple[date, date] | None = None


@dataclass
class Life:
    """Everything that happened until the last day, which is left to the services."""

    souls: list[Soul]
    stays: list[Lived]


@cache
def _names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads(
        resource("seed/demonstration_names.toml").read_text(encoding="utf-8")
    )
    return found


def live(people: int, seed: int, until: date, beds: Sequence[tuple[str, int]]) -> Life:
    """Live through the years before ``until``; ``beds`` are (room use, room number) in board order."""
    return _World(people, Random(seed), until, beds).run()


class _World:
    def __init__(self, people: int, rng: Random, until: date, beds: Sequence[tuple[str, int]]) -> None:
        self.rng = rng
        self.until = until
        self.beds = beds
        self.free_from: list[date | None] = [date.min] * len(beds)  # None: taken without an end
        self.present: list[Lived] = []
        self.stays: list[Lived] = []
        self.souls: list[Soul] = []
        self.last_left: dict[int, date] = {}
        self.units = list(self._units(people))

    def run(self) -> Life:
        first = self.until.replace(year=self.until.year - YEARS, day=1)
        target = min(43, max(4, len(self.souls) // 4), len(self.beds) * 4 // 5)
        day = first
        while day < self.until:
            self._leave(day)
            self._change(day)
            wanted = target + self.rng.randint(-4, 5) - (6 if day.month in {4, 12} else 0)
            tries = 0
            while len(self.present) < wanted and tries < 4:
                self._arrive(day)
                tries += 1
            day += timedelta(days=1)
        return Life(self.souls, self.stays)

    # --- people ------------------------------------------------------------------------------

    def _units(self, people: int) -> Iterator[list[Soul]]:
        family = 0
        while len(self.souls) < people:
            left = people - len(self.souls)
            if left >= 3 and self.rng.random() < 0.14:
                family += 1
                yield self._family(family, min(left, self.rng.choice((2, 3, 3, 4, 4, 4))))
            else:
                yield [self._single()]

    def _single(self) -> Soul:
        sex = "M" if self.rng.random() < 0.62 else "F"
        return self._soul(
            sex, self.rng.choice((19, 24, 31, 38, 44, 49, 53, 58, 63, 70)) + self.rng.randint(-2, 5)
        )

    def _family(self, number: int, size: int) -> list[Soul]:
        mother = self._soul("F", self.rng.randint(22, 44))
        last_name, members = mother.last_name, [mother]
        if size >= 3 and self.rng.random() < 0.6:
            members.append(self._soul("M", self.rng.randint(24, 50), last_name, "SPOUSE"))
        while len(members) < size:
            sex = self.rng.choice("MF")
            members.append(self._soul(sex, self.rng.randint(1, 14), last_name, "CHILD"))
        for member in members:
            member.family = number
        return members

    def _soul(self, sex: str, age: int, last_name: str = "", relation: str = "HEAD") -> Soul:
        names = _names()
        born = date(self.until.year - age, self.rng.randint(1, 12), self.rng.randint(1, 28))
        number = len(self.souls) + 1
        soul = Soul(
            number,
            sex,
            self._title(sex, age),
            self.rng.choice(names["male" if sex == "M" else "female"]),
            last_name or self.rng.choice(names["family"]),
            self.rng.choice(names["nicknames"]) if self.rng.random() < 0.6 else "",
            born,
            self.rng.choices(("DAY", "YEAR", "EST_AGE"), (78, 12, 10))[0],
            "",
            "",
            self.rng.choice(_PROVINCES),
            relation=relation,
        )
        if soul.precision == "DAY":
            soul.national_id = invented_number(number)
        else:
            soul.civil_status = self.rng.choice(("LOST", "EXPIRED", "NEVER", "UNKNOWN"))
        self.souls.append(soul)
        return soul

    def _title(self, sex: str, age: int) -> str:
        if age < 15:
            return "เด็กชาย" if sex == "M" else "เด็กหญิง"
        return "นาย" if sex == "M" else self.rng.choice(("นาง", "นางสาว"))

    # --- days --------------------------------------------------------------------------------

    def _arrive(self, day: date) -> None:
        here = {lived.soul.number for lived in self.present}
        waiting = [unit for unit in self.units if self._is_away(unit, day, here)]
        if not waiting:
            return
        never_here = [unit for unit in waiting if unit[0].number not in self.last_left]
        unit = self.rng.choice(never_here if never_here and self.rng.random() < _NEW else waiting)
        places = self._places(unit, day)
        if places is None:
            return
        service, end = self._plan(unit, day)
        at, channel = time(self.rng.randint(8, 19), self.rng.randrange(0, 60, 5)), self._weighted(_CHANNELS)
        for soul, bed in zip(unit, places, strict=True):
            lived = Lived(soul, day, at, [(service, day)], end, channel)
            lived.accompanying = soul.relation == "CHILD" and service.startswith("COURSE")
            self._give_bed(lived, bed, day)
            self.present.append(lived)
            self.stays.append(lived)
            if self.rng.random() < 0.05 and (end - day).days > 12 and len(unit) == 1:
                start = day + timedelta(days=self.rng.randint(3, 7))
                lived.leave = (start, start + timedelta(days=self.rng.randint(1, 3)))

    def _plan(self, unit: list[Soul], day: date) -> tuple[str, date]:
        """The service and how long it is to last; towards the end people come whose limits are near."""
        if (self.until - day).days <= _LATELY and len(unit) == 1:
            service = self._weighted(_LATE_SERVICES)
            return service, day + timedelta(days=self.rng.randint(*_LATE_LENGTHS[service]))
        service = self._weighted(_FAMILY_SERVICES if len(unit) > 1 else _SERVICES)
        return service, day + timedelta(days=self.rng.randint(*_LENGTHS[service]))

    def _is_away(self, unit: list[Soul], day: date, here: Set[int]) -> bool:
        number = unit[0].number
        left = self.last_left.get(number)
        return number not in here and (left is None or (day - left).days > 25)

    def _places(self, unit: list[Soul], day: date) -> list[int] | None:
        """Free beds for all of them; a family wants one room, else nothing today."""
        uses = ("FAMILY",) if len(unit) > 1 else ("MALE",) if unit[0].sex == "M" else ("FEMALE",)
        free = [n for n, (use, _room) in enumerate(self.beds) if use in uses and self._is_free(n, day)]
        if len(unit) == 1:
            return [free[0]] if free else None
        *rooms, _for_tonight, _for_the_next = sorted({room for use, room in self.beds if use == "FAMILY"})
        for room in rooms:
            there = [n for n in free if self.beds[n][1] == room]
            if len(there) >= len(unit):
                return there[: len(unit)]
        return None

    def _is_free(self, bed: int, day: date) -> bool:
        free_from = self.free_from[bed]
        return free_from is not None and free_from <= day

    def _give_bed(self, lived: Lived, bed: int, day: date) -> None:
        lived.beds.append((bed, day, None))
        self.free_from[bed] = None

    def _take_bed(self, lived: Lived, day: date) -> None:
        bed, since, _open = lived.beds[-1]
        lived.beds[-1] = (bed, since, day)
        self.free_from[bed] = day

    def _leave(self, day: date) -> None:
        for lived in [one for one in self.present if one.planned_end <= day]:
            service = lived.services[-1][0]
            if service == "TRIAL" and not lived.soul.family and self.rng.random() < 0.3:
                self._convert(lived, day)
            elif self.rng.random() < 0.93:
                self._end(lived, day)

    def _convert(self, lived: Lived, day: date) -> None:
        service = self.rng.choice(("COURSE_S", "COURSE_S", "COURSE_M", "COURSE_L"))
        lived.services.append((service, day))
        lived.planned_end = day + timedelta(days=self.rng.randint(*_LENGTHS[service]))

    def _end(self, lived: Lived, day: date) -> None:
        family = [one for one in self.present if one is lived or self._same_family(one, lived)]
        outcome = self._weighted(_OUTCOMES[lived.services[-1][0]])
        for one in family:
            one.left_on, one.outcome = day, outcome
            self._take_bed(one, day)
            self.present.remove(one)
            self.last_left[one.soul.number] = day

    def _same_family(self, one: Lived, other: Lived) -> bool:
        return one.soul.family is not None and one.soul.family == other.soul.family

    def _change(self, day: date) -> None:
        """Now and then someone moves to another bed."""
        if not self.present or self.rng.random() > 0.06:
            return
        lived = self.rng.choice(self.present)
        if lived.soul.family or lived.arrived_on == day or lived.beds[-1][1] == day:
            return
        places = self._places([lived.soul], day)
        if places:
            self._take_bed(lived, day)
            self._give_bed(lived, places[0], day)

    def _weighted(self, choices: Sequence[tuple[str, int]]) -> str:
        return self.rng.choices([code for code, _ in choices], [weight for _, weight in choices])[0]


def invented_number(number: int) -> str:
    """A number with a right check digit that no office ever gave: registrar digits 9999 (R-CID-4)."""
    body = f"1{9999}{90000 + number:05d}{number % 90 + 10:02d}"
    return next(body + str(digit) for digit in range(10) if check(body + str(digit)).problem != "check_digit")
