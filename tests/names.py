"""Invented names for tests and benchmarks: as many as a register of 100,000 has, and as alike.

Thai names are put together of a beginning and an end, so that many differ in one syllable only. The
seeds of the names and of everything drawn from them are the caller's: tuning and hold-out never share one.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass

from panpun_desktop.common.resources import resource


def _words(text: str) -> list[str]:
    return text.split()


_BEGINNINGS = _words(
    "กมล กฤต กิตติ ขวัญ คม จักร จันทร์ จารุ จิต จิรา จุฑา ฉัตร ชนิ ชล ชัย ชุติ ณัฐ ดวง ทิพ ธน ธนา "
    "ธัญ ธาร ธีร นพ นภา นริน นฤ นัน นิพ บุญ บุษ ปฐม ปภา ประ ปริ ปวี ปิย ปัญ พงศ์ พร พรรณ พัช พัฒน "
    "พิชญ์ พิม พีร ภัทร ภาณุ ภูมิ มณี มน มัลลิ มานิ ยุท รัชนี รัตน ราช ฤทธิ์ ลลิ วร วรรณ วัชร "
    "วันเพ็ญ วิ วิภา วีร ศรี ศศิ ศักดิ์ ศิริ ศุภ สม สราวุธ สาย สิทธิ สิริ สุ สุพรรณ สุร เสาว โสภา "
    "อนุ อภิ อรุณ อัจ อาทิตย์ อิน อุทัย เกรียง เกียรติ เจน เฉลิม เทพ เบญจ เพ็ญ เมธ แก้ว แสง ใจ ไพ "
    "ไชย "
)
_ENDS_WOMEN = _words(
    "กานต์ กาญจน์ จิต จิรา ฉวี ณี ดา ทิพย์ ธิดา ธิป นภา นันท์ นารี นุช ประภา ปรียา พร พรรณ ภรณ์ ภา "
    "มณี มาศ มาลี ยา รัตน์ รัศมี ลดา ลักษณ์ วดี วรรณ วัลย์ วิมล ศรี สิณี สุดา อร "
)
_ENDS_MEN = _words(
    "กร กิจ ไกร ชัย ชาติ ชาย ดล เดช เทพ ธร ธวัช นนท์ นัฐ บดี ประเสริฐ พงศ์ พจน์ พล พัฒน์ ภพ ภัทร "
    "มงคล ยุทธ รักษ์ ฤทธิ์ วัฒน์ วิทย์ วุฒิ ศักดิ์ สิทธิ์ สรร หาญ อาจ "
)
_ENDS_FAMILY = _words(
    "กุล แก้ว ขันธ์ คง งาม เจริญ จันทร์ ชัย ชู ดี เดช ทอง ทรัพย์ เทพ ธรรม นาค นิล บุญ บุตร ประเสริฐ "
    "ผล พงษ์ พันธุ์ เพชร ไพศาล มณี มาก มั่น เมือง ยิ่ง รักษ์ รัตน์ ราช เรือง ฤทธิ์ ลาภ วงศ์ วรรณ "
    "วัฒน์ ศรี ศักดิ์ ศิริ สกุล สมบัติ สวัสดิ์ สิงห์ สุข เสน แสง หอม หิรัญ อินทร์ อุดม โชติ ไชย "
)


@dataclass(frozen=True)
class Names:
    """First names by sex and family names, each as often as it should be drawn."""

    women: list[str]
    men: list[str]
    families: list[str]

    def full(self, chance: random.Random) -> tuple[str, str, str]:
        """First name, family name and sex."""
        sex = chance.choice("MF")
        first = _common(self.women if sex == "F" else self.men, chance)
        return first, chance.choice(self.families), sex


def many_names(seed: int, firsts: int = 4_000, families: int = 9_000) -> Names:
    """Names put together of syllables, beside the ones of the demonstration."""
    chance = random.Random(seed)
    known = tomllib.loads(resource("seed/demonstration_names.toml").read_text(encoding="utf-8"))
    return Names(
        _joined(known["female"], _BEGINNINGS, _ENDS_WOMEN, firsts, chance),
        _joined(known["male"], _BEGINNINGS, _ENDS_MEN, firsts, chance),
        _joined(known["family"], [*_BEGINNINGS, *_ENDS_MEN, *_ENDS_WOMEN], _ENDS_FAMILY, families, chance),
    )


def _joined(
    known: list[str], beginnings: list[str], ends: list[str], count: int, chance: random.Random
) -> list[str]:
    made = [one + two for one in beginnings for two in ends if one != two]
    return known + chance.sample(made, min(count, len(made)))


def _common(names: list[str], chance: random.Random) -> str:
    """Some first names are everywhere: the earlier ones are drawn more often."""
    return names[int(len(names) * chance.random() ** 2)]
