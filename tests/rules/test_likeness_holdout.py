"""The duplicate score on re-registrations that its weights were not tuned on (facts/data-layer.md §2).

Persons are invented: names drawn from two lists, numbers with registrar digits 9999.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, Birth, BirthPrecision
from panpun_desktop.rules.likeness import Sureness, Traits, could_be_same
from panpun_desktop.rules.limits import Limits

LIMITS = Limits.delivered()
MEN = [
    "มานะ",
    "สมชาย",
    "วีระ",
    "ปิติ",
    "สมคิด",
    "บุญมี",
    "ชูชัย",
    "ประยูร",
    "วิชัย",
    "สมปอง",
    "อำนาจ",
    "ธนกร",
    "ณัฐพล",
    "กิตติ",
    "สุรชัย",
    "พงษ์ศักดิ์",
    "จักรพันธ์",
    "ไพโรจน์",
    "เกรียงไกร",
    "อนุชา",
    "สราวุธ",
    "ศุภชัย",
    "ธีระ",
    "นิรันดร์",
    "ประเสริฐ",
]
WOMEN = [
    "สุดา",
    "มานี",
    "ชูใจ",
    "ดวงดี",
    "แก้วตา",
    "อารีย์",
    "ลำดวน",
    "จันทร์",
    "พวงทอง",
    "สมหญิง",
    "ใบบัว",
    "วันเพ็ญ",
    "รัตนา",
    "ศิริพร",
    "กาญจนา",
    "ณัฐธิดา",
    "อรทัย",
    "พรทิพย์",
    "เบญจมาศ",
    "จิราพร",
    "สุนีย์",
    "นงลักษณ์",
    "ปราณี",
    "ละออ",
    "ทัศนีย์",
]
FAMILY_NAMES = [
    "ใจดี",
    "พูนสุข",
    "แสงอรุณ",
    "กล้าหาญ",
    "มณีโชติ",
    "เพียรดี",
    "ศรีทอง",
    "แสงทอง",
    "ว่องไว",
    "บุญล้อม",
    "ทะเลงาม",
    "สุขสันต์",
    "ทองมาก",
    "รักไทย",
    "จันทร์เพ็ญ",
    "วงศ์สวัสดิ์",
    "แก้วมณี",
    "พรหมจันทร์",
    "สายชล",
    "เรืองศรี",
    "ชัยชนะ",
    "นาคสุข",
    "อินทรักษ์",
    "ดำรงค์ศิลป์",
    "ไชยวงศ์",
    "คงเจริญ",
    "หนูแก้ว",
    "ขาวผ่อง",
    "ประทุมวัน",
    "สังข์ทอง",
]
SLIPS = {
    "ณ": "น",
    "น": "ณ",
    "ศ": "ส",
    "ส": "ศ",
    "ษ": "ส",
    "ร": "ล",
    "ล": "ร",
    "ญ": "ย",
    "ธ": "ท",
    "ท": "ธ",
    "ั": "ะ",
}


@dataclass(frozen=True)
class Someone:
    """An invented person."""

    first: str
    last: str
    sex: str
    birth: Birth
    national_id: str
    phone: str

    @property
    def traits(self) -> Traits:
        """The person as the rules compare them."""
        return Traits.of(
            self.first,
            self.last,
            sex=self.sex,
            birth=self.birth,
            national_id=self.national_id,
            phone=self.phone,
        )


def person(chance: random.Random) -> Someone:
    """Someone of the register; half have no telephone."""
    sex = chance.choice("MF")
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(25_000))
    phone = f"08{chance.randrange(10**8):08d}" if chance.random() < 0.5 else ""
    number = f"19999{chance.randrange(10**8):08d}"
    first = chance.choice(MEN if sex == "M" else WOMEN)
    return Someone(first, chance.choice(FAMILY_NAMES), sex, Birth.on(born), number, phone)


def slip(name: str, chance: random.Random) -> str:
    """A name written as heard, or with one key wrong."""
    places = [n for n, letter in enumerate(name) if letter in SLIPS]
    if places and chance.random() < 0.7:
        n = chance.choice(places)
        return name[:n] + SLIPS[name[n]] + name[n + 1 :]
    n = chance.randrange(1, len(name))
    return name[:n] + name[n + 1 :]


def again(one: Someone, chance: random.Random) -> Someone:
    """The same person registered a second time, by someone else, with less paper."""
    other = replace(one, phone=one.phone if chance.random() < 0.4 else "")
    if chance.random() < 0.45:
        other = replace(other, national_id="")
    if chance.random() < 0.5:
        other = replace(other, first=slip(one.first, chance))
    if chance.random() < 0.4:
        other = replace(other, last=slip(one.last, chance))
    if chance.random() < 0.1:
        other = replace(other, last=chance.choice(FAMILY_NAMES))
    luck = chance.random()
    if luck < 0.2:
        other = replace(other, birth=UNKNOWN_BIRTH)
    elif luck < 0.5 and one.birth.first_on is not None:
        other = replace(other, birth=Birth(BirthPrecision.YEAR, date(one.birth.first_on.year, 1, 1)))
    return other


def sibling(one: Someone, chance: random.Random) -> Someone:
    """A new person with the surname of someone known, half of them with no number to tell them apart."""
    new = replace(person(chance), last=one.last)
    return replace(new, national_id="") if chance.random() < 0.5 else new


def warned(newcomer: Someone, register: list[Traits]) -> set[int]:
    """The places in the register that the newcomer is warned about."""
    found = (could_be_same(newcomer.traits, known).sureness(LIMITS) for known in register)
    return {place for place, sureness in enumerate(found) if sureness is not Sureness.NONE}


def test_most_second_registrations_are_noticed_and_few_new_people_are_bothered() -> None:
    chance = random.Random(69)
    people = [person(chance) for _each in range(200)]
    register = [one.traits for one in people]
    places = chance.sample(range(len(people)), 80)
    noticed = sum(place in warned(again(people[place], chance), register) for place in places)
    strangers = [person(chance) for _each in range(40)]
    strangers += [sibling(chance.choice(people), chance) for _each in range(40)]
    bothered = sum(bool(warned(one, register)) for one in strangers)
    assert noticed >= 0.88 * 80
    assert bothered <= 0.05 * 80


def test_slips_change_the_key_they_are_made_on() -> None:
    chance = random.Random(1)
    changed = [name for name in FAMILY_NAMES if search_key(slip(name, chance)) != search_key(name)]
    assert len(changed) > 0.8 * len(FAMILY_NAMES)
